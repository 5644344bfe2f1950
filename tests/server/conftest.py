"""Servers in threads of this process, and an empty state for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest

from mock_connectcases import mock_connectcases

pytest.importorskip("aiohttp", reason="the server needs the extra mock-connectcases[server]")

from mock_connectcases.server import running
from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def server(shared_server: Server) -> Iterator[Server]:
    """Return a server with nothing in it."""
    with mock_connectcases():
        shared_server.log.clear()
        yield shared_server


@pytest.fixture
def url(server: Server) -> str:
    """Return the endpoint of an empty server."""
    return server.url


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    """Return a function that starts a server with settings of its own and returns its endpoint."""
    monkeypatch.setattr(running, "GRACE", 0.05)  # what clients of a test began, nobody waits for
    servers: list[Server] = []

    def start(**settings: Any) -> str:
        server = Server(Options(port=0, **settings))
        servers.append(server.start())
        return server.url

    with mock_connectcases():
        yield start
        for server in servers:
            server.stop()


@pytest.fixture
def remote(url: str) -> Iterator[Any]:
    """Return a boto3 client of an empty server."""
    client = boto3.client("connectcases", region_name="us-east-1", endpoint_url=url)
    yield client
    client.close()
