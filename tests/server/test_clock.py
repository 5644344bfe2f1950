"""The system's clock may jump while a server runs: order and deadlines stay true."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from mock_connectcases import mock_connectcases
from tests.server.raw import ask

if TYPE_CHECKING:
    from mock_connectcases.server.running import Server

NOON = datetime(2030, 1, 1, 12, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)
JUMPS = [NOON, NOON - HOUR, NOON + 2 * HOUR, NOON - 3650 * 24 * HOUR, NOON + 3650 * 24 * HOUR]
LAST_MOMENT = datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone.utc)


class Desk:
    """A domain with one case, for which this acts."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._domain = {"domainId": client.create_domain(name="orders")["domainId"]}
        self._template = client.create_template(**self._domain, name="order")["templateId"]
        self._case = {**self._domain, "caseId": self.create("first")}

    def create(self, title: str) -> str:
        fields = [{"id": "title", "value": {"stringValue": title}}]
        case = self._client.create_case(**self._domain, templateId=self._template, fields=fields)
        return str(case["caseId"])

    def retitle(self, title: str) -> None:
        fields = [{"id": "title", "value": {"stringValue": title}}]
        self._client.update_case(**self._case, fields=fields)

    def comment(self, body: str) -> None:
        content = {"comment": {"body": body, "contentType": "Text/Plain"}}
        self._client.create_related_item(**self._case, type="Comment", content=content)

    def promise(self, *, minutes: int) -> None:
        sla = {
            "name": "answer",
            "type": "CaseField",
            "fieldId": "status",
            "targetFieldValues": [{"stringValue": "closed"}],
            "targetSlaMinutes": minutes,
        }
        content = {"sla": {"slaInputConfiguration": sla}}
        self._client.create_related_item(**self._case, type="Sla", content=content)

    def titles(self) -> list[str]:
        """Return the titles that the case had, the latest first."""
        events = self._client.get_case_audit_events(**self._case)["auditEvents"]
        return [
            field["newValue"]["stringValue"]
            for event in events
            for field in event["fields"]
            if field["eventFieldId"] == "title"
        ]

    def items(self) -> list[dict[str, Any]]:
        found = self._client.search_related_items(**self._case)["relatedItems"]
        return [each["content"] for each in found]

    def cases(self) -> list[str]:
        """Return the titles of all cases, that of the latest change first."""
        found = self._client.search_cases(**self._domain, fields=[{"id": "title"}])["cases"]
        return [each["fields"][0]["value"]["stringValue"] for each in found]


@pytest.fixture
def desk(remote: Any) -> Desk:
    return Desk(remote)


def test_answers_keep_the_order_of_what_happened(desk: Desk) -> None:
    for number, moment in enumerate(JUMPS):
        with time_machine.travel(moment, tick=False):
            desk.create(f"other {number}")
            desk.retitle(f"title {number}")
            desk.comment(f"comment {number}")

    latest_first = range(len(JUMPS))[::-1]
    assert desk.titles() == [*(f"title {number}" for number in latest_first), "first"]
    assert [each["comment"]["body"] for each in desk.items()] == [
        f"comment {number}" for number in latest_first
    ]
    assert desk.cases() == ["title 4", *(f"other {number}" for number in latest_first)]


def test_slas_are_overdue_by_the_clock_as_it_is(desk: Desk) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        desk.promise(minutes=60)
        statuses = []
        for moment in JUMPS:
            clock.move_to(moment)
            (item,) = desk.items()
            statuses.append(item["sla"]["slaConfiguration"]["status"])

    assert statuses == ["Active", "Active", "Overdue", "Active", "Overdue"]


def test_leap_day_is_a_day(desk: Desk) -> None:
    with time_machine.travel(datetime(2028, 2, 29, 12, tzinfo=timezone.utc), tick=False):
        desk.promise(minutes=24 * 60)
        (item,) = desk.items()

    target = item["sla"]["slaConfiguration"]["targetTime"]
    assert target == datetime(2028, 3, 1, 12, tzinfo=timezone.utc)


def test_last_second_of_time_is_answered(desk: Desk, remote: Any) -> None:
    with time_machine.travel(LAST_MOMENT, tick=False):
        desk.retitle("late")
        with pytest.raises(remote.exceptions.ValidationException, match="year 9999"):
            desk.promise(minutes=1)

        assert desk.titles() == ["late", "first"]


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
