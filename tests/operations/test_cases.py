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
from tests.provenance import assumed, documented, documented_page, modeled, observed

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory

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
    @modeled("CreateCase", "caseId and caseArn are returned", at="CreateCaseResponse")
    @documented_page(
        "CreateCase", "A case's ARN is that of its domain with case/ID", page="list_connectcases"
    )
    def test_answer_is_id_and_arn(self, bench: Workbench) -> None:
        answer = bench.client.create_case(
            domainId=bench.domain_id, templateId=bench.template_id, fields=pairs({"title": "A"})
        )

        assert read(answer) == {
            "caseId": answer["caseId"],
            "caseArn": f"{bench.domain_arn}/case/{answer['caseId']}",
        }

    @documented_page("CreateCase", "A case id is a UUID", page=FIELDS_PAGE)
    def test_id_is_a_uuid(self, bench: Workbench) -> None:
        case_id = bench.case()

        assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", case_id)

    @observed(
        "CreateCase",
        "A case id is a UUID of version 3",
        seen_in="five ids of cases in captures of three programs",
    )
    def test_id_has_version_three(self, bench: Workbench) -> None:
        assert UUID(bench.case()).version == 3

    @documented_page("CreateCase", "The field case_id holds the case's id", page=FIELDS_PAGE)
    def test_case_id_is_a_field_value(self, bench: Workbench) -> None:
        case_id = bench.case()

        assert bench.values(case_id, "case_id") == {"case_id": case_id}

    @observed("CreateCase", "A new case is open unless said otherwise", seen_in="SkyConnect demo")
    def test_new_case_is_open(self, bench: Workbench) -> None:
        case_id = bench.case()

        assert bench.values(case_id, "status") == {"status": "open"}

    @observed("CreateCase", "A status can be given on creation", seen_in="SkyConnect generator")
    def test_status_can_be_given(self, bench: Workbench) -> None:
        bench.options("status", "waiting")

        case_id = bench.case({"status": "waiting"})

        assert bench.values(case_id, "status") == {"status": "waiting"}

    @assumed(
        "CreateCase",
        "A case that is created closed has no time of closing",
        why="the guide speaks of the time a case was closed, and this one never was open",
    )
    def test_case_created_closed_was_never_closed(self, bench: Workbench) -> None:
        case_id = bench.case({"status": "closed"})

        assert bench.values(case_id, "last_closed_datetime") == {}

    @documented("CreateCase", "The following field is always required when creating a case:")
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

    @documented_page("CreateCase", "Every case has a status", page="adminguide/case-templates")
    def test_status_cannot_be_empty(self, bench: Workbench) -> None:
        with bench.refuses("ValidationException", "status"):
            bench.case({"status": None})

    @observed("CreateCase", "A case needs no customer", seen_in="merchant-cases REST API")
    @documented(
        "CreateCase",
        "When not required, the field is optional and can be omitted, added, changed, or removed"
        " after case creation.",
    )
    def test_customer_is_optional(self, bench: Workbench) -> None:
        case_id = bench.case()

        assert bench.values(case_id, "customer_id") == {}

    @documented(
        "CreateCase",
        "customer_id - Required only if the template's requiredFields list includes customer_id.",
    )
    def test_customer_is_required_by_the_template(self, bench: Workbench) -> None:
        template_id = bench.template("customer_id")

        with bench.refuses("ValidationException", "customer_id"):
            bench.case(template_id=template_id)

    @documented(
        "CreateCase",
        "When required, provide the full customer profile ARN in this format:"
        " arn:aws:profile:your_AWS_Region:your_AWS_account_ID:domains/your_profiles_domain_name"
        "/profiles/profile_ID.",
    )
    @assumed(
        "CreateCase",
        "Any profile ARN of the documented form is taken",
        why="the profiles are in another service, which the mock does not have; AWS searches them"
        " and was seen to answer: No customer profile found for customer_id",
    )
    def test_customer_is_a_profile_arn(self, bench: Workbench) -> None:
        case_id = bench.case({"customer_id": PROFILE}, template_id=bench.template("customer_id"))

        assert bench.values(case_id, "customer_id") == {"customer_id": PROFILE}

    @assumed(
        "CreateCase",
        "A customer_id that is no full profile ARN is a ValidationException",
        why="the documentation asks for the full profile ARN and names no error",
    )
    @pytest.mark.parametrize("customer", ["", "0a1b2c", PROFILE.rpartition("/")[0], USER])
    def test_customer_must_be_a_profile_arn(self, bench: Workbench, customer: str) -> None:
        with bench.refuses("ValidationException", "customer_id"):
            bench.case({"customer_id": customer})

    @modeled("CreateCase", "A template can require fields", at="CreateTemplateRequest")
    @documented(
        "CreateCase",
        "You cannot set EmptyFieldValue on a field that is required on a case template.",
        at="EmptyFieldValue",
    )
    @pytest.mark.parametrize("given", [pytest.param(False, id="absent"), pytest.param(True)])
    def test_required_field_needs_a_value(self, bench: Workbench, given: bool) -> None:  # noqa: FBT001 - a parameter
        field_id = bench.field()
        template_id = bench.template(field_id)

        with bench.refuses("ValidationException", field_id):
            bench.case({field_id: None} if given else {}, template_id=template_id)

    @assumed(
        "CreateCase",
        "A required field that was deleted is no longer required",
        why="GetTemplate leaves it out, and CreateCase refuses a value for it",
    )
    def test_deleted_field_is_not_required(self, bench: Workbench) -> None:
        field_id = bench.field()
        template_id = bench.template(field_id)
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        case_id = bench.case(template_id=template_id)

        assert bench.search() == [case_id]

    @documented(
        "CreateCase",
        "Calling CreateCase with a deleted field throws a ValidationException denoting which field"
        " identifiers in the request have been deleted.",
        at="DeleteField",
    )
    def test_deleted_fields_are_named(self, bench: Workbench) -> None:
        live, *deleted = bench.field(), bench.field(), bench.field()
        for each in deleted:
            bench.client.delete_field(domainId=bench.domain_id, fieldId=each)

        with bench.refuses("ValidationException", *deleted):
            bench.case(dict.fromkeys([live, *deleted], "text"))

    @assumed(
        "CreateCase",
        "An unknown field is a ValidationException",
        why="a deleted one is, by the documentation",
    )
    def test_unknown_field_is_refused(self, bench: Workbench) -> None:
        """Fields must exist in the domain."""
        with bench.refuses("ValidationException", "no-such-field"):
            bench.case({"no-such-field": "text"})

    @assumed(
        "CreateCase",
        "A field given twice is a ValidationException",
        why="nothing says which of the values would win",
    )
    def test_field_given_twice_is_refused(self, bench: Workbench) -> None:
        field_id = bench.field()
        fields = [*pairs({"title": "A", field_id: "one"}), *pairs({field_id: "two"})]

        with bench.refuses("ValidationException", field_id):
            bench.client.create_case(
                domainId=bench.domain_id, templateId=bench.template_id, fields=fields
            )

    @documented(
        "CreateCase",
        "This applies even when the field isn't on the primary case's template.",
        at="StartMergeCasesRequest.fieldsConfiguration",
    )
    def test_fields_beyond_the_template_can_be_set(self, bench: Workbench) -> None:
        """Fields belong to the domain: a case can have a value for any of them."""
        required, other = bench.field(), bench.field()
        template_id = bench.template(required)

        case_id = bench.case({required: "one", other: "two"}, template_id=template_id)

        assert bench.values(case_id, required, other) == {required: "one", other: "two"}

    @modeled("CreateCase", "up to 220 fields", at="CreateCaseRequest.fields")
    @pytest.mark.newest_model
    def test_220_fields_can_be_given(self, bench: Workbench) -> None:
        fields = {bench.field(): f"value {number}" for number in range(219)}

        case_id = bench.case(fields)

        assert bench.values(case_id, "title", *fields) == {"title": "A case", **fields}

    @assumed(
        "CreateCase",
        "Setting a field that the service fills is a ValidationException",
        why="the guide says these values come from the service; it names no error",
    )
    @pytest.mark.parametrize("field_id", FILLED_BY_THE_SERVICE)
    def test_fields_of_the_service_cannot_be_set(self, bench: Workbench, field_id: str) -> None:
        with bench.refuses("ValidationException", field_id):
            bench.case({field_id: FILLED_BY_THE_SERVICE[field_id]})

    @modeled("CreateCase", "ResourceNotFoundException is declared", at="CreateCase")
    def test_unknown_template(self, bench: Workbench) -> None:
        with pytest.raises(ClientError) as caught:
            bench.case(template_id="no-such-template")

        assert caught.value.response["Error"]["Code"] == "ResourceNotFoundException"
        assert caught.value.response["resourceId"] == "no-such-template"
        assert caught.value.response["resourceType"] == "Template"

    @documented(
        "CreateCase", "Inactive templates cannot be used to create cases.", at="CreateTemplate"
    )
    @assumed(
        "CreateCase",
        "An inactive template is a ValidationException",
        why="deleted things are refused with it elsewhere",
    )
    def test_inactive_template_is_refused(self, bench: Workbench) -> None:
        template_id = bench.template(status="Inactive")

        with bench.refuses("ValidationException", template_id):
            bench.case(template_id=template_id)

    @documented(
        "CreateCase",
        "You cannot create a case by using the deleted template.",
        at="DeleteTemplate",
    )
    def test_deleted_template_is_refused(self, bench: Workbench) -> None:
        template_id = bench.template()
        bench.client.delete_template(domainId=bench.domain_id, templateId=template_id)

        with bench.refuses("ValidationException", template_id):
            bench.case(template_id=template_id)

    @modeled("CreateCase", "ResourceNotFoundException is declared", at="CreateCase")
    def test_unknown_domain(self, bench: Workbench) -> None:
        with bench.refuses("ResourceNotFoundException", "no-such-domain"):
            bench.client.create_case(
                domainId="no-such-domain",
                templateId=bench.template_id,
                fields=pairs({"title": "A"}),
            )

    @modeled("CreateCase", "ResourceNotFoundException is declared", at="CreateCase")
    def test_template_of_another_domain(self, bench: Workbench) -> None:
        other = bench.client.create_domain(name="other")["domainId"]

        with bench.refuses("ResourceNotFoundException", bench.template_id):
            bench.client.create_case(
                domainId=other, templateId=bench.template_id, fields=pairs({"title": "A"})
            )


class TestReferences:
    @documented_page(
        "CreateCase", "A reference number has eight digits by default", page=FIELDS_PAGE
    )
    def test_reference_number_has_eight_digits(self, bench: Workbench) -> None:
        case_id = bench.case()

        assert re.fullmatch(r"\d{8}", bench.values(case_id, "reference_number")["reference_number"])

    @documented_page("CreateCase", "The reference number can be overridden", page=FIELDS_PAGE)
    @pytest.mark.parametrize("number", ["A", "A-1._/:#=+", "9" * 50])
    def test_reference_number_can_be_given(self, bench: Workbench, number: str) -> None:
        """A reference number of one to fifty characters is taken as given."""
        case_id = bench.case({"reference_number": number})

        assert bench.values(case_id, "reference_number") == {"reference_number": number}

    @documented(
        "CreateCase",
        "Reference numbers aren't guaranteed to be unique.",
        at="CaseIdentifier.referenceNumber",
    )
    def test_reference_number_is_not_unique(self, bench: Workbench) -> None:
        cases = [bench.case({"reference_number": "12345678"}) for _ in range(2)]

        assert sorted(bench.search()) == sorted(cases)

    @modeled("CreateCase", "1 to 50 of certain characters", at="CaseIdentifier.referenceNumber")
    @pytest.mark.parametrize("field_id", ["reference_number", "reference_id"])
    @pytest.mark.parametrize("value", ["", "9" * 51, "a b", "é"])
    def test_malformed_reference_is_refused(
        self, bench: Workbench, field_id: str, value: str
    ) -> None:
        with bench.refuses("ValidationException", field_id):
            bench.case({field_id: value})

    @documented_page(
        "CreateCase", "A reference ID has nine letters and digits by default", page=FIELDS_PAGE
    )
    def test_reference_id_has_nine_characters(self, bench: Workbench) -> None:
        case_id = bench.case()

        assert re.fullmatch(
            r"[A-Za-z0-9]{9}", bench.values(case_id, "reference_id")["reference_id"]
        )

    @documented(
        "CreateCase",
        "Reference IDs are unique within a domain, and uniqueness isn't case sensitive.",
        at="CaseIdentifierUnion.referenceId",
    )
    @assumed(
        "CreateCase",
        "A reference ID in use is a ConflictException",
        why="names in use are, and CreateCase declares it for nothing else",
    )
    @pytest.mark.parametrize("twin", ["Ticket-1", "TICKET-1"])
    def test_reference_id_is_unique(self, bench: Workbench, twin: str) -> None:
        bench.case({"reference_id": "Ticket-1"})

        with bench.refuses("ConflictException", twin):
            bench.case({"reference_id": twin})

    @documented(
        "CreateCase",
        "Reference IDs are unique within a domain, and uniqueness isn't case sensitive.",
        at="CaseIdentifierUnion.referenceId",
    )
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

    @assumed(
        "CreateCase",
        "A case cannot be created with an empty reference ID",
        why="only cases older than reference IDs have none, by the documentation",
    )
    def test_reference_id_cannot_be_empty(self, bench: Workbench) -> None:
        with bench.refuses("ValidationException", "reference_id"):
            bench.case({"reference_id": None})

    @assumed(
        "UpdateCase",
        "A reference ID can change, and the old one is free",
        why="the guide lets programs override it as it does the number, and does not say when",
    )
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

    @documented(
        "UpdateCase",
        "Reference IDs are unique within a domain, and uniqueness isn't case sensitive.",
        at="CaseIdentifierUnion.referenceId",
    )
    def test_reference_id_of_another_case_is_refused(self, bench: Workbench) -> None:
        bench.case({"reference_id": "Ticket-1"})
        case_id = bench.case()

        with bench.refuses("ConflictException", "ticket-1"):
            bench.update(case_id, {"reference_id": "ticket-1"})

    @assumed(
        "UpdateCase",
        "A reference ID cannot be taken away",
        why="only cases older than reference IDs have none, by the documentation",
    )
    def test_reference_id_cannot_be_cleared(self, bench: Workbench) -> None:
        case_id = bench.case()

        with bench.refuses("ValidationException", "reference_id"):
            bench.update(case_id, {"reference_id": None})

    @assumed(
        "UpdateCase",
        "A reference number can change",
        why="the guide lets programs override it and does not say when",
    )
    def test_reference_number_can_change(self, bench: Workbench) -> None:
        case_id = bench.case()

        bench.update(case_id, {"reference_number": "A-1"})

        assert bench.values(case_id, "reference_number") == {"reference_number": "A-1"}

    @documented(
        "GetCase",
        "Identifies a case by its case ID or its reference ID.",
        at="CaseIdentifierUnion",
    )
    def test_reference_id_is_no_case_id(self, bench: Workbench) -> None:
        """Only the batch operations take reference IDs."""
        bench.case({"reference_id": "Ticket-1"})

        with bench.refuses("ResourceNotFoundException", "Ticket-1"):
            bench.client.get_case(
                domainId=bench.domain_id, caseId="Ticket-1", fields=[{"id": "title"}]
            )


class TestCaseTags:
    @modeled("CreateCase", "tags can be given", at="CreateCaseRequest.tags")
    @modeled("GetCase", "tags are returned", at="GetCaseResponse.tags")
    def test_tags_can_be_given(self, bench: Workbench) -> None:
        case_id = bench.case(tags={"team": "north", "Stufe": ""})

        answer = bench.client.get_case(
            domainId=bench.domain_id, caseId=case_id, fields=[{"id": "title"}]
        )

        assert answer["tags"] == {"team": "north", "Stufe": ""}

    @documented(
        "CreateCase",
        "When creating a case from a template that has tag propagation configurations, the"
        " specified tags are automatically applied to the case.",
    )
    def test_template_propagates_tags(self, bench: Workbench) -> None:
        template_id = bench.template(
            tagPropagationConfigurations=[{"resourceType": "Cases", "tagMap": {"team": "north"}}]
        )

        case_id = bench.case(template_id=template_id)

        arn = f"{bench.domain_arn}/case/{case_id}"
        assert bench.client.list_tags_for_resource(arn=arn)["tags"] == {"team": "north"}

    @documented_page(
        "CreateCase", "The request's tags win over propagated ones of the same key", page=TAGS_PAGE
    )
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

    @assumed(
        "CreateCase",
        "Tags of the template itself do not propagate",
        why="tagPropagationConfigurations exists for that",
    )
    def test_tags_of_the_template_stay_there(self, bench: Workbench) -> None:
        arn = f"{bench.domain_arn}/template/{bench.template_id}"
        bench.client.tag_resource(arn=arn, tags={"team": "north"})

        case_id = bench.case()

        case_arn = f"{bench.domain_arn}/case/{case_id}"
        assert bench.client.list_tags_for_resource(arn=case_arn)["tags"] == {}

    @assumed(
        "CreateCase",
        "Propagated and given tags together are at most 50",
        why="no AWS resource has more; CreateCase declares ValidationException and no quota error",
    )
    def test_tags_are_at_most_50(self, bench: Workbench) -> None:
        template_id = bench.template(
            tagPropagationConfigurations=[{"resourceType": "Cases", "tagMap": {"team": "north"}}]
        )

        with bench.refuses("ValidationException", "50"):
            bench.case(template_id=template_id, tags={f"key {each}": "" for each in range(50)})

    @modeled("CreateCase", "up to 50 tags", at="CreateCaseRequest.tags")
    def test_50_tags_can_be_given(self, bench: Workbench) -> None:
        tags = {f"key {each}": str(each) for each in range(50)}

        case_id = bench.case(tags=tags)

        arn = f"{bench.domain_arn}/case/{case_id}"
        assert bench.client.list_tags_for_resource(arn=arn)["tags"] == tags


class TestCreateCaseClientToken:
    @documented(
        "CreateCase",
        "A unique, case-sensitive identifier that you provide to ensure the idempotency of the"
        " request.",
        at="CreateCaseRequest.clientToken",
    )
    def test_same_token_answers_the_same_case(self, bench: Workbench) -> None:
        """A request sent again creates nothing and is answered as before."""
        first = bench.case(clientToken="token")

        second = bench.case(clientToken="token")

        assert (second, bench.search()) == (first, [first])

    @documented(
        "CreateCase",
        "A unique, case-sensitive identifier that you provide to ensure the idempotency of the"
        " request.",
        at="CreateCaseRequest.clientToken",
    )
    def test_token_is_case_sensitive(self, bench: Workbench) -> None:
        """Tokens that differ by letter case are two."""
        first, second = bench.case(clientToken="token"), bench.case(clientToken="Token")

        assert first != second

    @assumed(
        "CreateCase",
        "A token used again with other parameters is a ConflictException",
        why="documented so for the two batch operations",
    )
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

    @documented(
        "CreateCase",
        "If not provided, the Amazon Web Services SDK populates this field.",
        at="CreateCaseRequest.clientToken",
    )
    def test_requests_without_a_token_are_two(self, bench: Workbench) -> None:
        first, second = bench.case(), bench.case()

        assert first != second

    @assumed(
        "CreateCase",
        "An empty token is no token",
        why="the model allows zero characters; one token for everybody would serve nobody",
    )
    def test_empty_token_is_none(self, bench: Workbench) -> None:
        first, second = bench.case(clientToken=""), bench.case(clientToken="")

        assert first != second

    @assumed(
        "CreateCase",
        "A request that failed leaves its token free",
        why="nothing was done that a repetition could do twice",
    )
    def test_failed_request_leaves_the_token_free(self, bench: Workbench) -> None:
        with bench.refuses("ValidationException"):
            bench.case({"no-such-field": "text"}, clientToken="token")

        case_id = bench.case(clientToken="token")

        assert bench.search() == [case_id]

    @assumed(
        "CreateCase",
        "A token belongs to its domain",
        why="domains are isolated from each other",
    )
    def test_token_belongs_to_its_domain(self, bench: Workbench) -> None:
        """The same token in another domain is another request."""
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
    @documented_page(
        "CreateCase", "The service fills in when a case was opened and updated", page=FIELDS_PAGE
    )
    @observed(
        "CreateCase",
        "Times are ISO 8601 in UTC with nine fractional digits and Z",
        seen_in="Amazon Connect's prompt CaseSummarization with the data of two cases",
    )
    def test_creation_sets_its_times(self, bench: Workbench, clock: FrozenDateTimeFactory) -> None:
        case_id = bench.case()

        assert bench.values(case_id, "created_datetime", "last_updated_datetime") == {
            "created_datetime": "2026-01-31T12:00:00.000000000Z",
            "last_updated_datetime": "2026-01-31T12:00:00.000000000Z",
        }

    @observed(
        "UpdateCase",
        "A time is taken back as it was read",
        seen_in="Amazon Connect's prompt CaseSummarization with the data of two cases",
    )
    def test_time_that_was_read_is_taken(self, bench: Workbench) -> None:
        """Values of nine digits are values of custom fields and operands of filters."""
        field_id, case_id = bench.field("DateTime"), bench.case()
        time = bench.values(case_id, "created_datetime")["created_datetime"]

        bench.update(case_id, {field_id: time})

        assert bench.values(case_id, field_id) == {field_id: time}
        for each in (field_id, "created_datetime"):
            equal = {"equalTo": {"id": each, "value": {"stringValue": time}}}
            assert bench.search(filter={"field": equal}) == [case_id]

    @documented_page("UpdateCase", "An update sets the time of the last update", page=FIELDS_PAGE)
    def test_update_sets_its_time(self, bench: Workbench, clock: FrozenDateTimeFactory) -> None:
        """An update moves ``last_updated_datetime`` and leaves ``created_datetime``."""
        case_id = bench.case()
        clock.tick(timedelta(minutes=1, microseconds=5))

        bench.update(case_id, {"summary": "text"})

        assert bench.values(case_id, "created_datetime", "last_updated_datetime") == {
            "created_datetime": "2026-01-31T12:00:00.000000000Z",
            "last_updated_datetime": "2026-01-31T12:01:00.000005000Z",
        }

    @assumed(
        "CreateRelatedItem",
        "A related item does not update its case",
        why="the event of it has its own type and names no field of the case",
    )
    def test_related_item_is_no_update(
        self, bench: Workbench, clock: FrozenDateTimeFactory
    ) -> None:
        """Adding a related item leaves ``last_updated_datetime``."""
        case_id = bench.case()
        clock.tick(60)

        bench.comment(case_id)

        assert bench.values(case_id, "last_updated_datetime") == {
            "last_updated_datetime": "2026-01-31T12:00:00.000000000Z"
        }

    @documented_page("UpdateCase", "Closing a case sets the time of closing", page=FIELDS_PAGE)
    def test_closing_sets_its_time(self, bench: Workbench, clock: FrozenDateTimeFactory) -> None:
        case_id = bench.case()
        clock.tick(60)

        bench.update(case_id, {"status": "closed"})

        assert bench.values(case_id, "last_closed_datetime", "last_reopened_datetime") == {
            "last_closed_datetime": "2026-01-31T12:01:00.000000000Z"
        }

    @documented_page("UpdateCase", "The time of closing stays after reopening", page=FIELDS_PAGE)
    @documented_page(
        "UpdateCase", "last_reopened_datetime is when a case was last reopened", page="data lake"
    )
    def test_reopening_keeps_the_time_of_closing(
        self, bench: Workbench, clock: FrozenDateTimeFactory
    ) -> None:
        case_id = bench.case()
        bench.update(case_id, {"status": "closed"})
        clock.tick(60)

        bench.update(case_id, {"status": "open"})

        assert bench.values(case_id, "last_closed_datetime", "last_reopened_datetime") == {
            "last_closed_datetime": "2026-01-31T12:00:00.000000000Z",
            "last_reopened_datetime": "2026-01-31T12:01:00.000000000Z",
        }

    @assumed(
        "UpdateCase",
        "Every status but closed is open",
        why="Closed is the one built-in status that ends a case",
    )
    def test_any_other_status_reopens(self, bench: Workbench, clock: FrozenDateTimeFactory) -> None:
        bench.options("status", "waiting")
        case_id = bench.case({"status": "closed"})

        bench.update(case_id, {"status": "waiting"})

        assert bench.values(case_id, "last_reopened_datetime") == {
            "last_reopened_datetime": "2026-01-31T12:00:00.000000000Z"
        }

    @assumed(
        "UpdateCase",
        "Closing a closed case again keeps its time of closing",
        why="nothing is closed by it",
    )
    def test_closing_again_keeps_the_time(
        self, bench: Workbench, clock: FrozenDateTimeFactory
    ) -> None:
        """Only a change of the status closes."""
        case_id = bench.case()
        bench.update(case_id, {"status": "closed"})
        clock.tick(60)

        bench.update(case_id, {"status": "closed"})

        assert bench.values(case_id, "last_closed_datetime") == {
            "last_closed_datetime": "2026-01-31T12:00:00.000000000Z"
        }

    @assumed(
        "CreateCase",
        "performedBy.userArn must be an ARN",
        why="the member is the ARN of a user; the service describes that user",
    )
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

    @documented_page("CreateCase", "created_by is the identity of the user", page=FIELDS_PAGE)
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

    @documented_page(
        "UpdateCase", "last_updated_user is the identity of the user", page=FIELDS_PAGE
    )
    def test_update_names_its_user(self, bench: Workbench) -> None:
        case_id = bench.case(performedBy={"userArn": USER})

        bench.update(case_id, {"summary": "text"}, performedBy={"userArn": OTHER_USER})

        assert bench.values(case_id, "created_by", "last_updated_user") == {
            "created_by": USER,
            "last_updated_user": OTHER_USER,
        }

    @assumed(
        "CreateCase",
        "Without a user ARN nobody is the creator",
        why="the fields are of type User, and no form is published for anybody else",
    )
    @pytest.mark.parametrize("members", [{}, {"performedBy": {"customEntity": "batch/1"}}])
    def test_nobody_is_the_creator(self, bench: Workbench, members: dict[str, Any]) -> None:
        case_id = bench.case(**members)

        assert bench.values(case_id, "created_by", "last_updated_user") == {}

    @assumed(
        "UpdateCase",
        "An update without a user ARN leaves no last user",
        why="the former user did not do it",
    )
    @pytest.mark.parametrize("members", [{}, {"performedBy": {"customEntity": "batch/1"}}])
    def test_unnamed_update_leaves_no_user(self, bench: Workbench, members: dict[str, Any]) -> None:
        case_id = bench.case(performedBy={"userArn": USER})

        bench.update(case_id, {"summary": "text"}, **members)

        assert bench.values(case_id, "created_by", "last_updated_user") == {"created_by": USER}


class TestGetCase:
    @documented("GetCase", "Returns information about a specific case if it exists.")
    @modeled("GetCase", "fields, templateId, tags, nextToken", at="GetCaseResponse")
    def test_asked_fields_are_returned(self, bench: Workbench) -> None:
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

    @assumed(
        "GetCase",
        "A field without a value is left out",
        why="no sample shows an empty value, and case events have only values that are not null",
    )
    def test_field_without_a_value_is_left_out(self, bench: Workbench) -> None:
        case_id = bench.case()

        assert bench.values(case_id, "summary", "title") == {"title": "A case"}

    @assumed(
        "GetCase",
        "An unknown field is a ValidationException",
        why="a misspelt field id would otherwise look like an empty field",
    )
    def test_unknown_field_is_refused(self, bench: Workbench) -> None:
        case_id = bench.case()

        with bench.refuses("ValidationException", "no-such-field"):
            bench.values(case_id, "title", "no-such-field")

    @documented(
        "GetCase",
        "Calling GetCase with a deleted field identifier returns the deleted field's value if one"
        " exists.",
        at="DeleteField",
    )
    def test_deleted_field_keeps_its_value(self, bench: Workbench) -> None:
        """A value outlives its field; a case without one answers nothing."""
        valued, blank = bench.field(), bench.field()
        case_id = bench.case({valued: "text"})
        for each in (valued, blank):
            bench.client.delete_field(domainId=bench.domain_id, fieldId=each)

        assert bench.values(case_id, valued, blank) == {valued: "text"}

    @observed(
        "GetCase",
        "Fields come in the order of the request, with tags and the template",
        seen_in="a captured answer of 2023",
    )
    def test_fields_come_in_the_order_of_the_request(self, bench: Workbench) -> None:
        case_id = bench.case({"summary": "text"})
        wanted = ["summary", "title", "case_id"]

        for order in (wanted, wanted[::-1]):
            answer = bench.client.get_case(
                domainId=bench.domain_id, caseId=case_id, fields=[{"id": each} for each in order]
            )
            assert [each["id"] for each in answer["fields"]] == order
            assert (answer["tags"], answer["templateId"]) == ({}, bench.template_id)

    @observed("UpdateCase", "Text may end in a blank", seen_in="a captured update of 2023")
    def test_text_may_end_in_a_blank(self, bench: Workbench) -> None:
        case_id = bench.case()

        bench.update(case_id, {"title": "Updated Case "})

        assert bench.values(case_id, "title") == {"title": "Updated Case "}

    @assumed(
        "GetCase",
        "A field asked for twice comes back once",
        why="the model speaks of a list of unique field identifiers and names no error",
    )
    def test_field_asked_twice_comes_once(self, bench: Workbench) -> None:
        case_id = bench.case()

        answer = bench.client.get_case(
            domainId=bench.domain_id, caseId=case_id, fields=[{"id": "title"}, {"id": "title"}]
        )

        assert [each["id"] for each in answer["fields"]] == ["title"]

    @assumed(
        "GetCase",
        "Every answer fits one page, so any token is a ValidationException",
        why="a request names at most 220 fields and an answer holds as many",
    )
    def test_token_is_refused(self, bench: Workbench) -> None:
        case_id = bench.case()

        with bench.refuses("ValidationException", "nextToken"):
            bench.client.get_case(
                domainId=bench.domain_id,
                caseId=case_id,
                fields=[{"id": "title"}],
                nextToken="token",
            )

    @observed("GetCase", "An empty token begins anew", seen_in="programs that loop on nextToken")
    def test_empty_token_is_none(self, bench: Workbench) -> None:
        case_id = bench.case()

        answer = bench.client.get_case(
            domainId=bench.domain_id, caseId=case_id, fields=[{"id": "title"}], nextToken=""
        )

        assert "nextToken" not in answer

    @modeled("GetCase", "ResourceNotFoundException has the id and the type", at="GetCase")
    def test_unknown_case(self, bench: Workbench) -> None:
        with pytest.raises(ClientError) as caught:
            bench.values("no-such-case", "title")

        assert caught.value.response["Error"]["Code"] == "ResourceNotFoundException"
        assert caught.value.response["resourceId"] == "no-such-case"
        assert caught.value.response["resourceType"] == "Case"


class TestUpdateCase:
    @documented("UpdateCase", "Updates the values of fields on a case.")
    @documented(
        "UpdateCase",
        "If the action is successful, the service sends back an HTTP 200 response with an empty"
        " HTTP body.",
    )
    def test_only_given_fields_change(self, bench: Workbench) -> None:
        field_id = bench.field()
        case_id = bench.case({field_id: "one", "summary": "before"})

        answer = bench.client.update_case(
            domainId=bench.domain_id, caseId=case_id, fields=pairs({"summary": "after"})
        )

        assert read(answer) == {}
        assert bench.values(case_id, field_id, "summary") == {field_id: "one", "summary": "after"}

    @modeled("UpdateCase", "emptyValue signifies an empty value", at="EmptyFieldValue")
    def test_empty_value_clears(self, bench: Workbench) -> None:
        case_id = bench.case({"summary": "before"})

        bench.update(case_id, {"summary": None})

        assert bench.values(case_id, "summary") == {}

    @assumed(
        "UpdateCase",
        "An empty list of fields changes nothing, not even the time of the last update",
        why="the model allows the empty list, and nothing is updated",
    )
    def test_empty_list_changes_nothing(
        self, bench: Workbench, clock: FrozenDateTimeFactory
    ) -> None:
        """An update of no fields succeeds and leaves no trace."""
        case_id = bench.case()
        before = bench.snapshot()
        clock.tick(60)

        bench.update(case_id, {})

        assert bench.snapshot() == before

    @documented(
        "UpdateCase",
        "When not required, the field is optional and can be omitted, added, changed, or removed"
        " after case creation.",
        at="CreateCase",
    )
    @pytest.mark.parametrize(
        ("before", "after"), [(None, PROFILE), (PROFILE, OTHER_PROFILE), (PROFILE, None)]
    )
    def test_customer_can_change(
        self, bench: Workbench, before: str | None, after: str | None
    ) -> None:
        case_id = bench.case({"customer_id": before})

        bench.update(case_id, {"customer_id": after})

        assert bench.values(case_id, "customer_id").get("customer_id") == after

    @documented(
        "UpdateCase",
        "You cannot set EmptyFieldValue on a field that is required on a case template.",
        at="EmptyFieldValue",
    )
    def test_required_field_cannot_be_cleared(self, bench: Workbench) -> None:
        field_id = bench.field()
        case_id = bench.case({field_id: "text"}, template_id=bench.template(field_id))

        with bench.refuses("ValidationException", field_id):
            bench.update(case_id, {field_id: None})

    @documented_page(
        "UpdateCase", "Every case has a title and a status", page="adminguide/case-templates"
    )
    @pytest.mark.parametrize("field_id", ["title", "status"])
    def test_title_and_status_cannot_be_cleared(self, bench: Workbench, field_id: str) -> None:
        case_id = bench.case()

        with bench.refuses("ValidationException", field_id):
            bench.update(case_id, {field_id: None})

    @assumed(
        "UpdateCase",
        "A field that became required later may stay without a value",
        why="other updates of older cases would be refused for something they do not touch",
    )
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

    @documented(
        "UpdateCase",
        "Calling UpdateCase with a deleted field ID throws a ValidationException if the case does"
        " not already contain a value for the deleted field.",
        at="DeleteField",
    )
    def test_deleted_field_cannot_be_added(self, bench: Workbench) -> None:
        field_id = bench.field()
        case_id = bench.case()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        with bench.refuses("ValidationException", field_id):
            bench.update(case_id, {field_id: "text"})

    @documented(
        "UpdateCase",
        "Otherwise it succeeds, allowing you to update or remove (using emptyValue: {}) the"
        " field's value from the case.",
        at="DeleteField",
    )
    @pytest.mark.parametrize("after", ["after", None])
    def test_value_of_a_deleted_field_can_change(self, bench: Workbench, after: str | None) -> None:
        field_id = bench.field()
        case_id = bench.case({field_id: "before"})
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        bench.update(case_id, {field_id: after})

        assert bench.values(case_id, field_id).get(field_id) == after

    @documented(
        "UpdateCase",
        "Calling UpdateCase with a deleted field ID throws a ValidationException if the case does"
        " not already contain a value for the deleted field.",
        at="DeleteField",
    )
    def test_removed_value_of_a_deleted_field_is_gone(self, bench: Workbench) -> None:
        field_id = bench.field()
        case_id = bench.case({field_id: "before"})
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)
        bench.update(case_id, {field_id: None})

        with bench.refuses("ValidationException", field_id):
            bench.update(case_id, {field_id: "after"})

    @documented(
        "UpdateCase",
        "Otherwise it succeeds, allowing you to update or remove (using emptyValue: {}) the"
        " field's value from the case.",
        at="DeleteField",
    )
    def test_value_of_a_deleted_required_field_can_be_removed(self, bench: Workbench) -> None:
        field_id = bench.field()
        case_id = bench.case({field_id: "text"}, template_id=bench.template(field_id))
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        bench.update(case_id, {field_id: None})

        assert bench.values(case_id, field_id) == {}

    @assumed(
        "UpdateCase",
        "Setting a field that the service fills is a ValidationException",
        why="the guide says these values come from the service; it names no error",
    )
    @pytest.mark.parametrize("field_id", FILLED_BY_THE_SERVICE)
    def test_fields_of_the_service_cannot_be_set(self, bench: Workbench, field_id: str) -> None:
        case_id = bench.case()

        with bench.refuses("ValidationException", field_id):
            bench.update(case_id, {field_id: FILLED_BY_THE_SERVICE[field_id]})

    @assumed(
        "UpdateCase",
        "A field given twice is a ValidationException",
        why="nothing says which of the values would win",
    )
    def test_field_given_twice_is_refused(self, bench: Workbench) -> None:
        case_id = bench.case()

        with bench.refuses("ValidationException", "summary"):
            bench.client.update_case(
                domainId=bench.domain_id,
                caseId=case_id,
                fields=[*pairs({"summary": "one"}), *pairs({"summary": "two"})],
            )

    @assumed(
        "UpdateCase",
        "One value that is refused refuses the whole update",
        why="there is no list of failures in the answer",
    )
    def test_update_is_all_or_nothing(self, bench: Workbench) -> None:
        case_id = bench.case({"summary": "before"})

        with bench.refuses("ValidationException", "case_reason"):
            bench.update(case_id, {"summary": "after", "case_reason": "no-such-option"})

    @documented(
        "UpdateCase",
        "After the merge, the secondary case can be reopened, updated, and deleted, but it can't"
        " be merged again.",
        at="StartMergeCases",
    )
    def test_closed_case_can_be_updated(self, bench: Workbench) -> None:
        """Unlike the website, the API lets closed cases change."""
        case_id = bench.case({"status": "closed"})

        bench.update(case_id, {"summary": "text"})

        assert bench.values(case_id, "summary", "status") == {"summary": "text", "status": "closed"}

    @assumed(
        "UpdateCase",
        "Cases of a deleted template live on",
        why="nothing forbids it; only new cases are spoken of",
    )
    def test_case_outlives_its_template(self, bench: Workbench) -> None:
        case_id = bench.case()
        bench.client.delete_template(domainId=bench.domain_id, templateId=bench.template_id)

        bench.update(case_id, {"summary": "text"})

        answer = bench.client.get_case(
            domainId=bench.domain_id, caseId=case_id, fields=[{"id": "summary"}]
        )
        assert answer["templateId"] == bench.template_id
        assert answer["fields"] == [{"id": "summary", "value": {"stringValue": "text"}}]

    @modeled("UpdateCase", "ResourceNotFoundException is declared", at="UpdateCase")
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
    @documented(
        "DeleteCase",
        "The DeleteCase API permanently deletes a case and all its associated resources from the"
        " cases data store.",
    )
    def test_case_is_gone(self, bench: Workbench) -> None:
        """A deleted case is found no more; the answer is empty."""
        case_id, other = bench.case(), bench.case()

        answer = bench.client.delete_case(domainId=bench.domain_id, caseId=case_id)

        assert read(answer) == {}
        assert bench.search() == [other]

    @documented("DeleteCase", "Perform any operations that require the CaseID")
    @assumed(
        "DeleteCase",
        "What needs the id of a deleted case is a ResourceNotFoundException",
        why="nothing is left that could be told from a case that never was",
    )
    @pytest.mark.parametrize("method", CALLS_ON_A_CASE)
    def test_id_is_unknown_afterwards(self, bench: Workbench, method: str) -> None:
        case_id = bench.case()
        bench.comment(case_id)
        bench.client.delete_case(domainId=bench.domain_id, caseId=case_id)
        call = getattr(bench.client, method)

        with bench.refuses("ResourceNotFoundException", case_id):
            call(domainId=bench.domain_id, caseId=case_id, **CALLS_ON_A_CASE[method])

    @documented(
        "DeleteCase",
        "The DeleteCase API permanently deletes a case and all its associated resources from the"
        " cases data store.",
    )
    def test_related_items_are_gone(self, bench: Workbench) -> None:
        case_id, other = bench.case(), bench.case()
        bench.comment(case_id)
        kept = bench.comment(other)

        bench.client.delete_case(domainId=bench.domain_id, caseId=case_id)

        found = bench.client.search_all_related_items(domainId=bench.domain_id)["relatedItems"]
        assert [each["relatedItemId"] for each in found] == [kept]

    @documented(
        "DeleteCase",
        "The DeleteCase API permanently deletes a case and all its associated resources from the"
        " cases data store.",
    )
    def test_contact_is_on_it_no_more(self, bench: Workbench) -> None:
        case_id = bench.case()
        bench.item(case_id, "Contact", {"contact": {"contactArn": CONTACT}})

        bench.client.delete_case(domainId=bench.domain_id, caseId=case_id)

        assert bench.listed("list_cases_for_contact", "cases", contactArn=CONTACT) == []

    @documented("DeleteCase", "After you delete a case, you cannot recover its data.")
    def test_reference_id_is_free_again(self, bench: Workbench) -> None:
        case_id = bench.case({"reference_id": "Ticket-1"})
        bench.client.delete_case(domainId=bench.domain_id, caseId=case_id)

        successor = bench.case({"reference_id": "ticket-1"})

        assert bench.search() == [successor]

    @pytest.mark.newest_model
    @modeled("DeleteCase", "pattern [A-Za-z0-9\\-._/:#=+-]*", at="CaseId")
    def test_malformed_id_is_refused(self, bench: Workbench) -> None:
        with bench.refuses("ValidationException", "caseId"):
            bench.client.delete_case(domainId=bench.domain_id, caseId="a case")

    @assumed(
        "DeleteCase",
        "Links of other cases to a deleted case stay",
        why="they are related items of the other cases",
    )
    def test_links_to_it_stay(self, bench: Workbench) -> None:
        case_id, linked = bench.case(), bench.case()
        bench.item(case_id, "ConnectCase", {"connectCase": {"caseId": linked}})

        bench.client.delete_case(domainId=bench.domain_id, caseId=linked)

        (link,) = bench.items(case_id)
        assert link["content"] == {"connectCase": {"caseId": linked}}


class TestListCasesForContact:
    @documented("ListCasesForContact", "Lists cases for a given contact.")
    @modeled("ListCasesForContact", "caseId and templateId of each case", at="CaseSummary")
    @assumed(
        "ListCasesForContact",
        "In the order the contact was related to the cases",
        why="no order is documented",
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

    @assumed(
        "ListCasesForContact",
        "A contact that is on no case has an empty list",
        why="contacts are in another service; a list of none is no fault",
    )
    def test_unknown_contact_has_no_cases(self, bench: Workbench) -> None:
        answer = bench.client.list_cases_for_contact(domainId=bench.domain_id, contactArn=CONTACT)

        assert read(answer) == {"cases": []}

    @modeled("ListCasesForContact", "up to 10 cases on a page", at="ListCasesForContactRequest")
    @documented(
        "ListCasesForContact",
        "This is null if there are no more results to return.",
        at="ListCasesForContactResponse.nextToken",
    )
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

    @modeled("ListCasesForContact", "maxResults cuts pages", at="ListCasesForContactRequest")
    def test_page_size_can_be_given(self, bench: Workbench) -> None:
        cases = [bench.case() for _ in range(3)]
        for each in cases:
            bench.item(each, "Contact", {"contact": {"contactArn": CONTACT}})

        page = bench.client.list_cases_for_contact(
            domainId=bench.domain_id, contactArn=CONTACT, maxResults=2
        )

        assert [each["caseId"] for each in page["cases"]] == cases[:2]

    @assumed(
        "ListCasesForContact",
        "A token of another contact is a ValidationException",
        why="a token stands for a place in one list",
    )
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

    @modeled(
        "ListCasesForContact", "ResourceNotFoundException is declared", at="ListCasesForContact"
    )
    def test_unknown_domain(self, bench: Workbench) -> None:
        with bench.refuses("ResourceNotFoundException", "no-such-domain"):
            bench.client.list_cases_for_contact(domainId="no-such-domain", contactArn=CONTACT)

    @documented("DeleteRelatedItem", "Deletes the related item resource under a case.")
    def test_contact_taken_off_is_listed_no_more(self, bench: Workbench) -> None:
        case_id = bench.case()
        item_id = bench.item(case_id, "Contact", {"contact": {"contactArn": CONTACT}})

        bench.client.delete_related_item(
            domainId=bench.domain_id, caseId=case_id, relatedItemId=item_id
        )

        assert bench.listed("list_cases_for_contact", "cases", contactArn=CONTACT) == []


class TestIsolation:
    @documented_page("GetCase", "Resources belong to a region", page="general/connect_region")
    @pytest.mark.parametrize("method", CALLS_ON_A_CASE)
    def test_other_region_knows_nothing(self, bench: Workbench, method: str) -> None:
        """The domain of a case is unknown in another region."""
        case_id = bench.case()
        abroad = boto3.client("connectcases", region_name="us-west-2")
        call = getattr(abroad, method)

        with bench.refuses("ResourceNotFoundException", bench.domain_id):
            call(domainId=bench.domain_id, caseId=case_id, **CALLS_ON_A_CASE[method])

    @documented_page("GetCase", "Resources belong to an account", page="list_connectcases")
    def test_other_account_knows_nothing(
        self, bench: Workbench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The domain of a case is unknown in another account."""
        case_id = bench.case()
        monkeypatch.setenv("MOTO_ACCOUNT_ID", "999999999999")

        with bench.refuses("ResourceNotFoundException", bench.domain_id):
            bench.values(case_id, "title")

    @modeled("GetCase", "A case belongs to one domain", at="GetCaseRequest")
    @pytest.mark.parametrize("method", CALLS_ON_A_CASE)
    def test_other_domain_knows_nothing(self, bench: Workbench, method: str) -> None:
        case_id = bench.case()
        other = bench.client.create_domain(name="other")["domainId"]
        call = getattr(bench.client, method)

        with bench.refuses("ResourceNotFoundException", case_id):
            call(domainId=other, caseId=case_id, **CALLS_ON_A_CASE[method])


@pytest.mark.newest_model  # an older botocore writes them as no JSON
class TestDoublesWithoutANumber:
    @assumed(
        "CreateCase",
        "NaN is the same as NaN when a request is sent again",
        why="a retry repeats its bytes, and must get the first answer",
    )
    def test_retry_with_nan_is_the_same_request(self, bench: Workbench) -> None:
        values = {bench.field("Number"): float("nan")}
        first = bench.case(values, clientToken="token")

        second = bench.case(values, clientToken="token")

        assert second == first

    @assumed(
        "UpdateCase",
        "NaN in place of NaN is no change",
        why="the audit history tells what changed",
    )
    def test_nan_again_is_no_change(self, bench: Workbench) -> None:
        values = {bench.field("Number"): float("nan")}
        case_id = bench.case(values)

        bench.update(case_id, values)

        assert [each["type"] for each in bench.audit(case_id)] == ["Case.Created"]
