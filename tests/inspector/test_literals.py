"""Literals of Python that mean what they were written from, laid out as ruff does."""

from __future__ import annotations

import math
import shutil
import subprocess
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mock_connectcases.inspector.literals import WIDTH, Call, Name, source, text_literal

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
ATOMS = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.binary(max_size=20),
    st.datetimes(timezones=st.sampled_from([None, timezone.utc, timezone(timedelta(hours=5))])),
)
VALUES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(TEXTS, inner, max_size=5)),
)
NAMES = {"datetime": datetime, "timezone": timezone}


@given(VALUES)
def test_literal_means_the_value(value: Any) -> None:
    assert eval(source(value), {**NAMES, "__builtins__": {"float": float}}) == value  # noqa: S307


@given(VALUES, st.integers(0, 40))
def test_literal_is_printable(value: Any, taken: int) -> None:
    assert all(line.isprintable() for line in source(value, taken=taken).split("\n"))


def test_number_that_is_none_is_a_call() -> None:
    (number,) = eval(source([math.nan]))  # noqa: S307

    assert math.isnan(number)
    assert source({"a": -math.inf}) == '{"a": float("-inf")}'


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("plain", '"plain"'),
        ("it's", '"it\'s"'),
        ('say "hi"', "'say \"hi\"'"),
        ("'\"", '"\'\\""'),
        ("é☕", '"é☕"'),
        ("\u202e\n", '"\\u202e\\n"'),
    ],
)
def test_text_is_in_the_quotes_that_need_fewest_escapes(text: str, literal: str) -> None:
    assert text_literal(text) == literal


def test_what_fits_is_on_one_line() -> None:
    fitting = {"a": "x" * (WIDTH - len('{"a": ""}'))}

    assert "\n" not in source(fitting)
    assert source(fitting, taken=1) == f'{{\n    "a": "{fitting["a"]}",\n}}'


def test_nested_value_is_broken_level_by_level() -> None:
    value = {"one": [{"two": "x" * 25, "three": "y" * 25}, {}], "four": []}

    assert source(value, taken=10) == (
        "{\n"
        '    "one": [\n'
        f'        {{"two": "{"x" * 25}", "three": "{"y" * 25}"}},\n'
        "        {},\n"
        "    ],\n"
        '    "four": [],\n'
        "}"
    )


def test_arguments_that_fit_beneath_share_a_line() -> None:
    call = Call("make", (("", "x" * 36), ("name", Name("y" * 38))))

    assert source(call) == f'make(\n    "{"x" * 36}", name={"y" * 38}\n)'


def test_deep_value_is_written_in_time() -> None:
    value: Any = "x" * 100_000
    for _ in range(60):
        value = {"not": [value]}

    assert eval(source(value)) == value  # noqa: S307


def test_value_without_a_literal_is_an_error() -> None:
    with pytest.raises(TypeError, match=r"No literal can be written for .1., which is of .*set"):
        source({"a": {1}})


@pytest.mark.skipif(shutil.which("ruff") is None, reason="ruff is not on the PATH")
@given(
    st.lists(
        st.recursive(
            st.one_of(
                st.sampled_from([*HOSTILE[:5], "a short text", "some " * 12, 1, 2.5, 1e22, None]),
                st.booleans(),
                st.text("ab'\"\\ ", max_size=60),
            ),
            lambda inner: st.one_of(
                st.lists(inner, max_size=4),
                st.dictionaries(st.text("abc_", min_size=1, max_size=30), inner, max_size=4),
            ),
            max_leaves=20,
        ),
        min_size=20,
        max_size=40,
    )
)
@example([{}, [], [[]], [{}], {"a": {}}])
def test_layout_is_that_of_ruff(values: list[Any]) -> None:
    """Many values at a time: a process for each would take long."""
    assigned = [f"x = {source(each, taken=4)}" for each in values]
    called = [source(Call("call", (("first", each), ("second", 2)))) for each in values]
    text = "\n".join([*assigned, *called]) + "\n"

    formatted = subprocess.run(
        ["ruff", "format", "--isolated", "--stdin-filename", "x.py", "-"],  # noqa: S607
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert formatted.stdout == text
