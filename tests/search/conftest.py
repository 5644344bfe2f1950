"""Fields and subjects to search, made without any operation."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from mock_connectcases.resources.field import CUSTOM, Field

if TYPE_CHECKING:
    from mock_connectcases.resources.field_value import Value

LONG_AGO = datetime(2020, 1, 1, tzinfo=timezone.utc)


@dataclass(frozen=True)
class Subject:
    """Values by field id and tags, for a filter to be tested on."""

    values: dict[str, Value] = attribute(default_factory=dict)
    tags: dict[str, str] = attribute(default_factory=dict)

    def value(self, field_id: str) -> Value | None:
        return self.values.get(field_id)


def make_field(type_: str, field_id: str | None = None) -> Field:
    """Return a custom field; its id is its type unless given."""
    return Field(
        field_id=field_id or type_,
        arn="arn",
        name=type_,
        type=type_,
        namespace=CUSTOM,
        created_time=LONG_AGO,
        last_modified_time=LONG_AGO,
    )
