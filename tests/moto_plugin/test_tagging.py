"""The Resource Groups Tagging API, and what it sees of Amazon Connect Cases."""

from __future__ import annotations

import importlib.util
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from mock_connectcases.compat import moto_modules
from mock_connectcases.moto_plugin import tagging
from tests.interpreters import output_of

if TYPE_CHECKING:
    from collections.abc import Callable

SEES_BACKENDS = importlib.util.find_spec("moto.core.resource_tagging") is not None

since_522 = pytest.mark.skipif(
    not SEES_BACKENDS, reason="moto lists tagged resources from 5.2.2 on"
)

CUSTOMER = "arn:aws:profile:us-east-1:123456789012:domains/shop/profiles/ann"
TYPES = ("domain", "field", "layout", "template", "case-rule", "case", "related-item")


@pytest.fixture
def arns(cases: Any) -> dict[str, str]:
    """Make one resource of each type and return their ARNs."""
    domain = cases.create_domain(name="support")
    within = {"domainId": domain["domainId"]}
    field = cases.create_field(**within, name="Order", type="Text")
    fields = [{"id": field["fieldId"]}]
    content = {"basic": {"topPanel": {"sections": [{"fieldGroup": {"fields": fields}}]}}}
    rule = {"required": {"defaultValue": True, "conditions": []}}
    template = cases.create_template(**within, name="Order")
    case = cases.create_case(
        **within,
        templateId=template["templateId"],
        fields=[
            {"id": "title", "value": {"stringValue": "Late"}},
            {"id": "customer_id", "value": {"stringValue": CUSTOMER}},
        ],
    )
    comment = {"comment": {"body": "Hello", "contentType": "Text/Plain"}}
    item = cases.create_related_item(
        **within, caseId=case["caseId"], type="Comment", content=comment
    )
    return {
        "domain": domain["domainArn"],
        "field": field["fieldArn"],
        "layout": cases.create_layout(**within, name="Order", content=content)["layoutArn"],
        "template": template["templateArn"],
        "case-rule": cases.create_case_rule(**within, name="Order", rule=rule)["caseRuleArn"],
        "case": case["caseArn"],
        "related-item": item["relatedItemArn"],
    }


@pytest.fixture
def groups(aws: Callable[..., Any]) -> Any:
    return aws("resourcegroupstaggingapi")


def found(groups: Any, **filters: Any) -> list[str]:
    pages = groups.get_paginator("get_resources").paginate(**filters)
    return [each["ResourceARN"] for page in pages for each in page["ResourceTagMappingList"]]


@since_522
@pytest.mark.parametrize("type_", TYPES)
def test_resource_of_each_type_is_found_by_its_tag_and_type(
    cases: Any, groups: Any, arns: dict[str, str], type_: str
) -> None:
    for arn in arns.values():
        cases.tag_resource(arn=arn, tags={"team": "returns"})

    assert found(groups, ResourceTypeFilters=[f"cases:{type_}"]) == [arns[type_]]


@since_522
def test_service_alone_finds_resources_of_all_types(
    cases: Any, groups: Any, arns: dict[str, str]
) -> None:
    for arn in arns.values():
        cases.tag_resource(arn=arn, tags={"team": "returns"})

    assert sorted(found(groups, ResourceTypeFilters=["cases"])) == sorted(arns.values())
    assert found(groups, ResourceTypeFilters=["s3"]) == []


@since_522
def test_tag_filters_go_by_key_and_value(cases: Any, groups: Any, arns: dict[str, str]) -> None:
    cases.tag_resource(arn=arns["case"], tags={"team": "returns", "stage": "test"})
    cases.tag_resource(arn=arns["field"], tags={"team": "orders"})

    def by(*filters: dict[str, Any]) -> list[str]:
        return sorted(found(groups, TagFilters=list(filters)))

    assert by({"Key": "team"}) == sorted([arns["case"], arns["field"]])
    assert by({"Key": "team", "Values": ["orders", "sales"]}) == [arns["field"]]
    assert by({"Key": "team"}, {"Key": "stage", "Values": ["test"]}) == [arns["case"]]
    assert by({"Key": "team", "Values": ["sales"]}) == []


@since_522
def test_resources_without_tags_are_not_found(groups: Any, arns: dict[str, str]) -> None:
    assert found(groups) == []


@since_522
def test_deleted_field_is_not_found(cases: Any, groups: Any, arns: dict[str, str]) -> None:
    cases.tag_resource(arn=arns["field"], tags={"team": "orders"})
    domain_id, field_id = arns["field"].split("/")[1::2]

    cases.delete_field(domainId=domain_id, fieldId=field_id)

    assert found(groups) == []


@since_522
@pytest.mark.parametrize("type_", TYPES)
def test_tags_are_added_and_removed(
    cases: Any, groups: Any, arns: dict[str, str], type_: str
) -> None:
    arn = arns[type_]

    added = groups.tag_resources(ResourceARNList=[arn], Tags={"team": "returns", "stage": "test"})
    removed = groups.untag_resources(ResourceARNList=[arn], TagKeys=["stage"])

    assert (added["FailedResourcesMap"], removed["FailedResourcesMap"]) == ({}, {})
    assert cases.list_tags_for_resource(arn=arn)["tags"] == {"team": "returns"}


@since_522
def test_resource_that_refuses_a_tag_is_a_failed_one(
    cases: Any, groups: Any, arns: dict[str, str]
) -> None:
    unknown = f"{arns['domain']}-other"
    both = [arns["domain"], unknown]

    added = groups.tag_resources(ResourceARNList=both, Tags={"team": "returns"})
    removed = groups.untag_resources(ResourceARNList=both, TagKeys=["team"])

    assert set(added["FailedResourcesMap"]) == {unknown}
    assert set(removed["FailedResourcesMap"]) == {unknown}


@since_522
def test_keys_and_values_of_cases_are_listed(cases: Any, groups: Any, arns: dict[str, str]) -> None:
    cases.tag_resource(arn=arns["case"], tags={"team": "returns"})
    cases.tag_resource(arn=arns["layout"], tags={"team": "orders"})

    assert set(groups.get_tag_keys()["TagKeys"]) == {"team"}
    assert set(groups.get_tag_values(Key="team")["TagValues"]) == {"returns", "orders"}


@since_522
def test_what_it_leans_on_is_in_this_moto() -> None:
    from moto.resourcegroupstaggingapi import models  # noqa: PLC0415 - warns in an older moto

    assert moto_modules.check_tagging(models) == ""


def test_moto_that_does_not_see_cases_is_one_warning_that_names_the_api() -> None:
    with pytest.warns(RuntimeWarning, match="Resource Groups Tagging API.*5\\.2\\.2") as all_:
        tagging.complete(SimpleNamespace())

    assert len(all_) == 1


@pytest.mark.skipif(SEES_BACKENDS, reason="for a moto before 5.2.2")
def test_older_moto_says_so_and_tags_of_cases_itself_work() -> None:
    program = """
import warnings
import boto3, mock_connectcases
from moto import mock_aws
with mock_aws(), warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    cases = boto3.client("connectcases", region_name="us-east-1")
    arn = cases.create_domain(name="support")["domainArn"]
    cases.tag_resource(arn=arn, tags={"team": "returns"})
    boto3.client("resourcegroupstaggingapi", region_name="us-east-1").get_resources()
print(cases and len([each for each in caught if "Resource Groups" in str(each.message)]))
"""

    assert output_of(program) == "1"
