"""Sentences about an id that no resource has: where it exists, and what there is instead.

Rule of this file: only a refusal calls it, and no request makes it take long.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from mock_connectcases.resources import arn
from mock_connectcases.resources.kinds import FIELD
from mock_connectcases.wording import fold, join_words, nearest, pluralize

if TYPE_CHECKING:
    from mock_connectcases.resources.kinds import Kind

_MOST_LISTED: Final = 3
_MOST_COMPARED: Final = 600
"""Resources that are compared, the newest first; ours, it bounds the time.

All fields of a domain are among them, by the default quota."""


def describe_missing(
    kind: Kind, wanted: str, known: dict[str, Any], *, elsewhere: str, holder: str
) -> str:
    """Return a sentence after a blank; ``elsewhere`` says where the id exists, if it does.

    ``known`` are the resources of this kind by id, and ``holder`` is what holds them.
    """
    if wanted in known:
        return f" {kind.name.capitalize()} {wanted!r} is deleted."
    elsewhere = _describe_arn(kind, wanted) or elsewhere
    if elsewhere:
        return f" {elsewhere}"
    live = _live(known)
    names = {_name(each): key for key, each in live if _name(each)}
    folded = {fold(each): each for each in reversed(names)}
    named = wanted if wanted in names else folded.get(fold(wanted))
    if named is not None:
        return f" The {kind.name} {named!r} has the id {names[named]!r}."
    near = nearest(wanted, [*(key for key, _ in live), *names])
    if near is not None:
        return f" Did you mean {_shown(names.get(near, near), known)}?"
    return _describe_known(kind, live, known, holder)


def _describe_arn(kind: Kind, wanted: str) -> str:
    """Say that an ARN is given for an id; empty for any other text."""
    if not wanted.startswith("arn:"):
        return ""
    named = arn.path(wanted)
    if not named:
        return f"It is an ARN; the id of a {kind.name} is expected."
    found, resource_id = named[-1]
    return f"An id is expected; the id in this ARN of a {found.name} is {resource_id!r}."


def _describe_known(
    kind: Kind, live: list[tuple[str, Any]], known: dict[str, Any], holder: str
) -> str:
    """List the few resources that there are, or say how many."""
    own = [key for key, each in live if not getattr(each, "is_system", False)]
    what = "custom field" if kind is FIELD else kind.name
    if not own:
        return f" {holder} has no {what}s."
    if len(own) > _MOST_LISTED:
        count = len(own) if len(known) <= _MOST_COMPARED else len(known)
        return f" {holder} has {pluralize(count, what)}."
    listed = join_words([_shown(each, known) for each in reversed(own)])
    return f" {holder} has the {what}{'s' if len(own) > 1 else ''} {listed}."


def _live(known: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return the newest resources that are not deleted, by id."""
    newest = islice(reversed(known.items()), _MOST_COMPARED)
    return [(key, each) for key, each in newest if not getattr(each, "deleted", False)]


def _name(of: Any) -> str:
    return getattr(of, "name", "")


def _shown(key: str, known: dict[str, Any]) -> str:
    name = _name(known[key])
    return f"{key!r} ({name})" if name else repr(key)
