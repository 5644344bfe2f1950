"""The parts of a seed that describe definitions and the event configuration of a domain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.resources.kinds import CASE_RULE, FIELD, LAYOUT, TEMPLATE, Kind
from mock_connectcases.seeds import form
from mock_connectcases.seeds.codec import (
    Codec,
    KeyedBy,
    ListOf,
    Member,
    Part,
    Reference,
    ShortForm,
    outside_request,
)
from mock_connectcases.seeds.plain_codecs import FLAG, TAGS, TEXT, TIME, VALUE, identifier, modeled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mock_connectcases.seeds.definition_names import DefinitionNames
    from mock_connectcases.seeds.form import JsonObject

_FIELD = Reference(FIELD)
_FIELDS = ListOf(Reference(FIELD, within=("id",)))


def _definition(kind: Kind, members: Mapping[str, Codec | Member], **options: Any) -> Part:
    """Return the part of a kind of definition, with the members that all kinds have.

    Layouts have no description.
    """
    operation = f"Create{kind.type_name}"
    described = {} if kind is LAYOUT else {"description": modeled(operation, "description")}
    head = outside_request(name=modeled(operation, "name"), id=identifier(kind), **described)
    tail = outside_request(tags=TAGS, deleted=FLAG, createdTime=TIME, lastModifiedTime=TIME)
    return Part(kind.name, {**head, **members, **tail}, **options)


_OPTION_VALUE = modeled("BatchPutFieldOptions", "options", "value")
OPTION = Part(
    "option",
    {
        "value": _OPTION_VALUE,
        "name": Member(
            modeled("BatchPutFieldOptions", "options", "name"),
            default=lambda given: given.get("value"),
        ),
        "active": Member(FLAG, default=True, is_implied=True),
    },
    short=ShortForm(str, "value", _OPTION_VALUE),
)

_FIELD_TYPE = modeled("CreateField", "type")
FIELD_PART = _definition(
    FIELD,
    {
        "type": Member(
            _FIELD_TYPE,
            default=lambda given: "SingleSelect" if "options" in given else "Text",
        ),
        "multiline": Member(
            Codec(FLAG.schema, within=("text", "isMultiline")), request_name="attributes"
        ),
        **outside_request(options=ListOf(OPTION)),
    },
    short=ShortForm(str, "type", _FIELD_TYPE),
)
SYSTEM_FIELD = Part("system field", outside_request(name=TEXT, options=ListOf(OPTION), tags=TAGS))

_SECTION = Part(
    "section", {"name": TEXT, "fields": Member(_FIELDS, default=[])}, within=("fieldGroup",)
)
_SECTIONS = ListOf(_SECTION)
_PANEL = Part("panel", {"name": TEXT, "fields": _FIELDS, "sections": _SECTIONS})


class _Panel(Codec):
    """A panel: its fields, a section with a heading, or a list of sections."""

    def __init__(self) -> None:
        super().__init__(lambda: {"anyOf": [ListOf(_FIELD).schema, _PANEL.schema]})

    def _read(self, given: Any, names: DefinitionNames) -> JsonObject:
        if type(given) is list:
            return {"sections": [_SECTION.read({"fields": given}, names)]}
        known = _PANEL.check(given)
        if "sections" in known:
            with form.errors_at("sections"):
                return {"sections": _SECTIONS.read(known["sections"], names)}
        return {"sections": [_SECTION.read(known, names)]} if known else {}

    def _write(self, value: JsonObject, names: DefinitionNames) -> Any:
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
    short=ShortForm(list, "topPanel", ListOf(_FIELD)),
    within=("content", "basic"),
)


class _Condition(Codec):
    """A comparison, or conditions of which all or any have to hold."""

    MOST_LEVELS = 20

    def __init__(self, levels: int = 0) -> None:
        super().__init__(lambda: {"anyOf": [COMPARISON.schema, COMPOUND_CONDITION.schema]})
        self._levels = levels

    def _read(self, given: Any, names: DefinitionNames) -> JsonObject:
        if self._levels > self.MOST_LEVELS:
            raise InvalidDocumentError("conditions are nested too deep")
        if type(given) is dict and not given.keys().isdisjoint(COMPOUND_CONDITION.arms):
            COMPOUND_CONDITION.check(given)
            arm = COMPOUND_CONDITION.arm(given)
            with form.errors_at(arm):
                inner = ListOf(_Condition(self._levels + 1), within=("conditions",))
                return {arm: inner.read(given[arm], names)}
        known = COMPARISON.check(given)
        arm = COMPARISON.arm(known)
        with form.errors_at("field"):
            field = _FIELD.read(known.get("field"), names)
        with form.errors_at(arm):
            operand = VALUE.read(known[arm], names)
        result = known.get("result", True)
        return {arm: {"operandOne": {"fieldId": field}, "operandTwo": operand, "result": result}}

    def _write(self, value: JsonObject, names: DefinitionNames) -> JsonObject:
        ((arm, given),) = value.items()
        if arm in COMPOUND_CONDITION.arms:
            return {arm: [self.write(each, names) for each in given["conditions"]]}
        written = {
            "field": _FIELD.write(given["operandOne"]["fieldId"], names),
            arm: VALUE.write(given["operandTwo"], names),
        }
        return written if given["result"] else {**written, "result": False}


_CONDITIONS = ListOf(_Condition())
COMPARISON = Part(
    "comparison",
    {"field": _FIELD, "equalTo": VALUE, "notEqualTo": VALUE, "result": FLAG},
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
        "defaultValue": Member(FLAG, default=False),
        "conditions": Member(_CONDITIONS, default=[]),
    },
)
_CHILDREN = Codec({"type": "array", "items": TEXT.schema})
_PARENT_AND_CHILDREN = ("parentFieldOptionValue", "childFieldOptionValues")
MAPPING = Part(
    "mapping",
    {
        "parent": Member(TEXT, request_name=_PARENT_AND_CHILDREN[0], default=None),
        "children": Member(_CHILDREN, request_name=_PARENT_AND_CHILDREN[1], default=None),
    },
)


class _Mappings(KeyedBy):
    """The values of a child field by those of its parent, or a list of both."""

    def __init__(self) -> None:
        super().__init__(*_PARENT_AND_CHILDREN, _CHILDREN)
        self._listed = ListOf(MAPPING)

    @property
    def schema(self) -> JsonObject:
        """The JSON Schema of either form."""
        return {"anyOf": [super().schema, self._listed.schema]}

    def _read(self, given: Any, names: DefinitionNames) -> list[JsonObject]:
        if type(given) is dict:
            return super()._read(given, names)
        listed: list[JsonObject] = self._listed.read(given, names)
        return listed

    def _write(self, value: Sequence[Mapping[str, Any]], names: DefinitionNames) -> Any:
        """Write an object, unless a parent stands twice."""
        written = super()._write(value, names)
        return written if len(written) == len(value) else self._listed.write(value, names)


FIELD_OPTIONS = Part(
    "field options",
    {
        "parentField": Member(_FIELD, request_name="parentFieldId", is_nullable=True),
        "childField": Member(_FIELD, request_name="childFieldId", is_nullable=True),
        "mappings": Member(_Mappings(), request_name="parentChildFieldOptionsMappings", default={}),
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
    def schema(self) -> JsonObject:
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
        "rule": Member(_RULE, request_name="caseRuleId", default=None),
        "field": Member(_FIELD, request_name="fieldId", is_nullable=True),
    },
    short=ShortForm(str, "rule", _RULE),
)
_TEMPLATE = _definition(
    TEMPLATE,
    {
        "status": modeled("CreateTemplate", "status"),
        "layout": Member(_DefaultLayout(LAYOUT), request_name="layoutConfiguration"),
        "requiredFields": ListOf(Reference(FIELD, within=("fieldId",))),
        "rules": ListOf(RULE_OF_TEMPLATE),
        "tagPropagation": Member(
            KeyedBy("resourceType", "tagMap", TAGS), request_name="tagPropagationConfigurations"
        ),
    },
)

DEFINITION: Mapping[Kind, Part] = {
    FIELD: FIELD_PART,
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
        "autoIncludeFields": modeled(*_EVENTS, "caseData", "autoIncludeFields"),
    },
)
RELATED_ITEM_DATA = Part("related item data", {"includeContent": FLAG})
INCLUDED_DATA = Part("included data", {"caseData": CASE_DATA, "relatedItemData": RELATED_ITEM_DATA})
EVENTS = Part(
    "events",
    {"enabled": Member(FLAG, default=True), "includedData": INCLUDED_DATA},
    short=ShortForm(bool, "enabled", FLAG),
)
