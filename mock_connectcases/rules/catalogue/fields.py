"""Rules of fields and their options."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import assumed, documented, documented_page, modeled, observed

RULES: Final = (
    documented_page(
        "system-field-ids-names-types",
        "BatchGetField",
        "System case fields: their ids, names and types (next_sla_breach_datetime's id is that of "
        "the analytics data lake)",
        page="connect/latest/adminguide/case-fields.html",
    ),
    documented_page(
        "case-id-field-description",
        "BatchGetField",
        "The sample describes case_id: Case Id, Text, Unique Identifier of the case",
        page="connect/latest/APIReference/API_connect-cases_BatchGetField.html",
    ),
    assumed(
        "last-reopened-datetime-system-field",
        "BatchGetField",
        "last_reopened_datetime is a system field of type DateTime",
        why="the analytics data lake and a warehouse of case events have a column of this name",
    ),
    documented_page(
        "status-field-starts-with-two-options",
        "ListFieldOptions",
        "The status field comes with the options Open and Closed; the values are those that the "
        "event sample and the SLA sample show",
        page="connect/latest/adminguide/case-fields.html",
    ),
    assumed(
        "case-reason-starts-without-options",
        "ListFieldOptions",
        "case_reason has no options at first",
        why="none is documented, and a demo puts its own (observed)",
    ),
    modeled("field-type-one-of-seven", "CreateField", "enum of seven types", at="FieldType"),
    documented_page(
        "field-arn-format",
        "CreateField",
        "arn:{partition}:cases:{region}:{account}:domain/{domainId}/field/{fieldId}",
        page="service-authorization/latest/reference/list_connectcases.html",
    ),
    observed(
        "field-name-unique",
        "CreateField UpdateField",
        "A name in use raises ConflictException",
        seen_in="the Stability360 setup, which then looks the field up by its name",
    ),
    assumed(
        "field-name-of-system-field-taken",
        "CreateField",
        "Names of system fields are in use too",
        why="agents distinguish fields by name, and BatchUpdateCase finds fields by it",
        switchable=True,
    ),
    assumed(
        "name-free-after-deletion",
        "CreateField CreateCaseRule CreateLayout CreateTemplate CreateDomain",
        "The name of a deleted domain, field, layout, case rule or template is free again",
        why="names are unique among what is listed; CloudFormation's replacements need it",
    ),
    observed(
        "field-name-case-sensitive",
        "CreateField",
        "Names that differ in letter case are different names",
        seen_in="AnyCompanyPay stack, with a field summary beside Summary",
    ),
    modeled(
        "field-name-and-description-length",
        "CreateField",
        "name max 100, description max 255",
        at="FieldName",
    ),
    documented(
        "text-field-multiline-attribute",
        "CreateField",
        "Field attributes for Text field type.",
        at="FieldAttributes.text",
    ),
    assumed(
        "field-attributes-optional",
        "CreateField",
        "A field created without attributes shows none",
        why="the default of isMultiline is not published",
    ),
    assumed(
        "text-attributes-only-on-text",
        "CreateField UpdateField",
        "Text attributes on a field of another type: ValidationException",
        why="the model has them for Text field type; no error is published",
        switchable=True,
    ),
    documented_page(
        "domain-at-most-500-fields",
        "CreateField",
        "Case fields per domain: 500",
        page="connect/latest/adminguide/amazon-connect-service-limits.html",
    ),
    documented_page(
        "field-quota-per-domain",
        "CreateField",
        "Case fields per domain",
        page="connect/latest/adminguide/amazon-connect-service-limits.html",
    ),
    documented(
        "field-update-keeps-other-members",
        "UpdateField",
        "Updates the properties of an existing field.",
    ),
    documented(
        "field-last-modified-time",
        "UpdateField",
        "Timestamp at which the resource was created or last modified.",
        at="GetFieldResponse.lastModifiedTime",
    ),
    assumed(
        "own-name-no-conflict",
        "UpdateField UpdateCaseRule UpdateLayout",
        "A field, layout or case rule may be given the name that it has",
        why="its name is no other field's",
    ),
    documented_page(
        "system-field-name-immutable",
        "UpdateField",
        "Name and description of system fields cannot be changed",
        page="connect/latest/adminguide/case-fields.html",
    ),
    assumed(
        "empty-update-accepted",
        "UpdateField UpdateCaseRule UpdateLayout",
        "An update of a field, layout or case rule that names no member is accepted and changes "
        "nothing",
        why="every property is optional, and only UpdateTemplate is documented to need one",
    ),
    documented(
        "deleted-field-readable",
        "DeleteField",
        "You can still retrieve the field by calling BatchGetField.",
    ),
    documented(
        "field-deleted-cannot-change",
        "DeleteField UpdateField",
        "You cannot update a deleted field by calling UpdateField; it throws a "
        "ValidationException.",
        at="DeleteField",
    ),
    documented(
        "deleted-field-not-listed",
        "DeleteField",
        "Deleted fields are not included in the ListFields response.",
    ),
    documented(
        "deleted-field-refused-on-new-case",
        "DeleteField",
        "Calling CreateCase with a deleted field throws a ValidationException denoting which field "
        "identifiers in the request have been deleted.",
    ),
    documented(
        "deleted-field-not-added-to-case",
        "DeleteField",
        "Calling UpdateCase with a deleted field ID throws a ValidationException if the case does "
        "not already contain a value for the deleted field.",
    ),
    documented(
        "deleted-field-value-changeable",
        "DeleteField",
        "Otherwise it succeeds, allowing you to update or remove (using emptyValue: {}) the "
        "field's value from the case.",
    ),
    documented(
        "deleted-field-not-in-template",
        "DeleteField",
        "GetTemplate does not return field IDs for deleted fields.",
    ),
    documented(
        "deleted-field-not-in-layout",
        "DeleteField",
        "GetLayout does not return field IDs for deleted fields.",
    ),
    documented(
        "deleted-field-matches-search-filter",
        "DeleteField",
        "Calling SearchCases with the deleted field ID as a filter returns any cases that have a "
        "value for the deleted field that matches the filter criteria.",
    ),
    documented(
        "deleted-field-matches-search-term",
        "DeleteField",
        "Calling SearchCases with a searchTerm value that matches a deleted field's value on a "
        "case returns the case in the response.",
    ),
    documented(
        "deleted-field-takes-no-options",
        "BatchPutFieldOptions DeleteField",
        "Calling BatchPutFieldOptions with a deleted field ID throw a ValidationException.",
        at="DeleteField",
    ),
    documented(
        "deleted-field-not-in-event-configuration",
        "DeleteField",
        "Calling GetCaseEventConfiguration does not return field IDs for deleted fields.",
    ),
    assumed(
        "deleted-field-options-listed",
        "DeleteField",
        "The options of a deleted field can still be listed",
        why="the field is still readable, and cases keep its values",
    ),
    assumed(
        "field-deletion-is-modification",
        "DeleteField",
        "Deletion is a modification",
        why="it is the last change of the resource",
    ),
    assumed(
        "field-deleted-again",
        "DeleteField",
        "A deleted field cannot be deleted again: ValidationException",
        why="deleted resources cannot be changed; elsewhere this is a ValidationException",
        switchable=True,
    ),
    assumed(
        "system-field-deletion-refused",
        "DeleteField",
        "A system field cannot be deleted: ValidationException",
        why="CloudFormation and clean-up programs leave system fields out; no error is published",
        fixed_because="the service itself uses it",
    ),
    documented(
        "field-list-whole-domain",
        "ListFields",
        "Lists all fields in a Cases domain.",
    ),
    documented(
        "field-list-entry-summary",
        "ListFields",
        "Object for the summarized details of the field.",
        at="FieldSummary",
    ),
    assumed(
        "field-list-system-fields-first",
        "ListFields",
        "System fields come first, then custom fields in the order of their creation",
        why="no order is published; this one is stable while fields come and go",
    ),
    documented(
        "field-batch-get-details",
        "BatchGetField",
        "Object to store detailed field information.",
        at="GetFieldResponse",
    ),
    documented(
        "field-error-names-id",
        "BatchGetField",
        "The field identifier that caused the error.",
        at="FieldError.id",
    ),
    modeled(
        "field-id-at-most-500-characters",
        "BatchGetField",
        "max 500",
        at="FieldId",
    ),
    assumed(
        "batch-get-unknown-id-error-code",
        "BatchGetField BatchGetCaseRule",
        "An unknown id of a batch is an entry of errors with the code ResourceNotFoundException",
        why="no error code of this operation is published; the exception's name is the nearest",
    ),
    assumed(
        "batch-get-order-without-duplicates",
        "BatchGetField BatchGetCaseRule",
        "A batch answers in the order of the request, each resource once",
        why="the order is not promised and the sample's differs; twice the same helps nobody",
    ),
    modeled(
        "field-batch-at-most-50",
        "BatchGetField",
        "max 50",
        at="BatchGetFieldIdentifierList",
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
        "BatchPutFieldOptions",
        "Options are put on the system field case_reason, with underscores in their values",
        seen_in="the SkyConnect demo's setup",
    ),
    modeled(
        "option-value-at-most-100-characters",
        "BatchPutFieldOptions",
        "pattern .*[\\S], max 100",
        at="FieldOptionValue",
    ),
    documented_page(
        "status-takes-more-options",
        "BatchPutFieldOptions",
        "Statuses can be added; Open and Closed cannot be changed",
        page="connect/latest/adminguide/case-fields.html",
    ),
    documented_page(
        "built-in-status-immutable",
        "BatchPutFieldOptions",
        "Open and Closed cannot be changed",
        page="connect/latest/adminguide/case-fields.html",
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
        page="connect/latest/adminguide/amazon-connect-service-limits.html",
    ),
    assumed(
        "option-quota-counts-inactive",
        "BatchPutFieldOptions",
        "Inactive options count towards the quota, an update does not",
        why="no operation deletes an option, so the quota counts what is there",
    ),
    documented_page(
        "option-deactivation-keeps-case-value",
        "BatchPutFieldOptions",
        "Cases keep the value of an option that was made inactive",
        page="connect/latest/adminguide/case-fields.html",
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
    observed(
        "system-field-names-as-captured",
        "BatchGetField",
        "The names and descriptions of system fields as captured",
        seen_in="Amazon Connect's prompt CaseSummarization with the data of two cases",
    ),
    assumed(
        "field-name-of-assumed-system-names-free",
        "CreateField",
        "A custom field may be named as system fields of which the names are assumed",
        why="a wrong name of ours must not refuse what AWS accepts",
    ),
    observed(
        "batch-update-reference-number-by-name",
        "BatchUpdateCase",
        "The reference number is found by the name Reference Number",
        seen_in="Amazon Connect's prompt CaseSummarization with the data of two cases",
    ),
)
