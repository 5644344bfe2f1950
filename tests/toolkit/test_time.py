"""The mock's clock: moved by hand, by delays, and what follows it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from freezegun import freeze_time
from moto.moto_api import state_manager

from mock_connectcases import mock_connectcases
from tests.desk import Desk
from tests.toolkit.conftest import new_client

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases import MockConnectCases

NINE = datetime(2026, 3, 1, 9, tzinfo=timezone.utc)


@pytest.fixture
def frozen() -> Iterator[None]:
    with freeze_time(NINE):
        yield


@pytest.fixture
def slow_states() -> Iterator[None]:
    for model in ("cases::domain", "cases::merge"):
        state_manager.set_transition(model, {"progression": "time", "seconds": 60})
    yield
    for model in ("cases::domain", "cases::merge"):
        state_manager.unset_transition(model)


def created(client: Any, name: str = "d") -> datetime:
    """Create a domain, and return when that was."""
    domain_id = client.create_domain(name=name)["domainId"]
    moment = client.get_domain(domainId=domain_id)["createdTime"]
    assert isinstance(moment, datetime)
    return moment


def test_tick_moves_what_the_service_writes(frozen: None, cases: MockConnectCases) -> None:
    client = new_client()

    cases.tick(minutes=90)
    cases.tick(timedelta(minutes=30))

    assert created(client) == cases.now == NINE + timedelta(hours=2)


def test_tick_returns_the_new_time(frozen: None, cases: MockConnectCases) -> None:
    assert cases.tick(weeks=1, days=1, seconds=0.5) == NINE + timedelta(days=8, seconds=0.5)
    assert cases.tick(timedelta(hours=1), milliseconds=500) == NINE + timedelta(
        days=8, hours=1, seconds=1
    )


def test_tick_leaves_the_program_s_time_alone(frozen: None, cases: MockConnectCases) -> None:
    cases.tick(days=1)

    assert datetime.now(timezone.utc) == NINE


def test_date_of_an_answer_stays_the_process_s(frozen: None, cases: MockConnectCases) -> None:
    cases.tick(days=1)

    headers = new_client().list_domains()["ResponseMetadata"]["HTTPHeaders"]

    assert parsedate_to_datetime(headers["date"]) == NINE


def test_tick_adds_to_time_machine() -> None:
    with time_machine.travel(NINE, tick=False), mock_connectcases() as cases:
        cases.tick(hours=1)

        assert created(new_client()) == NINE + timedelta(hours=1)


def test_tick_breaches_an_sla(cases: MockConnectCases, desk: Desk) -> None:
    params = {"domainId": desk.domain_id, "caseId": desk.create_case()}
    sla = {"name": "answer", "type": "CaseField", "targetSlaMinutes": 60, "fieldId": "status"}
    met = [{"stringValue": "closed"}]
    configuration = {"slaInputConfiguration": {**sla, "targetFieldValues": met}}
    desk.client.create_related_item(**params, type="Sla", content={"sla": configuration})

    def status() -> str:
        (item,) = desk.client.search_related_items(**params)["relatedItems"]
        return str(item["content"]["sla"]["slaConfiguration"]["status"])

    seen = [status()]
    cases.tick(minutes=61)
    seen.append(status())

    assert seen == ["Active", "Overdue"]


def test_tick_moves_states_that_take_time(
    slow_states: None, frozen: None, cases: MockConnectCases
) -> None:
    client = new_client()
    domain_id = client.create_domain(name="d")["domainId"]

    def status() -> str:
        return str(client.get_domain(domainId=domain_id)["domainStatus"])

    cases.tick(seconds=59)
    seen = [status(), status()]
    cases.tick(seconds=2)
    seen.append(status())

    assert seen == ["CreationInProgress", "CreationInProgress", "Active"]


def test_state_that_began_after_a_tick_takes_its_time(
    slow_states: None, frozen: None, cases: MockConnectCases
) -> None:
    cases.tick(days=1)
    client = new_client()
    domain_id = client.create_domain(name="d")["domainId"]

    assert client.get_domain(domainId=domain_id)["domainStatus"] == "CreationInProgress"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "tick needs a time to move by"),
        ({"seconds": 0}, "tick needs a time to move by"),
        ({"minutes": -1}, "Time does not run backwards"),
        ({"by": timedelta(-1)}, "Time does not run backwards"),
        ({"by": 90}, "takes a timedelta or keywords as minutes=90, not 90"),
        ({"days": 365_001}, "a thousand years ahead is the most"),
        ({"days": 10**12}, "cannot be moved so far"),
        ({"seconds": float("inf")}, "cannot be moved so far"),
        ({"seconds": float("nan")}, "cannot be moved so far"),
    ],
)
def test_times_that_make_no_sense_are_refused(
    cases: MockConnectCases, options: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        cases.tick(**options)

    assert abs(cases.now - datetime.now(timezone.utc)) < timedelta(minutes=1)


def test_time_moves_a_thousand_years_and_no_further(
    frozen: None, slow_states: None, cases: MockConnectCases, desk: Desk
) -> None:
    cases.tick(days=365_000)
    with pytest.raises(ValueError, match="a thousand years"):
        cases.tick(seconds=1)

    case_id = desk.create_case()
    assert desk.client.get_domain(domainId=desk.domain_id)["domainStatus"] == "Active"
    assert case_id


def test_delay_moves_the_clock_before_the_operation(frozen: None, cases: MockConnectCases) -> None:
    delay = cases.delay("CreateDomain", seconds=2.5)
    client = new_client()

    assert created(client, "a") == NINE + timedelta(seconds=2.5)
    assert created(client, "b") == NINE + timedelta(seconds=5)
    assert delay.fired == 2
    assert repr(delay) == "<Delay: CreateDomain takes 2.5 s, fired 2>"


def test_delay_takes_turns_as_a_fault_does(frozen: None, cases: MockConnectCases) -> None:
    cases.delay("Create*", seconds=60, after=1, times=1)
    cases.delay("CreateDomain", seconds=1, when=lambda params: params["name"] == "c")
    client = new_client()

    minutes = [created(client, name) for name in "abc"]

    assert [each - NINE for each in minutes] == [
        timedelta(0),
        timedelta(minutes=1),
        timedelta(minutes=1, seconds=1),
    ]


def test_request_that_fails_takes_its_time_too(frozen: None, cases: MockConnectCases) -> None:
    cases.fail("ListDomains", "ThrottlingException")
    cases.delay("ListDomains", seconds=3)
    client = new_client()

    with pytest.raises(client.exceptions.ThrottlingException):
        client.list_domains()

    assert cases.now == NINE + timedelta(seconds=3)


def test_delay_ends_with_its_block(frozen: None, cases: MockConnectCases) -> None:
    with cases.delay("ListDomains", seconds=3):
        new_client().list_domains()
    new_client().list_domains()

    assert cases.now == NINE + timedelta(seconds=3)


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf"), 1e30, "2", None, True])
def test_lengths_of_time_that_make_no_sense_are_refused(
    cases: MockConnectCases, seconds: Any
) -> None:
    with pytest.raises(ValueError, match=r"[Ss]econds"):
        cases.delay("ListDomains", seconds=seconds)
    with pytest.raises(ValueError, match=r"[Ss]econds"):
        cases.search_lag(seconds)


def test_new_case_is_found_after_the_lag(frozen: None, cases: MockConnectCases, desk: Desk) -> None:
    cases.search_lag(5)
    desk.create_case()
    seen = [desk.count()]
    cases.tick(seconds=4.999999)
    seen.append(desk.count())
    cases.tick(microseconds=1)
    seen.append(desk.count())

    assert seen == [0, 0, 1]


@pytest.mark.parametrize(
    "created",
    ["2026-03-01T09:00Z", "2026-03-01T09:00:00Z", "2026-03-01T18:00:00.0+09:00"],
)
def test_lag_counts_from_the_time_in_a_seed(
    frozen: None, cases: MockConnectCases, created: str
) -> None:
    fields = {"title": "Late parcel", "created_datetime": created}
    case = {"template": "T", "fields": fields}
    cases.load({"domains": {"desk": {"templates": {"T": None}, "cases": [case]}}})
    client = new_client()
    (domain,) = client.list_domains()["domains"]
    cases.search_lag(5)
    seen = []
    for wait in (4.5, 0.5):
        cases.tick(seconds=wait)
        seen.append(len(client.search_cases(domainId=domain["domainId"])["cases"]))

    assert seen == [0, 1]


def test_lag_hides_new_cases_from_searches_alone(
    frozen: None, cases: MockConnectCases, desk: Desk
) -> None:
    old = desk.create_case("old")
    cases.tick(hours=1)
    cases.search_lag(60)
    new = desk.create_case("new")
    title = [{"id": "title", "value": {"stringValue": "changed"}}]
    for case_id in (old, new):
        desk.client.update_case(domainId=desk.domain_id, caseId=case_id, fields=title)

    found = desk.client.search_cases(domainId=desk.domain_id, searchTerm="changed")
    read = desk.client.get_case(domainId=desk.domain_id, caseId=new, fields=[{"id": "title"}])

    assert [each["caseId"] for each in found["cases"]] == [old]
    assert read["fields"][0]["value"] == {"stringValue": "changed"}
    cases.search_lag(0)
    assert desk.count() == 2
