"""Writes values as Python source text, laid out as ``ruff format`` does.

Rule of this file: what is written may be run by somebody who has not read it, so every value is a
literal of printable characters or one of the calls below, whatever it contains.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from typing import Any, Final, NamedTuple

WIDTH: Final = 88
"""Columns of a line, the default of ruff and black."""

_STEP: Final = 4
_FEWEST_FIELDS: Final = 5
"""Of a time: year to minute."""
_Parts = Iterator[tuple[str, Any]]
"""What a value is made of, each with the text before it."""


class Name(NamedTuple):
    """A name in the source text, as it is."""

    text: str


class Call(NamedTuple):
    """A call in the source text: its arguments by keyword, or by position where that is empty."""

    function: str
    arguments: tuple[tuple[str, Any], ...]


def source(value: Any, *, indent: int = 0, taken: int = 0) -> str:
    """Write a value, over several lines where it does not fit on one.

    ``indent`` is where its lines begin, ``taken`` the columns of the first line that something else
    has, before it and after it.

    Raises:
        TypeError: there is no literal for a value of this type.
    """
    flat = _flat(value, WIDTH - taken)
    if flat is not None:
        return flat
    opening, closing, parts = _apart(value)
    inner = indent + _STEP
    margin = " " * inner
    together = _joined(parts, WIDTH - inner) if isinstance(value, Call) else None
    if together is not None:
        lines = [margin + together]
    else:
        lines = [
            f"{margin}{head}{source(part, indent=inner, taken=inner + len(head) + 1)},"
            for head, part in _apart(value)[2]
        ]
    if not any(line.strip() for line in lines):
        return opening + closing
    return "\n".join([opening, *lines, " " * indent + closing])


def text_literal(text: str) -> str:
    """Write a string as a literal, between double quotes unless single ones save escapes."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    escaped = text.replace("\\", "\\\\").replace(quote, f"\\{quote}")
    if not escaped.isprintable():
        escaped = "".join(c if c.isprintable() else repr(c)[1:-1] for c in escaped)
    return f"{quote}{escaped}{quote}"


def holds_time(value: Any) -> bool:
    """Tell whether the literal of a value needs the names ``datetime`` and ``timezone``."""
    if isinstance(value, Mapping):
        return any(holds_time(each) for each in value.values())
    if isinstance(value, list):
        return any(holds_time(each) for each in value)
    return isinstance(value, datetime)


def _flat(value: Any, room: int) -> str | None:
    """Write a value on one line; return nothing if it needs more room."""
    if isinstance(value, str) and len(value) > room:
        return None  # before a long text is escaped once for every level it is in
    opening, closing, parts = _apart(value)
    joined = _joined(parts, room - len(opening) - len(closing))
    return None if joined is None else opening + joined + closing


def _joined(parts: _Parts, room: int) -> str | None:
    """Write parts on one line, with commas between; return nothing if they need more room."""
    texts: list[str] = []
    for head, part in parts:
        room -= len(head) + (2 if texts else 0)
        text = _flat(part, room)
        if text is None:
            return None
        texts.append(head + text)
        room -= len(text)
    return ", ".join(texts) if room >= 0 else None


def _apart(value: Any) -> tuple[str, str, _Parts]:
    """Take a value apart: what opens it, what closes it, and what is between."""
    value = _spelled(value)
    if isinstance(value, Call):
        named = ((f"{name}=" if name else "", each) for name, each in value.arguments)
        return f"{value.function}(", ")", named
    if isinstance(value, Mapping):
        return "{", "}", ((f"{text_literal(key)}: ", each) for key, each in value.items())
    if isinstance(value, list):
        return "[", "]", (("", each) for each in value)
    return _atom(value), "", iter(())


def _spelled(value: Any) -> Any:
    """Return a value that has no literal of its own as the call that makes it."""
    if isinstance(value, float) and not math.isfinite(value):
        return Call("float", (("", str(value)),))
    return _time(value) if isinstance(value, datetime) else value


def _atom(value: Any) -> str:
    if isinstance(value, Name):
        return value.text
    if isinstance(value, str):
        return text_literal(value)
    if isinstance(value, float):
        return repr(value).replace("e+", "e")
    if value is None or isinstance(value, bool | int | bytes):
        return repr(value)
    raise TypeError(f"No literal can be written for {value!r}, which is of {type(value)}.")


def _time(moment: datetime) -> Call:
    zone: tuple[tuple[str, Any], ...] = ()
    if moment.tzinfo is not None:
        moment = moment.astimezone(timezone.utc)
        zone = (("tzinfo", Name("timezone.utc")),)
    fields = [*moment.timetuple()[:6], moment.microsecond]
    while len(fields) > _FEWEST_FIELDS and not fields[-1]:
        fields.pop()
    return Call("datetime", (*(("", each) for each in fields), *zone))
