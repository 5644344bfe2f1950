"""The parts of a seed: their members, and what becomes of each in the request for the part.

``schema`` makes the JSON Schema of these descriptions; docs/seeds.md says what the members mean.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from mock_connectcases import clock
from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.resources import quotas, related_item, system_fields
from mock_connectcases.resources.field_value import ARM_OF_TYPE, EMPTY
from mock_connectcases.resources.kinds import (
    CASE,
    CASE_RULE,
    DEFINITIONS,
    DOMAIN,
    FIELD,
    LAYOUT,
    RELATED_ITEM,
    TEMPLATE,
    Kind,
)
from mock_connectcases.seeds import form
from mock_connectcases.seeds.codec import (
    Codec,
    DefinitionNames,
    Given,
    KeyedBy,
    ListOf,
    Member,
    Part,
    Reference,
    Schema,
    Short,
    identifier,
    modelled,
)
from mock_connectcases.wire.doubles import word_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


class Value(Codec):
    """A value of a field, plain or as the union that requests have."""

    def __init__(self) -> None:
        super().__init__(_schema_of_value)

    def _read(self, given: Any, _names: DefinitionNames) -> Given:
        if type(given) is dict:
            return given
        if given is None:
            return EMPTY
        if type(given) is bool:
            return {"booleanValue": given}
        if type(given) in (int, float):
            return {"doubleValue": given}
        return {"stringValue": form.expect(given, str)}

    def _write(self, value: Mapping[str, Any], _names: DefinitionNames) -> Any:
        ((arm, plain),) = value.items()
        return None if arm == "emptyValue" else write_value(plain)


def write_value(value: Any) -> Any:
    """Write a stored value; a double that JSON has no number for is written as the API has it."""
    if isinstance(value, float) and not isfinite(value):
        return {"doubleValue": word_of(value)}
    return value


def _schema_of_value() -> Schema:
    union: Schema = {key: {} for key in (*dict.fromkeys(ARM_OF_TYPE.values()), "emptyValue")}
    as_api = {
        "type": "object",
        "properties": union,
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    longest = modelled("CreateCase", "fields", "value", "stringValue").schema
    return {"anyOf": [longest, {"type": ["number", "boolean", "null"]}, as_api]}


class _Time(Codec):
    """A time, which is text in a seed."""

    def _read(self, given: Any, _names: DefinitionNames) -> datetime | None:
        return form.moment(given)

    def _write(self, value: datetime, _names: DefinitionNames) -> str:
        return clock.to_field_text(value)


class _OptionalTime(_Time):
    """A time, or a null for none."""

    def _read(self, given: Any, names: DefinitionNames) -> datetime | None:
        return None if given is None else super()._read(given, names)


_TEXT = Codec({"type": "string"})
_FLAG = Codec({"type": "boolean"})
_TIME = _Time({"type": "string", "description": "a time such as 2026-01-31T12:00:00Z"})
_TAGS = Codec(
    {"type": "object", "additionalProperties": _TEXT.schema, "maxProperties": quotas.TAGS.default}
)
_WRITTEN_BY_DUMP = {"description": "written by dump()"}
_DUMPED = Codec(_WRITTEN_BY_DUMP)
_NUMBERS = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
_ORDER = Codec({**_NUMBERS, **_WRITTEN_BY_DUMP})
_VALUE = Value()
_FIELD = Reference(FIELD)
_FIELDS = ListOf(Reference(FIELD, within=("id",)))


def _state(**codecs: Codec) -> dict[str, Member]:
    """Return members that no request has."""
    return {name: Member(codec, is_state=True) for name, codec in codecs.items()}


def _definition(kind: Kind, members: Mapping[str, Codec | Member], **options: Any) -> Part:
    """Return the part of a kind of definition, with the members that all kinds have.

    Layouts have no description.
    """
    operation = f"Create{kind.type_name}"
    described = {} if kind is LAYOUT else {"description": modelled(operation, "description")}
    head = _state(name=modelled(operation, "name"), id=identifier(kind), **described)
    tail = _state(tags=_TAGS, deleted=_FLAG, createdTime=_TIME, lastModifiedTime=_TIME)
    return Part(kind.name, {**head, **members, **tail}, **options)


_OPTION_VALUE = modelled("BatchPutFieldOptions", "options", "value")
OPTION = Part(
    "option",
    {
        "value": _OPTION_VALUE,
        "name": Member(
            modelled("BatchPutFieldOptions", "options", "name"),
            default=lambda given: given.get("value"),
        ),
        "active": Member(_FLAG, default=True, is_implied=True),
    },
    short=Short(str, "value", _OPTION_VALUE),
)

_FIELD_TYPE = modelled("CreateField", "type")
_FIELD_PART = _definition(
    FIELD,
    {
        "type": Member(
            _FIELD_TYPE,
            default=lambda given: "SingleSelect" if "options" in given else "Text",
        ),
        "multiline": Member(Codec(_FLAG.schema, within=("text", "isMultiline")), to="attributes"),
        **_state(options=ListOf(OPTION)),
    },
    short=Short(str, "type", _FIELD_TYPE),
)
SYSTEM_FIELD = Part("system field", _state(name=_TEXT, options=ListOf(OPTION), tags=_TAGS))

_SECTION = Part(
    "section", {"name": _TEXT, "fields": Member(_FIELDS, default=[])}, within=("fieldGroup",)
)
_SECTIONS = ListOf(_SECTION)
_PANEL = Part("panel", {"name": _TEXT, "fields": _FIELDS, "sections": _SECTIONS})


class _Panel(Codec):
    """A panel: its fields, a section with a heading, or a list of sections."""

    def __init__(self) -> None:
        super().__init__(lambda: {"anyOf": [ListOf(_FIELD).schema, _PANEL.schema]})

    def _read(self, given: Any, names: DefinitionNames) -> Given:
        if type(given) is list:
            return {"sections": [_SECTION.read({"fields": given}, names)]}
        known = _PANEL.check(given)
        if "sections" in known:
            with form.refusals("sections"):
                return {"sections": _SECTIONS.read(known["sections"], names)}
        return {"sections": [_SECTION.read(known, names)]} if known else {}

    def _write(self, value: Given, names: DefinitionNames) -> Any:
        if "sections" not in value:
            return {}
        sections = _SECTIONS.write(value["sections"], names)
        if len(sections) != 1:
            return {"sections": sections}
        return sections[0] if "name" in sections[0] else sections[0]["fields"]


_LAYOUT = _definition(
    LAYOUT,
    {
        "topPanel": Member(_Panel(), is_nullable=True),
        "moreInfo": Member(_Panel(), is_nullable=True),
    },
    short=Short(list, "topPanel", ListOf(_FIELD)),
    within=("content", "basic"),
)


class _Condition(Codec):
    """A comparison, or conditions of which all or any have to hold."""

    MOST_LEVELS = 20

    def __init__(self, levels: int = 0) -> None:
        super().__init__(lambda: {"anyOf": [COMPARISON.schema, COMPOUND_CONDITION.schema]})
        self._levels = levels

    def _read(self, given: Any, names: DefinitionNames) -> Given:
        if self._levels > self.MOST_LEVELS:
            raise InvalidDocumentError("conditions are nested too deep")
        if type(given) is dict and not given.keys().isdisjoint(COMPOUND_CONDITION.arms):
            COMPOUND_CONDITION.check(given)
            arm = COMPOUND_CONDITION.arm(given)
            with form.refusals(arm):
                inner = ListOf(_Condition(self._levels + 1), within=("conditions",))
                return {arm: inner.read(given[arm], names)}
        known = COMPARISON.check(given)
        arm = COMPARISON.arm(known)
        with form.refusals("field"):
            field = _FIELD.read(known.get("field"), names)
        with form.refusals(arm):
            operand = _VALUE.read(known[arm], names)
        result = known.get("result", True)
        return {arm: {"operandOne": {"fieldId": field}, "operandTwo": operand, "result": result}}

    def _write(self, value: Given, names: DefinitionNames) -> Given:
        ((arm, given),) = value.items()
        if arm in COMPOUND_CONDITION.arms:
            return {arm: [self.write(each, names) for each in given["conditions"]]}
        written = {
            "field": _FIELD.write(given["operandOne"]["fieldId"], names),
            arm: _VALUE.write(given["operandTwo"], names),
        }
        return written if given["result"] else {**written, "result": False}


_CONDITIONS = ListOf(_Condition())
COMPARISON = Part(
    "comparison",
    {"field": _FIELD, "equalTo": _VALUE, "notEqualTo": _VALUE, "result": _FLAG},
    arms=("equalTo", "notEqualTo"),
)
COMPOUND_CONDITION = Part(
    "compound condition",
    {"andAll": _CONDITIONS, "orAll": _CONDITIONS},
    arms=("andAll", "orAll"),
)
CONDITION_RULE = Part(
    "condition rule",
    {
        "defaultValue": Member(_FLAG, default=False),
        "conditions": Member(_CONDITIONS, default=[]),
    },
)
_CHILDREN = Codec({"type": "array", "items": _TEXT.schema})
_PARENT_AND_CHILDREN = ("parentFieldOptionValue", "childFieldOptionValues")
MAPPING = Part(
    "mapping",
    {
        "parent": Member(_TEXT, to=_PARENT_AND_CHILDREN[0], default=None),
        "children": Member(_CHILDREN, to=_PARENT_AND_CHILDREN[1], default=None),
    },
)


class _Mappings(KeyedBy):
    """The values of a child field by those of its parent, or a list of both."""

    def __init__(self) -> None:
        super().__init__(*_PARENT_AND_CHILDREN, _CHILDREN)
        self._listed = ListOf(MAPPING)

    @property
    def schema(self) -> Schema:
        """The JSON Schema of either form."""
        return {"anyOf": [super().schema, self._listed.schema]}

    def _read(self, given: Any, names: DefinitionNames) -> list[Given]:
        if type(given) is dict:
            return super()._read(given, names)
        listed: list[Given] = self._listed.read(given, names)
        return listed

    def _write(self, value: Sequence[Mapping[str, Any]], names: DefinitionNames) -> Any:
        """Write an object, unless a parent stands twice."""
        written = super()._write(value, names)
        return written if len(written) == len(value) else self._listed.write(value, names)


FIELD_OPTIONS = Part(
    "field options",
    {
        "parentField": Member(_FIELD, to="parentFieldId", is_nullable=True),
        "childField": Member(_FIELD, to="childFieldId", is_nullable=True),
        "mappings": Member(_Mappings(), to="parentChildFieldOptionsMappings", default={}),
    },
)
_CASE_RULE = _definition(
    CASE_RULE,
    {
        "required": CONDITION_RULE,
        "hidden": CONDITION_RULE,
        "fieldOptions": FIELD_OPTIONS,
    },
    arms=("required", "hidden", "fieldOptions"),
    within=("rule",),
)


class _DefaultLayout(Reference):
    """The layout of a template, or a null for a configuration that names none."""

    @property
    def schema(self) -> Schema:
        """The JSON Schema of either."""
        return {"anyOf": [super().schema, {"type": "null"}]}

    def _read(self, given: Any, names: DefinitionNames) -> Any:
        return {} if given is None else {"defaultLayout": super()._read(given, names)}

    def _write(self, value: Any, names: DefinitionNames) -> Any:
        layout_id = value.get("defaultLayout")
        return None if layout_id is None else super()._write(layout_id, names)


_RULE = Reference(CASE_RULE)
RULE_OF_TEMPLATE = Part(
    "rule of a template",
    {
        "rule": Member(_RULE, to="caseRuleId", default=None),
        "field": Member(_FIELD, to="fieldId", is_nullable=True),
    },
    short=Short(str, "rule", _RULE),
)
_TEMPLATE = _definition(
    TEMPLATE,
    {
        "status": modelled("CreateTemplate", "status"),
        "layout": Member(_DefaultLayout(LAYOUT), to="layoutConfiguration"),
        "requiredFields": ListOf(Reference(FIELD, within=("fieldId",))),
        "rules": ListOf(RULE_OF_TEMPLATE),
        "tagPropagation": Member(
            KeyedBy("resourceType", "tagMap", _TAGS), to="tagPropagationConfigurations"
        ),
    },
)

DEFINITION: Mapping[Kind, Part] = {
    FIELD: _FIELD_PART,
    LAYOUT: _LAYOUT,
    CASE_RULE: _CASE_RULE,
    TEMPLATE: _TEMPLATE,
}
"""The part that describes the definitions of a kind."""

_EVENTS = ("PutCaseEventConfiguration", "eventBridge", "includedData")
CASE_DATA = Part(
    "case data",
    {
        "fields": Member(_FIELDS, default=[]),
        "autoIncludeFields": modelled(*_EVENTS, "caseData", "autoIncludeFields"),
    },
)
RELATED_ITEM_DATA = Part("related item data", {"includeContent": _FLAG})
INCLUDED_DATA = Part("included data", {"caseData": CASE_DATA, "relatedItemData": RELATED_ITEM_DATA})
EVENTS = Part(
    "events",
    {"enabled": Member(_FLAG, default=True), "includedData": INCLUDED_DATA},
    short=Short(bool, "enabled", _FLAG),
)

_USER_ARN = modelled("CreateRelatedItem", "performedBy", "userArn")
USER = Part(
    "user",
    {
        "userArn": _USER_ARN,
        "customEntity": modelled("CreateRelatedItem", "performedBy", "customEntity"),
    },
    short=Short(str, "userArn", _USER_ARN),
)

_CONTENT = ("CreateRelatedItem", "content")
_BODY = modelled(*_CONTENT, "comment", "body")
COMMENT = Part(
    "comment",
    {
        "body": _BODY,
        "contentType": Member(
            modelled(*_CONTENT, "comment", "contentType"), default=related_item.PLAIN_TEXT
        ),
    },
    short=Short(str, "body", _BODY),
)
_CONTACT_ARN = modelled(*_CONTENT, "contact", "contactArn")
CONTACT = Part(
    "contact",
    {"contactArn": _CONTACT_ARN, **_state(channel=_TEXT, connectedToSystemTime=_TIME)},
    short=Short(str, "contactArn", _CONTACT_ARN),
)
_FILE_ARN = modelled(*_CONTENT, "file", "fileArn")
FILE = Part("file", {"fileArn": _FILE_ARN}, short=Short(str, "fileArn", _FILE_ARN))


class _LinkedCase(Codec):
    """A case by its id or its reference ID."""

    def _read(self, given: Any, names: DefinitionNames) -> str:
        reference: str = form.expect(given, str)
        domain = names.domain
        if reference in domain.cases:
            return reference
        return domain.case_id_of_reference(reference) or reference


class _Target(Value):
    """A value of the field of an SLA, which is a text."""

    def _read(self, given: Any, _names: DefinitionNames) -> Given:
        return given if type(given) is dict else {"stringValue": given}


_SLA = (*_CONTENT, "sla", "slaInputConfiguration")
SLA = Part(
    "sla",
    {
        "name": Member(modelled(*_SLA, "name"), default="SLA"),
        "type": Member(modelled(*_SLA, "type"), default="CaseField"),
        "fieldId": Member(Reference(FIELD, is_written_by_id=True), default=system_fields.STATUS),
        "targetFieldValues": Member(ListOf(_Target()), default=[system_fields.CLOSED]),
        "targetSlaMinutes": Member(
            modelled(*_SLA, "targetSlaMinutes"),
            default=lambda given: 1 if "targetTime" in given else None,
        ),
        **_state(targetTime=_TIME, completionTime=_OptionalTime({"type": ["string", "null"]})),
    },
)


class _Values(Codec):
    """Values by the ids or names of their fields; ``values`` reads them."""

    def __init__(self) -> None:
        super().__init__(
            lambda: {"type": "object", "additionalProperties": _VALUE.schema}, within=("fields",)
        )

    def _write(self, value: Sequence[Given], names: DefinitionNames) -> Given:
        return {
            names.write(FIELD, each["id"]): _VALUE.write(each["value"], names) for each in value
        }


_VALUES = _Values()
CONTENT: Mapping[str, Codec] = {
    "comment": COMMENT,
    "contact": CONTACT,
    "file": FILE,
    "sla": SLA,
    "connectCase": _LinkedCase(_TEXT.schema, within=("caseId",)),
    "custom": _VALUES,
}
"""The codec of each arm of the content of related items."""

RELATED_ITEM_PART = Part(
    "related item",
    {
        "id": Member(identifier(RELATED_ITEM), is_state=True),
        **CONTENT,
        **_state(
            associationTime=_TIME,
            performedBy=USER,
            lastUpdatedUser=USER,
            tags=_TAGS,
            order=Codec({"type": "integer", **_WRITTEN_BY_DUMP}),
        ),
    },
    arms=tuple(CONTENT),
)
CASE_PART = Part(
    "case",
    _state(
        id=identifier(CASE),
        template=Reference(TEMPLATE),
        fields=_VALUES,
        tags=_TAGS,
        performedBy=USER,
        relatedItems=ListOf(RELATED_ITEM_PART),
        mergedInto=_TEXT,
        history=_DUMPED,
        order=_ORDER,
    ),
)


def _by_name(*codecs: Codec) -> Codec:
    """Return the codec of an object by names, or of a list of parts with names."""

    def schema() -> Schema:
        kinds = [each for codec in codecs for each in _alternatives(codec)]
        either = {"anyOf": [*kinds, {"type": "null"}]}
        listed = {"type": "array", "items": {"required": ["name"], "anyOf": kinds}}
        return {"anyOf": [{"type": "object", "additionalProperties": either}, listed]}

    return Codec(schema)


def _alternatives(codec: Codec) -> list[Schema]:
    schema = codec.schema
    alternatives: list[Schema] = schema.get("anyOf", [schema])
    return alternatives


_PLACE = {"account": Codec({"type": "string", "pattern": "^[0-9]{12}$"}), "region": _TEXT}
_BY_NAME = {FIELD: (_FIELD_PART, SYSTEM_FIELD)}
DOMAIN_PART = Part(
    "domain",
    _state(
        name=modelled("CreateDomain", "name"),
        id=identifier(DOMAIN),
        **_PLACE,
        createdTime=_TIME,
        tags=_TAGS,
        **{each.member: _by_name(*_BY_NAME.get(each, (DEFINITION[each],))) for each in DEFINITIONS},
        events=EVENTS,
        cases=ListOf(CASE_PART),
        creation=_DUMPED,
        merges=_DUMPED,
        order=_ORDER,
    ),
)
SEED = Part(
    "seed",
    {
        "$schema": _TEXT,
        "version": Codec({"const": form.VERSION}),
        **_PLACE,
        "time": _TIME,
        "checks": Codec({"enum": list(form.CHECKS)}),
        "domains": _by_name(DOMAIN_PART),
    },
)
PARTS = [each for each in list(vars().values()) if isinstance(each, Part)]
"""All parts of a seed, the smallest first."""
