"""Searches while other threads change what is searched."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from random import Random

from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from tests.desk import Desk
from tests.machine.test_state_machine import shared_client
from tests.search import plain

TITLES = ["red chair", "blue chair", "red lamp"]
QUERIES: list[plain.Query] = [
    {},
    {"searchTerm": "chair"},
    {"filter": {"field": {"equalTo": {"id": "title", "value": {"stringValue": TITLES[0]}}}}},
    {"filter": {"not": {"field": {"contains": {"id": "title", "value": {"stringValue": "r"}}}}}},
    {"sorts": [{"fieldId": "title", "sortOrder": "Desc"}]},
]
WRITERS = 3
STEPS = 150


def write(desk: Desk, seed: int) -> None:
    """Create, change and delete cases of this thread's own."""
    choice = Random(seed)  # noqa: S311 - nothing secret about a choice
    mine: list[str] = []
    for _ in range(STEPS):
        text = choice.choice(TITLES)
        act = choice.random()
        if act < 0.4 or not mine:
            mine.append(desk.create_case(text))
        elif act < 0.8:
            desk.update_case(choice.choice(mine), title=text)
        else:
            case_id = mine.pop(choice.randrange(len(mine)))
            desk.client.delete_case(domainId=desk.domain_id, caseId=case_id)


def read(desk: Desk, query: plain.Query) -> None:
    """Search again and again; each answer fits the others that it holds."""
    for _ in range(STEPS):
        page = desk.client.search_cases(domainId=desk.domain_id, maxResults=100, **query)
        case_ids = [case["caseId"] for case in page["cases"]]
        assert len(case_ids) == len(set(case_ids)) == min(100, page["totalCount"])
        assert ("nextToken" in page) is (page["totalCount"] > 100)


def test_searches_are_right_while_and_after_threads_change_cases() -> None:
    """Every answer is that of one moment, and in the end the searches find every case."""
    with mock_connectcases():
        desk = Desk(shared_client())
        with ThreadPoolExecutor(WRITERS + len(QUERIES)) as pool:
            running = [
                *(pool.submit(write, desk, n) for n in range(WRITERS)),
                *(pool.submit(read, desk, query) for query in QUERIES),
            ]
            for each in running:
                each.result()

        domain = connectcases_backends["123456789012"]["us-east-1"].store.domains[desk.domain_id]
        for query in QUERIES:
            expected = plain.find(domain, query, datetime.now(timezone.utc))
            page = desk.client.search_cases(domainId=desk.domain_id, maxResults=100, **query)
            assert page["totalCount"] == len(expected)
            found = [case["caseId"] for case in page["cases"]]
            assert found == [case.case_id for case in expected[:100]]
