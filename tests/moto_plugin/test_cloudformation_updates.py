"""Stacks that change: in place, by replacement, and back again when a step fails."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.moto_plugin.stacks import CUSTOMER, DOMAIN_ID, QUEUE, Stacks, Template, ids, needs

if TYPE_CHECKING:
    from collections.abc import Callable


def titles(cases: Any, domain: dict[str, str]) -> list[str]:
    found = cases.search_cases(**domain, fields=[{"id": "title"}])["cases"]
    return [each["fields"][0]["value"]["stringValue"] for each in found]


def comments(cases: Any, case: dict[str, str]) -> list[str]:
    items = cases.search_related_items(**case)["relatedItems"]
    return [each["content"]["comment"]["body"] for each in items]


@pytest.mark.parametrize(
    ("name", "properties"),
    [
        ("Domain", {"Tags": [{"Key": "team", "Value": "returns"}]}),
        ("Field", {"Name": "Order number"}),
        ("Layout", {"Name": "Order number"}),
        ("Layout", {"Content": {"Basic": {}}}),
        ("Template", {"Status": "Inactive"}),
        ("CaseRule", {"Rule": {"Required": {"DefaultValue": True, "Conditions": []}}}),
        ("Case", {"Title": "Lost"}),
        ("RelatedItem", {"Tags": [{"Key": "team", "Value": "returns"}]}),
    ],
)
def test_what_can_change_changes_in_place(
    stacks: Stacks, name: str, properties: dict[str, Any]
) -> None:
    stacks.create(Template())
    before = stacks.arns()

    stacks.update(Template().set(name, **properties))

    assert stacks.status() == "UPDATE_COMPLETE"
    assert stacks.arns() == before


def test_changes_in_place_reach_the_service(stacks: Stacks, cases: Any) -> None:
    stacks.create(Template())
    template = Template().set("Field", Name="Order number").set("Case", Title="Lost")
    template.set("Template", Status="Inactive", Rules=[])

    stacks.update(template)

    arns = stacks.arns()
    field = ids(arns["Field"])
    (found,) = cases.batch_get_field(domainId=field["domainId"], fields=[{"id": field["fieldId"]}])[
        "fields"
    ]
    described = cases.get_template(**ids(arns["Template"]))
    assert (found["name"], found["description"]) == ("Order number", "Number of the order")
    assert (described["status"], described["rules"]) == ("Inactive", [])
    assert titles(cases, ids(arns["Domain"])) == ["Lost"]


def test_property_that_is_removed_retains_its_value(stacks: Stacks, cases: Any) -> None:
    stacks.create(Template("Domain", "Field"))

    stacks.update(Template("Domain", "Field").set("Field", Description=None))

    field = ids(stacks.arn("Field"))
    (found,) = cases.batch_get_field(domainId=field["domainId"], fields=[{"id": field["fieldId"]}])[
        "fields"
    ]
    assert found["description"] == "Number of the order"


def test_tags_follow_the_template_and_leave_those_of_others(stacks: Stacks, cases: Any) -> None:
    def tagged(**tags: str) -> Template:
        listed = [{"Key": key, "Value": value} for key, value in tags.items()]
        return Template("Domain").set("Domain", Tags=listed)

    stacks.create(tagged(team="returns", stage="test"))
    cases.tag_resource(arn=stacks.arn("Domain"), tags={"owner": "ann"})

    stacks.update(tagged(team="orders", cost="7"))

    tags = cases.list_tags_for_resource(arn=stacks.arn("Domain"))["tags"]
    assert tags == {"team": "orders", "cost": "7", "owner": "ann"}


def test_attributes_follow_an_update(stacks: Stacks) -> None:
    template = Template("Domain", "Field")
    template.outputs = {"Name": {"Value": {"Fn::GetAtt": ["Field", "LastModifiedTime"]}}}
    stacks.create(template)
    before = stacks.outputs()["Name"]

    stacks.update(template.set("Field", Name="Order number"))

    assert stacks.outputs()["Name"] > before


@pytest.mark.parametrize(
    ("name", "properties"),
    [
        ("Domain", {"Name": "returns"}),
        ("Field", {"Type": "Number"}),
        ("Field", {"DomainId": "other"}),
        ("Layout", {"DomainId": "other"}),
        ("Template", {"DomainId": "other"}),
        ("CaseRule", {"DomainId": "other"}),
    ],
)
def test_what_cannot_change_fails_and_nothing_changes(
    stacks: Stacks, name: str, properties: dict[str, Any]
) -> None:
    stacks.create(Template())
    before = stacks.arns()

    refusal = stacks.refusal("update", Template().set(name, **properties))

    (property_,) = properties
    assert refusal == (
        f"ValidationError: The following resource(s) failed to update: [{name}]. Properties"
        f" validation failed with message: #/{property_}: updates are not supported"
    )
    assert stacks.status() == "UPDATE_ROLLBACK_COMPLETE"
    assert stacks.arns() == before


def test_type_of_a_resource_cannot_change(stacks: Stacks) -> None:
    stacks.create(Template("Domain", "Field"))
    template = Template("Domain", "Field")
    template.resources["Field"]["Type"] = "AWS::Cases::Template"
    template.set("Field", Type=None)

    assert "update of resource type is not permitted" in stacks.refusal("update", template)


@needs("DeleteCase")
def test_case_of_another_customer_is_another_case(stacks: Stacks, cases: Any) -> None:
    stacks.create(Template())
    before = stacks.arns()

    stacks.update(Template().set("Case", CustomerId=f"{CUSTOMER}-too"))

    after = stacks.arns()
    assert after["Case"] != before["Case"]
    assert after["Template"] == before["Template"]
    assert len(titles(cases, ids(after["Domain"]))) == 1


def test_what_refers_to_a_replaced_case_is_replaced_too(stacks: Stacks, cases: Any) -> None:
    stacks.create(Template())
    before = stacks.arn("RelatedItem")

    stacks.update(Template().set("Case", CustomerId=f"{CUSTOMER}-too"))

    assert stacks.arn("RelatedItem") != before
    assert stacks.arn("RelatedItem").startswith(f"{stacks.arn('Case')}/")
    assert comments(cases, ids(stacks.arn("Case"))) == ["Hello"]


@needs("DeleteCase")
def test_comment_with_another_body_is_another_item(stacks: Stacks, cases: Any) -> None:
    content = {"Comment": {"Body": "Goodbye", "ContentType": "Text/Plain"}}
    stacks.create(Template())

    stacks.update(Template().set("RelatedItem", Content=content))

    assert comments(cases, ids(stacks.arn("Case"))) == ["Goodbye"]


def test_added_and_removed_resources_come_and_go(stacks: Stacks, cases: Any) -> None:
    stacks.create(Template("Domain", "Field"))
    domain = ids(stacks.arn("Domain"))

    stacks.update(Template("Domain", "CaseRule"))

    fields = cases.list_fields(**domain)["fields"]
    assert {each["namespace"] for each in fields} == {"System"}
    assert len(cases.list_case_rules(**domain)["caseRules"]) == 1


def test_removed_resource_can_be_added_again(stacks: Stacks, cases: Any) -> None:
    stacks.create(Template("Domain", "Field"))
    before = stacks.arn("Field")
    stacks.update(Template("Domain"))

    stacks.update(Template("Domain", "Field"))

    assert stacks.arn("Field") != before
    fields = cases.list_fields(**ids(stacks.arn("Domain")))["fields"]
    assert [each["name"] for each in fields if each["namespace"] == "Custom"] == ["Order"]


def test_name_is_free_only_after_the_update_that_gives_it_up(stacks: Stacks) -> None:
    stacks.create(Template("Domain"))
    other = Template("Domain")
    other.resources = {"Other": other.resources["Domain"]}

    assert "ConflictException" in stacks.refusal("update", other)
    assert set(stacks.arns()) == {"Domain"}


@pytest.mark.parametrize("policy", ["Retain", "RetainExceptOnCreate"])
def test_retained_resource_stays_when_it_leaves_the_template(
    stacks: Stacks, cases: Any, policy: str
) -> None:
    template = Template("Domain", "Field")
    template.resources["Field"]["DeletionPolicy"] = policy
    stacks.create(template)

    stacks.update(Template("Domain"))

    fields = cases.list_fields(**ids(stacks.arn("Domain")))["fields"]
    assert [each["name"] for each in fields if each["namespace"] == "Custom"] == ["Order"]


@pytest.mark.parametrize(
    ("policy", "count"),
    [
        ("UpdateReplacePolicy", 2),
        # An older model has no operation that deletes a case.
        pytest.param("DeletionPolicy", 1, marks=pytest.mark.newest_model),
    ],
)
def test_update_replace_policy_decides_on_replaced_resources(
    stacks: Stacks, cases: Any, policy: str, count: int
) -> None:
    """A new customer makes a new case; whether the old one stays is not for DeletionPolicy."""
    template = Template()
    template.resources["Case"][policy] = "Retain"
    stacks.create(template)

    stacks.update(template.set("Case", CustomerId=f"{CUSTOMER}-too"))

    assert len(titles(cases, ids(stacks.arn("Domain")))) == count


def test_removed_resource_is_no_replaced_one(stacks: Stacks, cases: Any) -> None:
    template = Template("Domain", "Field")
    template.resources["Field"]["UpdateReplacePolicy"] = "Retain"
    stacks.create(template)

    stacks.update(Template("Domain"))

    fields = cases.list_fields(**ids(stacks.arn("Domain")))["fields"]
    assert [each["name"] for each in fields if each["namespace"] == "Custom"] == []


@pytest.mark.parametrize(("policy", "left"), [("Retain", 1), ("RetainExceptOnCreate", 0)])
def test_policy_decides_on_what_a_failed_update_created(
    stacks: Stacks, cases: Any, policy: str, left: int
) -> None:
    stacks.create(Template("Domain"))
    template = Template("Domain", "Field")
    template.resources["Field"]["DeletionPolicy"] = policy
    template.add("Broken", "AWS::Cases::Field", DomainId=DOMAIN_ID, Name="Broken", Type="Colour")

    stacks.refusal("update", template)

    fields = cases.list_fields(**ids(stacks.arn("Domain")))["fields"]
    assert len([each for each in fields if each["namespace"] == "Custom"]) == left


def test_failed_update_goes_back_to_what_was(
    stacks: Stacks, cases: Any, aws: Callable[..., Any]
) -> None:
    stacks.create(Template())
    before = stacks.arns()
    template = Template().without("RelatedItem", "CaseRule").set("Template", Rules=[])
    template.set("Field", Name="Order number", Tags=[{"Key": "team", "Value": "returns"}])
    template.set("Case", CustomerId=f"{CUSTOMER}-too")
    template.resources["Queue"] = QUEUE
    template.add("Added", "AWS::Cases::Field", DomainId=DOMAIN_ID, Name="Added", Type="Text")
    template.add("Broken", "AWS::Cases::Field", DomainId=DOMAIN_ID, Name="Broken", Type="Colour")

    refusal = stacks.refusal("update", template)

    domain = ids(before["Domain"])
    fields = [
        each for each in cases.list_fields(**domain)["fields"] if each["namespace"] == "Custom"
    ]
    assert "failed to create: [Broken]" in refusal
    assert stacks.status() == "UPDATE_ROLLBACK_COMPLETE"
    assert stacks.arns() == before
    assert [each["name"] for each in fields] == ["Order"]
    assert cases.list_tags_for_resource(arn=before["Field"])["tags"] == {}
    assert len(cases.get_template(**ids(before["Template"]))["rules"]) == 1
    assert comments(cases, ids(before["Case"])) == ["Hello"]
    assert len(titles(cases, domain)) == 1
    assert "QueueUrls" not in aws("sqs").list_queues()
    assert "[Broken]" in stacks.reasons()


def test_step_that_fails_halfway_is_taken_back(stacks: Stacks, cases: Any) -> None:
    stacks.create(Template("Domain", "Field"))
    tags = [{"Key": "aws:team", "Value": "returns"}]

    refusal = stacks.refusal(
        "update", Template("Domain", "Field").set("Field", Name="Order number", Tags=tags)
    )

    fields = cases.list_fields(**ids(stacks.arn("Domain")))["fields"]
    assert "failed to update: [Field]" in refusal
    assert [each["name"] for each in fields if each["namespace"] == "Custom"] == ["Order"]


@needs("DeleteCase")
def test_replacement_that_fails_leaves_the_old_resource(stacks: Stacks, cases: Any) -> None:
    stacks.create(Template())
    before = stacks.arns()
    template = Template().set("Case", CustomerId=f"{CUSTOMER}-too")
    template.set("RelatedItem", Type="Contact")

    stacks.refusal("update", template)

    assert stacks.arns() == before
    assert len(titles(cases, ids(before["Domain"]))) == 1
    assert comments(cases, ids(before["Case"])) == ["Hello"]


def test_stack_can_be_updated_after_a_failed_update(stacks: Stacks) -> None:
    stacks.create(Template("Domain", "Field"))
    stacks.refusal("update", Template("Domain", "Field").set("Field", Type="Number"))

    stacks.update(Template("Domain", "Field").set("Field", Name="Order number"))

    assert stacks.status() == "UPDATE_COMPLETE"


def test_template_of_a_failed_update_is_forgotten(stacks: Stacks) -> None:
    template = Template("Domain", "Field")
    stacks.create(template)

    stacks.refusal("update", Template("Domain", "Field").set("Field", Type="Number"))

    body = stacks.client.get_template(StackName="desk")["TemplateBody"]
    assert (body if isinstance(body, dict) else json.loads(body)) == json.loads(str(template))


def test_circle_in_an_update_is_refused_and_nothing_changes(stacks: Stacks) -> None:
    stacks.create(Template("Domain", "Field", "Layout"))
    before = stacks.arns()
    template = Template("Domain", "Field", "Layout").set("Field", Name={"Ref": "Layout"})

    refusal = stacks.refusal("update", template)

    assert "Circular dependency between resources: [Field, Layout]" in refusal
    assert stacks.arns() == before


def test_changed_parameter_updates_what_uses_it(stacks: Stacks, cases: Any) -> None:
    resources = Template("Domain", "Field").set("Field", Name={"Ref": "Label"}).resources
    parameters = {"Label": {"Type": "String"}}
    body = json.dumps({"Parameters": parameters, "Resources": resources})

    def label(value: str) -> dict[str, Any]:
        return {"Parameters": [{"ParameterKey": "Label", "ParameterValue": value}]}

    stacks.create(body, **label("Order"))

    stacks.update(body, **label("Order number"))

    fields = cases.list_fields(**ids(stacks.arn("Domain")))["fields"]
    assert [each["name"] for each in fields if each["namespace"] == "Custom"] == ["Order number"]


def test_failed_update_goes_back_to_the_parameters_that_were(stacks: Stacks, cases: Any) -> None:
    resources = Template("Domain", "Field").set("Field", Type={"Ref": "Kind"}).resources
    body = json.dumps({"Parameters": {"Kind": {"Type": "String"}}, "Resources": resources})
    text = [{"ParameterKey": "Kind", "ParameterValue": "Text"}]
    number = [{"ParameterKey": "Kind", "ParameterValue": "Number"}]
    stacks.create(body, Parameters=text)
    with pytest.raises(stacks.client.exceptions.ClientError, match="not supported"):
        stacks.update(body, Parameters=number)

    described = stacks.client.describe_stacks(StackName="desk")["Stacks"][0]

    assert described["Parameters"] == text
