"""SLAs: related items that watch a single-select field of their case against the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.provenance import rule

if TYPE_CHECKING:
    from time_machine import Traveller

    from tests.operations.conftest import Workbench

SLA_PAGE = "adminguide/cases-sla"
USER = "arn:aws:connect:us-east-1:123456789012:instance/i/agent/a"
OPERATION_PAGE = "API_connect-cases_CreateRelatedItem"


class Goal:
    """A case and its SLAs."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self.case_id = bench.case()

    def add(self, **members: Any) -> str:
        """Add an SLA to the case, by default to close it within an hour, and return its id."""
        configuration = {
            "name": "Resolution",
            "type": "CaseField",
            "fieldId": "status",
            "targetFieldValues": [{"stringValue": "closed"}],
            "targetSlaMinutes": 60,
            **members,
        }
        given = {key: value for key, value in configuration.items() if value is not None}
        content = {"sla": {"slaInputConfiguration": given}}
        return self.bench.item(self.case_id, "Sla", content)

    def update(self, item_id: str, minutes: int, **members: Any) -> dict[str, Any]:
        """Give an SLA another number of target minutes, and return the answer."""
        answer: dict[str, Any] = self.bench.client.update_related_item(
            domainId=self.bench.domain_id,
            caseId=self.case_id,
            relatedItemId=item_id,
            content={"sla": {"slaUpdateConfiguration": {"targetSlaMinutes": minutes}}},
            **members,
        )
        return answer

    @property
    def now(self) -> dict[str, Any]:
        """The newest SLA as it is now, its times as text."""
        sla = self.bench.items(self.case_id)[0]["content"]["sla"]["slaConfiguration"]
        return {
            key: value.isoformat() if key.endswith("Time") else value for key, value in sla.items()
        }

    @property
    def next_breach(self) -> str | None:
        """The value of the case's field ``next_sla_breach_datetime``."""
        values = self.bench.values(self.case_id, "next_sla_breach_datetime")
        return values.get("next_sla_breach_datetime")


@pytest.fixture
def goal(bench: Workbench, clock: Traveller) -> Goal:
    """Return a case that can be given SLAs, made at noon."""
    return Goal(bench)


class TestCreation:
    @rule("sla-configuration-members", "sla-target-time-from-creation")
    def test_sla_comes_back(self, goal: Goal) -> None:
        goal.add()

        assert goal.now == {
            "name": "Resolution",
            "type": "CaseField",
            "status": "Active",
            "fieldId": "status",
            "targetFieldValues": [{"stringValue": "closed"}],
            "targetTime": "2026-01-31T13:00:00+00:00",
        }

    @rule("sla-target-minutes-bounds", "sla-target-up-to-two-years")
    @pytest.mark.parametrize(
        ("minutes", "target"),
        [(1, "2026-01-31T12:01:00+00:00"), (1_051_200, "2028-01-31T12:00:00+00:00")],
    )
    def test_target_is_up_to_two_years_away(self, goal: Goal, minutes: int, target: str) -> None:
        """The least and the most minutes of the model are accepted."""
        goal.add(targetSlaMinutes=minutes)

        assert goal.now["targetTime"] == target

    @rule("sla-field-single-select")
    @pytest.mark.newest_model
    def test_field_may_be_any_single_select(self, bench: Workbench, goal: Goal) -> None:
        """A custom field and the reason of the case can be tracked as well as the status."""
        bench.options("case_reason", "refund")
        for field_id, target in ((bench.select("gold"), "gold"), ("case_reason", "refund")):
            goal.add(fieldId=field_id, targetFieldValues=[{"stringValue": target}])

            assert goal.now["status"] == "Active"
            assert goal.now["fieldId"] == field_id
            bench.update(goal.case_id, {"status": "closed"})
            assert goal.now["status"] == "Active"
            bench.update(goal.case_id, {field_id: target})
            assert goal.now["status"] == "Met"

    @rule("sla-field-single-select")
    @pytest.mark.newest_model
    @pytest.mark.parametrize("type_", ["Text", "Number", "Boolean", "DateTime", "Url", "User"])
    def test_field_of_another_type_is_refused(
        self, bench: Workbench, goal: Goal, type_: str
    ) -> None:
        field_id = bench.field(type_)

        with bench.refuses("ValidationException", field_id, type_, "SingleSelect"):
            goal.add(fieldId=field_id)

    @rule("sla-field-exists")
    @pytest.mark.parametrize("field_id", [None, "no-such-field"])
    def test_field_must_exist(self, bench: Workbench, goal: Goal, field_id: str | None) -> None:
        with bench.refuses("ValidationException", field_id or "fieldId"):
            goal.add(fieldId=field_id)

    @rule("sla-deleted-field-refused")
    def test_deleted_field_is_refused(self, bench: Workbench, goal: Goal) -> None:
        field_id = bench.select("gold")
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        with bench.refuses("ValidationException", field_id, "deleted"):
            goal.add(fieldId=field_id, targetFieldValues=[{"stringValue": "gold"}])

    @rule("sla-target-field-values", "sla-target-value-required")
    @pytest.mark.parametrize("targets", [None, [{"emptyValue": {}}]])
    def test_target_must_be_given(
        self, bench: Workbench, goal: Goal, targets: list[dict[str, Any]] | None
    ) -> None:
        with bench.refuses("ValidationException", "'targetFieldValues'", "this has 0."):
            goal.add(targetFieldValues=targets)

    @rule("sla-target-is-active-option")
    @pytest.mark.parametrize(
        "target", [{"stringValue": "solved"}, {"stringValue": "Closed"}, {"doubleValue": 1.0}]
    )
    def test_target_is_an_option(
        self, bench: Workbench, goal: Goal, target: dict[str, Any]
    ) -> None:
        with bench.refuses("ValidationException", "status"):
            goal.add(targetFieldValues=[target])

    @rule("sla-target-is-active-option")
    def test_target_is_an_active_option_of_the_field(self, bench: Workbench, goal: Goal) -> None:
        """An option of the status does not do for another field, and an inactive one for none."""
        field_id = bench.select("gold")
        bench.options(field_id, "silver", active=False)

        for target in ("closed", "silver"):
            with bench.refuses("ValidationException", field_id, target):
                goal.add(fieldId=field_id, targetFieldValues=[{"stringValue": target}])

    @rule("sla-type-is-case-field")
    def test_type_is_case_field(self, bench: Workbench, goal: Goal) -> None:
        with bench.refuses("ValidationException", "type"):
            goal.add(type="Contact")


class TestStatus:
    @rule("sla-overdue-after-target-time")
    @pytest.mark.parametrize(
        ("seconds", "status"), [(3599, "Active"), (3600, "Active"), (3601, "Overdue")]
    )
    def test_unmet_sla_becomes_overdue(
        self, goal: Goal, clock: Traveller, seconds: int, status: str
    ) -> None:
        goal.add()

        clock.shift(seconds)

        assert goal.now["status"] == status

    @rule("sla-met-before-target-time", "sla-completion-time")
    @pytest.mark.parametrize(
        ("seconds", "status", "completed"),
        [
            (60, "Met", "2026-01-31T12:01:00+00:00"),
            (3600, "Met", "2026-01-31T13:00:00+00:00"),
            (3601, "NotMet", "2026-01-31T13:00:01+00:00"),
        ],
    )
    def test_reaching_the_target_fulfils(
        self, goal: Goal, clock: Traveller, seconds: int, status: str, completed: str
    ) -> None:
        goal.add()
        clock.shift(seconds)

        goal.bench.update(goal.case_id, {"status": "closed"})

        assert goal.now["status"] == status
        assert goal.now["completionTime"] == completed

    @rule("sla-met-by-any-target-value")
    def test_other_status_does_not_fulfil(self, bench: Workbench, goal: Goal) -> None:
        bench.options("status", "waiting")
        goal.add()

        bench.update(goal.case_id, {"status": "waiting"})

        assert goal.now["status"] == "Active"

    @rule("sla-met-by-any-target-value")
    def test_target_may_be_a_status_of_ones_own(self, bench: Workbench, goal: Goal) -> None:
        bench.options("status", "waiting")
        goal.add(targetFieldValues=[{"stringValue": "waiting"}])

        bench.update(goal.case_id, {"status": "waiting"})

        assert goal.now["status"] == "Met"

    @rule("sla-stays-fulfilled-on-reopening")
    def test_reopening_changes_nothing(self, goal: Goal, clock: Traveller) -> None:
        """What was met stays met, however late the case is closed again."""
        goal.add()
        goal.bench.update(goal.case_id, {"status": "closed"})
        clock.shift(7200)

        goal.bench.update(goal.case_id, {"status": "open"})
        goal.bench.update(goal.case_id, {"status": "closed"})

        assert goal.now["status"] == "Met"
        assert goal.now["completionTime"] == "2026-01-31T12:00:00+00:00"

    @rule("sla-met-when-already-at-target")
    def test_target_already_reached(self, goal: Goal) -> None:
        goal.add(targetFieldValues=[{"stringValue": "open"}])

        assert goal.now["status"] == "Met"
        assert goal.now["completionTime"] == "2026-01-31T12:00:00+00:00"


class TestUpdate:
    @rule("sla-deadline-counted-from-creation")
    @pytest.mark.newest_model
    def test_deadline_is_counted_from_the_creation(self, goal: Goal, clock: Traveller) -> None:
        item_id = goal.add()
        before = goal.now
        clock.shift(600)

        answer = goal.update(item_id, 90)

        assert goal.now == {**before, "targetTime": "2026-01-31T13:30:00+00:00"}
        answered = answer["content"]["sla"]["slaConfiguration"]
        assert answered["targetTime"].isoformat() == goal.now["targetTime"]
        assert answer["associationTime"].isoformat() == "2026-01-31T12:00:00+00:00"

    @rule("sla-status-recalculated-on-update")
    @pytest.mark.newest_model
    @pytest.mark.parametrize(
        ("closed", "minutes", "status"),
        [(False, 5, "Overdue"), (False, 60, "Active"), (True, 5, "NotMet"), (True, 60, "Met")],
    )
    def test_status_is_that_of_the_new_deadline(
        self, goal: Goal, clock: Traveller, *, closed: bool, minutes: int, status: str
    ) -> None:
        """A deadline that moves changes what was missed and what was met."""
        item_id = goal.add(targetSlaMinutes=5 if minutes == 60 else 60)
        clock.shift(600)
        if closed:
            goal.bench.update(goal.case_id, {"status": "closed"})

        goal.update(item_id, minutes)

        assert goal.now["status"] == status

    @rule("sla-deadline-counted-from-creation")
    @pytest.mark.newest_model
    def test_next_breach_follows(self, goal: Goal) -> None:
        item_id = goal.add()

        goal.update(item_id, 15)

        assert goal.next_breach == "2026-01-31T12:15:00.000000000Z"

    @rule("audit-sla-update-target-times")
    @pytest.mark.newest_model
    def test_update_is_recorded_in_the_history(self, goal: Goal) -> None:
        item_id = goal.add()

        goal.update(item_id, 90, performedBy={"userArn": USER})

        history = goal.bench.client.get_case_audit_events(
            domainId=goal.bench.domain_id, caseId=goal.case_id
        )
        event = history["auditEvents"][0]
        assert (event["type"], event["relatedItemType"]) == ("RelatedItem.Updated", "Sla")
        assert event["performedBy"]["user"] == {"userArn": USER}
        assert event["fields"] == [
            {
                "eventFieldId": "targetTime",
                "oldValue": {"stringValue": "2026-01-31T13:00:00.000000000Z"},
                "newValue": {"stringValue": "2026-01-31T13:30:00.000000000Z"},
            }
        ]

    @rule("sla-update-target-minutes-bounds")
    @pytest.mark.newest_model
    def test_minutes_have_a_greatest_number(self, goal: Goal) -> None:
        item_id = goal.add()

        with goal.bench.refuses("ValidationException", "targetSlaMinutes"):
            goal.update(item_id, 1_051_201)

    @rule("sla-deadline-after-year-9999-refused")
    @pytest.mark.newest_model
    def test_deadline_is_a_time_that_clients_have(self, bench: Workbench, clock: Traveller) -> None:
        """Minutes that lead beyond all time are refused, for new SLAs as for old ones."""
        clock.move_to("9999-12-31")
        goal = Goal(bench)
        item_id = goal.add()
        before = goal.now

        with bench.refuses("ValidationException", "targetSlaMinutes", "9999"):
            goal.update(item_id, 1440)
        with bench.refuses("ValidationException", "targetSlaMinutes", "9999"):
            goal.add(targetSlaMinutes=1440)

        assert goal.now == before

    @rule("related-item-type-immutable")
    @pytest.mark.newest_model
    def test_only_an_sla_has_a_deadline(self, goal: Goal) -> None:
        item_id = goal.bench.comment(goal.case_id)

        with goal.bench.refuses("ValidationException", "Comment", "Sla"):
            goal.update(item_id, 90)


class TestNextBreach:
    @rule("next-sla-breach-earliest-target")
    def test_earliest_target_is_next(self, goal: Goal) -> None:
        goal.add(targetSlaMinutes=90)
        goal.add(targetSlaMinutes=30)
        goal.add(targetSlaMinutes=60)

        assert goal.next_breach == "2026-01-31T12:30:00.000000000Z"

    @rule("next-sla-breach-earliest-target")
    def test_next_breach_follows_each_field(self, bench: Workbench, goal: Goal) -> None:
        """An SLA on a field of the customer's own counts until that field has its target."""
        field_id = bench.select("gold")
        goal.add(targetSlaMinutes=90)
        goal.add(fieldId=field_id, targetFieldValues=[{"stringValue": "gold"}], targetSlaMinutes=30)
        assert goal.next_breach == "2026-01-31T12:30:00.000000000Z"

        bench.update(goal.case_id, {field_id: "gold"})

        assert goal.next_breach == "2026-01-31T13:30:00.000000000Z"

    @rule("next-sla-breach-earliest-target")
    def test_case_without_slas_has_none(self, goal: Goal) -> None:
        """Without an SLA the field has no value, whatever other items there are."""
        goal.bench.comment(goal.case_id)

        assert goal.next_breach is None

    @rule("next-sla-breach-active-slas-only")
    def test_overdue_sla_is_not_next(self, goal: Goal, clock: Traveller) -> None:
        """After the first target the second is next."""
        goal.add(targetSlaMinutes=30)
        goal.add(targetSlaMinutes=60)

        clock.shift(1801)

        assert goal.next_breach == "2026-01-31T13:00:00.000000000Z"

    @rule("next-sla-breach-active-slas-only")
    def test_met_sla_is_not_next(self, goal: Goal) -> None:
        goal.add()

        goal.bench.update(goal.case_id, {"status": "closed"})

        assert goal.next_breach is None

    @rule("contact-removed-from-case-unlisted")
    def test_deleted_sla_is_not_next(self, goal: Goal) -> None:
        item_id = goal.add()

        goal.bench.client.delete_related_item(
            domainId=goal.bench.domain_id, caseId=goal.case_id, relatedItemId=item_id
        )

        assert goal.next_breach is None
