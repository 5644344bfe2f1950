"""The only source of time, so that freezegun and time-machine move the whole mock."""

from __future__ import annotations

from datetime import datetime, timezone


def now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(timezone.utc)


def to_field_text(moment: datetime) -> str:
    """Write a time as the text of a DateTime field value: UTC, microseconds, ``Z``.

    Assumed: the only published operand of this kind (Connect's rules function language) has this
    form.
    """
    return f"{moment.isoformat(timespec='microseconds')[:-6]}Z"
