"""``serve --stubs``: answers of services that nobody mocks, over HTTP."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from mock_connectcases.toolkit.toolkit import toolkit
from tests.interpreters import run_command
from tests.server.raw import ask
from tests.server.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STUBS = """
- service: customer-profiles
  operation: SearchProfiles
  when: {DomainName: support}
  output: {Items: [{ProfileId: p-1}]}
- service: qconnect
  operation: GetSession
  error: ThrottlingException
  message: busy
  status: 429
  times: 1
"""
ONE_ATTEMPT = Config(retries={"total_max_attempts": 1})


@pytest.fixture(scope="module", params=[(), ("--with-moto",)], ids=["alone", "with moto"])
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    path: Path = tmp_path_factory.mktemp("stubs") / "stubs.yaml"
    path.write_text(STUBS, encoding="utf-8")
    with serving("--quiet", "--stubs", str(path), *request.param) as (_, url):
        yield url


@pytest.fixture
def url(served: str) -> str:
    """Return the endpoint of a server with the stubs of its file, as after a reset."""
    assert ask(served, "POST", "/_mock/reset", signed=None).status == 200
    return served


def client_of(service: str, url: str) -> Any:
    return boto3.Session("key", "secret").client(
        service, endpoint_url=url, region_name="us-east-1", config=ONE_ATTEMPT
    )


def search(url: str, domain: str = "support") -> list[dict[str, Any]]:
    profiles = client_of("customer-profiles", url)
    found: list[dict[str, Any]] = profiles.search_profiles(
        DomainName=domain, KeyName="k", Values=["v"]
    )["Items"]
    return found


def test_stub_answers_and_is_in_the_log_of_requests(url: str) -> None:
    assert search(url) == [{"ProfileId": "p-1"}]

    (logged,) = ask(url, "GET", "/_mock/requests").document["requests"]
    assert logged["operation"] == "customer-profiles.SearchProfiles"
    assert (logged["status"], logged["account"]) == (200, "123456789012")
    assert logged["parameters"]["DomainName"] == "support"
    assert logged["answer"] == {"Items": [{"ProfileId": "p-1"}]}
    query = "/_mock/requests?operation=customer-profiles.SearchProfiles"
    assert len(ask(url, "GET", query).document["requests"]) == 1
    page = ask(url, "GET", "/_mock/log").body.decode()
    assert "customer-profiles.SearchProfiles" in page


def test_page_of_a_stubbed_call_shows_it_and_offers_no_copy(url: str) -> None:
    search(url)

    page = ask(url, "GET", "/_mock/log/1").body.decode()

    assert "p-1" in page
    assert "no client can repeat it" in page


def test_error_of_a_stub_is_that_of_the_service_until_its_times_are_over(url: str) -> None:
    client = client_of("qconnect", url)
    ids = {"assistantId": "a" * 36, "sessionId": "s" * 36}
    with pytest.raises(client.exceptions.ThrottlingException, match="busy"):
        client.get_session(**ids)

    with pytest.raises(
        ClientError, match=r"none .*: qconnect.GetSession, answered 1 of 1; th"
    ) as caught:
        client.get_session(**ids)

    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404


def test_reset_returns_to_the_stubs_of_the_file(url: str) -> None:
    client = client_of("qconnect", url)
    for _ in range(2):
        with pytest.raises(client.exceptions.ThrottlingException):
            client.get_session(assistantId="a" * 36, sessionId="s" * 36)
        ask(url, "POST", "/_mock/reset", signed=None)


def test_operation_without_a_stub_is_refused_with_the_way_out(url: str) -> None:
    with pytest.raises(ClientError, match="--stubs FILE"):
        client_of("customer-profiles", url).get_domain(DomainName="support")


def test_cases_are_answered_as_without_stubs(url: str) -> None:
    client = client_of("connectcases", url)

    domain_id = client.create_domain(name="support")["domainId"]

    assert client.get_domain(domainId=domain_id)["name"] == "support"


def test_error_of_a_predicate_is_one_of_the_test(url_of_thread: str) -> None:
    with pytest.raises(ClientError, match=r"predicate \(when\) .* raised KeyError\('Missing'\)"):
        search(url_of_thread)


@pytest.fixture
def url_of_thread(serve: Any) -> Iterator[str]:
    from mock_connectcases.toolkit.stubs import Answer, make_stub  # noqa: PLC0415

    stubs = toolkit.stubs
    stub = make_stub(
        "customer-profiles",
        "SearchProfiles",
        Answer({"Items": []}),
        when=lambda params: params["Missing"],
        discard=stubs.discard,
    )
    stubs.add([stub])
    yield serve()
    stub.remove()


@pytest.mark.parametrize(
    ("stubs", "sentence"),
    [
        ([{"service": "qconnect"}], "{}:1: [0]: a stub needs operation"),
        ({"service": "qconnect"}, "{}:1: must be a list, and is an object"),
    ],
)
def test_bad_file_is_reported_in_one_line_before_the_server_listens(
    tmp_path: Path, stubs: object, sentence: str
) -> None:
    path = tmp_path / "stubs.json"
    path.write_text(json.dumps(stubs), encoding="utf-8")

    status, output, errors = run_command("serve", "--port", "0", "--stubs", str(path))

    assert (status, output) == (2, "")
    assert errors == f"mock_connectcases: {sentence.format(path)}\n"
