"""The connections of a server, over aiohttp's low-level HTTP server.

aiohttp parses (in C), bounds lines, headers and pipelines, keeps connections alive and closes idle
ones.  Added here: answers that leave in one write, errors in JSON, answers for clients that have
closed their side, a bound on the number of connections, and on the patience with a client that
does not take its answer.
"""

from __future__ import annotations

import asyncio
import logging
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from aiohttp import web

from mock_connectcases.compat.aiohttp import (
    as_response,
    current_request,
    has_requests,
    is_idle,
    protocol_settings,
)
from mock_connectcases.server.cases_service import internal_error
from mock_connectcases.server.options import (
    LINGERING,
    LONGEST_HEADER,
    LONGEST_LINE,
    MOST_HEADERS,
)
from mock_connectcases.server.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mock_connectcases.server.options import Options
    from mock_connectcases.wire.messages import Response

_LOGGER = logging.getLogger("mock_connectcases.server")


class Connections(web.Server):
    """All open connections of one server; it makes a protocol for each."""

    def __init__(
        self, handle: Callable[[web.BaseRequest], Awaitable[Response]], options: Options
    ) -> None:
        self._handle_request = handle
        self._options = options
        super().__init__(
            self._answer,
            access_log=None,
            auto_decompress=False,
            keepalive_timeout=options.idle_timeout,
            lingering_time=LINGERING,
            max_line_size=LONGEST_LINE,
            max_field_size=LONGEST_HEADER,
            max_headers=MOST_HEADERS,
        )

    def __call__(self) -> web.RequestHandler:
        """Make the protocol of a new connection."""
        return _Connection(self, self._options.max_connections, **protocol_settings(self))

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        cast("_Connection", request.protocol).expect_no_more(request)
        try:
            response = await self._handle_request(request)
        except ConnectionAbortedError:
            if request.transport is not None:
                request.transport.close()
            raise
        return as_response(_Answer(request, response, self._options.timeout))


class _Connection(web.RequestHandler):
    """One connection."""

    __slots__ = ("_all", "_has_no_more", "_most")

    def __init__(self, all_: Connections, most: int, **settings: Any) -> None:
        super().__init__(all_, **settings)
        self._all = all_
        self._most = most
        self._has_no_more = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to read, or hang up if too many are open."""
        opened = cast("asyncio.Transport", transport)
        if len(self._all.connections) >= self._most:
            opened.set_protocol(asyncio.Protocol())
            _hang_up(opened, self._most)
            return
        # What the kernel does not take at once counts as not taken, so that draining waits for it.
        opened.set_write_buffer_limits(0)
        super().connection_made(transport)

    def eof_received(self) -> bool | None:  # type: ignore[override]
        """Answer what has arrived although the client has closed its side, and end then."""
        if is_idle(self):
            return None  # nothing waits for an answer
        self._has_no_more = True
        request = current_request(self)
        if request is not None:
            self.expect_no_more(request)
        return True

    def expect_no_more(self, request: web.BaseRequest) -> None:
        """Make the reading of a body fail if the client has closed its side before its end."""
        if self._has_no_more and not request.content.is_eof():
            request.content.set_exception(web.RequestPayloadError())

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to be answered, and nothing can come."""
        return self._has_no_more and not has_requests(self)

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer text that is not HTTP, and internal errors; both end the connection."""
        if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            what = (message or "").partition("\n")[0].rstrip(":")
            sentence = f"The request is not HTTP: {what:.200}"
            response = Refused(status, "BadRequestException", sentence).response
            if exc is not None:  # aiohttp holds it, and so what its traceback has of the request
                exc.__traceback__ = None
        else:
            if not isinstance(exc, ConnectionError):
                _LOGGER.error("a bug of mock_connectcases", exc_info=exc)
            response = internal_error().response
        return as_response(_Answer(request, response, None, keeps_alive=False))


class _Answer:
    """A response for aiohttp that is already bytes, and is sent in a single write."""

    __slots__ = ("_bytes", "_keeps_alive", "_request", "_timeout")

    def __init__(
        self,
        request: web.BaseRequest,
        response: Response,
        timeout: float | None,
        *,
        keeps_alive: bool = True,
    ) -> None:
        self._request = request
        self._timeout = timeout
        self._keeps_alive: bool = keeps_alive and request.keep_alive
        connection = ""
        if not self._keeps_alive:
            connection = "Connection: close\r\n"
        elif request.version.minor == 0:
            connection = "Connection: keep-alive\r\n"
        self._bytes = _as_bytes(response, connection, with_body=request.method != "HEAD")

    @property
    def keep_alive(self) -> bool:
        """Whether the connection goes on after this."""
        return self._keeps_alive and not cast("_Connection", self._request.protocol).is_over

    async def prepare(self, _request: web.BaseRequest) -> None:
        """Do nothing: the head is ready too."""

    async def write_eof(self) -> None:
        """Send the answer, and wait until the client takes it."""
        protocol = self._request.protocol
        transport = protocol.transport
        if transport is None:
            raise ConnectionResetError
        transport.write(self._bytes)
        if protocol.writing_paused:
            try:
                await asyncio.wait_for(self._request.writer.drain(), self._timeout)
            except asyncio.TimeoutError:
                transport.abort()


def _hang_up(transport: asyncio.Transport, most: int) -> None:
    refused = Refused(503, "ServiceUnavailableException", f"{most} connections are open already.")
    transport.write(_as_bytes(refused.response, "Connection: close\r\n", with_body=True))
    transport.close()


def _as_bytes(response: Response, connection: str, *, with_body: bool) -> bytes:
    """Return a response as it goes over the wire."""
    lines = [f"{name}: {value}\r\n" for name, value in response.headers.items()]
    text = f"{_status_line(response.status)}{''.join(lines)}{connection}\r\n"
    # As aiohttp decodes the headers of a request, of which CORS repeats some.
    head = text.encode("utf-8", "surrogateescape")
    return head + response.body if with_body else head


@cache
def _status_line(status: int) -> str:
    try:
        return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
    except ValueError:
        return f"HTTP/1.1 {status} Unknown\r\n"
