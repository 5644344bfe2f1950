"""One case as an agent sees it, with its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mock_connectcases.inspector.data_model import panels
from mock_connectcases.inspector.values import (
    CaseLink,
    DisplayValue,
    Names,
    case_link,
    in_words,
    show,
    show_time,
    user_text,
)
from mock_connectcases.operations.contents import write_content
from mock_connectcases.resources import case_values, system_fields
from mock_connectcases.resources.field import SINGLE_SELECT
from mock_connectcases.resources.related_item import CONNECT_CASE, ConnectCase, Custom, has_fields
from mock_connectcases.resources.sla import Sla

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mock_connectcases.resources.audit import AuditEvent, FieldChange
    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.field_value import Value
    from mock_connectcases.resources.layout import Layout
    from mock_connectcases.resources.related_item import RelatedItem


class FieldValue(NamedTuple):
    """One field of a case; the text is empty if it has no value."""

    name: str
    value: DisplayValue
    option: str
    """The value of the API, where it is an option with another name."""
    is_required: bool
    is_hidden: bool
    """By the rules of the template and the present values."""


class Section(NamedTuple):
    """Fields under a heading."""

    panel: str
    name: str
    fields: list[FieldValue]


class SlaView(NamedTuple):
    """One SLA, by the mock's clock."""

    name: str
    status: str
    target: str
    """The values that meet it."""
    target_time: datetime
    completion_time: datetime | None
    tags: dict[str, str]


class ItemView(NamedTuple):
    """One related item; ``content`` are its members by name."""

    type: str
    moment: datetime
    user: DisplayValue
    content: list[tuple[str, DisplayValue]]
    linked: CaseLink | None
    tags: dict[str, str]


class ChangeView(NamedTuple):
    """A value before and after; empty where there is none."""

    name: str
    old: DisplayValue
    new: DisplayValue


class HistoryEntry(NamedTuple):
    """One entry of the audit history."""

    type: str
    moment: datetime
    author: DisplayValue
    item_type: str
    changes: list[ChangeView]
    merged: list[CaseLink]
    """For a merge, the case that was merged and the one that it was merged into."""


class CaseView(NamedTuple):
    """Everything about one case."""

    case_id: str
    title: str
    status: str
    template_id: str
    template: str
    layout: str
    merged_into: str | None
    merged_into_title: str
    tags: dict[str, str]
    sections: list[Section]
    items: list[ItemView]
    """The related items but the SLAs, the newest first."""
    slas: list[SlaView]
    """By their target times."""
    history: list[HistoryEntry]
    """The latest first."""


def case_view(domain: Domain, case: Case, now: datetime) -> CaseView:
    """Describe a case; the caller holds the lock of its store."""
    names = Names(domain)
    template = domain.templates[case.template_id]
    layout = domain.layouts.get(template.default_layout_id or "")
    others = [x for x in case.related_items.values() if not isinstance(x.content, Sla)]
    items = sorted(others, key=lambda each: -each.number)
    return CaseView(
        case_id=case.case_id,
        title=str(case.values.get(system_fields.TITLE, "")),
        status=names.value(system_fields.STATUS, case.values[system_fields.STATUS]),
        template_id=template.template_id,
        template=template.name,
        layout=layout.name if layout is not None else "",
        merged_into=case.merged_into,
        merged_into_title=case_link(domain, case.merged_into or "").title,
        tags=dict(case.tags),
        sections=list(_sections(domain, names, case, layout)),
        items=[_item(domain, names, each, now) for each in items],
        slas=slas(names, case, now),
        history=[_entry(domain, names, each) for each in reversed(case.history)],
    )


def slas(names: Names, case: Case, now: datetime) -> list[SlaView]:
    """Return the SLAs of a case, the first due at the top."""
    found = [
        _sla(names, each.content, dict(each.tags), now)
        for each in case.related_items.values()
        if isinstance(each.content, Sla)
    ]
    return sorted(found, key=lambda sla: sla.target_time)


def _sections(domain: Domain, names: Names, case: Case, layout: Layout | None) -> Iterator[Section]:
    """Yield the fields as a layout orders them, then the others that have a value or need one."""
    required = case_values.required_fields(domain, case)
    hidden = case_values.hidden_fields(domain, case)
    placed: set[str] = set()
    if layout is not None:
        for panel in panels(names, layout.content.top_panel, layout.content.more_info):
            for section in panel.sections:
                ids = [field_id for field_id, _ in section.fields]
                placed.update(ids)
                views = [_field(domain.fields[x], names, case, required, hidden) for x in ids]
                yield Section(panel.name, section.name, views)
    others = [
        _field(each, names, case, required, hidden)
        for field_id, each in domain.fields.items()
        if field_id not in placed and (case.value(field_id) is not None or field_id in required)
    ]
    if others:
        yield Section("", "Fields" if layout is None else "Not in the layout", others)


def _field(
    field: Field, names: Names, case: Case, required: set[str], hidden: set[str]
) -> FieldValue:
    shown = names.show(field.field_id, case.value(field.field_id))
    return FieldValue(
        field.name,
        shown,
        shown.raw if field.type == SINGLE_SELECT else "",
        field.field_id in required,
        field.field_id in hidden,
    )


def _sla(names: Names, sla: Sla, tags: dict[str, str], now: datetime) -> SlaView:
    targets = " or ".join(names.value(sla.field_id, each) for each in sla.target_values)
    if sla.field_id != system_fields.STATUS:
        targets = f"{names.field(sla.field_id)}: {targets}"
    return SlaView(sla.name, sla.status(now), targets, sla.target_time, sla.completion_time, tags)


def _item(domain: Domain, names: Names, item: RelatedItem, now: datetime) -> ItemView:
    content = item.content
    linked = None
    if isinstance(content, Custom):
        members = [
            (names.field(field_id), names.show(field_id, value))
            for field_id, value in content.values.items()
        ]
    elif isinstance(content, ConnectCase):
        members, linked = [], case_link(domain, content.case_id)
    else:
        ((_, written),) = write_content(domain, content, now).items()
        members = [(in_words(name), show(value)) for name, value in written.items()]
    return ItemView(
        in_words(item.type),
        item.association_time,
        show(user_text(item.created_by)),
        members,
        linked,
        dict(item.tags),
    )


def _entry(domain: Domain, names: Names, event: AuditEvent) -> HistoryEntry:
    merge = event.merge
    merged = [] if merge is None else [merge.secondary_case_id, merge.primary_case_id]
    return HistoryEntry(
        event.type,
        event.performed_time,
        show(user_text(event.author.user) or event.author.principal_arn),
        in_words(event.related_item_type or ""),
        [_change(domain, names, event, each) for each in event.changes],
        [case_link(domain, each) for each in merged],
    )


def _change(domain: Domain, names: Names, event: AuditEvent, change: FieldChange) -> ChangeView:
    field_id, old, new = change
    if has_fields(event.related_item_type):
        return ChangeView(names.field(field_id), *(names.show(field_id, x) for x in (old, new)))
    if event.related_item_type == CONNECT_CASE:
        return ChangeView("Case", *(_title(domain, each) for each in (old, new)))
    if field_id == "fieldId":
        return ChangeView("Field", *(_named(names, each) for each in (old, new)))
    describe = show_time if field_id.endswith("Time") else show
    shown = (DisplayValue("") if each is None else describe(str(each)) for each in (old, new))
    return ChangeView(in_words(field_id), *shown)


def _named(names: Names, field_id: Value | None) -> DisplayValue:
    return DisplayValue("" if field_id is None else names.field(str(field_id)))


def _title(domain: Domain, case_id: Value | None) -> DisplayValue:
    linked = case_link(domain, "" if case_id is None else str(case_id))
    return DisplayValue(linked.title or linked.case_id, linked.case_id if linked.title else "")
