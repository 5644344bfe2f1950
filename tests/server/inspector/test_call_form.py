"""The form that tries a call: it sends what any client could send, and shows the answer."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import boto3
import pytest
import requests
from botocore.exceptions import ClientError

from mock_connectcases import mock_connectcases
from tests.server.inspector.conftest import Shop
from tests.server.inspector.reading import HTML, Page, read_page, visit

TRY = "/_mock/try"


def params_of(page: Page) -> Any:
    """Return the parameters in the form."""
    (text,) = re.findall(r'<textarea id="params".*?>(.*?)</textarea>', page.html, re.DOTALL)
    return json.loads(html.unescape(text))


def send(url: str, operation: str, params: Any, **fields: str) -> Page:
    """Send the form as its page does."""
    form = {
        "token": visit(url, TRY).token,
        "operation": operation,
        "account": "123456789012",
        "region": "us-east-1",
        "params": params if isinstance(params, str) else json.dumps(params),
        **fields,
    }
    files = {name: (None, text) for name, text in form.items()}
    return read_page(requests.post(f"{url}{TRY}", files=files, headers=HTML, timeout=30))


def test_first_domain_is_created_from_an_empty_server(url: str, remote: Any) -> None:
    form = visit(url, TRY)

    page = send(url, "CreateDomain", params_of(form) | {"name": "desk"})

    assert params_of(form) == {"name": ""}
    assert page.status == 200
    assert "Its answer 200" in page.text
    assert [each["name"] for each in remote.list_domains()["domains"]] == ["desk"]


def test_case_is_created_from_the_form_as_it_is_filled(url: str, shop: Shop) -> None:
    form = visit(url, f"{TRY}?operation=CreateCase")
    params = params_of(form)
    params["fields"][0]["value"]["stringValue"] = "Three legs"

    page = send(url, "CreateCase", params)

    assert [each["id"] for each in params["fields"]] == ["title", shop.priority]
    assert "Its answer 200" in page.text
    assert [each["fields"] for each in shop.client.search_cases(domainId=shop.domain_id)["cases"]]


@pytest.mark.parametrize(
    ("label", "operation"),
    [("Comment", "CreateRelatedItem"), ("Add a contact", "CreateRelatedItem")],
)
def test_page_of_a_case_leads_to_a_form_for_its_items(
    url: str, shop: Shop, label: str, operation: str
) -> None:
    case_id = shop.create_case("Three legs")
    case = visit(url, f"{shop.path}/cases/{case_id}")
    (address,) = re.findall(rf'href="([^"]+)">{label}<', case.html)

    page = visit(url, html.unescape(address))

    assert f"Send {operation}" in page.html
    params = params_of(page)
    assert (params["domainId"], params["caseId"]) == (shop.domain_id, case_id)
    assert list(params["content"]) == [params["type"].lower()]


def test_case_is_closed_from_its_page(url: str, shop: Shop) -> None:
    case_id = shop.create_case("Three legs")
    case = visit(url, f"{shop.path}/cases/{case_id}")
    (address,) = re.findall(r'href="([^"]+)">Close<', case.html)

    send(url, "UpdateCase", params_of(visit(url, html.unescape(address))))

    text = visit(url, f"{shop.path}/cases/{case_id}").text
    assert "Three legs Closed" in text
    assert "Reopen" in text


def test_call_is_in_both_logs_as_any_other(url: str, shop: Shop) -> None:
    page = send(url, "GetDomain", {"domainId": shop.domain_id})

    call = mock_connectcases().calls.last
    assert call.operation == "GetDomain"
    assert f"/_mock/log/{call.number}" in page.links
    logged = requests.get(f"{url}/_mock/requests", timeout=10).json()["requests"][-1]
    assert logged["requestId"] == call.request_id


def test_refusal_has_its_rule(url: str, shop: Shop) -> None:
    page = send(url, "CreateDomain", {"name": "shop-desk"})

    assert "Its answer 409 ConflictException" in page.text
    assert "domain-name-unique" in page.text


def test_request_goes_to_its_account_and_region(url: str) -> None:
    send(url, "CreateDomain", {"name": "far"}, account="111122223333", region="eu-west-2")

    call = mock_connectcases().calls.last
    assert (call.account_id, call.region) == ("111122223333", "eu-west-2")


def test_fault_meets_the_call(url: str, shop: Shop) -> None:
    mock_connectcases().fail("GetDomain", "ThrottlingException", times=1)

    page = send(url, "GetDomain", {"domainId": shop.domain_id})

    assert "Its answer 429 ThrottlingException" in page.text


@pytest.mark.parametrize("domain_id", ["{}", "[]", "5", '"a/../b?c#d"'])
def test_path_has_whatever_was_typed(url: str, remote: Any, domain_id: str) -> None:
    page = send(url, "GetDomain", f'{{"domainId": {domain_id}}}')

    assert "Its answer 404 ResourceNotFoundException" in page.text


def test_lost_answer_is_shown_as_one(url: str, shop: Shop) -> None:
    mock_connectcases().fail("GetDomain", "ConnectionClosedError", times=1)

    page = send(url, "GetDomain", {"domainId": shop.domain_id})

    assert "Its answer no answer ConnectionClosedError" in page.text


def test_refusal_of_the_server_is_shown(url: str) -> None:
    page = send(url, "ListFields", {"domainId": "desk"}, region="us-east-9")

    assert "Its answer 400 UnknownRegionException" in page.text
    assert "Send ListFields" in page.html
    assert params_of(page) == {"domainId": "desk"}
    assert len(mock_connectcases().calls) == 0


def test_call_in_the_log_fills_the_form(url: str, shop: Shop) -> None:
    with pytest.raises(ClientError):
        shop.client.create_case(domainId=shop.domain_id, templateId=shop.template_id, fields=[])
    number = len(mock_connectcases().calls)

    (address,) = [x for x in visit(url, f"/_mock/log/{number}").links if x.startswith(TRY)][-1:]
    page = visit(url, address)

    assert address == f"{TRY}?call={number}"
    assert params_of(page)["templateId"] == shop.template_id
    assert "Its answer 400 ValidationException" in page.text


def test_other_operation_keeps_the_case(url: str, shop: Shop) -> None:
    case_id = shop.create_case("Three legs")
    page = visit(url, f"{TRY}?operation=GetCase&domain={shop.domain_id}&case={case_id}")
    hidden = {
        given["name"]: given["value"]
        for tag, given in page.tags
        if tag == "input" and given.get("type") == "hidden" and given["name"] in {"domain", "case"}
    }

    assert hidden == {"domain": shop.domain_id, "case": case_id}


@pytest.mark.parametrize(
    ("operation", "params", "sentence"),
    [
        ("MakeCase", "{}", "There is no operation 'MakeCase'; did you mean"),
        ("", "{}", "There is no operation ''"),
        ("ListDomains", "{", "The parameters cannot be read. The request body is not JSON"),
        ("ListDomains", "[]", "The parameters cannot be read."),
        ("ListDomains", "[" * 50_000, "The parameters cannot be read."),
        ("GetDomain", "{}", "domainId is a part of the address and cannot be empty."),
        ("GetDomain", '{"domainId": ""}', "domainId is a part of the address"),
        ("GetDomain", '{"domainId": null}', "domainId is a part of the address"),
        ("GetDomain", '{"domainID": "x"}', "did you mean 'domainId'?"),
        ("ListDomains", '{"\\ud800": 1}', "The parameters cannot be read."),
    ],
)
def test_form_that_is_no_request_sends_nothing(
    url: str, remote: Any, operation: str, params: str, sentence: str
) -> None:
    page = send(url, operation, params)

    assert page.status == 400
    assert "Nothing was sent." in page.text
    assert sentence in page.text
    assert len(mock_connectcases().calls) == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [("account", "12"), ("account", "x" * 12), ("region", ""), ("region", "a, b\r\nHost: x")],
)
def test_account_or_region_of_another_form_sends_nothing(url: str, field: str, value: str) -> None:
    page = send(url, "ListDomains", {}, **{field: value})

    assert page.status == 400
    assert "Nothing was sent." in page.text
    assert len(mock_connectcases().calls) == 0


def test_refused_form_keeps_what_was_typed(url: str) -> None:
    page = send(url, "CreateDomain", '{"name": "</textarea><b>"')

    assert '{"name": "</textarea><b>"' in html.unescape(page.html)
    assert "b" not in [tag for tag, _ in page.tags]


@pytest.mark.parametrize("token", ["", "x"])
def test_form_without_the_token_sends_nothing(url: str, remote: Any, token: str) -> None:
    page = send(url, "CreateDomain", {"name": "desk"}, token=token)

    assert page.status == 403
    assert remote.list_domains()["domains"] == []


def test_form_of_another_site_sends_nothing(url: str, remote: Any) -> None:
    form = {"token": visit(url, TRY).token, "operation": "CreateDomain", "params": "{}"}

    answer = requests.post(
        f"{url}{TRY}", data=form, headers={"Origin": "https://evil.example"}, timeout=10
    )

    assert answer.status_code == 403
    assert len(mock_connectcases().calls) == 0


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("operation=MakeCase", "There is no operation 'MakeCase'"),
        ("operation=GetDomain&domain=none", "The domain or the case of this address is gone."),
        ("call=99", "There is no request '99' in the log"),
    ],
)
def test_address_of_what_is_gone_says_so(url: str, shop: Shop, query: str, sentence: str) -> None:
    page = visit(url, f"{TRY}?{query}")

    assert page.status == 404
    assert sentence in page.text


def test_gone_case_is_no_case_of_the_form(url: str, shop: Shop) -> None:
    page = visit(url, f"{TRY}?operation=GetCase&domain={shop.domain_id}&case=none")

    assert page.status == 404


def test_form_is_for_get_and_post(url: str) -> None:
    answer = requests.put(f"{url}{TRY}", timeout=10)

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, POST"


def test_parameters_longer_than_a_body_may_be_are_not_sent(url: str, remote: Any) -> None:
    page = send(url, "CreateDomain", {"name": "x" * (1 << 20)})

    assert page.status == 400
    assert "Nothing was sent. The parameters have more than 1,048,576 bytes." in page.text


def test_body_that_the_server_does_not_take_is_reported(url: str, remote: Any) -> None:
    page = send(url, "CreateDomain", f'{{"name": "{"é" * 300_000}"}}')  # longer as a body

    assert page.status == 400
    assert "The call was sent and got the status 413, but it is not in the log." in page.text


def test_call_is_sent_to_a_server_with_all_of_moto(serve: Any) -> None:
    served = serve(with_moto=True)
    client = boto3.client("connectcases", region_name="us-east-1", endpoint_url=served)

    page = send(served, "CreateDomain", {"name": "desk"})

    assert "Its answer 200" in page.text
    assert [each["name"] for each in client.list_domains()["domains"]] == ["desk"]
