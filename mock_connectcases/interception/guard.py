"""What the guard knows: whether it is on, what reached for AWS, and which call is being made.

Rule of this file: it only remembers.  The gates watch, and the refusal says what is wrong.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Called(NamedTuple):
    """A call of a client: the names its service and operation have in botocore."""

    service: str
    operation: str


_calling: ContextVar[Called | None] = ContextVar("calling", default=None)
_reached: list[str] = []
_holders = 0


def turn_on() -> None:
    """Remember what reaches for AWS from now on."""
    global _holders  # noqa: PLW0603 - one guard for the process, as there is one botocore
    _holders += 1


def turn_off() -> None:
    """Forget it, once it was turned off as often as on."""
    global _holders  # noqa: PLW0603 - likewise
    _holders -= 1
    if _holders == 0:
        _reached.clear()


def is_on() -> bool:
    """Tell whether anybody wants to know."""
    return _holders > 0


def note(sentence: str) -> None:
    """Remember something that reached for AWS, if anybody wants to know."""
    if _holders:
        _reached.append(sentence)


def take_reached() -> list[str]:
    """Return what reached for AWS since the last time, in order, each sentence once."""
    reached = list(dict.fromkeys(_reached))
    del _reached[:]
    return reached


@contextmanager
def calling(service: str, operation: str) -> Iterator[None]:
    """Know the call to which the requests made meanwhile belong."""
    token = _calling.set(Called(service, operation))
    try:
        yield
    finally:
        _calling.reset(token)


def current_call() -> Called | None:
    """Return the innermost call of a client that is being made here, as far as it was watched."""
    return _calling.get()
