"""Whatever a client sends, it gets an answer that blames the request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_connectcases.errors import ConflictException
from mock_connectcases.rules import SERVICE_MODEL
from mock_connectcases.service import Service
from mock_connectcases.store import Store
from mock_connectcases.wire.messages import Request
from mock_connectcases.wire.model import service_model
from mock_connectcases.wire.protocol import protocol
from tests.strategies import TEXT, examples, inputs

if TYPE_CHECKING:
    from mock_connectcases.operations.call import Call

OPERATIONS = sorted(protocol().operations)
STORE = Store(account_id="123456789012", region="us-east-1", partition="aws")

drawn = settings(
    max_examples=examples(10),
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(TEXT), inner, max_size=3),
    max_leaves=5,
)
segments = st.sampled_from(
    ["domains", "d", "cases", "c", "tags", "%2F", "%", "%FF", "", "cases-search", "related-items"]
) | st.text(st.characters(), max_size=5)
targets = st.builds(
    lambda path, query: "/" + "/".join(path) + query,
    st.lists(segments, max_size=6),
    st.sampled_from(["", "?", "?maxResults=%", "?nextToken=%FF", "?&=&maxResults=x"])
    | st.text(st.characters(), max_size=8).map("?{}".format),
)


def reached(_call: Call, _params: dict[str, Any]) -> dict[str, Any]:
    raise ConflictException("the operation was reached", rule=SERVICE_MODEL)


SERVICE = Service(dict.fromkeys(OPERATIONS, reached), protocol())


def status_of(method: str, target: str, body: bytes) -> int:
    """Send a request; return the status of its answer, which must be readable."""
    response = SERVICE.handle(Request(method, target, body, {}), STORE, principal=str)
    assert isinstance(json.loads(response.body)["message"], str)
    assert int(response.headers["Content-Length"]) == len(response.body)
    return response.status


@given(st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", ""]), targets, st.binary())
@settings(drawn, max_examples=examples(250))
def test_any_bytes_get_an_answer(method: str, target: str, body: bytes) -> None:
    assert status_of(method, target, body) in {400, 404, 409}


@pytest.mark.parametrize("operation", OPERATIONS)
@given(data=st.data())
@drawn
def test_any_json_gets_an_answer(operation: str, data: st.DataObject) -> None:
    document = data.draw(inputs(operation) | json_values)
    spoil(document, data)
    http = service_model().operation_model(operation).http
    target = http["requestUri"].replace("{", "").replace("}", "")

    status = status_of(http["method"], target, json.dumps(document).encode())

    assert status in {400, 409}


def spoil(document: Any, data: st.DataObject) -> None:
    """Replace something in a document, at any depth, by any JSON value."""
    place = document
    while isinstance(place, dict | list) and place:
        keys: list[Any] = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            place[key] = data.draw(json_values)
            return
        place = place[key]
