"""Answers the requests that moto dispatches, when the fast path does not apply.

That is under a server, a proxy, the ``requests`` library, a recorder and enforced IAM policies.
Other than in services of moto, the target stays undecoded, the body stays bytes, and errors of IAM
have the service's own protocol.
"""

from __future__ import annotations

import functools
import json
import socket
import sys
import uuid
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import HTTPException

from mock_connectcases import rules, service
from mock_connectcases.compat import moto
from mock_connectcases.connectcases import permissions
from mock_connectcases.connectcases.accounts import principal_arn
from mock_connectcases.connectcases.hosts import cases_region
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.errors import ServiceError
from mock_connectcases.toolkit.outcomes import CONNECTION_ERRORS
from mock_connectcases.wire.messages import (
    Request,
    Response,
    body_as_bytes,
    host_and_target,
)
from mock_connectcases.wire.protocol import protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto.core.common_types import TYPE_RESPONSE

    from mock_connectcases.store import Store

_IAM_CODES = {
    "AccessDenied": "AccessDeniedException",
    "InvalidClientTokenId": "UnrecognizedClientException",
    "SignatureDoesNotMatch": "InvalidSignatureException",
}
"""moto's codes, which are those of the query protocol, to AWS's for JSON (documented)."""


class ConnectCasesResponse(moto.ServiceResponse):
    """One request that moto dispatches."""

    def __init__(self) -> None:
        super().__init__(service_name="connectcases")

    def respond(self, request: Any, full_url: str | None, headers: Any) -> TYPE_RESPONSE:
        """Answer a request."""
        body = _body_of(request)
        url = full_url or request.url
        self.setup_class(request, url, headers or request.headers, use_raw_body=True)
        region = cases_region(self.parsed_url.netloc) or self.region
        store = connectcases_backends.store_of(self.current_account, region)
        incoming = Request(request.method, _target_of(request, url), body, request.headers)
        try:
            response = self._refused(incoming, store) or service.handle(
                incoming,
                store,
                principal=functools.partial(
                    principal_arn, self.current_account, store.partition, self.access_key
                ),
            )
        except CONNECTION_ERRORS as error:
            if not _came_over_http(request):
                raise
            connection = request.environ.get("werkzeug.socket")
            return 500, {}, _without_answer(connection, error)  # type: ignore[return-value]
        return response.status, response.headers, response.body

    def _refused(self, request: Request, store: Store) -> Response | None:
        """Return the answer to a request that IAM refuses, if moto enforces policies."""
        if not moto.enforces_policies():
            return None
        match = protocol().route(request.method, request.target)
        if match is None:
            return None
        self.operation = match.endpoint.name
        # moto signs the form as it parsed it, and it parsed the headers.
        self.data = {}
        self.raw_body = request.body
        if "Authorization" not in self.headers:
            return _refusal("MissingAuthenticationTokenException", "The request is not signed.")
        try:
            params = match.endpoint.read(match.labels, match.query, request.body)
            needed = permissions.needed(self.operation, params, store)
        except ServiceError:
            # The operation answers an invalid request of any signed caller.
            needed = []
        from mock_connectcases.connectcases.enforcement import CasesIAMRequest  # noqa: PLC0415

        try:
            self.authorize(functools.partial(CasesIAMRequest, needed))
        except HTTPException as error:
            code = getattr(error, "error_type", "AccessDenied")
            message = getattr(error, "message", None) or str(error)
            return _refusal(_IAM_CODES.get(code, code), message)
        return None


def _came_over_http(request: Any) -> bool:
    """Return whether moto's application answers this request in a server."""
    flask: Any = sys.modules.get("flask")
    environ = getattr(request, "environ", None)
    return bool(flask and flask.has_request_context() and flask.request.environ is environ)


def _without_answer(connection: socket.socket | None, error: Exception) -> Iterator[bytes]:
    """Raise while a WSGI server reads the body, before it sends anything."""
    yield from ()
    if connection is not None:
        connection.shutdown(socket.SHUT_RDWR)
    raise ConnectionAbortedError(str(error)) from error


def _refusal(code: str, message: str) -> Response:
    body = json.dumps({"message": message}).encode()
    headers = {
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "x-amzn-ErrorType": code,
        "x-amzn-RequestId": str(uuid.uuid4()),
    }
    return Response(403, headers, body, rules.POLICY)


def _body_of(request: Any) -> bytes:
    """Return the body as it arrived, before moto reads a form from it."""
    return body_as_bytes(request.get_data() if hasattr(request, "get_data") else request.body)


def _target_of(request: Any, url: str) -> str:
    """Return path and query as sent: WSGI has only the decoded path, servers add the raw one."""
    environ = getattr(request, "environ", {})
    raw = environ.get("RAW_URI") or environ.get("REQUEST_URI") or url
    if "://" in raw.partition("?")[0]:
        _, raw = host_and_target(raw)
    query = environ.get("QUERY_STRING")
    return raw if "?" in raw or not query else f"{raw}?{query}"
