"""Refusals of which several rules could be the reason: each has the one that explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError

from mock_connectcases import mock_connectcases
from tests.operations.conftest import Workbench

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def bench() -> Iterator[Workbench]:
    """Return a workbench in a mock."""
    with mock_connectcases():
        yield Workbench(boto3.client("connectcases", region_name="us-east-1"))


def rule_of_last() -> str:
    """Return the rule of the last call, which was refused."""
    error = mock_connectcases().calls.last.error
    assert error is not None
    return error.rule


def create(bench: Workbench, *fields: dict[str, Any]) -> None:
    """Try to create a case of a template that requires the summary."""
    template_id = bench.template("summary")
    with pytest.raises(ClientError):
        bench.client.create_case(
            domainId=bench.domain_id, templateId=template_id, fields=list(fields)
        )


def test_missing_title_is_no_matter_of_the_template(bench: Workbench) -> None:
    create(bench)

    assert rule_of_last() == "case-title-required"


def test_missing_status_is_no_matter_of_the_template(bench: Workbench) -> None:
    create(
        bench,
        {"id": "title", "value": {"stringValue": "Broken chair"}},
        {"id": "status", "value": {"emptyValue": {}}},
    )

    assert rule_of_last() == "case-status-never-empty"


def test_missing_field_of_the_template_is_a_matter_of_the_template(bench: Workbench) -> None:
    create(bench, {"id": "title", "value": {"stringValue": "Broken chair"}})

    assert rule_of_last() == "template-required-field-needs-value"


@pytest.mark.parametrize(
    ("field_id", "rule"),
    [
        ("title", "case-title-and-status-not-clearable"),
        ("status", "case-title-and-status-not-clearable"),
        ("summary", "required-field-cannot-be-cleared"),
    ],
)
def test_field_that_would_be_cleared(bench: Workbench, field_id: str, rule: str) -> None:
    case_id = bench.case({"summary": "Three legs"}, template_id=bench.template("summary"))

    with pytest.raises(ClientError):
        bench.update(case_id, {field_id: None})

    assert rule_of_last() == rule


def test_domain_of_another_region(bench: Workbench) -> None:
    with pytest.raises(ClientError):
        boto3.client("connectcases", region_name="eu-west-2").list_fields(domainId=bench.domain_id)

    assert rule_of_last() == "domain-of-one-account-and-region"


def test_domain_of_another_account(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTO_ACCOUNT_ID", "111122223333")

    with pytest.raises(ClientError):
        bench.client.list_fields(domainId=bench.domain_id)

    assert rule_of_last() == "domain-of-one-account-and-region"


def test_id_of_another_resource_for_a_domain(bench: Workbench) -> None:
    with pytest.raises(ClientError):
        bench.client.list_fields(domainId=bench.template_id)

    assert rule_of_last() == "resource-exists"
