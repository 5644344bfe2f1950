"""Validates and merges the tags of a resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases import rules
from mock_connectcases.errors import ValidationException
from mock_connectcases.resources import quotas

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_KEY_LENGTH = 128
MAX_VALUE_LENGTH = 256


def add_missing(tags: dict[str, str], offered: Mapping[str, str]) -> None:
    """Add tags with new keys, up to the quota (assumed)."""
    for key, value in offered.items():
        if key not in tags and len(tags) < quotas.TAGS.limit:
            tags[key] = value


def put_tags(tags: dict[str, str], added: Mapping[str, str | None]) -> None:
    """Add tags to a resource, replacing values of keys it already has.

    A null value is left out: ``Tags`` is a sparse map, JavaScript programs send nulls (observed).
    The lengths, the reserved prefix and the limit of 50 are AWS's general rules for tags; that
    TagResource applies them is assumed, for its own shape bounds nothing.
    """
    if not added:
        return
    given = {key: value for key, value in added.items() if value is not None}
    rule = "tag-bounds"
    for key, value in given.items():
        message = _fault_of_tag(key, value)
        if message is not None and rules.applies(rule):
            raise ValidationException(message, rule=rule)
    count = len(tags.keys() | given.keys())
    most = quotas.TAGS.limit
    if count > most:
        message = f"A resource can have {most} tags; this request would make it {count}."
        raise ValidationException(message, rule=quotas.TAGS.rule)
    tags.update(given)


def _fault_of_tag(key: str, value: str) -> str | None:
    """Return what is wrong with a tag, in a sentence."""
    if not 1 <= len(key) <= MAX_KEY_LENGTH:
        return f"The tag key {key!r} must have 1 to {MAX_KEY_LENGTH} characters."
    if key.lower().startswith("aws:"):
        return f"The tag key {key!r} starts with 'aws:', which is reserved for AWS."
    if len(value) > MAX_VALUE_LENGTH:
        return f"The value of tag {key!r} is longer than {MAX_VALUE_LENGTH} characters."
    return None
