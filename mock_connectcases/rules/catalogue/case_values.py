"""Rules of the values that cases and custom items take."""

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

_TAKING_VALUES: Final = "BatchUpdateCase CreateCase CreateRelatedItem UpdateCase UpdateRelatedItem"
"""The operations that set values of fields."""

RULES: Final = (
    documented(
        "case-reference-id-unique-ignoring-case",
        "BatchUpdateCase BatchCreateRelatedItem CreateCase UpdateCase",
        "Reference IDs are unique within a domain, and uniqueness isn't case sensitive.",
        at="CaseIdentifierUnion.referenceId",
    ),
    modeled(
        "batch-update-values-of-all-types",
        "BatchUpdateCase UpdateRelatedItem SearchRelatedItems",
        "values of every type",
        at="FieldValueUnion",
    ),
    documented(
        "required-field-cannot-be-cleared",
        "BatchUpdateCase UpdateCase CreateCase",
        "You cannot set EmptyFieldValue on a field that is required on a case template.",
        at="EmptyFieldValue",
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
        "summary-at-most-3000-characters",
        _TAKING_VALUES,
        "The Summary system field accepts up to 3000 characters",
        at="FieldValueUnion",
    ),
    documented(
        "text-value-at-most-4100-characters",
        "CreateCase",
        "all other fields accept up to 4100 characters.",
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
        _TAKING_VALUES,
        "Only text may be an empty string",
        why="it is neither a time, nor a URL, nor an option, nor an ARN",
        switchable=True,
    ),
    assumed(
        "user-is-arn",
        _TAKING_VALUES,
        "A user is given by an ARN",
        why="the member is called userArnValue",
        switchable=True,
    ),
    assumed(
        "time-is-iso-8601",
        _TAKING_VALUES,
        "Text that is no ISO 8601 time is a ValidationException",
        why="it could be neither compared nor sorted",
        fixed_because="searches and rules compare the time",
    ),
    documented_page(
        "assignment-is-full-arn",
        "UpdateCase",
        "assigned_queue and assigned_user are full ARNs",
        page="case-assignment.html",
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
        _TAKING_VALUES,
        "The value of a single-select field is the value of one of its options, else: "
        "ValidationException",
        why="the field would show nothing",
        switchable=True,
    ),
    documented_page(
        "inactive-option-refused",
        "CreateRelatedItem UpdateCase",
        "An inactive option can no longer be chosen",
        page="case-fields.html",
    ),
    observed(
        "built-in-status-values-lower-case",
        "CreateCase",
        "The built-in values are lower case",
        seen_in=CASE_SUMMARIZATION,
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
        page="case-templates.html",
    ),
    documented(
        "case-customer-optional",
        "CreateCase UpdateCase",
        "When not required, the field is optional and can be omitted, added, changed, or removed "
        "after case creation.",
        at="CreateCase",
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
    documented(
        "template-required-field-needs-value",
        "CreateCase",
        "A list of fields that must contain a value for a case to be successfully created with "
        "this template.",
        at="CreateTemplateRequest.requiredFields",
    ),
    assumed(
        "template-required-deleted-field-ignored",
        "CreateCase",
        "A required field that was deleted is no longer required",
        why="GetTemplate leaves it out, and CreateCase refuses a value for it",
    ),
    documented(
        "case-creation-names-deleted-fields",
        "BatchUpdateCase CreateCase DeleteField UpdateCase",
        "Calling CreateCase with a deleted field throws a ValidationException denoting which field "
        "identifiers in the request have been deleted.",
        at="DeleteField",
    ),
    assumed(
        "field-exists",
        _TAKING_VALUES,
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
        "CreateCase StartMergeCases",
        "This applies even when the field isn't on the primary case's template.",
        at="StartMergeCasesRequest.fieldsConfiguration",
    ),
    assumed(
        "case-service-field-not-settable",
        "BatchUpdateCase CreateCase UpdateCase",
        "Setting a field that the service fills is a ValidationException",
        why="the guide says these values come from the service; it names no error",
        fixed_because="the service sets them itself",
    ),
    documented_page(
        "case-reference-number-eight-digits",
        "CreateCase",
        "A reference number has eight digits by default",
        page="case-fields.html",
    ),
    documented_page(
        "case-reference-number-overridable",
        "CreateCase",
        "The reference number can be overridden",
        page="case-fields.html",
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
        "1 to 50 letters, digits or characters of -._/:#=+",
        at="CaseIdentifier.referenceNumber",
    ),
    documented_page(
        "case-reference-id-nine-characters",
        "CreateCase",
        "A reference ID has nine letters and digits by default",
        page="case-fields.html",
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
    documented_page(
        "case-title-and-status-not-clearable",
        "BatchUpdateCase UpdateCase",
        "Every case has a title and a status",
        page="case-templates.html",
    ),
    assumed(
        "field-required-later-may-stay-blank",
        "UpdateCase",
        "A field that became required later may stay without a value",
        why="other updates of older cases would be refused for something they do not touch",
    ),
    assumed(
        "field-value-nan-again-unchanged",
        "UpdateCase",
        "NaN in place of NaN is no change",
        why="the audit history lists what changed",
    ),
    documented_page(
        "single-line-text-at-most-500",
        _TAKING_VALUES,
        "Single line text fields have a limit of 500 characters",
        page="case-fields.html",
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
        _TAKING_VALUES,
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
        seen_in=CASE_SUMMARIZATION,
    ),
    observed(
        "case-time-accepted-as-read",
        "UpdateCase",
        "A time is taken back as it was read",
        seen_in=CASE_SUMMARIZATION,
    ),
    observed(
        "text-may-end-in-a-blank",
        "UpdateCase",
        "Text may end in a blank",
        seen_in="a captured update of 2023",
    ),
)
