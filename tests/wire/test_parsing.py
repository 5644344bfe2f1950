"""How labels, query strings and JSON values become input members."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest
from botocore.model import ShapeResolver

from mock_connectcases.errors import (
    SerializationException,
    ServiceError,
    UnsupportedModelError,
    ValidationException,
)
from mock_connectcases.wire.model import Shape
from mock_connectcases.wire.parsing import ShapeParsers
from mock_connectcases.wire.query import from_query
from mock_connectcases.wire.violations import Violations

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[..., dict[str, Any]]

CREATE_CASE = "/domains/d/cases"
FIELD = {"id": "a", "value": {"stringValue": ""}}


def parsed(model: dict[str, Any], value: Any, **others: dict[str, Any]) -> Any:
    """Read one value by a shape made up for the test."""
    violations = Violations()
    result = ShapeParsers("Test").compile(shape(model, **others))(value, (None, "it"), violations)
    error = violations.error()
    if error is not None:
        raise error
    return result


def shape(model: dict[str, Any], **others: dict[str, Any]) -> Shape:
    return ShapeResolver({"It": model, **others}).get_shape_by_name("It")


def field_value(**value: Any) -> bytes:
    return json.dumps({"templateId": "t", "fields": [{"id": "a", "value": value}]}).encode()


def test_labels_are_decoded(read: Read) -> None:
    params = read("POST", "/domains/a%2Fb%20c%3F%C3%BC+")

    assert params == {"domainId": "a/b c?ü+"}


def test_a_label_that_is_not_utf8_cannot_be_read(read: Read) -> None:
    with pytest.raises(SerializationException, match="path segment of domainId"):
        read("POST", "/domains/%FF")


def test_labels_are_validated_like_members(read: Read) -> None:
    with pytest.raises(ValidationException, match=r"at 'domainId' .* less than or equal to 500"):
        read("POST", "/domains/" + "x" * 501)


def test_a_repeated_query_key_is_a_list(read: Read) -> None:
    params = read("DELETE", "/tags/x?tagKeys=a&tagKeys=b%3Ac")

    assert params["tagKeys"] == ["a", "b:c"]


def test_numbers_are_read_from_the_query(read: Read) -> None:
    assert read("POST", "/domains-list?maxResults=7") == {"maxResults": 7}


@pytest.mark.parametrize("text", ["", "1.0", "a", "1e3", "0x1", " 1", "1_0", "٣", "9" * 5000])
def test_a_query_text_that_is_no_integer_cannot_be_read(read: Read, text: str) -> None:
    with pytest.raises(SerializationException, match=r"at 'maxResults' is .*expected an integer"):
        read("POST", f"/domains-list?maxResults={text}")


def test_an_empty_query_text_is_an_empty_string(read: Read) -> None:
    assert read("POST", "/domains-list?nextToken=") == {"nextToken": ""}


def test_a_query_key_without_equals_sign_is_an_empty_string(read: Read) -> None:
    assert read("POST", "/domains-list?nextToken") == {"nextToken": ""}


def test_a_plus_in_the_query_is_a_plus(read: Read) -> None:
    assert read("POST", "/domains-list?nextToken=a+b%20c") == {"nextToken": "a+b c"}


def test_of_a_single_query_member_the_first_counts(read: Read) -> None:
    assert read("POST", "/domains-list?maxResults=1&maxResults=2") == {"maxResults": 1}


def test_unknown_query_keys_are_ignored(read: Read) -> None:
    assert read("POST", "/domains-list?X-Amz-Date=%20&&maxResults=1") == {"maxResults": 1}


def test_a_broken_escape_in_the_query_cannot_be_read(read: Read) -> None:
    with pytest.raises(SerializationException, match="query string"):
        read("POST", "/domains-list?nextToken=%zz")


@pytest.mark.parametrize(("text", "value"), [("true", True), ("false", False)])
def test_booleans_are_read_from_a_query(text: str, *, value: bool) -> None:
    assert from_query(shape({"type": "boolean"}))([text]) is value


def test_other_words_are_no_booleans_in_a_query() -> None:
    assert from_query(shape({"type": "boolean"}))(["True"]) == "True"


def test_a_query_member_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UnsupportedModelError, match="timestamp"):
        from_query(shape({"type": "timestamp"}))


def test_the_body_of_an_operation_without_body_members_is_not_read(read: Read) -> None:
    assert read("POST", "/domains/d", b"not json") == {"domainId": "d"}


def test_body_members_cannot_replace_labels(read: Read) -> None:
    params = read("POST", CREATE_CASE, b'{"domainId":"other","templateId":"t","fields":[]}')

    assert params == {"domainId": "d", "templateId": "t", "fields": []}


def test_unknown_members_are_left_out(read: Read) -> None:
    body = {
        "templateId": "t",
        "fields": [{**FIELD, "x": 1}],
        "y": 2,
    }

    params = read("POST", CREATE_CASE, json.dumps(body).encode())

    assert params["fields"] == [FIELD]
    assert "y" not in params


def test_null_members_are_absent(read: Read) -> None:
    params = read("POST", CREATE_CASE, b'{"templateId":"t","fields":[],"performedBy":null}')

    assert params == {"domainId": "d", "templateId": "t", "fields": []}


@pytest.mark.parametrize(
    ("sent", "received"),
    [(1, 1.0), (1.5, 1.5), ("Infinity", math.inf), ("-Infinity", -math.inf), (-0.0, -0.0)],
)
def test_doubles_come_as_numbers_and_as_three_words(read: Read, sent: Any, received: float) -> None:
    params = read("POST", CREATE_CASE, field_value(doubleValue=sent))

    number = params["fields"][0]["value"]["doubleValue"]
    assert type(number) is float
    assert number == received


def test_nan_comes_as_a_word(read: Read) -> None:
    params = read("POST", CREATE_CASE, field_value(doubleValue="NaN"))

    assert math.isnan(params["fields"][0]["value"]["doubleValue"])


@pytest.mark.parametrize("number", ["1e999", "1" + "0" * 400, '"1.5"', '"nan"', "true", "{}", "[]"])
def test_what_no_double_can_hold_cannot_be_read(read: Read, number: str) -> None:
    body = b'{"templateId":"t","fields":[{"id":"a","value":{"doubleValue":%s}}]}'

    with pytest.raises(SerializationException, match="expected a double"):
        read("POST", CREATE_CASE, body % number.encode())


@pytest.mark.parametrize("value", [1, 0, "true"])
def test_only_true_and_false_are_booleans(read: Read, value: Any) -> None:
    with pytest.raises(SerializationException, match="expected a boolean"):
        read("POST", CREATE_CASE, field_value(booleanValue=value))


def test_true_is_not_an_integer(read: Read) -> None:
    with pytest.raises(SerializationException, match="expected an integer of 32 bits"):
        read("POST", "/domains/d/cases-search", b'{"maxResults":true}')


@pytest.mark.parametrize(("kind", "bits"), [("integer", 32), ("long", 64)])
def test_integers_end_where_their_bits_end(kind: str, bits: int) -> None:
    limit = 1 << bits - 1

    assert parsed({"type": kind}, limit - 1) == limit - 1
    assert parsed({"type": kind}, -limit) == -limit
    with pytest.raises(SerializationException, match=f"an integer of {bits} bits"):
        parsed({"type": kind}, limit)


@pytest.mark.parametrize("length", [2, 3])
def test_lengths_are_counted_in_code_points(length: int) -> None:
    assert parsed({"type": "string", "min": 2, "max": 3}, "\U0001f600" * length)


@pytest.mark.parametrize("pattern", ["[a-z]+", "^[a-z]+$"])
def test_a_pattern_holds_for_the_whole_value(pattern: str) -> None:
    model = {"type": "string", "pattern": pattern}

    assert parsed(model, "abc") == "abc"
    for text in ("abc\n", "abc1", "1abc", ""):
        with pytest.raises(ValidationException, match="regular expression pattern"):
            parsed(model, text)


def test_white_space_of_a_pattern_is_that_of_ascii() -> None:
    assert parsed({"type": "string", "pattern": r"\S"}, "\u3000") == "\u3000"


def test_a_double_is_held_to_its_bounds() -> None:
    model = {"type": "double", "min": 1, "max": 2}

    assert parsed(model, 1.5) == 1.5
    for number in (0.5, 2.5):
        with pytest.raises(ValidationException, match="Member must have value"):
            parsed(model, number)


def test_nulls_are_values_of_a_sparse_map_only() -> None:
    text = {"type": "string"}
    model = {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Text"}}

    assert parsed({**model, "sparse": True}, {"a": None}, Text=text) == {"a": None}
    with pytest.raises(ValidationException, match=r"Value null at 'it.a' .* must not be null"):
        parsed(model, {"a": None}, Text=text)


def test_nulls_are_values_of_a_sparse_list_only() -> None:
    text = {"type": "string"}
    model = {"type": "list", "member": {"shape": "Text"}}

    assert parsed({**model, "sparse": True}, [None, "a"], Text=text) == [None, "a"]
    with pytest.raises(ValidationException, match=r"Value null at 'it.2.member' .* not be null"):
        parsed(model, ["a", None], Text=text)


@pytest.mark.parametrize(
    "value",
    [{}, {"unknown": 1}, {"a": None}, {"a": "x", "b": "y"}, {"a": "x", "unknown": "y"}],
)
def test_a_union_has_exactly_one_known_member(value: dict[str, Any]) -> None:
    members = {"a": {"shape": "Text"}, "b": {"shape": "Text"}}
    model = {"type": "structure", "union": True, "members": members}

    with pytest.raises(SerializationException, match=r"exactly one of \[a, b\] set"):
        parsed(model, value, Text={"type": "string"})


def test_nulls_and_the_type_do_not_count_in_a_union() -> None:
    members = {"a": {"shape": "Text"}, "b": {"shape": "Text"}}
    model = {"type": "structure", "union": True, "members": members}

    assert parsed(
        model, {"a": "x", "b": None, "c": None, "__type": "T"}, Text={"type": "string"}
    ) == {"a": "x"}


def test_the_keys_of_a_map_are_held_to_their_constraints() -> None:
    key = {"type": "string", "min": 1, "max": 3, "pattern": "[a-z]+"}
    model = {"type": "map", "key": {"shape": "Key"}, "value": {"shape": "Text"}}

    with pytest.raises(ValidationException) as raised:
        parsed(model, {"A": "x"}, Key=key, Text={"type": "string"})

    assert raised.value.message == (
        "1 validation error detected: Value 'A' at 'it' failed to satisfy constraint: "
        "Map keys must satisfy constraint: [Member must have length less than or equal to 3, "
        "Member must have length greater than or equal to 1, "
        "Member must satisfy regular expression pattern: [a-z]+]"
    )


def test_nothing_of_the_result_belongs_to_the_value_that_was_read() -> None:
    model = {"type": "list", "member": {"shape": "Item"}}
    item = {"type": "structure", "members": {"a": {"shape": "Text"}}}
    value = [{"a": "x"}]

    result = parsed(model, value, Item=item, Text={"type": "string"})

    assert result == value
    assert result is not value
    assert result[0] is not value[0]


@pytest.mark.parametrize(
    ("members", "what"),
    [
        ({"a": {"shape": "Bytes"}}, "of type blob"),
        ({"a": {"shape": "Text", "locationName": "b"}}, "renamed"),
    ],
)
def test_a_model_that_cannot_be_read_is_refused_by_name(members: Any, what: str) -> None:
    model = {"type": "structure", "members": members}

    with pytest.raises(UnsupportedModelError, match=what):
        parsed(model, {}, Bytes={"type": "blob"}, Text={"type": "string"})


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b'{"templateId":1,"fields":"x"}', SerializationException),
        (b'{"templateId":"","fields":"x"}', SerializationException),
        (b'{"templateId":"","fields":[null]}', ValidationException),
    ],
)
def test_an_unreadable_value_goes_before_a_broken_constraint(
    read: Read, body: bytes, error: type[ServiceError]
) -> None:
    with pytest.raises(error):
        read("POST", CREATE_CASE, body)
