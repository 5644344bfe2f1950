"""Requests that are limited to an account: parallel workers do not meet each other."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.config import Config

from mock_connectcases import mock_connectcases
from tests.desk import Desk
from tests.server.api.calling import call, everything, read
from tests.server.raw import SIGNED, ask

ONE, OTHER = "111111111111", "222222222222"
ONE_ATTEMPT = Config(retries={"total_max_attempts": 1, "mode": "standard"})


def client_of(url: str, account: str) -> Any:
    """Return a client with an account as its access key, as settings of any program have it."""
    return boto3.client(
        "connectcases",
        region_name="us-east-1",
        endpoint_url=url,
        aws_access_key_id=account,
        aws_secret_access_key="test",
        config=ONE_ATTEMPT,
    )


def test_access_key_of_twelve_digits_is_an_account(url: str) -> None:
    client = client_of(url, ONE)

    assert client.create_domain(name="a")["domainArn"].split(":")[4] == ONE
    client.close()


def test_header_comes_before_the_access_key(url: str) -> None:
    signed = SIGNED.replace("AKID", ONE)

    created = ask(url, "POST", "/domains", b'{"name":"a"}', signed=signed, x_moto_account_id=OTHER)

    assert created.document["domainArn"].split(":")[4] == OTHER


def test_workers_do_not_meet_each_other(url: str) -> None:
    clients = {account: client_of(url, account) for account in (ONE, OTHER)}
    for account, client in clients.items():
        desk = Desk(client)
        client.put_case_event_configuration(domainId=desk.domain_id, eventBridge={"enabled": True})
        desk.create_case()
        call(url, "POST", "faults", {"operation": "*", "delay": 60}, account=account)
    call(url, "POST", "clock", {"tick": {"minutes": 90}}, account=ONE)
    call(url, "PUT", "search-lag", {"seconds": 5}, account=ONE)
    clients[ONE].list_domains()

    for account, ahead, lag, fired in ((ONE, 5460, 5, 1), (OTHER, 0, 0, 0)):
        assert read(url, "clock", account)["aheadSeconds"] == ahead
        assert read(url, "search-lag", account)["seconds"] == lag
        assert [each["fired"] for each in read(url, "faults", account)["faults"]] == [fired]
        assert {each["account"] for each in read(url, "requests", account)["requests"]} == {account}
        assert {each["account"] for each in read(url, "events", account)["events"]} == {account}
        assert list(read(url, "state", account)["accounts"]) == [account]

    call(url, "POST", "reset", account=ONE)

    assert read(url, "clock", ONE)["aheadSeconds"] == 0
    assert read(url, "requests", ONE)["requests"] == []
    assert list(read(url, "state")["accounts"]) == [OTHER]
    assert len(read(url, "faults")["faults"]) == len(read(url, "events")["events"]) == 1
    for client in clients.values():
        client.close()


def test_request_is_limited_by_a_signature_too(url: str) -> None:
    for account in (ONE, OTHER):
        call(url, "POST", "seed", {"domains": {"a": {}}}, account=account)

    ask(url, "POST", "/_mock/reset", signed=SIGNED.replace("AKID", ONE))

    assert list(read(url, "state")["accounts"]) == [OTHER]


def test_fault_of_another_account_is_not_found(url: str) -> None:
    given = {"operation": "*", "delay": 1}
    made = call(url, "POST", "faults", given, account=ONE).document
    common = call(url, "POST", "faults", given).document

    for each in (made, common):
        answer = call(url, "DELETE", f"faults/{each['id']}", account=OTHER)
        assert answer.status == 404
    assert call(url, "DELETE", "faults", account=OTHER).document == {"removed": 0}
    assert [each["account"] for each in read(url, "faults")["faults"]] == [ONE, None]


@pytest.mark.parametrize("into", [ONE, OTHER])
def test_state_of_an_account_is_loaded_there_and_elsewhere(url: str, into: str) -> None:
    call(url, "POST", "seed", {"domains": {"a": {"id": "a"}}}, account=ONE)
    written = read(url, "seed", ONE)
    call(url, "POST", "reset", account=ONE)

    assert call(url, "POST", "seed", written, account=into).status == 201

    assert list(read(url, "state")["accounts"]) == [into]
    assert read(url, "seed", into) == written


def test_seed_of_another_account_is_refused(url: str) -> None:
    answer = call(url, "POST", "seed", {"account": OTHER, "domains": {"a": {}}}, account=ONE)

    assert answer.status == 400
    assert f"is loaded into account {ONE} only" in answer.document["message"]
    assert read(url, "state")["counts"] == {"domains": 0}


@pytest.mark.parametrize("path", ["quotas", "assumptions"])
def test_settings_are_of_the_whole_server(url: str, path: str) -> None:
    before = read(url, path)
    name = next(iter(before))

    answer = call(url, "PATCH", path, {name: None}, account=ONE)

    assert (answer.status, answer.error) == (400, "ValidationException")
    assert "no account has its own" in answer.document["message"]
    assert read(url, path, account=ONE) == before


@pytest.mark.parametrize("account", ["", "1", "1" * 13, "x" * 12])
def test_what_is_no_account_is_refused(url: str, account: str) -> None:
    before = everything(url)

    answer = call(url, "POST", "faults", {"operation": "*", "delay": 1}, account=account)

    assert (answer.status, answer.error) == (400, "ValidationException")
    assert "An account id has twelve digits" in answer.document["message"]
    assert everything(url) == before


def test_access_key_is_no_account_where_moto_knows_the_keys(serve: Any) -> None:
    client = client_of(serve(with_moto=True), ONE)

    assert client.create_domain(name="a")["domainArn"].split(":")[4] == "123456789012"
    assert mock_connectcases().calls.last.account_id == "123456789012"
    client.close()
