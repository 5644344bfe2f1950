"""Reads the arguments of the marker ``connectcases`` of a test."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import pytest

from mock_connectcases.toolkit.configuration import read_settings
from mock_connectcases.wording import join_words, suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "connectcases"
_ARGUMENTS = ("seed", "region", "config", "assumptions", "quotas", "all_faults_used")


class MarkerArguments(NamedTuple):
    """The arguments of the markers of a test."""

    for_the_mock: Mapping[str, Any]
    """The given arguments of ``mock_connectcases``."""
    region: str | None
    all_faults_used: bool
    """Whether a test fails that leaves faults unused."""


def arguments_of(item: pytest.Item) -> MarkerArguments:
    """Return the arguments of the markers of a test, each from the nearest marker that has it.

    The test fails, and with it no other, if a marker has an unknown argument, one without a name,
    one of another type, or a seed that does not exist.
    """
    given: dict[str, Any] = {}
    for mark in item.iter_markers(NAME):
        if mark.args:
            _misuse(
                item, f"takes its arguments by name: {join_words(_ARGUMENTS)}, not {mark.args[0]!r}"
            )
        for name, value in mark.kwargs.items():
            if name not in _ARGUMENTS:
                _misuse(item, f"has no argument {name!r}; {suggestion(name, _ARGUMENTS)}")
            given.setdefault(name, value)
    region = given.pop("region", None)
    if not isinstance(region, str | None):
        _misuse(item, f"takes the name of a region, such as 'us-east-1', not {region!r}")
    all_faults_used = given.pop("all_faults_used", False)
    if not isinstance(all_faults_used, bool):
        _misuse(item, f"takes True or False as all_faults_used, not {all_faults_used!r}")
    if not isinstance(given.get("config", {}), dict):
        _misuse(item, f"takes moto's dictionary as config, not {given['config']!r}")
    try:
        read_settings(given.get("assumptions"), given.get("quotas"))
    except ValueError as error:
        _misuse(item, f"is wrong: {error}")
    if isinstance(given.get("seed"), str | os.PathLike):
        given["seed"] = _seed_file(item, Path(given["seed"]))
    return MarkerArguments(given, region, all_faults_used)


def _seed_file(item: pytest.Item, seed: Path) -> Path:
    """Find a seed beside the test's file or in the root directory of the tests."""
    candidates = [item.path.parent / seed, item.config.rootpath / seed]
    found = next((each for each in candidates if each.exists()), None)
    if found is None:
        places = " and ".join(dict.fromkeys(map(str, candidates)))
        _misuse(item, f"names a seed that does not exist; searched for {places}")
    return found


def _misuse(item: pytest.Item, problem: str) -> NoReturn:
    end = "" if problem.endswith((".", "?")) else "."
    pytest.fail(f"{item.nodeid}: the marker {NAME} {problem}{end}", pytrace=False)
