"""Announces changes as case events, where the domain's event configuration asks for them.

The form of the events is documented in the administrator guide's "Case event streams" samples.

Rule of this file: it is asked once a change has been made, and nothing after it refuses the change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases import clock, ids
from mock_connectcases.operations.contents import write_content
from mock_connectcases.operations.users import user_union
from mock_connectcases.resources import case_event, field_value, related_item, system_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from mock_connectcases.operations.call import Call
    from mock_connectcases.resources.audit import Author, Change
    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.event_configuration import CaseData
    from mock_connectcases.resources.merge import Outcome
    from mock_connectcases.resources.related_item import RelatedItem

_TYPE_NAMES = {
    related_item.COMMENT: "comment",
    related_item.CONTACT: "contact",
    related_item.FILE: "file",
    related_item.SLA: "sla",
    related_item.CONNECT_CASE: "connect",
    related_item.CUSTOM: "custom",
}
"""Lower case, as programs that consume these events compare them (observed, against the sample)."""

_ATTRIBUTE_NAMES = {"comment.body": "comment.commentText"}
"""How the documented sample names the text of a comment; the other names are assumed."""


def announce_case(
    call: Call,
    domain: Domain,
    case: Case,
    event_type: str,
    author: Author,
    changed_field_ids: Iterable[str] = (),
) -> None:
    """Announce that a case was created, changed or deleted.

    Its fields are as they are after the change; a deleted case has none (assumed).
    """
    configuration = domain.event_configuration
    if not configuration.enabled:
        return
    now = clock.now()
    described: dict[str, Any] = {
        "caseId": case.case_id,
        "templateId": case.template_id,
        "createdDateTime": _shortened(str(case.values[system_fields.CREATED_DATETIME])),
    }
    included = configuration.case_data
    if included is not None and event_type != case_event.CASE_DELETED:
        described["fields"] = dict(_written_fields(domain, case, included))
    detail = _head(event_type, now, author)
    changed = list(changed_field_ids)
    if changed:
        detail["changedFieldIds"] = changed
    detail["case"] = described
    _announce(call, now, (domain.arn, case.arn), detail)


def announce_item(
    call: Call,
    domain: Domain,
    case: Case,
    item: RelatedItem,
    event_type: str,
    author: Author,
    changes: Iterable[Change],
) -> None:
    """Announce that a related item was created, changed or deleted.

    A deleted item has no content any more (assumed).
    """
    configuration = domain.event_configuration
    if not configuration.enabled:
        return
    now = clock.now()
    described: dict[str, Any] = {
        "relatedItemType": _TYPE_NAMES[item.type],
        "relatedItemId": item.related_item_id,
        "caseId": case.case_id,
        "createdDateTime": _milliseconds(item.association_time),
    }
    deleted = event_type == case_event.RELATED_ITEM_DELETED
    if configuration.include_related_item_content and not deleted:
        described |= _written_content(domain, item, now)
    detail = {
        **_head(event_type, now, author),
        "changedAttributes": [_ATTRIBUTE_NAMES.get(each[0], each[0]) for each in changes],
        "relatedItem": described,
    }
    # Not the item's own ARN: a merge has moved the item by the time its leaving is announced.
    item_arn = f"{case.arn}/related-item/{item.related_item_id}"
    _announce(call, now, (domain.arn, item_arn), detail)


def announce_merge(call: Call, domain: Domain, outcome: Outcome) -> None:
    """Announce a finished merge: what changed on both cases, and which items came and went.

    Assumed: nothing is published on merges, so each of these changes is announced like any other.
    """
    author = outcome.author
    for case, changes in outcome.changed:
        announce_update(call, domain, case, author, changes)
    for case, item, changes in outcome.gone:
        announce_item(call, domain, case, item, case_event.RELATED_ITEM_DELETED, author, changes)
    for case, item, changes in outcome.come:
        announce_item(call, domain, case, item, case_event.RELATED_ITEM_CREATED, author, changes)


def announce_update(
    call: Call, domain: Domain, case: Case, author: Author, changes: Iterable[Change]
) -> None:
    """Announce that fields of a case were changed.

    The time of the update is always among them; what else the service keeps is not (both as in the
    documented sample of a change of the status).
    """
    if domain.event_configuration.enabled:
        changed = (*(each.field_id for each in changes), system_fields.LAST_UPDATED_DATETIME)
        announce_case(call, domain, case, case_event.CASE_UPDATED, author, changed)


def _announce(
    call: Call, now: datetime, resources: tuple[str, ...], detail: dict[str, Any]
) -> None:
    """Publish an event, unless it is larger than EventBridge takes (assumed: nothing is sent)."""
    store = call.store
    event = case_event.compose(ids.new_id(), now, store.account_id, store.region, resources, detail)
    if event.fits:
        store.case_events.append(event)
        call.announced.append(event)


def _head(event_type: str, now: datetime, author: Author) -> dict[str, Any]:
    performer: dict[str, Any] = {"iamPrincipalArn": author.principal_arn}
    user = user_union(author.user)
    if user is not None:
        performer["user"] = user
    return {
        "version": "0",
        "eventType": event_type,
        "approximateChangeTime": _milliseconds(now),
        "performedBy": performer,
    }


def _written_fields(
    domain: Domain, case: Case, included: CaseData
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the included fields that have a value (documented), by field id."""
    for field in included.fields_of(domain.fields):
        value = case.value(field.field_id)
        if value is not None:
            yield field.field_id, {"value": field_value.to_union(field, value)}


def _written_content(domain: Domain, item: RelatedItem, now: datetime) -> dict[str, Any]:
    """Write the content of an item with its times as text."""
    ((arm, content),) = write_content(domain, item.content, now).items()
    if arm == "sla":
        content = {"slaConfiguration": _with_texts(content["slaConfiguration"])}
    return {arm: _with_texts(content)}


def _with_texts(members: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _milliseconds(value) if hasattr(value, "isoformat") else value
        for name, value in members.items()
        if value is not None
    }


def _milliseconds(moment: datetime) -> str:
    return f"{moment.isoformat(timespec='milliseconds')[:-6]}Z"


def _shortened(field_text: str) -> str:
    """Cut the time that a field has, which is in microseconds, to milliseconds."""
    return f"{field_text[:-4]}Z"
