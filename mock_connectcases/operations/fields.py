"""CreateField, UpdateField, DeleteField, ListFields, BatchGetField and the field options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases import clock, ids
from mock_connectcases.errors import ValidationException
from mock_connectcases.resources import field as field_types
from mock_connectcases.resources import names, quotas
from mock_connectcases.resources.field import Field, FieldOption
from mock_connectcases.search.paging import Pager

if TYPE_CHECKING:
    from datetime import datetime

    from mock_connectcases.operations.call import Call, Params, Result
    from mock_connectcases.resources.domain import Domain

OPTION_REFUSED = "ValidationException"
FIELD_NOT_FOUND = "ResourceNotFoundException"
"""Error codes of single entries are nowhere published; those of exceptions are used (assumed)."""


def create_field(call: Call, params: Params) -> Result:
    """Create a custom field.

    Raises ConflictException for a name in use, ServiceQuotaExceededException, ValidationException
    for text attributes on a field that is no text.
    """
    domain = call.domain(params)
    created = make_field(domain, params, ids.new_id(), clock.now())
    admit_field(domain, created)
    return {"fieldId": created.field_id, "fieldArn": created.arn}


def make_field(domain: Domain, params: Params, field_id: str, now: datetime) -> Field:
    """Make the field that a request describes; it is in no domain yet."""
    return Field(
        field_id=field_id,
        arn=f"{domain.arn}/field/{field_id}",
        name=params["name"],
        type=params["type"],
        namespace=field_types.CUSTOM,
        description=params.get("description"),
        created_time=now,
        last_modified_time=now,
        is_multiline=_read_attributes(params),
    )


def admit_field(domain: Domain, field: Field) -> None:
    """Take a new field in; raises as CreateField does."""
    field.check_attributes(is_multiline=field.is_multiline)
    names.check_free("field", field.name, domain.fields.values())
    custom = sum(1 for each in domain.fields.values() if not each.is_system and not each.deleted)
    quotas.check(custom + 1, quotas.FIELDS_PER_DOMAIN, "fields per domain")
    domain.fields[field.field_id] = field


def update_field(call: Call, params: Params) -> Result:
    """Change the name, description or text attributes of a field; none need be given (assumed).

    Raises ValidationException for a deleted field (documented) and for a system field (documented
    that it cannot change; the type is assumed), ConflictException for a name in use.
    """
    domain = call.domain(params)
    found = domain.field(params["fieldId"])
    found.check_changeable()
    if found.is_system:
        message = f"System field {found.field_id!r} cannot be changed."
        raise ValidationException(message)
    is_multiline = _read_attributes(params)
    found.check_attributes(is_multiline=is_multiline)
    name = params.get("name", found.name)
    names.check_free("field", name, domain.fields.values(), renamed=found)
    found.name = name
    found.description = params.get("description", found.description)
    if is_multiline is not None:
        found.is_multiline = is_multiline
    found.last_modified_time = clock.now()
    return {}


def delete_field(call: Call, params: Params) -> Result:
    """Mark a field deleted: still readable, no longer listed, and its values stay on cases.

    Raises ValidationException for a system field or one deleted before (assumed).
    """
    domain = call.domain(params)
    found = domain.field(params["fieldId"])
    if found.is_system:
        message = f"System field {found.field_id!r} cannot be deleted."
        raise ValidationException(message)
    found.check_changeable()
    found.deleted = True
    found.last_modified_time = clock.now()
    return {}


def list_fields(call: Call, params: Params) -> Result:
    """List the fields that are not deleted, system fields first, then by age (assumed)."""
    domain = call.domain(params)
    pager: Pager[Field] = Pager(call.operation, params)
    page, token = pager.cut_kept(domain.fields.values(), lambda each: not each.deleted)
    return {"fields": [_summary(each) for each in page], "nextToken": token}


def batch_get_field(call: Call, params: Params) -> Result:
    """Describe fields, deleted ones too; ids that no field has come back as errors."""
    domain = call.domain(params)
    found: list[Result] = []
    errors: list[Result] = []
    for field_id in dict.fromkeys(each["id"] for each in params["fields"]):
        known = domain.fields.get(field_id)
        if known is None:
            message = f"Field {field_id!r} does not exist."
            errors.append({"id": field_id, "errorCode": FIELD_NOT_FOUND, "message": message})
        else:
            found.append(_description(known))
    return {"fields": found, "errors": errors}


def batch_put_field_options(call: Call, params: Params) -> Result:
    """Create options of a single-select field and replace those with the same value.

    Options that cannot be changed come back as errors, the others take effect (assumed).
    """
    domain = call.domain(params)
    found = domain.field(params["fieldId"])
    options = [
        FieldOption(name=each["name"], value=each["value"], active=each["active"])
        for each in params["options"]
    ]
    refused = found.put_options(options)
    errors = [
        {"value": value, "errorCode": OPTION_REFUSED, "message": message}
        for value, message in refused.items()
    ]
    return {"errors": errors}


def list_field_options(call: Call, params: Params) -> Result:
    """List the options of a field, inactive ones too, oldest first (assumed).

    A field that is not single-select has none (assumed).
    """
    domain = call.domain(params)
    found = domain.field(params["fieldId"])
    wanted = params.get("values")
    pager: Pager[FieldOption] = Pager(call.operation, params)
    page, token = pager.cut_kept(
        found.options.values(), lambda each: not wanted or each.value in wanted
    )
    options = [{"name": each.name, "value": each.value, "active": each.active} for each in page]
    return {"options": options, "nextToken": token}


def _read_attributes(params: Params) -> bool | None:
    attributes = params.get("attributes")
    return None if attributes is None else attributes["text"]["isMultiline"]


def _attributes(of: Field) -> dict[str, Any] | None:
    return None if of.is_multiline is None else {"text": {"isMultiline": of.is_multiline}}


def _summary(of: Field) -> Result:
    return {
        "fieldId": of.field_id,
        "fieldArn": of.arn,
        "name": of.name,
        "type": of.type,
        "namespace": of.namespace,
        "attributes": _attributes(of),
    }


def _description(of: Field) -> Result:
    return {
        **_summary(of),
        "description": of.description,
        "tags": of.tags,
        "deleted": of.deleted,
        "createdTime": of.created_time,
        "lastModifiedTime": of.last_modified_time,
    }
