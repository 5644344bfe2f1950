"""Lets every test that uses ``client`` run in process, over HTTP, both ways, or by aiobotocore.

``pytest --transport=both`` runs each twice.  The server runs in a thread of the same process: what
a test patches or freezes is patched and frozen for it too.  ``--transport=aio`` is in process, by a
client of aiobotocore.  ``--transport=before_send`` has each request made and signed, and
``--transport=before_call`` lets no client make one, but for calls with a fault or a delay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest

from mock_connectcases.toolkit.toolkit import toolkit
from tests.aio_client import EventLoop, WaitingClient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mock_connectcases.server.running import Server

IN_PROCESS = "in_process"
SERVER = "server"
AIO = "aio"
BEFORE_CALL = "before_call"
BEFORE_SEND = "before_send"
_CHOICES = {
    IN_PROCESS: [IN_PROCESS],
    SERVER: [SERVER],
    AIO: [AIO],
    BEFORE_CALL: [BEFORE_CALL],
    BEFORE_SEND: [BEFORE_SEND],
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
    """Run a test once for each requested way."""
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
    if transport == AIO:
        loop = request.getfixturevalue("event_loop_thread")
        return lambda service, **options: WaitingClient(service, loop, **options)

    def make(service: str, **options: Any) -> Any:
        client = boto3.client(service, endpoint_url=endpoint_url, **options)
        if transport == BEFORE_SEND:
            make_requests(client)
        elif transport == BEFORE_CALL:
            refuse_requests(client)
        return client

    return make


def make_requests(client: Any) -> None:
    """Let a client make an HTTP request of each call: it has a handler that sees them."""
    client.meta.events.register("before-send", lambda **_: None)


def refuse_requests(client: Any) -> None:
    """Let a client make no HTTP request, but for calls with a fault or a delay."""
    make_request = client._endpoint.make_request

    def refuse(operation_model: Any, request_dict: dict[str, Any]) -> Any:
        assert operation_model.name in toolkit.injections.active, "a request was made"
        return make_request(operation_model, request_dict)

    client._endpoint.make_request = refuse
