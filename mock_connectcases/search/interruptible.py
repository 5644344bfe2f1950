"""Releases the lock of the store now and then while a search tests many cases.

Meanwhile other requests run, and cases may change.  Those that did are tested again, so that the
answer is that of the moment when the search ends.

Rule of this file: when the lock is released depends on time, what is found never does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Final, TypeVar

from mock_connectcases.resources import kinds
from mock_connectcases.resources.case import Case
from mock_connectcases.resources.related_item import RelatedItem

if TYPE_CHECKING:
    from typing_extensions import Self

    from mock_connectcases.resources.changes import Change
    from mock_connectcases.resources.domain import Domain

TIME_SLICE: Final = 0.02
"""Seconds after which a search releases the lock; ours."""

_BATCH: Final = 8
"""Cases between two checks of the time; ours, as the test of one case may take long."""


Found = TypeVar("Found", Case, RelatedItem)
Scan = Callable[[Sequence[Case]], list[Found]]
"""Returns what is found in some cases."""


class InterruptibleSearch:
    """One search in a domain, which others may interrupt; a context for its time."""

    def __init__(self, domain: Domain, pause: Callable[[], None]) -> None:
        """Search a domain; ``pause`` lends the lock of its store to others."""
        self._domain = domain
        self._pause = pause
        self._end = perf_counter() + TIME_SLICE
        self.changed: set[str] = set()
        """Ids of cases that changed and are to be tested again."""

    def __enter__(self) -> Self:
        self._domain.observers.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._domain.observers.remove(self)

    def observe(self, _domain: Domain, change: Change) -> None:
        """Note which case changed."""
        if change.kind is kinds.CASE:
            self.changed.add(change.resource_id)

    def run(
        self, cases: Iterable[Case], scan: Scan[Found], scan_again: Scan[Found] | None = None
    ) -> list[Found]:
        """Scan cases, and again those that change meanwhile; return what is found."""
        found = [each for batch in self.batches(cases) for each in scan(batch)]
        present = self._domain.cases
        while self.changed:
            changed, self.changed = self.changed, set()
            found = [each for each in found if each.case_id not in changed]
            again = [present[each] for each in changed if each in present]
            found += [each for batch in self.batches(again) for each in (scan_again or scan)(batch)]
        return found

    def batches(self, of: Iterable[Case]) -> Iterator[Sequence[Case]]:
        """Yield some cases at a time, and release the lock between where it is time."""
        cases = list(of)
        for start in range(0, len(cases), _BATCH):
            if perf_counter() > self._end:
                self._pause()
                self._end = perf_counter() + TIME_SLICE
            yield cases[start : start + _BATCH]
