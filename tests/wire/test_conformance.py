"""A document that conforms is one that the parsers read as it stands, without a violation."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from botocore.model import ShapeResolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_connectcases.wire.conformance import compile_conforms
from mock_connectcases.wire.model import service_model
from mock_connectcases.wire.parsing import ShapeParsers
from mock_connectcases.wire.protocol import protocol
from mock_connectcases.wire.violations import Violations
from tests.strategies import examples, inputs
from tests.wire.test_fuzz import spoil

if TYPE_CHECKING:
    from mock_connectcases.wire.conformance import Conforms
    from mock_connectcases.wire.model import Shape

OPERATIONS = sorted(protocol().operations)

drawn = settings(
    max_examples=examples(12),
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@cache
def body_of(operation: str) -> tuple[Shape, dict[str, Shape], Conforms]:
    shape = service_model().operation_model(operation).input_shape
    members = {
        name: member
        for name, member in shape.members.items()
        if "location" not in member.serialization
    }
    return shape, members, compile_conforms(members, members.keys() & set(shape.required_members))


@cache
def contains_itself(shape: Shape, inside: tuple[str, ...] = ()) -> bool:
    if shape.name in inside:
        return True
    parts: list[Shape] = [
        *getattr(shape, "members", {}).values(),
        *(getattr(shape, part) for part in ("member", "key", "value") if hasattr(shape, part)),
    ]
    return any(contains_itself(part, (*inside, shape.name)) for part in parts)


def sent(operation: str, data: st.DataObject) -> dict[str, Any]:
    _, members, _ = body_of(operation)
    return {name: value for name, value in data.draw(inputs(operation)).items() if name in members}


@pytest.mark.parametrize("operation", OPERATIONS)
@given(data=st.data())
@drawn
def test_a_valid_document_conforms_and_what_conforms_is_read_as_it_stands(
    operation: str, data: st.DataObject
) -> None:
    shape, members, conforms = body_of(operation)
    document = sent(operation, data)
    if not any(map(contains_itself, members.values())):
        assert conforms(json.loads(json.dumps(document)))
    spoil(document, data)
    document = json.loads(json.dumps(document))

    if conforms(document):
        violations = Violations()
        parsers = ShapeParsers(operation).members(shape)
        read = {name: parsers[name](value, None, violations) for name, value in document.items()}
        assert read == document
        assert violations.error() is None


def test_a_member_of_a_kind_that_no_input_had_never_conforms() -> None:
    shapes = {"Text": {"type": "string"}, "Time": {"type": "timestamp"}}
    members = {"text": {"shape": "Text"}, "time": {"shape": "Time"}}
    model = ShapeResolver({**shapes, "Input": {"type": "structure", "members": members}})

    conforms = compile_conforms(model.get_shape_by_name("Input").members, {"text"})

    assert conforms({"text": "a"})
    assert not conforms({"text": "a", "time": 1})


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"fields": None},
        {"fields": [None]},
        {"fields": [{"id": "title"}]},
        {"fields": [{"id": "title", "value": {"stringValue": "a"}}], "unknown": 1},
        {"fields": [{"id": "title", "value": {"stringValue": "a", "doubleValue": 1.0}}]},
        {"fields": [{"id": "title", "value": {}}]},
        {"fields": [{"id": "title", "value": {"doubleValue": 1}}]},
        {"fields": [{"id": "title", "value": {"doubleValue": float("inf")}}]},
        {"fields": [{"id": "title", "value": {"booleanValue": 1}}]},
        {"fields": [{"id": "t" * 501, "value": {"stringValue": "a"}}]},
        {"fields": {}},
    ],
    ids=str,
)
def test_what_is_not_just_as_the_model_has_it_does_not_conform(document: dict[str, Any]) -> None:
    _, _, conforms = body_of("UpdateCase")

    assert not conforms(document)


def test_a_member_that_may_contain_itself_never_conforms() -> None:
    _, _, conforms = body_of("SearchCases")

    assert conforms({"searchTerm": "order"})
    assert not conforms({"filter": {"tag": {"equalTo": {"key": "a"}}}})
