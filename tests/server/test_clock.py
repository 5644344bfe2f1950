"""The system's clock may jump while a server runs: order and deadlines stay true."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from mock_connectcases import mock_connectcases
from tests.desk import Desk
from tests.server.raw import ask

if TYPE_CHECKING:
    from mock_connectcases.server.running import Server

NOON = datetime(2030, 1, 1, 12, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)
JUMPS = [NOON, NOON - HOUR, NOON + 2 * HOUR, NOON - 3650 * 24 * HOUR, NOON + 3650 * 24 * HOUR]
LAST_MOMENT = datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone.utc)


@pytest.fixture
def desk(remote: Any) -> Desk:
    """Return a desk that has a case."""
    desk = Desk(remote)
    desk.case_id = desk.create_case("first")
    return desk


def create_sla(desk: Desk, *, minutes: int) -> None:
    """Give the case of a desk an SLA."""
    sla = {
        "name": "answer",
        "type": "CaseField",
        "fieldId": "status",
        "targetFieldValues": [{"stringValue": "closed"}],
        "targetSlaMinutes": minutes,
    }
    desk.client.create_related_item(
        domainId=desk.domain_id,
        caseId=desk.case_id,
        type="Sla",
        content={"sla": {"slaInputConfiguration": sla}},
    )


def former_titles(desk: Desk) -> list[str]:
    """Return the titles that the case of a desk has had, the latest first."""
    audit = desk.client.get_case_audit_events(domainId=desk.domain_id, caseId=desk.case_id)
    return [
        field["newValue"]["stringValue"]
        for event in audit["auditEvents"]
        for field in event["fields"]
        if field["eventFieldId"] == "title"
    ]


def items(desk: Desk) -> list[dict[str, Any]]:
    """Return the contents of the related items of the case of a desk."""
    found = desk.client.search_related_items(domainId=desk.domain_id, caseId=desk.case_id)
    return [each["content"] for each in found["relatedItems"]]


def titles(desk: Desk) -> list[str]:
    """Return the titles of all cases, that of the latest change first."""
    found = desk.client.search_cases(domainId=desk.domain_id, fields=[{"id": "title"}])["cases"]
    return [each["fields"][0]["value"]["stringValue"] for each in found]


def test_answers_have_the_order_of_the_changes(desk: Desk) -> None:
    for number, moment in enumerate(JUMPS):
        with time_machine.travel(moment, tick=False):
            desk.create_case(f"other {number}")
            desk.update_case(desk.case_id, title=f"title {number}")
            desk.comment(desk.case_id, f"comment {number}")

    latest_first = range(len(JUMPS))[::-1]
    assert former_titles(desk) == [*(f"title {number}" for number in latest_first), "first"]
    assert [each["comment"]["body"] for each in items(desk)] == [
        f"comment {number}" for number in latest_first
    ]
    assert titles(desk) == ["title 4", *(f"other {number}" for number in latest_first)]


def test_slas_are_overdue_by_the_clock_as_it_is(desk: Desk) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        create_sla(desk, minutes=60)
        statuses = []
        for moment in JUMPS:
            clock.move_to(moment)
            (item,) = items(desk)
            statuses.append(item["sla"]["slaConfiguration"]["status"])

    assert statuses == ["Active", "Active", "Overdue", "Active", "Overdue"]


def test_leap_day_is_a_day(desk: Desk) -> None:
    with time_machine.travel(datetime(2028, 2, 29, 12, tzinfo=timezone.utc), tick=False):
        create_sla(desk, minutes=24 * 60)
        (item,) = items(desk)

    target = item["sla"]["slaConfiguration"]["targetTime"]
    assert target == datetime(2028, 3, 1, 12, tzinfo=timezone.utc)


def test_last_second_of_time_is_answered(desk: Desk, remote: Any) -> None:
    with time_machine.travel(LAST_MOMENT, tick=False):
        desk.update_case(desk.case_id, title="late")
        with pytest.raises(remote.exceptions.ValidationException, match="year 9999"):
            create_sla(desk, minutes=1)

        assert former_titles(desk) == ["late", "first"]


def test_clock_that_was_moved_stands_at_the_end_of_time(server: Server) -> None:
    with mock_connectcases() as mock, time_machine.travel(LAST_MOMENT - 2 * HOUR, tick=False):
        assert mock.tick(hours=1) == LAST_MOMENT - HOUR
        assert mock.tick(hours=3) == LAST_MOMENT
        assert ask(server.url, "POST", "/domains", b'{"name":"orders"}').status == 200


def test_domains_are_shown_near_the_end_of_time(server: Server, remote: Any) -> None:
    with time_machine.travel(datetime(9500, 1, 1, tzinfo=timezone.utc), tick=False):
        mock_connectcases().tick(days=985 * 365)
        remote.create_domain(name="orders")

        assert ask(server.url, "GET", "/_mock/connectcases-seed.json").status == 200
        assert ask(server.url, "GET", "/_mock/state").status == 200
