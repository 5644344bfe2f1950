"""Validates and merges the tags of a resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases.errors import ValidationException
from mock_connectcases.resources import quotas

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_KEY_LENGTH = 128
MAX_VALUE_LENGTH = 256


def add_missing(tags: dict[str, str], offered: Mapping[str, str]) -> None:
    """Add tags with new keys, up to the quota (assumed)."""
    for key, value in offered.items():
        if key not in tags and len(tags) < quotas.TAGS_PER_RESOURCE:
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
    for key, value in given.items():
        if not 1 <= len(key) <= MAX_KEY_LENGTH:
            message = f"The tag key {key!r} must have 1 to {MAX_KEY_LENGTH} characters."
            raise ValidationException(message)
        if key.lower().startswith("aws:"):
            message = f"The tag key {key!r} starts with 'aws:', which is reserved for AWS."
            raise ValidationException(message)
        if len(value) > MAX_VALUE_LENGTH:
            message = f"The value of tag {key!r} is longer than {MAX_VALUE_LENGTH} characters."
            raise ValidationException(message)
    count = len(tags.keys() | given.keys())
    if count > quotas.TAGS_PER_RESOURCE:
        message = (
            f"A resource can have {quotas.TAGS_PER_RESOURCE} tags; this request would make it "
            f"{count}."
        )
        raise ValidationException(message)
    tags.update(given)
