"""Things kept in the order of some sort, so that any page of it is a step away."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from sortedcontainers import SortedDict

from mock_connectcases.resources import field as field_types
from mock_connectcases.search import sorting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.field import Field
    from mock_connectcases.search.sorting import Key, Place

Sorted = TypeVar("Sorted", bound=Hashable)

_NUMBERS: Final = (int, float)
_TYPES_WITH_NUMBERS: Final = frozenset(
    {field_types.NUMBER, field_types.BOOLEAN, field_types.DATE_TIME}
)


class Sort(Generic[Sorted]):
    """What things are sorted by, the last of it different for each."""

    def __init__(
        self,
        places: Callable[[Sorted], Sequence[Place]],
        kinds: Sequence[tuple[type, ...]],
        descending: Sequence[bool],
    ) -> None:
        self.places = places
        self._kinds = kinds
        """The types that each place can be of, beside ``None``."""
        self._descending = descending

    def key(self, of: Sorted) -> Key:
        """Return the key of a thing."""
        return sorting.key(self.places(of), self._descending)

    def key_of(self, position: object) -> Key:
        """Return the key of places that came as JSON; raises ValueError where they are none."""
        if not isinstance(position, list) or len(position) != len(self._kinds):
            raise ValueError(position)
        for place, kinds in zip(position, self._kinds, strict=True):
            if place is not None and not isinstance(place, kinds):
                raise ValueError(position)
        return sorting.key(position, self._descending)


def sort_of_cases(sorts: Sequence[tuple[Field, bool]]) -> Sort[Case]:
    """Return a sort by fields, each descending or not; ties go by creation."""

    def places(case: Case) -> list[Place]:
        chosen = [sorting.place(by, case.value(by.field_id)) for by, _ in sorts]
        return [*chosen, case.number]

    kinds = [_NUMBERS if by.type in _TYPES_WITH_NUMBERS else (str,) for by, _ in sorts]
    return Sort(places, [*kinds, (int,)], [*(down for _, down in sorts), False])


class SortIndex(Generic[Sorted]):
    """Things by their key."""

    def __init__(self, sort: Sort[Sorted]) -> None:
        self._sort = sort
        self._in_order: SortedDict[Key, Sorted] = SortedDict()
        self._keys: dict[Sorted, Key] = {}

    def fill(self, all_: Iterable[Sorted]) -> None:
        """Take in everything at once, into an index that has nothing yet."""
        self._keys = {each: self._sort.key(each) for each in all_}
        self._in_order.update((key, each) for each, key in self._keys.items())

    def put(self, each: Sorted) -> None:
        """Let a thing stand where it belongs by now."""
        key = self._sort.key(each)
        before = self._keys.get(each)
        if key == before:
            return
        if before is not None:
            del self._in_order[before]
        self._in_order[key] = each
        self._keys[each] = key

    def remove(self, each: Sorted) -> None:
        """Forget a thing, if it is known."""
        key = self._keys.pop(each, None)
        if key is not None:
            del self._in_order[key]

    def after(self, key: Key | None) -> Iterator[Sorted]:
        """Yield the things whose key is greater, or all of them, in order."""
        first = 0 if key is None else self._in_order.bisect_right(key)
        return map(self._in_order.__getitem__, self._in_order.islice(first))

    def before(self, key: Key) -> int:
        """Count the things whose key is smaller."""
        return int(self._in_order.bisect_left(key))

    def between(self, first: int, end: int) -> Iterator[Sorted]:
        """Yield the things from one place in the order to another."""
        return map(self._in_order.__getitem__, self._in_order.islice(first, end))
