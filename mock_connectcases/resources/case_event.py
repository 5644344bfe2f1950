"""Case events: what happened to a case or a related item, as EventBridge is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

CASE_CREATED: Final = "CASE.CREATED"
CASE_UPDATED: Final = "CASE.UPDATED"
CASE_DELETED: Final = "CASE.DELETED"
RELATED_ITEM_CREATED: Final = "RELATED_ITEM.CREATED"
RELATED_ITEM_UPDATED: Final = "RELATED_ITEM.UPDATED"
RELATED_ITEM_DELETED: Final = "RELATED_ITEM.DELETED"
"""The first four are documented in the EventBridge reference; the last two are assumed after the
names of the analytics data lake."""

SOURCE: Final = "aws.cases"
DETAIL_TYPE: Final = "Amazon Connect Cases Change"
"""Documented: the administrator guide's sample and the EventBridge reference agree on it."""


class CaseEvent(NamedTuple):
    """One event on its way to the default event bus of its account and region."""

    event_id: str
    time: datetime
    account_id: str
    region: str
    resources: tuple[str, ...]
    detail: dict[str, Any]

    def message(self) -> dict[str, Any]:
        """Return the event as EventBridge delivers it."""
        return {
            "version": "0",
            "id": self.event_id,
            "detail-type": DETAIL_TYPE,
            "source": SOURCE,
            "account": self.account_id,
            "time": f"{self.time.isoformat(timespec='seconds')[:-6]}Z",
            "region": self.region,
            "resources": list(self.resources),
            "detail": self.detail,
        }
