"""Reads the JSON document of a request body, strictly; the only error is SerializationException."""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder
from typing import Any, NoReturn

from mock_connectcases.errors import SerializationException

_ESCAPED_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)


class _NotANumberError(ValueError):
    """``NaN`` or an infinity is a bare word, which Python would read."""


def _refuse_constant(word: str) -> NoReturn:
    raise _NotANumberError(f"{word} is not JSON; a double is written as the string {word!r}")


_decode_first = JSONDecoder(parse_constant=_refuse_constant).raw_decode


def _decode(text: str) -> Any:
    """Decode a text without blanks around it."""
    document, end = _decode_first(text)
    if end != len(text):
        raise JSONDecodeError("Extra data", text, end)
    return document


def read_document(body: bytes) -> dict[str, Any]:
    """Read the JSON object of a body; no body, or only blanks, is an object without members.

    A byte order mark is no JSON: the service skips none (assumed).

    Raises:
        SerializationException: the body is anything else.
        RecursionError: it is nested deeper than this interpreter reads.
    """
    body = body.strip()
    if not body or body == b"{}":
        return {}
    try:
        text = body.decode("utf-8")
        document = _decode(text)
        if b"\\u" in body and _ESCAPED_SURROGATE.search(body):
            _check_encodable(document)
    except JSONDecodeError as error:
        raise SerializationException(f"The request body is not JSON: {error}.") from None
    except UnicodeError:
        raise SerializationException("The request body is not UTF-8 text.") from None
    except _NotANumberError as error:
        raise SerializationException(f"The request body is not JSON: {error}.") from None
    except ValueError:  # Python's own limit on the digits of an integer
        raise SerializationException(
            "The request body has an integer with too many digits."
        ) from None
    if type(document) is not dict:
        raise SerializationException("The request body is not a JSON object.")
    return document


def nesting(body: bytes) -> int:
    """Count how deep the arrays and objects of a body are nested, without recursion."""
    depth = deepest = 0
    for byte in _STRING.sub(b"", body):
        if byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest


def _check_encodable(document: Any) -> None:
    """Refuse half of a surrogate pair, which Python reads but cannot encode again."""
    pending = [document]
    while pending:
        value = pending.pop()
        if type(value) is str:
            value.encode("utf-8")
        elif type(value) is list:
            pending += value
        elif type(value) is dict:
            pending += value.keys()
            pending += value.values()
