"""Writes related items and values in the form of a seed."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from mock_connectcases import clock
from mock_connectcases.resources.related_item import (
    Comment,
    ConnectCase,
    Contact,
    Content,
    Custom,
    File,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from mock_connectcases.resources.field_value import Value
    from mock_connectcases.resources.related_item import RelatedItem
    from mock_connectcases.resources.sla import Sla
    from mock_connectcases.resources.user import User

_WORDS = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}


def write_value(value: Value | None) -> Any:
    """Write a value; a double that JSON has no number for is written as the API has it."""
    if isinstance(value, float) and not isfinite(value):
        return {"doubleValue": _WORDS[str(value)]}
    return value


def write_user(user: User) -> Any:
    """Write a user: the ARN alone, where it is one."""
    return user.user_arn if user.user_arn is not None else {"customEntity": user.custom_entity}


def write_item(
    item: RelatedItem, field_name: Callable[[str], str], *, is_complete: bool
) -> dict[str, Any]:
    """Write a related item."""
    written: dict[str, Any] = {
        "id": item.related_item_id,
        **_content(item, item.content, field_name),
        "associationTime": clock.to_field_text(item.association_time),
    }
    if item.created_by is not None:
        written["performedBy"] = write_user(item.created_by)
    if item.last_updated_user is not None:
        written["lastUpdatedUser"] = write_user(item.last_updated_user)
    if item.tags:
        written["tags"] = dict(item.tags)
    if is_complete:
        written["order"] = item.number
    return written


def _content(
    item: RelatedItem, content: Content, field_name: Callable[[str], str]
) -> dict[str, Any]:
    match content:
        case Comment(body=body):
            return {"comment": body}
        case Contact():
            return {"contact": _contact(item, content)}
        case File(file_arn=arn):
            return {"file": arn}
        case ConnectCase(case_id=case_id):
            return {"connectCase": case_id}
        case Custom(values=values):
            return {
                "custom": {field_name(key): write_value(value) for key, value in values.items()}
            }
        case _:
            return {"sla": _sla(content)}


def _contact(item: RelatedItem, contact: Contact) -> dict[str, Any]:
    written: dict[str, Any] = {"contactArn": contact.contact_arn, "channel": contact.channel}
    if contact.connected_time != item.association_time:
        written["connectedToSystemTime"] = clock.to_field_text(contact.connected_time)
    return written


def _sla(sla: Sla) -> dict[str, Any]:
    written: dict[str, Any] = {
        "name": sla.name,
        "type": sla.type,
        "fieldId": sla.field_id,
        "targetFieldValues": list(sla.target_values),
        "targetTime": clock.to_field_text(sla.target_time),
    }
    if sla.completion_time is not None:
        written["completionTime"] = clock.to_field_text(sla.completion_time)
    return written
