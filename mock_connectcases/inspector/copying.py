"""Copies of a call: a program in boto3, a command of the AWS CLI, a test for pytest.

Rule of this file: people run what they copy, so nothing in a call can be more than a value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases import settings
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.inspector.boto3_code import as_boto3, boto3_call
from mock_connectcases.inspector.call_params import CannotBeCopiedError, params_of
from mock_connectcases.inspector.command_line import as_cli
from mock_connectcases.inspector.pytest_code import as_pytest
from mock_connectcases.inspector.queries import repeat
from mock_connectcases.operations import READS
from mock_connectcases.seeds import writing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mock_connectcases.toolkit.recorded_call import RecordedCall

KINDS = {"boto3": "boto3", "cli": "AWS CLI", "pytest": "pytest test with this state as seed"}
"""The labels of the forms by their names in addresses."""


class Copies(NamedTuple):
    """A call in one form, and the names of all forms."""

    kinds: list[tuple[str, str]]
    kind: str
    label: str
    text: str
    is_test: bool


def copies(call: RecordedCall, kind: str, endpoint: str) -> Copies:
    """Format a call in a form, by default boto3, or as a comment why it cannot be copied."""
    kind = kind if kind in KINDS else "boto3"
    try:
        text = _test(call) if kind == "pytest" else _program(call, kind, endpoint)
    except CannotBeCopiedError as error:
        text = _comment(error)
    return Copies(list(KINDS.items()), kind, KINDS[kind], text, kind == "pytest")


def search_in_boto3(params: Mapping[str, Any]) -> str:
    """Format the search of a list of cases, or as a comment why it cannot be copied."""
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
    """Format a test that begins with the present state, so a read expects its present answer.

    Its first call finishes the running merges: then a read expects no certain answer.
    """
    answer = None
    if call.operation in READS and call.error is None:
        store = connectcases_backends.store_of(call.account_id, call.region, is_stored=False)
        call = repeat(store, call)
        if not any(each.merges for each in store.domains.values()):
            answer = call.result
    seed = writing.dump(connectcases_backends)
    return as_pytest(call, seed, answer=answer, settings=settings.current())
