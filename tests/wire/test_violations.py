"""The format of the violations of a request."""

from __future__ import annotations

from typing import Any

import pytest

from mock_connectcases.errors import SerializationException, ValidationException
from mock_connectcases.wire.violations import MAX_LISTED, Path, Violations


def shown_as(value: Any, path: Path = (None, "name")) -> str:
    violations = Violations()
    violations.add(value, path, "Member must be other")
    error = violations.error()
    assert isinstance(error, ValidationException)
    return error.message.removeprefix("1 validation error detected: Value ").partition(" at ")[0]


def test_a_request_without_fault_has_no_error() -> None:
    assert Violations().error() is None


def test_every_fault_is_in_one_message() -> None:
    violations = Violations()
    violations.add_length("x" * 501, ((((None, "fields"), 1), "id")), 1, 500)
    violations.add(None, (None, "name"), "Member must not be null")

    error = violations.error()

    assert isinstance(error, ValidationException)
    assert error.message == (
        f"2 validation errors detected: Value '{'x' * 60}...' (501 characters) at "
        "'fields.1.member.id' failed to satisfy constraint: Member must have length less than or "
        "equal to 500; Value null at 'name' failed to satisfy constraint: Member must not be null"
    )


def test_a_value_of_the_wrong_type_says_what_came_and_what_was_expected() -> None:
    violations = Violations()
    violations.mistyped(5, (None, "name"), "a string")
    violations.add("", (None, "other"), "Member must be other")

    error = violations.error()

    assert isinstance(error, SerializationException)
    assert error.message == (
        "1 serialization error detected: Value '5' at 'name' is a JSON number, expected a string"
    )


def test_so_many_violations_are_listed_and_all_are_counted() -> None:
    violations = Violations()
    for position in range(1, 5001):
        violations.add(None, ((None, "fields"), position), "Member must not be null")

    error = violations.error()

    assert error is not None
    assert error.message.startswith("5000 validation errors detected: ")
    assert error.message.count("Value null") == MAX_LISTED


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "null"),
        ("", "''"),
        ("it's", "'it's'"),
        (5, "'5'"),
        (1.5, "'1.5'"),
        (True, "'true'"),
        ({"a": ["ü", None]}, '\'{"a":["ü",null]}\''),
        ("x" * 60, f"'{'x' * 60}'"),
        ("x" * 61, f"'{'x' * 60}...' (61 characters)"),
        (["x" * 100], "'[\"" + "x" * 58 + "...' (1 entry)"),
        (10**60, f"'1{'0' * 59}...'"),
        (["x" * 58] * 1000, "'[\"" + "x" * 58 + "...' (1,000 entries)"),
        ({"x" * 58: 1, "y": 2}, "'{\"" + "x" * 58 + "...' (2 entries)"),
    ],
)
def test_values_are_shown_on_one_line(value: Any, shown: str) -> None:
    assert shown_as(value) == shown


def test_a_value_nested_without_end_is_shown_by_its_beginning() -> None:
    value: list[Any] = []
    for _ in range(100_000):
        value = [value]

    assert shown_as(value) == f"'{'[' * 60}...' (1 entry)"


def test_a_long_map_key_is_shortened_in_a_path() -> None:
    violations = Violations()
    violations.add("", ((None, "tags"), "k" * 5000), "Member must be other")

    error = violations.error()

    assert error is not None
    assert f"at 'tags.{'k' * 60}' " in error.message
