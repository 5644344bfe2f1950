"""Parameters to begin a call with: the members that the service model requires, filled if known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.resources import field_value, kinds, system_fields
from mock_connectcases.wire.model import service_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field_value import Value
    from mock_connectcases.wire.model import Shape

_MOST_MEMBERS = 100
_PLACEHOLDERS: dict[str, Any] = {
    "integer": 1,
    "long": 1,
    "double": 0.0,
    "boolean": True,
    "timestamp": "2030-01-01T00:00:00Z",
    "map": {},
}


class KnownValues(NamedTuple):
    """Values for a call about a domain and perhaps one of its cases."""

    ids: dict[str, str] = {}  # noqa: RUF012 - nothing changes it
    """Ids and ARNs by the names of members."""
    fields: list[tuple[str, dict[str, Any]]] = []  # noqa: RUF012
    """Ids of fields with values in their wire form."""
    choice: str = ""
    """A value of an enum, or the name of a member of a union, to take instead of the first."""


class SkeletonMember(NamedTuple):
    """One member of a request, by its path."""

    path: str
    type: str
    is_required: bool
    bounds: str
    values: list[str]
    """The values of an enum."""


def known_values(domain: Domain, case: Case | None, choice: str) -> KnownValues:
    """Return what is known of a domain and a case; the caller holds the lock of its store.

    Without a case, the first definition of each kind and the fields that its template requires.  A
    ``choice`` that is an option of the status is the value of the status.
    """
    ids = {kinds.DOMAIN.id_member: domain.domain_id, "arn": domain.arn}
    for kind in kinds.DEFINITIONS:
        live = [key for key, each in domain.collection(kind).items() if not each.deleted]
        if live:
            ids[kind.id_member] = live[-1]
    template = domain.templates.get(ids.get(kinds.TEMPLATE.id_member, ""))
    required = () if template is None else template.required_field_ids or ()
    values: dict[str, Value | None] = dict.fromkeys([system_fields.TITLE, *required], "")
    if case is not None:
        ids |= {kinds.CASE.id_member: case.case_id, "arn": case.arn}
        ids[kinds.TEMPLATE.id_member] = case.template_id
        if case.related_items:
            ids[kinds.RELATED_ITEM.id_member] = next(reversed(case.related_items))
        values = {system_fields.TITLE: case.value(system_fields.TITLE)}
    if choice in domain.fields[system_fields.STATUS].options:
        values = {system_fields.STATUS: choice}
    fields = [(each, _union(domain, each, value)) for each, value in values.items()]
    return KnownValues(ids, fields, choice)


def _union(domain: Domain, field_id: str, value: Value | None) -> dict[str, Any]:
    """Return a value in its wire form; for an empty text, the first of the field's type."""
    field = domain.fields[field_id]
    if value == "":
        options = [each.value for each in field.options.values() if each.active]
        value = {"Number": 0.0, "Boolean": False}.get(field.type, next(iter(options), ""))
    return field_value.to_union(field, value)


def skeleton(operation: str, known: KnownValues) -> dict[str, Any]:
    """Return parameters of an operation: what is required, and ids that are known."""
    shape = service_model().operation_model(operation).input_shape
    if shape is None:
        return {}
    members: dict[str, Any] = _value(shape, known, ())
    return members


def members_of(operation: str) -> list[SkeletonMember]:
    """Return the members of an operation's parameters, the first of very many."""
    shape = service_model().operation_model(operation).input_shape
    return [] if shape is None else list(_members(shape, "", ()))[:_MOST_MEMBERS]


def _value(shape: Shape, known: KnownValues, within: tuple[str, ...], name: str = "") -> Any:
    if shape.type_name == "structure":
        within = (*within, shape.name)
        return {
            each: _value(member, known, within, each)
            for each, member in _needed(shape, known).items()
            if member.name not in within
        }
    if shape.type_name == "list":
        member = shape.member
        if name == "fields" and known.fields and "id" in getattr(member, "members", ()):
            return [
                {"id": key, **({"value": union} if "value" in member.members else {})}
                for key, union in known.fields
            ]
        return [_value(member, known, within)]
    if name in known.ids:
        return known.ids[name]
    values = getattr(shape, "enum", None)
    if values:
        return known.choice if known.choice in values else values[0]
    return _PLACEHOLDERS.get(shape.type_name, "")


def _needed(shape: Shape, known: KnownValues) -> dict[str, Shape]:
    """Return the required members of a structure; of a union, the chosen one or the first."""
    if getattr(shape, "is_tagged_union", False):
        chosen = known.choice[:1].lower() + known.choice[1:]
        name = chosen if chosen in shape.members else next(iter(shape.members))
        return {name: shape.members[name]}
    return {each: shape.members[each] for each in shape.members if each in shape.required_members}


def _members(shape: Shape, path: str, within: tuple[str, ...]) -> Iterator[SkeletonMember]:
    for name, member in shape.members.items():
        here = f"{path}.{name}" if path else name
        inner = member
        while inner.type_name == "list":
            here, inner = f"{here}[]", inner.member
        yield SkeletonMember(
            here,
            member.type_name,
            name in shape.required_members,
            _bounds(member),
            list(getattr(inner, "enum", ())),
        )
        if inner.type_name == "structure" and inner.name not in within:
            yield from _members(inner, here, (*within, inner.name))


def _bounds(shape: Shape) -> str:
    least, most = (shape.metadata.get(each) for each in ("min", "max"))
    if least is None and most is None:
        return ""
    if most is None:
        return f"at least {least:,}"
    return f"at most {most:,}" if least is None else f"{least:,} to {most:,}"
