"""The index of the related items of all cases of a domain; an item is known by its number."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from mock_connectcases.resources import related_item
from mock_connectcases.resources.related_item import ConnectCase, Contact, File
from mock_connectcases.search import sorting
from mock_connectcases.search.postings import Postings
from mock_connectcases.search.sort_index import Sort, SortIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.related_item import RelatedItem

ASSOCIATION_TIME: Final = "AssociationTime"

MOST_SORTS: Final = 4
"""So many sorts are kept, those that were asked for last; ours."""

Entry = tuple["Case", "RelatedItem"]


class ItemIndex:
    """Related items by type, by type with what they refer to, and in the order of sorts."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self._entries: dict[int, Entry] = {}
        self._by_reference: Postings[int] = Postings()
        self._sorted: OrderedDict[tuple[tuple[str, bool], ...], SortIndex[int]] = OrderedDict()
        for case in cases:
            for item in case.related_items.values():
                self.put(case, item)

    def __len__(self) -> int:
        return len(self._entries)

    def entry(self, number: int) -> Entry:
        """Return an item with its case."""
        return self._entries[number]

    def put(self, case: Case, item: RelatedItem) -> None:
        """Take in a new item; its type, its reference and its time never change."""
        self._entries[item.number] = (case, item)
        reference = reference_of(item)
        keys = [(item.type, None)] if reference is None else [(item.type, None), reference]
        self._by_reference.post(item.number, tuple(keys))
        for each in self._sorted.values():
            each.put(item.number)

    def remove(self, item: RelatedItem) -> None:
        """Forget an item."""
        for each in self._sorted.values():
            each.remove(item.number)
        self._by_reference.remove(item.number)
        del self._entries[item.number]

    def under(self, type_: str, reference: str | None = None) -> set[int] | frozenset[int]:
        """Return the items of a type, or of those the ones with a contact, file or case."""
        return self._by_reference.under((type_, reference))

    def cases_with_sla(self) -> set[Case]:
        """Return the cases that have an SLA."""
        return {self._entries[number][0] for number in self.under(related_item.SLA)}

    def sort(self, sorts: Sequence[tuple[str, bool]]) -> Sort[int]:
        """Return a sort by association time and case id, in any order; ties go by creation."""
        entries = self._entries

        def places(number: int) -> list[sorting.Place]:
            case, item = entries[number]
            chosen: list[sorting.Place] = [
                sorting.ticks(item.association_time) if by == ASSOCIATION_TIME else case.case_id
                for by, _ in sorts
            ]
            return [*chosen, number]

        kinds = [(int,) if by == ASSOCIATION_TIME else (str,) for by, _ in sorts]
        descending = [down for _, down in sorts]
        return Sort(places, [*kinds, (int,)], [*descending, descending[0]])

    def in_order(self, sorts: Sequence[tuple[str, bool]]) -> SortIndex[int]:
        """Return all items in the order of a sort."""
        name = tuple(sorts)
        found = self._sorted.get(name)
        if found is None:
            found = self._sorted[name] = SortIndex(self.sort(sorts))
            found.fill(self._entries)
        self._sorted.move_to_end(name)
        if len(self._sorted) > MOST_SORTS:
            self._sorted.popitem(last=False)
        return found


def reference_of(item: RelatedItem) -> tuple[str, str] | None:
    """Return the type of an item with the contact, file or case that it stands for."""
    match item.content:
        case (
            Contact(contact_arn=reference)
            | File(file_arn=reference)
            | ConnectCase(case_id=reference)
        ):
            return item.type, reference
        case _:
            return None
