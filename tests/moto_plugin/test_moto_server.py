"""moto's own server serves the service as one of moto's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
import requests

from tests.interpreters import output_of
from tests.leaks import nothing_left_behind  # noqa: F401 - a fixture of each test here

pytest.importorskip(
    "flask", reason="moto's server needs the extra mock-connectcases[server-with-moto]"
)

from moto.server import ThreadedMotoServer  # only with its extra

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def remote(server: str) -> Any:
    requests.post(f"{server}/moto-api/reset", timeout=5)
    session = boto3.Session("key", "secret", region_name="us-west-2")
    return session.client("connectcases", endpoint_url=server)


def test_server_answers_in_the_region_of_the_signature(remote: Any) -> None:
    created = remote.create_domain(name="orders")

    assert created["domainArn"].split(":")[3] == "us-west-2"
    assert [each["name"] for each in remote.list_domains()["domains"]] == ["orders"]


def test_server_distinguishes_percent_escapes_of_the_path(remote: Any) -> None:
    arn = remote.create_domain(name="orders")["domainArn"]

    remote.tag_resource(arn=arn, tags={"a b": "c/d"})

    assert remote.list_tags_for_resource(arn=arn)["tags"] == {"a b": "c/d"}


def test_server_answers_modeled_errors(remote: Any) -> None:
    with pytest.raises(remote.exceptions.ResourceNotFoundException):
        remote.get_domain(domainId="nowhere")


def test_server_forgets_on_reset(remote: Any, server: str) -> None:
    remote.create_domain(name="orders")

    requests.post(f"{server}/moto-api/reset", timeout=5)

    assert remote.list_domains()["domains"] == []


def test_server_shows_domains_on_the_dashboard(remote: Any, server: str) -> None:
    domain = remote.create_domain(name="orders")["domainId"]

    shown = requests.get(f"{server}/moto-api/data.json", timeout=5).json()

    assert domain in str(shown["connectcases"]["Domain"])


def test_server_takes_the_account_from_the_header(remote: Any) -> None:
    def add_header(request: Any, **_: Any) -> None:
        request.headers["x-moto-account-id"] = "111122223333"

    remote.meta.events.register("before-sign", add_header)

    assert remote.create_domain(name="orders")["domainArn"].split(":")[4] == "111122223333"


def test_body_that_is_not_text_is_a_modeled_error(server: str) -> None:
    signed = "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/cases/aws4_request, Signature=x"

    answer = requests.post(
        f"{server}/domains", data=b"\xff\xfe", headers={"Authorization": signed}, timeout=5
    )

    assert answer.status_code == 400
    assert answer.headers["x-amzn-ErrorType"] == "SerializationException"


@pytest.mark.parametrize("mock", ["moto.mock_aws", "mock_connectcases.mock_connectcases"])
def test_server_mode_sends_both_mocks_to_the_server(server: str, mock: str) -> None:
    module, name = mock.split(".")
    program = f"""
import boto3, mock_connectcases
from {module} import {name} as mock
with mock():
    client = boto3.client("connectcases", region_name="us-east-1")
    client.create_domain(name="orders")
    print(client.meta.endpoint_url, len(client.list_domains()["domains"]))
"""

    printed = output_of(program, TEST_SERVER_MODE="true", TEST_SERVER_MODE_ENDPOINT=server)

    assert printed == f"{server} 1"
