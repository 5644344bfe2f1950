"""Filters: a tree of comparisons, compiled to one predicate before anything is searched.

Rule of this file: a search calls a predicate a hundred thousand times in a row.  It reads values
from their dictionary and calls nothing that it can do without.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from mock_connectcases import rules
from mock_connectcases.errors import ValidationException
from mock_connectcases.resources import field_value, quotas
from mock_connectcases.resources.field import DATE_TIME, NUMBER, SINGLE_SELECT, TEXT, URL
from mock_connectcases.wording import join_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
_TEXTS: Final = (TEXT, URL, SINGLE_SELECT)
_TYPES_OF_OPERATOR: Final = {
    CONTAINS: _TEXTS,
    **dict.fromkeys(ORDERINGS, (NUMBER, DATE_TIME, *_TEXTS)),
}


class Searchable(Protocol):
    """A case, or a custom related item."""

    @property
    def values(self) -> Mapping[str, Value | None]:
        """The values that it holds, by field id."""

    @property
    def tags(self) -> Mapping[str, str]:
        """Its tags."""

    def value(self, field_id: str) -> Value | None:
        """Return the value of a field as it is now, ``None`` if there is none."""


Tested = TypeVar("Tested")
Predicate = Callable[[Searchable], bool]


@dataclass(slots=True, frozen=True)
class Comparison:
    """A field's value stands in some relation to an operand; ``None`` is the empty value."""

    field: Field
    operator: str
    operand: Value | None


@dataclass(slots=True, frozen=True)
class TagCondition:
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


Filter = Comparison | TagCondition | Not | AllOf | AnyOf


def negate(of: Filter) -> Filter:
    """Return the opposite of a filter, which has no double negation."""
    return of.part if isinstance(of, Not) else Not(of)


def join(kind: type[AllOf | AnyOf], parts: Iterable[Filter]) -> Filter:
    """Return all or any of some filters, without lists of the same kind within the list."""
    flat: list[Filter] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else [part]
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


class Compilation:
    """Compiles filters for one search; a value that many of them compare is converted once.

    Raises ValidationException for an operator that does not suit the type of its field, for a tag
    filter without key and value, and for DateTime operands that are no time (all assumed).
    """

    def __init__(self) -> None:
        self._conditions = 0
        self._readers: dict[str, Callable[[Searchable], Any]] = {}

    def check_count(self, member: str) -> None:
        """Raise ValidationException where the filters have more conditions than a search may."""
        most = quotas.SEARCH_CONDITIONS.limit
        if self._conditions > most:
            message = (
                f"'{member}' has {self._conditions:,} conditions; a search can have at most "
                f"{most:,}."
            )
            raise ValidationException(message, rule=quotas.SEARCH_CONDITIONS.rule)

    def compile(self, of: Filter) -> Predicate:
        """Return the predicate of a filter."""
        match of:
            case Comparison():
                return self._compare(of)
            case TagCondition():
                self._conditions += 1
                return _tagged(of)
            case Not(part=part):
                inner = self.compile(part)
                return lambda subject: not inner(subject)
            case AllOf(parts=parts):
                self._conditions += not parts
                return all_hold([self.compile(part) for part in parts])
            case AnyOf(parts=parts):
                self._conditions += not parts
                return self._any_of(parts)

    def _any_of(self, parts: Sequence[Filter]) -> Predicate:
        """Join filters by *or*; alternatives to one value of one field are one test."""
        groups: dict[tuple[str, str], list[Comparison]] = {}
        tests = []
        for part in parts:
            if (
                isinstance(part, Comparison)
                and part.operator in (EQUAL, CONTAINS)
                and part.operand is not None
            ):
                groups.setdefault((part.field.field_id, part.operator), []).append(part)
            else:
                tests.append(self.compile(part))
        tests += [self._compare(*group) for group in groups.values()]

        def test(subject: Searchable) -> bool:
            for each in tests:  # noqa: SIM110 - any() would make a generator for each subject
                if each(subject):
                    return True
            return False

        return test

    def _compare(self, of: Comparison, *others: Comparison) -> Predicate:
        """Compare a field with an operand, or by *equalTo* or *contains* with any of several."""
        for each in (of, *others):
            self._conditions += 1
            _check_operator(each)
        field_id, read = of.field.field_id, self._reader(of.field)
        if of.operand is None:
            if of.field.depends_on_clock:
                return lambda subject: subject.value(field_id) is None
            return lambda subject: subject.values.get(field_id) is None
        operands = tuple(dict.fromkeys(_convert_operand(each) for each in (of, *others)))
        if of.operator == CONTAINS:
            return _contains_any(read, operands)
        if of.operator == EQUAL:
            # NaN equals nothing, though a set finds it.
            equal = frozenset(each for each in operands if each == each)  # noqa: PLR0124
            if of.field.type == DATE_TIME:
                return lambda subject: read(subject) in equal
            return lambda subject: subject.values.get(field_id) in equal
        relation, operand = ORDERINGS[of.operator], operands[0]

        def is_ordered(subject: Searchable) -> bool:
            value = read(subject)
            return value is not None and relation(value, operand)

        return is_ordered

    def _reader(self, field: Field) -> Callable[[Searchable], Any]:
        """Return a reader of a field's converted value, shared by all comparisons of the field."""
        if field.field_id in self._readers:
            return self._readers[field.field_id]
        read = self._readers[field.field_id] = _make_reader(field)
        return read


def _make_reader(field: Field) -> Callable[[Searchable], Any]:
    field_id, is_computed = field.field_id, field.depends_on_clock
    convert = _CONVERSIONS.get(field.type)
    last: Any = None
    answer: Any = None

    def read(subject: Searchable) -> Any:
        nonlocal last, answer
        value: Any = subject.value(field_id) if is_computed else subject.values.get(field_id)
        if convert is None or value is None:
            return value
        # Not by the subject: its values may change while a search is interrupted.
        if value is not last:
            last, answer = value, convert(value)
        return answer

    return read


_CONVERSIONS: Final[Mapping[str, Callable[[str], Any]]] = {
    DATE_TIME: field_value.moment,
    **dict.fromkeys(_TEXTS, str.casefold),
}
"""What order and *contains* compare, by type of field: instants, and texts whatever their case."""


def _contains_any(read: Callable[[Searchable], Any], parts: Sequence[str]) -> Predicate:
    # One after the other: a regular expression of many parts takes several times as long.
    def test(subject: Searchable) -> bool:
        text = read(subject)
        if type(text) is not str:
            return False
        for part in parts:  # noqa: SIM110 - any() would make a generator for each subject
            if part in text:
                return True
        return False

    return test


def all_hold(tests: Sequence[Callable[[Tested], bool]]) -> Callable[[Tested], bool]:
    """Return the predicate that is true where all of some predicates are."""
    if len(tests) == 1:
        return tests[0]

    def test(subject: Tested) -> bool:
        for each in tests:  # noqa: SIM110 - all() would make a generator for each subject
            if not each(subject):
                return False
        return True

    return test


def _tagged(of: TagCondition) -> Predicate:
    key, value = of.key, of.value
    if key is None and value is None:
        rule = "tag-filter-not-empty"
        if not rules.applies(rule):
            return lambda _subject: True
        message = "A tag filter needs a key, a value or both."
        raise ValidationException(message, rule=rule)
    if key is None:
        return lambda subject: value in subject.tags.values()
    if value is None:
        return lambda subject: key in subject.tags
    return lambda subject: subject.tags.get(key) == value


def _convert_operand(of: Comparison) -> Any:
    """Return an operand as the values that it is compared with are read."""
    if of.field.type == DATE_TIME:
        instant = field_value.moment(str(of.operand))
        if instant is None:
            message = (
                f"Value {of.operand!r} for field {of.field.field_id!r} is no ISO 8601 time such as "
                "'2026-01-31T12:00:00Z'."
            )
            raise ValidationException(message, rule="search-malformed-time-refused")
        return instant
    if of.operator != EQUAL and of.field.type in _TEXTS:
        return str(of.operand).casefold()
    return of.operand


def _check_operator(of: Comparison) -> None:
    """Refuse operators that mean nothing for a type, such as parts of numbers (assumed).

    The administrator guide's flow block offers fewer, but that is no rule of the API.
    """
    type_ = of.field.type
    rule = "search-operator-suits-type"
    is_unsuitable = of.operator != EQUAL and type_ not in _TYPES_OF_OPERATOR[of.operator]
    if is_unsuitable and rules.applies(rule):
        suitable = [EQUAL, *(key for key, types in _TYPES_OF_OPERATOR.items() if type_ in types)]
        message = (
            f"'{of.operator}' does not suit field {of.field.field_id!r} of type {type_}; "
            f"{join_words(suitable)} {'do' if len(suitable) > 1 else 'does'}."
        )
        raise ValidationException(message, rule=rule)
    if of.operand is None and of.operator != EQUAL:
        message = (
            f"An empty value of field {of.field.field_id!r} can be found by '{EQUAL}' alone, "
            f"not by '{of.operator}'."
        )
        raise ValidationException(message, rule="search-empty-value-only-equal-to")
