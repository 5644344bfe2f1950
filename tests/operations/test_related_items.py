"""CreateRelatedItem, UpdateRelatedItem and DeleteRelatedItem, for items of every type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from tests.operations.conftest import pairs, read
from tests.provenance import rule

if TYPE_CHECKING:
    from time_machine import Traveller

    from tests.operations.conftest import SetQuota, Workbench

USER = "arn:aws:connect:us-east-1:123456789012:instance/one/agent/two"
OTHER_USER = "arn:aws:connect:us-east-1:123456789012:instance/one/agent/three"
CONTACT = "arn:aws:connect:us-east-1:123456789012:instance/one/contact/four"
FILE = "arn:aws:connect:us-east-1:123456789012:instance/one/file/five"
QUOTAS_PAGE = "adminguide/amazon-connect-service-limits"

SLA_CONTENT: dict[str, Any] = {
    "sla": {
        "slaInputConfiguration": {
            "name": "Answer",
            "type": "CaseField",
            "fieldId": "status",
            "targetFieldValues": [{"stringValue": "closed"}],
            "targetSlaMinutes": 60,
        }
    }
}


def note(body: str, content_type: str = "Text/Plain") -> dict[str, Any]:
    """Return the content of a comment."""
    return {"comment": {"body": body, "contentType": content_type}}


class Related:
    """A case, another case, a field and content of every type."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self.case_id = bench.case()
        self.other_case_id = bench.case()
        self.field_id = bench.field()
        self.contents: dict[str, dict[str, Any]] = {
            "Comment": note("text"),
            "Contact": {"contact": {"contactArn": CONTACT}},
            "File": {"file": {"fileArn": FILE}},
            "Sla": SLA_CONTENT,
            "ConnectCase": {"connectCase": {"caseId": self.other_case_id}},
            "Custom": {"custom": {"fields": pairs({self.field_id: "text"})}},
        }

    def add(self, type_: str, **members: Any) -> str:
        """Add an item of a type to the case and return its id."""
        return self.bench.item(self.case_id, type_, self.contents[type_], **members)

    def update(self, item_id: str, content: dict[str, Any], **members: Any) -> dict[str, Any]:
        """Update an item of the case and return the answer."""
        return read(
            self.bench.client.update_related_item(
                domainId=self.bench.domain_id,
                caseId=self.case_id,
                relatedItemId=item_id,
                content=content,
                **members,
            )
        )

    def delete(self, item_id: str) -> dict[str, Any]:
        """Delete an item of the case and return the answer."""
        return read(
            self.bench.client.delete_related_item(
                domainId=self.bench.domain_id, caseId=self.case_id, relatedItemId=item_id
            )
        )


@pytest.fixture
def related(bench: Workbench) -> Related:
    """Return a case to which items can be related."""
    return Related(bench)


TYPES = ["Comment", "Contact", "File", "Sla", "ConnectCase", "Custom"]


class TestCreateRelatedItem:
    @rule("related-item-answer-id-and-arn", "arn-formats")
    @pytest.mark.parametrize("type_", TYPES)
    def test_answer_is_id_and_arn(self, bench: Workbench, related: Related, type_: str) -> None:
        answer = bench.client.create_related_item(
            domainId=bench.domain_id,
            caseId=related.case_id,
            type=type_,
            content=related.contents[type_],
        )

        item_id = answer["relatedItemId"]
        assert read(answer) == {
            "relatedItemId": item_id,
            "relatedItemArn": (f"{bench.domain_arn}/case/{related.case_id}/related-item/{item_id}"),
        }

    @rule("related-item-created-on-case")
    @pytest.mark.parametrize("type_", ["Comment", "File", "ConnectCase", "Custom"])
    def test_content_comes_back_as_given(
        self, bench: Workbench, related: Related, type_: str, clock: Traveller
    ) -> None:
        item_id = related.add(type_)

        (item,) = bench.items(related.case_id)

        assert {**item, "associationTime": item["associationTime"].isoformat()} == {
            "relatedItemId": item_id,
            "type": type_,
            "associationTime": "2026-01-31T12:00:00+00:00",
            "content": related.contents[type_],
            "tags": {},
        }

    @rule("contact-has-channel-and-connected-time", "contact-is-connected-voice-contact")
    def test_contact_gets_its_data(
        self, bench: Workbench, related: Related, clock: Traveller
    ) -> None:
        related.add("Contact")

        (item,) = bench.items(related.case_id)

        contact = item["content"]["contact"]
        assert contact["contactArn"] == CONTACT
        assert contact["channel"] == "VOICE"
        assert contact["connectedToSystemTime"] == item["associationTime"]

    @rule("related-item-performed-by")
    @pytest.mark.parametrize("user", [{"userArn": USER}, {"customEntity": "batch job/1"}])
    def test_creator_is_returned(
        self, bench: Workbench, related: Related, user: dict[str, str]
    ) -> None:
        related.add("Comment", performedBy=user)

        (item,) = bench.items(related.case_id)

        assert item["performedBy"] == user

    @rule("related-item-content-matches-type")
    @pytest.mark.newest_model
    @pytest.mark.parametrize("type_", TYPES)
    def test_type_and_content_must_agree(
        self, bench: Workbench, related: Related, type_: str
    ) -> None:
        other = TYPES[TYPES.index(type_) - 1]

        right, wrong = next(iter(related.contents[type_])), next(iter(related.contents[other]))
        with bench.refuses("ValidationException", f"type {type_}, which is '{right}'", wrong):
            bench.item(related.case_id, type_, related.contents[other])

    @rule("case-at-most-200-related-items", "related-item-quota-exceeded-exception")
    def test_case_has_200_items(self, related: Related) -> None:
        for _ in range(200):
            related.add("Comment")

        with pytest.raises(ClientError) as caught:
            related.add("Comment")

        assert caught.value.response["Error"]["Code"] == "ServiceQuotaExceededException"

    @rule("case-at-most-50-files")
    def test_case_has_50_files(self, bench: Workbench, related: Related) -> None:
        for number in range(50):
            bench.item(related.case_id, "File", {"file": {"fileArn": f"{FILE}-{number}"}})

        with bench.refuses("ServiceQuotaExceededException", "File", "50"):
            related.add("File")

    @rule("case-at-most-10-slas", "sla-name-not-unique")
    def test_case_has_10_slas(self, bench: Workbench, related: Related) -> None:
        for _ in range(10):
            related.add("Sla")

        with bench.refuses("ServiceQuotaExceededException", "Sla", "10"):
            related.add("Sla")

    @rule("related-item-quota-per-case")
    def test_quota_is_of_one_case(
        self, bench: Workbench, related: Related, set_quota: SetQuota
    ) -> None:
        """A full case leaves room on others."""
        set_quota("related-items", 1)
        related.add("Comment")

        item_id = bench.comment(related.other_case_id)

        assert [each["relatedItemId"] for each in bench.items(related.other_case_id)] == [item_id]

    @rule("case-at-most-200-related-items")
    def test_deleted_item_leaves_room(
        self, bench: Workbench, related: Related, set_quota: SetQuota
    ) -> None:
        set_quota("related-items", 1)
        related.delete(related.add("Comment"))

        item_id = related.add("Comment")

        assert [each["relatedItemId"] for each in bench.items(related.case_id)] == [item_id]

    @rule("case-unknown-template-not-found")
    def test_unknown_case(self, bench: Workbench) -> None:
        with bench.refuses("ResourceNotFoundException", "no-such-case"):
            bench.comment("no-such-case")

    @rule("related-item-taggable")
    def test_item_can_be_tagged(self, bench: Workbench, related: Related) -> None:
        """Tags put on an item's ARN come back with it."""
        item_id = related.add("Comment")
        arn = f"{bench.domain_arn}/case/{related.case_id}/related-item/{item_id}"

        bench.client.tag_resource(arn=arn, tags={"team": "north"})

        (item,) = bench.items(related.case_id)
        assert item["tags"] == {"team": "north"}

    @rule("closed-case-takes-related-items")
    def test_closed_case_takes_items(self, bench: Workbench, related: Related) -> None:
        bench.update(related.case_id, {"status": "closed"})

        item_id = related.add("Comment")

        assert [each["relatedItemId"] for each in bench.items(related.case_id)] == [item_id]


class TestComments:
    @rule("comment-body-at-most-15000-characters")
    @pytest.mark.parametrize("body", ["x", "x" * 15_000, "Grüße\n世界 \N{PARTY POPPER}"])
    def test_body_comes_back(self, bench: Workbench, related: Related, body: str) -> None:
        """A comment has its text to the letter."""
        bench.comment(related.case_id, body)

        (item,) = bench.items(related.case_id)

        assert item["content"] == note(body)

    @rule("comment-content-type-plain-text")
    def test_content_type_is_plain_text(self, bench: Workbench, related: Related) -> None:
        with bench.refuses("ValidationException", "contentType"):
            bench.item(related.case_id, "Comment", note("text", "Text/Html"))


class TestContacts:
    @rule("contact-on-case-keeps-item")
    def test_contact_is_on_a_case_once(self, bench: Workbench, related: Related) -> None:
        item_id = related.add("Contact")
        before = bench.snapshot()

        again = related.add("Contact", performedBy={"customEntity": "night shift"})

        assert again == item_id
        assert bench.snapshot() == before

    @rule("contact-on-several-cases")
    def test_contact_is_on_several_cases(self, bench: Workbench, related: Related) -> None:
        related.add("Contact")

        bench.item(related.other_case_id, "Contact", related.contents["Contact"])

        listed = bench.listed("list_cases_for_contact", "cases", contactArn=CONTACT)
        assert [each["caseId"] for each in listed] == [related.case_id, related.other_case_id]

    @rule("contact-relatable-again")
    def test_contact_can_return(self, bench: Workbench, related: Related) -> None:
        related.delete(related.add("Contact"))

        item_id = related.add("Contact")

        assert [each["relatedItemId"] for each in bench.items(related.case_id)] == [item_id]

    @rule("related-item-reference-is-arn")
    @pytest.mark.parametrize(
        ("type_", "content"),
        [("Contact", {"contact": {"contactArn": "four"}}), ("File", {"file": {"fileArn": "five"}})],
    )
    def test_reference_must_be_an_arn(
        self, bench: Workbench, related: Related, type_: str, content: dict[str, Any]
    ) -> None:
        with bench.refuses("ValidationException", "Arn"):
            bench.item(related.case_id, type_, content)


class TestLinks:
    @rule("case-link-unknown-case-not-found")
    def test_linked_case_must_exist(self, bench: Workbench, related: Related) -> None:
        with bench.refuses("ResourceNotFoundException", "no-such-case"):
            bench.item(related.case_id, "ConnectCase", {"connectCase": {"caseId": "no-such-case"}})

    @rule("case-not-linked-to-itself")
    def test_case_cannot_link_itself(self, bench: Workbench, related: Related) -> None:
        with bench.refuses("ValidationException", related.case_id, "caseId'", "itself"):
            bench.item(related.case_id, "ConnectCase", {"connectCase": {"caseId": related.case_id}})

    @rule("case-link-one-way")
    def test_link_goes_one_way(self, bench: Workbench, related: Related) -> None:
        related.add("ConnectCase")

        assert bench.items(related.other_case_id) == []


class TestCustomItems:
    @rule("custom-item-no-system-fields", "error-type-validation-where-unpublished")
    @pytest.mark.parametrize("field_id", ["summary", "title"])
    def test_system_field_is_refused(
        self, bench: Workbench, related: Related, field_id: str
    ) -> None:
        with bench.refuses("ValidationException", field_id):
            bench.item(related.case_id, "Custom", {"custom": {"fields": pairs({field_id: "text"})}})

    @rule("custom-item-field-quota", "custom-item-at-most-5-fields")
    def test_item_has_5_fields(self, bench: Workbench, related: Related) -> None:
        values = {bench.field(): "text" for _ in range(6)}

        with bench.refuses("ServiceQuotaExceededException", "5"):
            bench.item(related.case_id, "Custom", {"custom": {"fields": pairs(values)}})

    @rule("custom-item-at-most-5-fields")
    def test_values_of_every_type(self, bench: Workbench, related: Related) -> None:
        """Five fields of different types are taken."""
        values = {
            bench.field(): "text",
            bench.field("Number"): 0.5,
            bench.field("Boolean"): False,
            bench.field("User"): {"userArnValue": USER},
            bench.select("one"): "one",
        }
        content = {"custom": {"fields": pairs(values)}}

        bench.item(related.case_id, "Custom", content)

        (item,) = bench.items(related.case_id)
        assert item["content"] == content

    @rule("custom-item-keeps-empty-field")
    def test_empty_field_stays(self, bench: Workbench, related: Related) -> None:
        """An empty value comes back as ``emptyValue``."""
        content = {"custom": {"fields": pairs({related.field_id: None})}}

        bench.item(related.case_id, "Custom", content)

        (item,) = bench.items(related.case_id)
        assert item["content"] == content

    @rule("custom-item-value-suits-field")
    @pytest.mark.parametrize("value", [1.0, True, {"userArnValue": USER}])
    def test_value_must_suit_its_field(
        self, bench: Workbench, related: Related, value: Any
    ) -> None:
        """Values of the wrong type are refused."""
        content = {"custom": {"fields": pairs({related.field_id: value})}}

        with bench.refuses("ValidationException", related.field_id):
            bench.item(related.case_id, "Custom", content)

    @rule("field-exists")
    def test_unknown_field_is_refused(self, bench: Workbench, related: Related) -> None:
        content = {"custom": {"fields": pairs({"no-such-field": "text"})}}

        with bench.refuses("ValidationException", "no-such-field"):
            bench.item(related.case_id, "Custom", content)

    @rule("custom-item-deleted-field-refused")
    def test_deleted_field_is_refused(self, bench: Workbench, related: Related) -> None:
        bench.client.delete_field(domainId=bench.domain_id, fieldId=related.field_id)

        with bench.refuses("ValidationException", related.field_id, "is deleted"):
            related.add("Custom")

    @rule("custom-item-stored-values-accepted")
    def test_stored_values_can_be_sent_back(self, bench: Workbench, related: Related) -> None:
        option = bench.select("old")
        gone = bench.field()
        before = {"fields": pairs({gone: "kept", option: "old"})}
        item_id = bench.item(related.case_id, "Custom", {"custom": before})
        bench.client.delete_field(domainId=bench.domain_id, fieldId=gone)
        bench.options(option, "old", active=False)

        answer = related.update(item_id, {"custom": before})

        assert answer["content"]["custom"] == before
        with bench.refuses("ValidationException", gone, "is deleted"):
            related.update(item_id, {"custom": {"fields": pairs({gone: "new"})}})

    @rule("field-given-once")
    def test_field_given_twice_is_refused(self, bench: Workbench, related: Related) -> None:
        fields = [*pairs({related.field_id: "one"}), *pairs({related.field_id: "two"})]

        with bench.refuses("ValidationException", f"related item: {related.field_id!r}."):
            bench.item(related.case_id, "Custom", {"custom": {"fields": fields}})

    @rule("get-case-returns-deleted-field")
    def test_value_outlives_its_field(self, bench: Workbench, related: Related) -> None:
        related.add("Custom")

        bench.client.delete_field(domainId=bench.domain_id, fieldId=related.field_id)

        (item,) = bench.items(related.case_id)
        assert item["content"] == related.contents["Custom"]

    @rule("custom-item-fields-apart-from-case")
    def test_case_has_no_values_of_its_items(self, bench: Workbench, related: Related) -> None:
        related.add("Custom")

        assert bench.values(related.case_id, related.field_id) == {}


class TestUpdateRelatedItem:
    @rule("related-item-update-changes-content", "related-item-update-answer-members")
    def test_comment_gets_new_text(
        self, bench: Workbench, related: Related, clock: Traveller
    ) -> None:
        """The answer describes the updated comment; its association time stays."""
        item_id = related.add("Comment", performedBy={"userArn": USER})
        arn = f"{bench.domain_arn}/case/{related.case_id}/related-item/{item_id}"
        bench.client.tag_resource(arn=arn, tags={"team": "north"})
        clock.shift(60)

        answer = related.update(item_id, note("after"), performedBy={"customEntity": "batch"})

        assert {**answer, "associationTime": answer["associationTime"].isoformat()} == {
            "relatedItemId": item_id,
            "relatedItemArn": arn,
            "type": "Comment",
            "content": note("after"),
            "associationTime": "2026-01-31T12:00:00+00:00",
            "tags": {"team": "north"},
            "lastUpdatedUser": {"customEntity": "batch"},
            "createdBy": {"userArn": USER},
        }

    @rule("related-item-update-changes-content")
    def test_new_text_is_found(self, bench: Workbench, related: Related) -> None:
        item_id = related.add("Comment", performedBy={"userArn": USER})

        related.update(item_id, note("after"), performedBy={"userArn": OTHER_USER})

        (item,) = bench.items(related.case_id)
        assert item["content"] == note("after")
        assert item["performedBy"] == {"userArn": USER}

    @rule("related-item-users-optional")
    def test_nobody_updated(self, related: Related) -> None:
        """Without ``performedBy`` neither creator nor last user is answered."""
        item_id = related.add("Comment")

        answer = related.update(item_id, note("after"))

        assert "createdBy" not in answer
        assert "lastUpdatedUser" not in answer

    @rule("custom-item-update-replaces-fields")
    def test_custom_fields_are_replaced(self, bench: Workbench, related: Related) -> None:
        kept, added = bench.field(), bench.field()
        content = {"custom": {"fields": pairs({related.field_id: "gone", kept: "before"})}}
        item_id = bench.item(related.case_id, "Custom", content)
        after = {"custom": {"fields": pairs({kept: "after", added: "new"})}}

        answer = related.update(item_id, after)

        assert answer["type"] == "Custom"
        assert answer["content"] == after
        assert bench.items(related.case_id)[0]["content"] == after

    @rule("batch-update-values-of-all-types")
    def test_values_of_every_type(self, bench: Workbench, related: Related) -> None:
        """Values of every type, and empty ones, are taken and answered."""
        item_id = related.add("Custom")
        values = {
            bench.field("Number"): 0.5,
            bench.field("Boolean"): False,
            bench.field("User"): {"userArnValue": USER},
            bench.field(): None,
        }
        after = {"custom": {"fields": pairs(values)}}

        answer = related.update(item_id, after)

        assert answer["content"] == after

    @rule("custom-item-at-most-5-fields", "related-item-quota-exceeded-exception")
    def test_item_has_5_fields(self, bench: Workbench, related: Related) -> None:
        item_id = related.add("Custom")
        values = {bench.field(): "text" for _ in range(6)}

        with bench.refuses("ServiceQuotaExceededException", "5"):
            related.update(item_id, {"custom": {"fields": pairs(values)}})

    @rule("custom-item-no-system-fields")
    @pytest.mark.parametrize("field_id", ["summary", "title"])
    def test_system_field_is_refused(
        self, bench: Workbench, related: Related, field_id: str
    ) -> None:
        item_id = related.add("Custom")

        with bench.refuses("ValidationException", field_id):
            related.update(item_id, {"custom": {"fields": pairs({field_id: "text"})}})

    @rule("related-item-updatable-types", "error-type-validation-where-unpublished")
    @pytest.mark.parametrize("type_", ["Contact", "File", "ConnectCase"])
    @pytest.mark.parametrize("content", ["Comment", "Custom"])
    def test_other_types_cannot_be_updated(
        self, bench: Workbench, related: Related, type_: str, content: str
    ) -> None:
        item_id = related.add(type_)

        with bench.refuses("ValidationException", type_):
            related.update(item_id, related.contents[content])

    @rule("related-item-type-immutable")
    @pytest.mark.parametrize(
        ("type_", "other"), [("Comment", "Custom"), ("Custom", "Comment"), ("Sla", "Comment")]
    )
    def test_type_cannot_change(
        self, bench: Workbench, related: Related, type_: str, other: str
    ) -> None:
        item_id = related.add(type_)

        with bench.refuses("ValidationException", type_, other):
            related.update(item_id, related.contents[other])

    @rule("case-unknown-template-not-found")
    def test_unknown_item(self, related: Related) -> None:
        with pytest.raises(ClientError) as caught:
            related.update("no-such-item", note("after"))

        assert caught.value.response["Error"]["Code"] == "ResourceNotFoundException"
        assert caught.value.response["resourceId"] == "no-such-item"
        assert caught.value.response["resourceType"] == "RelatedItem"

    @rule("related-item-belongs-to-one-case")
    def test_item_of_another_case(self, bench: Workbench, related: Related) -> None:
        item_id = bench.comment(related.other_case_id)

        with bench.refuses("ResourceNotFoundException", item_id):
            related.update(item_id, note("after"))

    @rule("comment-editable-by-everybody", "closed-case-comment-editable")
    def test_comment_of_another_on_a_closed_case(self, bench: Workbench, related: Related) -> None:
        item_id = related.add("Comment", performedBy={"userArn": USER})
        bench.update(related.case_id, {"status": "closed"})

        answer = related.update(item_id, note("after"), performedBy={"userArn": OTHER_USER})

        assert answer["lastUpdatedUser"] == {"userArn": OTHER_USER}


class TestDeleteRelatedItem:
    @rule("contact-removed-from-case-unlisted", "comment-contact-and-sla-deletable")
    @pytest.mark.parametrize("type_", ["Comment", "Contact", "Sla", "ConnectCase", "Custom"])
    def test_item_is_gone(self, bench: Workbench, related: Related, type_: str) -> None:
        """A deleted item is found no more; the answer is empty."""
        kept = bench.comment(related.case_id)
        item_id = related.add(type_)

        answer = related.delete(item_id)

        assert answer == {}
        assert [each["relatedItemId"] for each in bench.items(related.case_id)] == [kept]

    @rule("comment-editable-by-everybody")
    def test_comment_of_a_user_is_deleted_by_the_caller(
        self, bench: Workbench, related: Related
    ) -> None:
        item_id = related.add("Comment", performedBy={"userArn": USER})

        related.delete(item_id)

        assert bench.items(related.case_id) == []

    @rule("file-deletion-refused", "error-type-validation-where-unpublished")
    def test_file_cannot_be_deleted(self, bench: Workbench, related: Related) -> None:
        """A file is deleted by another operation, in Amazon Connect."""
        item_id = related.add("File")

        with bench.refuses("ValidationException", "DeleteAttachedFile"):
            related.delete(item_id)

    @rule("case-unknown-template-not-found")
    def test_deleted_item_is_unknown(self, bench: Workbench, related: Related) -> None:
        item_id = related.add("Comment")
        related.delete(item_id)

        with bench.refuses("ResourceNotFoundException", item_id):
            related.delete(item_id)

    @rule("related-item-belongs-to-one-case")
    def test_item_of_another_case(self, bench: Workbench, related: Related) -> None:
        item_id = bench.comment(related.other_case_id)

        with bench.refuses("ResourceNotFoundException", item_id):
            related.delete(item_id)

    @rule("deleted-related-item-arn-unknown")
    def test_arn_of_a_deleted_item(self, bench: Workbench, related: Related) -> None:
        item_id = related.add("Comment")
        arn = f"{bench.domain_arn}/case/{related.case_id}/related-item/{item_id}"
        related.delete(item_id)

        with bench.refuses("ResourceNotFoundException"):
            bench.client.list_tags_for_resource(arn=arn)
