"""Validates the values of cases: fields exist and accept them, and no required one is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mock_connectcases import rules
from mock_connectcases.errors import ValidationException
from mock_connectcases.resources import field_value, system_fields
from mock_connectcases.resources.case_rule import (
    HIDDEN,
    REQUIRED,
    ConditionalRule,
    FieldOptionsRule,
)
from mock_connectcases.resources.kinds import FIELD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.field_value import NewValues, Value
    from mock_connectcases.resources.template import Template

_ALWAYS_REQUIRED: Final = {
    system_fields.TITLE: "case-title-required",
    system_fields.STATUS: "case-status-never-empty",
}
"""What every case has, each with the rule that a new case without it breaks (documented)."""
_NEVER_CLEARED: Final = "case-title-and-status-not-clearable"

_BLANK_TO_NEW: Final = frozenset(
    {system_fields.CREATED_DATETIME, system_fields.LAST_UPDATED_DATETIME}
)

_NOT_DRAWN: Final = float("nan")
"""To conditions a value that is yet to be drawn is not blank, and no operand equals it."""


def find_field(domain: Domain, field_id: str) -> Field:
    """Return a field that a request names among values, deleted or not.

    Raises ValidationException where there is none: ResourceNotFoundException is for the resource
    that a request is about (assumed).
    """
    found = domain.fields.get(field_id)
    if found is None:
        raise _unknown_field(domain, field_id, rule="field-exists")
    return found


def find_requested_field(domain: Domain, field_id: str) -> Field | None:
    """Return a field that a request reads, by a filter or to return it, deleted or not.

    Raises ValidationException where there is none (assumed); returns None if that is switched off.
    """
    rule = "requested-field-exists"
    found = domain.fields.get(field_id)
    if found is None and rules.applies(rule):
        raise _unknown_field(domain, field_id, rule=rule)
    return found


def _unknown_field(domain: Domain, field_id: str, *, rule: str) -> ValidationException:
    message = f"Field {field_id!r} does not exist in domain {domain.domain_id!r}."
    return ValidationException(f"{message}{domain.instead_of(FIELD, field_id)}", rule=rule)


def given_twice(field_id: str) -> ValidationException:
    """Return the error for a field that a request gives more than once (assumed)."""
    message = f"Field {field_id!r} is given more than once."
    return ValidationException(message, rule="field-given-once")


def read_new_values(
    domain: Domain, given: Iterable[tuple[str, Mapping[str, Any]]], *, case: Case | None = None
) -> NewValues:
    """Return the values of unions by field id, for a new or an existing case.

    Raises ValidationException for fields that are unknown (assumed), deleted (documented: unless
    the case has a value for them), filled by the service alone (assumed) or given twice (assumed),
    and for values that the field does not accept.
    """
    new_values: NewValues = {}
    deleted: list[str] = []
    fields = domain.fields
    for field_id, union in given:
        found = fields.get(field_id) or find_field(domain, field_id)
        if field_id in new_values:
            raise given_twice(field_id)
        if found.deleted and (case is None or field_id not in case.values):
            deleted.append(field_id)
        elif not found.writable:
            message = f"Field {field_id!r} is filled by the service and cannot be set."
            raise ValidationException(message, rule="case-service-field-not-settable")
        else:
            # The field's own text of its id, of which there is one for all cases.
            stored = None if case is None else case.values.get(field_id)
            operand = field_value.read_operand(found, union)
            new_values[found.field_id] = field_value.accept(found, operand, stored=stored)
    _refuse_deleted(domain, deleted)
    return new_values


def accept_new_values(domain: Domain, given: NewValues) -> NewValues:
    """Return values for a new case, of fields that exist and that a request may set.

    Raises ValidationException for deleted fields and for values that the field does not accept.
    """
    fields = domain.fields
    _refuse_deleted(domain, [field_id for field_id in given if fields[field_id].deleted])
    return {
        field_id: field_value.accept(fields[field_id], value) for field_id, value in given.items()
    }


def _refuse_deleted(domain: Domain, field_ids: list[str]) -> None:
    if field_ids:
        message = f"Deleted fields cannot be given a value: [{domain.names_of(field_ids)}]."
        raise ValidationException(message, rule="case-creation-names-deleted-fields")


def check_creation(
    domain: Domain, template: Template, values: Mapping[str, Value], to_draw: Set[str]
) -> None:
    """Raise ValidationException when a new case would lack a required value or break a rule.

    The values of some fields are drawn only when the case is good.

    ``title`` and the template's required fields: documented (the error type is assumed).  That
    rules of the template bind API calls as well as agents is assumed, and so is that the status and
    the reference ID, which have a value by themselves, cannot be given as empty.  Raises
    ConflictException for the reference ID of another case.
    """
    missing = _ALWAYS_REQUIRED.keys() - values.keys()
    if template.required_field_ids:
        missing = missing.union(_live_required(domain, template)) - values.keys() - to_draw
    missing_by_rules: set[str] = set()
    if template.rules:
        _check_options(domain, template, values, touched=values.keys())
        judged = {**values, **dict.fromkeys(to_draw, _NOT_DRAWN)}
        missing_by_rules = _required_of_new(domain, template, judged) - judged.keys()
    if missing:
        message = f"Required fields have no value: [{domain.names_of(missing | missing_by_rules)}]."
        broken = [rule for field_id, rule in _ALWAYS_REQUIRED.items() if field_id in missing]
        rule = broken[0] if broken else "template-required-field-needs-value"
        raise ValidationException(message, rule=rule)
    _refuse_missing_by_rules(domain, missing_by_rules)
    if system_fields.REFERENCE_ID in values:
        domain.check_reference_id(str(values[system_fields.REFERENCE_ID]))
    elif system_fields.REFERENCE_ID not in to_draw:
        _refuse_empty_reference_id(rule="case-reference-id-empty-refused")


def check_update(domain: Domain, case: Case, new_values: NewValues) -> None:
    """Raise ValidationException when an update would clear a required value or break a rule.

    Raises ConflictException for the reference ID of another case.
    Documented: "You cannot set EmptyFieldValue on a field that is required on a case template."
    What was missing before the update is not held against it (assumed), unless it is required by a
    rule that acts once a case was created.
    """
    template = domain.templates[case.template_id]
    missing = {field_id for field_id, value in new_values.items() if value is None}
    if missing:
        missing &= {*_ALWAYS_REQUIRED, *_live_required(domain, template)}
    missing_by_rules: set[str] = set()
    if template.rules:
        missing_by_rules = _newly_required(domain, template, case, new_values)
    if missing:
        listed = domain.names_of(missing | missing_by_rules)
        message = f"Required fields cannot be without a value: [{listed}]."
        is_of_template = missing.isdisjoint(_ALWAYS_REQUIRED)
        rule = "required-field-cannot-be-cleared" if is_of_template else _NEVER_CLEARED
        raise ValidationException(message, rule=rule)
    _refuse_missing_by_rules(domain, missing_by_rules)
    if system_fields.REFERENCE_ID in new_values:
        reference_id = new_values[system_fields.REFERENCE_ID]
        if reference_id is not None:
            domain.check_reference_id(str(reference_id), of=case)
        elif system_fields.REFERENCE_ID in case.values:
            _refuse_empty_reference_id(rule="case-reference-id-not-cleared")


def _refuse_empty_reference_id(*, rule: str) -> None:
    if rules.applies(rule):
        message = f"Field {system_fields.REFERENCE_ID!r} cannot be without a value."
        raise ValidationException(message, rule=rule)


def _refuse_missing_by_rules(domain: Domain, missing: set[str]) -> None:
    rule = "required-rules-bind-api"
    if missing and rules.applies(rule):
        message = f"Fields that case rules require have no value: [{domain.names_of(missing)}]."
        raise ValidationException(message, rule=rule)


def required_fields(domain: Domain, case: Case) -> set[str]:
    """Return the ids of the fields that a case cannot be without, as its values are now."""
    template = domain.templates[case.template_id]
    always = {*_ALWAYS_REQUIRED, *_live_required(domain, template)}
    if rules.applies("case-reference-id-not-cleared"):
        always.add(system_fields.REFERENCE_ID)
    return always | _required_by_rules(domain, template, case.values)


def hidden_fields(domain: Domain, case: Case) -> set[str]:
    """Return the ids of the fields that rules hide from agents, as the values of a case are now."""
    return _by_rules(domain, domain.templates[case.template_id], case.values, HIDDEN)


def _newly_required(
    domain: Domain, template: Template, case: Case, new_values: NewValues
) -> set[str]:
    """Return the fields that rules require after an update and that it leaves without a value.

    Raises ValidationException when option values would not go together any more.
    """
    cleared = {field_id for field_id, value in new_values.items() if value is None}
    after = field_value.present({**case.values, **new_values})
    _check_options(domain, template, after, touched=new_values.keys())
    required = _required_by_rules(domain, template, after) - after.keys()
    excused = _required_of_new(domain, template, case.values) - case.values.keys() - cleared
    return required - excused


def _live_required(domain: Domain, template: Template) -> Iterator[str]:
    """Yield the template's required fields that are not deleted."""
    for field_id in template.required_field_ids or ():
        if not domain.fields[field_id].deleted:
            yield field_id


def _live_rules(domain: Domain, template: Template) -> Iterator[tuple[Any, Field | None]]:
    """Yield the rules of a template that still act, each with the field it acts on."""
    for rule in template.rules or ():
        found = domain.case_rules[rule.case_rule_id]
        acts_on = domain.fields[rule.field_id] if rule.field_id is not None else None
        if not found.deleted and (acts_on is None or not acts_on.deleted):
            yield found.details, acts_on


def _required_of_new(domain: Domain, template: Template, values: Mapping[str, Value]) -> set[str]:
    """Return the fields that rules require while a case is being created.

    Its times are blank to them: the administrator guide makes a field required after the creation
    alone by a condition that the time of opening is not blank.
    """
    judged = {key: value for key, value in values.items() if key not in _BLANK_TO_NEW}
    return _required_by_rules(domain, template, judged)


def _required_by_rules(domain: Domain, template: Template, values: Mapping[str, Value]) -> set[str]:
    return _by_rules(domain, template, values, REQUIRED)


def _by_rules(
    domain: Domain, template: Template, values: Mapping[str, Value], type_: str
) -> set[str]:
    """Return the fields that the rules of a type act on where a case has these values."""
    return {
        acts_on.field_id
        for details, acts_on in _live_rules(domain, template)
        if isinstance(details, ConditionalRule)
        and details.type == type_
        and acts_on is not None
        and details.applies(values)
    }


def _check_options(
    domain: Domain, template: Template, values: Mapping[str, Value], *, touched: Iterable[str]
) -> None:
    touched = set(touched)
    for details, acts_on in _live_rules(domain, template):
        if not isinstance(details, FieldOptionsRule):
            continue
        parent_id = details.parent_field_id
        child_id = details.child_field_id
        if child_id is None and acts_on is not None:
            child_id = acts_on.field_id
        if parent_id is None or child_id is None or not touched & {parent_id, child_id}:
            continue
        if domain.fields[parent_id].deleted or domain.fields[child_id].deleted:
            continue
        parent, child = values.get(parent_id), values.get(child_id)
        if not details.allows(parent, child) and rules.applies("child-option-goes-with-parent"):
            given = "no value" if parent is None else f"value {parent!r}"
            message = (
                f"Value {child!r} of field {child_id!r} does not go with {given} of field "
                f"{parent_id!r}, but these do: [{', '.join(details.children_of(parent) or ())}]."
            )
            raise ValidationException(message, rule="child-option-goes-with-parent")
