"""The only source of time: freezegun and time-machine move it, and so does the mock's own handle.

The mock's time is the time of the process plus the offset by which the handle moved it.  An account
can have an offset of its own on top, which counts while one of its requests is answered.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from mock_connectcases import locks
from mock_connectcases.wording import duration

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

_ZERO = timedelta(0)
_LATEST = datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone.utc)
MAX_OFFSET = timedelta(days=365_000)
"""The largest offset: every time of a mock stays within Python's range."""

_ahead = _ZERO
_accounts: Mapping[str, timedelta] = {}
"""The offsets of accounts on top of the common one; replaced as a whole and read without a lock."""
_account: ContextVar[str] = ContextVar("account", default="")
_moving = locks.new_lock()


def now() -> datetime:
    """Return the mock's current time in UTC."""
    moment = datetime.now(timezone.utc)
    by = ahead() if _accounts else _ahead
    return later(moment, by) if by else moment


def now_of(account_id: str | None) -> datetime:
    """Return the mock's current time in an account."""
    with of_account(account_id):
        return now()


@contextmanager
def of_account(account_id: str | None) -> Generator[None, None, None]:
    """Let this thread, or this task, have the time of an account."""
    token = _account.set(account_id or "")
    try:
        yield
    finally:
        _account.reset(token)


def differs_by_account() -> bool:
    """Return whether an account has a time of its own."""
    return bool(_accounts)


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
    return _ahead + _accounts.get(_account.get(), _ZERO)


def move(by: timedelta, account_id: str | None = None) -> datetime:
    """Move the mock's time ahead, in all accounts or in one, and return the new time.

    Raises:
        ValueError: time would run backwards, or more than a thousand years ahead.
    """
    global _ahead, _accounts  # noqa: PLW0603 - this module is the clock
    if by < _ZERO:
        raise ValueError(f"Time does not run backwards: it cannot be moved by {duration(by)}.")
    with _moving:
        own = _accounts.get(account_id or "", _ZERO)
        farthest = max(_accounts.values(), default=_ZERO) if account_id is None else own
        if by > MAX_OFFSET - _ahead - farthest:
            raise ValueError(
                f"Time cannot be moved by {duration(by)}: a thousand years ahead is the most."
            )
        if account_id is None:
            _ahead += by
        else:
            _accounts = {**_accounts, account_id: own + by}
    return now_of(account_id)


def follow_process(account_id: str | None = None) -> None:
    """Reset all offsets, so that the mock's time is the process's, or that of an account."""
    global _ahead, _accounts  # noqa: PLW0603 - this module is the clock
    with _moving:
        if account_id is None:
            _ahead, _accounts = _ZERO, {}
        else:
            _accounts = {name: by for name, by in _accounts.items() if name != account_id}


def to_text(moment: datetime) -> str:
    """Write a time in UTC with milliseconds and ``Z``."""
    return f"{moment.isoformat(timespec='milliseconds')[:-6]}Z"


def to_field_text(moment: datetime) -> str:
    """Write a time in UTC with nine fractional digits and ``Z``.

    System fields have this form (observed).  Python's times have six digits, so the last three are
    zeros.
    """
    return f"{moment.isoformat(timespec='microseconds')[:-6]}000Z"
