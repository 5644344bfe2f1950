"""SearchCases, SearchRelatedItems, SearchAllRelatedItems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.operations.cases import field_writer, find_fields
from mock_connectcases.operations.contents import write_content
from mock_connectcases.operations.users import user_union
from mock_connectcases.resources import field_value, system_fields
from mock_connectcases.resources.case_values import find_field
from mock_connectcases.resources.kinds import CASE
from mock_connectcases.search import filters, ordering
from mock_connectcases.search import related_items as item_filters
from mock_connectcases.search.indexes import indexes_of
from mock_connectcases.search.item_index import ASSOCIATION_TIME
from mock_connectcases.search.ordering import LatestFirst, Sorted
from mock_connectcases.search.paging import Pager
from mock_connectcases.search.planner import Planner
from mock_connectcases.search.sort_index import sort_of_cases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from mock_connectcases.operations.call import Call, Params, Result
    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.related_item import RelatedItem
    from mock_connectcases.search.indexes import Indexes
    from mock_connectcases.search.ordering import Ordering
    from mock_connectcases.search.related_items import ItemFilter

DEFAULT_CASES_PER_PAGE = 25
"""Documented with SearchCases: "When no value is provided, 25 is the default"."""


def search_cases(call: Call, params: Params) -> Result:
    """Find cases by filter and quick search, the most recently changed first unless sorted.

    That order is documented for the website.  A new case is found at once (assumed) unless the call
    has a search lag; without ``fields`` no values come back (assumed).  Raises ValidationException
    for filters and sorts on unknown fields, unsuitable operators and foreign page tokens (all
    assumed).
    """
    domain = call.domain(params)
    filter_ = _read_case_filter(domain, params["filter"]) if "filter" in params else None
    tests = [_is_older_than(call.now() - call.search_lag)] if call.search_lag else []
    sorts = [
        (find_field(domain, each["fieldId"]), each["sortOrder"] == "Desc")
        for each in params.get("sorts", ())
    ]
    write_fields = field_writer(find_fields(domain, params.get("fields", ())))
    pager: Pager[Case] = Pager(call.operation, params, default_size=DEFAULT_CASES_PER_PAGE)
    indexes = indexes_of(domain)
    found = Planner(domain, indexes).find(filter_, params.get("searchTerm"), tests)
    page, token = ordering.cut(pager, _order_of_cases(domain, indexes, sorts), found)
    cases = [
        {
            "caseId": case.case_id,
            "templateId": case.template_id,
            "fields": write_fields(case),
            "tags": case.tags,
        }
        for case in page
    ]
    count = len(domain.cases if found is None else found)
    return {"cases": cases, "nextToken": token, "totalCount": count}


def _is_older_than(latest: datetime) -> Callable[[Case], bool]:
    """Return a test for cases created by a time; changes and deletions never lag (ours)."""

    def is_older(case: Case) -> bool:
        # A seed may give the time of creation in any form, or none.
        created = field_value.moment(str(case.values.get(system_fields.CREATED_DATETIME)))
        return created is None or created <= latest

    return is_older


def _order_of_cases(
    domain: Domain, indexes: Indexes, sorts: list[tuple[Field, bool]]
) -> Ordering[Case]:
    if not sorts:
        return LatestFirst(domain)
    return Sorted(
        sort_of_cases(sorts), lambda: indexes.cases.in_order(domain, sorts), len(domain.cases)
    )


def search_related_items(call: Call, params: Params) -> Result:
    """Find related items of one case, the newest first (assumed).

    Items that match any filter are found (assumed, as in SearchAllRelatedItems).
    """
    domain, case = call.find(CASE, params)
    test = item_filters.any_of(_read_item_filters(domain, params))
    now = call.now()
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
    parts = _read_item_filters(domain, params)
    test = item_filters.any_of(parts)
    now = call.now()
    sorts = [
        (each["sortProperty"], each["sortOrder"] == "Desc") for each in params.get("sorts", ())
    ] or [(ASSOCIATION_TIME, True)]
    pager: Pager[int] = Pager(call.operation, params)
    index = indexes_of(domain).items(domain)
    page, token = ordering.cut(
        pager,
        Sorted(index.sort(sorts), lambda: index.in_order(sorts), len(index)),
        item_filters.candidates(parts, index),
        lambda number: test(index.entry(number)[1], now),
    )
    items = [
        {**_write_item(domain, item, now), "caseId": case.case_id}
        for case, item in map(index.entry, page)
    ]
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


def _read_item_filters(domain: Domain, params: Params) -> list[ItemFilter]:
    given: Iterable[Mapping[str, Any]] = params.get("filters", ())
    return [_read_item_filter(domain, each) for each in given]


def _read_item_filter(domain: Domain, union: Mapping[str, Any]) -> ItemFilter:
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
