"""The resources that a call names, with their names, and its other parameters in a few words."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.inspector import call_params
from mock_connectcases.inspector.snapshot import Place
from mock_connectcases.inspector.values import Names, in_words, show
from mock_connectcases.resources import arn, kinds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.inspector.snapshot import Snapshot
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.toolkit.recorded_call import RecordedCall

_MOST_RESOURCES = 4
_MOST_DETAILS = 4
_LONGEST_DETAIL = 80
_DEEPEST = 12
_KINDS = (kinds.CASE, *kinds.DEFINITIONS, kinds.DOMAIN)
_KIND_OF_MEMBER = {kind.id_member: kind for kind in _KINDS}
_SECONDARY_CASES = "secondaryCaseIds"
_IDENTIFIERS = {"id", "fieldId"}
"""The members by which a request names a field."""
_UNSHOWN = {*_KIND_OF_MEMBER, "arn", "clientToken"}
"""Members that name a resource, or say nothing."""
_SHORTEST_ID = 32
"""Characters of a generated id, not of a system field."""


class NamedResource(NamedTuple):
    """A resource that a call names; the name is empty if the resource is gone."""

    kind: str
    key: str
    name: str
    place: Place


class CallSummary(NamedTuple):
    """What a call is about."""

    resources: list[NamedResource]
    """The cases first, and the domain last."""
    details: list[str]
    """Other parameters, the first of many."""


def summarize_call(snapshot: Snapshot, call: RecordedCall) -> CallSummary:
    """Describe what a call names and what else it says."""
    place = place_of(call)
    with snapshot.locked_domain(place) as domain:
        return _summarize(domain, place, _named(call), readable_params(call))


def place_of(call: RecordedCall) -> Place:
    """Return the place of the domain that a call names or creates; without one its id is empty."""
    domain_id = next((key for kind, key in _named(call) if kind is kinds.DOMAIN), "")
    return Place(call.account_id, call.region, domain_id)


def readable_params(call: RecordedCall) -> dict[str, Any]:
    """Return the parameters of a call as far as they can be read."""
    try:
        return call_params.params_of(call)
    except call_params.CannotBeCopiedError:
        return {}


def created_members(call: RecordedCall) -> dict[str, Any]:
    """Return the answer of a call that created a resource; nothing for any other."""
    return (call.result or {}) if call.operation.startswith("Create") else {}


def _named(call: RecordedCall) -> list[tuple[Kind, str]]:
    """Return the kind and id of each resource that a call creates or names, each once."""
    return list(dict.fromkeys([*_keys(created_members(call)), *_keys(readable_params(call))]))


def _summarize(
    domain: Domain | None, place: Place, keys: list[tuple[Kind, str]], params: dict[str, Any]
) -> CallSummary:
    names = None if domain is None else Names(domain)
    resources = [
        NamedResource(kind.name, key, _name(domain, kind, key), place) for kind, key in keys
    ]
    resources.sort(key=lambda each: each.kind == kinds.DOMAIN.name)
    details = list(islice(_details("", params, names, _DEEPEST), _MOST_DETAILS + 1))
    shown = [_shortened(each) for each in details[:_MOST_DETAILS]]
    if len(details) > _MOST_DETAILS:
        shown.append("…")
    if len(resources) > _MOST_RESOURCES:
        resources[_MOST_RESOURCES - 1 :] = resources[-1:]
    return CallSummary(resources, shown)


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
            yield from (step for step in arn.path(each) if step[0] in _KINDS)
        elif name == _SECONDARY_CASES and isinstance(each, list):
            yield from ((kinds.CASE, key) for key in each if isinstance(key, str))
        else:
            yield from _keys(each, depth - 1)


def _name(domain: Domain | None, kind: Kind, key: str) -> str:
    if domain is None:
        return ""
    return domain.name if kind is kinds.DOMAIN else Names(domain).resource(key)


def _details(name: str, value: Any, names: Names | None, depth: int) -> Iterator[str]:
    """Yield the values within a parameter, each with its name: ``Refund: 12.5``."""
    if isinstance(value, list) and depth:
        for each in value:
            yield from _details(name, each, names, depth - 1)
    elif isinstance(value, dict) and depth:
        field_id = next((value[x] for x in _IDENTIFIERS if isinstance(value.get(x), str)), "")
        if field_id and value.keys() <= {*_IDENTIFIERS, "value"}:
            yield _field_detail(field_id, value.get("value"), names)
            return
        for member, each in value.items():
            if member not in _UNSHOWN:
                within = name if name and member.endswith("Value") else member
                yield from _details(within, each, names, depth - 1)
    elif isinstance(value, str | float | int) and value != "":
        text = str(value)
        known = names.resource(text) if names and len(text) >= _SHORTEST_ID else ""
        shown = in_words(text) if name == "type" else known or show(value).text
        yield f"{in_words(name)}: {shown}"


def _field_detail(field_id: str, union: Any, names: Names | None) -> str:
    """Return a field with its value, if it has one."""
    label = field_id if names is None else names.field(field_id)
    if not isinstance(union, dict):
        return label
    value = next(iter(union.values()), None)
    if not isinstance(value, str | float | int):
        return f"{label}: blank"
    return f"{label}: {(show(value) if names is None else names.show(field_id, value)).text}"


def _shortened(text: str) -> str:
    joined = " ".join(text[: 4 * _LONGEST_DETAIL].split())
    return f"{joined[:_LONGEST_DETAIL]}…" if len(joined) > _LONGEST_DETAIL else joined
