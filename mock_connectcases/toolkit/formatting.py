"""Formats parameters and results on one line, short enough to read in a failing test."""

from __future__ import annotations

from reprlib import Repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_MEMBERS = 8

_short = Repr()
_short.maxstring = _short.maxother = 60
_short.maxdict = _short.maxlist = 4
_short.maxlevel = 5


def format_value(value: Any) -> str:
    """Format a value."""
    return _short.repr(value)


def format_members(members: Mapping[str, Any]) -> str:
    """Format members as arguments: ``domainId='d', title='t'``."""
    parts = [f"{name}={format_value(x)}" for name, x in list(members.items())[:_MOST_MEMBERS]]
    return ", ".join([*parts, "..."] if len(members) > _MOST_MEMBERS else parts)
