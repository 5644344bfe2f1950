"""Private and undocumented names of aiohttp; each failure names the file that uses them."""

from __future__ import annotations

import asyncio
import inspect

import pytest

pytest.importorskip("aiohttp", reason="needs the extra mock-connectcases[server]")

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from mock_connectcases.compat.aiohttp import protocol_settings


async def _answer(request: web.BaseRequest) -> web.StreamResponse:
    raise NotImplementedError


def test_server_has_what_its_protocols_are_made_with() -> None:
    async def settings() -> dict[str, object]:
        return protocol_settings(web.Server(_answer, keepalive_timeout=7))

    found = asyncio.run(settings())

    assert set(found) == {"loop", "keepalive_timeout"}, (
        "See protocol_settings in compat/aiohttp.py."
    )
    assert found["keepalive_timeout"] == 7


def test_server_makes_its_protocols_of_the_same_settings() -> None:
    source = inspect.getsource(web.Server.__call__)

    assert "RequestHandler(self, loop=self._loop, **self._kwargs)" in source, (
        "aiohttp makes its protocols differently: see protocol_settings in compat/aiohttp.py."
    )


def test_handler_uses_no_more_of_a_response_than_is_declared() -> None:
    source = inspect.getsource(RequestHandler.finish_response) + inspect.getsource(
        RequestHandler.start
    )

    for name in ("resp.prepare", "resp.write_eof", "resp.keep_alive"):
        assert name in source, f"{name} is missing: see as_response in compat/aiohttp.py."


@pytest.mark.parametrize(
    ("use", "function"),
    [
        ("self._waiter = loop.create_future()", "is_idle"),
        ("self._messages.popleft()", "has_requests"),
        ("self._current_request = request", "current_request"),
    ],
)
def test_handler_has_the_attributes_that_are_read(use: str, function: str) -> None:
    assert use in inspect.getsource(RequestHandler), f"See {function} in compat/aiohttp.py."
