"""Rules of templates."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import assumed, documented, documented_page, modeled, observed

RULES: Final = (
    documented(
        "template-status-active-or-inactive",
        "CreateTemplate",
        "A template can be either Active or Inactive, as indicated by its status.",
    ),
    observed(
        "template-active-by-default",
        "CreateTemplate",
        "A template without a status is Active",
        seen_in="SkyConnect demo, whose template without a status gets cases",
    ),
    documented(
        "template-name-unique",
        "CreateTemplate UpdateTemplate",
        "A template must have a unique name within a domain, and it must reference existing field "
        "IDs and layout IDs.",
        at="CreateTemplate",
    ),
    documented(
        "template-duplicate-field-refused",
        "CreateTemplate UpdateTemplate",
        "Additionally, multiple fields with same IDs are not allowed within the same Template.",
        at="CreateTemplate",
    ),
    documented_page(
        "template-system-fields-requirable",
        "CreateTemplate",
        "title and status are on every case and may also be listed",
        page="case-templates.html",
    ),
    modeled(
        "template-at-most-100-required-fields", "CreateTemplate", "max 100", at="RequiredFieldList"
    ),
    documented_page(
        "template-field-options-rule-without-field",
        "CreateTemplate",
        "A field options rule needs no field, for it brings its own",
        page="the changes of botocore 1.40.64, which bring such rules and make fieldId optional",
    ),
    documented_page(
        "template-rule-on-several-fields",
        "CreateTemplate",
        "One rule may act on several fields",
        page="case-field-conditions.html",
    ),
    documented_page(
        "domain-at-most-100-templates",
        "CreateTemplate",
        "Templates per domain: 100",
        page="amazon-connect-service-limits.html",
    ),
    assumed(
        "template-quota-counts-inactive",
        "CreateTemplate",
        "Inactive templates count towards the quota, deleted ones do not",
        why="deleted ones have a limit of their own, documented with DeleteTemplate",
    ),
    documented(
        "template-details-returned",
        "GetTemplate",
        "Returns the details for the requested template.",
    ),
    assumed(
        "template-absent-members-omitted",
        "GetTemplate",
        "Members that a template was not given are not answered",
        why="the members are optional; a program can distinguish absent from empty members",
    ),
    modeled(
        "template-empty-members-returned",
        "GetTemplate",
        "lists may be empty, defaultLayout is optional",
        at="LayoutConfiguration",
    ),
    documented(
        "template-omits-deleted-fields",
        "DeleteField GetTemplate",
        "GetTemplate does not return field IDs for deleted fields.",
        at="DeleteField",
    ),
    assumed(
        "template-omits-deleted-rules",
        "GetTemplate",
        "Deleted case rules are left out",
        why="as documented for deleted fields",
    ),
    documented(
        "template-update-ignores-null",
        "UpdateTemplate",
        "If a null value is provided for a given attribute, that attribute is ignored and its "
        "current value is preserved.",
    ),
    documented(
        "template-layout-replaceable",
        "UpdateTemplate",
        "Configuration of layouts associated to the template.",
        at="{operation}Request.layoutConfiguration",
    ),
    documented(
        "template-tags-for-new-cases",
        "UpdateTemplate",
        "Tags specified here will be automatically applied to resources being created for the "
        "specified resource type.",
        at="{operation}Request.tagPropagationConfigurations",
    ),
    documented(
        "template-empty-update-refused",
        "UpdateTemplate",
        "At least one of these attributes must not be null.",
    ),
    observed(
        "template-own-name-no-conflict",
        "UpdateTemplate",
        "A template may be given the name it has",
        seen_in="SkyConnect demo, which is safe to run again",
    ),
    assumed(
        "template-update-checked-as-new",
        "UpdateTemplate",
        "References are checked as by CreateTemplate, and a refused update changes nothing",
        why="a template must reference existing resources, whichever operation set the references",
    ),
    assumed(
        "template-answer-accepted-as-update",
        "UpdateTemplate",
        "An answer of GetTemplate is valid input of UpdateTemplate, whatever was deleted since",
        why="it leaves deleted fields and rules out",
    ),
    assumed(
        "inactive-template-cases-updatable",
        "UpdateTemplate",
        "Existing cases of an inactive template can be updated",
        why="the text forbids new cases only",
    ),
    documented(
        "deleted-template-readable",
        "DeleteTemplate",
        "You can still retrieve the template by calling GetTemplate.",
    ),
    documented(
        "template-deleted-cannot-change",
        "DeleteTemplate UpdateTemplate",
        "You cannot update the template.",
        at="DeleteTemplate",
    ),
    documented(
        "deleted-template-not-listed",
        "DeleteTemplate",
        "Deleted templates are not included in the ListTemplates response.",
    ),
    documented(
        "domain-at-most-100-deleted-templates",
        "DeleteTemplate",
        "You can delete up to 100 templates per domain.",
    ),
    assumed(
        "template-with-cases-deletable",
        "DeleteTemplate",
        "An active template with cases can be deleted, and its cases can be updated",
        why="no use is documented to block it; a demo that deactivates first goes on if that fails",
    ),
    observed(
        "inactive-template-deletable",
        "DeleteTemplate",
        "An inactive template can be deleted",
        seen_in="the Stability360 teardown, which deactivates templates first",
    ),
    assumed(
        "template-deleted-again",
        "DeleteTemplate",
        "A deleted template cannot be deleted again: ValidationException",
        why="deleted resources cannot be changed; elsewhere this is a ValidationException",
        switchable=True,
    ),
    documented(
        "template-list-entry-summary",
        "ListTemplates",
        "Each list item is a condensed summary object of the template.",
    ),
    documented(
        "template-list-status-filter",
        "ListTemplates",
        "A list of status values to filter on.",
        at="{operation}Request.status",
    ),
    assumed(
        "template-rule-exists",
        "CreateTemplate UpdateTemplate",
        "A template that names a case rule or its field, which do not exist: ValidationException",
        why="its other references are refused so, which is documented",
        fixed_because="a rule that does not exist cannot act",
    ),
    documented_page(
        "template-rule-needs-field",
        "CreateTemplate UpdateTemplate",
        "A required or hidden rule of a template needs the field that it acts on",
        page="changes of botocore 1.40.64, until which fieldId was required of every rule",
    ),
    documented_page(
        "template-status-filter-unique-items",
        "ListTemplates",
        "status is a set of unique items",
        page="Smithy model, TemplateStatusFilters",
        switchable=True,
    ),
    documented(
        "template-references-exist",
        "CreateTemplate UpdateTemplate",
        "it must reference existing field IDs and layout IDs",
        at="CreateTemplate",
    ),
)
