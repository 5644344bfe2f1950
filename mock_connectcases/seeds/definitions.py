"""Builds the definitions of a domain and its event configuration from a seed, and writes them.

Each part of a seed becomes the request that would create it; ``parts`` describes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.operations.event_configurations import write_configuration
from mock_connectcases.operations.fields import write_option
from mock_connectcases.operations.table import WRITERS
from mock_connectcases.resources.event_configuration import EventConfiguration
from mock_connectcases.resources.kinds import DEFINITIONS, FIELD
from mock_connectcases.seeds import form, limits
from mock_connectcases.seeds.builder import new_id, read_tags
from mock_connectcases.seeds.definition_parts import DEFINITION, EVENTS, OPTION, SYSTEM_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.resources.definition import Definition
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.seeds.builder import Builder
    from mock_connectcases.seeds.definition_names import DefinitionNames
    from mock_connectcases.seeds.form import JsonObject


def build_definitions(builder: Builder, given: dict[str, Any]) -> None:
    """Build all definitions, after those that they name; raises InvalidDocumentError."""
    fields = builder.domain.fields
    system = {name: each for key, each in fields.items() for name in (key, each.name)}
    for kind in DEFINITIONS:
        for entry in _entries(builder, kind, given):
            with form.errors_at(*entry.path):
                if kind is FIELD and entry.name in system and not _is_custom(entry):
                    part = SYSTEM_FIELD.check(entry.given)
                    _put_options(builder, system[entry.name], part)
                    system[entry.name].tags |= read_tags(part)
                else:
                    _add(builder, kind, entry)
    if "events" in given:
        with form.errors_at("events"):
            request = EVENTS.read(given["events"], builder.names)
            builder.configure_events(
                limits.read("PutCaseEventConfiguration", "eventBridge", request)
            )


def _entries(builder: Builder, kind: Kind, given: dict[str, Any]) -> list[form.SeedEntry]:
    entries = list(form.entries(given.get(kind.member, {}), kind.member, kind.name))
    if builder.is_restoring:
        return entries
    return form.oldest_first(entries, builder.domain.created_time)


def _add(builder: Builder, kind: Kind, entry: form.SeedEntry) -> None:
    """Add a definition, and the members that its Create operation does not take."""
    described = DEFINITION[kind]
    part = described.check(entry.given)
    request = {"name": entry.name, **described.read(part, builder.names)}
    if "description" in part:
        request["description"] = part["description"]
    read = {}
    for name, value in request.items():
        with form.errors_at(*described.place_of(name, entry.given)):
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


def _is_custom(entry: form.SeedEntry) -> bool:
    """Return whether a field with the id or the name of a system field is a custom field."""
    given: Any = entry.given
    if type(given) is dict and "id" in given:
        return True
    if type(given) is str or (type(given) is dict and "type" in given):
        raise InvalidDocumentError(
            f"{entry.name!r} is a system field, which every domain has: give its options or tags"
            " only, or give a field of your own another name or an id"
        )
    return False


def _put_options(builder: Builder, field: Field, part: dict[str, Any]) -> None:
    if "options" not in part:
        return
    options = []
    for index, each in enumerate(form.expect(part["options"], list, "options")):
        with form.errors_at("options", index):
            given = each if type(each) is dict else form.expect(each, str)
            request = [OPTION.read(given, builder.names)]
            options += limits.read("BatchPutFieldOptions", "options", request)
    with form.errors_at("options"):
        builder.put_options(field, options)


def write_definitions(names: DefinitionNames) -> Iterator[tuple[str, list[JsonObject]]]:
    """Yield the members of a domain that hold definitions, in the order in which they are read."""
    for kind in DEFINITIONS:
        written = [write_definition(names, kind, each) for each in names.domain.collection(kind)]
        yield kind.member, [each for each in written if each is not None]


def write_definition(names: DefinitionNames, kind: Kind, definition_id: str) -> Any:
    """Write a definition, nothing for a system field that is as every domain has it."""
    domain = names.domain
    of = domain.collection(kind)[definition_id]
    options = [write_option(each) for each in of.options.values()] if kind is FIELD else []
    if of.is_system:
        if of.options.keys() == of.fixed_options:
            options = []
        described = {"name": of.field_id, "options": options or None, "tags": of.tags or None}
        written = SYSTEM_FIELD.write(described, names)
        return written if len(written) > 1 else None
    is_as_old = of.created_time == domain.created_time
    is_changed = of.last_modified_time != of.created_time
    described = {
        "name": of.name,
        "id": of.id,
        "description": of.description,
        **WRITERS[kind](of),
        "options": options or None,
        "tags": of.tags or None,
        "deleted": of.deleted or None,
        "createdTime": None if is_as_old else of.created_time,
        "lastModifiedTime": of.last_modified_time if is_changed else None,
    }
    return DEFINITION[kind].write(described, names)


def write_events(names: DefinitionNames) -> Any:
    """Write the event configuration, nothing where none was ever put."""
    of = names.domain.event_configuration
    return None if of == EventConfiguration() else EVENTS.write(write_configuration(of), names)
