"""Tests as users write them, fully annotated: type checkers must have nothing to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from typing_extensions import assert_type

from mock_connectcases import MockConnectCases, mock_connectcases

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from types_boto3_connectcases import ConnectCasesClient
    from types_boto3_connectcases.type_defs import CreateDomainResponseTypeDef


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
