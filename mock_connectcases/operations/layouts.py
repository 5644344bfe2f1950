"""CreateLayout, GetLayout, UpdateLayout, DeleteLayout, ListLayouts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.operations import definitions
from mock_connectcases.resources.kinds import FIELD
from mock_connectcases.resources.layout import FieldGroup, Layout, LayoutContent, Panel
from mock_connectcases.wire.model import arm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mock_connectcases.operations.call import Call, Params, Result
    from mock_connectcases.resources.domain import Domain


def create_layout(call: Call, params: Params) -> Result:
    """Create a layout.

    Raises ConflictException for a name in use, ValidationException for unknown fields,
    ServiceQuotaExceededException.
    """
    domain = call.domain(params)
    draft = make_layout(domain, params, "", call.now())
    draft.content.check(domain)
    return definitions.add(call, domain, draft)


def make_layout(domain: Domain, given: Mapping[str, Any], layout_id: str, now: datetime) -> Layout:
    """Make the layout that a request describes; it is in no domain yet."""
    return Layout(
        content=_read_content(given["content"]),
        **definitions.common_attributes(Layout.kind, domain, given, layout_id, now),
    )


def get_layout(call: Call, params: Params) -> Result:
    """Describe a layout, deleted or not, without the fields that were deleted (documented)."""
    domain, found = call.find(Layout, params)
    return {
        **definitions.summary(found),
        **write_layout(found, live_in=domain),
        **definitions.details(found),
    }


def update_layout(call: Call, params: Params) -> Result:
    """Change the name of a layout, or replace its content as a whole (assumed).

    Raises ValidationException for a deleted layout or unknown fields (both documented),
    ConflictException for a name in use.
    """
    domain, found = call.find(Layout, params)
    found.check_changeable()
    attributes = {}
    if "content" in params:
        attributes["content"] = _read_content(params["content"])
        attributes["content"].check(domain)
    return definitions.update(call, domain, found, params, attributes)


def delete_layout(call: Call, params: Params) -> Result:
    """Mark a layout deleted: still readable, not listed; templates go on naming it (assumed).

    Raises ValidationException when it is deleted already (assumed), ConflictException past the
    documented number of deleted layouts.
    """
    domain, found = call.find(Layout, params)
    return definitions.delete(call, domain, found)


def list_layouts(call: Call, params: Params) -> Result:
    """List the layouts that are not deleted, the oldest first (assumed)."""
    return definitions.list_page(call, params, Layout, definitions.summary)


def _read_content(content: Mapping[str, Any]) -> LayoutContent:
    _, basic = arm(content, "content", "basic")
    return LayoutContent(
        top_panel=_read_panel(basic.get("topPanel")), more_info=_read_panel(basic.get("moreInfo"))
    )


def _read_panel(panel: Mapping[str, Any] | None) -> Panel | None:
    if panel is None:
        return None
    sections = panel.get("sections")
    if sections is None:
        return Panel(sections=None)
    groups = [arm(section, "sections", "fieldGroup")[1] for section in sections]
    return Panel(
        sections=tuple(
            FieldGroup(group.get("name"), tuple(each["id"] for each in group["fields"]))
            for group in groups
        )
    )


def write_layout(of: Layout, live_in: Domain | None = None) -> Result:
    """Write what is particular to a layout, as CreateLayout has it.

    Fields that are deleted in the given domain are left out.
    """
    panels = {
        "topPanel": _write_panel(of.content.top_panel, live_in),
        "moreInfo": _write_panel(of.content.more_info, live_in),
    }
    return {"content": {"basic": panels}}


def _write_panel(panel: Panel | None, live_in: Domain | None) -> dict[str, Any] | None:
    if panel is None:
        return None
    if panel.sections is None:
        return {}
    return {
        "sections": [
            {
                "fieldGroup": {
                    "name": group.name,
                    "fields": [
                        {"id": each}
                        for each in group.field_ids
                        if definitions.is_shown(FIELD, each, live_in)
                    ],
                }
            }
            for group in panel.sections
        ]
    }
