"""CreateCaseRule, UpdateCaseRule, DeleteCaseRule, ListCaseRules, BatchGetCaseRule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.operations import definitions
from mock_connectcases.resources import case_rule
from mock_connectcases.resources.case_rule import (
    CaseRule,
    CompoundCondition,
    ConditionalRule,
    FieldCondition,
    FieldOptionsRule,
    RuleCondition,
    RuleDetails,
)
from mock_connectcases.wire.model import arm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mock_connectcases.operations.call import Call, Params, Result
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field_value import Value

_TYPE_OF_MEMBER = {"required": case_rule.REQUIRED, "hidden": case_rule.HIDDEN}
_MEMBER_OF_TYPE = {type_: member for member, type_ in _TYPE_OF_MEMBER.items()}


def create_case_rule(call: Call, params: Params) -> Result:
    """Create a case rule; it acts once a template lists it.

    Raises ConflictException for a name in use, ValidationException for fields that do not exist or
    do not suit, and for more conditions than a rule may have.
    """
    domain = call.domain(params)
    draft = make_case_rule(domain, params, "", call.now())
    draft.details.check(domain)
    return definitions.add(call, domain, draft)


def make_case_rule(
    domain: Domain, given: Mapping[str, Any], case_rule_id: str, now: datetime
) -> CaseRule:
    """Make the case rule that a request describes; it is in no domain yet."""
    return CaseRule(
        details=_read_details(given["rule"]),
        **definitions.common_attributes(CaseRule.kind, domain, given, case_rule_id, now),
    )


def update_case_rule(call: Call, params: Params) -> Result:
    """Change the name, the description or the whole rule; its type may change too (assumed).

    Raises ValidationException for a deleted rule (assumed) and for what CreateCaseRule refuses too,
    ConflictException for a name in use.
    """
    domain, found = call.find(CaseRule, params)
    found.check_changeable()
    attributes = {}
    if "rule" in params:
        attributes["details"] = _read_details(params["rule"])
        attributes["details"].check(domain)
    return definitions.update(call, domain, found, params, attributes)


def delete_case_rule(call: Call, params: Params) -> Result:
    """Mark a case rule deleted: templates do not show it and it does not act (assumed).

    Raises ConflictException when it is deleted already (assumed: the operation declares no
    ValidationException).
    """
    domain, found = call.find(CaseRule, params)
    return definitions.delete(call, domain, found)


def list_case_rules(call: Call, params: Params) -> Result:
    """List the case rules that are not deleted, the oldest first (assumed)."""
    return definitions.list_page(
        call,
        params,
        CaseRule,
        lambda each: {
            **definitions.summary(each),
            "ruleType": each.details.type,
            "description": each.description,
        },
    )


def batch_get_case_rule(call: Call, params: Params) -> Result:
    """Describe case rules, deleted ones too; unknown ids come back as errors."""
    found = definitions.batch_get(call.domain(params), CaseRule, params["caseRules"], _description)
    return {**found, "unprocessedCaseRules": []}


def _description(of: CaseRule) -> Result:
    return {
        **definitions.summary(of),
        "description": of.description,
        **write_case_rule(of),
        **definitions.details(of),
    }


def _read_details(union: Mapping[str, Any]) -> RuleDetails:
    member, rule = arm(union, "rule", "fieldOptions", *_TYPE_OF_MEMBER)
    if member == "fieldOptions":
        return FieldOptionsRule(
            parent_field_id=rule.get("parentFieldId"),
            child_field_id=rule.get("childFieldId"),
            mappings=tuple(
                (each["parentFieldOptionValue"], tuple(each["childFieldOptionValues"]))
                for each in rule["parentChildFieldOptionsMappings"]
            ),
        )
    return ConditionalRule(
        type=_TYPE_OF_MEMBER[member],
        default=rule["defaultValue"],
        conditions=tuple(_read_condition(each) for each in rule["conditions"]),
    )


def _read_condition(union: Mapping[str, Any]) -> RuleCondition:
    known = ("andAll", "orAll", "equalTo", "notEqualTo")
    member, condition = arm(union, "condition", *known)
    if member in ("andAll", "orAll"):
        parts = tuple(_read_condition(each) for each in condition["conditions"])
        return CompoundCondition(all_of=member == "andAll", conditions=parts)
    return FieldCondition(
        field_id=arm(condition["operandOne"], "operandOne", "fieldId")[1],
        operand=_read_operand(condition["operandTwo"]),
        negated=member == "notEqualTo",
        outcome=condition["result"],
    )


def _read_operand(union: Mapping[str, Any]) -> Value | None:
    known = ("stringValue", "doubleValue", "booleanValue", "emptyValue")
    member, operand = arm(union, "operandTwo", *known)
    value: Value = operand
    return None if member == "emptyValue" else value


def write_case_rule(of: CaseRule) -> Result:
    """Write what is particular to a case rule, as CreateCaseRule has it."""
    return {"rule": _write_details(of.details)}


def _write_details(details: RuleDetails) -> dict[str, Any]:
    if isinstance(details, ConditionalRule):
        rule = {
            "defaultValue": details.default,
            "conditions": [_write_condition(each) for each in details.conditions],
        }
        return {_MEMBER_OF_TYPE[details.type]: rule}
    return {
        "fieldOptions": {
            "parentFieldId": details.parent_field_id,
            "childFieldId": details.child_field_id,
            "parentChildFieldOptionsMappings": [
                {"parentFieldOptionValue": parent, "childFieldOptionValues": list(children)}
                for parent, children in details.mappings
            ],
        }
    }


def _write_condition(condition: RuleCondition) -> dict[str, Any]:
    if isinstance(condition, CompoundCondition):
        parts = [_write_condition(each) for each in condition.conditions]
        return {"andAll" if condition.all_of else "orAll": {"conditions": parts}}
    leaf = {
        "operandOne": {"fieldId": condition.field_id},
        "operandTwo": _write_operand(condition.operand),
        "result": condition.outcome,
    }
    return {"notEqualTo" if condition.negated else "equalTo": leaf}


def _write_operand(operand: Value | None) -> dict[str, Any]:
    match operand:
        case None:
            return {"emptyValue": {}}
        case bool():
            return {"booleanValue": operand}
        case str():
            return {"stringValue": operand}
        case _:
            return {"doubleValue": operand}
