"""The rules that tests are marked with, and what is wrong with them or with the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases.rules import find_rule
from tests.ledger.sentences import faults_of_rule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pytest

    from mock_connectcases.rules.rule import Rule


def names_of(item: pytest.Item) -> list[str]:
    """Return the names of the rules that a test checks."""
    return [name for mark in item.iter_markers("rule") for name in mark.args]


def rules_of(item: pytest.Item) -> list[Rule]:
    """Return the rules that a test checks; raises LookupError for an unknown one."""
    return [find_rule(name) for name in names_of(item)]


def faults_of(items: Iterable[pytest.Item], behaviour_tests: Path) -> list[str]:
    """Return what is wrong with the rules of tests, and the behaviour tests that name none."""
    faults: dict[str, None] = {}
    for item in items:
        test = item.nodeid.partition("[")[0]
        if not names_of(item) and item.path.is_relative_to(behaviour_tests):
            faults[f"{test}: it names no rule; see docs/provenance.md."] = None
        try:
            rules = rules_of(item)
        except LookupError as error:
            faults[f"{test}: {error.args[0]}"] = None
            continue
        for rule in rules:
            faults.update(dict.fromkeys(f"{rule.name}: {each}" for each in faults_of_rule(rule)))
    return list(faults)
