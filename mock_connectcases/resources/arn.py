"""Reads the ARNs of resources."""

from __future__ import annotations

import re

from mock_connectcases.resources.kinds import CASE, DOMAIN, KINDS, RELATED_ITEM, Kind

_KINDS = {each.arn_segment: each for each in KINDS}
_IN_DOMAIN = "|".join(each.arn_segment for each in KINDS if each.parent is DOMAIN)

_ARN = re.compile(
    rf"arn:[^:]+:cases:[^:]+:\d{{12}}:({DOMAIN.arn_segment}/[^/]+(?:/(?:{_IN_DOMAIN})/[^/]+"
    rf"|/{CASE.arn_segment}/[^/]+/{RELATED_ITEM.arn_segment}/[^/]+)?)",
    re.ASCII,
)


def path(text: str) -> list[tuple[Kind, str]]:
    """Return the kind and the id of each resource that an ARN names; none for any other text.

    The first is the domain, and each is inside of the one before.
    """
    found = _ARN.fullmatch(text)
    if found is None:
        return []
    parts = found[1].split("/")
    return [(_KINDS[segment], key) for segment, key in zip(parts[::2], parts[1::2], strict=True)]


def type_name(text: str) -> str:
    """Return the resource type that an ARN names, that of domains for any other text."""
    named = path(text)
    return (named[-1][0] if named else DOMAIN).type_name
