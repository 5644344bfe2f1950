"""Turns the definitions of a seed into the members of the requests that would create them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.resources.kinds import CASE_RULE, FIELD, LAYOUT, TEMPLATE
from mock_connectcases.seeds import form

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.seeds.form import References

    Lookup = Callable[[Kind], References]
    """Returns the references to the definitions of a kind."""

Given = dict[str, Any]

_PLACES = {
    "attributes": "multiline",
    "layoutConfiguration": "layout",
    "tagPropagationConfigurations": "tagPropagation",
}
"""The members of a seed by those of a request that have another name."""


def place_of(member: str, given: Any) -> tuple[str, ...]:
    """Return the path in a definition of a member of its request; empty for a short form."""
    name = _PLACES.get(member, member)
    return (name,) if type(given) is dict and name in given else ()


def expand_shorthand(kind: Kind, given: Any) -> Any:
    """Return the object that the short form of a definition stands for."""
    if kind is FIELD and type(given) is str:
        return {"type": given}
    if kind is LAYOUT and type(given) is list:
        return {"topPanel": given}
    return given


def _field(_: Lookup, given: Given) -> Given:
    """Write a field; one with options is single-select, any other is text unless it says so."""
    made = {"type": given.get("type", "SingleSelect" if "options" in given else "Text")}
    if "multiline" in given:
        made["attributes"] = {"text": {"isMultiline": given["multiline"]}}
    return made


def option(given: Any) -> Given:
    """Write an option, which may be its value alone."""
    if type(given) is not dict:
        given = {"value": form.expect(given, str)}
    form.check_members("option", given)
    return {"name": given.get("value"), "active": True, **given}


def _layout(references: Lookup, given: Given) -> Given:
    """Write a layout of two panels."""
    panels = {
        member: _panel(references(FIELD), given[member], member)
        for member in ("topPanel", "moreInfo")
        if given.get(member) is not None
    }
    return {"content": {"basic": panels}}


def _panel(fields: References, given: Any, *path: str) -> Given:
    """Write a panel: its fields, a section with a heading, or a list of those."""
    if type(given) is list:
        return {"sections": [_section(fields, {"fields": given}, *path)]}
    known = form.check_members("panel", given, *path)
    if "sections" in known:
        listed = form.expect(known["sections"], list, *path, "sections")
        return {
            "sections": [
                _section(fields, each, *path, "sections", index)
                for index, each in enumerate(listed)
            ]
        }
    return {"sections": [_section(fields, known, *path)]} if known else {}


def _section(fields: References, given: Any, *path: str | int) -> Given:
    known = form.check_members("section", given, *path)
    ids = fields.all(known.get("fields", []), *path, "fields")
    group: Given = {"fields": [{"id": each} for each in ids]}
    if "name" in known:
        group["name"] = known["name"]
    return {"fieldGroup": group}


def _case_rule(references: Lookup, given: Given) -> Given:
    """Write a rule of one of its three kinds."""
    arm, rule = form.union(given, ("required", "hidden", "fieldOptions"))
    with form.refusals(arm):
        if arm == "fieldOptions":
            return {"rule": {arm: _field_options(references(FIELD), rule)}}
        known = form.check_members("condition rule", rule)
        listed = form.expect(known.get("conditions", []), list, "conditions")
        fields = references(FIELD)
        conditions = [
            _condition(fields, each, "conditions", index) for index, each in enumerate(listed)
        ]
        default = known.get("defaultValue", False)
        return {"rule": {arm: {"defaultValue": default, "conditions": conditions}}}


def _condition(fields: References, given: Any, *path: str | int, level: int = 0) -> Given:
    with form.refusals(*path):
        if level > _MOST_LEVELS:
            raise InvalidDocumentError("conditions are nested too deep")
        if type(given) is dict and ("andAll" in given or "orAll" in given):
            form.check_members("compound condition", given)
            arm, parts = form.union(given, ("andAll", "orAll"))
            listed = form.expect(parts, list, arm)
            conditions = [
                _condition(fields, each, arm, index, level=level + 1)
                for index, each in enumerate(listed)
            ]
            return {arm: {"conditions": conditions}}
        known = form.check_members("comparison", given)
        arm, operand = form.union(known, ("equalTo", "notEqualTo"))
        leaf = {
            "operandOne": {"fieldId": fields.resolve(known.get("field"), "field")},
            "operandTwo": operand if type(operand) is dict else _operand(operand, arm),
            "result": known.get("result", True),
        }
        return {arm: leaf}


_MOST_LEVELS = 20


def _operand(given: Any, arm: str) -> Given:
    if given is None:
        return {"emptyValue": {}}
    if type(given) is bool:
        return {"booleanValue": given}
    if type(given) in (int, float):
        return {"doubleValue": given}
    return {"stringValue": form.expect(given, str, arm)}


def _field_options(fields: References, given: Any) -> Given:
    known = form.check_members("field options", given)
    made: Given = {
        f"{member}Id": fields.resolve(known[member], member)
        for member in ("parentField", "childField")
        if known.get(member) is not None
    }
    mappings = known.get("mappings", {})
    if type(mappings) is dict:
        mappings = [{"parent": parent, "children": each} for parent, each in mappings.items()]
    listed = []
    for index, each in enumerate(form.expect(mappings, list, "mappings")):
        form.check_members("mapping", each, "mappings", index)
        listed.append(
            {
                "parentFieldOptionValue": each.get("parent"),
                "childFieldOptionValues": each.get("children"),
            }
        )
    made["parentChildFieldOptionsMappings"] = listed
    return made


def _template(references: Lookup, given: Given) -> Given:
    """Write a template."""
    made: Given = {}
    fields, layouts, rules = references(FIELD), references(LAYOUT), references(CASE_RULE)
    if "status" in given:
        made["status"] = given["status"]
    if "layout" in given:
        layout_id = given["layout"]
        made["layoutConfiguration"] = (
            {} if layout_id is None else {"defaultLayout": layouts.resolve(layout_id, "layout")}
        )
    if "requiredFields" in given:
        made["requiredFields"] = [
            {"fieldId": each} for each in fields.all(given["requiredFields"], "requiredFields")
        ]
    if "rules" in given:
        listed = form.expect(given["rules"], list, "rules")
        made["rules"] = [
            _rule_of_template(fields, rules, each, "rules", index)
            for index, each in enumerate(listed)
        ]
    if "tagPropagation" in given:
        made["tagPropagationConfigurations"] = [
            {"resourceType": type_, "tagMap": tags}
            for type_, tags in form.expect(given["tagPropagation"], dict, "tagPropagation").items()
        ]
    return made


def _rule_of_template(fields: References, rules: References, given: Any, *path: str | int) -> Given:
    with form.refusals(*path):
        known = (
            {"rule": given}
            if type(given) is str
            else form.check_members("rule of a template", given)
        )
        made = {"caseRuleId": rules.resolve(known.get("rule"), "rule")}
        if known.get("field") is not None:
            made["fieldId"] = fields.resolve(known["field"], "field")
        return made


REQUESTS: Mapping[Kind, Callable[[Lookup, Given], Given]] = {
    FIELD: _field,
    LAYOUT: _layout,
    CASE_RULE: _case_rule,
    TEMPLATE: _template,
}
"""Return the members of a Create operation, all but name and description, for a part of a seed."""


def events(fields: References, given: Any) -> Given:
    """Write an event configuration, which may be on or off alone."""
    if type(given) is bool:
        return {"enabled": given}
    known = form.check_members("events", given)
    made: Given = {"enabled": known.get("enabled", True)}
    if "includedData" in known:
        included = form.check_members("included data", known["includedData"], "includedData")
        made["includedData"] = {}
        _include(made["includedData"], included, fields)
    return made


def _include(made: Given, included: Given, fields: References) -> None:
    path = ("includedData", "caseData")
    if "caseData" in included:
        data = form.check_members("case data", included["caseData"], *path)
        ids = fields.all(data.get("fields", []), *path, "fields")
        made["caseData"] = {"fields": [{"id": each} for each in ids]}
        if "autoIncludeFields" in data:
            made["caseData"]["autoIncludeFields"] = data["autoIncludeFields"]
    if "relatedItemData" in included:
        item_data = included["relatedItemData"]
        path = ("includedData", "relatedItemData")
        made["relatedItemData"] = form.check_members("related item data", item_data, *path)
