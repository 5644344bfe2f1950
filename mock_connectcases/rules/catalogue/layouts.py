"""Rules of layouts."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import (
    assumed,
    documented,
    documented_page,
    modeled,
    observed,
    reference,
)

RULES: Final = (
    documented(
        "layout-name-unique",
        "CreateLayout UpdateLayout",
        "It must be unique for the Cases domain.",
        at="CreateLayoutRequest.name",
    ),
    documented(
        "layout-more-info-sections",
        "CreateLayout",
        "This represents sections in a tab of the page layout.",
        at="BasicLayout.moreInfo",
    ),
    modeled(
        "layout-parts-optional",
        "CreateLayout",
        "every part of the content is optional or may be empty",
        at="Section",
    ),
    assumed(
        "layout-duplicate-field-accepted",
        "CreateLayout",
        "A field may stand in a layout more than once",
        why="nothing forbids it, as the text does for templates",
    ),
    documented(
        "layout-creation-unknown-field-refused",
        "CreateLayout UpdateLayout",
        "A ValidationException is returned when you add non-existent fieldIds to a layout.",
        at="UpdateLayout",
    ),
    assumed(
        "layout-deleted-field-refused",
        "CreateLayout",
        "A deleted field does not exist for a new layout",
        why="GetLayout would not show it",
        switchable=True,
    ),
    documented_page(
        "layout-at-most-100-fields",
        "CreateLayout UpdateLayout",
        "Case fields per layout: 100",
        page="amazon-connect-service-limits.html",
    ),
    documented_page(
        "domain-at-most-100-layouts",
        "CreateLayout",
        "Layouts per domain: 100",
        page="amazon-connect-service-limits.html",
    ),
    documented(
        "layout-details-returned", "GetLayout", "Returns the details for the requested layout."
    ),
    documented_page(
        "layout-without-tags-empty-map",
        "GetLayout",
        "The sample shows tags {} for a layout without tags",
        page=reference("GetLayout"),
    ),
    documented(
        "layout-update-keeps-other-attributes",
        "UpdateLayout",
        "Updates the attributes of an existing layout.",
    ),
    assumed(
        "layout-content-replaced-whole",
        "UpdateLayout",
        "Content is replaced as a whole",
        why="its shape is the one that CreateLayout takes, and no text says how to merge it",
    ),
    documented(
        "layout-field-order-kept",
        "UpdateLayout",
        "Information about which fields will be present in the layout, the order of the fields.",
        at="{operation}Request.content",
    ),
    documented(
        "layout-update-name-unique",
        "UpdateLayout UpdateTemplate",
        "It must be unique per domain.",
        at="{operation}Request.name",
    ),
    assumed(
        "layout-rename-despite-deleted-field",
        "UpdateLayout",
        "A rename is no fault when the layout shows a field that was deleted since",
        why="only adding non-existent fields is documented to be refused",
    ),
    documented(
        "deleted-layout-readable",
        "DeleteLayout",
        "You can still retrieve the layout by calling GetLayout.",
    ),
    documented(
        "layout-deleted-cannot-change",
        "DeleteLayout UpdateLayout",
        "You cannot update a deleted layout by calling UpdateLayout; it throws a "
        "ValidationException.",
        at="DeleteLayout",
    ),
    documented(
        "deleted-layout-not-listed",
        "DeleteLayout",
        "Deleted layouts are not included in the ListLayouts response.",
    ),
    assumed(
        "layout-deleted-again",
        "DeleteLayout",
        "A deleted layout cannot be deleted again: ValidationException",
        why="deleted resources cannot be changed; elsewhere this is a ValidationException",
        switchable=True,
    ),
    documented(
        "domain-at-most-100-deleted-layouts",
        "DeleteLayout",
        "You can delete up to 100 layouts per domain.",
    ),
    assumed(
        "template-keeps-deleted-layout",
        "DeleteLayout",
        "A template still names its layout after the layout's deletion",
        why="nothing says that a use blocks the deletion or is dropped; the layout is readable",
    ),
    documented(
        "layout-list-entry-summary",
        "ListLayouts",
        "Each list item is a condensed summary object of the layout.",
    ),
    observed(
        "layout-of-name-conflict-listed",
        "ListLayouts",
        "After a conflict the layout is found by its name in the list",
        seen_in="the SkyConnect demo's setup",
    ),
    assumed(
        "list-in-creation-order",
        "ListLayouts ListCaseRules ListTemplates ListDomains",
        "Domains, layouts, case rules and templates are listed in the order of their creation",
        why="no order is published; this one is stable while layouts come and go",
    ),
    documented(
        "layout-update-without-title",
        "UpdateLayout",
        "Title and Status fields cannot be part of layouts because they are not configurable.",
    ),
    documented(
        "layout-without-title",
        "CreateLayout UpdateLayout",
        "Title and Status fields cannot be part of layouts since they are not configurable.",
        at="CreateLayout",
        switchable=True,
    ),
    assumed(
        "layout-accepts-status",
        "CreateLayout",
        "status is accepted in a layout",
        why="the samples of CreateLayout and UpdateLayout use status where the text forbids it",
    ),
)
