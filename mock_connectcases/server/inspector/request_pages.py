"""The pages about requests: their list, its newer rows, and one request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases.inspector import log
from mock_connectcases.inspector.call_summary import summarize_call
from mock_connectcases.inspector.conditions import conditions_without_option
from mock_connectcases.inspector.copying import copies
from mock_connectcases.inspector.error_reasons import reasons
from mock_connectcases.inspector.log import LogFilter
from mock_connectcases.inspector.query_string import first
from mock_connectcases.server.inspector.responses import page
from mock_connectcases.wire.messages import Response

if TYPE_CHECKING:
    from mock_connectcases.inspector.query_string import QueryString
    from mock_connectcases.server.inspector.page_context import PageContext

MOST_REQUESTS = 200
"""The number of requests in a list, the latest first."""


def list_page(context: PageContext, query: QueryString) -> Response:
    """Return the list of requests, or the part of it that is older than one."""
    requests, calls = log.requests(context.snapshot), context.snapshot.calls
    wanted = LogFilter.read(query)
    found = wanted.select(requests)
    after = first(query, "before")
    older = found
    if after:
        keys = [log.key_of(each) for each in requests]
        older = wanted.select(requests[keys.index(log.key_of(context.call(after))) + 1 :])
    shown = older[:MOST_REQUESTS]
    return context.render(
        "log.html",
        here="Requests",
        wanted=wanted,
        rows=context.rows(shown),
        count=len(found),
        newest="" if after else (log.key_of(requests[0]) if requests else ""),
        is_live=not after,
        older=f"{wanted.query}&before={log.key_of(shown[-1])}" if len(older) > len(shown) else "",
        operations=sorted({each.operation for each in requests if each.operation}),
        statuses=sorted({log.status_of(each) for each in requests}),
        forgotten=calls.forgotten_message if calls.forgotten else "",
    )


def newer_rows(context: PageContext, key: str, wanted: LogFilter) -> Response:
    """Return the newer rows; where all are new, make the page load again."""
    newer = log.newer(context.snapshot, key)
    if newer is None:
        return page("", headers={"HX-Refresh": "true"})
    if not newer:
        return Response(204, {}, b"")
    return context.render(
        "newer.html",
        wanted=wanted,
        rows=context.rows(wanted.select(newer)),
        newest=log.key_of(newer[0]),
    )


def request_page(context: PageContext, key: str, query: QueryString, endpoint: str) -> Response:
    """Return one request, with copies of it for the endpoint of the server."""
    call, wanted = context.call(key), LogFilter.read(query)
    before, after = log.neighbours(call, wanted.select(log.requests(context.snapshot)))
    kind = first(query, "as")
    return context.render(
        "call.html",
        here="Requests",
        call=call,
        summary=summarize_call(context.snapshot, call),
        before=before,
        after=after,
        wanted=wanted,
        reasons=reasons(context.snapshot, call),
        advice=conditions_without_option(context.snapshot, call),
        copies=copies(call, kind, endpoint) if call.number else None,
    )
