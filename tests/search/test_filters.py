"""Filters against an oracle: each comparison spelled out for one subject at a time."""

from __future__ import annotations

import math
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_connectcases.errors import ValidationException
from mock_connectcases.resources import field as types
from mock_connectcases.search import filters
from tests.search.conftest import Subject, make_field

if TYPE_CHECKING:
    from collections.abc import Callable

FIELDS = {type_: make_field(type_) for type_ in (types.TEXT, types.NUMBER, types.BOOLEAN)}
MOMENTS = make_field(types.DATE_TIME)

VALUES: dict[str, st.SearchStrategy[Any]] = {
    types.TEXT: st.text(alphabet="aAbB ", max_size=4),
    types.NUMBER: st.integers(-3, 3).map(float) | st.just(0.5),
    types.BOOLEAN: st.booleans(),
}
INSTANTS = st.sampled_from(
    ["2026-01-31T12:00:00Z", "2026-01-31T14:00:00+02:00", "2027-01-01T00:00Z"]
)
OPERATORS = {
    types.TEXT: ["equalTo", "contains"],
    types.NUMBER: ["equalTo", *filters.ORDERINGS],
    types.BOOLEAN: ["equalTo"],
}
TAGS = st.dictionaries(st.sampled_from("kl"), st.sampled_from(["", "v", "w"]))


@st.composite
def comparisons(draw: st.DrawFn) -> filters.Comparison:
    """Draw a comparison that suits the type of its field, or one with the empty value."""
    type_ = draw(st.sampled_from(sorted(FIELDS)))
    operator = draw(st.sampled_from(OPERATORS[type_]))
    operands = VALUES[type_] | st.none() if operator == "equalTo" else VALUES[type_]
    return filters.Comparison(FIELDS[type_], operator, draw(operands))


TAGGED = st.builds(
    filters.TagCondition, st.sampled_from([None, "k", "l"]), st.sampled_from([None, "", "v"])
).filter(lambda tagged: (tagged.key, tagged.value) != (None, None))


def branches(parts: st.SearchStrategy[filters.Filter]) -> st.SearchStrategy[filters.Filter]:
    """Draw what combines filters."""
    several = st.lists(parts, max_size=3).map(tuple)
    return st.one_of(
        st.builds(filters.Not, parts),
        st.builds(filters.AllOf, several),
        st.builds(filters.AnyOf, several),
    )


FILTERS: st.SearchStrategy[filters.Filter] = st.recursive(comparisons() | TAGGED, branches)
SUBJECTS = st.builds(Subject, st.fixed_dictionaries({}, optional=VALUES), TAGS)


def holds(of: filters.Filter, subject: Subject) -> bool:
    """Say what a filter means for one subject."""
    if isinstance(of, filters.Not):
        return not holds(of.part, subject)
    if isinstance(of, filters.AllOf):
        return not any(not holds(part, subject) for part in of.parts)
    if isinstance(of, filters.AnyOf):
        return any(holds(part, subject) for part in of.parts)
    if isinstance(of, filters.TagCondition):
        return any(
            of.key in (None, key) and of.value in (None, value)
            for key, value in subject.tags.items()
        )
    value: Any = subject.values.get(of.field.field_id)
    operand: Any = of.operand
    if value is None or operand is None:
        return of.operator == "equalTo" and value is operand
    meanings: dict[str, Callable[[], bool]] = {
        "equalTo": lambda: bool(value == operand),
        "contains": lambda: operand.lower() in value.lower(),
        "greaterThan": lambda: bool(value > operand),
        "greaterThanOrEqualTo": lambda: bool(value >= operand),
        "lessThan": lambda: bool(value < operand),
        "lessThanOrEqualTo": lambda: bool(value <= operand),
    }
    return meanings[of.operator]()


@given(FILTERS, SUBJECTS)
def test_predicate_means_what_the_filter_says(of: filters.Filter, subject: Subject) -> None:
    """A filter of any shape finds exactly what its comparisons, one by one, add up to."""
    found = filters.Compilation().compile(of)(subject)

    assert found is holds(of, subject)


@given(
    st.sampled_from(sorted(filters.ORDERINGS)),
    st.datetimes(timezones=st.timezones(), allow_imaginary=False),
    st.datetimes(timezones=st.timezones(), allow_imaginary=False),
)
def test_times_are_compared_as_instants(operator: str, value: datetime, operand: datetime) -> None:
    """Two times compare as they follow each other, whatever the offsets they are written with."""
    texts = [
        each.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")
        for each in (value, operand)
    ]
    test = filters.Compilation().compile(filters.Comparison(MOMENTS, operator, texts[1]))

    found = test(Subject({MOMENTS.field_id: texts[0]}))

    assert found is filters.ORDERINGS[operator](value, operand)


@pytest.mark.parametrize(
    ("value", "operand"),
    [
        ("2026-01-31T12:00:00Z", "2026-01-31T14:00:00+02:00"),
        ("2026-01-31T12:00:00.100Z", "2026-01-31T12:00:00.1Z"),
        ("2026-01-31T12:00Z", "2026-01-31T12:00:00.000000000Z"),
    ],
)
def test_one_instant_is_equal_in_every_spelling(value: str, operand: str) -> None:
    """A time equals itself in another offset and with more or fewer digits."""
    test = filters.Compilation().compile(filters.Comparison(MOMENTS, "equalTo", operand))

    assert test(Subject({MOMENTS.field_id: value}))


@pytest.mark.parametrize("operator", ["equalTo", *filters.ORDERINGS])
def test_operand_that_is_no_time_is_refused(operator: str) -> None:
    """A DateTime field cannot be compared with any other text."""
    with pytest.raises(ValidationException, match="'yesterday'"):
        filters.Compilation().compile(filters.Comparison(MOMENTS, operator, "yesterday"))


WIDE = st.lists(
    st.one_of(
        comparisons(),
        st.builds(
            filters.Comparison,
            st.just(MOMENTS),
            st.just("equalTo"),
            st.sampled_from(["2026-01-31T12:00:00Z", "2026-01-31T13:00:00+01:00", None]),
        ),
        st.builds(
            filters.Comparison,
            st.just(FIELDS[types.NUMBER]),
            st.just("equalTo"),
            st.just(math.nan),
        ),
    ),
    max_size=30,
).map(tuple)


@given(WIDE, st.fixed_dictionaries({}, optional={**VALUES, MOMENTS.field_id: INSTANTS}))
def test_any_of_many_is_what_one_by_one_adds_up_to(
    parts: tuple[filters.Comparison, ...], values: dict[str, Any]
) -> None:
    """Comparisons of one field that are made together find what each finds alone."""
    subject = Subject(values)

    found = filters.Compilation().compile(filters.AnyOf(parts))(subject)

    assert found is any(filters.Compilation().compile(part)(subject) for part in parts)


def test_predicate_does_not_take_one_subject_for_another() -> None:
    """What is remembered of a subject is not what the next one says."""
    text = filters.Comparison(FIELDS[types.TEXT], "contains", "a")
    holds_ = filters.Compilation().compile(filters.AllOf((text, text)))
    subjects = [Subject({types.TEXT: each}) for each in ("a", "b", "A")]

    assert [holds_(each) for each in (*subjects, subjects[0])] == [True, False, True, True]


@given(FILTERS, SUBJECTS)
def test_joined_filters_mean_what_their_parts_do(of: filters.Filter, subject: Subject) -> None:
    """Negating and joining does not change the meaning, whatever nesting it saves."""
    nested = filters.join(filters.AnyOf, [filters.join(filters.AnyOf, [of, of]), of])
    denied = filters.negate(filters.negate(filters.join(filters.AllOf, [nested])))

    assert holds(denied, subject) is holds(of, subject)


def test_no_nesting_is_left_that_says_nothing() -> None:
    """Negations of negations and lists of one cost nothing, however deep they are."""
    of: filters.Filter = filters.TagCondition("k", None)
    for _ in range(50):
        of = filters.negate(filters.join(filters.AnyOf, [filters.negate(of)]))

    assert of == filters.TagCondition("k", None)


@pytest.mark.parametrize("operator", ["contains", "equalTo"])
def test_subject_is_compared_as_it_is_now(operator: str) -> None:
    """It may change between two readings of it."""
    subject = Subject({types.TEXT: "red"})
    test = filters.Compilation().compile(filters.Comparison(FIELDS[types.TEXT], operator, "blue"))
    before = test(subject)

    subject.values[types.TEXT] = "blue"

    assert (before, test(subject)) == (False, True)
