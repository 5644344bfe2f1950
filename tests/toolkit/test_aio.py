"""Faults, delays and the log of calls with clients of aiobotocore and of aioboto3."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import botocore.exceptions
import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)
from moto import mock_aws

from mock_connectcases import UnmockedServiceError, clock, mock_connectcases
from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Server
from tests.desk import Desk
from tests.toolkit.test_connection_faults import AFTER_SENDING, KINDS

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from mock_connectcases import MockConnectCases
    from mock_connectcases.toolkit.names import ErrorName

pytest.importorskip("aiobotocore", reason="needs the extra mock-connectcases[aio]")

from aiobotocore.config import AioConfig
from aiobotocore.session import get_session

MODES = ("legacy", "standard", "adaptive")


def make_client(
    attempts: int = 1,
    mode: str = "standard",
    url: str | None = None,
    service: str = "connectcases",
    **config: Any,
) -> Any:
    retries = {"total_max_attempts": attempts, "mode": mode}
    return get_session().create_client(
        service,
        region_name="us-east-1",
        endpoint_url=url,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
        config=AioConfig(retries=retries, **config),
    )


def finish(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine to its end, which must come soon: one that hangs fails its test."""
    return asyncio.run(asyncio.wait_for(coroutine, 60))


async def names(client: Any) -> list[str]:
    return [each["name"] for each in (await client.list_domains())["domains"]]


@pytest.mark.parametrize("kind", KINDS)
def test_error_of_the_connection_is_raised_in_the_coroutine(
    cases: MockConnectCases, kind: ErrorName
) -> None:
    cases.fail("ListDomains", kind)

    async def program() -> list[str]:
        async with make_client() as client:
            with pytest.raises(getattr(botocore.exceptions, kind)) as lost:
                await client.list_domains()
            assert type(lost.value).__name__ == kind
            return await names(client)

    assert finish(program()) == []
    cases.assert_all_faults_used()


@pytest.mark.filterwarnings("ignore:.*httpx:DeprecationWarning")  # newer releases prefer httpx2
def test_client_that_is_older_than_the_mock_and_sends_by_httpx_meets_faults() -> None:
    sessions = pytest.importorskip("aiobotocore.httpxsession", reason="aiobotocore is older")
    if sessions.httpx is None:
        pytest.skip("neither httpx2 nor httpx is installed")

    async def program() -> list[str]:
        async with make_client(http_session_cls=sessions.HttpxSession) as client:
            with mock_connectcases() as cases:
                cases.fail("ListDomains", ConnectTimeoutError)
                with pytest.raises(ConnectTimeoutError):
                    await client.list_domains()
                return await names(client)

    assert finish(program()) == []


def test_errors_of_the_service_are_exceptions_of_the_client(cases: MockConnectCases) -> None:
    async def program() -> int:
        async with make_client() as client:
            cases.fail("ListDomains", client.exceptions.InternalServerException)
            try:
                await client.list_domains()
            except client.exceptions.InternalServerException as error:
                return int(error.response["ResponseMetadata"]["HTTPStatusCode"])
            return 0

    assert finish(program()) == 500


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "kind",
    ["ConnectTimeoutError", "ReadTimeoutError", "ConnectionClosedError", "InternalServerException"],
)
def test_client_retries_as_in_life(cases: MockConnectCases, mode: str, kind: ErrorName) -> None:
    cases.fail("ListDomains", kind)

    async def program() -> int:
        async with make_client(attempts=2, mode=mode) as client:
            return int((await client.list_domains())["ResponseMetadata"]["RetryAttempts"])

    assert finish(program()) == 1
    assert [each.error and each.error.code for each in cases.calls] == [kind, None]


@pytest.mark.parametrize("mode", MODES)
def test_client_gives_up_as_in_life(cases: MockConnectCases, mode: str) -> None:
    fault = cases.fail("ListDomains", EndpointConnectionError, times=None)

    async def program() -> None:
        async with make_client(attempts=2, mode=mode) as client:
            await client.list_domains()

    with pytest.raises(EndpointConnectionError):
        finish(program())
    assert fault.fired == 2


@pytest.mark.parametrize("kind", [*AFTER_SENDING, "HTTPClientError"])
def test_answer_is_lost_after_the_effect(cases: MockConnectCases, kind: ErrorName) -> None:
    cases.fail("CreateDomain", kind, lost_answer=True)

    async def program() -> list[str]:
        async with make_client() as client:
            with pytest.raises(getattr(botocore.exceptions, kind)):
                await client.create_domain(name="support")
            return await names(client)

    assert finish(program()) == ["support"]


def test_client_token_makes_a_retry_after_a_lost_answer_harmless(
    cases: MockConnectCases, desk: Desk
) -> None:
    cases.fail("CreateCase", ReadTimeoutError, lost_answer=True)

    async def program() -> str:
        async with make_client(attempts=2) as client:
            made = await client.create_case(
                domainId=desk.domain_id,
                templateId=desk.template_id,
                fields=[{"id": "title", "value": {"stringValue": "Late parcel"}}],
            )
            return str(made["caseId"])

    case_id = finish(program())

    found = desk.client.search_cases(domainId=desk.domain_id)["cases"]
    assert [each["caseId"] for each in found] == [case_id]
    first, second = cases.calls.of("CreateCase")
    assert first.params["clientToken"] == second.params["clientToken"]


def test_gathered_calls_meet_a_fault_exactly_so_often(cases: MockConnectCases) -> None:
    fault = cases.fail("ListDomains", "ThrottlingException", times=5)

    async def program() -> Counter[str]:
        async with make_client() as client:
            calls = [client.list_domains() for _ in range(30)]
            met = await asyncio.gather(*calls, return_exceptions=True)
            return Counter(type(each).__name__ for each in met)

    assert finish(program()) == {"ThrottlingException": 5, "dict": 25}
    assert fault.fired == 5
    assert cases.calls.count("ListDomains") == 30


def test_predicate_that_fails_is_loud(cases: MockConnectCases) -> None:
    cases.fail("ListDomains", "ThrottlingException", when=lambda params: params["colour"])

    async def program() -> None:
        async with make_client(attempts=3) as client:
            await client.list_domains()

    with pytest.raises(KeyError, match="colour"):
        finish(program())


def test_delay_moves_the_clock_and_does_not_sleep(cases: MockConnectCases) -> None:
    cases.delay("ListDomains", seconds=3600)
    before = cases.now

    async def program() -> None:
        async with make_client() as client:
            await client.list_domains()

    finish(program())
    assert (cases.calls.last.time - before).total_seconds() >= 3600


def test_calls_are_noted_as_those_of_boto3_are(cases: MockConnectCases) -> None:
    async def program() -> dict[str, Any]:
        async with make_client() as client:
            made: dict[str, Any] = await client.create_domain(name="support")
            return made

    made = finish(program())

    call = cases.calls.last
    assert call.params == {"name": "support"}
    assert call.request_id == made.pop("ResponseMetadata")["RequestId"]
    assert call.result == made
    cases.assert_called("CreateDomain", times=1, name="support")


def test_faults_meet_clients_under_mock_aws() -> None:
    async def program() -> None:
        async with make_client() as client:
            await client.list_domains()

    with mock_aws():
        mock_connectcases().fail("ListDomains", ConnectTimeoutError)
        with pytest.raises(ConnectTimeoutError):
            finish(program())


@pytest.mark.parametrize("kind", ["ReadTimeoutError", "ConnectTimeoutError"])
def test_server_hangs_up_and_the_client_retries(cases: MockConnectCases, kind: ErrorName) -> None:
    cases.fail("ListDomains", kind, times=2)

    async def program(url: str) -> list[str]:
        async with make_client(url=url) as client:
            with pytest.raises(ConnectionClosedError):
                await client.list_domains()
        async with make_client(url=url, attempts=2) as client:
            return await names(client)

    with Server(Options(port=0)) as server:
        assert finish(program(server.url)) == []
    assert [each.error and each.error.code for each in cases.calls] == [kind, kind, None]


def test_aioboto3_meets_faults(cases: MockConnectCases) -> None:
    aioboto3 = pytest.importorskip("aioboto3")
    cases.fail("ListDomains", ReadTimeoutError)
    cases.fail("ListDomains", "AccessDeniedException")

    async def program() -> list[str]:
        async with aioboto3.Session().client("connectcases", region_name="us-east-1") as client:
            with pytest.raises(ClientError, match="AccessDenied"):
                await client.list_domains()
            return await names(client)

    assert finish(program()) == []
    assert len(cases.calls) == 3


@pytest.mark.parametrize("mocks", [(), (mock_aws,)])
def test_stub_answers_another_service(mocks: tuple[Any, ...]) -> None:
    async def main() -> None:
        with ExitStack() as stack:
            cases = stack.enter_context(mock_connectcases())
            for mock in mocks:
                stack.enter_context(mock())
            profile = {"ProfileId": "p-1"}
            cases.stub("customer-profiles", "SearchProfiles", {"Items": [profile]}, times=1)
            async with make_client(service="customer-profiles") as client:
                search = {"DomainName": "d", "KeyName": "k", "Values": ["v"]}
                assert (await client.search_profiles(**search))["Items"] == [profile]
                assert cases.calls.last.params == search
                with pytest.raises(UnmockedServiceError, match="none for this request"):
                    await client.search_profiles(**search)

    finish(main())


@pytest.mark.parametrize("mode", ["legacy", "standard"])
@pytest.mark.parametrize("wait", [False, True])
def test_retry_waits_by_the_mock_s_clock(
    cases: MockConnectCases, mode: str, monkeypatch: pytest.MonkeyPatch, *, wait: bool
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def main() -> None:
        cases.fail("ListDomains", "ThrottlingException", times=2, wait=wait)
        async with make_client(3, mode) as client:
            monkeypatch.setattr(asyncio, "sleep", sleep)
            assert await names(client) == []

    finish(main())

    assert len(slept) == 2
    assert any(slept) is wait
    assert bool(clock.ahead()) is not wait
