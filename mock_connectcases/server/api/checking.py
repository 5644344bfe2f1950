"""Reads the body and the query of a request to the API, and checks them by their schemas.

Rule of this file: types, names and what is required are checked here.  Values are checked by what
they are for, in its own words.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from mock_connectcases.errors import SerializationException
from mock_connectcases.resources import field_value
from mock_connectcases.server.api.schemas import resolved
from mock_connectcases.server.refusals import Refused
from mock_connectcases.wire.document import nesting, read_document
from mock_connectcases.wording import join_words, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from mock_connectcases.server.api.schemas import Schema

MOST_LEVELS: Final = 100
"""Levels of arrays and objects in a body; ours, so that no body is too deep for its readers."""

_TYPES: Final[dict[str, tuple[tuple[type, ...], str]]] = {
    "object": ((dict,), "an object"),
    "array": ((list,), "a list"),
    "string": ((str,), "a text"),
    "boolean": ((bool,), "true or false"),
    "integer": ((int,), "a whole number"),
    "number": ((int, float), "a number"),
    "null": ((type(None),), "null"),
}
_NUMBER = re.compile("[0-9]{1,18}")


def invalid(sentence: str) -> Refused:
    """Return the refusal of a request that has a wrong value."""
    return Refused(400, "ValidationException", sentence)


def read_body(body: bytes, schema: Schema, advice: Mapping[str, str]) -> dict[str, Any]:
    """Return the JSON object of a body that fits a schema; raises Refused.

    ``advice`` is a sentence for each member that it lacks and a client may look for.
    """
    if nesting(body) > MOST_LEVELS:
        raise invalid(f"The request body is nested deeper than {MOST_LEVELS} levels.")
    try:
        document = read_document(body)
    except SerializationException as error:
        raise Refused(400, error.code, error.message) from None
    subject = "The request body"
    for name in document:
        if name in advice:
            raise invalid(f"{subject} has no member {name!r}: {advice[name]}")
    check(document, schema, subject)
    return document


def check(value: Any, schema: Schema, subject: str) -> None:
    """Check the types and names of a value by a schema; raises Refused."""
    schema = _merged(schema)
    types = schema.get("type", ())
    expected = [types] if isinstance(types, str) else list(types)
    if expected and not any(type(value) in _TYPES[each][0] for each in expected):
        words = join_words([_TYPES[each][1] for each in expected], last="or")
        raise invalid(f"{subject} is {words}, not {json.dumps(value):.100}.")
    if isinstance(value, list):
        for position, each in enumerate(value):
            check(each, schema.get("items", {}), f"{subject}[{position}]")
    if isinstance(value, dict) and "properties" in schema:
        _check_members(value, schema, subject)


def read_query(text: str, known: Iterable[str]) -> dict[str, str]:
    """Return the parameters of a query string; raises Refused for one that is unknown, or twice."""
    found: dict[str, str] = {}
    names = sorted(known)
    for name, value in parse_qsl(text, keep_blank_values=True, errors="replace"):
        if name not in names:
            raise invalid(
                f"This route has no query parameter {name!r:.100}; {suggestion(name, names)}"
            )
        if name in found:
            raise invalid(f"The query parameter {name!r} is there twice.")
        found[name] = value
    return found


def read_time(subject: str, text: str) -> datetime:
    """Return a time of a request; raises Refused."""
    read = field_value.moment(text)
    if read is None:
        raise invalid(f"{subject} is a time such as '2026-01-31T12:00:00Z', not {text!r:.100}.")
    return read


def read_since(text: str) -> int | datetime:
    """Return the place in an order, or the time, of ``since``; raises Refused."""
    if _NUMBER.fullmatch(text):
        return int(text)
    try:
        return read_time("since", text)
    except Refused:
        raise invalid(
            "since is the next of an earlier answer, or a time such as '2026-01-31T12:00:00Z', not"
            f" {text!r:.100}."
        ) from None


def _merged(schema: Schema) -> Schema:
    """Return a schema without references, which takes what any of its alternatives does."""
    schema = resolved(schema)
    if "anyOf" not in schema:
        return schema
    merged: Schema = {}
    properties: Schema = {}
    alternatives = [_merged(each) for each in schema["anyOf"]]
    for each in alternatives:
        merged |= each
        properties |= each.get("properties", {})
    return {
        **merged,
        "type": list(dict.fromkeys(each["type"] for each in alternatives)),
        "properties": properties,
        "required": [
            name
            for name in merged.get("required", ())
            if all(name in each["required"] for each in alternatives)
        ],
    }


def _check_members(value: dict[str, Any], schema: Schema, subject: str) -> None:
    known = schema["properties"]
    for name, each in value.items():
        if name in known:
            check(each, known[name], name)
        elif not schema.get("additionalProperties", True):
            raise invalid(f"{subject} has no member {name!r:.100}; {suggestion(name, known)}")
    for name in schema.get("required", ()):
        if name not in value:
            raise invalid(f"{subject} needs the member {name!r}.")
    if not value and schema.get("minProperties"):
        raise invalid(f"{subject} needs one of {join_words(sorted(known), last='or')}.")
