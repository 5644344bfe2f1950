"""Restores a dumped domain exactly, whether or not requests could create it by now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases import clock, ids
from mock_connectcases.operations import contents
from mock_connectcases.operations.cases import initial_values, with_drawn
from mock_connectcases.operations.domains import make_domain
from mock_connectcases.operations.event_configurations import read_configuration
from mock_connectcases.operations.table import MAKERS
from mock_connectcases.resources import audit, field_value, system_fields
from mock_connectcases.resources.case import Case
from mock_connectcases.resources.changes import CaseCreated
from mock_connectcases.resources.definition import check_name
from mock_connectcases.resources.kinds import DOMAIN
from mock_connectcases.resources.related_item import RelatedItem
from mock_connectcases.seeds.builder import Builder

if TYPE_CHECKING:
    from datetime import datetime

    from mock_connectcases.resources.audit import User
    from mock_connectcases.resources.definition import Definition
    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.seeds.builder import CaseNumbers
    from mock_connectcases.seeds.values import CaseValues
    from mock_connectcases.store import Store


class RestoringBuilder(Builder):
    """Makes resources as they were, with the readers of the operations and without their rules.

    The consistency of the whole domain is checked afterwards.
    """

    is_restoring = True

    def __init__(self, store: Store, now: datetime) -> None:
        super().__init__(store, now)
        self._text = clock.to_field_text(now)

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

    def new_case(
        self,
        case_id: str,
        template_id: str,
        values: CaseValues,
        tags: dict[str, str],
        user: User | None,
        numbers: CaseNumbers,
    ) -> CaseCreated:
        """Return a case with the values that the seed has, and the service's for the others."""
        domain = self.domain
        given = values.given
        author = audit.author(self.principal, user)
        reference_ids = ids.derived_reference_ids(case_id)
        initial = initial_values(author, self._text)
        held = with_drawn(
            field_value.present(initial | values.filled | given),
            system_fields.DRAWN - given.keys(),
            case_id,
            ids.derived_reference_number(case_id),
            domain.unused_reference_id(reference_ids.__next__),
        )
        case = Case(case_id, domain.arn, template_id, held, *numbers, tags=tags)
        time = values.moment(system_fields.CREATED_DATETIME) or self.now
        return CaseCreated(case, author, time, given)

    def new_item(
        self,
        case: Case,
        related_item_id: str,
        content: dict[str, Any],
        user: User | None,
        time: datetime,
        number: int,
    ) -> RelatedItem:
        """Return a related item for a case."""
        made = contents.make_content(self.domain, content, time)
        return RelatedItem(related_item_id, case.domain_arn, case.case_id, made, time, user, number)
