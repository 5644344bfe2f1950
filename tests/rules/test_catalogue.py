"""The catalogue of rules, and how the package refers to it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mock_connectcases
from mock_connectcases import rules
from mock_connectcases.operations import OPERATIONS
from mock_connectcases.resources.kinds import DEFINITIONS, DOMAIN
from mock_connectcases.resources.quotas import QUOTAS
from mock_connectcases.rules.catalogue import RULES

if TYPE_CHECKING:
    from mock_connectcases.rules.rule import Rule

PACKAGE = Path(mock_connectcases.__file__).parent
SOURCES = {
    path: path.read_text(encoding="utf-8")
    for path in PACKAGE.rglob("*.py")
    if "catalogue" not in path.parts
}
NAMES_OF_KINDS = {
    pattern: {kind.rule(pattern) for kind in (DOMAIN, *DEFINITIONS)}
    for source in SOURCES.values()
    for pattern in re.findall(r'kind\.rule\("([a-z{}-]+)"\)', source)
}


def named_by_refusals() -> set[str]:
    """Return the names of rules that refusals of the package have."""
    literal = re.compile(
        r'\b(?:rule|_[A-Z_]+): ?(?:str|Final) = "([a-z0-9-]+)"|\brule ?= ?"([a-z0-9-]+)"'
    )
    found = {one or other for source in SOURCES.values() for one, other in literal.findall(source)}
    for name in re.findall(r'else "([a-z0-9-]+-[a-z0-9-]+)"', "".join(SOURCES.values())):
        found.add(name)
    found.update(each.rule for each in QUOTAS.values())
    for names in NAMES_OF_KINDS.values():
        found.update(names & rules.all_rules().keys())
    return found


def is_complete(rule: Rule) -> bool:
    return (
        re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name) is not None
        and rule.statement != ""
        and rule.source != ""
        and not (rule.source.startswith("https:") and " " in rule.source)
        and set(rule.operations) <= set(OPERATIONS)
        and not (rule.is_switchable and rule.fixed_because)
        and (rule.is_assumed or not rule.fixed_because)
    )


class TestCatalogue:
    def test_names_are_unique(self) -> None:
        names = [each.name for each in RULES]

        assert len(names) == len(set(names))

    def test_every_rule_is_complete(self) -> None:
        assert RULES
        assert [each.name for each in RULES if not is_complete(each)] == []

    def test_every_operation_has_rules(self) -> None:
        assert all(rules.rules_of(operation) for operation in OPERATIONS)


class TestRefusals:
    def test_name_only_rules_that_exist(self) -> None:
        known = rules.all_rules().keys() | rules.NOT_IN_CATALOGUE

        assert named_by_refusals() - known == set()

    def test_name_a_rule_of_each_kind(self) -> None:
        missing = {
            pattern: names - rules.all_rules().keys() for pattern, names in NAMES_OF_KINDS.items()
        }

        # Domains have an own end: they are gone once they are deleted.
        assert {
            each for names in missing.values() for each in names if "domain" not in each
        } == set()

    def test_say_of_an_assumption_whether_it_can_be_switched_off(self) -> None:
        assumed = {each for each in named_by_refusals() if rules.is_assumed(each)}
        undecided = {
            each
            for each in assumed
            if not (rules.find_rule(each).is_switchable or rules.find_rule(each).fixed_because)
        }

        assert undecided == set()

    def test_nothing_else_can_be_switched_off(self) -> None:
        switchable = {each.name for each in RULES if each.is_switchable}

        assert switchable - named_by_refusals() == set()


def test_corrected_rule_cannot_be_switched_off() -> None:
    assert set(rules.CORRECTED) & set(rules.switchable()) == set()


class TestFindRule:
    def test_unknown_name_gets_the_nearest(self) -> None:
        with pytest.raises(LookupError, match=r"'user-is-urn'.*did you mean 'user-is-arn'"):
            rules.find_rule("user-is-urn")


class TestCheckSwitchable:
    def test_documented_rule_says_its_source(self) -> None:
        with pytest.raises(
            ValueError, match="cannot be switched off: it is documented: CreateDomain"
        ):
            rules.check_switchable("domain-name-unique")

    def test_assumption_that_refuses_nothing_says_so(self) -> None:
        with pytest.raises(ValueError, match="cannot be switched off: no refusal has this name"):
            rules.check_switchable("domain-active-at-once")

    def test_fixed_assumption_says_why(self) -> None:
        with pytest.raises(ValueError, match="cannot be switched off: a rule that does"):
            rules.check_switchable("template-rule-exists")
