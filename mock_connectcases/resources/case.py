"""Cases: their values, and the consequences of changes."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as attribute
from typing import TYPE_CHECKING, ClassVar

from mock_connectcases import clock
from mock_connectcases.resources import kinds, quotas, sla, system_fields
from mock_connectcases.resources.audit import FieldChange
from mock_connectcases.resources.field_value import is_same
from mock_connectcases.resources.related_item import Contact, File
from mock_connectcases.resources.sla import Sla

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from mock_connectcases.resources.audit import AuditEvent, Author
    from mock_connectcases.resources.field_value import NewValues, Value
    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.resources.related_item import Content, RelatedItem


@dataclass(slots=True, eq=False)
class Case:
    """A case of a domain: values by field id, related items, and its whole history.

    A case is equal to itself alone, so that sets and indexes can hold it.
    """

    kind: ClassVar[Kind] = kinds.CASE

    case_id: str
    domain_arn: str
    template_id: str
    values: dict[str, Value]
    number: int
    """Place in the order of creation within the domain."""
    change_number: int
    """Place in the order of latest change within the domain."""
    tags: dict[str, str] = attribute(default_factory=dict)
    related_items: dict[str, RelatedItem] = attribute(default_factory=dict)
    history: list[AuditEvent] = attribute(default_factory=list)
    """All audit events, the oldest first."""
    merged_into: str | None = None
    """The primary case of the finished merge that closed this case."""

    @property
    def arn(self) -> str:
        """The ARN of this case."""
        return kinds.CASE.arn(self.domain_arn, self.case_id)

    @property
    def is_closed(self) -> bool:
        """Whether the status is the built-in ``closed``."""
        return self.values[system_fields.STATUS] == system_fields.CLOSED

    def slas(self) -> Iterator[Sla]:
        """Yield the SLAs on this case."""
        for item in self.related_items.values():
            if isinstance(item.content, Sla):
                yield item.content

    def emptied_fields(self) -> Iterator[str]:
        """Yield the fields that were created empty or lost their value, by the history."""
        for event in self.history:
            if event.related_item_type is None:
                yield from (each.field_id for each in event.changes if each.new is None)

    def value(self, field_id: str) -> Value | None:
        """Return the value of a field as it is now, ``None`` if it has none."""
        if field_id == system_fields.NEXT_SLA_BREACH_DATETIME:
            return self._next_sla_breach()
        return self.values.get(field_id)

    def _next_sla_breach(self) -> str | None:
        """Return the earliest target time of active SLAs (documented; the formula is assumed)."""
        if not self.related_items:
            return None
        now = clock.now()
        targets = [each.target_time for each in self.slas() if each.status(now) == sla.ACTIVE]
        return clock.to_field_text(min(targets)) if targets else None

    def differences(self, values: NewValues) -> tuple[FieldChange, ...]:
        """Return the changes that storing these values would make."""
        own = self.values
        return tuple(
            FieldChange(field_id, own.get(field_id), value)
            for field_id, value in values.items()
            if not is_same(own.get(field_id), value)
        )

    def update(self, changes: Iterable[FieldChange], author: Author, now: datetime) -> None:
        """Store accepted values, with the consequences.

        Closing and reopening set their times, of which the closing time stays after reopening
        (documented); every update sets the time and the user of the last update; SLAs are fulfilled
        by the value they wait for.
        """
        values = self.values
        was_closed = self.is_closed
        for field_id, _, value in changes:
            if value is None:
                del values[field_id]
            else:
                values[field_id] = value
        now_text = clock.to_field_text(now)
        values[system_fields.LAST_UPDATED_DATETIME] = now_text
        self._set_last_updated_user(author)
        if self.is_closed is not was_closed:
            closed_or_reopened = (
                system_fields.LAST_CLOSED_DATETIME
                if self.is_closed
                else system_fields.LAST_REOPENED_DATETIME
            )
            values[closed_or_reopened] = now_text
        if self.related_items:
            for each in self.slas():
                each.complete_if_fulfilled(values.get(each.field_id), now)

    def _set_last_updated_user(self, author: Author) -> None:
        """Name the last user; an update by an unnamed one leaves none (assumed)."""
        user = author.user
        if user is not None and user.user_arn is not None:
            self.values[system_fields.LAST_UPDATED_USER] = user.user_arn
        else:
            self.values.pop(system_fields.LAST_UPDATED_USER, None)

    def check_room(self, content: Content, *, reserved: int = 0) -> None:
        """Raise ServiceQuotaExceededException when there is no room for another related item.

        ``reserved`` places are for the items that a running merge will bring (assumed).
        """
        items = self.related_items.values()
        total = len(items) + reserved + 1
        quotas.RELATED_ITEMS.check(total)
        for limited, quota in ((File, quotas.FILES), (Sla, quotas.SLAS)):
            if isinstance(content, limited):
                count = sum(1 for item in items if isinstance(item.content, limited))
                quota.check(count + 1)

    def find_contact(self, contact_arn: str) -> RelatedItem | None:
        """Return the related item of a contact, ``None`` if the contact is not on this case."""
        for item in self.related_items.values():
            if isinstance(item.content, Contact) and item.content.contact_arn == contact_arn:
                return item
        return None
