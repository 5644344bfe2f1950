"""The log of calls: what is in it, how it is read, and what it holds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest
import requests
from botocore.exceptions import ClientError
from freezegun import freeze_time

from mock_connectcases import mock_connectcases
from mock_connectcases.toolkit import calls as call_log
from tests.desk import Desk
from tests.toolkit.conftest import new_client

if TYPE_CHECKING:
    from mock_connectcases import MockConnectCases
    from mock_connectcases.toolkit.names import OperationName


def test_call_has_its_parameters_and_its_result(cases: MockConnectCases, desk: Desk) -> None:
    case_id = desk.create_case("Late", clientToken="t")

    call = cases.calls.last

    assert call.operation == "CreateCase"
    assert call.params == {
        "domainId": desk.domain_id,
        "templateId": desk.template_id,
        "fields": [{"id": "title", "value": {"stringValue": "Late"}}],
        "clientToken": "t",
    }
    assert call.result is not None
    assert call.result["caseId"] == case_id
    assert call.error is None
    assert (call.account_id, call.region) == ("123456789012", "us-east-1")


def test_result_is_what_a_client_reads(cases: MockConnectCases, desk: Desk) -> None:
    answer = desk.client.get_domain(domainId=desk.domain_id)

    call = cases.calls.last

    assert call.request_id == answer.pop("ResponseMetadata")["RequestId"]
    assert call.result == answer
    assert isinstance(answer["createdTime"], datetime)


def test_call_has_the_headers_that_were_sent(cases: MockConnectCases, desk: Desk) -> None:
    desk.client.get_domain(domainId=desk.domain_id)

    headers = cases.calls.last.headers

    assert "Boto3" in headers["User-Agent"]
    assert headers["Authorization"].startswith("AWS4-HMAC-SHA256 Credential=")


def test_calls_are_numbered_though_the_oldest_are_forgotten(
    cases: MockConnectCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_log, "MAX_CALLS", 2)
    client = new_client()
    for _ in range(5):
        client.list_domains()

    assert [each.number for each in cases.calls] == [4, 5]


def test_operation_without_output_has_an_empty_result(cases: MockConnectCases, desk: Desk) -> None:
    desk.client.delete_domain(domainId=desk.domain_id)

    assert cases.calls.last.result == {}


def test_refused_call_has_its_error(cases: MockConnectCases) -> None:
    client = new_client()
    with pytest.raises(ClientError) as refused:
        client.get_domain(domainId="none")

    call = cases.calls.last

    assert call.result is None
    assert call.error is not None
    assert call.error.code == "ResourceNotFoundException"
    assert call.error.message == refused.value.response["Error"]["Message"]
    assert call.error.status == 404
    assert call.params == {"domainId": "none"}


def test_batch_has_the_errors_of_its_refused_entries(cases: MockConnectCases, desk: Desk) -> None:
    batch = {
        "domainId": desk.domain_id,
        "cases": [{"caseIdentifier": {"caseId": each}} for each in (desk.create_case(), "none")],
        "fields": [
            {"fieldIdentifier": {"id": "created_by"}, "value": {"userArnValue": "arn:a:b:c:d:e"}}
        ],
        "clientToken": "once",
    }
    for _ in range(2):
        desk.client.batch_update_case(**batch)

        call = cases.calls.last

        assert call.error is None
        first, second = call.entry_errors
        assert (first.code, first.rule) == ("VALIDATION_ERROR", "case-service-field-not-settable")
        assert (second.code, second.rule) == ("CASE_NOT_FOUND", "batch-update-case-not-found-code")
        assert first.message.startswith("Field 'created_by' is filled by the service")
        assert "No case exists with the specified case ID" in second.reason


def test_batch_that_reads_has_the_errors_of_unknown_ids(
    cases: MockConnectCases, desk: Desk
) -> None:
    desk.client.batch_get_field(domainId=desk.domain_id, fields=[{"id": "none"}, {"id": "title"}])

    (error,) = cases.calls.last.entry_errors
    assert error.rule == "batch-get-unknown-id-error-code"
    assert error.message.startswith("Field 'none' does not exist.")


def test_call_without_answer_has_botocore_s_error(cases: MockConnectCases) -> None:
    cases.fail("ListDomains", "ConnectTimeoutError")
    with pytest.raises(Exception, match="Connect timeout"):
        new_client().list_domains()

    call = cases.calls.last

    assert call.error is not None
    assert call.error.code == "ConnectTimeoutError"
    assert call.error.rule == "injected-fault"
    assert call.error.status is None
    assert call.request_id is None
    assert call.result is None


@pytest.mark.parametrize(
    ("method", "path", "body", "operation", "code"),
    [
        ("POST", "/nowhere", b"", "", "UnknownOperationException"),
        ("PATCH", "/domains-list", b"", "", "UnknownOperationException"),
        ("POST", "/domains", b"{broken", "CreateDomain", "SerializationException"),
        ("POST", "/domains", b'{"name":3}', "CreateDomain", "SerializationException"),
        ("POST", "/domains", b"{}", "CreateDomain", "ValidationException"),
        ("POST", "/domains", b"[" * 5000, "CreateDomain", "SerializationException"),
    ],
)
def test_what_could_not_be_read_is_in_the_log(
    cases: MockConnectCases, method: str, path: str, body: bytes, operation: str, code: str
) -> None:
    requests.request(method, f"https://cases.us-east-1.amazonaws.com{path}", data=body, timeout=5)

    call = cases.calls.last

    assert call.operation == operation
    assert call.error is not None
    assert call.error.code == code
    assert call.params == {}
    assert (call.method, call.target, call.body) == (method, path, body)
    assert code in repr(call)


def test_time_is_the_mock_s(cases: MockConnectCases) -> None:
    with freeze_time("2026-03-01 09:00:00"):
        new_client().list_domains()
        cases.tick(hours=1)
        new_client().list_domains()

    hours = [each.time.hour for each in cases.calls]
    assert hours == [9, 10]
    assert cases.calls.last.time.tzinfo == timezone.utc


def test_what_a_test_does_to_a_call_is_not_seen_by_the_next(
    cases: MockConnectCases, desk: Desk
) -> None:
    desk.create_case("Late")
    cases.calls.last.params["fields"].clear()
    result = cases.calls.last.result
    assert result is not None
    result.clear()

    assert cases.calls.last.params["fields"]
    assert cases.calls.last.result
    assert desk.count() == 1


def test_parameters_stay_as_they_were_sent(cases: MockConnectCases, desk: Desk) -> None:
    arn = desk.client.get_domain(domainId=desk.domain_id)["domainArn"]
    desk.client.tag_resource(arn=arn, tags={"a": "1"})
    desk.client.tag_resource(arn=arn, tags={"b": "2"})

    assert [each.params["tags"] for each in cases.calls.of("TagResource")] == [
        {"a": "1"},
        {"b": "2"},
    ]


def test_calls_are_a_sequence_of_what_there_was(cases: MockConnectCases) -> None:
    client = new_client()
    client.list_domains()
    seen = cases.calls
    client.create_domain(name="d")

    assert len(seen) == 1
    assert [each.operation for each in cases.calls] == ["ListDomains", "CreateDomain"]
    assert cases.calls[0].operation == cases.calls[-2].operation == "ListDomains"
    assert [each.operation for each in cases.calls[1:]] == ["CreateDomain"]
    assert not mock_connectcases().calls[2:]


def test_calls_are_found_by_operation_and_parameters(cases: MockConnectCases, desk: Desk) -> None:
    desk.create_case("a")
    desk.create_case("b")
    calls = cases.calls

    assert len(calls.of("CreateCase")) == calls.count("CreateCase") == 2
    assert len(calls.of("Create*")) == calls.count("Create*") == 4
    assert len(calls.of(["CreateCase", "CreateDomain"])) == 3
    assert calls.count() == len(calls) == 4
    title = [{"id": "title", "value": {"stringValue": "a"}}]
    assert calls.of("CreateCase", fields=title)[0].params["fields"] == title
    assert calls.count("CreateCase", fields=title, domainId=desk.domain_id) == 1
    assert calls.count("CreateCase", domainId="other") == 0


def test_calls_are_found_by_how_they_ended(cases: MockConnectCases) -> None:
    cases.fail("ListDomains", "ThrottlingException")
    client = new_client()
    with pytest.raises(ClientError):
        client.list_domains()
    client.list_domains()

    assert [each.error is None for each in cases.calls] == [False, True]
    assert len(cases.calls.failed) == len(cases.calls.succeeded) == 1
    assert cases.calls.failed.last.error is not None


def test_last_of_nothing_is_an_error(cases: MockConnectCases) -> None:
    with pytest.raises(LookupError, match="no such call"):
        _ = cases.calls.of("GetCase").last


@pytest.mark.parametrize(
    ("operation", "params", "said"),
    [
        ("GetCases", {}, "did you mean 'GetCase'"),
        ("GetCase", {"caseID": "x"}, "GetCase has no parameter 'caseID'. did you mean 'caseId'"),
        ("Get*", {"title": "x"}, r"Get\* has no parameter 'title'"),
        ("ListDomains", {"domainId": "x"}, "has no parameter 'domainId'"),
        ("GetCase", {"fields": ["title"]}, r"fields\[0\]: must be members by name, not text"),
    ],
)
def test_misspelt_names_are_refused(
    cases: MockConnectCases, operation: OperationName, params: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        cases.calls.of(operation, **params)
    with pytest.raises(ValueError, match=said):
        cases.calls.count(operation, **params)


def test_call_shows_itself_on_one_readable_line(cases: MockConnectCases, desk: Desk) -> None:
    case_id = desk.create_case("x" * 1400 + "\n", clientToken="t")
    created = repr(cases.calls.last)
    with pytest.raises(ClientError):
        desk.client.get_domain(domainId="none")

    assert created.startswith(f"CreateCase(domainId='{desk.domain_id}', templateId=")
    assert f"caseId='{case_id}'" in created
    assert len(created) < 600
    assert "\n" not in created
    assert repr(cases.calls.last).startswith(
        "GetDomain(domainId='none') -> ResourceNotFoundException: Domain 'none' does not exist."
    )
    assert "\n" not in repr(cases.calls.last)
    assert repr(cases.calls).startswith("<4 calls>\n  CreateDomain(name='support') -> domain")


def test_oldest_calls_are_forgotten_but_counted(
    cases: MockConnectCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_log, "MAX_CALLS", 3)
    client = new_client()
    for name in "abcde":
        client.create_domain(name=name)
    calls = cases.calls

    assert [each.params["name"] for each in calls] == ["c", "d", "e"]
    assert calls.count("CreateDomain") == calls.count() == 5
    assert calls.of("CreateDomain").forgotten == calls.forgotten == 2
    with pytest.raises(ValueError, match="2 older calls were dropped from the log"):
        calls.count("CreateDomain", name="a")
    assert calls.count("ListDomains") == 0


def test_log_of_many_threads_is_complete(
    cases: MockConnectCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_log, "MAX_CALLS", 50)
    client = new_client()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: client.list_domains(), range(300)))

    assert cases.calls.count("ListDomains") == 300
    assert len(cases.calls) == 50


def test_calls_of_all_accounts_and_regions_are_there(cases: MockConnectCases) -> None:
    for region in ("us-east-1", "eu-west-2"):
        new_client(region_name=region).list_domains()

    assert [each.region for each in cases.calls] == ["us-east-1", "eu-west-2"]


def create_domains(client: Any, *sizes: int) -> None:
    """Send requests with bodies of these sizes, each refused for its length."""
    for size in sizes:
        with pytest.raises(ClientError):
            client.create_domain(name="x" * size)


def test_log_holds_a_bounded_number_of_bytes(
    cases: MockConnectCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_log, "MAX_BYTES", 1024 * 1024)
    client = new_client()

    create_domains(client, *[100_000] * 12)
    client.list_domains()

    calls = cases.calls
    assert sum(len(each.body) for each in calls) <= 1024 * 1024
    assert [each.number for each in calls] == list(range(3, 14))
    assert calls.count("CreateDomain") == 12
    with pytest.raises(ValueError, match=r"2 older calls were dropped .* at most 1 MiB"):
        calls.count("CreateDomain", name="x")


@pytest.mark.newest_model
def test_log_counts_the_bytes_of_answers(
    cases: MockConnectCases, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(50):
        desk.create_case("x" * 400 + str(number))
    monkeypatch.setattr(call_log, "MAX_BYTES", 100_000)

    for _ in range(20):
        desk.client.search_cases(domainId=desk.domain_id, maxResults=50, fields=[{"id": "title"}])

    assert 1 < len(cases.calls) < 6
    assert {each.operation for each in cases.calls} == {"SearchCases"}


def test_call_larger_than_the_log_is_dropped_and_counted(
    cases: MockConnectCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_log, "MAX_BYTES", 50_000)
    client = new_client()
    client.list_domains()

    create_domains(client, 60_000)

    assert len(cases.calls) == 0
    assert cases.calls.count("CreateDomain") == 1
    with pytest.raises(LookupError, match="2 older calls were dropped from the log"):
        _ = cases.calls.last
    with pytest.raises(AssertionError, match="1 older call was dropped from the log"):
        cases.assert_not_called("CreateDomain", name="y")
    client.list_domains()
    assert cases.calls.last.number == 3


def test_reset_empties_the_log_of_bytes_too(
    cases: MockConnectCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_log, "MAX_BYTES", 50_000)
    client = new_client()
    create_domains(client, 40_000)
    cases.reset()

    create_domains(client, 40_000)

    assert len(cases.calls) == 1


def test_call_has_a_hint_about_what_no_member_has_read(cases: MockConnectCases) -> None:
    new_client().list_domains(maxResults=1)
    requests.post("https://cases.us-east-1.amazonaws.com/domains-list?maxResult=1", timeout=5)

    read, unread = cases.calls
    assert read.hint == ""
    assert unread.hint.startswith("ListDomains has no query parameter 'maxResult': it was ignored;")
    assert unread.headers["Connection"] == "keep-alive"
