"""Finds the tests that cannot be run against the real service, with the reasons.

A test that is not marked ``mock_only`` needs the mock all the same when it, a fixture or a function
of these tests that it names reaches for time, for moto or for a client of its own.
"""

from __future__ import annotations

from inspect import isclass, isfunction, ismodule
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

_MOCKING = ("boto3", "freezegun", "mock_connectcases", "moto", "time_machine")
_ONLY_FACTS = (
    "mock_connectcases.errors",
    "mock_connectcases.operations.table",
    "mock_connectcases.resources",
    "mock_connectcases.wire",
)
_MOCKING_FIXTURES = ("monkeypatch",)
_OFFERED = ("client", "direct_reader", "real_client")
"""Fixtures that are made for both sides."""


def reason_to_skip(item: pytest.Item) -> str | None:
    """Return why a test is not run against the real service, or None if it can be."""
    mark = item.get_closest_marker("mock_only")
    if mark is not None:
        return str(mark.kwargs.get("reason") or "it is marked mock_only")
    if item.get_closest_marker("rule") is None:
        return "it holds to no rule of the service"
    fixtures: list[str] = getattr(item, "fixturenames", [])
    if not isinstance(item, pytest.Function) or "client" not in fixtures:
        return "it does not use the client fixture"
    for name in fixtures:
        if name in _MOCKING_FIXTURES:
            return f"it uses the fixture {name}"
    needed = next((each for root in _roots(item) for each in _mocking(root, set())), None)
    return needed and f"it uses {needed}, which is part of the mock"


def _roots(item: pytest.Function) -> Iterator[Any]:
    """Return the functions of a test and of its fixtures."""
    yield item.function
    for name, definitions in item._fixtureinfo.name2fixturedefs.items():
        if name not in _OFFERED:
            yield from (each.func for each in definitions if _is_ours(each.func))


def _mocking(value: Any, seen: set[int]) -> Iterator[str]:
    """Name what a value is of, or reaches for, that only a mock has."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isclass(value) and _is_ours(value):
        for method in vars(value).values():
            yield from _mocking(method, seen)
    elif isfunction(value) and (_is_ours(value) or hasattr(value, "__wrapped__")):
        wrapper = str(value.__globals__.get("__name__", ""))
        if _is_mocking(wrapper):
            yield wrapper
        yield from _mocking(getattr(value, "__wrapped__", None), seen)
        for name in _names(value.__code__):
            if name in value.__globals__:
                yield from _mocking(value.__globals__[name], seen)
    elif _is_mocking(_home(value)):
        yield _home(value)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if hasattr(constant, "co_names"):
            yield from _names(constant)


def _home(value: Any) -> str:
    """Return the module that a value is or comes from."""
    return str(value.__name__ if ismodule(value) else getattr(value, "__module__", ""))


def _is_ours(value: Any) -> bool:
    return _home(value).partition(".")[0] == "tests"


def _is_mocking(module: str) -> bool:
    return module.partition(".")[0] in _MOCKING and not module.startswith(_ONLY_FACTS)
