"""Restores a dumped domain exactly, whether or not requests could create it by now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases import clock, ids
from mock_connectcases.operations import contents
from mock_connectcases.operations.cases import initial_values
from mock_connectcases.operations.domains import make_domain
from mock_connectcases.operations.event_configurations import read_configuration
from mock_connectcases.operations.related_items import make_item
from mock_connectcases.operations.table import MAKERS
from mock_connectcases.resources import audit, field_value, related_item, system_fields
from mock_connectcases.resources.audit import AuditEvent
from mock_connectcases.resources.case import Case
from mock_connectcases.resources.definition import check_name
from mock_connectcases.resources.kinds import DOMAIN
from mock_connectcases.seeds.builder import Builder, CaseRequest, ItemRequest

if TYPE_CHECKING:
    from datetime import datetime

    from mock_connectcases.resources.definition import Definition
    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.resources.related_item import RelatedItem
    from mock_connectcases.seeds.values import ValueReader
    from mock_connectcases.store import Store


class RestoringBuilder(Builder):
    """Makes resources as they were, with the readers of the operations and without their rules.

    The consistency of the whole domain is checked afterwards.
    """

    is_restoring = True

    def __init__(self, store: Store, now: datetime) -> None:
        super().__init__(store, now)
        self._text = clock.to_field_text(now)
        self._with_history: set[str] = set()

    def add_domain(self, name: str, domain_id: str) -> None:
        """Add a domain with a name that no other has."""
        check_name(DOMAIN, name, self._store.domains.values())
        domain = make_domain(self._store, name, domain_id, self.now)
        self._store.add(domain)
        self.enter(domain)

    def add_definition(
        self, kind: Kind, request: dict[str, Any], definition_id: str, created: datetime
    ) -> Definition:
        """Add a definition."""
        made = MAKERS[kind](self.domain, request, definition_id, created)
        self.domain.collection(kind)[definition_id] = made
        return made

    def delete(self, definition: Definition) -> None:
        """Mark a definition deleted."""
        definition.deleted = True

    def configure_events(self, request: dict[str, Any]) -> None:
        """Set the event configuration."""
        self.domain.event_configuration = read_configuration(request)

    def add_case(self, request: CaseRequest, values: ValueReader) -> Case:
        """Add a case with the values that the seed has, and the service's for the others."""
        case_id, domain = request.case_id, self.domain
        read = values.read(request.values)
        given = dict(read.pairs)
        if len(given) < len(read.pairs):
            read.locate(dict)
        author = audit.author(self.principal, request.user)
        number = reference_id = ""
        if system_fields.REFERENCE_NUMBER not in given:
            number = ids.derived_reference_number(case_id)
        if system_fields.REFERENCE_ID not in given:
            reference_id = domain.unused_reference_id(ids.derived_reference_ids(case_id).__next__)
        initial = initial_values(case_id, author, self._text, number, reference_id)
        created = read.filled.get(system_fields.CREATED_DATETIME)
        if created is not None:
            initial[system_fields.LAST_UPDATED_DATETIME] = created
        whole = {k: v for k, v in (initial | read.filled | given).items() if v is not None}
        case = Case(case_id, domain.arn, request.template_id, whole, tags=request.tags)
        domain.cases[case_id] = case
        domain.add_reference(case)
        if request.has_history:
            self._with_history.add(case_id)
        else:
            time = field_value.moment(str(created)) or self.now
            changes = audit.InitialChanges(given, case.values)
            case.history.append(AuditEvent(audit.CASE_CREATED, time, author, changes))
        return case

    def add_item(self, case: Case, request: ItemRequest) -> RelatedItem:
        """Add a related item."""
        content = contents.make_content(self.domain, request.content, request.time)
        item = make_item(
            case,
            request.related_item_id,
            request.type,
            content,
            request.user,
            request.time,
        )
        item.number = self.domain.next_number()
        case.related_items[item.related_item_id] = item
        if case.case_id not in self._with_history:
            changes = related_item.changes_between(None, content, request.time)
            author = audit.author(self.principal, request.user)
            case.history.append(
                AuditEvent(audit.RELATED_ITEM_CREATED, request.time, author, changes, item.type)
            )
        return item
