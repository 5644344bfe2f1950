"""Behaviour tests that the stand-in agrees with, and some that cannot be put to it."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import boto3
import pytest
from freezegun import freeze_time

from tests.provenance import assumed, documented


@documented("GetDomain", "Returns information about a specific domain if it exists.")
def test_domain_has_its_name(client: Any) -> None:
    domain_id = client.create_domain(name="sample")["domainId"]

    assert client.get_domain(domainId=domain_id)["name"] == "sample"


@assumed("ListDomains", "An account begins without domains", why="nothing says otherwise")
def test_no_domain_of_another_test(client: Any) -> None:
    assert client.list_domains()["domains"] == []

    client.create_domain(name="sample")

    assert [each["name"] for each in client.list_domains()["domains"]] == ["sample"]


@assumed("DeleteDomain", "A domain cannot be deleted twice", why="an example")
def test_words_of_an_error_are_not_compared(client: Any) -> None:
    domain_id = client.create_domain(name="sample")["domainId"]
    client.delete_domain(domainId=domain_id)

    with pytest.raises(client.exceptions.ResourceNotFoundException) as caught:
        client.delete_domain(domainId=domain_id)

    assert "words that only the mock says" in caught.value.response["Error"]["Message"]


@pytest.mark.mock_only(reason="it is an example")
@assumed("CreateDomain", "Marked", why="an example")
def test_marked(client: Any) -> None:
    raise AssertionError


@freeze_time("2026-01-01")
@assumed("CreateDomain", "Decorated", why="an example")
def test_decorated(client: Any) -> None:
    raise AssertionError


@assumed("CreateDomain", "Frozen", why="an example")
def test_frozen(client: Any) -> None:
    with freeze_time("2026-01-01"):
        raise AssertionError


def _other_client() -> Any:
    return boto3.client("connectcases", region_name="us-west-2")


@assumed("CreateDomain", "Elsewhere", why="an example")
def test_elsewhere(client: Any) -> None:
    assert _other_client()
    raise AssertionError(datetime.now(timezone.utc))


@assumed("CreateDomain", "Patched", why="an example")
def test_patched(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    raise AssertionError


@assumed("CreateDomain", "Clientless", why="an example")
def test_clientless() -> None:
    raise AssertionError


def test_of_no_rule(client: Any) -> None:
    raise AssertionError
