"""SearchCases, SearchRelatedItems, SearchAllRelatedItems."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from mock_connectcases.operations.cases import case_writer, find_fields
from mock_connectcases.operations.contents import write_content
from mock_connectcases.operations.users import user_union
from mock_connectcases.resources import field_value, sla, system_fields
from mock_connectcases.resources.case import Case
from mock_connectcases.resources.case_values import find_requested_field
from mock_connectcases.resources.related_item import Comment, ConnectCase, Contact, Custom, File
from mock_connectcases.resources.sla import Sla
from mock_connectcases.search import filters
from mock_connectcases.search.case_search import find_cases, page_of_cases
from mock_connectcases.search.paging import Pager
from mock_connectcases.search.related_items import (
    ASSOCIATION_TIME,
    SORT_PROPERTIES,
    CustomItem,
    any_of,
    find_items,
    of_type,
    sort_of_items,
)
from mock_connectcases.wire.model import known_value
from mock_connectcases.wire.serializing import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from mock_connectcases.operations.call import Call, Params, Result
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.related_item import RelatedItem
    from mock_connectcases.search.related_items import ItemTest

DEFAULT_CASES_PER_PAGE = 25
"""Documented with SearchCases: "When no value is provided, 25 is the default"."""

_COMBINATIONS: Mapping[str, type[filters.AllOf | filters.AnyOf]] = {
    "andAll": filters.AllOf,
    "orAll": filters.AnyOf,
}


def search_cases(call: Call, params: Params) -> Result:
    """Find cases by filter and quick search, the most recently changed first unless sorted.

    That order is documented for the website.  A new case is found at once (assumed) unless the call
    has a search lag; without ``fields`` no values come back (observed).  Raises ValidationException
    for filters and sorts on unknown fields, unsuitable operators and foreign page tokens (all
    assumed).
    """
    domain = call.domain(params)
    filter_ = _read_case_filter(domain, params["filter"]) if "filter" in params else None
    tests = [_is_older_than(call.now() - call.search_lag)] if call.search_lag else []
    sorts = [
        (field, _is_descending(each["sortOrder"]))
        for each in params.get("sorts", ())
        if (field := find_requested_field(domain, each["fieldId"])) is not None
    ]
    writer, values_of = case_writer(find_fields(domain, params.get("fields", ())))
    pager: Pager[Case] = Pager(call.operation, params, default_size=DEFAULT_CASES_PER_PAGE)
    pause = call.store.pause
    found = find_cases(domain, filter_, params.get("searchTerm"), tests, pause=pause)
    page, token = page_of_cases(domain, pager, sorts, found)
    cases = [
        writer.write_item(case.case_id, case.template_id, values_of(case), case.tags)
        for case in page
    ]
    count = len(domain.cases if found is None else found)
    return {"cases": Written.join(cases), "nextToken": token, "totalCount": count}


def _is_older_than(latest: datetime) -> Callable[[Case], bool]:
    """Return a test for cases created by a time; changes and deletions never lag (ours)."""

    def is_older(case: Case) -> bool:
        # A seed may give the time of creation in any form, or none.
        created = field_value.moment(str(case.values.get(system_fields.CREATED_DATETIME)))
        return created is None or created <= latest

    return is_older


def search_related_items(call: Call, params: Params) -> Result:
    """Find related items of one case, the newest first (observed).

    Items that match any filter are found (assumed, as in SearchAllRelatedItems).
    """
    domain, case = call.find(Case, params)
    now = call.now()
    test = any_of(_read_item_filters(domain, params, now))
    pager: Pager[RelatedItem] = Pager(call.operation, params)
    latest_first = sorted(case.related_items.values(), key=attrgetter("number"), reverse=True)
    page, token = pager.page((-item.number, item) for item in latest_first if test(item))
    found = [_write_item(domain, item, now) for item in page]
    return {"relatedItems": found, "nextToken": token}


def search_all_related_items(call: Call, params: Params) -> Result:
    """Find related items of all cases, the newest first unless sorted (assumed).

    Documented: items that match any filter are found, and the first sort takes precedence.
    """
    domain = call.domain(params)
    now = call.now()
    test = any_of(_read_item_filters(domain, params, now))
    sorts = [
        (
            known_value(each["sortProperty"], "sortProperty", SORT_PROPERTIES),
            _is_descending(each["sortOrder"]),
        )
        for each in params.get("sorts", ())
    ] or [(ASSOCIATION_TIME, True)]
    pager: Pager[RelatedItem] = Pager(call.operation, params)
    page, token = sort_of_items(sorts).page(
        pager, lambda _start, _size: find_items(domain, test, call.store.pause)
    )
    found = [{**_write_item(domain, item, now), "caseId": item.case_id} for item in page]
    return {"relatedItems": found, "nextToken": token}


def _is_descending(order: str) -> bool:
    return known_value(order, "sortOrder", ("Asc", "Desc")) == "Desc"


def _read_case_filter(domain: Domain, union: Mapping[str, Any]) -> filters.Filter:
    """Turn the union of the wire into a filter tree; custom item filters are a subset of it."""
    ((arm, given),) = union.items()
    match arm:
        case "field":
            return _read_comparison(domain, given)
        case "tag":
            condition = given["equalTo"]
            return filters.TagCondition(condition.get("key"), condition.get("value"))
        case "not":
            return filters.negate(_read_case_filter(domain, given))
        case _:
            parts = [_read_case_filter(domain, each) for each in given]
            return filters.join(_COMBINATIONS[arm], parts)


def _read_comparison(domain: Domain, union: Mapping[str, Any]) -> filters.Filter:
    ((operator, given),) = union.items()
    field = find_requested_field(domain, given["id"])
    if field is None:
        return filters.AnyOf(())
    return filters.Comparison(field, operator, field_value.read_operand(field, given["value"]))


def _read_item_filters(domain: Domain, params: Params, now: datetime) -> list[ItemTest]:
    compilation = filters.Compilation()
    tests = [
        _read_item_filter(domain, each, now, compilation) for each in params.get("filters", ())
    ]
    compilation.check_count("filters")
    return tests


def _read_item_filter(
    domain: Domain, union: Mapping[str, Any], now: datetime, compilation: filters.Compilation
) -> ItemTest:
    ((arm, given),) = union.items()
    match arm:
        case "comment":  # the API has no way to search their text (documented)
            return of_type(Comment)
        case "contact":
            channels = given.get("channel")
            return of_type(
                Contact,
                lambda item: not channels or item.content.channel in channels,
                contact_arn=given.get("contactArn"),
            )
        case "file":
            return of_type(File, file_arn=given.get("fileArn"))
        case "sla":
            status = given.get("status")
            if status is not None:
                known_value(status, "status", sla.STATUSES)
            return of_type(
                Sla,
                lambda item: status in (None, item.content.status(now)),
                name=given.get("name"),
            )
        case "connectCase":
            return of_type(ConnectCase, case_id=given.get("caseId"))
        case _:
            fields = given.get("fields", {"andAll": []})
            test = compilation.compile(_read_case_filter(domain, fields))
            return of_type(
                Custom,
                lambda item: test(CustomItem(item.content.values, item.tags)),
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
