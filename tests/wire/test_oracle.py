"""botocore's own client-side serializer and parser agree with the wire, for every operation."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.awsrequest import prepare_request_dict
from botocore.parsers import create_parser
from botocore.serialize import create_serializer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_connectcases.wire.model import service_model
from mock_connectcases.wire.protocol import protocol
from tests.strategies import examples, inputs, outputs

HOST = "https://cases.us-east-1.amazonaws.com"
OPERATIONS = sorted(protocol().operations)

drawn = settings(
    max_examples=examples(8),
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def sent_by_botocore(operation: str, params: dict[str, Any]) -> tuple[str, str, bytes]:
    """Return method, target and body as a botocore client would send them."""
    serializer = create_serializer("rest-json", include_validation=True)
    request = serializer.serialize_to_request(params, service_model().operation_model(operation))
    prepare_request_dict(request, HOST)
    return request["method"], request["url"].removeprefix(HOST), request["body"] or b""


def received_by_botocore(operation: str, body: bytes) -> dict[str, Any]:
    """Return the members that a botocore client would read from an answer."""
    shape = service_model().operation_model(operation).output_shape
    answer = {"status_code": 200, "headers": {}, "body": body}
    members: dict[str, Any] = create_parser("rest-json").parse(answer, shape)
    del members["ResponseMetadata"]
    return members


@pytest.mark.parametrize("operation", OPERATIONS)
@given(data=st.data())
@drawn
def test_what_botocore_sends_is_read_unchanged(operation: str, data: st.DataObject) -> None:
    params = data.draw(inputs(operation))
    method, target, body = sent_by_botocore(operation, params)

    match = protocol().route(method, target)

    assert match is not None
    assert match.endpoint.name == operation
    assert match.endpoint.read(match.labels, match.query, body) == params


@pytest.mark.parametrize("operation", OPERATIONS)
@given(data=st.data())
@drawn
def test_what_is_written_is_received_unchanged_by_botocore(
    operation: str, data: st.DataObject
) -> None:
    result = data.draw(outputs(operation))

    body = protocol().operations[operation].write(result)

    assert received_by_botocore(operation, body) == result
