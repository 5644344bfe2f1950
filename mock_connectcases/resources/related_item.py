"""Related items of a case: comments, contacts, files, SLAs, linked cases and custom items."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as attribute
from typing import TYPE_CHECKING, ClassVar, Final, get_args

from mock_connectcases import clock, rules
from mock_connectcases.errors import ValidationException
from mock_connectcases.resources import kinds, quotas
from mock_connectcases.resources.audit import FieldChange
from mock_connectcases.resources.field_value import is_arn, is_same
from mock_connectcases.resources.sla import Sla
from mock_connectcases.wording import quote, repeated

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from mock_connectcases.resources.audit import User
    from mock_connectcases.resources.definition import Definitions
    from mock_connectcases.resources.field_value import Value
    from mock_connectcases.resources.kinds import Kind

COMMENT: Final = "Comment"
CONTACT: Final = "Contact"
FILE: Final = "File"
SLA: Final = "Sla"
CONNECT_CASE: Final = "ConnectCase"
CUSTOM: Final = "Custom"

PLAIN_TEXT: Final = "Text/Plain"
CONTACT_CHANNEL: Final = "VOICE"
"""Channel of every contact: the mock has no data of contacts (assumed)."""


@dataclass(slots=True, frozen=True)
class Comment:
    """A note of an agent."""

    body: str
    content_type: str


@dataclass(slots=True, frozen=True)
class Contact:
    """A call, chat, task or e-mail, with the data that Connect would have."""

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

TYPES: Final = tuple(each.__name__ for each in get_args(Content))
"""The types of related items: the classes of contents have their names."""


@dataclass(slots=True)
class RelatedItem:
    """A comment, contact, file, SLA, linked case or custom item of a case."""

    kind: ClassVar[Kind] = kinds.RELATED_ITEM

    related_item_id: str
    domain_arn: str
    case_id: str
    content: Content
    association_time: datetime
    created_by: User | None
    number: int
    """Place in the order of creation within the domain."""
    last_updated_user: User | None = None
    tags: dict[str, str] = attribute(default_factory=dict)

    @property
    def type(self) -> str:
        """The type, which is that of the content."""
        return type(self.content).__name__

    @property
    def arn(self) -> str:
        """The ARN of this item, below that of its case."""
        case_arn = kinds.CASE.arn(self.domain_arn, self.case_id)
        return kinds.RELATED_ITEM.arn(case_arn, self.related_item_id)

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
            raise ValidationException(message, rule="related-item-updatable-types")
        if type_ != self.type:
            message = (
                f"Related item {self.related_item_id!r} is of type {self.type}; its content cannot "
                f"become that of type {type_}."
            )
            raise ValidationException(message, rule="related-item-type-immutable")

    def check_deletable(self) -> None:
        """Raise ValidationException for a file, which Connect's DeleteAttachedFile deletes.

        Documented with DeleteRelatedItem; the error type is assumed.
        """
        if self.type == FILE:
            message = (
                f"Related item {self.related_item_id!r} is of type {FILE}: delete the file with "
                "Amazon Connect's DeleteAttachedFile."
            )
            raise ValidationException(message, rule="file-deletion-refused")


def check_arn(member: str, arn: str, *, rule: str = "related-item-reference-is-arn") -> None:
    """Raise ValidationException when a reference to another service is no ARN (assumed)."""
    if not is_arn(arn) and rules.applies(rule):
        message = f"Value {arn!r} at '{member}' must be an ARN."
        raise ValidationException(message, rule=rule)


def check_custom_fields(
    definitions: Definitions, field_ids: list[str], unchanged: Collection[str]
) -> None:
    """Raise when these fields cannot make up a custom item.

    ValidationException for system fields (documented; the type is assumed), for unknown, deleted or
    repeated ones (assumed), but for deleted ones with the value that the item has;
    ServiceQuotaExceededException for more than an item may have.
    """
    for field_id in field_ids:
        found = definitions.collection(kinds.FIELD).get(field_id)
        if found is None:
            message = f"Field {field_id!r} of the custom related item does not exist."
            message += definitions.instead_of(kinds.FIELD, field_id)
            raise ValidationException(message, rule="field-exists")
        if found.deleted and field_id not in unchanged:
            message = f"Field {field_id!r} of the custom related item is deleted."
            raise ValidationException(message, rule="custom-item-deleted-field-refused")
        if found.is_system:
            message = f"System field {field_id!r} cannot be used in a custom related item."
            raise ValidationException(message, rule="custom-item-no-system-fields")
    twice = repeated(field_ids)
    if twice:
        message = f"A field stands more than once in the custom related item: {quote(twice)}."
        raise ValidationException(message, rule="field-given-once")
    quotas.CUSTOM_ITEM_FIELDS.check(len(field_ids))


def has_fields(type_: str | None) -> bool:
    """Return whether changes of this type of item, or of the case itself, are those of fields."""
    return type_ in (None, CUSTOM)


def describe(content: Content, now: datetime) -> dict[str, Value | None]:
    """Return the attributes that an audit event lists for content, by name.

    The names are observed for comments, contacts, files and SLAs, and assumed for the others.  That
    both times of a contact are the one that the mock has is assumed.
    """
    match content:
        case Comment(body=body, content_type=content_type):
            return {"body": body, "contentType": content_type}
        case Contact(contact_arn=arn, channel=channel, connected_time=time):
            text = clock.to_field_text(time)
            return {
                "contactArn": arn,
                "channel": channel,
                "initiationTimestamp": text,
                "lastUpdateTimestamp": text,
            }
        case File(file_arn=arn):
            return {"fileArn": arn}
        case ConnectCase(case_id=case_id):
            return {"caseId": case_id}
        case Sla():
            return {
                "name": content.name,
                "type": content.type,
                "status": content.status(now).lower(),
                "fieldId": content.field_id,
                "targetFieldValues": ", ".join(map(str, content.target_values)),
                "targetTime": clock.to_field_text(content.target_time),
            }
        case Custom(values=values):
            return dict(values)


def changes_between(
    old: Content | None, new: Content | None, now: datetime
) -> tuple[FieldChange, ...]:
    """Return the changes that an audit event lists for content that came, went or changed."""
    before = {} if old is None else describe(old, now)
    after = {} if new is None else describe(new, now)
    return tuple(
        FieldChange(name, before.get(name), after.get(name))
        for name in before | after
        if not is_same(before.get(name), after.get(name))
    )
