"""Compiles a shape into a closure that reads, checks and copies a value in one pass.

Rule of this file: the model is read while compiling, never while parsing; and a closure never stops
at a violation, so that one answer names them all.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from mock_connectcases.errors import UnsupportedModelError
from mock_connectcases.wire.constraints import (
    NOT_NULL,
    bound_sentences,
    bounds,
    number_checks,
    text_checks,
)
from mock_connectcases.wire.doubles import NON_FINITE
from mock_connectcases.wire.model import is_newer, is_sparse, released_required, unanswered_member

if TYPE_CHECKING:
    from mock_connectcases.wire.model import Shape
    from mock_connectcases.wire.violations import Path, Violations

Parse = Callable[[Any, "Path", "Violations"], Any]
"""Takes a JSON value and its path; returns the parsed value, or anything after a violation."""

MAX_NESTING = 128
"""The number of JSON levels to which recursive shapes are read.

Assumed: the limit of the service is not published.
"""

INTEGER_BITS = {"integer": 32, "long": 64}


def _count_set(union: dict[str, Any]) -> int:
    """Count the members of a union that are set, known or not; ``__type`` is none (documented)."""
    return sum(1 for name, each in union.items() if each is not None and name != "__type")


class ShapeParsers:
    """Compiles the shapes of one operation's input, each shape once."""

    def __init__(self, operation: str) -> None:
        self._operation = operation
        self._compiled: dict[str, Parse] = {}
        self._compiling: list[str] = []

    def compile(self, shape: Shape) -> Parse:
        """Return the parser of a shape.

        Raises:
            UnsupportedModelError: the shape is of a kind that no input of the service had when
                this release was made.
        """
        name = shape.name
        if name in self._compiled:
            return self._compiled[name]
        if name in self._compiling:
            return self._reentry(shape)
        compile_kind = _KINDS.get(shape.type_name)
        if compile_kind is None:
            raise UnsupportedModelError(
                f"{self._operation}: cannot read shape {name} of type {shape.type_name}."
            )
        self._compiling.append(name)
        parse = self._compiled[name] = compile_kind(self, shape)
        self._compiling.pop()
        return parse

    def members(self, shape: Shape) -> dict[str, Parse]:
        """Return the parsers of the members of a structure that are in the JSON document."""
        for name, member in shape.members.items():
            if member.serialization.get("name", name) != name and not is_newer(shape, name):
                raise UnsupportedModelError(
                    f"{self._operation}: member {name} of {shape.name} is renamed on the wire."
                )
        return {
            name: self.member(shape, name)
            for name, member in shape.members.items()
            if "location" not in member.serialization
        }

    def member(self, structure: Shape, name: str) -> Parse:
        """Return the parser of a member, which refuses one that only a newer model has."""
        if not is_newer(structure, name):
            return self.compile(structure.members[name])

        def parse(_value: Any, _path: Path, _violations: Violations) -> NoReturn:
            raise unanswered_member(structure.name, name)

        return parse

    def _reentry(self, shape: Shape) -> Parse:
        """Return a parser for a shape inside itself, where values can nest without end."""
        compiled, name = self._compiled, shape.name
        levels = len(self._compiling) - self._compiling.index(name)

        def parse(value: Any, path: Path, violations: Violations) -> Any:
            if violations.depth + levels > MAX_NESTING:
                return violations.too_deep(value, path, MAX_NESTING)
            violations.depth += levels
            parsed = compiled[name](value, path, violations)
            violations.depth -= levels
            return parsed

        return parse

    def _structure(self, shape: Shape) -> Parse:
        members = self.members(shape)
        required = tuple(name for name in released_required(shape) if name in members)
        is_union = bool(shape.metadata.get("union"))
        one_of = f"must have exactly one of [{', '.join(members)}] set"

        def parse(value: Any, path: Path, violations: Violations) -> Any:
            if type(value) is not dict:
                return violations.mistyped(value, path, "a structure")
            parsed = {}
            for name, member in value.items():
                if member is not None and name in members:
                    parsed[name] = members[name](member, (path, name), violations)
            for name in required:
                if name not in parsed:
                    violations.add(None, (path, name), NOT_NULL)
            if is_union and (len(parsed) != 1 or (len(value) != 1 and _count_set(value) != 1)):
                # Smithy's protocol tests for restJson1 have this error for malformed unions.
                violations.unreadable(value, path, one_of)
            return parsed

        return parse

    def _list(self, shape: Shape) -> Parse:
        parse_member = self.compile(shape.member)
        shortest, longest = bounds(shape)
        sparse = is_sparse(shape)

        def parse(value: Any, path: Path, violations: Violations) -> Any:
            if type(value) is not list:
                return violations.mistyped(value, path, "a list")
            if not shortest <= len(value) <= longest:
                violations.add_length(value, path, shortest, longest)
            parsed = []
            for position, member in enumerate(value, 1):
                if member is not None:
                    parsed.append(parse_member(member, (path, position), violations))
                elif sparse:
                    parsed.append(None)
                else:
                    violations.add(None, (path, position), NOT_NULL)
            return parsed

        return parse

    def _map(self, shape: Shape) -> Parse:
        parse_value = self.compile(shape.value)
        shortest, longest = bounds(shape)
        sparse = is_sparse(shape)
        fewest, most = bounds(shape.key)
        checks = text_checks(shape.key)
        constraints = ", ".join(
            [*bound_sentences(shape.key), *(sentence for _, sentence in checks)]
        )
        key_sentence = f"Map keys must satisfy constraint: [{constraints}]"

        def parse(value: Any, path: Path, violations: Violations) -> Any:
            if type(value) is not dict:
                return violations.mistyped(value, path, "a map")
            if not shortest <= len(value) <= longest:
                violations.add_length(value, path, shortest, longest)
            parsed = {}
            for key, member in value.items():
                if not fewest <= len(key) <= most or not all(holds(key) for holds, _ in checks):
                    violations.add(key, path, key_sentence)
                if member is not None:
                    parsed[key] = parse_value(member, (path, key), violations)
                elif sparse:
                    parsed[key] = None
                else:
                    violations.add(None, (path, key), NOT_NULL)
            return parsed

        return parse

    def _string(self, shape: Shape) -> Parse:
        shortest, longest = bounds(shape)
        checks = text_checks(shape)

        def parse(value: Any, path: Path, violations: Violations) -> Any:
            if type(value) is not str:
                return violations.mistyped(value, path, "a string")
            if not shortest <= len(value) <= longest:
                violations.add_length(value, path, shortest, longest)
            for holds, sentence in checks:
                if not holds(value):
                    violations.add(value, path, sentence)
            return value

        return parse

    def _integer(self, shape: Shape) -> Parse:
        bits = INTEGER_BITS[shape.type_name]
        limit = 1 << bits - 1
        checks = number_checks(shape)

        def parse(value: Any, path: Path, violations: Violations) -> Any:
            if type(value) is not int or not -limit <= value < limit:
                return violations.mistyped(value, path, f"an integer of {bits} bits")
            for holds, sentence in checks:
                if not holds(value):
                    violations.add(value, path, sentence)
            return value

        return parse

    def _double(self, shape: Shape) -> Parse:
        checks = number_checks(shape)

        def parse(value: Any, path: Path, violations: Violations) -> Any:
            number = _to_double(value)
            if number is None:
                return violations.mistyped(value, path, "a double")
            for holds, sentence in checks:
                if not holds(number):
                    violations.add(value, path, sentence)
            return number

        return parse

    def _boolean(self, _shape: Shape) -> Parse:
        def parse(value: Any, path: Path, violations: Violations) -> Any:
            if type(value) is not bool:
                return violations.mistyped(value, path, "a boolean")
            return value

        return parse


_KINDS: dict[str, Callable[[ShapeParsers, Shape], Parse]] = {
    "structure": ShapeParsers._structure,
    "list": ShapeParsers._list,
    "map": ShapeParsers._map,
    "string": ShapeParsers._string,
    "integer": ShapeParsers._integer,
    "long": ShapeParsers._integer,
    "double": ShapeParsers._double,
    "boolean": ShapeParsers._boolean,
}


def _to_double(value: Any) -> float | None:
    """Return a JSON value as a double, or None if it is none."""
    if type(value) is float or type(value) is int:
        try:
            number = float(value)
        except OverflowError:
            return None
        return number if math.isfinite(number) else None
    return NON_FINITE.get(value) if type(value) is str else None
