"""Formats case rules as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases.resources.case_rule import (
    HIDDEN,
    ConditionalRule,
    FieldCondition,
)
from mock_connectcases.wording import join_words

if TYPE_CHECKING:
    from mock_connectcases.inspector.values import Names
    from mock_connectcases.resources.case_rule import RuleCondition, RuleDetails
    from mock_connectcases.resources.field_value import Value


def sentences(details: RuleDetails, names: Names, subject: str = "The field") -> list[str]:
    """Return sentences about a rule and its subject, the field that a template applies it to."""
    if isinstance(details, ConditionalRule):
        return [_conditional(details, names, subject)]
    parent, child = (
        f"“{names.field(each)}”" if each else f"the {word} field"
        for each, word in ((details.parent_field_id, "parent"), (details.child_field_id, "child"))
    )
    mapped = []
    for value, allowed in details.mappings:
        when = _option(names, details.parent_field_id, value)
        options = [_option(names, details.child_field_id, each) for each in allowed]
        can_be = join_words(options or ["only blank"], last="or")
        mapped.append(f"When {parent} is {when}, {child} can be {can_be}.")
    return mapped or [f"The options of {child} do not follow from {parent}: it has no mappings."]


def _conditional(rule: ConditionalRule, names: Names, subject: str) -> str:
    word = "hidden" if rule.type == HIDDEN else "required"
    outcomes = {True: f"is {word}", False: f"is not {word}"}
    if not rule.conditions:
        return f"{subject} {outcomes[rule.default]}, always."
    parts = [f"{outcomes[each.outcome]} when {_condition(each, names)}" for each in rule.conditions]
    return f"{subject} {'; else it '.join(parts)}; otherwise it {outcomes[rule.default]}."


def _condition(condition: RuleCondition, names: Names, *, nested: bool = False) -> str:
    if isinstance(condition, FieldCondition):
        verb = "is not" if condition.negated else "is"
        operand = _operand(condition.field_id, condition.operand, names)
        return f"“{names.field(condition.field_id)}” {verb} {operand}"
    parts = [_condition(each, names, nested=True) for each in condition.conditions]
    joined = f" {'and' if condition.all_of else 'or'} ".join(parts)
    return f"({joined})" if nested and len(parts) > 1 else joined


def _operand(field_id: str, value: Value | None, names: Names) -> str:
    return "blank" if value is None else f"“{names.value(field_id, value)}”"


def _option(names: Names, field_id: str | None, value: str) -> str:
    if not value:
        return "blank"
    return f"“{names.value(field_id, value) if field_id else value}”"
