"""Retries of calls that meet a fault wait by the mock's clock, and nothing else does."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import boto3
import botocore.endpoint
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from moto import mock_aws

from mock_connectcases import clock, mock_connectcases
from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Server
from tests.toolkit.conftest import new_client

MOCKS: dict[str, Any] = {"cases": mock_connectcases, "aws": mock_aws}
NOTHING = timedelta(0)


def retrying(mode: str = "standard", service: str = "connectcases", **settings: Any) -> Any:
    config = Config(retries={"total_max_attempts": 3, "mode": mode})
    return boto3.client(service, **{"region_name": "us-east-1", "config": config, **settings})


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the seconds that this process sleeps; the clock stands meanwhile."""
    seconds: list[float] = []
    monkeypatch.setattr(time, "sleep", seconds.append)
    monkeypatch.setattr("random.random", lambda: 0.5)
    return seconds


@pytest.mark.parametrize("mode", ["legacy", "standard"])
@pytest.mark.parametrize("mock", MOCKS)
def test_retry_moves_the_clock_and_does_not_sleep(slept: list[float], mock: str, mode: str) -> None:
    with MOCKS[mock]():
        cases = mock_connectcases()
        client = retrying(mode)
        cases.fail("CreateDomain", "ThrottlingException", times=2)

        client.create_domain(name="orders")

        assert cases.calls.count("CreateDomain") == 3
        assert slept == [0, 0]
        assert clock.ahead() > NOTHING


@pytest.mark.parametrize("error", ["InternalServerException", "ReadTimeoutError"])
def test_retry_of_any_error_moves_the_clock(slept: list[float], error: Any) -> None:
    with mock_connectcases() as cases:
        cases.fail("ListDomains", error)

        retrying().list_domains()

        assert slept == [0]
        assert clock.ahead() > NOTHING


def test_retry_that_fails_to_the_end_raises_the_error(slept: list[float]) -> None:
    with mock_connectcases() as cases:
        cases.fail("ListDomains", "ThrottlingException", times=None)

        with pytest.raises(ClientError) as caught:
            retrying().list_domains()

        assert caught.value.response["ResponseMetadata"]["RetryAttempts"] == 2
        assert slept == [0, 0]


def test_wait_lets_the_client_sleep(slept: list[float]) -> None:
    with mock_connectcases() as cases:
        cases.fail("ListDomains", "ThrottlingException", times=2, wait=True)

        retrying().list_domains()

        assert min(slept) > 0
        assert clock.ahead() == NOTHING


def test_one_fault_that_waits_is_enough(slept: list[float]) -> None:
    with mock_connectcases() as cases:
        cases.fail("ListDomains", "ThrottlingException")
        cases.fail("ListDomains", "InternalServerException", wait=True)

        retrying().list_domains()

        assert min(slept) > 0


def test_client_of_a_server_in_this_process_does_not_sleep(slept: list[float]) -> None:
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    with mock_connectcases() as cases, Server(Options(port=0)) as server:
        cases.fail("ListDomains", "ThrottlingException")
        client = retrying(endpoint_url=server.url, **keys)

        client.list_domains()
        client.close()

        assert slept == [0]
        assert clock.ahead() > NOTHING


def test_calls_of_other_operations_and_services_sleep_as_before(slept: list[float]) -> None:
    with mock_connectcases() as cases:
        cases.fail("CreateCase", "ThrottlingException")
        cases.delay("ListDomains", 0)
        cases.stub("qconnect", "ListAssistants", error="ThrottlingException", status=429, times=1)
        cases.stub("qconnect", "ListAssistants", {"assistantSummaries": []})

        retrying(service="qconnect").list_assistants()

        assert min(slept) > 0
        assert clock.ahead() == NOTHING


def test_sleep_of_the_program_is_its_own(slept: list[float]) -> None:
    with mock_connectcases() as cases:
        cases.fail("ListDomains", "ThrottlingException", times=None, when=lambda _: time.sleep(7))

        new_client().list_domains()
        time.sleep(8)

        assert slept == [7, 8]
        assert clock.ahead() == NOTHING


@pytest.mark.parametrize("mock", MOCKS)
def test_botocore_is_restored_with_the_last_mock(mock: str) -> None:
    before = botocore.endpoint.Endpoint._needs_retry
    with MOCKS[mock](), MOCKS[mock]():
        mock_connectcases().fail("ListDomains", "ReadTimeoutError")
        retrying().list_domains()
        assert botocore.endpoint.Endpoint._needs_retry is not before

    assert botocore.endpoint.Endpoint._needs_retry is before


@pytest.mark.parametrize("mock", MOCKS)
def test_retry_of_a_fault_that_a_stopped_mock_has_left_does_not_sleep(
    slept: list[float], mock: str
) -> None:
    cases, later = mock_connectcases(), MOCKS[mock]()
    cases.start()
    cases.fail("ListDomains", "ThrottlingException")
    cases.stop(remove_data=False)
    later.start(reset=False)

    retrying().list_domains()

    later.stop()
    assert slept == [0]


def test_botocore_is_as_before_while_the_mock_has_no_fault() -> None:
    before = botocore.endpoint.Endpoint._needs_retry
    with mock_connectcases() as cases:
        cases.tick(minutes=1)
        cases.search_lag(1)
        cases.stub("qconnect", "ListAssistants", {"assistantSummaries": []})
        new_client().list_domains()
        cases.assert_called("ListDomains")
        assert (cases.events, cases.faults) == ([], [])

        assert botocore.endpoint.Endpoint._needs_retry is before


def test_mock_aws_that_outlasts_the_other_mock_retries_without_sleep(slept: list[float]) -> None:
    outer, inner = mock_aws(), mock_connectcases()
    inner.start()
    outer.start()
    try:
        inner.fail("ListDomains", "ThrottlingException")
        inner.stop()
        retrying().list_domains()
        assert slept == [0]
    finally:
        outer.stop()


def test_handlers_of_a_client_see_the_true_endpoint_and_decide_as_before(
    slept: list[float],
) -> None:
    seen: list[Any] = []
    with mock_connectcases() as cases:
        cases.fail("ListDomains", "ThrottlingException", times=None)
        client = retrying()
        client.meta.events.register_first(
            "needs-retry.connectcases", lambda endpoint, **_: seen.append(endpoint)
        )

        with pytest.raises(ClientError):
            client.list_domains()

    assert seen == [client._endpoint] * 3


def test_fault_of_an_account_moves_the_clock_of_that_account(slept: list[float]) -> None:
    with mock_connectcases() as cases:
        own = cases.for_account("123456789012")
        own.fail("ListDomains", "ThrottlingException")

        retrying().list_domains()

        assert slept == [0]
        assert own.now > cases.now
        assert clock.ahead() == NOTHING
