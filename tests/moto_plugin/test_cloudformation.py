"""AWS::Cases::* in CloudFormation: made, read, tagged, deleted, and refused."""

from __future__ import annotations

import importlib
import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from botocore.parsers import ResponseParserError
from moto.core.common_models import CloudFormationModel
from moto.core.model_instances import model_data

from mock_connectcases import mock_connectcases
from tests.interpreters import output_of
from tests.moto_plugin.stacks import (
    ATTRIBUTES,
    CUSTOMER,
    OUTPUTS,
    QUEUE,
    RESOURCES,
    Stacks,
    Template,
    get,
    ids,
    needs,
)

if TYPE_CHECKING:
    from collections.abc import Callable


class Modules(NamedTuple):
    """What of moto is wrapped, and our modules that wrap it."""

    models: Any
    resources: Any
    stacks: Any


@pytest.fixture
def modules() -> Modules:
    """Import what takes two seconds only in a worker that needs it."""
    models = importlib.import_module("moto.cloudformation.models")
    ours = "mock_connectcases.moto_plugin.cloudformation"
    return Modules(
        models, *(importlib.import_module(f"{ours}.{each}") for each in ("resources", "stacks"))
    )


def test_resources_are_those_of_the_service(stacks: Stacks, cases: Any) -> None:
    stacks.create(Template())
    arns = stacks.arns()

    domain = ids(arns["Domain"])
    template = cases.get_template(**ids(arns["Template"]))

    assert stacks.status() == "CREATE_COMPLETE"
    assert cases.get_domain(**domain)["name"] == "support"
    assert template["layoutConfiguration"] == {"defaultLayout": ids(arns["Layout"])["layoutId"]}
    assert template["rules"] == [
        {
            "caseRuleId": ids(arns["CaseRule"])["caseRuleId"],
            "fieldId": ids(arns["Field"])["fieldId"],
        }
    ]
    found = cases.get_case(**ids(arns["Case"]), fields=[{"id": "title"}, {"id": "customer_id"}])
    assert [each["value"]["stringValue"] for each in found["fields"]] == ["Late", CUSTOMER]
    (item,) = cases.search_related_items(**ids(arns["Case"]))["relatedItems"]
    assert item["content"]["comment"]["body"] == "Hello"


def test_connection_that_a_test_lets_fail_is_the_failure_of_a_resource(
    stacks: Stacks, cases: Any
) -> None:
    handle = mock_connectcases()
    fault = handle.fail("CreateTemplate", "ReadTimeoutError", lost_answer=True, times=None)

    refusal = stacks.refusal("create", Template())

    assert fault.fired
    assert "ReadTimeoutError: Read timeout on endpoint URL" in refusal
    assert "(HandlerErrorCode: NetworkFailure)" in refusal
    assert stacks.status() == "ROLLBACK_COMPLETE"
    assert cases.list_domains()["domains"] == []


def test_every_documented_attribute_is_an_output(stacks: Stacks, cases: Any) -> None:
    template = Template()
    template.outputs = OUTPUTS

    stacks.create(template)

    outputs = stacks.outputs()
    assert set(outputs) == set(OUTPUTS)
    assert outputs["DomainDomainStatus"] == "Active"
    assert outputs["FieldNamespace"] == "Custom"
    field = cases.batch_get_field(
        **ids(outputs["DomainRef"]), fields=[{"id": outputs["FieldFieldId"]}]
    )["fields"][0]
    assert outputs["FieldCreatedTime"] == f"{field['createdTime']:%FT%T}.{_milliseconds(field)}Z"
    assert all(
        outputs[f"{name}Ref"] == outputs[f"{name}{attribute}"]
        for name, attributes in ATTRIBUTES.items()
        for attribute in attributes
        if attribute.endswith("Arn")
    )


def _milliseconds(field: dict[str, Any]) -> str:
    return f"{field['createdTime'].microsecond // 1000:03d}"


@pytest.mark.parametrize("name", RESOURCES)
def test_unknown_attribute_is_refused(stacks: Stacks, cases: Any, name: str) -> None:
    template = Template()
    template.outputs = {"Color": {"Value": get(name, "Color")}}

    assert "does not support attribute type Color" in stacks.refusal("create", template)
    assert cases.list_domains()["domains"] == []


def test_unknown_attribute_between_resources_is_refused(stacks: Stacks, cases: Any) -> None:
    template = Template("Domain", "Field").set("Field", Name=get("Domain", "Color"))

    assert "does not support attribute type Color" in stacks.refusal("create", template)
    assert cases.list_domains()["domains"] == []


@pytest.mark.parametrize("name", RESOURCES)
def test_tags_are_those_of_the_resource(stacks: Stacks, cases: Any, name: str) -> None:
    template = Template().set(name, Tags=[{"Key": "team", "Value": "returns"}])

    stacks.create(template)

    assert cases.list_tags_for_resource(arn=stacks.arn(name))["tags"] == {"team": "returns"}


def test_order_follows_references_and_not_the_template(stacks: Stacks) -> None:
    template = Template()
    template.resources = dict(reversed(template.resources.items()))

    stacks.create(template)

    assert stacks.status() == "CREATE_COMPLETE"


def test_order_follows_depends_on(stacks: Stacks, cases: Any) -> None:
    template = Template("Domain").add("First", "AWS::Cases::Domain", Name="first")
    template.resources["Domain"]["DependsOn"] = ["First"]

    stacks.create(template)

    assert [each["name"] for each in cases.list_domains()["domains"]] == ["first", "support"]


def test_other_services_can_use_attributes(stacks: Stacks, aws: Callable[..., Any]) -> None:
    name = {"Fn::Sub": "cases-${Domain.DomainId}"}
    template = Template("Domain").add("Queue", "AWS::SQS::Queue", QueueName=name)

    stacks.create(template)

    domain_id = ids(stacks.arn("Domain"))["domainId"]
    (url,) = aws("sqs").list_queues()["QueueUrls"]
    assert url.endswith(f"/cases-{domain_id}")


def test_deleted_stack_takes_its_resources_along(stacks: Stacks, cases: Any) -> None:
    stacks.create(Template())

    stacks.delete()

    assert cases.list_domains()["domains"] == []


def test_looking_at_a_deleted_stack_makes_nothing(stacks: Stacks, cases: Any) -> None:
    template = Template()
    template.outputs = OUTPUTS
    stack_id = stacks.create(template)
    stacks.delete()

    stacks.outputs(stack_id)
    stacks.arns(stack_id)

    assert stacks.status(stack_id) == "DELETE_COMPLETE"
    assert cases.list_domains()["domains"] == []


@needs("DeleteCase")
def test_resources_in_a_domain_of_somebody_else_are_deleted(stacks: Stacks, cases: Any) -> None:
    domain = cases.create_domain(name="support")["domainId"]
    template = Template("Field", "Layout", "CaseRule", "Template", "Case", "RelatedItem")
    for each in template.resources:
        template.set(each, DomainId=domain)
    stacks.create(template)

    stacks.delete()

    assert cases.list_templates(domainId=domain)["templates"] == []
    assert cases.list_layouts(domainId=domain)["layouts"] == []
    assert cases.list_case_rules(domainId=domain)["caseRules"] == []
    assert cases.search_cases(domainId=domain)["cases"] == []
    fields = cases.list_fields(domainId=domain)["fields"]
    assert {each["namespace"] for each in fields} == {"System"}


@needs("DeleteCase")
def test_stack_with_a_resource_that_is_gone_can_be_deleted(stacks: Stacks, cases: Any) -> None:
    stack_id = stacks.create(Template())
    arns = stacks.arns()
    cases.delete_field(**ids(arns["Field"]))
    cases.delete_case(**ids(arns["Case"]))

    stacks.delete()

    assert stacks.status(stack_id) == "DELETE_COMPLETE"


@pytest.mark.parametrize("policy", ["Retain", "RetainExceptOnCreate"])
def test_retained_resource_stays(stacks: Stacks, cases: Any, policy: str) -> None:
    template = Template("Domain")
    template.resources["Domain"]["DeletionPolicy"] = policy
    stacks.create(template)

    stacks.delete()

    assert [each["name"] for each in cases.list_domains()["domains"]] == ["support"]


@pytest.mark.parametrize(
    ("policy", "left"), [("Retain", ["support"]), ("RetainExceptOnCreate", [])]
)
def test_policy_decides_on_what_a_failed_creation_leaves(
    stacks: Stacks, cases: Any, policy: str, left: list[str]
) -> None:
    template = Template("Domain", "Field").set("Field", Type="Colour")
    template.resources["Domain"]["DeletionPolicy"] = policy

    stacks.refusal("create", template)

    assert [each["name"] for each in cases.list_domains()["domains"]] == left


@pytest.mark.parametrize(
    ("name", "properties", "reason"),
    [
        ("Domain", {"Color": "red"}, "#: extraneous key [Color] is not permitted"),
        ("Domain", {"Name": None}, "#: required key [Name] not found"),
        ("Domain", {"Name": ["a"]}, "#/Name: expected type: String, found: JSONArray"),
        ("Domain", {"Tags": {"a": "b"}}, "#/Tags: expected type: JSONArray, found: JSONObject"),
        ("Domain", {"Tags": [{"Key": "a"}]}, "#/Tags/0: required key [Value] not found"),
        ("Domain", {"Tags": ["a"]}, "#/Tags/0: expected type: JSONObject, found: String"),
        (
            "Domain",
            {"Tags": [{"Key": "a", "Value": "b", "Color": "c"}]},
            "#/Tags/0: extraneous key [Color] is not permitted",
        ),
        ("Field", {"DomainId": None}, "#: required key [DomainId] not found"),
        ("Field", {"name": "x"}, "#: extraneous key [name] is not permitted"),
        (
            "Layout",
            {"Content": {"Basic": {"TopPanel": {"Sections": {}}}}},
            "#/Content/Basic/TopPanel/Sections: expected type: JSONArray, found: JSONObject",
        ),
        (
            "Layout",
            {"Content": {"Basic": {"Bottom": {}}}},
            "#/Content/Basic: extraneous key [Bottom] is not permitted",
        ),
        (
            "Layout",
            {"Content": {"basic": {}}},
            "#/Content: extraneous key [basic] is not permitted",
        ),
        ("Layout", {"Content": 7}, "#/Content: expected type: JSONObject, found: Number"),
        (
            "CaseRule",
            {"Rule": {"Required": {"DefaultValue": "maybe", "Conditions": []}}},
            "#/Rule/Required/DefaultValue: expected type: Boolean, found: String",
        ),
        ("CaseRule", {"Rule": {"FieldOptions": {}}}, "extraneous key [FieldOptions]"),
        *(
            (
                "CaseRule",
                {"Rule": {"Required": {"DefaultValue": True, "Conditions": [{name: {}}]}}},
                f"#/Rule/Required/Conditions/0: extraneous key [{name}] is not permitted",
            )
            for name in ("AndAll", "OrAll")
        ),
        *(
            (
                "Domain",
                {"Tags": [{"Key": key, "Value": "b"}]},
                "#/Tags/0/Key: failed validation constraint for keyword [pattern]",
            )
            for key in ("aws:a", "cost center", "größe")
        ),
        *(
            pytest.param(
                "Case",
                {"Tags": [{"Key": key, "Value": "b"}]},
                "#/Tags/0/Key: failed validation constraint for keyword [pattern]",
                marks=pytest.mark.newest_model,
            )
            for key in ("AWS:a", "größe")
        ),
        ("RelatedItem", {"Content": {"File": {"FileArn": "a"}}}, "extraneous key [File]"),
        ("Template", {"TagPropagationConfigurations": []}, "[TagPropagationConfigurations]"),
    ],
)
def test_properties_that_do_not_fit_are_refused(
    stacks: Stacks, cases: Any, name: str, properties: dict[str, Any], reason: str
) -> None:
    template = Template().set(name, **properties)

    refusal = stacks.refusal("create", template)

    assert refusal.startswith(
        f"ValidationError: The following resource(s) failed to create: [{name}]. "
        "Properties validation failed with message: "
    )
    assert reason in refusal
    assert cases.list_domains()["domains"] == []


@pytest.mark.parametrize(
    ("name", "properties", "code"),
    [
        ("Domain", {"Name": "ends in a blank "}, "ValidationException"),
        ("Field", {"Type": "Colour"}, "ValidationException"),
        ("Field", {"DomainId": "unknown"}, "ResourceNotFoundException"),
        ("Layout", {"DomainId": ""}, "UnknownOperationException"),
        ("Template", {"RequiredFields": [{"FieldId": "unknown"}]}, "ValidationException"),
        ("Case", {"TemplateId": "unknown"}, "ResourceNotFoundException"),
        ("Case", {"CustomerId": "ann"}, "ValidationException"),
        ("RelatedItem", {"Type": "Contact"}, "ValidationException"),
        ("Domain", {"Tags": [{"Key": "AWS:a", "Value": "b"}]}, "ValidationException"),
        ("RelatedItem", {"Tags": [{"Key": "AWS:a", "Value": "b"}]}, "ValidationException"),
    ],
)
def test_refusal_of_the_service_is_the_reason(
    stacks: Stacks, cases: Any, name: str, properties: dict[str, Any], code: str
) -> None:
    template = Template().set(name, **properties)

    refusal = stacks.refusal("create", template)

    assert refusal.startswith(
        f"ValidationError: The following resource(s) failed to create: [{name}]. "
        f'Resource handler returned message: "{code}: '
    )
    assert stacks.status() == "ROLLBACK_COMPLETE"
    assert cases.list_domains()["domains"] == []


def test_name_in_use_is_refused(stacks: Stacks, cases: Any) -> None:
    cases.create_domain(name="support")

    refusal = stacks.refusal("create", Template("Domain"))

    assert "ConflictException" in refusal
    assert "HandlerErrorCode: AlreadyExists" in refusal


def test_reason_may_quote_what_is_special_in_xml(stacks: Stacks) -> None:
    name = '<Fish & "Chips"> '

    refusal = stacks.refusal("create", Template("Domain").set("Domain", Name=name))

    assert refusal.startswith("ValidationError: The following")
    assert "ValidationException" in stacks.reasons()


def test_region_without_the_service_is_refused(aws: Callable[..., Any]) -> None:
    stacks = Stacks(aws("cloudformation", region_name="eu-north-1"))

    assert "not offered in 'eu-north-1'" in stacks.refusal("create", Template("Domain"))


def test_failed_stack_leaves_nothing_of_any_service(
    stacks: Stacks, cases: Any, aws: Callable[..., Any]
) -> None:
    template = Template()
    template.outputs = OUTPUTS
    template.resources = {"Queue": QUEUE, **template.resources}
    template.set("RelatedItem", CaseId="unknown")

    refusal = stacks.refusal("create", template)

    assert stacks.status() == "ROLLBACK_COMPLETE"
    assert stacks.outputs() == {}
    assert stacks.arns() == {}
    assert cases.list_domains()["domains"] == []
    assert "QueueUrls" not in aws("sqs").list_queues()
    assert refusal.removeprefix("ValidationError: ") in stacks.reasons()


def test_failed_stack_with_exports_leaves_nothing(stacks: Stacks, cases: Any) -> None:
    template = Template("Domain", "Field").set("Field", Type="Colour")
    template.outputs = {
        "Domain": {"Value": {"Ref": "Domain"}, "Export": {"Name": "support"}},
        "Field": {"Value": {"Ref": "Field"}, "Export": {"Name": "order"}},
    }

    stacks.refusal("create", template)

    assert stacks.status() == "ROLLBACK_COMPLETE"
    assert cases.list_domains()["domains"] == []
    assert stacks.client.list_exports()["Exports"] == []


def test_failed_stack_can_be_deleted_and_made_anew(stacks: Stacks, cases: Any) -> None:
    stacks.refusal("create", Template("Domain", "Field").set("Field", Type="Colour"))

    stacks.delete()
    stacks.create(Template("Domain", "Field"))

    assert [each["name"] for each in cases.list_domains()["domains"]] == ["support"]


def test_failure_of_another_service_leaves_nothing_of_ours(stacks: Stacks, cases: Any) -> None:
    template = Template("Domain").add("Rule", "AWS::Events::Rule", ScheduleExpression="never")
    template.resources["Rule"]["DependsOn"] = "Domain"

    # moto writes this error in a form that the client of CloudFormation cannot read.
    with pytest.raises(ResponseParserError):
        stacks.create(template)

    assert stacks.status() == "ROLLBACK_COMPLETE"
    assert cases.list_domains()["domains"] == []


@pytest.mark.parametrize(
    "reference",
    [{"Ref": "Layout"}, get("Layout", "LayoutId"), {"Fn::Sub": "${Layout.LayoutId}"}],
)
def test_circle_of_references_is_refused(
    stacks: Stacks, cases: Any, reference: dict[str, Any]
) -> None:
    template = Template("Domain", "Field", "Layout").set("Field", Name=reference)

    refusal = stacks.refusal("create", template)

    assert refusal == ("ValidationError: Circular dependency between resources: [Field, Layout]")
    assert cases.list_domains()["domains"] == []


def test_circle_of_depends_on_is_refused(stacks: Stacks) -> None:
    template = Template("Domain")
    template.resources["Domain"]["DependsOn"] = "Domain"

    assert "Circular dependency" in stacks.refusal("create", template)


def test_unknown_reference_is_refused(stacks: Stacks, cases: Any) -> None:
    template = Template("Domain", "Field").set("Field", DomainId={"Ref": "Elsewhere"})

    assert "Unresolved resource dependencies [Elsewhere]" in stacks.refusal("create", template)
    assert cases.list_domains()["domains"] == []


def test_variables_of_a_substitution_are_no_references(stacks: Stacks, cases: Any) -> None:
    name = {"Fn::Sub": ["${AWS::Region} ${Shop} ${!Literal}", {"Shop": "support"}]}

    stacks.create(Template("Domain").set("Domain", Name=name))

    assert cases.list_domains()["domains"][0]["name"] == "us-east-1 support ${Literal}"


@pytest.mark.parametrize(("given", "stored"), [("true", True), ("false", False), (True, True)])
def test_text_of_a_boolean_is_taken(
    stacks: Stacks, cases: Any, given: Any, *, stored: bool
) -> None:
    rule = {"Required": {"DefaultValue": given, "Conditions": []}}
    stacks.create(Template("Domain", "CaseRule").set("CaseRule", Rule=rule))
    arn = ids(stacks.arn("CaseRule"))

    (found,) = cases.batch_get_case_rule(
        domainId=arn["domainId"], caseRules=[{"id": arn["caseRuleId"]}]
    )["caseRules"]

    assert found["rule"]["required"]["defaultValue"] is stored


def test_text_of_a_number_is_taken_and_a_number_as_text(stacks: Stacks, cases: Any) -> None:
    operands = {
        "OperandOne": {"FieldId": get("Field", "FieldId")},
        "OperandTwo": {"DoubleValue": "7.5"},
        "Result": True,
    }
    rule = {"Required": {"DefaultValue": False, "Conditions": [{"NotEqualTo": operands}]}}
    template = Template("Domain", "Field", "CaseRule").set("CaseRule", Rule=rule)
    template.set("Field", Type="Number", Name=7)

    stacks.create(template)

    arn = ids(stacks.arn("CaseRule"))
    (found,) = cases.batch_get_case_rule(
        domainId=arn["domainId"], caseRules=[{"id": arn["caseRuleId"]}]
    )["caseRules"]
    (condition,) = found["rule"]["required"]["conditions"]
    assert condition["notEqualTo"]["operandTwo"] == {"doubleValue": 7.5}


def test_number_that_is_none_is_refused(stacks: Stacks) -> None:
    operands = {
        "OperandOne": {"FieldId": "status"},
        "OperandTwo": {"DoubleValue": "many"},
        "Result": True,
    }
    rule = {"Required": {"DefaultValue": False, "Conditions": [{"EqualTo": operands}]}}
    template = Template("Domain", "CaseRule").set("CaseRule", Rule=rule)

    assert "expected type: Number, found: String" in stacks.refusal("create", template)


def test_parameters_conditions_and_no_value_are_moto_s(stacks: Stacks, cases: Any) -> None:
    template = Template("Domain", "Field")
    template.set("Domain", Name={"Ref": "Shop"}, Tags={"Ref": "AWS::NoValue"})
    template.resources["Field"]["Condition"] = "Rich"
    body = {
        "Parameters": {"Shop": {"Type": "String", "Default": "support"}},
        "Conditions": {"Rich": {"Fn::Equals": [{"Ref": "Shop"}, "rich"]}},
        "Resources": template.resources,
    }
    stacks.create(
        json.dumps(body), Parameters=[{"ParameterKey": "Shop", "ParameterValue": "returns"}]
    )

    (domain,) = cases.list_domains()["domains"]
    fields = cases.list_fields(domainId=domain["domainId"])["fields"]
    assert domain["name"] == "returns"
    assert {each["namespace"] for each in fields} == {"System"}


def test_templates_without_cases_are_left_to_moto(stacks: Stacks, aws: Callable[..., Any]) -> None:
    template = Template("Domain").without("Domain").add("Queue", "AWS::SQS::Queue")

    stacks.create(template)
    stacks.update(template.add("Other", "AWS::SQS::Queue"))

    assert len(aws("sqs").list_queues()["QueueUrls"]) == 2


def test_models_are_direct_subclasses_as_moto_requires(modules: Modules) -> None:
    found = set(CloudFormationModel.__subclasses__())

    assert found.issuperset(modules.resources.MODELS)


def test_models_are_not_on_the_dashboard() -> None:
    assert "moto_plugin" not in model_data


@pytest.mark.parametrize("gone", ["CloudFormationBackend", "ResourceMap", "OutputMap"])
def test_moto_that_has_moved_is_one_warning_that_names_what_is_gone(
    modules: Modules, gone: str
) -> None:
    names = {"CloudFormationBackend", "ResourceMap", "OutputMap"} - {gone}
    models = SimpleNamespace(**{name: getattr(modules.models, name) for name in names})

    with pytest.warns(RuntimeWarning, match=f"not rolled back.*{gone} is missing") as all_:
        modules.stacks.complete(models)

    assert len(all_) == 1


def test_resources_are_made_in_a_moto_that_has_moved() -> None:
    program = """
import json, warnings
import moto.cloudformation.parsing as parsing
del parsing.ResourceMap.load_conditions
moved = parsing.ResourceMap.load
parsing.ResourceMap.load = lambda self: (self.__dict__.setdefault("lazy_condition_map", {}),
    self.load_mapping(), self.load_parameters())
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    import mock_connectcases, moto.cloudformation.models
print([str(each.message) for each in caught])
import boto3
from moto import mock_aws
with mock_aws():
    body = {"Resources": {"D": {"Type": "AWS::Cases::Domain", "Properties": {"Name": "support"}}}}
    boto3.client("cloudformation", region_name="us-east-1").create_stack(
        StackName="desk", TemplateBody=json.dumps(body))
    client = boto3.client("connectcases", region_name="us-east-1")
    print(client.list_domains()["domains"][0]["name"])
"""

    warning, name = output_of(program).splitlines()

    assert "ResourceMap.load_conditions is missing" in warning
    assert name == "support"


def test_cloudformation_that_is_loaded_and_used_before_this_package_knows_the_types() -> None:
    program = """
import json
import boto3
from moto import mock_aws
def make(type_, **properties):
    body = {"Resources": {"R": {"Type": type_, "Properties": properties}}}
    boto3.client("cloudformation", region_name="us-east-1").create_stack(
        StackName="desk", TemplateBody=json.dumps(body))
with mock_aws():
    make("AWS::SQS::Queue")
import mock_connectcases
with mock_aws():
    make("AWS::Cases::Domain", Name="support")
    client = boto3.client("connectcases", region_name="us-east-1")
    print(client.list_domains()["domains"][0]["name"])
"""

    assert output_of(program) == "support"
