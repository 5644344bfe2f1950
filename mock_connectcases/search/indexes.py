"""Everything a domain knows by heart for searches, made when it is first searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases.search.case_indexes import CaseIndexes
from mock_connectcases.search.item_index import ItemIndex

if TYPE_CHECKING:
    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.related_item import RelatedItem


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

    def tags_changed(self, case: Case) -> None:
        """Take notice of the new tags of a case."""
        self.cases.tags_changed(case)

    def item_attached(self, case: Case, item: RelatedItem) -> None:
        """Take notice of a new related item."""
        if self._items is not None:
            self._items.put(case, item)

    def item_detached(self, _case: Case, item: RelatedItem) -> None:
        """Take notice of a related item that left its case."""
        if self._items is not None:
            self._items.remove(item)

    def case_deleted(self, case: Case) -> None:
        """Forget a case."""
        self.cases.remove(case)


def indexes_of(domain: Domain) -> Indexes:
    """Return the indexes of a domain."""
    for each in domain.followers:
        if isinstance(each, Indexes):
            return each
    made = Indexes()
    domain.followers.append(made)
    return made
