"""Compiles a shape into a closure that writes a value as JSON text.

Rule of this file: a result that the model does not describe is a bug of this package, and raises.
It guesses, drops and converts nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta, timezone
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

from mock_connectcases import clock
from mock_connectcases.errors import UnsupportedModelError
from mock_connectcases.wire.doubles import word_of
from mock_connectcases.wire.model import is_sparse, released_members

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from mock_connectcases.wire.model import Shape

Write = Callable[[Any], str]
"""Takes a value of a result; returns it as JSON text."""

_ZERO = timedelta(0)
_BUGS = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class Written(str):
    """The JSON text of a list, in a result in place of the list itself."""

    __slots__ = ()

    @classmethod
    def join(cls, items: Iterable[str]) -> Written:
        """Return the list of items that have been written."""
        return cls(f"[{','.join(items)}]")


class ResultError(TypeError):
    """An operation returned a result that the service model does not describe."""


class ShapeWriters:
    """Compiles the shapes of one operation's output, each shape once."""

    def __init__(self, operation: str) -> None:
        self._operation = operation
        self._compiled: dict[str, Write] = {}
        self._compiling: set[str] = set()

    def compile(self, shape: Shape) -> Write:
        """Return the writer of a shape.

        Raises:
            UnsupportedModelError: the shape is of a kind that no output of the service had when
                this release was made.
        """
        name = shape.name
        compiled = self._compiled
        if name in compiled:
            return compiled[name]
        if name in self._compiling:
            return lambda value: compiled[name](value)  # noqa: PLW0108 - not compiled yet
        compile_kind = _KINDS.get(shape.type_name)
        if compile_kind is None:
            raise self._unsupported(shape, f"of type {shape.type_name}")
        self._compiling.add(name)
        write = compiled[name] = compile_kind(self, shape)
        self._compiling.remove(name)
        return write

    def _members(self, shape: Shape) -> dict[str, tuple[str, Write]]:
        """Return the opening text of each member, and its writer, by name."""
        members = released_members(shape)
        for name, member in members.items():
            if "location" in member.serialization or member.serialization.get("name", name) != name:
                raise self._unsupported(
                    shape, f"with a member {name} that has a location or name of its own"
                )
        return {
            name: (f"{encode_basestring(name)}:", self.compile(member))
            for name, member in members.items()
        }

    def _structure(self, shape: Shape) -> Write:
        if shape.metadata.get("union"):
            return self._union(shape)
        members = [
            (name, opening, write_member, name in shape.required_members)
            for name, (opening, write_member) in self._members(shape).items()
        ]
        names = frozenset(shape.members)

        def write(value: Any) -> str:
            parts = []
            name = ""
            try:
                get = value.get
                for name, opening, write_member, is_required in members:
                    member = get(name)
                    if member is not None:
                        parts.append(opening + write_member(member))
                    elif is_required:
                        raise KeyError(name)
                if len(parts) != len(value):
                    unknown = sorted(value.keys() - names)
                    if unknown:
                        name = unknown[0]
                        raise KeyError(name)
            except _BUGS as error:
                raise self._bug(shape, name, value, error) from error
            return "{" + ",".join(parts) + "}"

        return write

    def _union(self, shape: Shape) -> Write:
        members = self._members(shape)

        def write(value: Any) -> str:
            name = ""
            try:
                [(name, member)] = value.items()
                opening, write_member = members[name]
                return "{" + opening + write_member(member) + "}"
            except _BUGS as error:
                raise self._bug(shape, name, value, error) from error

        return write

    def _list(self, shape: Shape) -> Write:
        write_member = self._nullable(shape, self.compile(shape.member))

        def write(value: Any) -> str:
            if type(value) is Written:
                return value
            if type(value) is not list and type(value) is not tuple:
                raise self._bug(shape, "", value, "not a list")
            return "[" + ",".join(map(write_member, value)) + "]"

        return write

    def _map(self, shape: Shape) -> Write:
        write_value = self._nullable(shape, self.compile(shape.value))

        def write(value: Any) -> str:
            items = value.items()
            if not items:
                return "{}"
            parts = [encode_basestring(key) + ":" + write_value(item) for key, item in items]
            return "{" + ",".join(parts) + "}"

        return write

    def _nullable(self, shape: Shape, write: Write) -> Write:
        """Accept nulls in a list or map that is sparse in the model."""
        if not is_sparse(shape):
            return write
        return lambda value: "null" if value is None else write(value)

    def _timestamp(self, shape: Shape) -> Write:
        if shape.serialization.get("timestampFormat") != "iso8601":
            raise self._unsupported(shape, "with times that are not in ISO 8601")
        return _write_long_timestamp if shape.name in _LONG_TIMESTAMPS else _write_timestamp

    def _scalar(self, shape: Shape) -> Write:
        return _SCALARS[shape.type_name]

    def _unsupported(self, shape: Shape, property_: str) -> UnsupportedModelError:
        return UnsupportedModelError(
            f"{self._operation}: cannot write shape {shape.name} {property_}."
        )

    def _bug(self, shape: Shape, member: str, value: Any, error: object) -> ResultError:
        """Return an error that names the wrong part of a result, the innermost one."""
        if isinstance(error, ResultError):
            return error
        return ResultError(
            f"{self._operation} returned {value!r:.200} as {shape.name}"
            f"{f', member {member!r}' if member else ''}: {error!r}"
        )


_LONG_TIMESTAMPS = frozenset({"AssociationTime", "SlaTargetTime"})
"""Shapes of times with nine fractional digits, where the others have three (observed)."""


def _write_timestamp(value: datetime) -> str:
    return f'"{clock.to_text(_in_utc(value))}"'


def _write_long_timestamp(value: datetime) -> str:
    return f'"{clock.to_field_text(_in_utc(value))}"'


def _in_utc(value: datetime) -> datetime:
    if value.utcoffset() != _ZERO:
        if value.tzinfo is None:
            raise TypeError("a time without a time zone")
        return value.astimezone(timezone.utc)
    return value


def _write_integer(value: int) -> str:
    if type(value) is not int:
        raise TypeError("not an integer")
    return str(value)


def _write_double(value: float) -> str:
    if type(value) is not float and type(value) is not int:
        raise TypeError("not a number")
    number = float(value)
    return repr(number) if math.isfinite(number) else f'"{word_of(number)}"'


def _write_boolean(value: bool) -> str:  # noqa: FBT001 - the one value
    if type(value) is not bool:
        raise TypeError("not a boolean")
    return "true" if value else "false"


_SCALARS: dict[str, Write] = {
    "string": encode_basestring,
    "integer": _write_integer,
    "long": _write_integer,
    "double": _write_double,
    "boolean": _write_boolean,
}

_KINDS: dict[str, Callable[[ShapeWriters, Shape], Write]] = {
    "structure": ShapeWriters._structure,
    "list": ShapeWriters._list,
    "map": ShapeWriters._map,
    "timestamp": ShapeWriters._timestamp,
    **dict.fromkeys(_SCALARS, ShapeWriters._scalar),
}
