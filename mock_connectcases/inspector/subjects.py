"""The resources that a call names, with their names, and its other parameters in a few words."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.inspector import sent
from mock_connectcases.inspector.snapshot import Place
from mock_connectcases.inspector.values import Names, link_to, show
from mock_connectcases.resources import arn, kinds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.inspector.snapshot import Snapshot
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.toolkit.recorded_call import RecordedCall

_MOST_SUBJECTS = 4
_MOST_PHRASES = 4
_LONGEST_PHRASE = 80
_DEEPEST = 12
_KINDS = (kinds.CASE, *kinds.DEFINITIONS, kinds.DOMAIN)
_KIND_OF_MEMBER = {kind.id_member: kind for kind in _KINDS}
_SECONDARY_CASES = "secondaryCaseIds"
_IDENTIFIERS = {"id", "fieldId"}
"""The members by which a request names a field."""


class Subject(NamedTuple):
    """A resource that a call names; the name is empty if the resource is gone."""

    kind: str
    key: str
    name: str
    place: Place


class About(NamedTuple):
    """What a call is about."""

    subjects: list[Subject]
    """The cases first, and the domain last."""
    phrases: list[str]
    """Other parameters, the first of many."""


def about(snapshot: Snapshot, call: RecordedCall) -> About:
    """Describe what a call names and what else it says."""
    params = given(call)
    keys = list(dict.fromkeys([*_keys(params), *_keys(created(call))]))
    domain_id = next((key for kind, key in keys if kind is kinds.DOMAIN), "")
    place = Place(call.account_id, call.region, domain_id)
    try:
        store, domain = snapshot.domain(place)
    except LookupError:
        return _about(None, place, keys, params)
    with store.lock:
        return _about(domain, place, keys, params)


def given(call: RecordedCall) -> dict[str, Any]:
    """Return the parameters of a call as far as they can be read."""
    try:
        return sent.params_of(call)
    except sent.CannotBeCopiedError:
        return {}


def created(call: RecordedCall) -> dict[str, Any]:
    """Return the answer of a call that created a resource; nothing for any other."""
    return (call.result or {}) if call.operation.startswith("Create") else {}


def _about(
    domain: Domain | None, place: Place, keys: list[tuple[Kind, str]], params: dict[str, Any]
) -> About:
    named = sorted(keys, key=lambda each: _KINDS.index(each[0]))
    subjects = [Subject(kind.name, key, _name(domain, kind, key), place) for kind, key in named]
    names = Names(domain) if domain is not None else None
    rest = {name: x for name, x in params.items() if name not in {*_KIND_OF_MEMBER, "arn"}}
    phrases = islice(_phrases("", rest, names, _DEEPEST), _MOST_PHRASES + 1)
    shown = [_shortened(each) for each in phrases]
    if len(shown) > _MOST_PHRASES:
        shown[-1] = "…"
    # Of many resources the first, and their domain.
    return About([*subjects[: _MOST_SUBJECTS - 1], *subjects[_MOST_SUBJECTS - 1 :][-1:]], shown)


def _keys(value: Any, depth: int = _DEEPEST) -> Iterator[tuple[Kind, str]]:
    """Yield the kind and id of each resource that parameters or an answer name."""
    if isinstance(value, list) and depth:
        for each in value:
            yield from _keys(each, depth - 1)
    if not isinstance(value, dict) or not depth:
        return
    for name, each in value.items():
        if isinstance(each, str) and name in _KIND_OF_MEMBER:
            yield _KIND_OF_MEMBER[name], each
        elif name == "arn" and isinstance(each, str):
            yield from _keys_of_arn(each)
        elif name == _SECONDARY_CASES and isinstance(each, list):
            yield from ((kinds.CASE, key) for key in each if isinstance(key, str))
        else:
            yield from _keys(each, depth - 1)


def _keys_of_arn(text: str) -> Iterator[tuple[Kind, str]]:
    """Yield the resources on the path of an ARN: ``domain/ID/case/ID/related-item/ID``."""
    if arn.identify(text) is None:
        return
    path = text.split(":", 5)[5].split("/")
    segments = {kind.arn_segment: kind for kind in _KINDS}
    for segment, key in zip(path[::2], path[1::2], strict=False):
        if segment in segments:
            yield segments[segment], key


def _name(domain: Domain | None, kind: Kind, key: str) -> str:
    if domain is None:
        return ""
    if kind is kinds.DOMAIN:
        return domain.name
    if kind is kinds.CASE:
        return link_to(domain, key).title
    found = domain.collection(kind).get(key)
    return "" if found is None else str(found.name)


def _phrases(name: str, value: Any, names: Names | None, depth: int) -> Iterator[str]:
    """Yield the values within a parameter, each with its name: ``Refund: 12.5``."""
    if isinstance(value, list) and depth:
        for each in value:
            yield from _phrases(name, each, names, depth - 1)
    elif isinstance(value, dict) and depth:
        field_id = next((value[x] for x in _IDENTIFIERS if isinstance(value.get(x), str)), "")
        rest = {x: each for x, each in value.items() if x not in _IDENTIFIERS}
        label = names.field(field_id) if names is not None else field_id
        if not field_id:
            for member, each in rest.items():
                within = name if member.endswith("Value") and name else member
                yield from _phrases(within, each, names, depth - 1)
        elif not rest:
            yield label
        else:
            union = rest.get("value")
            values = list(union.values()) if isinstance(union, dict) else list(rest.values())
            for each in values:
                shown = names.show(field_id, each) if _is_plain(each) and names else None
                yield f"{label}: {_text(each) if shown is None else shown.text}"
    elif _is_plain(value):
        yield f"{name}: {_text(value)}"


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | float | int)


def _text(value: Any) -> str:
    return show(value).text if _is_plain(value) else "blank"


def _shortened(text: str) -> str:
    joined = " ".join(text[: 4 * _LONGEST_PHRASE].split())
    return f"{joined[:_LONGEST_PHRASE]}…" if len(joined) > _LONGEST_PHRASE else joined
