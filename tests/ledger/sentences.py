"""Looks a rule up in the documentation of the installed service model.

Rule of this file: markup and white space do not count, words do.
"""

from __future__ import annotations

import html
import re
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from mock_connectcases.operations import OPERATIONS
from mock_connectcases.wire.model import is_older_than_release, service_model
from tests.provenance import DOCUMENTED

if TYPE_CHECKING:
    from tests.provenance import Rule

_INLINE_TAG = re.compile(r"</?(?:a|b|code|em|i|span|strong)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_BLANKS = re.compile(r"\s+")
_BLANK_BEFORE_MARK = re.compile(r" (?=[.,;:)])")
_MEMBER = re.compile(r"[A-Z][A-Za-z]+\.[a-z]\w*")
_SENTENCE_END = re.compile(r"(?<=[.!?:]) ")


def fault_of(rule: Rule) -> str | None:
    """Say what is wrong with a rule, or nothing.

    Documentation of a botocore that is older than the one we were written against says less, and is
    not asked.
    """
    if rule.operation not in OPERATIONS:
        return f"{rule.operation!r} is no operation of Amazon Connect Cases."
    if not (rule.claim.strip() and rule.source.strip()):
        return f"A rule of {rule.operation} lacks its claim or its source."
    if is_older_than_release():
        return None
    if rule.verbatim:
        return _unknown_place(rule.source) or _unsaid(rule.claim, rule.source)
    names_a_member = rule.provenance == DOCUMENTED and _MEMBER.fullmatch(rule.source)
    return _unknown_place(rule.source) if names_a_member else None


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


def _unsaid(claim: str, place: str) -> str | None:
    """Say that a place does not have a sentence, and where it is or which one is like it."""
    texts = documentation()
    sentence = plain(claim)
    if sentence in texts[place]:
        return None
    elsewhere = [each for each, text in texts.items() if sentence in text]
    if elsewhere:
        return f"{place} does not say {claim!r}, but {elsewhere[0]} does."
    sentences = _SENTENCE_END.split(texts[place]) or [""]
    closest = get_close_matches(sentence, sentences, n=1, cutoff=0)
    return f"{place} does not say {claim!r}. The closest it has: {closest[0]!r}."
