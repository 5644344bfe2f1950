"""Errors on the wire, and the protocol of older service models."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from botocore.parsers import create_parser

from mock_connectcases import errors
from mock_connectcases.rules import SERVICE_MODEL
from mock_connectcases.toolkit.outcomes import InjectedError
from mock_connectcases.wire.model import ServiceModel, service_model
from mock_connectcases.wire.protocol import Protocol, protocol
from mock_connectcases.wire.pruning import pruned
from mock_connectcases.wire.serializing import ResultError


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InjectedError("AccessDeniedException", {"message": "m"}), 403),
        (errors.ConflictException("m", rule=SERVICE_MODEL), 409),
        (InjectedError("InternalServerException", {"message": "m"}), 500),
        (errors.ResourceNotFoundException("Case", "c", message="m", rule=SERVICE_MODEL), 404),
        (errors.ServiceQuotaExceededException("m", rule=SERVICE_MODEL), 402),
        (InjectedError("ThrottlingException", {"message": "m"}), 429),
        (errors.ValidationException("m", rule=SERVICE_MODEL), 400),
        (errors.SerializationException("m"), 400),
        (errors.UnknownOperationException("m"), 404),
    ],
)
def test_botocore_reads_code_message_and_status(error: errors.ServiceError, status: int) -> None:
    answered, headers, body = protocol().write_error(error)

    answer = {
        "status_code": answered,
        "headers": {name.lower(): value for name, value in headers.items()},
        "body": body,
    }
    received = create_parser("rest-json").parse(answer, None)
    assert answered == status
    assert headers == {"x-amzn-ErrorType": error.code}
    assert received["Error"] == {"Code": error.code, "Message": "m"}


def test_a_resource_not_found_names_the_resource() -> None:
    _, _, body = protocol().write_error(
        errors.ResourceNotFoundException("Case", "ü", rule=SERVICE_MODEL)
    )

    assert json.loads(body) == {
        "message": "Case 'ü' does not exist.",
        "resourceId": "ü",
        "resourceType": "Case",
    }


def test_when_to_retry_is_a_header() -> None:
    error = InjectedError("InternalServerException", {"message": "m", "retryAfterSeconds": 7})

    _, headers, body = protocol().write_error(error)

    assert headers["Retry-After"] == "7"
    assert json.loads(body) == {"message": "m"}


def test_an_operation_is_compiled_once() -> None:
    operation = protocol().operations["GetCase"]

    assert operation.read is operation.read
    assert operation.write is operation.write


def older_model(**changes: Any) -> ServiceModel:
    """Return the service model without the members named by shape."""
    description = copy.deepcopy(service_model()._service_description)
    for shape, names in changes.items():
        for name in names:
            del description["shapes"][shape]["members"][name]
    return ServiceModel(description, "connectcases")


CASE = {"templateId": "t", "fields": [{"id": "a", "value": {"stringValue": "x"}}], "tags": {}}


def test_the_end_of_a_list_is_said_even_if_nothing_else_is() -> None:
    model = older_model(ListDomainsResponse=["domains"])
    model.shape_for("ListDomainsResponse").required_members.clear()

    assert Protocol(model).operations["ListDomains"].write({}) == b'{"nextToken":null}'


def test_members_that_an_older_model_lacks_are_left_out() -> None:
    wire = Protocol(older_model(GetCaseResponse=["tags"]), prunes=True)

    body = wire.operations["GetCase"].write(CASE)

    assert json.loads(body) == {"templateId": "t", "fields": CASE["fields"], "nextToken": None}


def test_a_newer_model_that_lacks_a_member_is_a_bug() -> None:
    wire = Protocol(older_model(GetCaseResponse=["tags"]))

    with pytest.raises(ResultError, match="tags"):
        wire.operations["GetCase"].write(CASE)


def test_a_list_item_that_an_older_model_cannot_say_is_left_out() -> None:
    model = older_model(RelatedItemContent=["contact"])
    wire = Protocol(model, prunes=True)
    comment = {
        "relatedItemId": "r",
        "type": "Comment",
        "associationTime": None,
        "content": {"comment": {"body": "b", "contentType": "Text/Plain"}},
    }
    contact = {**comment, "content": {"contact": {"contactArn": "a"}}}
    shape = model.shape_for("SearchRelatedItemsResponse")

    left = pruned(shape, {"relatedItems": [contact, comment]})

    assert [item["content"] for item in left["relatedItems"]] == [comment["content"]]
    assert wire.operations["SearchRelatedItems"].write({"relatedItems": []})


def test_an_optional_member_that_an_older_model_cannot_say_is_left_out() -> None:
    model = older_model(AuditEventFieldValueUnion=["booleanValue"])
    change = {"eventFieldId": "f", "newValue": {"stringValue": "x"}}

    left = pruned(
        model.shape_for("AuditEventField"), {**change, "oldValue": {"booleanValue": True}}
    )

    assert left == change


def test_what_loses_a_required_member_goes_with_it() -> None:
    model = older_model(FieldValueUnion=["booleanValue"])

    left = pruned(
        model.shape_for("FieldFilter"), {"equalTo": {"id": "a", "value": {"booleanValue": True}}}
    )

    assert left is None


def test_pruning_changes_nothing_that_the_model_can_say() -> None:
    shape = service_model().shape_for("GetCaseResponse")

    assert pruned(shape, CASE) == CASE
