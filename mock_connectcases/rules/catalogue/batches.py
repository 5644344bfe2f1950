"""Rules of the two operations on many cases."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import CASE_SUMMARIZATION, assumed, documented, modeled, observed

RULES: Final = (
    modeled(
        "batch-update-answer-has-both-ids",
        "BatchUpdateCase",
        "caseId and referenceId",
        at="CaseIdentifier",
    ),
    documented(
        "batch-update-updates-all-cases",
        "BatchUpdateCase",
        "Updates fields on multiple cases in a single request.",
    ),
    documented(
        "batch-update-sets-top-level-members",
        "BatchUpdateCase",
        "Set the title, status, and customer ID through the top-level title, status, and "
        "customerId parameters, and set other fields through the fields array.",
    ),
    documented(
        "batch-update-field-by-name",
        "BatchUpdateCase",
        "You can identify each field by its ID or by its name; identifying a field by name is "
        "supported only in BatchUpdateCase.",
        at="{operation}Request.fields",
    ),
    modeled(
        "batch-update-empty-value-clears",
        "BatchUpdateCase UpdateCase",
        "emptyValue signifies an empty value",
        at="EmptyFieldValue",
    ),
    documented(
        "batch-update-performed-by-recorded",
        "BatchUpdateCase",
        "The entity that performed the action.",
        at="{operation}Request.performedBy",
    ),
    documented(
        "batch-update-case-not-found-code",
        "BatchCreateRelatedItem BatchUpdateCase",
        "CASE_NOT_FOUND - No case exists with the specified case ID.",
        at="BatchUpdateCaseResponse.failedCases",
    ),
    documented(
        "batch-update-cases-independent",
        "BatchUpdateCase",
        "Each case is processed independently. If some cases fail, the remaining cases are still "
        "updated.",
    ),
    documented(
        "batch-update-validation-error-code",
        "BatchUpdateCase",
        "VALIDATION_ERROR - The request contains invalid input.",
        at="{operation}Response.failedCases",
    ),
    assumed(
        "batch-update-value-refused-per-case",
        "BatchUpdateCase",
        "A value that no case accepts fails for each case, not for the request",
        why="it is not among the cases in which the entire request fails",
    ),
    documented(
        "batch-update-unknown-domain-not-found",
        "BatchUpdateCase BatchCreateRelatedItem",
        "The specified domain doesn't exist.",
    ),
    assumed(
        "batch-request-failure-validation-exception",
        "BatchUpdateCase BatchCreateRelatedItem",
        "A fault that fails the whole request is a ValidationException, unless it is of the domain",
        why="the cases are documented without an error; invalid input is called so elsewhere",
    ),
    documented(
        "batch-update-whole-request-failure",
        "BatchUpdateCase",
        "The entire request fails, and no cases are updated, in the following cases: The specified "
        "domain doesn't exist.",
    ),
    documented(
        "batch-update-unknown-reference-id-fails",
        "BatchUpdateCase BatchCreateRelatedItem",
        "A reference ID doesn't match any case in the domain.",
    ),
    documented(
        "batch-update-duplicate-case-ids-refused",
        "BatchUpdateCase BatchCreateRelatedItem",
        "The request contains duplicate case IDs.",
    ),
    assumed(
        "batch-update-both-ids-are-duplicate",
        "BatchUpdateCase",
        "A case named by both its ids is named twice",
        why="either id stands for the same case",
    ),
    documented(
        "batch-update-without-changes-refused",
        "BatchUpdateCase",
        "The request doesn't specify any update. Provide at least one entry in fields, or a title, "
        "status, or customerId.",
    ),
    documented(
        "batch-update-unknown-field-refused",
        "BatchUpdateCase",
        "A field identifier in fields doesn't resolve to a field in the domain, for example, an "
        "unknown field name.",
    ),
    assumed(
        "batch-update-deleted-field-name-unknown",
        "BatchUpdateCase",
        "A deleted field has no name",
        why="another field may have it now",
    ),
    documented(
        "batch-update-pipe-or-comma-refused",
        "BatchUpdateCase",
        "A field name contains a pipe (|) or comma (,) character.",
    ),
    documented(
        "batch-update-fields-repeat-member-refused",
        "BatchUpdateCase",
        "Duplicating them in fields results in a validation error.",
        at="{operation}Request.fields",
    ),
    documented(
        "batch-update-fields-without-title-status",
        "BatchUpdateCase",
        "fields includes title, status, or customerId.",
    ),
    modeled(
        "batch-update-at-most-100-cases",
        "BatchUpdateCase BatchCreateRelatedItem",
        "up to 100 cases",
        at="{operation}Request.cases",
    ),
    modeled(
        "batch-comment-success-entry-members",
        "BatchCreateRelatedItem",
        "three members",
        at="BatchCreateRelatedItemSuccessEntry",
    ),
    documented(
        "batch-comment-created-on-all-cases",
        "BatchCreateRelatedItem",
        "Creates a comment and associates it with multiple cases in a single request.",
    ),
    documented(
        "batch-comment-cases-independent",
        "BatchCreateRelatedItem",
        "Each case is processed independently. If some cases fail, the remaining cases still "
        "receive the related item.",
    ),
    documented(
        "batch-comment-quota-exceeded-code",
        "BatchCreateRelatedItem",
        "SERVICE_QUOTA_EXCEEDED - The request exceeded a service quota.",
        at="{operation}Response.failedItems",
    ),
    documented(
        "batch-comment-whole-request-failure",
        "BatchCreateRelatedItem",
        "The entire request fails, and no related items are created, in the following cases: The "
        "specified domain doesn't exist.",
    ),
    documented(
        "batch-comment-only-comment-type",
        "BatchCreateRelatedItem",
        "This operation supports only the Comment related item type.",
    ),
    documented(
        "batch-comment-other-content-refused",
        "BatchCreateRelatedItem",
        "The content isn't comment content.",
    ),
    observed(
        "batch-update-reference-number-by-name",
        "BatchUpdateCase",
        "The reference number is found by the name Reference Number",
        seen_in=CASE_SUMMARIZATION,
    ),
)
