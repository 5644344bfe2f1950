"""Converts the properties of a template to members of the service model, or refuses them.

Names, nesting and types come from the service model; the operation checks the values.  The
sentences are those of CloudFormation's schema validation (observed in use).
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

from mock_connectcases.moto_plugin.cloudformation.resource_types import member_name
from mock_connectcases.wire.model import service_model

if TYPE_CHECKING:
    from mock_connectcases.moto_plugin.cloudformation.resource_types import ResourceType
    from mock_connectcases.wire.model import Shape

_INTEGERS = {"integer": int, "long": int}
_NUMBERS = {"double": float, "float": float, **_INTEGERS}


class PropertiesRefused(Exception):  # noqa: N818 - a mistake of the template, no fault of ours
    """Properties do not have the form of their resource type."""


def read(type_: ResourceType, properties: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the members that correspond to properties, and the tags.

    Scalars take the type of their place, as templates and parameters are text (documented).

    Raises:
        PropertiesRefused: a property is missing, unknown or of another type.
    """
    if not isinstance(properties, dict):
        raise _wrong_type("#", "JSONObject", properties)
    shapes = _shapes(type_)
    # A botocore older than a property does not describe it.
    known = [each for each in (*type_.required, *type_.optional) if member_name(each) in shapes]
    for name in properties:
        if name not in (*known, "Tags"):
            raise _unknown("#", name)
    for name in type_.required:
        if name not in properties:
            raise PropertiesRefused(f"#: required key [{name}] not found")
    members = {
        member_name(name): _read(shapes[member_name(name)], properties[name], f"#/{name}", type_)
        for name in known
        if name in properties
    }
    return members, _read_tags(properties.get("Tags", []), type_.tag_key)


def _shapes(type_: ResourceType) -> dict[str, Shape]:
    text = service_model().shape_for("FieldValueUnion").members["stringValue"]
    own = service_model().operation_model(f"Create{type_.name}").input_shape.members
    return {"title": text, "customerId": text, **own}


def _read_tags(given: Any, key_shape: str) -> dict[str, str]:
    if not isinstance(given, list):
        raise _wrong_type("#/Tags", "JSONArray", given)
    tags: dict[str, str] = {}
    model = service_model()
    # A botocore older than the shape cannot say what its pattern is.
    known = key_shape in model.shape_names
    pattern = model.shape_for(key_shape).metadata["pattern"] if known else ""
    for position, tag in enumerate(given):
        path = f"#/Tags/{position}"
        if not isinstance(tag, dict):
            raise _wrong_type(path, "JSONObject", tag)
        for name in tag:
            if name not in {"Key", "Value"}:
                raise _unknown(path, name)
        for name in ("Key", "Value"):
            if name not in tag:
                raise PropertiesRefused(f"{path}: required key [{name}] not found")
        key = _read_scalar("string", tag["Key"], f"{path}/Key")
        if pattern and re.fullmatch(pattern, key, re.ASCII) is None:
            rule = f"failed validation constraint for keyword [pattern] {pattern}"
            raise PropertiesRefused(f"{path}/Key: {rule}")
        tags[key] = _read_scalar("string", tag["Value"], f"{path}/Value")
    return tags


def _read(shape: Shape, value: Any, path: str, type_: ResourceType) -> Any:
    kind = shape.type_name
    if kind == "structure":
        return _read_structure(shape, value, path, type_)
    if kind == "list":
        if not isinstance(value, list):
            raise _wrong_type(path, "JSONArray", value)
        return [
            _read(shape.member, each, f"{path}/{position}", type_)
            for position, each in enumerate(value)
        ]
    return _read_scalar(kind, value, path)


def _read_structure(shape: Shape, value: Any, path: str, type_: ResourceType) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong_type(path, "JSONObject", value)
    members = {}
    for name, each in value.items():
        member = member_name(name)
        if name == member or member not in shape.members or member in type_.left_out:
            raise _unknown(path, name)
        members[member] = _read(shape.members[member], each, f"{path}/{name}", type_)
    return members


def _read_scalar(kind: str, value: Any, path: str) -> Any:
    """Return a scalar as the type of its place."""
    is_boolean = isinstance(value, bool)
    if kind == "boolean":
        if is_boolean:
            return value
        if value in ("true", "false"):
            return value == "true"
        raise _wrong_type(path, "Boolean", value)
    if kind in _NUMBERS:
        try:
            if not is_boolean and isinstance(value, (str, int, float)):
                return _NUMBERS[kind](value)
        except ValueError:
            pass
        raise _wrong_type(path, "Number", value)
    if is_boolean:
        return "true" if value else "false"
    if isinstance(value, (str, int, float, datetime.date)):
        return str(value)
    raise _wrong_type(path, "String", value)


def _unknown(path: str, name: str) -> PropertiesRefused:
    return PropertiesRefused(f"{path}: extraneous key [{name}] is not permitted")


def _wrong_type(path: str, expected: str, found: Any) -> PropertiesRefused:
    name = "Null"
    for types, its_name in (
        (bool, "Boolean"),
        (dict, "JSONObject"),
        (list, "JSONArray"),
        ((int, float), "Number"),
        ((str, datetime.date), "String"),
    ):
        if isinstance(found, types):
            name = its_name
            break
    return PropertiesRefused(f"{path}: expected type: {expected}, found: {name}")
