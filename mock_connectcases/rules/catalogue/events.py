"""Rules of case events and their configuration."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import assumed, documented, documented_page, modeled, observed

RULES: Final = (
    assumed(
        "case-event-created-names-all-fields",
        "CreateCase",
        "The creation names every field that has a value, those that the service fills in too",
        why="all of them have changed from nothing, and no sample of a creation is published",
    ),
    documented_page(
        "case-event-carries-metadata",
        "PutCaseEventConfiguration",
        "events carry metadata by default",
        page="case-event-streams-enable.html",
    ),
    documented_page(
        "case-event-types",
        "CreateCase CreateRelatedItem DeleteCase UpdateCase",
        "CASE.CREATED, CASE.UPDATED, CASE.DELETED and RELATED_ITEM.CREATED are event types",
        page="/eventbridge/latest/ref/events-ref-cases.html",
    ),
    documented_page(
        "case-event-envelope-and-detail",
        "CreateCase",
        "the envelope and detail of a case event",
        page="case-event-streams-sample.html",
    ),
    assumed(
        "case-event-changed-omits-service-fields",
        "UpdateCase",
        "Other times and users that the service sets are not named",
        why="the sample of a change of the status names last_updated_datetime alone beside it",
    ),
    documented_page(
        "case-event-status-changed-fields",
        "UpdateCase",
        "changedFieldIds of an update of the status",
        page="case-event-streams-sample.html",
    ),
    assumed(
        "case-event-same-values-time-only",
        "UpdateCase",
        "An update with the present values names the time of the update alone",
        why="that is what has changed",
    ),
    assumed(
        "case-event-none-for-empty-update",
        "UpdateCase",
        "An update of no fields publishes nothing",
        why="it changes nothing at all",
    ),
    assumed(
        "case-event-deleted-without-fields",
        "DeleteCase",
        "The event of a deletion has the case without fields, and no changedFieldIds",
        why="the data is of the case after the change, and there is none",
    ),
    observed(
        "event-performed-by-without-user",
        "CreateCase",
        "performedBy may have no user",
        seen_in="a case event consumer tests for it",
    ),
    documented_page(
        "event-performed-by-user-or-custom",
        "CreateCase",
        "performedBy with a user or a custom entity",
        page="case-event-streams-sample.html",
    ),
    assumed(
        "case-event-per-batch-updated-case",
        "BatchUpdateCase",
        "Every case that was updated has an event of its own, one that was not has none",
        why="events are of one case each",
    ),
    documented_page(
        "case-event-fields-by-id",
        "PutCaseEventConfiguration",
        "fields by id, each with a value",
        page="case-event-streams-sample.html",
    ),
    documented_page(
        "case-event-omits-empty-fields",
        "PutCaseEventConfiguration",
        "only non-null field values",
        page="case-event-streams-sample.html",
    ),
    documented_page(
        "case-event-values-after-change",
        "UpdateCase",
        "the case after that particular edit",
        page="case-event-streams-sample.html",
    ),
    documented(
        "event-configuration-unites-category-and-list",
        "PutCaseEventConfiguration",
        "When both are set, the effective field set is the union of the two.",
        at="CaseEventIncludedData",
    ),
    documented(
        "event-configuration-includes-new-fields",
        "PutCaseEventConfiguration",
        "When this attribute is set, new fields added to the domain are picked up automatically "
        "without another call to PutCaseEventConfiguration.",
        at="CaseEventIncludedData.autoIncludeFields",
    ),
    assumed(
        "case-event-omits-deleted-fields",
        "PutCaseEventConfiguration",
        "Deleted fields are in no event, listed or of the category",
        why="GetCaseEventConfiguration does not return them either",
    ),
    assumed(
        "case-event-without-fields-empty-object",
        "PutCaseEventConfiguration",
        "Case data without any field is an empty object",
        why="without caseData there is none at all, so the difference stays visible",
    ),
    observed(
        "event-related-item-type-lower-case",
        "CreateRelatedItem",
        "relatedItemType is in lower case",
        seen_in="two independent consumers compare it with 'comment' and 'contact'",
    ),
    documented_page(
        "related-item-event-detail",
        "CreateRelatedItem",
        "the detail of a related item event",
        page="case-event-streams-sample.html",
    ),
    assumed(
        "related-item-event-content-as-search",
        "CreateRelatedItem",
        "The content of other types is that of SearchRelatedItems; times are text",
        why="the sample has its comment and contact in this form, and JSON has no times",
    ),
    observed(
        "related-item-event-contact-channel",
        "CreateRelatedItem",
        "a contact's content has its channel",
        seen_in="a consumer reads it",
    ),
    documented_page(
        "related-item-event-content-by-type",
        "CreateRelatedItem",
        "content of comments and contacts",
        page="case-event-streams-sample.html",
    ),
    assumed(
        "related-item-event-link-type-connect",
        "CreateRelatedItem",
        "A linked case has the type 'connect', as in the analytics data lake",
        why="no sample is published of it",
    ),
    assumed(
        "related-item-event-custom-item-fields",
        "CreateRelatedItem",
        "A custom item has its fields as in SearchRelatedItems",
        why="no sample is published of it",
    ),
    documented_page(
        "related-item-event-include-content",
        "PutCaseEventConfiguration",
        "includeContent decides on content",
        page="case-event-streams-enable.html",
    ),
    assumed(
        "related-item-event-updated-content",
        "UpdateRelatedItem",
        "The event is RELATED_ITEM.UPDATED, with the new content",
        why="the guide's sample has this name; the EventBridge reference has none",
    ),
    assumed(
        "related-item-event-deleted-no-content",
        "DeleteRelatedItem",
        "The event is CASE.RELATED_ITEM.DELETED, without content",
        why=(
            "the guide's sample and the data lake have no other name, and the EventBridge "
            "reference none; what is gone has no content"
        ),
    ),
    assumed(
        "related-item-event-per-batch-comment",
        "BatchCreateRelatedItem",
        "Every comment that was created has an event of its own",
        why="events are of one related item each",
    ),
    assumed(
        "merge-events-per-change",
        "StartMergeCases",
        "A merge publishes its changes like any others: both cases, then items that went and came",
        why="nothing is published on events of merges",
    ),
    assumed(
        "merge-events-at-finish-by-initiator",
        "StartMergeCases",
        "The events come when the merge finishes, in the name of who started it",
        why="before that nothing has changed",
    ),
    assumed(
        "merge-finish-survives-refused-request",
        "StartMergeCases",
        "A merge that is found finished by a request that is refused has happened all the same",
        why="the service finishes a merge by itself, not at the next request",
    ),
    documented_page(
        "events-off-before-configuration",
        "PutCaseEventConfiguration",
        "events are off until they are enabled",
        page="case-event-streams-enable.html",
    ),
    documented(
        "events-off-while-disabled",
        "PutCaseEventConfiguration",
        "Indicates whether the to broadcast case event data to the customer.",
        at="EventBridgeConfiguration.enabled",
    ),
    assumed(
        "events-none-for-refused-request",
        "CreateCase",
        "A refused request publishes nothing",
        why="nothing has changed",
    ),
    assumed(
        "events-none-for-client-token-retry",
        "CreateCase",
        "A repeated request with the same client token publishes nothing",
        why="it makes no second case",
    ),
    assumed(
        "events-none-for-other-resources",
        "PutCaseEventConfiguration",
        "Changes of the domain, its fields, layouts, templates and tags are no case events",
        why="the documented types are of cases and related items",
    ),
    assumed(
        "event-above-256-kb-not-sent",
        "CreateCase",
        "An event that would be larger than 256 KB is not sent; the request succeeds",
        why="EventBridge would not take it, and events are best effort",
    ),
    documented_page(
        "event-at-most-256-kb",
        "PutCaseEventConfiguration",
        "256 KB is the maximum size of an event, which the default limits guarantee",
        page="case-event-streams-sample.html",
    ),
    documented_page(
        "events-follow-own-domain-configuration",
        "PutCaseEventConfiguration",
        "the configuration is that of one Cases domain",
        page="case-event-streams-enable.html",
    ),
    documented_page(
        "event-data-at-event-time",
        "PutCaseEventConfiguration",
        "case data at the time of the event",
        page="case-event-streams-enable.html",
    ),
    documented_page(
        "event-region-and-default-bus",
        "CreateCase",
        "region of the event and default bus of the domain",
        page="case-event-streams-enable.html",
    ),
    assumed(
        "event-id-unique",
        "CreateCase",
        "Every event has an id of its own",
        why="EventBridge events do",
    ),
    assumed(
        "event-nan-and-infinity-as-text",
        "UpdateCase",
        "A double that JSON has no number for is published as the word the service's wire uses",
        why="an event is JSON, and REST-JSON writes such doubles as strings",
    ),
    assumed(
        "event-configuration-off-at-first",
        "GetCaseEventConfiguration",
        "A domain that was never configured answers that events are off",
        why="the answer requires eventBridge, and a domain exists with or without events",
    ),
    documented(
        "event-configuration-returned-as-given",
        "GetCaseEventConfiguration",
        "Returns the case event publishing configuration.",
    ),
    documented(
        "event-configuration-omits-deleted-fields",
        "DeleteField GetCaseEventConfiguration",
        "Calling GetCaseEventConfiguration does not return field IDs for deleted fields.",
        at="DeleteField",
    ),
    assumed(
        "event-configuration-category-adds-no-ids",
        "GetCaseEventConfiguration",
        "autoIncludeFields adds no ids to the list of fields",
        why="the list is what was put; the category is resolved when an event is made",
    ),
    documented(
        "event-configuration-put-answer-empty",
        "PutCaseEventConfiguration",
        "Adds case event publishing configuration.",
    ),
    documented_page(
        "event-configuration-data-optional",
        "PutCaseEventConfiguration",
        '{"enabled": true} alone is a configuration',
        page="case-event-streams-enable.html",
    ),
    modeled(
        "event-configuration-parts-optional",
        "PutCaseEventConfiguration",
        "caseData and relatedItemData are optional, fields may be empty",
        at="EventIncludedData",
    ),
    documented(
        "event-configuration-category-values",
        "PutCaseEventConfiguration",
        "Valid values are All (include all fields on the case), System (include all system "
        "fields), and Custom (include all custom fields).",
        at="CaseEventIncludedData.autoIncludeFields",
    ),
    modeled(
        "event-configuration-at-most-400-fields",
        "PutCaseEventConfiguration",
        "max 400",
        at="CaseEventIncludedDataFieldsList",
    ),
    assumed(
        "event-configuration-replaced-whole",
        "PutCaseEventConfiguration",
        "The configuration is replaced as a whole",
        why="it is a Put, and no text says how to merge",
    ),
    assumed(
        "event-configuration-fields-exist",
        "PutCaseEventConfiguration",
        "An event configuration names only fields that exist and are not deleted, else: "
        "ValidationException",
        why="as documented for layouts; no error is published",
        fixed_because="an event could carry no value of the field",
    ),
    assumed(
        "event-configuration-per-domain",
        "PutCaseEventConfiguration",
        "Each domain has a configuration of its own",
        why="the path names a domain",
    ),
)
