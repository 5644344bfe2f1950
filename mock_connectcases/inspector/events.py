"""The published case events."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.inspector.snapshot import Place
from mock_connectcases.inspector.values import CaseLink, Names, case_link, in_words
from mock_connectcases.resources.case_event import CASE_CREATED
from mock_connectcases.resources.system_fields import LAST_UPDATED_DATETIME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mock_connectcases.inspector.snapshot import Snapshot
    from mock_connectcases.resources.case_event import CaseEvent

_DOMAIN = "domain/"


class EventView(NamedTuple):
    """One event."""

    type: str
    moment: datetime
    place: Place
    case: CaseLink
    domain: str
    """The name of its domain; empty if the domain is gone."""
    changed: list[str]
    """The fields or attributes that the change set."""
    message: dict[str, Any]
    """As EventBridge delivers it."""


def events(snapshot: Snapshot, most: int, *, type_: str = "", text: str = "") -> list[EventView]:
    """Return the latest events of all accounts and regions, the latest first.

    Those of one type and with a text in them, if any is given.
    """
    wanted = [each for each in (type_ and f'"eventType":"{type_}"', _quoted(text)[1:-1]) if each]
    published: list[CaseEvent] = []
    for store in snapshot.stores:
        with store.lock:
            stored = list(store.case_events)
        found = (each for each in reversed(stored) if all(x in each.text for x in wanted))
        published += islice(found, most)
    return [_view(each, snapshot) for each in sorted(published, reverse=True)[:most]]


def events_of(snapshot: Snapshot, place: Place, case_id: str) -> list[EventView]:
    """Return the events of one case, the latest first."""
    store, _ = snapshot.domain(place)
    with store.lock:
        published = list(store.case_events)
    quoted = _quoted(case_id)
    found = (_view(each, snapshot) for each in reversed(published) if quoted in each.text)
    return [each for each in found if each.case.case_id == case_id and each.place == place]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _view(event: CaseEvent, snapshot: Snapshot) -> EventView:
    message = event.message()
    detail = message["detail"]
    place = Place(event.account_id, event.region, next(_domain_ids(message["resources"]), ""))
    case_id = (detail.get("case") or detail["relatedItem"])["caseId"]
    name, case, changed = "", CaseLink(case_id, ""), _changed(detail, None)
    with snapshot.locked_domain(place) as domain:
        if domain is not None:
            name, case = domain.name, case_link(domain, case_id)
            changed = _changed(detail, Names(domain))
    return EventView(detail["eventType"], event.time, place, case, name, list(changed), message)


def _changed(detail: dict[str, Any], names: Names | None) -> list[str]:
    """Describe what changed: fields with values that the event has, or attributes of an item."""
    if "relatedItem" in detail:
        attributes = [each.partition(".")[2] for each in detail.get("changedAttributes", ())]
        named = ", ".join(in_words(each).lower() for each in attributes)
        return [
            ": ".join(filter(None, (in_words(detail["relatedItem"]["relatedItemType"]), named)))
        ]
    changed = [x for x in detail.get("changedFieldIds", ()) if x != LAST_UPDATED_DATETIME]
    if names is None:
        return changed
    values = detail["case"].get("fields", {})
    if detail["eventType"] == CASE_CREATED:  # all fields with a value are new
        changed = [each for each in changed if each in values] or changed
    return [f"{names.field(each)}{_value(names, each, values.get(each))}" for each in changed]


def _value(names: Names, field_id: str, written: dict[str, Any] | None) -> str:
    union = {} if written is None else written["value"]
    return "".join(f": {names.show(field_id, value).text}" for value in union.values())


def _domain_ids(arns: list[str]) -> Iterator[str]:
    for arn in arns:
        resource = arn.split(":", 5)[5]
        if resource.startswith(_DOMAIN):
            yield resource.removeprefix(_DOMAIN)
