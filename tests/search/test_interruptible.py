"""Searches let others have the lock, and answer as if nobody had changed anything meanwhile."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import pytest

from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.search import interruptible
from mock_connectcases.search.indexes import MAKING_COST
from mock_connectcases.store import Store
from mock_connectcases.wire.model import is_older_than_release
from tests.desk import Desk
from tests.machine.test_state_machine import shared_client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    AtPause = Callable[[int, Callable[[], None]], list[int]]

pytestmark = pytest.mark.skipif(
    is_older_than_release(), reason="an older botocore lacks the search of all items"
)

CASES = 70
BATCHES = 9
BEFORE, AFTER = "before", "after"


class ChangingDesk(Desk):
    """A desk of cases with one title, some of which another client changes."""

    def __init__(self, client: Any) -> None:
        super().__init__(client)
        self.case_ids = [self.create_case(BEFORE) for _ in range(CASES)]
        for case_id in self.case_ids[::23]:
            self.comment(case_id)

    def search(self, **query: Any) -> set[str]:
        found = self.client.search_cases(domainId=self.domain_id, maxResults=100, **query)
        assert found["totalCount"] == len(found["cases"])
        return {case["caseId"] for case in found["cases"]}

    def search_items(self) -> list[str]:
        found = self.client.search_all_related_items(
            domainId=self.domain_id, maxResults=25, filters=[{"comment": {}}]
        )
        return sorted(item["caseId"] for item in found["relatedItems"])

    def change(self, case_id: str) -> None:
        self.update_case(case_id, title=AFTER)

    def delete(self, case_id: str) -> None:
        self.client.delete_case(domainId=self.domain_id, caseId=case_id)


def by_title(operator: str) -> dict[str, Any]:
    return {"filter": {"field": {operator: {"id": "title", "value": {"stringValue": BEFORE}}}}}


QUERIES = [
    by_title("contains"),
    by_title("equalTo"),
    {"searchTerm": BEFORE},
    {"searchTerm": BEFORE, **by_title("equalTo")},
]


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChangingDesk]:
    """Return a desk of which every search has a pause before each batch of cases."""
    with mock_connectcases():
        made = ChangingDesk(shared_client())
        monkeypatch.setattr(interruptible, "TIME_SLICE", -1)
        yield made


@pytest.fixture
def at_pause(monkeypatch: pytest.MonkeyPatch) -> AtPause:
    """Return a function that lets something be done at one pause, and counts the pauses."""

    def do_at(number: int, do: Callable[[], None]) -> list[int]:
        pauses: list[int] = []
        pause = Store.pause

        def count(store: Store) -> None:
            pause(store)
            pauses.append(len(pauses) + 1)
            if len(pauses) == number:
                do()

        monkeypatch.setattr(Store, "pause", count)
        return pauses

    return do_at


@pytest.mark.parametrize("searches_before", [0, MAKING_COST, MAKING_COST + 1])
@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("number", [1, 2, BATCHES])
def test_cases_that_change_in_a_pause_are_found_as_they_are_afterwards(
    desk: ChangingDesk,
    at_pause: AtPause,
    query: dict[str, Any],
    searches_before: int,
    number: int,
) -> None:
    """With neither index, with one that is made in this search, and with one that is there."""
    for _ in range(searches_before + 1):
        desk.search(**query)
    expected = set(desk.case_ids)

    def change() -> None:
        # The first, those before and after a pause, which were tested or not yet, and the last.
        for place in (0, 31, 32, 63, 64, CASES - 1):
            desk.change(desk.case_ids[place])
            expected.remove(desk.case_ids[place])
        for place in (1, 33, 65):
            desk.delete(desk.case_ids[place])
            expected.remove(desk.case_ids[place])
        expected.add(desk.create_case(BEFORE))

    at_pause(number, change)

    assert desk.search(**query) == expected


def test_items_of_cases_that_change_in_a_pause_are_found_as_they_are_afterwards(
    desk: ChangingDesk, at_pause: AtPause
) -> None:
    first, second, third, last = desk.case_ids[::23]

    def change() -> None:
        desk.delete(first)
        desk.comment(second)
        desk.comment(third)
        desk.delete(last)

    at_pause(2, change)

    assert desk.search_items() == sorted([second, second, third, third])


@pytest.mark.parametrize("query", QUERIES)
def test_search_of_all_cases_has_a_pause_before_each_batch(
    desk: ChangingDesk, at_pause: AtPause, query: dict[str, Any]
) -> None:
    pauses = at_pause(0, lambda: None)

    desk.search(**query)

    assert len(pauses) == BATCHES


def test_search_of_all_items_has_a_pause_before_each_batch(
    desk: ChangingDesk, at_pause: AtPause
) -> None:
    pauses = at_pause(0, lambda: None)

    desk.search_items()

    assert len(pauses) == BATCHES


def test_search_that_makes_an_index_has_pauses_meanwhile(
    desk: ChangingDesk, at_pause: AtPause
) -> None:
    for _ in range(MAKING_COST + 1):
        desk.search(**by_title("equalTo"))
    pauses = at_pause(0, lambda: None)

    desk.search(**by_title("equalTo"))

    assert len(pauses) == 2 * BATCHES


def test_index_that_is_to_be_dropped_while_it_is_made_is_not_used(
    desk: ChangingDesk, at_pause: AtPause
) -> None:
    """After as many changes as there are cases nobody knows what changed."""
    for _ in range(MAKING_COST + 1):
        desk.search(**by_title("equalTo"))

    def change() -> None:
        for case_id in desk.case_ids[:60]:
            desk.change(case_id)
        for case_id in desk.case_ids[:60]:
            desk.change(case_id)

    at_pause(BATCHES, change)

    assert desk.search(**by_title("equalTo")) == set(desk.case_ids[60:])


def test_search_is_brief_unless_it_takes_long(
    desk: ChangingDesk, at_pause: AtPause, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interruptible, "TIME_SLICE", 60)
    pauses = at_pause(0, lambda: None)

    desk.search(**by_title("contains"))

    assert pauses == []


def test_lock_is_free_in_a_pause(desk: ChangingDesk) -> None:
    [store] = connectcases_backends.stores()
    taken = Event()

    def take() -> None:
        with store.lock:
            taken.set()

    other = Thread(target=take)
    with store.lock:
        other.start()
        for _ in range(1_000):
            store.pause()
        assert taken.is_set()
    other.join()


def test_nothing_of_a_search_goes_on_observing(desk: ChangingDesk) -> None:
    desk.search(**by_title("contains"))
    desk.search_items()

    [store] = connectcases_backends.stores()
    observers = store.domains[desk.domain_id].observers
    assert not any(isinstance(each, interruptible.InterruptibleSearch) for each in observers)
