"""Templates: the required fields, layout and rules of cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from mock_connectcases.errors import ValidationException
from mock_connectcases.resources import kinds
from mock_connectcases.resources.case_rule import ConditionalRule
from mock_connectcases.resources.definition import Definition
from mock_connectcases.wording import repeated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mock_connectcases.resources.definition import Definitions
    from mock_connectcases.resources.kinds import Kind

ACTIVE: Final = "Active"
INACTIVE: Final = "Inactive"
STATUSES: Final = (ACTIVE, INACTIVE)

PROPAGATES_TO: Final = ("Cases",)
"""The types of resources that tags can be propagated to."""


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
            message = (
                f"Template {self.template_id!r} ({self.name}) is deleted; no case can be created "
                "from it."
            )
            raise ValidationException(message, rule="case-creation-deleted-template-refused")
        if self.status != ACTIVE:
            message = (
                f"Template {self.template_id!r} ({self.name}) has the status {self.status}; cases "
                f"can be created from templates with the status {ACTIVE} alone."
            )
            raise ValidationException(message, rule="case-creation-needs-active-template")

    def propagated_tags(self) -> dict[str, str]:
        """Return the tags that a new case of this template receives."""
        return {
            key: value
            for propagation in self.tag_propagations or ()
            for key, value in propagation.tags.items()
        }


def check_layout(definitions: Definitions, layout_id: str) -> None:
    """Raise ValidationException unless the layout exists.

    Documented: a template "must reference existing field IDs and layout IDs".  The error type, and
    that a deleted layout does not count, is assumed.
    """
    if definitions.missing(kinds.LAYOUT, [layout_id]):
        message = f"The template names layout {layout_id!r}, which does not exist."
        message += definitions.instead_of(kinds.LAYOUT, layout_id)
        raise ValidationException(message, rule="template-references-exist")


def check_required_fields(definitions: Definitions, field_ids: Sequence[str]) -> None:
    """Raise ValidationException for fields that do not exist or are listed twice.

    Documented with CreateTemplate; the error type is assumed.
    """
    unknown = definitions.missing(kinds.FIELD, field_ids)
    if unknown:
        message = f"The template requires fields that do not exist: [{', '.join(unknown)}]."
        message += definitions.instead_of(kinds.FIELD, *unknown)
        raise ValidationException(message, rule="template-references-exist")
    twice = sorted(repeated(field_ids))
    if twice:
        message = f"The template requires fields more than once: [{', '.join(twice)}]."
        raise ValidationException(message, rule="template-duplicate-field-refused")


def check_rules(definitions: Definitions, rules: Sequence[TemplateRule]) -> None:
    """Raise ValidationException for rules or fields that do not exist.

    A required or hidden rule needs the field it acts on; a field options rule brings its own.
    Assumed: the model makes ``fieldId`` optional and says nothing of the errors.
    """
    for rule in rules:
        if definitions.missing(kinds.CASE_RULE, [rule.case_rule_id]):
            message = f"The template names case rule {rule.case_rule_id!r}, which does not exist."
            message += definitions.instead_of(kinds.CASE_RULE, rule.case_rule_id)
            raise ValidationException(message, rule="template-rule-exists")
        if rule.field_id is None:
            details = definitions.collection(kinds.CASE_RULE)[rule.case_rule_id].details
            if isinstance(details, ConditionalRule):
                message = (
                    f"Case rule {rule.case_rule_id!r} is of type {details.type}: name the "
                    "field it acts on in 'fieldId'."
                )
                raise ValidationException(message, rule="template-rule-needs-field")
        elif definitions.missing(kinds.FIELD, [rule.field_id]):
            message = (
                f"Case rule {rule.case_rule_id!r} is to act on field {rule.field_id!r}, which does "
                f"not exist.{definitions.instead_of(kinds.FIELD, rule.field_id)}"
            )
            raise ValidationException(message, rule="template-rule-exists")
