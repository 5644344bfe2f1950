"""What searches mean: each case tested by itself, everything sorted, no index anywhere."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from mock_connectcases.resources.related_item import Contact, Custom
from mock_connectcases.resources.sla import Sla

if TYPE_CHECKING:
    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.related_item import RelatedItem

Query = dict[str, Any]
"""The parameters of a search, as boto3 takes them."""

SEARCHED = {"Text", "Url", "SingleSelect"}


def find(domain: Domain, query: Query, now: datetime) -> list[Case]:
    """Return the cases that SearchCases finds, in order."""
    cases = sorted(domain.cases.values(), key=lambda case: -case.change_number)
    if "filter" in query:
        cases = [case for case in cases if holds(domain, case, query["filter"], now)]
    if query.get("searchTerm"):
        wanted = words(query["searchTerm"])
        cases = [case for case in cases if wanted and wanted <= words_of(domain, case)]
    if query.get("sorts"):
        cases.sort(key=lambda case: case.number)
    for each in reversed(query.get("sorts", ())):
        type_ = domain.fields[each["fieldId"]].type
        places = {
            case.case_id: place(type_, value_of(case, each["fieldId"], now)) for case in cases
        }
        there = [case for case in cases if places[case.case_id] is not None]
        there.sort(
            key=lambda case: places[case.case_id],
            reverse=each["sortOrder"] == "Desc",
        )
        cases = there + [case for case in cases if places[case.case_id] is None]
    return cases


def holds(domain: Domain, case: Any, filter_: dict[str, Any], now: datetime) -> bool:
    """Say what a filter means for one case, or for one custom item."""
    ((arm, given),) = filter_.items()
    if arm == "not":
        return not holds(domain, case, given, now)
    if arm == "andAll":
        return all(holds(domain, case, each, now) for each in given)
    if arm == "orAll":
        return any(holds(domain, case, each, now) for each in given)
    if arm == "tag":
        wanted = given["equalTo"].items()
        return any(
            all((key if name == "key" else value) == text for name, text in wanted)
            for key, value in case.tags.items()
        )
    return compares(domain, case, given, now)


def compares(domain: Domain, case: Any, comparison: dict[str, Any], now: datetime) -> bool:
    """Say what a comparison of a field means."""
    ((operator, operand),) = comparison.items()
    type_ = domain.fields[operand["id"]].type
    value: Any = value_of(case, operand["id"], now)
    ((union, other),) = operand["value"].items()
    if union == "emptyValue" or value is None:
        return union == "emptyValue" and value is None
    if operator == "contains":
        return other.casefold() in value.casefold()
    if type_ == "DateTime":
        value, other = instant(value), instant(other)
    return {
        "equalTo": lambda: bool(value == other),
        "greaterThan": lambda: bool(value > other),
        "greaterThanOrEqualTo": lambda: bool(value >= other),
        "lessThan": lambda: bool(value < other),
        "lessThanOrEqualTo": lambda: bool(value <= other),
    }[operator]()


def value_of(case: Any, field_id: str, now: datetime) -> Any:
    """Return a value of a case or of a custom item."""
    if field_id != "next_sla_breach_datetime" or not hasattr(case, "related_items"):
        return case.values.get(field_id)
    targets = [
        item.content.target_time
        for item in case.related_items.values()
        if isinstance(item.content, Sla)
        and item.content.completion_time is None
        and now <= item.content.target_time
    ]
    return min(targets).isoformat() if targets else None


def place(type_: str, value: Any) -> Any:
    """Return what a value is sorted by."""
    if value is None or value != value:  # noqa: PLR0124 - true of NaN
        return None
    if type_ == "DateTime":
        return instant(value)
    return value.casefold()[:256] if isinstance(value, str) else value


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(timezone.utc)


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def words_of(domain: Domain, case: Case) -> set[str]:
    """Return the words of a case."""
    found: set[str] = set()
    for field_id, value in case.values.items():
        if domain.fields[field_id].type in SEARCHED:
            found |= words(str(value))
    return found


def find_items(domain: Domain, query: Query, now: datetime) -> list[RelatedItem]:
    """Return the related items that SearchAllRelatedItems finds, in order."""
    filters = query.get("filters", [])
    items = [
        item
        for case in domain.cases.values()
        for item in case.related_items.values()
        if not filters or any(item_holds(domain, item, each, now) for each in filters)
    ]
    sorts = query.get("sorts") or [{"sortProperty": "AssociationTime", "sortOrder": "Desc"}]
    items.sort(key=lambda item: item.number, reverse=sorts[0]["sortOrder"] == "Desc")
    for each in reversed(sorts):
        by = _association_time if each["sortProperty"] == "AssociationTime" else _case_id
        items.sort(key=by, reverse=each["sortOrder"] == "Desc")
    return items


def _association_time(item: RelatedItem) -> Any:
    return item.association_time


def _case_id(item: RelatedItem) -> Any:
    return item.case_id


def item_holds(domain: Domain, item: RelatedItem, filter_: dict[str, Any], now: datetime) -> bool:
    """Say what a filter means for one related item."""
    ((arm, given),) = filter_.items()
    content = item.content
    if arm.lower() != item.type.lower():
        return False
    if isinstance(content, Contact):
        return bool(given.get("contactArn", content.contact_arn) == content.contact_arn)
    if isinstance(content, Sla):
        return bool(given.get("status", content.status(now)) == content.status(now))
    if isinstance(content, Custom) and "fields" in given:
        return holds(domain, _Values(content, item), given["fields"], now)
    return True


class _Values:
    """A custom item as a filter sees it."""

    def __init__(self, content: Custom, item: RelatedItem) -> None:
        self.values = content.values
        self.tags = item.tags
