"""Constraints of the service model: checks of values, and the sentences for violations."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mock_connectcases.wire.model import Shape

Checks = list[tuple[Callable[[Any], Any], str]]
"""Pairs of a check of a value and the sentence for its violation."""

UNCHECKED_PATTERNS = frozenset({"TagKey"})
"""Shapes with patterns that the service cannot mean: the tag keys to remove are fewer than those
that can be set, so that a tag could never be removed again (assumed)."""

NOT_NULL = "Member must not be null"


def bounds(shape: Shape) -> tuple[int, int]:
    """Return the least and the greatest length that a shape allows."""
    return shape.metadata.get("min", 0), shape.metadata.get("max", sys.maxsize)


def bound_sentences(shape: Shape) -> list[str]:
    """Return the sentences for the bounds of a length."""
    shortest, longest = shape.metadata.get("min"), shape.metadata.get("max")
    sentences = []
    if longest is not None:
        sentences.append(f"Member must have length less than or equal to {longest}")
    if shortest is not None:
        sentences.append(f"Member must have length greater than or equal to {shortest}")
    return sentences


def text_checks(shape: Shape) -> Checks:
    """Return the checks of a string other than its length.

    A pattern must match the whole value, with or without the anchors that older models write.
    """
    checks: Checks = []
    pattern = shape.metadata.get("pattern")
    if pattern is not None and shape.name not in UNCHECKED_PATTERNS:
        # ASCII: \s and \S mean in Java what they mean here with this flag (assumed).
        sentence = f"Member must satisfy regular expression pattern: {pattern}"
        checks.append((re.compile(pattern, re.ASCII).fullmatch, sentence))
    enum = shape.metadata.get("enum")
    if enum is not None:
        sentence = f"Member must satisfy enum value set: [{', '.join(enum)}]"
        checks.append((frozenset(enum).__contains__, sentence))
    return checks


def number_checks(shape: Shape) -> Checks:
    """Return the checks of a number."""
    checks: Checks = []
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None:
        sentence = f"Member must have value greater than or equal to {least}"
        checks.append((lambda number: number >= least, sentence))
    if most is not None:
        sentence = f"Member must have value less than or equal to {most}"
        checks.append((lambda number: number <= most, sentence))
    return checks
