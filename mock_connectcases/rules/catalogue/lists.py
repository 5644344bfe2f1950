"""Rules that all lists share: pages, their sizes and tokens."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import assumed, documented, modeled, observed

RULES: Final = (
    documented(
        "page-token-continues-list",
        "ListDomains ListFields ListFieldOptions ListLayouts ListTemplates ListCaseRules "
        "ListCasesForContact",
        "Use the value returned in the previous response in the next request to retrieve the next "
        "set of results.",
        at="{operation}Request.nextToken",
    ),
    documented(
        "page-at-most-max-results",
        "ListDomains ListFields ListFieldOptions ListLayouts ListTemplates ListCaseRules "
        "ListCasesForContact",
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
        "ListDomains ListFields ListFieldOptions ListLayouts ListTemplates ListCaseRules "
        "ListCasesForContact SearchCases",
        "The page size may change from page to page",
        why="nothing is published about tokens but their length",
    ),
    assumed(
        "page-token-reusable",
        "ListDomains ListFields ListFieldOptions ListLayouts ListTemplates ListCaseRules "
        "ListCasesForContact",
        "A token can be used more than once",
        why="nothing is published about tokens but their length",
    ),
    observed(
        "page-token-empty-means-first-page",
        "ListDomains ListFields ListFieldOptions ListLayouts ListTemplates ListCaseRules "
        "ListCasesForContact",
        "An empty token leads to the first page",
        seen_in="a program of 2023 that begins ListCasesForContact with an empty token",
    ),
    modeled(
        "paginator-reads-whole-list",
        "ListCaseRules",
        "botocore has a paginator for caseRules",
        at="{operation}",
    ),
    assumed(
        "list-filter-before-paging",
        "ListTemplates",
        "A filter applies before the list is cut into pages",
        why="nothing is published about tokens but their length",
    ),
    assumed(
        "page-token-continues-after-last-entry",
        "ListDomains ListFields ListFieldOptions ListLayouts ListTemplates ListCaseRules "
        "ListCasesForContact",
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
        "GetCaseAuditEvents ListCaseRules ListCasesForContact ListDomains ListFieldOptions "
        "ListFields ListLayouts ListTemplates SearchAllRelatedItems SearchCases SearchRelatedItems",
        "nextToken is one that the operation returned for the same parameters, else: "
        "ValidationException",
        why="nothing is published about tokens but their length",
        fixed_because="only a token that was given leads to a page",
    ),
)
