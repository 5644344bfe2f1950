"""The changes that a domain records, one class for each.

Rule of this file: a change holds all that its observers need and does nothing by itself;
``Domain.record`` makes it so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from mock_connectcases.resources.kinds import CASE, DOMAIN, Kind

if TYPE_CHECKING:
    from datetime import datetime

    from mock_connectcases.resources.audit import Author, FieldChange, MergeRecord
    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.field_value import NewValues
    from mock_connectcases.resources.related_item import Content, RelatedItem


@dataclass(slots=True, eq=False)
class CaseChange:
    """A change of a case or of its related items, by someone at some time."""

    case: Case
    author: Author
    time: datetime

    @property
    def kind(self) -> Kind:
        """The kind of the resource that changed; related items are a part of their case."""
        return CASE

    @property
    def resource_id(self) -> str:
        """The id of the resource that changed."""
        return self.case.case_id


@dataclass(slots=True, eq=False)
class CaseCreated(CaseChange):
    """A case was created."""

    given: NewValues
    """The values that the request gave."""


@dataclass(slots=True, eq=False)
class CaseUpdated(CaseChange):
    """Fields of a case were updated; there may be none with another value."""

    changes: tuple[FieldChange, ...]
    merge: MergeRecord | None = None


@dataclass(slots=True, eq=False)
class CaseMerged(CaseChange):
    """A case took part in a merge that is finished, as primary or as secondary case."""

    merge: MergeRecord


@dataclass(slots=True, eq=False)
class CaseDeleted(CaseChange):
    """A case was deleted with its related items and history."""


@dataclass(slots=True, eq=False)
class RelatedItemChange(CaseChange):
    """A related item of a case was created, updated or deleted."""

    item: RelatedItem
    changes: tuple[FieldChange, ...]
    """Its attributes before and after."""
    merge: MergeRecord | None = None


@dataclass(slots=True, eq=False)
class RelatedItemCreated(RelatedItemChange):
    """A related item was put on a case."""


@dataclass(slots=True, eq=False, kw_only=True)
class RelatedItemUpdated(RelatedItemChange):
    """A related item has other content."""

    content: Content


@dataclass(slots=True, eq=False)
class RelatedItemDeleted(RelatedItemChange):
    """A related item was taken off its case."""


@dataclass(slots=True, eq=False)
class TagsChanged:
    """A resource has other tags; for a related item the changed resource is its case."""

    kind: Kind
    resource_id: str
    resource: Any
    """The resource with the tags: a domain, a definition, a case or a related item."""


@dataclass(slots=True, eq=False)
class DefinitionChanged:
    """A definition was created, updated or deleted."""

    kind: Kind
    resource_id: str


@dataclass(slots=True, eq=False)
class DomainChanged:
    """A domain was added or removed, or its status, event configuration or merges changed."""

    kind: ClassVar[Kind] = DOMAIN
    resource_id: ClassVar[str] = ""
    """Observers are notified with the domain."""


Change = (
    CaseCreated
    | CaseUpdated
    | CaseMerged
    | CaseDeleted
    | RelatedItemCreated
    | RelatedItemUpdated
    | RelatedItemDeleted
    | TagsChanged
    | DefinitionChanged
    | DomainChanged
)
