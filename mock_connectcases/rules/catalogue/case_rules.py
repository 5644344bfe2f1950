"""Rules of case rules, and of what they do to cases."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import assumed, documented, documented_page, modeled, observed

RULES: Final = (
    modeled(
        "case-rule-name-unique",
        "CreateCaseRule UpdateCaseRule UpdateField",
        "A name in use raises ConflictException, which the operation declares",
    ),
    documented(
        "case-rule-returned-as-given",
        "CreateCaseRule UpdateCaseRule",
        "Represents what rule type should take place, under what conditions.",
        at="{operation}Request.rule",
    ),
    documented(
        "case-rule-at-most-5-conditions",
        "CreateCaseRule UpdateCaseRule",
        "For API users: A case rule can have a maximum of 5 conditions, spread across a maximum of "
        "2 levels of nesting.",
        at="CompoundCondition.conditions",
    ),
    assumed(
        "case-rule-fields-exist",
        "CreateCaseRule UpdateCaseRule",
        "A field of a new rule that does not exist or is deleted is a ValidationException",
        why="the rule is at fault, not what the path names; layouts are documented to do so",
        fixed_because="a rule cannot act on a field that does not exist",
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
        "Both fields are single-select fields",
        page="case-field-conditions.html",
    ),
    documented("case-rule-update-keeps-other-members", "UpdateCaseRule", "Updates a case rule."),
    assumed(
        "case-rule-type-can-change",
        "UpdateCaseRule",
        "The type of a rule may change",
        why="the member takes any of the three types, and no sentence forbids it",
    ),
    assumed(
        "case-rule-update-checked-as-new",
        "UpdateCaseRule",
        "A new rule is checked as by CreateCaseRule",
        why="it has the same shape and the same documented limits",
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
    documented("case-rule-batch-get", "BatchGetCaseRule", "Gets a batch of case rules."),
    documented(
        "case-rule-error-names-id",
        "BatchGetCaseRule",
        "The case rule identifier that caused the error.",
        at="CaseRuleError.id",
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
        "Required case rules bind API calls, creations and updates: a missing value is a "
        "ValidationException",
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
        "A condition can be that a field is blank, or not blank",
        page="case-field-conditions.html",
    ),
    modeled(
        "case-rule-operand-types",
        "CreateCase CreateCaseRule",
        "a union of four operands",
        at="OperandTwo",
    ),
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
        "required-rule-sees-updated-case",
        "UpdateCase",
        "Rules see the case as it will be",
        why="both fields are saved at once",
    ),
    assumed(
        "required-rule-ignores-earlier-gaps",
        "UpdateCase",
        "An update is not refused for a value that was missing before",
        why="a rule added later would lock all older cases",
    ),
    modeled(
        "case-rule-change-acts-at-once",
        "UpdateCaseRule",
        "rule can change",
        at="{operation}Request",
    ),
    observed(
        "hidden-field-settable-through-api",
        "CreateCase",
        "Hidden fields can be set through the API",
        seen_in="SkyConnect demo, which sends a field that its rule hides",
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
        "A child option that the case rule does not map to the parent option is a "
        "ValidationException, whichever of the two changes",
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
        "field-options-rule-untouched-fields-ignored",
        "UpdateCase",
        "An update is not refused for values that it does not set",
        why="a rule added later would lock all older cases",
    ),
    assumed(
        "field-options-rule-deleted-field-ignored",
        "CreateCase",
        "A rule with a deleted field no longer acts",
        why="CreateCase refuses a value for the field",
    ),
    assumed(
        "case-rule-levels-of-compounds",
        "CreateCaseRule",
        "Levels are those of compounds: (A and B) or C has two",
        why="a comparison nests nothing",
    ),
    assumed(
        "case-rule-option-values-unchecked",
        "CreateCaseRule",
        "The option values of a field options rule need not exist yet",
        why="scripts make options after rules; only the CSV import is documented to refuse them",
    ),
    documented_page(
        "created-time-blank-during-creation",
        "CreateCase",
        "Date/Time Opened is blank while a case is being created, so a condition that it is not "
        "blank requires a field of updates alone",
        page="case-field-conditions.html",
    ),
)
