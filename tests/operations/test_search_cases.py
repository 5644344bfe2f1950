"""SearchCases: filters, quick search, order, pages and what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
import time_machine

from tests.operations.conftest import union
from tests.provenance import rule

if TYPE_CHECKING:
    from tests.operations.conftest import Workbench

SEARCH_PAGE = "adminguide/search-cases"
BLOCK_PAGE = "adminguide/cases-block"
ASSIGNMENT_PAGE = "adminguide/case-assignment"
SAMPLE_PAGE = "APIReference/API_connect-cases_SearchCases"
OPERATORS_BY_TYPE = "which operator suits which type is documented for the flow block alone"

ORDERINGS = ["greaterThan", "greaterThanOrEqualTo", "lessThan", "lessThanOrEqualTo"]
PROFILE = "arn:aws:profile:us-east-1:123456789012:domains/d/profiles/p1"
AGENT = "arn:aws:connect:us-east-1:123456789012:instance/i/agent/a"


def compare(operator: str, field_id: str, value: Any) -> dict[str, Any]:
    """Return a filter that compares one field."""
    return {"field": {operator: {"id": field_id, "value": union(value)}}}


def equal(field_id: str, value: Any) -> dict[str, Any]:
    return compare("equalTo", field_id, value)


def tagged(**tag: str) -> dict[str, Any]:
    return {"tag": {"equalTo": tag}}


def by(field_id: str, order: str = "Asc") -> dict[str, str]:
    return {"fieldId": field_id, "sortOrder": order}


class TestWhatIsFound:
    @rule("search-cases-without-conditions-finds-all")
    def test_without_any_condition_every_case_is_found(self, bench: Workbench) -> None:
        """A search without conditions finds all cases of the domain."""
        made = {bench.case(), bench.case()}

        assert set(bench.search()) == made

    @rule("search-cases-within-domain")
    @pytest.mark.newest_model
    def test_cases_of_another_domain_are_not_found(self, bench: Workbench) -> None:
        bench.case()
        other = bench.client.create_domain(name="other")["domainId"]

        found = bench.client.search_cases(domainId=other)

        assert (found["cases"], found["totalCount"]) == ([], 0)

    @rule("case-unknown-template-not-found")
    def test_unknown_domain_is_not_found(self, bench: Workbench) -> None:
        with bench.refuses("ResourceNotFoundException", "nowhere"):
            bench.client.search_cases(domainId="nowhere")

    @rule("search-deleted-domain-not-found")
    def test_deleted_domain_is_not_found(self, bench: Workbench) -> None:
        other = bench.client.create_domain(name="other")["domainId"]
        bench.client.delete_domain(domainId=other)

        with bench.refuses("ResourceNotFoundException", other):
            bench.client.search_cases(domainId=other)

    @rule("domain-of-one-account-and-region")
    def test_domain_of_another_region_is_not_found(self, bench: Workbench) -> None:
        elsewhere = boto3.client("connectcases", region_name="us-west-2")

        with bench.refuses("ResourceNotFoundException", bench.domain_id):
            elsewhere.search_cases(domainId=bench.domain_id)

    @rule("search-total-count-of-all-pages")
    @pytest.mark.newest_model
    def test_total_count_is_that_of_all_pages(self, bench: Workbench) -> None:
        """Every page has the number of cases that match in all, not of those that it holds."""
        for title in ("a", "a", "b", "a"):
            bench.case({"title": title})
        search = {"domainId": bench.domain_id, "filter": equal("title", "a"), "maxResults": 2}

        first = bench.client.search_cases(**search)
        last = bench.client.search_cases(**search, nextToken=first["nextToken"])

        counts = [(len(page["cases"]), page["totalCount"]) for page in (first, last)]
        assert counts == [(2, 3), (1, 3)]

    @rule("search-finds-changes-at-once")
    def test_change_is_found_at_once(self, bench: Workbench) -> None:
        """What UpdateCase wrote is what the next search compares."""
        case_id = bench.case({"title": "before"})
        bench.update(case_id, {"title": "after"})

        assert bench.search(filter=equal("title", "after")) == [case_id]

    @rule("search-omits-deleted-cases")
    def test_deleted_case_is_not_found(self, bench: Workbench) -> None:
        case_id = bench.case()
        bench.client.delete_case(domainId=bench.domain_id, caseId=case_id)

        assert bench.search() == []


class TestWhatComesBack:
    @rule("search-case-document-members")
    def test_case_comes_with_its_template_and_tags(self, bench: Workbench) -> None:
        case_id = bench.case(tags={"team": "north"})

        (found,) = bench.client.search_cases(domainId=bench.domain_id)["cases"]

        assert found == {
            "caseId": case_id,
            "templateId": bench.template_id,
            "fields": [],
            "tags": {"team": "north"},
        }

    @rule("search-case-without-tags-empty-map")
    def test_case_without_tags_has_an_empty_map(self, bench: Workbench) -> None:
        bench.case()

        (found,) = bench.client.search_cases(domainId=bench.domain_id)["cases"]

        assert found["tags"] == {}

    @rule("search-without-fields-returns-ids")
    @pytest.mark.parametrize("members", [{}, {"fields": []}])
    def test_search_without_fields_names_the_cases(
        self, bench: Workbench, members: dict[str, Any]
    ) -> None:
        case_id = bench.case()

        (found,) = bench.client.search_cases(domainId=bench.domain_id, **members)["cases"]

        assert found["caseId"] == case_id
        assert found["fields"] == []

    @rule("search-returns-requested-fields")
    def test_requested_fields_come_back_in_their_order(self, bench: Workbench) -> None:
        number = bench.field("Number")
        flag = bench.field("Boolean")
        bench.case({number: 1.5, flag: False, "summary": "unasked"})

        (found,) = bench.client.search_cases(
            domainId=bench.domain_id, fields=[{"id": flag}, {"id": "title"}, {"id": number}]
        )["cases"]

        assert found["fields"] == [
            {"id": flag, "value": {"booleanValue": False}},
            {"id": "title", "value": {"stringValue": "A case"}},
            {"id": number, "value": {"doubleValue": 1.5}},
        ]

    @rule("created-by-field-is-user")
    def test_creator_comes_back_as_an_arn(self, bench: Workbench) -> None:
        bench.case(performedBy={"userArn": AGENT})

        (found,) = bench.client.search_cases(
            domainId=bench.domain_id, fields=[{"id": "created_by"}]
        )["cases"]

        assert found["fields"] == [{"id": "created_by", "value": {"userArnValue": AGENT}}]

    @rule("search-omits-empty-and-duplicate-fields")
    def test_field_without_value_is_left_out(self, bench: Workbench) -> None:
        bench.case()

        (found,) = bench.client.search_cases(
            domainId=bench.domain_id, fields=[{"id": "summary"}, {"id": "title"}, {"id": "title"}]
        )["cases"]

        assert [each["id"] for each in found["fields"]] == ["title"]

    @rule("audit-includes-deleted-fields")
    def test_deleted_field_comes_back(self, bench: Workbench) -> None:
        field_id = bench.field()
        bench.case({field_id: "kept"})
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        (found,) = bench.client.search_cases(domainId=bench.domain_id, fields=[{"id": field_id}])[
            "cases"
        ]

        assert found["fields"] == [{"id": field_id, "value": {"stringValue": "kept"}}]

    @rule("requested-field-exists")
    @pytest.mark.parametrize(
        "members",
        [
            {"fields": [{"id": "nothing"}]},
            {"sorts": [{"fieldId": "nothing", "sortOrder": "Asc"}]},
            {"filter": equal("nothing", "a")},
            {"filter": {"not": {"orAll": [equal("nothing", "a")]}}},
        ],
    )
    def test_unknown_field_is_refused(self, bench: Workbench, members: dict[str, Any]) -> None:
        """A filter cannot name a field that the domain does not have."""
        with bench.refuses("ValidationException", "'nothing'"):
            bench.client.search_cases(domainId=bench.domain_id, **members)


class TestFieldFilters:
    @rule("search-text-equal-to-exact")
    def test_text_equals_exactly(self, bench: Workbench) -> None:
        """Neither a longer text nor another letter case is equal."""
        wanted = bench.case({"title": "Lost bag"})
        bench.case({"title": "Lost bag-1"})
        bench.case({"title": "lost bag"})

        assert bench.search(filter=equal("title", "Lost bag")) == [wanted]

    @rule("search-operators-of-types")
    def test_text_contains_whatever_the_letter_case(self, bench: Workbench) -> None:
        wanted = bench.case({"title": "Verlorener GRÜNER Koffer"})
        bench.case({"title": "Koffer"})

        assert bench.search(filter=compare("contains", "title", "grüner k")) == [wanted]

    @rule("search-contains-misses-absent-text")
    def test_missing_text_contains_nothing(self, bench: Workbench) -> None:
        bench.case()
        wanted = bench.case({"summary": "text"})

        assert bench.search(filter=compare("contains", "summary", "")) == [wanted]

    @rule("search-operators-of-types")
    def test_url_contains(self, bench: Workbench) -> None:
        link = bench.field("Url")
        wanted = bench.case({link: "https://example.com/orders/17"})
        bench.case({link: "https://example.com/returns/17"})

        assert bench.search(filter=compare("contains", link, "/Orders/")) == [wanted]

    @rule("search-numbers-compared-numerically")
    @pytest.mark.parametrize(
        ("operator", "expected"),
        [
            ("equalTo", {10.0}),
            ("greaterThan", {20.5}),
            ("greaterThanOrEqualTo", {10.0, 20.5}),
            ("lessThan", {-3.0, 9.0}),
            ("lessThanOrEqualTo", {-3.0, 9.0, 10.0}),
        ],
    )
    def test_numbers_are_compared_as_numbers(
        self, bench: Workbench, operator: str, expected: set[float]
    ) -> None:
        """Nine is less than ten, and a case without a number is neither less nor greater."""
        number = bench.field("Number")
        cases = {bench.case({number: each}): each for each in (-3.0, 9.0, 10.0, 20.5)}
        bench.case()

        found = bench.search(filter=compare(operator, number, 10.0))

        assert {cases[case_id] for case_id in found} == expected

    @rule("search-operators-of-types")
    def test_boolean_equals(self, bench: Workbench) -> None:
        """False is a value, and not the same as no value."""
        flag = bench.field("Boolean")
        wanted = bench.case({flag: False})
        bench.case({flag: True})
        bench.case()

        assert bench.search(filter=equal(flag, value=False)) == [wanted]

    @rule("search-operators-of-types")
    @pytest.mark.parametrize(
        ("operator", "expected"),
        [
            ("equalTo", {"noon"}),
            ("greaterThan", {"evening"}),
            ("greaterThanOrEqualTo", {"noon", "evening"}),
            ("lessThan", {"morning"}),
            ("lessThanOrEqualTo", {"morning", "noon"}),
        ],
    )
    def test_times_are_compared_as_instants(
        self, bench: Workbench, operator: str, expected: set[str]
    ) -> None:
        """Offsets and missing digits do not matter, the moment does."""
        due = bench.field("DateTime")
        bench.case({"title": "morning", due: "2026-01-31T12:30:00+02:00"})
        bench.case({"title": "noon", due: "2026-01-31T12:00Z"})
        bench.case({"title": "evening", due: "2026-01-31T12:00:00.001Z"})
        bench.case()

        found = bench.search(filter=compare(operator, due, "2026-01-31T07:00:00-05:00"))

        assert {bench.values(each, "title")["title"] for each in found} == expected

    @rule("search-created-datetime-comparable")
    def test_time_of_creation_can_be_compared(self, bench: Workbench) -> None:
        with time_machine.travel("2026-01-01", tick=False):
            old = bench.case()
        with time_machine.travel("2026-02-01", tick=False):
            bench.case()

        since = compare("lessThan", "created_datetime", "2026-01-15T00:00:00Z")

        assert bench.search(filter=since) == [old]

    @rule("search-operators-of-types")
    def test_single_select_equals(self, bench: Workbench) -> None:
        """A choice is found by the value of its option."""
        wanted = bench.case({"status": "closed"})
        bench.case()

        assert bench.search(filter=equal("status", "closed")) == [wanted]

    @rule("created-by-field-is-user")
    def test_user_equals(self, bench: Workbench) -> None:
        wanted = bench.case(performedBy={"userArn": AGENT})
        bench.case()

        assert bench.search(filter=equal("created_by", {"userArnValue": AGENT})) == [wanted]

    @rule("search-customer-by-full-arn")
    @pytest.mark.parametrize(("operand", "count"), [(PROFILE, 1), ("p1", 0)])
    def test_customer_is_found_by_the_full_arn(
        self, bench: Workbench, operand: str, count: int
    ) -> None:
        bench.case({"customer_id": PROFILE})

        assert len(bench.search(filter=equal("customer_id", operand))) == count

    @rule("search-empty-value-finds-unassigned")
    def test_empty_value_finds_cases_without_one(self, bench: Workbench) -> None:
        agent = "arn:aws:connect:us-east-1:123456789012:instance/i/agent/a"
        bench.case({"assigned_user": agent})
        wanted = bench.case()

        assert bench.search(filter=equal("assigned_user", None)) == [wanted]

    @rule("search-empty-text-not-empty-value")
    def test_empty_text_is_not_the_empty_value(self, bench: Workbench) -> None:
        """A blank summary differs from no summary."""
        blank = bench.case({"summary": ""})
        missing = bench.case()

        found = [bench.search(filter=equal("summary", each)) for each in ("", None)]

        assert found == [[blank], [missing]]

    @rule("search-orders-texts-and-choices")
    @pytest.mark.parametrize(
        ("operator", "found"),
        [
            ("greaterThan", ["c"]),
            ("greaterThanOrEqualTo", ["B", "c"]),
            ("lessThan", ["a"]),
            ("lessThanOrEqualTo", ["a", "B"]),
            ("contains", ["B"]),
        ],
    )
    @pytest.mark.parametrize("type_", ["Text", "SingleSelect", "Url"])
    def test_texts_have_an_order_and_parts(
        self, bench: Workbench, operator: str, found: list[str], type_: str
    ) -> None:
        field_id = bench.field(type_)
        values = [f"{'x' * 300}{each}" for each in "aBc"] if type_ == "Text" else ["a", "B", "c"]
        if type_ == "SingleSelect":
            bench.options(field_id, *values)
        made = {bench.case({field_id: each}): each[-1] for each in values}
        bench.case()
        operand = values[1].swapcase()

        for _ in range(8):  # with an index and without
            answer = bench.search(filter=compare(operator, field_id, operand))
            assert sorted((made[each] for each in answer), key=str.lower) == found

    @rule("search-operator-suits-type")
    @pytest.mark.parametrize(
        ("operator", "field_id", "value"),
        [
            ("contains", "created_datetime", "2026"),
            ("contains", "created_by", {"userArnValue": "arn"}),
            *((each, "created_by", {"userArnValue": "arn"}) for each in ORDERINGS),
        ],
    )
    def test_operator_without_meaning_is_refused(
        self, bench: Workbench, operator: str, field_id: str, value: Any
    ) -> None:
        with bench.refuses("ValidationException", operator, field_id, "equalTo"):
            bench.client.search_cases(
                domainId=bench.domain_id, filter=compare(operator, field_id, value)
            )

    @rule("search-empty-value-only-equal-to")
    @pytest.mark.parametrize(
        ("operator", "field_id"),
        [("contains", "title"), *((each, "created_datetime") for each in ORDERINGS)],
    )
    def test_empty_value_is_only_equal(
        self, bench: Workbench, operator: str, field_id: str
    ) -> None:
        with bench.refuses("ValidationException", "empty", operator, field_id):
            bench.client.search_cases(
                domainId=bench.domain_id, filter=compare(operator, field_id, None)
            )

    @rule("value-member-suits-field-type")
    @pytest.mark.parametrize("value", [1.0, True, {"userArnValue": AGENT}])
    def test_value_of_another_type_is_refused(self, bench: Workbench, value: Any) -> None:
        """A text field is compared with a text."""
        with bench.refuses("ValidationException", "'title'", "stringValue"):
            bench.client.search_cases(domainId=bench.domain_id, filter=equal("title", value))

    @rule("search-malformed-time-refused")
    def test_operand_that_is_no_time_is_refused(self, bench: Workbench) -> None:
        with bench.refuses("ValidationException", "'yesterday'"):
            bench.client.search_cases(
                domainId=bench.domain_id, filter=equal("created_datetime", "yesterday")
            )

    @rule("deleted-field-matches-search-filter")
    def test_deleted_field_can_be_filtered_by(self, bench: Workbench) -> None:
        field_id = bench.field("Number")
        wanted = bench.case({field_id: 7.0})
        bench.case()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        assert bench.search(filter=compare("greaterThan", field_id, 6.0)) == [wanted]


class TestTagFilters:
    @rule("search-tag-key-and-value")
    def test_key_and_value_must_both_fit(self, bench: Workbench) -> None:
        wanted = bench.case(tags={"team": "north", "tier": "gold"})
        bench.case(tags={"team": "south", "tier": "north"})
        bench.case()

        assert bench.search(filter=tagged(key="team", value="north")) == [wanted]

    @rule("search-tag-key-or-value-alone")
    @pytest.mark.parametrize("tag", [{"key": "team"}, {"value": "north"}])
    def test_key_or_value_may_be_left_out(self, bench: Workbench, tag: dict[str, str]) -> None:
        wanted = bench.case(tags={"team": "north"})
        bench.case(tags={"tier": "south"})

        assert bench.search(filter=tagged(**tag)) == [wanted]

    @rule("tag-filter-not-empty")
    def test_empty_tag_filter_is_refused(self, bench: Workbench) -> None:
        with bench.refuses("ValidationException", "key"):
            bench.client.search_cases(domainId=bench.domain_id, filter=tagged())

    @rule("search-tag-value-may-be-empty")
    def test_empty_tag_value_is_a_value(self, bench: Workbench) -> None:
        wanted = bench.case(tags={"team": ""})
        bench.case(tags={"team": "north"})

        assert bench.search(filter=tagged(key="team", value="")) == [wanted]

    @rule("search-sees-current-tags")
    def test_tags_are_searched_as_they_are_now(self, bench: Workbench) -> None:
        """Tags that came or went after creation count."""
        case_id = bench.case(tags={"old": "1"})
        arn = f"{bench.domain_arn}/case/{case_id}"
        bench.client.tag_resource(arn=arn, tags={"new": "1"})
        bench.client.untag_resource(arn=arn, tagKeys=["old"])

        found = [bench.search(filter=tagged(key=each)) for each in ("old", "new")]

        assert found == [[], [case_id]]


class TestCombinedFilters:
    @rule("search-and-all-needs-every-part")
    def test_and_all_wants_every_part(self, bench: Workbench) -> None:
        """All filters of the list have to match."""
        wanted = bench.case({"title": "a", "summary": "b"})
        bench.case({"title": "a"})

        assert bench.search(filter={"andAll": [equal("title", "a"), equal("summary", "b")]}) == [
            wanted
        ]

    @rule("search-or-all-needs-any-part")
    def test_or_all_wants_any_part(self, bench: Workbench) -> None:
        """One filter of the list has to match."""
        wanted = {bench.case({"title": "a"}), bench.case(tags={"k": "v"})}
        bench.case({"title": "c"})

        found = bench.search(filter={"orAll": [equal("title", "a"), tagged(key="k")]})

        assert set(found) == wanted

    @rule("search-not-negates-filter")
    def test_not_is_the_opposite(self, bench: Workbench) -> None:
        """What a filter does not find, its opposite does, missing values included."""
        bench.case({"summary": "a"})
        wanted = {bench.case({"summary": "b"}), bench.case()}

        assert set(bench.search(filter={"not": equal("summary", "a")})) == wanted

    @rule("search-empty-and-all-or-all")
    @pytest.mark.parametrize(("arm", "count"), [("andAll", 1), ("orAll", 0)])
    def test_empty_list_is_all_or_nothing(self, bench: Workbench, arm: str, count: int) -> None:
        """All of no filters holds, any of none does not."""
        bench.case()

        assert len(bench.search(filter={arm: []})) == count

    @rule("search-filter-nesting-unbounded")
    @pytest.mark.parametrize(("arms", "depth"), [(("not",), 128), (("andAll", "orAll"), 64)])
    def test_filters_nest_as_deep_as_the_wire_allows(
        self, bench: Workbench, arms: tuple[str, ...], depth: int
    ) -> None:
        """A filter of many levels means what it says, on every page."""
        wanted = {bench.case({"title": "a"}), bench.case({"title": "a"})}
        bench.case({"title": "b"})
        nested = equal("title", "a")
        for level in range(depth):
            arm = arms[level % len(arms)]
            nested = {arm: nested if arm == "not" else [nested]}

        assert set(bench.search(filter=nested, PaginationConfig={"PageSize": 1})) == wanted

    @rule("search-filter-at-most-250-conditions")
    @pytest.mark.parametrize("leaf", [equal("title", "a"), tagged(key="k"), {"andAll": []}])
    def test_width_of_a_filter_is_bounded(self, bench: Workbench, leaf: dict[str, Any]) -> None:
        """Conditions are counted however they are nested, and lists of none as one."""
        case_id = bench.case({"title": "a"})
        hundred = {"andAll": [{"not": {"orAll": [leaf] * 10}}] * 10}
        widest = {"orAll": [hundred, {"not": hundred}, {"andAll": [hundred["andAll"][0]] * 5}]}

        assert bench.search(filter=widest) == [case_id]
        with bench.refuses("ValidationException", "'filter'", "251", "250"):
            bench.search(filter={"orAll": [widest, leaf]})


class TestQuickSearch:
    @rule("search-term-needs-every-whole-word")
    @pytest.mark.parametrize(
        ("term", "is_found"),
        [
            ("baggage", True),
            ("GATE lost", True),
            ("lost, GRÜN", True),
            ("紛失", True),
            ("bag", False),
            ("lost luggage", False),
        ],
    )
    def test_every_word_has_to_be_there(
        self, bench: Workbench, term: str, *, is_found: bool
    ) -> None:
        bench.case({"title": "Lost Baggage (grün) at gate", "summary": "荷物を紛失しました"})

        assert bool(bench.search(searchTerm=term)) is is_found

    @rule("search-term-covers-all-fields")
    @pytest.mark.parametrize("type_", ["Text", "Url"])
    def test_custom_texts_are_searched(self, bench: Workbench, type_: str) -> None:
        field_id = bench.field(type_)
        wanted = bench.case({field_id: "https://example.com/needle"})
        bench.case()

        assert bench.search(searchTerm="Needle") == [wanted]

    @rule("search-term-covers-all-fields")
    def test_reference_number_is_searched(self, bench: Workbench) -> None:
        wanted = bench.case({"reference_number": "AB-12345"})
        bench.case()

        assert bench.search(searchTerm="ab-12345") == [wanted]

    @rule("deleted-field-matches-search-term")
    def test_values_of_deleted_fields_are_searched(self, bench: Workbench) -> None:
        field_id = bench.field()
        wanted = bench.case({field_id: "needle"})
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        assert bench.search(searchTerm="needle") == [wanted]

    @rule("search-term-empty-or-wordless")
    @pytest.mark.parametrize(("term", "count"), [("", 1), ("?!", 0)])
    def test_term_without_words(self, bench: Workbench, term: str, count: int) -> None:
        bench.case({"title": "?!"})

        assert len(bench.search(searchTerm=term)) == count

    @rule("search-term-and-filter-combined")
    def test_term_and_filter_must_both_match(self, bench: Workbench) -> None:
        wanted = bench.case({"title": "needle", "summary": "a"})
        bench.case({"title": "needle"})
        bench.case({"summary": "a"})

        assert bench.search(searchTerm="needle", filter=equal("summary", "a")) == [wanted]


class TestOrder:
    @rule("search-latest-update-first")
    def test_latest_change_comes_first(self, bench: Workbench) -> None:
        """Creating and updating a case puts it in front."""
        first, second, third = bench.case(), bench.case(), bench.case()
        bench.update(second, {"title": "changed"})

        assert bench.search() == [second, third, first]

    @rule("search-sorts-by-field")
    @pytest.mark.parametrize(("order", "expected"), [("Asc", "abc"), ("Desc", "cba")])
    def test_sort_orders_by_a_field(self, bench: Workbench, order: str, expected: str) -> None:
        cases = {bench.case({"title": each}): each for each in "bca"}

        found = bench.search(sorts=[by("title", order)])

        assert "".join(cases[each] for each in found) == expected

    @rule("search-sort-missing-values-last")
    @pytest.mark.parametrize("order", ["Asc", "Desc"])
    @pytest.mark.parametrize(
        ("type_", "values"),
        [
            ("Text", ["a", "B"]),
            ("Number", [-1.0, 10.0]),
            ("Boolean", [False, True]),
            ("DateTime", ["2026-01-01T01:00:00+02:00", "2026-01-01T00:00:00Z"]),
            ("Url", ["https://a.example", "https://b.example"]),
        ],
    )
    def test_missing_values_come_last(
        self, bench: Workbench, type_: str, values: list[Any], order: str
    ) -> None:
        """Whichever way a field of any type is sorted, cases without a value follow."""
        field_id = bench.field(type_)
        missing = bench.case()
        ordered = [bench.case({field_id: each}) for each in values]
        expected = ordered if order == "Asc" else ordered[::-1]

        assert bench.search(sorts=[by(field_id, order)]) == [*expected, missing]

    @rule("search-first-sort-takes-precedence")
    def test_second_sort_decides_among_equals(self, bench: Workbench) -> None:
        """Two sorts with a direction each."""
        number = bench.field("Number")
        rows = [("a", 1.0), ("b", 1.0), ("a", 2.0), ("b", 2.0)]
        cases = {
            bench.case({"title": title, number: value}): (title, value) for title, value in rows
        }

        found = bench.search(sorts=[by("title", "Desc"), by(number, "Asc")])

        expected = [("b", 1.0), ("b", 2.0), ("a", 1.0), ("a", 2.0)]
        assert [cases[each] for each in found] == expected

    @rule("search-ties-in-creation-order")
    def test_ties_go_by_creation(self, bench: Workbench) -> None:
        cases = [bench.case(), bench.case(), bench.case()]
        bench.update(cases[0], {"summary": "changed"})

        assert bench.search(sorts=[by("title", "Desc")]) == cases

    @rule("search-created-datetime-comparable")
    def test_time_of_creation_can_be_sorted_by(self, bench: Workbench) -> None:
        with time_machine.travel("2026-02-01", tick=False):
            young = bench.case()
        with time_machine.travel("2026-01-01", tick=False):
            old = bench.case()

        assert bench.search(sorts=[by("created_datetime")]) == [old, young]

    @rule("search-deleted-field-sortable")
    def test_deleted_field_can_be_sorted_by(self, bench: Workbench) -> None:
        field_id = bench.field()
        cases = [bench.case({field_id: each}) for each in "ba"]
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        assert bench.search(sorts=[by(field_id)]) == cases[::-1]


SORTED = {"sorts": [by("title"), by("summary", "Desc")]}


class TestPages:
    @rule("search-page-default-25-cases")
    @pytest.mark.parametrize(
        ("members", "count"),
        [({}, 25), pytest.param({"maxResults": 26}, 26, marks=pytest.mark.newest_model)],
    )
    def test_page_holds_25_unless_said_otherwise(
        self, bench: Workbench, members: dict[str, int], count: int
    ) -> None:
        for _ in range(27):
            bench.case()

        page = bench.client.search_cases(domainId=bench.domain_id, **members)

        assert len(page["cases"]) == count

    @rule("contact-cases-last-page-without-token")
    @pytest.mark.parametrize("members", [{}, SORTED])
    def test_last_page_has_no_token(self, bench: Workbench, members: dict[str, Any]) -> None:
        bench.case()
        bench.case()
        search = {"domainId": bench.domain_id, "maxResults": 1, **members}

        first = bench.client.search_cases(**search)
        last = bench.client.search_cases(**search, nextToken=first["nextToken"])

        assert "nextToken" not in last

    @rule("search-page-token-continues")
    @pytest.mark.parametrize("members", [{}, SORTED])
    def test_what_does_not_move_is_read_once_though_cases_change(
        self, bench: Workbench, members: dict[str, Any]
    ) -> None:
        """Adding, changing and deleting between two pages neither doubles nor skips the rest."""
        a, b, c, d, e, f = (bench.case({"title": each}) for each in "abcdef")
        search = {"domainId": bench.domain_id, "maxResults": 3, **members}
        first = bench.client.search_cases(**search)
        read, unread = ({a, b, c}, {d, e, f}) if members else ({d, e, f}, {a, b, c})
        gone, changed, kept = sorted(unread)
        bench.case({"title": "a0"})
        bench.client.delete_case(domainId=bench.domain_id, caseId=gone)
        bench.update(changed, {"title": "a1"})
        bench.client.delete_case(domainId=bench.domain_id, caseId=first["cases"][-1]["caseId"])

        second = bench.client.search_cases(**search, nextToken=first["nextToken"])

        pages = [{case["caseId"] for case in page["cases"]} for page in (first, second)]
        assert pages == [read, {kept}]

    @rule("page-token-known")
    @pytest.mark.parametrize(
        "other",
        [
            {"filter": equal("title", "A case")},
            {"sorts": [by("title")]},
            {"searchTerm": "case"},
            {"fields": [{"id": "title"}]},
            {"nextToken": "bm90aGluZw=="},
            {"nextToken": "?"},
        ],
    )
    def test_foreign_token_is_refused(self, bench: Workbench, other: dict[str, Any]) -> None:
        bench.case()
        bench.case()
        token = bench.client.search_cases(domainId=bench.domain_id, maxResults=1)["nextToken"]

        with bench.refuses("ValidationException", "nextToken"):
            bench.client.search_cases(domainId=bench.domain_id, **{"nextToken": token, **other})

    @rule("page-token-known")
    def test_token_of_another_operation_is_refused(self, bench: Workbench) -> None:
        token = bench.client.list_fields(domainId=bench.domain_id, maxResults=1)["nextToken"]

        with bench.refuses("ValidationException", "nextToken"):
            bench.client.search_cases(domainId=bench.domain_id, nextToken=token)

    @rule("search-page-token-length-limit")
    def test_token_of_the_longest_texts_fits(self, bench: Workbench) -> None:
        """Sorting by texts of the greatest length still gives a token that can be sent."""
        for _ in range(2):
            bench.case({"title": "\U0001f9f3" * 1000, "summary": "\U0001f9f3" * 700})

        assert len(bench.search(**SORTED, PaginationConfig={"PageSize": 1})) == 2

    @rule("page-size-may-change")
    def test_page_size_may_change(self, bench: Workbench) -> None:
        for _ in range(4):
            bench.case()
        token = bench.client.search_cases(domainId=bench.domain_id, maxResults=1)["nextToken"]

        page = bench.client.search_cases(domainId=bench.domain_id, maxResults=25, nextToken=token)

        assert len(page["cases"]) == 3
