"""The orders that answers are given in, and one page of an answer in such an order."""

from __future__ import annotations

from collections.abc import Hashable
from heapq import nsmallest
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.search.paging import Pager
    from mock_connectcases.search.sort_index import Sort, SortIndex
    from mock_connectcases.search.sorting import Key, Place

Found = TypeVar("Found", bound=Hashable)

_STEPS_PER_KEY: Final = 4
"""So many steps along an order take about as long as making one key and sorting it."""


class Ordering(Protocol[Found]):
    """An order of everything that can be found."""

    @property
    def total(self) -> int:
        """How much there is."""

    def key(self, found: Found) -> Any:
        """Return what it is sorted by, different for each."""

    def position(self, found: Found) -> Any:
        """Return the same as JSON, for a page token."""

    def key_of(self, position: Any) -> Any:
        """Return the key of a position; raises ValueError where it is none of this order."""

    def after(self, key: Any | None) -> Iterator[Found]:
        """Yield everything whose key is greater, or everything."""


class LatestFirst:
    """Cases in order of their latest change, the latest first."""

    def __init__(self, domain: Domain) -> None:
        self._order = domain.change_order
        self.total = len(domain.cases)

    def key(self, found: Case) -> int:
        """Return the number of its latest change, negative."""
        return -found.updated

    position = key

    def key_of(self, position: Any) -> int:
        """Return a position; raises ValueError where it is none."""
        if type(position) is not int:
            raise ValueError(position)
        return position

    def after(self, key: int | None) -> Iterator[Case]:
        """Yield the cases that changed before, or all cases."""
        return self._order.latest_first(None if key is None else -key)


class Sorted(Generic[Found]):
    """The order of a sort, over an index that is asked for only where it has to be walked."""

    def __init__(
        self, sort: Sort[Found], index: Callable[[], SortIndex[Found]], total: int
    ) -> None:
        self.total = total
        self.key = sort.key
        self.key_of = sort.key_of
        self._sort = sort
        self._index = index

    def position(self, found: Found) -> list[Place]:
        """Return what it is sorted by."""
        return list(self._sort.places(found))

    def after(self, key: Key | None) -> Iterator[Found]:
        """Yield everything whose key is greater, or everything."""
        return self._index().after(key)


def cut(
    pager: Pager[Any],
    ordering: Ordering[Found],
    found: AbstractSet[Found] | None,
    keep: Callable[[Found], bool] | None = None,
) -> tuple[list[Found], str | None]:
    """Return one page of what was found, ``None`` for all there is, and the next token.

    What ``keep`` refuses is left out: it is asked about no more than is needed for the page.
    """
    try:
        start = None if pager.start is None else ordering.key_of(pager.start)
    except ValueError:
        pager.refuse_token()
    page = _page(ordering, start, pager.size + 1, found, keep)
    if len(page) <= pager.size:
        return page, None
    page.pop()
    return page, pager.token(ordering.position(page[-1]))


def _page(
    ordering: Ordering[Found],
    start: Any | None,
    size: int,
    found: AbstractSet[Found] | None,
    keep: Callable[[Found], bool] | None,
) -> list[Found]:
    if found is None:
        everything = ordering.after(start)
        return list(islice(everything if keep is None else filter(keep, everything), size))
    # As many steps as can be expected to fill a page, against making the keys of all.
    if size * ordering.total <= len(found) * len(found) * _STEPS_PER_KEY:
        page = _walk(ordering.after(start), size, found, keep)
        if page is not None:
            return page
    kept: Iterable[Found] = found if keep is None else filter(keep, found)
    if start is not None:
        kept = [each for each in kept if ordering.key(each) > start]
    return nsmallest(size, kept, key=ordering.key)


def _walk(
    everything: Iterator[Found],
    size: int,
    found: AbstractSet[Found],
    keep: Callable[[Found], bool] | None,
) -> list[Found] | None:
    """Walk along an order until a page is full; ``None`` if that takes too long."""
    page: list[Found] = []
    for each in islice(everything, len(found) * _STEPS_PER_KEY):
        if each in found and (keep is None or keep(each)):
            page.append(each)
            if len(page) == size:
                return page
    return page if next(everything, None) is None else None
