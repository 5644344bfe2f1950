"""Every constraint of every input member of the model is enforced, by the right error and path."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlencode

import pytest

from mock_connectcases.errors import SerializationException, ServiceError, ValidationException
from mock_connectcases.wire.model import Shape, service_model
from mock_connectcases.wire.protocol import protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

OPERATIONS = sorted(protocol().operations)
EXEMPLARS = ("a", "aa", "", "1", "A/b", "aaaaaaaaaa")
OFF_PATTERN = ("\n", "é", "aws:a", " ", "a ", "{", "")


class Violation(NamedTuple):
    """A value with one violation in it, and where the violation is."""

    path: str
    value: Any
    error: type[ServiceError]
    sentence: str


def matches(shape: Shape, text: str) -> bool:
    pattern = shape.metadata.get("pattern")
    return pattern is None or re.fullmatch(pattern, text, re.ASCII) is not None


def valid(shape: Shape) -> Any:
    """Return a small value that a shape allows."""
    kind, metadata = shape.type_name, shape.metadata
    if kind == "structure":
        names = shape.required_members
        if metadata.get("union"):
            names = [min(shape.members, key=lambda name: depth(shape.members[name]))]
        return {name: valid(shape.members[name]) for name in names}
    if kind == "list":
        fewest = 1 if located(shape, "querystring") else metadata.get("min", 0)
        return [valid(shape.member)] * fewest
    if kind == "map":
        return {}
    if kind == "string":
        return metadata["enum"][0] if "enum" in metadata else valid_text(shape)
    return {"boolean": True, "double": 1.5}.get(kind, metadata.get("min", 1))


def valid_text(shape: Shape) -> str:
    shortest = shape.metadata.get("min", 0)
    return next(text for text in EXEMPLARS if len(text) >= shortest and matches(shape, text))


def depth(shape: Shape, above: tuple[str, ...] = ()) -> int:
    """Return how deep the required part of a shape is; a shape inside itself is endless."""
    if shape.name in above:
        return 1000
    above = (*above, shape.name)
    if shape.type_name == "list":
        return 1 + depth(shape.member, above)
    if shape.type_name != "structure":
        return 0
    if shape.metadata.get("union"):
        return 1 + min(depth(member, above) for member in shape.members.values())
    depths = [depth(shape.members[name], above) for name in shape.required_members]
    return 1 + max(depths, default=0)


def violations_in(shape: Shape, above: tuple[str, ...] = ()) -> Iterator[Violation]:
    """Yield values of a shape with one violation each, down to the shapes that repeat."""
    if shape.name in above:
        return
    above = (*above, shape.name)
    yield from (
        Violation("", value, SerializationException, "expected")
        for value in mistyped(shape.type_name)
    )
    yield from {
        "structure": structure_violations,
        "list": list_violations,
        "map": map_violations,
        "string": string_violations,
        "integer": number_violations,
        "long": number_violations,
    }.get(shape.type_name, no_violations)(shape, above)


def mistyped(kind: str) -> list[Any]:
    values = {
        "string": "text",
        "boolean": True,
        "integer": 1,
        "double": 1.5,
        "list": [],
        "structure": {},
    }
    fitting = {"map": "structure", "long": "integer"}.get(kind, kind)
    unfit = [value for other, value in values.items() if other != fitting]
    return [value for value in unfit if not (kind == "double" and value == 1)] + (
        [True] if kind == "double" else []
    )


def no_violations(_shape: Shape, _above: tuple[str, ...]) -> Iterator[Violation]:
    return iter(())


def structure_violations(shape: Shape, above: tuple[str, ...]) -> Iterator[Violation]:
    is_union = shape.metadata.get("union")
    whole = {} if is_union else valid(shape)
    for name, member in shape.members.items():
        for path, value, error, sentence in violations_in(member, above):
            yield Violation(f".{name}{path}", {**whole, name: value}, error, sentence)
    for name in shape.required_members:
        for without in ({**whole, name: None}, {k: v for k, v in whole.items() if k != name}):
            yield Violation(f".{name}", without, ValidationException, "must not be null")
    if is_union:
        arms = {name: valid(member) for name, member in islice(shape.members.items(), 2)}
        yield Violation("", {}, SerializationException, "exactly one of")
        yield Violation("", {"unknownArm": 1}, SerializationException, "exactly one of")
        yield Violation("", dict.fromkeys(arms), SerializationException, "exactly one of")
        if len(arms) > 1:
            yield Violation("", arms, SerializationException, "exactly one of")


def list_violations(shape: Shape, above: tuple[str, ...]) -> Iterator[Violation]:
    fewest, most = shape.metadata.get("min", 0), shape.metadata.get("max")
    item = valid(shape.member)
    if fewest:
        yield Violation("", [item] * (fewest - 1), ValidationException, f"or equal to {fewest}")
    if most is not None:
        yield Violation("", [item] * (most + 1), ValidationException, f"or equal to {most}")
    yield Violation(".1.member", [None], ValidationException, "must not be null")
    for path, value, error, sentence in violations_in(shape.member, above):
        yield Violation(f".1.member{path}", [value], error, sentence)


def map_violations(shape: Shape, above: tuple[str, ...]) -> Iterator[Violation]:
    most = shape.metadata.get("max")
    item = valid(shape.value)
    if most is not None:
        too_many = {f"key{number}": item for number in range(most + 1)}
        yield Violation("", too_many, ValidationException, f"or equal to {most}")
    for _, key, _, _ in string_violations(shape.key, above):
        yield Violation("", {key: item}, ValidationException, "Map keys must satisfy constraint")
    for path, value, error, sentence in violations_in(shape.value, above):
        yield Violation(f".key{path}", {"key": value}, error, sentence)


def string_violations(shape: Shape, _above: tuple[str, ...]) -> Iterator[Violation]:
    metadata = shape.metadata
    if metadata.get("min"):
        yield Violation("", "", ValidationException, f"or equal to {metadata['min']}")
    if "max" in metadata:
        text = "a" * (metadata["max"] + 1)
        yield Violation("", text, ValidationException, f"or equal to {metadata['max']}")
    if "enum" in metadata:
        yield Violation("", "NoSuchValue", ValidationException, "enum value set")
    for text in OFF_PATTERN:
        if not matches(shape, text):
            yield Violation("", text, ValidationException, "regular expression pattern")


def number_violations(shape: Shape, _above: tuple[str, ...]) -> Iterator[Violation]:
    metadata = shape.metadata
    yield Violation("", 1.0, SerializationException, "expected an integer")
    yield Violation("", 1 << 70, SerializationException, "expected an integer")
    if "min" in metadata:
        yield Violation("", metadata["min"] - 1, ValidationException, "greater than or equal to")
    if "max" in metadata:
        yield Violation("", metadata["max"] + 1, ValidationException, "less than or equal to")


def located(shape: Shape, location: str) -> bool:
    return bool(shape.serialization.get("location") == location)


def sent(operation: str, members: dict[str, Any]) -> dict[str, Any]:
    """Read members that botocore would refuse to send."""
    model = service_model().operation_model(operation)
    shapes = model.input_shape.members
    body = {k: v for k, v in members.items() if "location" not in shapes[k].serialization}
    query = {k: v for k, v in members.items() if located(shapes[k], "querystring")}
    uri = model.http["requestUri"]
    path = re.sub(r"\{(\w+)\}", lambda label: quote(members[label[1]], ""), uri)
    match = protocol().route(model.http["method"], f"{path}?{urlencode(query, doseq=True)}")
    assert match is not None
    return match.endpoint.read(match.labels, match.query, json.dumps(body).encode())


@pytest.mark.parametrize("operation", OPERATIONS)
def test_each_fault_in_the_body_is_named(operation: str) -> None:
    shape = service_model().operation_model(operation).input_shape
    whole = valid(shape)

    for name, member in shape.members.items():
        if "location" in member.serialization:
            continue
        for path, value, error, sentence in violations_in(member):
            with pytest.raises(error) as raised:
                sent(operation, {**whole, name: value})
            assert f" at '{name}{path}' " in raised.value.message
            assert sentence in raised.value.message


@pytest.mark.parametrize("operation", OPERATIONS)
def test_each_missing_member_of_the_body_is_named(operation: str) -> None:
    shape = service_model().operation_model(operation).input_shape
    in_body = [
        name
        for name in shape.required_members
        if "location" not in shape.members[name].serialization
    ]

    for name in in_body:
        for members in ({**valid(shape), name: None}, {**valid(shape)}):
            if members[name] is not None:
                del members[name]
            with pytest.raises(ValidationException) as raised:
                sent(operation, members)
            assert (
                f"Value null at '{name}' failed to satisfy constraint: Member must not be null"
                in raised.value.message
            )


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_smallest_valid_input_is_read(operation: str) -> None:
    smallest = valid(service_model().operation_model(operation).input_shape)

    assert sent(operation, smallest) == smallest


@pytest.mark.parametrize("operation", OPERATIONS)
def test_each_fault_in_a_label_is_named(operation: str) -> None:
    shape = service_model().operation_model(operation).input_shape

    for name, member in shape.members.items():
        if not located(member, "uri"):
            continue
        for _, value, error, sentence in string_violations(member, ()):
            if value == "":
                continue  # another path altogether
            with pytest.raises(error) as raised:
                sent(operation, {**valid(shape), name: value})
            assert f" at '{name}' " in raised.value.message
            assert sentence in raised.value.message
