"""Quick search: every word of the term is in some text of the case.

Assumed throughout, beyond that all system and custom fields take part, deleted ones too
(documented): words are runs of letters, digits and underscores, compared whole and without regard
to case or to how Unicode composes a letter; a sign of Chinese or Japanese is a word by itself,
there being no blanks; the words may come from different fields; times and users are no text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from mock_connectcases.resources.field import SINGLE_SELECT, TEXT, URL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Set

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.field import Field

_SEARCHED_TYPES: Final = frozenset({TEXT, URL, SINGLE_SELECT})

_SIGNS: Final = (
    "\u3040-\u309f"  # Hiragana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
_WORD: Final = re.compile(f"[{_SIGNS}]|[^\\W{_SIGNS}]+")
_ASCII_WORD: Final = re.compile(r"\w+", re.ASCII)
_BETWEEN: Final = "\n"


def words(text: str) -> set[str]:
    """Return the words of a text, folded for comparison."""
    return _split(_fold(text))


def word_reader(fields: Mapping[str, Field]) -> Callable[[Case], set[str]]:
    """Return a function that reads the words of a case for quick search."""
    fold = _text_reader(fields)
    return lambda case: _split(fold(case))


def has_words(wanted: Set[str], fields: Mapping[str, Field]) -> Callable[[Case], bool]:
    """Return a predicate for cases that have all of some words; no case has none at all."""
    fold = _text_reader(fields)

    def test(case: Case) -> bool:
        folded = fold(case)
        for word in wanted:  # most cases lack one, which this finds without splitting their text
            if word not in folded:
                return False
        return bool(wanted) and wanted <= _split(folded)

    return test


def _text_reader(fields: Mapping[str, Field]) -> Callable[[Case], str]:
    searched = {field_id for field_id, field in fields.items() if field.type in _SEARCHED_TYPES}

    def fold(case: Case) -> str:
        # In one text, for that is quicker, with something between that joins nothing.
        texts = [value for field_id, value in case.values.items() if field_id in searched]
        return _fold(_BETWEEN.join(texts))  # type: ignore[arg-type]  # their values are texts

    return fold


def _fold(text: str) -> str:
    """Fold as Unicode's NFKC_Casefold does, so that variants of one letter compare equal."""
    if text.isascii():
        return text.casefold()
    return normalize("NFKC", normalize("NFKC", text).casefold())


def _split(folded: str) -> set[str]:
    return set((_ASCII_WORD if folded.isascii() else _WORD).findall(folded))
