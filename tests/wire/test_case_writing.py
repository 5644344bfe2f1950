"""Cases that are written from their parts read as those that are written from the model."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_connectcases.wire.case_writing import CaseWriter
from mock_connectcases.wire.protocol import protocol
from mock_connectcases.wire.serializing import ResultError, Written
from tests.strategies import TEXT

ARMS = {
    "stringValue": st.text(TEXT),
    "userArnValue": st.text(TEXT),
    "doubleValue": st.floats(),
    "booleanValue": st.booleans(),
}
values = st.sampled_from(sorted(ARMS)).flatmap(lambda arm: st.tuples(st.just(arm), ARMS[arm]))


def written(fields: list[dict[str, Any]] | Written) -> bytes:
    return protocol().operations["GetCase"].write({"fields": fields, "templateId": "t"})


@given(st.dictionaries(st.text(TEXT, min_size=1), values, max_size=4))
def test_they_are_written_as_the_model_has_them(given_values: dict[str, tuple[str, Any]]) -> None:
    writer = CaseWriter([(field_id, arm) for field_id, (arm, _) in given_values.items()])

    text = writer.write_fields(lambda field_id: given_values[field_id][1])

    one_by_one = [{"id": key, "value": {arm: v}} for key, (arm, v) in given_values.items()]
    assert written(text) == written(one_by_one)


@given(
    st.text(TEXT),
    st.dictionaries(st.text(TEXT, min_size=1), values, max_size=2),
    st.dictionaries(st.text(TEXT), st.text(TEXT), max_size=2),
)
def test_a_page_is_written_as_the_model_has_it(
    case_id: str, given_values: dict[str, tuple[str, Any]], tags: dict[str, str]
) -> None:
    writer = CaseWriter([(field_id, arm) for field_id, (arm, _) in given_values.items()])
    write = protocol().operations["SearchCases"].write

    item = writer.write_item(case_id, "t", lambda field_id: given_values[field_id][1], tags)

    fields = [{"id": key, "value": {arm: v}} for key, (arm, v) in given_values.items()]
    one_by_one = {"caseId": case_id, "templateId": "t", "fields": fields, "tags": tags}
    parts = write({"cases": Written.join([item, item]), "totalCount": 2})
    # Older models have the members in another order.
    assert json.loads(parts) == json.loads(
        write({"cases": [one_by_one, one_by_one], "totalCount": 2})
    )


def test_fields_without_a_value_are_left_out() -> None:
    writer = CaseWriter([("a", "stringValue"), ("b", "doubleValue")])

    assert (
        writer.write_fields({"a": None, "b": math.pi}.__getitem__)
        == f'[{{"id":"b","value":{{"doubleValue":{math.pi}}}}}]'
    )
    assert writer.write_fields(lambda _: None) == "[]"


def test_an_arm_that_the_service_model_lacks_is_left_out() -> None:
    assert CaseWriter([("a", "timeValue")]).write_fields({"a": 1}.get) == "[]"


@pytest.mark.parametrize("value", [1, None])
def test_a_value_of_another_type_is_a_bug(value: Any) -> None:
    with pytest.raises(TypeError):
        CaseWriter([("a", "booleanValue")]).write_fields(lambda _: value or "text")


def test_nothing_but_a_list_can_have_been_written_before() -> None:
    with pytest.raises(ResultError, match="tags"):
        protocol().operations["GetCase"].write(
            {"fields": [], "templateId": "t", "tags": Written("{}")}
        )
