"""The routes under ``/_mock``."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from mock_connectcases import __version__
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.toolkit import calls
from tests.desk import Desk
from tests.server.raw import SIGNED, Connection, ask, request

if TYPE_CHECKING:
    from collections.abc import Callable

    from mock_connectcases.server.running import Server


BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
CHUNKED: dict[str, str | None] = {"content_length": None, "transfer_encoding": "chunked"}


def requests_of(url: str) -> list[dict[str, Any]]:
    answer = ask(url, "GET", "/_mock/requests", signed=None)
    listed: list[dict[str, Any]] = answer.document["requests"]
    return listed


@pytest.fixture
def domain_id(remote: Any) -> str:
    """Return a domain with a template and one case in it."""
    desk = Desk(remote, "orders")
    desk.create_case("Late")
    return desk.domain_id


def test_health_says_the_version(url: str) -> None:
    assert ask(url, "GET", "/_mock/health").document == {"status": "ok", "version": __version__}


def test_reset_forgets_everything(url: str, domain_id: str) -> None:
    answer = ask(url, "POST", "/_mock/reset")

    assert answer.status == 200
    assert ask(url, "GET", "/_mock/state").document == {"counts": {"domains": 0}, "accounts": {}}


@pytest.mark.parametrize(
    "content_type",
    ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "Text/Plain"],
)
def test_form_of_a_web_page_resets_nothing(url: str, domain_id: str, content_type: str) -> None:
    answer = ask(url, "POST", "/_mock/reset", b"a=b", content_type=content_type)

    assert (answer.status, answer.error) == (415, "UnsupportedMediaTypeException")
    assert ask(url, "POST", f"/domains/{domain_id}").status == 200


@pytest.mark.parametrize(
    ("method", "route", "allowed"),
    [("GET", "reset", "POST"), ("HEAD", "reset", "POST"), ("POST", "state", "GET")],
)
def test_each_route_has_one_method(url: str, method: str, route: str, allowed: str) -> None:
    answer = ask(url, method, f"/_mock/{route}")

    assert answer.status == 405
    assert answer.headers["allow"] == allowed


@pytest.mark.parametrize("target", ["/_mock/nothing", "/_mock/../domains", "/_mock/healthy?x"])
def test_unknown_routes_get_the_list_of_routes(url: str, target: str) -> None:
    for method in ("GET", "POST", "DELETE"):
        answer = ask(url, method, target)

        assert answer.status == 404
        assert "/_mock/health" in answer.document["message"]


@pytest.mark.parametrize(
    ("method", "target", "headers", "status"),
    [
        ("POST", "/_mock/state", {}, 405),
        ("GET", "/_mock/reset", {}, 405),
        ("POST", "/_mock/reset", {"content_type": "text/plain"}, 415),
        ("POST", "/_mock/reset", {}, 413),
        ("GET", "/_mock/health", {}, 200),
        ("POST", "/_mock/controls/reset", {}, 413),
        ("POST", "/_mock/controls/seed", {"content_type": "application/json"}, 413),
        ("POST", "/_mock/controls/seed", {"content_type": "multipart/form-data", **CHUNKED}, 413),
    ],
)
def test_body_of_a_control_is_judged_before_it_comes(
    url: str, method: str, target: str, headers: dict[str, str | None], status: int
) -> None:
    with Connection(url) as connection:
        connection.send(request(method, target, b"", **{"content_length": "100000", **headers}))
        if "transfer_encoding" in headers:
            connection.send(b"100000\r\n" + b" " * 100_000)

        assert connection.answer().status == status


def test_seed_that_is_too_large_is_refused_before_it_is_sent(url: str) -> None:
    with Connection(url) as connection:
        connection.send(
            request(
                "POST",
                "/_mock/controls/seed",
                content_type="multipart/form-data; boundary=x",
                content_length=str(1 + (16 << 20)),
            )
        )

        refused = connection.answer()

    assert (refused.status, refused.error) == (413, "RequestEntityTooLargeException")
    assert "at most 16777216 bytes" in refused.body.decode()
    assert "`mock-connectcases serve --seed FILE`" in refused.body.decode()


def test_seed_is_uploaded_by_one_at_a_time(url: str) -> None:
    upload = request(
        "POST",
        "/_mock/controls/seed",
        content_type="multipart/form-data; boundary=x",
        content_length="10000000",
    )
    with Connection(url) as first:
        first.send(upload)
        assert not first.has_answer(within=0.1)

        with Connection(url) as second:
            second.send(upload)
            refused = second.answer()

        assert (refused.status, refused.error) == (503, "ServiceUnavailableException")
        first.socket.shutdown(socket.SHUT_WR)
        first.answer()

    with Connection(url) as third:
        third.send(upload)
        assert not third.has_answer(within=0.1)


def test_account_in_which_nothing_is_made_is_forgotten(url: str) -> None:
    create = ("POST", "/domains", b'{"name":"orders"}')
    for number in range(100):
        ask(url, x_moto_account_id=f"2222{number:08}")
        ask(url, "PUT", "/domains/nowhere", b"{}", x_moto_account_id=f"2222{number:08}")
    ask(url, *create, x_moto_account_id="333333333333")

    assert list(connectcases_backends) == ["333333333333"]


def test_region_that_does_not_exist_is_forgotten(url: str) -> None:
    for number in range(10):
        ask(
            url,
            "POST",
            "/domains",
            b'{"name":"orders"}',
            signed=SIGNED.replace("us-east-1", f"mars-{number}"),
            x_moto_account_id=f"2222{number:08}",
        )

    assert list(connectcases_backends) == []


def test_logs_hold_no_body_twice(server: Server) -> None:
    ask(server.url, "POST", "/domains", b" " * 100_000 + b"{")
    ask(server.url, "POST", "/domains", b" " * 100_000, x_moto_account_id="1")

    (call, request), (refused, _) = server.log.entries()
    assert (call.request is request, refused.number) == (True, 0)
    assert len(refused.body) == 16 * 1024


def test_state_counts_and_names_what_exists(url: str, domain_id: str) -> None:
    state = ask(url, "GET", "/_mock/state").document

    (domain,) = state["accounts"]["123456789012"]["us-east-1"]["domains"]
    assert state["counts"]["cases"] == 1
    assert domain["domainId"] == domain_id
    assert {"domains": 1, **domain["counts"]} == state["counts"]
    assert [each["name"] for each in domain["templates"]] == ["complaint"]
    assert domain["cases"][0]["title"] == "Late"
    assert domain["casesNotShown"] == 0


def test_requests_are_logged(url: str, remote: Any) -> None:
    answer = remote.create_domain(name="orders")

    (entry,) = requests_of(url)

    assert entry["operation"] == "CreateDomain"
    assert (entry["method"], entry["target"], entry["status"]) == ("POST", "/domains", 200)
    assert (entry["account"], entry["region"]) == ("123456789012", "us-east-1")
    assert entry["requestId"] == answer["ResponseMetadata"]["RequestId"]
    assert entry["hint"] is entry["error"] is None
    assert entry["milliseconds"] > 0


def test_refused_request_is_logged_with_its_error(url: str) -> None:
    ask(url, "POST", "/domains/nowhere")

    assert requests_of(url)[0]["error"] == "ResourceNotFoundException"


def test_log_is_bounded_for_each_account(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "MAX_CALLS", 2)
    for number in range(3):
        ask(url, "POST", f"/domains/{number}", x_moto_account_id="1" * 12)
    for number in range(5):
        ask(url, "POST", f"/domains/{number}")

    targets = [entry["target"] for entry in requests_of(url)]
    assert targets == ["/domains/1", "/domains/2", "/domains/3", "/domains/4"]


def test_refused_request_displaces_no_call(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "MAX_CALLS", 2)
    ask(url)
    for _ in range(5):
        ask(url, signed=SIGNED.replace("us-east-1", "mars-north-1"))

    assert requests_of(url)[0]["status"] == 200


def test_query_parameter_that_no_operation_has_is_a_hint_in_the_log(url: str, remote: Any) -> None:
    arn = remote.create_domain(name="orders")["domainArn"]
    remote.tag_resource(arn=arn, tags={"team": "returns"})

    ask(url, "DELETE", f"/tags/{quote(arn, safe='')}?tagKeys=other&tagKeys.1=team")

    entry = requests_of(url)[-1]
    assert entry["hint"] == (
        "UntagResource has no query parameter 'tagKeys.1': it was ignored; did you mean 'tagKeys'?"
    )
    assert remote.get_domain(domainId=arn.rpartition("/")[2])["tags"] == {"team": "returns"}


def test_unsigned_request_is_served_with_a_hint_in_the_log(url: str) -> None:
    created = ask(url, "POST", "/domains", b'{"name":"orders"}', signed=None)

    assert created.document["domainArn"].startswith("arn:aws:cases:us-east-1:123456789012:")
    assert requests_of(url)[0]["hint"] == (
        "The request is not signed: it was taken as one of account 123456789012, us-east-1."
    )


def test_hint_at_an_unsigned_request_names_the_account_of_its_header(url: str) -> None:
    ask(url, signed=None, x_moto_account_id="000000000001")

    assert "taken as one of account 000000000001, us-east-1." in requests_of(url)[0]["hint"]


def test_hints_are_sentences(url: str) -> None:
    ask(url, "POST", "/domains-list?maxResult=1", signed=None)

    assert "us-east-1. ListDomains has no query parameter" in requests_of(url)[0]["hint"]


def test_region_of_unsigned_requests_can_be_chosen(serve: Callable[..., str]) -> None:
    created = ask(
        serve(region="eu-west-2"), "POST", "/domains", b'{"name":"orders"}', signed="Bearer token"
    )

    assert ":eu-west-2:" in created.document["domainArn"]


def test_account_is_taken_from_the_header(url: str) -> None:
    created = ask(url, "POST", "/domains", b'{"name":"orders"}', x_moto_account_id="111122223333")

    assert created.document["domainArn"].split(":")[4] == "111122223333"
    assert ask(url).document["domains"] == []


@pytest.mark.parametrize("account", ["1", "../../etc", "1" * 13, "\u0661" * 12])
def test_what_is_no_account_id_is_refused(url: str, account: str) -> None:
    answer = ask(url, x_moto_account_id=account.encode().decode("latin-1"))

    assert (answer.status, answer.error) == (400, "ValidationException")


def test_region_where_the_service_is_not_offered_is_an_error_in_json(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = ask(url, signed=SIGNED.replace("us-east-1", "mars-north-1"))

    assert (answer.status, answer.error) == (400, "UnknownRegionException")
    assert "mars-north-1" in answer.document["message"]
    assert caplog.records == []


def test_request_for_another_service_gets_advice(url: str) -> None:
    answer = ask(url, signed=SIGNED.replace("/cases/", "/sqs/"))

    assert (answer.status, answer.error) == (404, "UnknownOperationException")
    assert "--with-moto" in answer.document["message"]


class TestBrowser:
    """One that opens the endpoint itself."""

    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    def test_is_led_to_the_inspector(self, url: str, method: str) -> None:
        answer = ask(url, method, "/", signed=None, accept=BROWSER)

        assert (answer.status, answer.headers["location"]) == (303, "/_mock/")

    def test_is_not_in_the_log(self, url: str) -> None:
        ask(url, "GET", "/", signed=None, accept=BROWSER)

        assert requests_of(url) == []

    @pytest.mark.parametrize(
        ("method", "target", "headers"),
        [
            ("GET", "/", {"signed": None}),
            ("GET", "/", {"accept": BROWSER}),
            ("POST", "/", {"signed": None, "accept": BROWSER}),
            ("GET", "/domains", {"signed": None, "accept": BROWSER}),
        ],
    )
    def test_is_no_other_request(
        self, url: str, method: str, target: str, headers: dict[str, str | None]
    ) -> None:
        answer = ask(url, method, target, **headers)

        assert answer.error == "UnknownOperationException"
        assert len(requests_of(url)) == 1
