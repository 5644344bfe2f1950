"""Accounts are shared out among servers by nginx and by Envoy as docs/sharding.md says."""

from __future__ import annotations

import http.client
import json
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from botocore.exceptions import ClientError

from tests.docs.blocks import ROOT
from tests.sharding.fleet import EXAMPLES, Fleet, fleet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


PROXIES = ["nginx", "envoy"]


@pytest.fixture(scope="module", params=PROXIES)
def lasting(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Fleet]:
    with fleet(request.param, tmp_path_factory.mktemp(request.param)) as running:
        yield running


@pytest.fixture
def behind_proxy(lasting: Fleet) -> Fleet:
    lasting.forget_everything()
    return lasting


@pytest.fixture(params=PROXIES)
def mortal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Fleet]:
    with fleet(request.param, tmp_path) as running:
        yield running


@pytest.fixture
def behind_nginx(tmp_path: Path) -> Iterator[Fleet]:
    with fleet("nginx", tmp_path) as running:
        yield running


def test_page_links_to_every_example() -> None:
    page = (ROOT / "docs/sharding.md").read_text(encoding="utf-8")

    files = [each.name for each in EXAMPLES.iterdir()]
    assert files
    assert [each for each in files if f"](../examples/sharding/{each})" not in page] == []


def test_account_stays_on_its_server(behind_proxy: Fleet) -> None:
    homes = behind_proxy.accounts_on_both()

    for account in homes:
        for number in range(3):
            behind_proxy.client(account).create_domain(name=f"domain {number}")

    assert behind_proxy.homes() == {account: [url] for account, url in homes.items()}


def test_accounts_are_apart_and_complete(behind_proxy: Fleet) -> None:
    homes = behind_proxy.accounts_on_both()

    found = {
        account: [each["name"] for each in behind_proxy.client(account).list_domains()["domains"]]
        for account in homes
    }

    assert found == {account: [account] for account in homes}


def test_server_that_dies_takes_its_own_accounts_with_it_and_no_others(
    mortal: Fleet,
) -> None:
    homes = mortal.accounts_on_both()
    dead = next(iter(homes.values()))
    mortal.end(dead)

    for account, url in homes.items():
        client = mortal.client(account)
        if url == dead:
            for _ in range(3):
                with pytest.raises(ClientError) as refused:
                    client.create_domain(name="elsewhere")
                assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] in {502, 503}
        else:
            assert [each["name"] for each in client.list_domains()["domains"]] == [account]

    assert set(mortal.homes()) == {each for each, url in homes.items() if url != dead}


def test_arn_in_a_path_passes_as_it_was_sent(behind_proxy: Fleet) -> None:
    client = behind_proxy.client("111111111111")
    arn = client.create_domain(name="support")["domainArn"]

    client.tag_resource(arn=arn, tags={"desk": "ä/%2F?"})

    assert client.list_tags_for_resource(arn=arn)["tags"] == {"desk": "ä/%2F?"}
    assert ":111111111111:" in arn


def test_access_key_stays_on_its_server(behind_proxy: Fleet) -> None:
    for name in ("first", "second", "third"):
        behind_proxy.client(access_key="AKIAONE").create_domain(name=name)

    assert len(behind_proxy.client(access_key="AKIAONE").list_domains()["domains"]) == 3


def test_connection_to_the_proxy_stays_open(behind_proxy: Fleet) -> None:
    connection = http.client.HTTPConnection(behind_proxy.url.removeprefix("http://"))
    used = []
    for account in behind_proxy.accounts_on_both():
        connection.request("POST", "/domains-list", headers={"x-moto-account-id": account})
        answer = connection.getresponse()
        assert json.load(answer)["domains"][0]["name"] == account
        used.append(connection.sock)
    connection.close()

    assert len(used) >= 2
    assert None not in used
    assert len(set(map(id, used))) == 1


def test_access_key_of_twelve_digits_is_the_account_behind_nginx(behind_nginx: Fleet) -> None:
    created = behind_nginx.client(access_key="222222222222").create_domain(name="support")

    assert ":222222222222:" in created["domainArn"]
    assert len(behind_nginx.client("222222222222").list_domains()["domains"]) == 1


def test_header_counts_more_than_the_access_key_behind_nginx(behind_nginx: Fleet) -> None:
    client = behind_nginx.client("333333333333", access_key="222222222222")

    assert ":333333333333:" in client.create_domain(name="support")["domainArn"]


def test_nginx_says_which_server_does_not_answer(behind_nginx: Fleet) -> None:
    homes = behind_nginx.accounts_on_both()
    account, dead = next(iter(homes.items()))
    behind_nginx.end(dead)

    with pytest.raises(ClientError) as refused:
        behind_nginx.client(account).list_domains()

    error = refused.value.response["Error"]
    assert error["Code"] == "InternalServerException"
    assert f"at {dead.removeprefix('http://')}, which has this account" in error["Message"]


def test_nginx_answers_for_its_own_health_and_for_no_other_route_of_the_mock(
    behind_nginx: Fleet,
) -> None:
    with urlopen(f"{behind_nginx.url}/_mock/health", timeout=10) as answer:  # noqa: S310 - our own
        assert json.load(answer) == {"status": "ok"}
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{behind_nginx.url}/_mock/state", timeout=10)  # noqa: S310 - our own

    with refused.value as answer:
        assert answer.code == 404
        assert "ask each of them" in json.load(answer)["message"]
