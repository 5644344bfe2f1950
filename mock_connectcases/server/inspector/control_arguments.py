"""Reads the fields of a form of the controls as arguments of the mock's handle.

Rule of this file: the handle validates values.  A text that is no number goes on as it is, and the
handle's own sentence refuses it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from mock_connectcases.toolkit.outcomes import member_types
from mock_connectcases.wording import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TRIGGER_FIELDS: Final = ("times", "after", "probability", "seed")
FAULT_FIELDS: Final = ("operation", "error", *TRIGGER_FIELDS, "message", "lost_answer")
"""The fields of a fault, beside the members of errors."""
DELAY_FIELDS: Final = ("operation", "seconds", *TRIGGER_FIELDS)
CLOCK_FIELDS: Final = ("weeks", "days", "hours", "minutes", "seconds")

_LONGEST: Final = 1_000
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_ON, _OFF = {"on", "true", "1"}, {"", "off", "false", "0"}


def check_fields(fields: Mapping[str, str], known: Iterable[str]) -> None:
    """Raise ValueError for an unknown field, or one that is too long."""
    names = list(known)
    for name, given in fields.items():
        if name not in names:
            raise ValueError(f"There is no field {name!r:.100} here; {suggestion(name, names)}")
        if len(given) > _LONGEST:
            raise ValueError(f"The field {name!r} is longer than {_LONGEST:,} characters.")


def fault_arguments(fields: Mapping[str, str]) -> dict[str, Any]:
    """Return the arguments of ``fail``; raises ValueError."""
    types = member_types()
    check_fields(fields, [*FAULT_FIELDS, *types])
    arguments: dict[str, Any] = {
        "operation": _operations(fields),
        "error": fields.get("error", "").strip(),
        "message": fields.get("message") or None,
        "lost_answer": _is_on("lost_answer", fields.get("lost_answer", "")),
        **_trigger(fields),
    }
    for name, type_ in types.items():
        given = fields.get(name, "")
        if given:
            arguments[name] = _whole(given) if type_ == "integer" else given
    return arguments


def delay_arguments(fields: Mapping[str, str]) -> dict[str, Any]:
    """Return the arguments of ``delay``; raises ValueError."""
    check_fields(fields, DELAY_FIELDS)
    seconds = read_number("seconds", fields.get("seconds", ""))
    return {"operation": _operations(fields), "seconds": seconds, **_trigger(fields)}


def clock_arguments(fields: Mapping[str, str]) -> dict[str, Any]:
    """Return the arguments of ``tick``; raises ValueError."""
    check_fields(fields, CLOCK_FIELDS)
    return {name: read_number(name, given) for name, given in fields.items() if given.strip()}


def read_number(name: str, given: str) -> float:
    """Return the number in a field; raises ValueError."""
    found = _number(given)
    if isinstance(found, str):
        raise ValueError(f"{name} is a number, not {found!r:.100}.")  # noqa: TRY004 - bad input
    return found


def _trigger(fields: Mapping[str, str]) -> dict[str, Any]:
    """Return the arguments of the trigger; an empty ``times`` is ``None``, without end."""
    read = {"times": _whole, "after": _whole, "probability": _number, "seed": _whole}
    arguments: dict[str, Any] = {
        name: read[name](fields[name]) for name in TRIGGER_FIELDS if fields.get(name)
    }
    if fields.get("times") == "":
        arguments["times"] = None
    return arguments


def _operations(fields: Mapping[str, str]) -> str | list[str]:
    """Return one name or pattern, or several between commas or blanks."""
    found = fields.get("operation", "").replace(",", " ").split()
    return found[0] if len(found) == 1 else found


def _is_on(name: str, given: str) -> bool:
    if given.lower() not in _ON | _OFF:
        raise ValueError(f"{name} is on or off, not {given!r:.100}.")
    return given.lower() in _ON


def _whole(given: str) -> int | str:
    text = given.strip()
    return int(text) if _WHOLE.fullmatch(text) else given


def _number(given: str) -> float | str:
    text = given.strip()
    return float(text) if _NUMBER.fullmatch(text) else given
