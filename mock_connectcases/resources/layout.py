"""Layouts: the fields that agents see in the top panel and under More info, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from mock_connectcases import rules
from mock_connectcases.errors import ValidationException
from mock_connectcases.resources import kinds, quotas
from mock_connectcases.resources.definition import Definition
from mock_connectcases.resources.system_fields import TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.resources.definition import Definitions
    from mock_connectcases.resources.kinds import Kind


@dataclass(slots=True, frozen=True)
class FieldGroup:
    """A section of a panel: field ids in order, under an optional heading."""

    name: str | None
    field_ids: tuple[str, ...]


@dataclass(slots=True, frozen=True)
class Panel:
    """One of the two panels; ``sections`` is ``None`` where the request left it out."""

    sections: tuple[FieldGroup, ...] | None


@dataclass(slots=True, frozen=True)
class LayoutContent:
    """The content of a basic layout; a panel is ``None`` where the request left it out."""

    top_panel: Panel | None
    more_info: Panel | None

    def field_ids(self) -> Iterator[str]:
        """Yield the field ids of both panels in order."""
        for panel in (self.top_panel, self.more_info):
            for group in (panel and panel.sections) or ():
                yield from group.field_ids

    def check(self, definitions: Definitions) -> None:
        """Raise when this content does not suit a domain.

        ValidationException for field ids that do not exist: documented with UpdateLayout, assumed
        for CreateLayout and for deleted fields.  ServiceQuotaExceededException for more fields than
        a layout may have.  ``title`` cannot be part of a layout (documented), nor can ``status``,
        which is accepted all the same, for AWS's own samples use it (assumed).
        """
        ids = list(self.field_ids())
        rule = "layout-without-title"
        if TITLE in ids and rules.applies(rule):
            message = f"The layout names field {TITLE!r}, which cannot be part of a layout."
            raise ValidationException(message, rule=rule)
        fields = definitions.collection(kinds.FIELD)
        rule = "layout-deleted-field-refused"
        unknown = sorted(
            each
            for each in definitions.missing(kinds.FIELD, ids)
            if each not in fields or rules.applies(rule)
        )
        if unknown:
            if not fields.keys() >= set(unknown):
                rule = "layout-creation-unknown-field-refused"
            message = f"The layout names fields that do not exist: [{', '.join(unknown)}]."
            message += definitions.instead_of(kinds.FIELD, *unknown)
            raise ValidationException(message, rule=rule)
        quotas.LAYOUT_FIELDS.check(len(ids))


@dataclass(slots=True, kw_only=True)
class Layout(Definition):
    """A named layout of a domain."""

    kind: ClassVar[Kind] = kinds.LAYOUT

    layout_id: str
    content: LayoutContent

    def field_ids(self) -> Iterator[str]:
        """Return the fields of both panels."""
        return self.content.field_ids()
