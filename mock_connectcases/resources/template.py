"""Templates: the required fields, layout and rules of cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from mock_connectcases.errors import ValidationException
from mock_connectcases.resources import kinds
from mock_connectcases.resources.case_rule import ConditionalRule
from mock_connectcases.resources.definition import Definition

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mock_connectcases.resources.case_rule import CaseRule
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.resources.layout import Layout

ACTIVE: Final = "Active"
INACTIVE: Final = "Inactive"


class TemplateRule(NamedTuple):
    """A case rule at work in a template, and the field it acts on if the rule needs one."""

    case_rule_id: str
    field_id: str | None


class TagPropagation(NamedTuple):
    """Tags that new resources of one type receive automatically."""

    resource_type: str
    tags: dict[str, str]


@dataclass(slots=True, kw_only=True)
class Template(Definition):
    """A template of a domain.

    Its required fields and rules bind its existing cases as they are now; its status, its end and
    its tag propagation are for new cases only (assumed).
    """

    kind: ClassVar[Kind] = kinds.TEMPLATE

    template_id: str
    status: str = ACTIVE
    """``Active`` unless said otherwise (assumed)."""
    has_layout_configuration: bool = False
    default_layout_id: str | None = None
    required_field_ids: tuple[str, ...] | None = None
    rules: tuple[TemplateRule, ...] | None = None
    tag_propagations: tuple[TagPropagation, ...] | None = None

    def field_ids(self) -> list[str]:
        """Return the required fields and those that rules act on."""
        acted_on = [each.field_id for each in self.rules or () if each.field_id is not None]
        return [*(self.required_field_ids or ()), *acted_on]

    def check_usable(self) -> None:
        """Raise ValidationException when no case can be created from this template.

        Documented for inactive and for deleted templates; the error type is assumed.
        """
        if self.deleted:
            message = f"Template {self.template_id!r} is deleted; no case can be created from it."
            raise ValidationException(message, rule="case-creation-deleted-template-refused")
        if self.status != ACTIVE:
            message = f"Template {self.template_id!r} is inactive; no case can be created from it."
            raise ValidationException(message, rule="case-creation-needs-active-template")

    def propagated_tags(self) -> dict[str, str]:
        """Return the tags that a new case of this template receives."""
        return {
            key: value
            for propagation in self.tag_propagations or ()
            for key, value in propagation.tags.items()
        }


def check_layout(layout_id: str, layouts: Mapping[str, Layout]) -> None:
    """Raise ValidationException unless the layout exists.

    Documented: a template "must reference existing field IDs and layout IDs".  The error type, and
    that a deleted layout does not count, is assumed.
    """
    found = layouts.get(layout_id)
    if found is None or found.deleted:
        message = f"The template names layout {layout_id!r}, which does not exist."
        raise ValidationException(message, rule="template-name-unique")


def check_required_fields(field_ids: Sequence[str], fields: Mapping[str, Field]) -> None:
    """Raise ValidationException for fields that do not exist or are listed twice.

    Documented with CreateTemplate; the error type is assumed.
    """
    unknown = [each for each in field_ids if each not in fields or fields[each].deleted]
    if unknown:
        message = f"The template requires fields that do not exist: [{', '.join(unknown)}]."
        raise ValidationException(message, rule="template-name-unique")
    if len(set(field_ids)) != len(field_ids):
        twice = sorted({each for each in field_ids if field_ids.count(each) > 1})
        message = f"The template requires fields more than once: [{', '.join(twice)}]."
        raise ValidationException(message, rule="template-duplicate-field-refused")


def check_rules(
    rules: Sequence[TemplateRule],
    case_rules: Mapping[str, CaseRule],
    fields: Mapping[str, Field],
) -> None:
    """Raise ValidationException for rules or fields that do not exist.

    A required or hidden rule needs the field it acts on; a field options rule brings its own.
    Assumed: the model makes ``fieldId`` optional and says nothing of the errors.
    """
    for rule in rules:
        found = case_rules.get(rule.case_rule_id)
        if found is None or found.deleted:
            message = f"The template names case rule {rule.case_rule_id!r}, which does not exist."
            raise ValidationException(message, rule="template-rule-exists")
        if rule.field_id is None:
            if isinstance(found.details, ConditionalRule):
                message = (
                    f"Case rule {rule.case_rule_id!r} is of type {found.details.type}: name the "
                    "field it acts on in 'fieldId'."
                )
                raise ValidationException(message, rule="template-rule-needs-field")
        elif rule.field_id not in fields or fields[rule.field_id].deleted:
            message = (
                f"Case rule {rule.case_rule_id!r} is to act on field {rule.field_id!r}, which does "
                "not exist."
            )
            raise ValidationException(message, rule="template-rule-exists")
