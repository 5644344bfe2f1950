"""Rules of the options of single-select fields."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import (
    CASE_SUMMARIZATION,
    assumed,
    documented,
    documented_page,
    modeled,
    observed,
)

RULES: Final = (
    assumed(
        "error-of-built-in-option-is-an-entry",
        "BatchPutFieldOptions",
        "An option that cannot be changed is an entry of errors, and the others are put",
        why="the operation has such entries for single options",
    ),
    documented_page(
        "status-field-starts-with-two-options",
        "CreateCase ListFieldOptions",
        "The status field comes with the options Open and Closed; the values are those that the "
        "event sample and the SLA sample show",
        page="case-fields.html",
    ),
    assumed(
        "case-reason-starts-without-options",
        "ListFieldOptions",
        "case_reason has no options at first",
        why="none is documented, and a demo puts its own (observed)",
    ),
    documented(
        "deleted-field-takes-no-options",
        "BatchPutFieldOptions DeleteField",
        "Calling BatchPutFieldOptions with a deleted field ID throw a ValidationException.",
        at="DeleteField",
    ),
    assumed(
        "deleted-field-options-listed",
        "DeleteField",
        "The options of a deleted field can still be listed",
        why="the field is still readable, and cases keep its values",
    ),
    documented(
        "option-put-creates-and-updates",
        "BatchPutFieldOptions",
        "Creates and updates a set of field options for a single select field in a Cases domain.",
    ),
    assumed(
        "option-name-not-unique",
        "BatchPutFieldOptions",
        "Options differ by their values; two may share a name, and case matters",
        why="cases store the value; no operation finds an option by its name",
    ),
    modeled(
        "option-put-empty-list-accepted",
        "BatchPutFieldOptions",
        "min 0",
        at="BatchPutFieldOptionsRequestOptionsList",
    ),
    observed(
        "case-reason-takes-options",
        "BatchPutFieldOptions CreateCase",
        "Options are put on the system field case_reason, with underscores in their values",
        seen_in="the SkyConnect demo's setup",
    ),
    modeled(
        "option-value-at-most-100-characters",
        "BatchPutFieldOptions",
        "pattern .*[\\S], max 100",
        at="FieldOptionValue",
    ),
    observed(
        "option-value-with-capitals-and-spaces",
        "BatchPutFieldOptions",
        "Values of options may have capitals and spaces, such as Needs Approval as a status, "
        "whatever the model's comment says",
        seen_in=CASE_SUMMARIZATION,
    ),
    documented_page(
        "status-takes-more-options",
        "BatchPutFieldOptions",
        "Statuses can be added",
        page="case-fields.html",
    ),
    documented_page(
        "built-in-status-immutable",
        "BatchPutFieldOptions",
        "Open and Closed cannot be changed",
        page="case-fields.html",
    ),
    assumed(
        "built-in-status-put-unchanged-accepted",
        "BatchPutFieldOptions",
        "A built-in status may be put as it is",
        why="a program that copies a domain puts all options it read; nothing changes",
    ),
    assumed(
        "option-error-code-validation",
        "BatchPutFieldOptions",
        "The error code of an option is ValidationException",
        why="no error code of this operation is published; the exception's name is the nearest",
    ),
    assumed(
        "option-duplicate-value-error",
        "BatchPutFieldOptions",
        "A value given twice is an error of its own, and the first one takes effect",
        why="each entry has a place in errors; to take the last silently would hide a mistake",
        fixed_because="only one of them can take effect",
    ),
    assumed(
        "option-put-needs-single-select",
        "BatchPutFieldOptions",
        "A field that is no single-select field: ValidationException",
        why="the operation is for a single select field; no error is published",
        fixed_because="only single-select fields have options",
    ),
    documented_page(
        "field-at-most-500-options",
        "BatchPutFieldOptions",
        "Field options per single-select field: 500",
        page="amazon-connect-service-limits.html",
    ),
    assumed(
        "option-quota-counts-inactive",
        "BatchPutFieldOptions",
        "Inactive options count towards the quota, an update does not",
        why="no operation deletes an option, so the quota counts what is there",
    ),
    documented_page(
        "option-deactivation-keeps-case-value",
        "BatchPutFieldOptions UpdateCase",
        "Cases keep the value of an option that was made inactive",
        page="case-fields.html",
    ),
    assumed(
        "option-put-leaves-field-unmodified",
        "BatchPutFieldOptions",
        "Options do not touch the field's last modified time",
        why="options are listed apart and are no property of the field's description",
    ),
    documented(
        "option-list-includes-inactive",
        "ListFieldOptions",
        "Lists all of the field options for a field identifier in the domain.",
    ),
    documented(
        "option-list-filter-by-value",
        "ListFieldOptions",
        "A list of FieldOption values to filter on for ListFieldOptions.",
        at="{operation}Request.values",
    ),
    modeled("option-list-empty-filter-selects-all", "ListFieldOptions", "min 0", at="ValuesList"),
    assumed(
        "option-list-of-other-types-empty",
        "ListFieldOptions",
        "A field that is no single-select field has no options",
        why="a read that finds nothing is gentler than a refusal; no error is published",
    ),
    assumed(
        "option-update-keeps-position",
        "ListFieldOptions",
        "An update does not move an option",
        why="a list read page by page neither repeats nor skips what stays",
    ),
)
