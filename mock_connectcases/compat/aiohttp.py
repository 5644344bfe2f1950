"""Private and undocumented names of aiohttp."""

from __future__ import annotations

from typing import Any, cast

from aiohttp import web


def as_response(response: Any) -> web.StreamResponse:
    """Return a response for aiohttp, which checks no types.

    Its ``RequestHandler`` uses ``keep_alive``, ``prepare`` and ``write_eof`` only.
    """
    return cast("web.StreamResponse", response)


def protocol_settings(server: web.Server) -> dict[str, Any]:
    """Return the arguments with which a server makes the protocol of a connection."""
    return {"loop": server._loop, **server._kwargs}


def is_idle(handler: web.RequestHandler) -> bool:
    """Return whether a connection waits for its next request."""
    waiter = handler._waiter
    return waiter is not None and not waiter.done()


def has_requests(handler: web.RequestHandler) -> bool:
    """Return whether a connection has received requests that are not answered yet."""
    return bool(handler._messages)


def current_request(handler: web.RequestHandler) -> web.BaseRequest | None:
    """Return the request that is being answered."""
    return handler._current_request
