"""Quick search: every word of the term stands in some text of the case.

Assumed throughout, beyond that all system and custom fields take part, deleted ones too
(documented): words are runs of letters, digits and underscores, compared whole and without regard
to case or to how Unicode composes a letter; a sign of Chinese or Japanese is a word by itself,
there being no blanks; the words may come from different fields; times and users are no text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from mock_connectcases.resources import field as field_types

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.field import Field

_SEARCHED_TYPES: Final = frozenset({field_types.TEXT, field_types.URL, field_types.SINGLE_SELECT})

_SIGNS: Final = (
    "\u3040-\u309f"  # Hiragana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
_WORD: Final = re.compile(f"[{_SIGNS}]|[^\\W{_SIGNS}]+")
_ASCII_WORD: Final = re.compile(r"\w+", re.ASCII)
_BETWEEN: Final = "\n"


def words(text: str) -> set[str]:
    """Return the words of a text, folded for comparison."""
    if text.isascii():
        return set(_ASCII_WORD.findall(text.casefold()))
    return set(_WORD.findall(_folded(text)))


def _folded(text: str) -> str:
    """Fold as Unicode's NFKC_Casefold does, so that look-alikes of one letter compare equal."""
    return normalize("NFKC", normalize("NFKC", text).casefold())


def words_of(case: Case, fields: Mapping[str, Field]) -> set[str]:
    """Return the words that a case is found by."""
    # In one text, for that is quicker, with something between that joins nothing.
    texts = [
        value
        for field_id, value in case.values.items()
        if isinstance(value, str) and fields[field_id].type in _SEARCHED_TYPES
    ]
    return words(_BETWEEN.join(texts))
