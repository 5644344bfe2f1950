"""What the real service agreed to, rule by rule, and where it answered something else."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import botocore

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

    from mock_connectcases.rules.rule import Rule

AGREED, DIFFERED, NOT_TRIED = "agreed", "differed", "not tried"


class _Outcome(NamedTuple):
    """How one test ended."""

    test: str
    verdict: str
    why: str


class Agreement:
    """The verdicts of a session; of the tests of one rule the worst counts."""

    def __init__(self) -> None:
        self._rules: dict[str, list[Rule]] = {}
        self._outcomes: dict[Rule, list[_Outcome]] = defaultdict(list)
        self._left_behind: list[tuple[str, str]] = []

    def expect(self, test: str, rules: list[Rule]) -> None:
        """Take a test before it is run."""
        self._rules[test] = rules

    def note(self, report: pytest.TestReport) -> None:
        """Note how one phase of a test ended."""
        test, why = report.nodeid, _reason_of(report)
        if report.when == "teardown":
            if report.failed:
                self._left_behind.append((test, why))
            return
        if report.when == "setup" and report.passed:
            return
        verdict = NOT_TRIED
        if report.when == "call" and not report.skipped:
            verdict = AGREED if report.passed else DIFFERED
        for rule in self._rules[test]:
            self._outcomes[rule].append(_Outcome(test, verdict, why))

    def summary(self) -> str:
        """Count the rules by verdict."""
        counts = {each: len(self._rules_with(each)) for each in (AGREED, DIFFERED, NOT_TRIED)}
        return ", ".join(f"{count} {verdict}" for verdict, count in counts.items()) + " (rules)"

    def page(self, service: str) -> str:
        """Return the report on a service, as a page."""
        agreed = self._rules_with(AGREED)
        assumed = [rule for rule in agreed if rule.is_assumed]
        others = [rule for rule in agreed if not rule.is_assumed]
        lines = [
            "# What the service agreed to",
            "",
            f"Service: {service}, with botocore {botocore.__version__}. {self.summary()}.",
            "",
            *_section("Assumed rules that can become observed", map(_line, assumed)),
            *_section("Differences", self._explained(DIFFERED)),
            *_section("Other rules agreed to", map(_line, others)),
            *_section("Not tried", self._explained(NOT_TRIED)),
            *_section("Not cleaned up", (f"- {test}: {why}" for test, why in self._left_behind)),
        ]
        return "\n".join(lines)

    def _rules_with(self, verdict: str) -> list[Rule]:
        rules = (rule for rule, each in self._outcomes.items() if _worst(each) == verdict)
        return sorted(rules, key=attrgetter("name"))

    def _explained(self, verdict: str) -> list[str]:
        lines = []
        for rule in self._rules_with(verdict):
            lines.append(_line(rule))
            lines += [
                f"  - {each.test}: {each.why}"
                for each in self._outcomes[rule]
                if each.verdict == verdict
            ]
        return lines


def _worst(outcomes: list[_Outcome]) -> str:
    """Return the verdict on a rule: a difference outweighs agreement, which outweighs silence."""
    verdicts = {each.verdict for each in outcomes}
    return next(each for each in (DIFFERED, AGREED, NOT_TRIED) if each in verdicts)


def _reason_of(report: pytest.TestReport) -> str:
    """Return in one line why a test was skipped or failed."""
    if report.skipped and isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    crash = getattr(report.longrepr, "reprcrash", None)
    return " ".join(crash.message.split()) if crash else ""


def _line(rule: Rule) -> str:
    return f"- {rule.name}, {rule.provenance}: {rule.statement} ({rule.source})"


def _section(title: str, lines: Iterable[str]) -> list[str]:
    return [f"## {title}", "", *(list(lines) or ["None."]), ""]
