"""Writes fields, layouts, case rules, templates and the event configuration as a seed has them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from mock_connectcases import clock
from mock_connectcases.resources import system_fields
from mock_connectcases.resources.case_rule import (
    CaseRule,
    Condition,
    ConditionalRule,
    FieldCondition,
    FieldOptionsRule,
)
from mock_connectcases.resources.event_configuration import EventConfiguration
from mock_connectcases.resources.field import Field
from mock_connectcases.resources.kinds import CASE_RULE, DEFINITIONS, FIELD, LAYOUT, TEMPLATE
from mock_connectcases.resources.layout import Layout
from mock_connectcases.seeds.form import References
from mock_connectcases.seeds.item_writing import write_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mock_connectcases.resources.definition import Definition
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.resources.layout import Panel
    from mock_connectcases.resources.template import Template

Written = dict[str, Any]


class DefinitionWriter:
    """Writes the definitions of a domain, and the names by which seeds refer to them."""

    def __init__(self, domain: Domain, *, by_id: bool = False) -> None:
        """Write for a domain, and name what it refers to by ids or as readable as possible."""
        self.domain = domain
        self._names = {
            kind: str if by_id else References(kind.name, domain.collection(kind)).shortest
            for kind in DEFINITIONS
        }

    def field(self, field_id: str) -> str:
        """Return the name of a field if that is unambiguous, else its id."""
        is_system = self.domain.fields[field_id].is_system
        return field_id if is_system else self._names[FIELD](field_id)

    def template(self, template_id: str) -> str:
        """Return the name of a template if that is unambiguous, else its id."""
        return self._names[TEMPLATE](template_id)

    def collections(self) -> Iterator[tuple[str, list[Written]]]:
        """Yield the members of a domain that hold these, in the order in which they are read."""
        for kind in DEFINITIONS:
            written = [self.write(kind, each) for each in self.domain.collection(kind)]
            yield kind.member, [each for each in written if each is not None]

    def write(self, kind: Kind, definition_id: str) -> Written | None:
        """Return a definition, nothing for a system field that is as every domain has it."""
        definition = self.domain.collection(kind)[definition_id]
        if definition.is_system:
            return self._system_field(definition)
        written = WRITERS[kind](self, definition)
        return {**self._head(definition), **written, **self._tail(definition)}

    def events(self) -> Any:
        """Return the event configuration, nothing where none was ever put."""
        of = self.domain.event_configuration
        if of == EventConfiguration():
            return None
        if not of.has_included_data:
            return of.enabled
        included: Written = {}
        if of.case_data is not None:
            included["caseData"] = {"fields": [self.field(each) for each in of.case_data.field_ids]}
            if of.case_data.auto_include is not None:
                included["caseData"]["autoIncludeFields"] = of.case_data.auto_include
        if of.include_related_item_content is not None:
            included["relatedItemData"] = {"includeContent": of.include_related_item_content}
        return {"enabled": of.enabled, "includedData": included}

    def _head(self, of: Definition) -> Written:
        written: Written = {"name": of.name, "id": of.id}
        if getattr(of, "description", None) is not None:
            written["description"] = of.description
        return written

    def _tail(self, of: Any) -> Written:
        """Write the members common to all parts, where they differ from the defaults."""
        written: Written = {}
        if of.tags:
            written["tags"] = dict(of.tags)
        if of.deleted:
            written["deleted"] = True
        if of.created_time != self.domain.created_time:
            written["createdTime"] = clock.to_field_text(of.created_time)
        if of.last_modified_time != of.created_time:
            written["lastModifiedTime"] = clock.to_field_text(of.last_modified_time)
        return written

    @cached_property
    def _made_fields(self) -> Mapping[str, Field]:
        return system_fields.make_system_fields(self.domain.arn, self.domain.created_time)

    def _system_field(self, of: Field) -> Written | None:
        written: Written = {"name": of.field_id}
        if of.options != self._made_fields[of.field_id].options:
            written["options"] = _options(of)
        if of.tags:
            written["tags"] = dict(of.tags)
        return written if len(written) > 1 else None

    def write_custom_field(self, of: Field) -> Written:
        """Write what is particular to a field that is no system field."""
        written: Written = {"type": of.type}
        if of.is_multiline is not None:
            written["multiline"] = of.is_multiline
        if of.options:
            written["options"] = _options(of)
        return written

    def write_layout(self, of: Layout) -> Written:
        """Write what is particular to a layout."""
        panels = (("topPanel", of.content.top_panel), ("moreInfo", of.content.more_info))
        return {name: self._panel(panel) for name, panel in panels if panel is not None}

    def _panel(self, of: Panel) -> Any:
        if of.sections is None:
            return {}
        sections: list[Any] = []
        for each in of.sections:
            fields = [self.field(field_id) for field_id in each.field_ids]
            heading = {} if each.name is None else {"name": each.name}
            sections.append({**heading, "fields": fields})
        if len(sections) == 1:
            return sections[0] if "name" in sections[0] else sections[0]["fields"]
        return {"sections": sections}

    def write_rule(self, of: CaseRule) -> Written:
        """Write what is particular to a case rule."""
        details = of.details
        if isinstance(details, ConditionalRule):
            member = details.type.lower()
            conditions = [self._condition(each) for each in details.conditions]
            rule: Written = {member: {"defaultValue": details.default, "conditions": conditions}}
        else:
            rule = {"fieldOptions": self._field_options(details)}
        return rule

    def _condition(self, of: Condition) -> Written:
        if isinstance(of, FieldCondition):
            written: Written = {
                "field": self.field(of.field_id),
                "notEqualTo" if of.negated else "equalTo": write_value(of.operand),
            }
            return written if of.outcome else {**written, "result": False}
        parts = [self._condition(each) for each in of.conditions]
        return {"andAll" if of.all_of else "orAll": parts}

    def _field_options(self, of: FieldOptionsRule) -> Written:
        written: Written = {}
        if of.parent_field_id is not None:
            written["parentField"] = self.field(of.parent_field_id)
        if of.child_field_id is not None:
            written["childField"] = self.field(of.child_field_id)
        mappings = {parent: list(children) for parent, children in of.mappings}
        if len(mappings) == len(of.mappings):
            return {**written, "mappings": mappings}
        listed = [{"parent": one, "children": list(others)} for one, others in of.mappings]
        return {**written, "mappings": listed}

    def write_template(self, of: Template) -> Written:
        """Write what is particular to a template."""
        written: Written = {"status": of.status}
        if of.has_layout_configuration:
            layout_id = of.default_layout_id
            written["layout"] = None if layout_id is None else self._names[LAYOUT](layout_id)
        if of.required_field_ids is not None:
            written["requiredFields"] = [self.field(each) for each in of.required_field_ids]
        if of.rules is not None:
            written["rules"] = [self._rule_of_template(*each) for each in of.rules]
        if of.tag_propagations is not None:
            written["tagPropagation"] = {
                each.resource_type: dict(each.tags) for each in of.tag_propagations
            }
        return written

    def _rule_of_template(self, case_rule_id: str, field_id: str | None) -> Any:
        rule = self._names[CASE_RULE](case_rule_id)
        return rule if field_id is None else {"rule": rule, "field": self.field(field_id)}


def _options(of: Field) -> list[Any]:
    """Write options, those that are called like their value by it alone."""
    return [
        each.value
        if each.active and each.name == each.value
        else {"value": each.value, "name": each.name, **({} if each.active else {"active": False})}
        for each in of.options.values()
    ]


WRITERS: Mapping[Kind, Callable[[DefinitionWriter, Any], Written]] = {
    FIELD: DefinitionWriter.write_custom_field,
    LAYOUT: DefinitionWriter.write_layout,
    CASE_RULE: DefinitionWriter.write_rule,
    TEMPLATE: DefinitionWriter.write_template,
}
"""Writers of the members that the definitions of one kind have."""
