"""The parts of a seed: their members, and what becomes of each in the request for the part.

``schema`` makes the JSON Schema of these descriptions; docs/seeds.md says what the members mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases.resources.kinds import DEFINITIONS, DOMAIN, FIELD
from mock_connectcases.seeds import case_parts, definition_parts, form
from mock_connectcases.seeds.case_parts import CASE_PART
from mock_connectcases.seeds.codec import Codec, ListOf, Part, outside_request
from mock_connectcases.seeds.definition_parts import DEFINITION, EVENTS, FIELD_PART, SYSTEM_FIELD
from mock_connectcases.seeds.plain_codecs import (
    DUMPED,
    ORDER,
    TAGS,
    TEXT,
    TIME,
    identifier,
    modeled,
)

if TYPE_CHECKING:
    from mock_connectcases.seeds.form import JsonObject


def _by_name(*codecs: Codec) -> Codec:
    """Return the codec of an object by names, or of a list of parts with names."""

    def schema() -> JsonObject:
        kinds = [each for codec in codecs for each in _alternatives(codec)]
        either = {"anyOf": [*kinds, {"type": "null"}]}
        listed = {"type": "array", "items": {"required": ["name"], "anyOf": kinds}}
        return {"anyOf": [{"type": "object", "additionalProperties": either}, listed]}

    return Codec(schema)


def _alternatives(codec: Codec) -> list[JsonObject]:
    schema = codec.schema
    alternatives: list[JsonObject] = schema.get("anyOf", [schema])
    return alternatives


_PLACE = {"account": Codec({"type": "string", "pattern": "^[0-9]{12}$"}), "region": TEXT}
_BY_NAME = {FIELD: (FIELD_PART, SYSTEM_FIELD)}
DOMAIN_PART = Part(
    "domain",
    outside_request(
        name=modeled("CreateDomain", "name"),
        id=identifier(DOMAIN),
        **_PLACE,
        createdTime=TIME,
        tags=TAGS,
        **{each.member: _by_name(*_BY_NAME.get(each, (DEFINITION[each],))) for each in DEFINITIONS},
        events=EVENTS,
        cases=ListOf(CASE_PART),
        creation=DUMPED,
        merges=DUMPED,
        order=ORDER,
    ),
)
SEED = Part(
    "seed",
    {
        "$schema": TEXT,
        "version": Codec({"const": form.VERSION}),
        **_PLACE,
        "time": TIME,
        "checks": Codec({"enum": list(form.CHECKS)}),
        "domains": _by_name(DOMAIN_PART),
    },
)
PARTS = [
    each
    for listed in (definition_parts, case_parts)
    for each in vars(listed).values()
    if isinstance(each, Part)
]
PARTS += [DOMAIN_PART, SEED]
"""All parts of a seed, the smallest first."""
