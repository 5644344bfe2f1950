"""The single entry point: requests of clients reach operations here, and seeds call them alone.

Rule of this file: no I/O, and one place where an operation's name, its input and its result or
error are known together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from email.utils import format_datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from mock_connectcases import clock, ids
from mock_connectcases.errors import ServiceError, UnknownOperationException
from mock_connectcases.operations import OPERATIONS
from mock_connectcases.operations.call import Call, OperationFunction, entry_rules
from mock_connectcases.operations.merge import settle_merges
from mock_connectcases.toolkit.outcomes import CONNECTION_ERRORS
from mock_connectcases.toolkit.toolkit import Toolkit, toolkit
from mock_connectcases.wire.messages import Request, Response
from mock_connectcases.wire.model import unanswered
from mock_connectcases.wire.protocol import Protocol, protocol

if TYPE_CHECKING:
    from mock_connectcases.resources.case_event import CaseEvent
    from mock_connectcases.store import Store
    from mock_connectcases.wire.operation import Operation
    from mock_connectcases.wire.routing import Match

_NOTHING = timedelta(0)
_SECOND = timedelta(seconds=1)


class Service:
    """Answers requests with a table of operation functions, by operation name."""

    def __init__(
        self,
        operations: Mapping[str, OperationFunction],
        wire: Protocol,
        tools: Toolkit | None = None,
        *,
        settles: bool = True,
    ) -> None:
        self._operations = operations
        self._wire = wire
        tools = tools or Toolkit()
        self._injections = tools.injections
        self._log = tools.log
        self._tools = tools
        self._settles = settles
        """Whether a request finishes the merges that are due."""

    def handle(self, request: Request, store: Store, *, principal: Callable[[], str]) -> Response:
        """Answer one request; the operation runs alone on its store.

        Every error that AWS could send becomes a response.  A connection error that a test injects
        is raised, for the caller to pass on.  Any other exception is a bug of this package and
        passes through.
        """
        if clock.differs_by_account():
            with clock.of_account(store.account_id):
                return self._answer(request, store, principal)
        return self._answer(request, store, principal)

    def _answer(self, request: Request, store: Store, principal: Callable[[], str]) -> Response:
        match = self._wire.route(request.method, request.target)
        operation = "" if match is None else match.endpoint.name
        try:
            response = self._dispatch(match, request, store, principal)
        except ServiceError as error:
            status, headers, body = self._wire.write_error(error)
            response = _response(status, body, headers, error.rule)
        except CONNECTION_ERRORS as error:
            self._log.add(operation, request, error, store)
            raise
        self._log.add(operation, request, response, store)
        return response

    def _dispatch(
        self,
        match: Match[Operation] | None,
        request: Request,
        store: Store,
        principal: Callable[[], str],
    ) -> Response:
        if match is None:
            raise self._unrouted(request)
        operation = match.endpoint
        function = self._operations.get(operation.name)
        if function is None:
            raise unanswered(f"operation {operation.name}")
        params = operation.read(match.labels, match.query, request.body)
        if operation.name in self._injections.active:
            url = f"https://cases.{store.region}.amazonaws.com{request.target}"
            with self._injections.around(operation.name, params, url, store.account_id):
                return self._execute(operation, function, params, store, principal)
        return self._execute(operation, function, params, store, principal)

    def _execute(
        self,
        operation: Operation,
        function: OperationFunction,
        params: dict[str, Any],
        store: Store,
        principal: Callable[[], str],
    ) -> Response:
        case_events: list[CaseEvent] = []
        try:
            with store.lock:
                try:
                    if self._settles:
                        settle_merges(store)
                    lag = self._tools.search_lag_of(store.account_id)
                    result = function(Call(operation.name, store, principal, lag), params)
                    # Written under the lock too: a result may share lists with its resources.
                    body = operation.write(result)
                finally:
                    case_events = store.take_undelivered()
        finally:
            # A request that is refused may have settled a merge.
            if case_events:
                store.deliver(case_events)
        refusing = entry_rules(result) if result and operation.name.startswith("Batch") else ()
        return _response(operation.status, body, {}, entry_rules=refusing)

    def _unrouted(self, request: Request) -> UnknownOperationException:
        path = request.target.partition("?")[0]
        methods = self._wire.methods(request.target)
        hint = f" This path has {' and '.join(methods)}." if methods else ""
        return UnknownOperationException(
            f"Amazon Connect Cases has no operation for {request.method} {path:.200}.{hint}"
        )


def handle(request: Request, store: Store, *, principal: Callable[[], str]) -> Response:
    """Answer one request with the operations of this release; see ``Service.handle``."""
    return _service().handle(request, store, principal=principal)


@cache
def _service() -> Service:
    return Service(OPERATIONS, protocol(), toolkit)


def _response(
    status: int,
    body: bytes,
    headers: dict[str, str],
    rule: str = "",
    entry_rules: tuple[str, ...] = (),
) -> Response:
    headers["Content-Type"] = "application/json"
    headers["Content-Length"] = str(len(body))
    headers["Date"] = _date()
    headers["x-amzn-RequestId"] = ids.new_request_id()
    return Response(status, headers, body, rule, entry_rules)


_latest_date = (clock.process_now(), "")
"""The latest date and its text: most answers are written within the same second."""


def _date() -> str:
    global _latest_date  # noqa: PLW0603 - one assignment, so threads see either date whole
    second, text = _latest_date
    # Clients correct their own clock by this date, so it follows the clock of the process.
    now = clock.process_now()
    if not text or not _NOTHING <= now - second < _SECOND:
        second = now.replace(microsecond=0)
        text = format_datetime(second, usegmt=True)
        _latest_date = (second, text)
    return text
