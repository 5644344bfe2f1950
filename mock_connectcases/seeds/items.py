"""Builds the related items of all cases of a domain, once all cases are there, and writes them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.operations import contents
from mock_connectcases.operations.users import user_union
from mock_connectcases.resources import audit, field_value, related_item, system_fields
from mock_connectcases.resources.changes import RelatedItemCreated
from mock_connectcases.resources.kinds import RELATED_ITEM
from mock_connectcases.resources.related_item import Contact
from mock_connectcases.resources.sla import Sla
from mock_connectcases.seeds import consistency, form, limits
from mock_connectcases.seeds.builder import Builder, new_id, read_tags, read_user
from mock_connectcases.seeds.case_parts import CONTACT, CONTENT, RELATED_ITEM_PART, SLA

if TYPE_CHECKING:
    from datetime import datetime

    from mock_connectcases.resources.audit import FieldChange
    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.related_item import RelatedItem
    from mock_connectcases.seeds.definition_names import DefinitionNames
    from mock_connectcases.seeds.values import ValueReader


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
            with form.errors_at("cases", each.case, "relatedItems", each.place):
                self._build(domain.cases[case_ids[each.case]], each)

    def _entries(self, given: Any, case_id: str, index: int) -> list[_ItemEntry]:
        created = str(self._builder.domain.cases[case_id].values[system_fields.CREATED_DATETIME])
        default = field_value.moment(created) or self._builder.now
        entries = []
        path = ("cases", index, "relatedItems")
        for place, each in enumerate(form.expect(given, list, *path)):
            with form.errors_at(*path, place):
                RELATED_ITEM_PART.check(each)
                RELATED_ITEM_PART.arm(each)
                time = default
                if "associationTime" in each:
                    time = form.moment(each["associationTime"], "associationTime")
            entries.append(_ItemEntry(time, index, place, each))
        return entries

    def _build(self, case: Case, entry: _ItemEntry) -> None:
        given, domain = entry.given, self._builder.domain
        arm = RELATED_ITEM_PART.arm(given)
        place = f"related-item/{entry.place}"
        item_id = new_id(RELATED_ITEM, given, case.case_id, place, case.related_items)
        user = read_user(given, "performedBy")
        number = self._number(given)
        with form.errors_at(arm):
            content = {arm: self._content(arm, given[arm])}
            union = limits.read("CreateRelatedItem", "content", content)
            item = self._builder.new_item(case, item_id, union, user, entry.time, number)
            changes = self._complete(item, given[arm])
        item.last_updated_user = read_user(given, "lastUpdatedUser")
        item.tags = read_tags(given)
        author = audit.author(self._builder.principal, user)
        domain.record(RelatedItemCreated(case, author, entry.time, item, changes))

    def _number(self, given: dict[str, Any]) -> int:
        if given.get("order") is None:
            return self._builder.domain.next_number()
        number: int = form.expect(given["order"], int, "order")
        consistency.require(number > 0, "must be greater than 0", "order")
        return number

    def _content(self, arm: str, given: Any) -> Any:
        if arm == "custom":
            return {"fields": self._values.unions(form.expect(given, dict))}
        content = CONTENT[arm].read(given, self._builder.names)
        return {"slaInputConfiguration": content} if arm == "sla" else content

    def _complete(self, item: RelatedItem, given: Any) -> tuple[FieldChange, ...]:
        """Set the attributes of an item that no request can give; return those of its creation."""
        content = item.content
        if isinstance(content, Contact):
            state = CONTACT.read_outside_request(given, self._builder.names)
            channel = form.expect(state.get("channel", content.channel), str, "channel")
            time = state.get("connectedToSystemTime", content.connected_time)
            item.content = replace(content, channel=channel, connected_time=time)
        elif isinstance(content, Sla):
            state = SLA.read_outside_request(given, self._builder.names)
            content.target_time = state.get("targetTime", content.target_time)
        changes = related_item.changes_between(None, item.content, item.association_time)
        if isinstance(content, Sla):
            content.completion_time = state.get("completionTime", content.completion_time)
        return changes


def write_item(item: RelatedItem, names: DefinitionNames, *, is_complete: bool) -> dict[str, Any]:
    """Write a related item."""
    content = contents.write_content(names.domain, item.content, item.association_time)
    ((arm, described),) = content.items()
    if described.get("connectedToSystemTime") == item.association_time:
        described["connectedToSystemTime"] = None
    written: dict[str, Any] = RELATED_ITEM_PART.write(
        {
            "id": item.related_item_id,
            arm: described.get("slaConfiguration", described),
            "associationTime": item.association_time,
            "performedBy": user_union(item.created_by),
            "lastUpdatedUser": user_union(item.last_updated_user),
            "tags": item.tags or None,
            "order": item.number if is_complete else None,
        },
        names,
    )
    return written
