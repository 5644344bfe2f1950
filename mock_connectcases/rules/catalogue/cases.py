"""Rules of cases: how they are made, read, updated and deleted."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import assumed, documented, documented_page, modeled, observed

RULES: Final = (
    modeled(
        "case-creation-returns-id-and-arn",
        "CreateCase",
        "caseId and caseArn are returned",
        at="{operation}Response",
    ),
    documented_page(
        "case-id-is-uuid",
        "CreateCase",
        "A case id is a UUID",
        page="case-fields.html",
    ),
    documented_page(
        "case-id-field-holds-id",
        "CreateCase",
        "The field case_id holds the case's id",
        page="case-fields.html",
    ),
    observed(
        "case-open-by-default",
        "CreateCase",
        "A new case is open unless said otherwise",
        seen_in="SkyConnect demo",
    ),
    observed(
        "case-status-settable-on-creation",
        "CreateCase",
        "A status can be given on creation",
        seen_in="SkyConnect generator",
    ),
    assumed(
        "case-created-closed-lacks-closing-time",
        "CreateCase",
        "A case that is created closed has no time of closing",
        why="the guide speaks of the time a case was closed, and this one never was open",
    ),
    observed(
        "case-without-customer-accepted",
        "CreateCase",
        "A case needs no customer",
        seen_in="merchant-cases REST API",
    ),
    modeled(
        "case-creation-at-most-220-fields",
        "CreateCase",
        "up to 220 fields",
        at="{operation}Request.fields",
    ),
    modeled(
        "case-unknown-template-not-found",
        "CreateCase UpdateCase ListCasesForContact StartMergeCases CreateRelatedItem "
        "UpdateRelatedItem DeleteRelatedItem SearchCases SearchRelatedItems SearchAllRelatedItems",
        "ResourceNotFoundException is declared",
    ),
    documented(
        "case-creation-needs-active-template",
        "CreateCase CreateTemplate UpdateTemplate",
        "Inactive templates cannot be used to create cases.",
        at="CreateTemplate",
    ),
    documented(
        "case-creation-deleted-template-refused",
        "CreateCase DeleteTemplate",
        "You cannot create a case by using the deleted template.",
        at="DeleteTemplate",
    ),
    documented(
        "case-identified-by-either-id",
        "GetCase",
        "Identifies a case by its case ID or its reference ID.",
        at="CaseIdentifierUnion",
    ),
    modeled("case-tags-returned", "GetCase", "tags are returned", at="{operation}Response.tags"),
    modeled(
        "case-tags-on-creation",
        "CreateCase",
        "tags can be given",
        at="{operation}Request.tags",
    ),
    documented(
        "template-propagates-tags",
        "CreateCase",
        "When creating a case from a template that has tag propagation configurations, the "
        "specified tags are automatically applied to the case.",
    ),
    documented_page(
        "case-tags-override-propagated-tags",
        "CreateCase",
        "The request's tags win over propagated ones of the same key",
        page="cases-tag-based-access-control.html",
    ),
    assumed(
        "template-own-tags-not-propagated",
        "CreateCase",
        "Tags of the template itself do not propagate",
        why="tagPropagationConfigurations exists for that",
    ),
    assumed(
        "case-propagated-tags-count-towards-50",
        "CreateCase",
        "Propagated and given tags together are at most 50",
        why="no AWS resource has more; CreateCase declares ValidationException and no quota error",
    ),
    modeled(
        "case-creation-at-most-50-tags", "CreateCase", "up to 50 tags", at="{operation}Request.tags"
    ),
    documented_page(
        "case-creation-sets-times",
        "CreateCase",
        "The service fills in when a case was opened and updated",
        page="case-fields.html",
    ),
    documented_page(
        "case-update-sets-time",
        "UpdateCase",
        "An update sets the time of the last update",
        page="case-fields.html",
    ),
    assumed(
        "related-item-leaves-case-unmodified",
        "CreateRelatedItem",
        "A related item does not update its case",
        why="the event of it has its own type and names no field of the case",
    ),
    documented_page(
        "case-closing-sets-time",
        "UpdateCase",
        "Closing a case sets the time of closing",
        page="case-fields.html",
    ),
    documented_page(
        "case-reopening-sets-time",
        "UpdateCase",
        "last_reopened_datetime is when a case was last reopened",
        page="data-lake.html",
    ),
    documented_page(
        "case-reopening-keeps-closing-time",
        "UpdateCase",
        "The time of closing stays after reopening",
        page="case-fields.html",
    ),
    assumed(
        "case-status-not-closed-is-open",
        "UpdateCase",
        "Every status but closed is open",
        why="Closed is the one built-in status that ends a case",
    ),
    assumed(
        "case-closed-again-keeps-closing-time",
        "UpdateCase",
        "Closing a closed case again does not change its time of closing",
        why="nothing is closed by it",
    ),
    documented_page(
        "case-created-by-user",
        "CreateCase",
        "created_by is the identity of the user",
        page="case-fields.html",
    ),
    documented_page(
        "case-last-updated-user",
        "UpdateCase",
        "last_updated_user is the identity of the user",
        page="case-fields.html",
    ),
    assumed(
        "case-creator-absent-without-user",
        "CreateCase",
        "Without a user ARN there is no creator",
        why="the fields are of type User, and no form is published for other callers",
    ),
    assumed(
        "case-update-without-user-clears-user",
        "UpdateCase",
        "An update without a user ARN leaves no last user",
        why="the former user did not do it",
    ),
    modeled(
        "get-case-answer-members",
        "GetCase",
        "fields, templateId, tags, nextToken",
        at="{operation}Response",
    ),
    documented(
        "get-case-returns-requested-fields",
        "GetCase",
        "Returns information about a specific case if it exists.",
    ),
    assumed(
        "get-case-omits-empty-fields",
        "GetCase",
        "A field without a value is left out",
        why="no sample shows an empty value, and case events have only values that are not null",
    ),
    documented(
        "get-case-returns-deleted-field",
        "GetCase CreateRelatedItem",
        "Calling GetCase with a deleted field identifier returns the deleted field's value if one "
        "exists.",
        at="DeleteField",
    ),
    assumed(
        "get-case-duplicate-field-returned-once",
        "GetCase",
        "A field requested twice is returned once",
        why="the model speaks of a list of unique field identifiers and names no error",
    ),
    assumed(
        "get-case-page-token-refused",
        "GetCase",
        "Every answer fits one page, so any token is a ValidationException",
        why="a request names at most 220 fields and an answer holds as many",
        fixed_because="every answer fits one page",
    ),
    observed(
        "get-case-empty-page-token-ignored",
        "GetCase",
        "An empty token begins with the first page",
        seen_in="programs that loop on nextToken",
    ),
    modeled(
        "case-not-found-id-and-type",
        "GetCase",
        "ResourceNotFoundException has the id and the type",
    ),
    documented(
        "update-case-answer-empty",
        "UpdateCase",
        "If the action is successful, the service sends back an HTTP 200 response with an empty "
        "HTTP body.",
    ),
    documented(
        "update-case-keeps-other-fields",
        "UpdateCase",
        "Updates the values of fields on a case.",
    ),
    assumed(
        "update-case-empty-list-no-change",
        "UpdateCase",
        "An empty list of fields changes nothing, not even the time of the last update",
        why="the model allows the empty list, and nothing is updated",
    ),
    assumed(
        "update-case-all-or-nothing",
        "UpdateCase",
        "One value that is refused refuses the whole update",
        why="there is no list of failures in the answer",
    ),
    documented(
        "closed-case-updatable",
        "UpdateCase DeleteCase",
        "After the merge, the secondary case can be reopened, updated, and deleted, but it can't "
        "be merged again.",
        at="StartMergeCases",
    ),
    assumed(
        "case-outlives-deleted-template",
        "UpdateCase",
        "Cases of a deleted template live on",
        why="nothing forbids it; only new cases are spoken of",
    ),
    documented(
        "case-deletion-permanent",
        "DeleteCase",
        "The DeleteCase API permanently deletes a case and all its associated resources from the "
        "cases data store.",
    ),
    assumed(
        "deleted-case-not-found",
        "DeleteCase",
        "A request with the id of a deleted case is a ResourceNotFoundException",
        why="a deleted case leaves nothing that differs from a case that never existed",
    ),
    documented(
        "deleted-case-id-unusable", "DeleteCase", "Perform any operations that require the CaseID"
    ),
    documented(
        "deleted-case-unrecoverable",
        "DeleteCase",
        "After you delete a case, you cannot recover its data.",
    ),
    modeled(
        "case-id-pattern",
        "DeleteCase GetMergeCasesStatus",
        "pattern [A-Za-z0-9\\-._/:#=+-]*",
        at="CaseId",
    ),
    assumed(
        "case-link-outlives-deleted-case",
        "DeleteCase",
        "Links of other cases to a deleted case stay",
        why="they are related items of the other cases",
    ),
    assumed(
        "contact-cases-in-order-of-relation",
        "ListCasesForContact",
        "In the order the contact was related to the cases",
        why="no order is documented",
    ),
    modeled(
        "contact-cases-entry-members",
        "ListCasesForContact",
        "caseId and templateId of each case",
        at="CaseSummary",
    ),
    documented(
        "contact-cases-listed",
        "ListCasesForContact",
        "Lists cases for a given contact.",
    ),
    assumed(
        "unknown-contact-has-no-cases",
        "ListCasesForContact",
        "A contact that is on no case has an empty list",
        why="contacts are in another service; a list of none is no fault",
    ),
    modeled(
        "contact-cases-page-at-most-10",
        "ListCasesForContact",
        "up to 10 cases on a page",
        at="{operation}Request",
    ),
    documented(
        "contact-removed-from-case-unlisted",
        "DeleteRelatedItem",
        "Deletes the related item resource under a case.",
    ),
    modeled(
        "case-unknown-in-other-domain",
        "GetCase",
        "A case belongs to one domain",
        at="{operation}Request",
    ),
    observed(
        "case-id-uuid-version-3",
        "CreateCase",
        "A case id is a UUID of version 3",
        seen_in="five ids of cases in captures of three programs",
    ),
    assumed(
        "performed-by-user-is-arn",
        "BatchUpdateCase CreateCase CreateRelatedItem StartMergeCases UpdateCase",
        "performedBy.userArn must be an ARN",
        why="the member is the ARN of a user; the service describes that user",
        switchable=True,
    ),
    observed(
        "get-case-fields-in-request-order",
        "GetCase",
        "Fields come in the order of the request, with tags and the template",
        seen_in="a captured answer of 2023",
    ),
    assumed(
        "case-concurrent-updates-serialized",
        "UpdateCase",
        "Updates at once happen one after the other",
        why="nobody could see half of one",
    ),
)
