"""Every page of the inspector."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import boto3
import pytest
import requests
from botocore.exceptions import ClientError
from moto.moto_api import state_manager

from mock_connectcases import mock_connectcases
from tests.server.inspector.conftest import AGENT, Shop
from tests.server.inspector.reading import visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.server.running import Server

HOSTILE = "<script>alert(1)</script> \"double\" 'single' \u202ethgir\u202c 👍 {{ 7 * 7 }}"


def addresses(shop: Shop, case_id: str) -> list[str]:
    case = f"{shop.path}/cases/{case_id}"
    plain = ["/_mock/", "/_mock/log", "/_mock/log/1", "/_mock/case-events", "/_mock/controls"]
    more = ["/_mock/rules", "/_mock/rules/CreateCase", "/_mock/try", "/_mock/try?call=1"]
    return [*plain, *more, shop.path, f"{shop.path}/cases", case, f"{case}/slas"]


@pytest.fixture
def slow_states() -> Iterator[None]:
    """Let creations and merges last for an hour."""
    models = ("cases::domain", "cases::merge")
    for each in models:
        state_manager.set_transition(each, {"progression": "time", "seconds": 3600})
    yield
    for each in models:
        state_manager.unset_transition(each)


def test_pages_change_nothing(url: str, slow_states: None, shop: Shop) -> None:
    mock, (primary, secondary) = mock_connectcases(), map(shop.create_case, "ab")
    shop.client.start_merge_cases(
        domainId=shop.domain_id, caseId=primary, secondaryCaseIds=[secondary]
    )
    shop.client.get_case(domainId=shop.domain_id, caseId=primary, fields=[{"id": "title"}])
    mock.tick(hours=2)
    before = mock.dump(), mock.events
    copies = [f"/_mock/log/{number + 1}?as=pytest" for number in range(len(mock.calls))]
    parts = ["/_mock/log/newer/1", "/_mock/clock-view", "/_mock/connectcases-seed.json"]

    for address in [*addresses(shop, primary), *copies, *parts]:
        assert requests.get(f"{url}{address}", timeout=30).ok, address

    assert (mock.dump(), mock.events) == before
    assert "merges" in str(before), "the merge is due"
    shop.client.list_domains()
    assert (mock.dump(), mock.events) != before


def test_overview_has_the_state_of_a_domain_by_the_clock_of_its_account(
    url: str, slow_states: None, shop: Shop
) -> None:
    assert "CreationInProgress" in visit(url).html

    mock_connectcases().for_account("123456789012").tick(hours=2)

    assert "CreationInProgress" not in visit(url).html


def test_empty_server_shows_how_programs_reach_it(url: str) -> None:
    page = visit(url)

    assert page.status == 200
    assert f"AWS_ENDPOINT_URL_CONNECTCASES={url}" in page.text


def test_overview_counts_what_each_account_and_region_has(url: str, shop: Shop) -> None:
    shop.create_case("Late")
    other = boto3.client("connectcases", region_name="eu-west-2", endpoint_url=url)
    other.create_domain(name="other-desk")

    text = visit(url).text

    assert "us-east-1 account 123456789012" in text
    assert re.search(r"shop-desk 1 20 1 1 1 Show", text)
    assert re.search(r"eu-west-2 account 123456789012.* other-desk 0 17 0 0 0 Show", text)


def test_data_model_draws_layouts_and_reads_rules(url: str, shop: Shop) -> None:
    text = visit(url, shop.path).text

    assert "Complaint Required fields Priority Layout Complaint layout" in text
    assert "“Reason” is required when “Priority” is “At once”; otherwise it is not required" in text
    assert "Top panel Status Priority More info Money Refund Reason Assigned user" in text
    assert "Can wait low, At once urgent, Once old inactive" in text


def test_deleted_definitions_are_shown_as_such(url: str, shop: Shop) -> None:
    shop.client.delete_field(domainId=shop.domain_id, fieldId=shop.refund)

    assert "Refund deleted" in visit(url, shop.path).text


def test_case_shows_its_fields_as_the_layout_orders_them(url: str, shop: Shop) -> None:
    case_id = shop.create_case("Three legs", "urgent")

    text = visit(url, f"{shop.path}/cases/{case_id}").text

    assert "Three legs Open" in text
    assert "Top panel Status required Open open Priority required At once urgent" in text
    assert "Money Refund blank Reason required Broken Assigned user blank" in text
    assert "Not in the layout Case Id" in text


def test_field_is_marked_as_hidden_while_a_rule_hides_it(url: str, shop: Shop) -> None:
    low = {
        "equalTo": {
            "operandOne": {"fieldId": shop.priority},
            "operandTwo": {"stringValue": "low"},
            "result": True,
        }
    }
    rule = shop.client.create_case_rule(
        domainId=shop.domain_id,
        name="No refunds",
        rule={"hidden": {"defaultValue": False, "conditions": [low]}},
    )["caseRuleId"]
    shop.client.update_template(
        domainId=shop.domain_id,
        templateId=shop.template_id,
        rules=[{"caseRuleId": rule, "fieldId": shop.refund}],
    )
    low_case, urgent_case = shop.create_case("a"), shop.create_case("b", "urgent")

    assert "Refund hidden by a rule" in visit(url, f"{shop.path}/cases/{low_case}").text
    assert "hidden by a rule" not in visit(url, f"{shop.path}/cases/{urgent_case}").text


def test_case_shows_related_items_and_links_to_other_cases(url: str, shop: Shop) -> None:
    case_id, other = shop.create_case("Three legs"), shop.create_case("Lamp")
    content = {"comment": {"body": "A photograph.", "contentType": "Text/Plain"}}
    for kind, given in (("Comment", content), ("ConnectCase", {"connectCase": {"caseId": other}})):
        shop.client.create_related_item(
            domainId=shop.domain_id,
            caseId=case_id,
            type=kind,
            content=given,
            performedBy={"userArn": AGENT},
        )

    page = visit(url, f"{shop.path}/cases/{case_id}")

    assert "by agent/ann Body A photograph." in page.text
    assert "Connect case Lamp" in page.text
    assert f"{shop.path}/cases/{other}" in page.links


def test_sla_counts_down_by_the_clock_of_the_mock(url: str, shop: Shop) -> None:
    case_id = shop.create_case("Three legs")
    shop.add_sla(case_id)
    address = f"{shop.path}/cases/{case_id}/slas"

    before = visit(url, address).text
    mock_connectcases().tick(minutes=30)
    halfway = visit(url, address).text
    mock_connectcases().tick(minutes=180)
    late = visit(url, address).text

    assert "Active Solved: Closed due in 1 h 59 min" in before
    assert "Active Solved: Closed due in 1 h 29 min" in halfway
    assert "Overdue Solved: Closed was due 1 h 30 min ago" in late


def test_history_has_old_and_new_values(url: str, shop: Shop) -> None:
    case_id = shop.create_case("Three legs", performedBy={"userArn": AGENT})
    for amount in (10, 12.5):
        shop.client.update_case(
            domainId=shop.domain_id,
            caseId=case_id,
            fields=[{"id": shop.refund, "value": {"doubleValue": amount}}],
        )

    text = visit(url, f"{shop.path}/cases/{case_id}").text

    history = text[text.index("History") :]
    assert re.search(
        r"Case\.Updated .*Refund: 10 → 12\.5.*Case\.Updated .*Refund: 10 .*Case\.Created ", history
    )
    assert "by agent/ann Title: Three legs" in history


def test_events_of_a_case_stand_on_its_page_with_all_they_carry(url: str, shop: Shop) -> None:
    case_id = shop.create_case("Three legs")
    shop.create_case("Lamp")

    text = visit(url, f"{shop.path}/cases/{case_id}").text

    assert text.count('"eventType": "CASE.CREATED"') == 1
    assert f'"caseId": "{case_id}"' in text
    assert '"stringValue": "Three legs"' in text


def test_case_lists_the_calls_that_named_it_and_no_others(url: str, shop: Shop) -> None:
    case_id, other = shop.create_case("Three legs"), shop.create_case("Lamp")
    shop.client.get_case(domainId=shop.domain_id, caseId=case_id, fields=[{"id": "title"}])
    shop.client.get_case(domainId=shop.domain_id, caseId=other, fields=[{"id": "title"}])
    shop.client.search_cases(domainId=shop.domain_id)
    arn = f"arn:aws:cases:us-east-1:123456789012:domain/{shop.domain_id}/case/{case_id}"
    shop.client.tag_resource(arn=arn, tags={"colour": "red"})

    text = visit(url, f"{shop.path}/cases/{case_id}").text

    listed = text[text.rindex("Requests") :]
    assert re.findall(r"\d+ 200 (\w+) ", listed) == ["TagResource", "GetCase", "CreateCase"]


def test_deleted_case_still_has_its_calls_and_events(url: str, shop: Shop) -> None:
    case_id = shop.create_case("Three legs")
    shop.client.delete_case(domainId=shop.domain_id, caseId=case_id)

    page = visit(url, f"{shop.path}/cases/{case_id}")

    assert page.status == 404
    assert re.search(r"DeleteCase.*CreateCase", page.text)
    assert "CASE.DELETED" in page.text


def test_request_shows_parameters_and_answer(url: str, shop: Shop) -> None:
    case_id = shop.create_case("Three legs")
    number = len(mock_connectcases().calls)

    text = visit(url, f"/_mock/log/{number}").text

    assert '"stringValue": "Three legs"' in text
    assert f'"caseId": "{case_id}"' in text
    assert "arn:aws:iam::123456789012:root" in text
    assert "Boto3/" in text


def test_refused_request_shows_the_rule_and_its_source(url: str, shop: Shop) -> None:
    with pytest.raises(ClientError):
        shop.client.create_case(
            domainId=shop.domain_id,
            templateId=shop.template_id,
            fields=[{"id": "title", "value": {"stringValue": "Three legs"}}],
        )

    page = visit(url, f"/_mock/log/{len(mock_connectcases().calls)}")
    (claim,) = [each for each in page.links if each.startswith("/_mock/rules/CreateCase#")][:1]

    assert "ValidationException (400): Required fields have no value" in page.text
    assert f"{shop.priority} is the field “Priority”." in page.text
    assert "documented" in page.text
    assert f'id="{claim.partition("#")[2]}"' in visit(url, claim).html


def test_request_that_the_server_turned_away_is_among_the_others(url: str) -> None:
    wrong = boto3.client("connectcases", region_name="us-east-9", endpoint_url=url)
    with pytest.raises(ClientError):
        wrong.list_domains()

    page = visit(url, "/_mock/log")
    (address,) = [each for each in page.links if each.startswith("/_mock/log/")]
    text = visit(url, address).text

    assert "UnknownRegionException" in page.text
    assert "refused it before it became a call of the service" in text


def test_hint_of_the_server_stands_beside_the_request(url: str) -> None:
    requests.post(f"{url}/domains-list", timeout=10)

    assert "not signed" in visit(url, "/_mock/log/1").text


def test_hint_about_an_unknown_query_parameter_is_in_the_list_and_beside_the_request(
    url: str,
) -> None:
    requests.post(f"{url}/domains-list?maxResult=1", timeout=10)

    assert "hint" in visit(url, "/_mock/log").text
    assert "did you mean 'maxResults'?" in visit(url, "/_mock/log/1").text


def test_newer_requests_come_as_rows(url: str, shop: Shop) -> None:
    number = len(mock_connectcases().calls)
    before = requests.get(f"{url}/_mock/log/newer/{number}", timeout=10)
    shop.create_case("Three legs")

    after = requests.get(f"{url}/_mock/log/newer/{number}", timeout=10)

    assert before.status_code == 204
    assert re.findall(r'href="/_mock/log/(\d+)"', after.text) == [str(number + 1)]
    assert f"newer/{number + 1}" in after.text


def test_page_loads_again_when_its_requests_are_forgotten(url: str, shop: Shop) -> None:
    number = len(mock_connectcases().calls)
    mock_connectcases().reset()
    shop.client.list_domains()

    answer = requests.get(f"{url}/_mock/log/newer/{number}", timeout=10)

    assert answer.headers["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("end", "back"),
    [
        ("/cases/none", "/cases"),
        ("x", "/_mock/"),
        ("/nothing", "/_mock/"),
        ("/cases/a/b", "/_mock/"),
        ("/cases/%00%F0%28", "/cases"),
    ],
)
def test_what_is_not_there_says_so_with_a_way_back(
    url: str, shop: Shop, end: str, back: str
) -> None:
    page = visit(url, shop.path + end)

    assert page.status == 404
    assert "No such" in page.text
    assert any(each.endswith(back) for each in page.links)


@pytest.mark.parametrize("path", ["/_mock/log/99", "/_mock/log/x", "/_mock/rules/MakeCase"])
def test_unknown_request_or_operation_is_reported(url: str, path: str) -> None:
    page = visit(url, path)

    assert page.status == 404
    assert "No such" in page.text


def test_program_that_accepts_no_page_gets_json(url: str) -> None:
    answer = requests.get(f"{url}/_mock/nothing", timeout=10)

    assert answer.status_code == 404
    assert "/_mock/health" in answer.json()["message"]


def test_what_clients_sent_is_text_on_every_page(url: str, shop: Shop) -> None:
    case_id = shop.create_case(HOSTILE, tags={"b": "i"})
    shop.client.create_related_item(
        domainId=shop.domain_id,
        caseId=case_id,
        type="Comment",
        content={"comment": {"body": HOSTILE, "contentType": "Text/Plain"}},
    )
    shop.client.update_template(
        domainId=shop.domain_id, templateId=shop.template_id, name="<img src=x onerror=alert(1)>"
    )
    number = len(mock_connectcases().calls)

    for address in [*addresses(shop, case_id), f"/_mock/log/{number}"]:
        page = visit(url, address)
        scripts = [given for tag, given in page.tags if tag == "script"]
        assert all(given["src"].startswith("/_mock/assets/") for given in scripts if given["src"])
        assert not {"img", "b", "i"} & {tag for tag, _ in page.tags}
    assert HOSTILE.partition(" \u202e")[0] in visit(url, f"{shop.path}/cases/{case_id}").text


def test_pages_have_nothing_inline_and_cannot_be_framed(url: str, shop: Shop) -> None:
    case_id = shop.create_case("Three legs")

    for address in addresses(shop, case_id):
        page = visit(url, address)
        policy = page.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        for tag, given in page.tags:
            assert tag != "style"
            assert not [name for name in given if name == "style" or name.startswith("on")]


def test_pages_need_no_other_host(url: str, shop: Shop) -> None:
    case_id = shop.create_case("Three legs")

    for address in addresses(shop, case_id):
        page = visit(url, address)
        needed = [
            str(given.get("src") or given.get("href"))
            for tag, given in page.tags
            if tag in {"script", "link", "img"}
        ]
        assert all(each.startswith("/_mock/assets/") or each == "data:," for each in needed)


def test_assets_are_served_with_their_types(url: str) -> None:
    page = visit(url)
    found = {
        str(given.get("src") or given.get("href")): tag
        for tag, given in page.tags
        if tag in {"script", "link"} and given.get("rel") != "icon"
    }

    types = {
        tag: requests.get(url + each, timeout=10).headers["Content-Type"]
        for each, tag in found.items()
    }

    assert types == {"link": "text/css; charset=utf-8", "script": "text/javascript; charset=utf-8"}
    assert visit(url, "/_mock/assets/../site.py").status == 404
    assert visit(url, "/_mock/assets/other.js").status == 404


def test_looking_changes_nothing_and_is_not_logged(server: Server, url: str, shop: Shop) -> None:
    case_id = shop.create_case("Three legs")
    mock = mock_connectcases()
    mock.fail("SearchCases", "AccessDeniedException")
    before = mock.dump(), len(mock.calls), len(server.log.entries()), mock.events

    for address in addresses(shop, case_id):
        assert visit(url, address).status == 200

    assert (mock.dump(), len(mock.calls), len(server.log.entries()), mock.events) == before
    with pytest.raises(ClientError, match="AccessDeniedException"):
        shop.client.search_cases(domainId=shop.domain_id)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_page_is_for_get_only(url: str, method: str) -> None:
    answer = requests.request(method, f"{url}/_mock/log", timeout=10)

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"


def test_page_of_another_site_gets_nothing(url: str) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Accept": "text/html"}

    assert requests.get(f"{url}/_mock/", headers=headers, timeout=10).status_code == 403


def test_call_can_be_copied_in_each_form(url: str, shop: Shop) -> None:
    shop.create_case("Three legs")
    address = f"/_mock/log/{len(mock_connectcases().calls)}"

    texts = {kind: visit(url, f"{address}?as={kind}").text for kind in ("boto3", "cli", "pytest")}

    assert "client.create_case(" in texts["boto3"]
    assert "aws connectcases create-case" in texts["cli"]
    assert "@pytest.mark.connectcases(" in texts["pytest"]
    assert "client.create_case(" in visit(url, f"{address}?as=other").text


def test_copied_test_of_a_read_expects_the_answer_of_now(url: str, shop: Shop) -> None:
    case_id = shop.create_case("Three legs")
    params: dict[str, Any] = {"domainId": shop.domain_id, "caseId": case_id}
    shop.client.get_case(**params, fields=[{"id": "title"}])
    number = len(mock_connectcases().calls)
    shop.client.update_case(
        **params, fields=[{"id": "title", "value": {"stringValue": "Four legs"}}]
    )

    text = visit(url, f"/_mock/log/{number}?as=pytest").text

    assert "'value': {'stringValue': 'Four legs'}" in text[text.index("assert response ==") :]
