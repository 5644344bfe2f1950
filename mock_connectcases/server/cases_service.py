"""Answers requests to Amazon Connect Cases: finds account and region, and calls the service."""

from __future__ import annotations

import logging
from time import perf_counter
from typing import TYPE_CHECKING

from mock_connectcases import clock, service
from mock_connectcases.connectcases.accounts import principal_of
from mock_connectcases.connectcases.hosts import cases_region
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.errors import UnknownRegionError, UnmockedServiceError
from mock_connectcases.server.accounts import check_account
from mock_connectcases.server.options import LONGEST_LOGGED_BODY, SHORT_WORK
from mock_connectcases.server.refusals import Refused
from mock_connectcases.toolkit.calls import Sender
from mock_connectcases.toolkit.outcomes import CONNECTION_ERRORS
from mock_connectcases.toolkit.recorded_call import RecordedCall
from mock_connectcases.toolkit.toolkit import toolkit
from mock_connectcases.wire.messages import Request, Response, Scope
from mock_connectcases.wire.protocol import protocol

if TYPE_CHECKING:
    from mock_connectcases.server.accounts import Accounts
    from mock_connectcases.server.request_log import RequestLog
    from mock_connectcases.wire.messages import ServedRequest

SIGNING_NAME = "cases"
"""The name of the service in a signature (documented: the service model's metadata)."""

NO_ANSWER = 0
"""The status of a response that an injected fault discards."""

_CREATES_STORE = "CreateDomain"
"""The only operation that creates a resource in an empty store: for others none is stored."""

_SEARCH_PREFIX = "Search"
"""The prefix of the operations that take longer the more cases exist."""

_LOGGER = logging.getLogger("mock_connectcases.server")


class CasesService:
    """The service in all accounts and regions."""

    def __init__(self, log: RequestLog, region: str, accounts: Accounts) -> None:
        self._log = log
        self._accounts = accounts
        self._region = region

    def answer(self, request: ServedRequest, scope: Scope | None) -> Response:
        """Answer a request; an error of the request or of the mock is a response too.

        Raises:
            ConnectionAbortedError: an injected fault ends the connection without a response.
        """
        began = perf_counter()
        account = region = None
        reached = False
        try:
            region = self._region_of(request, scope)
            account = self._accounts.of(request.headers, region)
            response = _handle(request, account, region)
            reached = True
        except Refused as refused:
            response = refused.response
        except CONNECTION_ERRORS:
            reached = True
            response = Response(NO_ANSWER, {}, b"")
        except Exception as error:
            is_of_test = toolkit.injections.have_raised(error)
            origin = "the predicate of a fault or delay" if is_of_test else "mock_connectcases"
            _LOGGER.exception("a bug of %s, at %s %s", origin, request.method, request.target)
            response = (_predicate_error(error) if is_of_test else internal_error()).response
        hint = None
        if scope is None and account is not None:
            hint = f"The request is not signed: it was taken as one of account {account}, {region}."
        self._record(request, response, began, account, region, hint, reached=reached)
        if response.status == NO_ANSWER:
            raise ConnectionAbortedError
        return response

    def answer_stubbed(self, request: ServedRequest, scope: Scope | None) -> Response | None:
        """Answer a request to another service with a stub; return None without one."""
        if not toolkit.stubs.active:
            return None
        began = perf_counter()
        region = self._region if scope is None else scope.region
        account = self._accounts.of(request.headers, region)
        reached = False
        try:
            answered = toolkit.stubs.answer(request, Sender(account, region))
            if answered is None:
                return None
            response, reached = answered, True
        except UnmockedServiceError as error:
            response = Refused(404, "UnknownOperationException", str(error)).response
        except Exception as error:
            _LOGGER.exception("a bug of the predicate of a stub, at %s", request.target)
            response = _predicate_error(error).response
        self._record(request, response, began, account, region, reached=reached)
        return response

    def _record(
        self,
        request: ServedRequest,
        response: Response,
        began: float,
        account: str | None,
        region: str | None,
        hint: str | None = None,
        *,
        reached: bool,
    ) -> None:
        elapsed = (perf_counter() - began) * 1000
        if reached:
            self._log.add(request, elapsed, hint)
            return
        brief = request._replace(body=request.body[:LONGEST_LOGGED_BODY])
        operation = _operation_of(request) or ""
        entry = (operation, brief, response, account or "", region or "", clock.now_of(account))
        self._log.add(brief, elapsed, hint, RecordedCall(entry, 0))

    def is_short(self, request: Request, scope: Scope | None) -> bool:
        """Return whether a request takes a few milliseconds at most."""
        work = len(request.body)
        operation = _operation_of(request)
        if operation is not None and operation.startswith(_SEARCH_PREFIX):
            region = self._region if scope is None else scope.region
            store = connectcases_backends.find(self._accounts.of(request.headers, region), region)
            domains = [] if store is None else list(store.domains.values())
            # Without a filter it reads the cases too.
            work = (100 + work) * max((1 + len(each.cases) for each in domains), default=1)
        return work <= SHORT_WORK

    def _region_of(self, request: Request, scope: Scope | None) -> str:
        """Return the region, which is guessed without a signature; raises Refused."""
        if scope is None:
            return cases_region(request.headers.get("Host", "")) or self._region
        if scope.service != SIGNING_NAME:
            raise _other_service(scope.service)
        return scope.region


def _handle(request: Request, account: str, region: str) -> Response:
    check_account(account)
    try:
        is_stored = _operation_of(request) == _CREATES_STORE
        store = connectcases_backends.store_of(account, region, is_stored=is_stored)
    except UnknownRegionError as error:
        raise Refused(400, "UnknownRegionException", str(error)) from None
    return service.handle(
        request,
        store,
        principal=lambda: principal_of(request.headers, account, store.partition),
    )


def _operation_of(request: Request) -> str | None:
    match = protocol().route(request.method, request.target)
    return None if match is None else match.endpoint.name


def internal_error() -> Refused:
    """Return the refusal for a bug of the mock; the server's log has the traceback."""
    return Refused(
        500, "InternalServerException", "The mock failed; its log has the traceback. A bug of ours."
    )


def _predicate_error(error: Exception) -> Refused:
    return Refused(
        500,
        "InternalServerException",
        f"The predicate (when) of an injected fault, delay or stub raised {error!r:.500}.",
    )


def _other_service(name: str) -> Refused:
    return Refused(
        404,
        "UnknownOperationException",
        f"This server answers for Amazon Connect Cases only, and the request is signed for"
        f" {name!r:.100}. To serve moto's other services too, start it with"
        " --with-moto; --stubs FILE has answers of services that moto does not mock.",
    )
