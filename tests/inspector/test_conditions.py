"""Conditions of a search that name an option by another text than its value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest

from mock_connectcases import mock_connectcases
from mock_connectcases.inspector.conditions import conditions_without_option
from mock_connectcases.inspector.snapshot import take_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator


class Desk:
    """A domain, and what is said of a search in it."""

    def __init__(self) -> None:
        self.client: Any = boto3.client("connectcases", region_name="us-east-1")
        self.domain_id = self.client.create_domain(name="desk")["domainId"]

    def advice(self, filter_: dict[str, Any]) -> list[str]:
        """Search with a filter, and return what is said of it."""
        self.client.search_cases(domainId=self.domain_id, filter=filter_)
        return advice_of_last()


def advice_of_last() -> list[str]:
    return conditions_without_option(take_snapshot(), mock_connectcases().calls.last)


def equal(field_id: str, **value: Any) -> dict[str, Any]:
    return {"field": {"equalTo": {"id": field_id, "value": value}}}


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Return an empty desk."""
    with mock_connectcases():
        yield Desk()


def test_name_of_an_option_is_no_value(desk: Desk) -> None:
    assert desk.advice(equal("status", stringValue="Open")) == [
        "The condition status equalTo 'Open' matches no option: options are compared by their"
        " values; 'Open' is the name of 'open'."
    ]


def test_misspelt_value_gets_the_nearest(desk: Desk) -> None:
    (sentence,) = desk.advice(equal("status", stringValue="opne"))

    assert sentence.endswith("; did you mean 'open'?")


def test_value_of_an_option_is_right(desk: Desk) -> None:
    assert desk.advice(equal("status", stringValue="open")) == []


def test_empty_value_is_right(desk: Desk) -> None:
    assert desk.advice(equal("status", emptyValue={})) == []


def test_field_without_options_takes_any_text(desk: Desk) -> None:
    assert desk.advice(equal("title", stringValue="Open")) == []


def test_tag_takes_any_text(desk: Desk) -> None:
    tag = {"key": "status", "value": "the stringValue Open"}

    assert desk.advice({"tag": {"equalTo": tag}}) == []


def test_each_condition_of_a_tree_is_named_once(desk: Desk) -> None:
    one, other = (equal("status", stringValue=each) for each in ("Open", "Closed"))

    found = desk.advice({"orAll": [{"not": one}, {"andAll": [other, one]}]})

    assert [each.split()[4] for each in found] == ["'Open'", "'Closed'"]


def test_filter_of_custom_items_is_read(desk: Desk) -> None:
    field_id = desk.client.create_field(domainId=desk.domain_id, name="Part", type="SingleSelect")[
        "fieldId"
    ]
    filters = [{"custom": {"fields": equal(field_id, stringValue="Leg")}}]

    desk.client.search_all_related_items(domainId=desk.domain_id, filters=filters)

    assert advice_of_last() == [
        f"The condition {field_id} equalTo 'Leg' matches no option: options are compared by their"
        " values; there is none."
    ]


def test_search_in_a_domain_that_is_gone_has_no_advice(desk: Desk) -> None:
    desk.client.search_cases(domainId=desk.domain_id, filter=equal("status", stringValue="Open"))
    search = mock_connectcases().calls.last
    desk.client.delete_domain(domainId=desk.domain_id)

    assert conditions_without_option(take_snapshot(), search) == []


def test_other_operation_has_no_advice(desk: Desk) -> None:
    desk.client.list_domains()

    assert advice_of_last() == []
