"""Case events: changes of cases and related items in the form of EventBridge events."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mock_connectcases.wire.doubles import with_words

if TYPE_CHECKING:
    from datetime import datetime

CASE_CREATED: Final = "CASE.CREATED"
CASE_UPDATED: Final = "CASE.UPDATED"
CASE_DELETED: Final = "CASE.DELETED"
RELATED_ITEM_CREATED: Final = "RELATED_ITEM.CREATED"
RELATED_ITEM_UPDATED: Final = "RELATED_ITEM.UPDATED"
RELATED_ITEM_DELETED: Final = "CASE.RELATED_ITEM.DELETED"
"""The first four are documented in the EventBridge reference; the last two are named in a sample of
the administrator guide, with a prefix in the one and none in the other."""

EVENT_TYPES: Final = frozenset(
    {
        *(CASE_CREATED, CASE_UPDATED, CASE_DELETED),
        *(RELATED_ITEM_CREATED, RELATED_ITEM_UPDATED, RELATED_ITEM_DELETED),
    }
)

DETAIL_MEMBERS: Final = frozenset(
    {
        *("version", "eventType", "approximateChangeTime", "performedBy"),
        *("case", "changedFieldIds", "relatedItem", "changedAttributes"),
    }
)
"""Every member that the detail of an event can have."""

SOURCE: Final = "aws.cases"
DETAIL_TYPE: Final = "Amazon Connect Cases Change"
"""Documented: the administrator guide's sample and the EventBridge reference agree on it."""

MAX_SIZE: Final = 256 * 1024
"""Bytes of the largest event that EventBridge takes (documented)."""

_next_number = itertools.count().__next__


class CaseEvent(NamedTuple):
    """One event on its way to the default event bus of its account and region."""

    number: int
    """Place in the order of publication, over all accounts and regions."""
    time: datetime
    account_id: str
    region: str
    text: str
    """The event as EventBridge delivers it, so that no reader can change it for another."""

    @property
    def fits(self) -> bool:
        """Whether EventBridge takes an event of this size."""
        if len(self.text) * _MAX_BYTES_PER_CHARACTER <= MAX_SIZE:
            return True
        return len(self.text.encode("utf-8", "surrogatepass")) <= MAX_SIZE

    def message(self) -> dict[str, Any]:
        """Return the event as a dictionary of the caller's own."""
        message: dict[str, Any] = json.loads(self.text)
        return message


_MAX_BYTES_PER_CHARACTER = 4

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def compose(
    event_id: str,
    time: datetime,
    account_id: str,
    region: str,
    resources: tuple[str, ...],
    detail: dict[str, Any],
) -> CaseEvent:
    """Compose an event with the envelope that every EventBridge event has."""
    message = {
        "version": "0",
        "id": event_id,
        "detail-type": DETAIL_TYPE,
        "source": SOURCE,
        "account": account_id,
        "time": f"{time.isoformat(timespec='seconds')[:-6]}Z",
        "region": region,
        "resources": resources,
        "detail": detail,
    }
    try:
        text = _encode(message)
    except ValueError:
        text = _encode(with_words(message))
    return CaseEvent(_next_number(), time, account_id, region, text)
