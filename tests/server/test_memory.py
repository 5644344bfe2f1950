"""What a request leaves behind: nothing, so that no memory waits for the garbage collector."""

from __future__ import annotations

import gc
import json
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any

import pytest

from mock_connectcases import mock_connectcases
from tests.server.raw import SIGNED, Connection, request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mock_connectcases.server.running import Server

DEEP = b'{"filter":' + b'{"andAll":[' * 200 + b"]}" * 200 + b"}"
TOO_DEEP = b'{"filter":' + b'{"andAll":[' * 5000 + b"]}" * 5000 + b"}"

REFUSED: dict[str, tuple[int, bytes]] = {
    "no operation": (404, request("POST", "/nothing", b"{}")),
    "no JSON": (400, request("POST", "/domains", b"{")),
    "no text": (400, request("POST", "/domains", b"\xff")),
    "wrong type": (400, request("POST", "/domains", b'{"name":{"a":[1,2,3]}}')),
    "nested": (400, request("POST", "/domains/d/cases-search", DEEP)),
    "nested too deep to be read": (400, request("POST", "/domains/d/cases-search", TOO_DEEP)),
    "constraint": (400, request("POST", "/domains", b'{"name":""}')),
    "constraint in the path": (400, request("POST", "/domains/" + "a" * 501)),
    "broken escape": (400, request("POST", "/domains/%zz")),
    "not found": (404, request("POST", "/domains/nowhere")),
    "conflict": (409, request("POST", "/domains", b'{"name":"orders"}')),
    "no gzip": (400, request("POST", "/domains", b"{}", content_encoding="gzip")),
    "other coding": (415, request("POST", "/domains", b"{}", content_encoding="br")),
    "other host": (421, request("POST", "/domains", b"{}", host="evil.example")),
    "web page": (403, request("POST", "/domains", b"{}", origin="http://evil.example")),
    "no account": (400, request("POST", "/domains", b"{}", x_moto_account_id="1")),
    "no region": (400, request("POST", "/domains", b"{}", signed=SIGNED.replace("us-", "xx-"))),
    "other service": (404, request("POST", "/", b"{}", signed=SIGNED.replace("/cases/", "/s3/"))),
    "no route": (404, request("GET", "/_mock/nothing")),
    "other method": (405, request("GET", "/_mock/reset", b"{}")),
    "form": (415, request("POST", "/_mock/reset", b"a=b", content_type="text/plain")),
}

ENDED: dict[str, bytes] = {
    "not HTTP": b"garbage\r\n\r\n",
    "broken chunk": request("POST", "/domains", content_length=None, transfer_encoding="chunked")
    + b"zz\r\n",
    "too large": request("POST", "/domains", content_length=str(1 << 30)) + b" " * 100_000,
    "too slow": request(content_length="10") + b"{",
}


@contextmanager
def uncollected() -> Iterator[list[Any]]:
    """Yield a list that has, after the block, what only the garbage collector can take away."""
    left: list[Any] = []
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        yield left
        gc.collect()
    finally:
        gc.set_debug(0)
        gc.enable()
        left += gc.garbage
        gc.garbage.clear()


def garbage_of(connection: Connection, sent: bytes, status: int) -> list[Any]:
    """Send a request twice, the first time for what is made once, and return what is left."""
    method = sent.partition(b" ")[0].decode()
    connection.send(sent)
    connection.answer(to=method)
    with uncollected() as left:
        connection.send(sent)
        assert connection.answer(to=method).status == status
    return left


@pytest.mark.parametrize("kind", REFUSED)
def test_refused_request_leaves_nothing_to_the_collector(url: str, kind: str) -> None:
    status, sent = REFUSED[kind]
    with Connection(url) as connection:
        connection.send(request("POST", "/domains", b'{"name":"orders"}'))
        connection.answer()

        assert garbage_of(connection, sent, status) == []


def test_failure_within_a_batch_leaves_nothing_to_the_collector(url: str, remote: Any) -> None:
    domain = remote.create_domain(name="orders")["domainId"]
    sent = request("POST", f"/domains/{domain}/fields-batch", b'{"fields":[{"id":"nowhere"}]}')

    with Connection(url) as connection:
        assert garbage_of(connection, sent, 200) == []


def test_quota_leaves_nothing_to_the_collector(url: str) -> None:
    with Connection(url) as connection:
        status = 200
        for number in range(1_000):
            sent = request("POST", "/domains", json.dumps({"name": f"orders {number}"}).encode())
            connection.send(sent)
            status = connection.answer().status
            if status != 200:
                break

        assert garbage_of(connection, sent, 402) == []


def test_fault_leaves_nothing_to_the_collector(server: Server) -> None:
    with mock_connectcases() as mock, Connection(server.url) as connection:
        mock.fail("ListDomains", "ThrottlingException", times=None)

        assert garbage_of(connection, request(), 429) == []


def frames_of(url: str, sent: bytes) -> list[Any]:
    """Send what ends its connection; return the frames and tracebacks that are left.

    asyncio's own transport of a connection is in a cycle, which is small and holds no request.
    """

    def send() -> None:
        with Connection(url) as connection:
            connection.send(sent)
            assert connection.is_closed() or connection.answer()

    send()
    with uncollected() as left:
        send()
        with Connection(url) as later:  # by its answer the server has done with the one before
            later.send(request())
            later.answer()
    return [each for each in left if isinstance(each, FrameType | TracebackType | bytes)]


@pytest.mark.parametrize("kind", ENDED)
def test_ended_connection_leaves_no_request_to_the_collector(
    serve: Callable[..., str], kind: str
) -> None:
    assert frames_of(serve(timeout=0.1), ENDED[kind]) == []


def test_lost_answer_leaves_no_request_to_the_collector(server: Server) -> None:
    with mock_connectcases() as mock:
        mock.fail("ListDomains", "ReadTimeoutError", times=None)
        sent = request("POST", "/domains-list", b" " * 100_000)

        def send() -> None:
            with Connection(server.url) as connection:
                connection.send(sent)
                assert connection.is_closed()

        send()
        with uncollected() as left:
            send()
            with Connection(server.url) as later:
                later.send(request("GET", "/_mock/health"))
                later.answer()

    assert [each for each in left if isinstance(each, FrameType | TracebackType | bytes)] == []


@pytest.mark.parametrize(
    "target", ["", "controls", "log", "log/1", "domains/{place}", "events", "rules", "state"]
)
def test_page_leaves_nothing_of_the_mock_to_the_collector(url: str, target: str) -> None:
    """What is left of Python's JSON and of botocore's parsers is small, and holds nothing of it."""
    with Connection(url) as connection:
        connection.send(request("POST", "/domains", b'{"name":"orders"}'))
        domain = connection.answer().document["domainId"]
        path = target.format(place=f"123456789012/us-east-1/{domain}")

        left = garbage_of(connection, request("GET", f"/_mock/{path}"), 200)

    assert [
        each
        for each in left
        if isinstance(each, FrameType | TracebackType | bytes)
        or type(each).__module__.partition(".")[0] in {"mock_connectcases", "jinja2"}
    ] == []
