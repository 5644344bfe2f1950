"""The pages about requests: their list, its newer rows, and one request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases.inspector import log
from mock_connectcases.inspector.call_summary import summarize_call
from mock_connectcases.inspector.conditions import conditions_without_option
from mock_connectcases.inspector.copying import copies
from mock_connectcases.inspector.error_reasons import entry_reasons, reason
from mock_connectcases.inspector.log import Filter
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
    lines, calls = log.lines(context.snapshot), context.snapshot.calls
    wanted = Filter.read(query)
    found = wanted.select(lines)
    after = first(query, "before")
    older = found
    if after:
        keys = [line.key for line in lines]
        older = wanted.select(lines[keys.index(context.line(after).key) + 1 :])
    shown = older[:MOST_REQUESTS]
    return context.render(
        "log.html",
        here="Requests",
        wanted=wanted,
        rows=context.rows(shown),
        count=len(found),
        newest="" if after else (lines[0].key if lines else ""),
        is_live=not after,
        older=f"{wanted.query}&before={shown[-1].key}" if len(older) > len(shown) else "",
        operations=sorted({line.call.operation for line in lines if line.call.operation}),
        statuses=sorted({log.status_of(line.call) for line in lines}),
        forgotten=calls.forgotten_message if calls.forgotten else "",
    )


def newer_rows(context: PageContext, key: str, wanted: Filter) -> Response:
    """Return the newer rows; where all are new, make the page load again."""
    lines = log.newer(context.snapshot, key)
    if lines is None:
        return page("", headers={"HX-Refresh": "true"})
    if not lines:
        return Response(204, {}, b"")
    return context.render(
        "newer.html",
        wanted=wanted,
        rows=context.rows(wanted.select(lines)),
        newest=lines[0].key,
    )


def request_page(context: PageContext, key: str, query: QueryString, endpoint: str) -> Response:
    """Return one request, with copies of it for the endpoint of the server."""
    line, wanted = context.line(key), Filter.read(query)
    before, after = log.neighbours(line, wanted.select(log.lines(context.snapshot)))
    kind = first(query, "as")
    return context.render(
        "call.html",
        here="Requests",
        line=line,
        summary=summarize_call(context.snapshot, line.call),
        before=before,
        after=after,
        wanted=wanted,
        reason=reason(context.snapshot, line.call),
        entry_reasons=entry_reasons(context.snapshot, line.call),
        hints=conditions_without_option(context.snapshot, line.call),
        copies=copies(line.call, kind, endpoint) if line.is_call else None,
    )
