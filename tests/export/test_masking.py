"""Stand-ins: of the same kind and length, the same for the same, and unknown to others."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_connectcases.export.masking import Mask
from mock_connectcases.resources import field_value
from mock_connectcases.resources.audit import User
from mock_connectcases.resources.field import Field

MOMENT = datetime(2026, 1, 1, tzinfo=timezone.utc)


def field(type_: str, field_id: str = "own") -> Field:
    return Field(
        field_id=field_id,
        arn="arn",
        name="name",
        type=type_,
        namespace="Custom",
        created_time=MOMENT,
        last_modified_time=MOMENT,
    )


@given(st.text())
def test_masked_text_has_the_same_length_and_kinds_of_characters(text: str) -> None:
    masked = Mask().text(text)

    assert len(masked) == len(text)
    assert [each.isspace() for each in masked] == [each.isspace() for each in text]
    assert [each.isdigit() for each in masked] == [each.isdigit() for each in text]


@given(st.text())
def test_stand_in_is_the_same_for_the_same(text: str) -> None:
    mask = Mask()

    assert mask.text(text) == mask.text(text)


def test_two_exports_have_different_stand_ins() -> None:
    text = "A long sentence of a customer, with many letters."

    assert len({Mask().text(text) for _ in range(5)}) == 5


@pytest.mark.parametrize(
    ("of", "value"),
    [
        (field("Url"), "https://shop.test:8080/ann?id=17#top"),
        (field("User"), "arn:aws:connect:us-east-1:123456789012:instance/i/agent/a17"),
        (
            field("Text", "customer_id"),
            "arn:aws:profile:us-east-1:123456789012:domains/d/profiles/p17",
        ),
        (field("Text", "assigned_user"), "arn:aws:connect:us-east-1:123456789012:i/agent/a17"),
        (field("Text", "reference_number"), "AB-12/3"),
        (field("Text", "reference_id"), "AB-12/3"),
        (field("Text", "title"), "Lamp 17"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_stand_in_is_a_value_that_the_field_takes(of: Field, value: str) -> None:
    masked = Mask().value(of, value)

    assert masked != value
    assert field_value.read_value(of, field_value.to_union(of, masked)) == masked


@pytest.mark.parametrize(
    ("of", "value"),
    [
        (field("Number"), 17.5),
        (field("Boolean"), True),
        (field("DateTime"), "2026-01-01T00:00:00Z"),
        (field("SingleSelect"), "low"),
        (field("Text", "assigned_queue"), "arn:aws:connect:us-east-1:123456789012:i/queue/q"),
        (field("Text"), ""),
        (field("Text"), None),
    ],
)
def test_other_values_are_unchanged(of: Field, value: object) -> None:
    assert Mask().value(of, value) == value  # type: ignore[arg-type]


def test_reference_ids_stay_different() -> None:
    mask = Mask()
    of = field("Text", "reference_id")
    given_ids = [f"{number}" for number in range(200)]

    masked = [str(mask.value(of, each)).casefold() for each in given_ids]

    assert len(set(masked)) == len(masked)
    assert [str(mask.value(of, each)).casefold() for each in given_ids] == masked


def test_user_is_masked_whichever_it_is() -> None:
    mask = Mask()
    user = User("arn:aws:connect:us-east-1:123456789012:instance/i/agent/ann", None)

    masked = mask.user(user)

    assert masked is not None
    assert str(masked.user_arn).startswith(
        "arn:aws:connect:us-east-1:123456789012:instance/i/agent/"
    )
    assert masked.user_arn != user.user_arn
    assert mask.user(User(None, "ann 17")) != User(None, "ann 17")
    assert mask.user(None) is None
