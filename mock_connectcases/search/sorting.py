"""The order of search results: places that sort, and that a page token can carry.

A place is what an item is sorted by, as plain JSON values; the direction is applied afterwards.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

from mock_connectcases.resources import field as field_types
from mock_connectcases.resources import field_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.field_value import Value

SORTED_TEXT_LENGTH: Final = 256
"""Texts are told apart by their beginning (assumed; it also keeps page tokens small)."""

_TURNED_OVER: Final = bytes(max(254 - byte, 0) for byte in range(256))
"""UTF-8, which sorts as its characters do and has no byte above 244, in the opposite order."""
_AFTER_EVERY_CHARACTER: Final = b"\xff"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MICROSECOND: Final = timedelta(microseconds=1)

Place = float | str | None
Key = tuple[object, ...]


def place(of: Field, value: Value | None) -> Place:
    """Return what a field's value is sorted by, ``None`` for no value and for NaN.

    Text is ordered without regard to case and times by instant (assumed).
    """
    if not isinstance(value, str):
        return None if value != value else value  # noqa: PLR0124  # true of NaN alone
    if of.type == field_types.DATE_TIME:
        instant = field_value.moment(value)
        return None if instant is None else ticks(instant)
    return value.casefold()[:SORTED_TEXT_LENGTH]


def ticks(instant: datetime) -> int:
    """Return a time as microseconds, exact where a float would blur far-off years."""
    return (instant - _EPOCH) // _MICROSECOND


def key(places: Sequence[Place], descending: Sequence[bool]) -> Key:
    """Return the sort key of some places, each in its direction.

    What has no place comes last in either direction (assumed).  A key is flat to be small: a one,
    or a zero and the place in its direction, for each place.
    """
    parts: list[object] = []
    for each, down in zip(places, descending, strict=True):
        if each is None:
            parts.append(1)
        elif not down:
            parts += (0, each)
        elif isinstance(each, str):
            turned = each.encode("utf-8", "surrogatepass").translate(_TURNED_OVER)
            parts += (0, turned + _AFTER_EVERY_CHARACTER)
        else:
            parts += (0, -each)
    return tuple(parts)
