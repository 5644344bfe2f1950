"""The requests as a list: who asked for what, and what became of it."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from moto.utilities.utils import get_partition

from mock_connectcases.connectcases.accounts import principal_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mock_connectcases.inspector.scene import Scene, Visit
    from mock_connectcases.toolkit.recorded_call import RecordedCall

_ATTEMPT = "attempt="


class Caller(NamedTuple):
    """Who sent a request."""

    principal: str
    """The ARN of the IAM principal."""
    program: str
    """The SDK by its own word, such as ``Boto3/1.43.0``; empty if it says nothing."""
    attempt: str
    """Which of its attempts an SDK says that this is; empty if it says nothing."""


class Line(NamedTuple):
    """One request."""

    key: str
    """Tells it apart: the number of the call, or the id of the answer if it became no call."""
    call: RecordedCall
    visit: Visit | None

    @property
    def is_call(self) -> bool:
        """Whether it reached the service."""
        return self.call.number > 0

    @property
    def caller(self) -> Caller:
        """Who sent it."""
        return _caller(self.call)


def lines(scene: Scene) -> list[Line]:
    """Return the requests that are kept, the latest first."""
    calls = [
        Line(str(each.number), each, scene.visits.get(each.request_id or ""))
        for each in scene.calls
    ]
    others = [
        Line(each.request_id or "", each, scene.visits.get(each.request_id or ""))
        for each in scene.turned_away
    ]
    ordered = sorted([*others, *calls], key=lambda line: line.call.time) if others else calls
    return ordered[::-1]


def newer(scene: Scene, key: str) -> list[Line] | None:
    """Return the requests after one, the latest first; ``None`` if that one is not kept."""
    all_lines = lines(scene)
    found = list(takewhile(lambda line: line.key != key, all_lines))
    return None if len(found) == len(all_lines) and key else found


def find(scene: Scene, key: str) -> Line:
    """Return one request; raises LookupError if it is not kept."""
    for line in lines(scene):
        if line.key == key:
            return line
    raise LookupError(key)


def naming(scene: Scene, names: Iterable[str]) -> Iterator[Line]:
    """Yield the calls that name a case by its id, ARN or reference ID, the latest first.

    The call that made it is among them.
    """
    sought = frozenset(names)
    for line in lines(scene):
        call = line.call
        if any(call.mentions(each) for each in sought) and (
            _has(call.params, sought)
            or (call.operation == "CreateCase" and _has(call.result, sought))
        ):
            yield line


def _has(value: Any, sought: frozenset[str]) -> bool:
    if isinstance(value, dict):
        return any(_has(each, sought) for each in value.values())
    if isinstance(value, list):
        return any(_has(each, sought) for each in value)
    return isinstance(value, str) and value in sought


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
