"""Handles of one account: tests that share a mock do not meet each other."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from freezegun import freeze_time

from mock_connectcases import mock_connectcases
from mock_connectcases.errors import SeedError
from tests.desk import Desk
from tests.toolkit.conftest import code_of_listing, new_client

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases import MockConnectCases

ONE, OTHER = "111111111111", "222222222222"
NINE = datetime(2026, 3, 1, 9, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)


def client_of(account_id: str) -> Any:
    """Return a client whose requests belong to an account."""

    def add_account(request: Any, **_: Any) -> None:
        request.headers["x-moto-account-id"] = account_id

    client = new_client()
    client.meta.events.register("before-sign.connectcases", add_account)
    return client


@pytest.fixture
def one(cases: MockConnectCases) -> Any:
    return client_of(ONE)


@pytest.fixture
def other(cases: MockConnectCases) -> Any:
    return client_of(OTHER)


@pytest.fixture
def frozen() -> Iterator[None]:
    with freeze_time(NINE):
        yield


def test_fault_of_an_account_meets_no_request_of_another(
    cases: MockConnectCases, one: Any, other: Any
) -> None:
    fault = cases.for_account(ONE).fail("ListDomains", "ThrottlingException")

    assert [code_of_listing(each) for each in (other, one, one)] == ["", "ThrottlingException", ""]
    assert fault.fired == 1


def test_request_of_another_account_is_none_that_passes_first(
    cases: MockConnectCases, one: Any, other: Any
) -> None:
    cases.for_account(ONE).fail("ListDomains", "ThrottlingException", after=1)

    codes = [code_of_listing(each) for each in (other, other, one, one)]

    assert codes == ["", "", "", "ThrottlingException"]


def test_fault_of_the_mock_meets_requests_of_every_account(
    cases: MockConnectCases, one: Any, other: Any
) -> None:
    cases.fail("ListDomains", "ThrottlingException", times=2)

    assert code_of_listing(one) == code_of_listing(other) == "ThrottlingException"


def test_faults_are_those_of_the_handle(cases: MockConnectCases) -> None:
    mine = cases.for_account(ONE).fail("ListDomains", "ThrottlingException")
    common = cases.delay("ListDomains", 1)

    assert cases.faults == [mine, common]
    assert cases.for_account(ONE).faults == [mine]
    assert cases.for_account(OTHER).faults == []


def test_unused_fault_is_that_of_its_account(cases: MockConnectCases) -> None:
    cases.for_account(ONE).fail("ListDomains", "ThrottlingException")

    cases.for_account(OTHER).assert_all_faults_used()
    for handle in (cases, cases.for_account(ONE)):
        with pytest.raises(AssertionError, match="ListDomains should have failed"):
            handle.assert_all_faults_used()


def test_clock_of_an_account_is_moved_alone(
    frozen: None, cases: MockConnectCases, one: Any, other: Any
) -> None:
    assert cases.for_account(ONE).tick(hours=1) == NINE + HOUR

    assert cases.now == cases.for_account(OTHER).now == NINE
    times = []
    for client in (one, other):
        domain_id = client.create_domain(name="d")["domainId"]
        times.append(client.get_domain(domainId=domain_id)["createdTime"])
    assert times == [NINE + HOUR, NINE]
    assert [each.time for each in cases.calls] == [NINE + HOUR] * 2 + [NINE] * 2


def test_clock_of_the_mock_moves_every_account(frozen: None, cases: MockConnectCases) -> None:
    account = cases.for_account(ONE)

    account.tick(hours=1)
    cases.tick(hours=1)

    assert (cases.now, account.now) == (NINE + HOUR, NINE + 2 * HOUR)


def test_delay_of_an_account_moves_its_clock(
    frozen: None, cases: MockConnectCases, one: Any
) -> None:
    cases.for_account(ONE).delay("ListDomains", 60)

    one.list_domains()

    assert (cases.now, cases.for_account(ONE).now) == (NINE, NINE + timedelta(minutes=1))


@pytest.mark.parametrize("own", [0, 364_000])
def test_no_account_is_more_than_a_thousand_years_ahead(cases: MockConnectCases, own: int) -> None:
    cases.for_account(ONE).tick(days=own + 1)

    with pytest.raises(ValueError, match="a thousand years"):
        cases.tick(days=365_000 - own)
    cases.tick(days=365_000 - own - 1)
    with pytest.raises(ValueError, match="a thousand years"):
        cases.for_account(ONE).tick(seconds=1)


def test_search_lag_of_an_account_hides_no_case_of_another(
    cases: MockConnectCases, one: Any, other: Any
) -> None:
    cases.search_lag(0)
    cases.for_account(ONE).search_lag(5)
    found = []
    for client in (one, other):
        desk = Desk(client)
        desk.create_case("Late")
        found.append(desk.count())

    assert found == [0, 1]


def test_calls_and_events_are_those_of_the_account(
    cases: MockConnectCases, one: Any, other: Any
) -> None:
    for client in (one, other, other):
        desk = Desk(client, f"d{len(cases.calls)}")
        client.put_case_event_configuration(domainId=desk.domain_id, eventBridge={"enabled": True})
        desk.create_case("Late")

    account = cases.for_account(OTHER)

    assert {each.account_id for each in account.calls} == {OTHER}
    assert [account.calls.count("CreateCase"), cases.calls.count("CreateCase")] == [2, 3]
    account.assert_called("CreateCase", times=2)
    account.assert_event("CASE.CREATED", times=2)
    assert {each["account"] for each in account.events} == {OTHER}


def test_calls_of_an_account_displace_none_of_another(
    cases: MockConnectCases, one: Any, other: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mock_connectcases.toolkit.calls.MAX_CALLS", 2)
    for client in (one, other, other, other):
        client.list_domains()

    assert [each.number for each in cases.calls] == [1, 3, 4]
    cases.for_account(ONE).assert_called("ListDomains", times=1)


def test_calls_of_all_accounts_are_bounded(
    cases: MockConnectCases, one: Any, other: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mock_connectcases.toolkit.calls.MAX_IN_ALL", 1)
    for client in (one, one, other):
        client.list_domains()

    assert [each.number for each in cases.calls] == [3]


def test_dropped_calls_are_counted_in_their_account(
    cases: MockConnectCases, one: Any, other: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mock_connectcases.toolkit.calls.MAX_IN_ALL", 1)
    for client in (one, one, other):
        client.list_domains()

    assert [cases.for_account(each).calls.count() for each in (ONE, OTHER)] == [2, 1]
    assert cases.calls.count() == 3


def test_reset_of_an_account_leaves_the_others_alone(
    frozen: None, cases: MockConnectCases, one: Any, other: Any
) -> None:
    for account_id, client in ((ONE, one), (OTHER, other)):
        account = cases.for_account(account_id)
        client.create_domain(name="d")
        account.fail("ListDomains", "ThrottlingException")
        account.tick(hours=1)
        account.search_lag(5)

    cases.for_account(ONE).reset()

    assert (cases.for_account(ONE).faults, len(cases.for_account(OTHER).faults)) == ([], 1)
    assert [cases.for_account(each).now for each in (ONE, OTHER)] == [NINE, NINE + HOUR]
    assert [each.number for each in cases.calls] == [2]
    assert code_of_listing(other) == "ThrottlingException"
    assert [len(each.list_domains()["domains"]) for each in (one, other)] == [0, 1]


def test_reset_of_an_account_loads_its_part_of_the_seed(cases: MockConnectCases) -> None:
    seed = {"domains": {"a": {"account": ONE}, "b": {"account": OTHER}}}
    with mock_connectcases(seed=seed) as seeded:
        client_of(OTHER).create_domain(name="c")
        client_of(ONE).create_domain(name="c")

        seeded.for_account(ONE).reset()

        names = [
            [each["name"] for each in client_of(account).list_domains()["domains"]]
            for account in (ONE, OTHER)
        ]
    assert names == [["a"], ["b", "c"]]


def test_seed_is_loaded_into_the_account(cases: MockConnectCases, one: Any) -> None:
    account = cases.for_account(ONE)

    account.load({"domains": {"a": {}}})

    assert [each["name"] for each in one.list_domains()["domains"]] == ["a"]
    assert cases.for_account(OTHER).dump()["domains"] == {}
    assert account.dump()["domains"].keys() == {"a"}


@pytest.mark.parametrize("into", [ONE, OTHER])
def test_dump_of_an_account_is_loaded_there_and_elsewhere(
    cases: MockConnectCases, one: Any, into: str
) -> None:
    desk = Desk(one)
    desk.close(desk.create_case("Late"))
    dumped = cases.for_account(ONE).dump()
    cases.for_account(ONE).reset()

    cases.for_account(into).load(dumped)

    assert cases.for_account(into).dump() == dumped
    assert cases.dump() == {**dumped, "account": into}


def test_seed_of_another_account_is_refused(cases: MockConnectCases) -> None:
    with pytest.raises(SeedError, match=f"b.account: is {OTHER}, and this seed is loaded into"):
        cases.for_account(ONE).load({"domains": {"a": {}, "b": {"account": OTHER}}})

    assert cases.dump()["domains"] == {}


@pytest.mark.parametrize("account_id", ["1", "1" * 13, "\u0661" * 12, 111111111111, None])
def test_account_has_twelve_digits(cases: MockConnectCases, account_id: Any) -> None:
    with pytest.raises(ValueError, match="twelve digits"):
        cases.for_account(account_id)


def test_fault_takes_members_as_its_condition(cases: MockConnectCases) -> None:
    client = new_client()
    fault = cases.fail("CreateDomain", "ThrottlingException", when={"name": "b"}, times=None)

    client.create_domain(name="a")
    with pytest.raises(client.exceptions.ThrottlingException):
        client.create_domain(name="b")

    assert fault.fired == 1


def test_condition_of_an_unknown_member_names_the_nearest(cases: MockConnectCases) -> None:
    with pytest.raises(ValueError, match="has no parameter 'nam'; did you mean 'name'"):
        cases.fail("CreateDomain", "ThrottlingException", when={"nam": "b"})

    assert cases.faults == []


def test_clock_moves_to_a_time(frozen: None, cases: MockConnectCases) -> None:
    assert cases.tick(to=NINE + HOUR) == cases.now == NINE + HOUR


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"to": NINE - HOUR}, "Time does not run backwards"),
        ({"to": datetime(2027, 1, 1)}, "a datetime with a time zone"),  # noqa: DTZ001
        ({"to": "2027-01-01"}, "a datetime with a time zone"),
        ({"to": NINE + HOUR, "minutes": 1}, "and not both"),
        ({"minutes": "90"}, "minutes is a number, not '90'"),
        ({"minutes": True}, "minutes is a number, not True"),
    ],
)
def test_clock_is_not_moved_by_bad_input(
    frozen: None, cases: MockConnectCases, given: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        cases.tick(**given)

    assert cases.now == NINE
