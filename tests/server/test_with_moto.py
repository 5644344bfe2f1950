"""All of moto's services and ours on one port."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto.moto_api import recorder

from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Server
from tests.server.raw import ask

pytest.importorskip(
    "flask", reason="moto's server needs the extra mock-connectcases[server-with-moto]"
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROLE = "arn:aws:iam::333344445555:role/agent"


@pytest.fixture(scope="module")
def running() -> Iterator[str]:
    with Server(Options(port=0, with_moto=True)) as server:
        yield server.url


@pytest.fixture
def url(running: str) -> Iterator[str]:
    """Return the endpoint of a server with nothing in any service."""
    yield running
    ask(running, "POST", "/moto-api/reset", signed=None)


@pytest.fixture
def clients(url: str) -> Iterator[dict[str, Any]]:
    """Return clients of several services of an empty server."""
    session = boto3.Session("key", "secret", region_name="us-west-2")
    made = {
        name: session.client(name, endpoint_url=url)
        for name in ("connectcases", "sqs", "s3", "sts", "dynamodb")
    }
    yield made
    for client in made.values():
        client.close()


def domains(clients: dict[str, Any]) -> list[str]:
    return [each["name"] for each in clients["connectcases"].list_domains()["domains"]]


def test_cases_and_other_services_answer_on_one_port(clients: dict[str, Any]) -> None:
    created = clients["connectcases"].create_domain(name="orders")
    queue = clients["sqs"].create_queue(QueueName="orders")

    assert created["domainArn"].split(":")[3] == "us-west-2"
    assert queue["QueueUrl"].endswith("/orders")


def test_bytes_and_names_reach_other_services_as_sent(clients: dict[str, Any]) -> None:
    s3, content = clients["s3"], bytes(range(256)) * 8192
    s3.create_bucket(Bucket="bucket", CreateBucketConfiguration={"LocationConstraint": "us-west-2"})

    s3.put_object(Bucket="bucket", Key="a/b c%2F+é", Body=content, Metadata={"who": "nobody"})

    assert s3.head_object(Bucket="bucket", Key="a/b c%2F+é")["Metadata"] == {"who": "nobody"}
    assert s3.get_object(Bucket="bucket", Key="a/b c%2F+é")["Body"].read() == content
    assert [each["Key"] for each in s3.list_objects_v2(Bucket="bucket")["Contents"]] == [
        "a/b c%2F+é"
    ]


@pytest.mark.parametrize("route", ["/moto-api/reset", "/_mock/reset"])
def test_reset_of_either_kind_forgets_every_service(
    url: str, clients: dict[str, Any], route: str
) -> None:
    clients["connectcases"].create_domain(name="orders")
    clients["sqs"].create_queue(QueueName="orders")

    ask(url, "POST", route, signed=None)

    assert domains(clients) == []
    assert "QueueUrls" not in clients["sqs"].list_queues()


def test_seed_repeats_identifiers(url: str, clients: dict[str, Any]) -> None:
    seen: list[str] = []
    for _ in range(2):
        ask(url, "POST", "/moto-api/seed?a=42", signed=None)
        seen.append(clients["connectcases"].create_domain(name=f"d{len(seen)}")["domainId"])

    assert seen[0] == seen[1]


def test_assumed_role_s_account_owns_what_it_makes(url: str, clients: dict[str, Any]) -> None:
    keys = clients["sts"].assume_role(RoleArn=ROLE, RoleSessionName="session")["Credentials"]
    client = boto3.client(
        "connectcases",
        endpoint_url=url,
        region_name="us-west-2",
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
    )

    created = client.create_domain(name="orders")
    client.close()

    assert created["domainArn"].split(":")[4] == "333344445555"
    assert domains(clients) == []


def test_error_of_another_service_stays_its_own(clients: dict[str, Any]) -> None:
    with pytest.raises(clients["sqs"].exceptions.QueueDoesNotExist):
        clients["sqs"].get_queue_url(QueueName="nowhere")


def test_failure_of_moto_is_an_internal_error(url: str, caplog: pytest.LogCaptureFixture) -> None:
    signed = "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/no-such-service/aws4_request, S=x"

    answer = ask(url, "POST", "/", signed=signed)

    assert (answer.status, answer.error) == (500, "InternalServerException")
    assert b"Traceback" not in answer.body
    assert "no-such-service" in caplog.text or "Traceback" in caplog.text


def test_recorder_sees_requests_to_cases(
    url: str, clients: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder, "_location", str(tmp_path / "recording"))
    recorder.start_recording()

    clients["connectcases"].create_domain(name="orders")
    recorder.stop_recording()

    assert f"{url}/domains" in recorder.download_recording()
    assert domains(clients) == ["orders"]


def test_operation_that_may_call_other_services_does_not_hold_up_the_server(
    clients: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "moto.events.models", sys)

    clients["connectcases"].create_domain(name="orders")

    assert domains(clients) == ["orders"]


@pytest.mark.parametrize(
    ("host", "status"), [("localhost", 303), ("127.0.0.1:4010", 303), ("bucket.localhost", 404)]
)
def test_browser_is_led_to_the_inspector_unless_it_names_a_bucket(
    url: str, host: str, status: int
) -> None:
    answer = ask(url, "GET", "/", signed=None, host=host, accept="text/html")

    assert answer.status == status
