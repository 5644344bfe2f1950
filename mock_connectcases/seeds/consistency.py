"""Checks that the parts of a domain agree, as operations rely on without checking again.

Rule of this file: only what would break the mock itself is checked, not what AWS would refuse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.resources import system_fields
from mock_connectcases.resources.field_value import ARM_OF_TYPE
from mock_connectcases.resources.kinds import CASE, DEFINITIONS, RELATED_ITEM
from mock_connectcases.resources.related_item import Custom, has_fields
from mock_connectcases.resources.sla import Sla

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field_value import Value
    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.resources.merge import Merge
    from mock_connectcases.resources.related_item import Content
    from mock_connectcases.resources.template import Template

_TYPE_OF_ARM = {"stringValue": str, "doubleValue": float, "booleanValue": bool, "userArnValue": str}


MOST_NUMBER: Final = 2**53
"""No place in an order is greater: every reader of JSON has such numbers, and more can follow."""


def require(
    condition: bool,  # noqa: FBT001 - reads as said
    sentence: str,
    *path: str | int,
) -> None:
    """Raise InvalidDocumentError unless a condition is met."""
    if not condition:
        raise InvalidDocumentError(sentence, *path)


def check_numbers(numbers: list[int], last_number: int, *path: str) -> None:
    """Require that places in an order are given to one resource each, and none beyond the last."""
    require(last_number <= MOST_NUMBER, f"have a number beyond {MOST_NUMBER}", *path)
    require(len(set(numbers)) == len(numbers), "give a number twice", *path)
    require(
        all(0 < each <= last_number for each in numbers), "have a number beyond last_number", *path
    )


def check(domain: Domain) -> None:
    """Check all parts of a domain but its merges and its lookups."""
    _check_identities(domain)
    _check_fields(domain)
    for path, named in named_fields(domain):
        for field_id in named:
            require(field_id in domain.fields, f"name the field {field_id!r}, which is none", *path)
    for template_id, template in domain.templates.items():
        _check_template(domain, template, "templates", template_id)
    _check_values(domain)
    for case_id, case in domain.cases.items():
        known = case.template_id in domain.templates
        sentence = f"names the template {case.template_id!r}, which is none"
        require(known, sentence, "cases", case_id)
        sentence = f"lack {system_fields.STATUS!r}"
        require(system_fields.STATUS in case.values, sentence, "cases", case_id, "values")
    _check_order(domain)


def check_merge(domain: Domain, merge: Merge) -> None:
    """Check a running merge."""
    case_ids = (merge.record.primary_case_id, merge.record.secondary_case_id)
    require(case_ids[0] != case_ids[1], "is of a case with itself", "record")
    for case_id in case_ids:
        require(case_id in domain.cases, f"names the case {case_id!r}, which is none", "record")
        require(case_id not in domain.merges, "is the second one of a case", "record")
    for field_id in merge.selected:
        require(field_id in domain.fields, f"names the field {field_id!r}, which is none")


def _check_identities(domain: Domain) -> None:
    for kind in DEFINITIONS:
        resources = domain.collection(kind)
        _check_keys(kind, resources, kind.collection)
        for key, each in resources.items():
            expected = kind.arn(domain.arn, key)
            require(each.arn == expected, f"must be {expected!r}", kind.collection, key, "arn")
    _check_keys(CASE, domain.cases, "cases")
    for case_id, case in domain.cases.items():
        _check_keys(RELATED_ITEM, case.related_items, "cases", case_id, "related_items")


def _check_keys(kind: Kind, resources: Mapping[str, Any], *path: str) -> None:
    identifier = kind.id_attribute
    for key, each in resources.items():
        require(getattr(each, identifier) == key, "must be the key", *path, key, identifier)


def _check_fields(domain: Domain) -> None:
    for key, system in system_fields.make_system_fields(domain.arn, domain.created_time).items():
        found = domain.fields.get(key)
        require(
            found is not None and (found.type, found.namespace) == (system.type, system.namespace),
            f"must have the system field {key!r} of type {system.type}",
            "fields",
        )
    for key, each in domain.fields.items():
        require(each.type in ARM_OF_TYPE, "is no type of a field", "fields", key, "type")
        for value, option in each.options.items():
            require(option.value == value, "must be the key", "fields", key, "options", value)


def named_fields(domain: Domain) -> Iterator[tuple[tuple[str, ...], Iterable[str]]]:
    """Yield the ids of fields that definitions and events name, each with the path of the name."""
    for kind in DEFINITIONS:
        for key, each in domain.collection(kind).items():
            yield (kind.collection, key), each.field_ids()
    case_data = domain.event_configuration.case_data
    yield ("event_configuration",), case_data.field_ids if case_data is not None else ()


def _check_template(domain: Domain, template: Template, *path: str) -> None:
    for rule in template.rules or ():
        known = rule.case_rule_id in domain.case_rules
        require(known, f"names the case rule {rule.case_rule_id!r}, which is none", *path)
    layout_id = template.default_layout_id
    known = layout_id is None or layout_id in domain.layouts
    require(known, f"names the layout {layout_id!r}, which is none", *path)


def _check_values(domain: Domain) -> None:
    accepted = {key: _TYPE_OF_ARM[ARM_OF_TYPE[each.type]] for key, each in domain.fields.items()}
    for path, values in _values(domain):
        for field_id, value in values:
            type_ = accepted.get(field_id)
            if type(value) is not type_ and value is not None:
                sentence = f"have a value that field {field_id!r} cannot have"
                raise InvalidDocumentError(sentence, *path)
            if type_ is None:
                raise InvalidDocumentError(f"name the field {field_id!r}, which is none", *path)
    for case_id, case in domain.cases.items():
        for index, event in enumerate(case.history):
            for field_id, old, new in event.changes:
                type_ = accepted.get(field_id, str) if has_fields(event.related_item_type) else str
                for value in (old, new):
                    if type(value) is not type_ and value is not None:
                        sentence = f"have a value that field {field_id!r} cannot have"
                        raise InvalidDocumentError(sentence, "cases", case_id, "history", index)


def _values(
    domain: Domain,
) -> Iterator[tuple[tuple[str, ...], Iterable[tuple[str, Value | None]]]]:
    """Yield the values that a case or an item of it has, with the ids of their fields."""
    for case_id, case in domain.cases.items():
        yield ("cases", case_id, "values"), case.values.items()
        for item_id, item in case.related_items.items():
            path = ("cases", case_id, "related_items", item_id)
            yield path, _values_of_item(item.content)


def _values_of_item(content: Content) -> Iterator[tuple[str, Value | None]]:
    if isinstance(content, Custom):
        yield from content.values.items()
    elif isinstance(content, Sla):
        for value in (None, *content.target_values):
            yield content.field_id, value


def _check_order(domain: Domain) -> None:
    cases = domain.cases.values()
    numbers = [number for case in cases for number in (case.number, case.change_number)]
    numbers += [item.number for case in cases for item in case.related_items.values()]
    check_numbers(numbers, domain.last_number, "cases")
    references = [
        str(case.values[system_fields.REFERENCE_ID]).casefold()
        for case in cases
        if system_fields.REFERENCE_ID in case.values
    ]
    require(len(set(references)) == len(references), "have a reference ID twice", "cases")
