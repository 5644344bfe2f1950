"""The inspector in a real browser: what a person sees, and what no page can do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

import pytest
from botocore.exceptions import ClientError

from mock_connectcases import clock, mock_connectcases
from mock_connectcases.inspector.report import Failure, report
from mock_connectcases.inspector.snapshot import take_snapshot
from tests.server.inspector.reading import visit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.server.inspector.browser.looker import Looker
    from tests.server.inspector.conftest import Shop

    OpenBrowser = Callable[..., Looker]

HOSTILE = "<script>alert(1)</script> \"double\" 'single' \u202ethgir\u202c \u0627\u0644\u0633 👍 "
LONGEST = 4100
SCHEMES = [("light", 1280), ("dark", 390)]
"""Each scheme and each width once: colours depend on the one, the arrangement on the other."""


@pytest.fixture
def story(shop: Shop) -> dict[str, str]:
    """Fill a shop with one of everything; return the pages by what they show."""
    client, domain_id = shop.client, shop.domain_id
    other = shop.create_case("Lamp")
    case_id = shop.create_case(HOSTILE + "x" * (LONGEST - len(HOSTILE)), "urgent")
    body = {"body": HOSTILE * 3, "contentType": "Text/Plain"}
    for kind, content in (
        ("Comment", {"comment": body}),
        ("ConnectCase", {"connectCase": {"caseId": other}}),
    ):
        client.create_related_item(domainId=domain_id, caseId=case_id, type=kind, content=content)
    shop.add_sla(case_id)
    client.update_case(
        domainId=domain_id,
        caseId=case_id,
        fields=[{"id": shop.refund, "value": {"doubleValue": 12.5}}],
    )
    with pytest.raises(ClientError):
        client.create_case(domainId=domain_id, templateId=shop.template_id, fields=[])
    refused = len(mock_connectcases().calls)
    mock_connectcases().fail("DeleteDomain", "ConflictException")
    mock_connectcases().tick(minutes=90)
    return {
        "overview": "/_mock/",
        "data model": shop.path,
        "cases": f"{shop.path}/cases?field=title&op=contains&value=alert&sort=title&order=Asc",
        "case": f"{shop.path}/cases/{case_id}",
        "other case": f"{shop.path}/cases/{other}",
        "requests": "/_mock/log",
        "refused request": f"/_mock/log/{refused}?as=pytest",
        "requests that match": f"/_mock/log?resource={case_id}&status=200",
        "events": "/_mock/case-events",
        "try a call": f"/_mock/try?operation=CreateRelatedItem&choice=Sla&case={case_id}",
        "tried call": f"/_mock/try?call={refused}",
        "controls": "/_mock/controls",
        "rules": "/_mock/rules/CreateCase",
        "no case": f"{shop.path}/cases/none",
        "refused search": f"{shop.path}/cases?filter=x",
    }


@pytest.fixture
def failing_test(story: dict[str, str], tmp_path: Path) -> str:
    """Return the address of a report about the same."""
    page = tmp_path / "report.html"
    made = report(take_snapshot(), f"test_{HOSTILE}", Failure(HOSTILE))
    page.write_text(made.html, encoding="utf-8")
    return page.as_uri()


def test_case_that_a_program_opens_is_followed_on_screen(looker: Looker, shop: Shop) -> None:
    looker.go()
    looker.page.click("text=All requests, live")
    shop.create_case("Three legs")
    looker.page.locator("#lines tr").first.locator("text=CreateCase").wait_for()

    looker.page.click("#lines tr:first-child a")
    call = looker.read()
    looker.page.click("text=Overview")
    looker.page.click("text=shop-desk")
    looker.page.click("text=Three legs")
    case = looker.read()
    looker.open_details()

    assert "Three legs" in call
    assert "Top panel" in case
    assert "Case.Created" in case
    assert '"eventType": "CASE.CREATED"' in looker.read()


def test_new_requests_come_at_the_top_once_each(looker: Looker, shop: Shop) -> None:
    looker.go("/_mock/log")
    before = looker.page.locator("#lines tr").count()
    for name in ("a", "b", "c"):
        shop.create_case(name)
        looker.page.wait_for_timeout(600)
    looker.page.locator("#lines tr").nth(before + 2).wait_for()
    looker.page.wait_for_timeout(1200)

    numbers = looker.page.locator("#lines td:first-child").all_inner_texts()

    assert numbers == [str(each) for each in range(before + 3, 0, -1)]


def test_log_begins_anew_after_a_reset(looker: Looker, shop: Shop) -> None:
    looker.go("/_mock/log")
    mock_connectcases().reset()
    shop.client.list_domains()

    looker.page.locator("#lines tr:only-child").wait_for()

    assert "ListDomains" in looker.page.inner_text("#lines")


def kind_of(address: str) -> tuple[str, ...]:
    """Return what pages have in common: the path but for ids and operations, and the query."""
    parts = urlsplit(address)
    path = re.sub(r"(?<=/log/)\d+|(?<=/cases/).+|(?<=/rules/).+", "?", parts.path)
    return path, *sorted(parse_qs(parts.query, keep_blank_values=True))


def test_every_kind_of_page_is_reached_by_clicking(looker: Looker, story: dict[str, str]) -> None:
    waiting, kinds = {f"{looker.url}/_mock/"}, set()
    while waiting:
        address = waiting.pop()
        if address.endswith("/connectcases-seed.json") or kind_of(address) in kinds:
            continue
        kinds.add(kind_of(address))
        status = looker.go(address)
        assert status == 200, address
        assert looker.page.title()
        assert looker.page.locator("h1").count() == 1, address
        waiting |= looker.links()

    assert {kind_of(path)[0] for path in story.values()} <= {path for path, *_ in kinds}


def test_every_link_leads_to_a_page(chromium: Any, url: str, story: dict[str, str]) -> None:
    """Without the browser, which takes ten times as long; it runs where the browser does."""
    waiting, seen = {"/_mock/"}, set()
    while waiting:
        address = waiting.pop()
        seen.add(address)
        page = visit(url, address)
        assert page.status == 200, address
        links = {urldefrag(urljoin(address, each)).url for each in page.links}
        waiting |= {each for each in links if each.startswith("/_mock/")} - seen

    lost = {"no case", "refused search"}
    wanted = {urlsplit(path).path for name, path in story.items() if name not in lost}
    assert wanted <= {urlsplit(each).path for each in seen}


@pytest.mark.parametrize(("scheme", "width"), SCHEMES)
def test_pages_are_accessible_and_fit(
    open_browser: OpenBrowser,
    story: dict[str, str],
    failing_test: str,
    scheme: str,
    width: int,
) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - an environment's own

    looker = open_browser(width, color_scheme=scheme)
    for name, path in {**story, "report": failing_test}.items():
        looker.go(path)
        looker.open_details()
        found = Axe().run(looker.page, options={"resultTypes": ["violations"]})
        complaints = [
            (each["id"], [node["html"][:100] for node in each["nodes"][:3]])
            for each in found.response["violations"]
        ]
        assert complaints == [], name
        assert not looker.is_wider_than_its_window(), name


def test_what_clients_sent_is_text(
    looker: Looker, story: dict[str, str], failing_test: str
) -> None:
    shown = " ".join(HOSTILE.split()[:3])
    for name in ("case", "cases", "events", "report"):
        looker.go({**story, "report": failing_test}[name])
        if name == "events":
            looker.open_details()
            shown = shown.replace('"', '\\"')
        assert shown in looker.read().replace("\u202e", ""), name
        shown = shown.replace('\\"', '"')


def test_cases_are_searched_by_keyboard_alone(looker: Looker, shop: Shop) -> None:
    shop.create_case("Lamp")
    shop.create_case("Chair")
    looker.go(f"{shop.path}/cases")
    keyboard = looker.page.keyboard

    keyboard.press("Tab")
    skip = looker.page.evaluate("document.activeElement.textContent")
    keyboard.press("Enter")
    for _ in range(30):
        keyboard.press("Tab")
        if looker.page.evaluate("document.activeElement.id") == "q":
            break
    outline = looker.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    keyboard.type("chair")
    keyboard.press("Enter")
    looker.page.locator("text=1 case").wait_for()

    assert skip == "Skip to the content"
    assert outline != "none"
    assert "Lamp" not in looker.page.inner_text("tbody")


@pytest.mark.parametrize("name", ["controls", "try a call", "cases", "requests", "refused request"])
def test_everything_that_acts_is_reached_by_tab(
    looker: Looker, story: dict[str, str], name: str
) -> None:
    looker.go(story[name])
    looker.open_details()
    selector = "a[href], button:not([hidden]), input:not([type=hidden]), select, textarea"
    count = looker.page.locator(selector).count()
    reached = set()
    for _ in range(count + 20):
        looker.page.keyboard.press("Tab")
        reached.add(
            looker.page.evaluate(
                f"[...document.querySelectorAll('{selector}')].indexOf(document.activeElement)"
            )
        )

    assert reached >= set(range(count))


def test_call_is_tried_by_keyboard_alone(looker: Looker, shop: Shop) -> None:
    case_id = shop.create_case("Lamp")
    looker.go(f"{shop.path}/cases/{case_id}")
    keyboard = looker.page.keyboard

    looker.page.locator("a", has_text="Comment").focus()
    keyboard.press("Enter")
    looker.page.wait_for_url("**/_mock/try?**")
    looker.page.locator("#params").focus()
    text = looker.page.input_value("#params").replace('"body": ""', '"body": "On its way."')
    keyboard.press("ControlOrMeta+a")
    keyboard.insert_text(text)
    for _ in range(3):
        keyboard.press("Tab")
    keyboard.press("Enter")
    looker.page.locator("#answer").wait_for()
    looker.page.locator("#answer a", has_text="Lamp").focus()
    keyboard.press("Enter")
    looker.page.locator("h1", has_text="Lamp").wait_for()

    assert "On its way." in looker.read()


def test_narrow_window_shows_status_and_sorts_by_click(
    open_browser: OpenBrowser, shop: Shop, story: dict[str, str]
) -> None:
    looker = open_browser(390)
    looker.go("/_mock/log?status=refused")
    badge = looker.page.locator("#lines .badge").first.bounding_box()
    looker.go(f"{shop.path}/cases")
    looker.page.click("th >> text=Title")
    looker.page.click("th >> text=Title")
    looker.page.locator("th[aria-sort=descending]").wait_for()
    cells = looker.page.locator("tbody tr").first.locator("td").all()
    boxes = [each.bounding_box() for each in cells if each.is_visible()]

    assert badge["x"] + badge["width"] <= 390
    assert looker.page.locator("tbody tr").first.inner_text().startswith("Lamp")
    assert all(each["x"] + each["width"] <= 390 for each in boxes)


def test_sla_counts_down_by_itself_and_follows_the_clock(
    looker: Looker, story: dict[str, str]
) -> None:
    looker.go(story["case"])
    before = looker.page.inner_text("#slas")
    looker.page.wait_for_function(
        "before => document.querySelector('#slas').innerText !== before", arg=before
    )
    mock_connectcases().tick(minutes=60)
    looker.page.locator("#slas >> text=Overdue").wait_for()

    assert "due in 29 min" in before
    assert "was due" in looker.page.inner_text("#slas")
    assert "2 h 30 min ahead" in looker.page.inner_text(".clock")


def test_code_is_copied_as_it_is_shown(looker: Looker, story: dict[str, str]) -> None:
    looker.go(story["cases"])
    looker.page.click("button.copy")
    looker.page.locator("button.copy:has-text('Copied')").wait_for()

    copied = looker.page.evaluate("navigator.clipboard.readText()")

    assert copied.strip() == looker.page.inner_text("#boto3").strip()
    assert copied.startswith("client.search_cases(")


def test_pages_work_without_scripts(
    open_browser: OpenBrowser, shop: Shop, story: dict[str, str]
) -> None:
    looker = open_browser(java_script_enabled=False)
    looker.go("/_mock/")
    looker.page.click("text=shop-desk")
    looker.page.fill("#q", "lamp")
    looker.page.click("button:has-text('Search')")
    found = looker.page.inner_text("tbody")
    looker.page.click("nav >> text=Controls")
    looker.page.click("button:has-text('Delete everything')")

    assert found.startswith("Lamp")
    assert "Deleted everything: 1 domain (shop-desk)" in looker.page.inner_text("main")
    assert shop.client.list_domains()["domains"] == []


def test_seed_is_uploaded_and_a_bad_one_says_where(
    looker: Looker, shop: Shop, tmp_path: Path
) -> None:
    seed = tmp_path / "desk.yaml"
    seed.write_text(
        "domains:\n  seeded:\n    templates:\n      Complaint:\n        requires: [x]\n"
    )
    looker.go("/_mock/controls")
    looker.page.set_input_files("input[type=file]", seed)
    looker.page.click("button:has-text('Load')")
    refused = looker.page.inner_text("[role=alert]")
    seed.write_text("domains:\n  seeded: {}\n")
    looker.page.set_input_files("input[type=file]", seed)
    looker.page.click("button:has-text('Load')")

    assert "desk.yaml:5: domains.seeded.templates.Complaint" in refused
    assert "Loaded desk.yaml: 1 domain (seeded)" in looker.read()
    assert len(shop.client.list_domains()["domains"]) == 2


@pytest.mark.parametrize("change", ["each.remove()", "each.value = 'x'"])
def test_form_with_a_changed_token_does_nothing(looker: Looker, shop: Shop, change: str) -> None:
    looker.go("/_mock/controls")
    looker.page.eval_on_selector_all("input[name=token]", f"all => all.map(each => {change})")
    looker.page.click("button:has-text('Delete everything')")

    assert "Nothing was changed" in looker.read()
    assert looker.page.locator("a:has-text('Controls')").count()
    assert len(shop.client.list_domains()["domains"]) == 1


def test_page_of_another_site_can_do_nothing(looker: Looker, shop: Shop, tmp_path: Path) -> None:
    token = _token(looker)
    evil = tmp_path / "evil.html"
    evil.write_text(
        f'<form method="post" action="{looker.url}/_mock/controls/reset">'
        f'<input name="token" value="{token}"><button>Win</button></form>'
        f'<iframe src="{looker.url}/_mock/controls"></iframe>'
    )
    looker.page.goto(evil.as_uri())
    framed = [each.url for each in looker.page.frames if each.url.startswith(looker.url)]
    words = [each.inner_text("body") for each in looker.page.frames[1:] if each.url in framed]
    looker.page.click("button")
    looker.page.wait_for_load_state()
    looker.complaints.clear()  # the browser reports that the other site may not frame it

    assert not any("Delete everything" in each for each in words)
    assert "sent this request" in looker.read()
    assert len(shop.client.list_domains()["domains"]) == 1


def test_clock_is_moved_by_its_form(looker: Looker, shop: Shop) -> None:
    looker.go("/_mock/controls")
    looker.page.fill("input[name=hours]", "1.5")
    looker.page.click("button:has-text('Move ahead')")

    assert clock.ahead().total_seconds() == 5400
    assert re.search(r"1 h 30 min ahead", looker.page.inner_text(".clock"))


def test_report_of_a_failing_test_needs_no_server(looker: Looker, failing_test: str) -> None:
    looker.go(failing_test)
    looker.page.click("nav >> text=Calls")
    looker.page.locator("summary:has-text('UpdateCase')").click()

    assert '"doubleValue": 12.5' in looker.read()
    assert looker.page.url.startswith("file:")


def _token(looker: Looker) -> Any:
    looker.go("/_mock/controls")
    return looker.page.locator("input[name=token]").first.get_attribute("value")
