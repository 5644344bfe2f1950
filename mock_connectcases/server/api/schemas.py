"""The JSON schemas of bodies and answers; names come from the service model and the toolkit."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from mock_connectcases import clock, rules
from mock_connectcases.resources.case_event import DETAIL_TYPE, EVENT_TYPES, SOURCE
from mock_connectcases.resources.kinds import CASE, DEFINITIONS, DOMAIN, RELATED_ITEM
from mock_connectcases.resources.quotas import QUOTAS
from mock_connectcases.seeds.form import SCHEMA
from mock_connectcases.toolkit.outcomes import error_names, member_types
from mock_connectcases.toolkit.selection import verb_patterns
from mock_connectcases.wire.model import service_model

if TYPE_CHECKING:
    from collections.abc import Iterable

Schema = dict[str, Any]

TEXT: Final[Schema] = {"type": "string"}
TIME: Final[Schema] = {"type": "string", "format": "date-time"}
ACCOUNT: Final[Schema] = {"type": "string", "pattern": "^[0-9]{12}$"}
_NUMBER: Final[Schema] = {"type": "number"}
_SECONDS: Final[Schema] = {
    "type": "number",
    "minimum": 0,
    "maximum": clock.MAX_OFFSET.total_seconds(),
}
COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_BOOLEAN: Final[Schema] = {"type": "boolean"}
_BOOLEAN_OR_NULL: Final[Schema] = {"type": ["boolean", "null"]}
ANY_OBJECT: Final[Schema] = {"type": "object", "additionalProperties": True}
_OBJECT_OR_NULL: Final[Schema] = {"type": ["object", "null"], "additionalProperties": True}
_TEXT_OR_NULL: Final[Schema] = {"type": ["string", "null"]}
_COUNT_OR_NULL: Final[Schema] = {"type": ["integer", "null"], "minimum": 0}
_DEFS: Final = "#/$defs/"
_COMPONENTS: Final = "#/components/schemas/"

_CLOCK_UNITS: Final = (
    "weeks",
    "days",
    "hours",
    "minutes",
    "seconds",
    "milliseconds",
    "microseconds",
)
"""The units of a tick."""

TRIGGER_MEMBERS: Final[dict[str, Schema]] = {
    "times": {"type": ["integer", "null"], "minimum": 1},
    "after": COUNT,
    "when": _OBJECT_OR_NULL,
    "probability": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
    "seed": {"type": ["integer", "null"]},
}
"""The requests at which a fault or a delay fires, as ``fail`` and ``delay`` take them."""


def open_object(optional: dict[str, Schema] | None = None, /, **members: Schema) -> Schema:
    """Return the schema of an answer, which has all of these members but the optional ones."""
    properties = {**members, **(optional or {})}
    return {"type": "object", "properties": properties, "required": list(members)}


def closed_object(members: dict[str, Schema], *required: str) -> Schema:
    """Return the schema of a body, which has no other members."""
    schema = {"type": "object", "properties": members, "additionalProperties": False}
    return {**schema, "required": list(required)} if required else schema


def list_of(items: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": items}


def map_of(values: Schema) -> Schema:
    """Return the schema of an object with names that no schema knows."""
    return {"type": "object", "additionalProperties": values}


def enum_of(values: Iterable[str]) -> Schema:
    """Return the schema of a text that is one of several."""
    return {"type": "string", "enum": sorted(values)}


def ref(name: str) -> Schema:
    """Return a reference to one of the components."""
    return {"$ref": f"{_COMPONENTS}{name}"}


def resolved(schema: Schema) -> Schema:
    """Return the schema that a reference leads to."""
    reference = schema.get("$ref")
    return components()[reference.removeprefix(_COMPONENTS)] if reference else schema


SEED: Final[Schema] = {"anyOf": [ref("Seed"), {"type": "null"}]}
"""A seed to be added: an empty file of YAML has none."""
EMPTY_OBJECT: Final = closed_object({})
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
SEARCH_LAG: Final = closed_object({"seconds": _SECONDS}, "seconds")
CLOCK: Final = open_object(now=TIME, aheadSeconds=_SECONDS)
CLOCK_MOVE: Final[Schema] = {
    **closed_object(
        {
            "tick": {
                **closed_object(dict.fromkeys(_CLOCK_UNITS, _NUMBER)),
                "minProperties": 1,
            },
            "to": TIME,
        }
    ),
    "minProperties": 1,
    "maxProperties": 1,
}
LOADED: Final = open_object(
    domains=list_of(
        open_object(account=ACCOUNT, region=TEXT, domainId=TEXT, name=TEXT, cases=COUNT)
    )
)
NEW_FAULT: Final[Schema] = {"anyOf": [ref("NewFault"), ref("NewDelay")]}
STATE: Final = open_object(counts=map_of(COUNT), accounts=map_of(map_of(ref("Region"))))


@cache
def components() -> dict[str, Schema]:
    """Return the schemas that others refer to, by name."""
    of_errors = {name: {"type": type_} for name, type_ in member_types().items()}
    operation = {
        "anyOf": [
            ref("OperationName"),
            ref("OperationPattern"),
            {**list_of(TEXT), "minItems": 1, "description": "names, and patterns of any kind"},
        ]
    }
    return {
        "OperationName": enum_of(service_model().operation_names),
        "OperationPattern": enum_of(verb_patterns()),
        "ErrorName": enum_of(error_names()),
        "NewFault": closed_object(
            {
                "operation": operation,
                "error": ref("ErrorName"),
                **TRIGGER_MEMBERS,
                "message": _TEXT_OR_NULL,
                "lostAnswer": _BOOLEAN,
                **of_errors,
            },
            *("operation", "error"),
        ),
        "NewDelay": closed_object(
            {"operation": operation, "delay": _SECONDS, **TRIGGER_MEMBERS}, "operation", "delay"
        ),
        "Fault": open_object(
            {
                "error": ref("ErrorName"),
                "lostAnswer": _BOOLEAN,
                "message": TEXT,
                **of_errors,
                "unused": _TEXT_OR_NULL,
                "delay": _SECONDS,
            },
            id={"type": "integer", "minimum": 1},
            account=_TEXT_OR_NULL,
            operation=TEXT,
            operations=list_of(ref("OperationName")),
            **{
                **TRIGGER_MEMBERS,
                "when": {**_OBJECT_OR_NULL, "type": ["object", "string", "null"]},
            },
            fired=COUNT,
        ),
        "Request": open_object(
            number=COUNT,
            time=TIME,
            operation=_TEXT_OR_NULL,
            method=TEXT,
            target=TEXT,
            status=COUNT,
            error=_TEXT_OR_NULL,
            rule=_TEXT_OR_NULL,
            reason=_TEXT_OR_NULL,
            requestId=_TEXT_OR_NULL,
            account=_TEXT_OR_NULL,
            region=_TEXT_OR_NULL,
            milliseconds=_NUMBER,
            hint=_TEXT_OR_NULL,
            parameters=_OBJECT_OR_NULL,
            answer=_OBJECT_OR_NULL,
        ),
        "CaseEvent": open_object(
            **{"detail-type": {"const": DETAIL_TYPE}},
            version=TEXT,
            id=TEXT,
            source={"const": SOURCE},
            account=ACCOUNT,
            time=TIME,
            region=TEXT,
            resources=list_of(TEXT),
            detail={**open_object(eventType=enum_of(EVENT_TYPES)), "additionalProperties": True},
        ),
        "Region": _region(),
        "Refusal": REFUSAL,
        "SeedRefusal": SEED_REFUSAL,
        **_seed_schemas(),
    }


def _region() -> Schema:
    """Return the schema of what a region of an account has."""
    kinds = (*DEFINITIONS, CASE, RELATED_ITEM)
    definitions = {
        kind.member: list_of(open_object(**{kind.id_member: TEXT}, name=TEXT, deleted=_BOOLEAN))
        for kind in DEFINITIONS
    }
    case = open_object(
        caseId=TEXT,
        templateId=TEXT,
        title=_TEXT_OR_NULL,
        status=_TEXT_OR_NULL,
        relatedItems=COUNT,
    )
    domain = open_object(
        **{DOMAIN.id_member: TEXT, DOMAIN.arn_member: TEXT},
        name=TEXT,
        counts=open_object(**{kind.member: COUNT for kind in kinds}),
        **definitions,
        cases=list_of(case),
        casesNotShown=COUNT,
    )
    return open_object(domains=list_of(domain))


def quota_values(*, may_be_null: bool) -> Schema:
    """Return the schema of quotas by name; ``null`` is the value at the start of the server."""
    return closed_object(dict.fromkeys(QUOTAS, _COUNT_OR_NULL if may_be_null else COUNT))


def assumption_values() -> Schema:
    """Return the schema of assumptions by name: whether each applies."""
    return closed_object(dict.fromkeys(rules.switchable(), _BOOLEAN))


def assumption_changes() -> Schema:
    """Return the schema of changes of them; those of corrected rules have no effect."""
    names = [*rules.switchable(), *rules.CORRECTED]
    return closed_object(dict.fromkeys(names, _BOOLEAN_OR_NULL))


def _seed_schemas() -> dict[str, Schema]:
    """Return the schema of a seed and those of its parts, as components."""
    written = SCHEMA.read_text(encoding="utf-8")
    schema = json.loads(written.replace(_DEFS, f"{_COMPONENTS}Seed"))
    parts = {f"Seed{name}": each for name, each in schema.pop("$defs").items()}
    del schema["$schema"]
    return {"Seed": schema, **parts}
