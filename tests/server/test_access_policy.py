"""No web page speaks to the server unless it was allowed."""

from __future__ import annotations

import socket
import tracemalloc
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from mock_connectcases.server.access_policy import AccessPolicy
from mock_connectcases.server.options import Options
from mock_connectcases.server.refusals import Refused
from tests.server.raw import ask

if TYPE_CHECKING:
    from collections.abc import Callable

ALL = "0.0.0.0"  # noqa: S104 - for the time of a test
PAGE = "https://app.example"
CREATE = ("POST", "/domains", b'{"name":"orders"}')


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:4010", "127.1.2.3", "localhost:4010", "LOCALHOST", "bucket.localhost", "[::1]:80"],
)
def test_names_of_the_loopback_interface_are_served(url: str, host: str) -> None:
    assert ask(url, host=host).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "10.0.0.1",
        "127.0.0.1.evil.example",
        "[::2]",
        "\x80\xff",
    ],
)
def test_other_names_are_refused_on_loopback(url: str, host: str) -> None:
    answer = ask(url, *CREATE, host=host)

    assert (answer.status, answer.error) == (421, "MisdirectedRequestException")
    assert "--allow-host" in answer.document["message"]
    assert ask(url).document["domains"] == []


def test_allowed_name_is_served(serve: Callable[..., str]) -> None:
    url = serve(allowed_hosts=("host.docker.internal",))

    assert ask(url, host="host.docker.internal:4010").status == 200


@pytest.mark.parametrize(
    "host",
    [
        "192.168.1.7:4010",
        "[fd00::7]:4010",
        "0.0.0.0:4010",
        "localhost:4010",
        "cases:4010",
        "my_project-cases-1",
        "cases.us-east-1.amazonaws.com",
        "bucket.s3.eu-west-2.amazonaws.com",
        socket.gethostname(),
    ],
)
def test_names_that_no_page_can_have_are_served_on_other_interfaces(
    serve: Callable[..., str], host: str
) -> None:
    assert ask(serve(host=ALL), host=host).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:4010",
        "192.168.1.7.evil.example",
        "localhost.evil.example",
        "amazonaws.com.evil.example",
        "notamazonaws.com",
    ],
)
def test_page_that_points_its_name_here_is_refused_on_other_interfaces(
    serve: Callable[..., str], host: str
) -> None:
    url = serve(host=ALL)
    ask(url, *CREATE)

    refused = [
        ask(url, "GET", "/_mock/state", host=host),
        ask(url, "POST", "/_mock/reset", host=host, origin=f"http://{host}"),
    ]

    assert [each.error for each in refused] == ["MisdirectedRequestException"] * 2
    assert f"--allow-host {host.partition(':')[0]}" in refused[0].document["message"]
    assert [each["name"] for each in ask(url).document["domains"]] == ["orders"]


@pytest.mark.parametrize("allowed", ["cases.internal.example", "*"])
def test_allowed_name_is_served_on_other_interfaces(
    serve: Callable[..., str], allowed: str
) -> None:
    url = serve(host=ALL, allowed_hosts=(allowed,))

    assert ask(url, host="cases.internal.example").status == 200


def test_hosts_are_not_remembered_for_ever() -> None:
    access_policy = AccessPolicy(Options())
    tracemalloc.start()
    try:
        for number in range(20_000):
            with suppress(Refused):
                access_policy.check({"Host": f"127.0.{number // 256}.{number % 256}"})
        size, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert size < 500_000


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": PAGE},
        {"origin": "null"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
    ids=str,
)
@pytest.mark.parametrize("target", ["/domains", "/_mock/reset"])
def test_request_of_a_web_page_is_refused(url: str, target: str, headers: dict[str, str]) -> None:
    ask(url, *CREATE)

    answer = ask(url, "POST", target, b'{"name":"more"}', **headers)

    assert (answer.status, answer.error) == (403, "AccessDeniedException")
    assert "access-control-allow-origin" not in answer.headers
    assert [each["name"] for each in ask(url).document["domains"]] == ["orders"]


def test_page_of_the_server_itself_is_let(url: str) -> None:
    answer = ask(url, host="127.0.0.1:4010", origin="http://127.0.0.1:4010")

    assert answer.status == 200


def test_preflight_of_another_page_is_refused(url: str) -> None:
    answer = ask(url, "OPTIONS", "/domains", origin=PAGE, access_control_request_method="POST")

    assert answer.status == 403
    assert "access-control-allow-methods" not in answer.headers


def test_allowed_page_may_send_and_read(serve: Callable[..., str]) -> None:
    url = serve(allowed_origins=(PAGE,))

    preflight = ask(
        url,
        "OPTIONS",
        "/domains",
        origin=PAGE,
        access_control_request_method="POST",
        access_control_request_headers="authorization,x-amz-date",
    )
    answer = ask(url, *CREATE, origin=PAGE, sec_fetch_site="cross-site")

    assert preflight.status == 204
    assert preflight.headers["access-control-allow-headers"] == "authorization,x-amz-date"
    assert preflight.headers["access-control-allow-origin"] == PAGE
    assert answer.status == 200
    assert answer.headers["access-control-allow-origin"] == PAGE
    assert "x-amzn-RequestId" in answer.headers["access-control-expose-headers"]


def test_no_header_of_cors_is_sent_without_an_origin(url: str) -> None:
    answer = ask(url, *CREATE)

    assert not [name for name in answer.headers if name.startswith("access-control")]
