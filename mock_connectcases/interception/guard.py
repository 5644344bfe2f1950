"""State of the guard: whether it is on, the attempts to reach AWS, and the calls of requests.

Rule of this file: it only records.  ``patches`` intercepts, and ``refusal`` writes the sentences.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Iterator


class ClientCall(NamedTuple):
    """A call of a client, by botocore's names of the service and the operation."""

    service: str
    operation: str


_current: ContextVar[ClientCall | None] = ContextVar("current_call", default=None)
_call_of_request: WeakKeyDictionary[Any, ClientCall] = WeakKeyDictionary()
"""The calls of requests that moto's handler has seen."""
_attempts: list[str] = []
_uses = 0


def turn_on() -> None:
    """Record attempts to reach AWS."""
    global _uses  # noqa: PLW0603 - one guard for the process, as there is one botocore
    _uses += 1


def turn_off() -> None:
    """Turn the guard off, and drop the attempts, at the last of as many calls as turned it on."""
    global _uses  # noqa: PLW0603 - likewise
    _uses -= 1
    if _uses == 0:
        _attempts.clear()


def is_on() -> bool:
    """Return whether the guard is on."""
    return _uses > 0


def record(sentence: str) -> None:
    """Record an attempt to reach AWS, if the guard is on."""
    if _uses:
        _attempts.append(sentence)


def take_attempts() -> list[str]:
    """Return the attempts since the last call in their order, each sentence once."""
    attempts = list(dict.fromkeys(_attempts))
    del _attempts[:]
    return attempts


@contextmanager
def calling(service: str, operation: str) -> Iterator[None]:
    """Set the call to which the requests of a block belong."""
    token = _current.set(ClientCall(service, operation))
    try:
        yield
    finally:
        _current.reset(token)


def record_call(request: Any, call: ClientCall) -> None:
    """Record the call to which a request belongs."""
    _call_of_request[request] = call


def call_of(request: Any) -> ClientCall | None:
    """Return the call to which a request belongs, if it was recorded or the guard has seen it."""
    return _current.get() or _call_of_request.get(request)
