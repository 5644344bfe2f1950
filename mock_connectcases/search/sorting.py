"""The order of search results by sort values, which a page token can carry.

A sort value is what a result is sorted by, as a plain JSON value; the direction is applied
afterwards.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from heapq import nsmallest
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from mock_connectcases.resources import field_value
from mock_connectcases.resources.field import BOOLEAN, DATE_TIME, NUMBER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mock_connectcases.resources.field import Field
    from mock_connectcases.search.paging import Pager

NUMBERS: Final = (int, float)
TEXTS: Final = (str,)

SORTED_TEXT_LENGTH: Final = 256
"""Texts are sorted by their beginning alone (assumed; it also limits the size of page tokens)."""

_INVERTED_BYTES: Final = bytes(max(254 - byte, 0) for byte in range(256))
"""UTF-8, which sorts as its characters do and has no byte above 244, in the opposite order."""
_AFTER_EVERY_CHARACTER: Final = b"\xff"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MICROSECOND: Final = timedelta(microseconds=1)

SortValue = float | str | None
SortKey = tuple[object, ...]
Found = TypeVar("Found")


def converter(of: Field) -> Callable[[Any], SortValue]:
    """Return a function that converts a value of a field to its sort value, ``None`` for none.

    Text is ordered without regard to case, and times by instant; NaN has none (all assumed).
    """
    if of.type == DATE_TIME:
        return _instant
    return _number if types_of(of) is NUMBERS else _text


def _instant(value: str) -> int | None:
    instant = field_value.moment(value)
    return None if instant is None else microseconds(instant)


def _number(value: float) -> float | None:
    return None if value != value else value  # noqa: PLR0124  # true of NaN alone


def _text(value: str) -> str:
    # What is folded is as long or longer, so that no more of a long text can matter.
    return value[:SORTED_TEXT_LENGTH].casefold()[:SORTED_TEXT_LENGTH]


def types_of(of: Field) -> tuple[type, ...]:
    """Return the types of the sort values of a field."""
    numbers = (NUMBER, BOOLEAN, DATE_TIME)
    return NUMBERS if of.type in numbers else TEXTS


def microseconds(instant: datetime) -> int:
    """Return a time as microseconds, exact also in distant years, where a float is not."""
    return (instant - _EPOCH) // _MICROSECOND


def key(values: Sequence[SortValue], descending: Sequence[bool]) -> SortKey:
    """Return the key of some sort values, each in its direction.

    An absent value comes last in either direction (assumed).  A key is flat to be small: for each
    value a one if it is absent, or a zero and the value in its direction.
    """
    parts: list[object] = []
    for each, down in zip(values, descending):  # noqa: B905 - as many, and called very often
        if each is None:
            parts.append(1)
        elif not down:
            parts += (0, each)
        elif isinstance(each, str):
            inverted = each.encode("utf-8", "surrogatepass").translate(_INVERTED_BYTES)
            parts += (0, inverted + _AFTER_EVERY_CHARACTER)
        else:
            parts += (0, -each)
    return tuple(parts)


class Sort(Generic[Found]):
    """An order by some sort values of each result, the last of them different for each."""

    def __init__(
        self,
        readers: Sequence[Callable[[Found], SortValue]],
        types: Sequence[tuple[type, ...]],
        descending: Sequence[bool],
    ) -> None:
        self._readers = readers
        """Read the sort values of a result."""
        self._types = types
        """The types of each sort value."""
        self._descending = descending

    def key(self, of: Found) -> SortKey:
        """Return the sort key of a result."""
        return key([read(of) for read in self._readers], self._descending)

    def page(
        self, pager: Pager[Found], candidates: Callable[[SortKey | None, int], Iterable[Found]]
    ) -> tuple[list[Found], str | None]:
        """Return one page of results in this order, and the token of the next.

        ``candidates`` takes the key after which the page begins, ``None`` for the first page, and
        a number.  What it returns, in any order, has so many of the results that come first there.
        """
        start = None if pager.start is None else self._key_of_start(pager)
        found = candidates(start, pager.size + 1)
        if start is not None:
            found = [each for each in found if self.key(each) > start]
        page = nsmallest(pager.size + 1, found, key=self.key)
        if len(page) <= pager.size:
            return page, None
        page.pop()
        return page, pager.token([read(page[-1]) for read in self._readers])

    def _key_of_start(self, pager: Pager[Found]) -> SortKey:
        """Return the key of the sort values in a token; raises ValidationException for others."""
        values = pager.start
        if not isinstance(values, list) or len(values) != len(self._types):
            pager.refuse_token()
        for each, types in zip(values, self._types, strict=True):
            if each is not None and not isinstance(each, types):
                pager.refuse_token()
        return key(values, self._descending)
