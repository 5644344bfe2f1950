"""CreateCaseRule, UpdateCaseRule, DeleteCaseRule, ListCaseRules, BatchGetCaseRule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases import clock, ids
from mock_connectcases.errors import ConflictException
from mock_connectcases.resources import case_rule as rules
from mock_connectcases.resources import names
from mock_connectcases.resources.case_rule import (
    CaseRule,
    Comparison,
    Compound,
    Condition,
    ConditionalRule,
    FieldOptionsRule,
    RuleDetails,
)
from mock_connectcases.search.paging import Pager

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mock_connectcases.operations.call import Call, Params, Result
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field_value import Value

RULE_NOT_FOUND = "ResourceNotFoundException"
"""Error codes of single entries are nowhere published; that of the exception is used (assumed)."""

_KIND_OF_MEMBER = {"required": rules.REQUIRED, "hidden": rules.HIDDEN}
_MEMBER_OF_KIND = {kind: member for member, kind in _KIND_OF_MEMBER.items()}


def create_case_rule(call: Call, params: Params) -> Result:
    """Create a case rule; it acts once a template lists it.

    Raises ConflictException for a name in use, ValidationException for fields that do not exist or
    do not suit, and for more conditions than a rule may have.
    """
    domain = call.domain(params)
    created = make_case_rule(domain, params, ids.new_id(), clock.now())
    admit_case_rule(domain, created)
    return {"caseRuleId": created.case_rule_id, "caseRuleArn": created.arn}


def make_case_rule(domain: Domain, params: Params, case_rule_id: str, now: datetime) -> CaseRule:
    """Make the case rule that a request describes; it is in no domain yet."""
    return CaseRule(
        case_rule_id=case_rule_id,
        arn=f"{domain.arn}/case-rule/{case_rule_id}",
        name=params["name"],
        description=params.get("description"),
        details=_read_details(params["rule"]),
        created_time=now,
        last_modified_time=now,
    )


def admit_case_rule(domain: Domain, rule: CaseRule) -> None:
    """Take a new case rule in; raises as CreateCaseRule does."""
    rule.details.check(domain.fields)
    names.check_free("case rule", rule.name, domain.case_rules.values())
    domain.case_rules[rule.case_rule_id] = rule


def update_case_rule(call: Call, params: Params) -> Result:
    """Change the name, the description or the whole rule; its type may change too (assumed).

    Raises ValidationException for a deleted rule (assumed) and for what CreateCaseRule refuses too,
    ConflictException for a name in use.
    """
    domain = call.domain(params)
    found = domain.case_rule(params["caseRuleId"])
    found.check_changeable()
    details = found.details
    if "rule" in params:
        details = _read_details(params["rule"])
        details.check(domain.fields)
    name = params.get("name", found.name)
    names.check_free("case rule", name, domain.case_rules.values(), renamed=found)
    found.name = name
    found.description = params.get("description", found.description)
    found.details = details
    found.last_modified_time = clock.now()
    return {}


def delete_case_rule(call: Call, params: Params) -> Result:
    """Mark a case rule deleted: templates no longer show it and it no longer acts (assumed).

    Raises ConflictException when it is deleted already (assumed: the operation declares no
    ValidationException).
    """
    domain = call.domain(params)
    found = domain.case_rule(params["caseRuleId"])
    if found.deleted:
        message = f"Case rule {found.case_rule_id!r} is deleted already."
        raise ConflictException(message)
    found.deleted = True
    found.last_modified_time = clock.now()
    return {}


def list_case_rules(call: Call, params: Params) -> Result:
    """List the case rules that are not deleted, the oldest first (assumed)."""
    domain = call.domain(params)
    pager: Pager[CaseRule] = Pager(call.operation, params)
    page, token = pager.cut_kept(domain.case_rules.values(), lambda each: not each.deleted)
    summaries = [
        {
            "caseRuleId": each.case_rule_id,
            "caseRuleArn": each.arn,
            "name": each.name,
            "ruleType": each.details.kind,
            "description": each.description,
        }
        for each in page
    ]
    return {"caseRules": summaries, "nextToken": token}


def batch_get_case_rule(call: Call, params: Params) -> Result:
    """Describe case rules, deleted ones too; ids that no rule has come back as errors."""
    domain = call.domain(params)
    found: list[Result] = []
    errors: list[Result] = []
    for case_rule_id in dict.fromkeys(each["id"] for each in params["caseRules"]):
        known = domain.case_rules.get(case_rule_id)
        if known is None:
            message = f"Case rule {case_rule_id!r} does not exist."
            errors.append({"id": case_rule_id, "errorCode": RULE_NOT_FOUND, "message": message})
        else:
            found.append(_description(known))
    return {"caseRules": found, "errors": errors, "unprocessedCaseRules": []}


def _description(of: CaseRule) -> Result:
    return {
        "caseRuleId": of.case_rule_id,
        "caseRuleArn": of.arn,
        "name": of.name,
        "description": of.description,
        "rule": _write_details(of.details),
        "deleted": of.deleted,
        "createdTime": of.created_time,
        "lastModifiedTime": of.last_modified_time,
        "tags": of.tags,
    }


def _read_details(union: Mapping[str, Any]) -> RuleDetails:
    ((member, rule),) = union.items()
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
        kind=_KIND_OF_MEMBER[member],
        default=rule["defaultValue"],
        conditions=tuple(_read_condition(each) for each in rule["conditions"]),
    )


def _read_condition(union: Mapping[str, Any]) -> Condition:
    ((member, condition),) = union.items()
    if member in ("andAll", "orAll"):
        parts = tuple(_read_condition(each) for each in condition["conditions"])
        return Compound(all_of=member == "andAll", conditions=parts)
    ((arm, operand),) = condition["operandTwo"].items()
    return Comparison(
        field_id=condition["operandOne"]["fieldId"],
        operand=None if arm == "emptyValue" else operand,
        negated=member == "notEqualTo",
        outcome=condition["result"],
    )


def _write_details(details: RuleDetails) -> dict[str, Any]:
    if isinstance(details, ConditionalRule):
        rule = {
            "defaultValue": details.default,
            "conditions": [_write_condition(each) for each in details.conditions],
        }
        return {_MEMBER_OF_KIND[details.kind]: rule}
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


def _write_condition(condition: Condition) -> dict[str, Any]:
    if isinstance(condition, Compound):
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
