"""Finds a rule in the documentation of the installed service model.

Rule of this file: markup and white space do not count, words do.
"""

from __future__ import annotations

import html
import re
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from mock_connectcases.operations import OPERATIONS
from mock_connectcases.rules.rule import DOCUMENTED
from mock_connectcases.wire.model import is_older_than_release, service_model

if TYPE_CHECKING:
    from mock_connectcases.rules.rule import Rule

_INLINE_TAG = re.compile(r"</?(?:a|b|code|em|i|span|strong)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_BLANKS = re.compile(r"\s+")
_BLANK_BEFORE_MARK = re.compile(r" (?=[.,;:)])")
_MEMBER = re.compile(r"[A-Z][A-Za-z]+\.[a-z]\w*")
_SENTENCE_END = re.compile(r"(?<=[.!?:]) ")


def faults_of_rule(rule: Rule) -> list[str]:
    """Return what is wrong with a rule.

    A documented sentence has to stand in the installed service model, word for word.  That of a
    botocore that is older than the one of this release says less, and is not read.
    """
    if not (rule.statement.strip() and rule.source.strip() and rule.operations):
        return ["it lacks its operations, its statement or its source."]
    unknown = [each for each in rule.operations if each not in OPERATIONS]
    if unknown:
        return [f"{each!r} is no operation of Amazon Connect Cases." for each in unknown]
    if is_older_than_release():
        return []
    faults = (_fault_at(rule, rule.source_for(each)) for each in rule.operations)
    return list(filter(None, dict.fromkeys(faults)))


def _fault_at(rule: Rule, place: str) -> str | None:
    if rule.is_verbatim:
        return _unknown_place(place) or _missing_sentence(rule.statement, place)
    names_a_member = rule.provenance == DOCUMENTED and _MEMBER.fullmatch(place)
    return _unknown_place(place) if names_a_member else None


def plain(documentation: str) -> str:
    """Return documentation as one line of text."""
    text = _TAG.sub(" ", _INLINE_TAG.sub("", documentation))
    return _BLANK_BEFORE_MARK.sub("", _BLANKS.sub(" ", html.unescape(text)).strip())


@cache
def documentation() -> dict[str, str]:
    """Return the text of every operation, shape and ``Shape.member`` of the service model."""
    model = service_model()
    texts = {name: model.operation_model(name).documentation for name in model.operation_names}
    for name in model.shape_names:
        shape = model.shape_for(name)
        texts[name] = shape.documentation
        for member_name, member in getattr(shape, "members", {}).items():
            texts[f"{name}.{member_name}"] = member.documentation
    return {place: plain(text) for place, text in texts.items()}


def _unknown_place(place: str) -> str | None:
    if place in documentation():
        return None
    close = get_close_matches(place, documentation(), n=1, cutoff=0)
    return f"The service model has no {place}; the closest is {close[0]}."


def _missing_sentence(sentence: str, place: str) -> str | None:
    """Say that a place does not have a sentence, and where it is or which one is like it."""
    texts = documentation()
    words = plain(sentence)
    if words in texts[place]:
        return None
    elsewhere = [each for each, text in texts.items() if words in text]
    if elsewhere:
        return f"{place} does not say {sentence!r}, but {elsewhere[0]} does."
    sentences = _SENTENCE_END.split(texts[place]) or [""]
    closest = get_close_matches(words, sentences, n=1, cutoff=0)
    return f"{place} does not say {sentence!r}. The closest it has: {closest[0]!r}."
