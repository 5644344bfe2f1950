"""The only source of time: freezegun and time-machine move it, and so does the mock's own handle.

The mock's time is the time of the process plus the offset by which the handle moved it.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from mock_connectcases import locks

_STANDING = timedelta(0)
_LATEST = datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone.utc)
FARTHEST = timedelta(days=365_000)
"""The largest offset: every time of a mock stays within Python's range."""

_ahead = _STANDING
_moving = locks.new_lock()


def now() -> datetime:
    """Return the mock's current time in UTC."""
    moment = datetime.now(timezone.utc)
    return later(moment, _ahead) if _ahead else moment


def later(moment: datetime, by: timedelta) -> datetime:
    """Return a later time, at most the end of the year 9999: Python has none after it.

    The clock of the process can be set forward after the mock's was moved.
    """
    return moment + by if moment < _LATEST - by else _LATEST


def process_now() -> datetime:
    """Return the current time of the process in UTC, without the offset."""
    return datetime.now(timezone.utc)


def ahead() -> timedelta:
    """Return the offset of the mock's time from the process's."""
    return _ahead


def move(by: timedelta) -> datetime:
    """Move the mock's time ahead, and return the new time.

    Raises:
        ValueError: time would run backwards, or more than a thousand years ahead.
    """
    global _ahead  # noqa: PLW0603 - this module is the clock
    if by < _STANDING:
        raise ValueError(f"Time does not run backwards: it cannot be moved by {by}.")
    with _moving:
        if by > FARTHEST - _ahead:
            raise ValueError(f"Time cannot be moved by {by}: a thousand years ahead is the most.")
        _ahead += by
    return now()


def follow_process() -> None:
    """Reset the offset: the mock's time is the process's again."""
    global _ahead  # noqa: PLW0603 - this module is the clock
    with _moving:
        _ahead = _STANDING


def to_field_text(moment: datetime) -> str:
    """Write a time in UTC with nine fractional digits and ``Z``.

    System fields have this form (observed).  Python's times have six digits, so the last three are
    zeros.
    """
    return f"{moment.isoformat(timespec='microseconds')[:-6]}000Z"
