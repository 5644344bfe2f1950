"""Rules of fields."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import (
    CASE_SUMMARIZATION,
    assumed,
    documented,
    documented_page,
    modeled,
    observed,
    reference,
)

RULES: Final = (
    documented_page(
        "system-field-ids-names-types",
        "BatchGetField",
        "System case fields: their ids, names and types (next_sla_breach_datetime's id is that of "
        "the analytics data lake)",
        page="case-fields.html",
    ),
    documented_page(
        "case-id-field-description",
        "BatchGetField",
        "The sample describes case_id: Case Id, Text, Unique Identifier of the case",
        page=reference("BatchGetField"),
    ),
    documented_page(
        "last-reopened-datetime-system-field",
        "BatchGetField",
        "The service keeps the time of the last reopening (its id as a field, "
        "last_reopened_datetime, is that of the analytics data lake)",
        page="case-management-metrics.html",
    ),
    modeled("field-type-one-of-seven", "CreateField", "enum of seven types", at="FieldType"),
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
        "field-quota-per-domain",
        "CreateField",
        "Case fields per domain: 500",
        page="amazon-connect-service-limits.html",
    ),
    documented(
        "field-update-keeps-other-members",
        "UpdateField",
        "Updates the properties of an existing field.",
    ),
    documented_page(
        "system-field-name-immutable",
        "UpdateField",
        "Name and description of system fields cannot be changed",
        page="case-fields.html",
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
        "deleted-field-not-added-to-case",
        "DeleteField UpdateCase",
        "Calling UpdateCase with a deleted field ID throws a ValidationException if the case does "
        "not already contain a value for the deleted field.",
        at="DeleteField",
    ),
    documented(
        "deleted-field-value-changeable",
        "BatchUpdateCase DeleteField UpdateCase",
        "Otherwise it succeeds, allowing you to update or remove (using emptyValue: {}) the "
        "field's value from the case.",
        at="DeleteField",
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
    assumed(
        "batch-get-unknown-id-error-code",
        "BatchGetField BatchGetCaseRule",
        "An unknown id of a batch is an entry of errors with the code ResourceNotFoundException",
        why="no error code of this operation is published; the exception's name is the nearest",
        fixed_because="there is nothing to describe",
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
    observed(
        "system-field-names-as-captured",
        "BatchGetField",
        "The names and descriptions of system fields as captured",
        seen_in=CASE_SUMMARIZATION,
    ),
    assumed(
        "field-name-of-assumed-system-names-free",
        "CreateField",
        "A custom field may be named as system fields of which the names are assumed",
        why="a wrong name of ours must not refuse what AWS accepts",
    ),
)
