"""SearchCases, SearchRelatedItems, SearchAllRelatedItems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases import clock
from mock_connectcases.operations.cases import field_writer, find_fields
from mock_connectcases.operations.contents import write_content
from mock_connectcases.operations.users import user_union
from mock_connectcases.resources import field_value
from mock_connectcases.resources.case_values import find_field
from mock_connectcases.search import filters, sorting, text
from mock_connectcases.search import related_items as item_filters
from mock_connectcases.search.paging import Pager
from mock_connectcases.toolkit.toolkit import toolkit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from mock_connectcases.operations.call import Call, Params, Result
    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.related_item import RelatedItem

DEFAULT_CASES_PER_PAGE = 25
"""Documented with SearchCases: "When no value is provided, 25 is the default"."""


def search_cases(call: Call, params: Params) -> Result:
    """Find cases by filter and quick search, the most recently changed first unless sorted.

    That order is documented for the website.  A new case is found at once (assumed) unless the
    mock's handle was asked for a lag; without
    ``fields`` no values come back (assumed).  Raises ValidationException for filters and sorts on
    unknown fields, unsuitable operators and foreign page tokens (all assumed).
    """
    domain = call.domain(params)
    tests: list[Callable[[Any], bool]] = []
    if "filter" in params:
        tests.append(filters.predicate(_read_case_filter(domain, params["filter"])))
    if params.get("searchTerm"):
        tests.append(text.predicate(params["searchTerm"], domain.fields))
    if toolkit.search_lag.length:
        tests.append(toolkit.search_lag.predicate())
    sorts = [
        (find_field(domain, each["fieldId"]), each["sortOrder"] == "Desc")
        for each in params.get("sorts", ())
    ]
    write_fields = field_writer(find_fields(domain, params.get("fields", ())))
    pager: Pager[Case] = Pager(call.operation, params, default_size=DEFAULT_CASES_PER_PAGE)
    found = list(reversed(domain.cases.values()))
    for test in tests:
        found = [case for case in found if test(case)]
    page, token = _cut_cases(pager, found, sorts)
    cases = [
        {
            "caseId": case.case_id,
            "templateId": case.template_id,
            "fields": write_fields(case),
            "tags": case.tags,
        }
        for case in page
    ]
    return {"cases": cases, "nextToken": token, "totalCount": len(found)}


def _cut_cases(
    pager: Pager[Case], found: list[Case], sorts: list[tuple[Field, bool]]
) -> tuple[list[Case], str | None]:
    """Return a page of cases, and the next token; found cases come latest change first."""
    if not sorts:
        return pager.cut((-case.updated, case) for case in found)

    def places(case: Case) -> list[sorting.Place]:
        chosen = [sorting.place(by, case.value(by.field_id)) for by, _ in sorts]
        return [*chosen, case.number]

    return pager.cut_sorted(found, places, [*(down for _, down in sorts), False])


def search_related_items(call: Call, params: Params) -> Result:
    """Find related items of one case, the newest first (assumed).

    Items that match any filter are found (assumed, as in SearchAllRelatedItems).
    """
    domain, case = call.domain_and_case(params)
    test = _read_item_filters(domain, params)
    now = clock.now()
    items = reversed(list(case.related_items.values()))
    pager: Pager[RelatedItem] = Pager(call.operation, params)
    page, token = pager.cut(
        sorted(
            ((-item.number, item) for item in items if test(item, now)), key=lambda entry: entry[0]
        )
    )
    found = [_write_item(domain, item, now) for item in page]
    return {"relatedItems": found, "nextToken": token}


def search_all_related_items(call: Call, params: Params) -> Result:
    """Find related items of all cases, the newest first unless sorted (assumed).

    Documented: items that match any filter are found, and the first sort takes precedence.
    """
    domain = call.domain(params)
    test = _read_item_filters(domain, params)
    now = clock.now()
    sorts = [
        (each["sortProperty"], each["sortOrder"] == "Desc") for each in params.get("sorts", ())
    ] or [(item_filters.ASSOCIATION_TIME, True)]
    pager: Pager[tuple[Case, RelatedItem]] = Pager(call.operation, params)
    found = [
        (case, item)
        for case in domain.cases.values()
        for item in case.related_items.values()
        if test(item, now)
    ]
    page, token = item_filters.cut(pager, found, sorts)
    items = [{**_write_item(domain, item, now), "caseId": case.case_id} for case, item in page]
    return {"relatedItems": items, "nextToken": token}


def _read_case_filter(domain: Domain, union: Mapping[str, Any]) -> filters.Filter:
    """Turn the union of the wire into a filter tree; custom item filters are a subset of it."""
    ((arm, given),) = union.items()
    match arm:
        case "field":
            return _read_comparison(domain, given)
        case "tag":
            tag = given["equalTo"]
            return filters.Tagged(tag.get("key"), tag.get("value"))
        case "not":
            return filters.Not(_read_case_filter(domain, given))
        case "andAll":
            return filters.AllOf(tuple(_read_case_filter(domain, each) for each in given))
        case _:
            return filters.AnyOf(tuple(_read_case_filter(domain, each) for each in given))


def _read_comparison(domain: Domain, union: Mapping[str, Any]) -> filters.Comparison:
    ((operator, given),) = union.items()
    field = find_field(domain, given["id"])
    return filters.Comparison(field, operator, field_value.read_operand(field, given["value"]))


def _read_item_filters(domain: Domain, params: Params) -> Callable[[RelatedItem, datetime], bool]:
    given: Iterable[Mapping[str, Any]] = params.get("filters", ())
    return item_filters.any_of([_read_item_filter(domain, each) for each in given])


def _read_item_filter(domain: Domain, union: Mapping[str, Any]) -> item_filters.ItemFilter:
    ((arm, given),) = union.items()
    match arm:
        case "comment":
            return item_filters.comments()
        case "contact":
            return item_filters.contacts(given.get("contactArn"), given.get("channel"))
        case "file":
            return item_filters.files(given.get("fileArn"))
        case "sla":
            return item_filters.slas(given.get("name"), given.get("status"))
        case "connectCase":
            return item_filters.connect_cases(given.get("caseId"))
        case _:
            fields = given.get("fields")
            return item_filters.customs(
                None if fields is None else filters.predicate(_read_case_filter(domain, fields))
            )


def _write_item(domain: Domain, item: RelatedItem, now: datetime) -> Result:
    return {
        "relatedItemId": item.related_item_id,
        "type": item.type,
        "associationTime": item.association_time,
        "content": write_content(domain, item.content, now),
        "tags": item.tags,
        "performedBy": user_union(item.created_by),
    }
