"""Forms are read or refused with a sentence, and only the server's own are taken."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from requests import Request as Composed

from mock_connectcases.seeds.source import SeedText
from mock_connectcases.server.inspector.forms import (
    MOST_FIELDS,
    Form,
    Token,
    Upload,
    read_form,
    seed_in,
)
from mock_connectcases.server.refusals import Refused
from mock_connectcases.wire.messages import Request
from tests.strategies import examples

if TYPE_CHECKING:
    from collections.abc import Mapping

URL_ENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=x"
DISPOSITION = b"--x\r\nContent-Disposition: form-data; "


def sent(body: bytes, content_type: str = URL_ENCODED) -> Request:
    return Request("POST", "/_mock/act", body, {"Content-Type": content_type})


def uploaded(
    files: Mapping[str, tuple[str, bytes]], fields: Mapping[str, str] | None = None
) -> Request:
    """Return a request with files, as an HTTP client composes it."""
    made = Composed("POST", "http://x", files=files, data=fields).prepare()
    assert isinstance(made.body, bytes)
    return sent(made.body, made.headers["Content-Type"])


def refusal(request: Request) -> Refused:
    with pytest.raises(Refused) as caught:
        read_form(request)
    return caught.value


def part(head: bytes, value: bytes = b"v") -> bytes:
    return DISPOSITION + head + b"\r\n\r\n" + value + b"\r\n"


def test_fields_are_read_with_the_empty_ones() -> None:
    form = read_form(sent("a=1&b=&c=x+y%26%C3%A9&d=é".encode(), f"{URL_ENCODED}; charset=UTF-8"))

    assert form == Form({"a": "1", "b": "", "c": "x y&é", "d": "é"}, {})


def test_type_is_read_in_any_case() -> None:
    assert read_form(sent(b"a=1", URL_ENCODED.title())).fields == {"a": "1"}


def test_files_and_fields_are_read() -> None:
    form = read_form(uploaded({"file": ("desk.yaml", b"a: \xff\r\n")}, {"text": "é\r\n"}))

    assert form == Form({"text": "é\r\n"}, {"file": Upload("desk.yaml", b"a: \xff\r\n")})


def test_large_file_is_read_whole() -> None:
    content = bytes(range(256)) * 20_000

    assert read_form(uploaded({"file": ("a.json", content)})).files["file"].content == content


def test_file_that_was_not_chosen_is_not_there() -> None:
    body = part(b'name="file"; filename=""', b"") + b"--x--\r\n"

    assert read_form(sent(body, MULTIPART)) == Form({}, {})


@pytest.mark.parametrize("path", ["/home/me/desk.json", "../desk.json"])
def test_directories_of_a_file_are_left_out(path: str) -> None:
    body = part(b'name="file"; filename="' + path.encode() + b'"') + b"--x--\r\n"

    assert read_form(sent(body, MULTIPART)).files["file"].name == "desk.json"


@pytest.mark.parametrize("type_", ["application/json", "text/plain", "", "form", ";;;", "\u20ac"])
def test_other_types_are_refused(type_: str) -> None:
    refused = refusal(sent(b"a=1", type_))

    assert refused.response.status == 415
    assert URL_ENCODED in str(refused)


def test_request_without_a_type_is_refused() -> None:
    assert refusal(Request("POST", "/", b"", {})).response.status == 415


@pytest.mark.parametrize(
    ("body", "type_", "rule"),
    [
        (b"a=%FF", URL_ENCODED, "not UTF-8"),
        (b"a=\xff", URL_ENCODED, "not UTF-8"),
        (b"=1", URL_ENCODED, "has no name"),
        (b"a=1&a=2", URL_ENCODED, "'a' twice"),
        (b"", MULTIPART, "ends too early"),
        (b"a=1", MULTIPART, "ends too early"),
        (part(b'name="a"'), MULTIPART, "ends too early"),
        (part(b'name="a"') + b"--x--", "multipart/form-data", "ends too early"),
        (part(b'name="a"') + b"--x--", "multipart/form-data; boundary=\u20ac", "UTF-8|too early"),
        (b"--x\r\nA: b\r\n\r\nv\r\n--x--", MULTIPART, "ends too early"),
        (part(b'nme="a"') + b"--x--", MULTIPART, "has no name"),
        (part(b'name="a"') * 2 + b"--x--", MULTIPART, "'a' twice"),
        (part(b'name="a"', b"\xff") + b"--x--", MULTIPART, "not UTF-8"),
        (part(b'name="\xff"') + b"--x--", MULTIPART, "not UTF-8"),
        (part(b'name="f"; filename="a\x07.json"') + b"--x--", MULTIPART, "no valid name of a file"),
        (part(b'name="f"; filename="/"') + b"--x--", MULTIPART, "no valid name of a file"),
        (part(b'name="f"; filename="' + b"a" * 256 + b'"') + b"--x--", MULTIPART, "no valid name"),
    ],
)
def test_what_is_no_form_is_refused(body: bytes, type_: str, rule: str) -> None:
    refused = refusal(sent(body, type_))

    assert refused.response.status == 400
    assert any(each in str(refused) for each in rule.split("|"))
    assert len(str(refused)) < 300


@pytest.mark.parametrize(
    ("body", "type_"),
    [
        (b"&".join(b"a%d=" % each for each in range(MOST_FIELDS + 1)), URL_ENCODED),
        (b"&" * 1_000_000, URL_ENCODED),
        (
            b"".join(part(b'name="a%d"' % each) for each in range(MOST_FIELDS + 1)) + b"--x--",
            MULTIPART,
        ),
    ],
)
def test_too_many_fields_are_refused(body: bytes, type_: str) -> None:
    refused = refusal(sent(body, type_))

    assert refused.response.status == 413
    assert str(MOST_FIELDS) in str(refused)


def test_as_many_fields_as_may_be_are_read() -> None:
    body = b"&".join(b"a%d=" % each for each in range(MOST_FIELDS))

    assert len(read_form(sent(body)).fields) == MOST_FIELDS


PIECES = st.sampled_from(
    [
        *(b"--x", b"--x--", b"\r\n", b"\n", b"\r", b'Content-Disposition: form-data; name="a"'),
        *(b'; filename="f.json"', b"; filename*=UTF-8''%ff", b"Content-Type: text/plain", b"="),
        *(b"; charset=utf-16", b"\xff", b"a", b"&", b"%", b":", b'"', b"Content-Length: -1"),
    ]
)


@settings(deadline=None, max_examples=examples(150))
@given(st.lists(PIECES, max_size=30), st.sampled_from([URL_ENCODED, MULTIPART]))
def test_any_bytes_are_read_or_refused(pieces: list[bytes], type_: str) -> None:
    with suppress(Refused):
        form = read_form(sent(b"".join(pieces), type_))
        assert all(isinstance(each, str) for pair in form.fields.items() for each in pair)


def test_token_lets_the_form_in_without_it() -> None:
    token = Token()

    form = token.check(Form({"token": token.value, "a": "1"}, {}))

    assert form == Form({"a": "1"}, {})


@pytest.mark.parametrize("given", [None, "", "x", "é", "\x00"])
def test_form_without_the_token_is_refused(given: str | None) -> None:
    token = Token()
    fields = {} if given is None else {"token": given}

    with pytest.raises(Refused) as caught:
        token.check(Form(fields, {}))

    assert caught.value.response.status == 403
    assert "nothing was changed" in str(caught.value)
    assert token.value not in str(caught.value)


def test_each_server_has_a_token_of_its_own() -> None:
    mine, other = Token(), Token()

    with pytest.raises(Refused):
        mine.check(Form({"token": other.value}, {}))


def test_seed_is_the_file_or_the_text() -> None:
    file = Form({"text": " \r\n", "format": "yaml"}, {"file": Upload("desk.json", b"{}")})
    text = Form({"text": "a: b", "format": "yaml"}, {})

    assert seed_in(file) == SeedText("desk.json", b"{}")
    assert seed_in(text) == SeedText("pasted.yaml", "a: b")


@pytest.mark.parametrize(
    ("form", "rule"),
    [
        (Form({}, {}), "choose a file"),
        (Form({"text": " "}, {}), "choose a file"),
        (Form({"text": "{}"}, {"file": Upload("a.json", b"")}), "a file and a text"),
        (Form({"text": "{}"}, {}), "json or yaml, not ''"),
        (Form({"text": "{}", "format": "xml"}, {}), "json or yaml, not 'xml'"),
    ],
)
def test_form_without_one_seed_is_refused(form: Form, rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        seed_in(form)
