"""Writes field values of cases: a page of a search has hundreds, which take most of its time.

What is the same for every case, the ids and the arms of the unions, is written once.
"""

from __future__ import annotations

from functools import lru_cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

from mock_connectcases.wire.model import service_model
from mock_connectcases.wire.serializing import ShapeWriters, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mock_connectcases.wire.serializing import Write


class FieldValueWriter:
    """Writes the list of some fields of a case, each given by its id and the arm of its union.

    The text is that of a list of ``FieldValue`` shapes.  A field whose arm an older service model
    lacks is left out, as it would be from any other result.
    """

    def __init__(self, fields: Iterable[tuple[str, str]]) -> None:
        self._columns = [column for each in fields if (column := _column(*each)) is not None]

    def write(self, value_of: Callable[[str], Any]) -> Written:
        """Write the values of those fields that have one."""
        parts = [
            opening + write(value) + "}}"
            for field_id, opening, write in self._columns
            if (value := value_of(field_id)) is not None
        ]
        return Written("[" + ",".join(parts) + "]")


@lru_cache(maxsize=4096)
def _column(field_id: str, arm: str) -> tuple[str, str, Write] | None:
    """Return a field's id, what stands before its value, and what writes that."""
    shape = service_model().shape_for("FieldValueUnion").members.get(arm)
    if shape is None:
        return None
    opening = f'{{"id":{encode_basestring(field_id)},"value":{{{encode_basestring(arm)}:'
    return field_id, opening, ShapeWriters("FieldValue").compile(shape)
