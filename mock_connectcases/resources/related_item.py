"""Related items of a case: comments, contacts, files, SLAs, linked cases and custom items."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as attribute
from typing import TYPE_CHECKING, Final

from mock_connectcases import clock
from mock_connectcases.errors import ConflictException, ValidationException
from mock_connectcases.resources import quotas
from mock_connectcases.resources.audit import Change
from mock_connectcases.resources.field_value import is_arn, is_same
from mock_connectcases.resources.sla import Sla

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.field_value import Value
    from mock_connectcases.resources.user import User

COMMENT: Final = "Comment"
CONTACT: Final = "Contact"
FILE: Final = "File"
SLA: Final = "Sla"
CONNECT_CASE: Final = "ConnectCase"
CUSTOM: Final = "Custom"

CONTACT_CHANNEL: Final = "VOICE"
"""Channel of every contact: the mock knows no contacts, so it makes one up (assumed)."""


@dataclass(slots=True, frozen=True)
class Comment:
    """A note of an agent."""

    body: str
    content_type: str


@dataclass(slots=True, frozen=True)
class Contact:
    """A call, chat, task or e-mail, with the data that Connect would know of it."""

    contact_arn: str
    channel: str
    connected_time: datetime


@dataclass(slots=True, frozen=True)
class File:
    """An attached file."""

    file_arn: str


@dataclass(slots=True, frozen=True)
class ConnectCase:
    """A link to another case of the domain."""

    case_id: str


@dataclass(slots=True, frozen=True)
class Custom:
    """An item of the customer's own making: values of custom fields."""

    values: Mapping[str, Value | None]


Content = Comment | Contact | File | Sla | ConnectCase | Custom


@dataclass(slots=True)
class RelatedItem:
    """Something that belongs to a case."""

    related_item_id: str
    domain_arn: str
    case_id: str
    number: int
    """Place in the order of creation within the domain."""
    type: str
    content: Content
    association_time: datetime
    created_by: User | None
    last_updated_user: User | None = None
    tags: dict[str, str] = attribute(default_factory=dict)

    @property
    def arn(self) -> str:
        """Its ARN, by the case that it belongs to."""
        return f"{self.domain_arn}/case/{self.case_id}/related-item/{self.related_item_id}"

    def check_content(self, type_: str) -> None:
        """Raise ValidationException unless this item can take new content of this type.

        Documented: only comments, custom items and SLAs can be updated.  That content of another
        type is refused, and how, is assumed.
        """
        if self.type not in (COMMENT, CUSTOM, SLA):
            message = (
                f"Related item {self.related_item_id!r} is of type {self.type}; only {COMMENT}, "
                f"{CUSTOM} and {SLA} items can be updated."
            )
            raise ValidationException(message)
        if type_ != self.type:
            message = (
                f"Related item {self.related_item_id!r} is of type {self.type}; its content cannot "
                f"become that of type {type_}."
            )
            raise ValidationException(message)

    def check_deletable(self) -> None:
        """Raise ValidationException for a file, which Connect's DeleteAttachedFile deletes.

        Documented with DeleteRelatedItem; the error type is assumed.
        """
        if self.type == FILE:
            message = (
                f"Related item {self.related_item_id!r} is of type {FILE}: delete the file with "
                "Amazon Connect's DeleteAttachedFile."
            )
            raise ValidationException(message)


def check_arn(member: str, arn: str) -> None:
    """Raise ValidationException when a reference to another service is no ARN (assumed)."""
    if not is_arn(arn):
        message = f"Value {arn!r} at '{member}' must be an ARN."
        raise ValidationException(message)


def check_custom_fields(field_ids: list[str], fields: Mapping[str, Field]) -> None:
    """Raise when these fields cannot make up a custom item.

    ValidationException for system fields (documented; the type is assumed), for unknown, deleted or
    repeated ones (assumed); ServiceQuotaExceededException for more than an item may have.
    """
    for field_id in field_ids:
        found = fields.get(field_id)
        if found is None or found.deleted:
            message = f"Field {field_id!r} of the custom related item does not exist."
            raise ValidationException(message)
        if found.is_system:
            message = f"System field {field_id!r} cannot be used in a custom related item."
            raise ValidationException(message)
    if len(set(field_ids)) != len(field_ids):
        raise ValidationException("A field stands more than once in the custom related item.")
    quotas.check(
        len(field_ids), quotas.FIELDS_PER_CUSTOM_RELATED_ITEM, "fields per custom related item"
    )


def check_room(case: Case, type_: str, *, reserved: int = 0) -> None:
    """Raise ServiceQuotaExceededException when a case has no room for one more item of a type.

    ``reserved`` places are kept for the items that a running merge will bring (assumed).
    """
    items = case.related_items.values()
    total = len(items) + reserved + 1
    quotas.check(total, quotas.RELATED_ITEMS_PER_CASE, "related items per case")
    for limited, quota in ((FILE, quotas.FILES_PER_CASE), (SLA, quotas.SLAS_PER_CASE)):
        if type_ == limited:
            count = sum(1 for item in items if item.type == limited)
            quotas.check(count + 1, quota, f"{limited} related items per case")


def find_contact(case: Case, contact_arn: str) -> RelatedItem | None:
    """Return the item of a case that stands for a contact."""
    for item in case.related_items.values():
        if isinstance(item.content, Contact) and item.content.contact_arn == contact_arn:
            return item
    return None


def check_new_contact(case: Case, contact_arn: str) -> None:
    """Raise ConflictException when the contact is on the case already.

    Assumed: the merge documentation treats a contact as being on a case once.
    """
    if find_contact(case, contact_arn) is not None:
        message = f"Contact {contact_arn!r} is already related to case {case.case_id!r}."
        raise ConflictException(message)


def describe(content: Content) -> dict[str, Value | None]:
    """Return the values by which an audit entry tells this content apart.

    The names are assumed; the event stream's ``comment.commentText`` hints at their form.
    """
    match content:
        case Comment(body=body):
            return {"comment.body": body}
        case Contact(contact_arn=arn, channel=channel):
            return {"contact.contactArn": arn, "contact.channel": channel}
        case File(file_arn=arn):
            return {"file.fileArn": arn}
        case ConnectCase(case_id=case_id):
            return {"connectCase.caseId": case_id}
        case Sla(name=name):
            return {"sla.name": name}
        case Custom(values=values):
            return {f"custom.{field_id}": value for field_id, value in values.items()}


def changes_between(old: Content | None, new: Content | None) -> tuple[Change, ...]:
    """Return what an audit entry says of content that came, went or changed.

    Of an SLA that stays nothing but its target time can change; how that is told is assumed.
    """
    before = {} if old is None else describe(old)
    after = {} if new is None else describe(new)
    if isinstance(old, Sla) and isinstance(new, Sla):
        before["sla.targetTime"] = clock.to_field_text(old.target_time)
        after["sla.targetTime"] = clock.to_field_text(new.target_time)
    return tuple(
        Change(name, before.get(name), after.get(name))
        for name in before | after
        if not is_same(before.get(name), after.get(name))
    )
