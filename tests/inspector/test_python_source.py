"""Source text of values: it means the value that it was formatted from."""

from __future__ import annotations

import datetime
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_connectcases.inspector.python_source import WIDTH, call, keywords, literal

HOSTILE = [
    '"; import os; os.abort() #',
    "'''\"\"\"",
    "\\",
    "\\'",
    '\\"',
    "a\nb\r\nc\td\x00\x1b[201~",
    "\u202e\u2066abc\u2028\u2029\ufeff",
    "\U0001f469\u200d\U0001f4bb",
    "{0} %s $HOME `id` {braces}",
    "x" * 5_000,
    "",
]
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(), st.text("'\"\\n", max_size=8))
ZONES = [None, datetime.timezone.utc, datetime.timezone(datetime.timedelta(hours=5))]
ATOMS = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.binary(max_size=20),
    st.datetimes(timezones=st.sampled_from(ZONES)),
)
VALUES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(TEXTS, inner, max_size=5)),
)
NAMES = {"datetime": datetime, "__builtins__": {"float": float, "dict": dict}}


@given(VALUES, st.integers(0, 60))
def test_literal_means_the_value(value: Any, column: int) -> None:
    assert eval(literal(value, column=column), NAMES) == value  # noqa: S307


@given(VALUES, st.integers(0, 60))
def test_literal_is_printable(value: Any, column: int) -> None:
    assert all(line.isprintable() for line in literal(value, column=column).split("\n"))


@given(st.dictionaries(st.sampled_from(["first", "second"]), VALUES), st.sampled_from([0, 4, 8]))
def test_call_has_the_arguments(arguments: dict[str, Any], indent: int) -> None:
    source = call("dict", *keywords(arguments, indent=indent), indent=indent)

    assert source.startswith(" " * indent + "dict(")
    assert eval(source.strip(), NAMES) == arguments  # noqa: S307


def test_number_without_a_literal_is_a_call() -> None:
    (number,) = eval(literal([math.nan]))  # noqa: S307

    assert math.isnan(number)
    assert literal({"a": -math.inf}) == "{'a': float('-inf')}"


def test_time_of_another_zone_is_in_utc() -> None:
    zone = datetime.timezone(datetime.timedelta(hours=5))

    text = literal(datetime.datetime(2026, 1, 31, 12, tzinfo=zone))

    assert text == "datetime.datetime(2026, 1, 31, 7, 0, tzinfo=datetime.timezone.utc)"


def test_short_call_is_on_one_line() -> None:
    arguments = keywords({"first": "x" * 30, "second": [1, 2]})

    assert call("make", *arguments) == f"make(first='{'x' * 30}', second=[1, 2])"


@pytest.mark.parametrize("indent", [0, 4])
def test_long_call_has_a_line_for_each_argument(indent: int) -> None:
    value = {"one": "x" * 40, "two": "y" * 40}
    source = call("make", *keywords({"given": value, "more": 1}, indent=indent), indent=indent)

    margin = " " * indent
    assert source.split("\n") == [
        f"{margin}make(",
        f"{margin}    given={{'one': '{'x' * 40}',",
        f"{margin}           'two': '{'y' * 40}'}},",
        f"{margin}    more=1,",
        f"{margin})",
    ]
    assert max(map(len, source.split("\n"))) <= WIDTH


def test_deep_value_is_formatted_in_time() -> None:
    value: Any = "x" * 100_000
    for _ in range(60):
        value = {"not": [value]}

    assert eval(literal(value)) == value  # noqa: S307
