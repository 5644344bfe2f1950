"""Compares values with expected members: whether all are there, and where values differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mock_connectcases.toolkit.formatting import format_value


def contains(found: Any, expected: Any) -> bool:
    """Return whether a value is as expected: a structure or map may have more members.

    A list has the expected number of elements, each as expected in its place: it may not be longer,
    but a structure in it may have more members.
    """
    if isinstance(expected, Mapping):
        return isinstance(found, Mapping) and all(
            name in found and contains(found[name], each) for name, each in expected.items()
        )
    if isinstance(expected, list | tuple):
        return (
            isinstance(found, list | tuple)
            and len(found) == len(expected)
            and all(map(contains, found, expected))
        )
    # The expected one compares: it may be unittest.mock.ANY or another that knows better.
    return bool(expected == found)


def differences(found: Mapping[str, Any], expected: Mapping[str, Any]) -> list[str]:
    """Describe each member that is not as expected."""
    described = []
    for name, each in expected.items():
        if name not in found:
            described.append(f"{name} is missing")
        elif not contains(found[name], each):
            described.append(f"{name} is {format_value(found[name])}")
    return described
