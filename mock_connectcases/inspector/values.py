"""Formats names, values and lengths of time for people."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mock_connectcases.resources.field import SINGLE_SELECT

if TYPE_CHECKING:
    from datetime import datetime

    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field_value import Value
    from mock_connectcases.resources.user import User


class Names:
    """The names of a domain's fields and options; an unknown id stands for itself."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain

    def field(self, field_id: str) -> str:
        """Return the name of a field."""
        found = self._domain.fields.get(field_id)
        return field_id if found is None else found.name

    def value(self, field_id: str, value: Value) -> str:
        """Format a value of a field: an option by its name, a boolean as yes or no."""
        found = self._domain.fields.get(field_id)
        if found is not None and found.type == SINGLE_SELECT and value in found.options:
            return found.options[str(value)].name
        return plain_value(value)


def plain_value(value: Value) -> str:
    """Format a value without its field."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)


def user_text(user: User | None) -> str:
    """Format a user: by ARN, or as the caller named it; empty for none."""
    if user is None:
        return ""
    return user.user_arn or str(user.custom_entity)


def format_distance(moment: datetime, now: datetime) -> str:
    """Format the distance of a time from now: ``in 3 h 12 min``, ``2 d 1 h ago``."""
    length = format_duration(abs(moment - now))
    return f"in {length}" if moment > now else f"{length} ago"


def format_duration(length: timedelta) -> str:
    """Format a length of time by its two largest units."""
    return " ".join(duration_parts(timedelta(seconds=int(length.total_seconds())))[:2])


def duration_parts(length: timedelta) -> list[str]:
    """Split a length of time into its units, the largest first: ``["2 d", "1 h", "30 s"]``."""
    seconds = length % timedelta(minutes=1) / timedelta(seconds=1)
    hours, minutes = divmod(length.seconds // 60, 60)
    amounts = ((length.days, "d"), (hours, "h"), (minutes, "min"))
    parts = [f"{amount:,} {unit}" for amount, unit in amounts if amount]
    if seconds or not parts:
        parts.append(f"{seconds:g} s")
    return parts
