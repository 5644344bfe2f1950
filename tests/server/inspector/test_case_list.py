"""The list of cases: it is what SearchCases answers, and says which request that is."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from botocore.exceptions import ClientError

from mock_connectcases import mock_connectcases
from tests.server.inspector.conftest import Shop
from tests.server.inspector.reading import Page, visit


@pytest.fixture
def filled(shop: Shop) -> Shop:
    """Return a shop with four cases."""
    for title, priority in (("Lamp", "low"), ("Chair", "urgent"), ("Table", "low")):
        shop.create_case(title, priority)
    shop.create_case("Chair again", tags={"colour": "red"})
    return shop


def search(url: str, shop: Shop, *pairs: tuple[str, str]) -> Page:
    return visit(url, f"{shop.path}/cases?{urlencode(pairs)}")


def titles(page: Page, shop: Shop) -> list[str]:
    found = re.findall(rf'href="{shop.path}/cases/[^"]+"><bdi>(.*?)</bdi>', page.html)
    return [html.unescape(each) for each in found]


def request_of(page: Page) -> str:
    """Return the boto3 call that the page offers to copy."""
    (text,) = re.findall(r'<pre id="boto3".*?><code>(.*?)</code>', page.html, re.DOTALL)
    return html.unescape(text)


def condition(field: str, operator: str, value: str) -> list[tuple[str, str]]:
    return [("field", field), ("op", operator), ("value", value)]


def priority_is(shop: Shop, value: str, operator: str = "equalTo") -> list[tuple[str, str]]:
    return condition(shop.priority, operator, value)


@pytest.mark.parametrize(
    "query",
    [
        [],
        [("q", "chair")],
        condition("title", "contains", "air"),
        condition("title", "not contains", "air"),
        condition("assigned_user", "equalTo", ""),
        condition("tag:", "equalTo", "colour=red"),
        condition("tag:", "not equalTo", "colour=red"),
        [*condition("title", "equalTo", "Lamp"), *condition("title", "equalTo", "Table")],
        [
            ("match", "any"),
            *condition("title", "equalTo", "Lamp"),
            *condition("title", "equalTo", "Table"),
        ],
        [("sort", "title"), ("order", "Asc")],
        [("sort", "title"), ("order", "Desc"), ("sort", "status"), ("order", "Asc")],
        [("filter", '{"not": {"tag": {"equalTo": {"key": "colour", "value": "red"}}}}')],
        [
            ("filter", '{"tag": {"equalTo": {"key": "colour", "value": "red"}}}'),
            *condition("title", "contains", "Chair"),
        ],
    ],
)
def test_list_is_what_the_request_beside_it_finds(
    url: str, filled: Shop, query: list[tuple[str, str]]
) -> None:
    page = search(url, filled, *query)
    response: dict[str, Any] = eval(request_of(page).strip(), {"client": filled.client})  # noqa: S307

    assert page.status == 200
    assert titles(page, filled) == [
        next(each["value"]["stringValue"] for each in case["fields"] if each["id"] == "title")
        for case in response["cases"]
    ]
    assert f"{response['totalCount']} case" in page.text


def test_conditions_find_what_they_say(url: str, filled: Shop) -> None:
    def found(*query: tuple[str, str]) -> list[str]:
        return titles(search(url, filled, *query), filled)

    assert found(*priority_is(filled, "urgent")) == ["Chair"]
    assert found(*priority_is(filled, "urgent", "not equalTo")) == ["Chair again", "Table", "Lamp"]
    assert found(("q", "chair"), ("sort", "title"), ("order", "Asc")) == ["Chair", "Chair again"]
    assert found(*condition("tag:", "equalTo", "colour=red")) == ["Chair again"]


def test_number_is_compared_as_a_number(url: str, filled: Shop) -> None:
    filled.client.update_case(
        domainId=filled.domain_id,
        caseId=(case := filled.create_case("Paid")),
        fields=[{"id": filled.refund, "value": {"doubleValue": 9}}],
    )

    page = search(url, filled, *condition(filled.refund, "lessThan", "10.5"))

    assert case in page.html
    assert titles(page, filled) == ["Paid"]


def test_form_shows_the_query_again(url: str, filled: Shop) -> None:
    page = search(
        url,
        filled,
        ("q", "chair"),
        *priority_is(filled, "low"),
        ("sort", "title"),
        ("order", "Desc"),
    )
    chosen = [
        given["value"] for tag, given in page.tags if "selected" in given and "value" in given
    ]

    assert chosen[:2] == [filled.priority, "equalTo"]
    assert "title" in chosen
    assert 'name="q" type="search" value="chair"' in page.html


def test_pages_follow_each_other(url: str, shop: Shop) -> None:
    for number in range(30):
        shop.create_case(f"Case {number}")

    first = search(url, shop, ("sort", "created_datetime"), ("order", "Asc"))
    (address,) = [each for each in first.links if "token=" in each]
    second = visit(url, f"{shop.path}/cases{address}")

    assert titles(first, shop) + titles(second, shop) == [f"Case {each}" for each in range(30)]
    assert not [each for each in second.links if "token=" in each]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (condition("none", "equalTo", "x"), "Field 'none' does not exist"),
        (condition("title", "likes", "x"), "Exception"),
        (condition("title", "", "x"), "Exception"),
        ([("filter", "{")], "The filter is not JSON"),
        ([("filter", "[]")], "The filter is not a JSON object"),
        ([("filter", '{"all": 1}')], "Exception"),
        ([("filter", "[" * 5_000)], "The filter is not JSON"),
        ([("sort", "title"), ("order", "Up")], "validation error"),
        ([("token", "x")], "Exception"),
    ],
)
def test_request_that_is_refused_says_why(
    url: str, filled: Shop, query: list[tuple[str, str]], message: str
) -> None:
    page = search(url, filled, *query)

    assert page.status == 400
    assert message in page.text
    assert titles(page, filled) == []


@pytest.mark.parametrize("value", ["ten", "1e999x", "--1"])
def test_text_for_a_number_is_refused_with_the_name_of_the_field(
    url: str, filled: Shop, value: str
) -> None:
    page = search(url, filled, *condition(filled.refund, "equalTo", value))

    assert f"“Refund” is a number, not {value!r}." in page.text


def test_refusal_is_the_one_that_a_program_gets(url: str, filled: Shop) -> None:
    page = search(url, filled, *condition("created_datetime", "contains", "2026"))

    with pytest.raises(ClientError) as refused:
        filled.client.search_cases(
            domainId=filled.domain_id,
            filter={
                "field": {"contains": {"id": "created_datetime", "value": {"stringValue": "2026"}}}
            },
        )
    assert refused.value.response["Error"]["Message"] in page.text


def test_list_shows_cases_that_programs_do_not_find_yet(url: str, shop: Shop) -> None:
    mock_connectcases().search_lag(60)
    shop.create_case("New")

    page = search(url, shop)

    assert shop.client.search_cases(domainId=shop.domain_id)["cases"] == []
    assert titles(page, shop) == ["New"]
    assert "A search lag of 1 min is on: programs do not find newer cases yet" in page.text


def test_search_lag_of_the_account_has_a_notice(url: str, shop: Shop) -> None:
    mock_connectcases().for_account("123456789012").search_lag(5)

    assert "A search lag of 5 s is on" in search(url, shop).text


def test_search_lag_of_another_account_has_no_notice(url: str, shop: Shop) -> None:
    mock_connectcases().for_account("210987654321").search_lag(5)

    assert "A search lag" not in search(url, shop).text


def test_account_with_a_search_lag_of_zero_has_no_notice(url: str, shop: Shop) -> None:
    mock_connectcases().search_lag(60)
    mock_connectcases().for_account("123456789012").search_lag(0)

    assert "A search lag" not in search(url, shop).text


def columns(page: Page) -> list[str]:
    """Return the names of the columns."""
    head = re.findall(r"<thead>.*?</thead>", page.html, re.DOTALL)[0]
    cells = re.findall(r"<th .*?>(.*?)</th>", head, re.DOTALL)
    return [re.sub(r"<span.*?</span>|<.*?>", "", each).strip() for each in cells]


def test_list_shows_template_customer_and_slas(url: str, shop: Shop) -> None:
    case_id = shop.create_case("Three legs")
    shop.add_sla(case_id)
    customer = "arn:aws:profile:us-east-1:123456789012:domains/shop/profiles/ann"
    value = {"stringValue": customer}
    shop.client.update_case(
        domainId=shop.domain_id, caseId=case_id, fields=[{"id": "customer_id", "value": value}]
    )

    page = search(url, shop)

    expected = ["Title", "Status", "Template", "Customer Id", "SLA", "Assigned user"]
    assert columns(page) == [*expected, "Date/Time Updated"]
    assert re.search("Three legs Open Complaint profiles/ann Active Solved 20", page.text)
    assert f'title="{customer}"' in page.html


def test_columns_are_chosen(url: str, filled: Shop) -> None:
    page = search(url, filled, ("column", filled.priority), ("column", "template"))
    checked = [given["value"] for tag, given in page.tags if tag == "input" and "checked" in given]

    assert columns(page) == ["Title", "Priority", "Template"]
    assert "Chair again colour: red Can wait Complaint" in page.text
    assert set(checked) == {filled.priority, "template"}


def test_unknown_column_is_refused(url: str, filled: Shop) -> None:
    page = search(url, filled, ("column", "none"))

    assert page.status == 400
    assert "Field 'none' does not exist" in page.text


def test_click_on_a_column_sorts_by_it_and_then_the_other_way(url: str, filled: Shop) -> None:
    def click(page: Page) -> Page:
        (address,) = re.findall(r'<th[^>]*><a href="([^"]+)">Title', page.html)
        return visit(url, f"{filled.path}/cases{html.unescape(address)}")

    up = click(search(url, filled, ("q", "chair"), ("column", "status")))
    down = click(up)

    assert titles(up, filled) == ["Chair", "Chair again"]
    assert titles(down, filled) == ["Chair again", "Chair"]
    assert 'aria-sort="ascending"' in up.html
    assert 'aria-sort="descending"' in down.html
    assert columns(down) == ["Title", "Status"]


def test_times_have_one_form_and_the_value_of_the_api_on_hover(url: str, filled: Shop) -> None:
    page = search(url, filled, ("column", "created_datetime"))

    found = re.findall(r'<time [^>]*title="([^"]+)">(.*?)</time>', page.html)
    in_list = [(raw, text) for raw, text in found if raw.endswith("000Z")]
    assert len(in_list) == 4
    for raw, text in in_list:
        assert text == raw[:19].replace("T", " ")
