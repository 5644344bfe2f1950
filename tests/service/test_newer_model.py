"""What only a newer service model has is an error that says so, never taken for something else.

Every union of a request is tried with a member, and every enum with a value, that no release knows.
"""

from __future__ import annotations

import json
import re
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from botocore.model import ServiceModel

from mock_connectcases.connectcases.direct_call import call
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.mock import mock_connectcases
from mock_connectcases.operations import OPERATIONS
from mock_connectcases.service import Service
from mock_connectcases.wire.messages import Request
from mock_connectcases.wire.model import is_older_than_release, service_model
from mock_connectcases.wire.protocol import Protocol

pytestmark = pytest.mark.skipif(
    is_older_than_release(), reason="an older botocore lacks tags and the search of all items"
)

TITLE = {"id": "title", "value": {"stringValue": "a"}}
CLOSED = {"stringValue": "closed"}
INVENTED: dict[str, Any] = {"invented": {}}
SLA = {"name": "n", "type": "CaseField", "fieldId": "status", "targetSlaMinutes": 5}


COMMENT = {"body": "text", "contentType": "Text/Plain"}
PROPAGATION = {"resourceType": "Invented", "tagMap": {"team": "a"}}


def condition(**parts: Any) -> dict[str, Any]:
    """Return a case rule with a condition that has some parts of its own."""
    leaf = {
        "operandOne": {"fieldId": "title"},
        "operandTwo": {"emptyValue": {}},
        "result": True,
        **parts,
    }
    return {"required": {"defaultValue": True, "conditions": [{"equalTo": leaf}]}}


def layout(part: dict[str, Any]) -> dict[str, Any]:
    """Return the members of a layout with some content."""
    return {"name": "l", "content": part}


@cache
def service() -> Service:
    """Return the service under a model whose requests have one more member or value of each."""
    description = deepcopy(service_model()._service_description)
    description["shapes"]["Invented"] = {"type": "structure", "members": {}}
    for union in unions_of_requests():
        description["shapes"][union]["members"]["invented"] = {"shape": "Invented"}
    for enum in enums_of_requests():
        description["shapes"][enum]["enum"].append("Invented")
    return Service(OPERATIONS, Protocol(ServiceModel(description, "connectcases")))


def shapes_of_requests() -> dict[str, Any]:
    """Return all shapes that can be in a request, by name."""
    model = service_model()
    pending = [model.operation_model(name).input_shape for name in model.operation_names]
    seen: dict[str, Any] = {}
    while pending:
        shape = pending.pop()
        if shape.name in seen:
            continue
        seen[shape.name] = shape
        if shape.type_name == "structure":
            pending += shape.members.values()
        elif shape.type_name == "list":
            pending.append(shape.member)
    return seen


def unions_of_requests() -> set[str]:
    """Return the names of all unions that can be in a request."""
    return {name for name, shape in shapes_of_requests().items() if shape.metadata.get("union")}


def enums_of_requests() -> set[str]:
    """Return the names of all enums that can be in a request."""
    return {name for name, shape in shapes_of_requests().items() if shape.metadata.get("enum")}


def created_sla(type_: str) -> dict[str, Any]:
    """Return the members of a new SLA of a type."""
    content = {"slaInputConfiguration": {**SLA, "type": type_, "targetFieldValues": [CLOSED]}}
    return {"type": "Sla", "content": {"sla": content}}


def included(category: str) -> dict[str, Any]:
    """Return an event configuration that includes the fields of a category."""
    data = {"caseData": {"fields": [], "autoIncludeFields": category}}
    return {"eventBridge": {"enabled": True, "includedData": data}}


CASES: list[tuple[str, str, dict[str, Any]]] = [
    ("CaseFilter", "SearchCases", {"filter": INVENTED}),
    ("CaseFilter", "SearchCases", {"filter": {"not": {"andAll": [INVENTED]}}}),
    ("FieldFilter", "SearchCases", {"filter": {"field": INVENTED}}),
    ("TagFilter", "SearchCases", {"filter": {"tag": INVENTED}}),
    (
        "FieldValueUnion",
        "SearchCases",
        {"filter": {"field": {"equalTo": {"id": "title", "value": INVENTED}}}},
    ),
    ("RelatedItemTypeFilter", "SearchAllRelatedItems", {"filters": [INVENTED]}),
    (
        "CustomFieldsFilter",
        "SearchAllRelatedItems",
        {"filters": [{"custom": {"fields": INVENTED}}]},
    ),
    (
        "SearchAllRelatedItemsSortProperty",
        "SearchAllRelatedItems",
        {"sorts": [{"sortProperty": "Invented", "sortOrder": "Asc"}]},
    ),
    (
        "Order",
        "SearchAllRelatedItems",
        {"sorts": [{"sortProperty": "CaseId", "sortOrder": "Invented"}]},
    ),
    ("Order", "SearchCases", {"sorts": [{"fieldId": "title", "sortOrder": "Invented"}]}),
    ("SlaStatus", "SearchAllRelatedItems", {"filters": [{"sla": {"status": "Invented"}}]}),
    ("SlaStatus", "SearchRelatedItems", {"filters": [{"sla": {"status": "Invented"}}]}),
    ("FieldType", "CreateField", {"name": "f", "type": "Invented"}),
    ("TemplateStatus", "CreateTemplate", {"name": "u", "status": "Invented"}),
    ("TemplateStatus", "UpdateTemplate", {"status": "Invented"}),
    ("TemplateStatus", "ListTemplates", {"status": ["Invented"]}),
    (
        "TagPropagationResourceType",
        "CreateTemplate",
        {"name": "u", "tagPropagationConfigurations": [PROPAGATION]},
    ),
    (
        "TagPropagationResourceType",
        "UpdateTemplate",
        {"tagPropagationConfigurations": [PROPAGATION]},
    ),
    (
        "RelatedItemType",
        "CreateRelatedItem",
        {"type": "Invented", "content": {"comment": COMMENT}},
    ),
    (
        "CommentBodyTextType",
        "CreateRelatedItem",
        {"type": "Comment", "content": {"comment": {**COMMENT, "contentType": "Invented"}}},
    ),
    (
        "CommentBodyTextType",
        "UpdateRelatedItem",
        {"content": {"comment": {**COMMENT, "contentType": "Invented"}}},
    ),
    (
        "CommentBodyTextType",
        "BatchCreateRelatedItem",
        {
            "cases": [{"caseIdentifier": {"caseId": "c"}}],
            "content": {"comment": {**COMMENT, "contentType": "Invented"}},
        },
    ),
    ("SlaType", "CreateRelatedItem", created_sla("Invented")),
    ("AutoIncludeFields", "PutCaseEventConfiguration", included("Invented")),
    ("FieldAttributes", "CreateField", {"name": "f", "type": "Text", "attributes": INVENTED}),
    ("LayoutContent", "CreateLayout", layout(INVENTED)),
    ("Section", "CreateLayout", layout({"basic": {"topPanel": {"sections": [INVENTED]}}})),
    ("CaseRuleDetails", "CreateCaseRule", {"name": "r", "rule": INVENTED}),
    (
        "BooleanCondition",
        "CreateCaseRule",
        {"name": "r", "rule": {"hidden": {"defaultValue": True, "conditions": [INVENTED]}}},
    ),
    ("OperandOne", "CreateCaseRule", {"name": "r", "rule": condition(operandOne=INVENTED)}),
    ("OperandTwo", "CreateCaseRule", {"name": "r", "rule": condition(operandTwo=INVENTED)}),
    ("FieldValueUnion", "UpdateCase", {"fields": [{"id": "title", "value": INVENTED}]}),
    ("UserUnion", "UpdateCase", {"fields": [TITLE], "performedBy": INVENTED}),
    ("RelatedItemInputContent", "CreateRelatedItem", {"type": "Sla", "content": INVENTED}),
    (
        "SlaInputContent",
        "CreateRelatedItem",
        {"type": "Sla", "content": {"sla": INVENTED}},
    ),
    (
        "FieldValueUnion",
        "CreateRelatedItem",
        {
            "type": "Sla",
            "content": {"sla": {"slaInputConfiguration": {**SLA, "targetFieldValues": [INVENTED]}}},
        },
    ),
    ("RelatedItemUpdateContent", "UpdateRelatedItem", {"content": INVENTED}),
    ("SlaUpdateContent", "UpdateRelatedItem", {"content": {"sla": INVENTED}}),
    (
        "CaseIdentifierUnion",
        "BatchUpdateCase",
        {"cases": [{"caseIdentifier": INVENTED}], "fields": [], "title": "a"},
    ),
    (
        "FieldIdentifierUnion",
        "BatchUpdateCase",
        {
            "cases": [{"caseIdentifier": {"caseId": "c"}}],
            "fields": [{"fieldIdentifier": INVENTED, "value": {"stringValue": "a"}}],
        },
    ),
    (
        "RelatedItemInputContent",
        "BatchCreateRelatedItem",
        {"cases": [{"caseIdentifier": {"caseId": "c"}}], "content": INVENTED},
    ),
]


def test_every_union_and_enum_of_a_request_is_tried() -> None:
    assert {each[0] for each in CASES} == unions_of_requests() | enums_of_requests()


@pytest.mark.parametrize(("shape", "operation", "params"), CASES)
def test_invented_part_is_not_taken_for_another(
    shape: str, operation: str, params: dict[str, Any]
) -> None:
    """The error names the member and both versions, and nothing has changed."""
    assert "nvented" in json.dumps(params), shape
    with mock_connectcases() as mock:
        store = connectcases_backends["123456789012"]["us-east-1"].store
        ids = {"domainId": call(store, "CreateDomain", {"name": "desk"})["domainId"]}
        template_id = call(store, "CreateTemplate", {**ids, "name": "t"})["templateId"]
        created = {**ids, "templateId": template_id, "fields": [TITLE]}
        ids["caseId"] = call(store, "CreateCase", created)["caseId"]
        content = {"sla": {"slaInputConfiguration": {**SLA, "targetFieldValues": [CLOSED]}}}
        item = {**ids, "type": "Sla", "content": content}
        if "comment" in params.get("content", {}):
            item = {**ids, "type": "Comment", "content": {"comment": COMMENT}}
        ids["relatedItemId"] = call(store, "CreateRelatedItem", item)["relatedItemId"]
        ids["templateId"] = template_id
        before = mock.dump()
        model = service_model().operation_model(operation)
        target = re.sub(r"{(\w+)}", lambda name: ids[name[1]], model.http["requestUri"])
        if operation == "ListTemplates":
            target += f"?status={params['status'][0]}"
        body = json.dumps({**ids, **params}).encode()  # of some operations the ids are there
        request = Request(model.http["method"], target, body, {})

        response = service().handle(request, store, principal=lambda: "arn")

        assert mock.dump() == before
    error = json.loads(response.body)
    assert (response.status, response.headers["x-amzn-ErrorType"]) == (
        404,
        "UnknownOperationException",
    )
    assert "nvented" in error["message"]
    assert "is not answered by mock-connectcases" in error["message"]
