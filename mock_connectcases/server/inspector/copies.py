"""A call as text to copy, in the form that somebody chose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.inspector.asking import repeat
from mock_connectcases.inspector.copying import (
    CannotBeCopiedError,
    as_boto3,
    as_cli,
    as_pytest,
    boto3_call,
    params_of,
)
from mock_connectcases.operations import READS
from mock_connectcases.seeds import writing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mock_connectcases.toolkit.recorded_call import RecordedCall

KINDS = {"boto3": "boto3", "cli": "AWS CLI", "pytest": "pytest test with this state as seed"}
"""The forms that there are, by what an address calls them."""


class Copies(NamedTuple):
    """One form of a call, beside the names of all."""

    kinds: list[tuple[str, str]]
    kind: str
    label: str
    text: str
    is_test: bool


def copies(call: RecordedCall, kind: str, endpoint: str) -> Copies:
    """Write a call in a form, or why it cannot be; boto3 if there is no such form."""
    kind = kind if kind in KINDS else "boto3"
    try:
        text = _test(call) if kind == "pytest" else _program(call, kind, endpoint)
    except CannotBeCopiedError as error:
        text = _comment(error)
    return Copies(list(KINDS.items()), kind, KINDS[kind], text, kind == "pytest")


def search_in_boto3(params: Mapping[str, Any]) -> str:
    """Write the call that finds what a list of cases shows, or why it cannot be written."""
    try:
        return boto3_call("SearchCases", params)
    except CannotBeCopiedError as error:
        return _comment(error)


def _comment(error: CannotBeCopiedError) -> str:
    return "".join(f"# {line}\n" for line in str(error).splitlines())


def _program(call: RecordedCall, kind: str, endpoint: str) -> str:
    write = as_cli if kind == "cli" else as_boto3
    return write(
        call.operation,
        params_of(call),
        region=call.region,
        endpoint=endpoint,
        account_id=call.account_id,
    )


def _test(call: RecordedCall) -> str:
    """Write a test that begins with what there is now: so a read expects the answer of now."""
    answer = None
    if call.operation in READS and call.error is None:
        store = connectcases_backends.store_of(call.account_id, call.region)
        call = repeat(store, call)
        answer = call.result
    return as_pytest(call, writing.dump(connectcases_backends), answer=answer)
