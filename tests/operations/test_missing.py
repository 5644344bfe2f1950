"""What a message says there is instead of a resource that does not exist."""

from __future__ import annotations

import time
from threading import Thread
from typing import TYPE_CHECKING

import boto3
import pytest

from mock_connectcases.connectcases.models import connectcases_backends
from tests.operations.conftest import pairs
from tests.provenance import rule

if TYPE_CHECKING:
    from tests.operations.conftest import Workbench

pytestmark = pytest.mark.mock_only(reason="the words of messages are ours")

NOT_FOUND = "ResourceNotFoundException"
INVALID = "ValidationException"
REQUIRED = {"required": {"defaultValue": True, "conditions": []}}


class TestIds:
    @rule("resource-exists")
    def test_nearest_id_is_offered(self, bench: Workbench) -> None:
        with bench.refuses(
            NOT_FOUND, "Field 'tilte' does not exist. Did you mean 'title' (Title)?"
        ):
            bench.client.update_field(domainId=bench.domain_id, fieldId="tilte", name="New")

    @rule("resource-exists")
    def test_id_with_an_error_of_copying_is_offered_whole(self, bench: Workbench) -> None:
        case_id = bench.case()

        with bench.refuses(NOT_FOUND, f"Did you mean {case_id!r}?"):
            bench.client.delete_case(domainId=bench.domain_id, caseId=case_id[:-1])

    @rule("resource-exists")
    def test_name_leads_to_the_id(self, bench: Workbench) -> None:
        template_id = bench.template(name="Complaint")

        with bench.refuses(NOT_FOUND, f"The template 'Complaint' has the id {template_id!r}."):
            bench.client.delete_template(domainId=bench.domain_id, templateId="complaint")

    @rule("resource-exists")
    def test_name_of_a_deleted_resource_leads_nowhere(self, bench: Workbench) -> None:
        template_id = bench.template(name="Complaint")
        bench.client.delete_template(domainId=bench.domain_id, templateId=template_id)

        with bench.refuses(NOT_FOUND, "'Complaint' does not exist. The domain has no templates."):
            bench.client.delete_template(domainId=bench.domain_id, templateId="Complaint")

    @rule("resource-exists")
    def test_name_of_a_domain_leads_to_its_id(self, bench: Workbench) -> None:
        with bench.refuses(NOT_FOUND, f"'workbench' has the id {bench.domain_id!r}."):
            bench.client.delete_domain(domainId="workbench")

    @rule("resource-exists")
    def test_reference_id_leads_to_the_id_of_the_case(self, bench: Workbench) -> None:
        case_id = bench.case({"reference_id": "Ticket-1"})

        with bench.refuses(NOT_FOUND, f"The case with this reference ID has the id {case_id!r}."):
            bench.update("ticket-1", {"title": "New"})

    @rule("resource-exists")
    def test_arn_is_no_id(self, bench: Workbench) -> None:
        case_id = bench.case()
        arn = f"{bench.domain_arn}/case/{case_id}"

        with bench.refuses(NOT_FOUND, f"the id in this ARN of a case is {case_id!r}."):
            bench.client.get_case(domainId=bench.domain_id, caseId=arn, fields=[{"id": "title"}])
        with bench.refuses(NOT_FOUND, "It is an ARN; the id of a case is expected."):
            bench.update("arn:aws:connect:us-east-1:123456789012:contact/c", {"title": "New"})

    @rule("resource-exists")
    def test_id_of_another_kind_is_named(self, bench: Workbench) -> None:
        field_id = bench.field()

        with bench.refuses(NOT_FOUND, f"A field of domain {bench.domain_id!r} has this id."):
            bench.client.get_template(domainId=bench.domain_id, templateId=field_id)
        with bench.refuses(NOT_FOUND, "A domain of this account has this id."):
            bench.client.get_template(domainId=bench.domain_id, templateId=bench.domain_id)

    @rule("resource-exists")
    def test_few_resources_are_listed_and_many_counted(self, bench: Workbench) -> None:
        one, two = bench.rule(REQUIRED, name="First"), bench.rule(REQUIRED, name="Second")
        few = f"The domain has the case rules {one!r} (First) and {two!r} (Second)."

        with bench.refuses(NOT_FOUND, few):
            bench.client.delete_case_rule(domainId=bench.domain_id, caseRuleId="none")
        bench.rule(REQUIRED)
        bench.rule(REQUIRED)
        with bench.refuses(NOT_FOUND, "The domain has 4 case rules."):
            bench.client.delete_case_rule(domainId=bench.domain_id, caseRuleId="none")

    @rule("related-item-belongs-to-one-case")
    def test_case_of_a_related_item_is_named(self, bench: Workbench) -> None:
        one, two = bench.case(), bench.case()
        item_id = bench.comment(one)

        with bench.refuses(NOT_FOUND, f"Case {one!r} has a related item with this id."):
            bench.client.delete_related_item(
                domainId=bench.domain_id, caseId=two, relatedItemId=item_id
            )


class TestOtherStores:
    @rule("domain-of-one-account-and-region")
    def test_region_of_a_domain_is_named_and_nothing_else(self, bench: Workbench) -> None:
        elsewhere = boto3.client("connectcases", region_name="eu-west-2")

        with bench.refuses(NOT_FOUND, "exist. A domain in region 'us-east-1' has this id."):
            elsewhere.get_domain(domainId=bench.domain_id)

    @rule("resource-exists")
    def test_region_of_a_field_is_named(self, bench: Workbench) -> None:
        field_id = bench.field()
        elsewhere = boto3.client("connectcases", region_name="eu-west-2")
        domain_id = elsewhere.create_domain(name="other")["domainId"]

        with bench.refuses(NOT_FOUND, "A field in region 'us-east-1' has this id."):
            elsewhere.delete_field(domainId=domain_id, fieldId=field_id)

    @rule("domain-of-one-account-and-region")
    def test_account_of_a_domain_is_named_and_nothing_else(
        self, bench: Workbench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MOTO_ACCOUNT_ID", "111122223333")

        with pytest.raises(bench.client.exceptions.ResourceNotFoundException) as caught:
            bench.client.get_domain(domainId=bench.domain_id)

        assert caught.value.response["message"] == (
            f"Domain {bench.domain_id!r} does not exist. A domain in account '123456789012', "
            "region 'us-east-1', has this id."
        )
        assert bench.client.list_domains()["domains"] == []

    @rule("resource-exists")
    def test_names_of_another_account_are_not_offered(
        self, bench: Workbench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MOTO_ACCOUNT_ID", "111122223333")

        with pytest.raises(bench.client.exceptions.ResourceNotFoundException) as caught:
            bench.client.get_domain(domainId="workbench")

        assert caught.value.response["message"] == (
            "Domain 'workbench' does not exist. Account '111122223333' in region 'us-east-1' has "
            "no domains."
        )

    @rule("domain-of-one-account-and-region")
    def test_search_elsewhere_waits_for_nobody(self, bench: Workbench) -> None:
        """Two threads that search each other's stores would wait for each other for ever."""
        elsewhere = boto3.client("connectcases", region_name="eu-west-2")
        store = connectcases_backends.find("123456789012", "us-east-1")
        assert store is not None
        caught: list[str] = []

        def look() -> None:
            with pytest.raises(elsewhere.exceptions.ResourceNotFoundException) as error:
                elsewhere.get_domain(domainId=bench.domain_id)
            caught.append(error.value.response["message"])

        thread = Thread(target=look, daemon=True)
        with store.lock:
            thread.start()
            thread.join(timeout=10)
            assert ["region 'us-east-1'" in each for each in caught] == [True]


class TestReferences:
    @rule("field-exists")
    def test_field_of_a_value(self, bench: Workbench) -> None:
        field_id, case_id = bench.field(name="Priority"), bench.case()

        with bench.refuses(INVALID, f"The field 'Priority' has the id {field_id!r}."):
            bench.update(case_id, {"Priority": "high"})

    @rule("field-exists")
    def test_field_of_another_domain(self, bench: Workbench) -> None:
        domain_id = bench.client.create_domain(name="other")["domainId"]
        given = {"domainId": domain_id, "name": "Field", "type": "Text"}
        field_id, case_id = bench.client.create_field(**given)["fieldId"], bench.case()

        with bench.refuses(INVALID, f"A field of domain {domain_id!r} has this id."):
            bench.update(case_id, {field_id: "high"})

    @rule("layout-creation-unknown-field-refused")
    def test_field_of_a_layout(self, bench: Workbench) -> None:
        gone = bench.field()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=gone)

        with bench.refuses(INVALID, "Did you mean 'summary' (Summary)?", f"{gone!r} is deleted."):
            bench.layout("sumary", gone)

    @rule("layout-creation-unknown-field-refused")
    def test_first_few_of_many_unknown_fields_are_explained(self, bench: Workbench) -> None:
        with pytest.raises(bench.client.exceptions.ValidationException) as caught:
            bench.layout(*(f"summary{number}" for number in range(100)))

        assert caught.value.response["message"].count("Did you mean 'summary'") == 3

    @rule("template-name-unique")
    def test_layout_and_fields_of_a_template(self, bench: Workbench) -> None:
        layout_id = bench.layout("summary", name="Wide")

        with bench.refuses(INVALID, f"The layout 'Wide' has the id {layout_id!r}."):
            bench.template(layoutConfiguration={"defaultLayout": "wide"})
        with bench.refuses(INVALID, "Did you mean 'summary' (Summary)?"):
            bench.template("sumary")

    @rule("template-rule-exists")
    def test_rules_of_a_template(self, bench: Workbench) -> None:
        rule_id = bench.rule(REQUIRED, name="Strict")

        with bench.refuses(INVALID, f"The case rule 'Strict' has the id {rule_id!r}."):
            bench.template(rules=[{"caseRuleId": "Strict", "fieldId": "summary"}])
        with bench.refuses(INVALID, "Did you mean 'summary' (Summary)?"):
            bench.template(rules=[{"caseRuleId": rule_id, "fieldId": "sumary"}])

    @rule("case-rule-fields-exist")
    def test_field_of_a_case_rule(self, bench: Workbench) -> None:
        mapping = {"parentFieldOptionValue": "a", "childFieldOptionValues": ["b"]}
        given = {
            "parentFieldId": "case_raeson",
            "parentChildFieldOptionsMappings": [mapping],
        }

        with bench.refuses(INVALID, "Did you mean 'case_reason' (Case Reason)?"):
            bench.rule({"fieldOptions": given})

    @rule("event-configuration-fields-exist")
    def test_field_of_an_event_configuration(self, bench: Workbench) -> None:
        data = {"caseData": {"fields": [{"id": "sumary"}]}}

        with bench.refuses(INVALID, "Did you mean 'summary' (Summary)?"):
            bench.client.put_case_event_configuration(
                domainId=bench.domain_id, eventBridge={"enabled": True, "includedData": data}
            )

    @rule("field-exists")
    def test_field_of_a_custom_item(self, bench: Workbench) -> None:
        field_id, case_id = bench.field(name="Serial"), bench.case()

        with bench.refuses(INVALID, f"The field 'Serial' has the id {field_id!r}."):
            bench.item(case_id, "Custom", {"custom": {"fields": pairs({"serial": "1"})}})


class TestBatches:
    @rule("batch-update-case-not-found-code")
    def test_case_that_fails_alone(self, bench: Workbench) -> None:
        case_id = bench.case()
        cases = [{"caseIdentifier": {"caseId": each}} for each in (case_id, case_id[:-1])]

        answer = bench.client.batch_update_case(
            domainId=bench.domain_id, cases=cases, fields=[], title="New"
        )

        (failed,) = answer["failedCases"]
        assert failed["errorMessage"].endswith(f"Did you mean {case_id!r}?")

    @rule("batch-update-unknown-reference-id-fails")
    def test_id_that_is_given_as_reference(self, bench: Workbench) -> None:
        case_id = bench.case()

        with bench.refuses(INVALID, "It is the id of a case: give it as 'caseId'."):
            bench.client.batch_update_case(
                domainId=bench.domain_id,
                cases=[{"caseIdentifier": {"referenceId": case_id}}],
                fields=[],
                title="New",
            )

    @rule("batch-update-unknown-field-refused")
    @pytest.mark.parametrize(
        ("identifier", "sentence"),
        [
            ({"name": "Sumary"}, "Did you mean 'Summary'?"),
            ({"name": "summary"}, "It is the id of a field: give it as 'id'."),
            ({"name": "Gone"}, "The field that had it is deleted."),
            ({"id": "Customer Id"}, "The field 'Customer Id' has the id 'customer_id'."),
        ],
    )
    def test_field_by_id_or_name(
        self, bench: Workbench, identifier: dict[str, str], sentence: str
    ) -> None:
        case_id = bench.case()
        gone = bench.field(name="Gone")
        bench.client.delete_field(domainId=bench.domain_id, fieldId=gone)

        with bench.refuses(INVALID, sentence):
            bench.client.batch_update_case(
                domainId=bench.domain_id,
                cases=[{"caseIdentifier": {"caseId": case_id}}],
                fields=[{"fieldIdentifier": identifier, "value": {"stringValue": "x"}}],
            )

    @rule("batch-get-unknown-id-error-code")
    def test_entries_of_a_batch_that_reads(self, bench: Workbench) -> None:
        answer = bench.client.batch_get_field(
            domainId=bench.domain_id, fields=[{"id": "Title"}, {"id": bench.domain_arn}]
        )

        first, second = (each["message"] for each in answer["errors"])
        assert first == (
            "Field 'Title' does not exist. The field 'Title' has the id 'title'. (assumed:"
            " batch-get-unknown-id-error-code, which cannot be switched off)"
        )
        assert "the id in this ARN of a domain is" in second


class TestArns:
    @rule("tag-malformed-arn-refused")
    def test_id_is_no_arn(self, bench: Workbench) -> None:
        case_id = bench.case()

        with bench.refuses(INVALID, "A case of domain", "has this id. Give its ARN."):
            bench.client.tag_resource(arn=case_id, tags={"a": "b"})
        with bench.refuses(INVALID, "One is 'arn:aws:cases:us-east-1:123456789012:domain/"):
            bench.client.tag_resource(arn="none", tags={"a": "b"})

    @rule("tag-unknown-resource-not-found")
    def test_unknown_id_in_an_arn(self, bench: Workbench) -> None:
        case_id = bench.case()
        item_id = bench.comment(case_id)
        beginning = bench.domain_arn

        for rest, sentence in (
            ("/field/tilte", "Did you mean 'title' (Title)?"),
            ("x", f"Did you mean {bench.domain_id!r} (workbench)?"),
            (f"/case/{case_id}/related-item/{item_id}x", f"Did you mean {item_id!r}?"),
        ):
            with bench.refuses(NOT_FOUND, sentence):
                bench.client.list_tags_for_resource(arn=beginning + rest)

    @rule("tag-arn-matches-every-part")
    def test_arn_of_another_region(self, bench: Workbench) -> None:
        arn = bench.domain_arn.replace("us-east-1", "us-west-2")

        with bench.refuses(NOT_FOUND, "begin with 'arn:aws:cases:us-east-1:123456789012:domain/'."):
            bench.client.tag_resource(arn=arn, tags={"a": "b"})


class TestHostileIds:
    @rule("resource-exists")
    @pytest.mark.parametrize("wanted", ["a" * 500, "ti" * 250, "arn:" * 125, "'\"\\{}%s\u0000"])
    def test_any_id_is_answered(self, bench: Workbench, wanted: str) -> None:
        with bench.refuses(NOT_FOUND):
            bench.client.delete_field(domainId=bench.domain_id, fieldId=wanted)

    @rule("batch-update-case-not-found-code")
    def test_many_unknown_ids_among_many_cases_take_no_time(self, bench: Workbench) -> None:
        known = bench.case()
        for _ in range(300):
            bench.case()
        cases = [{"caseIdentifier": {"caseId": f"{known}{each}"}} for each in range(100)]

        started = time.process_time()
        answer = bench.client.batch_update_case(
            domainId=bench.domain_id, cases=cases, fields=[], title="New"
        )

        assert time.process_time() - started < 5
        assert len(answer["failedCases"]) == 100
