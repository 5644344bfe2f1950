"""Builds the related items of all cases of a domain, once all cases are there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.operations import contents
from mock_connectcases.resources import field_value, related_item, system_fields
from mock_connectcases.resources.kinds import RELATED_ITEM
from mock_connectcases.resources.related_item import Contact
from mock_connectcases.resources.sla import Sla
from mock_connectcases.seeds import form, limits
from mock_connectcases.seeds.builder import Builder, ItemRequest, new_id, read_tags, read_user

if TYPE_CHECKING:
    from datetime import datetime

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.related_item import RelatedItem
    from mock_connectcases.resources.user import User
    from mock_connectcases.seeds.values import ValueReader

_ARMS = tuple(contents.TYPE_OF_ARM)


class _ItemEntry(NamedTuple):
    """A related item of the seed, with its time and its place."""

    time: datetime
    case: int
    place: int
    given: dict[str, Any]


class ItemBuilder:
    """Builds the related items of a domain of a seed."""

    def __init__(self, builder: Builder, values: ValueReader) -> None:
        self._builder = builder
        self._values = values

    def build(self, listed: list[dict[str, Any]], case_ids: list[str]) -> None:
        """Build them in the order of their times, or as listed; raises InvalidDocumentError."""
        entries = [
            each
            for index, given in enumerate(listed)
            if "relatedItems" in given
            for each in self._entries(given["relatedItems"], case_ids[index], index)
        ]
        domain = self._builder.domain
        orders = [each.given["order"] for each in entries if type(each.given.get("order")) is int]
        if orders:
            domain.last_number = max(domain.last_number, *orders)
        else:
            entries.sort(key=lambda each: each.time)
        for each in entries:
            with form.refusals("cases", each.case, "relatedItems", each.place):
                self._build(domain.cases[case_ids[each.case]], each)

    def _entries(self, given: Any, case_id: str, index: int) -> list[_ItemEntry]:
        created = str(self._builder.domain.cases[case_id].values[system_fields.CREATED_DATETIME])
        default = field_value.moment(created) or self._builder.now
        entries = []
        path = ("cases", index, "relatedItems")
        for place, each in enumerate(form.expect(given, list, *path)):
            form.check_members("related item", each, *path, place)
            form.union(each, _ARMS, *path, place)
            time = default
            if "associationTime" in each:
                time = form.moment(each["associationTime"], *path, place, "associationTime")
            entries.append(_ItemEntry(time, index, place, each))
        return entries

    def _build(self, case: Case, entry: _ItemEntry) -> None:
        given = entry.given
        arm, part = form.union(given, _ARMS)
        place = f"related-item/{entry.place}"
        item_id = new_id(RELATED_ITEM, given, case.case_id, place, case.related_items)
        user = _read_user(given, "performedBy")
        with form.refusals(arm):
            known, content = self._request(arm, part)
            union = limits.read("CreateRelatedItem", "content", {arm: content})
            request = ItemRequest(item_id, contents.TYPE_OF_ARM[arm], union, user, entry.time)
            number = self._builder.domain.last_number
            item = self._builder.add_item(case, request)
            _set_state(case, item, known)
        item.last_updated_user = _read_user(given, "lastUpdatedUser")
        item.tags = read_tags(given)
        if given.get("order") is not None:
            item.number = form.expect(given["order"], int, "order")
            self._builder.domain.last_number = number

    def _request(self, arm: str, given: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the members of the seed and the content of the request."""
        match arm:
            case "comment":
                known = _members(arm, given, "body")
                return known, {"contentType": related_item.PLAIN_TEXT, **known}
            case "contact":
                known = _members(arm, given, "contactArn")
                return known, {key: known[key] for key in ("contactArn",) if key in known}
            case "file":
                known = _members(arm, given, "fileArn")
                return known, known
            case "connectCase":
                return {}, {"caseId": self._case_id(form.expect(given, str))}
            case "custom":
                pairs = self._values.unions(form.expect(given, dict))
                return {}, {"fields": [{"id": key, "value": union} for key, union in pairs]}
        known = form.check_members("sla", given)
        with form.refusals("fieldId"):
            field_id = self._values.field_id(known.get("fieldId", system_fields.STATUS))
        return known, {"slaInputConfiguration": _sla_request(known, field_id)}

    def _case_id(self, reference: str) -> str:
        """Return the id of a case that is given by its id or its reference ID."""
        domain = self._builder.domain
        if reference in domain.cases:
            return reference
        return domain.case_id_of_reference(reference) or reference


def _members(arm: str, given: Any, main: str) -> dict[str, Any]:
    """Return the members of a part, which may be its main member alone."""
    return form.check_members(arm, {main: given} if type(given) is str else given)


def _sla_request(known: dict[str, Any], field_id: str) -> dict[str, Any]:
    targets = form.expect(
        known.get("targetFieldValues", [system_fields.CLOSED]), list, "targetFieldValues"
    )
    return {
        "name": known.get("name", "SLA"),
        "type": known.get("type", "CaseField"),
        "fieldId": field_id,
        "targetFieldValues": [
            each if type(each) is dict else {"stringValue": each} for each in targets
        ],
        "targetSlaMinutes": known.get("targetSlaMinutes", 1 if "targetTime" in known else None),
    }


def _set_state(case: Case, item: RelatedItem, known: dict[str, Any]) -> None:
    """Set the attributes of an item that no request can give."""
    content = item.content
    if isinstance(content, Contact):
        channel = form.expect(known.get("channel", content.channel), str, "channel")
        time = content.connected_time
        if "connectedToSystemTime" in known:
            time = form.moment(known["connectedToSystemTime"], "connectedToSystemTime")
        item.content = replace(content, channel=channel, connected_time=time)
    elif isinstance(content, Sla):
        if "targetTime" in known:
            content.target_time = form.moment(known["targetTime"], "targetTime")
        if "completionTime" in known:
            completed = known["completionTime"]
            content.completion_time = (
                None if completed is None else form.moment(completed, "completionTime")
            )
    if item.content != content and case.history:
        changes = related_item.changes_between(None, item.content, item.association_time)
        case.history[-1] = case.history[-1]._replace(changes=changes)


def _read_user(given: dict[str, Any], member: str) -> User | None:
    with form.refusals(member):
        return read_user(given.get(member))
