"""StartMergeCases and GetMergeCasesStatus: what allows a merge, what it does, what it forbids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from moto.moto_api import state_manager

from tests.operations.conftest import pairs, read
from tests.provenance import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from time_machine import Traveller

    from tests.operations.conftest import SetQuota, Workbench

PROFILE = "arn:aws:profile:us-east-1:123456789012:domains/customers/profiles/0a1b2c"
OTHER_PROFILE = "arn:aws:profile:us-east-1:123456789012:domains/customers/profiles/3d4e5f"
USER = "arn:aws:connect:us-east-1:123456789012:instance/one/agent/two"
QUEUE = "arn:aws:connect:us-east-1:123456789012:instance/one/queue/three"
CONTACT = "arn:aws:connect:us-east-1:123456789012:instance/one/contact/four"
FILE = "arn:aws:connect:us-east-1:123456789012:instance/one/file/five"

SELECTION = "StartMergeCasesRequest.fieldsConfiguration"
MOVED = "Moved related items keep their related item ID, creator, association time, and tags."
ALL_TYPES = {"comment": True, "contact": True, "connectCase": True, "custom": True}
SLA_CONTENT = {
    "sla": {
        "slaInputConfiguration": {
            "name": "Resolution",
            "type": "CaseField",
            "fieldId": "status",
            "targetFieldValues": [{"stringValue": "closed"}],
            "targetSlaMinutes": 60,
        }
    }
}


class Pair:
    """A primary and a secondary case, and the merge operations on them."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self.primary = bench.case({"title": "Primary"})
        self.secondary = bench.case({"title": "Secondary"})

    def merge(self, *select: str, **members: Any) -> dict[str, Any]:
        """Start the merge, with these fields selected, and return the answer."""
        if select:
            fields = [{"id": each} for each in select]
            members["fieldsConfiguration"] = [{"sourceCaseId": self.secondary, "fieldIds": fields}]
        return read(
            self.bench.client.start_merge_cases(
                **{
                    "domainId": self.bench.domain_id,
                    "caseId": self.primary,
                    "secondaryCaseIds": [self.secondary],
                    **members,
                }
            )
        )

    def status(self, case_id: str) -> dict[str, Any]:
        """Return the merge status of a case."""
        return read(
            self.bench.client.get_merge_cases_status(domainId=self.bench.domain_id, caseId=case_id)
        )

    def primary_types(self) -> list[str]:
        """Return the types of the primary case's items, the link of the merge left out."""
        return [
            each["type"]
            for each in self.bench.items(self.primary)
            if each["content"] != {"connectCase": {"caseId": self.secondary}}
        ]


@pytest.fixture
def pair(bench: Workbench) -> Pair:
    """Return two cases that can be merged."""
    return Pair(bench)


@pytest.fixture
def running(pair: Pair) -> Iterator[Pair]:
    """Return two cases with a merge that runs until its status is requested for the third time."""
    state_manager.set_transition("cases::merge", {"progression": "manual", "times": 3})
    try:
        pair.merge()
        yield pair
    finally:
        state_manager.unset_transition("cases::merge")


class TestStartMergeCases:
    @rule("merge-secondary-into-primary", "merge-links-cases-and-closes-secondary")
    def test_secondary_is_closed(self, bench: Workbench, pair: Pair) -> None:
        """The primary stays open, the secondary is closed; the answer is empty."""
        answer = pair.merge()

        assert answer == {}
        assert bench.values(pair.primary, "status") == {"status": "open"}
        assert bench.values(pair.secondary, "status") == {"status": "closed"}

    @rule("merge-links-cases-and-closes-secondary")
    def test_cases_are_linked(self, bench: Workbench, pair: Pair, clock: Traveller) -> None:
        clock.shift(60)

        pair.merge(performedBy={"userArn": USER})

        ((primary_link,), (secondary_link,)) = (
            bench.items(pair.primary),
            bench.items(pair.secondary),
        )
        assert primary_link["content"] == {"connectCase": {"caseId": pair.secondary}}
        assert secondary_link["content"] == {"connectCase": {"caseId": pair.primary}}
        assert primary_link["performedBy"] == {"userArn": USER}
        assert primary_link["associationTime"].isoformat() == "2026-01-31T12:01:00+00:00"

    @rule("merge-performed-by")
    @pytest.mark.parametrize("user", [{"userArn": USER}, {"customEntity": "nightly merge"}])
    def test_both_histories_name_the_user(
        self, bench: Workbench, pair: Pair, user: dict[str, str]
    ) -> None:
        pair.merge(performedBy=user)

        latest = [bench.audit(each)[0] for each in (pair.primary, pair.secondary)]
        assert [each["performedBy"]["user"] for each in latest] == [user, user]

    @rule("merge-sets-closing-time-and-user")
    def test_times_and_users(self, bench: Workbench, pair: Pair, clock: Traveller) -> None:
        clock.shift(60)

        pair.merge(performedBy={"userArn": USER})

        assert bench.values(
            pair.secondary, "last_closed_datetime", "last_updated_datetime", "last_updated_user"
        ) == {
            "last_closed_datetime": "2026-01-31T12:01:00.000000000Z",
            "last_updated_datetime": "2026-01-31T12:01:00.000000000Z",
            "last_updated_user": USER,
        }
        assert bench.values(pair.primary, "last_updated_datetime", "last_updated_user") == {
            "last_updated_datetime": "2026-01-31T12:01:00.000000000Z",
            "last_updated_user": USER,
        }

    @rule("merge-case-with-itself-refused")
    def test_case_cannot_be_merged_with_itself(self, bench: Workbench, pair: Pair) -> None:
        with bench.refuses("ValidationException", pair.primary, "itself"):
            pair.merge(secondaryCaseIds=[pair.primary])

    @rule("merge-closed-case-refused")
    @pytest.mark.parametrize("role", ["primary", "secondary"])
    def test_closed_case_cannot_be_merged(self, bench: Workbench, pair: Pair, role: str) -> None:
        closed = getattr(pair, role)
        bench.update(closed, {"status": "closed"})

        with bench.refuses("ValidationException", closed):
            pair.merge()

    @rule("merge-different-customers-refused")
    def test_customers_must_not_differ(self, bench: Workbench, pair: Pair) -> None:
        bench.update(pair.primary, {"customer_id": PROFILE})
        bench.update(pair.secondary, {"customer_id": OTHER_PROFILE})

        with bench.refuses("ValidationException", "'customer_id'", PROFILE, OTHER_PROFILE):
            pair.merge()

    @rule("merge-same-or-no-customer", "merge-customer-stays-on-secondary")
    @pytest.mark.parametrize(
        ("primary", "secondary"), [(PROFILE, PROFILE), (PROFILE, None), (None, PROFILE)]
    )
    def test_customers_may_agree(
        self, bench: Workbench, pair: Pair, primary: str | None, secondary: str | None
    ) -> None:
        bench.update(pair.primary, {"customer_id": primary})
        bench.update(pair.secondary, {"customer_id": secondary})

        pair.merge()

        assert bench.values(pair.primary, "customer_id").get("customer_id") == primary
        assert bench.values(pair.secondary, "customer_id").get("customer_id") == secondary

    @rule("merge-primary-keeps-template")
    def test_templates_may_differ(self, bench: Workbench, pair: Pair) -> None:
        pair.secondary = bench.case(template_id=bench.template())

        pair.merge()

        answer = bench.client.get_case(
            domainId=bench.domain_id, caseId=pair.primary, fields=[{"id": "title"}]
        )
        assert answer["templateId"] == bench.template_id

    @rule("case-unknown-template-not-found")
    def test_unknown_primary(self, bench: Workbench, pair: Pair) -> None:
        with bench.refuses("ResourceNotFoundException", "no-such-case"):
            pair.merge(caseId="no-such-case")

    @rule("merge-across-domains-refused")
    def test_unknown_secondary(self, bench: Workbench, pair: Pair) -> None:
        with bench.refuses("ResourceNotFoundException", "no-such-case"):
            pair.merge(secondaryCaseIds=["no-such-case"])


class TestFieldsOfAMerge:
    @rule("merge-selected-value-wins")
    def test_selected_value_wins(self, bench: Workbench, pair: Pair) -> None:
        bench.update(pair.primary, {"summary": "mine"})
        bench.update(pair.secondary, {"summary": "theirs"})

        pair.merge("summary")

        assert bench.values(pair.primary, "summary") == {"summary": "theirs"}
        assert bench.values(pair.secondary, "summary") == {"summary": "theirs"}

    @rule("merge-selected-empty-value-clears", "case-has-template-and-layout-fields")
    def test_selected_empty_value_clears(self, bench: Workbench, pair: Pair) -> None:
        field_id = bench.field()
        layout_id = bench.layout(field_id)
        template_id = bench.template(layoutConfiguration={"defaultLayout": layout_id})
        pair.secondary = bench.case(template_id=template_id)
        bench.update(pair.primary, {field_id: "mine"})

        pair.merge(field_id)

        assert bench.values(pair.primary, field_id) == {}

    @rule("merge-selected-empty-value-clears", "merge-lost-value-is-empty-field")
    def test_value_that_the_secondary_lost_clears(self, bench: Workbench, pair: Pair) -> None:
        """Of a field that is on no template, the secondary case holds an empty value."""
        field_id = bench.field()
        bench.update(pair.primary, {field_id: "mine"})
        bench.update(pair.secondary, {field_id: "theirs"})
        bench.update(pair.secondary, {field_id: None})

        pair.merge(field_id)

        assert bench.values(pair.primary, field_id) == {}

    @rule("merge-selected-empty-value-clears", "merge-field-created-empty-is-held")
    def test_field_that_the_secondary_was_created_with_as_empty_clears(
        self, bench: Workbench, pair: Pair
    ) -> None:
        field_id = bench.field()
        bench.update(pair.primary, {field_id: "mine"})
        pair.secondary = bench.case({field_id: None})

        pair.merge(field_id)

        assert bench.values(pair.primary, field_id) == {}

    @rule("merge-unselected-value-kept", "merge-field-created-empty-is-held")
    def test_field_that_was_created_empty_clears_nothing_unselected(
        self, bench: Workbench, pair: Pair
    ) -> None:
        field_id = bench.field()
        bench.update(pair.primary, {field_id: "mine"})
        pair.secondary = bench.case({field_id: None})

        pair.merge()

        assert bench.values(pair.primary, field_id) == {field_id: "mine"}

    @rule("merge-system-fields-on-every-case")
    @pytest.mark.parametrize(
        "field_id", ["summary", "assigned_queue", "assigned_user", "case_reason"]
    )
    def test_mergeable_system_fields_are_on_every_case(
        self, bench: Workbench, pair: Pair, field_id: str
    ) -> None:
        layout_id = bench.layout(bench.field())
        template_id = bench.template(layoutConfiguration={"defaultLayout": layout_id})
        pair.secondary = bench.case(template_id=template_id)

        pair.merge(field_id)

        assert pair.status(pair.secondary)["status"] == "COMPLETED"

    @rule("merge-unselected-value-kept")
    def test_other_value_is_unchanged(self, bench: Workbench, pair: Pair) -> None:
        bench.update(pair.primary, {"summary": "mine"})
        bench.update(pair.secondary, {"summary": "theirs"})

        pair.merge()

        assert bench.values(pair.primary, "summary") == {"summary": "mine"}

    @rule("merge-fills-missing-value", "case-field-beyond-template-allowed")
    def test_missing_value_is_filled(self, bench: Workbench, pair: Pair) -> None:
        field_id = bench.field("Number")
        bench.update(pair.secondary, {field_id: 0.5})

        pair.merge()

        assert bench.values(pair.primary, field_id) == {field_id: 0.5}

    @rule("merge-four-system-fields-allowed")
    @pytest.mark.parametrize(
        ("field_id", "value"),
        [
            ("assigned_queue", QUEUE),
            ("assigned_user", USER),
            ("summary", "text"),
            ("case_reason", "refund"),
        ],
    )
    def test_four_system_fields_can_be_merged(
        self, bench: Workbench, pair: Pair, field_id: str, value: str
    ) -> None:
        bench.options("case_reason", "refund")
        bench.update(pair.secondary, {field_id: value})

        pair.merge(field_id)

        assert bench.values(pair.primary, field_id) == {field_id: value}

    @rule("merge-other-system-field-refused")
    @pytest.mark.parametrize(
        "field_id",
        ["title", "status", "case_id", "reference_number", "reference_id", "created_datetime"],
    )
    def test_other_system_fields_cannot_be_merged(
        self, bench: Workbench, pair: Pair, field_id: str
    ) -> None:
        can = "[assigned_queue, assigned_user, case_reason, summary]"
        with bench.refuses("ValidationException", field_id, can):
            pair.merge(field_id)

    @rule("merge-four-system-fields-allowed")
    def test_other_system_fields_stay(self, bench: Workbench, pair: Pair) -> None:
        """Titles and references stay with their case."""
        fields = ("title", "case_id", "reference_number", "reference_id", "created_datetime")
        before = bench.values(pair.primary, *fields)

        pair.merge()

        assert bench.values(pair.primary, *fields) == before

    @rule("merge-unmergeable-field-refused")
    def test_secondary_must_have_the_field(self, bench: Workbench, pair: Pair) -> None:
        field_id = bench.field()

        with bench.refuses("ValidationException", field_id, "It never had a value for it"):
            pair.merge(field_id)

    @rule("merge-unmergeable-field-refused")
    def test_unknown_field_cannot_be_selected(self, bench: Workbench, pair: Pair) -> None:
        with bench.refuses("ValidationException", "no-such-field", "has no custom fields"):
            pair.merge("no-such-field")

    @rule("merge-duplicate-field-refused")
    def test_field_cannot_be_selected_twice(self, bench: Workbench, pair: Pair) -> None:
        bench.update(pair.secondary, {"summary": "text"})

        with bench.refuses("ValidationException", "more than once: 'summary'."):
            pair.merge("summary", "summary")

    @rule("merge-source-is-secondary-case")
    def test_source_is_the_secondary(self, bench: Workbench, pair: Pair) -> None:
        with bench.refuses(
            "ValidationException", f"{pair.primary!r} at 'sourceCaseId'", pair.secondary
        ):
            pair.merge(
                fieldsConfiguration=[
                    {"sourceCaseId": pair.primary, "fieldIds": [{"id": "summary"}]}
                ]
            )

    @rule("merge-source-is-secondary-case")
    def test_one_entry_at_most(self, bench: Workbench, pair: Pair) -> None:
        entry = {"sourceCaseId": pair.secondary, "fieldIds": []}

        with bench.refuses("ValidationException", "'fieldsConfiguration'", "it has 2."):
            pair.merge(fieldsConfiguration=[entry, entry])

    @rule("merge-at-most-500-field-values", "merge-system-values-count-towards-500")
    @pytest.mark.newest_model
    def test_values_may_be_500(self, bench: Workbench, pair: Pair) -> None:
        pair.primary, custom = self.full(bench, 499)
        bench.update(pair.secondary, {custom: "one more"})

        pair.merge()

        assert bench.values(pair.primary, custom) == {custom: "one more"}

    @rule("merge-at-most-500-field-values")
    @pytest.mark.newest_model
    def test_values_may_not_be_501(self, bench: Workbench, pair: Pair) -> None:
        pair.primary, custom = self.full(bench, 500)
        bench.update(pair.secondary, {custom: "one more"})

        with bench.refuses("ValidationException", "500", "501"):
            pair.merge()

    def full(self, bench: Workbench, count: int) -> tuple[str, str]:
        """Return a case with so many values, and a field that it has no value for."""
        case_id = bench.case()
        fields = [each["fieldId"] for each in bench.listed("list_fields", "fields")]
        custom = [bench.field() for _ in range(count - len(bench.values(case_id, *fields)))]
        for start in range(0, len(custom), 220):
            bench.update(case_id, dict.fromkeys(custom[start : start + 220], "text"))
        return case_id, bench.field()


class TestItemsOfAMerge:
    @rule("merge-related-items-stay-by-default")
    def test_nothing_moves_by_itself(self, bench: Workbench, pair: Pair) -> None:
        """Without a choice of types all items stay."""
        item_id = bench.comment(pair.secondary)

        pair.merge()

        assert pair.primary_types() == []
        assert item_id in [each["relatedItemId"] for each in bench.items(pair.secondary)]

    @rule("merge-unselected-item-types-stay")
    @pytest.mark.parametrize(
        ("selected", "type_"),
        [
            ("comment", "Comment"),
            ("contact", "Contact"),
            ("connectCase", "ConnectCase"),
            ("custom", "Custom"),
        ],
    )
    def test_selected_type_moves(
        self, bench: Workbench, pair: Pair, selected: str, type_: str
    ) -> None:
        field_id, third = bench.field(), bench.case()
        bench.comment(pair.secondary)
        bench.item(pair.secondary, "Contact", {"contact": {"contactArn": CONTACT}})
        bench.item(pair.secondary, "ConnectCase", {"connectCase": {"caseId": third}})
        bench.item(pair.secondary, "Custom", {"custom": {"fields": pairs({field_id: "a"})}})

        pair.merge(relatedItemsConfiguration={**dict.fromkeys(ALL_TYPES, False), selected: True})

        assert pair.primary_types() == [type_]

    @rule("merge-files-and-slas-stay")
    @pytest.mark.parametrize(
        ("type_", "content"), [("File", {"file": {"fileArn": FILE}}), ("Sla", SLA_CONTENT)]
    )
    def test_files_and_slas_stay(
        self, bench: Workbench, pair: Pair, type_: str, content: dict[str, Any]
    ) -> None:
        item_id = bench.item(pair.secondary, type_, content)

        pair.merge(relatedItemsConfiguration=ALL_TYPES)

        assert pair.primary_types() == []
        assert item_id in [each["relatedItemId"] for each in bench.items(pair.secondary)]

    @rule("merge-moved-item-keeps-identity")
    def test_moved_item_is_unchanged(self, bench: Workbench, pair: Pair, clock: Traveller) -> None:
        item_id = bench.comment(pair.secondary, performedBy={"userArn": USER})
        arn = f"{bench.domain_arn}/case/{pair.secondary}/related-item/{item_id}"
        bench.client.tag_resource(arn=arn, tags={"team": "north"})
        (before,) = bench.items(pair.secondary)
        clock.shift(60)

        pair.merge(relatedItemsConfiguration={"comment": True})

        assert before in bench.items(pair.primary)
        assert before not in bench.items(pair.secondary)

    @rule("merge-moved-item-arn-of-primary")
    def test_arn_of_a_moved_item(self, bench: Workbench, pair: Pair) -> None:
        item_id = bench.comment(pair.secondary)
        pair.merge(relatedItemsConfiguration={"comment": True})
        arn = f"{bench.domain_arn}/case/{pair.primary}/related-item/{item_id}"

        bench.client.tag_resource(arn=arn, tags={"team": "north"})

        assert bench.client.list_tags_for_resource(arn=arn)["tags"] == {"team": "north"}

    @rule("merge-contact-selection-moves-contacts")
    def test_moved_contact_is_on_the_primary(self, bench: Workbench, pair: Pair) -> None:
        bench.item(pair.secondary, "Contact", {"contact": {"contactArn": CONTACT}})

        pair.merge(relatedItemsConfiguration={"contact": True})

        listed = bench.listed("list_cases_for_contact", "cases", contactArn=CONTACT)
        assert [each["caseId"] for each in listed] == [pair.primary]

    @rule("merge-shared-contact-kept-once")
    def test_contact_of_both_cases_stays_once(self, bench: Workbench, pair: Pair) -> None:
        tags = {pair.primary: {"a": "mine"}, pair.secondary: {"a": "theirs", "b": "theirs"}}
        own = {
            case_id: bench.item(case_id, "Contact", {"contact": {"contactArn": CONTACT}})
            for case_id in tags
        }
        for case_id, item_id in own.items():
            arn = f"{bench.domain_arn}/case/{case_id}/related-item/{item_id}"
            bench.client.tag_resource(arn=arn, tags=tags[case_id])

        pair.merge(relatedItemsConfiguration={"contact": True})

        (contact,) = (each for each in bench.items(pair.primary) if each["type"] == "Contact")
        assert contact["relatedItemId"] == own[pair.primary]
        assert contact["tags"] == {"a": "mine", "b": "theirs"}
        assert [each["type"] for each in bench.items(pair.secondary)] == ["ConnectCase"]

    @rule("merge-shared-link-kept-once")
    def test_link_of_both_cases_stays_once(self, bench: Workbench, pair: Pair) -> None:
        third = bench.case()
        content = {"connectCase": {"caseId": third}}
        own = bench.item(pair.primary, "ConnectCase", content)
        bench.item(pair.secondary, "ConnectCase", content)

        pair.merge(relatedItemsConfiguration={"connectCase": True})

        linking = [each for each in bench.items(pair.primary) if each["content"] == content]
        assert [each["relatedItemId"] for each in linking] == [own]
        assert content not in [each["content"] for each in bench.items(pair.secondary)]

    @rule("merge-link-to-primary-removed")
    def test_link_to_the_primary_does_not_move(self, bench: Workbench, pair: Pair) -> None:
        bench.item(pair.secondary, "ConnectCase", {"connectCase": {"caseId": pair.primary}})

        pair.merge(relatedItemsConfiguration={"connectCase": True})

        contents = [each["content"] for each in bench.items(pair.primary)]
        assert contents == [{"connectCase": {"caseId": pair.secondary}}]
        assert len(bench.items(pair.secondary)) == 1

    @rule("merge-related-item-count-of-primary", "merge-related-item-quota-enforced")
    def test_primary_needs_room(self, bench: Workbench, pair: Pair, set_quota: SetQuota) -> None:
        bench.comment(pair.primary)
        bench.comment(pair.secondary)
        set_quota("related-items", 2)

        with bench.refuses("ServiceQuotaExceededException", "2"):
            pair.merge(relatedItemsConfiguration={"comment": True})

    @rule("merge-related-item-count-of-primary")
    def test_room_may_be_used_up(self, bench: Workbench, pair: Pair, set_quota: SetQuota) -> None:
        bench.comment(pair.primary)
        bench.comment(pair.secondary)
        set_quota("related-items", 3)

        pair.merge(relatedItemsConfiguration={"comment": True})

        assert len(bench.items(pair.primary)) == 3

    @rule("merge-related-item-quota-enforced")
    def test_secondary_needs_room(self, bench: Workbench, pair: Pair, set_quota: SetQuota) -> None:
        bench.comment(pair.secondary)
        set_quota("related-items", 1)

        with bench.refuses("ServiceQuotaExceededException", "1"):
            pair.merge()

    @rule("merge-closing-fulfils-slas")
    def test_closing_fulfils_slas(self, bench: Workbench, pair: Pair) -> None:
        bench.item(pair.secondary, "Sla", SLA_CONTENT)

        pair.merge()

        (item,) = (each for each in bench.items(pair.secondary) if each["type"] == "Sla")
        assert item["content"]["sla"]["slaConfiguration"]["status"] == "Met"


class TestRunningMerge:
    @rule("merge-running-status-in-progress", "merge-status-answer-members")
    @pytest.mark.parametrize("role", ["primary", "secondary"])
    def test_status_is_in_progress(self, running: Pair, role: str) -> None:
        answer = running.status(getattr(running, role))

        assert answer == {
            "status": "IN_PROGRESS",
            "primaryCaseId": running.primary,
            "secondaryCaseIds": [running.secondary],
        }

    @rule("merge-running-changes-nothing-yet")
    def test_nothing_has_changed_yet(self, bench: Workbench, running: Pair) -> None:
        """Values and items are merged when the merge ends."""
        assert bench.values(running.secondary, "status") == {"status": "open"}
        assert bench.items(running.primary) == []

    @rule("merge-tracked-by-status", "merge-finishes-at-once")
    def test_status_request_ends_it(self, bench: Workbench, running: Pair) -> None:
        statuses = [running.status(running.secondary)["status"] for _ in range(3)]

        assert statuses == ["IN_PROGRESS", "IN_PROGRESS", "COMPLETED"]
        assert bench.values(running.secondary, "status") == {"status": "closed"}

    @rule("merge-duration-settable")
    def test_time_ends_it(self, bench: Workbench, pair: Pair, clock: Traveller) -> None:
        """The merge ends when its time has passed, whoever reads it first."""
        state_manager.set_transition("cases::merge", {"progression": "time", "seconds": 30})
        try:
            pair.merge()
            before = bench.values(pair.secondary, "status")
            clock.shift(31)
            after = bench.values(pair.secondary, "status")
        finally:
            state_manager.unset_transition("cases::merge")

        assert (before, after) == ({"status": "open"}, {"status": "closed"})

    @rule("merge-running-secondary-update-conflict")
    def test_secondary_cannot_be_updated(self, bench: Workbench, running: Pair) -> None:
        with bench.refuses("ConflictException", running.secondary):
            bench.update(running.secondary, {"summary": "text"})

    @rule("merge-running-secondary-update-conflict")
    def test_nothing_can_be_related_to_the_secondary(self, bench: Workbench, running: Pair) -> None:
        with bench.refuses("ConflictException", running.secondary):
            bench.comment(running.secondary)

    @rule("merge-running-secondary-update-conflict")
    @pytest.mark.parametrize("method", ["update_related_item", "delete_related_item"])
    def test_items_of_the_secondary_cannot_change(
        self, bench: Workbench, pair: Pair, method: str
    ) -> None:
        item_id = bench.comment(pair.secondary)
        content = {"comment": {"body": "after", "contentType": "Text/Plain"}}
        members = {"content": content} if method == "update_related_item" else {}
        call = getattr(bench.client, method)
        state_manager.set_transition("cases::merge", {"progression": "manual", "times": 99})
        try:
            pair.merge()

            with bench.refuses("ConflictException", pair.secondary):
                call(
                    domainId=bench.domain_id,
                    caseId=pair.secondary,
                    relatedItemId=item_id,
                    **members,
                )
        finally:
            state_manager.unset_transition("cases::merge")

    @rule("batch-update-conflict-code-during-merge")
    def test_batch_reports_the_conflict(self, bench: Workbench, running: Pair) -> None:
        cases = [{"caseIdentifier": {"caseId": e}} for e in (running.primary, running.secondary)]

        answer = bench.client.batch_update_case(
            domainId=bench.domain_id, cases=cases, fields=[], title="New"
        )

        assert [each["errorCode"] for each in answer["failedCases"]] == ["CONFLICT"]
        assert bench.values(running.primary, "title") == {"title": "New"}
        assert bench.values(running.secondary, "title") == {"title": "Secondary"}

    @rule("batch-comment-conflict-code-during-merge")
    def test_batch_of_comments_reports_the_conflict(self, bench: Workbench, running: Pair) -> None:
        cases = [{"caseIdentifier": {"caseId": e}} for e in (running.primary, running.secondary)]

        answer = bench.client.batch_create_related_item(
            domainId=bench.domain_id,
            cases=cases,
            content={"comment": {"body": "text", "contentType": "Text/Plain"}},
        )

        assert [each["errorCode"] for each in answer["failedItems"]] == ["CONFLICT"]
        assert len(answer["successfulItems"]) == 1

    @rule("merge-running-case-deletion-refused")
    @pytest.mark.parametrize("role", ["primary", "secondary"])
    def test_neither_can_be_deleted(self, bench: Workbench, running: Pair, role: str) -> None:
        case_id = getattr(running, role)

        with bench.refuses("ConflictException", case_id):
            bench.client.delete_case(domainId=bench.domain_id, caseId=case_id)

    @rule("merge-reads-values-at-run", "merge-running-primary-modifiable")
    def test_primary_can_change(self, bench: Workbench, pair: Pair) -> None:
        bench.update(pair.secondary, {"summary": "theirs"})
        state_manager.set_transition("cases::merge", {"progression": "manual", "times": 1})
        try:
            pair.merge()
            bench.update(pair.primary, {"summary": "mine"})
            pair.status(pair.secondary)
        finally:
            state_manager.unset_transition("cases::merge")

        assert bench.values(pair.primary, "summary") == {"summary": "mine"}

    @rule("merge-running-or-merged-case-conflict")
    @pytest.mark.parametrize("busy", ["primary", "secondary"])
    @pytest.mark.parametrize("role", ["primary", "secondary"])
    def test_no_second_merge(self, bench: Workbench, running: Pair, busy: str, role: str) -> None:
        case_id, third = getattr(running, busy), bench.case()
        cases = (case_id, third) if role == "primary" else (third, case_id)

        with bench.refuses("ConflictException", case_id):
            running.merge(caseId=cases[0], secondaryCaseIds=[cases[1]])


class TestFinishedMerge:
    @rule("merge-status-completed-for-secondary")
    def test_secondary_was_merged(self, pair: Pair) -> None:
        pair.merge()

        assert pair.status(pair.secondary) == {
            "status": "COMPLETED",
            "primaryCaseId": pair.primary,
            "secondaryCaseIds": [pair.secondary],
        }

    @rule("merge-status-not-found-otherwise")
    def test_primary_was_not_merged(self, bench: Workbench, pair: Pair) -> None:
        pair.merge()

        with bench.refuses("ResourceNotFoundException", pair.primary):
            pair.status(pair.primary)

    @rule("case-id-pattern")
    def test_malformed_id_is_refused(self, bench: Workbench, pair: Pair) -> None:
        with bench.refuses("ValidationException", "caseId"):
            pair.status("a case")

    @rule("merge-status-not-found-otherwise")
    def test_case_without_a_merge(self, bench: Workbench, pair: Pair) -> None:
        with bench.refuses("ResourceNotFoundException", pair.secondary):
            pair.status(pair.secondary)

    @rule("closed-case-updatable")
    def test_secondary_can_be_reopened(self, bench: Workbench, pair: Pair) -> None:
        pair.merge()

        bench.update(pair.secondary, {"status": "open", "summary": "text"})

        assert bench.values(pair.secondary, "status") == {"status": "open"}
        assert pair.status(pair.secondary)["status"] == "COMPLETED"

    @rule("closed-case-updatable")
    @pytest.mark.parametrize("role", ["primary", "secondary"])
    def test_both_can_be_deleted(self, bench: Workbench, pair: Pair, role: str) -> None:
        pair.merge()
        deleted = getattr(pair, role)
        (kept,) = {pair.primary, pair.secondary} - {deleted}

        bench.client.delete_case(domainId=bench.domain_id, caseId=deleted)

        assert bench.search() == [kept]

    @rule("merge-running-or-merged-case-conflict")
    @pytest.mark.parametrize("role", ["primary", "secondary"])
    def test_secondary_cannot_be_merged_again(
        self, bench: Workbench, pair: Pair, role: str
    ) -> None:
        pair.merge()
        bench.update(pair.secondary, {"status": "open"})
        third = bench.case()
        cases = (pair.secondary, third) if role == "primary" else (third, pair.secondary)

        with bench.refuses("ConflictException", pair.secondary):
            pair.merge(caseId=cases[0], secondaryCaseIds=[cases[1]])

    @rule("merge-conflict-before-closed-status")
    def test_conflict_comes_before_the_status(self, bench: Workbench, pair: Pair) -> None:
        pair.merge()

        with bench.refuses("ConflictException", pair.secondary):
            pair.merge()

    @rule("merge-secondary-usable-not-mergeable-again")
    def test_primary_can_be_merged_again(self, bench: Workbench, pair: Pair) -> None:
        pair.merge()
        third, fourth = bench.case(), bench.case()

        pair.merge(secondaryCaseIds=[third])
        pair.merge(caseId=fourth, secondaryCaseIds=[pair.primary])

        assert pair.status(third)["primaryCaseId"] == pair.primary
        assert pair.status(pair.primary)["primaryCaseId"] == fourth


class TestRoomOfAMerge:
    @rule("merge-running-reserves-quota")
    def test_running_merge_reserves_room(self, running: Pair, set_quota: SetQuota) -> None:
        """An item that would leave no room for the coming link is refused."""
        set_quota("related-items", 2)
        running.bench.comment(running.primary)

        with running.bench.refuses("ServiceQuotaExceededException", "2"):
            running.bench.comment(running.primary)

    @rule("merge-contact-tags-at-most-50")
    def test_contact_on_both_cases_respects_the_bound_of_tags(self, pair: Pair) -> None:
        """The primary case's contact ends with 50 tags, its own among them."""
        bench = pair.bench
        for case_id, prefix, count in ((pair.primary, "own", 49), (pair.secondary, "new", 50)):
            item_id = bench.item(case_id, "Contact", {"contact": {"contactArn": CONTACT}})
            case_arn = f"{bench.domain_arn}/case/{case_id}"
            tags = {f"{prefix}{number}": "" for number in range(count)}
            bench.client.tag_resource(arn=f"{case_arn}/related-item/{item_id}", tags=tags)

        pair.merge(relatedItemsConfiguration={"contact": True})

        (contact,) = [each for each in bench.items(pair.primary) if each["type"] == "Contact"]
        assert sum(key.startswith("own") for key in contact["tags"]) == 49
        assert len(contact["tags"]) == 50

    @rule("template-without-layout-shows-system-fields")
    def test_case_without_layout_has_the_mergeable_system_fields(self, pair: Pair) -> None:
        """Selecting a summary that the secondary case left empty clears the primary's."""
        pair.bench.update(pair.primary, {"summary": "To be cleared"})

        pair.merge("summary")

        assert pair.bench.values(pair.primary, "summary") == {}
