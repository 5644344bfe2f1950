"""Cases: the values they hold, and what follows from changing them."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as attribute
from typing import TYPE_CHECKING

from mock_connectcases import clock
from mock_connectcases.resources import audit, sla, system_fields
from mock_connectcases.resources.audit import History
from mock_connectcases.resources.field_value import is_same
from mock_connectcases.resources.sla import Sla

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from mock_connectcases.resources.audit import Author, Change, MergeRecord, PackedEvent
    from mock_connectcases.resources.field_value import Value
    from mock_connectcases.resources.related_item import RelatedItem

Changes = dict[str, "Value | None"]
"""New values by field id; ``None`` clears a field."""


@dataclass(slots=True, eq=False)
class Case:
    """A case of a domain: values by field id, related items, and its whole history.

    A case is equal to itself alone, so that indexes can hold it.
    """

    case_id: str
    domain_arn: str
    template_id: str
    number: int
    """Place in the order of creation within the domain."""
    updated: int
    """Place in the order of latest change within the domain."""
    values: dict[str, Value]
    tags: dict[str, str] = attribute(default_factory=dict)
    related_items: dict[str, RelatedItem] = attribute(default_factory=dict)
    packed_history: list[PackedEvent] = attribute(default_factory=list)
    merged_into: str | None = None
    """The primary case of the finished merge that closed this case."""

    @property
    def arn(self) -> str:
        """Its ARN."""
        return f"{self.domain_arn}/case/{self.case_id}"

    @property
    def history(self) -> History:
        """Everything that happened to this case, the oldest first."""
        return History(self.packed_history)

    @property
    def is_closed(self) -> bool:
        """Whether the status is the built-in ``closed``."""
        return self.values[system_fields.STATUS] == system_fields.CLOSED

    def slas(self) -> Iterator[Sla]:
        """Yield the SLAs on this case."""
        for item in self.related_items.values():
            if isinstance(item.content, Sla):
                yield item.content

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

    def apply(
        self,
        changes: Mapping[str, Value | None],
        author: Author,
        now: datetime,
        *,
        merge: MergeRecord | None = None,
    ) -> tuple[Change, ...]:
        """Store accepted values with all that follows from them; return what really changed.

        Closing and reopening set their times, of which the closing time stays after reopening
        (documented); the time and user of the last update follow every update; SLAs take notice of
        the status; the audit history tells what changed.
        """
        values = self.values
        was_closed = self.is_closed
        changed = tuple(
            audit.Change(field_id, values.get(field_id), value)
            for field_id, value in changes.items()
            if not is_same(values.get(field_id), value)
        )
        for field_id, _, value in changed:
            if value is None:
                del values[field_id]
            else:
                values[field_id] = value
        now_text = clock.to_field_text(now)
        values[system_fields.LAST_UPDATED_DATETIME] = now_text
        self._note_user(author)
        if self.is_closed is not was_closed:
            closed_or_reopened = (
                system_fields.LAST_CLOSED_DATETIME
                if self.is_closed
                else system_fields.LAST_REOPENED_DATETIME
            )
            values[closed_or_reopened] = now_text
        self.notice_slas(now)
        if changed:
            self.history.append(
                audit.AuditEvent(audit.CASE_UPDATED, now, author, changed, merge=merge)
            )
        return changed

    def notice_slas(self, now: datetime) -> None:
        """Let the SLAs of this case take notice of its values."""
        if self.related_items:
            for each in self.slas():
                each.notice(self.values.get(each.field_id), now)

    def _note_user(self, author: Author) -> None:
        """Name the last user; an update by an unnamed one leaves none (assumed)."""
        user = author.user
        if user is not None and user.user_arn is not None:
            self.values[system_fields.LAST_UPDATED_USER] = user.user_arn
        else:
            self.values.pop(system_fields.LAST_UPDATED_USER, None)
