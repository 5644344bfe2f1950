"""The case event configuration of a domain: whether and what its case events carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mock_connectcases.errors import ValidationException
from mock_connectcases.resources.field import CUSTOM, SYSTEM
from mock_connectcases.resources.kinds import FIELD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mock_connectcases.resources.definition import Definitions
    from mock_connectcases.resources.field import Field

ALL_FIELDS: Final = "All"
CATEGORIES: Final = (ALL_FIELDS, SYSTEM, CUSTOM)


@dataclass(slots=True, frozen=True)
class CaseData:
    """The fields of a case that its events carry: those listed, and those of a whole category."""

    field_ids: tuple[str, ...]
    auto_include: str | None

    def check(self, definitions: Definitions) -> None:
        """Raise ValidationException for fields that do not exist (assumed)."""
        unknown = definitions.missing(FIELD, self.field_ids)
        if unknown:
            message = f"The event configuration names unknown fields: [{', '.join(unknown)}]."
            message += definitions.instead_of(FIELD, *unknown)
            raise ValidationException(message, rule="event-configuration-fields-exist")

    def fields_of(self, fields: Mapping[str, Field]) -> list[Field]:
        """Return the fields that events carry.

        Documented: the fields listed and those of the category, new ones too.  That deleted fields
        are left out is assumed, for the configuration does not show them either.
        """
        included = {each: fields[each] for each in self.field_ids}
        if self.auto_include is not None:
            included |= {
                field_id: each
                for field_id, each in fields.items()
                if self.auto_include in (ALL_FIELDS, each.namespace)
            }
        return [each for each in included.values() if not each.deleted]


@dataclass(slots=True, frozen=True)
class EventConfiguration:
    """One per domain; before any is put, events are off (assumed)."""

    enabled: bool = False
    has_included_data: bool = False
    case_data: CaseData | None = None
    include_related_item_content: bool | None = None
