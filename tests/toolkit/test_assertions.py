"""Assertions about calls and case events: when they fail, and what they say then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest.mock import ANY

import pytest

from mock_connectcases.resources.case_event import DETAIL_MEMBERS, EVENT_TYPES
from mock_connectcases.toolkit import calls as call_log

if TYPE_CHECKING:
    from mock_connectcases import MockConnectCases
    from mock_connectcases.toolkit.names import EventType
    from tests.desk import Desk


def failure(assertion: Any, *args: Any, **kwargs: Any) -> str:
    """Return what a failing assertion says."""
    with pytest.raises(AssertionError) as failed:
        assertion(*args, **kwargs)
    return str(failed.value)


def publish(desk: Desk) -> str:
    """Let case events be published, and make one."""
    desk.client.put_case_event_configuration(domainId=desk.domain_id, eventBridge={"enabled": True})
    return desk.create_case()


def test_call_that_was_made_is_found(cases: MockConnectCases, desk: Desk) -> None:
    desk.create_case("a")
    desk.create_case("b")

    cases.assert_called("CreateCase")
    cases.assert_called("CreateCase", times=2)
    cases.assert_called("Create*", times=4)
    cases.assert_called("CreateCase", times=2, domainId=desk.domain_id, clientToken=ANY)
    title = {"id": "title", "value": {"stringValue": "a"}}
    cases.assert_called("CreateCase", times=1, fields=[title])
    cases.assert_called("CreateCase", times=2, fields=[{"id": "title"}])
    cases.assert_called("CreateCase", times=0, fields=[])


def test_call_that_was_not_made_shows_the_nearest(cases: MockConnectCases, desk: Desk) -> None:
    desk.create_case("a")

    said = failure(cases.assert_called, "CreateCase", domainId=desk.domain_id, templateId="t")

    assert said.splitlines()[0] == (
        f"CreateCase with domainId='{desk.domain_id}', templateId='t' was never called."
    )
    assert said.splitlines()[1] == "The nearest:"
    assert said.splitlines()[2].startswith("  CreateCase(domainId=")
    assert said.splitlines()[3] == f"    templateId is '{desk.template_id}'"


def test_nearest_call_comes_first(cases: MockConnectCases, desk: Desk) -> None:
    desk.client.create_field(domainId=desk.domain_id, name="far", type="Text")
    desk.client.create_field(domainId=desk.domain_id, name="near", type="Number")
    desk.client.create_field(domainId=desk.domain_id, name="farther", type="Text")

    said = failure(cases.assert_called, "CreateField", name="next", type="Number", description="d")

    lines = said.splitlines()
    assert "name='near'" in lines[2]
    assert lines[3] == "    name is 'near', description is missing"
    assert "name='farther'" in lines[4]


def test_operation_never_called_shows_what_was(cases: MockConnectCases, desk: Desk) -> None:
    said = failure(cases.assert_called, "GetCase").splitlines()

    assert said[:2] == ["GetCase was never called.", "The latest calls:"]
    assert said[2].startswith("  CreateDomain(name='support')")


def test_nothing_called_at_all_says_so(cases: MockConnectCases) -> None:
    assert failure(cases.assert_called, "GetCase") == (
        "GetCase was never called.\nThere was no call."
    )


def test_wrong_count_shows_the_calls(cases: MockConnectCases, desk: Desk) -> None:
    for title in "abcdefg":
        desk.create_case(title)

    lines = failure(cases.assert_called, "CreateCase", times=2).splitlines()

    assert lines[0] == "CreateCase was called 7 times, expected twice."
    assert lines[1] == "The calls:"
    assert len(lines) == 8
    assert lines[-1] == "  and 2 more"


def test_count_of_nothing_reads_well(cases: MockConnectCases) -> None:
    said = failure(cases.assert_called, "GetCase", times=2)

    assert said.startswith("GetCase was never called, expected twice.")


def test_call_that_should_not_be_is_shown(cases: MockConnectCases, desk: Desk) -> None:
    cases.assert_not_called("CreateCase")
    cases.assert_not_called("CreateDomain", name="other")

    said = failure(cases.assert_not_called, "CreateDomain", name="support")

    assert said.startswith("CreateDomain with name='support' was called once, expected never.")
    assert "  CreateDomain(name='support') -> " in said


def test_any_call_at_all_can_be_denied(cases: MockConnectCases) -> None:
    cases.assert_not_called()
    cases.fail("Get*", "ThrottlingException")
    cases.assert_not_called()


def test_any_call_at_all_is_noticed(cases: MockConnectCases, desk: Desk) -> None:
    assert failure(cases.assert_not_called).startswith("* was called twice, expected never.")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"times": -1}, "times is a whole number that is not negative, not -1"),
        ({"times": 1.0}, "times is a whole number"),
        ({"times": True}, "times is a whole number"),
        ({"caseid": "x"}, "did you mean 'caseId'"),
        ({"time": 1}, "assert_called has no argument 'time': its name is 'times'"),
    ],
)
def test_assertions_that_make_no_sense_are_refused(
    cases: MockConnectCases, options: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        cases.assert_called("GetCase", **options)
    with pytest.raises(ValueError, match=r"did you mean 'GetCase'"):
        cases.assert_not_called(["GetCaze"])


def test_what_the_log_no_longer_knows_is_not_asserted(
    cases: MockConnectCases, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_log, "MAX_CALLS", 2)
    for title in "abc":
        desk.create_case(title)

    cases.assert_called("CreateCase", times=3)
    cases.assert_called("CreateCase", domainId=desk.domain_id)
    said = failure(cases.assert_not_called, "CreateCase", domainId="other")
    assert "1 older call was dropped from the log, which holds the latest 2 calls" in said


def test_event_that_was_published_is_found(cases: MockConnectCases, desk: Desk) -> None:
    case_id = publish(desk)

    cases.assert_event("CASE.CREATED")
    cases.assert_event("CASE.CREATED", times=1, case={"caseId": case_id})
    cases.assert_no_event("CASE.DELETED")
    cases.assert_no_event("CASE.CREATED", case={"caseId": "other"})


def test_event_that_was_not_published_shows_the_nearest(
    cases: MockConnectCases, desk: Desk
) -> None:
    publish(desk)

    lines = failure(cases.assert_event, "CASE.CREATED", case={"caseId": "x"}).splitlines()

    assert lines[:2] == [
        "CASE.CREATED with case={'caseId': 'x'} was never published.",
        "The nearest:",
    ]
    assert lines[2].startswith("  CASE.CREATED(version='0'")
    assert lines[3].startswith("    case is {")


def test_other_events_are_shown_where_the_type_never_was(
    cases: MockConnectCases, desk: Desk
) -> None:
    publish(desk)

    lines = failure(cases.assert_event, "CASE.DELETED", times=1).splitlines()

    assert lines[:2] == [
        "CASE.DELETED was never published, expected once.",
        "The latest events:",
    ]


def test_events_that_are_off_are_explained(cases: MockConnectCases, desk: Desk) -> None:
    desk.create_case()

    said = failure(cases.assert_event, "CASE.CREATED")

    assert "PutCaseEventConfiguration enables events" in said


def test_event_that_should_not_be_is_shown(cases: MockConnectCases, desk: Desk) -> None:
    publish(desk)

    said = failure(cases.assert_no_event, "CASE.CREATED")

    assert said.startswith("CASE.CREATED was published once, expected never.")


@pytest.mark.parametrize(
    ("event_type", "detail", "said"),
    [
        ("CASE.CREATE", {}, "did you mean 'CASE.CREATED'"),
        ("CaseCreated", {}, "There are no case events of the type 'CaseCreated'"),
        (["CASE.CREATED"], {}, "did you mean 'CASE.CREATED'"),
        ("CASE.CREATED", {"cases": {}}, "no member 'cases'. did you mean 'case'"),
        ("CASE.CREATED", {"time": 1}, "assert_event has no argument 'time': its name is 'times'"),
    ],
)
def test_events_that_cannot_be_are_refused(
    cases: MockConnectCases, event_type: EventType, detail: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        cases.assert_no_event(event_type, **detail)


def test_types_and_members_of_events_are_those_that_are_published(
    cases: MockConnectCases, desk: Desk
) -> None:
    params = {"domainId": desk.domain_id, "caseId": publish(desk)}
    title = [{"id": "title", "value": {"stringValue": "b"}}]
    desk.client.update_case(**params, fields=title)
    comment = {"body": "a", "contentType": "Text/Plain"}
    item = desk.client.create_related_item(**params, type="Comment", content={"comment": comment})
    item_id = item["relatedItemId"]
    content = {"comment": {**comment, "body": "b"}}
    if hasattr(desk.client, "update_related_item"):
        desk.client.update_related_item(**params, relatedItemId=item_id, content=content)
    desk.client.delete_related_item(**params, relatedItemId=item_id)
    desk.client.delete_case(**params)

    published = [each["detail"] for each in cases.events]

    assert {each["eventType"] for each in published} <= EVENT_TYPES
    assert len(published) >= 5
    assert {name for each in published for name in each} == DETAIL_MEMBERS
