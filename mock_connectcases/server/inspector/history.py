"""The list of what the controls did, and the way back along it."""

from __future__ import annotations

import itertools
from collections import deque
from typing import TYPE_CHECKING, Final, NamedTuple

from mock_connectcases import clock, locks
from mock_connectcases.connectcases.models import connectcases_backends

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from mock_connectcases.server.inspector.undoing import Undo

LISTED: Final = 20
"""So many acts are listed and can be undone, the latest; ours, a reset keeps all it forgot."""


class Act(NamedTuple):
    """Something that was done."""

    number: int
    """Its place among all acts of the server; the first has 1."""
    time: datetime
    """When, by the clock of the process, which no act moves."""
    sentence: str
    can_be_undone: bool


class _Done(NamedTuple):
    act: Act
    undo: Undo | None


class History:
    """The latest acts; threads may act and look at the same time."""

    def __init__(self) -> None:
        self._done: deque[_Done] = deque(maxlen=LISTED)
        self._next_number = itertools.count(1).__next__
        self._times_emptied = connectcases_backends.times_emptied
        self._lock = locks.new_rlock()

    @property
    def done(self) -> list[Act]:
        """The latest acts, the latest first."""
        with self._lock:
            self._notice_resets()
            return [each.act for each in reversed(self._done)]

    @property
    def next_undo(self) -> Act | None:
        """The act that would be undone."""
        return next((each for each in self.done if each.can_be_undone), None)

    @property
    def undo_warning(self) -> str:
        """What would be lost if it were undone now; nothing if nothing would be."""
        with self._lock:
            self._notice_resets()
            found = self._to_undo()
            return found.undo.warning() if found is not None and found.undo is not None else ""

    def undo(self, number: str = "") -> Act:
        """Take back the latest act that was not undone; an undo itself is none of these.

        With the ``number`` of an act it has to be that one: a page may have grown old.

        Raises:
            ValueError: there is none, or it is another.
        """
        with self._lock:
            self._notice_resets()
            found = self._to_undo()
            if found is None or found.undo is None:
                raise ValueError("There is nothing to undo.")
            if number and number != str(found.act.number):
                raise ValueError(
                    f"The act {number!r:.100} is not the latest that can be undone, which is"
                    f" {found.act.number}: {found.act.sentence}"
                )
            sentence = found.undo.do()
            self._close(lambda each: each is found)
            return self._record(f"Undone: {sentence}", None)

    def forget(self) -> None:
        """Let no act be undone any more: what they changed is gone."""
        with self._lock:
            self._close(lambda _: True)

    def _notice_resets(self) -> None:
        """Forget what can be undone if somebody else has emptied everything meanwhile."""
        if self._times_emptied != connectcases_backends.times_emptied:
            self._times_emptied = connectcases_backends.times_emptied
            self.forget()

    def _to_undo(self) -> _Done | None:
        return next((each for each in reversed(self._done) if each.undo is not None), None)

    def _close(self, is_meant: Callable[[_Done], bool]) -> None:
        closed = [
            _Done(each.act._replace(can_be_undone=False), None) if is_meant(each) else each
            for each in self._done
        ]
        self._done.clear()
        self._done.extend(closed)

    def _record(self, sentence: str, taken_back_by: Undo | None) -> Act:
        self._notice_resets()
        can_be_undone = taken_back_by is not None
        act = Act(self._next_number(), clock.process_now(), sentence, can_be_undone)
        self._done.append(_Done(act, taken_back_by))
        return act
