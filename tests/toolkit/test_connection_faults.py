"""Injected faults of connections, in each way in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import botocore.exceptions
import pytest
import requests
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)
from moto import mock_aws
from moto.server import ThreadedMotoServer

from mock_connectcases import mock_connectcases
from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Server
from tests.desk import Desk
from tests.toolkit.conftest import new_client

if TYPE_CHECKING:
    from mock_connectcases import MockConnectCases
    from mock_connectcases.toolkit.names import ErrorName

KINDS = (
    "ConnectTimeoutError",
    "ConnectionClosedError",
    "EndpointConnectionError",
    "HTTPClientError",
    "ProxyConnectionError",
    "ReadTimeoutError",
    "ResponseStreamingError",
    "SSLError",
)
AFTER_SENDING = ("ReadTimeoutError", "ConnectionClosedError", "ResponseStreamingError")


def names(client: Any) -> list[str]:
    return [each["name"] for each in client.list_domains()["domains"]]


@pytest.mark.parametrize("kind", KINDS)
def test_error_of_the_connection_is_raised_in_the_client(
    cases: MockConnectCases, kind: ErrorName
) -> None:
    cases.fail("ListDomains", kind)
    client = new_client()

    with pytest.raises(getattr(botocore.exceptions, kind)) as lost:
        client.list_domains()

    assert type(lost.value).__name__ == kind
    assert names(client) == []


def test_error_names_the_url_as_botocore_does(cases: MockConnectCases) -> None:
    cases.fail("ListDomains", ConnectTimeoutError)

    with pytest.raises(
        ConnectTimeoutError, match=r'"https://cases.us-east-1.amazonaws.com/domains-list"'
    ):
        new_client().list_domains()


@pytest.mark.parametrize("mode", ["legacy", "standard"])
@pytest.mark.parametrize("kind", [ConnectTimeoutError, ReadTimeoutError, ConnectionClosedError])
def test_client_retries_as_in_life(
    cases: MockConnectCases, mode: str, kind: type[Exception]
) -> None:
    cases.fail("ListDomains", kind)
    retrying = new_client(Config(retries={"max_attempts": 1, "mode": mode}))

    answer = retrying.list_domains()

    assert answer["ResponseMetadata"]["RetryAttempts"] == 1
    assert [each.error and each.error.code for each in cases.calls] == [kind.__name__, None]


@pytest.mark.parametrize("mode", ["legacy", "standard"])
def test_client_gives_up_as_in_life(cases: MockConnectCases, mode: str) -> None:
    fault = cases.fail("ListDomains", EndpointConnectionError, times=None)
    retrying = new_client(Config(retries={"total_max_attempts": 2, "mode": mode}))

    with pytest.raises(EndpointConnectionError):
        retrying.list_domains()

    assert fault.fired == 2


def test_request_without_connection_changes_nothing(cases: MockConnectCases, desk: Desk) -> None:
    cases.fail("CreateCase", ReadTimeoutError)

    with pytest.raises(ReadTimeoutError):
        desk.create_case()

    assert desk.count() == 0


@pytest.mark.parametrize("kind", AFTER_SENDING)
def test_answer_is_lost_after_the_effect(
    cases: MockConnectCases, desk: Desk, kind: ErrorName
) -> None:
    cases.fail("CreateCase", kind, lost_answer=True)

    with pytest.raises(getattr(botocore.exceptions, kind)):
        desk.create_case()

    assert desk.count() == 1


def test_client_token_makes_a_retry_after_a_lost_answer_harmless(
    cases: MockConnectCases, desk: Desk
) -> None:
    cases.fail("CreateCase", ReadTimeoutError, lost_answer=True)
    retrying = new_client(Config(retries={"max_attempts": 1, "mode": "standard"}))

    case_id = desk.create_case(client=retrying, clientToken="once")

    found = desk.client.search_cases(domainId=desk.domain_id)["cases"]
    assert [each["caseId"] for each in found] == [case_id]


def test_refusal_can_be_lost_too(cases: MockConnectCases, desk: Desk) -> None:
    cases.fail("GetDomain", ReadTimeoutError, lost_answer=True)

    with pytest.raises(ReadTimeoutError):
        desk.client.get_domain(domainId="unknown")


@pytest.mark.parametrize("kind", sorted({*KINDS} - {*AFTER_SENDING, "HTTPClientError"}))
def test_answer_cannot_be_lost_before_anything_is_sent(
    cases: MockConnectCases, kind: ErrorName
) -> None:
    with pytest.raises(ValueError, match=f"{kind} means that nothing was executed"):
        cases.fail("CreateCase", kind, lost_answer=True)


def test_errors_that_lose_an_answer_are_named(cases: MockConnectCases) -> None:
    names = (
        "ConnectionClosedError, HTTPClientError, InternalServerException, ReadTimeoutError or"
        " ResponseStreamingError"
    )
    with pytest.raises(ValueError, match=f"can be lost: use {names}.$"):
        cases.fail("CreateCase", "ThrottlingException", lost_answer=True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"message": "x"}, "ReadTimeoutError takes no message"),
        (
            {"retryAfterSeconds": 1},
            "'retryAfterSeconds'; that is a member of InternalServerException",
        ),
    ],
)
def test_what_the_error_lacks_is_refused(
    cases: MockConnectCases, options: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        cases.fail("GetCase", ReadTimeoutError, **options)


def test_message_is_shown_where_botocore_has_room_for_it(cases: MockConnectCases) -> None:
    cases.fail("ListDomains", "SSLError", message="certificate has expired")

    with pytest.raises(botocore.exceptions.SSLError, match="certificate has expired"):
        new_client().list_domains()


@pytest.mark.parametrize(
    ("kind", "raised"),
    [
        ("ConnectTimeoutError", requests.exceptions.ConnectTimeout),
        ("ConnectionClosedError", requests.exceptions.ConnectionError),
        ("EndpointConnectionError", requests.exceptions.ConnectionError),
        ("ProxyConnectionError", requests.exceptions.ProxyError),
        ("ReadTimeoutError", requests.exceptions.ReadTimeout),
        ("ResponseStreamingError", requests.exceptions.ChunkedEncodingError),
        ("SSLError", requests.exceptions.SSLError),
    ],
)
def test_requests_raises_errors_of_its_own(
    cases: MockConnectCases, kind: ErrorName, raised: type[Exception]
) -> None:
    cases.fail("ListDomains", kind)

    with pytest.raises(raised) as lost:
        requests.post("https://cases.us-east-1.amazonaws.com/domains-list", timeout=5)

    assert type(lost.value) is raised


@pytest.mark.parametrize("with_moto", [False, True])
def test_server_hangs_up(cases: MockConnectCases, *, with_moto: bool) -> None:
    with Server(Options(port=0, with_moto=with_moto)) as server:
        client = new_client(endpoint_url=server.url)
        cases.fail("CreateDomain", ReadTimeoutError, lost_answer=True)

        with pytest.raises(ConnectionClosedError):
            client.create_domain(name="d")

        assert names(client) == ["d"]
        call, _ = server.log.entries()[0]
        assert call.error is not None
        assert call.error.code == "ReadTimeoutError"


def test_server_of_moto_hangs_up(cases: MockConnectCases) -> None:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        client = new_client(endpoint_url=f"http://{host}:{port}")
        cases.fail("CreateDomain", ReadTimeoutError, lost_answer=True)

        with pytest.raises(ConnectionClosedError):
            client.create_domain(name="d")

        assert names(client) == ["d"]
    finally:
        server.stop()


def test_moto_s_own_way_loses_connections_too() -> None:
    let_others_through: Any = {"core": {"passthrough": {"services": ["s3"], "urls": []}}}
    with mock_aws(config=let_others_through):
        client = new_client()
        handle = mock_connectcases()
        handle.fail("ListDomains", ConnectTimeoutError)

        with pytest.raises(ConnectTimeoutError):
            client.list_domains()

        assert handle.calls.last.error is not None
        assert isinstance(names(client), list)


def test_every_error_of_a_connection_that_botocore_has_can_be_injected(
    cases: MockConnectCases,
) -> None:
    known = {
        name
        for name, each in vars(botocore.exceptions).items()
        if isinstance(each, type)
        and issubclass(
            each, botocore.exceptions.HTTPClientError | botocore.exceptions.ConnectionError
        )
    }
    client = new_client()

    for name in sorted(known):
        cases.fail("ListDomains", name)
        with pytest.raises(BotoCoreError):
            client.list_domains()

    assert known >= set(KINDS)
