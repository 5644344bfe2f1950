"""CreateCase, GetCase, UpdateCase, DeleteCase and ListCasesForContact."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.operations.conftest import pairs, read
from tests.provenance import rule

if TYPE_CHECKING:
    from time_machine import Traveller

    from tests.operations.conftest import Workbench

PROFILE = "arn:aws:profile:us-east-1:123456789012:domains/customers/profiles/0a1b2c"
OTHER_PROFILE = "arn:aws:profile:us-east-1:123456789012:domains/customers/profiles/3d4e5f"
USER = "arn:aws:connect:us-east-1:123456789012:instance/one/agent/two"
OTHER_USER = "arn:aws:connect:us-east-1:123456789012:instance/one/agent/three"
CONTACT = "arn:aws:connect:us-east-1:123456789012:instance/one/contact/four"
FIELDS_PAGE = "adminguide/case-fields"
TAGS_PAGE = "adminguide/cases-tag-based-access-control"

FILLED_BY_THE_SERVICE = {
    "case_id": "0",
    "created_by": {"userArnValue": USER},
    "last_updated_user": {"userArnValue": USER},
    "created_datetime": "2026-01-31T12:00:00Z",
    "last_updated_datetime": "2026-01-31T12:00:00Z",
    "last_closed_datetime": "2026-01-31T12:00:00Z",
    "last_reopened_datetime": "2026-01-31T12:00:00Z",
    "next_sla_breach_datetime": "2026-01-31T12:00:00Z",
}


@pytest.fixture(autouse=True)
def template_id(bench: Workbench) -> str:
    """Make the template before a refusal is watched for what it changes."""
    return bench.template_id


class TestCreateCase:
    @rule("case-creation-returns-id-and-arn", "arn-formats")
    def test_answer_is_id_and_arn(self, bench: Workbench) -> None:
        answer = bench.client.create_case(
            domainId=bench.domain_id, templateId=bench.template_id, fields=pairs({"title": "A"})
        )

        assert read(answer) == {
            "caseId": answer["caseId"],
            "caseArn": f"{bench.domain_arn}/case/{answer['caseId']}",
        }

    @rule("case-id-is-uuid")
    def test_id_is_a_uuid(self, bench: Workbench) -> None:
        case_id = bench.case()

        assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", case_id)

    @rule("case-id-uuid-version-3")
    def test_id_has_version_three(self, bench: Workbench) -> None:
        assert UUID(bench.case()).version == 3

    @rule("case-id-field-holds-id")
    def test_case_id_is_a_field_value(self, bench: Workbench) -> None:
        case_id = bench.case()

        assert bench.values(case_id, "case_id") == {"case_id": case_id}

    @rule("case-open-by-default")
    def test_new_case_is_open(self, bench: Workbench) -> None:
        case_id = bench.case()

        assert bench.values(case_id, "status") == {"status": "open"}

    @rule("case-status-settable-on-creation")
    def test_status_can_be_given(self, bench: Workbench) -> None:
        bench.options("status", "waiting")

        case_id = bench.case({"status": "waiting"})

        assert bench.values(case_id, "status") == {"status": "waiting"}

    @rule("case-created-closed-lacks-closing-time")
    def test_case_created_closed_was_never_closed(self, bench: Workbench) -> None:
        case_id = bench.case({"status": "closed"})

        assert bench.values(case_id, "last_closed_datetime") == {}

    @rule("case-title-required")
    @pytest.mark.parametrize(
        "fields",
        [
            pytest.param([], id="absent"),
            pytest.param([{"id": "title", "value": {"emptyValue": {}}}], id="emptyValue"),
            pytest.param([{"id": "title", "value": {"stringValue": ""}}], id="empty string"),
        ],
    )
    def test_title_is_required(self, bench: Workbench, fields: list[dict[str, Any]]) -> None:
        with bench.refuses("ValidationException", "title"):
            bench.client.create_case(
                domainId=bench.domain_id, templateId=bench.template_id, fields=fields
            )

    @rule("case-status-never-empty")
    def test_status_cannot_be_empty(self, bench: Workbench) -> None:
        with bench.refuses("ValidationException", "status"):
            bench.case({"status": None})

    @rule("case-without-customer-accepted", "case-customer-optional")
    def test_customer_is_optional(self, bench: Workbench) -> None:
        case_id = bench.case()

        assert bench.values(case_id, "customer_id") == {}

    @rule("case-customer-required-by-template")
    def test_customer_is_required_by_the_template(self, bench: Workbench) -> None:
        template_id = bench.template("customer_id")

        with bench.refuses("ValidationException", "customer_id"):
            bench.case(template_id=template_id)

    @rule("customer-is-full-profile-arn", "customer-profile-existence-unchecked")
    def test_customer_is_a_profile_arn(self, bench: Workbench) -> None:
        case_id = bench.case({"customer_id": PROFILE}, template_id=bench.template("customer_id"))

        assert bench.values(case_id, "customer_id") == {"customer_id": PROFILE}

    @rule("customer-is-profile-arn")
    @pytest.mark.parametrize("customer", ["", "0a1b2c", PROFILE.rpartition("/")[0], USER])
    def test_customer_must_be_a_profile_arn(self, bench: Workbench, customer: str) -> None:
        with bench.refuses("ValidationException", "customer_id"):
            bench.case({"customer_id": customer})

    @rule("template-required-field-needs-value", "required-field-cannot-be-cleared")
    @pytest.mark.parametrize("given", [pytest.param(False, id="absent"), pytest.param(True)])
    def test_required_field_needs_a_value(self, bench: Workbench, given: bool) -> None:  # noqa: FBT001 - a parameter
        field_id = bench.field(name="Priority")
        template_id = bench.template(field_id)

        with bench.refuses("ValidationException", f"[{field_id} (Priority)]"):
            bench.case({field_id: None} if given else {}, template_id=template_id)

    @rule("template-required-field-needs-value")
    @pytest.mark.parametrize("field_id", ["case_id", "reference_number", "reference_id"])
    def test_required_field_that_the_service_fills_need_not_be_given(
        self, bench: Workbench, field_id: str
    ) -> None:
        case_id = bench.case(template_id=bench.template(field_id))

        assert bench.values(case_id, field_id)[field_id]

    @rule("template-required-field-needs-value")
    def test_required_reference_number_cannot_be_empty(self, bench: Workbench) -> None:
        template_id = bench.template("reference_number")

        with bench.refuses("ValidationException", "[reference_number]"):
            bench.case({"reference_number": None}, template_id=template_id)

    @rule("template-required-deleted-field-ignored")
    def test_deleted_field_is_not_required(self, bench: Workbench) -> None:
        field_id = bench.field()
        template_id = bench.template(field_id)
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        case_id = bench.case(template_id=template_id)

        assert bench.search() == [case_id]

    @rule("case-creation-names-deleted-fields")
    def test_deleted_fields_are_named(self, bench: Workbench) -> None:
        live, *deleted = bench.field(), bench.field(), bench.field()
        for each in deleted:
            bench.client.delete_field(domainId=bench.domain_id, fieldId=each)

        with bench.refuses("ValidationException", *deleted):
            bench.case(dict.fromkeys([live, *deleted], "text"))

    @rule("field-exists")
    def test_unknown_field_is_refused(self, bench: Workbench) -> None:
        with bench.refuses("ValidationException", "no-such-field"):
            bench.case({"no-such-field": "text"})

    @rule("field-given-once")
    def test_field_given_twice_is_refused(self, bench: Workbench) -> None:
        field_id = bench.field()
        fields = [*pairs({"title": "A", field_id: "one"}), *pairs({field_id: "two"})]

        with bench.refuses("ValidationException", field_id):
            bench.client.create_case(
                domainId=bench.domain_id, templateId=bench.template_id, fields=fields
            )

    @rule("case-field-beyond-template-allowed")
    def test_fields_beyond_the_template_can_be_set(self, bench: Workbench) -> None:
        """Fields belong to the domain: a case can have a value for any of them."""
        required, other = bench.field(), bench.field()
        template_id = bench.template(required)

        case_id = bench.case({required: "one", other: "two"}, template_id=template_id)

        assert bench.values(case_id, required, other) == {required: "one", other: "two"}

    @rule("case-creation-at-most-220-fields")
    @pytest.mark.newest_model
    def test_220_fields_can_be_given(self, bench: Workbench) -> None:
        fields = {bench.field(): f"value {number}" for number in range(219)}

        case_id = bench.case(fields)

        assert bench.values(case_id, "title", *fields) == {"title": "A case", **fields}

    @rule("case-service-field-not-settable")
    @pytest.mark.parametrize("field_id", FILLED_BY_THE_SERVICE)
    def test_fields_of_the_service_cannot_be_set(self, bench: Workbench, field_id: str) -> None:
        with bench.refuses("ValidationException", field_id):
            bench.case({field_id: FILLED_BY_THE_SERVICE[field_id]})

    @rule("case-unknown-template-not-found")
    def test_unknown_template(self, bench: Workbench) -> None:
        with pytest.raises(ClientError) as caught:
            bench.case(template_id="no-such-template")

        assert caught.value.response["Error"]["Code"] == "ResourceNotFoundException"
        assert caught.value.response["resourceId"] == "no-such-template"
        assert caught.value.response["resourceType"] == "Template"

    @rule("case-creation-needs-active-template", "error-type-validation-where-unpublished")
    def test_inactive_template_is_refused(self, bench: Workbench) -> None:
        template_id = bench.template(status="Inactive", name="Old")

        hint = f"{template_id!r} (Old) has the status Inactive"
        with bench.refuses("ValidationException", hint):
            bench.case(template_id=template_id)

    @rule("case-creation-deleted-template-refused")
    def test_deleted_template_is_refused(self, bench: Workbench) -> None:
        template_id = bench.template()
        bench.client.delete_template(domainId=bench.domain_id, templateId=template_id)

        with bench.refuses("ValidationException", template_id):
            bench.case(template_id=template_id)

    @rule("case-unknown-template-not-found")
    def test_unknown_domain(self, bench: Workbench) -> None:
        with bench.refuses("ResourceNotFoundException", "no-such-domain"):
            bench.client.create_case(
                domainId="no-such-domain",
                templateId=bench.template_id,
                fields=pairs({"title": "A"}),
            )

    @rule("case-unknown-template-not-found")
    def test_template_of_another_domain(self, bench: Workbench) -> None:
        other = bench.client.create_domain(name="other")["domainId"]

        with bench.refuses("ResourceNotFoundException", bench.template_id):
            bench.client.create_case(
                domainId=other, templateId=bench.template_id, fields=pairs({"title": "A"})
            )


class TestReferences:
    @rule("case-reference-number-eight-digits")
    def test_reference_number_has_eight_digits(self, bench: Workbench) -> None:
        case_id = bench.case()

        assert re.fullmatch(r"\d{8}", bench.values(case_id, "reference_number")["reference_number"])

    @rule("case-reference-number-overridable")
    @pytest.mark.parametrize("number", ["A", "A-1._/:#=+", "9" * 50])
    def test_reference_number_can_be_given(self, bench: Workbench, number: str) -> None:
        case_id = bench.case({"reference_number": number})

        assert bench.values(case_id, "reference_number") == {"reference_number": number}

    @rule("case-reference-number-not-unique")
    def test_reference_number_is_not_unique(self, bench: Workbench) -> None:
        cases = [bench.case({"reference_number": "12345678"}) for _ in range(2)]

        assert sorted(bench.search()) == sorted(cases)

    @rule("case-reference-number-pattern")
    @pytest.mark.parametrize("field_id", ["reference_number", "reference_id"])
    @pytest.mark.parametrize("value", ["", "9" * 51, "a b", "é"])
    def test_malformed_reference_is_refused(
        self, bench: Workbench, field_id: str, value: str
    ) -> None:
        with bench.refuses("ValidationException", field_id):
            bench.case({field_id: value})

    @rule("case-reference-id-nine-characters")
    def test_reference_id_has_nine_characters(self, bench: Workbench) -> None:
        case_id = bench.case()

        assert re.fullmatch(
            r"[A-Za-z0-9]{9}", bench.values(case_id, "reference_id")["reference_id"]
        )

    @rule("case-reference-id-unique-ignoring-case", "case-reference-id-in-use-conflict")
    @pytest.mark.parametrize("twin", ["Ticket-1", "TICKET-1"])
    def test_reference_id_is_unique(self, bench: Workbench, twin: str) -> None:
        case_id = bench.case({"reference_id": "Ticket-1"})

        with bench.refuses("ConflictException", twin, f"already exists: {case_id!r}."):
            bench.case({"reference_id": twin})

    @rule("case-reference-id-unique-ignoring-case")
    def test_reference_id_is_free_in_another_domain(self, bench: Workbench) -> None:
        bench.case({"reference_id": "Ticket-1"})
        other = bench.client.create_domain(name="other")["domainId"]
        template_id = bench.client.create_template(domainId=other, name="T")["templateId"]

        answer = bench.client.create_case(
            domainId=other,
            templateId=template_id,
            fields=pairs({"title": "A", "reference_id": "Ticket-1"}),
        )

        assert answer["caseId"]

    @rule("case-reference-id-empty-refused")
    def test_reference_id_cannot_be_empty(self, bench: Workbench) -> None:
        with bench.refuses("ValidationException", "reference_id"):
            bench.case({"reference_id": None})

    @rule("case-reference-id-can-change")
    def test_reference_id_can_change(self, bench: Workbench) -> None:
        case_id = bench.case({"reference_id": "Ticket-1"})

        bench.update(case_id, {"reference_id": "Ticket-2"})
        bench.update(case_id, {"reference_id": "ticket-2"})
        bench.case({"reference_id": "Ticket-1"})

        answer = bench.client.batch_update_case(
            domainId=bench.domain_id,
            cases=[{"caseIdentifier": {"referenceId": "TICKET-2"}}],
            fields=[],
            title="Found",
        )
        assert [each["caseIdentifier"] for each in answer["successfulCases"]] == [
            {"caseId": case_id, "referenceId": "ticket-2"}
        ]

    @rule("case-reference-id-unique-ignoring-case")
    def test_reference_id_of_another_case_is_refused(self, bench: Workbench) -> None:
        bench.case({"reference_id": "Ticket-1"})
        case_id = bench.case()

        with bench.refuses("ConflictException", "ticket-1"):
            bench.update(case_id, {"reference_id": "ticket-1"})

    @rule("case-reference-id-not-cleared")
    def test_reference_id_cannot_be_cleared(self, bench: Workbench) -> None:
        case_id = bench.case()

        with bench.refuses("ValidationException", "reference_id"):
            bench.update(case_id, {"reference_id": None})

    @rule("case-reference-number-can-change")
    def test_reference_number_can_change(self, bench: Workbench) -> None:
        case_id = bench.case()

        bench.update(case_id, {"reference_number": "A-1"})

        assert bench.values(case_id, "reference_number") == {"reference_number": "A-1"}

    @rule("case-identified-by-either-id")
    def test_reference_id_is_no_case_id(self, bench: Workbench) -> None:
        """Only the batch operations take reference IDs."""
        bench.case({"reference_id": "Ticket-1"})

        with bench.refuses("ResourceNotFoundException", "Ticket-1"):
            bench.client.get_case(
                domainId=bench.domain_id, caseId="Ticket-1", fields=[{"id": "title"}]
            )


class TestCaseTags:
    @rule("case-tags-on-creation", "case-tags-returned")
    def test_tags_can_be_given(self, bench: Workbench) -> None:
        case_id = bench.case(tags={"team": "north", "Stufe": ""})

        answer = bench.client.get_case(
            domainId=bench.domain_id, caseId=case_id, fields=[{"id": "title"}]
        )

        assert answer["tags"] == {"team": "north", "Stufe": ""}

    @rule("template-propagates-tags")
    def test_template_propagates_tags(self, bench: Workbench) -> None:
        template_id = bench.template(
            tagPropagationConfigurations=[{"resourceType": "Cases", "tagMap": {"team": "north"}}]
        )

        case_id = bench.case(template_id=template_id)

        arn = f"{bench.domain_arn}/case/{case_id}"
        assert bench.client.list_tags_for_resource(arn=arn)["tags"] == {"team": "north"}

    @rule("case-tags-override-propagated-tags")
    def test_tags_of_the_request_win(self, bench: Workbench) -> None:
        propagated = {"team": "north", "tier": "1"}
        template_id = bench.template(
            tagPropagationConfigurations=[{"resourceType": "Cases", "tagMap": propagated}]
        )

        case_id = bench.case(template_id=template_id, tags={"team": "south", "vip": "yes"})

        arn = f"{bench.domain_arn}/case/{case_id}"
        assert bench.client.list_tags_for_resource(arn=arn)["tags"] == {
            "team": "south",
            "tier": "1",
            "vip": "yes",
        }

    @rule("template-own-tags-not-propagated")
    def test_tags_of_the_template_stay_there(self, bench: Workbench) -> None:
        arn = f"{bench.domain_arn}/template/{bench.template_id}"
        bench.client.tag_resource(arn=arn, tags={"team": "north"})

        case_id = bench.case()

        case_arn = f"{bench.domain_arn}/case/{case_id}"
        assert bench.client.list_tags_for_resource(arn=case_arn)["tags"] == {}

    @rule("case-propagated-tags-count-towards-50")
    def test_tags_are_at_most_50(self, bench: Workbench) -> None:
        template_id = bench.template(
            tagPropagationConfigurations=[{"resourceType": "Cases", "tagMap": {"team": "north"}}]
        )

        with bench.refuses("ValidationException", "50"):
            bench.case(template_id=template_id, tags={f"key {each}": "" for each in range(50)})

    @rule("case-creation-at-most-50-tags")
    def test_50_tags_can_be_given(self, bench: Workbench) -> None:
        tags = {f"key {each}": str(each) for each in range(50)}

        case_id = bench.case(tags=tags)

        arn = f"{bench.domain_arn}/case/{case_id}"
        assert bench.client.list_tags_for_resource(arn=arn)["tags"] == tags


class TestCreateCaseClientToken:
    @rule("client-token-retry-same-case")
    def test_same_token_answers_the_same_case(self, bench: Workbench) -> None:
        first = bench.case(clientToken="token")

        second = bench.case(clientToken="token")

        assert (second, bench.search()) == (first, [first])

    @rule("client-token-retry-same-case")
    def test_token_is_case_sensitive(self, bench: Workbench) -> None:
        first, second = bench.case(clientToken="token"), bench.case(clientToken="Token")

        assert first != second

    @rule("client-token-reuse-conflict")
    @pytest.mark.parametrize(
        "other",
        [
            pytest.param({"values": {"title": "Another"}}, id="fields"),
            pytest.param({"tags": {"team": "north"}}, id="tags"),
            pytest.param({"performedBy": {"userArn": USER}}, id="performedBy"),
        ],
    )
    def test_token_with_other_parameters(self, bench: Workbench, other: dict[str, Any]) -> None:
        """A token stands for one request only."""
        bench.case(clientToken="token")

        with bench.refuses("ConflictException", "token"):
            bench.case(clientToken="token", **other)

    @rule("client-token-default-from-sdk")
    def test_requests_without_a_token_are_two(self, bench: Workbench) -> None:
        first, second = bench.case(), bench.case()

        assert first != second

    @rule("client-token-empty-is-absent")
    def test_empty_token_is_none(self, bench: Workbench) -> None:
        first, second = bench.case(clientToken=""), bench.case(clientToken="")

        assert first != second

    @rule("client-token-free-after-failure")
    def test_failed_request_leaves_the_token_free(self, bench: Workbench) -> None:
        with bench.refuses("ValidationException"):
            bench.case({"no-such-field": "text"}, clientToken="token")

        case_id = bench.case(clientToken="token")

        assert bench.search() == [case_id]

    @rule("client-token-per-domain")
    def test_token_belongs_to_its_domain(self, bench: Workbench) -> None:
        first = bench.case(clientToken="token")
        other = bench.client.create_domain(name="other")["domainId"]
        template_id = bench.client.create_template(domainId=other, name="T")["templateId"]

        second = bench.client.create_case(
            domainId=other,
            templateId=template_id,
            fields=pairs({"title": "A case"}),
            clientToken="token",
        )

        assert second["caseId"] != first


class TestTimesAndUsers:
    @rule("case-creation-sets-times", "case-times-utc-with-nanoseconds")
    def test_creation_sets_its_times(self, bench: Workbench, clock: Traveller) -> None:
        case_id = bench.case()

        assert bench.values(case_id, "created_datetime", "last_updated_datetime") == {
            "created_datetime": "2026-01-31T12:00:00.000000000Z",
            "last_updated_datetime": "2026-01-31T12:00:00.000000000Z",
        }

    @rule("case-time-accepted-as-read")
    def test_time_that_was_read_is_taken(self, bench: Workbench) -> None:
        """Values of nine digits are values of custom fields and operands of filters."""
        field_id, case_id = bench.field("DateTime"), bench.case()
        time = bench.values(case_id, "created_datetime")["created_datetime"]

        bench.update(case_id, {field_id: time})

        assert bench.values(case_id, field_id) == {field_id: time}
        for each in (field_id, "created_datetime"):
            equal = {"equalTo": {"id": each, "value": {"stringValue": time}}}
            assert bench.search(filter={"field": equal}) == [case_id]

    @rule("case-update-sets-time")
    def test_update_sets_its_time(self, bench: Workbench, clock: Traveller) -> None:
        """An update moves ``last_updated_datetime`` and leaves ``created_datetime``."""
        case_id = bench.case()
        clock.shift(timedelta(minutes=1, microseconds=5))

        bench.update(case_id, {"summary": "text"})

        assert bench.values(case_id, "created_datetime", "last_updated_datetime") == {
            "created_datetime": "2026-01-31T12:00:00.000000000Z",
            "last_updated_datetime": "2026-01-31T12:01:00.000005000Z",
        }

    @rule("related-item-leaves-case-unmodified")
    def test_related_item_is_no_update(self, bench: Workbench, clock: Traveller) -> None:
        case_id = bench.case()
        clock.shift(60)

        bench.comment(case_id)

        assert bench.values(case_id, "last_updated_datetime") == {
            "last_updated_datetime": "2026-01-31T12:00:00.000000000Z"
        }

    @rule("case-closing-sets-time")
    def test_closing_sets_its_time(self, bench: Workbench, clock: Traveller) -> None:
        case_id = bench.case()
        clock.shift(60)

        bench.update(case_id, {"status": "closed"})

        assert bench.values(case_id, "last_closed_datetime", "last_reopened_datetime") == {
            "last_closed_datetime": "2026-01-31T12:01:00.000000000Z"
        }

    @rule("case-reopening-keeps-closing-time", "case-reopening-sets-time")
    def test_reopening_does_not_change_the_time_of_closing(
        self, bench: Workbench, clock: Traveller
    ) -> None:
        case_id = bench.case()
        bench.update(case_id, {"status": "closed"})
        clock.shift(60)

        bench.update(case_id, {"status": "open"})

        assert bench.values(case_id, "last_closed_datetime", "last_reopened_datetime") == {
            "last_closed_datetime": "2026-01-31T12:00:00.000000000Z",
            "last_reopened_datetime": "2026-01-31T12:01:00.000000000Z",
        }

    @rule("case-status-not-closed-is-open")
    def test_any_other_status_reopens(self, bench: Workbench, clock: Traveller) -> None:
        bench.options("status", "waiting")
        case_id = bench.case({"status": "closed"})

        bench.update(case_id, {"status": "waiting"})

        assert bench.values(case_id, "last_reopened_datetime") == {
            "last_reopened_datetime": "2026-01-31T12:00:00.000000000Z"
        }

    @rule("case-closed-again-keeps-closing-time")
    def test_closing_again_does_not_change_the_time(
        self, bench: Workbench, clock: Traveller
    ) -> None:
        """Only a change of the status closes."""
        case_id = bench.case()
        bench.update(case_id, {"status": "closed"})
        clock.shift(60)

        bench.update(case_id, {"status": "closed"})

        assert bench.values(case_id, "last_closed_datetime") == {
            "last_closed_datetime": "2026-01-31T12:00:00.000000000Z"
        }

    @rule("performed-by-user-is-arn")
    @pytest.mark.parametrize("user", ["jane", "arn:aws:connect"])
    def test_user_must_be_an_arn(self, bench: Workbench, user: str) -> None:
        """Operations that take a user refuse one that is no ARN."""
        case_id, other = bench.case(), bench.case()
        by: dict[str, Any] = {"performedBy": {"userArn": user}}
        naming = ("ValidationException", "performedBy.userArn", user)
        here = {"domainId": bench.domain_id, "caseId": case_id}

        with bench.refuses(*naming):
            bench.case(**by)
        for values in ({"summary": "text"}, {}):
            with bench.refuses(*naming):
                bench.update(case_id, values, **by)
        with bench.refuses(*naming):
            bench.comment(case_id, **by)
        with bench.refuses(*naming):
            bench.client.start_merge_cases(**here, secondaryCaseIds=[other], **by)
        with bench.refuses(*naming):
            bench.client.batch_update_case(
                domainId=bench.domain_id,
                cases=[{"caseIdentifier": {"caseId": case_id}}],
                fields=[],
                title="New",
                **by,
            )

    @rule("case-created-by-user")
    def test_creator_is_the_user(self, bench: Workbench) -> None:
        """``performedBy`` names who created and last updated a new case."""
        case_id = bench.case(performedBy={"userArn": USER})

        assert bench.client.get_case(
            domainId=bench.domain_id,
            caseId=case_id,
            fields=[{"id": "created_by"}, {"id": "last_updated_user"}],
        )["fields"] == [
            {"id": "created_by", "value": {"userArnValue": USER}},
            {"id": "last_updated_user", "value": {"userArnValue": USER}},
        ]

    @rule("case-last-updated-user")
    def test_update_names_its_user(self, bench: Workbench) -> None:
        case_id = bench.case(performedBy={"userArn": USER})

        bench.update(case_id, {"summary": "text"}, performedBy={"userArn": OTHER_USER})

        assert bench.values(case_id, "created_by", "last_updated_user") == {
            "created_by": USER,
            "last_updated_user": OTHER_USER,
        }

    @rule("case-creator-absent-without-user")
    @pytest.mark.parametrize("members", [{}, {"performedBy": {"customEntity": "batch/1"}}])
    def test_nobody_is_the_creator(self, bench: Workbench, members: dict[str, Any]) -> None:
        case_id = bench.case(**members)

        assert bench.values(case_id, "created_by", "last_updated_user") == {}

    @rule("case-update-without-user-clears-user")
    @pytest.mark.parametrize("members", [{}, {"performedBy": {"customEntity": "batch/1"}}])
    def test_unnamed_update_leaves_no_user(self, bench: Workbench, members: dict[str, Any]) -> None:
        case_id = bench.case(performedBy={"userArn": USER})

        bench.update(case_id, {"summary": "text"}, **members)

        assert bench.values(case_id, "created_by", "last_updated_user") == {"created_by": USER}


class TestGetCase:
    @rule("get-case-returns-requested-fields", "get-case-answer-members")
    def test_requested_fields_are_returned(self, bench: Workbench) -> None:
        case_id = bench.case({"summary": "text"})

        answer = bench.client.get_case(
            domainId=bench.domain_id, caseId=case_id, fields=[{"id": "summary"}, {"id": "title"}]
        )

        assert read(answer) == {
            "fields": [
                {"id": "summary", "value": {"stringValue": "text"}},
                {"id": "title", "value": {"stringValue": "A case"}},
            ],
            "templateId": bench.template_id,
            "tags": {},
        }

    @rule("get-case-omits-empty-fields")
    def test_field_without_a_value_is_left_out(self, bench: Workbench) -> None:
        case_id = bench.case()

        assert bench.values(case_id, "summary", "title") == {"title": "A case"}

    @rule("requested-field-exists")
    def test_unknown_field_is_refused(self, bench: Workbench) -> None:
        case_id = bench.case()

        with bench.refuses("ValidationException", "no-such-field"):
            bench.values(case_id, "title", "no-such-field")

    @rule("get-case-returns-deleted-field")
    def test_value_of_a_deleted_field_stays(self, bench: Workbench) -> None:
        """A value outlives its field; a case without one answers nothing."""
        valued, blank = bench.field(), bench.field()
        case_id = bench.case({valued: "text"})
        for each in (valued, blank):
            bench.client.delete_field(domainId=bench.domain_id, fieldId=each)

        assert bench.values(case_id, valued, blank) == {valued: "text"}

    @rule("get-case-fields-in-request-order")
    def test_fields_come_in_the_order_of_the_request(self, bench: Workbench) -> None:
        case_id = bench.case({"summary": "text"})
        wanted = ["summary", "title", "case_id"]

        for order in (wanted, wanted[::-1]):
            answer = bench.client.get_case(
                domainId=bench.domain_id, caseId=case_id, fields=[{"id": each} for each in order]
            )
            assert [each["id"] for each in answer["fields"]] == order
            assert (answer["tags"], answer["templateId"]) == ({}, bench.template_id)

    @rule("text-may-end-in-a-blank")
    def test_text_may_end_in_a_blank(self, bench: Workbench) -> None:
        case_id = bench.case()

        bench.update(case_id, {"title": "Updated Case "})

        assert bench.values(case_id, "title") == {"title": "Updated Case "}

    @rule("get-case-duplicate-field-returned-once")
    def test_field_requested_twice_is_returned_once(self, bench: Workbench) -> None:
        case_id = bench.case()

        answer = bench.client.get_case(
            domainId=bench.domain_id, caseId=case_id, fields=[{"id": "title"}, {"id": "title"}]
        )

        assert [each["id"] for each in answer["fields"]] == ["title"]

    @rule("get-case-page-token-refused")
    def test_token_is_refused(self, bench: Workbench) -> None:
        case_id = bench.case()

        with bench.refuses("ValidationException", "nextToken"):
            bench.client.get_case(
                domainId=bench.domain_id,
                caseId=case_id,
                fields=[{"id": "title"}],
                nextToken="token",
            )

    @rule("get-case-empty-page-token-ignored")
    def test_empty_token_is_none(self, bench: Workbench) -> None:
        case_id = bench.case()

        answer = bench.client.get_case(
            domainId=bench.domain_id, caseId=case_id, fields=[{"id": "title"}], nextToken=""
        )

        assert "nextToken" not in answer

    @rule("case-not-found-id-and-type")
    def test_unknown_case(self, bench: Workbench) -> None:
        with pytest.raises(ClientError) as caught:
            bench.values("no-such-case", "title")

        assert caught.value.response["Error"]["Code"] == "ResourceNotFoundException"
        assert caught.value.response["resourceId"] == "no-such-case"
        assert caught.value.response["resourceType"] == "Case"


class TestUpdateCase:
    @rule("update-case-keeps-other-fields", "update-case-answer-empty")
    def test_only_given_fields_change(self, bench: Workbench) -> None:
        field_id = bench.field()
        case_id = bench.case({field_id: "one", "summary": "before"})

        answer = bench.client.update_case(
            domainId=bench.domain_id, caseId=case_id, fields=pairs({"summary": "after"})
        )

        assert read(answer) == {}
        assert bench.values(case_id, field_id, "summary") == {field_id: "one", "summary": "after"}

    @rule("batch-update-empty-value-clears")
    def test_empty_value_clears(self, bench: Workbench) -> None:
        case_id = bench.case({"summary": "before"})

        bench.update(case_id, {"summary": None})

        assert bench.values(case_id, "summary") == {}

    @rule("update-case-empty-list-no-change")
    def test_empty_list_changes_nothing(self, bench: Workbench, clock: Traveller) -> None:
        case_id = bench.case()
        before = bench.snapshot()
        clock.shift(60)

        bench.update(case_id, {})

        assert bench.snapshot() == before

    @rule("case-customer-optional")
    @pytest.mark.parametrize(
        ("before", "after"), [(None, PROFILE), (PROFILE, OTHER_PROFILE), (PROFILE, None)]
    )
    def test_customer_can_change(
        self, bench: Workbench, before: str | None, after: str | None
    ) -> None:
        case_id = bench.case({"customer_id": before})

        bench.update(case_id, {"customer_id": after})

        assert bench.values(case_id, "customer_id").get("customer_id") == after

    @rule("required-field-cannot-be-cleared")
    def test_required_field_cannot_be_cleared(self, bench: Workbench) -> None:
        field_id = bench.field()
        case_id = bench.case({field_id: "text"}, template_id=bench.template(field_id))

        with bench.refuses("ValidationException", field_id):
            bench.update(case_id, {field_id: None})

    @rule("case-title-and-status-not-clearable")
    @pytest.mark.parametrize("field_id", ["title", "status"])
    def test_title_and_status_cannot_be_cleared(self, bench: Workbench, field_id: str) -> None:
        case_id = bench.case()

        with bench.refuses("ValidationException", field_id):
            bench.update(case_id, {field_id: None})

    @rule("field-required-later-may-stay-blank")
    def test_field_required_later_may_stay_blank(self, bench: Workbench) -> None:
        field_id = bench.field()
        case_id = bench.case()
        bench.client.update_template(
            domainId=bench.domain_id,
            templateId=bench.template_id,
            requiredFields=[{"fieldId": field_id}],
        )

        bench.update(case_id, {"summary": "text"})

        assert bench.values(case_id, "summary") == {"summary": "text"}

    @rule("deleted-field-not-added-to-case")
    def test_deleted_field_cannot_be_added(self, bench: Workbench) -> None:
        field_id = bench.field()
        case_id = bench.case()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        with bench.refuses("ValidationException", field_id):
            bench.update(case_id, {field_id: "text"})

    @rule("deleted-field-value-changeable")
    @pytest.mark.parametrize("after", ["after", None])
    def test_value_of_a_deleted_field_can_change(self, bench: Workbench, after: str | None) -> None:
        field_id = bench.field()
        case_id = bench.case({field_id: "before"})
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        bench.update(case_id, {field_id: after})

        assert bench.values(case_id, field_id).get(field_id) == after

    @rule("deleted-field-not-added-to-case")
    def test_removed_value_of_a_deleted_field_is_gone(self, bench: Workbench) -> None:
        field_id = bench.field()
        case_id = bench.case({field_id: "before"})
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)
        bench.update(case_id, {field_id: None})

        with bench.refuses("ValidationException", field_id):
            bench.update(case_id, {field_id: "after"})

    @rule("deleted-field-value-changeable")
    def test_value_of_a_deleted_required_field_can_be_removed(self, bench: Workbench) -> None:
        field_id = bench.field()
        case_id = bench.case({field_id: "text"}, template_id=bench.template(field_id))
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        bench.update(case_id, {field_id: None})

        assert bench.values(case_id, field_id) == {}

    @rule("case-service-field-not-settable")
    @pytest.mark.parametrize("field_id", FILLED_BY_THE_SERVICE)
    def test_fields_of_the_service_cannot_be_set(self, bench: Workbench, field_id: str) -> None:
        case_id = bench.case()

        with bench.refuses("ValidationException", field_id):
            bench.update(case_id, {field_id: FILLED_BY_THE_SERVICE[field_id]})

    @rule("field-given-once")
    def test_field_given_twice_is_refused(self, bench: Workbench) -> None:
        case_id = bench.case()

        with bench.refuses("ValidationException", "summary"):
            bench.client.update_case(
                domainId=bench.domain_id,
                caseId=case_id,
                fields=[*pairs({"summary": "one"}), *pairs({"summary": "two"})],
            )

    @rule("update-case-all-or-nothing")
    def test_update_is_all_or_nothing(self, bench: Workbench) -> None:
        case_id = bench.case({"summary": "before"})

        with bench.refuses("ValidationException", "case_reason"):
            bench.update(case_id, {"summary": "after", "case_reason": "no-such-option"})

    @rule("closed-case-updatable")
    def test_closed_case_can_be_updated(self, bench: Workbench) -> None:
        """Unlike the website, the API lets closed cases change."""
        case_id = bench.case({"status": "closed"})

        bench.update(case_id, {"summary": "text"})

        assert bench.values(case_id, "summary", "status") == {"summary": "text", "status": "closed"}

    @rule("case-outlives-deleted-template")
    def test_case_outlives_its_template(self, bench: Workbench) -> None:
        case_id = bench.case()
        bench.client.delete_template(domainId=bench.domain_id, templateId=bench.template_id)

        bench.update(case_id, {"summary": "text"})

        answer = bench.client.get_case(
            domainId=bench.domain_id, caseId=case_id, fields=[{"id": "summary"}]
        )
        assert answer["templateId"] == bench.template_id
        assert answer["fields"] == [{"id": "summary", "value": {"stringValue": "text"}}]

    @rule("case-unknown-template-not-found")
    def test_unknown_case(self, bench: Workbench) -> None:
        with bench.refuses("ResourceNotFoundException", "no-such-case"):
            bench.update("no-such-case", {"summary": "text"})


CALLS_ON_A_CASE: dict[str, dict[str, Any]] = {
    "get_case": {"fields": [{"id": "title"}]},
    "update_case": {"fields": []},
    "delete_case": {},
    "search_related_items": {},
    "get_case_audit_events": {},
    "create_related_item": {
        "type": "Comment",
        "content": {"comment": {"body": "text", "contentType": "Text/Plain"}},
    },
    "update_related_item": {
        "relatedItemId": "item",
        "content": {"comment": {"body": "text", "contentType": "Text/Plain"}},
    },
    "delete_related_item": {"relatedItemId": "item"},
    "start_merge_cases": {"secondaryCaseIds": ["other"]},
    "get_merge_cases_status": {},
}


class TestDeleteCase:
    @rule("case-deletion-permanent")
    def test_case_is_gone(self, bench: Workbench) -> None:
        case_id, other = bench.case(), bench.case()

        answer = bench.client.delete_case(domainId=bench.domain_id, caseId=case_id)

        assert read(answer) == {}
        assert bench.search() == [other]

    @rule("deleted-case-id-unusable", "deleted-case-not-found")
    @pytest.mark.parametrize("method", CALLS_ON_A_CASE)
    def test_id_is_unknown_afterwards(self, bench: Workbench, method: str) -> None:
        case_id = bench.case()
        bench.comment(case_id)
        bench.client.delete_case(domainId=bench.domain_id, caseId=case_id)
        call = getattr(bench.client, method)

        with bench.refuses("ResourceNotFoundException", case_id):
            call(domainId=bench.domain_id, caseId=case_id, **CALLS_ON_A_CASE[method])

    @rule("case-deletion-permanent")
    def test_related_items_are_gone(self, bench: Workbench) -> None:
        case_id, other = bench.case(), bench.case()
        bench.comment(case_id)
        kept = bench.comment(other)

        bench.client.delete_case(domainId=bench.domain_id, caseId=case_id)

        found = bench.client.search_all_related_items(domainId=bench.domain_id)["relatedItems"]
        assert [each["relatedItemId"] for each in found] == [kept]

    @rule("case-deletion-permanent")
    def test_contact_is_on_it_no_more(self, bench: Workbench) -> None:
        case_id = bench.case()
        bench.item(case_id, "Contact", {"contact": {"contactArn": CONTACT}})

        bench.client.delete_case(domainId=bench.domain_id, caseId=case_id)

        assert bench.listed("list_cases_for_contact", "cases", contactArn=CONTACT) == []

    @rule("deleted-case-unrecoverable")
    def test_reference_id_is_free_again(self, bench: Workbench) -> None:
        case_id = bench.case({"reference_id": "Ticket-1"})
        bench.client.delete_case(domainId=bench.domain_id, caseId=case_id)

        successor = bench.case({"reference_id": "ticket-1"})

        assert bench.search() == [successor]

    @pytest.mark.newest_model
    @rule("case-id-pattern")
    def test_malformed_id_is_refused(self, bench: Workbench) -> None:
        with bench.refuses("ValidationException", "caseId"):
            bench.client.delete_case(domainId=bench.domain_id, caseId="a case")

    @rule("case-link-outlives-deleted-case")
    def test_links_to_it_stay(self, bench: Workbench) -> None:
        case_id, linked = bench.case(), bench.case()
        bench.item(case_id, "ConnectCase", {"connectCase": {"caseId": linked}})

        bench.client.delete_case(domainId=bench.domain_id, caseId=linked)

        (link,) = bench.items(case_id)
        assert link["content"] == {"connectCase": {"caseId": linked}}


class TestListCasesForContact:
    @rule(
        "contact-cases-listed",
        "contact-cases-entry-members",
        "contact-cases-in-order-of-relation",
    )
    def test_cases_of_a_contact_are_listed(self, bench: Workbench) -> None:
        template_id = bench.template()
        late, early = bench.case(), bench.case(template_id=template_id)
        for each in (early, late):
            bench.item(each, "Contact", {"contact": {"contactArn": CONTACT}})
        bench.item(bench.case(), "Contact", {"contact": {"contactArn": f"{CONTACT}-other"}})

        answer = bench.client.list_cases_for_contact(domainId=bench.domain_id, contactArn=CONTACT)

        assert read(answer) == {
            "cases": [
                {"caseId": early, "templateId": template_id},
                {"caseId": late, "templateId": bench.template_id},
            ]
        }

    @rule("unknown-contact-has-no-cases")
    def test_unknown_contact_has_no_cases(self, bench: Workbench) -> None:
        answer = bench.client.list_cases_for_contact(domainId=bench.domain_id, contactArn=CONTACT)

        assert read(answer) == {"cases": []}

    @rule("contact-cases-page-at-most-10", "contact-cases-last-page-without-token")
    def test_page_holds_ten(self, bench: Workbench) -> None:
        cases = [bench.case() for _ in range(11)]
        for each in cases:
            bench.item(each, "Contact", {"contact": {"contactArn": CONTACT}})

        first = bench.client.list_cases_for_contact(domainId=bench.domain_id, contactArn=CONTACT)
        second = bench.client.list_cases_for_contact(
            domainId=bench.domain_id, contactArn=CONTACT, nextToken=first["nextToken"]
        )

        assert [each["caseId"] for each in first["cases"]] == cases[:10]
        assert [each["caseId"] for each in second["cases"]] == cases[10:]
        assert "nextToken" not in second

    @rule("page-at-most-max-results")
    def test_page_size_can_be_given(self, bench: Workbench) -> None:
        cases = [bench.case() for _ in range(3)]
        for each in cases:
            bench.item(each, "Contact", {"contact": {"contactArn": CONTACT}})

        page = bench.client.list_cases_for_contact(
            domainId=bench.domain_id, contactArn=CONTACT, maxResults=2
        )

        assert [each["caseId"] for each in page["cases"]] == cases[:2]

    @rule("page-token-known")
    def test_token_of_another_contact(self, bench: Workbench) -> None:
        for _ in range(2):
            bench.item(bench.case(), "Contact", {"contact": {"contactArn": CONTACT}})
        page = bench.client.list_cases_for_contact(
            domainId=bench.domain_id, contactArn=CONTACT, maxResults=1
        )

        with bench.refuses("ValidationException", "nextToken"):
            bench.client.list_cases_for_contact(
                domainId=bench.domain_id, contactArn=OTHER_USER, nextToken=page["nextToken"]
            )

    @rule("case-unknown-template-not-found")
    def test_unknown_domain(self, bench: Workbench) -> None:
        with bench.refuses("ResourceNotFoundException", "no-such-domain"):
            bench.client.list_cases_for_contact(domainId="no-such-domain", contactArn=CONTACT)

    @rule("contact-removed-from-case-unlisted")
    def test_contact_taken_off_is_listed_no_more(self, bench: Workbench) -> None:
        case_id = bench.case()
        item_id = bench.item(case_id, "Contact", {"contact": {"contactArn": CONTACT}})

        bench.client.delete_related_item(
            domainId=bench.domain_id, caseId=case_id, relatedItemId=item_id
        )

        assert bench.listed("list_cases_for_contact", "cases", contactArn=CONTACT) == []


class TestIsolation:
    @rule("domain-of-one-account-and-region")
    @pytest.mark.parametrize("method", CALLS_ON_A_CASE)
    def test_other_region_knows_nothing(self, bench: Workbench, method: str) -> None:
        case_id = bench.case()
        abroad = boto3.client("connectcases", region_name="us-west-2")
        call = getattr(abroad, method)

        with bench.refuses("ResourceNotFoundException", bench.domain_id):
            call(domainId=bench.domain_id, caseId=case_id, **CALLS_ON_A_CASE[method])

    @rule("domain-of-one-account-and-region")
    def test_other_account_knows_nothing(
        self, bench: Workbench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case_id = bench.case()
        monkeypatch.setenv("MOTO_ACCOUNT_ID", "999999999999")

        with bench.refuses("ResourceNotFoundException", bench.domain_id):
            bench.values(case_id, "title")

    @rule("case-unknown-in-other-domain")
    @pytest.mark.parametrize("method", CALLS_ON_A_CASE)
    def test_other_domain_knows_nothing(self, bench: Workbench, method: str) -> None:
        case_id = bench.case()
        other = bench.client.create_domain(name="other")["domainId"]
        call = getattr(bench.client, method)

        with bench.refuses("ResourceNotFoundException", case_id):
            call(domainId=other, caseId=case_id, **CALLS_ON_A_CASE[method])


@pytest.mark.newest_model  # an older botocore writes them as no JSON
class TestDoublesWithoutANumber:
    @rule("client-token-retry-nan-equals-nan")
    def test_retry_with_nan_is_the_same_request(self, bench: Workbench) -> None:
        values = {bench.field("Number"): float("nan")}
        first = bench.case(values, clientToken="token")

        second = bench.case(values, clientToken="token")

        assert second == first

    @rule("field-value-nan-again-unchanged")
    def test_nan_again_is_no_change(self, bench: Workbench) -> None:
        values = {bench.field("Number"): float("nan")}
        case_id = bench.case(values)

        bench.update(case_id, values)

        assert [each["type"] for each in bench.audit(case_id)] == ["Case.Created"]
