"""Rules of merges."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import assumed, documented, documented_page, modeled

RULES: Final = (
    documented(
        "merge-links-cases-and-closes-secondary",
        "StartMergeCases",
        "When the merge finishes, the selected field values and related items from the secondary "
        "case are on the primary case, the two cases are linked, and the secondary case is closed.",
    ),
    documented(
        "merge-secondary-into-primary",
        "StartMergeCases",
        "Merges a secondary case into a primary case.",
    ),
    documented(
        "merge-performed-by",
        "StartMergeCases",
        "The user who performed the merge.",
        at="{operation}Request.performedBy",
    ),
    assumed(
        "merge-sets-closing-time-and-user",
        "StartMergeCases",
        "Closing sets the time of closing, and both cases are updated by who merged them",
        why="the merge changes them as UpdateCase would",
    ),
    documented(
        "merge-case-with-itself-refused",
        "StartMergeCases",
        "The primary case and the secondary case are the same case.",
    ),
    documented("merge-closed-case-refused", "StartMergeCases", "Either case is closed."),
    documented(
        "merge-different-customers-refused",
        "StartMergeCases",
        "Both cases have a customer, and the customers are different.",
    ),
    assumed(
        "merge-customer-stays-on-secondary",
        "StartMergeCases",
        "The customer does not move to a primary case without one",
        why="customer_id is not among the fields that can be merged",
    ),
    documented(
        "merge-same-or-no-customer",
        "StartMergeCases",
        "Both cases must have the same customer, or at least one of them must have no customer.",
    ),
    documented(
        "merge-primary-keeps-template",
        "StartMergeCases",
        "The cases can use different templates, and the primary case keeps its template.",
        at="{operation}Request.caseId",
    ),
    documented(
        "merge-across-domains-refused",
        "StartMergeCases",
        "Both cases must belong to the same domain.",
    ),
    documented(
        "merge-selected-value-wins",
        "StartMergeCases",
        "If you select the field, the primary case gets the secondary case's value.",
        at="{operation}Request.fieldsConfiguration",
    ),
    assumed(
        "case-has-template-and-layout-fields",
        "StartMergeCases",
        "A case has the fields that its template requires or lays out, empty or not",
        why="a selected field may be empty, so having it cannot mean having a value",
    ),
    documented(
        "merge-selected-empty-value-clears",
        "StartMergeCases",
        "If the secondary case's value is empty, the primary case's value is cleared.",
        at="{operation}Request.fieldsConfiguration",
    ),
    documented(
        "merge-unselected-value-kept",
        "StartMergeCases",
        "If you don't select the field and the primary case has a value for it, the primary case "
        "keeps its value.",
        at="{operation}Request.fieldsConfiguration",
    ),
    documented(
        "merge-fills-missing-value",
        "StartMergeCases",
        "If you don't select the field and the primary case doesn't have the field, or its value "
        "is empty, the primary case gets the secondary case's value.",
        at="{operation}Request.fieldsConfiguration",
    ),
    documented(
        "merge-four-system-fields-allowed",
        "StartMergeCases",
        "You can only merge custom fields and the following system fields: assigned_queue, "
        "assigned_user, summary, and case_reason.",
        at="{operation}Request.fieldsConfiguration",
    ),
    documented(
        "merge-other-system-field-refused",
        "StartMergeCases",
        "If you select any other system field, the request fails with a ValidationException.",
        at="{operation}Request.fieldsConfiguration",
    ),
    documented(
        "merge-unmergeable-field-refused",
        "StartMergeCases",
        "fieldsConfiguration selects a field that can't be merged, or a field that the secondary "
        "case doesn't have.",
    ),
    documented(
        "merge-duplicate-field-refused",
        "StartMergeCases",
        "Don't list the same field more than once.",
        at="FieldsConfiguration.fieldIds",
    ),
    documented(
        "merge-source-is-secondary-case",
        "StartMergeCases",
        "Specify at most one entry, and set its sourceCaseId to the secondary case ID.",
        at="{operation}Request.fieldsConfiguration",
    ),
    assumed(
        "merge-system-values-count-towards-500",
        "StartMergeCases",
        "Values of system fields count",
        why="the text speaks of field values, and their fields are fields",
    ),
    documented(
        "merge-at-most-500-field-values",
        "StartMergeCases",
        "After the merge, the primary case would have more than 500 field values, or would exceed "
        "the maximum case size.",
    ),
    documented(
        "merge-related-items-stay-by-default",
        "StartMergeCases",
        "If you omit this parameter, no related items are moved.",
        at="{operation}Request.relatedItemsConfiguration",
    ),
    documented(
        "merge-unselected-item-types-stay",
        "StartMergeCases",
        "Related items of a type that you don't select, or set to false, stay on the closed "
        "secondary case.",
        at="{operation}Request.relatedItemsConfiguration",
    ),
    documented(
        "merge-files-and-slas-stay",
        "StartMergeCases",
        "File, SLA, and work plan related items are never moved.",
        at="{operation}Request.relatedItemsConfiguration",
    ),
    documented(
        "merge-moved-item-keeps-identity",
        "StartMergeCases",
        "Moved related items keep their related item ID, creator, association time, and tags.",
        at="RelatedItemsConfiguration",
    ),
    assumed(
        "merge-moved-item-arn-of-primary",
        "StartMergeCases",
        "The ARN of a moved item names the primary case",
        why="the ARN of an item has the id of its case in it",
    ),
    documented(
        "merge-contact-selection-moves-contacts",
        "StartMergeCases",
        "Whether to move Contact related items to the primary case.",
        at="RelatedItemsConfiguration.contact",
    ),
    documented(
        "merge-shared-contact-kept-once",
        "StartMergeCases",
        "If the same contact is related to both cases, the primary case keeps its related item and "
        "gets any tag keys that only the secondary case's related item has.",
        at="RelatedItemsConfiguration.contact",
    ),
    documented(
        "merge-shared-link-kept-once",
        "StartMergeCases",
        "If the primary case already links to the same case, the secondary case's link is removed "
        "instead of moved.",
        at="RelatedItemsConfiguration.connectCase",
    ),
    assumed(
        "merge-link-to-primary-removed",
        "StartMergeCases",
        "The secondary's own link to the primary is removed, not moved",
        why="the primary would link to itself, and the merge links the two cases anew",
    ),
    documented(
        "merge-related-item-quota-enforced",
        "StartMergeCases",
        "The request fails with a ServiceQuotaExceededException if, after the merge, either case "
        "would exceed the quota for related items per case.",
    ),
    documented(
        "merge-related-item-count-of-primary",
        "StartMergeCases",
        "For the primary case, the count is its existing related items, plus the related items "
        "moved from the secondary case, plus the new case link.",
    ),
    assumed(
        "merge-closing-fulfils-slas",
        "StartMergeCases",
        "The closing of the secondary case fulfils its SLAs",
        why="its status reaches their target",
    ),
    modeled(
        "merge-status-answer-members",
        "GetMergeCasesStatus",
        "three members",
        at="{operation}Response",
    ),
    documented(
        "merge-running-status-in-progress",
        "GetMergeCasesStatus",
        "For the primary case or the secondary case of a merge that is running, it returns "
        "IN_PROGRESS.",
    ),
    assumed(
        "merge-running-changes-nothing-yet",
        "StartMergeCases",
        "A running merge has changed nothing yet",
        why="the state of a half-finished merge is not documented",
    ),
    assumed(
        "merge-finishes-at-once",
        "StartMergeCases",
        "A merge ends at once, unless moto's state manager says otherwise under cases::merge",
        why="how long merges run is not documented; moto's other services work so",
    ),
    documented(
        "merge-tracked-by-status",
        "StartMergeCases",
        "The merge runs asynchronously. To track its progress, call GetMergeCasesStatus.",
    ),
    assumed(
        "merge-duration-settable",
        "StartMergeCases",
        "A merge can be given a time",
        why="moto's state manager offers it",
    ),
    documented(
        "merge-running-secondary-update-conflict",
        "BatchCreateRelatedItem BatchUpdateCase CreateRelatedItem DeleteRelatedItem UpdateCase "
        "UpdateRelatedItem",
        "If the case is the secondary case of a merge that is running, the request fails with a "
        "ConflictException.",
        at="UpdateCase",
    ),
    documented(
        "batch-update-conflict-code-during-merge",
        "BatchUpdateCase",
        "CONFLICT - Another operation is in progress on the case, such as a concurrent update or a "
        "merge of the case into another case.",
        at="{operation}Response.failedCases",
    ),
    documented(
        "batch-comment-conflict-code-during-merge",
        "BatchCreateRelatedItem",
        "CONFLICT - Another operation is in progress on the case, such as a concurrent update or a "
        "merge of the case into another case.",
        at="{operation}Response.failedItems",
    ),
    documented(
        "merge-running-case-deletion-refused",
        "DeleteCase",
        "You can't delete a case while it's part of a merge that is running, as either the primary "
        "or the secondary case.",
    ),
    documented(
        "merge-running-primary-modifiable",
        "UpdateCase",
        "You can modify the primary case, but you can't delete it.",
        at="MergeStatus",
    ),
    documented(
        "merge-reads-values-at-run",
        "StartMergeCases",
        "Field values are read from both cases when the merge runs, so changes that you make to "
        "the primary case after you start the merge are taken into account.",
        at="{operation}Request.fieldsConfiguration",
    ),
    documented(
        "merge-running-or-merged-case-conflict",
        "StartMergeCases",
        "The request fails with a ConflictException if either case is already part of a merge that "
        "is running, or was previously merged into another case as the secondary case.",
    ),
    documented(
        "merge-status-completed-for-secondary",
        "GetMergeCasesStatus",
        "For a case that was merged into another case as the secondary case, it returns COMPLETED.",
    ),
    documented(
        "merge-status-not-found-otherwise",
        "GetMergeCasesStatus",
        "For any other case, it returns a ResourceNotFoundException. This includes the primary "
        "case after its merge finishes.",
    ),
    assumed(
        "merge-conflict-before-closed-status",
        "StartMergeCases",
        "A former secondary that is still closed is refused for the conflict, not for its status",
        why="reopening it would not help",
    ),
    documented(
        "merge-secondary-usable-not-mergeable-again",
        "StartMergeCases",
        "After the merge, the secondary case can be reopened, updated, and deleted, but it can't "
        "be merged again.",
    ),
    assumed(
        "merge-running-reserves-quota",
        "CreateRelatedItem",
        "A running merge reserves room on the primary case for the items that it will move",
        why="neither case may exceed the quota after the merge, and the primary can be modified",
    ),
    assumed(
        "merge-contact-tags-at-most-50",
        "StartMergeCases",
        "A contact on both cases gains tag keys only as long as it has room for tags",
        why="50 tags per resource is the bound everywhere else",
    ),
    documented_page(
        "template-without-layout-shows-system-fields",
        "StartMergeCases",
        "A template needs no layout: such cases show the system fields",
        page="case-layouts.html",
    ),
    assumed(
        "merge-lost-value-is-empty-field",
        "StartMergeCases",
        "A case has a field that it lost its value of",
        why="a field is empty on the case that it was on",
    ),
    assumed(
        "merge-field-created-empty-is-held",
        "StartMergeCases CreateCase",
        "A case has a field that CreateCase gave it as emptyValue",
        why="the request names the field for the case, and nothing else could emptyValue mean",
    ),
    assumed(
        "merge-system-fields-on-every-case",
        "StartMergeCases",
        "Every case has the mergeable system fields, whatever its layout shows",
        why="they are fields of every domain",
    ),
)
