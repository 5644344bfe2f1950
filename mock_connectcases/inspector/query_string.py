"""Reads the query strings of pages: each name with its values, as ``parse_qs`` returns them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

QueryString = Mapping[str, Sequence[str]]


def first(query: QueryString, name: str) -> str:
    """Return the first value of a name without blanks around it; empty if it has none."""
    return next(iter(query.get(name, ())), "").strip()
