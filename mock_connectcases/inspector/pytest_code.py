"""Formats a recorded call as a test for pytest that makes it again and expects the same outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from botocore import xform_name
from moto.core.models import DEFAULT_ACCOUNT_ID

from mock_connectcases.inspector import call_params
from mock_connectcases.inspector.boto3_code import boto3_call, client_config
from mock_connectcases.inspector.python_source import call, keywords, literal
from mock_connectcases.operations import READS
from mock_connectcases.rules import INJECTED_FAULT
from mock_connectcases.settings import Settings
from mock_connectcases.toolkit.outcomes import connection_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mock_connectcases.toolkit.recorded_call import CallError, RecordedCall

MAX_INLINE_SEED: Final = 20_000
"""Characters of source text up to which a seed is part of the test."""
SEED_FILE: Final = "connectcases-seed.json"
"""The file beside the test that has a longer seed."""

_BY_FAULT_ONLY = {"AccessDeniedException", "InternalServerException", "ThrottlingException"}
"""Errors that no state of the service gives."""

_SEED_IS_IN_FILE = "# The state is in {}: put it beside this file."
_STATE_MAY_BE_LATER = """\
# The seed is the state at the time of copying. If that was after this call, the call is
# in it already, and a write that cannot be repeated is refused."""


def as_pytest(
    recorded: RecordedCall,
    seed: Mapping[str, Any] | None,
    *,
    answer: Mapping[str, Any] | None = None,
    settings: Settings | None = None,
    seed_file: str = SEED_FILE,
) -> str:
    """Format a test file for the pytest plugin that makes a call and expects its outcome.

    ``seed`` is the state to begin with, as ``dump()`` returns it; without one it begins empty.  A
    refused call expects the same code, for the words are the mock's; the handle's ``fail`` gives
    errors that only a fault or a policy raises, and connection errors.  A read expects ``answer``,
    a result as a client parses it; without one, and after a write, the call only has to succeed.
    ``settings`` are those of the mock that answered, and ``seed_file`` is the file of a long seed.

    Raises:
        CannotBeCopiedError: boto3 cannot send this request.
    """
    return _TestFile(recorded, seed, answer, settings or Settings(), seed_file).text()


class _TestFile:
    """The parts of one file."""

    def __init__(
        self,
        recorded: RecordedCall,
        seed: Mapping[str, Any] | None,
        answer: Mapping[str, Any] | None,
        settings: Settings,
        seed_file: str,
    ) -> None:
        self._operation, self._region = recorded.operation, recorded.region
        self._params = call_params.params_of(recorded)
        self._error = recorded.error
        self._fault = "" if self._error is None else _fault(self._operation, self._error)
        self._config = client_config(self._operation, self._params, retries=not self._fault)
        self._account_id = recorded.account_id
        self._reads = self._operation in READS
        self._has_seed = seed is not None
        self._settings, self._seed_file = settings, seed_file
        self._constant = "" if seed is None else _constant(seed)
        self._answer = ""
        if answer is not None and self._reads and self._error is None:
            members = {name: x for name, x in answer.items() if name != "ResponseMetadata"}
            before = "    assert response == "
            self._answer = before + literal(members, column=len(before))

    def text(self) -> str:
        """Return the file."""
        test = [*self._comments(), self._mark(), self._signature(), *self._body()]
        return "".join([*self._imports(), self._constant, "\n\n", "\n".join(test), "\n"])

    def _imports(self) -> Iterator[str]:
        if "datetime.datetime(" in self._answer + self._constant:
            yield "import datetime\n\n"
        if self._config:
            yield "import boto3\n"
        yield "import pytest\n"
        if self._config:
            yield "from botocore.config import Config\n"
        if self._error is not None:
            yield f"from botocore.exceptions import {_exception(self._error)}\n"

    def _comments(self) -> Iterator[str]:
        if self._has_seed and not self._constant:
            yield _SEED_IS_IN_FILE.format(self._seed_file)
        if self._has_seed and self._error is None and not self._reads:
            yield _STATE_MAY_BE_LATER

    def _mark(self) -> str:
        arguments = keywords({"region": self._region})
        if self._has_seed:
            seed = "SEED" if self._constant else repr(self._seed_file)
            arguments.insert(0, f"seed={seed}")
        arguments += keywords(
            {name: dict(each) for name, each in self._settings._asdict().items() if each}
        )
        if self._fault:
            arguments.append("all_faults_used=True")
        return call("pytest.mark.connectcases", *arguments, before="@")

    def _signature(self) -> str:
        fixtures = ["connectcases_mock" if self._config else "connectcases"]
        if self._account_id != DEFAULT_ACCOUNT_ID:
            fixtures.append("monkeypatch")
        end = "" if self._error is None else "_is_refused" if self._error.status else "_fails"
        return f"def test_{xform_name(self._operation)}{end}({', '.join(fixtures)}):"

    def _body(self) -> Iterator[str]:
        if self._account_id != DEFAULT_ACCOUNT_ID:
            yield f"    monkeypatch.setenv('MOTO_ACCOUNT_ID', {self._account_id!r})"
        if self._fault:
            yield self._fault
        if self._config:
            arguments = ["'connectcases'", *keywords({"region_name": self._region}), *self._config]
            yield call("boto3.client", *arguments, before="client = ", indent=4)
        if self._error is None:
            yield self._request("response = ", indent=4)
            yield "\n    assert response['ResponseMetadata']['HTTPStatusCode'] == 200"
            if self._answer:
                yield "    del response['ResponseMetadata']"
                yield self._answer
        else:
            yield from self._refusal(self._error)

    def _refusal(self, error: CallError) -> Iterator[str]:
        if error.status is None:
            yield f"    with pytest.raises({_exception(error)}):"
            yield self._request(indent=8)
            return
        yield f"    with pytest.raises({_exception(error)}) as refused:"
        yield self._request(indent=8)
        yield f"\n    assert refused.value.response['Error']['Code'] == {error.code!r}"

    def _request(self, before: str = "", *, indent: int) -> str:
        client = "client" if self._config else "connectcases"
        return boto3_call(
            self._operation, self._params, client=client, before=before, indent=indent
        )


def _constant(seed: Mapping[str, Any]) -> str:
    """Format the seed for the top of the file; nothing if that would be too long."""
    if len(repr(seed)) > MAX_INLINE_SEED:  # formatting a large one takes long
        return ""
    text = f"\nSEED = {literal(seed, column=len('SEED = '))}\n"
    return text if len(text) <= MAX_INLINE_SEED else ""


def _exception(error: CallError) -> str:
    """Return the name of the class that a client raises."""
    return "ClientError" if error.status else error.code


def _fault(operation: str, error: CallError) -> str:
    """Format the statement that makes the mock raise an error; nothing if the call itself does."""
    arguments = [repr(operation), repr(error.code)]
    if error.status is None:
        if error.code not in connection_errors():
            raise call_params.CannotBeCopiedError(
                f"This call got no answer: {error.code} was raised in the mock itself."
            )
    elif error.code in _BY_FAULT_ONLY or error.rule == INJECTED_FAULT:
        arguments += keywords({"message": error.message}, indent=4)
    else:
        return ""
    return call("connectcases_mock.fail", *arguments, indent=4)
