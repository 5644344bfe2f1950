"""Writes a recorded call as a test for pytest that makes it again and expects what it got."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from botocore import xform_name
from moto.core.models import DEFAULT_ACCOUNT_ID

from mock_connectcases.inspector import sent
from mock_connectcases.inspector.boto3_code import config, request, sendable
from mock_connectcases.inspector.literals import Call, Name, holds_time, source
from mock_connectcases.toolkit.outcomes import connection_errors, told_unless_given

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mock_connectcases.toolkit.recorded_call import CallError, RecordedCall

MAX_INLINE_SEED: Final = 20_000
"""Characters of source text to which a seed is part of the test."""
SEED_FILE: Final = "connectcases-seed.json"
"""The file beside the test that has a longer seed."""

_BY_FAULT_ONLY = {"AccessDeniedException", "InternalServerException", "ThrottlingException"}
"""Errors that no state of the service gives."""
_READS = ("Get", "BatchGet", "List", "Search")

_FILE_OF_SEED = f"""\
# The state is in {SEED_FILE}, beside this file: download it as a seed in the inspector,
# or write json.dumps(mock.dump()) there."""
_STATE_MAY_BE_LATER = """\
# The seed is the state at the time of copying. If that was after this call, the call is
# in it already, and what cannot be done twice is refused."""


def as_pytest(
    call: RecordedCall,
    seed: Mapping[str, Any] | None,
    *,
    answer: Mapping[str, Any] | None = None,
) -> str:
    """Write a test file for the pytest plugin that makes a call and expects the same of it.

    ``seed`` is the state to begin with, as ``dump()`` returns it; without one it begins empty.  A
    call that was refused is to be refused with the same code and message; an error that only a
    fault or a policy gives, and a connection that failed, are asked for with ``fail``.  A call that
    read is to return ``answer``, a result as a client parses it; without one, and where the call
    wrote, it only has to succeed.

    Raises:
        CannotBeCopiedError: boto3 cannot send this request.
    """
    return _TestFile(call, seed, answer).text()


class _TestFile:
    """The parts of one file."""

    def __init__(
        self, call: RecordedCall, seed: Mapping[str, Any] | None, answer: Mapping[str, Any] | None
    ) -> None:
        self._operation, self._region = call.operation, call.region
        self._params = sendable(call.operation, sent.params_of(call))
        self._error = call.error
        self._fault = None if call.error is None else _fault_for(call.operation, call.error)
        self._reads = call.operation.startswith(_READS)
        self._answer: dict[str, Any] | None = None
        if answer is not None and self._reads and call.error is None:
            self._answer = {**answer}
            self._answer.pop("ResponseMetadata", None)
        self._account_id = None if call.account_id == DEFAULT_ACCOUNT_ID else call.account_id
        self._checks = not sent.complaint(call.operation, self._params)
        self._makes_client = self._fault is not None or not self._checks
        self._has_seed = seed is not None
        self._constant = "" if seed is None else _constant(seed)
        self._holds_time = holds_time(self._answer) or (self._constant and holds_time(seed))

    def text(self) -> str:
        """Write the file."""
        test = [*self._comments(), self._mark(), self._signature(), *self._body()]
        return "".join([*self._imports(), self._constant, "\n\n", "\n".join(test), "\n"])

    def _imports(self) -> Iterable[str]:
        if self._holds_time:
            yield "from datetime import datetime, timezone\n\n"
        if self._makes_client:
            yield "import boto3\n"
        yield "import pytest\n"
        if self._makes_client:
            yield "from botocore.config import Config\n"
        if self._error is not None:
            yield f"from botocore.exceptions import {_exception(self._error)}\n"

    def _comments(self) -> Iterable[str]:
        if self._has_seed and not self._constant:
            yield _FILE_OF_SEED
        if self._has_seed and self._error is None and not self._reads:
            yield _STATE_MAY_BE_LATER

    def _mark(self) -> str:
        arguments: list[tuple[str, Any]] = [("region", self._region)]
        if self._has_seed:
            arguments.insert(0, ("seed", Name("SEED") if self._constant else SEED_FILE))
        if self._fault is not None:
            arguments.append(("all_faults_used", True))
        return f"@{source(Call('pytest.mark.connectcases', tuple(arguments)), taken=1)}"

    def _signature(self) -> str:
        fixtures = ["connectcases_mock" if self._makes_client else "connectcases"]
        if self._account_id is not None:
            fixtures.append("monkeypatch")
        end = "" if self._error is None else "_is_refused" if self._error.status else "_fails"
        return f"def test_{xform_name(self._operation)}{end}({', '.join(fixtures)}):"

    def _body(self) -> Iterable[str]:
        if self._account_id is not None:
            account = (("", "MOTO_ACCOUNT_ID"), ("", self._account_id))
            yield _statement(Call("monkeypatch.setenv", account))
        if self._fault is not None:
            yield _statement(self._fault)
        if self._makes_client:
            settings = config(checks=self._checks, retries=self._fault is None)
            arguments = (("", "connectcases"), ("region_name", self._region), ("config", settings))
            yield _statement(Call("boto3.client", arguments), before="client = ")
        if self._error is None:
            yield from self._success()
        else:
            yield from self._refusal(self._error)

    def _success(self) -> Iterable[str]:
        yield self._request("response = ", indent=4)
        yield ""
        yield '    assert response["ResponseMetadata"]["HTTPStatusCode"] == 200'
        if self._answer is not None:
            yield '    del response["ResponseMetadata"]'
            yield _statement(self._answer, before="assert response == ")

    def _refusal(self, error: CallError) -> Iterable[str]:
        if error.status is None:
            yield f"    with pytest.raises({_exception(error)}):"
            yield self._request(indent=8)
            return
        yield f"    with pytest.raises({_exception(error)}) as refused:"
        yield self._request(indent=8)
        yield ""
        yield '    error = refused.value.response["Error"]'
        yield _statement(error.code, before='assert error["Code"] == ')
        yield _statement(error.message, before='assert error["Message"] == ')

    def _request(self, before: str = "", *, indent: int) -> str:
        client = "client" if self._makes_client else "connectcases"
        return request(client, self._operation, self._params, before=before, indent=indent)


def _constant(seed: Mapping[str, Any]) -> str:
    """Write the seed for the top of the file; nothing if that would be too long."""
    if len(repr(seed)) > MAX_INLINE_SEED:  # laying out the lines of a large one takes long
        return ""
    text = f"\nSEED = {source(seed, taken=len('SEED = '))}\n"
    return text if len(text) <= MAX_INLINE_SEED else ""


def _exception(error: CallError) -> str:
    """Name the class that a client raises."""
    return "ClientError" if error.status else error.code


def _fault_for(operation: str, error: CallError) -> Call | None:
    """Return what asks the mock for an error that the call alone would not get."""
    asked: list[tuple[str, Any]] = [("", operation), ("", error.code)]
    if error.status is None:
        if error.code not in connection_errors():
            raise sent.CannotBeCopiedError(
                f"This call got no answer: {error.code} was raised in the mock itself."
            )
    elif error.code in _BY_FAULT_ONLY or error.message == told_unless_given(error.code):
        asked.append(("message", error.message))
    else:
        return None
    return Call("connectcases_mock.fail", tuple(asked))


def _statement(value: Any, *, before: str = "") -> str:
    return f"    {before}{source(value, indent=4, taken=4 + len(before))}"
