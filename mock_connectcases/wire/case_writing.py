"""Writes cases: a page of a search has hundreds of values, which take most of its time.

The parts that are the same for every case, ids and members of unions, are written once.
"""

from __future__ import annotations

from functools import cache, lru_cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

from mock_connectcases.wire.model import service_model
from mock_connectcases.wire.serializing import ShapeWriters, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mock_connectcases.wire.serializing import Write


class CaseWriter:
    """Writes cases with the values of some fields, each given by its id and its union member.

    It leaves out what an older service model has no member for, as in any other result.
    """

    def __init__(self, fields: Iterable[tuple[str, str]]) -> None:
        self._columns = [column for each in fields if (column := _column(*each)) is not None]
        self._write_tags = _tags_writer()

    def write_fields(self, value_of: Callable[[str], Any]) -> Written:
        """Write the fields that have a value, as a list of ``FieldValue`` shapes."""
        return Written.join(self._fields(value_of))

    def write_item(
        self,
        case_id: str,
        template_id: str,
        value_of: Callable[[str], Any],
        tags: Mapping[str, str | None],
    ) -> str:
        """Write a case as a ``SearchCasesResponseItem`` shape."""
        fields = ",".join(self._fields(value_of))
        written_tags = "" if self._write_tags is None else f',"tags":{self._write_tags(tags)}'
        return (
            f'{{"caseId":{encode_basestring(case_id)},"templateId":{encode_basestring(template_id)}'
            f',"fields":[{fields}]{written_tags}}}'
        )

    def _fields(self, value_of: Callable[[str], Any]) -> list[str]:
        return [
            f"{opening}{write(value)}}}}}"
            for field_id, opening, write in self._columns
            if (value := value_of(field_id)) is not None
        ]


@lru_cache(maxsize=4096)
def _column(field_id: str, arm: str) -> tuple[str, str, Write] | None:
    """Return a field's id, the text before its value, and the writer of the value."""
    shape = service_model().shape_for("FieldValueUnion").members.get(arm)
    if shape is None:
        return None
    opening = f'{{"id":{encode_basestring(field_id)},"value":{{{encode_basestring(arm)}:'
    return field_id, opening, ShapeWriters("FieldValue").compile(shape)


@cache
def _tags_writer() -> Write | None:
    shape = service_model().shape_for("SearchCasesResponseItem").members.get("tags")
    return None if shape is None else ShapeWriters("SearchCasesResponseItem").compile(shape)
