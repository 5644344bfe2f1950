"""Where a tested rule about AWS comes from: every behaviour test says so.

Rule of this file: a mark names the operation the rule belongs to, so that the ledger can list what
is claimed of each.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

DOCUMENTED = "documented"
OBSERVED = "observed"
ASSUMED = "assumed"


class Rule(NamedTuple):
    """One claim about the service, and what stands behind it."""

    operation: str
    provenance: str
    claim: str
    """The sentence of the source, or for an assumption the choice and its reason."""
    source: str
    """Operation, shape or ``Shape.member`` of the service model; a page; or a program."""
    verbatim: bool
    """Whether the claim is a sentence of the service model, to be found there word for word."""


def documented(operation: str, sentence: str, *, at: str | None = None) -> pytest.MarkDecorator:
    """Mark a rule that a sentence of the service model states, word for word.

    ``at`` is the operation, shape or ``Shape.member`` whose documentation has the sentence; the
    operation itself unless said otherwise.
    """
    return _mark(Rule(operation, DOCUMENTED, sentence, at or operation, verbatim=True))


def modeled(operation: str, constraint: str, *, at: str) -> pytest.MarkDecorator:
    """Mark a rule that the service model states by structure: a bound, an enum, a member."""
    return _mark(Rule(operation, DOCUMENTED, constraint, at, verbatim=False))


def documented_page(operation: str, fact: str, *, page: str) -> pytest.MarkDecorator:
    """Mark a rule that a page of the AWS documentation states; the fact is in our words."""
    return _mark(Rule(operation, DOCUMENTED, fact, page, verbatim=False))


def observed(operation: str, fact: str, *, seen_in: str) -> pytest.MarkDecorator:
    """Mark a rule that a public program relies on or a public capture shows."""
    return _mark(Rule(operation, OBSERVED, fact, seen_in, verbatim=False))


def assumed(operation: str, choice: str, *, why: str) -> pytest.MarkDecorator:
    """Mark a rule that no source states: what we chose, and why."""
    return _mark(Rule(operation, ASSUMED, choice, why, verbatim=False))


def _mark(rule: Rule) -> pytest.MarkDecorator:
    return pytest.mark.rule(rule)
