"""The format of the faults of a request."""

from __future__ import annotations

from typing import Any

import pytest

from mock_connectcases.errors import SerializationException, ValidationException
from mock_connectcases.wire.faults import MAX_LISTED, Path, RequestFaults


def shown_as(value: Any, path: Path = (None, "name")) -> str:
    faults = RequestFaults()
    faults.violated(value, path, "Member must be other")
    error = faults.error()
    assert isinstance(error, ValidationException)
    return error.message.removeprefix("1 validation error detected: Value ").partition(" at ")[0]


def test_a_request_without_fault_has_no_error() -> None:
    assert RequestFaults().error() is None


def test_every_fault_is_in_one_message() -> None:
    faults = RequestFaults()
    faults.violated_length("x" * 501, ((((None, "fields"), 1), "id")), 1, 500)
    faults.violated(None, (None, "name"), "Member must not be null")

    error = faults.error()

    assert isinstance(error, ValidationException)
    assert error.message == (
        f"2 validation errors detected: Value '{'x' * 60}...' (501 characters) at "
        "'fields.1.member.id' failed to satisfy constraint: Member must have length less than or "
        "equal to 500; Value null at 'name' failed to satisfy constraint: Member must not be null"
    )


def test_a_value_of_the_wrong_type_says_what_came_and_what_was_expected() -> None:
    faults = RequestFaults()
    faults.mistyped(5, (None, "name"), "a string")
    faults.violated("", (None, "other"), "Member must be other")

    error = faults.error()

    assert isinstance(error, SerializationException)
    assert error.message == (
        "1 serialization error detected: Value '5' at 'name' is a JSON number, expected a string"
    )


def test_so_many_faults_are_listed_and_all_are_counted() -> None:
    faults = RequestFaults()
    for position in range(1, 5001):
        faults.violated(None, ((None, "fields"), position), "Member must not be null")

    error = faults.error()

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
    faults = RequestFaults()
    faults.violated("", ((None, "tags"), "k" * 5000), "Member must be other")

    error = faults.error()

    assert error is not None
    assert f"at 'tags.{'k' * 60}' " in error.message
