"""When indexes are made and dropped, that they answer like scans, and what they hold."""

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
from mock_connectcases.search import indexes
from mock_connectcases.search.case_search import find_cases
from mock_connectcases.search.filters import Comparison
from mock_connectcases.search.indexes import MAKING_COST, MOST_INDEXES, Indexes
from mock_connectcases.toolkit.toolkit import toolkit
from mock_connectcases.wire.model import is_older_than_release
from tests.desk import Desk
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


class SearchDesk(Desk):
    """A desk with fields, for searches of its cases."""

    def __init__(self, client: Any, *field_types: str) -> None:
        super().__init__(client)
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
        given = dict(zip(self.field_ids, values, strict=False))
        return self.create_case(title, given, tags={"team": "north"}, clientToken="")

    def item(self, case_id: str, type_: str, content: dict[str, Any]) -> None:
        self.client.create_related_item(
            domainId=self.domain_id, caseId=case_id, type=type_, content=content
        )

    def search(self, **query: Any) -> list[str]:
        found = self.client.search_cases(domainId=self.domain_id, **query)
        return [case["caseId"] for case in found["cases"]]

    def search_in_every_way(self, cost: int = MAKING_COST) -> None:
        """Search so often that every kind of index is made where that costs so many scans."""
        for query in QUERIES * (cost + 2):
            self.search(**query)


def titled(text: str) -> dict[str, Any]:
    """Return a filter for a title."""
    return {"field": {"equalTo": {"id": "title", "value": {"stringValue": text}}}}


QUERIES: list[dict[str, Any]] = [
    {"filter": titled("A case")},
    {"searchTerm": "case"},
    {"filter": {"tag": {"equalTo": {"key": "team"}}}},
    {"sorts": [{"fieldId": "title", "sortOrder": "Asc"}]},
]
"""One for each kind of index; every case of a desk is found by all, unless it is changed."""
LONG_AGO = {"id": "created_datetime", "value": {"stringValue": "2001-01-01T00:00:00Z"}}
RANGE: dict[str, Any] = {"filter": {"field": {"greaterThan": LONG_AGO}}}
"""What the index of a sort answers as well."""


@pytest.fixture
def client() -> Iterator[Any]:
    with mock_connectcases():
        yield shared_client()


def count(kind: type) -> int:
    """Count the objects of a class that are newer than the tests before this one."""
    gc.collect()
    return sum(type(each) is kind for each in gc.get_objects())


def made(desk: SearchDesk) -> set[int]:
    """Return the identities of all indexes of a domain."""
    return {
        id(entry.index)
        for each in desk.domain.observers
        if isinstance(each, Indexes)
        for entry in each._entries.values()
        if entry.index is not None
    }


def test_domain_that_nobody_searches_has_no_index(client: Any) -> None:
    """Whoever only writes and lists pays for no index."""
    desk = SearchDesk(client)
    desk.create()

    assert not any(isinstance(each, Indexes) for each in desk.domain.observers)


def test_first_page_of_all_cases_needs_no_index(client: Any) -> None:
    """The default order is there anyway."""
    desk = SearchDesk(client)
    desk.create()
    for _ in range(MAKING_COST + 2):
        desk.search()

    assert not any(isinstance(each, Indexes) for each in desk.domain.observers)


@pytest.mark.parametrize("query", [*QUERIES, RANGE])
@pytest.mark.parametrize("cases", [1, 7])
def test_index_is_made_when_scans_have_cost_more_than_making_it(
    client: Any, query: dict[str, Any], cases: int
) -> None:
    """The same number of searches test all cases, whatever their number; the next does not."""
    desk = SearchDesk(client)
    for _ in range(cases):
        desk.create()

    numbers = []
    for _ in range(MAKING_COST + 3):
        desk.search(**query)
        numbers.append(len(made(desk)))

    assert numbers == [0] * (MAKING_COST + 1) + [1] * 2


def test_first_condition_without_an_index_gets_one(client: Any) -> None:
    """Two indexes that could answer one search are not both made for the same scans."""
    desk = SearchDesk(client)
    desk.create()
    both = {"andAll": [titled("A case"), {"tag": {"equalTo": {"key": "team"}}}]}

    for _ in range(MAKING_COST + 2):
        desk.search(filter=both)

    assert len(made(desk)) == 1


def test_second_condition_gets_an_index_when_the_first_finds_too_much(client: Any) -> None:
    """The cases that one index leaves to be tested count for the next."""
    desk = SearchDesk(client)
    desk.create()
    both = {"andAll": [titled("A case"), {"tag": {"equalTo": {"key": "team"}}}]}

    for _ in range(2 * MAKING_COST + 3):
        desk.search(filter=both)

    assert len(made(desk)) == 2


@pytest.mark.parametrize("query", QUERIES)
def test_cases_that_change_after_an_index_was_made_are_found_as_they_are(
    client: Any, query: dict[str, Any]
) -> None:
    """New, changed, tagged and deleted cases are answered as without an index."""
    desk = SearchDesk(client)
    stays, changes, goes = (desk.create() for _ in range(3))
    more = [desk.create() for _ in range(10)]  # so many changes drop no index
    for _ in range(MAKING_COST + 2):
        desk.search(**query)
    before = made(desk)

    new = desk.create()
    client.delete_case(domainId=desk.domain_id, caseId=goes)
    title = {"id": "title", "value": {"stringValue": "Zulu"}}
    client.update_case(domainId=desk.domain_id, caseId=changes, fields=[title])
    client.untag_resource(arn=f"{desk.domain.arn}/case/{changes}", tagKeys=["team"])

    found = desk.search(**query)

    expected = [stays, *more, new]
    assert found == ([*expected, changes] if "sorts" in query else expected[::-1])
    assert made(desk) == before != set()


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("greaterThan", "3"),
        ("greaterThanOrEqualTo", "223"),
        ("lessThan", "1"),
        ("lessThanOrEqualTo", "122"),
    ],
)
@pytest.mark.parametrize("type_", ["Number", "DateTime"])
def test_index_answers_ranges_like_a_scan(
    client: Any, type_: str, operator: str, expected: str
) -> None:
    """Values at the edge of a range count as by a scan, and cases without a value do not."""
    desk = SearchDesk(client, type_)
    desk.create("none")

    def value(digit: str) -> dict[str, Any]:
        time = {"stringValue": f"2026-01-0{digit}T12:00:00Z"}
        return {"doubleValue": float(digit)} if type_ == "Number" else time

    for digit in "1223":
        given = {"id": desk.field_ids[0], "value": value(digit)}
        client.update_case(domainId=desk.domain_id, caseId=desk.create(digit), fields=[given])
    range_ = {"field": {operator: {"id": desk.field_ids[0], "value": value("2")}}}

    for _ in range(MAKING_COST + 2):
        cases = client.search_cases(
            domainId=desk.domain_id,
            filter=range_,
            fields=[{"id": "title"}],
            sorts=[{"fieldId": "created_datetime", "sortOrder": "Asc"}],
        )["cases"]
        titles = [case["fields"][0]["value"]["stringValue"] for case in cases]

        assert "".join(titles) == expected

    assert made(desk)


def test_index_is_made_anew_when_changes_have_cost_as_much(client: Any) -> None:
    """A test of what changed since counts like any other test."""
    desk = SearchDesk(client)
    changing, *_ = (desk.create() for _ in range(4))
    query = {"filter": titled("A case")}
    for _ in range(MAKING_COST + 2):
        desk.search(**query)
    first = made(desk)
    title = {"id": "title", "value": {"stringValue": "Zulu"}}
    client.update_case(domainId=desk.domain_id, caseId=changing, fields=[title])

    followed = []
    for _ in range(4 * MAKING_COST + 2):
        assert changing not in desk.search(**query)
        followed.append(made(desk) == first)

    assert followed == [True] * (4 * MAKING_COST + 1) + [False]


def test_indexes_are_dropped_after_as_many_changes_as_cases(client: Any) -> None:
    """Nothing grows with the number of changes."""
    desk = SearchDesk(client)
    case_ids = [desk.create() for _ in range(4)]
    desk.search_in_every_way()
    numbers = []
    for number in range(5):
        title = {"id": "title", "value": {"stringValue": str(number)}}
        client.update_case(domainId=desk.domain_id, caseId=case_ids[0], fields=[title])
        numbers.append(len(made(desk)))

    assert numbers == [4, 4, 4, 4, 0]
    assert desk.search(filter=titled("4")) == [case_ids[0]]


@pytest.mark.parametrize("searched", [False, True])
def test_nothing_is_held_of_a_deleted_case(client: Any, *, searched: bool) -> None:
    desk = SearchDesk(client)
    before = count(Case), count(RelatedItem)
    case_id = desk.create()
    desk.item(case_id, "Contact", {"contact": {"contactArn": CONTACT}})
    if searched:
        desk.search_in_every_way()

    client.delete_case(domainId=desk.domain_id, caseId=case_id)

    assert (count(Case), count(RelatedItem)) == before


def test_old_changes_of_a_case_take_no_room(client: Any) -> None:
    """A case that changes all the time has its one place in the order of changes."""
    desk = SearchDesk(client)
    case_ids = [desk.create() for _ in range(3)]
    for number in range(300):
        title = {"id": "title", "value": {"stringValue": str(number)}}
        client.update_case(domainId=desk.domain_id, caseId=case_ids[1], fields=[title])

    assert desk.search() == [case_ids[1], case_ids[2], case_ids[0]]
    assert len(desk.domain.change_order) <= 100


def test_indexes_are_few_however_many_fields_are_searched(client: Any) -> None:
    """Those of the latest searches make those of earlier ones go."""
    desk = SearchDesk(client, *["Text"] * (MOST_INDEXES // 2 + 2))
    desk.create()
    for field_id in desk.field_ids:
        empty = {"field": {"equalTo": {"id": field_id, "value": {"emptyValue": {}}}}}
        for _ in range(MAKING_COST + 2):
            desk.search(filter=empty, sorts=[{"fieldId": field_id, "sortOrder": "Asc"}])

    assert len(made(desk)) == MOST_INDEXES


@pytest.mark.parametrize("searches", [0, MAKING_COST + 2])
@pytest.mark.parametrize("sorts", [[], [{"fieldId": "title", "sortOrder": "Desc"}]])
def test_pages_are_right_far_down_an_order(
    client: Any, sorts: list[dict[str, str]], searches: int
) -> None:
    """What was found is found too where all of it stands behind many others."""
    desk = SearchDesk(client)
    found = [desk.create("a") for _ in range(30)]
    for _ in range(200):
        desk.create("b")
    title = {"id": "title", "value": {"stringValue": "a"}}
    query = {"filter": {"field": {"equalTo": title}}, "sorts": sorts}
    for _ in range(searches):
        desk.search(**query)

    pages = client.get_paginator("search_cases").paginate(
        domainId=desk.domain_id, PaginationConfig={"PageSize": 2}, **query
    )

    expected = found if sorts else found[::-1]
    assert [case["caseId"] for page in pages for case in page["cases"]] == expected


@pytest.mark.parametrize("term", [None, "red"])
@pytest.mark.parametrize("title", [None, "red chair"])
def test_further_tests_narrow_every_search(
    client: Any, term: str | None, title: str | None
) -> None:
    """Tests hold for what a filter and a quick search find, and for all cases."""
    desk = SearchDesk(client)
    case_ids = [desk.create("red chair") for _ in range(4)]
    domain = desk.domain
    by_title = None if title is None else Comparison(domain.fields["title"], "equalTo", title)

    for _ in range(MAKING_COST + 2):
        found = find_cases(
            domain,
            by_title,
            term,
            [lambda case: case.case_id in case_ids[1:], lambda case: case.number > 5],
        )

        assert found == [each for each in domain.cases.values() if each.number > 5]


def test_nothing_is_left_of_a_hundred_mocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Create, search and delete under a mock of its own leave no object behind."""
    monkeypatch.setattr(indexes, "MAKING_COST", 1)

    def cycle() -> None:
        with mock_connectcases():
            desk = SearchDesk(shared_client())
            case_id = desk.create()
            desk.create("Another")
            desk.item(case_id, "Comment", {"comment": {"body": "b", "contentType": "Text/Plain"}})
            desk.search_in_every_way(cost=1)
            assert len(made(desk)) == len(QUERIES)
            desk.client.delete_case(domainId=desk.domain_id, caseId=case_id)

    def count_objects() -> int:
        for _ in range(2):  # the first leaves out tuples of texts, the second tuples of those
            gc.collect()
        return len(gc.get_objects())

    for _ in range(20):
        cycle()
    before = count_objects()
    for _ in range(100):
        cycle()

    assert count_objects() - before < 50


def test_case_is_small(client: Any) -> None:
    """A case with ten short custom fields and its history stays within its bound."""
    desk = SearchDesk(client, *["Text"] * 10)
    texts = [f"value {number}" for number in range(10)]
    for _ in range(100):
        desk.create("A case", *texts)
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for _ in range(400):
            desk.create("A case", *texts)
        toolkit.log.clear()  # it holds a limited number of calls
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert (after - before) / 400 < BYTES_PER_CASE


def test_sort_by_next_breach_follows_the_clock(client: Any) -> None:
    """An SLA with a time that has passed no longer counts, though nothing has changed."""
    with time_machine.travel(datetime(2026, 1, 31, 12, tzinfo=timezone.utc), tick=False) as clock:
        desk = SearchDesk(client)
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
    """A contact that a merge moves has its place among the cases of the contact."""
    desk = SearchDesk(client)
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
