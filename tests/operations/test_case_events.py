"""Case events: what is published of a change, with which payload, and when nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto.moto_api import state_manager

from mock_connectcases import mock_connectcases
from tests.operations.conftest import Workbench, pairs
from tests.provenance import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from time_machine import Traveller

GUIDE = "https://docs.aws.amazon.com/connect/latest/adminguide"
SAMPLE = f"{GUIDE}/case-event-streams-sample.html"
ENABLE = f"{GUIDE}/case-event-streams-enable.html"
REFERENCE = "https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-cases.html"

USER = "arn:aws:connect:us-east-1:123456789012:instance/one/agent/two"
CONTACT = "arn:aws:connect:us-east-1:123456789012:instance/one/contact/four"
FILE = "arn:aws:connect:us-east-1:123456789012:instance/one/file/five"
ROOT = "arn:aws:iam::123456789012:root"
NOON = "2026-01-31T12:00:00.000Z"

SLA_INPUT = {
    "name": "Resolution",
    "type": "CaseField",
    "fieldId": "status",
    "targetFieldValues": [{"stringValue": "closed"}],
    "targetSlaMinutes": 60,
}


class Stream:
    """The case events of a workbench's domain, from the time on at which they are enabled."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self._seen = 0

    def enable(
        self,
        *field_ids: str,
        category: str | None = None,
        content: bool | None = None,
        enabled: bool = True,
    ) -> None:
        """Put an event configuration, with case data if any field or category is given."""
        included: dict[str, Any] = {}
        if field_ids or category:
            included["caseData"] = {"fields": [{"id": each} for each in field_ids]}
        if category:
            included["caseData"]["autoIncludeFields"] = category
        if content is not None:
            included["relatedItemData"] = {"includeContent": content}
        event_bridge = {"enabled": enabled, **({"includedData": included} if included else {})}
        self.bench.client.put_case_event_configuration(
            domainId=self.bench.domain_id, eventBridge=event_bridge
        )

    def read(self) -> list[dict[str, Any]]:
        """Return the events since the last reading."""
        events = mock_connectcases().events
        news, self._seen = events[self._seen :], len(events)
        return news

    def details(self) -> list[dict[str, Any]]:
        """Return the details of the events since the last reading."""
        return [each["detail"] for each in self.read()]

    def types(self) -> list[str]:
        """Return the types of the events since the last reading."""
        return [each["eventType"] for each in self.details()]

    def fields(self) -> dict[str, Any]:
        """Return the fields of the only event since the last reading, unions opened."""
        (detail,) = self.details()
        return {
            field_id: next(iter(each["value"].values()))
            for field_id, each in detail["case"]["fields"].items()
        }

    def item(self) -> dict[str, Any]:
        """Return the related item of the only event since the last reading."""
        (detail,) = self.details()
        item = detail["relatedItem"]
        assert isinstance(item, dict)
        return item


@pytest.fixture
def stream(bench: Workbench) -> Stream:
    """Return the event stream of a domain that has events enabled without any data."""
    stream = Stream(bench)
    stream.enable()
    return stream


@pytest.fixture
def _slow_merges() -> Iterator[None]:
    """Let a merge run until its status is requested for the second time."""
    state_manager.set_transition("cases::merge", {"progression": "manual", "times": 2})
    yield
    state_manager.unset_transition("cases::merge")


def merge(bench: Workbench, primary: str, secondary: str, **members: Any) -> None:
    """Start a merge of two cases."""
    bench.client.start_merge_cases(
        domainId=bench.domain_id, caseId=primary, secondaryCaseIds=[secondary], **members
    )


class TestCaseEvents:
    @rule(
        "case-event-envelope-and-detail",
        "case-event-types",
        "case-event-carries-metadata",
        "case-event-created-names-all-fields",
    )
    def test_creation_is_published(
        self, bench: Workbench, stream: Stream, clock: Traveller
    ) -> None:
        clock.shift(0.25)

        case_id = bench.case(template_id=bench.template_id)

        (event,) = stream.read()
        assert len(event.pop("id")) == 36
        assert event == {
            "version": "0",
            "detail-type": "Amazon Connect Cases Change",
            "source": "aws.cases",
            "account": "123456789012",
            "time": "2026-01-31T12:00:00Z",
            "region": "us-east-1",
            "resources": [bench.domain_arn, f"{bench.domain_arn}/case/{case_id}"],
            "detail": {
                "version": "0",
                "eventType": "CASE.CREATED",
                "approximateChangeTime": "2026-01-31T12:00:00.250Z",
                "performedBy": {"iamPrincipalArn": ROOT},
                "changedFieldIds": [
                    "case_id",
                    "status",
                    "reference_number",
                    "reference_id",
                    "created_datetime",
                    "last_updated_datetime",
                    "title",
                ],
                "case": {
                    "caseId": case_id,
                    "templateId": bench.template_id,
                    "createdDateTime": "2026-01-31T12:00:00.250Z",
                },
            },
        }

    @rule(
        "case-event-status-changed-fields",
        "case-event-types",
        "case-event-changed-omits-service-fields",
    )
    def test_update_is_published(self, bench: Workbench, stream: Stream, clock: Traveller) -> None:
        case_id = bench.case()
        clock.shift(60)
        stream.read()

        bench.update(case_id, {"status": "closed"}, performedBy={"userArn": USER})

        (detail,) = stream.details()
        assert detail["eventType"] == "CASE.UPDATED"
        assert detail["changedFieldIds"] == ["status", "last_updated_datetime"]
        assert detail["approximateChangeTime"] == "2026-01-31T12:01:00.000Z"
        assert detail["case"]["createdDateTime"] == NOON

    @rule("case-event-same-values-time-only")
    def test_update_without_a_change(self, bench: Workbench, stream: Stream) -> None:
        case_id = bench.case()
        stream.read()

        bench.update(case_id, {"title": "A case"})

        (detail,) = stream.details()
        assert detail["changedFieldIds"] == ["last_updated_datetime"]

    @rule("case-event-none-for-empty-update")
    def test_update_of_nothing(self, bench: Workbench, stream: Stream) -> None:
        case_id = bench.case()
        stream.read()

        bench.update(case_id, {})

        assert stream.read() == []

    @rule("case-event-types", "case-event-deleted-without-fields")
    def test_deletion_is_published(
        self, bench: Workbench, stream: Stream, clock: Traveller
    ) -> None:
        stream.enable(category="All", content=True)
        case_id = bench.case()
        bench.comment(case_id)
        stream.read()

        bench.client.delete_case(domainId=bench.domain_id, caseId=case_id)

        (event,) = stream.read()
        assert event["resources"] == [bench.domain_arn, f"{bench.domain_arn}/case/{case_id}"]
        assert event["detail"] == {
            "version": "0",
            "eventType": "CASE.DELETED",
            "approximateChangeTime": NOON,
            "performedBy": {"iamPrincipalArn": ROOT},
            "case": {
                "caseId": case_id,
                "templateId": bench.template_id,
                "createdDateTime": NOON,
            },
        }

    @rule("event-performed-by-user-or-custom", "event-performed-by-without-user")
    @pytest.mark.parametrize("user", [{"userArn": USER}, {"customEntity": "night shift"}])
    def test_user_is_named(self, bench: Workbench, stream: Stream, user: dict[str, str]) -> None:
        bench.case(performedBy=user)

        (detail,) = stream.details()
        assert detail["performedBy"] == {"iamPrincipalArn": ROOT, "user": user}

    @rule("case-event-per-batch-updated-case")
    def test_batch_publishes_for_each_case(self, bench: Workbench, stream: Stream) -> None:
        case_ids = [bench.case(), bench.case()]
        stream.read()

        bench.client.batch_update_case(
            domainId=bench.domain_id,
            cases=[{"caseIdentifier": {"caseId": each}} for each in [*case_ids, "nothing"]],
            fields=[],
            title="All",
        )

        details = stream.details()
        assert [each["case"]["caseId"] for each in details] == case_ids
        assert {each["eventType"] for each in details} == {"CASE.UPDATED"}
        assert details[0]["changedFieldIds"] == ["title", "last_updated_datetime"]


class TestIncludedFields:
    @rule("case-event-fields-by-id")
    def test_values_are_unions(self, bench: Workbench, stream: Stream) -> None:
        number, flag = bench.field("Number"), bench.field("Boolean")
        stream.enable("title", number, flag)

        bench.case({number: 1.5, flag: False})

        (detail,) = stream.details()
        assert detail["case"]["fields"] == {
            "title": {"value": {"stringValue": "A case"}},
            number: {"value": {"doubleValue": 1.5}},
            flag: {"value": {"booleanValue": False}},
        }

    @rule("case-event-omits-empty-fields")
    def test_fields_without_a_value_are_left_out(self, bench: Workbench, stream: Stream) -> None:
        stream.enable("title", "summary")

        bench.case()

        assert stream.fields() == {"title": "A case"}

    @rule("case-event-values-after-change")
    def test_values_are_those_after_the_change(self, bench: Workbench, stream: Stream) -> None:
        """An event shows its own change, not a later one."""
        stream.enable("title", "summary")
        case_id = bench.case({"summary": "gone"})
        stream.read()

        bench.update(case_id, {"title": "Second", "summary": None})
        bench.update(case_id, {"title": "Third"})

        titles = [each["case"]["fields"] for each in stream.details()]
        assert titles == [
            {"title": {"value": {"stringValue": "Second"}}},
            {"title": {"value": {"stringValue": "Third"}}},
        ]

    @rule("event-configuration-unites-category-and-list")
    @pytest.mark.parametrize(
        ("category", "system", "custom"),
        [
            (None, False, False),
            ("System", True, False),
            ("Custom", False, True),
            ("All", True, True),
        ],
    )
    def test_category_and_list_are_united(
        self,
        bench: Workbench,
        stream: Stream,
        category: str | None,
        system: bool,  # noqa: FBT001
        custom: bool,  # noqa: FBT001
    ) -> None:
        listed, other = bench.field(), bench.field()
        stream.enable("title", listed, category=category)

        bench.case({"summary": "text", listed: "listed", other: "other"})

        fields = stream.fields()
        assert fields["title"] == "A case"
        assert fields[listed] == "listed"
        assert (fields.get("summary") == "text") is system
        assert ("case_id" in fields) is system
        assert (fields.get(other) == "other") is custom
        assert len(fields) == 2 + 7 * system + custom

    @rule("event-configuration-includes-new-fields")
    def test_new_field_joins_its_category(self, bench: Workbench, stream: Stream) -> None:
        stream.enable(category="Custom")
        field_id = bench.field()

        bench.case({field_id: "new"})

        assert stream.fields() == {field_id: "new"}

    @rule("case-event-omits-deleted-fields")
    @pytest.mark.parametrize("category", [None, "All", "Custom"])
    def test_deleted_field_is_left_out(
        self, bench: Workbench, stream: Stream, category: str | None
    ) -> None:
        """A value that stays on the case is no longer published once its field is deleted."""
        field_id = bench.field()
        stream.enable(field_id, category=category)
        case_id = bench.case({field_id: "kept"})
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)
        stream.read()

        bench.update(case_id, {"title": "Second"})

        assert field_id not in stream.fields()

    @rule("case-event-without-fields-empty-object")
    def test_no_included_field_has_a_value(self, bench: Workbench, stream: Stream) -> None:
        stream.enable("summary")

        bench.case()

        assert stream.fields() == {}


class TestRelatedItemEvents:
    @rule(
        "related-item-event-detail",
        "case-event-types",
        "event-related-item-type-lower-case",
    )
    def test_comment_is_published(self, bench: Workbench, stream: Stream, clock: Traveller) -> None:
        case_id = bench.case()
        stream.read()

        item_id = bench.comment(case_id, performedBy={"customEntity": "night shift"})

        (event,) = stream.read()
        assert event["resources"] == [
            bench.domain_arn,
            f"{bench.domain_arn}/case/{case_id}/related-item/{item_id}",
        ]
        assert event["detail"] == {
            "version": "0",
            "eventType": "RELATED_ITEM.CREATED",
            "approximateChangeTime": NOON,
            "performedBy": {"iamPrincipalArn": ROOT, "user": {"customEntity": "night shift"}},
            "changedAttributes": ["comment.commentText"],
            "relatedItem": {
                "relatedItemType": "comment",
                "relatedItemId": item_id,
                "caseId": case_id,
                "createdDateTime": NOON,
            },
        }

    @rule(
        "related-item-event-content-by-type",
        "related-item-event-contact-channel",
        "related-item-event-content-as-search",
    )
    @pytest.mark.parametrize(
        ("type_", "given", "name", "written"),
        [
            (
                "Comment",
                {"comment": {"body": "Grüße", "contentType": "Text/Plain"}},
                "comment",
                {"comment": {"body": "Grüße", "contentType": "Text/Plain"}},
            ),
            (
                "Contact",
                {"contact": {"contactArn": CONTACT}},
                "contact",
                {
                    "contact": {
                        "contactArn": CONTACT,
                        "channel": "VOICE",
                        "connectedToSystemTime": NOON,
                    }
                },
            ),
            ("File", {"file": {"fileArn": FILE}}, "file", {"file": {"fileArn": FILE}}),
            (
                "Sla",
                {"sla": {"slaInputConfiguration": SLA_INPUT}},
                "sla",
                {
                    "sla": {
                        "slaConfiguration": {
                            "name": "Resolution",
                            "type": "CaseField",
                            "status": "Active",
                            "fieldId": "status",
                            "targetFieldValues": [{"stringValue": "closed"}],
                            "targetTime": "2026-01-31T13:00:00.000Z",
                        }
                    }
                },
            ),
        ],
    )
    def test_content_by_type(
        self,
        bench: Workbench,
        stream: Stream,
        clock: Traveller,
        type_: str,
        given: dict[str, Any],
        name: str,
        written: dict[str, Any],
    ) -> None:
        stream.enable(content=True)
        case_id = bench.case()
        stream.read()

        item_id = bench.item(case_id, type_, given)

        assert stream.item() == {
            "relatedItemType": name,
            "relatedItemId": item_id,
            "caseId": case_id,
            "createdDateTime": NOON,
            **written,
        }

    @rule("related-item-event-link-type-connect")
    def test_content_of_a_linked_case(self, bench: Workbench, stream: Stream) -> None:
        stream.enable(content=True)
        case_id, other = bench.case(), bench.case()
        stream.read()

        bench.item(case_id, "ConnectCase", {"connectCase": {"caseId": other}})

        item = stream.item()
        assert (item["relatedItemType"], item["connectCase"]) == ("connect", {"caseId": other})

    @rule("related-item-event-custom-item-fields")
    def test_content_of_a_custom_item(self, bench: Workbench, stream: Stream) -> None:
        field_id = bench.field("Number")
        stream.enable(content=True)
        case_id = bench.case()
        stream.read()

        bench.item(case_id, "Custom", {"custom": {"fields": pairs({field_id: 2})}})

        item = stream.item()
        assert item["relatedItemType"] == "custom"
        assert item["custom"] == {"fields": [{"id": field_id, "value": {"doubleValue": 2.0}}]}

    @rule("related-item-event-include-content")
    @pytest.mark.parametrize("content", [None, False])
    def test_content_is_left_out(
        self,
        bench: Workbench,
        stream: Stream,
        content: bool | None,  # noqa: FBT001
    ) -> None:
        stream.enable("title", content=content)
        case_id = bench.case()
        stream.read()

        bench.comment(case_id)

        assert "comment" not in stream.item()

    @rule("related-item-event-updated-content")
    def test_update_is_published(self, bench: Workbench, stream: Stream) -> None:
        stream.enable(content=True)
        case_id = bench.case()
        item_id = bench.comment(case_id)
        stream.read()

        bench.client.update_related_item(
            domainId=bench.domain_id,
            caseId=case_id,
            relatedItemId=item_id,
            content={"comment": {"body": "Changed", "contentType": "Text/Plain"}},
        )

        (detail,) = stream.details()
        assert detail["eventType"] == "RELATED_ITEM.UPDATED"
        assert detail["changedAttributes"] == ["comment.commentText"]
        assert detail["relatedItem"]["comment"]["body"] == "Changed"

    @rule("related-item-event-deleted-no-content")
    def test_deletion_is_published(self, bench: Workbench, stream: Stream) -> None:
        stream.enable(content=True)
        case_id = bench.case()
        item_id = bench.comment(case_id)
        stream.read()

        bench.client.delete_related_item(
            domainId=bench.domain_id, caseId=case_id, relatedItemId=item_id
        )

        (event,) = stream.read()
        assert event["resources"][1].endswith(f"/case/{case_id}/related-item/{item_id}")
        assert event["detail"]["eventType"] == "CASE.RELATED_ITEM.DELETED"
        assert event["detail"]["changedAttributes"] == ["comment.commentText"]
        assert "comment" not in event["detail"]["relatedItem"]

    @rule("related-item-event-per-batch-comment")
    def test_batch_publishes_for_each_case(self, bench: Workbench, stream: Stream) -> None:
        case_ids = [bench.case(), bench.case()]
        stream.read()

        bench.client.batch_create_related_item(
            domainId=bench.domain_id,
            cases=[{"caseIdentifier": {"caseId": each}} for each in [*case_ids, "nothing"]],
            content={"comment": {"body": "All", "contentType": "Text/Plain"}},
        )

        details = stream.details()
        assert [each["relatedItem"]["caseId"] for each in details] == case_ids
        assert {each["eventType"] for each in details} == {"RELATED_ITEM.CREATED"}


class TestMergeEvents:
    @rule("merge-events-per-change")
    def test_merge_is_published_change_by_change(self, bench: Workbench, stream: Stream) -> None:
        """The values taken, the closing, the moved comment and both links have their events."""
        primary, secondary = bench.case(), bench.case({"summary": "taken"})
        moved = bench.comment(secondary)
        stream.read()

        merge(bench, primary, secondary, relatedItemsConfiguration={"comment": True})

        events = stream.read()
        case_arns = {each: f"{bench.domain_arn}/case/{each}" for each in (primary, secondary)}
        published = [
            (event["detail"]["eventType"], event["resources"][1].rpartition("/related-item/")[0])
            for event in events[2:]
        ]
        assert [
            (each["detail"]["case"]["caseId"], each["detail"]["changedFieldIds"])
            for each in events[:2]
        ] == [
            (primary, ["summary", "last_updated_datetime"]),
            (secondary, ["status", "last_updated_datetime"]),
        ]
        assert published == [
            ("CASE.RELATED_ITEM.DELETED", case_arns[secondary]),
            ("RELATED_ITEM.CREATED", case_arns[primary]),
            ("RELATED_ITEM.CREATED", case_arns[primary]),
            ("RELATED_ITEM.CREATED", case_arns[secondary]),
        ]
        assert [each["detail"]["relatedItem"]["relatedItemId"] for each in events[2:4]] == [
            moved,
            moved,
        ]

    @rule("merge-tracked-by-status", "merge-events-at-finish-by-initiator")
    @pytest.mark.usefixtures("_slow_merges")
    def test_events_come_when_the_merge_finishes(self, bench: Workbench, stream: Stream) -> None:
        primary, secondary = bench.case(), bench.case()
        stream.read()

        merge(bench, primary, secondary, performedBy={"userArn": USER})
        before = stream.read()
        for _ in range(2):
            bench.client.get_merge_cases_status(domainId=bench.domain_id, caseId=secondary)

        after = stream.details()
        assert before == []
        assert len(after) == 4
        assert {each["performedBy"]["user"]["userArn"] for each in after} == {USER}

    @rule("merge-finish-survives-refused-request")
    def test_refused_request_does_not_lose_a_merge(
        self, bench: Workbench, stream: Stream, clock: Traveller
    ) -> None:
        """The first request after the end of a merge publishes its events, answered or not."""
        primary, secondary = bench.case(), bench.case()
        state_manager.set_transition("cases::merge", {"progression": "time", "seconds": 30})
        try:
            merge(bench, primary, secondary)
            stream.read()
            clock.shift(31)

            with pytest.raises(ClientError):
                bench.update("nothing", {"title": "Second"})
        finally:
            state_manager.unset_transition("cases::merge")

        assert stream.types() == ["CASE.UPDATED"] * 2 + ["RELATED_ITEM.CREATED"] * 2


class TestNothingIsPublished:
    @rule("events-off-before-configuration")
    def test_before_any_configuration(self, bench: Workbench) -> None:
        case_id = bench.case()
        bench.comment(case_id)

        assert Stream(bench).read() == []

    @rule("events-off-while-disabled")
    def test_while_events_are_disabled(self, bench: Workbench, stream: Stream) -> None:
        """Changes made while events were off are not published later either."""
        stream.enable(category="All", content=True, enabled=False)
        case_id = bench.case()
        bench.comment(case_id)
        stream.enable()

        bench.update(case_id, {"title": "Second"})

        assert stream.types() == ["CASE.UPDATED"]

    @rule("events-none-for-refused-request")
    def test_for_refused_requests(self, bench: Workbench, stream: Stream) -> None:
        """Creations, updates, comments and deletions that fail leave no event."""
        case_id = bench.case()
        stream.read()

        with bench.refuses("ValidationException"):
            bench.case({"nothing": "text"})
        with bench.refuses("ValidationException"):
            bench.update(case_id, {"title": None})
        with bench.refuses("ValidationException"):
            bench.item(case_id, "File", {"comment": {"body": "a", "contentType": "Text/Plain"}})
        with bench.refuses("ResourceNotFoundException"):
            bench.client.delete_case(domainId=bench.domain_id, caseId="nothing")

        assert stream.read() == []

    @rule("events-none-for-client-token-retry")
    def test_for_a_repeated_client_token(self, bench: Workbench, stream: Stream) -> None:
        """One case is one event, however often the request is sent."""
        for _ in range(2):
            bench.case(clientToken="once")

        assert stream.types() == ["CASE.CREATED"]

    @rule("events-none-for-other-resources")
    def test_for_other_resources(self, bench: Workbench, stream: Stream) -> None:
        field_id = bench.field()
        bench.layout(field_id)
        bench.template(field_id)
        bench.client.tag_resource(arn=bench.domain_arn, tags={"a": "b"})

        assert stream.read() == []

    @rule("event-at-most-256-kb", "event-above-256-kb-not-sent")
    @pytest.mark.parametrize(("fields", "published"), [(60, ["CASE.CREATED"]), (70, [])])
    def test_for_what_is_too_large(
        self, bench: Workbench, stream: Stream, fields: int, published: list[str]
    ) -> None:
        """Many long texts in two bytes a character are as large as their bytes."""
        text = {bench.field(): "ü" * 2000 for _ in range(fields)}
        stream.enable(category="Custom")

        case_id = bench.case(text)

        assert stream.types() == published
        assert bench.values(case_id, "title") == {"title": "A case"}

    @rule("events-follow-own-domain-configuration")
    def test_for_another_domain(self, client: Any, stream: Stream) -> None:
        other = client.create_domain(name="other")["domainId"]
        template_id = client.create_template(domainId=other, name="T")["templateId"]

        client.create_case(
            domainId=other, templateId=template_id, fields=pairs({"title": "A case"})
        )

        assert stream.read() == []


class TestConfigurationAtWork:
    @rule("event-data-at-event-time")
    def test_configuration_of_the_moment_counts(self, bench: Workbench, stream: Stream) -> None:
        """Each event carries what the configuration selected when it was made."""
        stream.enable("title")
        case_id = bench.case()
        stream.enable("status", content=True)
        bench.update(case_id, {"title": "Second"})

        first, second = stream.details()

        assert list(first["case"]["fields"]) == ["title"]
        assert list(second["case"]["fields"]) == ["status"]

    @rule("event-region-and-default-bus")
    def test_events_of_all_regions_are_in_order(self, bench: Workbench, stream: Stream) -> None:
        elsewhere = Workbench(boto3.client("connectcases", region_name="eu-west-2"))
        Stream(elsewhere).enable()

        bench.case()
        elsewhere.case()
        bench.case()

        regions = [each["region"] for each in stream.read()]
        assert regions == ["us-east-1", "eu-west-2", "us-east-1"]

    @rule("event-id-unique")
    def test_ids_differ(self, bench: Workbench, stream: Stream) -> None:
        for _ in range(3):
            bench.case()

        assert len({each["id"] for each in stream.read()}) == 3


@pytest.mark.newest_model  # an older botocore writes them as no JSON
class TestDoublesWithoutANumber:
    @rule("event-nan-and-infinity-as-text")
    @pytest.mark.parametrize("double", ["NaN", "Infinity", "-Infinity"])
    def test_event_is_json_whatever_the_double(self, bench: Workbench, double: str) -> None:
        stream = Stream(bench)
        field_id = bench.field("Number")
        case_id = bench.case()
        stream.enable(field_id)

        bench.update(case_id, {field_id: float(double)})

        assert stream.fields() == {field_id: double}
