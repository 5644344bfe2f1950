"""What a call is about: the resources that it names, and its other parameters in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from mock_connectcases import mock_connectcases
from mock_connectcases.inspector.call_summary import summarize_call
from mock_connectcases.inspector.snapshot import take_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.inspector.call_summary import CallSummary


class Desk:
    """A domain with a field, a template and a case."""

    def __init__(self) -> None:
        self.client: Any = boto3.client("connectcases", region_name="us-east-1")
        self.domain_id = self.client.create_domain(name="desk")["domainId"]
        self.priority = self.client.create_field(
            domainId=self.domain_id, name="Priority", type="SingleSelect"
        )["fieldId"]
        option = {"name": "At once", "value": "urgent", "active": True}
        self.client.batch_put_field_options(
            domainId=self.domain_id, fieldId=self.priority, options=[option]
        )
        self.template_id = self.client.create_template(domainId=self.domain_id, name="Any")[
            "templateId"
        ]
        self.case_id = self.open_case("Lamp")

    def open_case(self, title: str, **more: Any) -> str:
        """Create a case and return its id."""
        fields = [{"id": "title", "value": {"stringValue": title}}]
        case_id: str = self.client.create_case(
            domainId=self.domain_id, templateId=self.template_id, fields=fields, **more
        )["caseId"]
        return case_id


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Return a desk of a mock."""
    with mock_connectcases():
        yield Desk()


def about_last() -> CallSummary:
    return summarize_call(take_snapshot(), mock_connectcases().calls.last)


def names() -> list[tuple[str, str]]:
    return [(each.kind, each.name) for each in about_last().resources]


def test_created_case_is_named_with_its_template_and_domain(desk: Desk) -> None:
    assert names() == [("case", "Lamp"), ("template", "Any"), ("domain", "desk")]


def test_values_are_named_as_on_the_page_of_a_case(desk: Desk) -> None:
    agent = "arn:aws:connect:us-east-1:123456789012:instance/shop/agent/ann"
    values: dict[str, Any] = {
        desk.priority: {"stringValue": "urgent"},
        "assigned_user": {"stringValue": agent},
        "summary": {"emptyValue": {}},
    }
    desk.client.update_case(
        domainId=desk.domain_id,
        caseId=desk.case_id,
        fields=[{"id": each, "value": value} for each, value in values.items()],
    )

    expected = ["Priority: At once", "Assigned user: agent/ann", "Summary: blank"]
    assert about_last().details == expected


def test_fields_to_read_are_listed_by_name(desk: Desk) -> None:
    desk.client.get_case(
        domainId=desk.domain_id,
        caseId=desk.case_id,
        fields=[{"id": "title"}, {"id": desk.priority}],
    )

    assert about_last().details == ["Title", "Priority"]


def test_arn_names_the_case_and_the_domain(desk: Desk) -> None:
    arn = f"arn:aws:cases:us-east-1:123456789012:domain/{desk.domain_id}/case/{desk.case_id}"
    desk.client.tag_resource(arn=arn, tags={"colour": "red"})

    assert names() == [("case", "Lamp"), ("domain", "desk")]


def test_linked_case_is_named_too(desk: Desk) -> None:
    desk.client.create_related_item(
        domainId=desk.domain_id,
        caseId=desk.open_case("Chair"),
        type="ConnectCase",
        content={"connectCase": {"caseId": desk.case_id}},
    )

    assert names() == [("case", "Chair"), ("case", "Lamp"), ("domain", "desk")]
    assert about_last().details == ["Type: Connect case"]


def test_deleted_case_is_without_a_name(desk: Desk) -> None:
    desk.client.delete_case(domainId=desk.domain_id, caseId=desk.case_id)

    subject = about_last().resources[0]
    assert (subject.kind, subject.key, subject.name) == ("case", desk.case_id, "")


def test_generated_token_is_left_out(desk: Desk) -> None:
    desk.open_case("Chair", clientToken="12345678-1234-1234-1234-123456789012")

    assert about_last().details == ["Title: Chair"]


def test_many_and_long_parameters_are_cut(desk: Desk) -> None:
    options = [{"name": f"{each} {'x' * 80}", "value": str(each), "active": True} for each in "ab"]
    desk.client.batch_put_field_options(
        domainId=desk.domain_id, fieldId=desk.priority, options=options
    )

    details = about_last().details
    assert [each[:8] for each in details] == ["Name: a ", "Value: a", "Active: ", "Name: b ", "…"]
    assert max(map(len, details)) == 81


def test_parameters_that_the_service_cannot_read_are_named_all_the_same(desk: Desk) -> None:
    client = boto3.client(
        "connectcases", region_name="us-east-1", config=Config(parameter_validation=False)
    )
    with pytest.raises(ClientError):
        client.update_case(domainId=desk.domain_id, caseId=desk.case_id, fields=[{"id": 5}])

    assert names() == [("case", "Lamp"), ("domain", "desk")]
    assert about_last().details == ["ID: 5"]
