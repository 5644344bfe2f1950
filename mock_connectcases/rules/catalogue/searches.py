"""Rules of searches for cases."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import (
    assumed,
    documented,
    documented_page,
    modeled,
    observed,
    reference,
)

RULES: Final = (
    modeled(
        "search-cases-without-conditions-finds-all",
        "SearchCases",
        "Filter, searchTerm, sorts and fields are optional",
    ),
    documented(
        "search-cases-within-domain",
        "SearchCases",
        "Searches for cases within their associated Cases domain.",
    ),
    documented("search-deleted-domain-not-found", "DeleteDomain", "Deletes a Cases domain."),
    documented(
        "search-total-count-of-all-pages",
        "SearchCases",
        "The total number of cases that matched the search criteria.",
        at="{operation}Response.totalCount",
    ),
    assumed(
        "search-finds-changes-at-once",
        "SearchCases",
        "A new or changed case is found at once",
        why=(
            "Amazon Connect is eventually consistent by its API reference, and new cases were seen "
            "missing; tests of users should not have to wait, and can set a lag"
        ),
    ),
    documented("search-omits-deleted-cases", "DeleteCase", "This action is irreversible."),
    documented(
        "search-case-document-members",
        "SearchCases",
        "A list of case documents where each case contains the properties CaseId and Fields",
        at="{operation}Response.cases",
    ),
    documented_page(
        "search-case-without-tags-empty-map",
        "SearchCases",
        "Tags are {} when there are none",
        page=reference("SearchCases"),
    ),
    documented(
        "search-returns-requested-fields",
        "SearchCases",
        "The list of field identifiers to be returned as part of the response.",
        at="{operation}Request.fields",
    ),
    observed(
        "search-without-fields-returns-ids",
        "SearchCases",
        "A search without fields is no fault and names the cases, without values",
        seen_in="SkyConnect demo, whose reset searches so and deletes what it finds",
    ),
    documented_page(
        "created-by-field-is-user",
        "SearchCases",
        "created_by is a field of type User",
        page="case-fields.html",
    ),
    assumed(
        "search-omits-empty-and-duplicate-fields",
        "SearchCases",
        "A field without a value is left out, and one named twice comes once",
        why="as GetCase answers; no sample shows an empty value",
    ),
    assumed(
        "search-text-equal-to-exact",
        "SearchCases",
        "equalTo compares text exactly, case included",
        why="the published sample is at odds with itself; equality is what the word says",
    ),
    documented_page(
        "search-operators-of-types",
        "SearchCases",
        "Text and Url fields are compared by contains, booleans by equalTo, dates by "
        "greaterThanOrEqualTo, and single-select fields match exactly",
        page="cases-block.html",
    ),
    assumed(
        "search-contains-misses-absent-text",
        "SearchCases",
        "A case without the field contains nothing, not even the empty text",
        why="contains compares a value; only equalTo emptyValue finds a missing one",
    ),
    assumed(
        "search-numbers-compared-numerically",
        "SearchCases SearchRelatedItems",
        "Orderings compare doubles as numbers",
        why="nothing else fits",
    ),
    documented_page(
        "search-created-datetime-comparable",
        "SearchCases",
        "created_datetime can be compared and sorted by",
        page=reference("SearchCases"),
    ),
    documented(
        "search-customer-by-full-arn",
        "SearchCases",
        "For customer_id you must provide the full customer profile ARN in this format: "
        "arn:aws:profile:your AWS Region:your AWS account ID:domains/profiles domain "
        "name/profiles/profile ID.",
    ),
    documented_page(
        "search-empty-value-finds-unassigned",
        "SearchCases",
        "Unassigned cases can be searched for",
        page="case-assignment.html",
    ),
    assumed(
        "search-empty-text-not-empty-value",
        "SearchCases",
        "The empty text is a value and not the empty value",
        why="the model allows both, as two arms of the union",
    ),
    assumed(
        "search-operator-suits-type",
        "SearchAllRelatedItems SearchCases SearchRelatedItems",
        "Users and booleans have no order, and only texts and options contain parts: "
        "ValidationException",
        why="which operator suits which type is documented for the flow block alone",
        switchable=True,
    ),
    assumed(
        "search-empty-value-only-equal-to",
        "SearchCases",
        "emptyValue goes with equalTo alone: ValidationException",
        why="nothing is greater than no value, and no value is no part of a text",
        fixed_because="an empty value has no order and contains nothing",
    ),
    assumed(
        "search-malformed-time-refused",
        "SearchAllRelatedItems SearchCases SearchRelatedItems",
        "A DateTime operand that is no time: ValidationException",
        why="as above",
        fixed_because="only a time can be compared with times",
    ),
    documented(
        "search-tag-key-and-value",
        "SearchCases",
        "Object containing tag key and value information.",
        at="TagFilter.equalTo",
    ),
    assumed(
        "search-tag-key-or-value-alone",
        "SearchCases",
        "A key alone finds any value, a value alone any key",
        why="both are optional in the model",
    ),
    assumed(
        "tag-filter-not-empty",
        "SearchCases",
        "A tag filter without key and value: ValidationException",
        why="it has no condition",
        switchable=True,
    ),
    modeled(
        "search-tag-value-may-be-empty",
        "SearchCases",
        "A tag value may be empty",
        at="TagValue.value",
    ),
    documented("search-sees-current-tags", "TagResource", "Adds tags to a resource."),
    documented(
        "search-and-all-needs-every-part",
        "SearchCases",
        'Provides "and all" filtering.',
        at="CaseFilter.andAll",
    ),
    documented(
        "search-or-all-needs-any-part",
        "SearchCases",
        'Provides "or all" filtering.',
        at="CaseFilter.orAll",
    ),
    modeled(
        "search-not-negates-filter",
        "SearchCases",
        "A filter can be the opposite of another",
        at="CaseFilter.not",
    ),
    assumed(
        "search-empty-and-all-or-all",
        "SearchCases",
        "An empty andAll is true, an empty orAll is false",
        why="the model allows no member; this is what all and any mean of nothing",
    ),
    modeled(
        "search-filter-nesting-unbounded",
        "SearchCases",
        "CaseFilter is recursive without bound",
        at="CaseFilter.not",
    ),
    assumed(
        "search-filter-at-most-250-conditions",
        "SearchAllRelatedItems SearchCases",
        "The filter of a search has at most 250 conditions",
        why="the model bounds each list but not how many there are; no service takes any number",
        fixed_because="the quota search-conditions sets the bound",
    ),
    assumed(
        "search-term-needs-every-whole-word",
        "SearchCases",
        "Every word of the term is a whole word of some text of the case, whatever its letter case",
        why="the guide speaks of keywords; how text is cut into them is published nowhere",
    ),
    documented_page(
        "search-term-covers-all-fields",
        "SearchCases",
        "Keywords are searched for in all system and custom fields",
        page="search-cases.html",
    ),
    assumed(
        "search-term-empty-or-wordless",
        "SearchCases",
        "An empty term is no term, one without any word finds nothing",
        why="the model allows an empty term; a term of signs has no keyword to find",
    ),
    documented(
        "search-term-and-filter-combined",
        "SearchCases",
        "A word or phrase used to perform a quick search.",
        at="{operation}Request.searchTerm",
    ),
    documented_page(
        "search-latest-update-first",
        "SearchCases",
        "Cases are listed from most recently to least recently updated",
        page="search-cases.html",
    ),
    documented(
        "search-sorts-by-field",
        "SearchCases",
        "A list of sorts where each sort specifies a field and their sort order to be applied to "
        "the results.",
        at="{operation}Request.sorts",
    ),
    assumed(
        "search-sort-missing-values-last",
        "SearchCases",
        "A case without a value comes last in either direction",
        why="stated nowhere; the usual choice of search indexes",
    ),
    assumed(
        "search-first-sort-takes-precedence",
        "SearchCases",
        "The first sort takes precedence",
        why="as in SearchAllRelatedItems",
    ),
    assumed(
        "search-ties-in-creation-order",
        "SearchCases",
        "Equally sorted cases come in order of creation",
        why="an order that updates do not disturb keeps pages stable",
    ),
    assumed(
        "search-deleted-field-sortable",
        "SearchCases",
        "Cases sort by a deleted field",
        why="as filters do, which is documented",
    ),
    documented(
        "search-page-default-25-cases",
        "SearchCases",
        "The maximum number of cases to return. When no value is provided, 25 is the default.",
        at="{operation}Request.maxResults",
    ),
    documented(
        "search-page-token-continues",
        "SearchCases",
        "The token for the next set of results.",
        at="{operation}Request.nextToken",
    ),
    modeled(
        "search-page-token-length-limit",
        "SearchCases",
        "A token has at most 9,000 characters",
        at="NextToken",
    ),
    assumed(
        "search-orders-texts-and-choices",
        "SearchCases",
        "Texts and choices have an order, whatever the letter case, and contain their parts",
        why="nothing says that the service refuses it; the flow block is not the API",
    ),
)
