"""Values of fields: which arm of the union carries them, and which values a field accepts.

Rule of this file: a stored value is a plain ``str``, ``float`` or ``bool``; the type of its field
determines the arm of the union, and ``None`` means empty.
"""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, Final, cast

from mock_connectcases import rules
from mock_connectcases.errors import ValidationException
from mock_connectcases.resources import system_fields
from mock_connectcases.resources.field import (
    BOOLEAN,
    DATE_TIME,
    NUMBER,
    SINGLE_LINE_MAX_LENGTH,
    SINGLE_SELECT,
    TEXT,
    URL,
    USER,
)
from mock_connectcases.wire.model import unanswered_member
from mock_connectcases.wording import fold, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mock_connectcases.resources.field import Field

Value = str | float | bool
NewValues = dict[str, "Value | None"]
"""New values by field id; ``None`` clears a field."""

EMPTY: Final[dict[str, Any]] = {"emptyValue": {}}

ARM_OF_TYPE: Final = {
    TEXT: "stringValue",
    URL: "stringValue",
    SINGLE_SELECT: "stringValue",
    DATE_TIME: "stringValue",
    NUMBER: "doubleValue",
    BOOLEAN: "booleanValue",
    USER: "userArnValue",
}
"""Observed for text, select and boolean; assumed for the rest: the model has no such table."""

_ARMS: Final = frozenset({*ARM_OF_TYPE.values(), "emptyValue"})

_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})"
    r"(?:(T\d{2}:\d{2}(?::\d{2})?)(?:(?<=:\d{2}:\d{2})\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
_ARN = re.compile(r"arn:[^:\s]+:[^:\s]+:[^:\s]*:[^:\s]*:\S+", re.ASCII)
_ARN_EXAMPLE: Final = "arn:aws:connect:us-east-1:123456789012:instance/INSTANCE-ID/agent/ID"
_PROFILE_ARN = re.compile(
    r"arn:[^:\s]+:profile:[^:\s]+:\d{12}:domains/[^/\s]+/profiles/[^/\s]+", re.ASCII
)
_EMPTY_TEXT: Final = "empty-string-only-in-text"
_MAX_SHOWN: Final = 97
_MOST_OPTIONS: Final = 20
_REFERENCE = re.compile(r"[A-Za-z0-9\-._/:#=+-]{1,50}", re.ASCII)


def to_union(of: Field, value: Value | None) -> dict[str, Any]:
    """Write a stored value as the union the wire carries."""
    return EMPTY if value is None else {ARM_OF_TYPE[of.type]: value}


def read_operand(of: Field, union: Mapping[str, Any]) -> Value | None:
    """Return the value of a union, ``None`` for an empty one; its arm must suit the field.

    Raises ValidationException for another arm (assumed), UnknownOperationException for one that
    only a newer service model has.
    """
    ((arm, value),) = union.items()
    if arm == "emptyValue":
        return None
    if arm != ARM_OF_TYPE[of.type]:
        if arm not in _ARMS:
            raise unanswered_member("value", arm)
        message = (
            f"Field {of.field_id!r} has the type {of.type}: its value is given as "
            f"'{ARM_OF_TYPE[of.type]}', not as '{arm}'."
        )
        raise ValidationException(message, rule="value-member-suits-field-type")
    return float(value) if arm == "doubleValue" else value


def read_value(of: Field, union: Mapping[str, Any], *, stored: Value | None = None) -> Value | None:
    """Return the value of a union that is to be stored, ``None`` for an empty one.

    Raises ValidationException for a value that the field does not accept.
    """
    return accept(of, read_operand(of, union), stored=stored)


def accept(of: Field, value: Value | None, *, stored: Value | None = None) -> Value | None:
    """Return a value that is to be stored.

    Raises ValidationException for a value that the field does not accept, unless it is the one that
    is stored already (assumed): its option may have become inactive since.
    """
    if value is None or (stored is not None and is_same(value, stored)):
        return value
    if value == "" and of.type != TEXT and rules.applies(_EMPTY_TEXT):
        _refuse(
            of,
            "",
            f"must not be an empty string: only fields of type {TEXT} have one, this "
            f"has the type {of.type}; emptyValue clears what is not required",
            rule=_EMPTY_TEXT,
        )
    elif value != "" or of.type == TEXT:
        check = _CHECKS_BY_ID.get(of.field_id) or _CHECKS_BY_TYPE.get(of.type)
        if check is not None:
            check(of, value)
    return value


def present(values: NewValues) -> dict[str, Value]:
    """Return values without the empty ones: themselves where none is."""
    if None in values.values():
        return {field_id: value for field_id, value in values.items() if value is not None}
    return cast("dict[str, Value]", values)


def moment(text: str) -> datetime | None:
    """Read the text of a DateTime value as a time in UTC; ``None`` if it is none.

    ISO 8601: a date alone begins its day, a time without an offset is in UTC (both assumed).
    Digits below microseconds are dropped.
    """
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    date, time, fraction, offset = found.groups(default="")
    if fraction:
        time = f"{time}.{fraction[:6]:0<6}"
    if offset in ("", "Z"):
        offset = "+00:00"
    elif ":" not in offset:
        offset = f"{offset[:3]}:{offset[3:]}"
    try:
        return datetime.fromisoformat(f"{date}{time or 'T00:00'}{offset}").astimezone(timezone.utc)
    except (ValueError, OverflowError):
        return None


def _refuse(of: Field, value: Value, sentence: str, *, rule: str) -> None:
    """Raise ValidationException for a value, unless its rule is switched off."""
    if not rules.applies(rule):
        return
    text = str(value)
    if len(text) > _MAX_SHOWN:
        text = f"{text[:_MAX_SHOWN]}..."
    message = f"Value {text!r} of field {of.field_id!r} {sentence}."
    raise ValidationException(message, rule=rule)


def _check_moment(of: Field, value: Any) -> None:
    if moment(value) is None:
        _refuse(
            of,
            value,
            "must be an ISO 8601 time such as '2026-01-31T12:00:00Z'",
            rule="time-is-iso-8601",
        )


def _check_url(of: Field, value: Any) -> None:
    """Refuse white space, which no URL has; no other form is required (assumed)."""
    if re.search(r"\s", value):
        sentence = "must be a URL such as 'https://example.com/path', without white space"
        _refuse(of, value, sentence, rule="url-has-no-white-space")


def _check_option(of: Field, value: Any) -> None:
    option = of.options.get(value)
    if option is None:
        _refuse(
            of,
            value,
            f"must be the value of an option of the field: {_describe_options(of, value)};"
            " BatchPutFieldOptions adds an option",
            rule="field-value-is-option",
        )
    elif not option.active:
        _refuse(
            of,
            value,
            "is an inactive option and can no longer be chosen; the active ones are "
            f"{_describe_options(of, value)}",
            rule="inactive-option-refused",
        )


def _describe_options(of: Field, wanted: str) -> str:
    """List the values of the active options; of many those nearest to a wrong one, or its own."""
    active = {each.value: each.name for each in of.options.values() if each.active}
    named = [value for value, name in active.items() if fold(name) == fold(wanted) != fold(value)]
    listed = sorted(active)
    if len(listed) > _MOST_OPTIONS:
        near = nearest(wanted, listed)
        first = listed[:_MOST_OPTIONS] if near is None else [near]
        listed = [*first, f"... {len(listed) - len(first)} more"]
    value = f"; {named[0]!r} is the value of the one with this name" if named else ""
    return f"[{', '.join(listed)}]{value}"


def is_arn(text: str) -> bool:
    """Return whether a text has the form of an ARN."""
    return _ARN.fullmatch(text) is not None


def is_same(one: Value | None, other: Value | None) -> bool:
    """Return whether two values are the same; NaN is the same as NaN."""
    return one == other or (one != one and other != other)  # noqa: PLR0124


def _check_arn(of: Field, value: Any) -> None:
    if not is_arn(value):
        rule = "assignment-is-arn"
        if of.type == USER:
            rule = "user-is-arn" if of.writable else "performed-by-user-is-arn"
        _refuse(of, value, f"must be an ARN such as {_ARN_EXAMPLE!r}", rule=rule)


def _check_profile_arn(of: Field, value: Any) -> None:
    if _PROFILE_ARN.fullmatch(value) is None:
        sentence = (
            "must be a full customer profile ARN: "
            "arn:aws:profile:REGION:ACCOUNT:domains/DOMAIN/profiles/PROFILE"
        )
        _refuse(of, value, sentence, rule="customer-is-profile-arn")


def _check_title(of: Field, value: Any) -> None:
    if not value:
        _refuse(
            of,
            value,
            "must not be an empty string: every case has a title",
            rule="case-title-required",
        )


def _check_summary(of: Field, value: Any) -> None:
    most = system_fields.SUMMARY_MAX_LENGTH
    _check_length(of, value, f"{most} characters", most, rule="summary-at-most-3000-characters")


def _check_text(of: Field, value: Any) -> None:
    if of.is_multiline is False:
        most = SINGLE_LINE_MAX_LENGTH
        bound = f"{most} characters on its single line"
        _check_length(of, value, bound, most, rule="single-line-text-at-most-500")


def _check_length(of: Field, value: str, bound: str, most: int, *, rule: str) -> None:
    if len(value) > most:
        _refuse(of, value, f"must have at most {bound}; it has {len(value)}", rule=rule)


def _check_reference(of: Field, value: Any) -> None:
    if _REFERENCE.fullmatch(value) is None:
        _refuse(
            of,
            value,
            "must have 1 to 50 letters, digits or characters of '-._/:#=+'",
            rule="case-reference-number-pattern",
        )


_CHECKS_BY_TYPE: Final[Mapping[str, Callable[[Field, Any], None]]] = {
    TEXT: _check_text,
    DATE_TIME: _check_moment,
    URL: _check_url,
    SINGLE_SELECT: _check_option,
    USER: _check_arn,
}

_CHECKS_BY_ID: Final[Mapping[str, Callable[[Field, Any], None]]] = {
    system_fields.TITLE: _check_title,
    system_fields.SUMMARY: _check_summary,
    system_fields.CUSTOMER_ID: _check_profile_arn,
    system_fields.ASSIGNED_QUEUE: _check_arn,
    system_fields.ASSIGNED_USER: _check_arn,
    system_fields.REFERENCE_NUMBER: _check_reference,
    system_fields.REFERENCE_ID: _check_reference,
}
