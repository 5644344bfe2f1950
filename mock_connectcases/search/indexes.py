"""Indexes of a domain's cases, each made once it pays.

A search without an index tests every case.  The cases that searches test for lack of an index are
counted, and once they have cost more than making the index, the next search makes it.  An index is
a snapshot and never updated: each search also tests the cases that have changed since, which are
counted too, until the index is made anew by the same rule.

Rule of this file: what is counted is cases, never seconds, so that the same calls make the same
indexes on any machine; and an index holds ids, never cases, so that it holds none alive.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from mock_connectcases.resources import kinds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.changes import Change
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.search.interruptible import InterruptibleSearch
    from mock_connectcases.search.sorting import SortKey

MAKING_COST: Final = 5
"""The tests of each case that cost about as much as making an index; measured, from 2 to 8."""

MOST_INDEXES: Final = 32
"""The number of indexes of a domain that are held or counted for, by the latest searches; ours."""

Index = TypeVar("Index")


class InvertedIndex:
    """Case ids by the keys that follow from each case."""

    def __init__(
        self, cases: Iterable[Case], keys_of: Callable[[Case], Iterable[Hashable]]
    ) -> None:
        self._ids: dict[Hashable, str | list[str]] = {}
        """A key with one id, as many have, holds it without a list."""
        for case in cases:
            case_id = case.case_id
            for key in keys_of(case):
                found = self._ids.setdefault(key, case_id)
                if isinstance(found, list):
                    found.append(case_id)
                elif found is not case_id:
                    self._ids[key] = [found, case_id]

    def ids_with(self, keys: Iterable[Hashable]) -> Collection[str]:
        """Return the ids that have all of some keys; without keys, none."""
        found = sorted(map(self._ids_under, keys), key=len)
        if len(found) > 1:
            return set(found[0]).intersection(*found[1:])
        return found[0] if found else ()

    def _ids_under(self, key: Hashable) -> Sequence[str]:
        found = self._ids.get(key, ())
        return (found,) if isinstance(found, str) else found


class SortedIndex:
    """Case ids in the order of a sort."""

    def __init__(self, cases: Iterable[Case], key_of: Callable[[Case], SortKey]) -> None:
        entries = sorted((key_of(case), case.case_id) for case in cases)
        self._keys = [key for key, _ in entries]
        self._ids = [case_id for _, case_id in entries]

    def after(self, key: SortKey | None) -> Iterator[str]:
        """Yield the ids with a greater key, or all of them, in order."""
        first = 0 if key is None else bisect_right(self._keys, key)
        return islice(self._ids, first, None)

    def between(self, first: SortKey, end: SortKey) -> Sequence[str]:
        """Return the ids from one key on, and before another."""
        return self._ids[bisect_left(self._keys, first) : bisect_left(self._keys, end)]


@dataclass(frozen=True)
class IndexSpec(Generic[Index]):
    """The name of an index, and the function that makes it."""

    name: Hashable
    make: Callable[[Iterable[Case]], Index]


@dataclass
class _IndexEntry:
    """An index or none, and the number of cases tested for lack of a current one."""

    index: Any = None
    changes: int = 0
    """How many changes the domain had noted when the index was made."""
    tested: int = 0


class Indexes:
    """The indexes of one domain, and the counts for those that it lacks."""

    def __init__(self) -> None:
        self._entries: OrderedDict[Hashable, _IndexEntry] = OrderedDict()
        self._has_index = False
        self._changed: list[str] = []
        """The case of each change since the first index was made."""

    def observe(self, domain: Domain, change: Change) -> None:
        """Note which case changed, while there is an index from before the change.

        When as many changes are noted as there are cases, all indexes are dropped.
        """
        if self._has_index and change.kind is kinds.CASE:
            self._changed.append(change.resource_id)
            if len(self._changed) > len(domain.cases):
                self._entries.clear()
                self._changed.clear()
                self._has_index = False

    def usable(
        self, domain: Domain, spec: IndexSpec[Index], search: InterruptibleSearch | None = None
    ) -> tuple[Index, set[str]] | None:
        """Return an index with the ids of the cases that changed since; ``None`` if none is usable.

        It is made now if that pays.  One that was to be dropped meanwhile, when the search that
        makes it was interrupted, is not usable.
        """
        entry = self._entry(spec)
        if entry.tested > MAKING_COST * len(domain.cases):
            self._has_index = True
            changes, entry.tested = len(self._changed), 0
            cases: Iterable[Case] = domain.cases.values()
            if search is not None:
                cases = chain.from_iterable(search.batches(cases))
            entry.index, entry.changes = spec.make(cases), changes
        if entry.index is None or self._entries.get(spec.name) is not entry:
            return None
        return entry.index, set(islice(self._changed, entry.changes, None))

    def count_tests(self, spec: IndexSpec[Any] | None, tested: int) -> None:
        """Count cases that a search has tested for lack of a current index, if there can be one."""
        if spec is not None:
            self._entry(spec).tested += tested

    def _entry(self, spec: IndexSpec[Any]) -> _IndexEntry:
        entry = self._entries.setdefault(spec.name, _IndexEntry())
        self._entries.move_to_end(spec.name)
        if len(self._entries) > MOST_INDEXES:
            self._entries.popitem(last=False)
        return entry


def attached_indexes(domain: Domain) -> Indexes:
    """Return the indexes of a domain; the first call attaches them as an observer of it."""
    for each in domain.observers:
        if isinstance(each, Indexes):
            return each
    made = Indexes()
    domain.observers.append(made)
    return made
