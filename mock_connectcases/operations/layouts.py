"""CreateLayout, GetLayout, UpdateLayout, DeleteLayout, ListLayouts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases import clock, ids
from mock_connectcases.errors import ConflictException
from mock_connectcases.resources import names, quotas
from mock_connectcases.resources.layout import FieldGroup, Layout, LayoutContent, Panel
from mock_connectcases.search.paging import Pager

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mock_connectcases.operations.call import Call, Params, Result
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field import Field


def create_layout(call: Call, params: Params) -> Result:
    """Create a layout.

    Raises ConflictException for a name in use, ValidationException for unknown fields,
    ServiceQuotaExceededException.
    """
    domain = call.domain(params)
    created = make_layout(domain, params, ids.new_id(), clock.now())
    admit_layout(domain, created)
    return {"layoutId": created.layout_id, "layoutArn": created.arn}


def make_layout(domain: Domain, params: Params, layout_id: str, now: datetime) -> Layout:
    """Make the layout that a request describes; it is in no domain yet."""
    return Layout(
        layout_id=layout_id,
        arn=f"{domain.arn}/layout/{layout_id}",
        name=params["name"],
        content=_read_content(params["content"]),
        created_time=now,
        last_modified_time=now,
    )


def admit_layout(domain: Domain, layout: Layout) -> None:
    """Take a new layout in; raises as CreateLayout does."""
    layout.content.check(domain.fields)
    names.check_free("layout", layout.name, domain.layouts.values())
    live = sum(1 for each in domain.layouts.values() if not each.deleted)
    quotas.check(live + 1, quotas.LAYOUTS_PER_DOMAIN, "layouts per domain")
    domain.layouts[layout.layout_id] = layout


def get_layout(call: Call, params: Params) -> Result:
    """Describe a layout, deleted or not, without the fields that were deleted (documented)."""
    domain = call.domain(params)
    found = domain.layout(params["layoutId"])
    return {
        "layoutId": found.layout_id,
        "layoutArn": found.arn,
        "name": found.name,
        "content": _write_content(found.content, domain.fields),
        "tags": found.tags,
        "deleted": found.deleted,
        "createdTime": found.created_time,
        "lastModifiedTime": found.last_modified_time,
    }


def update_layout(call: Call, params: Params) -> Result:
    """Change the name of a layout, or replace its content as a whole (assumed).

    Raises ValidationException for a deleted layout or unknown fields (both documented),
    ConflictException for a name in use.
    """
    domain = call.domain(params)
    found = domain.layout(params["layoutId"])
    found.check_changeable()
    content = found.content
    if "content" in params:
        content = _read_content(params["content"])
        content.check(domain.fields)
    name = params.get("name", found.name)
    names.check_free("layout", name, domain.layouts.values(), renamed=found)
    found.name = name
    found.content = content
    found.last_modified_time = clock.now()
    return {}


def delete_layout(call: Call, params: Params) -> Result:
    """Mark a layout deleted: still readable, no longer listed; templates keep naming it (assumed).

    Raises ValidationException when it is deleted already (assumed), ConflictException past the
    documented number of deleted layouts (the type is assumed).
    """
    domain = call.domain(params)
    found = domain.layout(params["layoutId"])
    found.check_changeable()
    if (
        sum(1 for each in domain.layouts.values() if each.deleted)
        >= quotas.DELETED_LAYOUTS_PER_DOMAIN
    ):
        message = f"{quotas.DELETED_LAYOUTS_PER_DOMAIN} layouts of this domain were deleted before."
        raise ConflictException(message)
    found.deleted = True
    found.last_modified_time = clock.now()
    return {}


def list_layouts(call: Call, params: Params) -> Result:
    """List the layouts that are not deleted, the oldest first (assumed)."""
    domain = call.domain(params)
    pager: Pager[Layout] = Pager(call.operation, params)
    page, token = pager.cut_kept(domain.layouts.values(), lambda each: not each.deleted)
    summaries = [
        {"layoutId": each.layout_id, "layoutArn": each.arn, "name": each.name} for each in page
    ]
    return {"layouts": summaries, "nextToken": token}


def _read_content(content: Mapping[str, Any]) -> LayoutContent:
    basic = content["basic"]
    return LayoutContent(
        top_panel=_read_panel(basic.get("topPanel")), more_info=_read_panel(basic.get("moreInfo"))
    )


def _read_panel(panel: Mapping[str, Any] | None) -> Panel | None:
    if panel is None:
        return None
    sections = panel.get("sections")
    if sections is None:
        return Panel(sections=None)
    groups = [section["fieldGroup"] for section in sections]
    return Panel(
        sections=tuple(
            FieldGroup(group.get("name"), tuple(each["id"] for each in group["fields"]))
            for group in groups
        )
    )


def _write_content(content: LayoutContent, fields: Mapping[str, Field]) -> dict[str, Any]:
    return {
        "basic": {
            "topPanel": _write_panel(content.top_panel, fields),
            "moreInfo": _write_panel(content.more_info, fields),
        }
    }


def _write_panel(panel: Panel | None, fields: Mapping[str, Field]) -> dict[str, Any] | None:
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
                        {"id": each} for each in group.field_ids if not fields[each].deleted
                    ],
                }
            }
            for group in panel.sections
        ]
    }
