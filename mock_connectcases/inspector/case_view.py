"""One case as an agent sees it, with its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mock_connectcases.inspector.data_model import panels
from mock_connectcases.inspector.values import Names, plain_value, user_text
from mock_connectcases.operations.contents import write_content
from mock_connectcases.resources import case_values, system_fields
from mock_connectcases.resources.related_item import ConnectCase, Custom, has_fields
from mock_connectcases.resources.sla import Sla

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mock_connectcases.resources.audit import AuditEvent, FieldChange
    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.layout import Layout
    from mock_connectcases.resources.related_item import RelatedItem


class FieldValue(NamedTuple):
    """One field of a case; the text is empty if it has no value."""

    name: str
    text: str
    raw: str
    """The value of the API, where that is another text."""
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


class ItemView(NamedTuple):
    """One related item; ``content`` are its members by name."""

    type: str
    moment: datetime
    user: str
    content: list[tuple[str, str]]
    linked_case_id: str | None
    tags: dict[str, str]
    sla: SlaView | None


class ChangeView(NamedTuple):
    """A value before and after; empty where there is none."""

    name: str
    old: str
    new: str


class HistoryEntry(NamedTuple):
    """One entry of the audit history."""

    type: str
    moment: datetime
    principal: str
    user: str
    item_type: str
    changes: list[ChangeView]
    merged: str
    """For a merge, the ids of both cases."""


class CaseView(NamedTuple):
    """Everything about one case."""

    case_id: str
    title: str
    status: str
    template_id: str
    template: str
    layout: str
    merged_into: str | None
    tags: dict[str, str]
    sections: list[Section]
    items: list[ItemView]
    """The newest first."""
    slas: list[SlaView]
    """By their target times."""
    history: list[HistoryEntry]
    """The latest first."""


def case_view(domain: Domain, case: Case, now: datetime) -> CaseView:
    """Describe a case; the caller holds the lock of its store."""
    names = Names(domain)
    template = domain.templates[case.template_id]
    layout = domain.layouts.get(template.default_layout_id or "")
    items = sorted(case.related_items.values(), key=lambda each: -each.number)
    return CaseView(
        case_id=case.case_id,
        title=str(case.values.get(system_fields.TITLE, "")),
        status=names.value(system_fields.STATUS, case.values[system_fields.STATUS]),
        template_id=template.template_id,
        template=template.name,
        layout=layout.name if layout is not None else "",
        merged_into=case.merged_into,
        tags=dict(case.tags),
        sections=list(_sections(domain, names, case, layout)),
        items=[_item(domain, names, each, now) for each in items],
        slas=slas(names, case, now),
        history=[_entry(names, each) for each in reversed(case.history)],
    )


def slas(names: Names, case: Case, now: datetime) -> list[SlaView]:
    """Return the SLAs of a case, the first due at the top."""
    return sorted((_sla(names, each, now) for each in case.slas()), key=lambda sla: sla.target_time)


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
    value = case.value(field.field_id)
    text = "" if value is None else names.value(field.field_id, value)
    raw = "" if value is None else plain_value(value)
    return FieldValue(
        field.name,
        text,
        raw if raw != text else "",
        field.field_id in required,
        field.field_id in hidden,
    )


def _sla(names: Names, sla: Sla, now: datetime) -> SlaView:
    targets = " or ".join(names.value(sla.field_id, each) for each in sla.target_values)
    if sla.field_id != system_fields.STATUS:
        targets = f"{names.field(sla.field_id)}: {targets}"
    return SlaView(sla.name, sla.status(now), targets, sla.target_time, sla.completion_time)


def _item(domain: Domain, names: Names, item: RelatedItem, now: datetime) -> ItemView:
    content = item.content
    if isinstance(content, Custom):
        members = [
            (names.field(field_id), "" if value is None else names.value(field_id, value))
            for field_id, value in content.values.items()
        ]
    elif isinstance(content, Sla):
        members = []
    else:
        ((_, written),) = write_content(domain, content, now).items()
        members = [(name, str(value)) for name, value in written.items()]
    return ItemView(
        item.type,
        item.association_time,
        user_text(item.created_by),
        members,
        content.case_id if isinstance(content, ConnectCase) else None,
        dict(item.tags),
        _sla(names, content, now) if isinstance(content, Sla) else None,
    )


def _entry(names: Names, event: AuditEvent) -> HistoryEntry:
    merge = event.merge
    return HistoryEntry(
        event.type,
        event.performed_time,
        event.author.principal_arn,
        user_text(event.author.user),
        event.related_item_type or "",
        [_change(names, event, each) for each in event.changes],
        f"{merge.secondary_case_id} into {merge.primary_case_id}" if merge is not None else "",
    )


def _change(names: Names, event: AuditEvent, change: FieldChange) -> ChangeView:
    field_id, old, new = change
    if has_fields(event.related_item_type):
        texts = ("" if each is None else names.value(field_id, each) for each in (old, new))
        return ChangeView(names.field(field_id), *texts)
    return ChangeView(field_id, *("" if each is None else plain_value(each) for each in (old, new)))
