"""Writes fields, layouts, case rules, templates and the event configuration as a seed has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases import clock
from mock_connectcases.resources import system_fields
from mock_connectcases.resources.case_rule import (
    Condition,
    ConditionalRule,
    FieldCondition,
    FieldOptionsRule,
)
from mock_connectcases.resources.event_configuration import EventConfiguration
from mock_connectcases.seeds.form import References
from mock_connectcases.seeds.item_writing import write_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.resources.case_rule import CaseRule
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.layout import Layout, Panel
    from mock_connectcases.resources.template import Template

Written = dict[str, Any]


class DefinitionWriter:
    """Writes what a domain is made of, and knows how its parts are named."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._fields = References("field", domain.fields)
        self._layouts = References("layout", domain.layouts)
        self._rules = References("case rule", domain.case_rules)
        self._templates = References("template", domain.templates)

    def field(self, field_id: str) -> str:
        """Return what a field is called: its name, where only it has that, else its id."""
        is_system = self._domain.fields[field_id].is_system
        return field_id if is_system else self._fields.shortest(field_id)

    def template(self, template_id: str) -> str:
        """Return what a template is called."""
        return self._templates.shortest(template_id)

    def collections(self) -> Iterator[tuple[str, list[Written]]]:
        """Yield the members of a domain that hold these, in the order in which they are read."""
        domain = self._domain
        yield "fields", [*self._system_fields(), *self._custom_fields()]
        yield "layouts", [self._layout(each) for each in domain.layouts.values()]
        yield "caseRules", [self._rule(each) for each in domain.case_rules.values()]
        yield "templates", [self._template(each) for each in domain.templates.values()]

    def events(self) -> Any:
        """Return the event configuration, nothing where none was ever put."""
        of = self._domain.event_configuration
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

    def _head(self, identifier: str, of: Any) -> Written:
        written: Written = {"name": of.name, "id": getattr(of, identifier)}
        if getattr(of, "description", None) is not None:
            written["description"] = of.description
        return written

    def _tail(self, of: Any) -> Written:
        """Write what says when and whether something is, where it is not as by default."""
        written: Written = {}
        if of.tags:
            written["tags"] = dict(of.tags)
        if of.deleted:
            written["deleted"] = True
        if of.created_time != self._domain.created_time:
            written["createdTime"] = clock.to_field_text(of.created_time)
        if of.last_modified_time != of.created_time:
            written["lastModifiedTime"] = clock.to_field_text(of.last_modified_time)
        return written

    def _system_fields(self) -> Iterator[Written]:
        domain = self._domain
        made = system_fields.make_system_fields(domain.arn, domain.created_time)
        for key, default in made.items():
            field = domain.fields[key]
            written: Written = {"name": key}
            if field.options != default.options:
                written["options"] = _options(field)
            if field.tags:
                written["tags"] = dict(field.tags)
            if len(written) > 1:
                yield written

    def _custom_fields(self) -> Iterator[Written]:
        for each in self._domain.fields.values():
            if each.is_system:
                continue
            written = {**self._head("field_id", each), "type": each.type}
            if each.is_multiline is not None:
                written["multiline"] = each.is_multiline
            if each.options:
                written["options"] = _options(each)
            yield {**written, **self._tail(each)}

    def _layout(self, of: Layout) -> Written:
        panels = (("topPanel", of.content.top_panel), ("moreInfo", of.content.more_info))
        written = {name: self._panel(panel) for name, panel in panels if panel is not None}
        return {**self._head("layout_id", of), **written, **self._tail(of)}

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

    def _rule(self, of: CaseRule) -> Written:
        details = of.details
        if isinstance(details, ConditionalRule):
            kind = details.kind.lower()
            conditions = [self._condition(each) for each in details.conditions]
            rule: Written = {kind: {"defaultValue": details.default, "conditions": conditions}}
        else:
            rule = {"fieldOptions": self._field_options(details)}
        return {**self._head("case_rule_id", of), **rule, **self._tail(of)}

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

    def _template(self, of: Template) -> Written:
        written = {**self._head("template_id", of), "status": of.status}
        if of.has_layout_configuration:
            layout_id = of.default_layout_id
            written["layout"] = None if layout_id is None else self._layouts.shortest(layout_id)
        if of.required_field_ids is not None:
            written["requiredFields"] = [self.field(each) for each in of.required_field_ids]
        if of.rules is not None:
            written["rules"] = [self._rule_of_template(*each) for each in of.rules]
        if of.tag_propagations is not None:
            written["tagPropagation"] = {
                each.resource_type: dict(each.tags) for each in of.tag_propagations
            }
        return {**written, **self._tail(of)}

    def _rule_of_template(self, case_rule_id: str, field_id: str | None) -> Any:
        rule = self._rules.shortest(case_rule_id)
        return rule if field_id is None else {"rule": rule, "field": self.field(field_id)}


def _options(of: Field) -> list[Any]:
    """Write options, those that are called like their value by it alone."""
    return [
        each.value
        if each.active and each.name == each.value
        else {"value": each.value, "name": each.name, **({} if each.active else {"active": False})}
        for each in of.options.values()
    ]
