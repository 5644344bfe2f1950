"""Values of case fields: which the fields of each type accept, and how they come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.provenance import rule

if TYPE_CHECKING:
    from tests.operations.conftest import Workbench

USER = "arn:aws:connect:us-east-1:123456789012:instance/one/agent/two"
FIELDS_PAGE = "adminguide/case-fields"

ARMS: dict[str, dict[str, Any]] = {
    "stringValue": {"stringValue": "one"},
    "doubleValue": {"doubleValue": 1.0},
    "booleanValue": {"booleanValue": True},
    "userArnValue": {"userArnValue": USER},
}
ARM_OF_TYPE = {
    "Text": "stringValue",
    "Url": "stringValue",
    "DateTime": "stringValue",
    "SingleSelect": "stringValue",
    "Number": "doubleValue",
    "Boolean": "booleanValue",
    "User": "userArnValue",
}
WRONG_ARMS = [(type_, arm) for type_, right in ARM_OF_TYPE.items() for arm in ARMS if arm != right]


@pytest.fixture(autouse=True)
def template_id(bench: Workbench) -> str:
    """Make the template before a refusal is watched for what it changes."""
    return bench.template_id


class TestTypes:
    @rule("field-value-union-member-by-type")
    @pytest.mark.parametrize(
        ("type_", "value"),
        [
            ("Text", {"stringValue": "one line"}),
            ("Text", {"stringValue": "two\nlines\tand a tab"}),
            ("Text", {"stringValue": " blanks around "}),
            ("Text", {"stringValue": "Grüße, 世界, \N{PARTY POPPER}, e\u0301"}),
            ("Text", {"stringValue": "2026-01-31"}),
            ("Number", {"doubleValue": 0.1}),
            ("Number", {"doubleValue": -12.0}),
            ("Number", {"doubleValue": 1.7976931348623157e308}),
            ("Boolean", {"booleanValue": True}),
            ("Boolean", {"booleanValue": False}),
            ("DateTime", {"stringValue": "2026-01-31T12:00:00Z"}),
            ("Url", {"stringValue": "https://example.com/a?b=c#d"}),
            ("User", {"userArnValue": USER}),
        ],
    )
    def test_value_comes_back_as_given(
        self, bench: Workbench, type_: str, value: dict[str, Any]
    ) -> None:
        field_id = bench.field(type_)

        case_id = bench.case({field_id: value})

        assert bench.client.get_case(
            domainId=bench.domain_id, caseId=case_id, fields=[{"id": field_id}]
        )["fields"] == [{"id": field_id, "value": value}]

    @rule("value-member-suits-field-type")
    @pytest.mark.parametrize(("type_", "arm"), WRONG_ARMS)
    def test_wrong_member_is_refused(self, bench: Workbench, type_: str, arm: str) -> None:
        field_id = bench.field(type_)

        with bench.refuses("ValidationException", field_id, type_, arm):
            bench.case({field_id: ARMS[arm]})

    @rule("batch-update-empty-value-clears")
    @pytest.mark.parametrize("type_", ARM_OF_TYPE)
    def test_empty_value_suits_every_type(self, bench: Workbench, type_: str) -> None:
        field_id = bench.field(type_)

        case_id = bench.case({field_id: None})

        assert bench.values(case_id, field_id) == {}

    @rule("text-value-at-most-4100-characters")
    @pytest.mark.newest_model
    def test_text_has_4100_characters(self, bench: Workbench) -> None:
        """The longest text of the model is accepted, multi-byte characters too (assumed)."""
        field_id = bench.field()

        case_id = bench.case({field_id: "é" * 4100})

        assert bench.values(case_id, field_id) == {field_id: "é" * 4100}

    @rule("text-multiline-attribute-bounds", "single-line-text-at-most-500")
    def test_single_line_text_has_500_characters(self, bench: Workbench) -> None:
        field_id = bench.field(attributes={"text": {"isMultiline": False}})
        case_id = bench.case({field_id: "é" * 500})

        with bench.refuses("ValidationException", field_id, "500 characters", "it has 501."):
            bench.case({field_id: "x" * 501})
        with bench.refuses("ValidationException", field_id, "500 characters", "it has 501."):
            bench.update(case_id, {field_id: "x" * 501})

        assert bench.values(case_id, field_id) == {field_id: "é" * 500}

    @rule("text-without-attribute-at-most-4100")
    @pytest.mark.newest_model
    @pytest.mark.parametrize("members", [{}, {"attributes": {"text": {"isMultiline": True}}}])
    def test_other_text_has_4100_characters(
        self, bench: Workbench, members: dict[str, Any]
    ) -> None:
        field_id = bench.field(**members)

        case_id = bench.case({field_id: "x" * 4100})

        assert bench.values(case_id, field_id) == {field_id: "x" * 4100}

    @rule("summary-at-most-3000-characters")
    @pytest.mark.newest_model
    def test_summary_has_3000_characters(self, bench: Workbench) -> None:
        case_id = bench.case({"summary": "x" * 3000})

        assert bench.values(case_id, "summary") == {"summary": "x" * 3000}

    @rule("summary-at-most-3000-characters")
    @pytest.mark.newest_model
    def test_longer_summary_is_refused(self, bench: Workbench) -> None:
        with bench.refuses("ValidationException", f"'{'x' * 97}...' of field 'summary'", "3000"):
            bench.case({"summary": "x" * 3001})

    @rule("text-value-empty-string-allowed", "empty-string-sent-by-programs")
    def test_text_may_be_an_empty_string(self, bench: Workbench) -> None:
        field_id = bench.field()

        case_id = bench.case({field_id: ""})

        assert bench.values(case_id, field_id) == {field_id: ""}

    @rule("empty-string-only-in-text")
    @pytest.mark.parametrize("type_", ["DateTime", "Url", "SingleSelect"])
    def test_other_types_refuse_an_empty_string(self, bench: Workbench, type_: str) -> None:
        """An empty string is refused where it could mean nothing."""
        field_id = bench.field(type_)

        hint = f"has the type {type_}; emptyValue clears what is not required."
        with bench.refuses("ValidationException", field_id, hint):
            bench.case({field_id: ""})

    @rule("empty-string-only-in-text", "required-field-cannot-be-cleared")
    def test_required_value_is_not_advised_to_be_cleared(self, bench: Workbench) -> None:
        """The advice is for other fields alone: what it excepts is refused."""
        case_id = bench.case()

        with bench.refuses("ValidationException", "emptyValue clears what is not required."):
            bench.update(case_id, {"status": ""})
        with bench.refuses("ValidationException", "Required fields cannot be without a value"):
            bench.update(case_id, {"status": None})

    @rule("case-title-required")
    def test_title_is_not_advised_to_be_cleared(self, bench: Workbench) -> None:
        case_id = bench.case()

        with pytest.raises(bench.client.exceptions.ValidationException) as caught:
            bench.update(case_id, {"title": ""})

        assert "emptyValue" not in caught.value.response["message"]

    @rule("user-is-arn")
    @pytest.mark.parametrize("value", ["", "jane", "arn:aws:connect"])
    def test_user_must_be_an_arn(self, bench: Workbench, value: str) -> None:
        field_id = bench.field("User")

        hint = "such as 'arn:aws:" if value else "emptyValue"
        with bench.refuses("ValidationException", field_id, f"{value!r}", hint):
            bench.case({field_id: {"userArnValue": value}})

    @rule("url-has-no-white-space")
    @pytest.mark.parametrize("value", ["www.example.com/x", "mailto:a@example.com", "/path", "a"])
    def test_url_has_no_other_form(self, bench: Workbench, value: str) -> None:
        field_id = bench.field("Url")

        case_id = bench.case({field_id: value})

        assert bench.values(case_id, field_id) == {field_id: value}

    @rule("url-has-no-white-space")
    @pytest.mark.parametrize("value", ["https://exam ple.com", "example.com\n", " "])
    def test_url_has_no_white_space(self, bench: Workbench, value: str) -> None:
        field_id = bench.field("Url")

        with bench.refuses("ValidationException", field_id, "white space"):
            bench.case({field_id: value})

    @rule("date-time-of-iso-8601-forms")
    @pytest.mark.parametrize(
        "value",
        [
            "2026-01-31T12:00Z",
            "2026-01-31T12:00:00.1Z",
            "2026-01-31T12:00:00.123456789Z",
            "2026-01-31T12:00:00+05:30",
            "2024-02-29T23:59:59-08:00",
            "2026-01-31T12:00:00+0000",
            "2026-01-31T12:00:00",
            "2026-01-31T12:00:00.5",
            "2026-01-31",
        ],
    )
    def test_time_may_have_an_offset(self, bench: Workbench, value: str) -> None:
        """Times of different precision and offset are taken."""
        field_id = bench.field("DateTime")

        case_id = bench.case({field_id: value})

        assert bench.values(case_id, field_id) == {field_id: value}

    @rule("time-is-iso-8601")
    @pytest.mark.parametrize(
        "value",
        [
            "yesterday",
            "2026-01",
            "2026-01-31T",
            "2026-01-31Z",
            "2026-01-31T12:00.5Z",
            "2026-01-31T12:00:00+05",
            "2026-02-30T12:00:00Z",
            "2026-01-31T25:00:00Z",
            "1769860800",
            "٢٠٢٦-01-31T12:00:00Z",
        ],
    )
    def test_time_must_be_a_time(self, bench: Workbench, value: str) -> None:
        field_id = bench.field("DateTime")

        with bench.refuses("ValidationException", field_id):
            bench.case({field_id: value})

    @rule("assignment-is-full-arn")
    @pytest.mark.parametrize("field_id", ["assigned_queue", "assigned_user"])
    def test_assignment_is_an_arn_in_text(self, bench: Workbench, field_id: str) -> None:
        case_id = bench.case()

        bench.update(case_id, {field_id: USER})

        assert bench.client.get_case(
            domainId=bench.domain_id, caseId=case_id, fields=[{"id": field_id}]
        )["fields"] == [{"id": field_id, "value": {"stringValue": USER}}]

    @rule("assignment-is-arn")
    @pytest.mark.parametrize("field_id", ["assigned_queue", "assigned_user"])
    @pytest.mark.parametrize("value", ["", "billing"])
    def test_assignment_must_be_an_arn(self, bench: Workbench, field_id: str, value: str) -> None:
        case_id = bench.case()

        with bench.refuses("ValidationException", field_id):
            bench.update(case_id, {field_id: value})

    @rule("field-value-null-members-ignored")
    def test_null_members_are_none(self, bench: Workbench) -> None:
        """False is a value, not the lack of one."""
        field_id = bench.field("Boolean")
        case_id = bench.case({field_id: True})

        bench.update(case_id, {field_id: False})

        assert bench.values(case_id, field_id) == {field_id: False}


class TestOptions:
    @rule("option-chosen-by-value")
    @pytest.mark.parametrize("option", ["lost_baggage", "500_1000", "Shipment lost", "Überfällig"])
    def test_option_is_chosen_by_its_value(self, bench: Workbench, option: str) -> None:
        field_id = bench.select("other", option)

        case_id = bench.case({field_id: option})

        assert bench.values(case_id, field_id) == {field_id: option}

    @rule("field-value-is-option")
    @pytest.mark.parametrize("value", ["Lost", "LOST", "lost ", "found"])
    def test_unknown_option_is_refused(self, bench: Workbench, value: str) -> None:
        field_id = bench.field("SingleSelect")
        bench.client.batch_put_field_options(
            domainId=bench.domain_id,
            fieldId=field_id,
            options=[{"name": "Lost", "value": "lost", "active": True}],
        )

        with bench.refuses("ValidationException", field_id, value, "option of the field: [lost]"):
            bench.case({field_id: value})

    @rule("field-value-is-option")
    @pytest.mark.mock_only(reason="the words of messages are ours")
    def test_name_of_an_option_leads_to_its_value(self, bench: Workbench) -> None:
        field_id, case_id = bench.field("SingleSelect"), bench.case()
        bench.client.batch_put_field_options(
            domainId=bench.domain_id,
            fieldId=field_id,
            options=[{"name": "Very High", "value": "p1", "active": True}],
        )

        with bench.refuses("ValidationException", "[p1]; 'p1' is the value of the one with this"):
            bench.update(case_id, {field_id: "very high"})

    @rule("field-value-is-option")
    @pytest.mark.mock_only(reason="the words of messages are ours")
    def test_nearest_of_many_options_is_offered(self, bench: Workbench) -> None:
        field_id = bench.select(*(f"option {number}" for number in range(40)), "waiting")
        case_id = bench.case()

        with bench.refuses("ValidationException", "of the field: [waiting, ... 40 more];"):
            bench.update(case_id, {field_id: "wating"})

    @rule("field-value-is-option")
    @pytest.mark.mock_only(reason="the words of messages are ours")
    def test_operation_that_adds_an_option_is_named(self, bench: Workbench) -> None:
        field_id, case_id = bench.field("SingleSelect"), bench.case()

        with bench.refuses("ValidationException", "[]; BatchPutFieldOptions adds an option."):
            bench.update(case_id, {field_id: "high"})

    @rule("inactive-option-refused")
    def test_inactive_option_is_refused(self, bench: Workbench) -> None:
        field_id = bench.select("old", "new")
        case_id = bench.case()
        bench.options(field_id, "old", active=False)

        with bench.refuses("ValidationException", field_id, "'old'", "the active ones are [new]"):
            bench.update(case_id, {field_id: "old"})

    @rule("option-deactivation-keeps-case-value")
    def test_inactive_option_stays_on_cases(self, bench: Workbench) -> None:
        field_id = bench.select("old")
        case_id = bench.case({field_id: "old"})
        bench.options(field_id, "old", active=False)

        bench.update(case_id, {"summary": "text"})

        assert bench.values(case_id, field_id) == {field_id: "old"}

    @rule("inactive-option-sent-back-accepted")
    def test_inactive_option_can_be_sent_back(self, bench: Workbench) -> None:
        field_id = bench.select("old")
        case_id = bench.case({field_id: "old"})
        bench.options(field_id, "old", active=False)

        bench.update(case_id, {field_id: "old", "summary": "text"})

        assert bench.values(case_id, field_id, "summary") == {field_id: "old", "summary": "text"}
        bench.update(case_id, {field_id: None})
        with bench.refuses("ValidationException", field_id, "inactive"):
            bench.update(case_id, {field_id: "old"})

    @rule("status-field-starts-with-two-options", "built-in-status-values-lower-case")
    @pytest.mark.parametrize("status", ["Open", "Closed", "pending"])
    def test_status_is_an_option(self, bench: Workbench, status: str) -> None:
        with bench.refuses("ValidationException", "status", status):
            bench.case({"status": status})

    @rule("case-reason-takes-options")
    def test_reason_takes_options_of_ones_own(self, bench: Workbench) -> None:
        bench.options("case_reason", "refund")

        case_id = bench.case({"case_reason": "refund"})

        assert bench.values(case_id, "case_reason") == {"case_reason": "refund"}
