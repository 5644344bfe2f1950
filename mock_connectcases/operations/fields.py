"""CreateField, UpdateField, DeleteField, ListFields, BatchGetField and the field options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.errors import ValidationException, with_assumption
from mock_connectcases.operations import definitions
from mock_connectcases.operations.call import RefusedEntry
from mock_connectcases.resources.changes import DefinitionChanged
from mock_connectcases.resources.field import CUSTOM, Field, FieldOption
from mock_connectcases.resources.field_value import ARM_OF_TYPE
from mock_connectcases.resources.kinds import FIELD
from mock_connectcases.search.paging import Pager
from mock_connectcases.wire.model import arm, known_value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mock_connectcases.operations.call import Call, Params, Result
    from mock_connectcases.resources.domain import Domain


def create_field(call: Call, params: Params) -> Result:
    """Create a custom field.

    Raises ConflictException for a name in use, ServiceQuotaExceededException, ValidationException
    for text attributes on a field that is no text.
    """
    domain = call.domain(params)
    draft = make_field(domain, params, "", call.now())
    draft.check_attributes(is_multiline=draft.is_multiline)
    return definitions.add(call, domain, draft)


def make_field(domain: Domain, given: Mapping[str, Any], field_id: str, now: datetime) -> Field:
    """Make the field that a request describes; it is in no domain yet."""
    return Field(
        type=known_value(given["type"], "type", ARM_OF_TYPE),
        namespace=CUSTOM,
        is_multiline=_read_attributes(given),
        **definitions.common_attributes(Field.kind, domain, given, field_id, now),
    )


def update_field(call: Call, params: Params) -> Result:
    """Change the name, description or text attributes of a field; none need be given (assumed).

    Raises ValidationException for a deleted field (documented) and for a system field (documented
    that it cannot change; the type is assumed), ConflictException for a name in use.
    """
    domain, found = call.find(Field, params)
    found.check_changeable()
    if found.is_system:
        message = f"System field {found.field_id!r} cannot be changed."
        raise ValidationException(message, rule="system-field-name-immutable")
    is_multiline = _read_attributes(params)
    found.check_attributes(is_multiline=is_multiline)
    attributes = {} if is_multiline is None else {"is_multiline": is_multiline}
    return definitions.update(call, domain, found, params, attributes)


def delete_field(call: Call, params: Params) -> Result:
    """Mark a field deleted: still readable, not listed, and its values stay on cases.

    Raises ValidationException for a system field or one deleted before (assumed).
    """
    domain, found = call.find(Field, params)
    if found.is_system:
        message = f"System field {found.field_id!r} cannot be deleted."
        raise ValidationException(message, rule="system-field-deletion-refused")
    return definitions.delete(call, domain, found)


def list_fields(call: Call, params: Params) -> Result:
    """List the fields that are not deleted, system fields first, then by age (assumed)."""
    return definitions.list_page(call, params, Field, _summary)


def batch_get_field(call: Call, params: Params) -> Result:
    """Describe fields, deleted ones too; unknown ids come back as errors."""
    return definitions.batch_get(call.domain(params), Field, params["fields"], _description)


def batch_put_field_options(call: Call, params: Params) -> Result:
    """Create options of a single-select field and replace those with the same value.

    Options that cannot be changed come back as errors, the others take effect (assumed).  Error
    codes of single entries are nowhere published; that of the exception is used (assumed).
    """
    domain, found = call.find(Field, params)
    options = [
        FieldOption(name=each["name"], value=each["value"], active=each["active"])
        for each in params["options"]
    ]
    refused = found.put_options(options)
    domain.record(DefinitionChanged(FIELD, found.field_id))
    errors = [
        RefusedEntry(
            rule,
            value=value,
            errorCode=ValidationException.__name__,
            message=with_assumption(message, rule),
        )
        for value, (rule, message) in refused.items()
    ]
    return {"errors": errors}


def list_field_options(call: Call, params: Params) -> Result:
    """List the options of a field, inactive ones too, oldest first (assumed).

    A field that is not single-select has none (assumed).
    """
    _, found = call.find(Field, params)
    wanted = params.get("values")
    pager: Pager[FieldOption] = Pager(call.operation, params)
    page, token = pager.page_matching(
        found.options.values(), lambda each: not wanted or each.value in wanted
    )
    return {"options": [write_option(each) for each in page], "nextToken": token}


def _read_attributes(given: Mapping[str, Any]) -> bool | None:
    if "attributes" not in given:
        return None
    _, text = arm(given["attributes"], "attributes", "text")
    is_multiline: bool = text["isMultiline"]
    return is_multiline


def write_field(of: Field) -> Result:
    """Write what is particular to a field, as CreateField has it."""
    text = {"text": {"isMultiline": of.is_multiline}}
    return {"type": of.type, "attributes": None if of.is_multiline is None else text}


def write_option(of: FieldOption) -> dict[str, Any]:
    """Write an option of a field."""
    return {"name": of.name, "value": of.value, "active": of.active}


def _summary(of: Field) -> Result:
    return {**definitions.summary(of), "namespace": of.namespace, **write_field(of)}


def _description(of: Field) -> Result:
    return {**_summary(of), "description": of.description, **definitions.details(of)}
