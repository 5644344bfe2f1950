"""Behaviour tests that the stand-in agrees with, and some that cannot be put to it."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import boto3
import pytest
from freezegun import freeze_time

from tests.provenance import rule


@rule("domain-details-returned")
def test_domain_has_its_name(client: Any) -> None:
    domain_id = client.create_domain(name="sample")["domainId"]

    assert client.get_domain(domainId=domain_id)["name"] == "sample"


@rule("list-in-creation-order")
def test_no_domain_of_another_test(client: Any) -> None:
    assert client.list_domains()["domains"] == []

    client.create_domain(name="sample")

    assert [each["name"] for each in client.list_domains()["domains"]] == ["sample"]


@rule("domain-in-creation-not-deletable")
def test_words_of_an_error_are_not_compared(client: Any) -> None:
    domain_id = client.create_domain(name="sample")["domainId"]
    client.delete_domain(domainId=domain_id)

    with pytest.raises(client.exceptions.ResourceNotFoundException) as caught:
        client.delete_domain(domainId=domain_id)

    assert "words that only the mock says" in caught.value.response["Error"]["Message"]


@pytest.mark.mock_only(reason="it is an example")
@rule("domain-active-at-once")
def test_marked(client: Any) -> None:
    raise AssertionError


@freeze_time("2026-01-01")
@rule("domain-usable-right-after-creation")
def test_decorated(client: Any) -> None:
    raise AssertionError


@rule("deleted-domain-not-found")
def test_frozen(client: Any) -> None:
    with freeze_time("2026-01-01"):
        raise AssertionError


def _other_client() -> Any:
    return boto3.client("connectcases", region_name="us-west-2")


@rule("domain-creation-lasts-as-set")
def test_elsewhere(client: Any) -> None:
    assert _other_client()
    raise AssertionError(datetime.now(timezone.utc))


@rule("domain-name-unique")
def test_patched(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    raise AssertionError


@rule("field-name-unique")
def test_clientless() -> None:
    raise AssertionError


def test_of_no_rule(client: Any) -> None:
    raise AssertionError
