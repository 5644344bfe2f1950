"""Rules of searches for related items."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import (
    CASE_SUMMARIZATION,
    assumed,
    documented,
    documented_page,
    modeled,
    observed,
    reference,
)

RULES: Final = (
    documented(
        "search-items-without-filters-finds-all",
        "SearchRelatedItems",
        "If no filters are provided, this returns all related items associated with a case.",
    ),
    documented(
        "search-items-of-one-case",
        "SearchRelatedItems",
        "Searches for related items that are associated with a case.",
    ),
    documented("search-items-deleted-case-not-found", "DeleteCase", "Retrieve related items"),
    documented(
        "search-items-entry-members",
        "SearchRelatedItems",
        "A list of items that represent RelatedItems.",
        at="SearchRelatedItemsResponseItem",
    ),
    documented_page(
        "search-items-creator-null-when-absent",
        "SearchRelatedItems",
        "performedBy is null without a creator",
        page=reference("SearchRelatedItems"),
    ),
    documented(
        "related-item-creator-custom-entity",
        "SearchRelatedItems",
        "Any provided entity.",
        at="UserUnion.customEntity",
    ),
    observed(
        "search-items-newest-first",
        "SearchRelatedItems",
        "The newest item comes first, as in the activity feed of the website",
        seen_in=CASE_SUMMARIZATION,
    ),
    documented(
        "search-items-type-filters",
        "SearchRelatedItems",
        "The list of types of related items and their parameters to use for filtering.",
        at="{operation}Request.filters",
    ),
    assumed(
        "search-items-any-filter-matches",
        "SearchRelatedItems",
        "An item that matches any filter is found",
        why="stated for SearchAllRelatedItems, which has the same filters",
    ),
    modeled(
        "search-items-page-limit-25",
        "SearchAllRelatedItems SearchRelatedItems",
        "Pages hold 1 to 25 items",
        at="{operation}Request",
    ),
    assumed(
        "search-items-filter-conditions-all-hold",
        "SearchRelatedItems",
        "Conditions of one filter must all hold",
        why="each narrows its type",
    ),
    modeled(
        "search-all-items-same-filters",
        "SearchAllRelatedItems",
        "The filters are those of SearchRelatedItems",
        at="{operation}Request.filters",
    ),
    documented(
        "search-items-by-file-arn",
        "SearchRelatedItems",
        "The Amazon Resource Name (ARN) of the file.",
        at="FileFilter.fileArn",
    ),
    documented(
        "search-items-by-linked-case",
        "SearchRelatedItems",
        "A unique identifier of the case.",
        at="ConnectCaseFilter.caseId",
    ),
    documented(
        "search-items-by-sla-name", "SearchRelatedItems", "Name of an SLA.", at="SlaFilter.name"
    ),
    documented(
        "search-items-by-custom-fields",
        "SearchRelatedItems",
        "Filter conditions for custom fields.",
        at="CustomFilter.fields",
    ),
    assumed(
        "search-items-deleted-field-matches",
        "SearchRelatedItems",
        "A deleted field still finds custom items",
        why="as filters of SearchCases do, which is documented",
    ),
    documented(
        "search-all-items-across-cases",
        "SearchAllRelatedItems",
        "Searches for related items across all cases within a domain.",
    ),
    documented(
        "search-all-items-returns-case-ids",
        "SearchAllRelatedItems",
        "This API returns case identifiers, not complete case objects.",
    ),
    documented(
        "search-all-items-filters-are-or",
        "SearchAllRelatedItems",
        "The filters work as an OR condition: caller gets back related items that match any of the "
        "specified filter types.",
        at="{operation}Request.filters",
    ),
    documented(
        "search-all-items-by-contact-arn",
        "SearchAllRelatedItems",
        "For example, find all cases linked to a contactArn to understand the complete customer "
        "journey.",
    ),
    documented(
        "search-all-items-by-sla-status",
        "SearchAllRelatedItems",
        'For example, search for all cases with "Active" SLA status to prioritize remediation '
        "efforts.",
    ),
    documented(
        "search-all-items-skips-case-fields",
        "SearchAllRelatedItems",
        "This API searches across related items content, not case fields.",
    ),
    assumed(
        "search-all-items-newest-first",
        "SearchAllRelatedItems",
        "Without sorts the newest comes first",
        why="as the activity feed of a case shows it",
    ),
    documented(
        "search-all-items-sort-properties",
        "SearchAllRelatedItems",
        "Supports sorting by association time or case ID.",
        at="{operation}Request.sorts",
    ),
    documented(
        "search-all-items-first-sort-precedence",
        "SearchAllRelatedItems",
        "The sorts work in the order specified: first sort term takes precedence over subsequent "
        "terms.",
        at="{operation}Request.sorts",
    ),
    assumed(
        "search-all-items-ties-by-creation",
        "SearchAllRelatedItems",
        "Equally sorted items come in order of creation, in the direction of the first sort",
        why="the newest first is the default, and ascending should be its mirror image",
    ),
)
