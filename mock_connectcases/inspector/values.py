"""Names and values of a domain as people read them."""

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
    """The names that a domain has for ids; an id that it does not know stands for itself."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain

    def field(self, field_id: str) -> str:
        """Return the name of a field."""
        found = self._domain.fields.get(field_id)
        return field_id if found is None else found.name

    def value(self, field_id: str, value: Value) -> str:
        """Return a value as the field shows it: an option by its name, a truth as yes or no."""
        found = self._domain.fields.get(field_id)
        if found is not None and found.type == SINGLE_SELECT and value in found.options:
            return found.options[str(value)].name
        return plain_value(value)


def plain_value(value: Value) -> str:
    """Return a value whose field says nothing of how to show it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)


def user_text(user: User | None) -> str:
    """Return who did something, by ARN or by the caller's own word; empty if nobody was named."""
    if user is None:
        return ""
    return user.user_arn or str(user.custom_entity)


def distance(moment: datetime, now: datetime) -> str:
    """Return how far a time is from another: ``in 3 h 12 min``, ``2 d 1 h ago``."""
    length = length_text(abs(moment - now))
    return f"in {length}" if moment > now else f"{length} ago"


def length_text(length: timedelta) -> str:
    """Return a length of time by its two largest units."""
    return " ".join(length_parts(timedelta(seconds=int(length.total_seconds())))[:2])


def length_parts(length: timedelta) -> list[str]:
    """Return a length of time by all its units, the largest first: ``["2 d", "1 h", "30 s"]``."""
    seconds = length % timedelta(minutes=1) / timedelta(seconds=1)
    hours, minutes = divmod(length.seconds // 60, 60)
    amounts = ((length.days, "d"), (hours, "h"), (minutes, "min"))
    parts = [f"{amount:,} {unit}" for amount, unit in amounts if amount]
    if seconds or not parts:
        parts.append(f"{seconds:g} s")
    return parts
