"""What only a newer service model has is an error that says so, never taken for something else.

Every structure of a request is tried with a member, and every enum with a value, that no release
knows.
"""

from __future__ import annotations

import json
import re
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from botocore.model import ServiceModel

from mock_connectcases.connectcases.direct_call import call
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.mock import mock_connectcases
from mock_connectcases.operations import OPERATIONS
from mock_connectcases.operations.contents import ITEM_TYPE_OF_ARM
from mock_connectcases.resources.field_value import ARM_OF_TYPE
from mock_connectcases.search.filters import CONTAINS, EQUAL, ORDERINGS
from mock_connectcases.service import Service
from mock_connectcases.wire.messages import Request
from mock_connectcases.wire.model import is_older_than_release, released_members, service_model
from mock_connectcases.wire.protocol import Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mock_connectcases.store import Store
    from mock_connectcases.wire.model import Shape

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
    """Return the service under a model whose requests have one more member or value of each.

    All but unions require the member.
    """
    description = deepcopy(service_model()._service_description)
    description["shapes"]["Invented"] = {"type": "structure", "members": {}}
    for structure in {each.name for each, _, _ in structures_of_requests()}:
        described = description["shapes"][structure]
        described["members"]["invented"] = {"shape": "Invented"}
        if not described.get("union"):
            described["required"] = [*described.get("required", ()), "invented"]
    description["shapes"]["ListTemplatesRequest"]["members"]["asked"] = {
        "shape": "FieldId",
        "location": "querystring",
        "locationName": "asked",
    }
    answer = description["shapes"]["GetDomainResponse"]
    answer["members"]["invented"] = {"shape": "Invented"}
    answer["required"] = [*answer["required"], "invented"]
    for enum in enums_of_requests():
        description["shapes"][enum]["enum"].append("Invented")
    return Service(OPERATIONS, Protocol(ServiceModel(description, "connectcases")))


def structures_of_requests() -> Iterator[tuple[Shape, str, Any]]:
    """Yield each structure, an operation that has it in its requests, and a body up to there."""
    seen = set()
    for operation in service_model().operation_names:
        pending: list[tuple[Shape, tuple[str, ...]]] = [
            (service_model().operation_model(operation).input_shape, ())
        ]
        while pending:
            shape, path = pending.pop()
            if shape.name in seen:
                continue
            seen.add(shape.name)
            if shape.type_name == "structure":
                yield shape, operation, body_with("invented", path)
                pending += [
                    (member, (*path, name))
                    for name, member in shape.members.items()
                    if "location" not in member.serialization
                ]
            elif shape.type_name == "list":
                pending.append((shape.member, (*path, "")))


def body_with(member: str, path: tuple[str, ...]) -> Any:
    """Return a body with a member at the end of a path, where an empty name is of a list."""
    document: Any = {member: {}}
    for step in reversed(path):
        document = {step: document} if step else [document]
    return document


def enums_of_requests() -> set[str]:
    """Return the names of all enums that can be in a request."""
    model = service_model()
    pending = [model.operation_model(name).input_shape for name in model.operation_names]
    seen: dict[str, Any] = {}
    while pending:
        shape = pending.pop()
        if shape.name not in seen:
            seen[shape.name] = shape
            pending += getattr(shape, "members", {}).values()
            pending += [shape.member] if shape.type_name == "list" else []
    return {name for name, shape in seen.items() if shape.metadata.get("enum")}


def created_sla(type_: str) -> dict[str, Any]:
    """Return the members of a new SLA of a type."""
    content = {"slaInputConfiguration": {**SLA, "type": type_, "targetFieldValues": [CLOSED]}}
    return {"type": "Sla", "content": {"sla": content}}


def included(category: str) -> dict[str, Any]:
    """Return an event configuration that includes the fields of a category."""
    data = {"caseData": {"fields": [], "autoIncludeFields": category}}
    return {"eventBridge": {"enabled": True, "includedData": data}}


CASES: list[tuple[str, str, dict[str, Any]]] = [
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
]


def test_every_enum_of_a_request_is_tried() -> None:
    assert {each[0] for each in CASES} == enums_of_requests()


@pytest.fixture
def store() -> Iterator[Store]:
    """Return the empty store of an account in a region."""
    with mock_connectcases():
        yield connectcases_backends["123456789012"]["us-east-1"].store


def check_unanswered(store: Store, ids: dict[str, str], operation: str, params: Any) -> None:
    """Send a request, which is refused by the name of what no release knows; nothing changes."""
    model = service_model().operation_model(operation)
    target = re.sub(r"{(\w+)}", lambda name: ids.get(name[1], "x"), model.http["requestUri"])
    if operation == "ListTemplates" and "invented" not in params:
        target += "?" + urlencode(params, doseq=True)
    before = mock_connectcases().dump()
    body = json.dumps(params).encode()
    request = Request(model.http["method"], target, body, {})

    response = service().handle(request, store, principal=lambda: "arn")

    assert mock_connectcases().dump() == before
    error = json.loads(response.body)
    assert (response.status, response.headers["x-amzn-ErrorType"]) == (
        404,
        "UnknownOperationException",
    )
    assert re.search("nvented|asked", error["message"])
    assert "is not answered by mock-connectcases" in error["message"]


@pytest.mark.parametrize(
    ("structure", "operation", "params"),
    [pytest.param(*each, id=each[0].name) for each in structures_of_requests()],
)
def test_invented_member_is_refused_by_name(
    store: Store, structure: Shape, operation: str, params: Any
) -> None:
    assert structure.name
    check_unanswered(store, {}, operation, params)


@pytest.mark.parametrize(
    ("union", "members"),
    [
        ("RelatedItemInputContent", ITEM_TYPE_OF_ARM.keys()),
        ("RelatedItemUpdateContent", {"comment", "custom", "sla"}),
        ("SlaInputContent", {"slaInputConfiguration"}),
        ("SlaUpdateContent", {"slaUpdateConfiguration"}),
        ("RelatedItemTypeFilter", ITEM_TYPE_OF_ARM.keys()),
        ("CaseFilter", {"field", "tag", "not", "andAll", "orAll"}),
        ("CustomFieldsFilter", {"field", "not", "andAll", "orAll"}),
        ("FieldFilter", {EQUAL, CONTAINS, *ORDERINGS}),
        ("TagFilter", {"equalTo"}),
        ("CaseIdentifierUnion", {"caseId", "referenceId"}),
        ("FieldIdentifierUnion", {"id", "name"}),
        ("UserUnion", {"userArn", "customEntity"}),
        ("FieldValueUnion", {*ARM_OF_TYPE.values(), "emptyValue"}),
    ],
)
def test_operations_read_every_member_of_a_union_that_parsing_accepts(
    union: str, members: Collection[str]
) -> None:
    assert released_members(service_model().shape_for(union)).keys() == set(members)


def test_invented_member_in_the_query_is_refused_by_name(store: Store) -> None:
    check_unanswered(store, {}, "ListTemplates", {"asked": "x"})


def test_invented_member_that_is_null_is_none(store: Store) -> None:
    request = Request("POST", "/domains", b'{"name": "desk", "invented": null}', {})

    assert service().handle(request, store, principal=lambda: "arn").status == 200


def test_member_that_only_a_newer_model_requires_can_be_left_out(store: Store) -> None:
    domain_id = call(store, "CreateDomain", {"name": "desk"})["domainId"]
    body = {"name": "first", "content": {"basic": {"topPanel": {"sections": []}}}}
    request = Request("POST", f"/domains/{domain_id}/layouts", json.dumps(body).encode(), {})

    assert service().handle(request, store, principal=lambda: "arn").status == 200


def test_answer_lacks_a_member_that_only_a_newer_model_requires(store: Store) -> None:
    domain_id = call(store, "CreateDomain", {"name": "desk"})["domainId"]
    request = Request("POST", f"/domains/{domain_id}", b"", {})

    response = service().handle(request, store, principal=lambda: "arn")

    assert json.loads(response.body)["name"] == "desk"


@pytest.mark.parametrize(("enum", "operation", "params"), CASES)
def test_invented_value_is_not_taken_for_another(
    store: Store, enum: str, operation: str, params: dict[str, Any]
) -> None:
    assert "nvented" in json.dumps(params), enum
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

    check_unanswered(store, ids, operation, {**ids, **params})
