"""The list of requests, with their callers and outcomes, and filters of it."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from moto.utilities.utils import get_partition

from mock_connectcases.connectcases.accounts import principal_of
from mock_connectcases.inspector.call_summary import created_members, readable_params
from mock_connectcases.inspector.query_string import first
from mock_connectcases.wire.messages import ServedRequest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mock_connectcases.inspector.query_string import QueryString
    from mock_connectcases.inspector.snapshot import Snapshot
    from mock_connectcases.toolkit.recorded_call import RecordedCall

REFUSED = "refused"
NO_ANSWER = "none"
_ATTEMPT = "attempt="
INVOCATION = "amz-sdk-invocation-id"
_SEPARATOR = re.compile("[/:]")


class Caller(NamedTuple):
    """The sender of a request."""

    principal: str
    """The ARN of the IAM principal."""
    program: str
    """The SDK by its ``User-Agent``, such as ``Boto3/1.43.0``; empty if unknown."""
    attempt: str
    """The number of the attempt, from the SDK; empty if unknown."""


class Filter(NamedTuple):
    """The conditions of a list of requests; an empty one does not count."""

    operation: str = ""
    status: str = ""
    """A status, ``refused`` for every error, or ``none`` for no answer."""
    resource: str = ""
    """The id of a resource that a request names or created."""
    text: str = ""
    """A text of the request or its answer."""

    @classmethod
    def read(cls, query: QueryString) -> Filter:
        """Read a query string, which may have any other fields too."""
        return cls(*(first(query, name) for name in cls._fields))

    @property
    def query(self) -> str:
        """The conditions as a query string."""
        return urlencode([pair for pair in self._asdict().items() if pair[1]])

    def select(self, given_lines: Iterable[Line]) -> list[Line]:
        """Return the requests that meet every condition."""
        return [line for line in given_lines if self._passes(line.call)]

    def _passes(self, call: RecordedCall) -> bool:
        if self.operation and call.operation != self.operation:
            return False
        if self.status == REFUSED:
            if call.error is None:
                return False
        elif self.status and self.status != status_of(call):
            return False
        if self.resource and not _names(call, frozenset({self.resource})):
            return False
        return not self.text or call.mentions(self.text) or self.text in call.operation


def status_of(call: RecordedCall) -> str:
    """Return the status of an answer as a filter has it."""
    return NO_ANSWER if call.status is None else str(call.status)


class Line(NamedTuple):
    """One request."""

    call: RecordedCall

    @property
    def key(self) -> str:
        """The number of the call, or the id of the answer for a request that became no call."""
        return str(self.call.number) if self.is_call else self.call.request_id or ""

    @property
    def served(self) -> ServedRequest | None:
        """The request as its server knows it; ``None`` if no server has answered it."""
        request = self.call.request
        return request if isinstance(request, ServedRequest) and request.log is not None else None

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
    calls: Sequence[RecordedCall] = snapshot.calls
    if snapshot.refused_requests:
        calls = sorted([*snapshot.refused_requests, *calls], key=lambda each: each.time)
    return [Line(each) for each in reversed(calls)]


def find_invocation(snapshot: Snapshot, invocation: str) -> Line:
    """Return the request with an SDK's id; raises LookupError if it is not logged."""
    for line in lines(snapshot):
        if _headers(line.call).get(INVOCATION) == invocation:
            return line
    raise LookupError(invocation)


def neighbours(of: Line, given_lines: Sequence[Line]) -> tuple[Line | None, Line | None]:
    """Return the requests before and after one, in a list that has the latest first."""
    keys = [line.key for line in given_lines]
    if of.key not in keys:
        return None, None
    at = keys.index(of.key)
    after = given_lines[at - 1] if at else None
    return (given_lines[at + 1] if at + 1 < len(keys) else None), after


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


def naming(snapshot: Snapshot, names: Iterable[str]) -> list[Line]:
    """Return the requests that name a resource, or created it, the latest first."""
    wanted = frozenset(names)
    return [line for line in lines(snapshot) if _names(line.call, wanted)]


def _names(call: RecordedCall, wanted: frozenset[str]) -> bool:
    return any(call.mentions(each) for each in wanted) and (
        _has(readable_params(call), wanted) or _has(created_members(call), wanted)
    )


def _has(value: Any, wanted: frozenset[str]) -> bool:
    if isinstance(value, dict):
        return any(_has(each, wanted) for each in value.values())
    if isinstance(value, list):
        return any(_has(each, wanted) for each in value)
    return isinstance(value, str) and not wanted.isdisjoint([value, *_SEPARATOR.split(value)])


def _caller(call: RecordedCall) -> Caller:
    headers = _headers(call)
    program = headers.get("user-agent", "").partition(" ")[0]
    parts = headers.get("amz-sdk-request", "").split("; ")
    attempts = [part.removeprefix(_ATTEMPT) for part in parts if part.startswith(_ATTEMPT)]
    account = call.account_id
    principal = ""
    if account:
        principal = principal_of(call.headers, account, get_partition(call.region))
    return Caller(principal, program, attempts[0] if attempts else "")


def _headers(call: RecordedCall) -> dict[str, str]:
    return {name.lower(): each for name, each in call.headers.items()}
