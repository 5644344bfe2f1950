"""Builds the definitions of a domain: fields, layouts, case rules, templates, event configuration.

Each part of a seed becomes the request that would create it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.resources.kinds import DEFINITIONS, FIELD
from mock_connectcases.seeds import form, limits, requests
from mock_connectcases.seeds.builder import new_id, read_tags

if TYPE_CHECKING:
    from mock_connectcases.resources.definition import Definition
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.seeds.builder import Builder


def build_definitions(builder: Builder, given: dict[str, Any]) -> None:
    """Build all definitions, after those that they name; raises InvalidDocumentError."""
    references = cache(builder.references)
    fields = builder.domain.fields
    system = {name: each for key, each in fields.items() for name in (key, each.name)}
    for kind in DEFINITIONS:
        for entry in _entries(builder, kind, given):
            with form.refusals(*entry.path):
                expanded = requests.expand_shorthand(kind, entry.given)
                if kind is FIELD and entry.name in system and not _is_custom(entry.name, expanded):
                    part = form.check_members("system field", expanded)
                    _put_options(builder, system[entry.name], part)
                    system[entry.name].tags |= read_tags(part)
                else:
                    part = form.check_members(kind.name, expanded)
                    _add(builder, kind, entry, part, requests.REQUESTS[kind](references, part))
    if "events" in given:
        with form.refusals("events"):
            request = requests.events(references(FIELD), given["events"])
            builder.configure_events(
                limits.read("PutCaseEventConfiguration", "eventBridge", request)
            )


def _entries(builder: Builder, kind: Kind, given: dict[str, Any]) -> list[form.Entry]:
    entries = list(form.entries(given.get(kind.member, {}), kind.member, kind.name))
    if builder.is_restoring:
        return entries
    return form.oldest_first(entries, builder.domain.created_time)


def _add(
    builder: Builder,
    kind: Kind,
    entry: form.Entry,
    part: dict[str, Any],
    request: dict[str, Any],
) -> None:
    """Add a definition, and the members that its Create operation does not take."""
    request = {"name": entry.name, **request}
    if "description" in part:
        request["description"] = part["description"]
    read = {}
    for name, value in request.items():
        with form.refusals(*requests.place_of(name, entry.given)):
            read[name] = limits.read(f"Create{kind.type_name}", name, value)
    deleted = form.expect(part.get("deleted", False), bool, "deleted")
    known = builder.domain.collection(kind)
    # A live resource and any number of deleted ones can have the same name.
    place = f"{kind.name}/{entry.name}"
    if deleted:
        place = f"deleted {len(known)}/{place}"
    definition_id = new_id(kind, part, builder.domain.domain_id, place, known)
    created = modified = builder.domain.created_time
    if "createdTime" in part:
        created = modified = form.moment(part["createdTime"], "createdTime")
    if "lastModifiedTime" in part:
        modified = form.moment(part["lastModifiedTime"], "lastModifiedTime")
    made: Definition = builder.add_definition(kind, read, definition_id, created)
    if kind is FIELD:
        _put_options(builder, known[definition_id], part)
    made.tags = read_tags(part)
    if deleted:
        builder.delete(made)
    made.last_modified_time = modified


def _is_custom(name: str, given: Any) -> bool:
    """Return whether a field with the id or the name of a system field is a custom field."""
    if type(given) is dict and "id" in given:
        return True
    if type(given) is dict and "type" in given:
        raise InvalidDocumentError(
            f"{name!r} is a system field, which every domain has: give its options or tags only,"
            " or give a field of your own another name or an id"
        )
    return False


def _put_options(builder: Builder, field: Field, part: dict[str, Any]) -> None:
    if "options" not in part:
        return
    options = []
    for index, each in enumerate(form.expect(part["options"], list, "options")):
        with form.refusals("options", index):
            options += limits.read("BatchPutFieldOptions", "options", [requests.option(each)])
    with form.refusals("options"):
        builder.put_options(field, options)
