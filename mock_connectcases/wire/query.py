"""Reads the input members that are in the query string."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mock_connectcases.errors import UnsupportedModelError
from mock_connectcases.wire.parsing import INTEGER_BITS
from mock_connectcases.wire.routing import decoded

if TYPE_CHECKING:
    from mock_connectcases.wire.model import Shape
    from mock_connectcases.wire.parsing import ShapeParsers
    from mock_connectcases.wire.violations import Violations

_INTEGER_TEXT = re.compile("-?[0-9]{1,20}")
_BOOLEAN_TEXT = {"true": True, "false": False}


def compile_query(
    parsers: ShapeParsers, shape: Shape
) -> Callable[[str, dict[str, Any], Violations], None]:
    """Return a parser that adds the members of a query string to the input."""
    members = {
        member.serialization["name"]: (name, from_query(member), parsers.member(shape, name))
        for name, member in shape.members.items()
        if member.serialization.get("location") == "querystring"
    }

    def parse(query: str, params: dict[str, Any], violations: Violations) -> None:
        texts: dict[str, list[str]] = {}
        for pair in query.split("&"):
            key, _, text = pair.partition("=")
            key = decoded(key, "query string")
            if key in members:
                texts.setdefault(key, []).append(decoded(text, "query string"))
        for key, values in texts.items():
            name, convert, parse_value = members[key]
            params[name] = parse_value(convert(values), (None, name), violations)

    return parse


def from_query(shape: Shape) -> Callable[[list[str]], Any]:
    """Return a converter of the texts of one query key to a JSON value.

    A text that cannot be converted stays a text, and the parser of the shape names the violation.
    Of a key that may have only one value, the first counts (assumed, as in Java's servlets).
    """
    if shape.type_name == "list":
        convert = from_query(shape.member)
        return lambda texts: [convert([text]) for text in texts]
    if shape.type_name in INTEGER_BITS:
        return lambda texts: int(texts[0]) if _INTEGER_TEXT.fullmatch(texts[0]) else texts[0]
    if shape.type_name == "boolean":
        return lambda texts: _BOOLEAN_TEXT.get(texts[0], texts[0])
    if shape.type_name == "string":
        return lambda texts: texts[0]
    raise UnsupportedModelError(f"Cannot read {shape.name} of type {shape.type_name} from a query.")
