"""Errors of the service that a test injects."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from unittest.mock import ANY

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Server
from mock_connectcases.toolkit import selection
from mock_connectcases.wire.model import service_model
from tests.desk import Desk
from tests.toolkit.conftest import new_client

if TYPE_CHECKING:
    from mock_connectcases import MockConnectCases

MODELED = sorted(
    (name, shape.error_code)
    for name in service_model().operation_names
    for shape in service_model().operation_model(name).error_shapes
)


def code(error: ClientError) -> str:
    return str(error.response["Error"]["Code"])


def outcomes(desk: Desk, count: int) -> list[str]:
    """Create cases, and return what became of each."""

    def outcome() -> str:
        try:
            desk.create_case()
        except ClientError as error:
            return code(error)
        return "made"

    return [outcome() for _ in range(count)]


def test_fault_has_the_code_and_status_of_the_model(cases: MockConnectCases, desk: Desk) -> None:
    cases.fail("CreateCase", "ThrottlingException")

    with pytest.raises(desk.client.exceptions.ThrottlingException) as refused:
        desk.create_case()

    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 429
    assert "A fault of the mock raised" in refused.value.response["Error"]["Message"]


def test_every_error_of_every_operation_can_be_injected(cases: MockConnectCases) -> None:
    injected = [(name, cases.fail(name, error).error) for name, error in MODELED]

    assert injected == MODELED


def test_fault_fires_once_by_default(cases: MockConnectCases, desk: Desk) -> None:
    cases.fail("CreateCase", "ThrottlingException")

    assert outcomes(desk, 3) == ["ThrottlingException", "made", "made"]


def test_fault_without_end_fires_each_time(cases: MockConnectCases, desk: Desk) -> None:
    fault = cases.fail("CreateCase", "ThrottlingException", times=None)

    assert outcomes(desk, 3) == ["ThrottlingException"] * 3
    assert fault.fired == 3


def test_fault_lets_the_first_calls_pass(cases: MockConnectCases, desk: Desk) -> None:
    cases.fail("CreateCase", "ThrottlingException", after=2, times=2)

    throttled = ["ThrottlingException"] * 2
    assert outcomes(desk, 5) == ["made", "made", *throttled, "made"]


def test_faults_fire_in_the_order_in_which_they_were_injected(
    cases: MockConnectCases, desk: Desk
) -> None:
    cases.fail("CreateCase", "ThrottlingException")
    cases.fail("CreateCase", "ConflictException")

    assert outcomes(desk, 3) == ["ThrottlingException", "ConflictException", "made"]


def test_predicate_chooses_by_parameters(cases: MockConnectCases, desk: Desk) -> None:
    title = {"id": "title", "value": {"stringValue": "broken"}}
    cases.fail("CreateCase", "ConflictException", when=lambda params: title in params["fields"])

    desk.create_case("whole")
    with pytest.raises(desk.client.exceptions.ConflictException):
        desk.create_case("broken")


def test_predicate_cannot_change_the_request(cases: MockConnectCases, desk: Desk) -> None:
    cases.fail("CreateCase", "ConflictException", when=lambda params: params["fields"].clear())

    case_id = desk.create_case("kept")

    read = desk.client.get_case(domainId=desk.domain_id, caseId=case_id, fields=[{"id": "title"}])
    assert read["fields"][0]["value"] == {"stringValue": "kept"}


def test_predicate_that_fails_is_loud(cases: MockConnectCases, desk: Desk) -> None:
    cases.fail("CreateCase", "ConflictException", when=lambda params: params["colour"])

    with pytest.raises(KeyError, match="colour"):
        desk.create_case()
    with pytest.raises(
        AssertionError, match=r"never did. Its predicate raised KeyError\('colour'\)."
    ):
        cases.assert_all_faults_used()


@pytest.mark.parametrize("with_moto", [False, True])
def test_predicate_that_fails_in_a_server_is_no_bug_of_the_server(
    cases: MockConnectCases, *, with_moto: bool
) -> None:
    cases.fail("ListDomains", "ThrottlingException", when=lambda params: params["colour"])

    with Server(Options(port=0, with_moto=with_moto)) as server:
        client = new_client(endpoint_url=server.url)
        with pytest.raises(ClientError, match=r"predicate \(when\) .* raised KeyError\('colour'\)"):
            client.list_domains()


def test_chance_is_the_same_in_every_run(cases: MockConnectCases, desk: Desk) -> None:
    seen = []
    for _ in range(2):
        with cases.fail("CreateCase", "ThrottlingException", times=None, probability=0.5, seed=7):
            seen.append(outcomes(desk, 20))

    assert seen[0] == seen[1]
    assert set(seen[0]) == {"made", "ThrottlingException"}


@pytest.mark.parametrize(("probability", "fired"), [(0, 0), (0.0, 0), (1, 5)])
def test_chance_has_its_bounds(
    cases: MockConnectCases, desk: Desk, probability: float, fired: int
) -> None:
    fault = cases.fail("CreateCase", "ThrottlingException", times=None, probability=probability)

    outcomes(desk, 5)

    assert fault.fired == fired


def test_pattern_means_the_operations_that_give_the_error(
    cases: MockConnectCases, desk: Desk
) -> None:
    cases.fail("*", "ConflictException", times=None)

    assert desk.count() == 0
    assert outcomes(desk, 1) == ["ConflictException"]


def test_several_operations_share_one_count(cases: MockConnectCases, desk: Desk) -> None:
    fault = cases.fail(["GetDomain", "List*"], "ThrottlingException", times=2)

    for call in (desk.client.list_domains, desk.client.list_domains):
        with pytest.raises(desk.client.exceptions.ThrottlingException):
            call()

    desk.client.get_domain(domainId=desk.domain_id)
    assert fault.fired == 2


def test_error_can_be_the_class_of_a_client(cases: MockConnectCases, desk: Desk) -> None:
    cases.fail("CreateCase", desk.client.exceptions.ConflictException)

    assert outcomes(desk, 1) == ["ConflictException"]


def test_members_of_the_error_reach_the_client(cases: MockConnectCases, desk: Desk) -> None:
    cases.fail(
        "GetDomain", "InternalServerException", message="Gone for lunch.", retryAfterSeconds=9
    )

    with pytest.raises(ClientError) as failed:
        desk.client.get_domain(domainId=desk.domain_id)

    assert failed.value.response["retryAfterSeconds"] == 9
    assert failed.value.response["message"] == "Gone for lunch."


def test_resource_not_found_names_the_requested_resource(
    cases: MockConnectCases, desk: Desk
) -> None:
    cases.fail("*", "ResourceNotFoundException", times=None)
    found = []
    for call, params in (
        (desk.client.get_domain, {"domainId": desk.domain_id}),
        (desk.client.get_case, {"domainId": "d", "caseId": "c", "fields": [{"id": "title"}]}),
        (desk.client.delete_case_rule, {"domainId": "d", "caseRuleId": "r"}),
        (desk.client.list_fields, {"domainId": "d"}),
        (
            desk.client.list_tags_for_resource,
            {"arn": "arn:aws:cases:us-east-1:123456789012:domain/d/field/f"},
        ),
    ):
        with pytest.raises(desk.client.exceptions.ResourceNotFoundException) as missing:
            call(**params)
        response = missing.value.response
        found.append((response["resourceType"], response["resourceId"]))

    assert found == [
        ("Domain", desk.domain_id),
        ("Case", "c"),
        ("CaseRule", "r"),
        ("Domain", "d"),
        ("Field", "arn:aws:cases:us-east-1:123456789012:domain/d/field/f"),
    ]


def test_resource_not_found_takes_members_that_are_given(
    cases: MockConnectCases, desk: Desk
) -> None:
    cases.fail("GetDomain", "ResourceNotFoundException", resourceId="x", resourceType="Layout")

    with pytest.raises(ClientError) as missing:
        desk.client.get_domain(domainId=desk.domain_id)

    assert missing.value.response["resourceId"] == "x"
    assert missing.value.response["resourceType"] == "Layout"


def test_faulted_request_changes_nothing(cases: MockConnectCases, desk: Desk) -> None:
    desk.client.put_case_event_configuration(domainId=desk.domain_id, eventBridge={"enabled": True})
    case_id = desk.create_case()
    params = {"domainId": desk.domain_id, "caseId": case_id}
    before = desk.client.get_case_audit_events(**params)["auditEvents"], cases.events
    cases.fail("UpdateCase", "InternalServerException")

    with pytest.raises(desk.client.exceptions.InternalServerException):
        desk.client.update_case(
            **params, fields=[{"id": "title", "value": {"stringValue": "changed"}}]
        )

    assert (desk.client.get_case_audit_events(**params)["auditEvents"], cases.events) == before
    read = desk.client.get_case(**params, fields=[{"id": "title"}])
    assert read["fields"][0]["value"] == {"stringValue": "Late parcel"}


def test_invalid_request_uses_up_no_fault(cases: MockConnectCases, desk: Desk) -> None:
    fault = cases.fail("CreateDomain", "ThrottlingException")
    careless = new_client()
    careless.meta.events.register(
        "before-call.connectcases.CreateDomain", lambda params, **_: params.update(body=b"{}")
    )

    with pytest.raises(careless.exceptions.ValidationException):
        careless.create_domain(name="x")

    assert fault.fired == 0


def test_answer_of_an_internal_error_can_be_lost_after_the_effect(
    cases: MockConnectCases, desk: Desk
) -> None:
    cases.fail("CreateCase", "InternalServerException", lost_answer=True)

    assert outcomes(desk, 1) == ["InternalServerException"]
    assert desk.count() == 1


def test_retries_of_a_client_meet_the_next_turn(cases: MockConnectCases, desk: Desk) -> None:
    for mode in ("legacy", "standard"):
        fault = cases.fail("CreateCase", "ThrottlingException")
        desk.create_case(client=new_client(Config(retries={"max_attempts": 1, "mode": mode})))

        assert fault.fired == 1


def test_removed_fault_fires_no_more(cases: MockConnectCases, desk: Desk) -> None:
    fault = cases.fail("CreateCase", "ThrottlingException", times=None)
    fault.remove()
    fault.remove()

    assert outcomes(desk, 1) == ["made"]
    cases.assert_all_faults_used()


def test_fault_ends_with_its_block(cases: MockConnectCases, desk: Desk) -> None:
    with cases.fail("CreateCase", "ThrottlingException", times=None) as fault:
        assert outcomes(desk, 2) == ["ThrottlingException"] * 2

    assert outcomes(desk, 1) == ["made"]
    assert fault.fired == 2


def test_fault_that_was_not_used_in_its_block_is_named_afterwards(
    cases: MockConnectCases, desk: Desk
) -> None:
    with cases.fail("CreateCase", "ThrottlingException", times=2) as fault:
        assert outcomes(desk, 1) == ["ThrottlingException"]
    with cases.fail("GetCase", "ThrottlingException", times=None), cases.delay("GetCase", 1):
        pass
    with cases.fail("CreateCase", "ConflictException"):
        assert outcomes(desk, 1) == ["ConflictException"]

    assert outcomes(desk, 1) == ["made"]
    with pytest.raises(AssertionError) as unused:
        cases.assert_all_faults_used()
    assert str(unused.value).splitlines() == [
        "CreateCase should have failed with ThrottlingException twice, but did so once"
        " before its block ended.",
        "GetCase should have failed with ThrottlingException, but never did before its block"
        " ended.",
    ]
    fault.remove()
    with pytest.raises(AssertionError, match=r"^GetCase should have failed"):
        cases.assert_all_faults_used()


@pytest.mark.parametrize("is_first", [True, False])
def test_fault_that_is_removed_in_its_block_need_not_be_used(
    cases: MockConnectCases, *, is_first: bool
) -> None:
    with cases.fail("CreateCase", "ThrottlingException") as fault:
        if is_first:
            fault.remove()
    fault.remove()

    cases.assert_all_faults_used()


def test_fault_that_has_ended_cannot_begin_again(cases: MockConnectCases) -> None:
    fault = cases.fail("CreateCase", "ThrottlingException")
    fault.remove()

    with (
        pytest.raises(RuntimeError, match=r"CreateCase gets .* has ended .* make another"),
        fault,
    ):
        pass


def test_fault_fires_as_often_as_it_should_with_many_threads(
    cases: MockConnectCases, desk: Desk
) -> None:
    fault = cases.fail("ListDomains", "ThrottlingException", after=20, times=30)

    def attempt(_: int) -> str:
        try:
            desk.client.list_domains()
        except ClientError as error:
            return code(error)
        return "answered"

    with ThreadPoolExecutor(8) as threads:
        seen = Counter(threads.map(attempt, range(120)))

    assert seen == {"ThrottlingException": 30, "answered": 90}
    assert fault.fired == 30


def test_faults_meet_every_account_and_region(cases: MockConnectCases) -> None:
    fault = cases.fail("ListDomains", "ThrottlingException", times=2)
    for region in ("us-east-1", "eu-west-2"):
        client = new_client(region_name=region)
        with pytest.raises(client.exceptions.ThrottlingException):
            client.list_domains()

    assert fault.fired == 2


def test_unused_faults_are_named_in_sentences(cases: MockConnectCases, desk: Desk) -> None:
    cases.fail("CreateCase", "ThrottlingException", times=3)
    cases.fail(["GetCase", "ListFields"], "AccessDeniedException", times=None)
    cases.fail("GetDomain", "ThrottlingException")
    outcomes(desk, 1)
    with pytest.raises(ClientError):
        desk.client.get_domain(domainId=desk.domain_id)

    with pytest.raises(AssertionError) as unused:
        cases.assert_all_faults_used()

    assert str(unused.value).splitlines() == [
        "CreateCase should have failed with ThrottlingException 3 times, but did so once.",
        "GetCase or ListFields should have failed with AccessDeniedException, but never did.",
    ]


def test_used_faults_are_no_matter(cases: MockConnectCases, desk: Desk) -> None:
    cases.assert_all_faults_used()
    cases.fail("CreateCase", "ThrottlingException")
    cases.fail("CreateCase", "ThrottlingException", times=None)
    cases.fail("CreateCase", "ConflictException", times=9, probability=1)
    cases.delay("GetCase", seconds=1)
    outcomes(desk, 2)
    with pytest.raises(AssertionError):
        cases.assert_all_faults_used()
    cases.reset()

    cases.assert_all_faults_used()


def test_fault_says_what_it_is(cases: MockConnectCases) -> None:
    fault = cases.fail("Create*", "ThrottlingException", times=2)

    assert repr(fault) == "<Fault: Create* gets ThrottlingException, fired 0 of 2>"


@pytest.mark.parametrize(
    ("operation", "error", "options", "said"),
    [
        ("CreatCase", "ThrottlingException", {}, "'CreatCase'.*did you mean 'CreateCase'"),
        ("create_case", "ThrottlingException", {}, "did you mean 'CreateCase'"),
        ("Fetch*", "ThrottlingException", {}, "No operation .* matches 'Fetch"),
        ([], "ThrottlingException", {}, "No operation was named"),
        (7, "ThrottlingException", {}, "by its name, not by 7"),
        (["GetCase", None], "ThrottlingException", {}, "by its name, not by None"),
        ("GetCase", "Throttling", {}, "did you mean 'ThrottlingException'"),
        ("GetCase", "ReadTimeout", {}, "did you mean 'ReadTimeoutError'"),
        ("GetCase", "ConflictException", {}, "GetCase does not raise ConflictException"),
        (["CreateCase", "GetCase"], "ConflictException", {}, "GetCase does not raise"),
        ("Get*", "ServiceQuotaExceededException", {}, r"Get\* does not raise"),
        (
            "GetCase",
            KeyError,
            {},
            "Neither the service nor a connection .* raises builtins.KeyError",
        ),
        ("GetCase", ConnectionError, {}, "did you mean botocore.exceptions.ConnectionError?"),
        ("GetCase", ClientError, {}, "raises botocore.exceptions.ClientError"),
        (b"GetCase", "ThrottlingException", {}, "by its name, not by b'GetCase'"),
        ("GetCase", "ThrottlingException", {"time": 2}, "fail has no argument 'time': .* 'times'"),
        ("GetCase", "ReadTimeoutError", {"time": 2}, "fail has no argument 'time': .* 'times'"),
        ("GetCase", "ThrottlingException", {"lostanswer": 1}, "its name is 'lost_answer'"),
        ("GetCase", "ThrottlingException", {"wait": "no"}, "wait is True or False, not 'no'"),
        ("GetCase", "ThrottlingException", {"when": asyncio.sleep}, "when is a plain function"),
        ("GetCase", "InternalServerException", {"code": 1}, "there is only retryAfterSeconds"),
        ("GetCase", ValueError("x"), {}, "by its name or class"),
        ("GetCase", None, {}, "by its name or class"),
        ("GetCase", "ThrottlingException", {"times": -1}, "times is a whole number of at least 1"),
        ("GetCase", "ThrottlingException", {"times": 0}, "times is a whole number of at least 1"),
        ("GetCase", "ThrottlingException", {"times": True}, "times is a whole number"),
        ("GetCase", "ThrottlingException", {"times": 1.5}, "times is a whole number"),
        ("GetCase", "ThrottlingException", {"after": -1}, "after is a whole number"),
        ("GetCase", "ThrottlingException", {"probability": 1.1}, "from 0 to 1, not 1.1"),
        ("GetCase", "ThrottlingException", {"probability": float("nan")}, "from 0 to 1"),
        ("GetCase", "ThrottlingException", {"probability": "0"}, "from 0 to 1"),
        ("GetCase", "ThrottlingException", {"seed": 1}, "A seed is for a probability"),
        ("GetCase", "ThrottlingException", {"probability": 1, "seed": "x"}, "A seed is"),
        ("GetCase", "ThrottlingException", {"when": "title"}, "when is a function"),
        ("GetCase", "ThrottlingException", {"message": 3}, "A message is text"),
        ("GetCase", "ThrottlingException", {"resourceId": "x"}, "has no member 'resourceId'"),
        ("GetCase", "ThrottlingException", {"lost_answer": True}, "no answer can be lost"),
        (
            "GetCase",
            "InternalServerException",
            {"retryAfterSeconds": -1},
            "is a whole number that is not negative",
        ),
        ("GetCase", "InternalServerException", {"retryAfter": 1}, "did you mean 'retryAfterSec"),
        ("GetCase", "ResourceNotFoundException", {"resourceId": 3}, "is text, not 3"),
    ],
)
def test_what_makes_no_sense_is_refused_at_once(
    cases: MockConnectCases, operation: Any, error: Any, options: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        cases.fail(operation, error, **options)

    cases.assert_all_faults_used()


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (
            {"templateId": 5},
            r"^No request to CreateCase matches: templateId: must be text, not a num",
        ),
        ({"templateId": None}, "templateId: must be text, not null"),
        ({"fields": {"id": "title"}}, "fields: must be a list, not members by name"),
        (
            {"fields": [{"idd": "title"}]},
            r"fields\[0\]\.idd: FieldValue has no member 'idd'; .*'id'",
        ),
        (
            {"fields": [{"id": "title"}, {"value": {"stringvalue": "x"}}]},
            r"fields\[1\]\.value\.stringvalue: .* did you mean 'stringValue'\?$",
        ),
        ({"fields": [{"value": {"doubleValue": True}}]}, "must be a number, not true or false"),
    ],
)
def test_condition_that_no_request_meets_is_refused(
    cases: MockConnectCases, when: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        cases.fail("CreateCase", "ThrottlingException", when=when)


@pytest.mark.newest_model
def test_condition_of_several_operations_fits_one_of_them(cases: MockConnectCases) -> None:
    """Only SearchAllRelatedItems has these filters."""
    names = ["SearchCases", "SearchAllRelatedItems"]
    cases.fail(names, "ThrottlingException", when={"filters": []})

    with pytest.raises(ValueError, match="filters: must be a list"):
        cases.fail(names, "ThrottlingException", when={"filters": "x"})


def test_condition_may_have_an_object_that_compares_itself(cases: MockConnectCases) -> None:
    cases.fail("CreateDomain", "ThrottlingException", when={"name": ANY})

    with pytest.raises(ClientError):
        new_client().create_domain(name="a")


def test_condition_has_some_members_of_structures_and_all_elements_of_lists(
    cases: MockConnectCases, desk: Desk
) -> None:
    faults = [
        cases.delay("CreateCase", 1, when={"fields": fields})
        for fields in ([{"id": "title"}], [], [{"id": "title"}, {"id": "title"}])
    ]

    desk.create_case("Late")

    assert [each.fired for each in faults] == [1, 0, 0]


def test_older_botocore_is_named_where_it_lacks_the_operation(
    cases: MockConnectCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection, "is_older_than_release", lambda: True)
    monkeypatch.setattr(selection, "botocore_version", lambda: "1.37.0")

    with pytest.raises(ValueError, match=r"botocore 1\.37\.0 has no operation 'BatchFlyCase'"):
        cases.fail(["BatchFlyCase"], "ThrottlingException")


def test_message_may_be_any_text(cases: MockConnectCases, desk: Desk) -> None:
    text = json.dumps({"ü": '"\n\u2028'})
    cases.fail("GetDomain", "ThrottlingException", message=text)

    with pytest.raises(ClientError) as failed:
        desk.client.get_domain(domainId=desk.domain_id)

    assert failed.value.response["Error"]["Message"] == text
