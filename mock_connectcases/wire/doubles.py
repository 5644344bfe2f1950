"""Doubles that are not finite: JSON has no numbers for them, and the wire has words."""

from __future__ import annotations

import math
from typing import Any, Final

NON_FINITE: Final = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
"""The doubles by their words."""

_WORDS = {str(double): word for word, double in NON_FINITE.items()}


def word_of(double: float) -> str:
    """Return the word for a double that is not finite."""
    return _WORDS[str(double)]


def with_words(value: Any) -> Any:
    """Copy a document with words for the doubles that are not finite."""
    if isinstance(value, dict):
        return {name: with_words(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [with_words(member) for member in value]
    if isinstance(value, float) and not math.isfinite(value):
        return word_of(value)
    return value
