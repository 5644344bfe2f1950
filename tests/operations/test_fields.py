"""CreateField, UpdateField, DeleteField, ListFields, BatchGetField and the field options."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from mock_connectcases.resources import quotas
from tests.operations.conftest import read
from tests.provenance import rule

if TYPE_CHECKING:
    from tests.operations.conftest import SetQuota, Workbench

CASE_FIELDS = "https://docs.aws.amazon.com/connect/latest/adminguide/case-fields.html"
QUOTAS = "https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html"
API_REFERENCE = "https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_"
FIELD_TYPES = ["Text", "Number", "Boolean", "DateTime", "SingleSelect", "Url", "User"]
CREATED = datetime(2026, 3, 4, 5, 6, 7, 891000, tzinfo=timezone.utc)
CHANGED = datetime(2026, 3, 5, tzinfo=timezone.utc)


def describe(bench: Workbench, field_id: str) -> dict[str, Any]:
    """Return what BatchGetField answers for one field."""
    answer = bench.client.batch_get_field(domainId=bench.domain_id, fields=[{"id": field_id}])
    (found,) = answer["fields"]
    return dict(found)


def put(bench: Workbench, field_id: str, *options: dict[str, Any]) -> list[dict[str, Any]]:
    """Put options on a field and return the errors."""
    answer = bench.client.batch_put_field_options(
        domainId=bench.domain_id, fieldId=field_id, options=list(options)
    )
    return list(answer["errors"])


def option(value: str, name: str | None = None, *, active: bool = True) -> dict[str, Any]:
    return {"name": name or value, "value": value, "active": active}


class TestSystemFields:
    @rule("system-field-names-as-captured")
    @pytest.mark.parametrize(
        ("field_id", "name", "description"),
        [
            ("case_id", "Case Id", "Unique Identifier of the case"),
            ("title", "Title", "Title of the case"),
            ("status", "Status", "Current status of the case"),
            ("summary", "Summary", "Summary of the case"),
            ("customer_id", "Customer Id", "Customer Identifier"),
            (
                "reference_number",
                "Reference Number",
                "Human Friendly Reference Identifier for the case",
            ),
            ("created_datetime", "Date/Time Opened", "Date/time the case was opened"),
            ("last_updated_datetime", "Date/Time Updated", "Date/time the case was last updated"),
        ],
    )
    def test_system_field_has_its_captured_texts(
        self, bench: Workbench, field_id: str, name: str, description: str
    ) -> None:
        found = describe(bench, field_id)

        assert (found["name"], found["description"]) == (name, description)

    @rule("field-name-of-assumed-system-names-free")
    @pytest.mark.parametrize("name", ["Reference ID", "Next SLA Breach", "Date/Time Reopened"])
    def test_assumed_names_are_free(self, bench: Workbench, name: str) -> None:
        """The custom field is the one that BatchUpdateCase finds by the name."""
        field_id, case_id = bench.field(name=name), bench.case()

        bench.client.batch_update_case(
            domainId=bench.domain_id,
            cases=[{"caseIdentifier": {"caseId": case_id}}],
            fields=[{"fieldIdentifier": {"name": name}, "value": {"stringValue": "text"}}],
        )

        assert bench.values(case_id, field_id) == {field_id: "text"}

    @rule("batch-update-reference-number-by-name")
    def test_system_field_is_found_by_its_captured_name(self, bench: Workbench) -> None:
        case_id = bench.case()

        bench.client.batch_update_case(
            domainId=bench.domain_id,
            cases=[{"caseIdentifier": {"caseId": case_id}}],
            fields=[
                {
                    "fieldIdentifier": {"name": "Reference Number"},
                    "value": {"stringValue": "AB-1"},
                }
            ],
        )

        assert bench.values(case_id, "reference_number") == {"reference_number": "AB-1"}

    @pytest.mark.parametrize(
        ("field_id", "name", "type_"),
        [
            ("title", "Title", "Text"),
            ("status", "Status", "SingleSelect"),
            ("summary", "Summary", "Text"),
            ("case_reason", "Case Reason", "SingleSelect"),
            ("assigned_queue", "Assigned queue", "Text"),
            ("assigned_user", "Assigned user", "Text"),
            ("reference_id", "Reference ID", "Text"),
            ("created_by", "Created By", "User"),
            ("last_updated_user", "Last Updated User", "User"),
            ("created_datetime", "Date/Time Opened", "DateTime"),
            ("last_updated_datetime", "Date/Time Updated", "DateTime"),
            ("last_closed_datetime", "Date/Time Closed", "DateTime"),
            ("next_sla_breach_datetime", "Next SLA Breach", "DateTime"),
        ],
    )
    @rule("system-field-ids-names-types")
    def test_system_field_has_its_name_and_type(
        self, bench: Workbench, field_id: str, name: str, type_: str
    ) -> None:
        found = describe(bench, field_id)

        assert (found["name"], found["type"], found["namespace"]) == (name, type_, "System")
        assert found["fieldArn"] == f"{bench.domain_arn}/field/{field_id}"

    @rule("case-id-field-description")
    def test_case_id_is_described_as_in_the_sample(self, client: Any) -> None:
        with time_machine.travel(CREATED, tick=False):
            domain = client.create_domain(name="orders")

        answer = client.batch_get_field(domainId=domain["domainId"], fields=[{"id": "case_id"}])

        assert answer["fields"] == [
            {
                "fieldId": "case_id",
                "fieldArn": f"{domain['domainArn']}/field/case_id",
                "name": "Case Id",
                "description": "Unique Identifier of the case",
                "type": "Text",
                "namespace": "System",
                "tags": {},
                "deleted": False,
                "createdTime": CREATED,
                "lastModifiedTime": CREATED,
            }
        ]

    @rule("last-reopened-datetime-system-field")
    def test_time_of_reopening_is_a_system_field(self, bench: Workbench) -> None:
        assert describe(bench, "last_reopened_datetime")["type"] == "DateTime"

    @rule("status-field-starts-with-two-options")
    def test_status_has_two_options(self, bench: Workbench) -> None:
        options = bench.listed("list_field_options", "options", fieldId="status")

        assert options == [option("open", "Open"), option("closed", "Closed")]

    @rule("case-reason-starts-without-options")
    def test_case_reason_has_no_options(self, bench: Workbench) -> None:
        assert bench.listed("list_field_options", "options", fieldId="case_reason") == []


class TestCreateField:
    @rule("field-type-one-of-seven")
    @pytest.mark.parametrize("type_", FIELD_TYPES)
    def test_field_has_the_given_type(self, bench: Workbench, type_: str) -> None:
        found = describe(bench, bench.field(type_))

        assert (found["type"], found["namespace"]) == (type_, "Custom")

    @rule("arn-formats")
    def test_answer_has_id_and_arn(self, bench: Workbench) -> None:
        answer = bench.client.create_field(domainId=bench.domain_id, name="Color", type="Text")

        assert read(answer) == {
            "fieldId": answer["fieldId"],
            "fieldArn": f"{bench.domain_arn}/field/{answer['fieldId']}",
        }

    @rule("field-name-unique")
    def test_name_is_unique(self, bench: Workbench) -> None:
        field_id = bench.field(name="Color")

        with bench.refuses("ConflictException", "'Color'", f"its id is {field_id!r}."):
            bench.field("Number", name="Color")

    @rule("field-name-of-system-field-taken")
    def test_name_of_a_system_field_is_in_use(self, bench: Workbench) -> None:
        with bench.refuses("ConflictException", "'Summary'"):
            bench.field(name="Summary")

    @rule("name-free-after-deletion")
    def test_name_of_a_deleted_field_is_free(self, bench: Workbench) -> None:
        old = bench.field(name="Color")
        bench.client.delete_field(domainId=bench.domain_id, fieldId=old)

        new = bench.field(name="Color")

        assert new != old

    @rule("field-name-case-sensitive")
    def test_name_is_case_sensitive(self, bench: Workbench) -> None:
        bench.field(name="Color")

        assert describe(bench, bench.field(name="color"))["name"] == "color"

    @rule("field-name-and-description-length")
    def test_longest_texts_come_back_as_given(self, bench: Workbench) -> None:
        """Lengths count characters, of any script."""
        found = describe(bench, bench.field(name="色" * 100, description="🎨" * 255))

        assert (found["name"], found["description"]) == ("色" * 100, "🎨" * 255)

    @rule("text-field-multiline-attribute")
    @pytest.mark.parametrize("is_multiline", [True, False])
    def test_text_field_can_be_multiline(self, bench: Workbench, is_multiline: bool) -> None:  # noqa: FBT001
        attributes = {"text": {"isMultiline": is_multiline}}

        field_id = bench.field(attributes=attributes)

        assert describe(bench, field_id)["attributes"] == attributes

    @rule("field-attributes-optional")
    def test_attributes_are_optional(self, bench: Workbench) -> None:
        found = describe(bench, bench.field())

        assert "attributes" not in found
        assert "description" not in found

    @rule("text-attributes-only-on-text")
    @pytest.mark.parametrize("type_", FIELD_TYPES[1:])
    def test_other_types_take_no_text_attributes(self, bench: Workbench, type_: str) -> None:
        with bench.refuses("ValidationException", "attributes.text", type_):
            bench.field(type_, attributes={"text": {"isMultiline": False}})

    @rule("field-quota-per-domain")
    def test_quota_is_500_fields(self) -> None:
        assert quotas.FIELDS.limit == 500

    @rule("field-quota-per-domain")
    def test_fields_are_limited(self, bench: Workbench, set_quota: SetQuota) -> None:
        set_quota("fields", 2)
        bench.field()
        bench.field()

        with bench.refuses("ServiceQuotaExceededException", "2"):
            bench.field()

    @rule("deleted-resources-free-quota")
    def test_deleted_field_makes_room(self, bench: Workbench, set_quota: SetQuota) -> None:
        set_quota("fields", 1)
        bench.client.delete_field(domainId=bench.domain_id, fieldId=bench.field())

        field_id = bench.field()

        assert describe(bench, field_id)["deleted"] is False


class TestUpdateField:
    @rule("field-update-keeps-other-members")
    def test_given_members_change_and_others_stay(self, bench: Workbench) -> None:
        field_id = bench.field(
            name="Color", description="Of the car", attributes={"text": {"isMultiline": False}}
        )

        answer = bench.client.update_field(
            domainId=bench.domain_id, fieldId=field_id, description="Of the roof"
        )

        found = describe(bench, field_id)
        assert read(answer) == {}
        assert (found["name"], found["description"]) == ("Color", "Of the roof")
        assert found["attributes"] == {"text": {"isMultiline": False}}

    @rule("field-update-keeps-other-members")
    def test_every_property_can_change(self, bench: Workbench) -> None:
        field_id = bench.field()

        bench.client.update_field(
            domainId=bench.domain_id,
            fieldId=field_id,
            name="Color",
            description="",
            attributes={"text": {"isMultiline": True}},
        )

        found = describe(bench, field_id)
        assert (found["name"], found["description"]) == ("Color", "")
        assert found["attributes"] == {"text": {"isMultiline": True}}

    @rule("definition-last-modified-time")
    def test_update_moves_the_last_modified_time(self, bench: Workbench) -> None:
        """An update leaves the time of creation and sets that of modification."""
        with time_machine.travel(CREATED, tick=False):
            field_id = bench.field()

        with time_machine.travel(CHANGED, tick=False):
            bench.client.update_field(domainId=bench.domain_id, fieldId=field_id, name="Color")

        found = describe(bench, field_id)
        assert (found["createdTime"], found["lastModifiedTime"]) == (CREATED, CHANGED)

    @rule("case-rule-name-unique")
    def test_name_is_unique(self, bench: Workbench) -> None:
        bench.field(name="Color")
        field_id = bench.field()

        with bench.refuses("ConflictException", "'Color'"):
            bench.client.update_field(domainId=bench.domain_id, fieldId=field_id, name="Color")

    @rule("own-name-no-conflict")
    def test_own_name_is_no_conflict(self, bench: Workbench) -> None:
        field_id = bench.field(name="Color")

        bench.client.update_field(domainId=bench.domain_id, fieldId=field_id, name="Color")

        assert describe(bench, field_id)["name"] == "Color"

    @rule("system-field-name-immutable", "error-type-validation-where-unpublished")
    @pytest.mark.parametrize("member", ["name", "description"])
    @pytest.mark.parametrize("field_id", ["summary", "status"])
    def test_system_field_cannot_be_changed(
        self, bench: Workbench, field_id: str, member: str
    ) -> None:
        with bench.refuses("ValidationException", f"'{field_id}'"):
            bench.client.update_field(
                domainId=bench.domain_id, fieldId=field_id, **{member: "Abstract"}
            )

    @rule("text-attributes-only-on-text")
    def test_other_types_take_no_text_attributes(self, bench: Workbench) -> None:
        field_id = bench.field("Number")

        with bench.refuses("ValidationException", "attributes.text"):
            bench.client.update_field(
                domainId=bench.domain_id,
                fieldId=field_id,
                attributes={"text": {"isMultiline": True}},
            )

    @rule("empty-update-accepted")
    def test_empty_update_is_accepted(self, bench: Workbench) -> None:
        field_id = bench.field(name="Color")

        bench.client.update_field(domainId=bench.domain_id, fieldId=field_id)

        assert describe(bench, field_id)["name"] == "Color"


class TestDeleteField:
    @rule("deleted-field-readable")
    def test_deleted_field_is_still_readable(self, bench: Workbench) -> None:
        field_id = bench.field()

        answer = bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        assert read(answer) == {}
        assert describe(bench, field_id)["deleted"] is True

    @rule("field-deleted-cannot-change")
    def test_deleted_field_cannot_be_updated(self, bench: Workbench) -> None:
        field_id = bench.field()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        with bench.refuses("ValidationException", field_id):
            bench.client.update_field(domainId=bench.domain_id, fieldId=field_id, name="Color")

    @rule("deleted-field-not-listed")
    def test_deleted_field_is_not_listed(self, bench: Workbench) -> None:
        gone, kept = bench.field(), bench.field()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=gone)

        listed = [each["fieldId"] for each in bench.listed("list_fields", "fields")]

        assert gone not in listed
        assert kept in listed

    @rule("case-creation-names-deleted-fields")
    def test_new_case_cannot_have_deleted_fields(self, bench: Workbench) -> None:
        first, second, template_id = bench.field(), bench.field(), bench.template()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=first)
        bench.client.delete_field(domainId=bench.domain_id, fieldId=second)

        with bench.refuses("ValidationException", first, second):
            bench.case({first: "a", second: "b"}, template_id=template_id)

    @rule("case-creation-names-deleted-fields")
    def test_refusal_names_deleted_fields_alone(self, bench: Workbench) -> None:
        gone, kept = bench.field(), bench.field()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=gone)

        with pytest.raises(bench.client.exceptions.ValidationException) as caught:
            bench.case({gone: "a", kept: "b"})

        assert kept not in str(caught.value)

    @rule("audit-includes-deleted-fields")
    def test_case_still_has_the_value(self, bench: Workbench) -> None:
        field_id = bench.field()
        case_id = bench.case({field_id: "red"})

        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        assert bench.values(case_id, field_id) == {field_id: "red"}

    @rule("deleted-field-not-added-to-case")
    def test_case_without_the_value_cannot_get_one(self, bench: Workbench) -> None:
        field_id = bench.field()
        case_id = bench.case()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        with bench.refuses("ValidationException", field_id):
            bench.update(case_id, {field_id: "red"})

    @rule("deleted-field-value-changeable")
    @pytest.mark.parametrize("value", ["blue", None])
    def test_case_with_the_value_can_change_it(self, bench: Workbench, value: str | None) -> None:
        field_id = bench.field()
        case_id = bench.case({field_id: "red"})
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        bench.update(case_id, {field_id: value})

        assert bench.values(case_id, field_id).get(field_id) == value

    @rule("template-omits-deleted-fields")
    def test_template_leaves_it_out(self, bench: Workbench) -> None:
        gone, kept = bench.field(), bench.field()
        template_id = bench.template(gone, kept)

        bench.client.delete_field(domainId=bench.domain_id, fieldId=gone)

        found = bench.client.get_template(domainId=bench.domain_id, templateId=template_id)
        assert found["requiredFields"] == [{"fieldId": kept}]

    @rule("deleted-field-not-in-layout")
    def test_layout_leaves_it_out(self, bench: Workbench) -> None:
        gone, kept = bench.field(), bench.field()
        layout_id = bench.layout(gone, kept)

        bench.client.delete_field(domainId=bench.domain_id, fieldId=gone)

        found = bench.client.get_layout(domainId=bench.domain_id, layoutId=layout_id)
        (section,) = found["content"]["basic"]["topPanel"]["sections"]
        assert section["fieldGroup"]["fields"] == [{"id": kept}]

    @rule("deleted-field-matches-search-filter")
    def test_filter_still_matches(self, bench: Workbench) -> None:
        field_id = bench.field()
        red, _ = bench.case({field_id: "red"}), bench.case({field_id: "blue"})

        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        equal_to = {"id": field_id, "value": {"stringValue": "red"}}
        assert bench.search(filter={"field": {"equalTo": equal_to}}) == [red]

    @rule("deleted-field-matches-search-term")
    def test_search_term_still_matches(self, bench: Workbench) -> None:
        field_id = bench.field()
        red, _ = bench.case({field_id: "red"}), bench.case({field_id: "blue"})

        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        assert bench.search(searchTerm="red") == [red]

    @rule("deleted-field-takes-no-options")
    def test_deleted_field_takes_no_options(self, bench: Workbench) -> None:
        field_id = bench.select("red")
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        with bench.refuses("ValidationException", field_id):
            put(bench, field_id, option("blue"))

    @rule("event-configuration-omits-deleted-fields")
    def test_event_configuration_leaves_it_out(self, bench: Workbench) -> None:
        gone, kept = bench.field(), bench.field()
        fields = {"fields": [{"id": gone}, {"id": kept}]}
        bench.client.put_case_event_configuration(
            domainId=bench.domain_id,
            eventBridge={"enabled": True, "includedData": {"caseData": fields}},
        )

        bench.client.delete_field(domainId=bench.domain_id, fieldId=gone)

        found = bench.client.get_case_event_configuration(domainId=bench.domain_id)
        assert found["eventBridge"]["includedData"]["caseData"]["fields"] == [{"id": kept}]

    @rule("deleted-field-options-listed")
    def test_options_are_still_readable(self, bench: Workbench) -> None:
        field_id = bench.select("red")

        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        assert bench.listed("list_field_options", "options", fieldId=field_id) == [option("red")]

    @rule("field-deletion-is-modification")
    def test_deletion_moves_the_last_modified_time(self, bench: Workbench) -> None:
        field_id = bench.field()

        with time_machine.travel(CHANGED, tick=False):
            bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        assert describe(bench, field_id)["lastModifiedTime"] == CHANGED

    @rule("field-deleted-again")
    def test_deleted_field_cannot_be_deleted_again(self, bench: Workbench) -> None:
        field_id = bench.field()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        with bench.refuses("ValidationException", field_id):
            bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

    @rule("system-field-deletion-refused")
    @pytest.mark.parametrize("field_id", ["summary", "created_datetime"])
    def test_system_field_cannot_be_deleted(self, bench: Workbench, field_id: str) -> None:
        with bench.refuses("ValidationException", f"'{field_id}'"):
            bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)


class TestListFields:
    @rule("field-list-whole-domain")
    def test_system_and_custom_fields_are_listed_together(self, bench: Workbench) -> None:
        field_id = bench.field()

        listed = bench.listed("list_fields", "fields")

        assert {each["fieldId"] for each in listed if each["namespace"] == "Custom"} == {field_id}
        assert "case_id" in {each["fieldId"] for each in listed if each["namespace"] == "System"}

    @rule("field-list-entry-summary")
    def test_entry_is_a_summary(self, bench: Workbench) -> None:
        """An entry has what identifies a field, without description, tags and times."""
        attributes = {"text": {"isMultiline": True}}
        field_id = bench.field(name="Color", description="Of the car", attributes=attributes)

        entry = bench.listed("list_fields", "fields")[-1]

        assert entry == {
            "fieldId": field_id,
            "fieldArn": f"{bench.domain_arn}/field/{field_id}",
            "name": "Color",
            "type": "Text",
            "namespace": "Custom",
            "attributes": attributes,
        }

    @rule("field-list-system-fields-first")
    def test_oldest_comes_first(self, bench: Workbench) -> None:
        made = [bench.field(name=name) for name in ("b", "c", "a")]

        listed = [each["fieldId"] for each in bench.listed("list_fields", "fields")]

        assert listed[-3:] == made
        assert listed[0] == "case_id"


class TestBatchGetField:
    @rule("field-batch-get-details")
    def test_field_is_described(self, bench: Workbench) -> None:
        attributes = {"text": {"isMultiline": True}}
        with time_machine.travel(CREATED, tick=False):
            field_id = bench.field(name="Color", description="Of the car", attributes=attributes)
        arn = f"{bench.domain_arn}/field/{field_id}"
        bench.client.tag_resource(arn=arn, tags={"team": "paint"})

        assert describe(bench, field_id) == {
            "fieldId": field_id,
            "fieldArn": arn,
            "name": "Color",
            "description": "Of the car",
            "type": "Text",
            "namespace": "Custom",
            "attributes": attributes,
            "tags": {"team": "paint"},
            "deleted": False,
            "createdTime": CREATED,
            "lastModifiedTime": CREATED,
        }

    @rule("field-error-names-id")
    def test_unknown_field_is_an_error_of_its_own(self, bench: Workbench) -> None:
        answer = bench.client.batch_get_field(
            domainId=bench.domain_id, fields=[{"id": "nothing"}, {"id": "title"}]
        )

        (error,) = answer["errors"]
        assert [each["fieldId"] for each in answer["fields"]] == ["title"]
        assert error["id"] == "nothing"
        assert "nothing" in error["message"]

    @rule("ids-at-most-500-characters")
    def test_one_id_out_of_bounds_refuses_the_batch(self, bench: Workbench) -> None:
        """An id that is too long is a fault of the request, not an error of its own."""
        with bench.refuses("ValidationException", "'fields.2.member.id'", "500"):
            bench.client.batch_get_field(
                domainId=bench.domain_id, fields=[{"id": "title"}, {"id": "f" * 501}]
            )

    @rule("batch-get-unknown-id-error-code")
    def test_unknown_field_has_an_error_code(self, bench: Workbench) -> None:
        answer = bench.client.batch_get_field(domainId=bench.domain_id, fields=[{"id": "nothing"}])

        assert answer["fields"] == []
        assert answer["errors"][0]["errorCode"] == "ResourceNotFoundException"

    @rule("batch-get-order-without-duplicates")
    def test_field_requested_twice_is_returned_once(self, bench: Workbench) -> None:
        answer = bench.client.batch_get_field(
            domainId=bench.domain_id,
            fields=[{"id": each} for each in ("title", "case_id", "title", "no", "no")],
        )

        assert [each["fieldId"] for each in answer["fields"]] == ["title", "case_id"]
        assert [each["id"] for each in answer["errors"]] == ["no"]

    @rule("field-batch-at-most-50")
    def test_fifty_fields_can_be_read_at_once(self, bench: Workbench) -> None:
        made = [bench.field() for _ in range(50)]

        answer = bench.client.batch_get_field(
            domainId=bench.domain_id, fields=[{"id": each} for each in made]
        )

        assert [each["fieldId"] for each in answer["fields"]] == made


class TestBatchPutFieldOptions:
    @rule("option-put-creates-and-updates")
    def test_options_are_created(self, bench: Workbench) -> None:
        field_id = bench.field("SingleSelect")

        errors = put(bench, field_id, option("red", "Red"), option("blue", "Blue", active=False))

        assert errors == []
        assert bench.listed("list_field_options", "options", fieldId=field_id) == [
            option("red", "Red"),
            option("blue", "Blue", active=False),
        ]

    @rule("option-put-creates-and-updates")
    def test_options_are_updated_by_value(self, bench: Workbench) -> None:
        """An option with a known value replaces it in its place; others stay."""
        field_id = bench.select("red", "blue")

        put(bench, field_id, option("red", "Crimson", active=False), option("green"))

        assert bench.listed("list_field_options", "options", fieldId=field_id) == [
            option("red", "Crimson", active=False),
            option("blue"),
            option("green"),
        ]

    @rule("option-name-not-unique")
    def test_names_need_not_be_unique(self, bench: Workbench) -> None:
        field_id = bench.field("SingleSelect")

        errors = put(bench, field_id, option("red", "Red"), option("RED", "Red"))

        assert errors == []
        assert len(bench.listed("list_field_options", "options", fieldId=field_id)) == 2

    @rule("option-put-empty-list-accepted")
    def test_no_options_are_no_fault(self, bench: Workbench) -> None:
        field_id = bench.select("red")

        errors = put(bench, field_id)

        assert errors == []
        assert bench.listed("list_field_options", "options", fieldId=field_id) == [option("red")]

    @rule("case-reason-takes-options")
    def test_case_reason_takes_options(self, bench: Workbench) -> None:
        errors = put(bench, "case_reason", option("lost_baggage", "Lost baggage"))

        assert errors == []
        assert bench.values(bench.case({"case_reason": "lost_baggage"}), "case_reason") == {
            "case_reason": "lost_baggage"
        }

    @rule("option-value-at-most-100-characters", "option-value-with-capitals-and-spaces")
    @pytest.mark.parametrize("value", ["Shipment lost", "500_1000", "a/b:c", "é" * 100])
    def test_value_may_have_any_characters(self, bench: Workbench, value: str) -> None:
        """The pattern of the model is what counts; its comment speaks of fewer characters."""
        field_id = bench.field("SingleSelect")

        errors = put(bench, field_id, option(value))

        assert errors == []
        assert bench.values(bench.case({field_id: value}), field_id) == {field_id: value}

    @rule("status-takes-more-options", "option-value-with-capitals-and-spaces")
    @pytest.mark.parametrize("value", ["pending", "Needs Approval"])
    def test_status_takes_more_options(self, bench: Workbench, value: str) -> None:
        errors = put(bench, "status", option(value))

        assert errors == []
        assert bench.values(bench.case({"status": value}), "status") == {"status": value}

    @rule("built-in-status-immutable", "error-of-built-in-option-is-an-entry")
    @pytest.mark.parametrize(
        "changed",
        [option("open", "Offen"), option("closed", "Closed", active=False)],
        ids=["renamed", "inactive"],
    )
    def test_built_in_status_cannot_be_changed(
        self, bench: Workbench, changed: dict[str, Any]
    ) -> None:
        (error,) = put(bench, "status", changed, option("pending", "Pending"))

        options = bench.listed("list_field_options", "options", fieldId="status")
        assert error["value"] == changed["value"]
        assert changed["value"] in error["message"]
        assert options == [
            option("open", "Open"),
            option("closed", "Closed"),
            option("pending", "Pending"),
        ]

    @rule("built-in-status-put-unchanged-accepted")
    def test_built_in_status_can_be_repeated(self, bench: Workbench) -> None:
        assert put(bench, "status", option("open", "Open")) == []

    @rule("option-error-code-validation")
    def test_refused_option_has_an_error_code(self, bench: Workbench) -> None:
        (error,) = put(bench, "status", option("open", "Offen"))

        assert error["errorCode"] == "ValidationException"

    @rule("option-duplicate-value-error")
    def test_value_given_twice_is_an_error(self, bench: Workbench) -> None:
        field_id = bench.field("SingleSelect")

        (error,) = put(bench, field_id, option("red", "Red"), option("red", "Crimson"))

        assert error["value"] == "red"
        assert bench.listed("list_field_options", "options", fieldId=field_id) == [
            option("red", "Red")
        ]

    @rule("option-put-needs-single-select")
    @pytest.mark.parametrize("type_", [each for each in FIELD_TYPES if each != "SingleSelect"])
    def test_other_types_have_no_options(self, bench: Workbench, type_: str) -> None:
        field_id = bench.field(type_)

        with bench.refuses("ValidationException", type_):
            put(bench, field_id, option("red"))

    @rule("field-at-most-500-options")
    def test_field_has_500_options_at_most(self, bench: Workbench) -> None:
        field_id = bench.field("SingleSelect")
        for number in range(0, 500, 50):
            bench.options(field_id, *(str(each) for each in range(number, number + 50)))

        with bench.refuses("ServiceQuotaExceededException", "500"):
            put(bench, field_id, option("0", "Changed"), option("500"))

    @rule("option-quota-counts-inactive")
    def test_full_field_can_be_updated(self, bench: Workbench, set_quota: SetQuota) -> None:
        set_quota("field-options", 2)
        field_id = bench.select("red", "blue")

        put(bench, field_id, option("red", active=False))

        with bench.refuses("ServiceQuotaExceededException", "2"):
            put(bench, field_id, option("green"))

    @rule("option-deactivation-keeps-case-value")
    def test_case_still_has_an_inactive_option(self, bench: Workbench) -> None:
        field_id = bench.select("red")
        case_id = bench.case({field_id: "red"})

        put(bench, field_id, option("red", active=False))

        assert bench.values(case_id, field_id) == {field_id: "red"}

    @rule("option-put-leaves-field-unmodified")
    def test_options_do_not_modify_the_field(self, bench: Workbench) -> None:
        with time_machine.travel(CREATED, tick=False):
            field_id = bench.field("SingleSelect")

        put(bench, field_id, option("red"))

        assert describe(bench, field_id)["lastModifiedTime"] == CREATED


class TestListFieldOptions:
    @rule("option-list-includes-inactive")
    def test_inactive_options_are_listed(self, bench: Workbench) -> None:
        """The list has active and inactive options, in the order of their creation."""
        field_id = bench.field("SingleSelect")
        bench.options(field_id, "b", "a")
        bench.options(field_id, "c", active=False)

        listed = bench.listed("list_field_options", "options", fieldId=field_id)

        assert listed == [option("b"), option("a"), option("c", active=False)]

    @rule("option-list-filter-by-value")
    @pytest.mark.parametrize(
        ("value", "found"), [("b c", ["b c"]), ("B C", []), ("b", []), ("é&=+%", ["é&=+%"])]
    )
    def test_value_selects_an_option(self, bench: Workbench, value: str, found: list[str]) -> None:
        field_id = bench.select("a", "b c", "é&=+%")

        listed = bench.listed("list_field_options", "options", fieldId=field_id, values=[value])

        assert [each["value"] for each in listed] == found

    @rule("option-list-empty-filter-selects-all")
    def test_empty_filter_selects_all(self, bench: Workbench) -> None:
        field_id = bench.select("a", "b")

        listed = bench.listed("list_field_options", "options", fieldId=field_id, values=[])

        assert listed == [option("a"), option("b")]

    @rule("option-list-of-other-types-empty")
    def test_other_types_have_no_options(self, bench: Workbench) -> None:
        assert bench.listed("list_field_options", "options", fieldId="title") == []
