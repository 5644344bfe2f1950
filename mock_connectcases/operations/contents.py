"""Content of related items between wire and resources: one arm of the union for each type."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mock_connectcases import rules
from mock_connectcases.errors import ValidationException
from mock_connectcases.resources import field_value, related_item, sla
from mock_connectcases.resources.case import Case
from mock_connectcases.resources.case_values import find_field
from mock_connectcases.resources.related_item import (
    Comment,
    ConnectCase,
    Contact,
    Content,
    Custom,
    File,
)
from mock_connectcases.resources.sla import Sla
from mock_connectcases.wire.model import known_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field_value import Value

ITEM_TYPE_OF_ARM = {each[0].lower() + each[1:]: each for each in related_item.TYPES}
"""The types of related items by the arms of the content union."""

ARM_OF_ITEM_TYPE = {type_: arm for arm, type_ in ITEM_TYPE_OF_ARM.items()}


def read_content(domain: Domain, case: Case, union: Mapping[str, Any], now: datetime) -> Content:
    """Turn the content of a request into the content of a new related item.

    Raises what the type's own rules raise.
    """
    ((arm, given),) = union.items()
    match arm:
        case "contact":
            related_item.check_arn("content.contact.contactArn", given["contactArn"])
        case "file":
            related_item.check_arn("content.file.fileArn", given["fileArn"])
        case "sla":
            _check_sla(domain, given["slaInputConfiguration"])
        case "connectCase":
            _check_link(domain, case, given["caseId"])
        case "custom":
            return read_custom(domain, given)
    content = make_content(domain, union, now)
    if isinstance(content, Sla):
        content.complete_if_fulfilled(case.values.get(content.field_id), now)
    return content


def make_content(domain: Domain, union: Mapping[str, Any], now: datetime) -> Content:
    """Make the content that a request describes, without the rules of its type."""
    ((arm, given),) = union.items()
    match arm:
        case "comment":
            return read_comment(given)
        case "contact":
            return Contact(given["contactArn"], related_item.CONTACT_CHANNEL, now)
        case "file":
            return File(given["fileArn"])
        case "sla":
            return _make_sla(domain, given["slaInputConfiguration"], now)
        case "connectCase":
            return ConnectCase(given["caseId"])
        case _:
            return Custom(dict(_operands(domain, given["fields"])))


def _operands(
    domain: Domain, given: Iterable[Mapping[str, Any]]
) -> Iterator[tuple[str, Value | None]]:
    for each in given:
        yield each["id"], field_value.read_operand(domain.fields[each["id"]], each["value"])


def read_comment(given: Mapping[str, str]) -> Comment:
    """Turn comment content into a comment."""
    known_value(given["contentType"], "contentType", (related_item.PLAIN_TEXT,))
    return Comment(given["body"], given["contentType"])


def read_custom(
    domain: Domain,
    given: Mapping[str, Any],
    stored: Mapping[str, Value | None] = MappingProxyType({}),
) -> Custom:
    """Turn custom content into a custom item; fields that are given empty stay so (assumed).

    Values that are stored already are accepted as they are (assumed).
    """
    fields = domain.fields
    pairs = [(each["id"], each["value"]) for each in given["fields"]]
    unchanged = {
        field_id
        for field_id, union in pairs
        if field_id in stored
        and field_value.is_same(field_value.read_operand(fields[field_id], union), stored[field_id])
    }
    related_item.check_custom_fields(domain, [field_id for field_id, _ in pairs], unchanged)
    values = {
        field_id: field_value.read_value(fields[field_id], union, stored=stored.get(field_id))
        for field_id, union in pairs
    }
    return Custom(values)


def read_target(of: Sla, given: Mapping[str, Any], created: datetime) -> Sla:
    """Return an SLA with the target time that new target minutes make.

    They are "counted from when the SLA was created", and the status is "recalculated against the
    new deadline" (documented).
    """
    minutes = given["slaUpdateConfiguration"]["targetSlaMinutes"]
    return replace(of, target_time=sla.target_time(created, minutes))


def _check_link(domain: Domain, case: Case, case_id: str) -> None:
    """Check a link to another case of the domain, one way only (assumed)."""
    rule = "case-not-linked-to-itself"
    if case_id == case.case_id and rules.applies(rule):
        message = f"Case {case_id!r} at 'content.connectCase.caseId' cannot be related to itself."
        raise ValidationException(message, rule=rule)
    domain.find(Case, case_id)


def _check_sla(domain: Domain, given: Mapping[str, Any]) -> None:
    """Check an SLA that tracks a single-select field of a case.

    Documented: the field must be a single-select field, and there is one target value at most.
    That both must be given, that the target must be an active option, and the error types are
    assumed.
    """
    if "fieldId" not in given:
        message = "An SLA needs the field that it tracks in 'fieldId', such as 'status'."
        raise ValidationException(message, rule="sla-field-exists")
    field = find_field(domain, given["fieldId"])
    sla.check_field(field)
    targets = [field_value.read_value(field, each) for each in given.get("targetFieldValues", ())]
    if targets in ([], [None]):
        message = (
            "An SLA needs exactly one target value in 'targetFieldValues', and emptyValue is none; "
            "this has 0."
        )
        raise ValidationException(message, rule="sla-target-value-required")


def _make_sla(domain: Domain, given: Mapping[str, Any], now: datetime) -> Sla:
    field = domain.fields[given["fieldId"]]
    targets = [field_value.read_operand(field, each) for each in given["targetFieldValues"]]
    return Sla(
        name=given["name"],
        type=known_value(given["type"], "type", (sla.CASE_FIELD,)),
        field_id=field.field_id,
        target_values=tuple(each for each in targets if each is not None),
        target_time=sla.target_time(now, given["targetSlaMinutes"]),
    )


def write_content(domain: Domain, content: Content, now: datetime) -> dict[str, Any]:
    """Write content as the union of the wire; an SLA's status is as of ``now``."""
    match content:
        case Comment():
            return {"comment": {"body": content.body, "contentType": content.content_type}}
        case Contact():
            contact = {
                "contactArn": content.contact_arn,
                "channel": content.channel,
                "connectedToSystemTime": content.connected_time,
            }
            return {"contact": contact}
        case File():
            return {"file": {"fileArn": content.file_arn}}
        case ConnectCase():
            return {"connectCase": {"caseId": content.case_id}}
        case Sla():
            return {"sla": {"slaConfiguration": _write_sla(domain, content, now)}}
        case Custom():
            fields = [
                {"id": each, "value": field_value.to_union(domain.fields[each], value)}
                for each, value in content.values.items()
            ]
            return {"custom": {"fields": fields}}


def _write_sla(domain: Domain, sla: Sla, now: datetime) -> dict[str, Any]:
    watched = domain.fields[sla.field_id]
    return {
        "name": sla.name,
        "type": sla.type,
        "status": sla.status(now),
        "fieldId": sla.field_id,
        "targetFieldValues": [field_value.to_union(watched, each) for each in sla.target_values],
        "targetTime": sla.target_time,
        "completionTime": sla.completion_time,
    }
