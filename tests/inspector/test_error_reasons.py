"""The reason of a refusal: its rule, and the names of the ids in its message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError

from mock_connectcases import mock_connectcases
from mock_connectcases.inspector.error_reasons import Reason, reasons
from mock_connectcases.inspector.report import Failure, report
from mock_connectcases.inspector.snapshot import take_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def client() -> Iterator[Any]:
    """Return a client with refusals to explain."""
    with mock_connectcases():
        yield boto3.client("connectcases", region_name="us-east-1")


def reason_of(call: Callable[[], object]) -> Reason:
    """Make a call that is refused, and return the reason."""
    with pytest.raises(ClientError):
        call()
    (found,) = reasons(take_snapshot(), mock_connectcases().calls.last)
    return found


def test_refusal_has_its_rule(client: Any) -> None:
    client.create_domain(name="desk")

    found = reason_of(lambda: client.create_domain(name="desk"))

    assert found.rule is not None
    assert found.rule.name == "domain-name-unique"
    assert found.rule.statement == "It must be unique for your Amazon Web Services account."


def test_report_of_refused_entries_does_not_say_that_every_call_got_its_result(
    client: Any,
) -> None:
    domain_id = client.create_domain(name="desk")["domainId"]
    failure = Failure("AssertionError")
    before = report(take_snapshot(), "test", failure).html

    client.batch_get_field(domainId=domain_id, fields=[{"id": "none"}])

    assert "got its result" in before
    assert "got its result" not in report(take_snapshot(), "test", failure).html


def test_unknown_domain_is_not_a_deleted_one(client: Any) -> None:
    found = reason_of(lambda: client.get_domain(domainId="never"))

    assert found.rule is not None
    assert found.rule.name == "resource-exists"


def test_bound_of_the_service_model_says_so(client: Any) -> None:
    found = reason_of(lambda: client.create_domain(name="x" * 101))

    assert found.error.reason.startswith("The service model, which botocore brings, states ")
    assert found.is_of_service_model


def test_fault_says_so(client: Any) -> None:
    mock_connectcases().fail("ListDomains", "AccessDeniedException", message="No entry.")

    found = reason_of(client.list_domains)

    assert found.error.reason == "A fault of the test raises the error."
    assert not found.is_of_service_model


def test_answered_call_has_no_reason(client: Any) -> None:
    client.list_domains()

    assert reasons(take_snapshot(), mock_connectcases().calls.last) == []


def test_ids_of_a_message_have_their_names(client: Any) -> None:
    domain_id = client.create_domain(name="desk")["domainId"]
    field_id = client.create_field(domainId=domain_id, name="Priority", type="Text")["fieldId"]
    template_id = client.create_template(
        domainId=domain_id, name="T", requiredFields=[{"fieldId": field_id}]
    )["templateId"]
    title = [{"id": "title", "value": {"stringValue": "x"}}]

    found = reason_of(
        lambda: client.create_case(domainId=domain_id, templateId=template_id, fields=title)
    )

    assert found.names == [(field_id, "field “Priority”")]


def test_ids_of_a_request_that_the_service_model_refuses_have_their_names(client: Any) -> None:
    domain_id = client.create_domain(name="desk")["domainId"]
    field_id = client.create_field(domainId=domain_id, name="Priority", type="Text")["fieldId"]
    too_many = [{"fieldId": field_id}] * 101

    found = reason_of(
        lambda: client.create_template(domainId=domain_id, name="T", requiredFields=too_many)
    )

    assert found.is_of_service_model
    assert found.names == [(field_id, "field “Priority”")]


def test_batch_has_a_reason_for_the_first_entry_that_each_rule_refused(client: Any) -> None:
    domain_id = client.create_domain(name="desk")["domainId"]
    opened = {"name": "Open", "value": "open", "active": False}
    closed = {"name": "Closed", "value": "closed", "active": False}
    new = {"name": "New", "value": "new", "active": True}
    client.batch_put_field_options(
        domainId=domain_id, fieldId="status", options=[opened, new, new, closed]
    )

    found = reasons(take_snapshot(), mock_connectcases().calls.last)

    assert [(each.rule and each.rule.name, each.error.message[:17]) for each in found] == [
        ("built-in-status-immutable", "Option 'open' of "),
        ("option-duplicate-value-error", "The option value "),
    ]
