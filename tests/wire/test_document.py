"""What may be the JSON document of a request body."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from mock_connectcases.errors import SerializationException
from mock_connectcases.wire.document import nesting, read_document

if TYPE_CHECKING:
    from collections.abc import Callable

SEARCH = "/domains/d/cases-search"


@pytest.mark.parametrize("body", [b"", b"{}", b" \r\n\t", b" { } "])
def test_no_body_and_an_empty_object_are_the_same(body: bytes) -> None:
    assert read_document(body) == {}


@pytest.mark.parametrize(
    "body",
    [
        b'\xef\xbb\xbf{"a":1}',
        b"\xef\xbb\xbf{}",
        b"\xef\xbb\xbf",
        '{"a":1}'.encode("utf-16-le"),
        '{"a":1}'.encode("utf-16-be"),
    ],
)
def test_a_byte_order_mark_and_utf16_are_no_json(body: bytes) -> None:
    with pytest.raises(SerializationException, match="not JSON"):
        read_document(body)


@pytest.mark.parametrize("body", [b"[]", b"null", b'"{}"', b"1", b"true"])
def test_a_body_that_is_not_an_object_cannot_be_read(body: bytes) -> None:
    with pytest.raises(SerializationException, match="not a JSON object"):
        read_document(body)


@pytest.mark.parametrize(
    "body", [b"{", b"{'a':1}", b'{"a":1,}', b"{} {}", b'{"a":\x00}', b'{"a":01}']
)
def test_broken_json_cannot_be_read(body: bytes) -> None:
    with pytest.raises(SerializationException, match="not JSON"):
        read_document(body)


@pytest.mark.parametrize("word", [b"NaN", b"Infinity", b"-Infinity"])
def test_bare_words_for_numbers_are_not_json(word: bytes) -> None:
    with pytest.raises(SerializationException, match="written as the string"):
        read_document(b'{"a":%s}' % word)


@pytest.mark.parametrize(
    "body", [b'{"a":"\xff"}', b'{"a":"\xed\xa0\x80"}', '{"a":1}'.encode("utf-16")]
)
def test_only_utf8_can_be_read(body: bytes) -> None:
    with pytest.raises(SerializationException, match="not UTF-8"):
        read_document(body)


@pytest.mark.parametrize(
    "body", [rb'{"a":"\ud800"}', rb'{"a":["x\uDC00"]}', rb'{"\udfff":1}', rb'{"a":{"b":"\ud83dx"}}']
)
def test_half_a_surrogate_pair_cannot_be_read(body: bytes) -> None:
    with pytest.raises(SerializationException, match="not UTF-8"):
        read_document(body)


def test_a_whole_surrogate_pair_is_one_character() -> None:
    assert read_document(rb'{"a":"\ud83d\ude00"}') == {"a": "\U0001f600"}


def test_an_integer_with_too_many_digits_cannot_be_read() -> None:
    with pytest.raises(SerializationException, match="too many digits"):
        read_document(b'{"a":%s}' % (b"9" * 5000))


@pytest.mark.parametrize(
    ("body", "levels"),
    [(b"", 0), (b"{}", 1), (b'{"a":[{}]}', 3), (b'{"[[[":"\\"[["}', 1), (b'{"a":[],"b":[[]]}', 3)],
)
def test_nesting_is_counted_outside_of_strings(body: bytes, levels: int) -> None:
    assert nesting(body) == levels


def nested(levels: int) -> bytes:
    return b'{"filter":%s{}%s}' % (b'{"not":' * levels, b"}" * levels)


@pytest.mark.parametrize("levels", [200, 5_000, 200_000])
def test_a_filter_nested_without_end_cannot_be_read(
    levels: int, read: Callable[..., dict[str, Any]]
) -> None:
    with pytest.raises(SerializationException, match="nested deeper than 128 levels"):
        read("POST", SEARCH, nested(levels))


def test_a_list_of_filters_counts_as_two_levels(read: Callable[..., dict[str, Any]]) -> None:
    field = b'{"field":{"equalTo":{"id":"a","value":{"booleanValue":true}}}}'
    body = b'{"filter":%s%s%s}'

    accepted = read("POST", SEARCH, body % (b'{"andAll":[' * 60, field, b"]}" * 60))

    assert accepted["filter"]["andAll"][0]["andAll"]
    with pytest.raises(SerializationException, match="nested deeper than 128 levels"):
        read("POST", SEARCH, body % (b'{"andAll":[' * 70, field, b"]}" * 70))


def test_filters_side_by_side_are_not_nested(read: Callable[..., dict[str, Any]]) -> None:
    field = b'{"field":{"equalTo":{"id":"a","value":{"booleanValue":true}}}}'
    deep = b'{"not":' * 50 + field + b"}" * 50

    params = read("POST", SEARCH, b'{"filter":{"orAll":[%s]}}' % b",".join([deep] * 10))

    assert len(params["filter"]["orAll"]) == 10


def from_deep_in_the_stack(frames: int, action: Callable[[], Any]) -> Any:
    return action() if frames == 0 else from_deep_in_the_stack(frames - 1, action)


def test_a_deep_stack_changes_nothing(read: Callable[..., dict[str, Any]]) -> None:
    frame, used = sys._getframe(), 0
    while frame.f_back is not None:
        frame, used = frame.f_back, used + 1
    read("POST", SEARCH, b"{}")

    with pytest.raises(SerializationException, match="nested deeper than 128 levels"):
        from_deep_in_the_stack(
            sys.getrecursionlimit() - used - 100, lambda: read("POST", SEARCH, nested(5_000))
        )


def test_unknown_members_are_ignored_however_deep(read: Callable[..., dict[str, Any]]) -> None:
    body = b'{"name":"a","unknown":%s%s}' % (b"[" * 300, b"]" * 300)

    assert read("POST", "/domains", body) == {"name": "a"}
