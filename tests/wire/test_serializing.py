"""How results become the JSON of an answer."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from botocore.model import ShapeResolver

from mock_connectcases.errors import UnsupportedModelError
from mock_connectcases.wire.model import service_model
from mock_connectcases.wire.protocol import Protocol
from mock_connectcases.wire.serializing import ResultError, ShapeWriters

WIRE = Protocol(service_model())
MOMENT = datetime(2026, 11, 22, 16, 14, 53, 123_999, timezone.utc)


def written(operation: str, result: dict[str, Any] | None) -> bytes:
    return WIRE.operations[operation].write(result)


def written_as(model: dict[str, Any], value: Any, **others: dict[str, Any]) -> str:
    """Write one value by a shape made up for the test."""
    shape = ShapeResolver({"It": model, **others}).get_shape_by_name("It")
    return ShapeWriters("Test").compile(shape)(value)


def layout(**members: Any) -> dict[str, Any]:
    return {"layoutId": "l", "layoutArn": "a", "name": "n", "content": {"basic": {}}, **members}


def without(result: dict[str, Any], name: str) -> dict[str, Any]:
    return {other: member for other, member in result.items() if other != name}


def field(value: dict[str, Any]) -> dict[str, Any]:
    return {"templateId": "t", "fields": [{"id": "a", "value": value}]}


def test_json_is_compact_and_raw_utf8() -> None:
    body = written("GetCase", field({"stringValue": 'ü"\\\n\u2028'}))

    value = '{"stringValue":"ü\\"\\\\\\n\u2028"}'
    expected = f'{{"fields":[{{"id":"a","value":{value}}}],"templateId":"t","nextToken":null}}'
    assert body == expected.encode()


def test_none_members_are_left_out() -> None:
    assert json.loads(written("GetLayout", layout(tags=None))) == layout()


def test_a_list_that_has_ended_says_so() -> None:
    assert written("ListDomains", {"domains": []}) == b'{"domains":[],"nextToken":null}'


def test_a_list_that_goes_on_has_its_token_once() -> None:
    body = written("ListDomains", {"nextToken": "x", "domains": []})

    assert body == b'{"domains":[],"nextToken":"x"}'


@pytest.mark.parametrize("result", [None, {}])
def test_an_output_without_members_is_an_empty_object(result: dict[str, Any] | None) -> None:
    assert written("UpdateCase", result) == b"{}"


@pytest.mark.parametrize("result", [None, {}])
def test_an_operation_without_output_has_no_body(result: dict[str, Any] | None) -> None:
    assert written("TagResource", result) == b""


def test_times_are_iso_8601_in_utc_with_milliseconds() -> None:
    body = written("GetLayout", layout(createdTime=MOMENT))

    assert json.loads(body)["createdTime"] == "2026-11-22T16:14:53.123Z"


def test_whole_seconds_have_milliseconds_too() -> None:
    body = written("GetLayout", layout(createdTime=MOMENT.replace(microsecond=0)))

    assert json.loads(body)["createdTime"] == "2026-11-22T16:14:53.000Z"


def test_times_of_other_zones_are_converted() -> None:
    elsewhere = MOMENT.astimezone(timezone(timedelta(hours=5, minutes=30)))

    body = written("GetLayout", layout(createdTime=elsewhere))

    assert json.loads(body)["createdTime"] == "2026-11-22T16:14:53.123Z"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1.0, "1.0"),
        (1, "1.0"),
        (1e21, "1e+21"),
        (float("nan"), '"NaN"'),
        (float("inf"), '"Infinity"'),
        (float("-inf"), '"-Infinity"'),
    ],
)
def test_doubles_are_numbers_or_one_of_three_words(number: float, text: str) -> None:
    body = written("GetCase", field({"doubleValue": number}))

    assert f'"doubleValue":{text}}}'.encode() in body


def test_nulls_are_values_of_a_sparse_map_only() -> None:
    text = {"type": "string"}
    model = {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Text"}}

    assert written_as({**model, "sparse": True}, {"a": None, "b": "x"}, Text=text) == (
        '{"a":null,"b":"x"}'
    )
    with pytest.raises(TypeError):
        written_as(model, {"a": None}, Text=text)


def test_nulls_are_values_of_a_sparse_list_only() -> None:
    text = {"type": "string"}
    model = {"type": "list", "member": {"shape": "Text"}}

    assert written_as({**model, "sparse": True}, ["a", None], Text=text) == '["a",null]'
    with pytest.raises(TypeError):
        written_as(model, ["a", None], Text=text)


@pytest.mark.parametrize(
    ("result", "named"),
    [
        (layout(colour="red"), "GetLayout.*GetLayoutResponse, member 'colour'"),
        (without(layout(), "layoutArn"), "GetLayoutResponse, member 'layoutArn'"),
        (layout(name=None), "GetLayoutResponse, member 'name'"),
        (layout(name=5), "GetLayoutResponse, member 'name'"),
        (layout(name=b"n"), "GetLayoutResponse, member 'name'"),
        (layout(deleted=1), "GetLayoutResponse, member 'deleted'"),
        (layout(createdTime="2026-11-22T16:14:53Z"), "GetLayoutResponse, member 'createdTime'"),
        (layout(createdTime=datetime(2026, 1, 1)), "member 'createdTime'"),  # noqa: DTZ001
        (layout(content={}), "LayoutContent"),
        (layout(content={"basic": {"topPanel": {"sections": {}}}}), "SectionsList.*not a list"),
        (layout(content={"basic": {}, "other": {}}), "LayoutContent"),
        (layout(content={"other": {}}), "LayoutContent, member 'other'"),
        (layout(content=None), "member 'content'"),
        (layout(content={"basic": []}), "BasicLayout"),
        ([], "GetLayoutResponse"),
    ],
)
def test_a_result_that_the_model_does_not_describe_raises(result: Any, named: str) -> None:
    with pytest.raises(ResultError, match=named):
        written("GetLayout", result)


@pytest.mark.parametrize("number", [True, "1", None])
def test_a_double_is_a_number(number: Any) -> None:
    with pytest.raises(ResultError, match="member 'doubleValue'"):
        written("GetCase", field({"doubleValue": number}))


@pytest.mark.parametrize("count", [True, 1.0, "1"])
def test_an_integer_is_an_integer(count: Any) -> None:
    model = {"type": "structure", "members": {"count": {"shape": "Count"}}}

    with pytest.raises(ResultError, match="member 'count'"):
        written_as(model, {"count": count}, Count={"type": "long"})


def test_an_integer_is_written_with_all_its_digits() -> None:
    assert written_as({"type": "long"}, 1 << 62) == "4611686018427387904"


@pytest.mark.parametrize(
    ("model", "what"),
    [
        ({"type": "blob"}, "of type blob"),
        ({"type": "timestamp"}, "not in ISO 8601"),
        (
            {
                "type": "structure",
                "members": {"a": {"shape": "Text", "location": "header", "locationName": "x"}},
            },
            "member a",
        ),
    ],
)
def test_a_model_that_cannot_be_written_is_refused_by_name(model: Any, what: str) -> None:
    with pytest.raises(UnsupportedModelError, match=what):
        written_as(model, {}, Text={"type": "string"})


@pytest.mark.newest_model
def test_association_and_target_times_have_nine_digits() -> None:
    configuration = {
        "name": "n",
        "type": "CaseField",
        "status": "Met",
        "targetTime": MOMENT,
        "completionTime": MOMENT,
    }
    body = written(
        "UpdateRelatedItem",
        {
            "relatedItemId": "i",
            "relatedItemArn": "a",
            "type": "Sla",
            "content": {"sla": {"slaConfiguration": configuration}},
            "associationTime": MOMENT,
        },
    ).decode()

    assert '"associationTime":"2026-11-22T16:14:53.123999000Z"' in body
    assert '"targetTime":"2026-11-22T16:14:53.123999000Z"' in body
    assert '"completionTime":"2026-11-22T16:14:53.123Z"' in body
