"""SearchRelatedItems and SearchAllRelatedItems: what is found, in which order, page by page."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import boto3
import pytest
import time_machine

from tests.operations.conftest import pairs, union
from tests.provenance import rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.operations.conftest import Workbench

    Find = Callable[[str, dict[str, Any]], list[dict[str, Any]]]

SAMPLE_PAGE = "APIReference/API_connect-cases_SearchRelatedItems"
SLA_PAGE = "adminguide/cases-sla"
CONTACT = "arn:aws:connect:us-east-1:123456789012:instance/i/contact/c1"
OTHER_CONTACT = "arn:aws:connect:us-east-1:123456789012:instance/i/contact/c2"
FILE = "arn:aws:cases:us-east-1:123456789012:file/f1"
OTHER_FILE = "arn:aws:cases:us-east-1:123456789012:file/f2"
AGENT = "arn:aws:connect:us-east-1:123456789012:instance/i/agent/a"
NOON = datetime(2026, 1, 1, 12, tzinfo=timezone.utc)


def sla(name: str = "Answer", minutes: int = 60) -> dict[str, Any]:
    configuration = {
        "name": name,
        "type": "CaseField",
        "fieldId": "status",
        "targetFieldValues": [{"stringValue": "closed"}],
        "targetSlaMinutes": minutes,
    }
    return {"sla": {"slaInputConfiguration": configuration}}


def custom(**values: Any) -> dict[str, Any]:
    return {"custom": {"fields": pairs(values)}}


def compare(operator: str, field_id: str, value: Any) -> dict[str, Any]:
    return {"field": {operator: {"id": field_id, "value": union(value)}}}


def in_all(bench: Workbench, **members: Any) -> list[dict[str, Any]]:
    """Return all related items of the domain that a search finds, in order."""
    pages = bench.client.get_paginator("search_all_related_items").paginate(
        domainId=bench.domain_id, **members
    )
    return [item for page in pages for item in page["relatedItems"]]


def ids_of(items: list[dict[str, Any]]) -> list[str]:
    return [item["relatedItemId"] for item in items]


@pytest.fixture(params=["SearchRelatedItems", "SearchAllRelatedItems"])
def find(request: pytest.FixtureRequest, bench: Workbench) -> Find:
    """Return a way to find items by one filter, where only one case has any."""
    if request.param == "SearchRelatedItems":
        return lambda case_id, condition: bench.items(case_id, filters=[condition])
    return lambda _case_id, condition: in_all(bench, filters=[condition])


@pytest.fixture
def one_of_each(bench: Workbench) -> dict[str, str]:
    """Put one related item of every type on one case; return their ids by type."""
    case_id, other = bench.case(), bench.case()
    field_id = bench.field()
    contents = {
        "Comment": {"comment": {"body": "text", "contentType": "Text/Plain"}},
        "Contact": {"contact": {"contactArn": CONTACT}},
        "File": {"file": {"fileArn": FILE}},
        "Sla": sla(),
        "ConnectCase": {"connectCase": {"caseId": other}},
        "Custom": custom(**{field_id: "text"}),
    }
    made = {type_: bench.item(case_id, type_, each) for type_, each in contents.items()}
    return {**made, "case": case_id}


FILTER_OF_TYPE = {
    "Comment": "comment",
    "Contact": "contact",
    "File": "file",
    "Sla": "sla",
    "ConnectCase": "connectCase",
    "Custom": "custom",
}


class TestSearchRelatedItems:
    @rule("search-items-without-filters-finds-all")
    @pytest.mark.parametrize("members", [{}, {"filters": []}])
    def test_without_filters_everything_is_found(
        self, bench: Workbench, one_of_each: dict[str, str], members: dict[str, Any]
    ) -> None:
        """All items of the case come back, of whatever type."""
        found = bench.items(one_of_each["case"], **members)

        types = {item["type"]: item["relatedItemId"] for item in found}
        assert {**types, "case": one_of_each["case"]} == one_of_each

    @rule("search-items-of-one-case")
    def test_items_of_other_cases_are_not_found(self, bench: Workbench) -> None:
        bench.comment(bench.case())

        assert bench.items(bench.case()) == []

    @rule("case-unknown-template-not-found")
    @pytest.mark.parametrize("unknown", [{"domainId": "nowhere"}, {"caseId": "nowhere"}])
    def test_unknown_domain_or_case_is_not_found(
        self, bench: Workbench, unknown: dict[str, str]
    ) -> None:
        """Nothing can be searched in what does not exist."""
        case_id = bench.case()

        with bench.refuses("ResourceNotFoundException", "nowhere"):
            bench.client.search_related_items(
                **{"domainId": bench.domain_id, "caseId": case_id, **unknown}
            )

    @rule("search-items-deleted-case-not-found")
    def test_deleted_case_is_not_found(self, bench: Workbench) -> None:
        case_id = bench.case()
        bench.comment(case_id)
        bench.client.delete_case(domainId=bench.domain_id, caseId=case_id)

        with bench.refuses("ResourceNotFoundException", case_id):
            bench.client.search_related_items(domainId=bench.domain_id, caseId=case_id)

    @rule("domain-of-one-account-and-region")
    def test_domain_of_another_region_is_not_found(self, bench: Workbench) -> None:
        case_id = bench.case()
        elsewhere = boto3.client("connectcases", region_name="us-west-2")

        with bench.refuses("ResourceNotFoundException", bench.domain_id):
            elsewhere.search_related_items(domainId=bench.domain_id, caseId=case_id)

    @rule("search-items-entry-members")
    def test_item_has_all_its_attributes(self, bench: Workbench) -> None:
        """An item comes with its type, time, content, tags and creator."""
        case_id = bench.case()
        with time_machine.travel(NOON, tick=False):
            item_id = bench.comment(case_id, "text", performedBy={"userArn": AGENT})
        arn = f"{bench.domain_arn}/case/{case_id}/related-item/{item_id}"
        bench.client.tag_resource(arn=arn, tags={"k": "v"})

        (found,) = bench.items(case_id)

        assert found == {
            "relatedItemId": item_id,
            "type": "Comment",
            "associationTime": NOON,
            "content": {"comment": {"body": "text", "contentType": "Text/Plain"}},
            "tags": {"k": "v"},
            "performedBy": {"userArn": AGENT},
        }

    @rule("search-items-creator-null-when-absent")
    def test_item_without_creator_names_none(self, bench: Workbench) -> None:
        """The creator is answered only if it was given; tags are there even if empty."""
        case_id = bench.case()
        bench.comment(case_id)

        (found,) = bench.items(case_id)

        assert ("performedBy" in found, found["tags"]) == (False, {})

    @rule("related-item-creator-custom-entity")
    def test_creator_may_be_a_custom_entity(self, bench: Workbench) -> None:
        """A creator that is no Connect user comes back as given."""
        case_id = bench.case()
        bench.comment(case_id, performedBy={"customEntity": "night robot"})

        (found,) = bench.items(case_id)

        assert found["performedBy"] == {"customEntity": "night robot"}

    @rule("search-items-newest-first")
    def test_newest_comes_first(self, bench: Workbench) -> None:
        case_id = bench.case()
        made = [bench.comment(case_id) for _ in range(3)]

        assert ids_of(bench.items(case_id)) == made[::-1]

    @rule("search-items-type-filters")
    @pytest.mark.parametrize("type_", list(FILTER_OF_TYPE))
    def test_filter_finds_one_type(
        self, bench: Workbench, one_of_each: dict[str, str], type_: str
    ) -> None:
        found = bench.items(one_of_each["case"], filters=[{FILTER_OF_TYPE[type_]: {}}])

        assert ids_of(found) == [one_of_each[type_]]

    @rule("search-items-any-filter-matches")
    def test_filters_add_up(self, bench: Workbench, one_of_each: dict[str, str]) -> None:
        found = bench.items(
            one_of_each["case"],
            filters=[{"file": {}}, {"comment": {}}, {"file": {"fileArn": FILE}}],
        )

        assert ids_of(found) == [one_of_each["File"], one_of_each["Comment"]]

    @rule("search-items-page-limit-25")
    def test_page_holds_25_unless_said_otherwise(self, bench: Workbench) -> None:
        """Without a number the largest page comes back, and a token for the rest."""
        case_id = bench.case()
        for _ in range(26):
            bench.comment(case_id)

        page = bench.client.search_related_items(domainId=bench.domain_id, caseId=case_id)

        assert (len(page["relatedItems"]), "nextToken" in page) == (25, True)

    @rule("contact-cases-last-page-without-token")
    def test_items_that_come_and_go_between_pages_disturb_nothing(self, bench: Workbench) -> None:
        """The second page goes on where the first ended, and is the last."""
        case_id = bench.case()
        made = [bench.comment(case_id) for _ in range(6)]
        search = {"domainId": bench.domain_id, "caseId": case_id, "maxResults": 3}
        first = bench.client.search_related_items(**search)
        bench.comment(case_id)
        for gone in (made[3], made[1]):
            bench.client.delete_related_item(
                domainId=bench.domain_id, caseId=case_id, relatedItemId=gone
            )

        second = bench.client.search_related_items(**search, nextToken=first["nextToken"])

        assert (ids_of(second["relatedItems"]), "nextToken" in second) == (
            [made[2], made[0]],
            False,
        )

    @rule("page-token-known")
    @pytest.mark.parametrize("other", [{"filters": [{"comment": {}}]}, {"nextToken": "e30="}])
    def test_foreign_token_is_refused(self, bench: Workbench, other: dict[str, Any]) -> None:
        case_id = bench.case()
        bench.comment(case_id)
        bench.comment(case_id)
        search = {"domainId": bench.domain_id, "caseId": case_id}
        token = bench.client.search_related_items(**search, maxResults=1)["nextToken"]

        with bench.refuses("ValidationException", "nextToken"):
            bench.client.search_related_items(**{**search, "nextToken": token, **other})

    @rule("page-token-known")
    def test_token_of_another_case_is_refused(self, bench: Workbench) -> None:
        """The place in one case says nothing about another."""
        cases = [bench.case(), bench.case()]
        for case_id in cases * 2:
            bench.comment(case_id)
        search = {"domainId": bench.domain_id, "maxResults": 1}
        token = bench.client.search_related_items(**search, caseId=cases[0])["nextToken"]

        with bench.refuses("ValidationException", "nextToken"):
            bench.client.search_related_items(**search, caseId=cases[1], nextToken=token)


class TestItemFilters:
    """The filters of both operations; their conditions join by *and*."""

    @rule("search-all-items-same-filters", "search-items-filter-conditions-all-hold")
    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            ({"contactArn": CONTACT}, [CONTACT]),
            ({"channel": ["VOICE"]}, [OTHER_CONTACT, CONTACT]),
            ({"channel": ["CHAT", "VOICE"], "contactArn": CONTACT}, [CONTACT]),
            ({"channel": ["CHAT"], "contactArn": CONTACT}, []),
            ({"channel": []}, [OTHER_CONTACT, CONTACT]),
            ({"contactArn": CONTACT.upper()}, []),
        ],
    )
    def test_contacts_by_arn_and_channel(
        self, bench: Workbench, find: Find, condition: dict[str, Any], expected: list[str]
    ) -> None:
        case_id = bench.case()
        for arn in (CONTACT, OTHER_CONTACT):
            bench.item(case_id, "Contact", {"contact": {"contactArn": arn}})

        found = find(case_id, {"contact": condition})

        assert [item["content"]["contact"]["contactArn"] for item in found] == expected

    @rule("search-all-items-same-filters", "search-items-by-file-arn")
    def test_files_by_arn(self, bench: Workbench, find: Find) -> None:
        case_id = bench.case()
        wanted, _ = (
            bench.item(case_id, "File", {"file": {"fileArn": arn}}) for arn in (FILE, OTHER_FILE)
        )

        found = find(case_id, {"file": {"fileArn": FILE}})

        assert ids_of(found) == [wanted]
        assert found[0]["content"] == {"file": {"fileArn": FILE}}

    @rule("search-all-items-same-filters", "search-items-by-linked-case")
    def test_links_by_case(self, bench: Workbench, find: Find) -> None:
        case_id, one, two = bench.case(), bench.case(), bench.case()
        wanted, _ = (
            bench.item(case_id, "ConnectCase", {"connectCase": {"caseId": each}})
            for each in (one, two)
        )

        found = find(case_id, {"connectCase": {"caseId": one}})

        assert ids_of(found) == [wanted]

    @rule("search-all-items-same-filters", "search-items-by-sla-name")
    def test_slas_by_name_and_status(self, bench: Workbench, find: Find) -> None:
        case_id = bench.case()
        with time_machine.travel(NOON, tick=False):
            bench.item(case_id, "Sla", sla("Answer", 10))
            wanted = bench.item(case_id, "Sla", sla("Answer", 60))
            bench.item(case_id, "Sla", sla("Close", 60))
        with time_machine.travel(NOON + timedelta(minutes=30), tick=False):
            found = find(case_id, {"sla": {"name": "Answer", "status": "Active"}})

        assert ids_of(found) == [wanted]

    @rule("search-all-items-same-filters", "sla-overdue-after-target-time")
    @pytest.mark.parametrize(
        ("minutes", "status"), [(59, "Active"), (60, "Active"), (61, "Overdue")]
    )
    def test_status_of_an_sla_follows_the_clock(
        self, bench: Workbench, find: Find, minutes: int, status: str
    ) -> None:
        """An SLA is found by the status it has now, without anyone writing it."""
        case_id = bench.case()
        with time_machine.travel(NOON, tick=False):
            bench.item(case_id, "Sla", sla(minutes=60))
        with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
            (found,) = find(case_id, {"sla": {"status": status}})

        assert found["content"]["sla"]["slaConfiguration"] == {
            "name": "Answer",
            "type": "CaseField",
            "status": status,
            "fieldId": "status",
            "targetFieldValues": [{"stringValue": "closed"}],
            "targetTime": NOON + timedelta(hours=1),
        }

    @rule("search-all-items-same-filters", "sla-met-before-target-time")
    @pytest.mark.parametrize(("minutes", "status"), [(59, "Met"), (61, "NotMet")])
    def test_status_of_a_fulfilled_sla_stays(
        self, bench: Workbench, find: Find, minutes: int, status: str
    ) -> None:
        """Once the case is closed the SLA was met or not, for good."""
        with time_machine.travel(NOON, tick=False):
            case_id = bench.case()
            bench.item(case_id, "Sla", sla(minutes=60))
        closed = NOON + timedelta(minutes=minutes)
        with time_machine.travel(closed, tick=False):
            bench.update(case_id, {"status": "closed"})
        with time_machine.travel(NOON + timedelta(days=9), tick=False):
            (found,) = find(case_id, {"sla": {"status": status}})

        assert found["content"]["sla"]["slaConfiguration"]["completionTime"] == closed

    @rule("search-all-items-same-filters", "search-items-by-custom-fields")
    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            ("cheap", ["cheap"]),
            ("not cheap", ["dear", "gift"]),
            ("cheap or dear", ["cheap", "dear"]),
            ("bag and dear", ["dear"]),
            ("without price", ["gift"]),
        ],
    )
    def test_custom_items_by_their_fields(
        self, bench: Workbench, find: Find, condition: str, expected: list[str]
    ) -> None:
        name, price = bench.field(), bench.field("Number")
        case_id = bench.case({price: 5.0})
        bench.comment(case_id)
        bench.item(case_id, "Custom", custom(**{name: "gift bag"}))
        bench.item(case_id, "Custom", custom(**{name: "dear bag", price: 99.0}))
        bench.item(case_id, "Custom", custom(**{name: "cheap pen", price: 1.0}))
        cheap = compare("lessThan", price, 10.0)
        dear = compare("greaterThanOrEqualTo", price, 99.0)
        conditions = {
            "cheap": cheap,
            "not cheap": {"not": cheap},
            "cheap or dear": {"orAll": [cheap, dear]},
            "bag and dear": {"andAll": [compare("contains", name, "BAG"), dear]},
            "without price": compare("equalTo", price, None),
        }

        found = find(case_id, {"custom": {"fields": conditions[condition]}})

        names = [item["content"]["custom"]["fields"][0]["value"]["stringValue"] for item in found]
        assert [each.split()[0] for each in names] == expected

    @rule("search-all-items-same-filters", "search-numbers-compared-numerically")
    @pytest.mark.parametrize(
        ("operator", "expected"),
        [
            ("equalTo", [10.0]),
            ("greaterThan", [20.5]),
            ("greaterThanOrEqualTo", [20.5, 10.0]),
            ("lessThan", [9.0]),
            ("lessThanOrEqualTo", [10.0, 9.0]),
        ],
    )
    def test_custom_items_by_order_of_numbers(
        self, bench: Workbench, find: Find, operator: str, expected: list[float]
    ) -> None:
        """Nine is less than ten, and an item without a number is neither less nor greater."""
        number, name = bench.field("Number"), bench.field()
        case_id = bench.case()
        bench.item(case_id, "Custom", custom(**{name: "no number"}))
        for value in (9.0, 10.0, 20.5):
            bench.item(case_id, "Custom", custom(**{number: value}))

        found = find(case_id, {"custom": {"fields": compare(operator, number, 10.0)}})

        assert [item["content"] for item in found] == [
            custom(**{number: value}) for value in expected
        ]

    @rule("search-all-items-same-filters", "batch-update-values-of-all-types")
    @pytest.mark.parametrize(
        ("type_", "value", "other"),
        [
            ("Text", "a", "b"),
            ("Text", None, ""),
            ("Number", 0.0, 1.0),
            ("Boolean", False, True),
            ("User", {"userArnValue": AGENT}, {"userArnValue": f"{AGENT}2"}),
        ],
    )
    def test_custom_items_by_values_of_every_type(
        self, bench: Workbench, find: Find, type_: str, value: Any, other: Any
    ) -> None:
        """An item is found by the value it has, which comes back in the same arm of the union."""
        field_id = bench.field(type_)
        case_id = bench.case()
        bench.item(case_id, "Custom", custom(**{field_id: other}))
        bench.item(case_id, "Custom", custom(**{field_id: value}))

        (found,) = find(case_id, {"custom": {"fields": compare("equalTo", field_id, value)}})

        assert found["content"] == custom(**{field_id: value})

    @rule("search-all-items-same-filters", "search-operator-suits-type")
    @pytest.mark.parametrize(
        "condition",
        [compare("equalTo", "nothing", "a"), compare("contains", "created_datetime", "a")],
    )
    def test_faulty_custom_filter_is_refused(
        self, bench: Workbench, find: Find, condition: dict[str, Any]
    ) -> None:
        case_id = bench.case()

        with bench.refuses("ValidationException"):
            find(case_id, {"custom": {"fields": condition}})

    @rule("search-all-items-same-filters", "search-items-deleted-field-matches")
    def test_deleted_field_finds_custom_items(self, bench: Workbench, find: Find) -> None:
        field_id = bench.field()
        case_id = bench.case()
        wanted = bench.item(case_id, "Custom", custom(**{field_id: "kept"}))
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        found = find(case_id, {"custom": {"fields": compare("equalTo", field_id, "kept")}})

        assert ids_of(found) == [wanted]


class TestSearchAllRelatedItems:
    @rule("search-all-items-across-cases")
    def test_items_of_all_cases_are_found(self, bench: Workbench) -> None:
        cases = [bench.case(), bench.case()]
        made = {bench.comment(case_id): case_id for case_id in cases}

        found = in_all(bench)

        assert {item["relatedItemId"]: item["caseId"] for item in found} == made

    @rule("search-all-items-returns-case-ids")
    @pytest.mark.parametrize("user", [{"customEntity": "robot"}, {"userArn": AGENT}])
    def test_item_has_all_its_attributes(self, bench: Workbench, user: dict[str, str]) -> None:
        case_id = bench.case()
        bench.comment(case_id, performedBy=user)
        (own,) = bench.items(case_id)

        (found,) = in_all(bench)

        assert found == {**own, "caseId": case_id, "performedBy": user}

    @rule("search-all-items-filters-are-or")
    def test_filters_add_up(self, bench: Workbench, one_of_each: dict[str, str]) -> None:
        found = in_all(bench, filters=[{"comment": {}}, {"contact": {"contactArn": CONTACT}}])

        assert ids_of(found) == [one_of_each["Contact"], one_of_each["Comment"]]

    @rule("search-all-items-by-contact-arn")
    def test_all_cases_of_a_contact_are_found(self, bench: Workbench) -> None:
        cases = [bench.case(), bench.case()]
        for case_id in cases:
            bench.item(case_id, "Contact", {"contact": {"contactArn": CONTACT}})
        bench.item(cases[0], "Contact", {"contact": {"contactArn": OTHER_CONTACT}})

        found = in_all(bench, filters=[{"contact": {"contactArn": CONTACT}}])

        assert {item["caseId"] for item in found} == set(cases)
        assert len(found) == 2

    @rule("search-filter-at-most-250-conditions")
    def test_width_of_all_filters_is_bounded(self, bench: Workbench) -> None:
        """Conditions count over all filters, however they are nested."""
        name = bench.field("Text")
        item_id = bench.item(bench.case(), "Custom", custom(**{name: "bag"}))
        ten = {"orAll": [compare("contains", name, "a")] * 10}
        fifty = {"custom": {"fields": {"andAll": [ten] * 5}}}
        one = {"custom": {"fields": ten["orAll"][0]}}

        assert ids_of(in_all(bench, filters=[fifty] * 5)) == [item_id]
        with bench.refuses("ValidationException", "'filters'", "251", "250"):
            in_all(bench, filters=[*[fifty] * 5, one])

    @rule("search-all-items-by-sla-status")
    def test_active_slas_of_all_cases_are_found(self, bench: Workbench) -> None:
        with time_machine.travel(NOON, tick=False):
            bench.item(bench.case(), "Sla", sla(minutes=10))
            wanted = bench.item(bench.case(), "Sla", sla(minutes=60))
        with time_machine.travel(NOON + timedelta(minutes=30), tick=False):
            found = in_all(bench, filters=[{"sla": {"status": "Active"}}])

        assert ids_of(found) == [wanted]

    @rule("search-all-items-skips-case-fields")
    def test_case_fields_are_not_searched(self, bench: Workbench) -> None:
        """A custom filter tests the item, not the case that holds the same field."""
        field_id = bench.field()
        case_id = bench.case({field_id: "needle"})
        bench.item(case_id, "Custom", custom(**{field_id: "hay"}))

        found = in_all(
            bench, filters=[{"custom": {"fields": compare("equalTo", field_id, "needle")}}]
        )

        assert found == []

    @rule("search-all-items-newest-first")
    def test_newest_comes_first(self, bench: Workbench) -> None:
        """The order does not depend on the case."""
        cases = [bench.case(), bench.case()]
        made = [bench.comment(cases[index]) for index in (0, 1, 0)]

        assert ids_of(in_all(bench)) == made[::-1]

    @rule("search-all-items-sort-properties")
    @pytest.mark.parametrize("order", ["Asc", "Desc"])
    @pytest.mark.parametrize(
        ("by", "member"), [("AssociationTime", "associationTime"), ("CaseId", "caseId")]
    )
    def test_items_sort_by_time_or_case(
        self, bench: Workbench, by: str, member: str, order: str
    ) -> None:
        cases = [bench.case(), bench.case(), bench.case()]
        for day, case_id in enumerate(cases * 2, start=1):
            with time_machine.travel(datetime(2026, 1, 7 - day, tzinfo=timezone.utc), tick=False):
                bench.comment(case_id)

        found = in_all(bench, sorts=[{"sortProperty": by, "sortOrder": order}])

        values = [item[member] for item in found]
        assert values == sorted(values, reverse=order == "Desc")
        assert len(values) == 6

    @rule("search-all-items-first-sort-precedence")
    def test_first_sort_takes_precedence(self, bench: Workbench) -> None:
        cases = [bench.case(), bench.case()]
        for day, case_id in enumerate(cases * 2, start=1):
            with time_machine.travel(datetime(2026, 1, day, tzinfo=timezone.utc), tick=False):
                bench.comment(case_id)
        sorts = [
            {"sortProperty": "CaseId", "sortOrder": "Asc"},
            {"sortProperty": "AssociationTime", "sortOrder": "Desc"},
        ]

        found = in_all(bench, sorts=sorts)

        low, high = sorted(cases)
        days = [(item["caseId"], item["associationTime"].day) for item in found]
        first_days = {case_id: cases.index(case_id) + 1 for case_id in cases}
        assert days == [
            (low, first_days[low] + 2),
            (low, first_days[low]),
            (high, first_days[high] + 2),
            (high, first_days[high]),
        ]

    @rule("search-all-items-ties-by-creation")
    @pytest.mark.parametrize("order", ["Asc", "Desc"])
    def test_ties_go_by_creation(self, bench: Workbench, order: str) -> None:
        """Items of one moment have the order in which they were added."""
        case_id = bench.case()
        with time_machine.travel(NOON, tick=False):
            made = [bench.comment(case_id) for _ in range(3)]

        found = in_all(bench, sorts=[{"sortProperty": "AssociationTime", "sortOrder": order}])

        assert ids_of(found) == (made if order == "Asc" else made[::-1])

    @rule("search-items-page-limit-25")
    def test_page_holds_25_unless_said_otherwise(self, bench: Workbench) -> None:
        """Without a number the largest page comes back, and a token for the rest."""
        case_id = bench.case()
        for _ in range(26):
            bench.comment(case_id)

        page = bench.client.search_all_related_items(domainId=bench.domain_id)

        assert (len(page["relatedItems"]), "nextToken" in page) == (25, True)

    @rule("contact-cases-last-page-without-token")
    @pytest.mark.parametrize(
        "members",
        [
            {},
            {"sorts": [{"sortProperty": "AssociationTime", "sortOrder": "Desc"}]},
        ],
    )
    def test_items_that_come_and_go_between_pages_disturb_nothing(
        self, bench: Workbench, members: dict[str, Any]
    ) -> None:
        """The second page goes on where the first ended, though items and cases went meanwhile."""
        doomed, case_id = bench.case(), bench.case()
        made = [bench.comment(each) for each in (case_id, doomed, case_id, case_id, case_id)]
        search = {"domainId": bench.domain_id, "maxResults": 2, **members}
        first = bench.client.search_all_related_items(**search)
        bench.comment(case_id)
        bench.client.delete_case(domainId=bench.domain_id, caseId=doomed)
        bench.client.delete_related_item(
            domainId=bench.domain_id, caseId=case_id, relatedItemId=made[3]
        )

        second = bench.client.search_all_related_items(**search, nextToken=first["nextToken"])

        pages = [ids_of(page["relatedItems"]) for page in (first, second)]
        assert pages == [[made[4], made[3]], [made[2], made[0]]]
        assert "nextToken" not in second

    @rule("page-token-known")
    @pytest.mark.parametrize(
        "other",
        [
            {"filters": [{"comment": {}}]},
            {"sorts": [{"sortProperty": "CaseId", "sortOrder": "Asc"}]},
            {"nextToken": "bnVsbA=="},
        ],
    )
    def test_foreign_token_is_refused(self, bench: Workbench, other: dict[str, Any]) -> None:
        case_id = bench.case()
        bench.comment(case_id)
        bench.comment(case_id)
        search = {"domainId": bench.domain_id}
        token = bench.client.search_all_related_items(**search, maxResults=1)["nextToken"]

        with bench.refuses("ValidationException", "nextToken"):
            bench.client.search_all_related_items(**{**search, "nextToken": token, **other})

    @rule("case-unknown-template-not-found")
    def test_unknown_domain_is_not_found(self, bench: Workbench) -> None:
        with bench.refuses("ResourceNotFoundException", "nowhere"):
            bench.client.search_all_related_items(domainId="nowhere")

    @rule("domain-of-one-account-and-region")
    def test_domain_of_another_region_is_not_found(self, bench: Workbench) -> None:
        elsewhere = boto3.client("connectcases", region_name="us-west-2")

        with bench.refuses("ResourceNotFoundException", bench.domain_id):
            elsewhere.search_all_related_items(domainId=bench.domain_id)

    @rule("contact-removed-from-case-unlisted")
    def test_deleted_item_is_not_found(self, bench: Workbench) -> None:
        case_id = bench.case()
        item_id = bench.comment(case_id)
        bench.client.delete_related_item(
            domainId=bench.domain_id, caseId=case_id, relatedItemId=item_id
        )

        assert (bench.items(case_id), in_all(bench)) == ([], [])
