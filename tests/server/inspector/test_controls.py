"""The controls: each act is seen, can be undone, and is nobody's but the page's own."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
import requests
from botocore.config import Config
from botocore.exceptions import ClientError

from mock_connectcases import clock, mock_connectcases
from mock_connectcases.server.inspector import history
from tests.server.inspector.conftest import Desk
from tests.server.inspector.reading import do, send, visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from mock_connectcases.server.running import Server

CONTROLS = "/_mock/controls"
FORMS = ("seed", "reset", "fault", "delay", "remove", "lag", "clock", "clock-back", "undo")
SEED = "domains:\n  seeded:\n    templates:\n      Complaint: {}\n"
BAD_SEED = "domains:\n  seeded:\n    templates:\n      Complaint:\n        requires: [x]\n"


def names(client: Any) -> list[str]:
    return sorted(each["name"] for each in client.list_domains()["domains"])


def done(url: str) -> str:
    """Return what the page says was done."""
    text = visit(url, CONTROLS).text
    return text[text.index("What was done") : text.index("Load a seed")]


def undo(url: str) -> str:
    """Press the page's only button to undo, and return what the page says then."""
    page = visit(url, CONTROLS)
    numbers = [
        str(given["value"])
        for tag, given in page.tags
        if tag == "input" and given.get("name") == "number"
    ]
    return do(url, "undo", number=numbers[0]).text


def upload(url: str, name: str, content: bytes) -> Any:
    token = visit(url, CONTROLS).token
    return send(url, "seed", {"token": token, "text": ""}, files={"file": (name, content)})


def ahead() -> timedelta:
    return clock.ahead()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("token", [None, "", "x", "\u20ac"])
def test_form_without_the_token_does_nothing(
    url: str, desk: Desk, form: str, token: str | None
) -> None:
    before = mock_connectcases().dump(), done(url)
    fields = {} if token is None else {"token": token}

    page = send(url, form, {**fields, "text": SEED, "format": "yaml", "hours": "1"})

    assert page.status == 403
    assert "nothing was done" in page.text
    assert (mock_connectcases().dump(), done(url)) == before
    assert ahead().total_seconds() == 0


@pytest.mark.parametrize("form", FORMS)
def test_form_is_for_post_only(url: str, form: str) -> None:
    answer = requests.get(f"{url}{CONTROLS}/{form}", timeout=10)

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"


def test_form_of_another_site_is_refused_even_with_the_token(url: str, desk: Desk) -> None:
    token = visit(url, CONTROLS).token
    headers = {"Origin": "https://evil.example"}

    answer = requests.post(
        f"{url}{CONTROLS}/reset", data={"token": token}, headers=headers, timeout=10
    )

    assert answer.status_code == 403
    assert names(desk.client) == ["shop-desk"]


def test_token_is_that_of_one_server(serve: Callable[..., str]) -> None:
    first, second = serve(), serve()

    page = send(second, "clock", {"token": visit(first, CONTROLS).token, "hours": "1"})

    assert page.status == 403


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", ""])
def test_only_forms_are_taken(url: str, content_type: str) -> None:
    answer = requests.post(
        f"{url}{CONTROLS}/reset",
        data=b"{}",
        headers={"Content-Type": content_type},
        timeout=10,
    )

    assert answer.status_code == 415
    assert "application/x-www-form-urlencoded" in answer.json()["message"]


def test_seed_is_added_and_taken_out_again(url: str, desk: Desk) -> None:
    page = do(url, "seed", text=SEED, format="yaml")
    loaded = names(desk.client)

    told = undo(url)

    assert "Loaded pasted.yaml: 1 domain (seeded) with 0 cases." in page.text
    assert loaded == ["seeded", "shop-desk"]
    assert "Took out what pasted.yaml had added: 1 domain (seeded) with 0 cases." in told
    assert names(desk.client) == ["shop-desk"]


@pytest.mark.parametrize(
    ("name", "content"), [("desk.yaml", SEED), ("desk.json", '{"domains": {"seeded": {}}}')]
)
def test_seed_can_be_uploaded(url: str, remote: Any, name: str, content: str) -> None:
    page = upload(url, name, content.encode())

    assert page.status == 200
    assert f"Loaded {name}" in page.text
    assert names(remote) == ["seeded"]


def test_seed_that_is_refused_says_file_line_and_rule_and_changes_nothing(
    url: str, desk: Desk
) -> None:
    before = mock_connectcases().dump(), done(url)

    page = upload(url, "desk.yaml", BAD_SEED.encode())

    assert page.status == 400
    assert "Nothing was done. desk.yaml:5: domains.seeded.templates.Complaint" in page.text
    assert (mock_connectcases().dump(), done(url)) == before


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("desk.txt", b"", "the name of a seed ends in .json, .yaml or .yml"),
        ("desk.yaml", b"\xff\xfe", "not UTF-8"),
        ("desk.json", b"{", "desk.json:1:"),
        ("desk.yaml", b"a: [", "desk.yaml:"),
        ("desk.yaml", b"domains: {shop-desk: {}}", "shop-desk"),
        ("desk.yaml", b"version: 99", "desk.yaml:1: version"),
    ],
)
def test_upload_that_is_no_seed_is_told(
    url: str, desk: Desk, name: str, content: bytes, told: str
) -> None:
    before = mock_connectcases().dump()

    page = upload(url, name, content)

    assert page.status == 400
    assert told in page.text
    assert mock_connectcases().dump() == before


def test_form_keeps_the_text_of_a_seed_that_was_refused(url: str) -> None:
    page = do(url, "seed", text=BAD_SEED, format="yaml")

    assert page.status == 400
    assert "requires: [x]" in page.text


def test_form_without_a_seed_says_so(url: str) -> None:
    assert "There is no seed" in do(url, "seed", text=" ", format="yaml").text


def test_downloaded_state_makes_the_same_again(url: str, desk: Desk) -> None:
    desk.create_case("Three legs \u202e 👍", tags={"colour": "red"})
    before = mock_connectcases().dump()

    answer = requests.get(f"{url}/_mock/connectcases-seed.json", timeout=10)
    mock_connectcases().reset()
    upload(url, "connectcases-seed.json", answer.content)

    assert 'filename="connectcases-seed.json"' in answer.headers["Content-Disposition"]
    assert json.loads(answer.content) == before
    assert mock_connectcases().dump() == before


def test_reset_forgets_and_can_be_undone(server: Server, url: str, desk: Desk) -> None:
    case_id = desk.create_case("Three legs", clientToken="once")
    other = boto3.client("connectcases", region_name="eu-west-2", endpoint_url=url)
    other.create_domain(name="far-desk")
    mock = mock_connectcases()
    mock.tick(hours=1)
    mock.fail("DeleteDomain", "ConflictException", times=2)
    before = mock.dump(), mock.events, [each.request_id for each in mock.calls], ahead()
    requests_before = len(server.log.entries())

    page = do(url, "reset")
    emptied = mock.dump(), len(mock.calls), ahead(), len(server.log.entries())
    desk.client.create_domain(name="meanwhile")
    told = undo(url)

    assert "Forgot everything: 2 domains with 1 case" in page.text
    assert emptied == ({"version": 1, "checks": "consistency", "domains": {}}, 0, timedelta(0), 0)
    assert "Discarded what came since: 1 domain with 0 cases and 1 call." in told
    assert (mock.dump(), mock.events, [each.request_id for each in mock.calls], ahead()) == before
    assert len(server.log.entries()) == requests_before
    assert "DeleteDomain gets ConflictException twice; it has happened never" in told
    assert desk.create_case("Three legs", clientToken="once") == case_id
    assert len(desk.client.search_cases(domainId=desk.domain_id, searchTerm="legs")["cases"]) == 1
    assert desk.create_case("Another") != case_id


def test_reset_from_outside_ends_what_can_be_undone(url: str, desk: Desk) -> None:
    do(url, "seed", text=SEED, format="yaml")

    requests.post(f"{url}/_mock/reset", timeout=10)
    page = do(url, "undo")

    assert page.status == 400
    assert "There is nothing to undo." in page.text


def test_acts_are_undone_the_latest_first(url: str, remote: Any) -> None:
    do(url, "seed", text=SEED, format="yaml")
    do(url, "clock", hours="2")

    undo(url)
    clock_after, names_after = ahead().total_seconds(), names(remote)
    undo(url)

    assert (clock_after, names_after) == (0, ["seeded"])
    assert names(remote) == []


def test_old_page_cannot_undo_another_act(url: str, remote: Any) -> None:
    do(url, "seed", text=SEED, format="yaml")
    do(url, "clock", hours="2")

    page = do(url, "undo", number="1")

    assert page.status == 400
    assert "is not the latest that can be undone" in page.text
    assert ahead().total_seconds() == 7200


def test_clock_moves_ahead_and_back(url: str, desk: Desk) -> None:
    page = do(url, "clock", days="1", hours="1.5", weeks="", minutes="", seconds="")
    moved = ahead().total_seconds()
    back = do(url, "clock-back")
    returned = ahead().total_seconds()
    undo(url)

    assert "1 d 1 h ahead" in page.text
    assert moved == 25.5 * 3600
    assert "The clock is the process's again" in back.text
    assert returned == 0
    assert ahead().total_seconds() == moved


@pytest.mark.parametrize(
    "fields",
    [{}, {"hours": "0"}, {"hours": "-1"}, {"hours": "x"}, {"weeks": "1e99"}, {"hours": "nan"},
     {"months": "1"}, {"hours": "1" * 5000}],
    ids=["none", "zero", "negative", "word", "far", "nan", "unknown", "long"],
)  # fmt: skip
def test_clock_that_cannot_move_so_stays(url: str, fields: dict[str, str]) -> None:
    page = do(url, "clock", **fields)

    assert page.status == 400
    assert "Nothing was done." in page.text
    assert ahead().total_seconds() == 0


def test_fault_is_armed_met_removed_and_armed_again(url: str, desk: Desk) -> None:
    client = boto3.client(
        "connectcases",
        region_name="us-east-1",
        endpoint_url=url,
        config=Config(retries={"total_max_attempts": 1}),
    )

    def is_refused() -> bool:
        try:
            client.list_domains()
        except ClientError as error:
            return bool(error.response["Error"]["Code"] == "ThrottlingException")
        return False

    armed = do(url, "fault", operation="List*", error="ThrottlingException", times="3", after="")
    first = is_refused()
    number = visit(url, CONTROLS).html.partition('name="number" value="')[2]
    plans = visit(url, CONTROLS).html.partition("Armed faults and delays")[2]
    number = plans.partition('name="number" value="')[2].partition('"')[0]
    removed = do(url, "remove", number=number)
    without = is_refused()
    again = undo(url)

    assert "Armed a fault: List* gets ThrottlingException 3 times." in armed.text
    assert first
    assert "It has happened once." in removed.text
    assert not without
    assert "It has 2 turns left." in again
    assert [is_refused() for _ in range(3)] == [True, True, False]


def test_arming_can_be_undone(url: str, remote: Any) -> None:
    do(url, "fault", operation="ListDomains", error="AccessDeniedException", times="")

    told = undo(url)

    assert "Took back the fault: ListDomains gets AccessDeniedException each time." in told
    assert names(remote) == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"operation": "MakeCase", "error": "ThrottlingException"}, "no operation"),
        (
            {"operation": "GetCase", "error": "ThrotlingException"},
            "Did you mean ThrottlingException?",
        ),
        ({"operation": "", "error": "ThrottlingException"}, "operation"),
        ({"operation": "GetCase", "error": ""}, "error"),
        ({"operation": "GetCase", "error": "ThrottlingException", "times": "0"}, "times"),
        ({"operation": "GetCase", "error": "ThrottlingException", "after": "x"}, "after"),
        ({"operation": "GetCase", "error": "ThrottlingException", "other": "1"}, "other"),
        (
            {"operation": "GetCase", "error": "ThrottlingException", "lost_answer": "on"},
            "no answer can be lost",
        ),
    ],
)
def test_fault_that_makes_no_sense_is_told(
    url: str, remote: Any, fields: dict[str, str], told: str
) -> None:
    page = do(url, "fault", **fields)

    assert page.status == 400
    assert "Nothing was done." in page.text
    assert told in page.text
    assert "None." in page.text[page.text.index("Armed faults and delays") :]


def test_delay_and_search_lag_are_armed_and_undone(url: str, desk: Desk) -> None:
    do(url, "delay", operation="GetDomain", seconds="90", times="1")
    do(url, "lag", seconds="60")
    desk.client.get_domain(domainId=desk.domain_id)
    moved = ahead().total_seconds()
    desk.create_case("New")
    hidden = desk.client.search_cases(domainId=desk.domain_id)["cases"]

    told = undo(url)

    assert moved == 90
    assert hidden == []
    assert "The search lag is 0 s again." in told
    assert len(desk.client.search_cases(domainId=desk.domain_id)["cases"]) == 1


def test_unknown_number_removes_nothing(url: str, remote: Any) -> None:
    assert "There is no fault or delay '7'" in do(url, "remove", number="7").text


def test_acts_are_listed_the_latest_first_and_not_without_end(url: str, remote: Any) -> None:
    for number in range(history.LISTED + 2):
        do(url, "lag", seconds=str(number))

    text = visit(url, CONTROLS).text

    listed = text[: text.index("Load a seed")]
    assert listed.count("The search lag is") == history.LISTED
    assert listed.index("The search lag is 21 s") < listed.index("The search lag is 20 s")


def test_what_was_typed_is_text_on_the_page(url: str) -> None:
    page = do(url, "fault", operation="<script>alert(1)</script>", error="<b>")

    assert page.status == 400
    assert "<script>alert" not in page.html
    assert "<b>" not in page.html


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"token=a&token=b", "application/x-www-form-urlencoded", 400),
        (
            b"&".join(b"a%d=" % number for number in range(200)),
            "application/x-www-form-urlencoded",
            413,
        ),
        (b"token=%ff", "application/x-www-form-urlencoded", 400),
        (b"\xff\xfe", "application/x-www-form-urlencoded", 400),
        (b"--x\r\nContent-Disposition: form-data\r\n\r\n", "multipart/form-data; boundary=x", 400),
        (b"nothing", "multipart/form-data; boundary=x", 400),
        (b"nothing", "multipart/form-data", 400),
    ],
    ids=["twice", "many", "no UTF-8 escape", "no UTF-8", "no name", "no parts", "no boundary"],
)
def test_form_that_cannot_be_read_is_refused(
    url: str, desk: Desk, body: bytes, content_type: str, status: int
) -> None:
    answer = requests.post(
        f"{url}{CONTROLS}/reset", data=body, headers={"Content-Type": content_type}, timeout=10
    )

    assert answer.status_code == status
    assert names(desk.client) == ["shop-desk"]


def test_reset_beside_moto_says_what_does_not_come_back(serve: Callable[..., str]) -> None:
    url = serve(with_moto=True)
    credentials = {"aws_access_key_id": "a", "aws_secret_access_key": "b"}
    queues = boto3.client("sqs", region_name="us-east-1", endpoint_url=url, **credentials)
    cases = boto3.client("connectcases", region_name="us-east-1", endpoint_url=url, **credentials)
    queues.create_queue(QueueName="q")
    cases.create_domain(name="desk")

    before = visit(url, CONTROLS).text
    after = do(url, "reset").text
    undo(url)

    assert "what these hold does not come back" in before
    assert "What moto's other services held does not come back" in after
    assert names(cases) == ["desk"]
    assert "QueueUrls" not in queues.list_queues()
