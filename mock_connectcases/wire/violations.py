"""Collects the violations of a request and formats them as AWS does.

The form is observed (it is that of AWS's shared validation layer, used by many services); the
sentences of Amazon Connect Cases itself are not published, so the words are assumed.
"""

from __future__ import annotations

from itertools import islice
from json import JSONEncoder
from typing import TYPE_CHECKING, Any, TypeAlias

from mock_connectcases import rules
from mock_connectcases.errors import SerializationException, ServiceError, ValidationException
from mock_connectcases.wording import pluralize

if TYPE_CHECKING:
    from collections.abc import Iterator

Path: TypeAlias = "tuple[Path, str | int] | None"
"""The path of a value, innermost first: names of members, and positions in lists from 1."""

MAX_LISTED = 100
"""The number of violations that are listed; all are counted.  Ours: it bounds an answer's size."""

_MAX_LENGTH = 60
_JSON_TYPES = {
    dict: "a JSON object",
    list: "a JSON array",
    str: "a JSON string",
    int: "a JSON number",
    float: "a JSON number",
    bool: "a JSON boolean",
    type(None): "null",
}
_as_json = JSONEncoder(ensure_ascii=False).encode


class Violations:
    """All violations of one request.

    A value of the wrong JSON type makes the request unreadable; only a readable one is checked
    against constraints.
    """

    __slots__ = ("_constraint_count", "_constraints", "_type_count", "_types", "depth")

    def __init__(self) -> None:
        self._constraints: list[tuple[Any, Path, str]] = []
        self._types: list[tuple[Any, Path, str]] = []
        self._constraint_count = 0
        self._type_count = 0
        self.depth = 0
        """The number of JSON levels of recursive shapes above the current value."""

    def add(self, value: Any, path: Path, sentence: str) -> None:
        """Add a violated constraint."""
        self._constraint_count += 1
        if self._constraint_count <= MAX_LISTED:
            self._constraints.append((value, path, f"failed to satisfy constraint: {sentence}"))

    def add_length(self, value: Any, path: Path, shortest: int, longest: int) -> None:
        """Add a string, list or map that is too short or too long."""
        bound = f"less than or equal to {longest}"
        if len(value) < shortest:
            bound = f"greater than or equal to {shortest}"
        self.add(value, path, f"Member must have length {bound}")

    def too_deep(self, value: Any, path: Path, levels: int) -> None:
        """Add a recursive shape that is nested too deep to be read."""
        self.unreadable(value, path, f"is nested deeper than {levels} levels")

    def mistyped(self, value: Any, path: Path, expected: str) -> None:
        """Add a value of the wrong JSON type."""
        self.unreadable(value, path, f"is {_JSON_TYPES[type(value)]}, expected {expected}")

    def unreadable(self, value: Any, path: Path, sentence: str) -> None:
        """Add a value that is not of the form of its shape."""
        self._type_count += 1
        if self._type_count <= MAX_LISTED:
            self._types.append((value, path, sentence))

    def error(self) -> ServiceError | None:
        """Return the error to answer, or None without violations."""
        if self._types:
            return SerializationException(
                _format(self._type_count, "serialization error", self._types)
            )
        if self._constraints:
            return ValidationException(
                _format(self._constraint_count, "validation error", self._constraints),
                rule=rules.SERVICE_MODEL,
            )
        return None


def _format(count: int, noun: str, violations: list[tuple[Any, Path, str]]) -> str:
    sentences = [
        f"Value {_format_value(value)} at '{_format_path(path)}' {sentence}"
        for value, path, sentence in violations
    ]
    return f"{count} {noun}{'s' if count > 1 else ''} detected: {'; '.join(sentences)}"


def _format_path(path: Path) -> str:
    """Format a path as AWS does: ``fields.1.member.id``."""
    segments: list[str] = []
    while path is not None:
        path, segment = path
        segments.append(f"{segment}.member" if isinstance(segment, int) else segment[:_MAX_LENGTH])
    return ".".join(reversed(segments))


def _format_value(value: Any) -> str:
    """Format a value on one line, and read no more of it than fits."""
    if value is None:
        return "null"
    if isinstance(value, str):
        if len(value) <= _MAX_LENGTH:
            return f"'{value}'"
        return f"'{value[:_MAX_LENGTH]}...' ({len(value)} characters)"
    text = "".join(islice(_pieces_of_json(value), _MAX_LENGTH + 1))
    if len(text) <= _MAX_LENGTH:
        return f"'{text}'"
    beginning = f"'{text[:_MAX_LENGTH]}...'"
    if not isinstance(value, list | dict):
        return beginning
    return f"{beginning} ({pluralize(len(value), 'entry', 'entries')})"


def _pieces_of_json(value: Any) -> Iterator[str]:
    """Write a value piece by piece; ``JSONEncoder.iterencode`` would leave it in a cycle."""
    if isinstance(value, dict):
        separator = "{"
        for name, member in value.items():
            yield f"{separator}{_as_json(name)}:"
            yield from _pieces_of_json(member)
            separator = ","
        yield "}" if value else "{}"
    elif isinstance(value, list):
        separator = "["
        for member in value:
            yield separator
            yield from _pieces_of_json(member)
            separator = ","
        yield "]" if value else "[]"
    else:
        yield _as_json(value)
