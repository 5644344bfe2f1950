"""Finds the conditions of a search that name an option by another text than its value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.inspector.call_summary import place_of
from mock_connectcases.resources.field import SINGLE_SELECT
from mock_connectcases.search.filters import EQUAL
from mock_connectcases.wording import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.inspector.snapshot import Snapshot
    from mock_connectcases.resources.field import Field
    from mock_connectcases.toolkit.recorded_call import RecordedCall

_FILTERS = {
    "SearchCases": "filter",
    "SearchRelatedItems": "filters",
    "SearchAllRelatedItems": "filters",
}
"""The member with the filters of a search."""


def conditions_without_option(snapshot: Snapshot, call: RecordedCall) -> list[str]:
    """Return a sentence for each condition of a search with a value that no option has."""
    member = _FILTERS.get(call.operation)
    if member is None:
        return []
    with snapshot.locked_domain(place_of(call)) as domain:
        if domain is None:
            return []
        found = [
            _sentence(domain.fields[field_id], text)
            for field_id, text in _equalities(call.params.get(member))
            if _is_no_option(domain.fields.get(field_id), text)
        ]
    return list(dict.fromkeys(found))


def _equalities(filters: Any) -> Iterator[tuple[str, str]]:
    """Yield the field and the text of each condition of filters, in their order."""
    parts = [filters]
    while parts:
        part = parts.pop()
        if isinstance(part, list):
            parts += reversed(part)
        elif isinstance(part, dict):
            operand = part.get(EQUAL, {})
            if "id" in operand and "stringValue" in operand["value"]:
                yield operand["id"], operand["value"]["stringValue"]
            parts += reversed(part.values())


def _is_no_option(field: Field | None, text: str) -> bool:
    return field is not None and field.type == SINGLE_SELECT and text not in field.options


def _sentence(field: Field, text: str) -> str:
    named = [each.value for each in field.options.values() if each.name == text]
    advice = f"{text!r} is the name of {named[0]!r}." if named else suggestion(text, field.options)
    return (
        f"The condition {field.field_id} {EQUAL} {text!r:.100} matches no option: options are"
        f" compared by their values; {advice}"
    )
