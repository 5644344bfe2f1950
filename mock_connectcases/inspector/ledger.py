"""The ledger in the package: every claim about the service, and which stand behind a refusal.

``ledger.json`` is written by the tests, ``pytest tests/operations --ledger=write``: while a test
holds the mock to a claim, the one request that is refused is refused by it.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

DOCUMENTED = "documented"

MOST_CLAIMS = 3
"""So many claims are told of one refusal."""

_MODEL_RULE = re.compile(r"at '([^']*)' failed to satisfy constraint: (.+?)(?:; Value |$)", re.S)
_VARIABLE = (
    (re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""), "''"),
    (re.compile(r"\[[^\[\]]*\]"), "[]"),
    (re.compile(r"\barn:\S+"), "arn"),
    (re.compile(r"has the type \w+"), "has the type"),
    (re.compile(r"of type \w+"), "of type"),
    (re.compile(r"\d+(?:[.,]\d+)*"), "#"),
)


class Claim(NamedTuple):
    """One claim about the service, and what stands behind it."""

    operation: str
    provenance: str
    claim: str
    """The sentence of the source, or for an assumption the choice."""
    source: str
    """Where it stands; for an assumption the reason."""
    verbatim: bool
    """Whether the claim is a sentence of the service model, word for word."""
    anchor: str
    """Where it is on the page of its operation; empty if it is none of the ledger's."""


class _Ledger(NamedTuple):
    claims: list[Claim]
    refusals: dict[str, list[int]]
    """The claims behind a refusal, by its key."""
    sentences: dict[str, list[int]]
    """Those by the code and sentence alone, of whichever operation."""


def operations() -> list[str]:
    """Return the operations that the ledger has claims about."""
    return sorted({each.operation for each in _ledger().claims})


def claims_of(operation: str) -> list[Claim]:
    """Return all claims about an operation."""
    return [each for each in _ledger().claims if each.operation == operation]


def claims_behind(operation: str, code: str, message: str) -> list[Claim]:
    """Return what stands behind a refusal, the nearest first; nothing if no test says.

    What the service model itself bounds is told from the message: it is documented by the model.
    Another operation that is refused with the same sentence is refused by the same rule.
    """
    if is_of_model(code, message):
        found = _MODEL_RULE.findall(message)[:MOST_CLAIMS]
        return [_modeled(operation, *each) for each in found]
    ledger = _ledger()
    behind = ledger.refusals.get(key_of(operation, code, message))
    if behind is None:
        behind = ledger.sentences.get(key_of("", code, message), [])
    return [ledger.claims[each] for each in behind[:MOST_CLAIMS]]


def is_of_model(code: str, message: str) -> bool:
    """Tell whether a refusal says a bound of the service model, and the member that it bounds."""
    return code == "ValidationException" and _MODEL_RULE.search(message) is not None


def key_of(operation: str, code: str, message: str) -> str:
    """Return what refusals for the same reason have in common: the message without its values."""
    for pattern, stands_for in _VARIABLE:
        message = pattern.sub(stands_for, message)
    return f"{operation} {code}: {message}"


def _modeled(operation: str, member: str, constraint: str) -> Claim:
    source = f"service model, {operation}: {member}"
    return Claim(operation, DOCUMENTED, constraint.strip(), source, verbatim=False, anchor="")


@cache
def _ledger() -> _Ledger:
    text = (files("mock_connectcases.inspector") / "ledger.json").read_text(encoding="utf-8")
    given: dict[str, Any] = json.loads(text)
    numbers: dict[str, int] = {}
    claims = []
    for operation, provenance, claim, source, verbatim in given["claims"]:
        number = numbers[operation] = numbers.get(operation, 0) + 1
        anchor = f"claim-{number}"
        claims.append(Claim(operation, provenance, claim, source, bool(verbatim), anchor))
    sentences: dict[str, list[int]] = {}
    for key, behind in given["refusals"].items():
        operation, _, rest = key.partition(" ")
        others = sentences.setdefault(f" {rest}", [])
        others += [each for each in behind if each not in others]
    return _Ledger(claims, given["refusals"], sentences)
