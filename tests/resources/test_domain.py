"""A domain records each change once, and everything else follows in one order."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

import pytest

from mock_connectcases.operations.domains import make_domain
from mock_connectcases.resources.audit import Author, FieldChange
from mock_connectcases.resources.case import Case
from mock_connectcases.resources.changes import (
    CaseCreated,
    CaseDeleted,
    CaseUpdated,
    DomainChanged,
    RelatedItemCreated,
    RelatedItemDeleted,
)
from mock_connectcases.resources.kinds import CASE, DOMAIN
from mock_connectcases.resources.related_item import Contact, RelatedItem
from mock_connectcases.store import Store

if TYPE_CHECKING:
    from mock_connectcases.resources.changes import Change
    from mock_connectcases.resources.domain import Domain

NOW = datetime(2026, 1, 31, tzinfo=timezone.utc)
ANN = Author("arn:aws:iam::123456789012:user/ann", None)
CALL = "arn:aws:connect:us-east-1:123456789012:instance/i/contact/c"


class ChangeObserver:
    """Records what an observer can see at the moment of each change."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, int, list[str]]] = []

    def observe(self, domain: Domain, change: Change) -> None:
        order = [each.case_id for each in domain.change_order.latest_first()]
        history = sum(len(each.history) for each in domain.cases.values())
        self.seen.append((type(change).__name__, history, order))


@pytest.fixture
def store() -> Store:
    return Store(account_id="123456789012", region="us-east-1", partition="aws")


@pytest.fixture
def domain(store: Store) -> Domain:
    domain = make_domain(store, "desk", "d", NOW)
    store.add(domain)
    return domain


def create(domain: Domain, case_id: str) -> Case:
    values = {"title": "First", "status": "open", "reference_id": case_id.upper()}
    numbers = domain.next_number(), domain.next_number()
    case = Case(case_id, domain.arn, "t", dict(values), *numbers)
    domain.record(CaseCreated(case, ANN, NOW, {"title": "First"}))
    return case


def relate(domain: Domain, case: Case) -> RelatedItem:
    item = RelatedItem(
        related_item_id="i",
        domain_arn=domain.arn,
        case_id=case.case_id,
        content=Contact(CALL, "VOICE", NOW),
        association_time=NOW,
        created_by=None,
        number=domain.next_number(),
    )
    domain.record(RelatedItemCreated(case, ANN, NOW, item, ()))
    return item


def test_observer_sees_history_and_order_with_the_change(domain: Domain) -> None:
    recorder = ChangeObserver()
    domain.observers.append(recorder)

    first = create(domain, "a")
    create(domain, "b")
    domain.record(CaseUpdated(first, ANN, NOW, (FieldChange("title", "First", "Second"),)))

    assert recorder.seen == [
        ("CaseCreated", 1, ["a"]),
        ("CaseCreated", 2, ["b", "a"]),
        ("CaseUpdated", 3, ["a", "b"]),
    ]


def test_update_without_another_value_has_no_history(domain: Domain) -> None:
    case = create(domain, "a")

    domain.record(CaseUpdated(case, ANN, NOW, ()))

    assert [each.type for each in case.history] == ["Case.Created"]


def test_history_of_a_new_case_holds_its_values_as_they_were_given(domain: Domain) -> None:
    case = create(domain, "a")
    domain.record(CaseUpdated(case, ANN, NOW, (FieldChange("title", "First", "Second"),)))

    created, updated = case.history

    assert list(created.changes) == [
        FieldChange("title", None, "First"),
        FieldChange("status", None, "open"),
    ]
    assert list(updated.changes) == [FieldChange("title", "First", "Second")]


def test_lookups_follow_contacts(domain: Domain) -> None:
    case = create(domain, "a")
    item = relate(domain, case)
    assert domain.cases_by_contact == {CALL: [(item.number, "a")]}

    domain.record(RelatedItemDeleted(case, ANN, NOW, item, ()))

    assert domain.cases_by_contact == {}
    assert case.related_items == {}


def test_lookups_forget_a_deleted_case(domain: Domain) -> None:
    case = create(domain, "a")
    relate(domain, case)

    domain.record(CaseDeleted(case, ANN, NOW))

    assert (domain.cases, domain.cases_by_contact, domain.cases_by_reference) == ({}, {}, {})
    assert list(domain.change_order.latest_first()) == []


def test_change_of_a_case_names_the_case(domain: Domain) -> None:
    case = create(domain, "a")
    item = relate(domain, case)
    change = RelatedItemDeleted(case, ANN, NOW, item, ())

    assert (change.kind, change.resource_id) == (CASE, "a")


def test_store_passes_changes_on_and_knows_added_and_removed_domains(store: Store) -> None:
    seen: list[tuple[str, object, bool]] = []

    class Watcher:
        def observe(self, domain: Domain, change: Change) -> None:
            seen.append((domain.domain_id, change.kind, domain.domain_id in store.domains))

    store.observers.append(Watcher())
    domain = make_domain(store, "desk", "d", NOW)
    store.add(domain)
    domain.record(DomainChanged())
    store.remove(domain)

    assert seen == [("d", DOMAIN, True), ("d", DOMAIN, True), ("d", DOMAIN, False)]
