"""Reads the text of a seed, JSON or YAML, and finds the line of a place in it."""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import TYPE_CHECKING, Any, NoReturn

from mock_connectcases.errors import InvalidDocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Path = Sequence[str | int]

_TOKEN = re.compile(r'\s*(?:("(?:[^"\\]|\\.)*")|([{}\[\],:])|([^\s{}\[\],:"]+))', re.DOTALL)
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class UnreadableTextError(Exception):
    """A text is not of its language at all; ``line`` counts from 1."""

    def __init__(self, rule: str, line: int | None = None) -> None:
        super().__init__(rule)
        self.rule = rule
        self.line = line


def parse_json(text: str) -> Any:
    """Read JSON; raises UnreadableTextError, also for an object with two members of one name."""
    try:
        document = json.loads(text, object_pairs_hook=_without_repetition, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise UnreadableTextError(f"this is not JSON: {error.msg}", error.lineno) from None
    except RecursionError:
        raise UnreadableTextError("this is nested too deep") from None
    except _RepeatedError as error:
        raise UnreadableTextError(
            f"an object has two members {error.name!r}", _second(text, error.name)
        ) from None
    except ValueError as error:
        raise UnreadableTextError(f"this is not JSON: {error}") from None
    if _ESCAPED_SURROGATE.search(text):
        check_encodable(document)
    return document


def check_encodable(document: Any) -> None:
    """Raise UnreadableTextError for half of a surrogate pair, which no answer could carry."""
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise UnreadableTextError("a text has half of a surrogate pair") from None


class _RepeatedError(ValueError):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _without_repetition(members: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(members)
    if len(made) != len(members):
        names = [name for name, _ in members]
        raise _RepeatedError(next(name for name in names if names.count(name) > 1))
    return made


def _refuse(word: str) -> NoReturn:
    raise ValueError(f'{word} is not JSON; write {{"doubleValue": "{word}"}}')


def _second(text: str, name: str) -> int | None:
    """Return the line of the first object that has two members of a name."""
    open_: list[set[str]] = []
    for token in _TOKEN.finditer(text):
        if token[2] in ("{", "["):
            open_.append(set())
        elif token[2] in ("}", "]"):
            open_.pop()
        elif token[1] and _is_key(text, token.end()) and json.loads(token[1]) == name:
            if name in open_[-1]:
                return _line(text, token.start(1))
            open_[-1].add(name)
    return None


def line_in_json(text: str, path: Path) -> int:
    """Return the line of a place in JSON, or of the innermost place around it that is there."""
    frames: list[str | int | None] = []
    reached = offset = 0
    for token in _TOKEN.finditer(text):
        kind = token[2]
        depth = len(frames)
        if kind in ("}", "]"):
            frames.pop()
            if depth - 1 < reached:
                break
            continue
        if kind == ",":
            if isinstance(frames[-1], int):
                frames[-1] += 1
            continue
        if kind == ":":
            continue
        if depth and not isinstance(frames[-1], int) and _is_key(text, token.end()):
            frames[-1] = json.loads(token[1])
        if depth == reached + 1 and reached < len(path) and frames[-1] == path[reached]:
            reached += 1
            offset = token.end() - len(token[0].lstrip())
        if kind in ("{", "["):
            frames.append(0 if kind == "[" else None)
    return _line(text, offset)


def _is_key(text: str, end: int) -> bool:
    following = _TOKEN.match(text, end)
    return following is not None and following[2] == ":"


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
        return given if isfinite(given) else {"doubleValue": _WORDS[str(given)]}
    if len(path) > _MOST_LEVELS:
        raise InvalidDocumentError("this is nested too deep", *path)
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


_WORDS = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}


def _plain_members(
    items: Iterable[tuple[Any, Any]], path: tuple[str | int, ...]
) -> Iterable[tuple[str, Any]]:
    for key, value in items:
        if not isinstance(key, str):
            raise InvalidDocumentError(f"the name {key!r:.100} must be a string: quote it", *path)
        yield key, plain(value, (*path, key))
