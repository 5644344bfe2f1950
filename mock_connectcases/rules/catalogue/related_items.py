"""Rules of related items, without those of SLAs."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import assumed, documented, documented_page, modeled, observed

RULES: Final = (
    modeled(
        "related-item-answer-id-and-arn",
        "CreateRelatedItem",
        "relatedItemId and relatedItemArn",
        at="{operation}Response",
    ),
    documented(
        "related-item-created-on-case",
        "CreateRelatedItem",
        "Creates a related item (comments, tasks, and contacts) and associates it with a case.",
    ),
    assumed(
        "contact-is-connected-voice-contact",
        "CreateRelatedItem",
        "Every contact is a voice contact that was connected when it was related",
        why="the contact's data is in Amazon Connect, which the mock does not read",
    ),
    modeled(
        "contact-has-channel-and-connected-time",
        "CreateRelatedItem",
        "channel and connectedToSystemTime",
        at="ContactContent",
    ),
    documented(
        "related-item-performed-by",
        "CreateRelatedItem",
        "Represents the creator of the related item.",
        at="{operation}Request.performedBy",
    ),
    assumed(
        "related-item-content-matches-type",
        "CreateRelatedItem",
        "Content of another type than the item's is a ValidationException",
        why="the request contradicts itself",
        fixed_because="an item has the content of its type",
    ),
    documented(
        "related-item-quota-exceeded-exception",
        "BatchCreateRelatedItem CreateRelatedItem StartMergeCases UpdateRelatedItem",
        "The service quota has been exceeded.",
        at="ServiceQuotaExceededException",
    ),
    documented_page(
        "case-at-most-200-related-items",
        "CreateRelatedItem",
        "A case has up to 200 related items",
        page="amazon-connect-service-limits.html",
    ),
    documented_page(
        "case-at-most-50-files",
        "CreateRelatedItem",
        "A case has up to 50 files",
        page="amazon-connect-service-limits.html",
    ),
    documented_page(
        "related-item-quota-per-case",
        "CreateRelatedItem",
        "Quotas are of one case",
        page="amazon-connect-service-limits.html",
    ),
    modeled(
        "related-item-taggable",
        "TagResource",
        "A related item can have tags",
        at="SearchRelatedItemsResponseItem.tags",
    ),
    assumed(
        "closed-case-takes-related-items",
        "CreateRelatedItem",
        "Items can be related to a closed case",
        why="only the website refuses to edit closed cases",
    ),
    modeled(
        "comment-body-at-most-15000-characters",
        "CreateRelatedItem",
        "1 to 15,000 characters",
        at="CommentContent.body",
    ),
    modeled(
        "comment-content-type-plain-text",
        "CreateRelatedItem",
        "Text/Plain only",
        at="CommentContent.contentType",
    ),
    documented_page(
        "contact-on-several-cases",
        "CreateRelatedItem",
        "A contact can be on several cases",
        page="cases-block.html",
    ),
    assumed(
        "contact-relatable-again",
        "CreateRelatedItem",
        "A contact taken off a case can be related to it again",
        why="nothing is left of the former item",
    ),
    assumed(
        "related-item-reference-is-arn",
        "CreateRelatedItem",
        "Contacts and files are named by ARNs",
        why="their members are called so; what they name is in Amazon Connect",
        switchable=True,
    ),
    assumed(
        "case-link-unknown-case-not-found",
        "CreateRelatedItem",
        "A link to an unknown case is a ResourceNotFoundException",
        why="the case named is a resource the request needs",
    ),
    assumed(
        "case-not-linked-to-itself",
        "CreateRelatedItem",
        "A case cannot be linked to itself: ValidationException",
        why="it would be related to nothing",
        switchable=True,
    ),
    assumed(
        "case-link-one-way",
        "CreateRelatedItem",
        "A link goes one way",
        why="only the text on merges says that two cases are linked",
    ),
    documented(
        "custom-item-no-system-fields",
        "CreateRelatedItem UpdateRelatedItem",
        "System case fields cannot be used in a custom related item.",
        at="UpdateRelatedItem",
    ),
    documented_page(
        "custom-item-at-most-5-fields",
        "CreateRelatedItem UpdateRelatedItem",
        "A custom item has up to 5 fields",
        page="amazon-connect-service-limits.html",
    ),
    documented(
        "custom-item-field-quota",
        "CreateRelatedItem UpdateRelatedItem",
        "There's a quota for the number of fields allowed in a Custom type related item.",
        at="CreateRelatedItem",
    ),
    assumed(
        "custom-item-keeps-empty-field",
        "CreateRelatedItem",
        "A field given as empty stays in the item, empty",
        why="the update of an item names all its fields, so an empty one is still one of them",
    ),
    assumed(
        "custom-item-value-suits-field",
        "CreateRelatedItem",
        "Fields must exist, and their values suit them, as on a case: ValidationException",
        why="the member is the FieldValue of cases",
    ),
    assumed(
        "custom-item-deleted-field-refused",
        "CreateRelatedItem UpdateRelatedItem",
        "A deleted field is a ValidationException",
        why="CreateCase refuses it so, by the documentation",
        fixed_because="no item can get a value of a deleted field",
    ),
    assumed(
        "custom-item-fields-apart-from-case",
        "CreateRelatedItem",
        "The fields of a custom item are not those of its case",
        why="the item has its own list of values",
    ),
    modeled(
        "related-item-update-answer-members",
        "UpdateRelatedItem",
        "Eight members",
        at="{operation}Response",
    ),
    documented(
        "related-item-update-changes-content",
        "UpdateRelatedItem",
        "Updates the content of a related item associated with a case.",
    ),
    modeled(
        "related-item-users-optional",
        "UpdateRelatedItem",
        "users are optional",
        at="{operation}Response",
    ),
    documented(
        "custom-item-update-replaces-fields",
        "UpdateRelatedItem",
        "Fields not included as part of this request will be removed.",
    ),
    documented(
        "related-item-updatable-types",
        "UpdateRelatedItem",
        "The following related item types are supported: Comment - Update the text content of an "
        "existing comment Custom - Update the fields of a custom related item.",
    ),
    assumed(
        "related-item-type-immutable",
        "UpdateRelatedItem",
        "The type of an item cannot change: ValidationException",
        why="the request has no member for the type",
        fixed_because="an item has the content of its type",
    ),
    modeled(
        "related-item-belongs-to-one-case",
        "UpdateRelatedItem DeleteRelatedItem",
        "An item belongs to one case",
        at="{operation}Request",
    ),
    documented_page(
        "comment-editable-by-everybody",
        "UpdateRelatedItem DeleteRelatedItem",
        "Comments of others can be edited and deleted: security profiles of the website permit "
        "either any comment or one's own",
        page="assign-security-profile-cases.html",
    ),
    assumed(
        "closed-case-comment-editable",
        "UpdateRelatedItem",
        "Comments of a closed case can be edited",
        why="only the website refuses to edit closed cases",
    ),
    documented_page(
        "comment-contact-and-sla-deletable",
        "DeleteRelatedItem",
        "Comments, contacts and SLAs can be taken off a case",
        page="changes of botocore 1.39.2, which adds the operation",
    ),
    documented(
        "file-deletion-refused",
        "DeleteRelatedItem",
        "This API cannot be used on a FILE type related attachment.",
    ),
    observed(
        "deleted-related-item-arn-unknown",
        "DeleteRelatedItem",
        "Its ARN is known no more",
        seen_in="CloudFormation handlers",
    ),
    assumed(
        "contact-on-case-keeps-item",
        "CreateRelatedItem",
        "For a contact that is on the case already, the answer is its present item",
        why=(
            "a merge leaves one item where the same contact is on both cases; the operation had no "
            "ConflictException before there were merges"
        ),
    ),
    assumed(
        "custom-item-stored-values-accepted",
        "UpdateRelatedItem",
        "Values that a custom item has already are accepted again, though their field was deleted "
        "or their option became inactive",
        why="an update replaces the item as a whole, so programs send back what they read",
    ),
)
