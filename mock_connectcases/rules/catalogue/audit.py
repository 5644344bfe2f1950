"""Rules of the audit history of a case."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import CASE_SUMMARIZATION, assumed, documented, modeled, observed

RULES: Final = (
    observed(
        "audit-created-event-values",
        "GetCaseAuditEvents",
        "The creation lists the values that were given, the case id, the reference number and the "
        "status, without old ones",
        seen_in=CASE_SUMMARIZATION,
    ),
    modeled(
        "audit-event-members",
        "GetCaseAuditEvents",
        "type, performedTime, performedBy, fields",
        at="AuditEvent",
    ),
    documented(
        "audit-history-lists-case-events",
        "GetCaseAuditEvents",
        "Returns the audit history about a specific case if it exists.",
    ),
    observed(
        "audit-updated-event-changed-fields",
        "GetCaseAuditEvents",
        "An update lists each field that changed, without an old value where there was none",
        seen_in=CASE_SUMMARIZATION,
    ),
    modeled(
        "audit-event-values-of-all-types",
        "GetCaseAuditEvents",
        "values of every type",
        at="AuditEventFieldValueUnion",
    ),
    observed(
        "audit-unchanged-values-omitted",
        "GetCaseAuditEvents",
        "Unchanged values are not listed; an update that changed nothing is no event",
        seen_in=CASE_SUMMARIZATION,
    ),
    documented(
        "audit-includes-deleted-fields",
        "DeleteField",
        "Calling GetCase with a deleted field identifier returns the deleted field's value if one "
        "exists.",
    ),
    documented(
        "audit-event-performed-by",
        "GetCaseAuditEvents",
        "Information of the user which performed the audit.",
        at="AuditEvent.performedBy",
    ),
    modeled(
        "audit-event-id-unique",
        "GetCaseAuditEvents",
        "eventId is unique",
        at="AuditEvent.eventId",
    ),
    modeled(
        "audit-event-types",
        "BatchUpdateCase GetCaseAuditEvents",
        "Case.Updated, RelatedItem.Updated and RelatedItem.Deleted",
        at="AuditEventType",
    ),
    modeled(
        "audit-event-related-item-type",
        "GetCaseAuditEvents",
        "relatedItemType, such as ConnectCase",
        at="AuditEvent.relatedItemType",
    ),
    modeled(
        "audit-text-cut-at-4100-characters",
        "GetCaseAuditEvents",
        "up to 4,100 characters",
        at="AuditEventFieldValueUnion.stringValue",
    ),
    documented(
        "audit-merged-event-summarizes-merge",
        "GetCaseAuditEvents",
        "Case.Merged summarizes a merge on each of the two cases that took part in it.",
        at="AuditEvent.type",
    ),
    documented(
        "audit-merge-on-both-cases",
        "StartMergeCases",
        "Both cases record the merge in their audit history.",
    ),
    documented(
        "audit-merge-metadata-of-merge-events",
        "GetCaseAuditEvents",
        "Information about the merge that produced this audit event. Present only on audit events "
        "produced by a merge.",
        at="AuditEvent.mergeMetadata",
    ),
    documented(
        "audit-merge-event-id-shared",
        "GetCaseAuditEvents",
        "All audit events produced by the same merge, on both cases, have the same value.",
        at="AuditMergeMetadata.mergeEventId",
    ),
    assumed(
        "audit-moved-item-created-and-deleted",
        "GetCaseAuditEvents",
        "A moved item is created on one case and deleted on the other",
        why="there is no event type for moving, and each history is of one case",
    ),
    assumed(
        "audit-merged-values-in-one-update",
        "GetCaseAuditEvents",
        "The values that the primary takes over are one update of it",
        why="the values are merged at once",
    ),
    observed(
        "audit-newest-event-first",
        "GetCaseAuditEvents",
        "The latest event comes first, also within one moment",
        seen_in=CASE_SUMMARIZATION,
    ),
    documented(
        "audit-page-default-25-events",
        "GetCaseAuditEvents",
        "When no value is provided, 25 is the default.",
        at="{operation}Request.maxResults",
    ),
    modeled(
        "audit-max-results-sets-page-size",
        "GetCaseAuditEvents",
        "maxResults",
        at="{operation}Request",
    ),
    assumed(
        "audit-pages-unshifted-by-new-events",
        "GetCaseAuditEvents",
        "A token leads on from where its page ended",
        why="what happens between two pages must neither repeat nor hide an event",
    ),
    assumed(
        "audit-change-beyond-text-limit-recorded",
        "UpdateRelatedItem",
        "A change anywhere in a long text is recorded; an entry lists what it can hold of it",
        why="a comment may be longer than the text of an audit entry",
    ),
    assumed(
        "audit-cleared-value-is-empty-value",
        "GetCaseAuditEvents",
        "A value that was cleared, or given as empty at the creation, is listed as emptyValue",
        why="newValue must be there, so a value that is gone or never was must be empty",
    ),
    assumed(
        "audit-contact-times-of-relation",
        "GetCaseAuditEvents",
        "Both times of a contact are that of relating it",
        why="the mock knows no contacts",
    ),
    observed(
        "audit-related-item-attributes",
        "GetCaseAuditEvents",
        "An item is listed by its attributes: body and contentType of a comment; contactArn, "
        "channel, initiationTimestamp and lastUpdateTimestamp of a contact; fileArn of a file; "
        "name, type, status in lower case, fieldId, targetFieldValues and targetTime of an SLA",
        seen_in=CASE_SUMMARIZATION,
    ),
)
