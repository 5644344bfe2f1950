"""The ledger of the package: all claims about the service, and the claims behind each refusal.

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
"""Claims that a page shows of one refusal."""

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
    """One claim about the service, and its source."""

    operation: str
    provenance: str
    claim: str
    """The sentence of the source, or the choice of an assumption."""
    source: str
    """The place of the sentence, or the reason of an assumption."""
    verbatim: bool
    """Whether the claim is a sentence of the service model, word for word."""
    anchor: str
    """Its anchor on the page of its operation; empty for a bound of the service model."""


class _Ledger(NamedTuple):
    claims: list[Claim]
    refusals: dict[str, list[int]]
    """The claims behind a refusal, by its key."""
    sentences: dict[str, list[int]]
    """Likewise, by the code and sentence of any operation."""


def operations() -> list[str]:
    """Return the operations with claims."""
    return sorted({each.operation for each in _ledger().claims})


def claims_of(operation: str) -> list[Claim]:
    """Return all claims about an operation."""
    return [each for each in _ledger().claims if each.operation == operation]


def claims_behind(operation: str, code: str, message: str) -> list[Claim]:
    """Return the claims behind a refusal, the nearest first; nothing if no test has such a refusal.

    A bound of the service model is read from the message, and documented by the model.  The same
    sentence of another operation has the same rule behind it.
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
    """Return whether a message names a bound of the service model and its member."""
    return code == "ValidationException" and _MODEL_RULE.search(message) is not None


def key_of(operation: str, code: str, message: str) -> str:
    """Return the key of refusals with the same reason: the message without its values."""
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
