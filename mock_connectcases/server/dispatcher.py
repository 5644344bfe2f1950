"""Receives requests: checks the sender, reads the body within its bounds, and dispatches."""

from __future__ import annotations

import asyncio
import zlib
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from mock_connectcases.connectcases.hosts import cases_region
from mock_connectcases.server.access_policy import host_name
from mock_connectcases.server.cases_service import SIGNING_NAME
from mock_connectcases.server.inspector import links
from mock_connectcases.server.inspector.links import PREFIX
from mock_connectcases.server.inspector.responses import see_other
from mock_connectcases.server.options import LONGEST_HEAD
from mock_connectcases.server.refusals import Refused
from mock_connectcases.wire.messages import Response, ServedRequest, host_and_target, scope_of

if TYPE_CHECKING:
    from aiohttp import StreamReader

    from mock_connectcases.server.access_policy import AccessPolicy
    from mock_connectcases.server.cases_service import CasesService
    from mock_connectcases.server.mock_routes import MockRoutes
    from mock_connectcases.server.moto_services import MotoServices
    from mock_connectcases.server.options import Options
    from mock_connectcases.server.request_threads import RequestThreads
    from mock_connectcases.wire.messages import Scope

_GZIP = 31
"""zlib's number for a gzip wrapper with the largest window."""
_PRINTABLE = bytes(range(0x21, 0x7F)).decode()


class Dispatcher:
    """Handles the requests of all connections of one server."""

    def __init__(
        self,
        options: Options,
        access_policy: AccessPolicy,
        mock_routes: MockRoutes,
        cases: CasesService,
        moto: MotoServices | None,
        threads: RequestThreads,
    ) -> None:
        self._options = options
        self._access_policy = access_policy
        self._mock_routes = mock_routes
        self._cases = cases
        self._moto = moto
        self._threads = threads
        self._is_uploading = False

    async def handle(self, request: web.BaseRequest) -> Response:
        """Answer a request; a refusal is a response too."""
        headers = request.headers
        try:
            _check_head(request)
            self._access_policy.check(headers)
            if request.method == "OPTIONS" and "Access-Control-Request-Method" in headers:
                response = self._access_policy.preflight(headers)
            else:
                response = await self._dispatch(request)
        except Refused as refused:
            response = refused.response
        if "Origin" in headers:
            self._access_policy.add_cors_headers(headers, response)
        return response

    async def _dispatch(self, request: web.BaseRequest) -> Response:
        target = _origin_form(request.raw_path)
        if target.startswith(PREFIX) and target[len(PREFIX) : len(PREFIX) + 1] in {"", "/", "?"}:
            return await self._dispatch_to_mock_routes(request, target)
        scope = scope_of(request.headers)
        if target == "/" and scope is None and self._is_from_browser(request):
            return see_other(links.home())
        return await self._dispatch_to_services(request, target, scope)

    def _is_from_browser(self, request: web.BaseRequest) -> bool:
        """Return whether a browser requests the address of the server, rather than of a bucket."""
        is_page = "text/html" in request.headers.get("Accept", "")
        if not is_page or request.method not in {"GET", "HEAD"}:
            return False
        return self._moto is None or not _may_name_bucket(
            host_name(request.headers.get("Host", ""))
        )

    async def _dispatch_to_mock_routes(self, request: web.BaseRequest, target: str) -> Response:
        head = _served(request, target, b"")
        self._mock_routes.check(head)
        if self._mock_routes.is_quick(head):
            return self._mock_routes.answer(head)
        options = self._options
        length = request.content_length or 0
        if length <= options.max_control_body or not self._mock_routes.takes_upload(head):
            body = await _body_of(request, options.max_control_body, options.timeout)
            return await self._threads.page(self._mock_routes.answer, head._replace(body=body))
        if length > options.max_upload:
            raise Refused(
                413,
                "RequestEntityTooLargeException",
                f"A form has at most {options.max_upload} bytes here, its seed included:"
                " `mock-connectcases serve --seed FILE` loads a larger one at its start.",
            )
        if self._is_uploading:
            raise Refused(
                503,
                "ServiceUnavailableException",
                f"Another upload of more than {options.max_control_body} bytes is under way: one"
                " is taken at a time.",
            )
        self._is_uploading = True
        try:
            body = await _body_of(request, options.max_upload, options.timeout)
            return await self._threads.page(self._mock_routes.answer, head._replace(body=body))
        finally:
            self._is_uploading = False

    async def _dispatch_to_services(
        self, request: web.BaseRequest, target: str, scope: Scope | None
    ) -> Response:
        """Answer a request to another service by a stub or moto, all others by the service."""
        options, moto = self._options, self._moto
        is_for_cases = _is_for_cases(request, scope)
        limit = options.max_body if is_for_cases or moto is None else options.max_moto_body
        body = await _body_of(request, limit, options.timeout)
        served = _served(request, target, body)
        if not is_for_cases:
            response = self._cases.answer_stubbed(served, scope)
            if response is not None:
                return response
            if moto is not None:
                return await moto.answer(served)
        return await self._dispatch_to_cases(served, scope)

    async def _dispatch_to_cases(self, request: ServedRequest, scope: Scope | None) -> Response:
        moto, answer = self._moto, self._cases.answer
        if "Content-Encoding" in request.headers:
            request = request._replace(body=_decoded(request, self._options.max_body))
        if moto is not None and moto.must_answer_for_cases():
            return await moto.answer(request)
        if moto is not None and moto.may_be_called_by_cases():
            return await moto.in_thread(answer, request, scope)
        is_short = self._cases.is_short(request, scope)
        return await self._threads.call(answer, request, scope, is_short=is_short)


def _served(request: web.BaseRequest, target: str, body: bytes) -> ServedRequest:
    """Return a request in the form of the service, with the body that was read."""
    return ServedRequest(request.method, target, body, request.headers)


def _check_head(request: web.BaseRequest) -> None:
    if sum(len(name) + len(value) for name, value in request.raw_headers) > LONGEST_HEAD:
        raise Refused(
            400,
            "BadRequestException",
            f"The headers of a request have at most {LONGEST_HEAD} bytes together here.",
        )


def _may_name_bucket(host: str) -> bool:
    """Return whether moto may read a bucket from a host, as from ``bucket.localhost``."""
    try:
        ip_address(host)
    except ValueError:
        return "." in host
    return False


def _is_for_cases(request: web.BaseRequest, scope: Scope | None) -> bool:
    if scope is None:
        return cases_region(request.headers.get("Host", "")) is not None
    return scope.service == SIGNING_NAME


def _origin_form(raw_path: str) -> str:
    """Return path and query as sent, without the host of a proxy's request, and in ASCII.

    aiohttp's parser in C refuses other bytes, the one in Python does not.
    """
    if not raw_path.startswith("/") and "://" in raw_path.partition("?")[0]:
        _, raw_path = host_and_target(raw_path)
    if raw_path.isascii():
        return raw_path
    return quote_from_bytes(raw_path.encode("utf-8", "surrogateescape"), safe=_PRINTABLE)


def _decoded(request: ServedRequest, limit: int) -> bytes:
    """Return the body without its content coding; raises Refused for another than gzip."""
    coding = request.headers["Content-Encoding"].lower()
    if coding == "identity":
        return request.body
    if coding != "gzip":
        raise Refused(
            415, "UnsupportedMediaTypeException", "A body is sent as it is or in gzip coding."
        )
    return _inflated(request.body, limit)


async def _body_of(request: web.BaseRequest, limit: int, timeout: float) -> bytes:
    """Read a body; one that is too large is refused before it is read, if it says so."""
    if "Expect" in request.headers:
        _meet_expectation(request, limit)
    if not request.body_exists:
        return b""
    if (request.content_length or 0) > limit:
        raise _too_large(limit)
    try:
        if request.content.is_eof():
            return await _all_of(request.content, limit)
        return await asyncio.wait_for(_all_of(request.content, limit), timeout)
    except asyncio.TimeoutError:
        raise Refused(
            408, "RequestTimeoutException", f"The body did not arrive in {timeout:g} seconds."
        ) from None
    except (web.RequestPayloadError, HttpProcessingError):
        # aiohttp would read on, and log that it cannot.
        request.content.feed_eof()
        request.protocol.close()
        raise Refused(
            400, "BadRequestException", "The body ended too early or is not HTTP."
        ) from None


async def _all_of(content: StreamReader, limit: int) -> bytes:
    body = bytearray()
    while not content.at_eof():
        body += await content.readany()
        if len(body) > limit:
            raise _too_large(limit)
    return bytes(body)


def _meet_expectation(request: web.BaseRequest, limit: int) -> None:
    if request.headers["Expect"].lower() != "100-continue":
        raise Refused(417, "ExpectationFailedException", "Only 100-continue can be expected.")
    transport = request.transport
    fits = (request.content_length or 0) <= limit
    if fits and request.version.minor and transport is not None:
        transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")


def _inflated(body: bytes, limit: int) -> bytes:
    inflate = zlib.decompressobj(_GZIP)
    try:
        inflated = inflate.decompress(body, limit + 1)
    except zlib.error:
        inflated = b""
    if len(inflated) > limit:
        raise _too_large(limit)
    if not inflate.eof or inflate.unused_data:
        raise Refused(400, "SerializationException", "The request body is not one gzip stream.")
    return inflated


def _too_large(limit: int) -> Refused:
    return Refused(
        413, "RequestEntityTooLargeException", f"A request body has at most {limit} bytes here."
    )
