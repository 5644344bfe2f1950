"""The controls: each form makes one change and says so; bad input changes nothing."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
import requests
from botocore.config import Config
from botocore.exceptions import ClientError

from mock_connectcases import SeedError, clock, mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.seeds.seed import Seed
from mock_connectcases.server.inspector.controls import Controls
from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Server
from mock_connectcases.toolkit.toolkit import toolkit
from mock_connectcases.wire.messages import Request
from tests.server.inspector.conftest import Shop
from tests.server.inspector.reading import do, send, visit

if TYPE_CHECKING:
    from collections.abc import Callable

CONTROLS = "/_mock/controls"
FORMS = ("seed", "reset", "fault", "delay", "remove", "lag", "clock", "clock-back")
SEED = "domains:\n  seeded:\n    templates:\n      Complaint: {}\n"
BAD_SEED = "domains:\n  seeded:\n    templates:\n      Complaint:\n        requires: [x]\n"


def names(client: Any) -> list[str]:
    return sorted(each["name"] for each in client.list_domains()["domains"])


def upload(url: str, name: str, content: bytes) -> Any:
    token = visit(url, CONTROLS).token
    return send(url, "seed", {"token": token, "text": ""}, files={"file": (name, content)})


def state() -> Any:
    """Return everything that a control can change."""
    mock = mock_connectcases()
    lag = toolkit.search_lag
    return mock.dump(), toolkit.injections.listed(), lag, clock.ahead(), len(mock.calls)


def check_refused(url: str, form: str, fields: dict[str, str], rule: str) -> None:
    before = state()

    page = do(url, form, **fields)

    assert page.status == 400
    assert "Nothing was changed." in page.text
    assert rule in page.text
    assert state() == before


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("token", [None, "", "x", "\u20ac"])
def test_form_without_the_token_does_nothing(
    url: str, shop: Shop, form: str, token: str | None
) -> None:
    before = state()
    fields = {} if token is None else {"token": token}

    page = send(url, form, {**fields, "text": SEED, "format": "yaml", "hours": "1"})

    assert page.status == 403
    assert "nothing was changed" in page.text
    assert state() == before


@pytest.mark.parametrize("form", FORMS)
def test_form_is_for_post_only(url: str, form: str) -> None:
    answer = requests.get(f"{url}{CONTROLS}/{form}", timeout=10)

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"


def test_form_of_another_site_is_refused_even_with_the_token(url: str, shop: Shop) -> None:
    token = visit(url, CONTROLS).token
    headers = {"Origin": "https://evil.example"}

    answer = requests.post(
        f"{url}{CONTROLS}/reset", data={"token": token}, headers=headers, timeout=10
    )

    assert answer.status_code == 403
    assert names(shop.client) == ["shop-desk"]


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


def test_seed_is_added_to_the_state(url: str, shop: Shop) -> None:
    page = do(url, "seed", text=SEED, format="yaml")

    assert "Loaded pasted.yaml: 1 domain (seeded) with 0 cases." in page.text
    assert names(shop.client) == ["seeded", "shop-desk"]


@pytest.mark.parametrize(
    ("name", "content"), [("desk.yaml", SEED), ("desk.json", '{"domains": {"seeded": {}}}')]
)
def test_seed_can_be_uploaded(url: str, remote: Any, name: str, content: str) -> None:
    page = upload(url, name, content.encode())

    assert page.status == 200
    assert f"Loaded {name}" in page.text
    assert names(remote) == ["seeded"]


def test_seed_that_is_refused_says_file_line_and_rule_and_changes_nothing(
    url: str, shop: Shop
) -> None:
    before = state()

    page = upload(url, "desk.yaml", BAD_SEED.encode())

    assert page.status == 400
    assert "Nothing was changed. desk.yaml:5: domains.seeded.templates.Complaint" in page.text
    assert state() == before


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("desk.txt", b"", "the name of a seed ends in .json, .yaml or .yml"),
        ("desk.yaml", b"\xff\xfe", "not UTF-8"),
        ("desk.json", b"{", "desk.json:1:"),
        ("desk.yaml", b"a: [", "desk.yaml:"),
        ("desk.yaml", b"domains: {shop-desk: {}}", "shop-desk"),
        ("desk.yaml", b"version: 99", "desk.yaml:1: version"),
    ],
)
def test_upload_that_is_no_seed_is_refused(
    url: str, shop: Shop, name: str, content: bytes, rule: str
) -> None:
    before = state()

    page = upload(url, name, content)

    assert page.status == 400
    assert rule in page.text
    assert state() == before


def test_form_still_shows_a_seed_that_was_refused(url: str) -> None:
    page = do(url, "seed", text=BAD_SEED, format="yaml")

    assert page.status == 400
    assert "requires: [x]" in page.text


def test_form_without_a_seed_says_so(url: str) -> None:
    assert "There is no seed" in do(url, "seed", text=" ", format="yaml").text


def test_downloaded_state_makes_the_same_again(url: str, shop: Shop) -> None:
    shop.create_case("Three legs \u202e 👍", tags={"colour": "red"})
    before = mock_connectcases().dump()

    answer = requests.get(f"{url}/_mock/connectcases-seed.json", timeout=10)
    mock_connectcases().reset()
    upload(url, "connectcases-seed.json", answer.content)

    assert 'filename="connectcases-seed.json"' in answer.headers["Content-Disposition"]
    assert json.loads(answer.content) == before
    assert mock_connectcases().dump() == before


def test_downloaded_empty_state_can_be_loaded(url: str, remote: Any) -> None:
    answer = requests.get(f"{url}/_mock/connectcases-seed.json", timeout=10)

    page = upload(url, "connectcases-seed.json", answer.content)

    assert "Loaded connectcases-seed.json: 0 domains with 0 cases." in page.text


def test_reset_deletes_everything(server: Server, url: str, shop: Shop) -> None:
    shop.create_case("Three legs")
    other = boto3.client("connectcases", region_name="eu-west-2", endpoint_url=url)
    other.create_domain(name="far-desk")
    mock = mock_connectcases()
    mock.tick(hours=1)
    mock.search_lag(5)
    mock.fail("DeleteDomain", "ConflictException", times=2)

    page = do(url, "reset")

    assert "Deleted everything: 2 domains (shop-desk, far-desk) with 1 case." in page.text
    empty = {"version": 1, "checks": "consistency", "domains": {}}
    assert state() == (empty, [], timedelta(0), timedelta(0), 0)
    assert (mock.events, server.log.entries()) == ([], [])


def test_reset_offers_the_download_of_the_state_first(url: str, shop: Shop) -> None:
    page = visit(url, CONTROLS)

    offered = page.html[page.html.index("<h2>Reset</h2>") : page.html.index("Delete everything")]
    address = "/_mock/connectcases-seed.json"
    assert f'<a class="button" href="{address}" download>Download the state first</a>' in offered
    assert "This cannot be undone." in offered


def test_reset_loads_the_seed_of_the_server_again() -> None:
    seed = Seed({"domains": {"seeded": {}}})
    with mock_connectcases(), Server(Options(port=0), seed=seed) as server:
        before = visit(server.url, CONTROLS).text
        client = boto3.client("connectcases", region_name="us-east-1", endpoint_url=server.url)
        client.create_domain(name="other")
        after = do(server.url, "reset").text

        assert "and loads the seed of the server again" in before
        assert "Loaded the seed of the server again." in after
        assert names(client) == ["seeded"]
        client.close()


def test_reset_says_if_the_seed_of_the_server_cannot_be_loaded(server: Server, shop: Shop) -> None:
    def reset() -> None:
        connectcases_backends.discard()
        raise SeedError("desk.yaml:3: no such region")

    controls = Controls(reset, server.log, has_seed=True)
    token = controls.context()["token"]
    form = Request(
        "POST",
        "/",
        f"token={token}".encode(),
        {"Content-Type": "application/x-www-form-urlencoded"},
    )

    controls.submit("reset", form)

    _, sentence = controls.context()["latest"]
    assert sentence.startswith("Deleted everything: 1 domain (shop-desk) with 0 cases.")
    assert "could not be loaded again: the seed: desk.yaml:3: no such region" in sentence


def test_latest_change_is_on_the_page_until_the_next(url: str, remote: Any) -> None:
    do(url, "lag", seconds="90")
    before = visit(url, CONTROLS).text
    do(url, "lag", seconds="60")
    after = visit(url, CONTROLS).text

    assert "The search lag is 1 min 30 s." in before
    assert "The search lag is 1 min." in after
    assert "The search lag is 1 min 30 s." not in after


def test_clock_moves_ahead_and_back(url: str, shop: Shop) -> None:
    mock_connectcases().tick(hours=1)

    moved = do(url, "clock", days="1", hours="1.5", weeks="", minutes="", seconds="")
    ahead = clock.ahead()
    back = do(url, "clock-back")

    assert "UTC, 1 d 2 h 30 min ahead." in moved.text
    assert ahead == timedelta(days=1, hours=2.5)
    assert "The clock shows the time of this machine again, 1 d 2 h 30 min earlier." in back.text
    assert clock.ahead() == timedelta(0)


def test_clock_that_shows_the_time_of_the_machine_does_not_move_back(url: str, remote: Any) -> None:
    check_refused(url, "clock-back", {}, "The clock already shows the time of this machine.")


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({}, "tick needs a time to move by"),
        ({"days": " "}, "tick needs a time to move by"),
        ({"days": "0"}, "tick needs a time to move by"),
        ({"days": "-1"}, "Time does not run backwards"),
        ({"days": "x"}, "days is a number, not 'x'"),
        ({"days": "nan"}, "days is a number, not 'nan'"),
        ({"days": "1e9"}, "Time cannot be moved"),
        ({"weeks": "1e300"}, "Time cannot be moved"),
        ({"weeks": "1e999"}, "Time cannot be moved"),
        ({"years": "1"}, "There is no field 'years' here"),
        ({"by": "1"}, "There is no field 'by' here"),
        ({"hours": "1" * 5000}, "longer than 1,000 characters"),
    ],
)
def test_bad_move_of_the_clock_changes_nothing(
    url: str, remote: Any, fields: dict[str, str], rule: str
) -> None:
    check_refused(url, "clock", fields, rule)


def test_fault_is_added_met_and_removed(url: str, shop: Shop) -> None:
    client = boto3.client(
        "connectcases",
        region_name="us-east-1",
        endpoint_url=url,
        config=Config(retries={"total_max_attempts": 1}),
    )

    added = do(url, "fault", operation="List*", error="ThrottlingException", times="3", after="")
    with pytest.raises(ClientError, match="ThrottlingException"):
        client.list_domains()
    page = visit(url, CONTROLS)
    active = page.html.partition("Active faults and delays")[2]
    number = active.partition('name="number" value="')[2].partition('"')[0]
    removed = do(url, "remove", number=number)

    assert "Added a fault: List* gets ThrottlingException 3 times." in added.text
    assert "List* gets ThrottlingException 3 times; fired once" in page.text
    assert (
        "Removed the fault: List* gets ThrottlingException 3 times. It fired once." in removed.text
    )
    assert names(client) == ["shop-desk"]
    check_refused(url, "remove", {"number": number}, "it was removed")


def test_fault_that_has_not_fired_says_so(url: str, remote: Any) -> None:
    page = do(url, "fault", operation="GetCase", error="ThrottlingException")

    assert "GetCase gets ThrottlingException once; never fired" in page.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"operation": "GetCase"}, "GetCase gets ThrottlingException once."),
        ({"operation": "GetCase", "times": ""}, "GetCase gets ThrottlingException each time."),
        ({"operation": "Get*, List*"}, "Get* or List* gets ThrottlingException once."),
        (
            {"operation": "GetCase", "after": "2", "probability": ".5", "seed": "7", "times": ""},
            "GetCase gets ThrottlingException each time with a probability of 0.5 after 2"
            " requests.",
        ),
        (
            {
                "operation": "CreateCase",
                "error": "InternalServerException",
                "lost_answer": "on",
                "message": "no",
                "retryAfterSeconds": "3",
            },
            "CreateCase gets InternalServerException once although it is executed.",
        ),
        ({"operation": "GetCase", "error": "ReadTimeoutError"}, "gets ReadTimeoutError once."),
    ],
)
def test_fault_is_described(url: str, remote: Any, fields: dict[str, str], sentence: str) -> None:
    empty = dict.fromkeys(("after", "probability", "seed", "message", "resourceId"), "")

    page = do(url, "fault", **{"error": "ThrottlingException", **empty, **fields})

    assert sentence in page.text


def test_members_of_an_error_reach_the_client(url: str, remote: Any) -> None:
    fields = {"message": "Come back later.", "retryAfterSeconds": "3", "times": ""}
    do(url, "fault", operation="ListDomains", error="InternalServerException", **fields)

    with pytest.raises(ClientError, match="Come back later") as caught:
        remote.list_domains()

    assert caught.value.response["ResponseMetadata"]["HTTPHeaders"]["retry-after"] == "3"


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"operation": ""}, "No operation was named"),
        ({"operation": "GetCaes"}, "did you mean 'GetCase'?"),
        ({"operation": "Get_*"}, "No operation of Amazon Connect Cases matches 'Get_*'"),
        ({"error": ""}, "has no error ''"),
        ({"error": "ThrotlingException"}, "did you mean 'ThrottlingException'?"),
        ({"error": "ConflictException"}, "GetCase does not raise ConflictException"),
        ({"times": "0"}, "times is a whole number of at least 1, not 0"),
        ({"times": "2.5"}, "times is a whole number of at least 1, not '2.5'"),
        ({"times": "\u0661"}, "times is a whole number"),
        ({"times": "9" * 30}, "times is a whole number"),
        ({"after": "-1"}, "after is a whole number of at least 0, not -1"),
        ({"probability": "2"}, "A probability is a number from 0 to 1"),
        ({"probability": "nan"}, "A probability is a number from 0 to 1"),
        ({"seed": "1"}, "A seed is for a probability"),
        ({"lost_answer": "maybe"}, "lost_answer is on or off, not 'maybe'"),
        ({"lost_answer": "on"}, "no answer can be lost"),
        ({"retryAfterSeconds": "1"}, "ThrottlingException has no member 'retryAfterSeconds'"),
        ({"tims": "1"}, "There is no field 'tims' here; did you mean 'times'?"),
        ({"self": "1"}, "There is no field 'self' here"),
        ({"when": "1"}, "There is no field 'when' here"),
        ({"message": "x" * 1001}, "longer than 1,000 characters"),
    ],
)
def test_bad_fault_changes_nothing(
    url: str, remote: Any, changed: dict[str, str], rule: str
) -> None:
    fields = {"operation": "GetCase", "error": "ThrottlingException", **changed}

    check_refused(url, "fault", fields, rule)


def test_delay_moves_the_clock_at_requests(url: str, shop: Shop) -> None:
    page = do(url, "delay", operation="GetDomain", seconds="1.5", times="1")
    shop.client.get_domain(domainId=shop.domain_id)

    assert "Added a delay: GetDomain takes 1.5 s once." in page.text
    assert clock.ahead() == timedelta(seconds=1.5)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"seconds": ""}, "seconds is a number, not ''"),
        ({"seconds": "soon"}, "seconds is a number, not 'soon'"),
        ({"seconds": "-1"}, "Seconds are from 0 to a thousand years"),
        ({"seconds": "1e300"}, "There is no time of 1e+300 seconds"),
        ({"seconds": "1e999"}, "There is no time of inf seconds"),
        ({"error": "x"}, "There is no field 'error' here"),
        ({"times": "x"}, "times is a whole number"),
    ],
)
def test_bad_delay_changes_nothing(
    url: str, remote: Any, changed: dict[str, str], rule: str
) -> None:
    check_refused(url, "delay", {"operation": "GetCase", "seconds": "1", **changed}, rule)


def test_search_lag_hides_new_cases_from_programs(url: str, shop: Shop) -> None:
    do(url, "lag", seconds="60")
    shop.create_case("New")
    hidden = shop.client.search_cases(domainId=shop.domain_id)["cases"]
    do(url, "lag", seconds="0")

    assert hidden == []
    assert len(shop.client.search_cases(domainId=shop.domain_id)["cases"]) == 1


@pytest.mark.parametrize("given", ["", "x", "-1", "1e300", "inf"])
def test_bad_search_lag_changes_nothing(url: str, remote: Any, given: str) -> None:
    check_refused(url, "lag", {"seconds": given}, "econds")


@pytest.mark.parametrize("number", ["", "0", "x", "9999999", "-1", "x" * 5000])
def test_unknown_number_removes_nothing(url: str, remote: Any, number: str) -> None:
    mock_connectcases().fail("GetCase", "ThrottlingException")

    check_refused(url, "remove", {"number": number}, "There is no fault or delay")


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
    url: str, shop: Shop, body: bytes, content_type: str, status: int
) -> None:
    answer = requests.post(
        f"{url}{CONTROLS}/reset", data=body, headers={"Content-Type": content_type}, timeout=10
    )

    assert answer.status_code == status
    assert names(shop.client) == ["shop-desk"]


def test_reset_resets_the_other_services_of_moto_too(serve: Callable[..., str]) -> None:
    url = serve(with_moto=True)
    credentials = {"aws_access_key_id": "a", "aws_secret_access_key": "b"}
    queues = boto3.client("sqs", region_name="us-east-1", endpoint_url=url, **credentials)
    cases = boto3.client("connectcases", region_name="us-east-1", endpoint_url=url, **credentials)
    queues.create_queue(QueueName="q")
    cases.create_domain(name="desk")

    before = visit(url, CONTROLS).text
    after = do(url, "reset").text

    assert "other services too; a seed does not hold their state." in before
    assert "Reset moto's other services too." in after
    assert names(cases) == []
    assert "QueueUrls" not in queues.list_queues()
