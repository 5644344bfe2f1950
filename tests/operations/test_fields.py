"""CreateField, UpdateField, DeleteField, ListFields, BatchGetField and the field options."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest
from freezegun import freeze_time

from mock_connectcases.resources import quotas
from tests.operations.conftest import read
from tests.provenance import assumed, documented, documented_page, modeled, observed

if TYPE_CHECKING:
    from tests.operations.conftest import Workbench

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
    @observed(
        "BatchGetField",
        "The names and descriptions of system fields as captured",
        seen_in="Amazon Connect's prompt CaseSummarization with the data of two cases",
    )
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

    @assumed(
        "CreateField",
        "A custom field may be named as system fields of which the names are assumed",
        why="a wrong name of ours must not refuse what AWS accepts",
    )
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

    @observed(
        "BatchUpdateCase",
        "The reference number is found by the name Reference Number",
        seen_in="Amazon Connect's prompt CaseSummarization with the data of two cases",
    )
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
    @documented_page(
        "BatchGetField",
        "System case fields: their ids, names and types (next_sla_breach_datetime's id is that of "
        "the analytics data lake)",
        page=CASE_FIELDS,
    )
    def test_system_field_has_its_name_and_type(
        self, bench: Workbench, field_id: str, name: str, type_: str
    ) -> None:
        found = describe(bench, field_id)

        assert (found["name"], found["type"], found["namespace"]) == (name, type_, "System")
        assert found["fieldArn"] == f"{bench.domain_arn}/field/{field_id}"

    @documented_page(
        "BatchGetField",
        "The sample describes case_id: Case Id, Text, Unique Identifier of the case",
        page=f"{API_REFERENCE}BatchGetField.html",
    )
    def test_case_id_is_described_as_in_the_sample(self, client: Any) -> None:
        with freeze_time(CREATED):
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

    @assumed(
        "BatchGetField",
        "last_reopened_datetime is a system field of type DateTime",
        why="the analytics data lake and a warehouse of case events have a column of this name",
    )
    def test_time_of_reopening_is_a_system_field(self, bench: Workbench) -> None:
        assert describe(bench, "last_reopened_datetime")["type"] == "DateTime"

    @documented_page(
        "ListFieldOptions",
        "The status field comes with the options Open and Closed; the values are those that the "
        "event sample and the SLA sample show",
        page=CASE_FIELDS,
    )
    def test_status_has_two_options(self, bench: Workbench) -> None:
        options = bench.listed("list_field_options", "options", fieldId="status")

        assert options == [option("open", "Open"), option("closed", "Closed")]

    @assumed(
        "ListFieldOptions",
        "case_reason has no options at first",
        why="none is documented, and a demo puts its own (observed)",
    )
    def test_case_reason_has_no_options(self, bench: Workbench) -> None:
        assert bench.listed("list_field_options", "options", fieldId="case_reason") == []


class TestCreateField:
    @modeled("CreateField", "enum of seven types", at="FieldType")
    @pytest.mark.parametrize("type_", FIELD_TYPES)
    def test_field_has_the_given_type(self, bench: Workbench, type_: str) -> None:
        found = describe(bench, bench.field(type_))

        assert (found["type"], found["namespace"]) == (type_, "Custom")

    @documented_page(
        "CreateField",
        "arn:{partition}:cases:{region}:{account}:domain/{domainId}/field/{fieldId}",
        page="Service Authorization Reference, list_connectcases",
    )
    def test_answer_has_id_and_arn(self, bench: Workbench) -> None:
        answer = bench.client.create_field(domainId=bench.domain_id, name="Color", type="Text")

        assert read(answer) == {
            "fieldId": answer["fieldId"],
            "fieldArn": f"{bench.domain_arn}/field/{answer['fieldId']}",
        }

    @observed(
        "CreateField",
        "A name in use raises ConflictException",
        seen_in="the Stability360 setup, which then looks the field up by its name",
    )
    def test_name_is_unique(self, bench: Workbench) -> None:
        bench.field(name="Color")

        with bench.refuses("ConflictException", "'Color'"):
            bench.field("Number", name="Color")

    @assumed(
        "CreateField",
        "Names of system fields are in use too",
        why="agents tell fields apart by name, and BatchUpdateCase finds fields by it",
    )
    def test_name_of_a_system_field_is_in_use(self, bench: Workbench) -> None:
        with bench.refuses("ConflictException", "'Summary'"):
            bench.field(name="Summary")

    @assumed(
        "CreateField",
        "The name of a deleted field is free again",
        why="names are unique among what is listed; CloudFormation's replacements need it",
    )
    def test_name_of_a_deleted_field_is_free(self, bench: Workbench) -> None:
        old = bench.field(name="Color")
        bench.client.delete_field(domainId=bench.domain_id, fieldId=old)

        new = bench.field(name="Color")

        assert new != old

    @observed(
        "CreateField",
        "Names that differ in letter case are different names",
        seen_in="AnyCompanyPay stack, with a field summary beside Summary",
    )
    def test_name_is_case_sensitive(self, bench: Workbench) -> None:
        """Another case makes another name."""
        bench.field(name="Color")

        assert describe(bench, bench.field(name="color"))["name"] == "color"

    @modeled("CreateField", "name max 100, description max 255", at="FieldName")
    def test_longest_texts_come_back_as_given(self, bench: Workbench) -> None:
        """Lengths count characters, of any script."""
        found = describe(bench, bench.field(name="色" * 100, description="🎨" * 255))

        assert (found["name"], found["description"]) == ("色" * 100, "🎨" * 255)

    @documented("CreateField", "Field attributes for Text field type.", at="FieldAttributes.text")
    @pytest.mark.parametrize("is_multiline", [True, False])
    def test_text_field_can_be_multiline(self, bench: Workbench, is_multiline: bool) -> None:  # noqa: FBT001
        attributes = {"text": {"isMultiline": is_multiline}}

        field_id = bench.field(attributes=attributes)

        assert describe(bench, field_id)["attributes"] == attributes

    @assumed(
        "CreateField",
        "A field created without attributes shows none",
        why="the default of isMultiline is not published",
    )
    def test_attributes_are_optional(self, bench: Workbench) -> None:
        found = describe(bench, bench.field())

        assert "attributes" not in found
        assert "description" not in found

    @assumed(
        "CreateField",
        "Text attributes on a field of another type: ValidationException",
        why="the model has them for Text field type; no error is published",
    )
    @pytest.mark.parametrize("type_", FIELD_TYPES[1:])
    def test_other_types_take_no_text_attributes(self, bench: Workbench, type_: str) -> None:
        with bench.refuses("ValidationException", "attributes.text", type_):
            bench.field(type_, attributes={"text": {"isMultiline": False}})

    @documented_page("CreateField", "Case fields per domain: 500", page=QUOTAS)
    def test_quota_is_500_fields(self) -> None:
        """The quota has the published number."""
        assert quotas.FIELDS_PER_DOMAIN == 500

    @documented_page("CreateField", "Case fields per domain", page=QUOTAS)
    def test_fields_are_limited(self, bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(quotas, "FIELDS_PER_DOMAIN", 2)
        bench.field()
        bench.field()

        with bench.refuses("ServiceQuotaExceededException", "2"):
            bench.field()

    @assumed(
        "CreateField",
        "Only custom fields that are not deleted count towards the quota",
        why="the guide says case fields and leaves open which; this never refuses too early",
    )
    def test_deleted_field_makes_room(
        self, bench: Workbench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(quotas, "FIELDS_PER_DOMAIN", 1)
        bench.client.delete_field(domainId=bench.domain_id, fieldId=bench.field())

        field_id = bench.field()

        assert describe(bench, field_id)["deleted"] is False


class TestUpdateField:
    @documented("UpdateField", "Updates the properties of an existing field.")
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

    @documented("UpdateField", "Updates the properties of an existing field.")
    def test_every_property_can_change(self, bench: Workbench) -> None:
        """Name, description and attributes can be changed together."""
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

    @documented(
        "UpdateField",
        "Timestamp at which the resource was created or last modified.",
        at="GetFieldResponse.lastModifiedTime",
    )
    def test_update_moves_the_last_modified_time(self, bench: Workbench) -> None:
        """An update leaves the time of creation and sets that of modification."""
        with freeze_time(CREATED):
            field_id = bench.field()

        with freeze_time(CHANGED):
            bench.client.update_field(domainId=bench.domain_id, fieldId=field_id, name="Color")

        found = describe(bench, field_id)
        assert (found["createdTime"], found["lastModifiedTime"]) == (CREATED, CHANGED)

    @modeled("UpdateField", "The operation declares ConflictException", at="UpdateField")
    def test_name_is_unique(self, bench: Workbench) -> None:
        """A field cannot take the name of another."""
        bench.field(name="Color")
        field_id = bench.field()

        with bench.refuses("ConflictException", "'Color'"):
            bench.client.update_field(domainId=bench.domain_id, fieldId=field_id, name="Color")

    @assumed(
        "UpdateField",
        "A field may be given the name it has",
        why="its name is no other field's",
    )
    def test_own_name_is_no_conflict(self, bench: Workbench) -> None:
        field_id = bench.field(name="Color")

        bench.client.update_field(domainId=bench.domain_id, fieldId=field_id, name="Color")

        assert describe(bench, field_id)["name"] == "Color"

    @documented_page(
        "UpdateField",
        "Name and description of system fields cannot be changed (the error type is assumed)",
        page=CASE_FIELDS,
    )
    @pytest.mark.parametrize("member", ["name", "description"])
    @pytest.mark.parametrize("field_id", ["summary", "status"])
    def test_system_field_cannot_be_changed(
        self, bench: Workbench, field_id: str, member: str
    ) -> None:
        with bench.refuses("ValidationException", f"'{field_id}'"):
            bench.client.update_field(
                domainId=bench.domain_id, fieldId=field_id, **{member: "Abstract"}
            )

    @assumed(
        "UpdateField",
        "Text attributes on a field of another type: ValidationException",
        why="as for CreateField",
    )
    def test_other_types_take_no_text_attributes(self, bench: Workbench) -> None:
        field_id = bench.field("Number")

        with bench.refuses("ValidationException", "attributes.text"):
            bench.client.update_field(
                domainId=bench.domain_id,
                fieldId=field_id,
                attributes={"text": {"isMultiline": True}},
            )

    @assumed(
        "UpdateField",
        "A request that names no property is accepted and changes none",
        why="every property is optional, and only UpdateTemplate is documented to need one",
    )
    def test_empty_update_is_accepted(self, bench: Workbench) -> None:
        """Nothing given, nothing changed."""
        field_id = bench.field(name="Color")

        bench.client.update_field(domainId=bench.domain_id, fieldId=field_id)

        assert describe(bench, field_id)["name"] == "Color"


class TestDeleteField:
    @documented("DeleteField", "You can still retrieve the field by calling BatchGetField.")
    def test_deleted_field_is_still_readable(self, bench: Workbench) -> None:
        field_id = bench.field()

        answer = bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        assert read(answer) == {}
        assert describe(bench, field_id)["deleted"] is True

    @documented(
        "DeleteField",
        "You cannot update a deleted field by calling UpdateField; it throws a "
        "ValidationException.",
    )
    def test_deleted_field_cannot_be_updated(self, bench: Workbench) -> None:
        field_id = bench.field()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        with bench.refuses("ValidationException", field_id):
            bench.client.update_field(domainId=bench.domain_id, fieldId=field_id, name="Color")

    @documented("DeleteField", "Deleted fields are not included in the ListFields response.")
    def test_deleted_field_is_not_listed(self, bench: Workbench) -> None:
        gone, kept = bench.field(), bench.field()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=gone)

        listed = [each["fieldId"] for each in bench.listed("list_fields", "fields")]

        assert gone not in listed
        assert kept in listed

    @documented(
        "DeleteField",
        "Calling CreateCase with a deleted field throws a ValidationException denoting which "
        "field identifiers in the request have been deleted.",
    )
    def test_new_case_cannot_have_deleted_fields(self, bench: Workbench) -> None:
        first, second, template_id = bench.field(), bench.field(), bench.template()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=first)
        bench.client.delete_field(domainId=bench.domain_id, fieldId=second)

        with bench.refuses("ValidationException", first, second):
            bench.case({first: "a", second: "b"}, template_id=template_id)

    @documented(
        "DeleteField",
        "Calling CreateCase with a deleted field throws a ValidationException denoting which "
        "field identifiers in the request have been deleted.",
    )
    def test_refusal_names_deleted_fields_alone(self, bench: Workbench) -> None:
        gone, kept = bench.field(), bench.field()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=gone)

        with pytest.raises(bench.client.exceptions.ValidationException) as caught:
            bench.case({gone: "a", kept: "b"})

        assert kept not in str(caught.value)

    @documented(
        "DeleteField",
        "Calling GetCase with a deleted field identifier returns the deleted field's value if "
        "one exists.",
    )
    def test_case_keeps_the_value(self, bench: Workbench) -> None:
        field_id = bench.field()
        case_id = bench.case({field_id: "red"})

        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        assert bench.values(case_id, field_id) == {field_id: "red"}

    @documented(
        "DeleteField",
        "Calling UpdateCase with a deleted field ID throws a ValidationException if the case "
        "does not already contain a value for the deleted field.",
    )
    def test_case_without_the_value_cannot_get_one(self, bench: Workbench) -> None:
        field_id = bench.field()
        case_id = bench.case()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        with bench.refuses("ValidationException", field_id):
            bench.update(case_id, {field_id: "red"})

    @documented(
        "DeleteField",
        "Otherwise it succeeds, allowing you to update or remove (using emptyValue: {}) the "
        "field's value from the case.",
    )
    @pytest.mark.parametrize("value", ["blue", None])
    def test_case_with_the_value_can_change_it(self, bench: Workbench, value: str | None) -> None:
        field_id = bench.field()
        case_id = bench.case({field_id: "red"})
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        bench.update(case_id, {field_id: value})

        assert bench.values(case_id, field_id).get(field_id) == value

    @documented("DeleteField", "GetTemplate does not return field IDs for deleted fields.")
    def test_template_leaves_it_out(self, bench: Workbench) -> None:
        gone, kept = bench.field(), bench.field()
        template_id = bench.template(gone, kept)

        bench.client.delete_field(domainId=bench.domain_id, fieldId=gone)

        found = bench.client.get_template(domainId=bench.domain_id, templateId=template_id)
        assert found["requiredFields"] == [{"fieldId": kept}]

    @documented("DeleteField", "GetLayout does not return field IDs for deleted fields.")
    def test_layout_leaves_it_out(self, bench: Workbench) -> None:
        gone, kept = bench.field(), bench.field()
        layout_id = bench.layout(gone, kept)

        bench.client.delete_field(domainId=bench.domain_id, fieldId=gone)

        found = bench.client.get_layout(domainId=bench.domain_id, layoutId=layout_id)
        (section,) = found["content"]["basic"]["topPanel"]["sections"]
        assert section["fieldGroup"]["fields"] == [{"id": kept}]

    @documented(
        "DeleteField",
        "Calling SearchCases with the deleted field ID as a filter returns any cases that have "
        "a value for the deleted field that matches the filter criteria.",
    )
    def test_filter_still_matches(self, bench: Workbench) -> None:
        field_id = bench.field()
        red, _ = bench.case({field_id: "red"}), bench.case({field_id: "blue"})

        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        equal_to = {"id": field_id, "value": {"stringValue": "red"}}
        assert bench.search(filter={"field": {"equalTo": equal_to}}) == [red]

    @documented(
        "DeleteField",
        "Calling SearchCases with a searchTerm value that matches a deleted field's value on a "
        "case returns the case in the response.",
    )
    def test_search_term_still_matches(self, bench: Workbench) -> None:
        field_id = bench.field()
        red, _ = bench.case({field_id: "red"}), bench.case({field_id: "blue"})

        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        assert bench.search(searchTerm="red") == [red]

    @documented(
        "DeleteField",
        "Calling BatchPutFieldOptions with a deleted field ID throw a ValidationException.",
    )
    def test_deleted_field_takes_no_options(self, bench: Workbench) -> None:
        field_id = bench.select("red")
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        with bench.refuses("ValidationException", field_id):
            put(bench, field_id, option("blue"))

    @documented(
        "DeleteField",
        "Calling GetCaseEventConfiguration does not return field IDs for deleted fields.",
    )
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

    @assumed(
        "DeleteField",
        "The options of a deleted field can still be listed",
        why="the field is still readable, and cases keep its values",
    )
    def test_options_are_still_readable(self, bench: Workbench) -> None:
        field_id = bench.select("red")

        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        assert bench.listed("list_field_options", "options", fieldId=field_id) == [option("red")]

    @assumed(
        "DeleteField",
        "Deletion is a modification",
        why="it is the last thing done to the resource",
    )
    def test_deletion_moves_the_last_modified_time(self, bench: Workbench) -> None:
        field_id = bench.field()

        with freeze_time(CHANGED):
            bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        assert describe(bench, field_id)["lastModifiedTime"] == CHANGED

    @assumed(
        "DeleteField",
        "A deleted field cannot be deleted again: ValidationException",
        why="deleted things cannot be changed and answer Validation elsewhere",
    )
    def test_deleted_field_cannot_be_deleted_again(self, bench: Workbench) -> None:
        """The second deletion is refused."""
        field_id = bench.field()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        with bench.refuses("ValidationException", field_id):
            bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

    @assumed(
        "DeleteField",
        "A system field cannot be deleted: ValidationException",
        why="CloudFormation and clean-up programs leave system fields out; no error is published",
    )
    @pytest.mark.parametrize("field_id", ["summary", "created_datetime"])
    def test_system_field_cannot_be_deleted(self, bench: Workbench, field_id: str) -> None:
        with bench.refuses("ValidationException", f"'{field_id}'"):
            bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)


class TestListFields:
    @documented("ListFields", "Lists all fields in a Cases domain.")
    def test_system_and_custom_fields_are_listed_together(self, bench: Workbench) -> None:
        """Both namespaces are in the list."""
        field_id = bench.field()

        listed = bench.listed("list_fields", "fields")

        assert {each["fieldId"] for each in listed if each["namespace"] == "Custom"} == {field_id}
        assert "case_id" in {each["fieldId"] for each in listed if each["namespace"] == "System"}

    @documented("ListFields", "Object for the summarized details of the field.", at="FieldSummary")
    def test_entry_is_a_summary(self, bench: Workbench) -> None:
        """An entry has what tells a field apart, without description, tags and times."""
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

    @assumed(
        "ListFields",
        "System fields come first, then custom fields in the order of their creation",
        why="no order is published; this one is stable while fields come and go",
    )
    def test_oldest_comes_first(self, bench: Workbench) -> None:
        made = [bench.field(name=name) for name in ("b", "c", "a")]

        listed = [each["fieldId"] for each in bench.listed("list_fields", "fields")]

        assert listed[-3:] == made
        assert listed[0] == "case_id"


class TestBatchGetField:
    @documented(
        "BatchGetField", "Object to store detailed field information.", at="GetFieldResponse"
    )
    def test_field_is_described(self, bench: Workbench) -> None:
        attributes = {"text": {"isMultiline": True}}
        with freeze_time(CREATED):
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

    @documented("BatchGetField", "The field identifier that caused the error.", at="FieldError.id")
    def test_unknown_field_is_an_error_of_its_own(self, bench: Workbench) -> None:
        """An unknown id does not stand in the way of the others."""
        answer = bench.client.batch_get_field(
            domainId=bench.domain_id, fields=[{"id": "nothing"}, {"id": "title"}]
        )

        (error,) = answer["errors"]
        assert [each["fieldId"] for each in answer["fields"]] == ["title"]
        assert error["id"] == "nothing"
        assert "nothing" in error["message"]

    @modeled("BatchGetField", "max 500", at="FieldId")
    def test_one_id_out_of_bounds_refuses_the_batch(self, bench: Workbench) -> None:
        """An id that is too long is a fault of the request, not an error of its own."""
        with bench.refuses("ValidationException", "'fields.2.member.id'", "500"):
            bench.client.batch_get_field(
                domainId=bench.domain_id, fields=[{"id": "title"}, {"id": "f" * 501}]
            )

    @assumed(
        "BatchGetField",
        "The error code of an unknown field is ResourceNotFoundException",
        why="no error code of this operation is published; the exception's name is the nearest",
    )
    def test_unknown_field_has_an_error_code(self, bench: Workbench) -> None:
        answer = bench.client.batch_get_field(domainId=bench.domain_id, fields=[{"id": "nothing"}])

        assert answer["fields"] == []
        assert answer["errors"][0]["errorCode"] == "ResourceNotFoundException"

    @assumed(
        "BatchGetField",
        "Fields come in the order of the request, each once",
        why="the order is not promised and the sample's differs; twice the same helps nobody",
    )
    def test_field_asked_twice_comes_once(self, bench: Workbench) -> None:
        """A repeated id is answered once."""
        answer = bench.client.batch_get_field(
            domainId=bench.domain_id,
            fields=[{"id": each} for each in ("title", "case_id", "title", "no", "no")],
        )

        assert [each["fieldId"] for each in answer["fields"]] == ["title", "case_id"]
        assert [each["id"] for each in answer["errors"]] == ["no"]

    @modeled("BatchGetField", "max 50", at="BatchGetFieldIdentifierList")
    def test_fifty_fields_can_be_read_at_once(self, bench: Workbench) -> None:
        """The greatest request is answered in full."""
        made = [bench.field() for _ in range(50)]

        answer = bench.client.batch_get_field(
            domainId=bench.domain_id, fields=[{"id": each} for each in made]
        )

        assert [each["fieldId"] for each in answer["fields"]] == made


class TestBatchPutFieldOptions:
    @documented(
        "BatchPutFieldOptions",
        "Creates and updates a set of field options for a single select field in a Cases domain.",
    )
    def test_options_are_created(self, bench: Workbench) -> None:
        """New values become options."""
        field_id = bench.field("SingleSelect")

        errors = put(bench, field_id, option("red", "Red"), option("blue", "Blue", active=False))

        assert errors == []
        assert bench.listed("list_field_options", "options", fieldId=field_id) == [
            option("red", "Red"),
            option("blue", "Blue", active=False),
        ]

    @documented(
        "BatchPutFieldOptions",
        "Creates and updates a set of field options for a single select field in a Cases domain.",
    )
    def test_options_are_updated_by_value(self, bench: Workbench) -> None:
        """An option with a known value replaces it in its place; others stay."""
        field_id = bench.select("red", "blue")

        put(bench, field_id, option("red", "Crimson", active=False), option("green"))

        assert bench.listed("list_field_options", "options", fieldId=field_id) == [
            option("red", "Crimson", active=False),
            option("blue"),
            option("green"),
        ]

    @assumed(
        "BatchPutFieldOptions",
        "Options are told apart by their values; two may share a name, and case matters",
        why="cases store the value; no operation finds an option by its name",
    )
    def test_names_need_not_be_unique(self, bench: Workbench) -> None:
        """Options of the same name live side by side."""
        field_id = bench.field("SingleSelect")

        errors = put(bench, field_id, option("red", "Red"), option("RED", "Red"))

        assert errors == []
        assert len(bench.listed("list_field_options", "options", fieldId=field_id)) == 2

    @modeled("BatchPutFieldOptions", "min 0", at="BatchPutFieldOptionsRequestOptionsList")
    def test_no_options_are_no_fault(self, bench: Workbench) -> None:
        """An empty list changes nothing."""
        field_id = bench.select("red")

        errors = put(bench, field_id)

        assert errors == []
        assert bench.listed("list_field_options", "options", fieldId=field_id) == [option("red")]

    @observed(
        "BatchPutFieldOptions",
        "Options are put on the system field case_reason, with underscores in their values",
        seen_in="the SkyConnect demo's setup",
    )
    def test_case_reason_takes_options(self, bench: Workbench) -> None:
        errors = put(bench, "case_reason", option("lost_baggage", "Lost baggage"))

        assert errors == []
        assert bench.values(bench.case({"case_reason": "lost_baggage"}), "case_reason") == {
            "case_reason": "lost_baggage"
        }

    @modeled("BatchPutFieldOptions", "pattern .*[\\S], max 100", at="FieldOptionValue")
    @pytest.mark.parametrize("value", ["Shipment lost", "500_1000", "a/b:c", "é" * 100])
    def test_value_may_have_any_characters(self, bench: Workbench, value: str) -> None:
        """The pattern of the model is what counts; its comment speaks of fewer characters."""
        field_id = bench.field("SingleSelect")

        errors = put(bench, field_id, option(value))

        assert errors == []
        assert bench.values(bench.case({field_id: value}), field_id) == {field_id: value}

    @documented_page(
        "BatchPutFieldOptions",
        "Statuses can be added; Open and Closed cannot be changed",
        page=CASE_FIELDS,
    )
    def test_status_takes_more_options(self, bench: Workbench) -> None:
        """A status of the customer's own can be given to a case."""
        errors = put(bench, "status", option("pending", "Pending"))

        assert errors == []
        assert bench.values(bench.case({"status": "pending"}), "status") == {"status": "pending"}

    @documented_page(
        "BatchPutFieldOptions",
        "Open and Closed cannot be changed (that the refusal is an entry of errors is assumed)",
        page=CASE_FIELDS,
    )
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

    @assumed(
        "BatchPutFieldOptions",
        "A built-in status may be put as it is",
        why="a program that copies a domain puts all options it read; nothing changes",
    )
    def test_built_in_status_can_be_repeated(self, bench: Workbench) -> None:
        """Putting a built-in status unchanged is no error."""
        assert put(bench, "status", option("open", "Open")) == []

    @assumed(
        "BatchPutFieldOptions",
        "The error code of an option is ValidationException",
        why="no error code of this operation is published; the exception's name is the nearest",
    )
    def test_refused_option_has_an_error_code(self, bench: Workbench) -> None:
        (error,) = put(bench, "status", option("open", "Offen"))

        assert error["errorCode"] == "ValidationException"

    @assumed(
        "BatchPutFieldOptions",
        "A value given twice is an error of its own, and the first one takes effect",
        why="each entry has a place in errors; to take the last silently would hide a mistake",
    )
    def test_value_given_twice_is_an_error(self, bench: Workbench) -> None:
        field_id = bench.field("SingleSelect")

        (error,) = put(bench, field_id, option("red", "Red"), option("red", "Crimson"))

        assert error["value"] == "red"
        assert bench.listed("list_field_options", "options", fieldId=field_id) == [
            option("red", "Red")
        ]

    @assumed(
        "BatchPutFieldOptions",
        "A field that is no single-select field: ValidationException",
        why="the operation is for a single select field; no error is published",
    )
    @pytest.mark.parametrize("type_", [each for each in FIELD_TYPES if each != "SingleSelect"])
    def test_other_types_have_no_options(self, bench: Workbench, type_: str) -> None:
        field_id = bench.field(type_)

        with bench.refuses("ValidationException", type_):
            put(bench, field_id, option("red"))

    @documented_page(
        "BatchPutFieldOptions", "Field options per single-select field: 500", page=QUOTAS
    )
    def test_field_has_500_options_at_most(self, bench: Workbench) -> None:
        field_id = bench.field("SingleSelect")
        for number in range(0, 500, 50):
            bench.options(field_id, *(str(each) for each in range(number, number + 50)))

        with bench.refuses("ServiceQuotaExceededException", "500"):
            put(bench, field_id, option("0", "Changed"), option("500"))

    @assumed(
        "BatchPutFieldOptions",
        "Inactive options count towards the quota, an update does not",
        why="no operation deletes an option, so the quota counts what is there",
    )
    def test_full_field_can_be_updated(
        self, bench: Workbench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(quotas, "OPTIONS_PER_FIELD", 2)
        field_id = bench.select("red", "blue")

        put(bench, field_id, option("red", active=False))

        with bench.refuses("ServiceQuotaExceededException", "2"):
            put(bench, field_id, option("green"))

    @documented_page(
        "BatchPutFieldOptions",
        "Cases keep the value of an option that was made inactive",
        page=CASE_FIELDS,
    )
    def test_case_keeps_an_inactive_option(self, bench: Workbench) -> None:
        field_id = bench.select("red")
        case_id = bench.case({field_id: "red"})

        put(bench, field_id, option("red", active=False))

        assert bench.values(case_id, field_id) == {field_id: "red"}

    @assumed(
        "BatchPutFieldOptions",
        "Options do not touch the field's last modified time",
        why="options are listed apart and are no property of the field's description",
    )
    def test_options_do_not_modify_the_field(self, bench: Workbench) -> None:
        with freeze_time(CREATED):
            field_id = bench.field("SingleSelect")

        put(bench, field_id, option("red"))

        assert describe(bench, field_id)["lastModifiedTime"] == CREATED


class TestListFieldOptions:
    @documented(
        "ListFieldOptions",
        "Lists all of the field options for a field identifier in the domain.",
    )
    def test_inactive_options_are_listed(self, bench: Workbench) -> None:
        """The list has active and inactive options, in the order of their creation."""
        field_id = bench.field("SingleSelect")
        bench.options(field_id, "b", "a")
        bench.options(field_id, "c", active=False)

        listed = bench.listed("list_field_options", "options", fieldId=field_id)

        assert listed == [option("b"), option("a"), option("c", active=False)]

    @documented(
        "ListFieldOptions",
        "A list of FieldOption values to filter on for ListFieldOptions.",
        at="ListFieldOptionsRequest.values",
    )
    @pytest.mark.parametrize(
        ("value", "found"), [("b c", ["b c"]), ("B C", []), ("b", []), ("é&=+%", ["é&=+%"])]
    )
    def test_value_selects_an_option(self, bench: Workbench, value: str, found: list[str]) -> None:
        field_id = bench.select("a", "b c", "é&=+%")

        listed = bench.listed("list_field_options", "options", fieldId=field_id, values=[value])

        assert [each["value"] for each in listed] == found

    @modeled("ListFieldOptions", "min 0", at="ValuesList")
    def test_empty_filter_selects_all(self, bench: Workbench) -> None:
        field_id = bench.select("a", "b")

        listed = bench.listed("list_field_options", "options", fieldId=field_id, values=[])

        assert listed == [option("a"), option("b")]

    @assumed(
        "ListFieldOptions",
        "A field that is no single-select field has no options",
        why="a read that finds nothing is gentler than a refusal; no error is published",
    )
    def test_other_types_have_no_options(self, bench: Workbench) -> None:
        assert bench.listed("list_field_options", "options", fieldId="title") == []
