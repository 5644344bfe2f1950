"""Lets every test that uses ``client`` run in process, over HTTP, both ways, or by aiobotocore.

``pytest --transport=both`` runs each twice.  The server runs in a thread of the same process: what
a test patches or freezes is patched and frozen for it too.  ``--transport=aio`` is in process, by a
client of aiobotocore.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest

from tests.aio_client import EventLoop, WaitingClient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mock_connectcases.server.running import Server

IN_PROCESS = "in_process"
SERVER = "server"
AIO = "aio"
_CHOICES = {
    IN_PROCESS: [IN_PROCESS],
    SERVER: [SERVER],
    AIO: [AIO],
    "both": [IN_PROCESS, SERVER],
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.getgroup("transport").addoption(
        "--transport",
        choices=_CHOICES,
        default=IN_PROCESS,
        help="how the client of the tests reaches the mock",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test once for each way that was asked for."""
    chosen = metafunc.config.getoption("transport")
    if "transport" in metafunc.fixturenames and chosen != IN_PROCESS:
        metafunc.parametrize("transport", _CHOICES[chosen], indirect=True)


@pytest.fixture
def transport(request: pytest.FixtureRequest) -> str:
    """Return the way in which this test reaches the mock."""
    return str(getattr(request, "param", IN_PROCESS))


@pytest.fixture(scope="session")
def shared_server() -> Iterator[Server]:
    """Yield a server of this process's mock, the same for all tests."""
    pytest.importorskip("aiohttp", reason="the server needs the extra mock-connectcases[server]")
    from mock_connectcases.server.options import Options  # noqa: PLC0415 - only with its extra
    from mock_connectcases.server.running import Server  # noqa: PLC0415

    with Server(Options(port=0)) as server:
        yield server


@pytest.fixture
def endpoint_url(transport: str, request: pytest.FixtureRequest) -> str | None:
    """Return the endpoint for clients of this test: nothing means AWS's own, which is mocked."""
    if transport != SERVER:
        return None
    server: Server = request.getfixturevalue("shared_server")
    return server.url


@pytest.fixture(scope="session")
def event_loop_thread() -> Iterator[EventLoop]:
    """Yield the event loop of all clients of aiobotocore."""
    pytest.importorskip("aiobotocore", reason="needs the extra mock-connectcases[aio]")
    loop = EventLoop()
    yield loop
    loop.stop()


@pytest.fixture
def make_client(
    transport: str, endpoint_url: str | None, request: pytest.FixtureRequest
) -> Callable[..., Any]:
    """Return what makes a client of this test's transport from a service and a region."""
    if transport != AIO:
        return lambda service, **options: boto3.client(
            service, endpoint_url=endpoint_url, **options
        )
    loop = request.getfixturevalue("event_loop_thread")
    return lambda service, **options: WaitingClient(service, loop, **options)
