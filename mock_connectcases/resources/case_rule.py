"""Case rules: conditions that make a field required or hidden, and options that depend on others.

The console calls them case field conditions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from mock_connectcases.errors import ValidationException
from mock_connectcases.resources import kinds, quotas
from mock_connectcases.resources.definition import Definition
from mock_connectcases.resources.field import SINGLE_SELECT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mock_connectcases.resources.definition import Definitions
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.field_value import Value
    from mock_connectcases.resources.kinds import Kind

REQUIRED: Final = "Required"
HIDDEN: Final = "Hidden"
FIELD_OPTIONS: Final = "FieldOptions"


@dataclass(slots=True, frozen=True)
class FieldCondition:
    """A leaf of a condition: a field's value is, or is not, the operand."""

    field_id: str
    operand: Value | None
    """``None`` compares with blank."""
    negated: bool
    outcome: bool
    """The value of the rule when this comparison holds."""

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Return whether this condition holds; values of different types are never equal."""
        value = values.get(self.field_id)
        # Python takes True for 1.
        equal = value == self.operand and isinstance(value, bool) is isinstance(self.operand, bool)
        return equal is not self.negated

    def leaves(self) -> Iterator[FieldCondition]:
        """Yield itself."""
        yield self

    @property
    def depth(self) -> int:
        """Levels of nesting: none below a leaf."""
        return 0


@dataclass(slots=True, frozen=True)
class CompoundCondition:
    """Conditions joined by *and* or by *or*."""

    all_of: bool
    conditions: tuple[RuleCondition, ...]

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Return whether all, or any, of the conditions hold for values."""
        joined = all if self.all_of else any
        return joined(each.holds(values) for each in self.conditions)

    def leaves(self) -> Iterator[FieldCondition]:
        """Yield every comparison in it, in order."""
        for each in self.conditions:
            yield from each.leaves()

    @property
    def depth(self) -> int:
        """Levels of nesting of which this is the topmost."""
        return 1 + max((each.depth for each in self.conditions), default=0)

    @property
    def outcome(self) -> bool:
        """The value of the rule when this condition holds.

        A compound has no result of its own in the model; that its members decide, the first one
        where they differ, is assumed.
        """
        return next((leaf.outcome for leaf in self.leaves()), True)


RuleCondition = FieldCondition | CompoundCondition


@dataclass(slots=True, frozen=True)
class ConditionalRule:
    """A required or hidden rule: the first condition that holds decides, else the default."""

    type: str
    default: bool
    conditions: tuple[RuleCondition, ...]

    def applies(self, values: Mapping[str, Value]) -> bool:
        """Return the value of the rule for a case with these values (documented order)."""
        for condition in self.conditions:
            if condition.holds(values):
                return condition.outcome
        return self.default

    def check(self, definitions: Definitions) -> None:
        """Raise ValidationException for too many or too deep conditions, or unknown fields.

        The limits are documented with CompoundCondition; that they count comparisons and compounds
        within compounds, and that fields must exist, is assumed.
        """
        leaves = [leaf for condition in self.conditions for leaf in condition.leaves()]
        most = quotas.RULE_CONDITIONS.limit
        if len(leaves) > most:
            message = f"A case rule can have {most} conditions; this one has {len(leaves)}."
            raise ValidationException(message, rule="case-rule-at-most-5-conditions")
        levels = max((condition.depth for condition in self.conditions), default=0)
        deepest = quotas.RULE_LEVELS.limit
        if levels > deepest:
            message = (
                f"Conditions of a case rule can be nested in {deepest} levels; "
                f"this one has {levels}."
            )
            raise ValidationException(message, rule="case-rule-at-most-5-conditions")
        for leaf in leaves:
            _check_field(leaf.field_id, definitions)


@dataclass(slots=True, frozen=True)
class FieldOptionsRule:
    """The options of a child field that go with each option of a parent field."""

    parent_field_id: str | None
    child_field_id: str | None
    mappings: tuple[tuple[str, tuple[str, ...]], ...]
    """Each parent option value with the child option values it allows, ``""`` meaning blank."""

    @property
    def type(self) -> str:
        """The rule type, as the service model names it."""
        return FIELD_OPTIONS

    def allows(self, parent: Value | None, child: Value | None) -> bool:
        """Return whether a parent value allows a child value; blank children are always allowed.

        Parents without a mapping restrict nothing (assumed).
        """
        allowed = self.children_of(parent)
        return child is None or allowed is None or child in allowed

    def children_of(self, parent: Value | None) -> list[str] | None:
        """Return the child option values that go with a parent value, ``None`` for any."""
        allowed = [children for value, children in self.mappings if value == (parent or "")]
        return [each for children in allowed for each in children] if allowed else None

    def check(self, definitions: Definitions) -> None:
        """Raise ValidationException unless both fields are live single-select fields.

        Documented in the administrator guide; the error type is assumed.  Options need not exist
        yet (assumed): nothing in the model says so, and scripts make them later.
        """
        for member, field_id in (
            ("parentFieldId", self.parent_field_id),
            ("childFieldId", self.child_field_id),
        ):
            if field_id is None:
                continue
            found = _check_field(field_id, definitions)
            if found.type != SINGLE_SELECT:
                message = (
                    f"Field {field_id!r} at '{member}' of a field options rule has the type "
                    f"{found.type}; it must have the type {SINGLE_SELECT}."
                )
                raise ValidationException(message, rule="case-rule-mapping-fields-single-select")


RuleDetails = ConditionalRule | FieldOptionsRule


@dataclass(slots=True, kw_only=True)
class CaseRule(Definition):
    """A named rule of a domain; it acts on cases of the templates that list it."""

    kind: ClassVar[Kind] = kinds.CASE_RULE

    case_rule_id: str
    details: RuleDetails

    def field_ids(self) -> list[str]:
        """Return the fields of the conditions, or the parent and the child field."""
        if isinstance(self.details, ConditionalRule):
            conditions = self.details.conditions
            return [leaf.field_id for each in conditions for leaf in each.leaves()]
        both = (self.details.parent_field_id, self.details.child_field_id)
        return [each for each in both if each is not None]


def _check_field(field_id: str, definitions: Definitions) -> Field:
    if definitions.missing(kinds.FIELD, [field_id]):
        message = f"The rule names field {field_id!r}, which does not exist."
        message += definitions.instead_of(kinds.FIELD, field_id)
        raise ValidationException(message, rule="case-rule-fields-exist")
    found: Field = definitions.collection(kinds.FIELD)[field_id]
    return found
