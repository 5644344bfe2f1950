"""Sort keys against an oracle: one stable sort after the other, the least important first."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mock_connectcases.resources import field as types
from mock_connectcases.search import sorting
from tests.search.conftest import make_field

NUMBERS = st.none() | st.floats(allow_nan=False)
TEXTS = st.none() | st.text(max_size=3)
ROWS = st.lists(st.tuples(NUMBERS, TEXTS), max_size=12)


def sorted_naively(rows: list[tuple[Any, ...]], descending: list[bool]) -> list[tuple[Any, ...]]:
    """Sort by each column in turn, and put what has no value there behind the rest."""
    for column, down in reversed(list(enumerate(descending))):
        there = [row for row in rows if row[column] is not None]
        there.sort(key=lambda row: row[column], reverse=down)
        rows = there + [row for row in rows if row[column] is None]
    return rows


@given(ROWS, st.lists(st.booleans(), min_size=2, max_size=2))
def test_key_sorts_as_one_column_after_the_other(
    rows: list[tuple[Any, ...]], descending: list[bool]
) -> None:
    """The first sort decides, the second among equals, and what has no value comes last."""
    in_order = sorted(rows, key=lambda row: sorting.key(row, descending))

    assert in_order == sorted_naively(rows, descending)


@given(st.lists(st.datetimes(), min_size=2, max_size=2, unique=True))
def test_times_a_microsecond_apart_are_different(moments: list[Any]) -> None:
    """Times sort as they follow each other, however far off their years."""
    of = make_field(types.DATE_TIME)
    texts = [f"{each.isoformat(timespec='microseconds')}Z" for each in moments]

    in_order = sorted(texts, key=lambda text: sorting.key([sorting.converter(of)(text)], [False]))

    assert in_order == sorted(texts)


def test_text_is_ordered_without_regard_to_case() -> None:
    """Letters of both cases have the same sort value."""
    convert = sorting.converter(make_field(types.TEXT))

    assert convert("STRASSE") == convert("straße")


def test_what_is_no_number_has_no_sort_value() -> None:
    """NaN comes last like a missing value, for it would confuse every order."""
    of = make_field(types.NUMBER)

    assert sorting.converter(of)(math.nan) is None
