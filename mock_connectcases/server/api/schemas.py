"""The JSON schemas of bodies and answers; names come from the service model and the toolkit."""

from __future__ import annotations

import json
from typing import Any, Final

from mock_connectcases import clock
from mock_connectcases.resources.quotas import QUOTAS
from mock_connectcases.rules import switchable
from mock_connectcases.seeds.form import SCHEMA
from mock_connectcases.server.inspector.fields import member_types

Schema = dict[str, Any]

TEXT: Final[Schema] = {"type": "string"}
TIME: Final[Schema] = {"type": "string", "format": "date-time"}
ACCOUNT: Final[Schema] = {"type": "string", "pattern": "^[0-9]{12}$"}
_NUMBER: Final[Schema] = {"type": "number"}
_SECONDS: Final[Schema] = {
    "type": "number",
    "minimum": 0,
    "maximum": clock.FARTHEST.total_seconds(),
}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_OBJECT: Final[Schema] = {"type": "object"}
_TEXT_OR_NULL: Final[Schema] = {"type": ["string", "null"]}
_COUNT_OR_NULL: Final[Schema] = {"type": ["integer", "null"], "minimum": 0}
_DEFS: Final = "#/$defs/"

UNITS: Final = ("weeks", "days", "hours", "minutes", "seconds", "milliseconds", "microseconds")
"""The units of a tick."""

TRIGGER: Final[dict[str, Schema]] = {
    "times": {"type": ["integer", "null"], "minimum": 1},
    "after": _COUNT,
    "when": {"type": ["object", "null"]},
    "probability": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
    "seed": {"type": ["integer", "null"]},
}
"""The requests at which a fault or a delay fires, as ``fail`` and ``delay`` take them."""


def open_object(**members: Schema) -> Schema:
    """Return the schema of an answer, which has all of these members."""
    return {"type": "object", "properties": members, "required": list(members)}


def closed_object(members: dict[str, Schema], *required: str) -> Schema:
    """Return the schema of a body, which has no other members."""
    schema = {"type": "object", "properties": members, "additionalProperties": False}
    return {**schema, "required": list(required)} if required else schema


def list_of(items: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": items}


def ref(name: str) -> Schema:
    """Return a reference to one of the components."""
    return {"$ref": f"#/components/schemas/{name}"}


SEED: Final[Schema] = {"anyOf": [ref("Seed"), {"type": "null"}]}
"""A seed to be added: an empty file of YAML has none."""
NOTHING: Final = closed_object({})
STATUS: Final = open_object(status={"const": "ok"})
REFUSAL: Final = open_object(message=TEXT)
SEED_REFUSAL: Final[Schema] = {
    **REFUSAL,
    "properties": {
        "message": TEXT,
        "file": _TEXT_OR_NULL,
        "line": {"type": ["integer", "null"], "minimum": 1},
        "path": list_of({"type": ["string", "integer"]}),
        "rule": TEXT,
    },
}
LAG: Final = closed_object({"seconds": _SECONDS}, "seconds")
CLOCK: Final = open_object(now=TIME, aheadSeconds=_SECONDS)
MOVE: Final[Schema] = {
    **closed_object(
        {
            "tick": {
                **closed_object(dict.fromkeys(UNITS, _NUMBER)),
                "minProperties": 1,
            },
            "to": TIME,
        }
    ),
    "minProperties": 1,
    "maxProperties": 1,
}
FAULT: Final = open_object(
    id={"type": "integer", "minimum": 1},
    account={"type": ["string", "null"]},
    operation=TEXT,
    operations=list_of(TEXT),
    times=TRIGGER["times"],
    after=_COUNT,
    when={"type": ["object", "string", "null"]},
    probability=TRIGGER["probability"],
    seed=TRIGGER["seed"],
    fired=_COUNT,
)
"""Beside these a fault has its error, and a sentence if it is unused; a delay has its seconds."""
REQUEST: Final = open_object(
    number=_COUNT,
    time=TIME,
    operation=_TEXT_OR_NULL,
    method=TEXT,
    target=TEXT,
    status=_COUNT,
    error=_TEXT_OR_NULL,
    rule=_TEXT_OR_NULL,
    requestId=_TEXT_OR_NULL,
    account=_TEXT_OR_NULL,
    region=_TEXT_OR_NULL,
    milliseconds=_NUMBER,
    hint=_TEXT_OR_NULL,
    parameters={"type": ["object", "null"]},
    answer={},
)
EVENT: Final = open_object(**{"detail-type": TEXT, "source": TEXT, "detail": _OBJECT})
STATE: Final = open_object(counts=_OBJECT, accounts=_OBJECT)
LOADED: Final = open_object(
    domains=list_of(
        open_object(account=ACCOUNT, region=TEXT, domainId=TEXT, name=TEXT, cases=_COUNT)
    )
)


def new_fault() -> Schema:
    """Return the schema of a fault or a delay to be added."""
    of_errors: dict[str, Schema] = {
        "message": _TEXT_OR_NULL,
        "lostAnswer": {"type": "boolean"},
        **{name: {"type": type_} for name, type_ in member_types().items()},
    }
    members: dict[str, Schema] = {
        "operation": {"type": ["string", "array"], "items": TEXT, "minLength": 1, "minItems": 1},
        "error": TEXT,
        "delay": _SECONDS,
        **TRIGGER,
        **of_errors,
    }
    return {
        **closed_object(members, "operation"),
        "oneOf": [{"required": ["error"]}, {"required": ["delay"]}],
        "dependentSchemas": {"delay": {"properties": dict.fromkeys(of_errors, False)}},
    }


def quota_values(*, may_be_null: bool) -> Schema:
    """Return the schema of quotas by name; ``null`` is the value at the start of the server."""
    return closed_object(dict.fromkeys(QUOTAS, _COUNT_OR_NULL if may_be_null else _COUNT))


def assumption_values(*, may_be_null: bool) -> Schema:
    """Return the schema of assumptions by name: whether each applies."""
    type_: Schema = {"type": ["boolean", "null"] if may_be_null else "boolean"}
    return closed_object(dict.fromkeys(switchable(), type_))


def seed_schemas() -> dict[str, Schema]:
    """Return the schema of a seed and those of its parts, as components."""
    written = SCHEMA.read_text(encoding="utf-8")
    schema = json.loads(written.replace(_DEFS, "#/components/schemas/Seed"))
    parts = {f"Seed{name}": each for name, each in schema.pop("$defs").items()}
    del schema["$schema"]
    return {"Seed": schema, **parts}
