"""What only a newer service model has is an error that says so, never taken for something else."""

from __future__ import annotations

import json
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
UNIONS = {
    "CaseFilter": "FieldValue",
    "FieldFilter": "FieldValue",
    "TagFilter": "TagValue",
    "RelatedItemTypeFilter": "CommentFilter",
    "CustomFieldsFilter": "FieldValue",
}


@cache
def service() -> Service:
    """Return the service under a model in which each union of filters has one more member."""
    description = deepcopy(service_model()._service_description)
    for union, shape in UNIONS.items():
        description["shapes"][union]["members"]["invented"] = {"shape": shape}
    description["shapes"]["SearchAllRelatedItemsSortProperty"]["enum"].append("Invented")
    return Service(OPERATIONS, Protocol(ServiceModel(description, "connectcases")))


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("cases-search", {"filter": {"invented": TITLE}}),
        ("cases-search", {"filter": {"not": {"andAll": [{"invented": TITLE}]}}}),
        ("cases-search", {"filter": {"field": {"invented": TITLE}}}),
        ("cases-search", {"filter": {"tag": {"invented": {"key": "k"}}}}),
        ("related-items-search", {"filters": [{"invented": {}}]}),
        ("related-items-search", {"filters": [{"custom": {"fields": {"invented": TITLE}}}]}),
        (
            "related-items-search",
            {"sorts": [{"sortProperty": "Invented", "sortOrder": "Asc"}]},
        ),
    ],
)
def test_invented_member_is_not_taken_for_another(path: str, params: dict[str, Any]) -> None:
    """The error names the member and both versions."""
    with mock_connectcases():
        store = connectcases_backends["123456789012"]["us-east-1"].store
        domain_id = call(store, "CreateDomain", {"name": "desk"})["domainId"]
        target = f"/domains/{domain_id}/{path}"
        request = Request("POST", target, json.dumps(params).encode(), {})

        response = service().handle(request, store, principal=lambda: "arn")

    error = json.loads(response.body)
    assert (response.status, response.headers["x-amzn-ErrorType"]) == (
        404,
        "UnknownOperationException",
    )
    assert "nvented" in error["message"]
    assert "is not answered by mock-connectcases" in error["message"]
