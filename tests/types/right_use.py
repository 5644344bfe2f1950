"""Tests as users write them, fully annotated: type checkers must have nothing to say."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from typing_extensions import assert_type

from mock_connectcases import MockConnectCases, mock_connectcases

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from types_boto3_connectcases import ConnectCasesClient
    from types_boto3_connectcases.type_defs import CreateDomainResponseTypeDef

    from mock_connectcases.toolkit.names import ErrorName, OperationName


@pytest.fixture
def domain_id(connectcases: ConnectCasesClient) -> str:
    created: CreateDomainResponseTypeDef = connectcases.create_domain(name="orders")
    made: str = created["domainId"]
    return made


@pytest.mark.connectcases(region="eu-west-2")
def test_domain(
    connectcases: ConnectCasesClient, connectcases_mock: MockConnectCases, domain_id: str
) -> None:
    assert connectcases.get_domain(domainId=domain_id)["name"] == "orders"
    assert_type(connectcases_mock.events, list[dict[str, Any]])
    connectcases_mock.reset()


def test_tools(connectcases: ConnectCasesClient, connectcases_mock: MockConnectCases) -> None:
    fault = connectcases_mock.fail(
        ["CreateCase", "Get*"],
        connectcases.exceptions.InternalServerException,
        times=None,
        when=lambda params: params["domainId"] == "d",
        probability=0.5,
        seed=1,
        lost_answer=True,
        retryAfterSeconds=3,
    )
    assert_type(fault.fired, int)
    with connectcases_mock.fail("GetCase", "ReadTimeoutError") as lost:
        assert_type(lost.times, int | None)
        lost.remove()
    with connectcases_mock.delay("*", 1.5, times=2) as delay:
        assert_type(delay.by, timedelta)
    connectcases_mock.delay(("Create*", "*Case"), 1)
    connectcases_mock.fail({"GetCase"}, "ThrottlingException", wait=True)
    with connectcases_mock.stub(
        "customer-profiles", "SearchProfiles", {"Items": []}, when={"DomainName": "d"}, times=1
    ) as stub:
        assert_type(stub.fired, int)
    connectcases_mock.stub("qconnect", "GetSession", error="Gone", status=410, message="gone")
    connectcases_mock.stub("qconnect", "GetSession", when=lambda params: params["sessionId"] == "s")
    connectcases_mock.assert_not_called(["customer-profiles.SearchProfiles"])
    busy("GetCase", "ThrottlingException", connectcases_mock)
    connectcases_mock.search_lag(5)
    assert_type(connectcases_mock.tick(timedelta(days=1), minutes=3), datetime)
    assert_type(connectcases_mock.now, datetime)
    for call in connectcases_mock.calls.of("Create*", name="x").failed[1:]:
        assert_type(call.operation, str)
        assert_type(call.params, dict[str, Any])
        assert_type(call.result, dict[str, Any] | None)
        if call.error is not None:
            assert_type(call.error.status, int | None)
    connectcases_mock.assert_called("GetCase", times=1, caseId="x")
    connectcases_mock.assert_not_called()
    connectcases_mock.assert_event("CASE.CREATED", case={"caseId": "x"})
    connectcases_mock.assert_no_event("CASE.DELETED")
    connectcases_mock.assert_all_faults_used()
    connectcases_mock.load({"domains": {}})
    assert_type(connectcases_mock.dump(), dict[str, Any])


def busy(operation: OperationName, error: ErrorName, cases: MockConnectCases) -> None:
    cases.fail(operation, error)


@mock_connectcases
def decorated(number: int, *, text: str = "") -> str:
    return text * number


@mock_connectcases(
    config={"core": {"mock_credentials": False, "passthrough": {"services": ["s3"]}}}
)
async def decorated_coroutine(number: int) -> int:
    return number


@mock_connectcases
def generator() -> Iterator[int]:
    yield 1


@mock_connectcases
class Decorated:
    number = 1


async def use() -> None:
    assert_type(decorated(1, text="a"), str)
    assert_type(await decorated_coroutine(1), int)
    assert_type(Decorated().number, int)
    for each in generator():
        assert_type(each, int)
    with mock_connectcases() as mock:
        assert_type(mock, MockConnectCases)
    async with mock_connectcases() as mock:
        assert_type(mock, MockConnectCases)
    by_hand = mock_connectcases()
    by_hand.start(reset=False)
    by_hand.stop()


async def stream() -> AsyncIterator[MockConnectCases]:
    async with mock_connectcases() as mock:
        yield mock
