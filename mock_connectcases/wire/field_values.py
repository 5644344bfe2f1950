"""Writes field values of cases: a page of a search has hundreds, which take most of its time.

The parts that are the same for every case, ids and members of unions, are written once.
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
    """Writes the values of some fields of a case, each given by its id and the member of its union.

    The text is a list of ``FieldValue`` shapes.  It leaves out a field for which an older service
    model has no member, as in any other result.
    """

    def __init__(self, fields: Iterable[tuple[str, str]]) -> None:
        self._columns = [column for each in fields if (column := _column(*each)) is not None]

    def write(self, value_of: Callable[[str], Any]) -> Written:
        """Write the values of the fields that have one."""
        parts = [
            opening + write(value) + "}}"
            for field_id, opening, write in self._columns
            if (value := value_of(field_id)) is not None
        ]
        return Written("[" + ",".join(parts) + "]")


@lru_cache(maxsize=4096)
def _column(field_id: str, arm: str) -> tuple[str, str, Write] | None:
    """Return a field's id, the text before its value, and the writer of the value."""
    shape = service_model().shape_for("FieldValueUnion").members.get(arm)
    if shape is None:
        return None
    opening = f'{{"id":{encode_basestring(field_id)},"value":{{{encode_basestring(arm)}:'
    return field_id, opening, ShapeWriters("FieldValue").compile(shape)
