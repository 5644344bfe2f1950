"""CreateTemplate, GetTemplate, UpdateTemplate, DeleteTemplate, ListTemplates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases import rules
from mock_connectcases.errors import ValidationException
from mock_connectcases.operations import definitions
from mock_connectcases.resources.kinds import CASE_RULE, FIELD
from mock_connectcases.resources.template import (
    PROPAGATES_TO,
    STATUSES,
    TagPropagation,
    Template,
    TemplateRule,
    check_layout,
    check_required_fields,
    check_rules,
)
from mock_connectcases.wire.model import known_value, service_model

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mock_connectcases.operations.call import Call, Params, Result
    from mock_connectcases.resources.domain import Domain


def create_template(call: Call, params: Params) -> Result:
    """Create a template, Active unless said otherwise (assumed).

    Raises ConflictException for a name in use, ValidationException for layouts, fields or rules
    that do not exist and for fields required twice, ServiceQuotaExceededException.
    """
    domain = call.domain(params)
    draft = make_template(domain, params, "", call.now())
    _check_attributes(domain, _read_attributes(params))
    return definitions.add(call, domain, draft)


def make_template(
    domain: Domain, given: Mapping[str, Any], template_id: str, now: datetime
) -> Template:
    """Make the template that a request describes; it is in no domain yet."""
    common = definitions.common_attributes(Template.kind, domain, given, template_id, now)
    return Template(**common, **_read_attributes(given))


def get_template(call: Call, params: Params) -> Result:
    """Describe a template, deleted or not, without the fields that were deleted (documented).

    Rules that were deleted, or act on a deleted field, are left out as well (assumed).
    """
    domain, found = call.find(Template, params)
    return {
        **definitions.summary(found),
        "description": found.description,
        **write_template(found, live_in=domain),
        **definitions.details(found),
    }


def update_template(call: Call, params: Params) -> Result:
    """Change attributes of a template; the others stay as they are, and lists are replaced.

    Documented: at least one attribute must be given (the error type is assumed).  Raises
    ValidationException for a deleted template and for what CreateTemplate refuses too,
    ConflictException for a name in use.
    """
    domain, found = call.find(Template, params)
    found.check_changeable()
    attributes = _read_attributes(params)
    _check_attributes(domain, attributes)
    taken = service_model().operation_model(call.operation).input_shape
    optional = [each for each in taken.members if each not in taken.required_members]
    if params.keys().isdisjoint(optional):
        message = f"At least one attribute of the template must be given: [{', '.join(optional)}]."
        raise ValidationException(message, rule="template-empty-update-refused")
    return definitions.update(call, domain, found, params, attributes)


def delete_template(call: Call, params: Params) -> Result:
    """Mark a template deleted: still readable, not listed, and no case comes from it.

    Its cases live on (assumed).  Raises ValidationException when it is deleted already (assumed),
    ConflictException past the documented number of deleted templates (the type is assumed).
    """
    domain, found = call.find(Template, params)
    return definitions.delete(call, domain, found)


def list_templates(call: Call, params: Params) -> Result:
    """List the templates that are not deleted, the oldest first (assumed).

    Raises ValidationException for a status that is given twice: the Smithy model has a set (the
    error type is assumed).
    """
    wanted = [_read_status(each) for each in params.get("status", ())]
    rule = "template-status-filter-unique-items"
    if len(set(wanted)) < len(wanted) and rules.applies(rule):
        message = f"Value {wanted!r} at 'status' is a set: no status can be given twice."
        raise ValidationException(message, rule=rule)
    return definitions.list_page(
        call,
        params,
        Template,
        lambda each: {
            **definitions.summary(each),
            "status": each.status,
            "tagPropagationConfigurations": _write_propagations(each),
        },
        lambda each: not wanted or each.status in wanted,
    )


def _read_status(given: str) -> str:
    return known_value(given, "status", STATUSES)


def _read_attributes(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of its own that a request gives a template, by name."""
    attributes: dict[str, Any] = {}
    if "status" in params:
        attributes["status"] = _read_status(params["status"])
    if "layoutConfiguration" in params:
        attributes["has_layout_configuration"] = True
        attributes["default_layout_id"] = params["layoutConfiguration"].get("defaultLayout")
    if "requiredFields" in params:
        attributes["required_field_ids"] = tuple(
            each["fieldId"] for each in params["requiredFields"]
        )
    if "rules" in params:
        attributes["rules"] = tuple(
            TemplateRule(each["caseRuleId"], each.get("fieldId")) for each in params["rules"]
        )
    if "tagPropagationConfigurations" in params:
        attributes["tag_propagations"] = tuple(
            TagPropagation(
                known_value(each["resourceType"], "resourceType", PROPAGATES_TO),
                each["tagMap"],
            )
            for each in params["tagPropagationConfigurations"]
        )
    return attributes


def _check_attributes(domain: Domain, attributes: Mapping[str, Any]) -> None:
    """Raise ValidationException for layouts, fields or rules that do not exist."""
    if attributes.get("default_layout_id") is not None:
        check_layout(domain, attributes["default_layout_id"])
    if "required_field_ids" in attributes:
        check_required_fields(domain, attributes["required_field_ids"])
    if "rules" in attributes:
        check_rules(domain, attributes["rules"])


def write_template(of: Template, live_in: Domain | None = None) -> Result:
    """Write what is particular to a template, as CreateTemplate has it.

    Fields and case rules that are deleted in the given domain are left out.
    """
    layout = {"defaultLayout": of.default_layout_id} if of.has_layout_configuration else None
    required = None
    if of.required_field_ids is not None:
        required = [
            {"fieldId": each}
            for each in of.required_field_ids
            if definitions.is_shown(FIELD, each, live_in)
        ]
    acting = None
    if of.rules is not None:
        acting = [
            {"caseRuleId": rule.case_rule_id, "fieldId": rule.field_id}
            for rule in of.rules
            if definitions.is_shown(CASE_RULE, rule.case_rule_id, live_in)
            and (rule.field_id is None or definitions.is_shown(FIELD, rule.field_id, live_in))
        ]
    return {
        "status": of.status,
        "layoutConfiguration": layout,
        "requiredFields": required,
        "rules": acting,
        "tagPropagationConfigurations": _write_propagations(of),
    }


def _write_propagations(of: Template) -> list[dict[str, Any]] | None:
    if of.tag_propagations is None:
        return None
    return [
        {"resourceType": each.resource_type, "tagMap": dict(each.tags)}
        for each in of.tag_propagations
    ]
