"""Validates and merges the tags of a resource."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from mock_connectcases import rules
from mock_connectcases.errors import ValidationException
from mock_connectcases.resources import quotas
from mock_connectcases.wire.model import service_model

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEY_SHAPES = ("MutableTagKey", "TagKey")
"""The shapes of the model for tag keys: those of a new case, and those to be removed."""

MAX_KEY_LENGTH = 128
MAX_VALUE_LENGTH = 256


def add_missing(tags: dict[str, str], offered: Mapping[str, str]) -> None:
    """Add tags with new keys, up to the quota (assumed)."""
    for key, value in offered.items():
        if key not in tags and len(tags) < quotas.TAGS.limit:
            tags[key] = value


@cache
def _key_patterns() -> tuple[re.Pattern[str], ...]:
    model = service_model()
    if not set(_KEY_SHAPES).issubset(model.shape_names):
        # An older model has the pattern of removals alone, which allows less.
        return (re.compile(".*", re.DOTALL),)
    shapes = [model.shape_for(each) for each in _KEY_SHAPES]
    return tuple(re.compile(each.metadata["pattern"], re.ASCII) for each in shapes)


def check_key(key: str) -> None:
    """Raise ValidationException for a tag key that no resource can have."""
    _refuse(_fault_of_key(key))


def put_tags(tags: dict[str, str], added: Mapping[str, str | None]) -> None:
    """Add tags to a resource, replacing values of keys it already has.

    A null value is left out: ``Tags`` is a sparse map, JavaScript programs send nulls (observed).
    The lengths, the reserved prefix and the limit of 50 are AWS's general rules for tags; that
    TagResource applies them is assumed, for its own shape bounds nothing.
    """
    if not added:
        return
    given = {key: value for key, value in added.items() if value is not None}
    for key, value in given.items():
        _refuse(_fault_of_key(key) or _fault_of_value(key, value))
    count = len(tags.keys() | given.keys())
    most = quotas.TAGS.limit
    if count > most:
        message = f"A resource can have {most} tags; this request would make it {count}."
        raise ValidationException(message, rule=quotas.TAGS.rule)
    tags.update(given)


def _refuse(fault: str | None) -> None:
    rule = "tag-bounds"
    if fault is not None and rules.applies(rule):
        raise ValidationException(fault, rule=rule)


def _fault_of_key(key: str) -> str | None:
    """Return a sentence about the fault of a tag's key.

    The characters are those of the model's shapes of tag keys; that each operation takes what any
    of them allows is assumed, so that a tag that can be set can be removed.
    """
    if not 1 <= len(key) <= MAX_KEY_LENGTH:
        return (
            f"The tag key {key!r:.140} must have 1 to {MAX_KEY_LENGTH} characters; "
            f"it has {len(key):,}."
        )
    if key.lower().startswith("aws:"):
        return f"The tag key {key!r} starts with 'aws:', which is reserved for AWS."
    if not any(each.fullmatch(key) for each in _key_patterns()):
        known = " or ".join(each.pattern for each in _key_patterns())
        return f"The tag key {key!r} has characters that tag keys cannot have; they match {known}."
    return None


def _fault_of_value(key: str, value: str) -> str | None:
    if len(value) > MAX_VALUE_LENGTH:
        return (
            f"The value of tag {key!r} must have at most {MAX_VALUE_LENGTH} characters; "
            f"it has {len(value):,}."
        )
    return None
