"""The list of requests, with their callers and outcomes."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from moto.utilities.utils import get_partition

from mock_connectcases.connectcases.accounts import principal_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mock_connectcases.inspector.snapshot import RequestTiming, Snapshot
    from mock_connectcases.toolkit.recorded_call import RecordedCall

_ATTEMPT = "attempt="


class Caller(NamedTuple):
    """The sender of a request."""

    principal: str
    """The ARN of the IAM principal."""
    program: str
    """The SDK by its ``User-Agent``, such as ``Boto3/1.43.0``; empty if unknown."""
    attempt: str
    """The number of the attempt, from the SDK; empty if unknown."""


class Line(NamedTuple):
    """One request."""

    key: str
    """The number of the call, or the id of the answer for a request that became no call."""
    call: RecordedCall
    timing: RequestTiming | None

    @property
    def is_call(self) -> bool:
        """Whether it reached the service."""
        return self.call.number > 0

    @property
    def caller(self) -> Caller:
        """The sender of the request."""
        return _caller(self.call)


def lines(snapshot: Snapshot) -> list[Line]:
    """Return the logged requests, the latest first."""
    calls = [
        Line(str(each.number), each, snapshot.timings.get(each.request_id or ""))
        for each in snapshot.calls
    ]
    others = [
        Line(each.request_id or "", each, snapshot.timings.get(each.request_id or ""))
        for each in snapshot.rejected
    ]
    ordered = sorted([*others, *calls], key=lambda line: line.call.time) if others else calls
    return ordered[::-1]


def newer(snapshot: Snapshot, key: str) -> list[Line] | None:
    """Return the requests after one, the latest first; ``None`` if that one is not logged."""
    all_lines = lines(snapshot)
    found = list(takewhile(lambda line: line.key != key, all_lines))
    return None if len(found) == len(all_lines) and key else found


def find(snapshot: Snapshot, key: str) -> Line:
    """Return one request; raises LookupError if it is not logged."""
    for line in lines(snapshot):
        if line.key == key:
            return line
    raise LookupError(key)


def naming(snapshot: Snapshot, names: Iterable[str]) -> Iterator[Line]:
    """Yield the calls that name a case by id, ARN or reference ID, the latest first.

    The call that created it is among them.
    """
    wanted = frozenset(names)
    for line in lines(snapshot):
        call = line.call
        if any(call.mentions(each) for each in wanted) and (
            _has(call.params, wanted)
            or (call.operation == "CreateCase" and _has(call.result, wanted))
        ):
            yield line


def _has(value: Any, wanted: frozenset[str]) -> bool:
    if isinstance(value, dict):
        return any(_has(each, wanted) for each in value.values())
    if isinstance(value, list):
        return any(_has(each, wanted) for each in value)
    return isinstance(value, str) and value in wanted


def _caller(call: RecordedCall) -> Caller:
    headers = {name.lower(): each for name, each in call.headers.items()}
    program = headers.get("user-agent", "").partition(" ")[0]
    parts = headers.get("amz-sdk-request", "").split("; ")
    attempts = [part.removeprefix(_ATTEMPT) for part in parts if part.startswith(_ATTEMPT)]
    account = call.account_id
    principal = ""
    if account:
        principal = principal_of(call.headers, account, get_partition(call.region))
    return Caller(principal, program, attempts[0] if attempts else "")
