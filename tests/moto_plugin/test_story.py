"""The life of a case among its neighbours: deployed, opened, heard of, answered, closed and found.

Rule of this file: the functions on top are an application as its authors would write it, who know
boto3 and nothing of the mock.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

TEMPLATE = Path(__file__).parent / "templates" / "support_desk.template.json"

CONTACT = (
    "arn:aws:connect:us-east-1:123456789012:instance/4a5b6c7d-0000-4000-8000-000000000001"
    "/contact/4a5b6c7d-0000-4000-8000-000000000002"
)


# The application


class Deployed(NamedTuple):
    """What the application knows of its stack."""

    domain_id: str
    template_id: str
    order_id: str
    resolution_id: str
    queue_url: str


def deploy(cloudformation: Any) -> Deployed:
    """Create the stack."""
    cloudformation.create_stack(StackName="desk", TemplateBody=TEMPLATE.read_text("utf-8"))
    (stack,) = cloudformation.describe_stacks(StackName="desk")["Stacks"]
    outputs = {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}
    return Deployed(
        domain_id=outputs["DomainId"],
        template_id=outputs["TemplateId"],
        order_id=outputs["OrderId"],
        resolution_id=outputs["ResolutionId"],
        queue_url=outputs["QueueUrl"],
    )


def enable_events(cases: Any, desk: Deployed) -> None:
    """Have the domain publish its changes, which no property of a template can ask for."""
    cases.put_case_event_configuration(
        domainId=desk.domain_id,
        eventBridge={
            "enabled": True,
            "includedData": {
                "caseData": {"fields": [{"id": "title"}, {"id": desk.order_id}]},
                "relatedItemData": {"includeContent": True},
            },
        },
    )


def open_case(cases: Any, desk: Deployed, contact_arn: str, **values: str) -> str:
    """Open a case on a contact and return its id."""
    made = cases.create_case(
        domainId=desk.domain_id,
        templateId=desk.template_id,
        fields=[{"id": key, "value": {"stringValue": value}} for key, value in values.items()],
    )
    cases.create_related_item(
        domainId=desk.domain_id,
        caseId=made["caseId"],
        type="Contact",
        content={"contact": {"contactArn": contact_arn}},
    )
    cases.tag_resource(arn=made["caseArn"], tags={"team": "returns"})
    return str(made["caseId"])


def receive(sqs: Any, queue_url: str) -> list[dict[str, Any]]:
    """Take all events out of a queue."""
    events = []
    while messages := sqs.receive_message(QueueUrl=queue_url).get("Messages"):
        for each in messages:
            events.append(json.loads(each["Body"]))
            sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=each["ReceiptHandle"])
    return events


def consume(cases: Any, sqs: Any, desk: Deployed) -> None:
    """Answer every contact in the queue, and close its case."""
    for event in receive(sqs, desk.queue_url):
        detail = event["detail"]
        if detail["eventType"] != "RELATED_ITEM.CREATED":
            continue
        item = detail["relatedItem"]
        if item["relatedItemType"] == "contact":
            answer(cases, desk, item["caseId"], f"Called back {item['contact']['contactArn']}")


def answer(cases: Any, desk: Deployed, case_id: str, body: str) -> None:
    """Comment on a case and close it."""
    case = {"domainId": desk.domain_id, "caseId": case_id}
    comment = {"body": body, "contentType": "Text/Plain"}
    cases.create_related_item(**case, type="Comment", content={"comment": comment})
    cases.update_case(
        **case,
        fields=[
            {"id": "status", "value": {"stringValue": "closed"}},
            {"id": desk.resolution_id, "value": {"stringValue": "Refunded"}},
        ],
    )


def domain_of(connect: Any, instance_id: str) -> str:
    """Find out which domain an instance of Amazon Connect uses."""
    (found,) = connect.list_integration_associations(
        InstanceId=instance_id, IntegrationType="CASES_DOMAIN"
    )["IntegrationAssociationSummaryList"]
    return str(found["IntegrationArn"].rpartition("/")[2])


# Its tests


@pytest.fixture
def desk(aws: Callable[..., Any], cases: Any) -> Deployed:
    """Return the desk, deployed and publishing its events."""
    deployed = deploy(aws("cloudformation"))
    enable_events(cases, deployed)
    return deployed


@pytest.fixture
def sqs(aws: Callable[..., Any]) -> Any:
    return aws("sqs")


@pytest.fixture
def case_id(cases: Any, desk: Deployed) -> str:
    """Return a case of a lamp, open."""
    return open_case(cases, desk, CONTACT, title="Lamp is broken", **{desk.order_id: "1002"})


def value_of(cases: Any, desk: Deployed, case_id: str, field_id: str) -> object:
    answered = cases.get_case(domainId=desk.domain_id, caseId=case_id, fields=[{"id": field_id}])
    (field,) = answered["fields"]
    return field["value"]["stringValue"]


def items_of(cases: Any, desk: Deployed, case_id: str, type_: str) -> list[dict[str, Any]]:
    """Return the contents of a case's related items of one type."""
    found = cases.search_related_items(domainId=desk.domain_id, caseId=case_id)["relatedItems"]
    return [each["content"][type_.lower()] for each in found if each["type"] == type_]


def test_stack_makes_the_template_with_a_layout_that_shows_the_order(
    cases: Any, desk: Deployed
) -> None:
    domain = cases.get_domain(domainId=desk.domain_id)
    template = cases.get_template(domainId=desk.domain_id, templateId=desk.template_id)
    layout = cases.get_layout(
        domainId=desk.domain_id, layoutId=template["layoutConfiguration"]["defaultLayout"]
    )

    (section,) = layout["content"]["basic"]["topPanel"]["sections"]
    assert (domain["name"], domain["tags"]) == ("support", {"app": "support-desk"})
    assert template["requiredFields"] == [{"fieldId": desk.order_id}]
    assert section["fieldGroup"]["fields"] == [{"id": desk.order_id}, {"id": desk.resolution_id}]


def test_case_is_opened_on_its_contact(cases: Any, desk: Deployed, case_id: str) -> None:
    (contact,) = items_of(cases, desk, case_id, "Contact")

    assert contact["contactArn"] == CONTACT
    assert value_of(cases, desk, case_id, desk.order_id) == "1002"
    assert value_of(cases, desk, case_id, "status") == "open"


def test_queue_hears_of_the_case_and_of_its_contact(sqs: Any, desk: Deployed, case_id: str) -> None:
    opened, contacted = receive(sqs, desk.queue_url)

    assert {each["detail-type"] for each in (opened, contacted)} == {"Amazon Connect Cases Change"}
    assert opened["detail"]["eventType"] == "CASE.CREATED"
    assert opened["detail"]["case"]["caseId"] == case_id
    assert opened["detail"]["case"]["fields"] == {
        "title": {"value": {"stringValue": "Lamp is broken"}},
        desk.order_id: {"value": {"stringValue": "1002"}},
    }
    assert contacted["detail"]["eventType"] == "RELATED_ITEM.CREATED"
    assert contacted["detail"]["relatedItem"]["caseId"] == case_id
    assert contacted["detail"]["relatedItem"]["contact"]["contactArn"] == CONTACT


def test_case_that_is_refused_is_never_heard_of(cases: Any, sqs: Any, desk: Deployed) -> None:
    with pytest.raises(cases.exceptions.ValidationException):
        open_case(cases, desk, CONTACT, title="A complaint without an order")

    assert receive(sqs, desk.queue_url) == []


def test_consumer_comments_on_the_case_and_closes_it(
    cases: Any, sqs: Any, desk: Deployed, case_id: str
) -> None:
    consume(cases, sqs, desk)

    (comment,) = items_of(cases, desk, case_id, "Comment")
    assert comment["body"] == f"Called back {CONTACT}"
    assert value_of(cases, desk, case_id, "status") == "closed"
    assert value_of(cases, desk, case_id, desk.resolution_id) == "Refunded"


def test_consumer_hears_of_what_it_did_and_leaves_it_at_that(
    cases: Any, sqs: Any, desk: Deployed, case_id: str
) -> None:
    consume(cases, sqs, desk)
    consume(cases, sqs, desk)

    assert len(items_of(cases, desk, case_id, "Comment")) == 1
    assert receive(sqs, desk.queue_url) == []


def test_history_of_the_case_has_the_story(
    cases: Any, sqs: Any, desk: Deployed, case_id: str
) -> None:
    consume(cases, sqs, desk)

    events = cases.get_case_audit_events(domainId=desk.domain_id, caseId=case_id)["auditEvents"]
    entries = [(each["type"], each.get("relatedItemType")) for each in reversed(events)]
    assert entries == [
        ("Case.Created", None),
        ("RelatedItem.Created", "Contact"),
        ("RelatedItem.Created", "Comment"),
        ("Case.Updated", None),
    ]


@pytest.mark.skipif(
    importlib.util.find_spec("moto.core.resource_tagging") is None,
    reason="moto's tagging API sees other services from 5.2.2 on",
)
def test_tags_find_the_case(aws: Callable[..., Any], case_id: str) -> None:
    tagged = aws("resourcegroupstaggingapi").get_resources(
        ResourceTypeFilters=["cases:case"], TagFilters=[{"Key": "team", "Values": ["returns"]}]
    )["ResourceTagMappingList"]

    (found,) = tagged
    assert found["ResourceARN"].endswith(f"/case/{case_id}")


@pytest.mark.skipif(
    importlib.util.find_spec("moto.connect") is None,
    reason="moto has Amazon Connect from 5.1.21 on",
)
def test_instance_of_amazon_connect_leads_to_the_domain(
    aws: Callable[..., Any], cases: Any, desk: Deployed
) -> None:
    connect = aws("connect")
    instance_id = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]
    connect.create_integration_association(
        InstanceId=instance_id,
        IntegrationType="CASES_DOMAIN",
        IntegrationArn=cases.get_domain(domainId=desk.domain_id)["domainArn"],
    )

    assert domain_of(connect, instance_id) == desk.domain_id


def test_role_of_another_account_sees_nothing(
    aws: Callable[..., Any], desk: Deployed, case_id: str
) -> None:
    credentials = aws("sts").assume_role(
        RoleArn="arn:aws:iam::333344445555:role/auditor", RoleSessionName="audit"
    )["Credentials"]
    elsewhere = aws(
        "connectcases",
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )

    assert elsewhere.list_domains()["domains"] == []
    with pytest.raises(elsewhere.exceptions.ResourceNotFoundException):
        elsewhere.get_case(domainId=desk.domain_id, caseId=case_id, fields=[{"id": "title"}])


def test_deleted_stack_takes_the_desk_with_it(
    aws: Callable[..., Any], cases: Any, sqs: Any, desk: Deployed, case_id: str
) -> None:
    aws("cloudformation").delete_stack(StackName="desk")

    assert cases.list_domains()["domains"] == []
    assert "QueueUrls" not in sqs.list_queues()
    with pytest.raises(cases.exceptions.ResourceNotFoundException):
        cases.get_case(domainId=desk.domain_id, caseId=case_id, fields=[{"id": "title"}])
