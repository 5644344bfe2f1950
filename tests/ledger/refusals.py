"""Which claims stand behind a refusal: measured by the tests, and written for the package.

A test that holds the mock to a claim, and in which one request is refused, shows what refuses it.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.inspector.ledger import is_of_model, key_of
from tests.provenance import ASSUMED, DOCUMENTED, OBSERVED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.provenance import Rule

_ENDINGS = re.compile(r"(e?s|ed|ing|ly)$")
_FEW = 4
_NAMED = 1.5
"""How many words the name of the error is worth."""
_BY_STRENGTH = (DOCUMENTED, OBSERVED, ASSUMED)


class Refusal(NamedTuple):
    """One request that was refused."""

    operation: str
    code: str
    message: str

    @property
    def key(self) -> str:
        """What it has in common with others of the same reason."""
        return key_of(self.operation, self.code, self.message)


class Refusals:
    """The refusals of one session, each with the rules of the tests that brought it about."""

    def __init__(self) -> None:
        self._rules: defaultdict[str, set[Rule]] = defaultdict(set)
        self._examples: dict[str, Refusal] = {}

    def note(self, rules: Iterable[Rule], refusals: Iterable[Refusal]) -> None:
        """Take what one test has brought about, if that can be told apart."""
        by_key = {each.key: each for each in refusals if not is_of_model(each.code, each.message)}
        if len(by_key) == 1:
            ((key, refusal),) = by_key.items()
            self._rules[key].update(rules)
            self._examples[key] = min(refusal, self._examples.get(key, refusal))

    def document(self, rules: list[Rule]) -> str:
        """Write all rules of the ledger and what stands behind each refusal, one to a line."""
        numbers = {rule: number for number, rule in enumerate(rules)}
        claims = [
            [each.operation, each.provenance, each.claim, each.source, int(each.verbatim)]
            for each in rules
        ]
        behind = [
            f"{_line(key)}: {_line([numbers[each] for each in self._best_first(key)])}"
            for key in sorted(self._rules)
        ]
        return (
            f'{{"claims": [\n{_joined(map(_line, claims))}\n],\n'
            f'"refusals": {{\n{_joined(behind)}\n}}}}\n'
        )

    def _best_first(self, key: str) -> list[Rule]:
        """Order the rules behind a refusal.

        Those of its own operation come first.  Of a few, the best founded is next; many have a
        sentence in common that says little, and then it is the one that shares most words with it.
        An assumption that shares none speaks of something else that a test holds to.
        """
        refusal = self._examples[key]
        told = _words(refusal.message)
        shared = {
            rule: len(told & _words(rule.claim)) + _NAMED * (refusal.code in rule.claim)
            for rule in self._rules[key]
        }
        near = [rule for rule in shared if shared[rule] or rule.provenance != ASSUMED]
        are_few = len(shared) <= _FEW

        def place(rule: Rule) -> tuple[Any, ...]:
            strength = _BY_STRENGTH.index(rule.provenance)
            by_worth = (strength, -shared[rule]) if are_few else (-shared[rule], strength)
            return (rule.operation != refusal.operation, *by_worth, rule)

        # The same sentence may be claimed of several operations.
        by_claim: dict[str, Rule] = {}
        for rule in sorted(near or shared, key=place):
            by_claim.setdefault(rule.claim, rule)
        return list(by_claim.values())


def _words(text: str) -> set[str]:
    words = re.findall("[a-z]{4,}", text.lower())
    return {_ENDINGS.sub("", each) for each in words}


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _joined(lines: Iterable[str]) -> str:
    return ",\n".join(lines)
