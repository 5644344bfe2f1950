"""Tests written from recorded calls, run in a pytest of their own: they pass, and can fail."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import (
    ClientError,
    ConnectionError,  # noqa: A004 - botocore's name
    HTTPClientError,
)

from mock_connectcases import mock_connectcases
from mock_connectcases.inspector.call_params import CannotBeCopiedError
from mock_connectcases.inspector.pytest_code import MAX_INLINE_SEED, SEED_FILE, as_pytest
from mock_connectcases.mock import MockConnectCases
from mock_connectcases.toolkit.recorded_call import CallError, RecordedCall
from tests.inspector.test_python_source import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mock_connectcases.toolkit.names import ErrorName

    Run = Callable[..., pytest.RunResult]

DESK = Path(__file__).parents[2] / "examples" / "seed.yaml"
DOMAIN = {"domainId": "11111111-1111-4111-a111-111111111111"}
ONCE = Config(retries={"total_max_attempts": 1})
CONTACT = "arn:aws:connect:us-east-1:123456789012:instance/shop/contact/1"


@pytest.fixture
def mock() -> Iterator[MockConnectCases]:
    with mock_connectcases(seed=DESK) as mock:
        yield mock


@pytest.fixture
def cases(mock: MockConnectCases) -> Iterator[Any]:
    client = boto3.client("connectcases", region_name="us-east-1", config=ONCE)
    yield client
    client.close()


def all_reads(cases: Any) -> None:
    """Call every operation that reads."""
    (first, second) = cases.search_cases(**DOMAIN, maxResults=2)["cases"]
    of_case = {**DOMAIN, "caseId": second["caseId"]}
    page = cases.search_cases(
        **DOMAIN, maxResults=1, sorts=[{"fieldId": "title", "sortOrder": "Asc"}]
    )
    cases.search_cases(
        **DOMAIN,
        maxResults=1,
        sorts=[{"fieldId": "title", "sortOrder": "Asc"}],
        nextToken=page["nextToken"],
    )
    cases.get_case(**of_case, fields=[{"id": "title"}, {"id": "created_datetime"}])
    cases.get_case_audit_events(**of_case)
    cases.search_related_items(**of_case)
    cases.search_all_related_items(**DOMAIN, filters=[])
    cases.list_cases_for_contact(**DOMAIN, contactArn=CONTACT)
    (domain,) = cases.list_domains()["domains"]
    fields = cases.list_fields(**DOMAIN)["fields"]
    cases.batch_get_field(**DOMAIN, fields=[{"id": each["fieldId"]} for each in fields])
    cases.list_field_options(**DOMAIN, fieldId="priority")
    (layout,) = cases.list_layouts(**DOMAIN)["layouts"]
    cases.get_layout(**DOMAIN, layoutId=layout["layoutId"])
    (rule,) = cases.list_case_rules(**DOMAIN)["caseRules"]
    cases.batch_get_case_rule(**DOMAIN, caseRules=[{"id": rule["caseRuleId"]}])
    cases.list_templates(**DOMAIN)
    cases.get_template(**DOMAIN, templateId="complaint")
    cases.get_case_event_configuration(**DOMAIN)
    cases.list_tags_for_resource(arn=domain["domainArn"])
    assert first["caseId"] != second["caseId"]


def passing(run: Run, pytester: pytest.Pytester, tests: list[str]) -> None:
    """Check that all of these test files pass."""
    for number, text in enumerate(tests):
        compile(text, "copied", "exec")
        (pytester.path / f"test_copied_{number}.py").write_text(text, encoding="utf-8")
    result = run("def test_nothing(): pass")
    result.assert_outcomes(passed=len(tests) + 1)


def refused(call: Callable[..., object], **params: Any) -> None:
    with pytest.raises((ClientError, HTTPClientError, ConnectionError)):
        call(**params)


def test_every_read_gets_the_same_answer(
    mock: MockConnectCases, cases: Any, run: Run, pytester: pytest.Pytester
) -> None:
    all_reads(cases)
    seed, calls = mock.dump(), mock.calls

    tests = [as_pytest(each, seed, answer=each.result) for each in calls]

    assert all("assert response == {" in each for each in tests)
    passing(run, pytester, tests)


def test_test_fails_where_the_answer_is_another(
    mock: MockConnectCases, cases: Any, run: Run
) -> None:
    cases.list_domains()
    answer = {**(mock.calls.last.result or {}), "domains": []}

    result = run(as_pytest(mock.calls.last, mock.dump(), answer=answer))

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*assert response == {*"])


def test_refusals_are_the_same(
    mock: MockConnectCases, cases: Any, run: Run, pytester: pytest.Pytester
) -> None:
    hostile = "".join(HOSTILE[:-2])
    refused(cases.get_domain, domainId="missing")
    refused(cases.create_domain, name="support-desk")
    refused(cases.create_domain, name=" ")
    refused(cases.get_case, **DOMAIN, caseId=hostile, fields=[{"id": hostile}])
    refused(cases.search_cases, **DOMAIN, maxResults=9_999)
    refused(
        cases.create_case, **DOMAIN, templateId=hostile, fields=[], performedBy={"userArn": "x"}
    )
    unchecked = boto3.client(
        "connectcases", region_name="us-east-1", config=Config(parameter_validation=False)
    )
    refused(unchecked.create_domain, name=5)
    refused(unchecked.create_domain)
    refused(unchecked.untag_resource, arn="arn", tagKeys=["", "a b&c"])
    seed, calls = mock.dump(), mock.calls

    tests = [as_pytest(each, seed) for each in calls]

    assert len(tests) == 9
    assert all("pytest.raises(ClientError) as refused" in each for each in tests)
    passing(run, pytester, tests)


def test_faults_are_injected_again(
    mock: MockConnectCases, cases: Any, run: Run, pytester: pytest.Pytester
) -> None:
    for error in ("ThrottlingException", "InternalServerException", "AccessDeniedException"):
        mock.fail("GetDomain", error, message=f"{error}: \"'\n{{}}")
    mock.fail("GetDomain", "ResourceNotFoundException")
    kinds: tuple[ErrorName, ...] = (
        *("ReadTimeoutError", "ConnectTimeoutError", "EndpointConnectionError", "SSLError"),
        *("ConnectionClosedError", "ProxyConnectionError", "HTTPClientError"),
    )
    for kind in kinds:
        mock.fail("GetDomain", kind)
    for _ in range(11):
        refused(cases.get_domain, **DOMAIN)
    mock.assert_all_faults_used()
    seed = mock.dump()

    tests = [as_pytest(each, seed) for each in mock.calls]

    assert all("connectcases_mock.fail(" in each for each in tests)
    assert "with pytest.raises(ReadTimeoutError):" in tests[4]
    passing(run, pytester, tests)


def test_writes_only_have_to_succeed(
    mock: MockConnectCases, cases: Any, run: Run, pytester: pytest.Pytester
) -> None:
    seed = mock.dump()
    title = {"id": "title", "value": {"stringValue": "\u202e\"'''"}}
    priority = {"id": "priority", "value": {"stringValue": "low"}}
    cases.create_case(**DOMAIN, templateId="complaint", fields=[title, priority])
    cases.create_domain(name="second")
    cases.put_case_event_configuration(**DOMAIN, eventBridge={"enabled": False})

    tests = [as_pytest(each, seed, answer=each.result) for each in mock.calls]

    assert all("assert response ==" not in each for each in tests)
    assert all("clientToken" not in each for each in tests)
    assert all("# The seed is the state at the time of copying." in each for each in tests)
    passing(run, pytester, tests)


def test_call_without_a_seed_begins_empty(run: Run, pytester: pytest.Pytester) -> None:
    with mock_connectcases() as mock:
        client = boto3.client("connectcases", region_name="eu-west-2")
        client.list_domains()
        client.create_domain(name="x")
        first, second = mock.calls

    tests = [as_pytest(first, None, answer=first.result), as_pytest(second, None)]

    assert all("@pytest.mark.connectcases(region='eu-west-2')" in each for each in tests)
    passing(run, pytester, tests)


def test_call_without_an_answer_only_has_to_succeed(mock: MockConnectCases, cases: Any) -> None:
    cases.get_domain(**DOMAIN)

    text = as_pytest(mock.calls.last, mock.dump())

    assert text.endswith("    assert response['ResponseMetadata']['HTTPStatusCode'] == 200\n")


def test_answer_that_counts_as_a_look_is_not_compared(mock: MockConnectCases, cases: Any) -> None:
    cases.get_domain(**DOMAIN)
    call, seed = mock.calls.last, mock.dump()

    assert as_pytest(call, seed, answer=call.result) == as_pytest(call, seed)


def test_answer_of_a_client_is_compared_without_its_metadata(
    mock: MockConnectCases, cases: Any, run: Run, pytester: pytest.Pytester
) -> None:
    answer = cases.list_domains()

    passing(run, pytester, [as_pytest(mock.calls.last, mock.dump(), answer=answer)])
    assert "ResponseMetadata" in answer


def test_times_of_seed_and_answer_can_be_read(
    mock: MockConnectCases, cases: Any, run: Run, pytester: pytest.Pytester
) -> None:
    moment = datetime(2026, 1, 31, 12, tzinfo=timezone.utc)
    seed = {"time": moment, "domains": {"x": {"id": "x"}}}
    with mock_connectcases(seed=seed):
        client = boto3.client("connectcases", region_name="us-east-1")
        client.batch_get_field(domainId="x", fields=[{"id": "title"}])
        call = mock.calls.last

    tests = [as_pytest(call, seed, answer=call.result), as_pytest(call, seed)]

    assert all("import datetime\n" in each for each in tests)
    assert "datetime.datetime(2026, 1, 31, 12, 0, tzinfo=datetime.timezone.utc)" in tests[1]
    passing(run, pytester, tests)


def test_other_account_and_region_are_met(
    monkeypatch: pytest.MonkeyPatch, run: Run, pytester: pytest.Pytester
) -> None:
    with monkeypatch.context() as patch, mock_connectcases() as mock:
        patch.setenv("MOTO_ACCOUNT_ID", "111122223333")
        client = boto3.client("connectcases", region_name="eu-west-2")
        domain_id = client.create_domain(name="x")["domainId"]
        client.get_domain(domainId=domain_id)
        call, seed = mock.calls.last, mock.dump()
    assert call.account_id == "111122223333"

    passing(run, pytester, [as_pytest(call, seed, answer=call.result)])


def test_long_seed_is_in_a_file(
    mock: MockConnectCases, cases: Any, run: Run, pytester: pytest.Pytester
) -> None:
    for number in range(60):
        name = f"field {number} {'x' * 50}"
        cases.create_field(**DOMAIN, name=name, type="Text", description="y" * 250)
    cases.list_fields(**DOMAIN)
    seed = mock.dump()
    (pytester.path / SEED_FILE).write_text(json.dumps(seed), encoding="utf-8")

    text = as_pytest(mock.calls.last, seed, answer=mock.calls.last.result)

    assert f"@pytest.mark.connectcases(seed='{SEED_FILE}', region='us-east-1')" in text
    assert f"# The state is in {SEED_FILE}: put it beside this file." in text
    assert "SEED =" not in text
    passing(run, pytester, [text])


def test_seed_of_the_example_is_in_the_test(mock: MockConnectCases, cases: Any) -> None:
    cases.list_domains()

    text = as_pytest(mock.calls.last, mock.dump())

    assert "\nSEED = {" in text
    assert "seed=SEED" in text
    assert len(text) < MAX_INLINE_SEED


def test_hostile_seed_answer_and_message_are_values(run: Run, pytester: pytest.Pytester) -> None:
    hostile = [each for each in HOSTILE if each.strip() and each.isprintable()][:4]
    with mock_connectcases() as mock:
        client = boto3.client("connectcases", region_name="us-east-1", config=ONCE)
        for each in hostile:
            client.create_domain(name=each)
        client.list_domains()
        refused(client.get_domain, domainId="\"; id #\n'''")
        listed, missing = mock.calls[-2:]
        seed = mock.dump()

    tests = [as_pytest(listed, seed, answer=listed.result), as_pytest(missing, seed)]

    assert all(line.isprintable() for each in tests for line in each.split("\n"))
    passing(run, pytester, tests)


def test_failure_of_the_mock_itself_cannot_be_copied(mock: MockConnectCases, cases: Any) -> None:
    cases.list_domains()
    call = mock.calls.last
    call.__dict__["error"] = CallError("KeyError", "'x'", None)

    with pytest.raises(CannotBeCopiedError, match="KeyError was raised in the mock itself"):
        as_pytest(call, None)
    assert isinstance(call, RecordedCall)
