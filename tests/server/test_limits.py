"""What a server refuses, and that nothing makes it fail or wait for ever."""

from __future__ import annotations

import gzip
import json
import logging
import socket
from typing import TYPE_CHECKING, Any

import pytest

from mock_connectcases import service
from tests.interpreters.cold import run
from tests.server.raw import Connection, ask, request

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 1 << 20


def test_body_over_the_limit_is_refused(url: str) -> None:
    answer = ask(url, "POST", "/domains", b" " * (LIMIT + 1))

    assert (answer.status, answer.error) == (413, "RequestEntityTooLargeException")
    assert str(LIMIT) in answer.document["message"]


def test_body_at_the_limit_is_read(url: str) -> None:
    body = b'{"name":"orders"}'.ljust(LIMIT)

    assert ask(url, "POST", "/domains", body).status == 200


def test_body_that_says_it_is_too_large_is_refused_before_it_comes(url: str) -> None:
    with Connection(url) as connection:
        connection.send(request(content_length=str(10**12), expect="100-continue"))

        assert connection.answer().status == 413


def test_chunks_over_the_limit_are_refused(url: str) -> None:
    head = request("POST", "/domains", content_length=None, transfer_encoding="chunked")

    with Connection(url) as connection:
        connection.send(head + (b"10000\r\n" + b" " * 0x10000 + b"\r\n") * 17)

        assert connection.answer().status == 413


def test_bomb_is_not_inflated(url: str) -> None:
    bomb = gzip.compress(b" " * (LIMIT * 64))

    answer = ask(url, "POST", "/domains", bomb, content_encoding="gzip")

    assert len(bomb) < LIMIT
    assert (answer.status, answer.error) == (413, "RequestEntityTooLargeException")


@pytest.mark.parametrize(
    "body",
    [b"not gzip", gzip.compress(b"{}")[:-1], gzip.compress(b"{}") + b"more", b""],
    ids=["other bytes", "cut off", "followed", "empty"],
)
def test_broken_gzip_is_refused(url: str, body: bytes) -> None:
    answer = ask(url, "POST", "/domains", body, content_encoding="gzip")

    assert (answer.status, answer.error) == (400, "SerializationException")


def test_other_codings_are_refused(url: str) -> None:
    answer = ask(url, "POST", "/domains", b"{}", content_encoding="br")

    assert (answer.status, answer.error) == (415, "UnsupportedMediaTypeException")


@pytest.mark.parametrize(
    "sent",
    [
        request(x_long="a" * 20_000),
        request().replace(b"\r\n\r\n", b"\r\nx: y" * 200 + b"\r\n\r\n"),
        request("POST", "/domains-list?nextToken=" + "a" * 40_000),
        request(content_length="-1"),
        request(content_length="1", transfer_encoding="chunked"),
        request() + b"\x00\x01\x02 garbage\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 TLS to a plain port \r\n\r\n",
        b"POST /domains-list HTTP/x.y\r\n\r\n",
        b"POST  /domains-list  HTTP/1.1\r\nbroken header\r\n\r\n",
    ],
    ids=[
        "long header",
        "many headers",
        "long line",
        "negative length",
        "two framings",
        "garbage behind",
        "TLS",
        "version",
        "no colon",
    ],
)
def test_text_that_is_not_http_is_refused_in_json(url: str, sent: bytes) -> None:
    with Connection(url) as connection:
        connection.send(sent)
        answer = connection.answer()
        if answer.status == 200:
            answer = connection.answer()

        assert (answer.status, answer.error) == (400, "BadRequestException")
        assert answer.headers["content-type"] == "application/json"
        assert "Traceback" not in answer.document["message"]
        assert connection.is_closed()


def test_target_that_is_not_ascii_is_refused(url: str) -> None:
    """Either of aiohttp's parsers may be at work: the one in C stops it, ours the other's."""
    with Connection(url) as connection:
        connection.send(request("POST", "/domains/\xff\xfe"))
        answer = connection.answer()

    assert answer.status == 400
    assert answer.error in {"BadRequestException", "SerializationException"}


def test_deep_nesting_is_refused(url: str) -> None:
    body = b'{"filter":' + b'{"andAll":[' * 5000 + b"]}" * 5000 + b"}"

    answer = ask(url, "POST", "/domains/d/cases-search", body)

    assert (answer.status, answer.error) == (400, "SerializationException")


def test_body_that_does_not_come_is_not_waited_for(serve: Callable[..., str]) -> None:
    with Connection(serve(timeout=0.05)) as connection:
        connection.send(request(content_length="10") + b"{")
        answer = connection.answer()

    assert (answer.status, answer.error) == (408, "RequestTimeoutException")


def test_body_that_comes_slowly_is_not_waited_for(serve: Callable[..., str]) -> None:
    with Connection(serve(timeout=0.2)) as connection:
        connection.send(request(content_length="1000") + b"{")
        while not connection.has_answer(within=0.05):
            connection.send(b" ")
        answer = connection.answer()

    assert (answer.status, answer.error) == (408, "RequestTimeoutException")


def test_head_that_comes_slowly_is_not_waited_for(serve: Callable[..., str]) -> None:
    with Connection(serve(idle_timeout=0.2)) as connection:
        connection.send(b"POST /domains HTTP/1.1\r\nHost: 127")
        while not connection.has_answer(within=0.05):
            connection.send(b"0")

        assert connection.is_closed()


@pytest.mark.parametrize("count", [1, 3])
def test_client_that_has_closed_its_side_gets_its_answers(url: str, count: int) -> None:
    with Connection(url) as connection:
        connection.send(request() * count)
        connection.socket.shutdown(socket.SHUT_WR)

        assert [connection.answer().status for _ in range(count)] == [200] * count
        assert connection.is_closed()


def test_client_that_has_closed_its_side_too_early_is_answered(url: str) -> None:
    with Connection(url) as connection:
        connection.send(request(content_length="10") + b"{")
        connection.socket.shutdown(socket.SHUT_WR)

        assert connection.answer().error == "BadRequestException"
        assert connection.is_closed()


def test_client_that_closes_its_side_without_a_request_is_let_go(url: str) -> None:
    with Connection(url) as connection:
        connection.send(request())
        connection.answer()
        connection.socket.shutdown(socket.SHUT_WR)

        assert connection.is_closed()


def test_parser_in_python_logs_no_broken_chunk() -> None:
    program = """
from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Server
from tests.server.raw import Connection, request

head = request("POST", "/domains", content_length=None, transfer_encoding="chunked")
with Server(Options(port=0, timeout=0.2)) as server:
    for chunk in (b"zz\\r\\n", b"5\\r\\nabcdefgh\\r\\n", b"0\\r\\nno trailer\\r\\n\\r\\n"):
        with Connection(server.url) as connection:
            connection.send(head)
            connection.has_answer(within=0.05)
            connection.send(chunk)
            print(connection.answer().error, connection.is_closed())
"""

    status, output, errors = run("-c", program, AIOHTTP_NO_EXTENSIONS="1")

    assert (status, errors) == (0, "")
    assert output.splitlines() == ["BadRequestException True"] * 3


def test_headers_over_the_limit_of_all_are_refused(url: str) -> None:
    long = {f"x_long_{number}": "a" * 16_000 for number in range(5)}

    answer = ask(url, **long)

    assert (answer.status, answer.error) == (400, "BadRequestException")


@pytest.mark.parametrize("begun", [b"", b"POST /domains HTTP/1.1\r\nHost: 127"])
def test_head_that_does_not_come_is_not_waited_for(serve: Callable[..., str], begun: bytes) -> None:
    with Connection(serve(idle_timeout=0.05)) as connection:
        connection.send(begun)

        assert connection.is_closed()


def test_answer_that_is_not_taken_is_dropped(serve: Callable[..., str]) -> None:
    url = serve(timeout=0.05)
    ask(url, "POST", "/domains", b'{"name":"orders"}')
    with Connection(url) as connection:
        connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)

        with pytest.raises((ConnectionError, TimeoutError)):
            connection.send(request("GET", "/_mock/state") * 100_000)

        assert ask(url).status == 200


def test_connections_are_bounded(serve: Callable[..., str]) -> None:
    url = serve(max_connections=2)

    with Connection(url) as first, Connection(url) as second, Connection(url) as third:
        for served in (first, second):
            served.send(request())
            assert served.answer().status == 200
        refused = third.answer()

        assert (refused.status, refused.error) == (503, "ServiceUnavailableException")
        assert third.is_closed()


def test_closed_connection_makes_room(serve: Callable[..., str]) -> None:
    url = serve(max_connections=1)
    with Connection(url) as connection:
        connection.send(request(connection="close"))
        connection.answer()
        assert connection.is_closed()

    assert ask(url).status == 200


def test_client_that_leaves_in_the_middle_is_no_error(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with Connection(url) as connection:
        connection.send(request(content_length="10") + b"{")

    assert ask(url).status == 200
    assert caplog.records == []


def test_bug_is_an_internal_error_and_its_traceback_is_logged(
    url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("a secret of the source")

    monkeypatch.setattr(service, "handle", fail)

    answer = ask(url)

    assert (answer.status, answer.error) == (500, "InternalServerException")
    assert "secret" not in json.dumps(answer.document)
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "ZeroDivisionError" in caplog.text
