"""How a search over cases is answered: by what the indexes know, and by looking at the rest.

Rule of this file: every answer is exact.  Indexes and predicates may stand in for each other, and
only the cost decides which is asked.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from mock_connectcases.resources import field as field_types
from mock_connectcases.resources import field_value
from mock_connectcases.search import case_indexes, filters, sorting, text
from mock_connectcases.search.filters import AllOf, AnyOf, Comparison, Not, Tagged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.search.filters import Filter
    from mock_connectcases.search.indexes import Indexes

_BEYOND_EVERY_NUMBER: Final = float("inf")


class Plan(NamedTuple):
    """A way to find the cases of a filter without looking at all cases."""

    most: int
    """No more cases than this can be found."""
    cost: int
    """About how many cases have to be looked at."""
    find: Callable[[], AbstractSet[Case]]
    """Finds them; the set may be an index's own, to be read before anything changes."""


class Part(NamedTuple):
    """One of several conditions: the test of a single case, and the plan if there is one."""

    test: Callable[[Case], bool]
    plan: Plan | None


class Planner:
    """Answers searches over the cases of a domain as they are at this moment."""

    def __init__(self, domain: Domain, indexes: Indexes) -> None:
        self._domain = domain
        self._indexes = indexes
        self._fields: set[str] = set()
        self._ranges: set[str] = set()

    def find(
        self,
        filter_: Filter | None,
        term: str | None,
        tests: Sequence[Callable[[Case], bool]] = (),
    ) -> AbstractSet[Case] | None:
        """Return the cases that meet a filter, a quick search and tests; ``None`` for all cases.

        Raises ValidationException for a filter that is none, whatever there is to search.
        """
        parts = [Part(test, None) for test in tests]
        if filter_ is not None:
            parts.append(self._part(filter_))
        if term:
            parts.append(self._quick_search(term))
        if not parts:
            return None
        plan = self._all_of(parts)
        if plan is not None:
            return plan.find()
        return _those(self._domain.cases.values(), [part.test for part in parts])

    def _part(self, of: Filter) -> Part:
        return Part(filters.predicate(of), self._plan(of))

    def _plan(self, of: Filter) -> Plan | None:
        match of:
            case Comparison():
                return self._comparison(of)
            case Tagged(key=key, value=value):
                return _known(self._indexes.cases.by_tag(self._domain).under((key, value)))
            case Not(part=part):
                return self._opposite(self._plan(part))
            case AllOf(parts=parts):
                return self._all_of([self._part(part) for part in parts])
            case AnyOf(parts=parts):
                return self._any_of([self._plan(part) for part in parts])

    def _comparison(self, of: Comparison) -> Plan | None:
        if of.depends_on_clock:
            return None if of.operand is None else self._with_sla(of)
        if of.operator == filters.EQUAL:
            if not _has_room(self._fields, of, case_indexes.MOST_FIELDS):
                return None
            keys = case_indexes.value_key(of.field, of.operand)
            index = self._indexes.cases.by_value(self._domain, of.field)
            return _known(index.under(keys[0]) if keys else frozenset())
        # One sort is left for the order of the answer.
        if of.operator in filters.ORDERINGS and _has_room(
            self._ranges, of, case_indexes.MOST_SORTS - 1
        ):
            return self._range(of)
        return None

    def _range(self, of: Comparison) -> Plan:
        """Plan a comparison by order, over the cases as they are sorted by that field alone."""
        operand = of.operand
        if of.field.type == field_types.DATE_TIME:
            instant = field_value.moment(str(operand))
            operand = None if instant is None else sorting.ticks(instant)
        if operand is None or operand != operand:  # noqa: PLR0124  # true of NaN alone
            return _known(frozenset())
        index = self._indexes.cases.in_order(self._domain, [(of.field, False)])
        first, end = 0, index.before((1,))
        if of.operator == "greaterThan":
            first = index.before((0, operand, _BEYOND_EVERY_NUMBER))
        elif of.operator == "greaterThanOrEqualTo":
            first = index.before((0, operand))
        elif of.operator == "lessThan":
            end = index.before((0, operand))
        else:
            end = index.before((0, operand, _BEYOND_EVERY_NUMBER))
        return Plan(end - first, end - first, lambda: set(index.between(first, end)))

    def _with_sla(self, of: Comparison) -> Plan:
        """Plan a comparison with what only cases with an SLA can have."""
        test = filters.predicate(of)
        cases = self._indexes.items(self._domain).cases_with_sla()
        return Plan(len(cases), len(cases), lambda: _those(cases, [test]))

    def _quick_search(self, term: str) -> Part:
        """Plan a quick search; a term without any word finds nothing (assumed)."""
        words, fields = text.words(term), self._domain.fields
        index = self._indexes.cases.by_word(self._domain)
        rarest, *others = sorted((index.under(word) for word in words), key=len) or [frozenset()]
        plan = Plan(len(rarest), len(rarest), lambda: rarest.intersection(*others))
        return Part(lambda case: bool(words) and words <= text.words_of(case, fields), plan)

    def _opposite(self, plan: Plan | None) -> Plan | None:
        if plan is None:
            return None
        cases = self._domain.cases
        return Plan(len(cases), len(cases) + plan.cost, lambda: set(cases.values()) - plan.find())

    def _any_of(self, plans: Sequence[Plan | None]) -> Plan | None:
        known = [plan for plan in plans if plan is not None]
        if len(known) < len(plans):
            return None
        most = sum(plan.most for plan in known)
        cost = sum(plan.cost for plan in known)
        return Plan(most, most + cost, lambda: set().union(*(plan.find() for plan in known)))

    def _all_of(self, parts: Sequence[Part]) -> Plan | None:
        """Begin with the plan that finds the fewest, and narrow down what it finds."""
        planned = sorted((part.plan for part in parts if part.plan is not None), key=_most)
        if not planned:
            return None
        narrowest = planned[0]

        def find() -> AbstractSet[Case]:
            found = narrowest.find()
            tests = []
            for test, plan in parts:
                if plan is narrowest:
                    continue
                if plan is not None and plan.cost <= len(found):
                    found = found & plan.find()
                else:
                    tests.append(test)
            return _those(found, tests) if tests else found

        return Plan(narrowest.most, narrowest.cost + narrowest.most, find)


_most = attrgetter("most")


def _has_room(asked: set[str], of: Comparison, most: int) -> bool:
    """Whether the index of one more field can be asked for without dropping one just made."""
    if of.field.field_id not in asked and len(asked) == most:
        return False
    asked.add(of.field.field_id)
    return True


def _known(found: AbstractSet[Case]) -> Plan:
    return Plan(len(found), 0, lambda: found)


def _those(cases: Iterable[Case], tests: Sequence[Callable[[Case], bool]]) -> AbstractSet[Case]:
    test = filters.all_hold(tests)
    return {case for case in cases if test(case)}
