"""Which requests are answered, which are refused and which pass."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from typing import Any

import boto3
import pytest
import requests
import responses
from botocore.config import Config
from botocore.exceptions import EndpointConnectionError, NoCredentialsError
from botocore.loaders import Loader
from moto import mock_aws

from mock_connectcases import (
    UnknownRegionError,
    UnmockedServiceError,
    mock_connectcases,
)
from mock_connectcases.connectcases.hosts import cases_region, is_aws
from mock_connectcases.connectcases.models import connectcases_backends

LIST_DOMAINS = "https://cases.us-east-1.amazonaws.com/domains-list"
MOCKS: dict[str, Any] = {"cases": mock_connectcases, "aws": mock_aws}


def make_client(**options: Any) -> Any:
    return boto3.client("connectcases", **{"region_name": "us-east-1", **options})


def domain_regions() -> list[str]:
    """Return the region of every domain of every account."""
    return [
        region
        for account in connectcases_backends.values()
        for region, backend in account.items()
        for _ in backend.store.domains
    ]


@pytest.mark.parametrize(
    ("host", "region"),
    [
        ("cases.us-east-1.amazonaws.com", "us-east-1"),
        ("cases-fips.us-west-2.amazonaws.com", "us-west-2"),
        ("cases.eu-west-2.api.aws", "eu-west-2"),
        ("cases-fips.us-east-1.api.aws", "us-east-1"),
        ("cases.cn-north-1.amazonaws.com.cn", "cn-north-1"),
        ("cases.cn-north-1.api.amazonwebservices.com.cn", "cn-north-1"),
        ("cases.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
        ("cases.us-iso-east-1.c2s.ic.gov", "us-iso-east-1"),
        ("cases.us-isob-east-1.sc2s.sgov.gov", "us-isob-east-1"),
        ("cases.eu-isoe-west-1.cloud.adc-e.uk", "eu-isoe-west-1"),
        ("cases.us-isof-south-1.csp.hci.ic.gov", "us-isof-south-1"),
        ("CASES.us-east-1.AMAZONAWS.com", "us-east-1"),
        ("cases.us-east-1.amazonaws.com:443", "us-east-1"),
        ("cases.us-east-1.example.com", None),
        ("cases.us-east-1.amazonaws.com.example.com", None),
        ("mycases.us-east-1.amazonaws.com", None),
        ("cases.a.us-east-1.amazonaws.com", None),
        ("connect.us-east-1.amazonaws.com", None),
        ("localhost:5000", None),
    ],
)
def test_region_of_a_host(host: str, region: str | None) -> None:
    assert cases_region(host) == region


def test_hosts_of_every_installed_partition_are_known() -> None:
    partitions = Loader().load_data("partitions")["partitions"]

    for outputs in (partition["outputs"] for partition in partitions):
        region = outputs["implicitGlobalRegion"]
        for suffix in (outputs["dnsSuffix"], outputs["dualStackDnsSuffix"]):
            assert cases_region(f"cases.{region}.{suffix}") == region
            assert cases_region(f"cases-fips.{region}.{suffix}") == region
            assert is_aws(f"sqs.{region}.{suffix}")


@pytest.mark.parametrize(
    ("host", "in_aws"),
    [
        ("s3.amazonaws.com", True),
        ("sqs.us-east-1.api.aws", True),
        ("notamazonaws.com", False),
        ("169.254.169.254", False),
        ("localhost:5000", False),
        ("amazonaws.com.example.com", False),
    ],
)
def test_host_lies_in_aws(host: str, in_aws: bool) -> None:  # noqa: FBT001 - a table
    assert is_aws(host) is in_aws


@pytest.mark.parametrize("mock", MOCKS)
@pytest.mark.parametrize(
    ("region", "options"),
    [
        ("us-west-2", {}),
        ("us-west-2", {"use_fips_endpoint": True}),
        ("us-west-2", {"use_dualstack_endpoint": True}),
        ("us-west-2", {"use_fips_endpoint": True, "use_dualstack_endpoint": True}),
    ],
)
def test_client_of_any_endpoint_variant_is_answered(
    mock: str, region: str, options: dict[str, bool]
) -> None:
    with MOCKS[mock]():
        make_client(region_name=region, config=Config(**options)).create_domain(name="orders")

        assert domain_regions() == [region]


@pytest.mark.parametrize("mock", MOCKS)
@pytest.mark.parametrize("region", ["cn-north-1", "us-gov-west-1", "us-iso-east-1"])
def test_other_partitions_are_answered_when_any_region_is_allowed(
    mock: str, region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTO_ALLOW_NONEXISTENT_REGION", "true")
    with MOCKS[mock]():
        created = make_client(region_name=region).create_domain(name="orders")

    assert created["domainArn"].split(":")[1] != "aws"
    assert created["domainArn"].split(":")[3] == region


@pytest.mark.parametrize("mock", MOCKS)
def test_region_without_the_service_is_an_error_that_names_it_and_the_way_out(mock: str) -> None:
    with MOCKS[mock]():
        client = make_client(region_name="eu-north-1")

        with pytest.raises(UnknownRegionError) as caught:
            client.list_domains()

    assert "eu-north-1" in str(caught.value)
    assert "us-east-1" in str(caught.value)
    assert "MOTO_ALLOW_NONEXISTENT_REGION" in str(caught.value)


def test_each_region_has_its_own_state() -> None:
    with mock_connectcases():
        make_client(region_name="us-east-1").create_domain(name="orders")

        assert make_client(region_name="us-west-2").list_domains()["domains"] == []


@pytest.mark.parametrize("mock", MOCKS)
def test_one_call_is_answered_once(mock: str) -> None:
    with MOCKS[mock]():
        make_client().create_domain(name="orders")

        assert domain_regions() == ["us-east-1"]


def test_nested_mocks_answer_one_call_once() -> None:
    with mock_connectcases(), mock_aws(), mock_connectcases():
        make_client().create_domain(name="orders")

        assert domain_regions() == ["us-east-1"]


def test_client_made_before_the_mock_is_answered() -> None:
    session = boto3.Session(aws_access_key_id="key", aws_secret_access_key="secret")
    client = session.client("connectcases", region_name="us-east-1")

    with mock_connectcases():
        client.create_domain(name="orders")
        assert domain_regions() == ["us-east-1"]


def test_session_made_before_the_mock_is_answered() -> None:
    session = boto3.Session(aws_access_key_id="key", aws_secret_access_key="secret")

    with mock_connectcases():
        session.client("connectcases", region_name="us-east-1").create_domain(name="orders")
        assert domain_regions() == ["us-east-1"]


def test_nothing_is_answered_after_the_mock() -> None:
    with mock_connectcases():
        client = make_client(
            aws_access_key_id="key",
            aws_secret_access_key="secret",
            config=Config(retries={"max_attempts": 0}, connect_timeout=1, proxies={}),
        )

    client.meta.events.register(
        "before-send.connectcases", lambda **_: (_ for _ in ()).throw(ConnectionRefusedError)
    )
    with pytest.raises(ConnectionRefusedError):
        client.list_domains()


def test_custom_endpoint_is_not_ours() -> None:
    with mock_connectcases():
        client = make_client(
            endpoint_url="http://localhost:1", config=Config(retries={"max_attempts": 0})
        )

        with pytest.raises(EndpointConnectionError):
            client.list_domains()


def test_client_made_before_the_mock_without_credentials_says_what_to_do() -> None:
    client = boto3.Session().client("connectcases", region_name="us-east-1")

    with mock_connectcases() as cases:
        with pytest.raises(NoCredentialsError) as caught:
            client.create_domain(name="orders")

        assert len(cases.calls) == 0
    assert "at an import before the mock" in str(caught.value)
    assert "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in conftest.py" in str(caught.value)


def test_other_service_is_refused_with_a_sentence_that_helps() -> None:
    with mock_connectcases(), pytest.raises(UnmockedServiceError) as caught:
        boto3.client("sqs", region_name="us-east-1").list_queues()

    sentence = str(caught.value)
    assert "sqs (ListQueues at sqs.us-east-1.amazonaws.com)" in sentence
    assert "add moto's mock_aws" in sentence
    assert (
        'config={"core": {"passthrough": {"services": ["sqs"]}, "mock_credentials": False}}'
    ) in sentence


NO_MOCK_OF_MOTO = {
    "cases": "moto does not mock it either: answer it by",
    "both": "which moto does not mock; nothing left the machine: answer it by",
}


@pytest.mark.parametrize("mock", NO_MOCK_OF_MOTO)
def test_refusal_of_a_service_that_moto_lacks_names_the_stub_that_answers(mock: str) -> None:
    with ExitStack() as mocks:
        mocks.enter_context(mock_connectcases())
        if mock == "both":
            mocks.enter_context(mock_aws())
        client = boto3.client("customer-profiles", region_name="us-east-1")

        with pytest.raises(UnmockedServiceError) as caught:
            client.get_domain(DomainName="d")

    sentence = str(caught.value)
    assert "customer-profiles (GetDomain at profile.us-east-1.amazonaws.com)" in sentence
    assert NO_MOCK_OF_MOTO[mock] in sentence
    assert 'mock.stub("customer-profiles", "GetDomain", {...})' in sentence
    assert "fixture connectcases_mock" in sentence
    assert "with mock_connectcases() as mock" in sentence
    assert "--stubs FILE" in sentence


def test_refusal_of_a_client_that_moto_has_never_seen_names_no_operation() -> None:
    with mock_connectcases(), pytest.raises(UnmockedServiceError) as caught:
        requests.get("https://profile.us-east-1.amazonaws.com/domains/d", timeout=5)

    assert "mock.stub(service, operation, {...})" in str(caught.value)


def test_service_that_moto_lacks_may_be_let_through() -> None:
    config: Any = {"core": {"passthrough": {"urls": [r"https://profile\..*"]}}}
    with mock_connectcases(config=config), mock_aws():
        client = boto3.client("customer-profiles", region_name="us-east-1")
        client.meta.events.register("before-send", _unreachable)

        with pytest.raises(EndpointConnectionError):
            client.get_domain(DomainName="d")


@pytest.mark.parametrize("mode", ["legacy", "standard", "adaptive"])
def test_refusal_is_not_retried(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    session = boto3.Session(aws_access_key_id="key", aws_secret_access_key="secret")
    client = session.client(
        "dynamodb", region_name="us-east-1", config=Config(retries={"mode": mode})
    )

    with mock_connectcases(), pytest.raises(UnmockedServiceError, match="ListTables"):
        client.list_tables()

    assert slept == []


def test_other_service_is_moto_s_when_mock_aws_is_on_too() -> None:
    with mock_connectcases(), mock_aws():
        assert "QueueUrls" not in boto3.client("sqs", region_name="us-east-1").list_queues()


def test_other_service_may_be_let_through() -> None:
    config: Any = {"core": {"passthrough": {"services": ["sqs"]}}}
    with mock_connectcases(config=config):
        client = boto3.client("sqs", region_name="us-east-1")
        client.meta.events.register("before-send", _unreachable)

        with pytest.raises(EndpointConnectionError):
            client.list_queues()


def test_cases_may_be_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    config: Any = {"core": {"passthrough": {"services": ["connectcases"]}}}
    with mock_connectcases(config=config):
        client = make_client(config=Config(retries={"max_attempts": 0}))
        client._endpoint.http_session.send = _unreachable

        with pytest.raises(EndpointConnectionError):
            client.list_domains()

        assert domain_regions() == []


def test_url_may_be_let_through() -> None:
    config: Any = {"core": {"passthrough": {"urls": [r"https://cases\.us-west-2\..*"]}}}
    with mock_connectcases(config=config):
        client = make_client(region_name="us-west-2", config=Config(retries={"max_attempts": 0}))
        client._endpoint.http_session.send = _unreachable

        with pytest.raises(EndpointConnectionError):
            client.list_domains()
        assert make_client().list_domains()["domains"] == []


def test_service_that_is_not_whitelisted_is_moto_s_error() -> None:
    from moto.core.exceptions import ServiceNotWhitelisted  # noqa: PLC0415 - one use

    config: Any = {"core": {"service_whitelist": ["sqs"]}}
    with mock_connectcases(config=config), pytest.raises(ServiceNotWhitelisted):
        make_client().list_domains()


def test_credentials_stay_when_the_configuration_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "mine")
    config: Any = {"core": {"mock_credentials": False}}

    with mock_connectcases(config=config):
        assert os.environ["AWS_ACCESS_KEY_ID"] == "mine"


def test_default_session_stays_when_the_configuration_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    boto3.setup_default_session(region_name="us-west-2")
    session = boto3.DEFAULT_SESSION
    config: Any = {"core": {"reset_boto3_session": False}}

    with mock_connectcases(config=config):
        assert boto3.DEFAULT_SESSION is session


def test_requests_library_is_answered() -> None:
    with mock_connectcases():
        created = requests.post(
            "https://cases.us-east-1.amazonaws.com/domains", json={"name": "orders"}, timeout=5
        )

        assert created.status_code == 200
        assert requests.post(LIST_DOMAINS, timeout=5).json()["domains"][0]["name"] == "orders"


def test_requests_library_is_answered_under_mock_aws() -> None:
    with mock_aws():
        created = requests.post(
            "https://cases.us-east-1.amazonaws.com/domains", json={"name": "orders"}, timeout=5
        )

        assert created.status_code == 200
        assert requests.post(LIST_DOMAINS, timeout=5).json()["domains"][0]["name"] == "orders"


def test_session_of_requests_made_before_the_mock_is_answered() -> None:
    session = requests.Session()

    with mock_connectcases():
        assert session.post(LIST_DOMAINS).json()["domains"] == []


def test_requests_library_is_refused_other_aws_hosts() -> None:
    with mock_connectcases(), pytest.raises(UnmockedServiceError, match=r"s3\.amazonaws\.com"):
        requests.get("https://s3.amazonaws.com/bucket", timeout=5)


def test_mocks_of_the_responses_library_work_inside() -> None:
    with mock_connectcases(), responses.RequestsMock() as mocked:
        mocked.get("https://example.com/", body="theirs")

        assert requests.get("https://example.com/", timeout=5).text == "theirs"


def test_mocks_of_the_responses_library_work_outside() -> None:
    with responses.RequestsMock() as mocked, mock_connectcases():
        mocked.get("https://example.com/", body="theirs")
        mocked.get("https://s3.amazonaws.com/bucket", body="theirs too")

        assert requests.get("https://example.com/", timeout=5).text == "theirs"
        assert requests.get("https://s3.amazonaws.com/bucket", timeout=5).text == "theirs too"
        assert requests.post(LIST_DOMAINS, timeout=5).json()["domains"] == []


def test_target_has_its_percent_escapes_on_every_way() -> None:
    with mock_aws():
        client = make_client()
        arn = client.create_domain(name="orders")["domainArn"]
        client.tag_resource(arn=arn, tags={"team": "a b/c"})
        encoded = arn.replace(":", "%3A").replace("/", "%2F")

        answer = requests.get(f"https://cases.us-east-1.amazonaws.com/tags/{encoded}", timeout=5)

        assert answer.json()["tags"] == {"team": "a b/c"}


def _unreachable(request: Any, **_: Any) -> None:
    raise EndpointConnectionError(endpoint_url=request.url)
