"""What indexes cost and keep: nothing before the first search, nothing of what is gone."""

from __future__ import annotations

import gc
import tracemalloc
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.resources.case import Case
from mock_connectcases.resources.related_item import RelatedItem
from mock_connectcases.search.case_indexes import MOST_FIELDS, MOST_SORTS, KeyIndex
from mock_connectcases.search.filters import Comparison
from mock_connectcases.search.indexes import Indexes, indexes_of
from mock_connectcases.search.planner import Planner
from mock_connectcases.search.sort_index import SortIndex
from mock_connectcases.toolkit.toolkit import toolkit
from mock_connectcases.wire.model import is_older_than_release
from tests.machine.test_state_machine import shared_client

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.resources.domain import Domain

pytestmark = pytest.mark.skipif(
    is_older_than_release(), reason="an older botocore lacks tags, merges and search of all items"
)

CONTACT = "arn:aws:connect:us-east-1:123456789012:instance/i/contact/c"
BYTES_PER_CASE = 3500
"""A case of ten short custom fields takes about 2,300 bytes; the rest is room for other Pythons."""


class Desk:
    """A domain, and the calls that these tests make again and again."""

    def __init__(self, client: Any, *field_types: str) -> None:
        self.client = client
        self.domain_id = client.create_domain(name="desk")["domainId"]
        self.template_id = client.create_template(domainId=self.domain_id, name="T")["templateId"]
        self.field_ids = [
            client.create_field(domainId=self.domain_id, name=f"field {number}", type=type_)[
                "fieldId"
            ]
            for number, type_ in enumerate(field_types)
        ]

    @property
    def domain(self) -> Domain:
        return connectcases_backends["123456789012"]["us-east-1"].store.domains[self.domain_id]

    def create(self, title: str = "A case", *values: str) -> str:
        given = {"title": title, **dict(zip(self.field_ids, values, strict=False))}
        created = self.client.create_case(
            domainId=self.domain_id,
            templateId=self.template_id,
            fields=[{"id": key, "value": {"stringValue": text}} for key, text in given.items()],
            tags={"team": "north"},
            clientToken="",
        )
        return str(created["caseId"])

    def item(self, case_id: str, type_: str, content: dict[str, Any]) -> None:
        self.client.create_related_item(
            domainId=self.domain_id, caseId=case_id, type=type_, content=content
        )

    def search(self, **query: Any) -> list[str]:
        found = self.client.search_cases(domainId=self.domain_id, **query)
        return [case["caseId"] for case in found["cases"]]

    def search_in_every_way(self) -> None:
        """Let every kind of index be made."""
        title = {"id": "title", "value": {"stringValue": "A case"}}
        self.search(filter={"field": {"equalTo": title}}, searchTerm="case")
        self.search(filter={"tag": {"equalTo": {"key": "team"}}})
        self.search(sorts=[{"fieldId": "title", "sortOrder": "Asc"}])
        self.client.search_all_related_items(domainId=self.domain_id)


@pytest.fixture
def client() -> Iterator[Any]:
    with mock_connectcases():
        yield shared_client()


def count(kind: type) -> int:
    gc.collect()
    return sum(1 for each in gc.get_objects() if isinstance(each, kind))


def test_domain_that_nobody_searches_has_no_index(client: Any) -> None:
    """Whoever only writes and lists pays for no index."""
    desk = Desk(client)
    desk.create()

    assert not any(isinstance(each, Indexes) for each in desk.domain.observers)


def test_first_page_of_all_cases_needs_no_index(client: Any) -> None:
    """The default order is there anyway."""
    before = count(KeyIndex), count(SortIndex)
    desk = Desk(client)
    desk.create()
    desk.search()

    assert (count(KeyIndex), count(SortIndex)) == before


@pytest.mark.parametrize("searched", [False, True])
def test_nothing_is_kept_of_a_deleted_case(client: Any, *, searched: bool) -> None:
    """With a case goes everything that any index knew of it."""
    desk = Desk(client)
    before = count(Case), count(RelatedItem)
    case_id = desk.create()
    desk.item(case_id, "Contact", {"contact": {"contactArn": CONTACT}})
    if searched:
        desk.search_in_every_way()

    client.delete_case(domainId=desk.domain_id, caseId=case_id)

    assert (count(Case), count(RelatedItem)) == before


def test_old_changes_of_a_case_are_not_kept(client: Any) -> None:
    """A case that changes all the time has its one place in the order of changes."""
    desk = Desk(client)
    case_ids = [desk.create() for _ in range(3)]
    for number in range(300):
        title = {"id": "title", "value": {"stringValue": str(number)}}
        client.update_case(domainId=desk.domain_id, caseId=case_ids[1], fields=[title])

    assert desk.search() == [case_ids[1], case_ids[2], case_ids[0]]
    assert len(desk.domain.change_order) <= 100


def test_indexes_are_few_however_many_fields_are_searched(client: Any) -> None:
    """Those that were not asked for longest make room."""
    fields, sorts = count(KeyIndex), count(SortIndex)
    desk = Desk(client, *["Text"] * (MOST_FIELDS + 5))
    for field_id in desk.field_ids:
        desk.search(
            filter={"field": {"equalTo": {"id": field_id, "value": {"emptyValue": {}}}}},
            sorts=[{"fieldId": field_id, "sortOrder": "Asc"}],
        )
        desk.search(sorts=[{"fieldId": field_id, "sortOrder": "Desc"}])

    assert count(KeyIndex) - fields == MOST_FIELDS
    assert count(SortIndex) - sorts == MOST_SORTS


@pytest.mark.parametrize("sorts", [[], [{"fieldId": "title", "sortOrder": "Desc"}]])
def test_pages_are_right_far_down_an_order(client: Any, sorts: list[dict[str, str]]) -> None:
    """What was found is found too where all of it stands behind many others."""
    desk = Desk(client)
    found = [desk.create("a") for _ in range(30)]
    for _ in range(200):
        desk.create("b")
    title = {"id": "title", "value": {"stringValue": "a"}}
    query = {"filter": {"field": {"equalTo": title}}, "sorts": sorts}

    pages = client.get_paginator("search_cases").paginate(
        domainId=desk.domain_id, PaginationConfig={"PageSize": 2}, **query
    )

    expected = found if sorts else found[::-1]
    assert [case["caseId"] for page in pages for case in page["cases"]] == expected


def test_filter_on_more_fields_than_indexes_makes_none_twice(client: Any) -> None:
    """What has no room among the indexes is looked for case by case."""
    desk = Desk(client, *["Number"] * (MOST_FIELDS + 5))
    case_id = desk.create()
    one = {"doubleValue": 1.0}
    parts = [
        {"not": {"field": {operator: {"id": each, "value": one}}}}
        for each in desk.field_ids
        for operator in ("equalTo", "lessThan")
    ]
    groups = [{"andAll": parts[start : start + 10]} for start in range(0, len(parts), 10)]
    query = {"filter": {"andAll": groups}, "sorts": [{"fieldId": "title", "sortOrder": "Asc"}]}
    assert desk.search(**query) == [case_id]
    made = {id(each) for each in gc.get_objects() if isinstance(each, KeyIndex | SortIndex)}

    assert desk.search(**query) == [case_id]

    again = {id(each) for each in gc.get_objects() if isinstance(each, KeyIndex | SortIndex)}
    assert again == made


@pytest.mark.parametrize("term", [None, "red"])
@pytest.mark.parametrize("title", [None, "red chair"])
def test_further_tests_narrow_every_search(
    client: Any, term: str | None, title: str | None
) -> None:
    """What a filter and a quick search find is asked for the rest, and so are all cases."""
    desk = Desk(client)
    case_ids = [desk.create("red chair") for _ in range(4)]
    domain = desk.domain
    by_title = None if title is None else Comparison(domain.fields["title"], "equalTo", title)

    found = Planner(domain, indexes_of(domain)).find(
        by_title, term, [lambda case: case.case_id in case_ids[1:], lambda case: case.number > 5]
    )

    assert found == {each for each in domain.cases.values() if each.number > 5}


def test_nothing_is_kept_of_a_thousand_mocks() -> None:
    """Create, search and delete under a mock of its own leave no object behind."""

    def cycle() -> None:
        with mock_connectcases():
            desk = Desk(shared_client())
            case_id = desk.create()
            desk.create("Another")
            desk.item(case_id, "Comment", {"comment": {"body": "b", "contentType": "Text/Plain"}})
            desk.search_in_every_way()
            desk.client.delete_case(domainId=desk.domain_id, caseId=case_id)

    for _ in range(50):
        cycle()
    gc.collect()
    before = len(gc.get_objects())
    for _ in range(1000):
        cycle()

    gc.collect()
    assert len(gc.get_objects()) - before < 500


def test_case_is_small(client: Any) -> None:
    """A case with ten short custom fields and its history stays within its bound."""
    desk = Desk(client, *["Text"] * 10)
    texts = [f"value {number}" for number in range(10)]
    for _ in range(100):
        desk.create("A case", *texts)
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for _ in range(1000):
            desk.create("A case", *texts)
        toolkit.log.clear()  # it keeps so many calls and no more
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert (after - before) / 1000 < BYTES_PER_CASE


def test_sort_by_next_breach_follows_the_clock(client: Any) -> None:
    """An SLA whose time has passed no longer counts, though nothing has changed."""
    with time_machine.travel(datetime(2026, 1, 31, 12, tzinfo=timezone.utc), tick=False) as clock:
        desk = Desk(client)
        soon, later = desk.create(), desk.create()
        for case_id, minutes in ((soon, 1), (later, 10)):
            sla = {
                "name": "Close it",
                "type": "CaseField",
                "fieldId": "status",
                "targetFieldValues": [{"stringValue": "closed"}],
                "targetSlaMinutes": minutes,
            }
            desk.item(case_id, "Sla", {"sla": {"slaInputConfiguration": sla}})
        sorts = [{"fieldId": "next_sla_breach_datetime", "sortOrder": "Asc"}]
        first = desk.search(sorts=sorts)
        clock.shift(120)
        second = desk.search(sorts=sorts)

    assert (first, second) == ([soon, later], [later, soon])


def test_cases_of_a_contact_stay_in_order_when_one_moves(client: Any) -> None:
    """A contact that a merge moves keeps its place among the cases of the contact."""
    desk = Desk(client)
    first, second, third = (desk.create() for _ in range(3))
    for case_id in (first, second):
        desk.item(case_id, "Contact", {"contact": {"contactArn": CONTACT}})
    client.start_merge_cases(
        domainId=desk.domain_id,
        caseId=third,
        secondaryCaseIds=[first],
        relatedItemsConfiguration={"contact": True},
    )

    listed = client.list_cases_for_contact(domainId=desk.domain_id, contactArn=CONTACT)["cases"]

    assert [case["caseId"] for case in listed] == [third, second]
