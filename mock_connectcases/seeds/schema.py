"""The JSON Schema of seeds, for editors, made of the form and the installed service model.

``python -m mock_connectcases.seeds.schema`` prints it; the package has it in ``seed.schema.json``.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from mock_connectcases.resources import quotas
from mock_connectcases.resources.field_value import ARM_OF_TYPE
from mock_connectcases.seeds import form
from mock_connectcases.seeds.limits import id_shapes, member_shape

if TYPE_CHECKING:
    from mock_connectcases.wire.model import Shape

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_FLAG: Schema = {"type": "boolean"}
_ANY: Schema = {}
_REFERENCE: Schema = {"type": "string", "description": "an id, or a name that only one has"}
_REFERENCES: Schema = {"type": "array", "items": _REFERENCE}
_TAGS: Schema = {
    "type": "object",
    "additionalProperties": _TEXT,
    "maxProperties": quotas.TAGS.default,
}
_TIME: Schema = {"type": "string", "description": "a time such as 2026-01-31T12:00:00Z"}
_ORDER: Schema = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
_DUMPED: Schema = {"description": "written by dump()"}


def schema() -> Schema:
    """Return the schema of a whole seed."""
    kinds = {kind: _kind(members) for kind, members in _members().items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A seed of mock_connectcases",
        **kinds.pop("seed"),
        "$defs": {form.definition_name(kind): each for kind, each in kinds.items()},
    }


def text() -> str:
    """Return the schema as the text of a file."""
    return json.dumps(schema(), indent=1) + "\n"


def _kind(members: dict[str, Schema]) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": members}


def _of(kind: str) -> Schema:
    return {"$ref": f"#/$defs/{form.definition_name(kind)}"}


def _named(*kinds: Schema) -> Schema:
    """Return the schema of an object by names, or of a list of parts with names."""
    either = {"anyOf": [*kinds, {"type": "null"}]}
    listed = {"type": "array", "items": {"required": ["name"], "anyOf": list(kinds)}}
    return {"anyOf": [{"type": "object", "additionalProperties": either}, listed]}


def _short(long: Schema, *shorter: Schema) -> Schema:
    return {"anyOf": [*shorter, long]}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _modelled(operation: str, *path: str) -> Schema:
    return _bounded(member_shape(operation, *path))


def _bounded(shape: Shape | None) -> Schema:
    """Return the schema of a text or number by the model; any where botocore is too old."""
    if shape is None:
        return {}
    kind = {"string": "string", "long": "integer", "integer": "integer"}[shape.type_name]
    names = ("minLength", "maxLength") if kind == "string" else ("minimum", "maximum")
    bounds = zip(names, ("min", "max"), strict=True)
    made: Schema = {"type": kind}
    made |= {name: shape.metadata[bound] for name, bound in bounds if bound in shape.metadata}
    if "enum" in shape.metadata:
        made["enum"] = list(shape.metadata["enum"])
    return made


def _value() -> Schema:
    union = dict.fromkeys((*dict.fromkeys(ARM_OF_TYPE.values()), "emptyValue"), _ANY)
    as_api = {
        "type": "object",
        "properties": union,
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    longest = _modelled("CreateCase", "fields", "value", "stringValue")
    return {"anyOf": [longest, {"type": ["number", "boolean", "null"]}, as_api]}


def _members() -> dict[str, dict[str, Schema]]:
    values = {"type": "object", "additionalProperties": _value()}
    ids = {kind.name: _bounded(shape) for kind, shape in id_shapes()}
    dated = {"createdTime": _TIME, "lastModifiedTime": _TIME}
    defined = {"tags": _TAGS, "deleted": _FLAG, **dated}
    conditions = _list({"anyOf": [_of("comparison"), _of("compound condition")]})
    place = {"account": {"type": "string", "pattern": "^[0-9]{12}$"}, "region": _TEXT}
    fields = {"anyOf": [_modelled("CreateField", "type"), _of("field"), _of("system field")]}
    panel = _short(_of("panel"), _REFERENCES)

    def head(operation: str, kind: str) -> dict[str, Schema]:
        described = {"description": _modelled(operation, "description")}
        return {"name": _modelled(operation, "name"), "id": ids[kind], **described, **defined}

    layout_head = head("CreateLayout", "layout")
    del layout_head["description"]  # which layouts do not have
    return {
        "seed": {
            "$schema": _TEXT,
            "version": {"const": form.VERSION},
            **place,
            "time": _TIME,
            "checks": {"enum": list(form.CHECKS)},
            "domains": _named(_of("domain")),
        },
        "domain": {
            "name": _modelled("CreateDomain", "name"),
            "id": ids["domain"],
            **place,
            "createdTime": _TIME,
            "tags": _TAGS,
            "fields": _named(fields),
            "layouts": _named(_short(_of("layout"), _REFERENCES)),
            "caseRules": _named(_of("case rule")),
            "templates": _named(_of("template")),
            "events": _short(_of("events"), _FLAG),
            "cases": _list(_of("case")),
            "creation": _DUMPED,
            "merges": _DUMPED,
            "order": {**_ORDER, **_DUMPED},
        },
        "field": {
            **head("CreateField", "field"),
            "type": _modelled("CreateField", "type"),
            "multiline": _FLAG,
            "options": _list(_short(_of("option"), _modelled(*_OPTION, "value"))),
        },
        "system field": {
            "name": _TEXT,
            "options": _list(_short(_of("option"), _modelled(*_OPTION, "value"))),
            "tags": _TAGS,
        },
        "option": {
            "value": _modelled(*_OPTION, "value"),
            "name": _modelled(*_OPTION, "name"),
            "active": _FLAG,
        },
        "layout": {**layout_head, "topPanel": panel, "moreInfo": panel},
        "panel": {"name": _TEXT, "fields": _REFERENCES, "sections": _list(_of("section"))},
        "section": {"name": _TEXT, "fields": _REFERENCES},
        "case rule": {
            **head("CreateCaseRule", "case rule"),
            "required": _of("condition rule"),
            "hidden": _of("condition rule"),
            "fieldOptions": _of("field options"),
        },
        "condition rule": {"defaultValue": _FLAG, "conditions": conditions},
        "comparison": {
            "field": _REFERENCE,
            "equalTo": _value(),
            "notEqualTo": _value(),
            "result": _FLAG,
        },
        "compound condition": {"andAll": conditions, "orAll": conditions},
        "field options": {
            "parentField": _REFERENCE,
            "childField": _REFERENCE,
            "mappings": {
                "anyOf": [
                    {"type": "object", "additionalProperties": _list(_TEXT)},
                    _list(_of("mapping")),
                ]
            },
        },
        "mapping": {"parent": _TEXT, "children": _list(_TEXT)},
        "template": {
            **head("CreateTemplate", "template"),
            "status": _modelled("CreateTemplate", "status"),
            "layout": {"anyOf": [_REFERENCE, {"type": "null"}]},
            "requiredFields": _REFERENCES,
            "rules": _list(_short(_of("rule of a template"), _REFERENCE)),
            "tagPropagation": {"type": "object", "additionalProperties": _TAGS},
        },
        "rule of a template": {"rule": _REFERENCE, "field": _REFERENCE},
        "events": {"enabled": _FLAG, "includedData": _of("included data")},
        "included data": {
            "caseData": _of("case data"),
            "relatedItemData": _of("related item data"),
        },
        "case data": {
            "fields": _REFERENCES,
            "autoIncludeFields": _modelled(*_EVENTS, "caseData", "autoIncludeFields"),
        },
        "related item data": {"includeContent": _FLAG},
        "case": {
            "id": ids["case"],
            "template": _REFERENCE,
            "fields": values,
            "tags": _TAGS,
            "performedBy": _user(),
            "relatedItems": _list(_of("related item")),
            "mergedInto": _TEXT,
            "history": _DUMPED,
            "order": {**_ORDER, **_DUMPED},
        },
        "related item": {
            "id": ids["related item"],
            "comment": _short(_of("comment"), _modelled(*_ITEM, "comment", "body")),
            "contact": _short(_of("contact"), _modelled(*_ITEM, "contact", "contactArn")),
            "file": _short(_of("file"), _modelled(*_ITEM, "file", "fileArn")),
            "sla": _of("sla"),
            "connectCase": _TEXT,
            "custom": values,
            "tags": _TAGS,
            "performedBy": _user(),
            "lastUpdatedUser": _user(),
            "associationTime": _TIME,
            "order": {"type": "integer", **_DUMPED},
        },
        "comment": {
            "body": _modelled(*_ITEM, "comment", "body"),
            "contentType": _modelled(*_ITEM, "comment", "contentType"),
        },
        "contact": {
            "contactArn": _modelled(*_ITEM, "contact", "contactArn"),
            "channel": _TEXT,
            "connectedToSystemTime": _TIME,
        },
        "file": {"fileArn": _modelled(*_ITEM, "file", "fileArn")},
        "sla": {
            "name": _modelled(*_SLA, "name"),
            "type": _modelled(*_SLA, "type"),
            "fieldId": _TEXT,
            "targetFieldValues": _list(_value()),
            "targetSlaMinutes": _modelled(*_SLA, "targetSlaMinutes"),
            "targetTime": _TIME,
            "completionTime": {"type": ["string", "null"]},
        },
        "user": {
            "userArn": _modelled(*_USER, "userArn"),
            "customEntity": _modelled(*_USER, "customEntity"),
        },
    }


_OPTION = ("BatchPutFieldOptions", "options")
_EVENTS = ("PutCaseEventConfiguration", "eventBridge", "includedData")
_ITEM = ("CreateRelatedItem", "content")
_SLA = (*_ITEM, "sla", "slaInputConfiguration")
_USER = ("CreateRelatedItem", "performedBy")


def _user() -> Schema:
    return _short(_of("user"), _modelled(*_USER, "userArn"))


if __name__ == "__main__":
    sys.stdout.write(text())
