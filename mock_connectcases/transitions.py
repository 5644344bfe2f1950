"""States that move with time or reads, controlled by moto's state-transition manager.

moto's users know how to slow these down: ``state_manager.set_transition("cases::merge", {...})``.
By default a state moves on as soon as it is read.
"""

from __future__ import annotations

from copy import copy
from datetime import timezone
from typing import TYPE_CHECKING, NamedTuple

from moto.moto_api import state_manager

from mock_connectcases import clock
from mock_connectcases.compat import moto

if TYPE_CHECKING:
    from datetime import datetime

DOMAIN_CREATION = "cases::domain"
MERGE = "cases::merge"

for _model in (DOMAIN_CREATION, MERGE):
    state_manager.register_default_transition(_model, {"progression": "immediate"})


class Point(NamedTuple):
    """The point that a progress has reached, from which a copy can continue."""

    status: str
    reads: int
    since: datetime


class Progress:
    """A state that moves from a first to a last value."""

    __slots__ = ("_ahead", "_last", "_managed")

    def __init__(self, model: str, first: str, last: str) -> None:
        self._last = last
        self._managed = moto.ManagedState(model, transitions=[(first, last)])
        self._ahead = clock.ahead()
        """The offset of the mock's clock when the time of moto's state, which has none, was set."""

    @property
    def status(self) -> str:
        """The present value."""
        ahead = clock.ahead()
        if ahead != self._ahead:
            moto.move_progress(self._managed, ahead - self._ahead)
            self._ahead = ahead
        return str(self._managed.status)

    def peek(self) -> str:
        """Return the present value without moving on, as reading ``status`` can."""
        copied = copy(self)
        copied._managed = copy(self._managed)
        return copied.status

    def advance(self) -> bool:
        """Count one read by a client, for transitions that progress by reads.

        Return whether it counted: a state with its last value stays as it is.
        """
        if self.peek() == self._last:
            return False
        self._managed.advance()
        return True

    @property
    def point(self) -> Point:
        """The point reached; unlike reading the status, reading it moves nothing."""
        status, reads, since = moto.read_progress(self._managed)
        return Point(status, reads, clock.later(since.astimezone(timezone.utc), self._ahead))

    @point.setter
    def point(self, point: Point) -> None:
        self._ahead = clock.ahead()
        # moto compares with the local time of the process.
        since = (point.since - self._ahead).astimezone()
        moto.write_progress(self._managed, point.status, point.reads, since.replace(tzinfo=None))
