"""A domain: the container of all case data, with the lookups that every operation starts from."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass
from dataclasses import field as attribute
from operator import attrgetter
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from mock_connectcases import ids, transitions
from mock_connectcases.errors import ConflictException, ResourceNotFoundException
from mock_connectcases.resources.change_order import ChangeOrder
from mock_connectcases.resources.client_token import ClientTokens
from mock_connectcases.resources.event_configuration import EventConfiguration
from mock_connectcases.resources.related_item import Contact
from mock_connectcases.resources.system_fields import REFERENCE_ID

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.case_rule import CaseRule
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.layout import Layout
    from mock_connectcases.resources.merge import Merge
    from mock_connectcases.resources.related_item import RelatedItem
    from mock_connectcases.resources.template import Template

ACTIVE: Final = "Active"
CREATION_IN_PROGRESS: Final = "CreationInProgress"

Resource = TypeVar("Resource")


class Follower(Protocol):
    """What is told of changes to cases that no number in the order of changes shows."""

    def tags_changed(self, case: Case) -> None:
        """Take notice that a case has other tags."""

    def item_attached(self, case: Case, item: RelatedItem) -> None:
        """Take notice of a new related item."""

    def item_detached(self, case: Case, item: RelatedItem) -> None:
        """Take notice of a related item that left its case."""

    def case_deleted(self, case: Case) -> None:
        """Take notice that a case is gone, after its related items."""


def _new_creation() -> transitions.Progress:
    return transitions.Progress(transitions.DOMAIN_CREATION, CREATION_IN_PROGRESS, ACTIVE)


@dataclass(slots=True)
class Domain:
    """A domain of one account in one region."""

    domain_id: str
    arn: str
    name: str
    number: int
    """Place in the order of creation within the account and region."""
    created_time: datetime
    fields: dict[str, Field]
    layouts: dict[str, Layout] = attribute(default_factory=dict)
    templates: dict[str, Template] = attribute(default_factory=dict)
    case_rules: dict[str, CaseRule] = attribute(default_factory=dict)
    cases: dict[str, Case] = attribute(default_factory=dict)
    """All cases, in the order of creation."""
    change_order: ChangeOrder = attribute(default_factory=ChangeOrder)
    """The same cases, by their latest change."""
    followers: list[Follower] = attribute(default_factory=list, repr=False, compare=False)
    """Who keeps something about the cases, such as indexes: no part of the state."""
    cases_by_contact: dict[str, list[tuple[int, str]]] = attribute(default_factory=dict)
    """For each contact ARN the related items that stand for it, by number, with their cases."""
    cases_by_reference: dict[str, str] = attribute(default_factory=dict)
    """Case ids by folded reference ID."""
    merges: dict[str, Merge] = attribute(default_factory=dict)
    """Running merges, by the ids of both their cases."""
    event_configuration: EventConfiguration = attribute(default_factory=EventConfiguration)
    client_tokens: ClientTokens = attribute(default_factory=ClientTokens)
    creation: transitions.Progress = attribute(default_factory=_new_creation)
    tags: dict[str, str] = attribute(default_factory=dict)
    last_number: int = 0

    deleted: Final = False

    def next_number(self) -> int:
        """Return the next place in this domain's order of events."""
        self.last_number += 1
        return self.last_number

    def check_deletable(self) -> None:
        """Raise ConflictException while the domain is still being created (assumed).

        That a domain need not be empty is assumed too; programs delete full ones (observed).
        """
        if self.creation.status != ACTIVE:
            message = f"Domain {self.domain_id!r} is still being created."
            raise ConflictException(message)

    def case(self, case_id: str) -> Case:
        """Return a case; raises ResourceNotFoundException."""
        return _find("Case", self.cases, case_id)

    def field(self, field_id: str) -> Field:
        """Return a field, deleted or not; raises ResourceNotFoundException."""
        return _find("Field", self.fields, field_id)

    def layout(self, layout_id: str) -> Layout:
        """Return a layout, deleted or not; raises ResourceNotFoundException."""
        return _find("Layout", self.layouts, layout_id)

    def template(self, template_id: str) -> Template:
        """Return a template, deleted or not; raises ResourceNotFoundException."""
        return _find("Template", self.templates, template_id)

    def case_rule(self, case_rule_id: str) -> CaseRule:
        """Return a case rule, deleted or not; raises ResourceNotFoundException."""
        return _find("CaseRule", self.case_rules, case_rule_id)

    def related_item(self, case: Case, related_item_id: str) -> RelatedItem:
        """Return a related item of a case; raises ResourceNotFoundException."""
        return _find("RelatedItem", case.related_items, related_item_id)

    def add_case(self, case: Case) -> None:
        """Take in a new case, which was given its numbers after every other."""
        self.cases[case.case_id] = case
        self.change_order.append(case)
        self.cases_by_reference[str(case.values[REFERENCE_ID]).casefold()] = case.case_id

    def rebuild_lookups(self) -> None:
        """Make everything that follows from the cases, when all came at once in any order."""
        cases = sorted(self.cases.values(), key=attrgetter("updated"))
        self.change_order = ChangeOrder()
        self.cases_by_contact, self.cases_by_reference = {}, {}
        self.followers.clear()
        for case in cases:
            self.add_case(case)
            for item in list(case.related_items.values()):
                self.attach(case, item)
        self.cases = {case.case_id: case for case in sorted(cases, key=attrgetter("number"))}

    def new_reference_id(self) -> str:
        """Return a reference ID that no case of this domain has."""
        while self.case_id_of_reference(reference_id := ids.new_reference_id()) is not None:
            pass
        return reference_id

    def check_reference_id(self, reference_id: str) -> None:
        """Raise ConflictException when a case has this reference ID.

        Documented with CaseIdentifierUnion: unique within a domain, whatever the letter case.  The
        error type is assumed.
        """
        if self.case_id_of_reference(reference_id) is not None:
            message = f"A case with the reference ID {reference_id!r} already exists."
            raise ConflictException(message)

    def case_id_of_reference(self, reference_id: str) -> str | None:
        """Return the id of the case with a reference ID, whatever its letter case (documented)."""
        return self.cases_by_reference.get(reference_id.casefold())

    def attach(self, case: Case, item: RelatedItem) -> None:
        """Put a related item on a case."""
        case.related_items[item.related_item_id] = item
        if isinstance(item.content, Contact):
            cases = self.cases_by_contact.setdefault(item.content.contact_arn, [])
            insort(cases, (item.number, case.case_id))
        for each in self.followers:
            each.item_attached(case, item)

    def detach(self, case: Case, item: RelatedItem) -> None:
        """Take a related item off a case."""
        del case.related_items[item.related_item_id]
        if isinstance(item.content, Contact):
            cases = self.cases_by_contact[item.content.contact_arn]
            del cases[bisect_left(cases, (item.number,))]
            if not cases:
                del self.cases_by_contact[item.content.contact_arn]
        for each in self.followers:
            each.item_detached(case, item)

    def delete_case(self, case: Case) -> None:
        """Remove a case with its related items and history, for good (documented)."""
        for item in list(case.related_items.values()):
            self.detach(case, item)
        del self.cases[case.case_id]
        self.change_order.remove(case)
        for each in self.followers:
            each.case_deleted(case)
        del self.cases_by_reference[str(case.values[REFERENCE_ID]).casefold()]

    def touch(self, case: Case) -> None:
        """Make a case the most recently changed one, after every change of its values."""
        self.change_order.remove(case)
        case.updated = self.next_number()
        self.change_order.append(case)

    def tags_changed(self, case: Case) -> None:
        """Take notice of a change of a case's tags, which counts as no change of the case."""
        for each in self.followers:
            each.tags_changed(case)


def _find(kind: str, resources: Mapping[str, Resource], resource_id: str) -> Resource:
    found = resources.get(resource_id)
    if found is None:
        raise ResourceNotFoundException(kind, resource_id)
    return found
