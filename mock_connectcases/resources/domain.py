"""A domain: the container of all case data, which alone changes its cases.

Rule of this file: whatever follows from a change (history, order of changes, lookups, observers)
follows from ``record``, in this order.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass
from dataclasses import field as attribute
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol, TypeVar

from mock_connectcases import rules, transitions
from mock_connectcases.errors import ConflictException, ResourceNotFoundException
from mock_connectcases.resources import audit, kinds
from mock_connectcases.resources.audit import AuditEvent
from mock_connectcases.resources.change_order import ChangeOrder
from mock_connectcases.resources.changes import (
    CaseChange,
    CaseCreated,
    CaseDeleted,
    CaseMerged,
    CaseUpdated,
    RelatedItemChange,
    RelatedItemCreated,
    RelatedItemUpdated,
)
from mock_connectcases.resources.client_token import ClientTokens
from mock_connectcases.resources.event_configuration import EventConfiguration
from mock_connectcases.resources.missing import describe_missing
from mock_connectcases.resources.related_item import Contact
from mock_connectcases.resources.system_fields import REFERENCE_ID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from mock_connectcases.resources.audit import FieldChange, MergeRecord
    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.case_rule import CaseRule
    from mock_connectcases.resources.changes import Change
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.resources.layout import Layout
    from mock_connectcases.resources.merge import Merge
    from mock_connectcases.resources.related_item import RelatedItem
    from mock_connectcases.resources.template import Template

ACTIVE: Final = "Active"
CREATION_IN_PROGRESS: Final = "CreationInProgress"
_SHORTEST_ID: Final = 20
_MOST_DESCRIBED: Final = 3
_MOST_CASES: Final = 10_000
"""Cases in which a missing related item is sought, the newest first; ours, it bounds the time."""

AnyResource = TypeVar("AnyResource", bound=kinds.Resource)


class Observer(Protocol):
    """Follows the changes of a domain: an index, a file, the publisher of case events."""

    def observe(self, domain: Domain, change: Change) -> None:
        """Process a change that was made."""


def _new_creation() -> transitions.Progress:
    return transitions.Progress(transitions.DOMAIN_CREATION, CREATION_IN_PROGRESS, ACTIVE)


def _nowhere(_resource_id: str) -> str:
    return ""


@dataclass(slots=True)
class Domain:
    """A domain of one account in one region."""

    kind: ClassVar[Kind] = kinds.DOMAIN
    deleted: ClassVar[bool] = False

    domain_id: str
    arn: str
    name: str
    created_time: datetime
    fields: dict[str, Field]
    number: int = 0
    """Place in the order of creation within the account and region; 0 in none yet."""
    layouts: dict[str, Layout] = attribute(default_factory=dict)
    templates: dict[str, Template] = attribute(default_factory=dict)
    case_rules: dict[str, CaseRule] = attribute(default_factory=dict)
    cases: dict[str, Case] = attribute(default_factory=dict)
    """All cases, in the order of creation."""
    change_order: ChangeOrder = attribute(default_factory=ChangeOrder)
    """The same cases, by their latest change."""
    observers: list[Observer] = attribute(default_factory=list, repr=False, compare=False)
    """Notified of each change, in this order; no part of the state."""
    locate: Callable[[str], str] = attribute(default=_nowhere, repr=False, compare=False)
    """Returns a sentence about where an id exists, empty for nowhere; its store sets it."""
    cases_by_contact: dict[str, list[tuple[int, str]]] = attribute(default_factory=dict)
    """For each contact ARN the related items of the contact, by number, with their cases."""
    cases_by_reference: dict[str, str] = attribute(default_factory=dict)
    """Case ids by folded reference ID."""
    merges: dict[str, Merge] = attribute(default_factory=dict)
    """Running merges, by the ids of both their cases."""
    event_configuration: EventConfiguration = attribute(default_factory=EventConfiguration)
    client_tokens: ClientTokens = attribute(default_factory=ClientTokens)
    creation: transitions.Progress = attribute(default_factory=_new_creation)
    tags: dict[str, str] = attribute(default_factory=dict)
    last_number: int = 0

    def find(self, resource: type[AnyResource], resource_id: str) -> AnyResource:
        """Return a resource of this domain, deleted or not; raises ResourceNotFoundException."""
        found: AnyResource | None = self.collection(resource.kind).get(resource_id)
        if found is None:
            raise ResourceNotFoundException(
                resource.kind.type_name,
                resource_id,
                rule="resource-exists",
                instead=self.instead_of(resource.kind, resource_id),
            )
        return found

    def missing(self, kind: Kind, resource_ids: Iterable[str]) -> list[str]:
        """Return the ids, each once, that no resource has or only a deleted one."""
        known = self.collection(kind)
        return [
            each for each in dict.fromkeys(resource_ids) if each not in known or known[each].deleted
        ]

    def instead_of(self, kind: Kind, *missing: str) -> str:
        """Return what there is instead of missing resources, for a message, after a blank."""
        known = self.collection(kind)
        return "".join(
            describe_missing(
                kind, each, known, elsewhere=self._elsewhere(kind, each), holder="The domain"
            )
            for each in missing[:_MOST_DESCRIBED]
        )

    def kind_of(self, resource_id: str) -> Kind | None:
        """Return the kind of the resource with an id: this domain, a definition or a case."""
        if resource_id == self.domain_id:
            return kinds.DOMAIN
        for kind in (*kinds.DEFINITIONS, kinds.CASE):
            if resource_id in self.collection(kind):
                return kind
        return None

    def _elsewhere(self, kind: Kind, resource_id: str) -> str:
        case_id = self.case_id_of_reference(resource_id) if kind is kinds.CASE else None
        if case_id is not None:
            return f"The case with this reference ID has the id {case_id!r}."
        return self.locate(resource_id)

    def collection(self, kind: Kind) -> dict[str, Any]:
        """Return the resources of a kind by id."""
        collection: dict[str, Any] = getattr(self, kind.collection)
        return collection

    def find_item(self, case: Case, related_item_id: str) -> RelatedItem:
        """Return a related item of a case; raises ResourceNotFoundException."""
        found = case.related_items.get(related_item_id)
        if found is None:
            raise ResourceNotFoundException(
                kinds.RELATED_ITEM.type_name,
                related_item_id,
                rule="related-item-belongs-to-one-case",
                instead=self.instead_of_item(case, related_item_id),
            )
        return found

    def instead_of_item(self, case: Case, related_item_id: str) -> str:
        """Return what there is instead of a missing related item, for a message, after a blank."""
        return describe_missing(
            kinds.RELATED_ITEM,
            related_item_id,
            case.related_items,
            elsewhere=self._locate_item(related_item_id),
            holder=f"Case {case.case_id!r}",
        )

    def _locate_item(self, related_item_id: str) -> str:
        for case in islice(reversed(self.cases.values()), _MOST_CASES):
            if related_item_id in case.related_items:
                return f"Case {case.case_id!r} has a related item with this id."
        return self.locate(related_item_id)

    def resources(self) -> Iterator[tuple[Kind, Any]]:
        """Yield the domain and all its resources, each with its kind."""
        yield kinds.DOMAIN, self
        for kind in (*kinds.DEFINITIONS, kinds.CASE):
            for each in list(self.collection(kind).values()):
                yield kind, each
        for case in list(self.cases.values()):
            for item in list(case.related_items.values()):
                yield kinds.RELATED_ITEM, item

    def names_of(self, field_ids: Iterable[str]) -> str:
        """List fields in the order of their ids, custom ones with their names, for a message."""
        fields = [self.fields[each] for each in sorted(field_ids)]
        return ", ".join(
            each.field_id if each.is_system else f"{each.field_id} ({each.name})" for each in fields
        )

    def definitions_in(self, text: str) -> Iterator[tuple[str, str, str]]:
        """Yield the definitions that a text names by id: kind, id and name of each."""
        for kind in kinds.DEFINITIONS:
            for key, each in self.collection(kind).items():
                # A short id may be a part of any word.
                if len(key) >= _SHORTEST_ID and key in text:
                    yield kind.name, key, each.name

    def check_deletable(self) -> None:
        """Raise ConflictException while the domain is still being created (assumed).

        That a domain need not be empty is assumed too; programs delete full ones (observed).
        """
        rule = "domain-in-creation-not-deletable"
        if self.creation.status != ACTIVE and rules.applies(rule):
            message = f"Domain {self.domain_id!r} is still being created."
            raise ConflictException(message, rule=rule)

    def check_reference_id(self, reference_id: str, *, of: Case | None = None) -> None:
        """Raise ConflictException when another case has this reference ID.

        Documented with CaseIdentifierUnion: unique within a domain, whatever the letter case.  The
        error type is assumed.
        """
        found = self.case_id_of_reference(reference_id)
        if found is not None and (of is None or found != of.case_id):
            message = f"A case with the reference ID {reference_id!r} already exists: {found!r}."
            raise ConflictException(message, rule="case-reference-id-unique-ignoring-case")

    def unused_reference_id(self, new_reference_id: Callable[[], str]) -> str:
        """Return the first new reference ID that no case of this domain has."""
        while self.case_id_of_reference(found := new_reference_id()) is not None:
            pass
        return found

    def case_id_of_reference(self, reference_id: str) -> str | None:
        """Return the id of the case with a reference ID, whatever its letter case (documented)."""
        return self.cases_by_reference.get(reference_id.casefold())

    def record(self, change: Change) -> None:
        """Make a change, with all that follows from it, and notify the observers.

        Definitions, tags and the domain itself have changed already; observers learn of it here.
        """
        match change:
            case RelatedItemChange():
                self._change_item(change)
            case CaseChange():
                self._change_case(change)
        for each in self.observers:
            each.observe(self, change)

    def _change_case(self, change: CaseChange) -> None:
        case = change.case
        match change:
            case CaseUpdated(changes=changes, merge=merge):
                self._remove_reference(case)
                case.update(changes, change.author, change.time)
                self._add_reference(case)
                if changes:
                    _append(audit.CASE_UPDATED, change, changes, merge)
                self.change_order.remove(case)
                case.change_number = self.next_number()
                self.change_order.append(case)
            case CaseCreated(given=given):
                _append(audit.CASE_CREATED, change, audit.InitialChanges(given, case.values))
                self.cases[case.case_id] = case
                self._add_reference(case)
                self.change_order.append(case)
            case CaseMerged(merge=merge):
                if case.case_id == merge.secondary_case_id:
                    case.merged_into = merge.primary_case_id
                del self.merges[case.case_id]
                _append(audit.CASE_MERGED, change, (), merge)
            case CaseDeleted():
                for item in case.related_items.values():
                    self._remove_contact(item)
                del self.cases[case.case_id]
                self.change_order.remove(case)
                self._remove_reference(case)

    def _change_item(self, change: RelatedItemChange) -> None:
        item, items = change.item, change.case.related_items
        match change:
            case RelatedItemCreated():
                item.case_id = change.case.case_id
                items[item.related_item_id] = item
                self._add_contact(item)
                type_ = audit.RELATED_ITEM_CREATED
            case RelatedItemUpdated(content=content):
                item.content = content
                item.last_updated_user = change.author.user
                type_ = audit.RELATED_ITEM_UPDATED
            case _:
                del items[item.related_item_id]
                self._remove_contact(item)
                type_ = audit.RELATED_ITEM_DELETED
        _append(type_, change, change.changes, change.merge, item.type)

    def next_number(self) -> int:
        """Return the next place in the order of changes of this domain."""
        self.last_number += 1
        return self.last_number

    def _add_reference(self, case: Case) -> None:
        reference = _reference(case)
        if reference is not None:
            self.cases_by_reference[reference] = case.case_id

    def _remove_reference(self, case: Case) -> None:
        reference = _reference(case)
        if reference is not None:
            del self.cases_by_reference[reference]

    def _add_contact(self, item: RelatedItem) -> None:
        if isinstance(item.content, Contact):
            cases = self.cases_by_contact.setdefault(item.content.contact_arn, [])
            insort(cases, (item.number, item.case_id))

    def _remove_contact(self, item: RelatedItem) -> None:
        if isinstance(item.content, Contact):
            cases = self.cases_by_contact[item.content.contact_arn]
            del cases[bisect_left(cases, (item.number,))]
            if not cases:
                del self.cases_by_contact[item.content.contact_arn]


def _reference(case: Case) -> str | None:
    """Return the folded reference ID of a case, the key of the lookup; old cases have none."""
    reference_id = case.values.get(REFERENCE_ID)
    return None if reference_id is None else str(reference_id).casefold()


def _append(
    type_: str,
    change: CaseChange,
    changes: Iterable[FieldChange],
    merge: MergeRecord | None = None,
    item_type: str | None = None,
) -> None:
    """Append an event to the audit history of the case that changed."""
    event = AuditEvent(type_, change.time, change.author, changes, item_type, merge)
    change.case.history.append(event)
