"""Everything a domain knows by heart for searches, made when it is first searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases.resources.case import Case
from mock_connectcases.resources.changes import (
    CaseDeleted,
    RelatedItemCreated,
    RelatedItemDeleted,
    TagsChanged,
)
from mock_connectcases.search.case_indexes import CaseIndexes
from mock_connectcases.search.item_index import ItemIndex

if TYPE_CHECKING:
    from mock_connectcases.resources.changes import Change
    from mock_connectcases.resources.domain import Domain


class Indexes:
    """The indexes of a domain, which follow its changes.  They do not hold the domain."""

    def __init__(self) -> None:
        self.cases = CaseIndexes()
        self._items: ItemIndex | None = None

    def items(self, domain: Domain) -> ItemIndex:
        """Return the index of the related items of all cases."""
        if self._items is None:
            self._items = ItemIndex(domain.cases.values())
        return self._items

    def observe(self, _domain: Domain, change: Change) -> None:
        """Take note of the changes that the order of changes does not show."""
        match change:
            case TagsChanged(resource=Case() as case):
                self.cases.tags_changed(case)
            case RelatedItemCreated(case=case, item=item) if self._items is not None:
                self._items.put(case, item)
            case RelatedItemDeleted(item=item) if self._items is not None:
                self._items.remove(item)
            case CaseDeleted(case=case):
                self.cases.remove(case)
                if self._items is not None:
                    for item in case.related_items.values():
                        self._items.remove(item)


def indexes_of(domain: Domain) -> Indexes:
    """Return the indexes of a domain."""
    for each in domain.observers:
        if isinstance(each, Indexes):
            return each
    made = Indexes()
    domain.observers.append(made)
    return made
