"""Says which name was meant where one was misspelt."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MOST_LISTED = 12


def nearest(name: str, names: Iterable[str]) -> str:
    """Return a sentence that offers the name most like a wrong one, else all that there are."""
    spelled = {each.lower().replace("_", ""): each for each in names}
    plain = name.lower().replace("_", "")
    found = get_close_matches(plain, spelled, n=1, cutoff=0.6)
    if found:
        return f"Did you mean {spelled[found[0]]}?"
    if len(spelled) > _MOST_LISTED:
        found = get_close_matches(plain, spelled, n=3, cutoff=0)
        return f"The nearest are {listed(spelled[each] for each in found)}."
    return f"There {'is only' if len(spelled) == 1 else 'are'} {listed(spelled.values())}."


def listed(names: Iterable[str], *, word: str = "and") -> str:
    """Return names in their order as a sentence has them: ``A, B and C``."""
    return joined(sorted(names) or ["none"], word=word)


def joined(parts: Sequence[str], *, word: str = "and") -> str:
    """Return parts, of which there is one at least, as a sentence has them."""
    *others, last = parts
    return f"{', '.join(others)} {word} {last}" if others else last


def times(count: int) -> str:
    """Return a count as a sentence has it: ``once``, ``3 times``."""
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")
