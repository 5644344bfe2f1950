"""Checks quickly that a document conforms to the model, as nearly every document does.

A document that conforms is the input: there is no copy and no violation.  ``parsing`` finds the
violations of any other, or reads it all the same: nulls, unknown members and whole numbers for
doubles.  Members that only a newer model has are unknown here: ``parsing`` refuses them.

Each operation gets one function for its whole document, generated from its shapes as Python text:
a function for every value would take longer to call than to run.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import TYPE_CHECKING, Any

from mock_connectcases.wire.constraints import bounds, number_checks, text_checks
from mock_connectcases.wire.model import released_members, released_required
from mock_connectcases.wire.parsing import INTEGER_BITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mock_connectcases.wire.constraints import Checks
    from mock_connectcases.wire.model import Shape

Conforms = Callable[[dict[str, Any]], bool]


class _UncheckableError(Exception):
    """No check can be generated for a shape: it is recursive, or of a kind that no input has."""


def compile_conforms(members: Mapping[str, Shape], required: Iterable[str]) -> Conforms:
    """Return a check whether a document with these members conforms.

    A member of a recursive shape never does, nor one that the parsers cannot read.
    """
    code = _SourceCode()
    code.members("v", members, required)
    source = "\n".join(["def conforms(v):", *code.lines, " return True"])
    exec(source, code.names)  # noqa: S102 - made here, with names of the model as literals only
    conforms: Conforms = code.names["conforms"]
    return conforms


class _SourceCode:
    """The source code of one function, which returns false at the first value that fails."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.names: dict[str, Any] = {}
        """The names that the code uses beside builtins."""
        self._indent = 1
        self._variables = 0
        self._inside: list[str] = []

    def members(self, value: str, members: Mapping[str, Shape], required: Iterable[str]) -> None:
        """Write that a dictionary has all required members and no unknown ones."""
        count, always = self._variable("n"), set(required)
        self._write(f"{count} = {len(always)}")
        for name, member in members.items():
            variable = self._variable("v")
            self._write(f"{variable} = {value}.get({name!r})")
            if name not in always:
                self._write(f"if {variable} is not None:")
                self._indent += 1
                self._write(f"{count} += 1")
            self._member(variable, member)
            if name not in always:
                self._indent -= 1
        self._refuse(f"{count} != len({value})")

    def _member(self, value: str, shape: Shape) -> None:
        written, indent, inside = len(self.lines), self._indent, list(self._inside)
        try:
            self._value(value, shape)
        except _UncheckableError:
            del self.lines[written:]
            self._indent, self._inside = indent, inside
            self._write("return False")

    def _value(self, value: str, shape: Shape) -> None:
        write = getattr(self, f"_{shape.type_name}", None)
        if write is None or shape.name in self._inside:
            raise _UncheckableError
        self._inside.append(shape.name)
        write(value, shape)
        self._inside.pop()

    def _structure(self, value: str, shape: Shape) -> None:
        self._refuse(f"type({value}) is not dict")
        if not shape.metadata.get("union"):
            self.members(value, released_members(shape), released_required(shape))
            return
        arm, variable = self._variable("k"), self._variable("v")
        self._refuse(f"len({value}) != 1")
        self._write(f"(({arm}, {variable}),) = {value}.items()")
        condition = "if"
        for name, member in released_members(shape).items():
            self._write(f"{condition} {arm} == {name!r}:")
            self._indent += 1
            self._value(variable, member)
            self._indent -= 1
            condition = "elif"
        self._write("else: return False")

    def _list(self, value: str, shape: Shape) -> None:
        self._refuse(f"type({value}) is not list")
        self._length(value, shape)
        variable = self._variable("v")
        self._write(f"for {variable} in {value}:")
        self._indent += 1
        self._value(variable, shape.member)
        self._indent -= 1

    def _map(self, value: str, shape: Shape) -> None:
        self._refuse(f"type({value}) is not dict")
        self._length(value, shape)
        key, variable = self._variable("k"), self._variable("v")
        self._write(f"for {key}, {variable} in {value}.items():")
        self._indent += 1
        self._value(key, shape.key)
        self._value(variable, shape.value)
        self._indent -= 1

    def _string(self, value: str, shape: Shape) -> None:
        self._refuse(f"type({value}) is not str")
        self._length(value, shape)
        self._checks(value, text_checks(shape))

    def _integer(self, value: str, shape: Shape) -> None:
        limit = 1 << INTEGER_BITS[shape.type_name] - 1
        self._refuse(f"type({value}) is not int or not {-limit} <= {value} < {limit}")
        self._checks(value, number_checks(shape))

    _long = _integer

    def _double(self, value: str, shape: Shape) -> None:
        self._refuse(f"type({value}) is not float or not {self._name(isfinite)}({value})")
        self._checks(value, number_checks(shape))

    def _boolean(self, value: str, _shape: Shape) -> None:
        self._refuse(f"type({value}) is not bool")

    def _length(self, value: str, shape: Shape) -> None:
        if {"min", "max"} & shape.metadata.keys():
            shortest, longest = bounds(shape)
            self._refuse(f"not {shortest} <= len({value}) <= {longest}")

    def _checks(self, value: str, checks: Checks) -> None:
        for holds, _ in checks:
            self._refuse(f"not {self._name(holds)}({value})")

    def _refuse(self, condition: str) -> None:
        self._write(f"if {condition}: return False")

    def _write(self, line: str) -> None:
        self.lines.append(" " * self._indent + line)

    def _variable(self, prefix: str) -> str:
        self._variables += 1
        return f"{prefix}{self._variables}"

    def _name(self, referred: Any) -> str:
        name = self._variable("c")
        self.names[name] = referred
        return name
