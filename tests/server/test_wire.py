"""Requests as SDKs and proxies send them, byte by byte."""

from __future__ import annotations

import gzip
import json
import socket
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from mock_connectcases import mock_connectcases
from tests.server.raw import SIGNED, Connection, ask, request

if TYPE_CHECKING:
    from typing import Any

CREATE = ("POST", "/domains", b'{"name":"orders"}')


@pytest.fixture
def domain(url: str) -> Any:
    return ask(url, *CREATE).document


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"", {}),
        (b"", {"content_length": None}),
        (b"", {"content_type": "application/json"}),
        (b"{}", {"content_type": "application/json"}),
        (b"{}", {}),
    ],
    ids=["boto3", "Go", "typed", "JS v2", "plain"],
)
def test_no_body_and_an_empty_object_are_the_same(
    url: str, domain: Any, body: bytes, headers: dict[str, str | None]
) -> None:
    answer = ask(url, "POST", f"/domains/{domain['domainId']}", body, **headers)

    assert answer.status == 200
    assert answer.document["name"] == "orders"


@pytest.mark.parametrize(
    "body",
    ['{"name":"Bücher 漢字 🙂"}'.encode(), json.dumps({"name": "Bücher 漢字 🙂"}).encode()],
    ids=["raw UTF-8", "escaped"],
)
def test_text_is_raw_or_escaped(url: str, body: bytes) -> None:
    created = ask(url, "POST", "/domains", body, content_type="application/json").document

    shown = ask(url, "POST", f"/domains/{created['domainId']}").document

    assert shown["name"] == "Bücher 漢字 🙂"


def test_header_names_are_of_any_case(url: str) -> None:
    sent = request(*CREATE, signed=None, authorization=SIGNED.replace("us-east-1", "us-west-2"))

    with Connection(url) as connection:
        connection.send(
            sent.replace(b"Host", b"host").replace(b"Content-Length", b"content-length")
        )
        answer = connection.answer()

    assert ":us-west-2:" in answer.document["domainArn"]


@pytest.mark.parametrize("safe", ["", ":", ":/"], ids=["fully", "slashes only", "not at all"])
def test_arn_in_the_path_is_encoded_fully_or_partly(url: str, domain: Any, safe: str) -> None:
    target = f"/tags/{quote(domain['domainArn'], safe=safe)}"

    ask(url, "POST", target, b'{"tags":{"a b":"c/d+e=f@g"}}')

    assert ask(url, "GET", target).document == {"tags": {"a b": "c/d+e=f@g"}}


def test_repeated_query_keys_are_a_list(url: str, domain: Any) -> None:
    target = f"/tags/{quote(domain['domainArn'], safe='')}"
    ask(url, "POST", target, b'{"tags":{"a+b":"1","Team":"2","kept":"3"}}')

    ask(url, "DELETE", f"{target}?tagKeys=a%2Bb&tagKeys=Team", content_length=None)

    assert ask(url, "GET", target).document == {"tags": {"kept": "3"}}


def test_null_map_value_is_no_value(url: str, domain: Any) -> None:
    target = f"/tags/{quote(domain['domainArn'], safe='')}"

    answer = ask(url, "POST", target, b'{"tags":{"kept":"1","gone":null}}')

    assert answer.status < 500
    assert "gone" not in ask(url, "GET", target).document["tags"]


@pytest.mark.parametrize("slash", ["", "/"])
def test_trailing_slash_of_the_model_is_optional(url: str, domain: Any, slash: str) -> None:
    answer = ask(url, "POST", f"/domains/{domain['domainId']}/rules-list{slash}?maxResults=1")

    assert answer.document == {"caseRules": [], "nextToken": None}


@pytest.mark.newest_model
def test_colon_in_the_path_is_literal(url: str) -> None:
    answer = ask(url, "PUT", "/cases:batchUpdateCase", b"{}")

    assert answer.error == "ValidationException"


def test_forgotten_id_does_not_create_a_domain(url: str) -> None:
    answer = ask(url, "POST", "/domains/", b'{"name":"orders"}')

    assert (answer.status, answer.error) == (404, "UnknownOperationException")


def test_escaped_slash_does_not_split_an_id(url: str) -> None:
    answer = ask(url, "POST", "/domains/a%2Fb%20c%3Fd%23e%25%27%28%29%2A%21")

    assert (answer.status, answer.error) == (404, "ResourceNotFoundException")
    assert answer.document["resourceId"] == "a/b c?d#e%'()*!"


def test_target_of_a_proxy_s_request_is_cut_to_its_path(url: str) -> None:
    answer = ask(url, "POST", f"{url}/domains-list?maxResults=1")

    assert answer.document == {"domains": [], "nextToken": None}


def test_connection_stays_open(url: str) -> None:
    with Connection(url) as connection:
        for _ in range(3):
            connection.send(request())
            assert connection.answer().status == 200


def test_pipelined_requests_are_answered_in_order(url: str) -> None:
    numbers = [str(number) for number in range(100)]

    with Connection(url) as connection:
        connection.send(b"".join(request("POST", f"/domains/{number}") for number in numbers))
        answers = [connection.answer().document["resourceId"] for _ in numbers]

    assert answers == numbers


def test_expected_continue_is_said(url: str) -> None:
    with Connection(url) as connection:
        connection.send(request(*CREATE, expect="100-continue")[: -len(CREATE[2])])
        assert connection.answer().status == 100
        connection.send(CREATE[2])
        assert connection.answer().status == 200


def test_nothing_else_can_be_expected(url: str) -> None:
    answer = ask(url, *CREATE, expect="a miracle")

    assert (answer.status, answer.error) == (417, "ExpectationFailedException")


def test_body_comes_in_chunks(url: str) -> None:
    head = request("POST", "/domains", content_length=None, transfer_encoding="chunked")

    with Connection(url) as connection:
        for piece in (head, b"9\r\n", b'{"name":"\r\n', b'8;x=y\r\norders"}\r\n', b"0\r\n\r\n"):
            connection.send(piece)
        answer = connection.answer()

    assert answer.status == 200


def test_body_is_inflated(url: str) -> None:
    answer = ask(url, "POST", "/domains", gzip.compress(CREATE[2]), content_encoding="gzip")

    assert answer.status == 200


def test_unsigned_body_in_gzip_coding_is_read_while_there_is_a_stub(url: str) -> None:
    with mock_connectcases().stub("qconnect", "GetSession"):
        coded = gzip.compress(CREATE[2])
        answer = ask(url, "POST", "/domains", coded, signed=None, content_encoding="gzip")

    assert answer.status == 200


def test_request_of_http_1_0_is_answered_and_closed(url: str) -> None:
    with Connection(url) as connection:
        connection.send(request(host=None).replace(b"HTTP/1.1", b"HTTP/1.0"))
        answer = connection.answer()

        assert answer.document == {"domains": [], "nextToken": None}
        assert connection.is_closed()


def test_request_of_http_1_0_may_reuse_its_connection(url: str) -> None:
    sent = request(connection="keep-alive").replace(b"HTTP/1.1", b"HTTP/1.0")

    with Connection(url) as connection:
        connection.send(sent)
        first = connection.answer()
        connection.send(sent)

        assert first.headers["connection"] == "keep-alive"
        assert connection.answer().status == 200


def test_close_is_honoured(url: str) -> None:
    with Connection(url) as connection:
        connection.send(request(connection="close"))
        answer = connection.answer()

        assert answer.headers["connection"] == "close"
        assert connection.is_closed()


def test_head_has_no_body(url: str) -> None:
    with Connection(url) as connection:
        connection.send(request("HEAD", "/_mock/health"))
        answer = connection.answer(to="HEAD")
        connection.send(request("GET", "/_mock/health"))

        assert int(answer.headers["content-length"]) > 0
        assert connection.answer().document["status"] == "ok"


@pytest.mark.parametrize("target", ["*", "/domains"])
def test_options_is_no_operation(url: str, target: str) -> None:
    answer = ask(url, "OPTIONS", target)

    assert (answer.status, answer.error) == (404, "UnknownOperationException")


def test_answer_has_the_headers_of_the_service_and_no_others(url: str) -> None:
    answer = ask(url)

    assert set(answer.headers) == {"content-type", "content-length", "date", "x-amzn-requestid"}


def test_answer_leaves_in_one_write(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[bytes] = []
    send = socket.socket.send

    def watched_send(self: socket.socket, data: Any, *arguments: int) -> int:
        written.append(bytes(data))
        return send(self, data, *arguments)

    with Connection(url) as connection:
        monkeypatch.setattr(socket.socket, "send", watched_send)
        connection.socket.sendall(request(*CREATE))
        answer = connection.answer()

    assert [data[:15] for data in written if b"HTTP" in data] == [b"HTTP/1.1 200 OK"]
    assert any(data.endswith(answer.body) for data in written if data.startswith(b"HTTP/1.1"))
