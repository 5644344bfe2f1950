"""Reads a seed from JSON text or from Python values, and finds the line of a place in JSON."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from math import isfinite
from typing import TYPE_CHECKING, Any, NoReturn

from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.wire.doubles import word_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    ValuePath = Sequence[str | int]

_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_SPACE = re.compile(r"[ \t\n\r]*")
_COLON = re.compile(r"[ \t\n\r]*:[ \t\n\r]*")
_COMMA = re.compile(r"[ \t\n\r]*,?[ \t\n\r]*")
_MOST_ENTRIES = 500_000
"""The entries of an object or a list that are searched for a place; ours, to end soon."""

_SIGN = re.compile(r'"[^"]*"?|,|[\[{](?!\s*[\]}])')
"""A text, or a sign that stands before a value: all but the outermost value have one."""

_TOO_DEEP = "this is nested too deep"
_decode = json.JSONDecoder().raw_decode


class UnreadableTextError(Exception):
    """A text is not of its language at all; ``line`` counts from 1."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line


def parse_json(text: str) -> Any:
    """Read JSON; raises UnreadableTextError, also for an object with two members of one name."""
    repeated: list[_Repeated] = []

    def make(members: list[tuple[str, Any]]) -> Any:
        made = dict(members)
        if len(made) == len(members):
            return made
        counts = Counter(name for name, _ in members)
        repeated.append(_Repeated(next(name for name, count in counts.items() if count > 1)))
        return repeated[-1]

    try:
        document = json.loads(text, object_pairs_hook=make, parse_constant=_refuse)
        if repeated:
            raise _repetition_error(text, document)
        if _ESCAPED_SURROGATE.search(text):
            check_encodable(document)
    except json.JSONDecodeError as error:
        raise UnreadableTextError(f"this is not JSON: {error.msg}", error.lineno) from None
    except RecursionError:
        raise UnreadableTextError(_TOO_DEEP) from None
    except ValueError as error:
        raise UnreadableTextError(f"this is not JSON: {error}") from None
    return document


def check_size(text: str, most_values: int) -> None:
    """Raise UnreadableTextError for JSON that has more values, before they are made."""
    if sum(map(text.count, ",[{")) < most_values:
        return  # however many of these signs stand in texts
    signs = _SIGN.finditer(text.replace("\\\\", "").replace('\\"', ""))
    before_values = (each for each in signs if each[0][0] != '"')
    if next(islice(before_values, most_values - 1, None), None) is not None:
        raise too_many_values(most_values)


def too_many_values(most: int) -> UnreadableTextError:
    """Return the error for a text of more values."""
    return UnreadableTextError(
        f"this has more than {most:,} values: a file that is given to --seed or load can have more"
    )


def check_encodable(document: Any) -> None:
    """Raise UnreadableTextError for half of a surrogate pair, which no answer could carry."""
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise UnreadableTextError("a text has half of a surrogate pair") from None


@dataclass
class _Repeated:
    """Stands in a document for an object with two members of one name."""

    name: str


def _refuse(word: str) -> NoReturn:
    raise ValueError(f'{word} is not JSON; write {{"doubleValue": "{word}"}}')


def _repetition_error(text: str, document: Any) -> UnreadableTextError:
    """Return the error for the first object that has two members of one name."""
    waiting: list[tuple[Any, Any]] = [(document, None)]
    value, place = waiting[0]
    while waiting:
        value, place = waiting.pop()
        if isinstance(value, _Repeated):
            break
        inner: Iterable[tuple[str | int, Any]] = ()
        if type(value) is dict:
            inner = value.items()
        elif type(value) is list:
            inner = enumerate(value)
        waiting += reversed(
            [(each, (place, step)) for step, each in inner if type(each) in _CONTAINERS]
        )
    path: list[str | int] = []
    while place is not None:
        place, step = place
        path.insert(0, step)
    start, at = _find(text, path)
    starts = [start for name, start, _ in _entries(text, at) if name == value.name]
    line = _line(text, starts[1] if len(starts) > 1 else start)
    return UnreadableTextError(f"an object has two members {value.name!r}", line)


_CONTAINERS = (dict, list, _Repeated)


def line_in_json(text: str, path: ValuePath) -> int:
    """Return the line of a place in JSON, or of the innermost place around it that is there.

    YAML cannot find it: it refuses tabs, long names and escaped surrogates, which JSON has.
    """
    return _line(text, _find(text, path)[0])


def _find(text: str, path: ValuePath) -> tuple[int, int]:
    """Return where a place begins, by its name if it has one, and where its value does."""
    start = at = _skip(_SPACE, text, 0)
    for step in path:
        found = next((each for each in _entries(text, at) if each[0] == step), None)
        if found is None:
            break
        _, start, at = found
    return start, at


def _entries(text: str, at: int) -> Iterator[tuple[str | int, int, int]]:
    """Yield the name or the position of each entry of a value, where it begins and its value."""
    opening = text[at]
    if opening not in "{[":
        return
    at = _skip(_SPACE, text, at + 1)
    position = 0
    while text[at] not in "}]" and position < _MOST_ENTRIES:
        start, step = at, position
        if opening == "{":
            step, at = _decode(text, at)
            at = _skip(_COLON, text, at)
        yield step, start, at
        at = _skip(_COMMA, text, _decode(text, at)[1])
        position += 1


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return at if found is None else found.end()


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


_MOST_LEVELS = 100


def plain(given: Any, path: tuple[str | int, ...] = ()) -> Any:
    """Copy a document of Python's own values as one that JSON could have had.

    Mappings, lists, tuples and times with a time zone are taken; raises InvalidDocumentError for
    anything else.
    """
    if given is None or isinstance(given, bool | str | int):
        return given
    if isinstance(given, float):
        return write_value(given)
    if len(path) > _MOST_LEVELS:
        raise InvalidDocumentError(_TOO_DEEP, *path)
    if isinstance(given, list | tuple):
        return [plain(each, (*path, index)) for index, each in enumerate(given)]
    if hasattr(given, "isoformat") and getattr(given, "tzinfo", None) is not None:
        return given.isoformat()
    if hasattr(given, "items"):
        return dict(_plain_members(given.items(), path))
    raise InvalidDocumentError(
        f"a value of type {type(given).__name__} has no form in a seed; a time needs a time zone",
        *path,
    )


def write_value(value: Any) -> Any:
    """Write a stored value; a double that JSON has no number for is written as the API has it."""
    if isinstance(value, float) and not isfinite(value):
        return {"doubleValue": word_of(value)}
    return value


def _plain_members(
    items: Iterable[tuple[Any, Any]], path: tuple[str | int, ...]
) -> Iterable[tuple[str, Any]]:
    for key, value in items:
        if not isinstance(key, str):
            raise InvalidDocumentError(f"the name {key!r:.100} must be a string: quote it", *path)
        yield key, plain(value, (*path, key))
