"""PutCaseEventConfiguration, GetCaseEventConfiguration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.operations.conftest import read
from tests.provenance import rule

if TYPE_CHECKING:
    from tests.operations.conftest import Workbench

FULL = {
    "enabled": True,
    "includedData": {
        "caseData": {"fields": [{"id": "title"}, {"id": "status"}], "autoIncludeFields": "Custom"},
        "relatedItemData": {"includeContent": True},
    },
}


def put(bench: Workbench, event_bridge: dict[str, Any]) -> dict[str, Any]:
    return read(
        bench.client.put_case_event_configuration(
            domainId=bench.domain_id, eventBridge=event_bridge
        )
    )


def get(bench: Workbench) -> dict[str, Any]:
    return read(bench.client.get_case_event_configuration(domainId=bench.domain_id))


class TestGetCaseEventConfiguration:
    @rule("event-configuration-off-at-first")
    def test_events_are_off_at_first(self, bench: Workbench) -> None:
        assert get(bench) == {"eventBridge": {"enabled": False}}

    @rule("event-configuration-returned-as-given")
    def test_configuration_comes_back_as_given(self, bench: Workbench) -> None:
        put(bench, FULL)

        assert get(bench) == {"eventBridge": FULL}

    @rule("event-configuration-omits-deleted-fields")
    def test_list_of_deleted_fields_is_empty(self, bench: Workbench) -> None:
        field_id = bench.field()
        put(bench, {"enabled": True, "includedData": {"caseData": {"fields": [{"id": field_id}]}}})

        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        assert get(bench)["eventBridge"]["includedData"] == {"caseData": {"fields": []}}

    @rule("event-configuration-category-adds-no-ids")
    def test_included_category_stays_a_category(self, bench: Workbench) -> None:
        case_data = {"fields": [], "autoIncludeFields": "All"}

        put(bench, {"enabled": True, "includedData": {"caseData": case_data}})

        assert get(bench)["eventBridge"]["includedData"]["caseData"] == case_data


class TestPutCaseEventConfiguration:
    @rule("event-configuration-put-answer-empty")
    def test_answer_is_empty(self, bench: Workbench) -> None:
        assert put(bench, FULL) == {}

    @rule("event-configuration-data-optional")
    @pytest.mark.parametrize("enabled", [True, False])
    def test_included_data_is_optional(self, bench: Workbench, enabled: bool) -> None:  # noqa: FBT001
        """Events can be turned on and off without saying what they carry."""
        put(bench, {"enabled": enabled})

        assert get(bench) == {"eventBridge": {"enabled": enabled}}

    @rule("event-configuration-parts-optional")
    @pytest.mark.parametrize(
        "included",
        [
            {},
            {"caseData": {"fields": []}},
            {"caseData": {"fields": [{"id": "title"}]}},
            {"relatedItemData": {"includeContent": False}},
            {"relatedItemData": {"includeContent": True}},
        ],
    )
    def test_parts_may_be_left_out(self, bench: Workbench, included: dict[str, Any]) -> None:
        put(bench, {"enabled": True, "includedData": included})

        assert get(bench)["eventBridge"]["includedData"] == included

    @rule("event-configuration-category-values")
    @pytest.mark.parametrize("category", ["All", "System", "Custom"])
    def test_category_can_be_included(self, bench: Workbench, category: str) -> None:
        case_data = {"fields": [{"id": "title"}], "autoIncludeFields": category}

        put(bench, {"enabled": True, "includedData": {"caseData": case_data}})

        assert get(bench)["eventBridge"]["includedData"]["caseData"] == case_data

    @rule("event-configuration-at-most-400-fields")
    @pytest.mark.newest_model
    def test_four_hundred_fields_can_be_included(self, bench: Workbench) -> None:
        fields = [{"id": bench.field()} for _ in range(400)]

        put(bench, {"enabled": True, "includedData": {"caseData": {"fields": fields}}})

        assert get(bench)["eventBridge"]["includedData"]["caseData"]["fields"] == fields

    @rule("event-configuration-replaced-whole")
    def test_configuration_is_replaced(self, bench: Workbench) -> None:
        put(bench, FULL)

        put(bench, {"enabled": True})

        assert get(bench) == {"eventBridge": {"enabled": True}}

    @rule("event-configuration-fields-exist")
    def test_unknown_field_is_refused(self, bench: Workbench) -> None:
        """A refused configuration leaves the old one as it was."""
        put(bench, FULL)
        case_data = {"fields": [{"id": "title"}, {"id": "nothing"}]}

        with bench.refuses("ValidationException", "nothing"):
            put(bench, {"enabled": False, "includedData": {"caseData": case_data}})

    @rule("event-configuration-fields-exist")
    def test_deleted_field_is_refused(self, bench: Workbench) -> None:
        field_id = bench.field()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        with bench.refuses("ValidationException", field_id):
            put(
                bench,
                {"enabled": True, "includedData": {"caseData": {"fields": [{"id": field_id}]}}},
            )

    @rule("event-configuration-per-domain")
    def test_other_domains_stay_as_they_are(self, bench: Workbench) -> None:
        other = bench.client.create_domain(name="other")["domainId"]

        put(bench, FULL)

        found = bench.client.get_case_event_configuration(domainId=other)
        assert found["eventBridge"] == {"enabled": False}
