"""Formats names, values and lengths of time for people."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.resources.field import DATE_TIME, SINGLE_SELECT
from mock_connectcases.resources.field_value import is_arn, moment
from mock_connectcases.resources.kinds import CASE, DOMAIN
from mock_connectcases.resources.system_fields import TITLE
from mock_connectcases.wording import in_units

if TYPE_CHECKING:
    from mock_connectcases.resources.audit import User
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field_value import Value


_ABBREVIATIONS = {"sla": "SLA", "arn": "ARN", "id": "ID", "iam": "IAM"}
_UNITS = {"day": "d", "hour": "h", "minute": "min", "second": "s"}


class DisplayValue(NamedTuple):
    """A value as a page shows it."""

    text: str
    raw: str = ""
    """The value of the API, where that is another text."""
    moment: datetime | None = None
    """The time that it is, if it is one."""


class CaseLink(NamedTuple):
    """A case of a domain; the title is empty if it is gone."""

    case_id: str
    title: str


class Names:
    """The names of a domain's fields and options; an unknown id stands for itself."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain

    def field(self, field_id: str) -> str:
        """Return the name of a field."""
        found = self._domain.fields.get(field_id)
        return field_id if found is None else found.name

    def resource(self, resource_id: str) -> str:
        """Return the name of a definition, or the title of a case; empty for no such id."""
        kind = self._domain.kind_of(resource_id)
        if kind is None or kind is DOMAIN:
            return ""
        if kind is CASE:
            return case_link(self._domain, resource_id).title
        return str(self._domain.collection(kind)[resource_id].name)

    def value(self, field_id: str, value: Value) -> str:
        """Format a value of a field: an option by its name, a boolean as yes or no."""
        found = self._domain.fields.get(field_id)
        if found is not None and found.type == SINGLE_SELECT and value in found.options:
            return found.options[str(value)].name
        return plain_value(value)

    def show(self, field_id: str, value: Value | None) -> DisplayValue:
        """Describe a value of a field; nothing has an empty text."""
        if value is None:
            return DisplayValue("")
        found = self._domain.fields.get(field_id)
        raw = plain_value(value)
        if found is not None and found.type == DATE_TIME:
            return show_time(raw)
        text = self.value(field_id, value)
        return DisplayValue(text, raw) if text != raw else show(value)


def case_link(domain: Domain, case_id: str) -> CaseLink:
    """Return a case with its title."""
    case = domain.cases.get(case_id)
    return CaseLink(case_id, "" if case is None else str(case.values.get(TITLE, "")))


def show(value: Any) -> DisplayValue:
    """Describe a value without its field: a time, an ARN by its last parts, or as it is."""
    if isinstance(value, datetime):
        return DisplayValue(value.isoformat(), "", value)
    raw = plain_value(value)
    if not is_arn(raw):
        return DisplayValue(raw)
    return DisplayValue("/".join(raw.split(":", 5)[5].split("/")[-2:]), raw)


def show_time(text: str) -> DisplayValue:
    """Describe the text of a time."""
    return DisplayValue(text, "", moment(text))


def in_words(name: str) -> str:
    """Split a name of the API into words: ``Target SLA minutes`` for ``targetSlaMinutes``."""
    words = re.sub("([A-Z])", r" \1", name).lower().split()
    text = " ".join(_ABBREVIATIONS.get(each, each) for each in words)
    return text[:1].upper() + text[1:]


def plain_value(value: Any) -> str:
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
    return [f"{amount} {_UNITS[unit]}" for amount, unit in in_units(length)]
