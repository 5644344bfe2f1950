"""How the types of records become JSON."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pytest

from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.persistence.codec import Codecs
from mock_connectcases.resources.field_value import Value


@dataclass
class Leaf:
    name: str


@dataclass
class Branch:
    parts: tuple[Leaf | Branch, ...]
    note: str | None = None


codecs = Codecs({})


def test_member_with_its_default_value_is_left_out() -> None:
    codec = codecs.of(Branch)

    assert codec.dump(Branch((), None)) == {"parts": []}
    assert codec.load({"parts": []}) == Branch(())


def test_record_may_hold_records_of_its_own_type() -> None:
    tree = Branch((Leaf("a"), Branch((Leaf("b"),), "inner")))
    codec = codecs.of(Branch)

    written = codec.dump(tree)

    inner = {"parts": [{"Leaf": {"name": "b"}}], "note": "inner"}
    assert written == {"parts": [{"Leaf": {"name": "a"}}, {"Branch": inner}]}
    assert codec.load(written) == tree


def test_error_tells_the_way_to_it() -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        codecs.of(Branch).load({"parts": [{"Leaf": {"name": "a"}}, {"Leaf": {"name": 1}}]})

    assert str(caught.value) == "$.parts[1].Leaf.name must be a string"


@pytest.mark.parametrize("value", ["", "x", 2.0, -0.0, math.inf, -math.inf, True, False])
def test_field_value_keeps_its_type(value: Any) -> None:
    codec = codecs.of(Value)

    found = codec.load(codec.dump(value))

    assert (type(found), repr(found)) == (type(value), repr(value))


def test_field_value_may_be_no_number() -> None:
    codec = codecs.of(Value)

    written = codec.dump(math.nan)

    assert written == {"double": "nan"}
    assert math.isnan(codec.load(written))


def test_set_is_written_in_order() -> None:
    codec = codecs.of(frozenset[str])

    assert codec.dump(frozenset("cab")) == ["a", "b", "c"]
    assert codec.load(["a", "b"]) == {"a", "b"}


@pytest.mark.parametrize("type_", [bytes, object, dict[int, str], set[str]])
def test_type_without_a_form_in_json_is_an_error_at_once(type_: Any) -> None:
    with pytest.raises(TypeError, match="has no form in JSON"):
        codecs.of(type_)
