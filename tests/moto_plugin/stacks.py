"""Short ways to write templates and to read what becomes of them.

Rule of this file: everything is made and read through the APIs, as a user would.
"""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from mock_connectcases.wire.model import service_model

CUSTOMER = "arn:aws:profile:us-east-1:123456789012:domains/shop/profiles/ann"


def needs(operation: str, member: str = "") -> pytest.MarkDecorator:
    """Skip a test where the installed botocore is older than an operation or an input member."""
    known = operation in service_model().operation_names and (
        not member or member in service_model().operation_model(operation).input_shape.members
    )
    return pytest.mark.skipif(not known, reason=f"botocore has no {operation} {member}".rstrip())


def get(logical_id: str, attribute: str) -> dict[str, Any]:
    """Write ``Fn::GetAtt``."""
    return {"Fn::GetAtt": [logical_id, attribute]}


DOMAIN_ID = get("Domain", "DomainId")

RESOURCES: dict[str, dict[str, Any]] = {
    "Domain": {"Type": "AWS::Cases::Domain", "Properties": {"Name": "support"}},
    "Field": {
        "Type": "AWS::Cases::Field",
        "Properties": {
            "DomainId": DOMAIN_ID,
            "Name": "Order",
            "Type": "Text",
            "Description": "Number of the order",
        },
    },
    "Layout": {
        "Type": "AWS::Cases::Layout",
        "Properties": {
            "DomainId": DOMAIN_ID,
            "Name": "Order",
            "Content": {
                "Basic": {
                    "TopPanel": {
                        "Sections": [{"FieldGroup": {"Fields": [{"Id": get("Field", "FieldId")}]}}]
                    }
                }
            },
        },
    },
    "CaseRule": {
        "Type": "AWS::Cases::CaseRule",
        "Properties": {
            "DomainId": DOMAIN_ID,
            "Name": "Order is required",
            "Rule": {
                "Required": {
                    "DefaultValue": False,
                    "Conditions": [
                        {
                            "EqualTo": {
                                "OperandOne": {"FieldId": "status"},
                                "OperandTwo": {"StringValue": "closed"},
                                "Result": True,
                            }
                        }
                    ],
                }
            },
        },
    },
    "Template": {
        "Type": "AWS::Cases::Template",
        "Properties": {
            "DomainId": DOMAIN_ID,
            "Name": "Order",
            "LayoutConfiguration": {"DefaultLayout": get("Layout", "LayoutId")},
            "Rules": [
                {
                    "CaseRuleId": get("CaseRule", "CaseRuleId"),
                    "FieldId": get("Field", "FieldId"),
                }
            ],
            "Status": "Active",
        },
    },
    "Case": {
        "Type": "AWS::Cases::Case",
        "Properties": {
            "DomainId": DOMAIN_ID,
            "TemplateId": get("Template", "TemplateId"),
            "Title": "Late",
            "CustomerId": CUSTOMER,
        },
    },
    "RelatedItem": {
        "Type": "AWS::Cases::RelatedItem",
        "Properties": {
            "DomainId": DOMAIN_ID,
            "CaseId": get("Case", "CaseId"),
            "Type": "Comment",
            "Content": {"Comment": {"Body": "Hello", "ContentType": "Text/Plain"}},
        },
    },
}
"""One resource of each type, by the last part of its type's name."""

ATTRIBUTES = {
    "Domain": ("CreatedTime", "DomainArn", "DomainId", "DomainStatus"),
    "Field": ("CreatedTime", "FieldArn", "FieldId", "LastModifiedTime", "Namespace"),
    "Layout": ("CreatedTime", "LastModifiedTime", "LayoutArn", "LayoutId"),
    "Template": ("CreatedTime", "LastModifiedTime", "TemplateArn", "TemplateId"),
    "CaseRule": ("CaseRuleArn", "CaseRuleId", "CreatedTime", "LastModifiedTime"),
    "Case": ("Arn", "CaseId"),
    "RelatedItem": ("RelatedItemArn", "RelatedItemId"),
}
"""What the template reference and the resource schemas list for ``Fn::GetAtt``."""

OUTPUTS = {
    **{f"{name}Ref": {"Value": {"Ref": name}} for name in RESOURCES},
    **{
        f"{name}{attribute}": {"Value": get(name, attribute)}
        for name, attributes in ATTRIBUTES.items()
        for attribute in attributes
    },
}

QUEUE = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "cases"}}


class Template:
    """A template under way: a copy of the resources above, to be changed."""

    def __init__(self, *names: str) -> None:
        self.resources = {name: copy.deepcopy(RESOURCES[name]) for name in names or RESOURCES}
        self.outputs: dict[str, Any] = {}

    def set(self, logical_id: str, **properties: Any) -> Template:
        """Set properties of a resource; ``None`` takes one away."""
        own = self.resources[logical_id].setdefault("Properties", {})
        own.update(properties)
        for name, value in properties.items():
            if value is None:
                del own[name]
        return self

    def add(self, logical_id: str, type_: str, **properties: Any) -> Template:
        """Add a resource."""
        self.resources[logical_id] = {"Type": type_, "Properties": properties}
        return self

    def without(self, *logical_ids: str) -> Template:
        """Take resources away."""
        for each in logical_ids:
            del self.resources[each]
        return self

    def __str__(self) -> str:
        return json.dumps({"Resources": self.resources, "Outputs": self.outputs})


class Stacks:
    """CloudFormation of one account in one region."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def create(self, template: Any, name: str = "desk", **members: Any) -> str:
        """Create a stack and return its id."""
        made = self.client.create_stack(StackName=name, TemplateBody=str(template), **members)
        return str(made["StackId"])

    def update(self, template: Any, name: str = "desk", **members: Any) -> None:
        """Update a stack."""
        self.client.update_stack(StackName=name, TemplateBody=str(template), **members)

    def delete(self, name: str = "desk") -> None:
        """Delete a stack."""
        self.client.delete_stack(StackName=name)

    def refusal(self, verb: str, template: Any, name: str = "desk") -> str:
        """Return why a stack could not be created or updated: CloudFormation's code and reason."""
        try:
            getattr(self, verb)(template, name)
        except ClientError as error:
            return f"{error.response['Error']['Code']}: {error.response['Error']['Message']}"
        raise AssertionError(f"{verb} did not fail")

    def status(self, name: str = "desk") -> str:
        """Return the status of a stack."""
        return str(self._described(name)["StackStatus"])

    def outputs(self, name: str = "desk") -> dict[str, str]:
        """Return the outputs of a stack by their keys."""
        listed = self._described(name).get("Outputs", [])
        return {each["OutputKey"]: each["OutputValue"] for each in listed}

    def arn(self, logical_id: str, name: str = "desk") -> str:
        """Return the physical id of a resource."""
        return self.arns(name)[logical_id]

    def arns(self, name: str = "desk") -> dict[str, str]:
        """Return the physical ids of all resources of a stack."""
        listed = self.client.describe_stack_resources(StackName=name)["StackResources"]
        return {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in listed}

    def reasons(self, name: str = "desk") -> str:
        """Return every reason in the events of a stack."""
        listed = self.client.describe_stack_events(StackName=name)["StackEvents"]
        return "\n".join(each.get("ResourceStatusReason", "") for each in listed)

    def _described(self, name: str) -> dict[str, Any]:
        described: dict[str, Any] = self.client.describe_stacks(StackName=name)["Stacks"][0]
        return described


def ids(arn: str) -> dict[str, str]:
    """Return the ids in an ARN as parameters of a client: ``domainId`` and so on."""
    segments = arn.split(":", 5)[5].split("/")
    names = [f"{kind.replace('-r', 'R').replace('-i', 'I')}Id" for kind in segments[::2]]
    return dict(zip(names, segments[1::2], strict=True))
