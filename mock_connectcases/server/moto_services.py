"""All of moto's other services, through the application of moto's own server, in threads."""

from __future__ import annotations

import asyncio
import logging
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from werkzeug.test import run_wsgi_app

from mock_connectcases.compat import moto
from mock_connectcases.server.cases_service import internal_error
from mock_connectcases.server.refusals import Refused
from mock_connectcases.wire.messages import Request, Response, scope_of

if TYPE_CHECKING:
    from collections.abc import Callable

_LOGGER = logging.getLogger("mock_connectcases.server")
_ONE_CONNECTION_ONLY = {"connection", "keep-alive", "transfer-encoding"}


class MotoServices:
    """moto's services in a bounded number of threads."""

    def __init__(self, application: Any, threads: int) -> None:
        """Begin; ``application`` is the WSGI application of moto's server."""
        moto.cache_list_of_modules()
        self._application = application
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="moto")

    def close(self) -> None:
        """Wait for the running requests, and end the threads."""
        self._threads.shutdown()
        moto.restore_list_of_modules()

    def reset(self) -> None:
        """Reset every service, as ``/moto-api/reset`` does."""
        moto.reset()

    async def answer(self, request: Request) -> Response:
        """Answer a request that moto's server would answer."""
        return await self.in_thread(self._answer, request)

    async def in_thread(self, function: Callable[..., Response], *arguments: Any) -> Response:
        """Answer in one of the threads, as the request may wait for another one."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, function, *arguments)

    def must_answer_for_cases(self) -> bool:
        """Return whether a setting is on that only moto's own dispatch honours."""
        return moto.is_recording() or moto.enforces_policies()

    def may_be_called_by_cases(self) -> bool:
        """Return whether an operation of Cases may call another service, which may call back."""
        return "moto.events.models" in sys.modules

    def _answer(self, request: Request) -> Response:
        try:
            chunks, status, headers = run_wsgi_app(self._application, _environ(request))
            body = b"".join(chunks)
        except ConnectionAbortedError:  # an injected fault of Cases
            raise
        except moto.NoSuchServiceError:
            return _no_such_service(request)
        except Exception:
            _LOGGER.exception("moto failed at %s %s", request.method, request.target)
            return internal_error().response
        merged: dict[str, str] = {}
        for name, value in headers:
            if name.lower() not in _ONE_CONNECTION_ONLY:
                merged[name] = f"{merged[name]}, {value}" if name in merged else value
        if "Content-Length" not in merged:
            merged["Content-Length"] = str(len(body))
        return Response(int(status.partition(" ")[0]), merged, body)


def _no_such_service(request: Request) -> Response:
    scope = scope_of(request.headers)
    signed = "not signed" if scope is None else f"signed for {scope.service!r:.100}"
    return Refused(
        404,
        "UnknownOperationException",
        f"moto has no service for this request, which is {signed}. --stubs FILE has answers of"
        " services that moto does not mock.",
    ).response


def _environ(request: Request) -> dict[str, Any]:
    """Make a WSGI environment with the undecoded target, as moto's own server does."""
    path, _, query = request.target.partition("?")
    host, _, port = request.headers.get("Host", "localhost").rpartition(":")
    environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "RAW_URI": request.target,
        "REQUEST_URI": request.target,
        "SERVER_NAME": host or port,
        "SERVER_PORT": port if port.isdecimal() else "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, decoded in request.headers.items():
        value = decoded.encode("utf-8", "surrogateescape").decode("latin-1")
        key = name.upper().replace("-", "_")
        if key == "CONTENT_TYPE":
            environ[key] = value
        elif key not in {"CONTENT_LENGTH", "TRANSFER_ENCODING"}:
            key = f"HTTP_{key}"
            environ[key] = f"{environ[key]},{value}" if key in environ else value
    return environ
