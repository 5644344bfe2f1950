"""Rules that all lists share: pages, their sizes and tokens."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import assumed, documented, modeled, observed

_LISTS: Final = (
    "ListDomains ListFields ListFieldOptions ListLayouts ListTemplates ListCaseRules "
    "ListCasesForContact"
)
_SEARCHES: Final = "SearchCases SearchRelatedItems SearchAllRelatedItems"
_TOKENS_UNPUBLISHED: Final = "nothing is published about tokens but their length"

RULES: Final = (
    documented(
        "page-token-continues-list",
        _LISTS,
        "Use the value returned in the previous response in the next request to retrieve the next "
        "set of results.",
        at="{operation}Request.nextToken",
    ),
    documented(
        "page-at-most-max-results",
        _LISTS,
        "The maximum number of results to return per page.",
        at="{operation}Request.maxResults",
    ),
    assumed(
        "page-default-is-model-maximum",
        "ListFields ListFieldOptions ListCaseRules ListCasesForContact",
        "A page holds the model's maximum by default",
        why="no default is published; programs that do not page see the most this way",
    ),
    assumed(
        "page-size-may-change",
        f"{_LISTS} SearchCases",
        "The page size may change from page to page",
        why=_TOKENS_UNPUBLISHED,
    ),
    assumed(
        "page-token-reusable",
        _LISTS,
        "A token can be used more than once",
        why=_TOKENS_UNPUBLISHED,
    ),
    observed(
        "page-token-empty-means-first-page",
        _LISTS,
        "An empty token leads to the first page",
        seen_in="a program of 2023 that begins ListCasesForContact with an empty token",
    ),
    modeled(
        "paginator-reads-whole-list",
        "ListCaseRules",
        "botocore has a paginator for caseRules",
    ),
    assumed(
        "list-filter-before-paging",
        "ListTemplates",
        "A filter applies before the list is cut into pages",
        why=_TOKENS_UNPUBLISHED,
    ),
    assumed(
        "page-token-continues-after-last-entry",
        _LISTS,
        "Pages go on from where the last one ended",
        why="a list read page by page neither repeats nor skips what stays",
    ),
    assumed(
        "list-entry-no-longer-matching-omitted",
        "ListTemplates",
        "An entry that no longer fits the filter is left out",
        why="a list read page by page neither repeats nor skips what stays",
    ),
    assumed(
        "page-token-known",
        f"{_LISTS} {_SEARCHES} GetCaseAuditEvents",
        "nextToken is one that the operation returned for the same parameters, else: "
        "ValidationException",
        why=_TOKENS_UNPUBLISHED,
        fixed_because="only a token that was given leads to a page",
    ),
    documented(
        "contact-cases-last-page-without-token",
        f"{_LISTS} {_SEARCHES}",
        "This is null if there are no more results to return.",
        at="{operation}Response.nextToken",
    ),
)
