"""Publishes the changes of cases as case events, where the domain's event configuration says so.

The form of the events is documented in the administrator guide's "Case event streams" samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases import clock, ids
from mock_connectcases.operations.contents import ARM_OF_ITEM_TYPE, write_content
from mock_connectcases.operations.users import user_union
from mock_connectcases.resources import case_event, field_value, kinds, related_item, system_fields
from mock_connectcases.resources.changes import (
    CaseChange,
    CaseCreated,
    CaseDeleted,
    CaseUpdated,
    RelatedItemChange,
    RelatedItemCreated,
    RelatedItemDeleted,
    RelatedItemUpdated,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.changes import Change
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.event_configuration import CaseData
    from mock_connectcases.resources.related_item import RelatedItem
    from mock_connectcases.store import Store

_TYPE_NAMES = {
    each: "connect" if each == related_item.CONNECT_CASE else each.lower()
    for each in related_item.TYPES
}
"""Lower case, as programs that consume these events compare them (observed, against the sample)."""

_ATTRIBUTE_NAMES = {"body": "commentText"}
"""The name of a comment's text in the documented sample; the other names are assumed."""

_UNNAMED_ATTRIBUTES = frozenset({"contentType"})
"""Attributes that no event lists: the documented sample of a new comment has its text alone."""


_EVENT_TYPES: dict[type[CaseChange], str] = {
    CaseCreated: case_event.CASE_CREATED,
    CaseUpdated: case_event.CASE_UPDATED,
    CaseDeleted: case_event.CASE_DELETED,
    RelatedItemCreated: case_event.RELATED_ITEM_CREATED,
    RelatedItemUpdated: case_event.RELATED_ITEM_UPDATED,
    RelatedItemDeleted: case_event.RELATED_ITEM_DELETED,
}
"""A finished merge has no event of its own: each change that it makes is published like any other
(assumed: nothing is published on merges)."""


class CaseEventPublisher:
    """Composes a case event for each change of a case, and has the store publish it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def observe(self, domain: Domain, change: Change) -> None:
        """Publish a change, unless its event is larger than EventBridge accepts (assumed)."""
        if not domain.event_configuration.enabled or not isinstance(change, CaseChange):
            return
        event_type = _EVENT_TYPES.get(type(change))
        if event_type is None:
            return
        detail = _head(event_type, change)
        if isinstance(change, RelatedItemChange):
            detail |= _describe_item(domain, change, event_type)
            # Not the item's own ARN: an item that a merge deletes here may be on the other case.
            resource_arn = kinds.RELATED_ITEM.arn(change.case.arn, change.item.related_item_id)
        else:
            detail |= _describe_case(domain, change, event_type)
            resource_arn = change.case.arn
        store = self._store
        event = case_event.compose(
            ids.new_id(),
            change.time,
            store.account_id,
            store.region,
            (domain.arn, resource_arn),
            detail,
        )
        if event.fits:
            store.publish(event)


def _head(event_type: str, change: CaseChange) -> dict[str, Any]:
    performer: dict[str, Any] = {"iamPrincipalArn": change.author.principal_arn}
    user = user_union(change.author.user)
    if user is not None:
        performer["user"] = user
    return {
        "version": "0",
        "eventType": event_type,
        "approximateChangeTime": clock.to_text(change.time),
        "performedBy": performer,
    }


def _describe_case(domain: Domain, change: CaseChange, event_type: str) -> dict[str, Any]:
    """Describe a case as it is after a change; a deleted case has no fields (assumed)."""
    case = change.case
    described: dict[str, Any] = {
        "caseId": case.case_id,
        "templateId": case.template_id,
        "createdDateTime": _shortened(str(case.values[system_fields.CREATED_DATETIME])),
    }
    included = domain.event_configuration.case_data
    if included is not None and event_type != case_event.CASE_DELETED:
        described["fields"] = dict(_written_fields(domain, case, included))
    changed = list(_changed_field_ids(change))
    return {**({"changedFieldIds": changed} if changed else {}), "case": described}


def _changed_field_ids(change: CaseChange) -> Iterable[str]:
    """Return the fields that a change set.

    For an update the time of the update is always among them; other values that the service sets
    are not (both as in the documented sample of a change of the status).
    """
    if isinstance(change, CaseCreated):
        return change.case.values
    if isinstance(change, CaseUpdated):
        return [*(each.field_id for each in change.changes), system_fields.LAST_UPDATED_DATETIME]
    return ()


def _describe_item(domain: Domain, change: RelatedItemChange, event_type: str) -> dict[str, Any]:
    """Describe a related item as it is after a change; a deleted one has no content (assumed)."""
    item = change.item
    described: dict[str, Any] = {
        "relatedItemType": _TYPE_NAMES[item.type],
        "relatedItemId": item.related_item_id,
        "caseId": change.case.case_id,
        "createdDateTime": clock.to_text(item.association_time),
    }
    deleted = event_type == case_event.RELATED_ITEM_DELETED
    if domain.event_configuration.include_related_item_content and not deleted:
        described |= _written_content(domain, item, change.time)
    arm = ARM_OF_ITEM_TYPE[item.type]
    names = [
        f"{arm}.{_ATTRIBUTE_NAMES.get(each.field_id, each.field_id)}"
        for each in change.changes
        if each.field_id not in _UNNAMED_ATTRIBUTES
    ]
    return {"changedAttributes": names, "relatedItem": described}


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
        name: clock.to_text(value) if hasattr(value, "isoformat") else value
        for name, value in members.items()
        if value is not None
    }


def _shortened(field_text: str) -> str:
    """Shorten the time of a field to milliseconds."""
    moment = field_value.moment(field_text)
    return field_text if moment is None else clock.to_text(moment)
