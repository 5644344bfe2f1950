"""CreateCase, GetCase, UpdateCase, BatchUpdateCase, DeleteCase, ListCasesForContact."""

from __future__ import annotations

from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from mock_connectcases import clock
from mock_connectcases.errors import ValidationException
from mock_connectcases.operations.batch import each_case
from mock_connectcases.resources import case_values, field_value, merging, system_fields, tags
from mock_connectcases.resources.case import Case
from mock_connectcases.resources.changes import CaseCreated, CaseDeleted, CaseUpdated
from mock_connectcases.resources.kinds import FIELD
from mock_connectcases.resources.template import Template
from mock_connectcases.search.paging import Pager
from mock_connectcases.wire.case_writing import CaseWriter
from mock_connectcases.wording import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence, Set

    from mock_connectcases.operations.call import Call, Params, Result
    from mock_connectcases.resources.audit import Author
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.field_value import NewValues, Value


_as_pair = itemgetter("id", "value")


def create_case(call: Call, params: Params) -> Result:
    """Create a case from an active template.

    Raises ResourceNotFoundException for an unknown template, ConflictException for a client token
    used with other parameters, ValidationException for a template that cannot be used, for values
    that fields do not accept and for required fields without a value.
    """
    domain = call.domain(params)
    return domain.client_tokens.answer(call.operation, params, _create, call, domain, params)


def _create(call: Call, domain: Domain, params: Params) -> Result:
    template = usable_template(domain, params)
    given = case_values.read_new_values(domain, map(_as_pair, params["fields"]))
    change = new_case(call, domain, template, given, params)
    domain.record(change)
    created = change.case
    return {"caseId": created.case_id, "caseArn": created.arn}


def usable_template(domain: Domain, params: Params) -> Template:
    """Return the template of a new case; raises what CreateCase raises."""
    template = domain.find(Template, params["templateId"])
    template.check_usable()
    return template


def new_case(
    call: Call, domain: Domain, template: Template, given: NewValues, params: Params
) -> CaseCreated:
    """Return the change that creates a case with accepted values; raises what CreateCase raises."""
    author = call.author(params)
    now = call.now()
    # A request may override what the service sets, also with nothing.
    values = field_value.present(initial_values(author, clock.to_field_text(now)) | given)
    to_draw = system_fields.DRAWN - given.keys()
    case_values.check_creation(domain, template, values, to_draw)
    # Documented in the guide on tag-based access: the request's tags win over propagated ones.
    all_tags = template.propagated_tags()
    tags.put_tags(all_tags, params.get("tags", {}))
    case_id = call.new_case_id()
    reference_number = call.new_reference_number()
    reference_id = domain.unused_reference_id(call.new_reference_id)
    values = with_drawn(values, to_draw, case_id, reference_number, reference_id)
    created = Case(
        case_id,
        domain.arn,
        template.template_id,
        values,
        number=call.new_number(domain),
        change_number=call.new_number(domain),
        tags=all_tags,
    )
    return CaseCreated(created, author, now, given)


def get_case(call: Call, params: Params) -> Result:
    """Return the requested fields of a case that have a value (observed); deleted fields too.

    Raises ValidationException for fields that do not exist (assumed) and for any page token, for
    every answer fits one page (assumed).
    """
    domain, case = call.find(Case, params)
    if params.get("nextToken"):
        message = "Value at 'nextToken' is not a token that GetCase returned."
        raise ValidationException(message, rule="get-case-page-token-refused")
    writer, values_of = case_writer(find_fields(domain, params["fields"]))
    return {
        "fields": writer.write_fields(values_of(case)),
        "templateId": case.template_id,
        "tags": case.tags,
        "nextToken": None,
    }


def update_case(call: Call, params: Params) -> Result:
    """Change fields of a case; ``emptyValue`` clears one; an empty list changes nothing (assumed).

    Raises ConflictException while the case is being merged into another, ValidationException for
    values that fields do not accept and for required fields that would lose theirs.
    """
    domain, case = call.find(Case, params)
    merging.check_unlocked(domain, case)
    new_values = case_values.read_new_values(domain, map(_as_pair, params["fields"]), case=case)
    case_values.check_update(domain, case, new_values)
    author = call.author(params)
    if new_values:
        _update(call, domain, case, new_values, author)
    return {}


def batch_update_case(call: Call, params: Params) -> Result:
    """Change the same fields of up to 100 cases, each independently.

    The whole request fails, with ValidationException (the type is assumed) and nothing changed, in
    the cases that the documentation lists; a case that cannot be changed is answered with one of
    the published error codes.
    """
    domain = call.domain(params)
    return domain.client_tokens.answer(call.operation, params, _update_each, call, domain, params)


def _update_each(call: Call, domain: Domain, params: Params) -> Result:
    given = _given_in_batch(domain, params)
    if not given:
        message = "Nothing to update: give fields, a title, a status or a customerId."
        raise ValidationException(message, rule="batch-update-without-changes-refused")
    author = call.author(params)

    def update(case: Case) -> Result:
        merging.check_unlocked(domain, case)
        new_values = case_values.read_new_values(domain, given.items(), case=case)
        case_values.check_update(domain, case, new_values)
        _update(call, domain, case, new_values, author)
        return {}

    updated, failed = each_case(domain, params["cases"], update)
    return {"successfulCases": updated, "failedCases": failed}


def delete_case(call: Call, params: Params) -> Result:
    """Delete a case for good, with its related items and audit history.

    Raises ConflictException while it is part of a merge that is running (documented).
    """
    domain, case = call.find(Case, params)
    merging.check_deletable(domain, case)
    author = call.author(params)
    domain.record(CaseDeleted(case, author, call.now()))
    return {}


def list_cases_for_contact(call: Call, params: Params) -> Result:
    """List the cases that a contact is on, in the order it was related to them (assumed)."""
    domain = call.domain(params)
    cases = domain.cases_by_contact.get(params["contactArn"], [])
    pager: Pager[str] = Pager(call.operation, params)

    def after(number: int | None) -> list[tuple[int, str]]:
        first = 0 if number is None else bisect_left(cases, (number + 1,))
        return cases[first : first + pager.size + 1]

    page, token = pager.page_from(after)
    summaries = [
        {"caseId": case_id, "templateId": domain.cases[case_id].template_id} for case_id in page
    ]
    return {"cases": summaries, "nextToken": token}


def find_fields(domain: Domain, requested: Iterable[Mapping[str, str]]) -> list[Field]:
    """Return the fields that a request reads, each once, deleted or not.

    Raises ValidationException for fields that do not exist (assumed), unless that is switched off.
    """
    field_ids = dict.fromkeys(each["id"] for each in requested)
    found = (case_values.find_requested_field(domain, each) for each in field_ids)
    return [each for each in found if each is not None]


def case_writer(
    fields: Sequence[Field],
) -> tuple[CaseWriter, Callable[[Case], Callable[[str], Any]]]:
    """Return a writer of cases with these fields, and a function that reads the values of one."""
    writer = CaseWriter((each.field_id, field_value.ARM_OF_TYPE[each.type]) for each in fields)
    if any(each.depends_on_clock for each in fields):
        return writer, lambda case: case.value
    return writer, lambda case: case.values.get


def _update(call: Call, domain: Domain, case: Case, values: NewValues, author: Author) -> None:
    domain.record(CaseUpdated(case, author, call.now(), case.differences(values)))


def initial_values(author: Author, now: str) -> NewValues:
    """Return the values that the service sets and does not draw."""
    initial: NewValues = {
        system_fields.STATUS: system_fields.OPEN,
        system_fields.CREATED_DATETIME: now,
        system_fields.LAST_UPDATED_DATETIME: now,
    }
    if author.user is not None and author.user.user_arn is not None:
        initial[system_fields.CREATED_BY] = author.user.user_arn
        initial[system_fields.LAST_UPDATED_USER] = author.user.user_arn
    return initial


def with_drawn(
    values: dict[str, Value],
    to_draw: Set[str],
    case_id: str,
    reference_number: str,
    reference_id: str,
) -> dict[str, Value]:
    """Return the values of a new case with those that were to be drawn, which come first."""
    # In the order in which case events name them.
    first = {
        system_fields.CASE_ID: case_id,
        system_fields.STATUS: values[system_fields.STATUS],
        system_fields.REFERENCE_NUMBER: reference_number,
        system_fields.REFERENCE_ID: reference_id,
    }
    return {key: first[key] for key in first if key in to_draw or key in values} | values


_MEMBER_OF_FIELD = {
    system_fields.TITLE: "title",
    system_fields.STATUS: "status",
    system_fields.CUSTOMER_ID: "customerId",
}
"""The fields that BatchUpdateCase sets by a parameter of their own."""


def _given_in_batch(domain: Domain, params: Params) -> dict[str, Mapping[str, Any]]:
    """Return the unions by field id; every fault fails the whole request (documented)."""
    given: dict[str, Mapping[str, Any]] = {}
    for each in params["fields"]:
        field_id = _resolve_field(domain, each["fieldIdentifier"])
        if field_id in _MEMBER_OF_FIELD:
            member = _MEMBER_OF_FIELD[field_id]
            message = f"Field {field_id!r} is set by the parameter '{member}', not in 'fields'."
            raise ValidationException(message, rule="batch-update-fields-repeat-member-refused")
        if field_id in given:
            raise case_values.given_twice(field_id)
        given[field_id] = each["value"]
    for field_id, member in _MEMBER_OF_FIELD.items():
        if member in params:
            given[field_id] = {"stringValue": params[member]}
    return given


def _instead_of_name(domain: Domain, name: str) -> str:
    """Return what there is instead of a field of a name, for a message, after a blank."""
    if name in domain.fields:
        return " It is the id of a field: give it as 'id'."
    if any(each.name == name for each in domain.fields.values()):
        return " The field that had it is deleted."
    near = nearest(name, (each.name for each in domain.fields.values() if not each.deleted))
    return domain.instead_of(FIELD, name) if near is None else f" Did you mean {near!r}?"


def _resolve_field(domain: Domain, identifier: Mapping[str, str]) -> str:
    """Return the id of the field that an identifier names by id or by name."""
    ((member, name),) = identifier.items()
    if member == "id":
        if name not in domain.fields:
            message = f"Field {name!r} does not exist.{domain.instead_of(FIELD, name)}"
            raise ValidationException(message, rule="batch-update-unknown-field-refused")
        return name
    if "|" in name or "," in name:
        message = f"Field name {name!r} has a pipe or a comma, which no identifier can have."
        raise ValidationException(message, rule="batch-update-pipe-or-comma-refused")
    named = [each for each in domain.fields.values() if each.name == name and not each.deleted]
    if named:
        # A custom field may have the name of a system field that does not reserve it.
        return named[-1].field_id
    message = f"No field has the name {name!r}.{_instead_of_name(domain, name)}"
    raise ValidationException(message, rule="batch-update-unknown-field-refused")
