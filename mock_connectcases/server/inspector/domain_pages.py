"""The pages about a domain: its data model, its cases, and one case."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from mock_connectcases.inspector import log
from mock_connectcases.inspector.case_list import (
    OTHER_COLUMNS,
    Query,
    operators,
    search,
    sort_orders,
)
from mock_connectcases.inspector.case_view import case_view, slas
from mock_connectcases.inspector.copying import search_in_boto3
from mock_connectcases.inspector.data_model import data_model
from mock_connectcases.inspector.events import events_of
from mock_connectcases.inspector.overview import summarize_domain
from mock_connectcases.inspector.values import Names
from mock_connectcases.resources import system_fields
from mock_connectcases.resources.related_item import COMMENT, CONTACT
from mock_connectcases.server.inspector import links
from mock_connectcases.server.inspector.page_context import NotFoundError
from mock_connectcases.server.inspector.request_pages import MOST_REQUESTS
from mock_connectcases.toolkit.toolkit import toolkit

if TYPE_CHECKING:
    from mock_connectcases.inspector.query_string import QueryString
    from mock_connectcases.inspector.snapshot import Place
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.server.inspector.page_context import PageContext
    from mock_connectcases.store import Store
    from mock_connectcases.wire.messages import Response


def domain_page(
    context: PageContext, place: Place, rest: list[str], query: QueryString
) -> Response:
    """Return the page at the rest of an address of a domain; raises NotFoundError."""
    try:
        store, domain = context.snapshot.domain(place)
    except LookupError:
        raise NotFoundError(
            "No such domain",
            f"Account {place.account_id:.100} has no domain {place.domain_id!r:.200} in"
            f" {place.region:.100}.",
            links.home(),
            "Overview",
        ) from None
    match rest:
        case []:
            with store.lock:
                model, head = data_model(domain), summarize_domain(place, domain)
            return context.render(
                "domain.html", here="Overview", domain=head, tab="model", model=model
            )
        case ["cases"]:
            return _cases(context, place, store, domain, query)
        case ["cases", case_id]:
            return _case(context, place, store, domain, case_id)
        case ["cases", case_id, "slas"]:
            return _slas(context, store, domain, case_id)
    raise context.no_page()


def _cases(
    context: PageContext, place: Place, store: Store, domain: Domain, query: QueryString
) -> Response:
    form = Query.read(query)
    found = search(store, domain, form, context.snapshot.now)
    with store.lock:
        head = summarize_domain(place, domain)
        fields = sorted(domain.fields.values(), key=lambda each: (each.is_system, each.name))
    return context.render(
        "cases.html",
        400 if found.refusal else 200,
        here="Overview",
        domain=head,
        tab="cases",
        query=form,
        fields=fields,
        operators=operators(),
        orders=sort_orders(),
        others=OTHER_COLUMNS,
        found=found,
        sorting={
            each.key: _query(query, sort=each.key, order=each.next_order, token="")
            for each in found.columns
            if each.next_order
        },
        next_page=_query(query, token=found.next_token) if found.next_token else "",
        boto3=search_in_boto3(found.params),
        search_lag=toolkit.search_lag_of(place.account_id),
    )


def _slas(context: PageContext, store: Store, domain: Domain, case_id: str) -> Response:
    """Return the SLAs of a case alone; a deleted case has none."""
    with store.lock:
        case = domain.cases.get(case_id)
        found = [] if case is None else slas(Names(domain), case, context.snapshot.now)
    return context.render("slas.html", slas=found)


def _case(
    context: PageContext, place: Place, store: Store, domain: Domain, case_id: str
) -> Response:
    with store.lock:
        case = domain.cases.get(case_id)
        if case is not None:
            view = case_view(domain, case, context.snapshot.now)
            names = {case_id, str(case.values.get(system_fields.REFERENCE_ID))}
            other_status = system_fields.OPEN if case.is_closed else system_fields.CLOSED
    events = events_of(context.snapshot, place, case_id)
    if case is None:
        raise NotFoundError(
            "No such case",
            f"Domain {domain.name!r} has no case {case_id!r:.200}.",
            links.cases(place),
            f"The cases of {domain.name}",
            events=events,
            rows=context.rows(log.naming(context.snapshot, {case_id})),
        )
    return context.render(
        "case.html",
        here="Overview",
        place=place,
        domain_name=domain.name,
        case=view,
        slas=view.slas,
        actions=[
            ("Comment", "CreateRelatedItem", COMMENT),
            ("Add a contact", "CreateRelatedItem", CONTACT),
            ("Update", "UpdateCase", ""),
            (
                "Reopen" if other_status == system_fields.OPEN else "Close",
                "UpdateCase",
                other_status,
            ),
            ("Any other call", "GetCase", ""),
        ],
        events=events,
        events_are_on=domain.event_configuration.enabled,
        rows=context.rows(log.naming(context.snapshot, names)[:MOST_REQUESTS]),
    )


def _query(query: QueryString, **changes: str) -> str:
    """Return a query string with other values; an empty one is left out."""
    changed = {name: [each] for name, each in changes.items() if each}
    others = {name: each for name, each in query.items() if name not in changes}
    return f"?{urlencode(others | changed, doseq=True)}"
