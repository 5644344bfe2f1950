"""What the routes of the API do: the toolkit, for tests in every language."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from freezegun import freeze_time

from mock_connectcases import mock_connectcases, rules
from mock_connectcases.resources.quotas import QUOTAS
from mock_connectcases.seeds.seed import Seed
from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Server
from mock_connectcases.toolkit import calls
from tests.desk import Desk
from tests.server.api.calling import call, read, send
from tests.server.raw import SIGNED, ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NINE = datetime(2026, 3, 1, 9, tzinfo=timezone.utc)
ONE_ATTEMPT = Config(retries={"total_max_attempts": 1, "mode": "standard"})


@pytest.fixture
def frozen() -> Iterator[None]:
    with freeze_time(NINE):
        yield


@pytest.fixture
def client(url: str) -> Iterator[Any]:
    """Return a client that does not retry."""
    client = boto3.client(
        "connectcases", region_name="us-east-1", endpoint_url=url, config=ONE_ATTEMPT
    )
    yield client
    client.close()


def code_of(client: Any, operation: str, **params: Any) -> str:
    """Return the code of the error that a call gets, or nothing."""
    try:
        getattr(client, operation)(**params)
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return ""


def test_seed_of_json_is_loaded(url: str, client: Any) -> None:
    answer = call(url, "POST", "seed", {"domains": {"desk": {"templates": {"complaint": {}}}}})

    (domain,) = client.list_domains()["domains"]
    assert answer.status == 201
    assert answer.document == {
        "domains": [
            {
                "account": "123456789012",
                "region": "us-east-1",
                "domainId": domain["domainId"],
                "name": "desk",
                "cases": 0,
            }
        ]
    }


def test_seed_of_yaml_is_loaded(url: str, client: Any) -> None:
    answer = send(url, "POST", "seed", b"domains: {desk: }\n", content_type="application/yaml")

    assert answer.status == 201
    assert [each["name"] for each in client.list_domains()["domains"]] == ["desk"]


@pytest.mark.parametrize(
    ("body", "language", "line", "rule"),
    [
        (b'{"domains": {"a": {}},\n "dmains": 1}', "json", 2, "did you mean 'domains'"),
        (b"domains:\n  a:\n  b: {templats: }\n", "yaml", 3, "did you mean 'templates'"),
        (b'{"domains": {"a": {}}\n', "json", 2, "this is not JSON"),
    ],
)
def test_bad_seed_is_refused_with_file_line_and_rule(
    url: str, body: bytes, language: str, line: int, rule: str
) -> None:
    answer = send(url, "POST", "seed", body, content_type=f"application/{language}")

    document = answer.document
    assert (answer.status, answer.error) == (400, "ValidationException")
    assert (document["file"], document["line"]) == (f"seed.{language}", line)
    assert rule in document["rule"]
    assert document["message"].startswith(f"seed.{language}:{line}: ")
    assert read(url, "state")["counts"] == {"domains": 0}


def test_state_is_read_as_a_seed_that_makes_the_same_state(url: str, client: Any) -> None:
    Desk(client).create_case("Late")
    written = read(url, "seed")

    call(url, "POST", "reset")
    assert call(url, "POST", "seed", written).status == 201

    assert read(url, "seed") == written


def test_fault_fires_and_counts(url: str, client: Any) -> None:
    given = {"operation": "CreateDomain", "error": "ThrottlingException", "when": {"name": "b"}}
    made = call(url, "POST", "faults", {**given, "message": "Slow down", "times": 2})
    assert made.status == 201

    codes = [code_of(client, "create_domain", name=each) for each in "ab"]

    assert codes == ["", "ThrottlingException"]
    fault = read(url, f"faults/{made.document['id']}")
    assert fault == {**made.document, "fired": 1, "unused": fault["unused"]}
    assert (fault["error"], fault["message"], fault["when"]) == (
        "ThrottlingException",
        "Slow down",
        {"name": "b"},
    )
    sentence = "CreateDomain should have failed with ThrottlingException twice, but did so once."
    assert fault["unused"] == sentence
    assert read(url, "faults") == {"faults": [fault], "unused": [sentence]}


def test_fault_has_the_members_of_its_error(url: str, client: Any) -> None:
    call(
        url,
        "POST",
        "faults",
        {
            "operation": "GetDomain",
            "error": "ResourceNotFoundException",
            "resourceId": "r",
            "resourceType": "Domain",
        },
    )

    with pytest.raises(ClientError) as caught:
        client.get_domain(domainId="d")

    assert caught.value.response["resourceId"] == "r"


def test_fault_of_the_connection_loses_the_answer(url: str, client: Any) -> None:
    given = {"operation": "CreateDomain", "error": "ReadTimeoutError", "lostAnswer": True}
    call(url, "POST", "faults", given)

    with pytest.raises(Exception, match="Connection was closed"):
        client.create_domain(name="a")

    assert [each["name"] for each in client.list_domains()["domains"]] == ["a"]
    (lost,) = read(url, "requests?status=0")["requests"]
    assert (lost["error"], lost["parameters"]["name"]) == ("ReadTimeoutError", "a")
    assert lost["rule"] == "injected-fault"


def test_fault_by_chance_is_the_same_in_every_run(url: str, client: Any) -> None:
    given = {"operation": "*", "error": "ThrottlingException", "times": None, "probability": 0.5}
    codes = []
    for _ in range(2):
        call(url, "POST", "faults", {**given, "seed": 3, "after": 1})
        codes.append([code_of(client, "list_domains") for _ in range(8)])
        call(url, "DELETE", "faults")

    assert codes[0] == codes[1]
    assert set(codes[0]) == {"", "ThrottlingException"}


def test_delay_moves_the_clock(frozen: None, url: str, client: Any) -> None:
    made = call(url, "POST", "faults", {"operation": ["List*"], "delay": 1.5}).document

    client.list_domains()

    assert (made["delay"], "ListDomains" in made["operations"]) == (1.5, True)
    assert read(url, "clock") == {"now": "2026-03-01T09:00:01.500Z", "aheadSeconds": 1.5}


def test_fault_is_removed(url: str, client: Any) -> None:
    made = [
        call(url, "POST", "faults", {"operation": "ListDomains", "error": each}).document
        for each in ("ThrottlingException", "InternalServerException")
    ]

    removed = call(url, "DELETE", f"faults/{made[0]['id']}")

    assert (removed.status, removed.document) == (200, made[0])
    assert code_of(client, "list_domains") == "InternalServerException"
    assert read(url, "faults")["unused"] == []


def test_all_faults_are_removed(url: str, client: Any) -> None:
    for delay in (1, 2):
        call(url, "POST", "faults", {"operation": "*", "delay": delay})

    assert call(url, "DELETE", "faults").document == {"removed": 2}
    assert read(url, "faults") == {"faults": [], "unused": []}


@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize("gone", ["0", "x", "%ff", "1%2F2"])
def test_fault_that_is_gone_is_not_found(url: str, method: str, gone: str) -> None:
    answer = call(url, method, f"faults/{gone}")

    assert (answer.status, answer.error) == (404, "ResourceNotFoundException")
    assert "There is no fault or delay" in answer.document["message"]


def test_fault_of_a_handle_in_this_process_is_listed(url: str) -> None:
    handle = mock_connectcases()
    fault = handle.fail("GetCase", "ThrottlingException", when=lambda _: True)

    (listed,) = read(url, "faults")["faults"]
    assert (listed["id"], "lambda" in listed["when"]) == (fault.number, True)
    call(url, "DELETE", f"faults/{fault.number}")

    assert handle.faults == []


def test_sla_breaches_when_the_clock_moves(url: str, client: Any) -> None:
    desk = Desk(client)
    sla = {
        "name": "answer",
        "type": "CaseField",
        "fieldId": "status",
        "targetFieldValues": [{"stringValue": "closed"}],
        "targetSlaMinutes": 60,
    }
    client.create_related_item(
        domainId=desk.domain_id,
        caseId=desk.case_id,
        type="Sla",
        content={"sla": {"slaInputConfiguration": sla}},
    )

    assert call(url, "POST", "clock", {"tick": {"minutes": 90}}).document["aheadSeconds"] == 5400

    items = client.search_related_items(domainId=desk.domain_id, caseId=desk.case_id)
    content = items["relatedItems"][0]["content"]["sla"]["slaConfiguration"]
    assert content["status"] == "Overdue"


def test_clock_moves_to_a_time(frozen: None, url: str) -> None:
    moved = call(url, "POST", "clock", {"to": "2026-03-02T10:00:00+01:00"})

    assert moved.document == {"now": "2026-03-02T09:00:00.000Z", "aheadSeconds": 86400.0}


def test_search_lag_hides_new_cases(url: str, client: Any) -> None:
    assert call(url, "PUT", "search-lag", {"seconds": 5}).document == {"seconds": 5.0}
    desk = Desk(client)
    desk.create_case()

    counts = [desk.count()]
    call(url, "POST", "clock", {"tick": {"seconds": 5}})
    counts.append(desk.count())

    assert (counts, read(url, "search-lag")) == ([0, 1], {"seconds": 5.0})


def test_events_are_read_as_they_come(url: str, client: Any) -> None:
    desk = Desk(client)
    client.put_case_event_configuration(domainId=desk.domain_id, eventBridge={"enabled": True})
    begin = read(url, "events")["next"]
    case_id = desk.create_case()

    first = read(url, f"events?since={begin}")
    desk.close(case_id)
    second = read(url, f"events?since={first['next']}")

    types = [[each["detail"]["eventType"] for each in x["events"]] for x in (first, second)]
    assert types == [["CASE.CREATED"], ["CASE.UPDATED"]]
    assert read(url, f"events?since={second['next']}") == {"events": [], "next": second["next"]}
    assert read(url, "events")["events"] == mock_connectcases().events
    assert read(url, "events?since=2000-01-01")["events"] == mock_connectcases().events
    assert read(url, "events?since=2100-01-01T00:00:00Z")["events"] == []


def test_requests_have_parameters_answer_and_rule(url: str, client: Any) -> None:
    made = client.create_domain(name="a")
    assert code_of(client, "get_domain", domainId="none") == "ResourceNotFoundException"

    first, second = read(url, "requests")["requests"]

    assert first["parameters"] == {"name": "a"}
    assert first["answer"]["domainId"] == made["domainId"]
    assert (first["rule"], first["milliseconds"] > 0) == (None, True)
    assert (second["status"], second["rule"]) == (404, "resource-exists")
    assert second["reason"] == rules.describe("resource-exists", "GetDomain")
    assert second["parameters"] == {"domainId": "none"}
    assert "does not exist" in second["answer"]["message"]


def test_requests_are_filtered(url: str, client: Any) -> None:
    client.create_domain(name="a")
    client.list_domains()
    code_of(client, "get_domain", domainId="none")

    def operations(query: str) -> list[str]:
        return [each["operation"] for each in read(url, f"requests?{query}")["requests"]]

    assert operations("operation=List*,GetDomain") == ["ListDomains", "GetDomain"]
    assert operations("operation=*Domain&status=200") == ["CreateDomain"]
    assert operations("since=2100-01-01") == []
    since = read(url, "requests")["next"]
    client.list_domains()
    assert operations(f"since={since}") == ["ListDomains"]


def dropped(url: str, query: str = "", account: str | None = None) -> int:
    """Return the number of calls that the log has dropped."""
    return int(read(url, f"requests?{query}", account)["dropped"])


def test_dropped_calls_of_the_operations_are_counted(
    url: str, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "MAX_CALLS", 2)
    client.create_domain(name="a")
    client.list_domains()
    assert dropped(url) == 0
    for _ in range(3):
        client.list_domains()

    assert dropped(url) == mock_connectcases().calls.forgotten == 3
    queries = ["operation=Create*", "operation=List*", "operation=GetCase"]
    assert [dropped(url, each) for each in queries] == [1, 2, 0]


def test_calls_that_were_dropped_before_since_are_not_counted(
    url: str, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "MAX_CALLS", 2)
    for _ in range(4):
        client.list_domains()
    since = read(url, "requests")["next"]
    client.list_domains()
    assert dropped(url, f"since={since}") == 0

    for _ in range(2):
        client.list_domains()

    assert dropped(url, f"since={since}") > 0


def test_another_account_drops_no_call(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "MAX_CALLS", 2)
    one, other = "111111111111", "222222222222"
    ask(url, x_moto_account_id=one)
    for _ in range(5):
        ask(url, x_moto_account_id=other)

    assert len(read(url, "requests", one)["requests"]) == 1
    assert [dropped(url, account=each) for each in (one, other, None)] == [0, 3, 3]


def test_numbers_of_json_that_are_none_are_words(url: str, client: Any) -> None:
    desk = Desk(client)
    field_id = client.create_field(domainId=desk.domain_id, name="n", type="Number")["fieldId"]
    fields = [
        {"id": "title", "value": {"stringValue": "t"}},
        {"id": field_id, "value": {"doubleValue": "NaN"}},
    ]
    body = json.dumps({"templateId": desk.template_id, "fields": fields}).encode()
    ask(url, "POST", f"/domains/{desk.domain_id}/cases", body)

    (request,) = read(url, "requests?operation=CreateCase")["requests"]

    assert request["parameters"]["fields"] == fields


def test_request_that_never_became_a_call_has_its_answer(url: str) -> None:
    refused = ask(url, signed=SIGNED.replace("us-east-1", "mars-north-1"))

    (request,) = read(url, "requests")["requests"]

    assert (request["status"], request["parameters"], request["rule"]) == (400, None, None)
    assert request["answer"] == refused.document


def test_quota_is_changed_and_restored(url: str, client: Any) -> None:
    changed = call(url, "PATCH", "quotas", {"domains": 1, "tags": 60})
    assert changed.document["domains"] == 1
    client.create_domain(name="a")
    code = code_of(client, "create_domain", name="b")
    restored = call(url, "PATCH", "quotas", {"domains": None})

    assert code == "ServiceQuotaExceededException"
    assert restored.document["domains"] == QUOTAS["domains"].default
    assert restored.document["tags"] == 60
    assert code_of(client, "create_domain", name="b") == ""


def test_assumption_is_switched_off_and_on(url: str, client: Any) -> None:
    name = rules.switchable()[0]

    off = call(url, "PATCH", "assumptions", {name: False}).document
    assert (off[name], rules.applies(name)) == (False, False)
    on = call(url, "PATCH", "assumptions", {name: None}).document

    assert (on[name], rules.applies(name)) == (True, True)
    assert on.keys() == set(rules.switchable())


def test_corrected_assumption_is_accepted_with_a_warning_and_without_effect(
    serve: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "CORRECTED", ("user-is-a-name",))
    url = serve()
    before = read(url, "assumptions")

    with pytest.warns(UserWarning, match="'user-is-a-name' was corrected: the setting has no"):
        answer = call(url, "PATCH", "assumptions", {"user-is-a-name": False})

    assert (answer.status, answer.document) == (200, before)


def test_reset_forgets_all_that_the_api_has_set(url: str, client: Any) -> None:
    before = [read(url, each) for each in ("faults", "search-lag", "quotas", "assumptions")]
    call(url, "POST", "faults", {"operation": "ListDomains", "delay": 1})
    call(url, "PUT", "search-lag", {"seconds": 5})
    call(url, "PATCH", "quotas", {"domains": 1})
    call(url, "PATCH", "assumptions", {rules.switchable()[0]: False})
    call(url, "POST", "clock", {"tick": {"days": 1}})

    assert call(url, "POST", "reset").document == {"status": "ok"}

    after = [read(url, each) for each in ("faults", "search-lag", "quotas", "assumptions")]
    assert after == before
    assert read(url, "clock")["aheadSeconds"] == 0


def test_settings_end_with_the_state() -> None:
    with Server(Options(port=0)) as server:
        with mock_connectcases():
            call(server.url, "PATCH", "quotas", {"domains": 1})
            assert QUOTAS["domains"].limit == 1

        assert QUOTAS["domains"].limit == QUOTAS["domains"].default


def test_reset_returns_to_the_seed_of_the_server() -> None:
    seed = Seed({"domains": {"a": {"account": "111111111111"}, "b": {"account": "222222222222"}}})
    with mock_connectcases(), Server(Options(port=0), seed=seed) as server:
        call(server.url, "POST", "reset")
        assert read(server.url, "state")["counts"]["domains"] == 2

        for account in ("111111111111", "222222222222"):
            call(server.url, "POST", "seed", {"domains": {"c": {}}}, account=account)
        call(server.url, "POST", "reset", account="111111111111")

        accounts = read(server.url, "state")["accounts"]
        names = [
            [each["name"] for each in region["domains"]]
            for account in accounts.values()
            for region in account.values()
        ]
    assert names == [["b", "c"], ["a"]]
