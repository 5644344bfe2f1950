"""Rules of case rules, and of what they do to cases."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import assumed, documented, documented_page, modeled

RULES: Final = (
    documented_page(
        "case-rule-arn-format",
        "CreateCaseRule",
        "arn:{partition}:cases:{region}:{account}:domain/{domainId}/case-rule/{caseRuleId}",
        page="service-authorization/latest/reference/list_connectcases.html",
    ),
    modeled(
        "case-rule-name-unique",
        "CreateCaseRule UpdateCaseRule UpdateField",
        "The operation declares ConflictException",
        at="{operation}",
    ),
    assumed(
        "case-rule-name-free-after-deletion",
        "CreateCaseRule",
        "The name of a deleted case rule is free again",
        why="names are unique among what is listed; CloudFormation's replacements need it",
    ),
    documented(
        "case-rule-returned-as-given",
        "CreateCaseRule UpdateCaseRule",
        "Represents what rule type should take place, under what conditions.",
        at="{operation}Request.rule",
    ),
    modeled(
        "case-rule-operand-returned-as-given",
        "CreateCaseRule",
        "union of four operands",
        at="OperandTwo",
    ),
    documented(
        "case-rule-at-most-5-conditions",
        "CreateCaseRule UpdateCaseRule",
        "For API users: A case rule can have a maximum of 5 conditions, spread across a maximum of "
        "2 levels of nesting.",
        at="CompoundCondition.conditions",
    ),
    assumed(
        "case-rule-unknown-field-refused",
        "CreateCaseRule UpdateCaseRule",
        "A field that does not exist: ValidationException, at any depth",
        why="the rule is at fault, not what the path names; layouts are documented to do so",
        fixed_because="a rule cannot act on a field that does not exist",
    ),
    assumed(
        "case-rule-deleted-field-refused",
        "CreateCaseRule",
        "A deleted field does not exist for a new rule",
        why="no new case can have a value for it",
    ),
    documented(
        "case-rule-mappings-returned-as-given",
        "CreateCaseRule UpdateCaseRule",
        "A mapping between a parent field option value and child field option values.",
        at="ParentChildFieldOptionsMapping",
    ),
    modeled(
        "case-rule-mapping-fields-optional",
        "CreateCaseRule",
        "only the mappings are required",
        at="FieldOptionsCaseRule",
    ),
    documented_page(
        "case-rule-mapping-fields-single-select",
        "CreateCaseRule",
        "Both fields are single-select fields (the error type is assumed)",
        page="connect/latest/adminguide/case-field-conditions.html",
    ),
    documented_page(
        "case-rule-parent-value-is-option",
        "CreateCaseRule",
        "In the CSV import an unknown parent value is an error; that the API does so is assumed",
        page="connect/latest/adminguide/case-field-conditions.html",
    ),
    documented_page(
        "case-rule-child-value-unchecked",
        "CreateCaseRule",
        "In the CSV import unknown child values are skipped; that the API lets them through is "
        "assumed",
        page="connect/latest/adminguide/case-field-conditions.html",
    ),
    documented("case-rule-update-keeps-other-members", "UpdateCaseRule", "Updates a case rule."),
    assumed(
        "case-rule-type-can-change",
        "UpdateCaseRule",
        "The type of a rule may change",
        why="the member takes any of the three types, and no sentence forbids it",
    ),
    assumed(
        "case-rule-own-name-no-conflict",
        "UpdateCaseRule",
        "A case rule may be given the name it has",
        why="no other rule has it",
    ),
    assumed(
        "case-rule-update-checked-as-new",
        "UpdateCaseRule",
        "A new rule is checked as by CreateCaseRule",
        why="it has the same shape and the same documented limits",
    ),
    assumed(
        "case-rule-empty-update-accepted",
        "UpdateCaseRule",
        "A request that names no member is accepted and changes none",
        why="every member is optional, and only UpdateTemplate is documented to need one",
    ),
    assumed(
        "case-rule-rename-despite-deleted-field",
        "UpdateCaseRule",
        "A rule that compares a field deleted since can be renamed",
        why="only what is given is checked",
    ),
    assumed(
        "case-rule-deleted-cannot-change",
        "UpdateCaseRule",
        "A deleted case rule cannot be updated: ValidationException",
        why="as documented for deleted fields and layouts",
        fixed_because="a deleted case rule acts on nothing",
    ),
    documented(
        "deleted-case-rule-readable",
        "DeleteCaseRule",
        "Indicates whether the resource has been deleted.",
        at="GetCaseRuleResponse.deleted",
    ),
    assumed(
        "deleted-case-rule-not-listed",
        "DeleteCaseRule",
        "Deleted case rules are not listed",
        why="as documented for fields, layouts and templates",
    ),
    assumed(
        "case-rule-in-use-deletable",
        "DeleteCaseRule",
        "A case rule can be deleted while a template lists it",
        why="fields are documented to drop out of templates in this way",
    ),
    assumed(
        "case-rule-deleted-again",
        "DeleteCaseRule",
        "A deleted case rule cannot be deleted again: ConflictException",
        why="the operation declares no ValidationException",
        switchable=True,
    ),
    documented(
        "case-rule-list-entry-summary",
        "ListCaseRules",
        "Possible types for a rule.",
        at="CaseRuleSummary.ruleType",
    ),
    modeled(
        "case-rule-description-optional",
        "ListCaseRules",
        "description is not required",
        at="CaseRuleSummary",
    ),
    assumed(
        "case-rule-list-creation-order",
        "ListCaseRules",
        "Case rules are listed in the order of their creation",
        why="no order is published; this one is stable while rules come and go",
    ),
    documented("case-rule-batch-get", "BatchGetCaseRule", "Gets a batch of case rules."),
    documented(
        "case-rule-error-names-id",
        "BatchGetCaseRule",
        "The case rule identifier that caused the error.",
        at="CaseRuleError.id",
    ),
    modeled("case-rule-id-length-limit", "BatchGetCaseRule", "max 500", at="CaseRuleId"),
    assumed(
        "unknown-case-rule-error-code",
        "BatchGetCaseRule",
        "The error code of an unknown rule is ResourceNotFoundException, and it is processed",
        why="no error code of this operation is published; the exception's name is the nearest",
    ),
    assumed(
        "case-rule-batch-order-without-duplicates",
        "BatchGetCaseRule",
        "Rules come in the order of the request, each once",
        why="twice the same helps nobody; the order is not promised",
    ),
    documented(
        "required-rule-default-without-match",
        "CreateCase",
        "The value of the rule (that is, whether the field is required) should none of the "
        "conditions evaluate to true.",
        at="RequiredCaseRule.defaultValue",
    ),
    assumed(
        "required-rules-bind-api",
        "CreateCase UpdateCase",
        "Required rules bind API calls: a missing value is a ValidationException",
        why="the guide shows agents being held to them; a template's requiredFields bind both",
        switchable=True,
    ),
    modeled("case-rule-condition-equal-to", "CreateCase", "equalTo", at="BooleanCondition"),
    documented(
        "required-rule-first-true-condition-decides",
        "CreateCase",
        "List of conditions for the required rule; the first condition to evaluate to true "
        "dictates the value of the rule.",
        at="RequiredCaseRule.conditions",
    ),
    documented_page(
        "case-rule-condition-blank",
        "CreateCase",
        "A condition can ask for blank",
        page="connect/latest/adminguide/case-field-conditions.html",
    ),
    documented_page(
        "case-rule-condition-not-blank",
        "CreateCase",
        "A condition can ask for not blank",
        page="connect/latest/adminguide/case-field-conditions.html",
    ),
    modeled("case-rule-operand-types", "CreateCase", "operands of three types", at="OperandTwo"),
    assumed(
        "case-rule-operand-type-mismatch-unequal",
        "CreateCase",
        "Values of different types are never equal",
        why="a number is not the text of it",
    ),
    assumed(
        "case-rule-compound-takes-member-result",
        "CreateCase",
        "A compound takes the result of its members",
        why="it has none of its own in the model",
    ),
    modeled(
        "case-rule-and-all-or-all",
        "CreateCase",
        "andAll and orAll join conditions",
        at="BooleanCondition",
    ),
    modeled(
        "case-rule-acts-through-template",
        "CreateCase",
        "A rule acts through a template",
        at="TemplateRule",
    ),
    documented(
        "template-rule-acts-on-field",
        "CreateCase",
        "An association representing a case rule acting upon a field.",
        at="TemplateRule",
    ),
    assumed(
        "deleted-case-rule-no-effect",
        "CreateCase",
        "A deleted rule no longer acts",
        why="GetTemplate leaves it out",
    ),
    assumed(
        "required-rule-on-deleted-field-ignored",
        "CreateCase",
        "A rule no longer acts on a deleted field",
        why="CreateCase refuses a value for it",
    ),
    assumed(
        "required-rule-binds-updates",
        "UpdateCase",
        "Required rules bind updates too",
        why="the guide has agents fill required fields before they can save",
    ),
    assumed(
        "required-rule-sees-updated-case",
        "UpdateCase",
        "Rules see the case as it will be",
        why="both fields are saved at once",
    ),
    assumed(
        "required-rule-ignores-earlier-gaps",
        "UpdateCase",
        "What was missing before an update is not held against it",
        why="a rule added later would lock all older cases",
    ),
    modeled(
        "case-rule-change-acts-at-once",
        "UpdateCaseRule",
        "rule can change",
        at="{operation}Request",
    ),
    assumed(
        "hidden-field-settable-through-api",
        "CreateCase",
        "Hidden fields can be set through the API",
        why="visibility is the agent workspace's; nothing says that the API minds",
    ),
    documented(
        "hidden-rule-controls-visibility",
        "CreateCase",
        "A rule that controls field visibility based on conditions.",
        at="HiddenCaseRule",
    ),
    documented(
        "field-options-rule-limits-child-options",
        "CreateCase",
        "Rules that control which options are available in a child field based on the selected "
        "value in a parent field.",
        at="FieldOptionsCaseRule",
    ),
    assumed(
        "child-option-goes-with-parent",
        "CreateCase UpdateCase",
        "A child option that is not mapped is a ValidationException",
        why="it is not available, as an inactive option is not",
        switchable=True,
    ),
    assumed(
        "field-options-rule-unmapped-parent-free",
        "CreateCase",
        "A parent option without a mapping restricts nothing",
        why="the rule says nothing of it",
    ),
    assumed(
        "field-options-rule-parent-change-refused",
        "UpdateCase",
        "A parent cannot change away from its child",
        why="the child's option would no longer be available",
    ),
    assumed(
        "field-options-rule-untouched-fields-ignored",
        "UpdateCase",
        "What an update does not touch is not held against it",
        why="a rule added later would lock all older cases",
    ),
    assumed(
        "field-options-rule-deleted-field-ignored",
        "CreateCase",
        "A rule with a deleted field no longer acts",
        why="CreateCase refuses a value for the field",
    ),
)
