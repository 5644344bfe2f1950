"""Rules of cases, of their values and of the operations on many cases."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import assumed, documented, documented_page, modeled, observed

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
        "case-reference-id-unique-ignoring-case",
        "BatchUpdateCase BatchCreateRelatedItem CreateCase UpdateCase",
        "Reference IDs are unique within a domain, and uniqueness isn't case sensitive.",
        at="CaseIdentifierUnion.referenceId",
    ),
    documented(
        "batch-update-field-by-name",
        "BatchUpdateCase",
        "You can identify each field by its ID or by its name; identifying a field by name is "
        "supported only in BatchUpdateCase.",
        at="{operation}Request.fields",
    ),
    modeled(
        "batch-update-values-of-all-types",
        "BatchUpdateCase UpdateRelatedItem SearchRelatedItems",
        "values of every type",
        at="FieldValueUnion",
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
        "BatchUpdateCase",
        "CASE_NOT_FOUND - No case exists with the specified case ID.",
        at="{operation}Response.failedCases",
    ),
    documented(
        "batch-update-cases-independent",
        "BatchUpdateCase",
        "Each case is processed independently. If some cases fail, the remaining cases are still "
        "updated.",
    ),
    documented(
        "required-field-cannot-be-cleared",
        "BatchUpdateCase UpdateCase CreateCase",
        "You cannot set EmptyFieldValue on a field that is required on a case template.",
        at="EmptyFieldValue",
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
        "batch-update-deleted-field-by-id",
        "BatchUpdateCase UpdateCase",
        "Otherwise it succeeds, allowing you to update or remove (using emptyValue: {}) the "
        "field's value from the case.",
        at="DeleteField",
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
    documented(
        "batch-client-token-retry-same-response",
        "BatchUpdateCase BatchCreateRelatedItem",
        "If you retry a request with the same client token, the service returns the original "
        "response instead of processing the request again.",
        at="{operation}Request.clientToken",
    ),
    documented(
        "batch-client-token-reuse-conflict",
        "BatchCreateRelatedItem BatchUpdateCase CreateCase",
        "If you reuse a client token with different request parameters, the request fails with a "
        "ConflictException.",
        at="BatchUpdateCaseRequest.clientToken",
    ),
    assumed(
        "batch-client-token-per-operation",
        "BatchUpdateCase",
        "A token belongs to its operation",
        why="the operations are different services' requests to an SDK",
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
        "field-value-union-member-by-type",
        "CreateCase",
        "Text and options come as stringValue, booleans as booleanValue",
        seen_in="SkyConnect generator, merchant-cases REST API",
    ),
    assumed(
        "value-member-suits-field-type",
        "BatchUpdateCase CreateCase CreateRelatedItem SearchAllRelatedItems SearchCases "
        "SearchRelatedItems UpdateCase UpdateRelatedItem",
        "A value comes in the union member of its field's type",
        why="programs do so for text, options and booleans; the model has no table of types",
        fixed_because="a field holds values of its own type",
    ),
    documented(
        "text-value-at-most-4100-characters",
        "CreateCase",
        "The Summary system field accepts up to 3000 characters, while all other fields accept up "
        "to 4100 characters.",
        at="FieldValueUnion",
    ),
    observed(
        "empty-string-sent-by-programs",
        "CreateCase",
        "Empty strings are sent",
        seen_in="merchant-cases REST API",
    ),
    modeled(
        "text-value-empty-string-allowed",
        "CreateCase",
        "stringValue may have no characters",
        at="FieldValueUnion.stringValue",
    ),
    assumed(
        "empty-string-only-in-text",
        "BatchUpdateCase CreateCase CreateRelatedItem UpdateCase UpdateRelatedItem",
        "Only text may be an empty string",
        why="it is neither a time, nor a URL, nor an option, nor an ARN",
        switchable=True,
    ),
    assumed(
        "user-is-arn",
        "BatchUpdateCase CreateCase CreateRelatedItem UpdateCase UpdateRelatedItem",
        "A user is given by an ARN",
        why="the member is called userArnValue",
        switchable=True,
    ),
    assumed(
        "time-is-iso-8601",
        "BatchUpdateCase CreateCase CreateRelatedItem UpdateCase UpdateRelatedItem",
        "Text that is no ISO 8601 time is a ValidationException",
        why="it could be neither compared nor sorted",
        fixed_because="searches and rules compare the time",
    ),
    documented_page(
        "assignment-is-full-arn",
        "UpdateCase",
        "assigned_queue and assigned_user are full ARNs",
        page="connect/latest/adminguide/case-assignment.html",
    ),
    assumed(
        "assignment-is-arn",
        "BatchUpdateCase CreateCase UpdateCase",
        "An assignment that is no ARN is a ValidationException",
        why="the guide requires the full ARN and names no error",
        switchable=True,
    ),
    documented(
        "field-value-null-members-ignored",
        "CreateCase",
        "Can be either null, or have a Boolean value type. Only one value can be provided.",
        at="FieldValueUnion.booleanValue",
    ),
    observed(
        "option-chosen-by-value",
        "CreateCase",
        "An option is given by its value",
        seen_in="SkyConnect generator",
    ),
    assumed(
        "field-value-is-option",
        "BatchUpdateCase CreateCase CreateRelatedItem UpdateCase UpdateRelatedItem",
        "The value of a single-select field is the value of one of its options, else: "
        "ValidationException",
        why="the field would show nothing",
        switchable=True,
    ),
    documented_page(
        "inactive-option-refused",
        "CreateRelatedItem UpdateCase",
        "An inactive option can no longer be chosen",
        page="connect/latest/adminguide/case-fields.html",
    ),
    documented_page(
        "inactive-option-stays-on-cases",
        "UpdateCase",
        "Cases keep an option that became inactive",
        page="connect/latest/adminguide/case-fields.html",
    ),
    observed(
        "built-in-status-values-lower-case",
        "CreateCase",
        "The built-in values are lower case",
        seen_in="Amazon Connect's prompt CaseSummarization with the data of two cases",
    ),
    documented_page(
        "status-options-open-and-closed",
        "CreateCase",
        "status has the options open and closed",
        page="connect/latest/adminguide/case-fields.html",
    ),
    observed(
        "case-reason-options-custom",
        "CreateCase",
        "Options of case_reason are the customer's",
        seen_in="SkyConnect demo",
    ),
    documented_page(
        "case-arn-format",
        "CreateCase",
        "A case's ARN is that of its domain with case/ID",
        page="service-authorization/latest/reference/list_connectcases.html",
    ),
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
        page="connect/latest/adminguide/case-fields.html",
    ),
    documented_page(
        "case-id-field-holds-id",
        "CreateCase",
        "The field case_id holds the case's id",
        page="connect/latest/adminguide/case-fields.html",
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
    documented(
        "case-title-required",
        "CreateCase UpdateCase",
        "The following field is always required when creating a case: title",
        at="CreateCase",
    ),
    documented_page(
        "case-status-never-empty",
        "CreateCase",
        "Every case has a status",
        page="connect/latest/adminguide/case-templates.html",
    ),
    documented(
        "case-customer-optional",
        "CreateCase",
        "When not required, the field is optional and can be omitted, added, changed, or removed "
        "after case creation.",
    ),
    observed(
        "case-without-customer-accepted",
        "CreateCase",
        "A case needs no customer",
        seen_in="merchant-cases REST API",
    ),
    documented(
        "case-customer-required-by-template",
        "CreateCase",
        "customer_id - Required only if the template's requiredFields list includes customer_id.",
    ),
    assumed(
        "customer-profile-existence-unchecked",
        "CreateCase",
        "Any profile ARN of the documented form is taken",
        why=(
            "the profiles are in another service, which the mock does not have; AWS searches them "
            "and was seen to answer: No customer profile found for customer_id"
        ),
    ),
    documented(
        "customer-is-full-profile-arn",
        "CreateCase",
        "When required, provide the full customer profile ARN in this format: "
        "arn:aws:profile:your_AWS_Region:your_AWS_account_ID:domains/your_profiles_domain_name/profiles/profile_ID.",
    ),
    assumed(
        "customer-is-profile-arn",
        "BatchUpdateCase CreateCase UpdateCase",
        "A customer_id that is no full profile ARN is a ValidationException",
        why="the documentation requires the full profile ARN and names no error",
        switchable=True,
    ),
    modeled(
        "template-required-field-needs-value",
        "CreateCase",
        "A template can require fields",
        at="CreateTemplateRequest",
    ),
    assumed(
        "template-required-deleted-field-ignored",
        "CreateCase",
        "A required field that was deleted is no longer required",
        why="GetTemplate leaves it out, and CreateCase refuses a value for it",
    ),
    documented(
        "case-creation-names-deleted-fields",
        "CreateCase UpdateCase",
        "Calling CreateCase with a deleted field throws a ValidationException denoting which field "
        "identifiers in the request have been deleted.",
        at="DeleteField",
    ),
    assumed(
        "field-exists",
        "BatchUpdateCase CreateCase CreateRelatedItem UpdateCase UpdateRelatedItem",
        "A field that does not exist is a ValidationException where a request gives it a value",
        why="a deleted one is, by the documentation",
        fixed_because="there is no field that could hold the value",
    ),
    assumed(
        "requested-field-exists",
        "GetCase SearchAllRelatedItems SearchCases SearchRelatedItems",
        "A field that does not exist is a ValidationException in filters, sorts and fields to "
        "return; without this rule, a condition on it holds for nothing",
        why="nothing is published; a misspelt id that finds nothing would hide a mistake",
        switchable=True,
    ),
    assumed(
        "field-given-once",
        "CreateCase CreateRelatedItem UpdateCase BatchUpdateCase",
        "A field that is given twice is a ValidationException",
        why="nothing says which of the values would win",
        fixed_because="nothing says which of the values would count",
    ),
    documented(
        "case-field-beyond-template-allowed",
        "CreateCase",
        "This applies even when the field isn't on the primary case's template.",
        at="StartMergeCasesRequest.fieldsConfiguration",
    ),
    modeled(
        "case-creation-at-most-220-fields",
        "CreateCase",
        "up to 220 fields",
        at="{operation}Request.fields",
    ),
    assumed(
        "case-service-field-not-settable",
        "CreateCase UpdateCase",
        "Setting a field that the service fills is a ValidationException",
        why="the guide says these values come from the service; it names no error",
        fixed_because="the service sets them itself",
    ),
    modeled(
        "case-unknown-template-not-found",
        "CreateCase UpdateCase ListCasesForContact StartMergeCases CreateRelatedItem "
        "UpdateRelatedItem DeleteRelatedItem SearchCases SearchRelatedItems SearchAllRelatedItems",
        "ResourceNotFoundException is declared",
        at="{operation}",
    ),
    documented(
        "case-creation-needs-active-template",
        "CreateCase UpdateTemplate",
        "Inactive templates cannot be used to create cases.",
        at="CreateTemplate",
    ),
    documented(
        "case-creation-deleted-template-refused",
        "CreateCase",
        "You cannot create a case by using the deleted template.",
        at="DeleteTemplate",
    ),
    documented_page(
        "case-reference-number-eight-digits",
        "CreateCase",
        "A reference number has eight digits by default",
        page="connect/latest/adminguide/case-fields.html",
    ),
    documented_page(
        "case-reference-number-overridable",
        "CreateCase",
        "The reference number can be overridden",
        page="connect/latest/adminguide/case-fields.html",
    ),
    documented(
        "case-reference-number-not-unique",
        "CreateCase",
        "Reference numbers aren't guaranteed to be unique.",
        at="CaseIdentifier.referenceNumber",
    ),
    modeled(
        "case-reference-number-pattern",
        "CreateCase",
        "1 to 50 of certain characters",
        at="CaseIdentifier.referenceNumber",
    ),
    documented_page(
        "case-reference-id-nine-characters",
        "CreateCase",
        "A reference ID has nine letters and digits by default",
        page="connect/latest/adminguide/case-fields.html",
    ),
    assumed(
        "case-reference-id-in-use-conflict",
        "CreateCase",
        "A reference ID in use is a ConflictException",
        why="names in use are, and CreateCase declares it for nothing else",
    ),
    assumed(
        "case-reference-id-empty-refused",
        "CreateCase",
        "A case cannot be created with an empty reference ID: ValidationException",
        why="only cases older than reference IDs have none, by the documentation",
        switchable=True,
    ),
    assumed(
        "case-reference-number-can-change",
        "UpdateCase",
        "A reference number can change",
        why="the guide lets programs override it and does not say when",
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
        page="connect/latest/adminguide/cases-tag-based-access-control.html",
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
    documented(
        "client-token-retry-same-case",
        "CreateCase",
        "A unique, case-sensitive identifier that you provide to ensure the idempotency of the "
        "request.",
        at="{operation}Request.clientToken",
    ),
    assumed(
        "client-token-reuse-conflict",
        "CreateCase",
        "A token used again with other parameters is a ConflictException",
        why="documented so for the two batch operations",
        fixed_because="nothing says whether the first or the second request would count",
    ),
    documented(
        "client-token-default-from-sdk",
        "CreateCase",
        "If not provided, the Amazon Web Services SDK populates this field.",
        at="{operation}Request.clientToken",
    ),
    assumed(
        "client-token-empty-is-absent",
        "CreateCase",
        "An empty token is no token",
        why="the model allows zero characters; one token for everybody would serve nobody",
    ),
    assumed(
        "client-token-free-after-failure",
        "CreateCase",
        "A request that failed leaves its token free",
        why="nothing was done that a repetition could do twice",
    ),
    assumed(
        "client-token-per-domain",
        "CreateCase",
        "A token belongs to its domain",
        why="domains are isolated from each other",
    ),
    documented_page(
        "case-creation-sets-times",
        "CreateCase",
        "The service fills in when a case was opened and updated",
        page="connect/latest/adminguide/case-fields.html",
    ),
    documented_page(
        "case-update-sets-time",
        "UpdateCase",
        "An update sets the time of the last update",
        page="connect/latest/adminguide/case-fields.html",
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
        page="connect/latest/adminguide/case-fields.html",
    ),
    documented_page(
        "case-reopening-sets-time",
        "UpdateCase",
        "last_reopened_datetime is when a case was last reopened",
        page="connect/latest/adminguide/data-lake.html",
    ),
    documented_page(
        "case-reopening-keeps-closing-time",
        "UpdateCase",
        "The time of closing stays after reopening",
        page="connect/latest/adminguide/case-fields.html",
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
        page="connect/latest/adminguide/case-fields.html",
    ),
    documented_page(
        "case-last-updated-user",
        "UpdateCase",
        "last_updated_user is the identity of the user",
        page="connect/latest/adminguide/case-fields.html",
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
        at="{operation}",
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
    documented(
        "update-case-customer-can-change",
        "UpdateCase",
        "When not required, the field is optional and can be omitted, added, changed, or removed "
        "after case creation.",
        at="CreateCase",
    ),
    documented_page(
        "case-title-and-status-not-clearable",
        "BatchUpdateCase UpdateCase",
        "Every case has a title and a status",
        page="connect/latest/adminguide/case-templates.html",
    ),
    assumed(
        "field-required-later-may-stay-blank",
        "UpdateCase",
        "A field that became required later may stay without a value",
        why="other updates of older cases would be refused for something they do not touch",
    ),
    documented(
        "update-case-deleted-field-not-addable",
        "UpdateCase",
        "Calling UpdateCase with a deleted field ID throws a ValidationException if the case does "
        "not already contain a value for the deleted field.",
        at="DeleteField",
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
    documented(
        "contact-cases-last-page-without-token",
        "ListCasesForContact ListDomains ListFields ListFieldOptions ListLayouts ListTemplates "
        "ListCaseRules SearchCases SearchRelatedItems SearchAllRelatedItems",
        "This is null if there are no more results to return.",
        at="{operation}Response.nextToken",
    ),
    modeled(
        "contact-cases-page-at-most-10",
        "ListCasesForContact",
        "up to 10 cases on a page",
        at="{operation}Request",
    ),
    modeled(
        "contact-cases-max-results",
        "ListCasesForContact",
        "maxResults cuts pages",
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
    assumed(
        "client-token-retry-nan-equals-nan",
        "CreateCase",
        "NaN is the same as NaN when a request is sent again",
        why="a retry repeats its bytes, and must get the first answer",
    ),
    assumed(
        "field-value-nan-again-unchanged",
        "UpdateCase",
        "NaN in place of NaN is no change",
        why="the audit history lists what changed",
    ),
    documented_page(
        "single-line-text-at-most-500",
        "BatchUpdateCase CreateCase CreateRelatedItem UpdateCase UpdateRelatedItem",
        "Single line text fields have a limit of 500 characters",
        page="connect/latest/adminguide/case-fields.html",
        switchable=True,
    ),
    documented(
        "text-multiline-attribute-bounds",
        "CreateCase",
        "Attribute that defines rendering component and validation.",
        at="TextAttributes.isMultiline",
    ),
    assumed(
        "text-without-attribute-at-most-4100",
        "CreateCase",
        "Text of fields without isMultiline, and of multi-line ones, may have 4,100 characters",
        why="the default is not published",
    ),
    assumed(
        "url-has-no-white-space",
        "BatchUpdateCase CreateCase CreateRelatedItem UpdateCase UpdateRelatedItem",
        "A URL is any text without white space, else: ValidationException",
        why="no form is documented; the agent workspace shows it as a link",
        switchable=True,
    ),
    assumed(
        "date-time-of-iso-8601-forms",
        "CreateCase",
        "Times are ISO 8601, with Z, an offset or none, dates as well, and come back as given",
        why="values of system fields in Connect's rules have this form; no other is published",
    ),
    assumed(
        "inactive-option-sent-back-accepted",
        "UpdateCase",
        "An inactive option that is the present value is accepted again",
        why="programs send back what they read; nothing is chosen by that",
    ),
    observed(
        "case-id-uuid-version-3",
        "CreateCase",
        "A case id is a UUID of version 3",
        seen_in="five ids of cases in captures of three programs",
    ),
    assumed(
        "case-reference-id-can-change",
        "UpdateCase",
        "A reference ID can change, and the old one is free",
        why="the guide lets programs override it as it does the number, and does not say when",
    ),
    assumed(
        "case-reference-id-not-cleared",
        "UpdateCase",
        "A reference ID cannot be taken away: ValidationException",
        why="only cases older than reference IDs have none, by the documentation",
        switchable=True,
    ),
    observed(
        "case-times-utc-with-nanoseconds",
        "CreateCase",
        "Times are ISO 8601 in UTC with nine fractional digits and Z",
        seen_in="Amazon Connect's prompt CaseSummarization with the data of two cases",
    ),
    observed(
        "case-time-accepted-as-read",
        "UpdateCase",
        "A time is taken back as it was read",
        seen_in="Amazon Connect's prompt CaseSummarization with the data of two cases",
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
    observed(
        "text-may-end-in-a-blank",
        "UpdateCase",
        "Text may end in a blank",
        seen_in="a captured update of 2023",
    ),
)
