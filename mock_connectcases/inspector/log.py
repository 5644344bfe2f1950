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


class LogFilter(NamedTuple):
    """The conditions of a list of requests; an empty one does not count."""

    operation: str = ""
    status: str = ""
    """A status, ``refused`` for every error, or ``none`` for no answer."""
    resource: str = ""
    """The id of a resource that a request names or created."""
    text: str = ""
    """A text of the request or its answer."""

    @classmethod
    def read(cls, query: QueryString) -> LogFilter:
        """Read a query string, which may have any other fields too."""
        return cls(*(first(query, name) for name in cls._fields))

    @property
    def query(self) -> str:
        """The conditions as a query string."""
        return urlencode([pair for pair in self._asdict().items() if pair[1]])

    def select(self, calls: Iterable[RecordedCall]) -> list[RecordedCall]:
        """Return the requests that meet every condition."""
        return [call for call in calls if self._passes(call)]

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


def key_of(call: RecordedCall) -> str:
    """Return the number of a call, or the id of the answer to a request that became no call."""
    return str(call.number) if call.number else call.request_id or ""


def served_request(call: RecordedCall) -> ServedRequest | None:
    """Return a request as its server knows it; ``None`` if no server has answered it."""
    request = call.request
    return request if isinstance(request, ServedRequest) and request.log is not None else None


def requests(snapshot: Snapshot) -> list[RecordedCall]:
    """Return the logged requests, the latest first; those that became no call have no number."""
    calls: Sequence[RecordedCall] = snapshot.calls
    if snapshot.refused_requests:
        calls = sorted([*snapshot.refused_requests, *calls], key=lambda each: each.time)
    return list(reversed(calls))


def find_invocation(snapshot: Snapshot, invocation: str) -> RecordedCall:
    """Return the request with an SDK's id; raises LookupError if it is not logged."""
    for call in requests(snapshot):
        if _headers(call).get(INVOCATION) == invocation:
            return call
    raise LookupError(invocation)


def neighbours(
    of: RecordedCall, calls: Sequence[RecordedCall]
) -> tuple[RecordedCall | None, RecordedCall | None]:
    """Return the requests before and after one, in a list that has the latest first."""
    keys = [key_of(each) for each in calls]
    if key_of(of) not in keys:
        return None, None
    at = keys.index(key_of(of))
    after = calls[at - 1] if at else None
    return (calls[at + 1] if at + 1 < len(keys) else None), after


def newer(snapshot: Snapshot, key: str) -> list[RecordedCall] | None:
    """Return the requests after one, the latest first; ``None`` if that one is not logged."""
    logged = requests(snapshot)
    found = list(takewhile(lambda call: key_of(call) != key, logged))
    return None if len(found) == len(logged) and key else found


def find(snapshot: Snapshot, key: str) -> RecordedCall:
    """Return one request; raises LookupError if it is not logged."""
    for call in requests(snapshot):
        if key_of(call) == key:
            return call
    raise LookupError(key)


def naming(snapshot: Snapshot, names: Iterable[str]) -> list[RecordedCall]:
    """Return the requests that name a resource, or created it, the latest first."""
    wanted = frozenset(names)
    return [call for call in requests(snapshot) if _names(call, wanted)]


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


def caller_of(call: RecordedCall) -> Caller:
    """Return the sender of a request."""
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
