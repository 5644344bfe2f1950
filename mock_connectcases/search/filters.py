"""Filters: a tree of comparisons, turned into one predicate before anything is searched.

Rule of this file: a predicate is asked a hundred thousand times in a row.  It reads values from
their dictionary and calls nothing that it can do without.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from mock_connectcases.errors import ValidationException
from mock_connectcases.resources import field as field_types
from mock_connectcases.resources import field_value
from mock_connectcases.resources.system_fields import NEXT_SLA_BREACH_DATETIME

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.field_value import Value

EQUAL: Final = "equalTo"
CONTAINS: Final = "contains"
ORDERINGS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "greaterThan": operator.gt,
    "greaterThanOrEqualTo": operator.ge,
    "lessThan": operator.lt,
    "lessThanOrEqualTo": operator.le,
}

_ORDERED_TYPES: Final = frozenset({field_types.NUMBER, field_types.DATE_TIME})
_TEXT_TYPES: Final = frozenset({field_types.TEXT, field_types.URL})


class Searchable(Protocol):
    """What a filter is asked about."""

    @property
    def values(self) -> Mapping[str, Value | None]:
        """Its values by field id, but for those that depend on the clock."""

    @property
    def tags(self) -> Mapping[str, str]:
        """Its tags."""

    def value(self, field_id: str) -> Value | None:
        """Return the value of a field as it is now, ``None`` if there is none."""


Subject = TypeVar("Subject")


@dataclass(slots=True, frozen=True)
class Comparison:
    """A field's value stands in some relation to an operand; ``None`` is the empty value."""

    field: Field
    operator: str
    operand: Value | None

    @property
    def depends_on_clock(self) -> bool:
        """Whether it can hold at one time and not at another, with nothing changed."""
        return self.field.field_id == NEXT_SLA_BREACH_DATETIME


@dataclass(slots=True, frozen=True)
class Tagged:
    """A tag has this key, this value, or both."""

    key: str | None
    value: str | None


@dataclass(slots=True, frozen=True)
class Not:
    """The opposite of a filter."""

    part: Filter


@dataclass(slots=True, frozen=True)
class AllOf:
    """All of some filters; none at all is true (assumed)."""

    parts: tuple[Filter, ...]


@dataclass(slots=True, frozen=True)
class AnyOf:
    """Any of some filters; none at all is false (assumed)."""

    parts: tuple[Filter, ...]


Filter = Comparison | Tagged | Not | AllOf | AnyOf


def predicate(of: Filter) -> Callable[[Searchable], bool]:
    """Return the predicate of a filter.

    Raises ValidationException for an operator that does not suit the type of its field, for a tag
    filter without key and value, and for DateTime operands that are no time (all assumed).
    """
    match of:
        case Comparison():
            return _compare(of)
        case Tagged():
            return _tagged(of)
        case Not(part=part):
            inner = predicate(part)
            return lambda subject: not inner(subject)
        case AllOf(parts=parts):
            return all_hold([predicate(part) for part in parts])
        case AnyOf(parts=parts):
            return _any_holds([predicate(part) for part in parts])


def all_hold(tests: Sequence[Callable[[Subject], bool]]) -> Callable[[Subject], bool]:
    """Return the predicate that is true where all of some predicates are."""
    if len(tests) == 1:
        return tests[0]

    def test(subject: Subject) -> bool:
        for each in tests:  # noqa: SIM110 - all() would make a generator for each subject
            if not each(subject):
                return False
        return True

    return test


def _any_holds(tests: Sequence[Callable[[Searchable], bool]]) -> Callable[[Searchable], bool]:
    def test(subject: Searchable) -> bool:
        for each in tests:  # noqa: SIM110 - any() would make a generator for each subject
            if each(subject):
                return True
        return False

    return test


def _tagged(of: Tagged) -> Callable[[Searchable], bool]:
    key, value = of.key, of.value
    if key is None and value is None:
        raise ValidationException("A tag filter needs a key, a value or both.")
    if key is None:
        return lambda subject: value in subject.tags.values()
    if value is None:
        return lambda subject: key in subject.tags
    return lambda subject: subject.tags.get(key) == value


def _compare(of: Comparison) -> Callable[[Searchable], bool]:
    _check_operator(of)
    field_id, operand = of.field.field_id, of.operand
    if of.depends_on_clock:
        return _compare_now(of)
    if operand is None:
        return lambda subject: subject.values.get(field_id) is None
    if of.operator == CONTAINS:
        return _compare_text(field_id, str(operand).casefold())
    if of.field.type == field_types.DATE_TIME:
        holds = _moment_test(of, str(operand))
        return lambda subject: holds(subject.values.get(field_id))
    if of.operator == EQUAL:
        return lambda subject: subject.values.get(field_id) == operand
    relation = ORDERINGS[of.operator]

    def is_ordered(subject: Searchable) -> bool:
        value = subject.values.get(field_id)
        return value is not None and relation(value, operand)

    return is_ordered


def _compare_now(of: Comparison) -> Callable[[Searchable], bool]:
    """Compare a time that follows from the clock, the only values that do."""
    field_id = of.field.field_id
    if of.operand is None:
        return lambda subject: subject.value(field_id) is None
    holds = _moment_test(of, str(of.operand))
    return lambda subject: holds(subject.value(field_id))


def _compare_text(field_id: str, part: str) -> Callable[[Searchable], bool]:
    def is_within(subject: Searchable) -> bool:
        value = subject.values.get(field_id)
        # Only fields of text can be asked for what they contain.
        return value is not None and part in value.casefold()  # type: ignore[union-attr]

    return is_within


def _moment_test(of: Comparison, text: str) -> Callable[[Value | None], bool]:
    operand = field_value.moment(text)
    relation = operator.eq if of.operator == EQUAL else ORDERINGS[of.operator]
    if operand is None:
        message = (
            f"Value {text!r} for field {of.field.field_id!r} is no ISO 8601 time such as "
            "'2026-01-31T12:00:00Z'."
        )
        raise ValidationException(message)

    def holds(value: Value | None) -> bool:
        instant = None if value is None else field_value.moment(str(value))
        return instant is not None and relation(instant, operand)

    return holds


def _check_operator(of: Comparison) -> None:
    """Refuse operators by type, as the administrator guide's flow block offers them (assumed)."""
    type_ = of.field.type
    suits = (
        of.operator == EQUAL
        or (of.operator == CONTAINS and type_ in _TEXT_TYPES)
        or (of.operator in ORDERINGS and type_ in _ORDERED_TYPES)
    )
    if not suits:
        message = f"'{of.operator}' does not suit field {of.field.field_id!r} of type {type_}."
        raise ValidationException(message)
    if of.operand is None and of.operator != EQUAL:
        message = f"An empty value can be found by '{EQUAL}' alone, not by '{of.operator}'."
        raise ValidationException(message)
