"""CreateCase, GetCase, UpdateCase, BatchUpdateCase, DeleteCase, ListCasesForContact."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from mock_connectcases import clock, ids
from mock_connectcases.errors import ValidationException
from mock_connectcases.operations.announcements import announce_case, announce_update
from mock_connectcases.operations.batch import each_case
from mock_connectcases.resources import (
    audit,
    case_event,
    case_values,
    field_value,
    merge,
    system_fields,
    tags,
)
from mock_connectcases.resources.case import Case
from mock_connectcases.search.paging import Pager
from mock_connectcases.wire.field_values import FieldValueWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from mock_connectcases.operations.call import Call, Params, Result
    from mock_connectcases.resources.audit import Author
    from mock_connectcases.resources.case import Changes
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.field_value import Value
    from mock_connectcases.resources.template import Template
    from mock_connectcases.wire.serializing import Written


def create_case(call: Call, params: Params) -> Result:
    """Create a case from an active template.

    Raises ResourceNotFoundException for an unknown template, ConflictException for a client token
    used with other parameters, ValidationException for a template that cannot be used, for values
    that fields do not accept and for required fields without a value.
    """
    domain = call.domain(params)
    known: Result | None = domain.client_tokens.recall(call.operation, params)
    if known is not None:
        return known
    template = domain.template(params["templateId"])
    template.check_usable()
    given = case_values.read_changes(domain, _pairs(params["fields"]))
    author = call.author(params)
    case_id = ids.new_id()
    now = clock.now()
    numbers = (ids.new_reference_number(), domain.new_reference_id())
    initial = initial_values(case_id, author, clock.to_field_text(now), *numbers)
    created = make_case(domain, template, case_id, without_blanks(initial | given))
    check_case(domain, template, created, params.get("tags", {}))
    note_creation(created, given, author, now)
    created.number = domain.next_number()
    created.updated = domain.next_number()
    domain.add_case(created)
    announce_case(call, domain, created, case_event.CASE_CREATED, author, created.values)
    answer = {"caseId": case_id, "caseArn": created.arn}
    domain.client_tokens.remember(call.operation, params, answer)
    return answer


def make_case(domain: Domain, template: Template, case_id: str, values: dict[str, Value]) -> Case:
    """Make a case with values, which it keeps; it has no place in its domain yet."""
    return Case(
        case_id=case_id,
        domain_arn=domain.arn,
        template_id=template.template_id,
        number=0,
        updated=0,
        values=values,
    )


def without_blanks(changes: Changes) -> dict[str, Value]:
    """Return those of the values that are some."""
    return {field_id: value for field_id, value in changes.items() if value is not None}


def check_case(domain: Domain, template: Template, case: Case, given: Mapping[str, str]) -> None:
    """Give a new case the tags of its template and its own; raises as CreateCase does."""
    case_values.check_creation(domain, template, case.values)
    domain.check_reference_id(str(case.values[system_fields.REFERENCE_ID]))
    # Documented in the guide on tag-based access: the request's tags win over propagated ones.
    case.tags = template.propagated_tags()
    tags.put_tags(case.tags, given)


def note_creation(
    case: Case, given: Mapping[str, Value | None], author: Author, now: datetime
) -> None:
    """Begin the history of a case with the values it was given."""
    case.packed_history.append(audit.pack_creation(now, author, given))


def get_case(call: Call, params: Params) -> Result:
    """Return the asked fields of a case that have a value (observed); deleted fields too.

    Raises ValidationException for fields that do not exist (assumed) and for any page token, for
    every answer fits one page (assumed).
    """
    domain, case = call.domain_and_case(params)
    if params.get("nextToken"):
        raise ValidationException("Value at 'nextToken' is not a token that GetCase gave.")
    return {
        "fields": field_writer(find_fields(domain, params["fields"]))(case),
        "templateId": case.template_id,
        "tags": case.tags,
        "nextToken": None,
    }


def update_case(call: Call, params: Params) -> Result:
    """Change fields of a case; ``emptyValue`` clears one; an empty list changes nothing (assumed).

    Raises ConflictException while the case is being merged into another, ValidationException for
    values that fields do not accept and for required fields that would lose theirs.
    """
    domain, case = call.domain_and_case(params)
    merge.check_unlocked(domain, case)
    changes = case_values.read_changes(domain, _pairs(params["fields"]), case=case)
    case_values.check_update(domain, case, changes)
    if changes:
        _apply(call, domain, case, changes, call.author(params))
    return {}


def batch_update_case(call: Call, params: Params) -> Result:
    """Change the same fields of up to 100 cases, each for itself.

    The whole request fails, with ValidationException (the type is assumed) and nothing changed, in
    the cases that the documentation lists; a case that cannot be changed is answered with one of
    the published error codes.
    """
    domain = call.domain(params)
    known: Result | None = domain.client_tokens.recall(call.operation, params)
    if known is not None:
        return known
    given = dict(_batch_pairs(domain, params))
    if not given:
        message = "Nothing to update: give fields, a title, a status or a customerId."
        raise ValidationException(message)
    author = call.author(params)

    def update(case: Case) -> Result:
        merge.check_unlocked(domain, case)
        changes = case_values.read_changes(domain, given.items(), case=case)
        case_values.check_update(domain, case, changes)
        _apply(call, domain, case, changes, author)
        return {}

    updated, failed = each_case(domain, params["cases"], update)
    answer = {"successfulCases": updated, "failedCases": failed}
    domain.client_tokens.remember(call.operation, params, answer)
    return answer


def delete_case(call: Call, params: Params) -> Result:
    """Delete a case for good, with its related items and audit history.

    Raises ConflictException while it is part of a merge that is running (documented).
    """
    domain, case = call.domain_and_case(params)
    merge.check_deletable(domain, case)
    author = call.author(params)
    domain.delete_case(case)
    announce_case(call, domain, case, case_event.CASE_DELETED, author)
    return {}


def list_cases_for_contact(call: Call, params: Params) -> Result:
    """List the cases that a contact is on, in the order it was related to them (assumed)."""
    domain = call.domain(params)
    cases = domain.cases_by_contact.get(params["contactArn"], [])
    pager: Pager[str] = Pager(call.operation, params)

    def after(number: int | None) -> list[tuple[int, str]]:
        first = 0 if number is None else bisect_left(cases, (number + 1,))
        return cases[first : first + pager.size + 1]

    page, token = pager.cut_from(after)
    summaries = [
        {"caseId": case_id, "templateId": domain.cases[case_id].template_id} for case_id in page
    ]
    return {"cases": summaries, "nextToken": token}


def find_fields(domain: Domain, asked: Iterable[Mapping[str, str]]) -> list[Field]:
    """Return the fields that a request asks the values of, each once, deleted or not.

    Raises ValidationException for fields that do not exist (assumed).
    """
    field_ids = dict.fromkeys(each["id"] for each in asked)
    return [case_values.find_field(domain, each) for each in field_ids]


def field_writer(fields: Sequence[Field]) -> Callable[[Case], Written]:
    """Return what writes those of the fields that have a value on a case, for the wire."""
    write = FieldValueWriter(
        (each.field_id, field_value.ARM_OF_TYPE[each.type]) for each in fields
    ).write
    if any(each.field_id == system_fields.NEXT_SLA_BREACH_DATETIME for each in fields):
        return lambda case: write(case.value)
    return lambda case: write(case.values.get)


def _apply(call: Call, domain: Domain, case: Case, changes: Changes, author: Author) -> None:
    changed = case.apply(changes, author, clock.now())
    domain.touch(case)
    announce_update(call, domain, case, author, changed)


def _pairs(fields: Iterable[Mapping[str, Any]]) -> list[tuple[str, Mapping[str, Any]]]:
    return [(each["id"], each["value"]) for each in fields]


def initial_values(
    case_id: str, author: Author, now: str, reference_number: str, reference_id: str
) -> Changes:
    """Return what the service fills in by itself, some of which the request may override."""
    user_arn = author.user.user_arn if author.user is not None else None
    return {
        system_fields.CASE_ID: case_id,
        system_fields.STATUS: system_fields.OPEN,
        system_fields.REFERENCE_NUMBER: reference_number,
        system_fields.REFERENCE_ID: reference_id,
        system_fields.CREATED_DATETIME: now,
        system_fields.LAST_UPDATED_DATETIME: now,
        system_fields.CREATED_BY: user_arn,
        system_fields.LAST_UPDATED_USER: user_arn,
    }


_TOP_LEVEL_MEMBERS = {
    "title": system_fields.TITLE,
    "status": system_fields.STATUS,
    "customerId": system_fields.CUSTOMER_ID,
}


def _batch_pairs(domain: Domain, params: Params) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield field ids with their unions; every fault fails the whole request (documented)."""
    seen: set[str] = set()
    for each in params["fields"]:
        field_id = _resolve_field(domain, each["fieldIdentifier"])
        if field_id in _TOP_LEVEL_MEMBERS.values():
            message = f"Field {field_id!r} is set by its own parameter, not in 'fields'."
            raise ValidationException(message)
        if field_id in seen:
            message = f"Field {field_id!r} is given more than once."
            raise ValidationException(message)
        seen.add(field_id)
        yield field_id, each["value"]
    for member, field_id in _TOP_LEVEL_MEMBERS.items():
        if member in params:
            yield field_id, {"stringValue": params[member]}


def _resolve_field(domain: Domain, identifier: Mapping[str, str]) -> str:
    """Return the id of the field that an id or a name stands for."""
    name = identifier.get("name")
    if name is None:
        if identifier["id"] not in domain.fields:
            message = f"Field {identifier['id']!r} does not exist."
            raise ValidationException(message)
        return identifier["id"]
    if "|" in name or "," in name:
        message = f"Field name {name!r} has a pipe or a comma, which cannot stand here."
        raise ValidationException(message)
    for each in domain.fields.values():
        if each.name == name and not each.deleted:
            return each.field_id
    message = f"No field has the name {name!r}."
    raise ValidationException(message)
