"""The cases of a domain as SearchCases finds them, for the query of a page's form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.connectcases.direct_call import CallRefused
from mock_connectcases.inspector import queries
from mock_connectcases.inspector.case_view import slas
from mock_connectcases.inspector.query_string import first
from mock_connectcases.inspector.values import DisplayValue, Names, in_words
from mock_connectcases.resources import field_value, system_fields
from mock_connectcases.resources.field import BOOLEAN, NUMBER
from mock_connectcases.wire.model import service_model

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mock_connectcases.inspector.case_view import SlaView
    from mock_connectcases.inspector.query_string import QueryString
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.store import Store

TAG = "tag:"
"""The field of a condition about a tag, with a value such as ``key=value``."""

_NEGATION = "not "
TEMPLATE = "template"
SLAS = "slas"
OTHER_COLUMNS = {TEMPLATE: "Template", SLAS: "SLA"}
"""The names of the columns that are no fields, by their names in addresses."""

_COLUMNS = (
    system_fields.STATUS,
    TEMPLATE,
    system_fields.CUSTOMER_ID,
    SLAS,
    system_fields.ASSIGNED_USER,
    system_fields.LAST_UPDATED_DATETIME,
)
_TRUTHS = {"yes": True, "true": True, "no": False, "false": False}


class CaseCondition(NamedTuple):
    """One row of the form: a field or tag, an operator, which may be negated, and a value."""

    field: str
    operator: str
    value: str


class Query(NamedTuple):
    """The query of the form; everything is text, as sent."""

    term: str
    any_of: bool
    conditions: list[CaseCondition]
    filter: str
    """A filter as JSON, as the API has it; joined with the conditions."""
    sorts: list[tuple[str, str]]
    """Field id and ``Asc`` or ``Desc``."""
    columns: list[str]
    """The chosen columns: field ids, or names of other columns."""
    token: str

    @classmethod
    def read(cls, given: QueryString) -> Query:
        """Read a query string, which may lack any field."""

        def rows(*names: str) -> Iterator[tuple[str, ...]]:
            return zip(*(given.get(name, ()) for name in names), strict=False)

        return cls(
            term=first(given, "q"),
            any_of=first(given, "match") == "any",
            conditions=[CaseCondition(*row) for row in rows("field", "op", "value") if row[0]],
            filter=first(given, "filter"),
            sorts=[(row[0], row[1]) for row in rows("sort", "order") if row[0]],
            columns=list(dict.fromkeys(given.get("column", ()))),
            token=first(given, "token"),
        )

    @property
    def condition_rows(self) -> list[CaseCondition]:
        """The rows of the form, with an empty one to fill in."""
        return [*self.conditions, CaseCondition("", "", "")]

    @property
    def sort_rows(self) -> list[tuple[str, str]]:
        """The rows of sorts, with an empty one to fill in."""
        return [*self.sorts, ("", "")]


class Column(NamedTuple):
    """One column: a field or another one, and how a click sorts by it."""

    key: str
    name: str
    order: str
    """The order of the list by it, if it is sorted by it first."""
    next_order: str
    """The order after a click; empty if SearchCases cannot sort by it."""


class Cell(NamedTuple):
    """A value of a case, or its SLAs in the column of these."""

    value: DisplayValue
    slas: list[SlaView]


class CaseRow(NamedTuple):
    """One case of the result."""

    case_id: str
    title: str
    cells: list[Cell]
    """Its values in the order of the columns."""
    tags: dict[str, str]


class CaseList(NamedTuple):
    """One page of the result, and the request that finds it."""

    params: dict[str, Any]
    columns: list[Column]
    """The title first."""
    rows: list[CaseRow]
    total: int | None
    """The number of cases that match; an older service model has no member for it."""
    next_token: str
    refusal: str
    """Why there is no result: the error of the request, or what is wrong in the form."""


def operators() -> list[tuple[str, str]]:
    """Return the operators of the service model, each with its words."""
    names = service_model().shape_for("FieldFilter").members
    plain = [(name, in_words(name).lower()) for name in names]
    return [*plain, *((f"{_NEGATION}{name}", f"not {words}") for name, words in plain)]


def sort_orders() -> list[str]:
    """Return the orders of the service model."""
    orders: list[str] = service_model().shape_for("Order").enum
    return orders


def search(store: Store, domain: Domain, query: Query, now: datetime) -> CaseList:
    """Search the cases of a domain."""
    sorted_by = [field_id for field_id, _ in query.sorts]
    more = [] if query.columns else [*(each.field for each in query.conditions), *sorted_by]
    keys = dict.fromkeys([system_fields.TITLE, *(query.columns or _COLUMNS), *more])
    chosen = {*OTHER_COLUMNS, *query.columns}  # SearchCases refuses unknown ones
    shown = [each for each in keys if each in chosen or each in domain.fields]
    params: dict[str, Any] = {"domainId": domain.domain_id}
    try:
        params |= _params(domain, query)
        params["fields"] = [{"id": each} for each in shown if each not in OTHER_COLUMNS]
        answer = queries.query(store, "SearchCases", params)
    except (ValueError, CallRefused) as error:
        return CaseList(params, [], [], None, "", str(error))
    with store.lock:
        names = Names(domain)
        rows = [_row(domain, names, shown, each, now) for each in answer["cases"]]
    columns = [_column(names, each, query) for each in shown]
    return CaseList(
        params, columns, rows, answer.get("totalCount"), answer.get("nextToken") or "", ""
    )


def _column(names: Names, key: str, query: Query) -> Column:
    if key in OTHER_COLUMNS:
        return Column(key, OTHER_COLUMNS[key], "", "")
    order = query.sorts[0][1] if query.sorts and query.sorts[0][0] == key else ""
    ascending, descending = sort_orders()[:2]
    return Column(key, names.field(key), order, descending if order == ascending else ascending)


def _params(domain: Domain, query: Query) -> dict[str, Any]:
    """Return the parameters of a query; raises ValueError with a sentence for the page."""
    params: dict[str, Any] = {}
    if query.term:
        params["searchTerm"] = query.term
    filters = [_filter(domain, each) for each in query.conditions]
    if len(filters) > 1:
        filters = [{"orAll" if query.any_of else "andAll": filters}]
    if query.filter:
        filters.append(_given_filter(query.filter))
    if filters:
        params["filter"] = filters[0] if len(filters) == 1 else {"andAll": filters}
    if query.sorts:
        params["sorts"] = [{"fieldId": each, "sortOrder": order} for each, order in query.sorts]
    if query.token:
        params["nextToken"] = query.token
    return params


def _filter(domain: Domain, condition: CaseCondition) -> dict[str, Any]:
    operator = condition.operator.removeprefix(_NEGATION)
    if condition.field == TAG:
        key, _, value = condition.value.partition("=")
        made: dict[str, Any] = {"tag": {"equalTo": {"key": key, "value": value}}}
    else:
        union = _union(domain, condition)
        made = {"field": {operator: {"id": condition.field, "value": union}}}
    return {"not": made} if operator != condition.operator else made


def _union(domain: Domain, condition: CaseCondition) -> dict[str, Any]:
    """Return a value in its wire form; no text at all means blank."""
    text = condition.value
    field = domain.fields.get(condition.field)
    if not text:
        return field_value.EMPTY
    if field is None:
        return {"stringValue": text}
    value: str | float | bool = text
    if field.type == NUMBER:
        try:
            value = float(text)
        except ValueError:
            raise ValueError(f"“{field.name}” is a number, not {text!r:.100}.") from None
    elif field.type == BOOLEAN:
        if text.lower() not in _TRUTHS:
            raise ValueError(f"“{field.name}” is yes or no, not {text!r:.100}.")
        value = _TRUTHS[text.lower()]
    return field_value.to_union(field, value)


def _given_filter(text: str) -> dict[str, Any]:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"The filter is not JSON: {error}") from None
    if not isinstance(given, dict):
        raise ValueError(  # noqa: TRY004 - all bad input alike
            'The filter is not a JSON object, such as {"not": {"field": ...}}.'
        )
    return given


def _row(
    domain: Domain, names: Names, columns: list[str], found: dict[str, Any], now: datetime
) -> CaseRow:
    values = {
        each["id"]: names.show(each["id"], value)
        for each in found["fields"]
        for value in each["value"].values()
        if not isinstance(value, dict)
    }
    case = domain.cases.get(found["caseId"])  # another thread may delete it meanwhile
    template = domain.templates.get(found["templateId"])
    values[TEMPLATE] = DisplayValue("" if template is None else template.name)
    of_case = [] if case is None else slas(names, case, now)
    cells = [
        Cell(values.get(each, DisplayValue("")), of_case if each == SLAS else [])
        for each in columns[1:]
    ]
    title = values.get(system_fields.TITLE, DisplayValue("")).text
    return CaseRow(found["caseId"], title, cells, found.get("tags") or {})
