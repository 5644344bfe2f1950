"""Searches over related items: each scans all items, for there is no index of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mock_connectcases.resources.related_item import RelatedItem
from mock_connectcases.search.interruptible import InterruptibleSearch
from mock_connectcases.search.sorting import NUMBERS, TEXTS, Sort, SortValue, microseconds

if TYPE_CHECKING:
    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field_value import Value
    from mock_connectcases.resources.related_item import Content

ItemTest = Callable[[RelatedItem], bool]


class CustomItem(NamedTuple):
    """A custom item as a filter reads it."""

    values: Mapping[str, Value | None]
    tags: Mapping[str, str]

    def value(self, field_id: str) -> Value | None:
        """Return the value of a field, ``None`` if there is none."""
        return self.values.get(field_id)


def of_type(
    type_: type[Content], test: Callable[[Any], bool] | None = None, **attributes: str | None
) -> ItemTest:
    """Match items with content of a type by its attributes, where given, and by a test."""
    wanted = [(name, value) for name, value in attributes.items() if value is not None]

    def matches(item: RelatedItem) -> bool:
        return (
            type(item.content) is type_
            and all(getattr(item.content, name) == value for name, value in wanted)
            and (test is None or test(item))
        )

    return matches


def any_of(tests: Sequence[ItemTest]) -> ItemTest:
    """Match the items that any filter matches (documented); without filters, all."""
    if len(tests) == 1:
        return tests[0]
    return lambda item: not tests or any(test(item) for test in tests)


def find_items(domain: Domain, test: ItemTest, pause: Callable[[], None]) -> list[RelatedItem]:
    """Return the related items of all cases that pass a test.

    ``pause`` lends the lock of the store to others while a search takes long.
    """

    def scan(cases: Sequence[Case]) -> list[RelatedItem]:
        return [
            item
            for case in cases
            if case.related_items
            for item in case.related_items.values()
            if test(item)
        ]

    with InterruptibleSearch(domain, pause) as search:
        return search.run(domain.cases.values(), scan)


ASSOCIATION_TIME: Final = "AssociationTime"
SORT_PROPERTIES: Final[
    Mapping[str, tuple[Callable[[RelatedItem], SortValue], tuple[type, ...]]]
] = {
    ASSOCIATION_TIME: (lambda item: microseconds(item.association_time), NUMBERS),
    "CaseId": (attrgetter("case_id"), TEXTS),
}
"""The property that items are sorted by, and its types."""


def sort_of_items(sorts: Sequence[tuple[str, bool]]) -> Sort[RelatedItem]:
    """Return a sort by properties, each descending or not; ties go by creation as the first."""
    readers, types = zip(*(SORT_PROPERTIES[by] for by, _ in sorts), strict=True)
    descending = [down for _, down in sorts]
    return Sort([*readers, attrgetter("number")], [*types, NUMBERS], [*descending, descending[0]])
