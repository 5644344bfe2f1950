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
    from collections.abc import Iterator

    from mock_connectcases.resources.kinds import Kind

_MOST_LISTED: Final = 3
_MOST_COMPARED: Final = 1_000
"""Resources that are compared, the newest first; ours, it bounds the time."""


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
    names = {_name(each): key for key, each in _live(known) if _name(each)}
    folded = {fold(name): name for name in reversed(names)}
    name = wanted if wanted in names else folded.get(fold(wanted))
    if name is not None:
        return f" The {kind.name} {name!r} has the id {names[name]!r}."
    near = nearest(wanted, [*(key for key, _ in _live(known)), *names])
    if near is not None:
        return f" Did you mean {_shown(names.get(near, near), known)}?"
    return _describe_known(kind, known, holder)


def _describe_arn(kind: Kind, wanted: str) -> str:
    """Say that an ARN is given for an id; empty for any other text."""
    if not wanted.startswith("arn:"):
        return ""
    found = arn.identify(wanted)
    if found is None:
        return f"It is an ARN; the id of a {kind.name} is expected."
    return f"An id is expected; the id in this ARN of a {found[0].name} is {found[1]!r}."


def _describe_known(kind: Kind, known: dict[str, Any], holder: str) -> str:
    """List the few resources that there are, or say how many."""
    own = [key for key, each in _live(known) if not getattr(each, "is_system", False)]
    what = "custom field" if kind is FIELD else kind.name
    if not own:
        return f" {holder} has no {what}s."
    if len(own) > _MOST_LISTED:
        count = len(own) if len(known) <= _MOST_COMPARED else len(known)
        return f" {holder} has {pluralize(count, what)}."
    listed = join_words([_shown(each, known) for each in reversed(own)])
    return f" {holder} has the {what}{'s' if len(own) > 1 else ''} {listed}."


def _live(known: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the newest resources that are not deleted, by id."""
    for key in islice(reversed(known), _MOST_COMPARED):
        if not getattr(known[key], "deleted", False):
            yield key, known[key]


def _name(of: Any) -> str:
    return getattr(of, "name", "")


def _shown(key: str, known: dict[str, Any]) -> str:
    name = _name(known[key])
    return f"{key!r} ({name})" if name else repr(key)
