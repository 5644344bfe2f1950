"""Answers requests to Amazon Connect Cases: finds account and region, and calls the service."""

from __future__ import annotations

import logging
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from mock_connectcases import clock, service
from mock_connectcases.connectcases.accounts import principal_of
from mock_connectcases.connectcases.hosts import cases_region
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.errors import UnknownRegionError
from mock_connectcases.server.accounts import check_account
from mock_connectcases.server.options import LONGEST_LOGGED_BODY, SHORT_WORK
from mock_connectcases.server.refusals import Refused
from mock_connectcases.server.request_log import LoggedRequest
from mock_connectcases.toolkit.outcomes import CONNECTION_ERRORS
from mock_connectcases.toolkit.toolkit import toolkit
from mock_connectcases.wire.messages import Request, Response
from mock_connectcases.wire.protocol import protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mock_connectcases.server.accounts import Accounts
    from mock_connectcases.server.request_log import RequestLog

SIGNING_NAME = "cases"
"""The name of the service in a signature (documented: the service model's metadata)."""

NO_ANSWER = 0
"""The status of a response that an injected fault discards."""

_FIRST = "CreateDomain"
"""The only operation that creates a resource in an empty store; others need no stored one."""

_SEARCHES = "Search"
"""The prefix of the operations that take longer the more cases exist."""

_LOGGER = logging.getLogger("mock_connectcases.server")
_SCOPE_PARTS = 5
_UNSIGNED = "not signed: taken as a request of the default account in the default region"


class Scope(NamedTuple):
    """The credential scope of a signature (documented: Signature Version 4)."""

    region: str
    service: str


def scope_of(headers: Mapping[str, str]) -> Scope | None:
    """Read the credential scope of a request, or nothing where it has no readable one."""
    credential = headers.get("Authorization", "").partition("Credential=")[2]
    parts = credential.partition(",")[0].split("/")
    return Scope(parts[2], parts[3]) if len(parts) == _SCOPE_PARTS else None


class Cases:
    """The service in all accounts and regions."""

    def __init__(self, log: RequestLog, region: str, accounts: Accounts) -> None:
        self._log = log
        self._accounts = accounts
        self._region = region

    def answer(self, request: Request, scope: Scope | None) -> Response:
        """Answer a request; an error of the request or of the mock is a response too.

        Raises:
            ConnectionAbortedError: an injected fault ends the connection without a response.
        """
        began = perf_counter()
        account = region = hint = None
        reached = False
        try:
            region, hint = self._region_of(request, scope)
            account = self._accounts.of(request.headers, region)
            response = _handle(request, account, region)
            reached = True
        except Refused as refused:
            response = refused.response
        except CONNECTION_ERRORS as error:
            reached = True
            response = Response(NO_ANSWER, {"x-amzn-ErrorType": type(error).__name__}, b"")
        except Exception as error:
            is_of_test = toolkit.injections.have_raised(error)
            origin = "the predicate of a fault or delay" if is_of_test else "mock_connectcases"
            _LOGGER.exception("a bug of %s, at %s %s", origin, request.method, request.target)
            response = (_predicate_error(error) if is_of_test else internal_error()).response
        elapsed = (perf_counter() - began) * 1000
        # The log of calls has the bodies of what reached the service.
        most = 0 if reached else LONGEST_LOGGED_BODY
        brief = Request(request.method, request.target, request.body[:most], request.headers)
        answer = Response(response.status, response.headers, response.body[:most])
        self._log.add(
            LoggedRequest(
                clock.now_of(account), brief, answer, account, region, elapsed, hint, reached
            )
        )
        if response.status == NO_ANSWER:
            raise ConnectionAbortedError
        return response

    def is_short(self, request: Request, scope: Scope | None) -> bool:
        """Return whether a request takes a few milliseconds at most."""
        work = len(request.body)
        operation = _operation_of(request)
        if operation is not None and operation.startswith(_SEARCHES):
            region = self._region if scope is None else scope.region
            store = connectcases_backends.find(self._accounts.of(request.headers, region), region)
            domains = [] if store is None else list(store.domains.values())
            # Without a filter it reads the cases too.
            work = (100 + work) * max((1 + len(each.cases) for each in domains), default=1)
        return work <= SHORT_WORK

    def _region_of(self, request: Request, scope: Scope | None) -> tuple[str, str | None]:
        """Return the region, and a hint if it had to be guessed; raises Refused."""
        if scope is None:
            return cases_region(request.headers.get("Host", "")) or self._region, _UNSIGNED
        if scope.service != SIGNING_NAME:
            raise _other_service(scope.service)
        return scope.region, None


def _handle(request: Request, account: str, region: str) -> Response:
    check_account(account)
    try:
        is_stored = _operation_of(request) == _FIRST
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
        f"The predicate (when) of an injected fault or delay raised {error!r:.500}.",
    )


def _other_service(name: str) -> Refused:
    return Refused(
        404,
        "UnknownOperationException",
        f"This server answers for Amazon Connect Cases only, and the request is signed for"
        f" {name!r:.100}. To serve moto's other services too, start it with --with-moto.",
    )
