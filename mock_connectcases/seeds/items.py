"""Builds the related items of all cases of a domain, once all cases are there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.errors import InvalidDocumentError, ServiceError
from mock_connectcases.operations import contents
from mock_connectcases.operations.related_items import make_item
from mock_connectcases.resources import audit, field_value, related_item, sla, system_fields
from mock_connectcases.resources.audit import AuditEvent
from mock_connectcases.resources.related_item import (
    ConnectCase,
    Contact,
    Content,
    Custom,
    File,
)
from mock_connectcases.resources.sla import Sla
from mock_connectcases.seeds import form, limits
from mock_connectcases.seeds.building import Building, new_id, read_user
from mock_connectcases.seeds.definitions import read_tags

if TYPE_CHECKING:
    from datetime import datetime

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.user import User
    from mock_connectcases.seeds.values import ValueReader

_ARMS = tuple(contents.TYPE_OF_ARM)


class _Waiting(NamedTuple):
    """An item that has to find its place among those of other cases."""

    time: datetime
    case: int
    place: int
    given: dict[str, Any]


class ItemBuilder:
    """Builds the related items of a domain of a seed."""

    def __init__(self, building: Building, values: ValueReader) -> None:
        self._building = building
        self._values = values

    def build(self, listed: list[dict[str, Any]], case_ids: list[str]) -> None:
        """Build them in the order of their times, or as listed; raises InvalidDocumentError."""
        waiting = [
            each
            for index, given in enumerate(listed)
            if "relatedItems" in given
            for each in self._waiting(given["relatedItems"], case_ids[index], index)
        ]
        domain = self._building.domain
        orders = [each.given["order"] for each in waiting if type(each.given.get("order")) is int]
        if orders:
            domain.last_number = max(domain.last_number, *orders)
        else:
            waiting.sort(key=lambda each: each.time)
        has_history = [type(each) is dict and "history" in each for each in listed]
        for each in waiting:
            case = domain.cases[case_ids[each.case]]
            path = ("cases", each.case, "relatedItems", each.place)
            try:
                self._build(case, each, notes=not has_history[each.case])
            except InvalidDocumentError as error:
                raise error.within(*path) from None
            except ServiceError as error:
                raise InvalidDocumentError(error.message, *path) from None

    def _waiting(self, given: Any, case_id: str, index: int) -> list[_Waiting]:
        created = str(self._building.domain.cases[case_id].values[system_fields.CREATED_DATETIME])
        default = field_value.moment(created) or self._building.now
        waiting = []
        path = ("cases", index, "relatedItems")
        for place, each in enumerate(form.expect(given, list, *path)):
            form.check_members("related item", each, *path, place)
            time = default
            if "associationTime" in each:
                time = form.moment(each["associationTime"], *path, place, "associationTime")
            waiting.append(_Waiting(time, index, place, each))
        return waiting

    def _build(self, case: Case, waiting: _Waiting, *, notes: bool) -> None:
        domain, given, now = self._building.domain, waiting.given, waiting.time
        arm, content_given = form.union(given, _ARMS)
        type_ = contents.TYPE_OF_ARM[arm]
        with form.refusals(arm):
            content = self._content(case, arm, content_given, now)
        if self._building.creates:
            case.check_room(type_)
        place = f"related-item/{waiting.place}"
        item_id = new_id("related item", given, case.case_id, place, case.related_items)
        author = audit.author(self._building.principal, _user(given, "performedBy"))
        item = make_item(case, item_id, type_, content, author.user, now)
        item.last_updated_user = _user(given, "lastUpdatedUser")
        if "tags" in given:
            item.tags = read_tags(given["tags"])
        order = given.get("order")
        item.number = domain.next_number() if order is None else form.expect(order, int, "order")
        case.related_items[item_id] = item
        if notes:
            changes = related_item.changes_between(None, content)
            case.history.append(
                AuditEvent(
                    audit.RELATED_ITEM_CREATED, now, author, changes, related_item_type=type_
                )
            )

    def _content(self, case: Case, arm: str, given: Any, now: datetime) -> Content:
        make = {
            "comment": self._comment,
            "contact": self._contact,
            "file": self._file,
            "sla": self._sla,
            "connectCase": self._connect_case,
            "custom": self._custom,
        }[arm]
        return make(case, given, now)

    def _read(self, case: Case, arm: str, given: Any, now: datetime) -> Content:
        """Read content as CreateRelatedItem does."""
        union = limits.read("CreateRelatedItem", "content", {arm: given})
        if self._building.creates:
            return contents.read_content(self._building.domain, case, union, now)
        return _made(union[arm], arm, now)

    def _comment(self, case: Case, given: Any, now: datetime) -> Content:
        if type(given) is str:
            given = {"body": given}
        known = form.check_members("comment", given)
        return self._read(case, "comment", {"contentType": "Text/Plain", **known}, now)

    def _contact(self, case: Case, given: Any, now: datetime) -> Content:
        if type(given) is str:
            given = {"contactArn": given}
        known = form.check_members("contact", given)
        request = {key: each for key, each in known.items() if key == "contactArn"}
        content = self._read(case, "contact", request, now)
        if isinstance(content, Contact):
            if "channel" in known:
                content = replace(content, channel=form.expect(known["channel"], str, "channel"))
            if "connectedToSystemTime" in known:
                time = form.moment(known["connectedToSystemTime"], "connectedToSystemTime")
                content = replace(content, connected_time=time)
        return content

    def _file(self, case: Case, given: Any, now: datetime) -> Content:
        if type(given) is str:
            given = {"fileArn": given}
        return self._read(case, "file", form.check_members("file", given), now)

    def _connect_case(self, case: Case, given: Any, now: datetime) -> Content:
        """Link to a case by its id or its reference ID."""
        domain = self._building.domain
        name = form.expect(given, str)
        if name not in domain.cases:
            name = domain.case_id_of_reference(name) or name
        return self._read(case, "connectCase", {"caseId": name}, now)

    def _custom(self, case: Case, given: Any, now: datetime) -> Content:
        pairs = self._values.unions(form.expect(given, dict))
        fields = [{"id": field_id, "value": union} for field_id, union in pairs]
        if self._building.creates:
            return self._read(case, "custom", {"fields": fields}, now)
        all_fields = self._building.domain.fields
        return Custom(
            {each: field_value.read_operand(all_fields[each], union) for each, union in pairs}
        )

    def _sla(self, case: Case, given: Any, now: datetime) -> Content:
        known = form.check_members("sla", given)
        targets = form.expect(
            known.get("targetFieldValues", [system_fields.CLOSED]), list, "targetFieldValues"
        )
        request = {
            "name": known.get("name", "SLA"),
            "type": known.get("type", "CaseField"),
            "fieldId": known.get("fieldId", system_fields.STATUS),
            "targetFieldValues": [
                each if type(each) is dict else {"stringValue": each} for each in targets
            ],
            "targetSlaMinutes": known.get("targetSlaMinutes", 1 if "targetTime" in known else None),
        }
        content = self._read(case, "sla", {"slaInputConfiguration": request}, now)
        if isinstance(content, Sla):
            if "targetTime" in known:
                content.target_time = form.moment(known["targetTime"], "targetTime")
            if "completionTime" in known:
                completed = known["completionTime"]
                content.completion_time = (
                    None if completed is None else form.moment(completed, "completionTime")
                )
        return content


def _user(given: dict[str, Any], member: str) -> User | None:
    with form.refusals(member):
        return read_user(given.get(member))


def _made(given: Any, arm: str, now: datetime) -> Content:
    """Make content that need not be what could be created now."""
    match arm:
        case "comment":
            return contents.read_comment(given)
        case "contact":
            return Contact(given["contactArn"], related_item.CONTACT_CHANNEL, now)
        case "file":
            return File(given["fileArn"])
        case "connectCase":
            return ConnectCase(given["caseId"])
    known = given["slaInputConfiguration"]
    return Sla(
        name=known["name"],
        type=known["type"],
        field_id=known["fieldId"],
        target_values=tuple(
            each for union in known["targetFieldValues"] for each in union.values()
        ),
        target_time=sla.target_time(now, known["targetSlaMinutes"]),
    )
