"""The parts of a seed that describe cases, their related items and users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.resources import related_item, system_fields
from mock_connectcases.resources.kinds import CASE, FIELD, RELATED_ITEM, TEMPLATE
from mock_connectcases.seeds import form
from mock_connectcases.seeds.codec import (
    Codec,
    ListOf,
    Member,
    Part,
    Reference,
    ShortForm,
    outside_request,
)
from mock_connectcases.seeds.plain_codecs import (
    DUMPED,
    ORDER,
    TAGS,
    TEXT,
    TIME,
    VALUE,
    WRITTEN_BY_DUMP,
    OptionalTime,
    ValueCodec,
    identifier,
    modeled,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mock_connectcases.seeds.definition_names import DefinitionNames
    from mock_connectcases.seeds.form import JsonObject

_USER_ARN = modeled("CreateRelatedItem", "performedBy", "userArn")
USER = Part(
    "user",
    {
        "userArn": _USER_ARN,
        "customEntity": modeled("CreateRelatedItem", "performedBy", "customEntity"),
    },
    short=ShortForm(str, "userArn", _USER_ARN),
)

_CONTENT = ("CreateRelatedItem", "content")
_BODY = modeled(*_CONTENT, "comment", "body")
COMMENT = Part(
    "comment",
    {
        "body": _BODY,
        "contentType": Member(
            modeled(*_CONTENT, "comment", "contentType"), default=related_item.PLAIN_TEXT
        ),
    },
    short=ShortForm(str, "body", _BODY),
)
_CONTACT_ARN = modeled(*_CONTENT, "contact", "contactArn")
CONTACT = Part(
    "contact",
    {"contactArn": _CONTACT_ARN, **outside_request(channel=TEXT, connectedToSystemTime=TIME)},
    short=ShortForm(str, "contactArn", _CONTACT_ARN),
)
_FILE_ARN = modeled(*_CONTENT, "file", "fileArn")
FILE = Part("file", {"fileArn": _FILE_ARN}, short=ShortForm(str, "fileArn", _FILE_ARN))


class _LinkedCase(Codec):
    """A case by its id or its reference ID."""

    def _read(self, given: Any, names: DefinitionNames) -> str:
        reference: str = form.expect(given, str)
        domain = names.domain
        if reference in domain.cases:
            return reference
        return domain.case_id_of_reference(reference) or reference


class _Target(ValueCodec):
    """A value of the field of an SLA, which is a text."""

    def _read(self, given: Any, _names: DefinitionNames) -> JsonObject:
        return given if type(given) is dict else {"stringValue": given}


_SLA = (*_CONTENT, "sla", "slaInputConfiguration")
SLA = Part(
    "sla",
    {
        "name": Member(modeled(*_SLA, "name"), default="SLA"),
        "type": Member(modeled(*_SLA, "type"), default="CaseField"),
        "fieldId": Member(Reference(FIELD, is_written_by_id=True), default=system_fields.STATUS),
        "targetFieldValues": Member(ListOf(_Target()), default=[system_fields.CLOSED]),
        "targetSlaMinutes": Member(
            modeled(*_SLA, "targetSlaMinutes"),
            default=lambda given: 1 if "targetTime" in given else None,
        ),
        **outside_request(
            targetTime=TIME, completionTime=OptionalTime({"type": ["string", "null"]})
        ),
    },
)


class _Values(Codec):
    """Values by the ids or names of their fields; ``values`` reads them."""

    def __init__(self) -> None:
        super().__init__(
            lambda: {"type": "object", "additionalProperties": VALUE.schema}, within=("fields",)
        )

    def _write(self, value: Sequence[JsonObject], names: DefinitionNames) -> JsonObject:
        return {names.write(FIELD, each["id"]): VALUE.write(each["value"], names) for each in value}


_VALUES = _Values()
CONTENT: Mapping[str, Codec] = {
    "comment": COMMENT,
    "contact": CONTACT,
    "file": FILE,
    "sla": SLA,
    "connectCase": _LinkedCase(TEXT.schema, within=("caseId",)),
    "custom": _VALUES,
}
"""The codec of each arm of the content of related items."""

RELATED_ITEM_PART = Part(
    "related item",
    {
        "id": Member(identifier(RELATED_ITEM), in_request=False),
        **CONTENT,
        **outside_request(
            associationTime=TIME,
            performedBy=USER,
            lastUpdatedUser=USER,
            tags=TAGS,
            order=Codec({"type": "integer", **WRITTEN_BY_DUMP}),
        ),
    },
    arms=tuple(CONTENT),
)
CASE_PART = Part(
    "case",
    outside_request(
        id=identifier(CASE),
        template=Reference(TEMPLATE),
        fields=_VALUES,
        tags=TAGS,
        performedBy=USER,
        relatedItems=ListOf(RELATED_ITEM_PART),
        mergedInto=TEXT,
        history=DUMPED,
        order=ORDER,
    ),
)
