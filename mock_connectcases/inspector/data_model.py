"""The data model of a domain: its fields, layouts, templates and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from mock_connectcases.inspector.rule_sentences import sentences
from mock_connectcases.inspector.values import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.event_configuration import EventConfiguration
    from mock_connectcases.resources.field import Field, FieldOption
    from mock_connectcases.resources.layout import Panel
    from mock_connectcases.resources.template import Template


class FieldView(NamedTuple):
    """One field."""

    field_id: str
    name: str
    type: str
    description: str
    is_system: bool
    deleted: bool
    options: list[FieldOption]
    is_multiline: bool


class SectionView(NamedTuple):
    """A section of a panel: its heading, which may be empty, and its fields."""

    name: str
    fields: list[tuple[str, str]]
    """Id and name of each."""


class PanelView(NamedTuple):
    """One panel of a layout."""

    name: str
    sections: list[SectionView]


class LayoutView(NamedTuple):
    """One layout as agents see it."""

    layout_id: str
    name: str
    deleted: bool
    panels: list[PanelView]


class RuleView(NamedTuple):
    """One case rule, as sentences."""

    case_rule_id: str
    name: str
    type: str
    description: str
    deleted: bool
    sentences: list[str]
    used_by: list[str]
    """The names of the templates that use it."""


class TemplateView(NamedTuple):
    """One template, with the rules that it applies to its cases."""

    template_id: str
    name: str
    status: str
    description: str
    deleted: bool
    layout: str
    """The name of its default layout; empty if it has none."""
    required: list[tuple[str, str]]
    rules: list[tuple[str, list[str]]]
    """The name of each rule, and its sentences."""
    propagated_tags: dict[str, str]


View = TypeVar("View", FieldView, LayoutView, TemplateView, RuleView)


class DataModel(NamedTuple):
    """The definitions of a domain, the deleted ones last."""

    fields: list[FieldView]
    layouts: list[LayoutView]
    templates: list[TemplateView]
    case_rules: list[RuleView]
    events: list[str]
    """The event configuration, as sentences."""


def data_model(domain: Domain) -> DataModel:
    """Describe the data model of a domain; the caller holds the lock of its store."""
    names = Names(domain)
    return DataModel(
        fields=_sorted(map(_field, domain.fields.values())),
        layouts=_sorted(
            LayoutView(
                each.layout_id,
                each.name,
                each.deleted,
                list(panels(names, each.content.top_panel, each.content.more_info)),
            )
            for each in domain.layouts.values()
        ),
        templates=_sorted(_template(domain, names, each) for each in domain.templates.values()),
        case_rules=_sorted(_rules(domain, names)),
        events=list(_events(domain.event_configuration, names)),
    )


def panels(names: Names, top: Panel | None, more: Panel | None) -> Iterator[PanelView]:
    """Yield the panels of a layout."""
    for name, panel in (("Top panel", top), ("More info", more)):
        if panel is not None:
            yield PanelView(
                name,
                [
                    SectionView(group.name or "", [(x, names.field(x)) for x in group.field_ids])
                    for group in panel.sections or ()
                ],
            )


def _field(field: Field) -> FieldView:
    return FieldView(
        field.field_id,
        field.name,
        field.type,
        field.description or "",
        field.is_system,
        field.deleted,
        list(field.options.values()),
        bool(field.is_multiline),
    )


def _template(domain: Domain, names: Names, template: Template) -> TemplateView:
    layout = domain.layouts.get(template.default_layout_id or "")
    rules = []
    for each in template.rules or ():
        rule = domain.case_rules[each.case_rule_id]
        subject = f"“{names.field(each.field_id)}”" if each.field_id else "The field"
        rules.append((rule.name, sentences(rule.details, names, subject)))
    return TemplateView(
        template.template_id,
        template.name,
        template.status,
        template.description or "",
        template.deleted,
        layout.name if layout is not None else "",
        [(each, names.field(each)) for each in template.required_field_ids or ()],
        rules,
        template.propagated_tags(),
    )


def _rules(domain: Domain, names: Names) -> Iterator[RuleView]:
    for rule in domain.case_rules.values():
        yield RuleView(
            rule.case_rule_id,
            rule.name,
            rule.details.type,
            rule.description or "",
            rule.deleted,
            sentences(rule.details, names),
            [
                template.name
                for template in domain.templates.values()
                if any(each.case_rule_id == rule.case_rule_id for each in template.rules or ())
            ],
        )


def _events(configuration: EventConfiguration, names: Names) -> Iterator[str]:
    if not configuration.enabled:
        yield "Case events are off: nothing is published. PutCaseEventConfiguration turns them on."
        return
    yield "Case events are published."
    data = configuration.case_data
    if data is not None:
        listed = ", ".join(names.field(each) for each in data.field_ids)
        if listed:
            yield f"Those of cases carry {listed}."
        if data.auto_include is not None:
            yield f"They carry every field of this category: {data.auto_include}."
    if configuration.include_related_item_content:
        yield "Those of related items carry the content."


def _sorted(views: Iterable[View]) -> list[View]:
    """Return views in their order, the deleted ones last."""
    return sorted(views, key=lambda view: view.deleted)
