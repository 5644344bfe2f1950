"""Formats values and calls as Python source text.

Rule of this file: the text may be run by somebody who has not read it, so every value is a literal
of printable characters or the call of a constructor, whatever it contains.
"""

from __future__ import annotations

import math
from datetime import datetime, timezone
from pprint import PrettyPrinter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTH: Final = 88
"""Columns of a line, the default of ruff and black."""

_STEP: Final = 4


class _Printer(PrettyPrinter):
    """Prints what ``eval`` reads again, where ``datetime`` is imported."""

    def format(
        self, value: object, context: dict[int, int], maxlevels: int, level: int
    ) -> tuple[str, bool, bool]:
        if isinstance(value, float) and not math.isfinite(value):
            return f"float('{value}')", True, False
        if isinstance(value, datetime) and value.tzinfo is not None:
            value = value.astimezone(timezone.utc)  # other zones may have no literal
        return super().format(value, context, maxlevels, level)


def literal(value: Any, *, column: int = 0) -> str:
    """Format a value that begins at a column, over several lines where one is too short."""
    text = _Printer(width=WIDTH - column - 1, sort_dicts=False).pformat(value)
    return text.replace("\n", "\n" + " " * column)


def keywords(arguments: Mapping[str, Any], *, indent: int = 0) -> list[str]:
    """Format keyword arguments of a call that begins at an indentation."""
    return [
        f"{name}={literal(value, column=indent + _STEP + len(name) + 1)}"
        for name, value in arguments.items()
    ]


def call(function: str, *arguments: str, before: str = "", indent: int = 0) -> str:
    """Format a statement that calls a function with arguments that are source text."""
    margin = " " * indent
    line = f"{margin}{before}{function}({', '.join(arguments)})"
    if len(line) <= WIDTH and "\n" not in line:
        return line
    lines = [f"{margin}{' ' * _STEP}{each}," for each in arguments]
    return "\n".join([f"{margin}{before}{function}(", *lines, f"{margin})"])
