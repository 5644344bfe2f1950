"""The published case events."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.inspector.snapshot import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mock_connectcases.inspector.snapshot import Snapshot
    from mock_connectcases.resources.case_event import CaseEvent
    from mock_connectcases.store import Store

_DOMAIN = "domain/"


class EventView(NamedTuple):
    """One event."""

    type: str
    moment: datetime
    place: Place
    case_id: str
    message: dict[str, Any]
    """As EventBridge delivers it."""


def events(snapshot: Snapshot, most: int) -> list[EventView]:
    """Return the latest events of all accounts and regions, the latest first."""
    published: list[CaseEvent] = []
    for store in snapshot.stores:
        with store.lock:
            published += list(store.case_events)[-most:]
    return [_view(each) for each in sorted(published, reverse=True)[:most]]


def events_of(store: Store, domain_id: str, case_id: str) -> list[EventView]:
    """Return the events of one case, the latest first."""
    with store.lock:
        published = list(store.case_events)
    quoted = json.dumps(case_id, ensure_ascii=False)
    found = (_view(each) for each in reversed(published) if quoted in each.text)
    return [each for each in found if each.case_id == case_id and each.place.domain_id == domain_id]


def _view(event: CaseEvent) -> EventView:
    message = event.message()
    detail = message["detail"]
    return EventView(
        detail["eventType"],
        event.time,
        Place(event.account_id, event.region, next(_domain_ids(message["resources"]), "")),
        (detail.get("case") or detail["relatedItem"])["caseId"],
        message,
    )


def _domain_ids(arns: list[str]) -> Iterator[str]:
    for arn in arns:
        resource = arn.split(":", 5)[5]
        if resource.startswith(_DOMAIN):
            yield resource.removeprefix(_DOMAIN)
