"""The list of requests and of events: what each did, and the filters of both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import boto3
import pytest
import requests
from botocore.exceptions import ClientError

from mock_connectcases import mock_connectcases
from tests.server.inspector.conftest import Shop
from tests.server.inspector.reading import Page, visit

if TYPE_CHECKING:
    from mock_connectcases.server.running import Server

LOG = "/_mock/log"
EVENTS = "/_mock/case-events"


@pytest.fixture
def case_id(shop: Shop) -> str:
    """Return a case; after it others are created, and a request is refused."""
    case_id = shop.create_case("Three legs")
    shop.create_case("Lamp")
    shop.client.get_case(domainId=shop.domain_id, caseId=case_id, fields=[{"id": "title"}])
    with pytest.raises(ClientError):
        shop.client.get_case(domainId=shop.domain_id, caseId="none", fields=[{"id": "title"}])
    return case_id


def filtered(url: str, **conditions: str) -> Page:
    return visit(url, f"{LOG}?{urlencode(conditions)}")


def listed(page: Page) -> list[str]:
    """Return operation and status of each request, the latest first."""
    rows = re.findall(r'<tr>\s*<td class="number">.*?</tr>', page.html, re.DOTALL)
    found = [
        (re.findall(r'href="/_mock/log/[^"]+">(.*?)</a>', row), re.findall(r">(\d{3})<", row))
        for row in rows
    ]
    return [f"{operation[0].strip()} {status[0]}" for operation, status in found]


def test_row_names_case_and_domain_and_leads_to_them(url: str, shop: Shop, case_id: str) -> None:
    page = visit(url, LOG)

    assert "200 GetCase case Three legs domain shop-desk" in page.text
    assert f"{shop.path}/cases/{case_id}" in page.links
    assert re.search(
        r"GetCase case Three legs domain shop-desk Title 20\S+ \S+ [\d.]+ ms", page.text
    )


def test_row_of_a_definition_leads_to_its_place_in_the_data_model(url: str, shop: Shop) -> None:
    page = filtered(url, operation="BatchPutFieldOptions")

    assert "field Priority domain shop-desk" in page.text
    assert f"{shop.path}#{shop.priority}" in page.links
    assert f'id="{shop.priority}"' in visit(url, shop.path).html


def test_row_of_a_refusal_has_its_error(url: str, case_id: str) -> None:
    assert "404 GetCase case none domain" in visit(url, LOG).text
    assert "ResourceNotFoundException" in visit(url, LOG).text


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"operation": "GetCase"}, ["GetCase 404", "GetCase 200"]),
        ({"status": "refused"}, ["GetCase 404"]),
        ({"status": "404"}, ["GetCase 404"]),
        ({"operation": "GetCase", "status": "200"}, ["GetCase 200"]),
        ({"text": "Lamp"}, ["CreateCase 200"]),
        ({"text": "none", "operation": "GetCase"}, ["GetCase 404"]),
        ({"text": "no such text"}, []),
        ({"operation": "MakeCase"}, []),
        ({"status": "x"}, []),
    ],
)
def test_filters_select_requests(
    url: str, case_id: str, conditions: dict[str, str], expected: list[str]
) -> None:
    assert listed(filtered(url, **conditions)) == expected


def test_resource_selects_what_names_or_created_it(url: str, shop: Shop, case_id: str) -> None:
    arn = f"arn:aws:cases:us-east-1:123456789012:domain/{shop.domain_id}/case/{case_id}"
    shop.client.list_tags_for_resource(arn=arn)
    shop.client.search_cases(domainId=shop.domain_id)

    of_case = listed(filtered(url, resource=case_id))
    of_domain = listed(filtered(url, resource=shop.domain_id))

    assert of_case == ["ListTagsForResource 200", "GetCase 200", "CreateCase 200"]
    assert of_domain[0] == "SearchCases 200"
    assert of_domain[-1] == "CreateDomain 200"


def test_filter_is_kept_in_the_form_and_has_a_way_back(url: str, case_id: str) -> None:
    page = filtered(url, operation="GetCase", status="refused", text="<b>")

    assert 'value="&lt;b&gt;"' in page.html
    assert [given for tag, given in page.tags if tag == "option" and "selected" in given]
    assert "No request matches." in page.text
    assert LOG in page.links


def test_only_refused_is_one_click_away(url: str, case_id: str) -> None:
    assert f"{LOG}?status=refused" in visit(url, LOG).links


def test_newer_rows_meet_the_filter_too(url: str, shop: Shop) -> None:
    number = len(mock_connectcases().calls)
    shop.create_case("Three legs")
    shop.client.list_domains()

    address = f"{url}{LOG}/newer/{number}?operation=ListDomains"
    answer = requests.get(address, timeout=10)

    assert re.findall(r'href="/_mock/log/(\d+)\?operation=ListDomains"', answer.text) == [
        str(number + 2)
    ]
    assert f"newer/{number + 2}?operation=ListDomains" in answer.text


def test_older_requests_are_on_further_pages(url: str, remote: Any) -> None:
    for _ in range(205):
        remote.list_domains()

    first = visit(url, LOG)
    (address,) = [each for each in first.links if "before=" in each]
    second = visit(url, f"{LOG}{address}")

    assert "205 requests" in first.text
    assert (len(listed(first)), len(listed(second))) == (200, 5)
    assert not [each for each in second.links if "before=" in each]
    assert "hx-get" not in second.html[second.html.index("<main") :]


def test_page_after_a_request_that_is_gone_says_so(url: str, case_id: str) -> None:
    page = visit(url, f"{LOG}?before=none")

    assert page.status == 404
    assert "There is no request 'none' in the log" in page.text


def test_call_has_a_previous_and_a_next_one(url: str, case_id: str) -> None:
    number = len(mock_connectcases().calls)

    between = visit(url, f"{LOG}/{number - 1}").links
    last = visit(url, f"{LOG}/{number}")
    first = visit(url, f"{LOG}/1")

    assert {f"{LOG}/{number - 2}", f"{LOG}/{number}"} <= set(between)
    assert ("Previous" in last.text, "Next" in last.text) == (True, False)
    assert ("Previous" in first.text, "Next" in first.text) == (False, True)


def test_previous_and_next_stay_within_the_filter(url: str, case_id: str) -> None:
    page = filtered(url, operation="CreateCase")
    latest, earlier = re.findall(r'href="(/_mock/log/\d+\?[^"]+)"', page.html)

    links = visit(url, latest).links

    assert earlier in links
    assert f"{LOG}?operation=CreateCase" in links
    assert not [each for each in links if each.startswith(f"{LOG}/") and "?operation" not in each]


def test_call_leads_to_its_case_and_domain(url: str, shop: Shop, case_id: str) -> None:
    links = visit(url, f"{LOG}/{len(mock_connectcases().calls) - 1}").links

    assert {f"{shop.path}/cases/{case_id}", f"{shop.path}/cases"} <= set(links)
    assert f"{LOG}?resource={case_id}" in visit(url, f"{shop.path}/cases/{case_id}").links
    assert f"{LOG}?resource={shop.domain_id}" in visit(url, shop.path).links


def test_search_by_the_name_of_an_option_says_that_values_are_compared(
    url: str, shop: Shop
) -> None:
    by_name = {"id": shop.priority, "value": {"stringValue": "At once"}}
    shop.client.search_cases(domainId=shop.domain_id, filter={"field": {"equalTo": by_name}})

    text = visit(url, f"{LOG}/{len(mock_connectcases().calls)}").text

    assert "compared by their values; 'At once' is the name of 'urgent'." in text


def test_refused_assumption_says_how_to_switch_it_off(url: str, shop: Shop) -> None:
    with pytest.raises(ClientError):
        shop.client.create_case(
            domainId=shop.domain_id,
            templateId=shop.template_id,
            fields=[
                {"id": "title", "value": {"stringValue": "x"}},
                {"id": shop.priority, "value": {"stringValue": "never"}},
            ],
        )

    text = visit(url, f"{LOG}/{len(mock_connectcases().calls)}").text

    assert "assumed field-value-is-option:" in text
    assert "Switch field-value-is-option off" in text
    assert "docs/assumptions.md says what to report" in text
    assert "serve --without-assumption field-value-is-option" in text


def test_batch_with_refused_entries_explains_them(url: str, shop: Shop) -> None:
    shop.client.batch_get_field(domainId=shop.domain_id, fields=[{"id": "none"}])

    text = visit(url, f"{LOG}/{len(mock_connectcases().calls)}").text

    assert "ResourceNotFoundException (200): Field 'none' does not exist." in text
    assert "assumed batch-get-unknown-id-error-code:" in text


def test_documented_rule_cannot_be_switched_off(url: str, shop: Shop) -> None:
    with pytest.raises(ClientError):
        shop.client.create_domain(name="shop-desk")

    assert "Switch" not in visit(url, f"{LOG}/{len(mock_connectcases().calls)}").text


def test_request_of_no_operation_is_listed_as_it_was_sent(server: Server, url: str) -> None:
    requests.get(f"{url}/nothing/<b>", timeout=10)

    page = visit(url, LOG)

    assert "GET /nothing/" in page.text
    assert "b" not in [tag for tag, _ in page.tags]


def test_event_names_its_case_and_what_changed(url: str, shop: Shop, case_id: str) -> None:
    title = [{"id": "title", "value": {"stringValue": "Four legs"}}]
    shop.client.update_case(domainId=shop.domain_id, caseId=case_id, fields=title)
    content = {"comment": {"body": "x", "contentType": "Text/Plain"}}
    shop.client.create_related_item(
        domainId=shop.domain_id, caseId=case_id, type="Comment", content=content
    )

    page = visit(url, EVENTS)

    assert re.search(
        r"RELATED_ITEM.CREATED Four legs in shop-desk 20\S+ \S+ Comment: comment text", page.text
    )
    assert re.search(r"CASE.UPDATED Four legs in shop-desk 20\S+ \S+ Title: Four legs", page.text)
    assert f"{shop.path}/cases/{case_id}" in page.links


def test_events_are_filtered_by_type_and_text(url: str, shop: Shop, case_id: str) -> None:
    shop.client.delete_case(domainId=shop.domain_id, caseId=case_id)

    def count(**conditions: str) -> int:
        page = visit(url, f"{EVENTS}?{urlencode(conditions)}")
        return len(re.findall("<strong>", page.html))

    assert count() == 3
    assert count(type="CASE.CREATED") == 2
    assert count(text=case_id) == 2
    assert count(type="CASE.DELETED", text=case_id) == 1
    assert count(text="Lamp") == 1
    assert count(type="CASE.NONE") == 0
    assert "No event matches." in visit(url, f"{EVENTS}?text=%22%3Cb%3E").text


def test_events_of_a_domain_that_is_gone_are_still_listed(url: str, shop: Shop) -> None:
    case_id = shop.create_case("Three legs")
    shop.client.delete_domain(domainId=shop.domain_id)

    page = visit(url, EVENTS)

    assert f"CASE.CREATED {case_id}" in page.text


def test_events_of_two_accounts_are_in_one_list(url: str, shop: Shop) -> None:
    shop.create_case("Three legs")
    other = boto3.client("connectcases", region_name="eu-west-2", endpoint_url=url)
    domain_id = other.create_domain(name="far-desk")["domainId"]
    template = other.create_template(domainId=domain_id, name="Any")["templateId"]
    other.put_case_event_configuration(domainId=domain_id, eventBridge={"enabled": True})
    title = [{"id": "title", "value": {"stringValue": "Far"}}]
    other.create_case(domainId=domain_id, templateId=template, fields=title)

    assert re.search(r"Far in far-desk.*Three legs in shop-desk", visit(url, EVENTS).text)
