"""GetCaseAuditEvents: who changed what of a case, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.operations.conftest import pairs
from tests.provenance import rule

if TYPE_CHECKING:
    from time_machine import Traveller

    from tests.operations.conftest import Workbench

USER = "arn:aws:connect:us-east-1:123456789012:instance/one/agent/two"
CONTACT = "arn:aws:connect:us-east-1:123456789012:instance/one/contact/four"
FILE = "arn:aws:connect:us-east-1:123456789012:instance/one/file/five"
CAPTURE = "Amazon Connect's prompt CaseSummarization with the data of two cases"
ROOT = "arn:aws:iam::123456789012:root"
SAME_MERGE = "All audit events produced by the same merge, on both cases, have the same value."


def comment(body: str) -> dict[str, Any]:
    """Return the content of a comment."""
    return {"comment": {"body": body, "contentType": "Text/Plain"}}


class TestEvents:
    @rule(
        "audit-history-lists-case-events",
        "audit-event-members",
        "audit-created-event-values",
    )
    def test_creation_is_recorded(self, bench: Workbench, clock: Traveller) -> None:
        case_id = bench.case({"summary": "text"})

        (event,) = bench.audit(case_id)
        number = bench.values(case_id, "reference_number")["reference_number"]

        assert event.pop("eventId")
        assert event.pop("performedTime").isoformat() == "2026-01-31T12:00:00+00:00"
        assert event == {
            "type": "Case.Created",
            "fields": [
                {"eventFieldId": "title", "newValue": {"stringValue": "A case"}},
                {"eventFieldId": "summary", "newValue": {"stringValue": "text"}},
                {"eventFieldId": "case_id", "newValue": {"stringValue": case_id}},
                {"eventFieldId": "reference_number", "newValue": {"stringValue": number}},
                {"eventFieldId": "status", "newValue": {"stringValue": "open"}},
            ],
            "performedBy": {"iamPrincipalArn": ROOT},
        }

    @rule("audit-updated-event-changed-fields", "audit-cleared-value-is-empty-value")
    def test_update_is_recorded(self, bench: Workbench) -> None:
        added, gone = bench.field(), bench.field()
        case_id = bench.case({"summary": "before", gone: "text"})

        bench.update(case_id, {"summary": "after", added: "new", gone: None})

        event = bench.audit(case_id)[0]
        assert event["type"] == "Case.Updated"
        assert event["fields"] == [
            {
                "eventFieldId": "summary",
                "oldValue": {"stringValue": "before"},
                "newValue": {"stringValue": "after"},
            },
            {
                "eventFieldId": added,
                "newValue": {"stringValue": "new"},
            },
            {
                "eventFieldId": gone,
                "oldValue": {"stringValue": "text"},
                "newValue": {"emptyValue": {}},
            },
        ]

    @rule("audit-created-event-values", "audit-cleared-value-is-empty-value")
    def test_creation_lists_a_field_given_as_empty(self, bench: Workbench) -> None:
        field_id = bench.field()

        case_id = bench.case({field_id: None})

        (event,) = bench.audit(case_id)
        assert {"eventFieldId": field_id, "newValue": {"emptyValue": {}}} in event["fields"]

    @rule("audit-event-values-of-all-types")
    @pytest.mark.parametrize(
        ("type_", "value"),
        [
            ("Text", {"stringValue": "Grüße"}),
            ("Number", {"doubleValue": 0.5}),
            ("Boolean", {"booleanValue": False}),
            ("User", {"userArnValue": USER}),
        ],
    )
    def test_values_of_every_type(
        self, bench: Workbench, type_: str, value: dict[str, Any]
    ) -> None:
        field_id = bench.field(type_)
        case_id = bench.case()

        bench.update(case_id, {field_id: value})

        (change,) = bench.audit(case_id)[0]["fields"]
        assert change["newValue"] == value

    @rule("audit-unchanged-values-omitted")
    def test_unchanged_values_are_not_recorded(self, bench: Workbench) -> None:
        case_id = bench.case({"summary": "text"})

        bench.update(case_id, {"summary": "text"})

        assert [each["type"] for each in bench.audit(case_id)] == ["Case.Created"]

    @rule("audit-includes-deleted-fields")
    def test_deleted_field_is_still_recorded(self, bench: Workbench) -> None:
        field_id = bench.field("Number")
        case_id = bench.case({field_id: 0.5})

        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        assert {"eventFieldId": field_id, "newValue": {"doubleValue": 0.5}} in bench.audit(case_id)[
            0
        ]["fields"]

    @rule("audit-event-performed-by")
    @pytest.mark.parametrize("user", [{"userArn": USER}, {"customEntity": "batch job"}])
    def test_user_is_named(self, bench: Workbench, user: dict[str, str]) -> None:
        case_id = bench.case(performedBy=user)

        (event,) = bench.audit(case_id)

        assert event["performedBy"] == {"user": user, "iamPrincipalArn": ROOT}

    @rule("audit-event-id-unique")
    def test_events_have_ids_of_their_own(self, bench: Workbench) -> None:
        case_id = bench.case()
        bench.update(case_id, {"summary": "one"})
        bench.update(case_id, {"summary": "two"})

        ids = {each["eventId"] for each in bench.audit(case_id)}

        assert len(ids) == 3

    @rule("audit-event-types")
    def test_batch_update_is_recorded(self, bench: Workbench) -> None:
        cases = [bench.case(), bench.case()]

        bench.client.batch_update_case(
            domainId=bench.domain_id,
            cases=[{"caseIdentifier": {"caseId": each}} for each in cases],
            fields=[],
            title="New",
            performedBy={"userArn": USER},
        )

        first, second = (bench.audit(each)[0] for each in cases)
        assert (
            first["fields"]
            == second["fields"]
            == [
                {
                    "eventFieldId": "title",
                    "oldValue": {"stringValue": "A case"},
                    "newValue": {"stringValue": "New"},
                }
            ]
        )
        assert first["performedBy"]["user"] == {"userArn": USER}
        assert first["eventId"] != second["eventId"]


class TestRelatedItems:
    @rule(
        "audit-event-related-item-type",
        "audit-related-item-attributes",
        "audit-contact-times-of-relation",
    )
    @pytest.mark.parametrize(
        ("type_", "content", "recorded"),
        [
            ("Comment", comment("text"), {"body": "text", "contentType": "Text/Plain"}),
            (
                "Contact",
                {"contact": {"contactArn": CONTACT}},
                {
                    "contactArn": CONTACT,
                    "channel": "VOICE",
                    "initiationTimestamp": "2026-01-31T12:00:00.000000000Z",
                    "lastUpdateTimestamp": "2026-01-31T12:00:00.000000000Z",
                },
            ),
            ("File", {"file": {"fileArn": FILE}}, {"fileArn": FILE}),
            (
                "Sla",
                {
                    "sla": {
                        "slaInputConfiguration": {
                            "name": "Answer",
                            "type": "CaseField",
                            "fieldId": "status",
                            "targetFieldValues": [{"stringValue": "closed"}],
                            "targetSlaMinutes": 60,
                        }
                    }
                },
                {
                    "name": "Answer",
                    "type": "CaseField",
                    "status": "active",
                    "fieldId": "status",
                    "targetFieldValues": "closed",
                    "targetTime": "2026-01-31T13:00:00.000000000Z",
                },
            ),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    @pytest.mark.usefixtures("clock")
    def test_creation_is_recorded(
        self, bench: Workbench, type_: str, content: dict[str, Any], recorded: dict[str, str]
    ) -> None:
        case_id = bench.case()

        bench.item(case_id, type_, content, performedBy={"userArn": USER})

        event = bench.audit(case_id)[0]
        assert (event["type"], event["relatedItemType"]) == ("RelatedItem.Created", type_)
        assert event["performedBy"]["user"] == {"userArn": USER}
        assert event["fields"] == [
            {"eventFieldId": name, "newValue": {"stringValue": value}}
            for name, value in recorded.items()
        ]

    @rule("audit-event-related-item-type")
    def test_link_is_recorded(self, bench: Workbench) -> None:
        case_id, other = bench.case(), bench.case()

        bench.item(case_id, "ConnectCase", {"connectCase": {"caseId": other}})

        event = bench.audit(case_id)[0]
        assert event["relatedItemType"] == "ConnectCase"
        assert event["fields"] == [{"eventFieldId": "caseId", "newValue": {"stringValue": other}}]
        assert len(bench.audit(other)) == 1

    @rule("audit-event-types")
    def test_update_of_a_comment_is_recorded(self, bench: Workbench) -> None:
        case_id = bench.case()
        item_id = bench.comment(case_id, "before")

        bench.client.update_related_item(
            domainId=bench.domain_id,
            caseId=case_id,
            relatedItemId=item_id,
            content=comment("after"),
            performedBy={"userArn": USER},
        )

        event = bench.audit(case_id)[0]
        assert (event["type"], event["relatedItemType"]) == ("RelatedItem.Updated", "Comment")
        assert event["performedBy"]["user"] == {"userArn": USER}
        assert event["fields"] == [
            {
                "eventFieldId": "body",
                "oldValue": {"stringValue": "before"},
                "newValue": {"stringValue": "after"},
            }
        ]

    @rule("audit-event-types")
    def test_update_of_a_custom_item_is_recorded(self, bench: Workbench) -> None:
        gone, added = bench.field("Number"), bench.field("Boolean")
        case_id = bench.case()
        item_id = bench.item(case_id, "Custom", {"custom": {"fields": pairs({gone: 0.5})}})

        bench.client.update_related_item(
            domainId=bench.domain_id,
            caseId=case_id,
            relatedItemId=item_id,
            content={"custom": {"fields": pairs({added: False})}},
        )

        assert bench.audit(case_id)[0]["fields"] == [
            {
                "eventFieldId": gone,
                "oldValue": {"doubleValue": 0.5},
                "newValue": {"emptyValue": {}},
            },
            {
                "eventFieldId": added,
                "newValue": {"booleanValue": False},
            },
        ]

    @rule("audit-event-types")
    def test_deletion_is_recorded(self, bench: Workbench) -> None:
        case_id = bench.case()
        item_id = bench.comment(case_id, "text")

        bench.client.delete_related_item(
            domainId=bench.domain_id, caseId=case_id, relatedItemId=item_id
        )

        event = bench.audit(case_id)[0]
        assert (event["type"], event["relatedItemType"]) == ("RelatedItem.Deleted", "Comment")
        assert event["fields"] == [
            {
                "eventFieldId": "body",
                "oldValue": {"stringValue": "text"},
                "newValue": {"emptyValue": {}},
            },
            {
                "eventFieldId": "contentType",
                "oldValue": {"stringValue": "Text/Plain"},
                "newValue": {"emptyValue": {}},
            },
        ]

    @pytest.mark.newest_model  # an older model has shorter texts here
    @rule("audit-text-cut-at-4100-characters")
    def test_long_comment_is_cut(self, bench: Workbench) -> None:
        case_id = bench.case()

        bench.comment(case_id, "x" * 15_000)

        recorded = bench.audit(case_id)[0]["fields"][0]
        assert recorded["newValue"] == {"stringValue": "x" * 4100}


class TestMerges:
    @rule("audit-merge-on-both-cases", "audit-merged-event-summarizes-merge")
    def test_merge_is_recorded_on_both_cases(self, bench: Workbench) -> None:
        primary, secondary = bench.case(), bench.case()

        bench.client.start_merge_cases(
            domainId=bench.domain_id, caseId=primary, secondaryCaseIds=[secondary]
        )

        types = [[event["type"] for event in bench.audit(each)] for each in (primary, secondary)]
        assert types == [
            ["Case.Merged", "RelatedItem.Created", "Case.Created"],
            ["Case.Merged", "RelatedItem.Created", "Case.Updated", "Case.Created"],
        ]

    @rule("audit-merge-event-id-shared", "audit-merge-metadata-of-merge-events")
    def test_events_of_a_merge_belong_together(self, bench: Workbench) -> None:
        primary, secondary = bench.case(), bench.case({"summary": "text"})
        bench.comment(secondary)

        bench.client.start_merge_cases(
            domainId=bench.domain_id,
            caseId=primary,
            secondaryCaseIds=[secondary],
            relatedItemsConfiguration={"comment": True},
        )

        histories = [list(reversed(bench.audit(each))) for each in (primary, secondary)]
        before = [*histories[0][:1], *histories[1][:2]]
        merged = [*histories[0][1:], *histories[1][2:]]
        assert [each for each in before if "mergeMetadata" in each] == []
        merge_event_id = merged[0]["mergeMetadata"]["mergeEventId"]
        assert [each["mergeMetadata"] for each in merged] == [
            {
                "mergeEventId": merge_event_id,
                "primaryCaseId": primary,
                "secondaryCaseId": secondary,
            }
        ] * len(merged)

    @rule("audit-moved-item-created-and-deleted")
    def test_moved_item_is_recorded_on_both_cases(self, bench: Workbench) -> None:
        primary, secondary = bench.case(), bench.case()
        bench.comment(secondary)

        bench.client.start_merge_cases(
            domainId=bench.domain_id,
            caseId=primary,
            secondaryCaseIds=[secondary],
            relatedItemsConfiguration={"comment": True},
        )

        recorded = {
            (case_id, event["type"])
            for case_id in (primary, secondary)
            for event in bench.audit(case_id)
            if event.get("relatedItemType") == "Comment" and "mergeMetadata" in event
        }
        assert recorded == {(primary, "RelatedItem.Created"), (secondary, "RelatedItem.Deleted")}

    @rule("audit-merged-values-in-one-update")
    def test_merged_values_are_recorded(self, bench: Workbench) -> None:
        """The primary has the values it got, by whom, and what they replaced."""
        primary, secondary = bench.case({"summary": "mine"}), bench.case({"summary": "theirs"})

        bench.client.start_merge_cases(
            domainId=bench.domain_id,
            caseId=primary,
            secondaryCaseIds=[secondary],
            fieldsConfiguration=[{"sourceCaseId": secondary, "fieldIds": [{"id": "summary"}]}],
            performedBy={"userArn": USER},
        )

        (event,) = (each for each in bench.audit(primary) if each["type"] == "Case.Updated")
        assert event["performedBy"]["user"] == {"userArn": USER}
        assert event["fields"] == [
            {
                "eventFieldId": "summary",
                "oldValue": {"stringValue": "mine"},
                "newValue": {"stringValue": "theirs"},
            }
        ]


class TestPages:
    @rule("audit-newest-event-first")
    def test_latest_event_comes_first(self, bench: Workbench, clock: Traveller) -> None:
        case_id = bench.case()
        bench.update(case_id, {"summary": "text"})
        bench.comment(case_id)

        types = [each["type"] for each in bench.audit(case_id)]

        assert types == ["RelatedItem.Created", "Case.Updated", "Case.Created"]

    @rule("audit-page-default-25-events")
    def test_page_holds_25(self, bench: Workbench) -> None:
        """The 26th event is on the second page, and there is no third."""
        case_id = bench.case()
        for number in range(25):
            bench.update(case_id, {"summary": str(number)})
        arguments = {"domainId": bench.domain_id, "caseId": case_id}

        first = bench.client.get_case_audit_events(**arguments)
        second = bench.client.get_case_audit_events(**arguments, nextToken=first["nextToken"])

        assert len(first["auditEvents"]) == 25
        assert [each["type"] for each in second["auditEvents"]] == ["Case.Created"]
        assert "nextToken" not in second

    @rule("audit-max-results-sets-page-size")
    def test_page_size_can_be_given(self, bench: Workbench) -> None:
        case_id = bench.case()
        bench.update(case_id, {"summary": "text"})

        page = bench.client.get_case_audit_events(
            domainId=bench.domain_id, caseId=case_id, maxResults=1
        )

        assert [each["type"] for each in page["auditEvents"]] == ["Case.Updated"]

    @rule("audit-pages-unshifted-by-new-events")
    def test_new_events_do_not_shift_pages(self, bench: Workbench) -> None:
        case_id = bench.case()
        bench.update(case_id, {"summary": "text"})
        arguments = {"domainId": bench.domain_id, "caseId": case_id, "maxResults": 1}
        first = bench.client.get_case_audit_events(**arguments)
        bench.update(case_id, {"summary": "meanwhile"})

        second = bench.client.get_case_audit_events(**arguments, nextToken=first["nextToken"])

        assert [each["type"] for each in second["auditEvents"]] == ["Case.Created"]

    @rule("page-token-known")
    def test_token_of_another_case(self, bench: Workbench) -> None:
        case_id, other = bench.case(), bench.case()
        bench.update(case_id, {"summary": "text"})
        page = bench.client.get_case_audit_events(
            domainId=bench.domain_id, caseId=case_id, maxResults=1
        )

        with bench.refuses("ValidationException", "nextToken"):
            bench.client.get_case_audit_events(
                domainId=bench.domain_id, caseId=other, nextToken=page["nextToken"]
            )


@pytest.mark.newest_model  # an older model has shorter texts here
class TestLongComments:
    @rule("audit-change-beyond-text-limit-recorded")
    def test_change_beyond_the_limit_of_an_entry_is_recorded(self, bench: Workbench) -> None:
        """A comment that changes near its end leaves an entry with both texts, cut."""
        case_id = bench.case()
        item_id = bench.comment(case_id, "x" * 15_000)

        bench.client.update_related_item(
            domainId=bench.domain_id,
            caseId=case_id,
            relatedItemId=item_id,
            content={"comment": {"body": "x" * 14_999 + "y", "contentType": "Text/Plain"}},
        )

        (change,) = bench.audit(case_id)[0]["fields"]
        assert change["oldValue"] == change["newValue"] == {"stringValue": "x" * 4100}
