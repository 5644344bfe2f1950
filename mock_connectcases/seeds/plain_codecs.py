"""Codecs of values without parts of their own: texts, flags, times, tags, values of fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases import clock
from mock_connectcases.resources import quotas
from mock_connectcases.resources.field_value import ARM_OF_TYPE, EMPTY
from mock_connectcases.seeds import form, limits
from mock_connectcases.seeds.codec import Codec
from mock_connectcases.seeds.text import write_value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.seeds.definition_names import DefinitionNames
    from mock_connectcases.seeds.form import JsonObject
    from mock_connectcases.wire.model import Shape


def modeled(operation: str, *path: str) -> Codec:
    """Return the codec of a text or a number that the service model describes."""
    return Codec(lambda: _bounded(limits.member_shape(operation, *path)))


def identifier(kind: Kind) -> Codec:
    """Return the codec of the id of a resource."""
    return Codec(lambda: _bounded(limits.id_shape(kind)))


def _bounded(shape: Shape | None) -> JsonObject:
    """Return the schema of a text or number by the model; any where botocore is too old."""
    if shape is None:
        return {}
    kind = {"string": "string", "long": "integer", "integer": "integer"}[shape.type_name]
    names = ("minLength", "maxLength") if kind == "string" else ("minimum", "maximum")
    bounds = zip(names, ("min", "max"), strict=True)
    made: JsonObject = {"type": kind}
    made |= {name: shape.metadata[bound] for name, bound in bounds if bound in shape.metadata}
    if "enum" in shape.metadata:
        made["enum"] = list(shape.metadata["enum"])
    return made


class ValueCodec(Codec):
    """A value of a field, plain or as the union that requests have."""

    def __init__(self) -> None:
        super().__init__(_schema_of_value)

    def _read(self, given: Any, _names: DefinitionNames) -> JsonObject:
        if type(given) is dict:
            return given
        if given is None:
            return EMPTY
        if type(given) is bool:
            return {"booleanValue": given}
        if type(given) in (int, float):
            return {"doubleValue": given}
        return {"stringValue": form.expect(given, str)}

    def _write(self, value: Mapping[str, Any], _names: DefinitionNames) -> Any:
        ((arm, plain),) = value.items()
        return None if arm == "emptyValue" else write_value(plain)


def _schema_of_value() -> JsonObject:
    union: JsonObject = {key: {} for key in (*dict.fromkeys(ARM_OF_TYPE.values()), "emptyValue")}
    as_api = {
        "type": "object",
        "properties": union,
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    longest = modeled("CreateCase", "fields", "value", "stringValue").schema
    return {"anyOf": [longest, {"type": ["number", "boolean", "null"]}, as_api]}


class _Time(Codec):
    """A time, which is text in a seed."""

    def _read(self, given: Any, _names: DefinitionNames) -> datetime | None:
        return form.moment(given)

    def _write(self, value: datetime, _names: DefinitionNames) -> str:
        return clock.to_field_text(value)


class OptionalTime(_Time):
    """A time, or a null for none."""

    def _read(self, given: Any, names: DefinitionNames) -> datetime | None:
        return None if given is None else super()._read(given, names)


TEXT = Codec({"type": "string"})
FLAG = Codec({"type": "boolean"})
TIME = _Time({"type": "string", "description": "a time such as 2026-01-31T12:00:00Z"})
TAGS = Codec(
    {"type": "object", "additionalProperties": TEXT.schema, "maxProperties": quotas.TAGS.default}
)
WRITTEN_BY_DUMP = {"description": "written by dump()"}
DUMPED = Codec(WRITTEN_BY_DUMP)
_NUMBERS = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
ORDER = Codec({**_NUMBERS, **WRITTEN_BY_DUMP})
VALUE = ValueCodec()
