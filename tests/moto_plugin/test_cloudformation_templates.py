"""Templates as tools write them, stacks within stacks, and change sets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from tests.moto_plugin.stacks import OUTPUTS, Stacks, Template, ids, needs

if TYPE_CHECKING:
    from collections.abc import Callable

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture
def upload(aws: Callable[..., Any]) -> Callable[[Any], str]:
    """Return a function that stores a template for a nested stack and returns its URL."""
    s3 = aws("s3")
    s3.create_bucket(Bucket="templates")

    def put(template: Any) -> str:
        s3.put_object(Bucket="templates", Key="inner", Body=str(template).encode())
        return "https://templates.s3.amazonaws.com/inner"

    return put


def nesting(url: str) -> Template:
    template = Template("Domain").without("Domain")
    return template.add("Inner", "AWS::CloudFormation::Stack", TemplateURL=url)


def change(stacks: Stacks, template: Any, type_: str) -> None:
    stacks.client.create_change_set(
        StackName="desk", ChangeSetName="change", ChangeSetType=type_, TemplateBody=str(template)
    )
    stacks.client.execute_change_set(StackName="desk", ChangeSetName="change")


@needs("CreateField", "attributes")
def test_template_synthesised_by_cdk(stacks: Stacks, cases: Any, aws: Callable[..., Any]) -> None:
    aws("ssm").put_parameter(Name="/cdk-bootstrap/hnb659fds/version", Value="21", Type="String")
    body = (TEMPLATES / "support_desk_cdk.template.json").read_text()

    stacks.create(body)

    (domain,) = cases.list_domains()["domains"]
    template = cases.get_template(
        domainId=domain["domainId"], templateId=stacks.outputs()["TemplateId"]
    )
    layout = cases.get_layout(
        domainId=domain["domainId"], layoutId=template["layoutConfiguration"]["defaultLayout"]
    )
    (exported,) = stacks.client.list_exports()["Exports"]
    assert domain["name"] == "support-us-east-1"
    assert template["requiredFields"] == [{"fieldId": "title"}]
    assert len(template["rules"]) == 1
    assert layout["content"]["basic"]["moreInfo"]["sections"][0]["fieldGroup"]["name"] == "Order"
    assert exported["Value"] == domain["domainId"]


def test_sam_template(stacks: Stacks, cases: Any) -> None:
    body = (TEMPLATES / "support_desk_sam.yaml").read_text()

    with pytest.warns(UserWarning, match="AWS::Serverless::Function"):
        stacks.create(body)

    outputs = stacks.outputs()
    domain = cases.get_domain(**ids(outputs["DomainArn"]))
    template = cases.get_template(domainId=domain["domainId"], templateId=outputs["TemplateId"])
    assert domain["name"] == "support-us-east-1"
    assert domain["tags"] == {"app": "support"}
    assert len(template["requiredFields"]) == 1


def test_nested_stack_makes_its_resources(
    stacks: Stacks, cases: Any, upload: Callable[[Any], str]
) -> None:
    stacks.create(nesting(upload(Template())))

    assert stacks.status() == "CREATE_COMPLETE"
    assert [each["name"] for each in cases.list_domains()["domains"]] == ["support"]


def test_nested_stack_is_deleted_with_the_outer_one(
    stacks: Stacks, cases: Any, upload: Callable[[Any], str]
) -> None:
    stacks.create(nesting(upload(Template())))

    stacks.delete()

    assert cases.list_domains()["domains"] == []


def test_failed_nested_stack_leaves_nothing(
    stacks: Stacks, cases: Any, upload: Callable[[Any], str], aws: Callable[..., Any]
) -> None:
    inner = Template("Domain", "Field").set("Field", Type="Colour")
    outer = nesting(upload(inner))
    outer.resources = {"Queue": {"Type": "AWS::SQS::Queue"}, **outer.resources}

    refusal = stacks.refusal("create", outer)

    listed = stacks.client.describe_stacks()["Stacks"]
    assert "failed to create: [Field]" in refusal
    assert [(each["StackName"], each["StackStatus"]) for each in listed] == [
        ("desk", "ROLLBACK_COMPLETE")
    ]
    assert cases.list_domains()["domains"] == []
    assert "QueueUrls" not in aws("sqs").list_queues()


def test_nested_stack_goes_with_an_outer_one_that_fails(
    stacks: Stacks, cases: Any, upload: Callable[[Any], str]
) -> None:
    outer = nesting(upload(Template("Domain"))).add("Broken", "AWS::Cases::Domain", Name="x ")

    refusal = stacks.refusal("create", outer)

    assert "failed to create: [Broken]" in refusal
    assert cases.list_domains()["domains"] == []


def test_change_set_makes_a_stack(stacks: Stacks, cases: Any) -> None:
    change(stacks, Template(), "CREATE")

    assert stacks.status() == "CREATE_COMPLETE"
    assert len(cases.list_domains()["domains"]) == 1


def test_change_set_updates_a_stack(stacks: Stacks, cases: Any) -> None:
    stacks.create(Template("Domain", "Field"))

    change(stacks, Template("Domain", "Field").set("Field", Name="Order number"), "UPDATE")

    fields = cases.list_fields(**ids(stacks.arn("Domain")))["fields"]
    assert stacks.status() == "UPDATE_COMPLETE"
    assert [each["name"] for each in fields if each["namespace"] == "Custom"] == ["Order number"]


def test_change_set_that_cannot_make_its_stack_leaves_nothing(stacks: Stacks, cases: Any) -> None:
    template = Template("Domain", "Field").set("Field", Type="Colour")

    with pytest.raises(ClientError, match="ValidationException"):
        change(stacks, template, "CREATE")

    assert stacks.status() == "ROLLBACK_COMPLETE"
    assert stacks.arns() == {}
    assert cases.list_domains()["domains"] == []


def test_change_set_that_cannot_update_its_stack_changes_nothing(
    stacks: Stacks, cases: Any
) -> None:
    stacks.create(Template("Domain", "Field"))
    template = Template("Domain", "Field").set("Field", Name="Order number")
    template.add("Broken", "AWS::Cases::Domain", Name="support")

    with pytest.raises(ClientError, match="ConflictException"):
        change(stacks, template, "UPDATE")

    fields = cases.list_fields(**ids(stacks.arn("Domain")))["fields"]
    assert stacks.status() == "UPDATE_ROLLBACK_COMPLETE"
    assert [each["name"] for each in fields if each["namespace"] == "Custom"] == ["Order"]


def test_template_that_is_no_object_is_moto_s_to_refuse(stacks: Stacks, cases: Any) -> None:
    body = json.dumps({"Resources": Template("Domain").resources, "Outputs": None})

    with pytest.raises(ClientError, match="null"):
        stacks.create(body)

    assert cases.list_domains()["domains"] == []


def test_outputs_can_be_imported_by_another_stack(stacks: Stacks, cases: Any) -> None:
    template = Template("Domain")
    export = {"Export": {"Name": "desk"}}
    template.outputs = {"DomainId": {**OUTPUTS["DomainDomainId"], **export}}
    stacks.create(template)
    domain_id = {"Fn::ImportValue": "desk"}

    stacks.create(Template("Field").set("Field", DomainId=domain_id), "fields")

    fields = cases.list_fields(**ids(stacks.arn("Domain")))["fields"]
    assert [each["name"] for each in fields if each["namespace"] == "Custom"] == ["Order"]
