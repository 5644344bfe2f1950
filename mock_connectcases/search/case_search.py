"""Searches over the cases of a domain: by indexes, and by a scan of the other cases.

Rule of this file: every answer is exact.  An index leaves few cases to test, and predicates
decide where it cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import chain, islice
from operator import attrgetter, methodcaller
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mock_connectcases.resources import field_value
from mock_connectcases.resources.field import DATE_TIME
from mock_connectcases.search import filters, sorting, text
from mock_connectcases.search.filters import AllOf, Comparison, Compilation, TagCondition
from mock_connectcases.search.indexes import IndexSpec, InvertedIndex, SortedIndex, attached_indexes
from mock_connectcases.search.interruptible import InterruptibleSearch
from mock_connectcases.search.sorting import NUMBERS, Sort

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.field_value import Value
    from mock_connectcases.search.filters import Filter
    from mock_connectcases.search.interruptible import Scan
    from mock_connectcases.search.paging import Pager
    from mock_connectcases.search.sorting import SortKey, SortValue

_STEPS_PER_KEY: Final = 20
"""The steps along a sorted index that cost as much as making one key and comparing it."""


class Criterion(NamedTuple):
    """A condition on cases, and the index that finds the cases that meet it."""

    test: Callable[[Case], bool]
    spec: IndexSpec[Any] | None = None
    look_up: Callable[[Any], Collection[str]] = lambda _index: ()
    """Takes the index, and returns the ids of the cases."""


def find_cases(
    domain: Domain,
    filter_: Filter | None,
    term: str | None,
    tests: Iterable[Callable[[Case], bool]] = (),
    *,
    pause: Callable[[], None] = lambda: None,
) -> list[Case] | None:
    """Return the cases that meet a filter, a quick search and tests; ``None`` for all cases.

    ``pause`` lends the lock of the store to others while a search takes long.
    Raises ValidationException for an invalid filter, whatever there is to search.
    """
    criteria = [Criterion(test) for test in tests]
    if filter_ is not None:
        compilation = Compilation()
        criteria += _criteria(compilation, filter_)
        compilation.check_count("filter")
    if term:
        wanted = text.words(term)
        test = text.has_words(wanted, domain.fields)
        criteria.append(Criterion(test, _word_index(domain), methodcaller("ids_with", wanted)))
    if not criteria:
        return None
    with InterruptibleSearch(domain, pause) as search:
        return _find(domain, criteria, search)


def _criteria(compilation: Compilation, of: Filter) -> Iterator[Criterion]:
    """Yield the conditions of a filter, each with its index if there is one."""
    for part in of.parts if isinstance(of, AllOf) else (of,):
        test = compilation.compile(part)
        match part:
            case Comparison(field) if field.depends_on_clock:
                yield Criterion(test)
            case Comparison(field, filters.EQUAL, operand):
                keys = _value_keys(field, operand)
                yield Criterion(test, _value_index(field), methodcaller("ids_with", keys))
            case Comparison(field, operator, operand) if (
                operator in filters.ORDERINGS and sorting.types_of(field) is NUMBERS
            ):
                # A sort has the beginnings of texts alone.
                by_field = [(field, False)]
                spec = _sort_index(by_field, _sort_of(by_field))
                value = sorting.converter(field)(operand)
                yield Criterion(test, spec, methodcaller("between", *_range(operator, value)))
            case TagCondition(key, value):
                yield Criterion(test, _tag_index(), methodcaller("ids_with", [(key, value)]))
            case _:
                yield Criterion(test)


def _range(operator: str, value: SortValue) -> tuple[SortKey, SortKey]:
    """Return the first key of the cases in a relation to a value in an ascending sort, and the end.

    Cases without a value come last there, with keys that begin with a one.
    """
    lowest, end, here, beyond = (0,), (1,), (0, value), (0, value, float("inf"))
    if value is None:
        return end, end
    return {
        "greaterThan": (beyond, end),
        "greaterThanOrEqualTo": (here, end),
        "lessThan": (lowest, here),
        "lessThanOrEqualTo": (lowest, beyond),
    }[operator]


def _find(domain: Domain, criteria: Sequence[Criterion], search: InterruptibleSearch) -> list[Case]:
    """Test the fewest cases that an index leaves, and count them for the first index missing."""
    cases, indexes = domain.cases, attached_indexes(domain)
    missing: IndexSpec[Any] | None = None
    narrowest: tuple[Criterion, Collection[str], set[str]] | None = None
    for criterion in criteria:
        if criterion.spec is None:
            continue
        found = indexes.usable(domain, criterion.spec, search)
        if found is None:
            missing = missing or criterion.spec
            continue
        index, changed = found
        ids = criterion.look_up(index)
        if narrowest is None or len(ids) < len(narrowest[1]):
            narrowest = criterion, ids, changed
    scan = _scan([each.test for each in criteria])
    if narrowest is None:
        indexes.count_tests(missing, len(cases))
        return search.run(cases.values(), scan)
    criterion, ids, changed = narrowest
    search.changed |= changed
    known = [cases[case_id] for case_id in ids if case_id not in search.changed]
    others = [each.test for each in criteria if each is not criterion]
    if others:
        indexes.count_tests(missing, len(known))
    indexes.count_tests(criterion.spec, len(changed))
    return search.run(known, _scan(others) if others else list, scan)


def _scan(tests: Sequence[Callable[[Case], bool]]) -> Scan[Case]:
    test = filters.all_hold(tests)
    return lambda cases: [case for case in cases if test(case)]


def page_of_cases(
    domain: Domain,
    pager: Pager[Case],
    sorts: Sequence[tuple[Field, bool]],
    found: list[Case] | None,
) -> tuple[list[Case], str | None]:
    """Return one page of the cases found, ``None`` for all cases, and the token of the next.

    They are sorted by fields, each descending or not, then by creation; without any sort, the
    latest change comes first.
    """
    if sorts:
        return _page_of_sorted(domain, pager, sorts, found)
    if found is not None:
        found.sort(key=attrgetter("change_number"), reverse=True)

    def after(start: int | None) -> Iterator[tuple[int, Case]]:
        latest = domain.change_order.latest_first(None if start is None else -start)
        return ((-case.change_number, case) for case in latest)

    return (
        pager.page_from(after)
        if found is None
        else pager.page((-c.change_number, c) for c in found)
    )


def _page_of_sorted(
    domain: Domain,
    pager: Pager[Case],
    sorts: Sequence[tuple[Field, bool]],
    found: list[Case] | None,
) -> tuple[list[Case], str | None]:
    sort = _sort_of(sorts)
    among = domain.cases.values() if found is None else found
    if any(by.depends_on_clock for by, _ in sorts):
        return sort.page(pager, lambda _start, _size: among)
    indexes = attached_indexes(domain)
    spec = _sort_index(sorts, sort)

    def first(start: SortKey | None, size: int) -> Iterable[Case]:
        """Return the cases that come first, or all where that is quicker."""
        made = indexes.usable(domain, spec)
        if made is None:
            indexes.count_tests(spec, len(among))
            return among
        if len(among) * _STEPS_PER_KEY < len(domain.cases):
            return among
        index, changed = made
        indexes.count_tests(spec, len(changed))
        wanted = domain.cases if found is None else {case.case_id for case in found}
        known = (each for each in index.after(start) if each in wanted and each not in changed)
        return [
            domain.cases[each] for each in chain(islice(known, size), changed) if each in wanted
        ]

    return sort.page(pager, first)


def _sort_of(sorts: Sequence[tuple[Field, bool]]) -> Sort[Case]:
    return Sort(
        [*(_sort_value_reader(by) for by, _ in sorts), attrgetter("number")],
        [*(sorting.types_of(by) for by, _ in sorts), NUMBERS],
        [*(down for _, down in sorts), False],
    )


def _sort_index(sorts: Sequence[tuple[Field, bool]], sort: Sort[Case]) -> IndexSpec[SortedIndex]:
    name = tuple((by.field_id, down) for by, down in sorts)
    return IndexSpec(name, lambda cases: SortedIndex(cases, sort.key))


def _sort_value_reader(by: Field) -> Callable[[Case], SortValue]:
    field_id, convert = by.field_id, sorting.converter(by)

    def read(case: Case) -> SortValue:
        value = case.value(field_id)
        return None if value is None else convert(value)

    return read


def _value_index(field: Field) -> IndexSpec[InvertedIndex]:
    field_id = field.field_id

    def keys_of(case: Case) -> tuple[Hashable, ...]:
        return _value_keys(field, case.values.get(field_id))

    return IndexSpec(("value", field_id), lambda cases: InvertedIndex(cases, keys_of))


def _value_keys(field: Field, value: Value | None) -> tuple[Hashable, ...]:
    """Return the keys under which an index has a value: none for NaN, which equals nothing."""
    if value is not None and field.type == DATE_TIME:
        instant = field_value.moment(str(value))
        return () if instant is None else (instant,)
    return (value,) if value == value else ()  # noqa: PLR0124  # false of NaN alone


def _tag_index() -> IndexSpec[InvertedIndex]:
    def keys_of(case: Case) -> Iterable[Hashable]:
        """Return the conditions that a tag meets: its key, its value, and both."""
        tags = case.tags.items()
        return {pair for key, each in tags for pair in ((key, each), (key, None), (None, each))}

    return IndexSpec("tags", lambda cases: InvertedIndex(cases, keys_of))


def _word_index(domain: Domain) -> IndexSpec[InvertedIndex]:
    words_of = text.word_reader(domain.fields)
    return IndexSpec("words", lambda cases: InvertedIndex(cases, words_of))
