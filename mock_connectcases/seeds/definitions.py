"""Builds what a domain is made of before it has cases: fields, layouts, case rules, templates.

Each is turned into the request that would create it, and read by the same code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.operations import definitions as admission
from mock_connectcases.operations.case_rules import make_case_rule
from mock_connectcases.operations.events import read_configuration
from mock_connectcases.operations.fields import make_field
from mock_connectcases.operations.layouts import make_layout
from mock_connectcases.operations.templates import make_template
from mock_connectcases.resources import tags, template
from mock_connectcases.resources.field import FieldOption
from mock_connectcases.seeds import form, limits, requests
from mock_connectcases.seeds.building import Building, new_id

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

    from mock_connectcases.resources.case_rule import CaseRule
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.layout import Layout
    from mock_connectcases.resources.template import Template

    _Means = tuple[
        Callable[..., Field | Layout | CaseRule | Template],
        Callable[..., None],
        MutableMapping[str, Any],
    ]
    """What makes a resource of a kind, what admits it to its domain, and what holds it there."""


def build_definitions(building: Building, given: dict[str, Any]) -> None:
    """Build all of them in an order in which they can name each other; raises InvalidDocumentError.

    Nobody else knows the domain yet.
    """
    _build_fields(building, given.get("fields", {}))
    fields = building.refer("field")
    _build(
        building,
        ("layout", "layouts", "CreateLayout"),
        given.get("layouts", {}),
        lambda entry: requests.layout(fields, entry),
        (
            make_layout,
            _check_layout,
            building.domain.layouts,
        ),
    )
    _build(
        building,
        ("case rule", "caseRules", "CreateCaseRule"),
        given.get("caseRules", {}),
        lambda entry: requests.case_rule(fields, entry),
        (
            make_case_rule,
            _check_rule,
            building.domain.case_rules,
        ),
    )
    layouts, rules = building.refer("layout"), building.refer("case rule")
    _build(
        building,
        ("template", "templates", "CreateTemplate"),
        given.get("templates", {}),
        lambda entry: requests.template(fields, layouts, rules, entry),
        (make_template, _check_template, building.domain.templates),
    )
    if "events" in given:
        _configure_events(building, fields, given["events"])


def read_tags(given: Any) -> dict[str, str]:
    """Read the tags of anything as TagResource takes them; raises InvalidDocumentError."""
    with form.refusals("tags"):
        read: dict[str, str] = {}
        tags.put_tags(read, limits.read("TagResource", "tags", given))
    return read


def _build(
    building: Building,
    words: tuple[str, str, str],
    given: Any,
    request: Callable[[dict[str, Any]], dict[str, Any]],
    means: _Means,
) -> None:
    kind, member, _ = words
    for entry in form.entries(given, member, kind):
        with form.refusals(*entry.path):
            known = form.check_members(kind, requests.lengthened(kind, entry.given))
            params = {"name": entry.name, **request(known)}
            if "description" in known:
                params["description"] = known["description"]
            _build_one(building, words, entry, known, params, means)


def _build_one(
    building: Building,
    words: tuple[str, str, str],
    entry: form.Entry,
    known: dict[str, Any],
    params: dict[str, Any],
    means: _Means,
) -> None:
    domain = building.domain
    kind, _, operation = words
    make, admit, collection = means
    read = {}
    for name, value in params.items():
        with form.refusals(*requests.place_of(name, entry.given)):
            read[name] = limits.read(operation, name, value)
    deleted = form.expect(known.get("deleted", False), bool, "deleted")
    # A name may be that of one live resource and of deleted ones.
    place = f"{kind}/{params['name']}"
    if deleted:
        place = f"deleted {len(collection)}/{place}"
    new = new_id(kind, known, domain.domain_id, place, collection)
    made = make(domain, read, new, domain.created_time)
    if building.creates:
        admit(domain, made)
        admission.add(domain, made)
    else:
        collection[new] = made
    made.tags = read_tags(known["tags"]) if "tags" in known else {}
    made.deleted = deleted
    if "createdTime" in known:
        made.created_time = made.last_modified_time = form.moment(
            known["createdTime"], "createdTime"
        )
    if "lastModifiedTime" in known:
        made.last_modified_time = form.moment(known["lastModifiedTime"], "lastModifiedTime")


def _build_fields(building: Building, given: Any) -> None:
    fields = building.domain.fields
    system = {name: each for key, each in fields.items() for name in (key, each.name)}
    for entry in form.entries(given, "fields", "field"):
        with form.refusals(*entry.path):
            long = requests.lengthened("field", entry.given)
            if entry.name in system and not _is_custom(entry.name, long):
                _build_system_field(system[entry.name], long)
                continue
            known = form.check_members("field", long)
            params = {"name": entry.name, **requests.field(known)}
            means = (make_field, _check_field, fields)
            _build_one(building, ("field", "fields", "CreateField"), entry, known, params, means)
            if "options" in known:
                _put_options(list(fields.values())[-1], known["options"])


def _check_layout(domain: Domain, made: Layout) -> None:
    made.content.check(domain.fields)


def _check_rule(domain: Domain, made: CaseRule) -> None:
    made.details.check(domain.fields)


def _check_template(domain: Domain, made: Template) -> None:
    if made.default_layout_id is not None:
        template.check_layout(made.default_layout_id, domain.layouts)
    template.check_required_fields(made.required_field_ids or (), domain.fields)
    template.check_rules(made.rules or (), domain.case_rules, domain.fields)


def _check_field(_domain: object, made: Field) -> None:
    made.check_attributes(is_multiline=made.is_multiline)


def _is_custom(name: str, given: Any) -> bool:
    """Tell whether a field with the id or the name of a system field is one of the author's own."""
    if type(given) is dict and "id" in given:
        return True
    if type(given) is dict and "type" in given:
        raise InvalidDocumentError(
            f"{name!r} is a system field, which is there by itself: say its options or tags only,"
            " or give a field of your own another name or an id"
        )
    return False


def _build_system_field(field: Field, given: dict[str, Any]) -> None:
    """Give a system field its options and tags: all else of it is the service's."""
    known = form.check_members("system field", given)
    if "options" in known:
        _put_options(field, known["options"])
    if "tags" in known:
        field.tags = read_tags(known["tags"])


def _put_options(field: Field, given: Any) -> None:
    listed = form.expect(given, list, "options")
    options = []
    for index, each in enumerate(listed):
        with form.refusals("options", index):
            (read,) = limits.read("BatchPutFieldOptions", "options", [requests.option(each)])
        options.append(FieldOption(read["name"], read["value"], read["active"]))
    deleted, field.deleted = field.deleted, False
    with form.refusals("options"):
        for refusal in field.put_options(options).values():
            raise InvalidDocumentError(refusal)
    field.deleted = deleted


def _configure_events(building: Building, fields: form.References, given: Any) -> None:
    with form.refusals("events"):
        request = limits.read(
            "PutCaseEventConfiguration", "eventBridge", requests.events(fields, given)
        )
        configuration = read_configuration(request)
        if building.creates and configuration.case_data is not None:
            configuration.case_data.check(building.domain.fields)
        building.domain.event_configuration = configuration
