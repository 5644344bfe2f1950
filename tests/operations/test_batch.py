"""BatchUpdateCase and BatchCreateRelatedItem: many cases, each with its own fate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.operations.conftest import pairs, read
from tests.provenance import rule

if TYPE_CHECKING:
    from tests.operations.conftest import SetQuota, Workbench

PROFILE = "arn:aws:profile:us-east-1:123456789012:domains/customers/profiles/0a1b2c"
USER = "arn:aws:connect:us-east-1:123456789012:instance/one/agent/two"
COMMENT = {"comment": {"body": "text", "contentType": "Text/Plain"}}
TOKEN_RULE = (
    "If you retry a request with the same client token, the service returns the original response"
    " instead of processing the request again."
)
CONFLICT_RULE = (
    "If you reuse a client token with different request parameters, the request fails with a"
    " ConflictException."
)
ALL_FAIL = "The entire request fails, and no cases are updated, in the following cases:"
ALL_ITEMS_FAIL = (
    "The entire request fails, and no related items are created, in the following cases:"
)


def by_id(*case_ids: str) -> list[dict[str, Any]]:
    """Name cases by their ids."""
    return [{"caseIdentifier": {"caseId": each}} for each in case_ids]


def by_reference(*reference_ids: str) -> list[dict[str, Any]]:
    """Name cases by their reference IDs."""
    return [{"caseIdentifier": {"referenceId": each}} for each in reference_ids]


def inputs(values: dict[str, Any], *, name: bool = False) -> list[dict[str, Any]]:
    """Return field values as a batch takes them, fields by id or by name."""
    return [
        {"fieldIdentifier": {"name" if name else "id": each["id"]}, "value": each["value"]}
        for each in pairs(values)
    ]


class Batch:
    """Two cases and the batch operations on them."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self.references = ["Ticket-1", "Ticket-2"]
        self.case_ids = [bench.case({"reference_id": each}) for each in self.references]

    def identifiers(self) -> list[dict[str, Any]]:
        """Return both cases as answers name them."""
        return [
            {"caseId": case_id, "referenceId": reference_id}
            for case_id, reference_id in zip(self.case_ids, self.references, strict=True)
        ]

    def update(self, cases: list[dict[str, Any]] | None = None, **members: Any) -> dict[str, Any]:
        """Update cases, by default both, and return the answer."""
        return read(
            self.bench.client.batch_update_case(
                domainId=self.bench.domain_id,
                cases=by_id(*self.case_ids) if cases is None else cases,
                **{"fields": [], **members},
            )
        )

    def comment(self, cases: list[dict[str, Any]] | None = None, **members: Any) -> dict[str, Any]:
        """Add a comment to cases, by default to both, and return the answer."""
        return read(
            self.bench.client.batch_create_related_item(
                domainId=self.bench.domain_id,
                cases=by_id(*self.case_ids) if cases is None else cases,
                **{"content": COMMENT, **members},
            )
        )


@pytest.fixture
def batch(bench: Workbench) -> Batch:
    """Return two cases for batch operations."""
    return Batch(bench)


class TestBatchUpdateCase:
    @rule("batch-update-updates-all-cases", "batch-update-answer-has-both-ids")
    def test_all_cases_are_updated(self, bench: Workbench, batch: Batch) -> None:
        """Every case gets the same values; the answer names each by both its ids."""
        answer = batch.update(fields=inputs({"summary": "text"}))

        assert answer == {
            "successfulCases": [{"caseIdentifier": each} for each in batch.identifiers()],
            "failedCases": [],
        }
        assert [bench.values(each, "summary") for each in batch.case_ids] == [
            {"summary": "text"},
            {"summary": "text"},
        ]

    @rule("batch-update-sets-top-level-members")
    def test_members_of_their_own(self, bench: Workbench, batch: Batch) -> None:
        batch.update(title="Neuer Titel", status="closed", customerId=PROFILE)

        assert bench.values(batch.case_ids[1], "title", "status", "customer_id") == {
            "title": "Neuer Titel",
            "status": "closed",
            "customer_id": PROFILE,
        }

    @rule("case-reference-id-unique-ignoring-case")
    def test_cases_by_reference_id(self, bench: Workbench, batch: Batch) -> None:
        answer = batch.update(by_reference("TICKET-1"), title="New")

        assert answer["successfulCases"] == [{"caseIdentifier": batch.identifiers()[0]}]
        assert bench.values(batch.case_ids[0], "title") == {"title": "New"}

    @rule("batch-update-field-by-name")
    def test_fields_by_name(self, bench: Workbench, batch: Batch) -> None:
        field_id = bench.field("Number", name="Größe in m")

        batch.update(fields=inputs({"Größe in m": 0.5}, name=True))

        assert bench.values(batch.case_ids[0], field_id) == {field_id: 0.5}

    @rule("batch-update-values-of-all-types")
    @pytest.mark.parametrize(
        ("type_", "value"),
        [("Boolean", {"booleanValue": False}), ("User", {"userArnValue": USER})],
    )
    def test_values_of_every_type(
        self, bench: Workbench, batch: Batch, type_: str, value: dict[str, Any]
    ) -> None:
        field_id = bench.field(type_)

        batch.update(fields=inputs({field_id: value}))

        assert bench.values(batch.case_ids[0], field_id) == {field_id: next(iter(value.values()))}

    @rule("batch-update-empty-value-clears")
    def test_empty_value_clears(self, bench: Workbench, batch: Batch) -> None:
        batch.update(fields=inputs({"summary": "text"}))

        batch.update(fields=inputs({"summary": None}))

        assert bench.values(batch.case_ids[0], "summary") == {}

    @rule("batch-update-performed-by-recorded")
    @pytest.mark.parametrize("user", [{"userArn": USER}, {"customEntity": "nightly batch"}])
    def test_user_is_noted(self, bench: Workbench, batch: Batch, user: dict[str, str]) -> None:
        batch.update(title="New", performedBy=user)

        users = [bench.audit(each)[0]["performedBy"]["user"] for each in batch.case_ids]
        assert users == [user, user]

    @rule("batch-update-cases-independent", "batch-update-case-not-found-code")
    def test_unknown_case_fails_alone(self, bench: Workbench, batch: Batch) -> None:
        answer = batch.update(by_id("no-such-case", batch.case_ids[0]), title="New")

        (failed,) = answer["failedCases"]
        assert failed["caseIdentifier"] == {"caseId": "no-such-case"}
        assert failed["errorCode"] == "CASE_NOT_FOUND"
        assert "no-such-case" in failed["errorMessage"]
        assert answer["successfulCases"] == [{"caseIdentifier": batch.identifiers()[0]}]
        assert bench.values(batch.case_ids[0], "title") == {"title": "New"}

    @rule("batch-update-validation-error-code", "required-field-cannot-be-cleared")
    def test_case_of_a_stricter_template_fails_alone(self, bench: Workbench, batch: Batch) -> None:
        field_id = bench.field()
        template_id = bench.template(field_id)
        strict = bench.case({field_id: "kept"}, template_id=template_id)

        answer = batch.update(
            by_id(batch.case_ids[0], strict), fields=inputs({field_id: None}), title="New"
        )

        (failed,) = answer["failedCases"]
        assert failed["caseIdentifier"]["caseId"] == strict
        assert failed["errorCode"] == "VALIDATION_ERROR"
        assert field_id in failed["errorMessage"]
        assert bench.values(strict, field_id, "title") == {field_id: "kept", "title": "A case"}

    @rule("batch-update-value-refused-per-case")
    @pytest.mark.parametrize(
        "members",
        [
            {"status": "no-such-status"},
            {"customerId": "0a1b2c"},
            {"fields": inputs({"case_reason": "no-such-reason"})},
            {"fields": inputs({"summary": 1.0})},
            {"fields": inputs({"created_datetime": "2026-01-31T12:00:00Z"})},
        ],
    )
    def test_wrong_value_fails_for_each_case(
        self, bench: Workbench, batch: Batch, members: dict[str, Any]
    ) -> None:
        before = bench.snapshot()

        answer = batch.update(**members)

        codes = [each["errorCode"] for each in answer["failedCases"]]
        assert codes == ["VALIDATION_ERROR", "VALIDATION_ERROR"]
        assert answer["successfulCases"] == []
        assert bench.snapshot() == before

    @rule("batch-update-unknown-domain-not-found")
    def test_unknown_domain(self, bench: Workbench, batch: Batch) -> None:
        with bench.refuses("ResourceNotFoundException", "no-such-domain"):
            bench.client.batch_update_case(
                domainId="no-such-domain", cases=by_id(*batch.case_ids), fields=[], title="New"
            )

    @rule(
        "batch-update-unknown-reference-id-fails",
        "batch-update-whole-request-failure",
        "batch-request-failure-validation-exception",
    )
    def test_unknown_reference_fails_all(self, bench: Workbench, batch: Batch) -> None:
        with bench.refuses("ValidationException", "Ticket-9"):
            batch.update([*by_id(batch.case_ids[0]), *by_reference("Ticket-9")], title="New")

    @rule("batch-update-duplicate-case-ids-refused")
    @pytest.mark.parametrize("known", [True, False])
    def test_duplicate_cases_fail_all(self, bench: Workbench, batch: Batch, *, known: bool) -> None:
        case_id = batch.case_ids[0] if known else "no-such-case"

        with bench.refuses("ValidationException", f"more than once: {case_id!r}."):
            batch.update(by_id(batch.case_ids[1], case_id, case_id), title="New")

    @rule("batch-update-both-ids-are-duplicate")
    def test_same_case_by_both_ids_fails_all(self, bench: Workbench, batch: Batch) -> None:
        with bench.refuses("ValidationException", f"more than once: {batch.case_ids[0]!r}."):
            batch.update([*by_id(batch.case_ids[0]), *by_reference("ticket-1")], title="New")

    @rule("batch-update-without-changes-refused")
    def test_nothing_to_update_fails_all(self, bench: Workbench, batch: Batch) -> None:
        with bench.refuses("ValidationException"):
            batch.update()

    @rule("batch-update-unknown-field-refused")
    @pytest.mark.parametrize("member", ["id", "name"])
    def test_unknown_field_fails_all(self, bench: Workbench, batch: Batch, member: str) -> None:
        with bench.refuses("ValidationException", "no-such-field"):
            batch.update(fields=inputs({"no-such-field": "text"}, name=member == "name"))

    @rule("batch-update-deleted-field-name-unknown")
    def test_name_of_a_deleted_field_fails_all(self, bench: Workbench, batch: Batch) -> None:
        field_id = bench.field(name="Size")
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        with bench.refuses("ValidationException", "Size"):
            batch.update(fields=inputs({"Size": "text"}, name=True))

    @rule("deleted-field-value-changeable")
    def test_deleted_field_by_id_is_judged_by_case(self, bench: Workbench, batch: Batch) -> None:
        field_id = bench.field()
        valued = bench.case({field_id: "before"})
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        answer = batch.update(by_id(valued, batch.case_ids[0]), fields=inputs({field_id: "after"}))

        assert [each["caseIdentifier"]["caseId"] for each in answer["successfulCases"]] == [valued]
        assert [each["errorCode"] for each in answer["failedCases"]] == ["VALIDATION_ERROR"]
        assert bench.values(valued, field_id) == {field_id: "after"}

    @rule("batch-update-pipe-or-comma-refused")
    @pytest.mark.parametrize("name", ["this|that", "this, that"])
    def test_pipe_and_comma_fail_all(self, bench: Workbench, batch: Batch, name: str) -> None:
        bench.field(name=name)

        with bench.refuses("ValidationException", name):
            batch.update(fields=inputs({name: "text"}, name=True))

    @rule(
        "batch-update-fields-without-title-status",
        "batch-update-fields-repeat-member-refused",
    )
    @pytest.mark.parametrize(
        ("identifier", "name"),
        [
            ("title", False),
            ("status", False),
            ("customer_id", False),
            ("Title", True),
            ("Status", True),
            ("Customer Id", True),
        ],
    )
    def test_members_of_their_own_in_fields_fail_all(
        self, bench: Workbench, batch: Batch, identifier: str, *, name: bool
    ) -> None:
        with bench.refuses("ValidationException"):
            batch.update(fields=inputs({identifier: "text"}, name=name))

    @rule("field-given-once")
    def test_field_given_twice_fails_all(self, bench: Workbench, batch: Batch) -> None:
        fields = [*inputs({"summary": "one"}), *inputs({"Summary": "two"}, name=True)]

        with bench.refuses("ValidationException", "summary"):
            batch.update(fields=fields)

    @rule("batch-update-at-most-100-cases")
    def test_100_cases_can_be_named(self, bench: Workbench, batch: Batch) -> None:
        cases = [bench.case() for _ in range(100)]

        answer = batch.update(by_id(*cases), title="New")

        updated = [each["caseIdentifier"]["caseId"] for each in answer["successfulCases"]]
        assert updated == cases


class TestBatchUpdateCaseClientToken:
    @rule("batch-client-token-retry-same-response")
    def test_retry_is_answered_as_before(self, bench: Workbench, batch: Batch) -> None:
        first = batch.update(title="New", clientToken="token")
        bench.update(batch.case_ids[0], {"title": "Newer"})

        second = batch.update(title="New", clientToken="token")

        assert second == first
        assert bench.values(batch.case_ids[0], "title") == {"title": "Newer"}

    @rule("batch-client-token-retry-same-response")
    def test_failures_are_answered_as_before(self, bench: Workbench, batch: Batch) -> None:
        """The failures of the first answer are repeated, though they would not happen again."""
        first = batch.update(status="waiting", clientToken="token")
        bench.options("status", "waiting")

        second = batch.update(status="waiting", clientToken="token")

        assert second == first

    @rule("batch-client-token-reuse-conflict")
    def test_token_with_other_parameters(self, bench: Workbench, batch: Batch) -> None:
        batch.update(title="New", clientToken="token")

        with bench.refuses("ConflictException", "token"):
            batch.update(title="Newer", clientToken="token")

    @rule("batch-client-token-per-operation")
    def test_token_belongs_to_its_operation(self, batch: Batch) -> None:
        batch.update(title="New", clientToken="token")

        answer = batch.comment(clientToken="token")

        assert len(answer["successfulItems"]) == 2


class TestBatchCreateRelatedItem:
    @rule("batch-comment-created-on-all-cases", "batch-comment-success-entry-members")
    def test_all_cases_get_the_comment(self, bench: Workbench, batch: Batch) -> None:
        answer = batch.comment(performedBy={"userArn": USER})

        items = [bench.items(each)[0] for each in batch.case_ids]
        assert answer == {
            "successfulItems": [
                {
                    "caseIdentifier": identifier,
                    "relatedItemId": item["relatedItemId"],
                    "relatedItemArn": (
                        f"{bench.domain_arn}/case/{identifier['caseId']}"
                        f"/related-item/{item['relatedItemId']}"
                    ),
                }
                for identifier, item in zip(batch.identifiers(), items, strict=True)
            ],
            "failedItems": [],
        }
        assert [each["content"] for each in items] == [COMMENT, COMMENT]
        assert items[0]["performedBy"] == {"userArn": USER}
        assert items[0]["relatedItemId"] != items[1]["relatedItemId"]

    @rule("batch-comment-cases-independent")
    def test_unknown_case_fails_alone(self, bench: Workbench, batch: Batch) -> None:
        answer = batch.comment(by_id("no-such-case", batch.case_ids[1]))

        (failed,) = answer["failedItems"]
        assert failed["caseIdentifier"] == {"caseId": "no-such-case"}
        assert failed["errorCode"] == "CASE_NOT_FOUND"
        assert "no-such-case" in failed["errorMessage"]
        assert len(bench.items(batch.case_ids[1])) == 1

    @rule("batch-comment-quota-exceeded-code")
    def test_full_case_fails_alone(
        self, bench: Workbench, batch: Batch, set_quota: SetQuota
    ) -> None:
        set_quota("related-items", 1)
        bench.comment(batch.case_ids[0])

        answer = batch.comment()

        (failed,) = answer["failedItems"]
        assert failed["caseIdentifier"] == batch.identifiers()[0]
        assert failed["errorCode"] == "SERVICE_QUOTA_EXCEEDED"
        assert len(bench.items(batch.case_ids[1])) == 1

    @rule("case-reference-id-unique-ignoring-case")
    def test_cases_by_reference_id(self, bench: Workbench, batch: Batch) -> None:
        batch.comment(by_reference("TICKET-2"), performedBy={"customEntity": "nightly batch"})

        (item,) = bench.items(batch.case_ids[1])
        assert item["performedBy"] == {"customEntity": "nightly batch"}

    @rule(
        "batch-update-unknown-reference-id-fails",
        "batch-comment-whole-request-failure",
        "batch-request-failure-validation-exception",
    )
    def test_unknown_reference_fails_all(self, bench: Workbench, batch: Batch) -> None:
        with bench.refuses("ValidationException", "Ticket-9"):
            batch.comment(by_reference("ticket-1", "Ticket-9"))

    @rule("batch-update-duplicate-case-ids-refused")
    def test_duplicate_cases_fail_all(self, bench: Workbench, batch: Batch) -> None:
        with bench.refuses("ValidationException", f"more than once: {batch.case_ids[0]!r}."):
            batch.comment(by_id(batch.case_ids[0], batch.case_ids[0]))

    @rule("batch-comment-other-content-refused", "batch-comment-only-comment-type")
    @pytest.mark.parametrize(
        "content",
        [
            {"contact": {"contactArn": USER}},
            {"file": {"fileArn": USER}},
            {
                "sla": {
                    "slaInputConfiguration": {
                        "name": "A",
                        "type": "CaseField",
                        "targetSlaMinutes": 1,
                    }
                }
            },
            {"connectCase": {"caseId": "case"}},
            {"custom": {"fields": pairs({"summary": "text"})}},
        ],
        ids=lambda content: next(iter(content)),
    )
    def test_other_content_fails_all(
        self, bench: Workbench, batch: Batch, content: dict[str, Any]
    ) -> None:
        with bench.refuses("ValidationException", "'comment'", f"is '{next(iter(content))}'."):
            batch.comment(content=content)

    @rule("batch-update-unknown-domain-not-found")
    def test_unknown_domain(self, bench: Workbench, batch: Batch) -> None:
        with bench.refuses("ResourceNotFoundException", "no-such-domain"):
            bench.client.batch_create_related_item(
                domainId="no-such-domain", cases=by_id(*batch.case_ids), content=COMMENT
            )

    @rule("batch-client-token-retry-same-response")
    def test_retry_is_answered_as_before(self, bench: Workbench, batch: Batch) -> None:
        first = batch.comment(clientToken="token")

        second = batch.comment(clientToken="token")

        assert second == first
        assert len(bench.items(batch.case_ids[0])) == 1

    @rule("batch-client-token-reuse-conflict")
    def test_token_with_other_parameters(self, bench: Workbench, batch: Batch) -> None:
        batch.comment(clientToken="token")

        with bench.refuses("ConflictException", "token"):
            batch.comment(by_id(batch.case_ids[0]), clientToken="token")

    @rule("batch-update-at-most-100-cases")
    def test_100_cases_can_be_named(self, bench: Workbench, batch: Batch) -> None:
        cases = [bench.case() for _ in range(100)]

        answer = batch.comment(by_id(*cases))

        assert len(answer["successfulItems"]) == 100
