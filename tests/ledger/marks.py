"""The rules that tests are marked with, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ledger.sentences import fault_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pytest

    from tests.provenance import Rule


def rules_of(item: pytest.Item) -> list[Rule]:
    """Return the rules that a test holds to."""
    return [mark.args[0] for mark in item.iter_markers("rule")]


def faults_of(items: Iterable[pytest.Item], behaviour_tests: Path) -> list[str]:
    """Say of each test what is wrong with its rules, and which behaviour tests have none."""
    faults: dict[str, None] = {}
    for item in items:
        rules = rules_of(item)
        test = item.nodeid.partition("[")[0]
        found = [fault_of(rule) for rule in rules]
        if not rules and item.path.is_relative_to(behaviour_tests):
            found = ["no rule is marked that this test holds to; see docs/provenance.md."]
        faults.update(dict.fromkeys(f"{test}: {fault}" for fault in found if fault))
    return list(faults)
