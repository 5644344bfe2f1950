"""Clients of aiobotocore and of aioboto3 are answered as boto3's are, in the same process."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import NoCredentialsError
from moto import mock_aws

from mock_connectcases import UnknownRegionError, UnmockedServiceError, mock_connectcases
from tests.transport import make_requests, refuse_requests

if TYPE_CHECKING:
    from collections.abc import Coroutine

pytest.importorskip("aiobotocore", reason="needs the extra mock-connectcases[aio]")

from aiobotocore.config import AioConfig
from aiobotocore.session import get_session

KEYS = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}


def make_client(service: str = "connectcases", **options: Any) -> Any:
    return get_session().create_client(service, **{"region_name": "us-east-1", **options})


def finish(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine to its end, which must come soon: what waits for AWS would never end."""
    return asyncio.run(asyncio.wait_for(coroutine, 60))


async def names(client: Any) -> list[str]:
    return [each["name"] for each in (await client.list_domains())["domains"]]


def test_client_is_answered_inside_async_with() -> None:
    async def program() -> list[str]:
        async with mock_connectcases(), make_client() as client:
            await client.create_domain(name="orders")
            return await names(client)

    assert finish(program()) == ["orders"]


def test_decorated_coroutine_function_has_its_own_state() -> None:
    @mock_connectcases
    async def program() -> list[str]:
        async with make_client() as client:
            await client.create_domain(name="orders")
            await asyncio.sleep(0)
            return await names(client)

    assert finish(program()) == ["orders"]
    assert finish(program()) == ["orders"]


def test_client_shares_the_state_of_boto3_s_clients() -> None:
    async def program() -> list[str]:
        async with make_client() as client:
            return await names(client)

    with mock_connectcases():
        boto3.client("connectcases", region_name="us-east-1").create_domain(name="orders")

        assert finish(program()) == ["orders"]


def test_client_is_answered_under_plain_mock_aws() -> None:
    async def program() -> list[str]:
        async with make_client() as client:
            await client.create_domain(name="orders")
            return await names(client)

    with mock_aws():
        assert finish(program()) == ["orders"]


def test_client_made_before_the_mock_is_answered_and_not_after_it() -> None:
    async def program() -> list[str]:
        async with make_client(**KEYS) as client:
            with mock_connectcases():
                await client.create_domain(name="orders")
            with mock_connectcases():
                return await names(client)

    assert finish(program()) == []


@pytest.mark.filterwarnings("ignore:.*httpx:DeprecationWarning")  # newer releases prefer httpx2
def test_client_with_a_session_of_httpx_is_answered() -> None:
    sessions = pytest.importorskip("aiobotocore.httpxsession", reason="aiobotocore is older")
    if sessions.httpx is None:
        pytest.skip("neither httpx2 nor httpx is installed")
    by_httpx = AioConfig(http_session_cls=sessions.HttpxSession)

    async def program() -> list[str]:
        async with make_client(config=by_httpx, **KEYS) as client:
            with mock_connectcases():
                await client.create_domain(name="orders")
                return await names(client)

    assert finish(program()) == ["orders"]


def test_call_makes_no_request_and_is_logged_with_its_headers() -> None:
    async def program() -> None:
        async with make_client(**KEYS) as client:
            refuse_requests(client)
            await client.create_domain(name="orders")

    with mock_connectcases() as cases:
        finish(program())

        assert "Credential=testing/" in cases.calls.last.headers["Authorization"]


def test_call_of_a_client_with_a_handler_of_requests_is_answered_once() -> None:
    async def program() -> list[str]:
        async with make_client(**KEYS) as client:
            make_requests(client)
            await client.create_domain(name="orders")
            return await names(client)

    with mock_connectcases():
        assert finish(program()) == ["orders"]


def test_modeled_error_is_an_exception_of_the_client() -> None:
    async def program() -> str:
        async with mock_connectcases(), make_client() as client:
            try:
                await client.get_domain(domainId="none")
            except client.exceptions.ResourceNotFoundException as error:
                return str(error.response["resourceType"])
            return "nothing was raised"

    assert finish(program()) == "Domain"


def test_calls_that_are_gathered_are_all_answered() -> None:
    async def program() -> int:
        async with mock_connectcases(), make_client() as client:
            calls = [client.create_domain(name=f"domain {number}") for number in range(5)]
            return len({each["domainId"] for each in await asyncio.gather(*calls)})

    assert finish(program()) == 5


def test_event_loops_of_several_threads_share_one_state() -> None:
    async def program(name: str) -> None:
        async with make_client() as client:
            await client.create_domain(name=name)

    with mock_connectcases():
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda number: finish(program(f"domain {number}")), range(5)))
        client = boto3.client("connectcases", region_name="us-east-1")
        assert len(client.list_domains()["domains"]) == 5


def test_client_made_before_the_mock_without_credentials_says_what_to_do() -> None:
    async def program() -> None:
        async with make_client() as client:
            with mock_connectcases():
                await client.list_domains()

    with pytest.raises(NoCredentialsError, match="Set AWS_ACCESS_KEY_ID"):
        finish(program())


@pytest.mark.parametrize("mode", ["legacy", "standard", "adaptive"])
def test_other_service_is_refused_and_not_retried(mode: str) -> None:
    sent: list[str] = []

    async def program() -> None:
        config = AioConfig(retries={"mode": mode, "max_attempts": 5})
        async with make_client("sqs", config=config) as client:
            client.meta.events.register("before-send", lambda **_: sent.append("sent"))
            await client.list_queues()

    with mock_connectcases(), pytest.raises(UnmockedServiceError, match="called sqs "):
        finish(program())
    assert sent == ["sent"]


def test_region_without_the_service_is_an_error_that_names_it() -> None:
    async def program() -> None:
        async with make_client(region_name="eu-north-1") as client:
            await client.list_domains()

    with mock_connectcases(), pytest.raises(UnknownRegionError, match="eu-north-1"):
        finish(program())


def test_mock_that_is_left_while_a_call_is_scheduled_no_longer_answers() -> None:
    """The call is made to a closed port of this machine, where the mock would have answered."""

    async def program() -> str:
        config = AioConfig(
            proxies={"https": "http://127.0.0.1:1"}, retries={"total_max_attempts": 1}
        )
        async with make_client(config=config, **KEYS) as client:
            async with mock_connectcases():
                scheduled = asyncio.ensure_future(client.list_domains())
            try:
                await scheduled
            except Exception as error:
                return type(error).__name__
            return "answered"

    assert finish(program()) != "answered"


def test_aioboto3_is_answered() -> None:
    aioboto3 = pytest.importorskip("aioboto3")

    @mock_connectcases
    async def program() -> list[str]:
        async with aioboto3.Session().client("connectcases", region_name="us-east-1") as client:
            await client.create_domain(name="orders")
            return await names(client)

    assert finish(program()) == ["orders"]
