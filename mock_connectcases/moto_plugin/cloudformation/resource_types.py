"""The resource types of AWS::Cases: their properties, attributes and update behaviour.

Documented: the template reference and the resource schemas, in their own words.  The
*members* of the service model follow from the names: ``DomainId`` is ``domainId``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mock_connectcases.resources import system_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    Members = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ResourceType:
    """One resource type; all of them have ``Tags``, too."""

    name: str
    """The name after ``AWS::Cases::``, and after ``Create`` and ``Delete`` of its operations."""
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    """Properties with "Updates are not supported": a stack that changes one fails."""
    replacing: tuple[str, ...] = ()
    """Properties with "Replacement": a change creates a new resource in place of the old one."""
    attributes: tuple[str, ...] = ()
    """The attributes of ``Fn::GetAtt``."""
    left_out: tuple[str, ...] = ()
    """Members of the service model that the resource schema does not have."""
    tag_key: str = "TagKey"
    """The shape with the pattern that the resource schema has for tag keys; empty for none."""

    @property
    def full_name(self) -> str:
        """The name as a template has it."""
        return f"AWS::Cases::{self.name}"

    def creation(self, members: Members) -> Members:
        """Return the input of the operation that creates it."""
        return members

    def update(self, members: Members) -> Members:
        """Return the input of the operation that updates it, without ids; it may be empty."""
        unchanging = {member_name(each) for each in (*self.fixed, *self.replacing)}
        return {name: value for name, value in members.items() if name not in unchanging}


class _CaseType(ResourceType):
    """Title and customer are fields of a case rather than members of the operations."""

    __slots__ = ()

    def creation(self, members: Members) -> Members:
        """Return the input of CreateCase."""
        rest = {name: value for name, value in members.items() if name not in _FIELDS}
        return {**rest, "fields": _fields(members)}

    def update(self, members: Members) -> Members:
        """Return the input of UpdateCase: the title, for a new customer makes a new case."""
        return {"fields": _fields({"title": members["title"]})}


_FIELDS = {"title": system_fields.TITLE, "customerId": system_fields.CUSTOMER_ID}


def _fields(members: Mapping[str, Any]) -> list[Members]:
    return [
        {"id": field_id, "value": {"stringValue": members[name]}}
        for name, field_id in _FIELDS.items()
        if name in members
    ]


def member_name(name: str) -> str:
    """Return the member of the service model that corresponds to a property or attribute."""
    return name[:1].lower() + name[1:]


RESOURCE_TYPES = (
    ResourceType(
        "Domain",
        required=("Name",),
        fixed=("Name",),
        attributes=("CreatedTime", "DomainArn", "DomainId", "DomainStatus"),
    ),
    ResourceType(
        "Field",
        required=("DomainId", "Name", "Type"),
        optional=("Description", "Attributes"),
        fixed=("DomainId", "Type"),
        attributes=("CreatedTime", "FieldArn", "FieldId", "LastModifiedTime", "Namespace"),
    ),
    ResourceType(
        "Layout",
        required=("DomainId", "Name", "Content"),
        fixed=("DomainId",),
        attributes=("CreatedTime", "LastModifiedTime", "LayoutArn", "LayoutId"),
    ),
    ResourceType(
        "Template",
        required=("DomainId", "Name"),
        optional=("Description", "LayoutConfiguration", "RequiredFields", "Rules", "Status"),
        fixed=("DomainId",),
        attributes=("CreatedTime", "LastModifiedTime", "TemplateArn", "TemplateId"),
    ),
    ResourceType(
        "CaseRule",
        required=("DomainId", "Name", "Rule"),
        optional=("Description",),
        fixed=("DomainId",),
        attributes=("CaseRuleArn", "CaseRuleId", "CreatedTime", "LastModifiedTime"),
        left_out=("fieldOptions", "andAll", "orAll"),
    ),
    _CaseType(
        "Case",
        required=("DomainId", "TemplateId", "Title", "CustomerId"),
        replacing=("DomainId", "TemplateId", "CustomerId"),
        attributes=("Arn", "CaseId"),
        tag_key="MutableTagKey",
    ),
    ResourceType(
        "RelatedItem",
        required=("DomainId", "CaseId", "Type", "Content"),
        replacing=("DomainId", "CaseId", "Type", "Content"),
        attributes=("RelatedItemArn", "RelatedItemId"),
        left_out=("contact", "file", "sla", "connectCase", "custom"),
        tag_key="",
    ),
)
"""All resource types.  That each needs a ``DomainId``, optional in some schemas, is assumed."""
