"""The one door: every way in ends here, and nothing else reaches an operation.

Rule of this file: no I/O, and one place where an operation's name, its input and its result or
error are known together.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from email.utils import format_datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from mock_connectcases import clock, ids
from mock_connectcases.errors import ServiceError, UnknownOperationException
from mock_connectcases.operations import OPERATIONS, READS
from mock_connectcases.operations.call import Call
from mock_connectcases.toolkit.outcomes import CONNECTION_ERRORS
from mock_connectcases.toolkit.toolkit import Toolkit, toolkit
from mock_connectcases.wire.messages import Request, Response
from mock_connectcases.wire.model import botocore_version
from mock_connectcases.wire.protocol import Protocol, protocol

if TYPE_CHECKING:
    from mock_connectcases.resources.case_event import CaseEvent
    from mock_connectcases.store import Store
    from mock_connectcases.wire.operation import Operation
    from mock_connectcases.wire.routing import Match

_NOTHING = timedelta(0)
_SECOND = timedelta(seconds=1)

OperationFunction = Callable[[Call, dict[str, Any]], dict[str, Any] | None]
"""What does an operation: takes the call and its input members, returns its output members."""


class Service:
    """Answers requests with a table of operation functions, by operation name."""

    def __init__(
        self,
        operations: Mapping[str, OperationFunction],
        wire: Protocol,
        tools: Toolkit | None = None,
    ) -> None:
        self._operations = operations
        self._wire = wire
        tools = tools or Toolkit()
        self._injections = tools.injections
        self._log = tools.log

    def handle(self, request: Request, store: Store, *, principal: Callable[[], str]) -> Response:
        """Answer one request; the operation runs alone on its store.

        Every error that AWS could send is an answer.  An error of the connection, which a test has
        asked for, is raised for the way in to pass on.  Any other exception is a bug of this
        package and passes through.
        """
        match = self._wire.route(request.method, request.target)
        operation = "" if match is None else match.endpoint.name
        try:
            response = self._answered(match, request, store, principal)
        except ServiceError as error:
            status, headers, body = self._wire.write_error(error)
            response = _response(status, body, headers)
        except CONNECTION_ERRORS as error:
            self._log.add(operation, request, error, store)
            raise
        self._log.add(operation, request, response, store)
        return response

    def _answered(
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
            raise _unanswered(operation.name)
        params = operation.read(match.labels, match.query, request.body)
        if operation.name in self._injections.active:
            url = f"https://cases.{store.region}.amazonaws.com{request.target}"
            with self._injections.around(operation.name, params, url):
                return self._carried_out(operation, function, params, store, principal)
        return self._carried_out(operation, function, params, store, principal)

    def _carried_out(
        self,
        operation: Operation,
        function: OperationFunction,
        params: dict[str, Any],
        store: Store,
        principal: Callable[[], str],
    ) -> Response:
        announced: list[CaseEvent] = []
        try:
            # Written under the lock too: a result may share lists with the resources it came from.
            with store.lock:
                if operation.name not in READS:
                    store.changes += 1
                result = function(Call(operation.name, store, principal, announced), params)
                body = operation.write(result)
        finally:
            # A request that is refused may have found a merge to be finished: that has happened.
            if announced:
                store.deliver(announced)
        return _response(operation.status, body, {})

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


def _unanswered(operation: str) -> UnknownOperationException:
    # Not imported: the package itself sits above every room.
    version = sys.modules["mock_connectcases"].__version__
    return UnknownOperationException(
        f"The operation {operation} of botocore {botocore_version()} is not answered by"
        f" mock-connectcases {version}."
    )


def _response(status: int, body: bytes, headers: dict[str, str]) -> Response:
    headers["Content-Type"] = "application/json"
    headers["Content-Length"] = str(len(body))
    headers["Date"] = _date()
    headers["x-amzn-RequestId"] = ids.new_request_id()
    return Response(status, headers, body)


_latest_date = (clock.process_now(), "")
"""The last date that was written, and its text: most answers fall into the same second."""


def _date() -> str:
    global _latest_date  # noqa: PLW0603 - one assignment, so threads see either date whole
    second, text = _latest_date
    # Clients may take their own clock for wrong by it, so it stays where theirs is.
    now = clock.process_now()
    if not text or not _NOTHING <= now - second < _SECOND:
        second = now.replace(microsecond=0)
        text = format_datetime(second, usegmt=True)
        _latest_date = (second, text)
    return text
