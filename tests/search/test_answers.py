"""Every answer against a plain scan, over random histories; with and without shorter ways."""

from __future__ import annotations

import json
from contextlib import ExitStack
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, cast
from unittest.mock import patch

import pytest
import time_machine
from botocore.exceptions import ClientError, ParamValidationError
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from moto.moto_api._internal import mock_random

from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.resources.sla import Sla
from mock_connectcases.search import case_search, indexes
from mock_connectcases.wire.model import is_older_than_release
from tests.machine.test_state_machine import shared_client
from tests.search import plain
from tests.strategies import examples

if TYPE_CHECKING:
    from mock_connectcases.resources.domain import Domain

pytestmark = pytest.mark.skipif(
    is_older_than_release(), reason="an older botocore lacks operations that the history uses"
)

TITLES = st.sampled_from(["red", "Red chair", "blue CHAIR", "blau\u00e9", "x" * 300, "red\x00"])
DOUBLES = st.sampled_from([0.0, -0.0, 1.0, float("nan"), float("inf")])
MOMENTS = st.sampled_from(
    [
        "2026-01-31T12:00:00Z",
        "2026-01-31T13:00:00+01:00",
        "2026-01-31T12:00:00.000001Z",
        "2026-02-01T00:00:00Z",
    ]
)
TAGS = st.dictionaries(st.sampled_from("kl"), st.sampled_from(["", "k", "v"]), max_size=2)
CONTACTS = [f"arn:aws:connect:us-east-1:123456789012:instance/i/contact/{each}" for each in "ab"]
EMPTY: dict[str, Any] = {"emptyValue": {}}

ARMS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "Text": TITLES.map(lambda text: {"stringValue": text}),
    "Number": DOUBLES.map(lambda number: {"doubleValue": number}),
    "Boolean": st.booleans().map(lambda value: {"booleanValue": value}),
    "DateTime": MOMENTS.map(lambda text: {"stringValue": text}),
    "SingleSelect": st.sampled_from(["open", "closed"]).map(lambda value: {"stringValue": value}),
}
ORDERED = ["equalTo", "greaterThan", "greaterThanOrEqualTo", "lessThan", "lessThanOrEqualTo"]
OPERATORS = {"Text": ["equalTo", "contains"], "Number": ORDERED, "DateTime": ORDERED}

WHICH = st.integers(0, 30)
STEPS = st.sampled_from([0, 20, 1000])
"""Never use the index of an order for what a filter finds, as always, and whenever there is one."""
COSTS = st.sampled_from([0, 1, None])
"""Make indexes by the second search of a kind, after a few searches, and as always."""


class Searches(RuleBasedStateMachine):
    """Changes a domain in all ways that a search can notice, and searches it."""

    def __init__(self) -> None:
        super().__init__()
        self.standing: list[plain.Query] = []
        self.stack = ExitStack()
        self.mock = self.stack.enter_context(mock_connectcases())
        self.clock = self.stack.enter_context(
            time_machine.travel(datetime(2026, 1, 31, 12, tzinfo=timezone.utc), tick=False)
        )
        mock_random.seed(0)  # the same history again has the same identifiers
        self.client = shared_client()
        self.domain_id = self.client.create_domain(name="main")["domainId"]
        self.types = {"title": "Text", "status": "SingleSelect"}
        self.times = ["created_datetime", "last_updated_datetime", "next_sla_breach_datetime"]

    def teardown(self) -> None:
        self.stack.close()

    @property
    def domain(self) -> Domain:
        return connectcases_backends["123456789012"]["us-east-1"].store.domains[self.domain_id]

    @property
    def now(self) -> datetime:
        return self.mock.now

    def attempt(self, operation: str, **members: Any) -> dict[str, Any]:
        """Call an operation and return its answer, nothing if it is refused."""
        try:
            answer = getattr(self.client, operation)(domainId=self.domain_id, **members)
        except (ClientError, ParamValidationError):
            return {}
        return cast("dict[str, Any]", answer)

    def case_id(self, which: int) -> str:
        case_ids = list(self.domain.cases) or ["nobody"]
        return case_ids[which % len(case_ids)]

    @initialize(
        data=st.data(),
        steps=STEPS,
        cost=COSTS,
        few_indexes=st.booleans(),
        cases=st.sampled_from([0, 3, 12]),
    )
    def begin(
        self, data: st.DataObject, steps: int, cost: int | None, *, few_indexes: bool, cases: int
    ) -> None:
        self.stack.enter_context(patch.object(case_search, "_STEPS_PER_KEY", steps))
        if cost is not None:
            self.stack.enter_context(patch.object(indexes, "MAKING_COST", cost))
        if few_indexes:
            self.stack.enter_context(patch.object(indexes, "MOST_INDEXES", 3))
        for type_ in ("Text", "Number", "Boolean", "DateTime"):
            self.types[self.attempt("create_field", name=type_, type=type_)["fieldId"]] = type_
        self.template_id = self.attempt("create_template", name="T")["templateId"]
        for number in range(cases):
            self.attempt("create_case", templateId=self.template_id, fields=[title(f"n{number}")])
        leaves = [
            data.draw(st.fixed_dictionaries({"filter": self.filters(leaves_only=True)}))
            for _ in range(8)
        ]
        self.standing = [*leaves, *data.draw(st.lists(self.queries(), min_size=4, max_size=4))]
        """Run after every step, so that the indexes have seen every change."""

    # Changes

    def values(self, data: st.DataObject) -> list[dict[str, Any]]:
        chosen = data.draw(st.lists(st.sampled_from(list(self.types)), unique=True, max_size=3))
        unions = [data.draw(ARMS[self.types[each]] | st.just(EMPTY)) for each in chosen]
        return [{"id": each, "value": union} for each, union in zip(chosen, unions, strict=True)]

    @rule(data=st.data(), tags=TAGS)
    def create(self, data: st.DataObject, tags: dict[str, str]) -> None:
        fields = {each["id"]: each for each in [title("new"), *self.values(data)]}
        self.attempt(
            "create_case", templateId=self.template_id, fields=list(fields.values()), tags=tags
        )

    @rule(data=st.data(), which=WHICH)
    def update(self, data: st.DataObject, which: int) -> None:
        self.attempt("update_case", caseId=self.case_id(which), fields=self.values(data))

    @rule(which=WHICH, times=st.integers(1, 80))
    def update_again_and_again(self, which: int, times: int) -> None:
        for number in range(times):
            given = [title(f"n{number}")]
            self.attempt("update_case", caseId=self.case_id(which), fields=given)

    @rule(which=WHICH)
    def delete(self, which: int) -> None:
        self.attempt("delete_case", caseId=self.case_id(which))

    @rule(data=st.data())
    def delete_field(self, data: st.DataObject) -> None:
        self.attempt("delete_field", fieldId=data.draw(st.sampled_from(list(self.types))))

    @rule(which=WHICH, tags=TAGS)
    def tag(self, which: int, tags: dict[str, str]) -> None:
        arn = f"{self.domain.arn}/case/{self.case_id(which)}"
        try:
            self.client.tag_resource(arn=arn, tags=tags)
        except ClientError:
            assert not self.domain.cases

    @precondition(lambda self: self.domain.cases)
    @rule(which=WHICH, key=st.sampled_from("kl"))
    def untag(self, which: int, key: str) -> None:
        arn = f"{self.domain.arn}/case/{self.case_id(which)}"
        self.client.untag_resource(arn=arn, tagKeys=[key])

    @rule(
        data=st.data(), which=WHICH, type_=st.sampled_from(["Comment", "Contact", "Sla", "Custom"])
    )
    def attach(self, data: st.DataObject, which: int, type_: str) -> None:
        case_id = self.case_id(which)
        sla = {
            "name": "Close it",
            "type": "CaseField",
            "fieldId": "status",
            "targetFieldValues": [{"stringValue": "closed"}],
            "targetSlaMinutes": data.draw(st.integers(1, 3)),
        }
        custom = [each for each in self.values(data) if each["id"] not in ("title", "status")]
        contents: dict[str, Any] = {
            "Comment": {"comment": {"body": "A comment", "contentType": "Text/Plain"}},
            "Contact": {"contact": {"contactArn": data.draw(st.sampled_from(CONTACTS))}},
            "Sla": {"sla": {"slaInputConfiguration": sla}},
            "Custom": {"custom": {"fields": custom}},
        }
        self.attempt("create_related_item", caseId=case_id, type=type_, content=contents[type_])

    @rule(which=WHICH, item=WHICH)
    def detach(self, which: int, item: int) -> None:
        case = self.domain.cases.get(self.case_id(which))
        if case is not None and case.related_items:
            item_id = list(case.related_items)[item % len(case.related_items)]
            self.attempt("delete_related_item", caseId=case.case_id, relatedItemId=item_id)

    @rule(primary=WHICH, secondary=WHICH, kinds=st.sets(st.sampled_from(["contact", "custom"])))
    def merge(self, primary: int, secondary: int, kinds: set[str]) -> None:
        self.attempt(
            "start_merge_cases",
            caseId=self.case_id(primary),
            secondaryCaseIds=[self.case_id(secondary)],
            relatedItemsConfiguration=dict.fromkeys(kinds, True),
        )

    @precondition(lambda self: self.domain.cases)
    @rule(which=WHICH, item=WHICH, minutes=st.integers(1, 5))
    def change_target(self, which: int, item: int, minutes: int) -> None:
        case = self.domain.cases[self.case_id(which)]
        slas = [key for key, each in case.related_items.items() if isinstance(each.content, Sla)]
        if slas:
            target = {"sla": {"slaUpdateConfiguration": {"targetSlaMinutes": minutes}}}
            self.client.update_related_item(
                domainId=self.domain_id,
                caseId=case.case_id,
                relatedItemId=slas[item % len(slas)],
                content=target,
            )

    @rule(seconds=st.sampled_from([-30, 1, 60, 90]))
    def wait(self, seconds: int) -> None:
        self.clock.shift(seconds)

    @rule(seconds=st.sampled_from([1, 60]))
    def tick(self, seconds: int) -> None:
        self.mock.tick(seconds=seconds)

    @rule()
    def begin_again_from_a_dump(self) -> None:
        seed = self.mock.dump()
        self.client.delete_domain(domainId=self.domain_id)
        self.mock.load(json.loads(json.dumps(seed)))

    # Questions

    def filters(
        self, *, of_items: bool = False, leaves_only: bool = False
    ) -> st.SearchStrategy[dict[str, Any]]:
        """Draw filters of every operator, nested; those of items know no tags."""
        known = {**self.types, **dict.fromkeys(self.times, "DateTime")}

        @st.composite
        def comparisons(draw: st.DrawFn) -> dict[str, Any]:
            field_id = draw(st.sampled_from(list(known)))
            type_ = known[field_id]
            operator = draw(st.sampled_from(OPERATORS.get(type_, ["equalTo"])))
            operands = ARMS[type_] | st.just(EMPTY) if operator == "equalTo" else ARMS[type_]
            return {"field": {operator: {"id": field_id, "value": draw(operands)}}}

        tags = st.fixed_dictionaries(
            {}, optional={"key": st.sampled_from("kl"), "value": st.sampled_from(["", "k", "v"])}
        ).filter(bool)
        leaves = comparisons()
        if not of_items:
            leaves |= tags.map(lambda tag: {"tag": {"equalTo": tag}})

        if leaves_only:
            return leaves

        def branches(parts: st.SearchStrategy[dict[str, Any]]) -> Any:
            several = st.lists(parts, max_size=3)
            return st.one_of(
                parts.map(lambda part: {"not": part}),
                several.map(lambda each: {"andAll": each}),
                several.map(lambda each: {"orAll": each}),
            )

        return st.recursive(leaves, branches, max_leaves=6)

    def queries(self) -> st.SearchStrategy[plain.Query]:
        sortable = st.sampled_from([*self.types, *self.times, "case_id"])
        sorts = st.builds(
            lambda field_id, order: {"fieldId": field_id, "sortOrder": order},
            sortable,
            st.sampled_from(["Asc", "Desc"]),
        )
        return st.fixed_dictionaries(
            {"maxResults": st.integers(1, 4)},
            optional={
                "filter": self.filters(),
                "searchTerm": st.sampled_from(["red", "CHAIR blue", "n0", "!", "BLAU\u00c9", ""]),
                "sorts": st.lists(sorts, min_size=1, max_size=2),
            },
        )

    @invariant()
    def standing_queries_are_answered(self) -> None:
        for query in self.standing:
            expected = [case.case_id for case in plain.find(self.domain, query, self.now)]

            page = self.client.search_cases(domainId=self.domain_id, **{**query, "maxResults": 100})

            assert [case["caseId"] for case in page["cases"]] == expected[:100], query
            assert page["totalCount"] == len(expected)

    @rule(data=st.data())
    def search(self, data: st.DataObject) -> None:
        query = data.draw(self.queries())
        expected = [case.case_id for case in plain.find(self.domain, query, self.now)]

        pages = list(self.pages("search_cases", query))

        assert [case["caseId"] for page in pages for case in page["cases"]] == expected
        assert {page["totalCount"] for page in pages} == {len(expected)}
        assert all(len(page["cases"]) == query["maxResults"] for page in pages[:-1])

    @rule(data=st.data(), lag=st.sampled_from([1, 60]))
    def search_with_a_lag(self, data: st.DataObject, lag: int) -> None:
        query = data.draw(self.queries())
        latest = self.now - timedelta(seconds=lag)
        expected = [
            case.case_id
            for case in plain.find(self.domain, query, self.now)
            if plain.instant(str(case.values["created_datetime"])) <= latest
        ]

        self.mock.search_lag(lag)
        pages = list(self.pages("search_cases", query))
        self.mock.search_lag(0)

        assert [case["caseId"] for page in pages for case in page["cases"]] == expected
        assert {page["totalCount"] for page in pages} == {len(expected)}

    @rule(data=st.data())
    def search_while_cases_change(self, data: st.DataObject) -> None:
        """Read all pages, with changes between them: what does not move is read exactly once."""
        query = data.draw(self.queries())
        before = {case.case_id for case in plain.find(self.domain, query, self.now)}
        numbers = {case_id: case.change_number for case_id, case in self.domain.cases.items()}
        tags = {case_id: dict(case.tags) for case_id, case in self.domain.cases.items()}
        seen: list[str] = []
        for page in self.pages("search_cases", query):
            seen += [case["caseId"] for case in page["cases"]]
            change = data.draw(st.sampled_from(["create", "update", "delete", "tag", "nothing"]))
            which = data.draw(WHICH)
            if change == "create":
                self.create(data, {"k": "v"})
            elif change == "update":
                self.update(data, which)
            elif change == "delete":
                self.delete(which)
            elif change == "tag":
                self.tag(which, {"k": "k"})
        unmoved = {
            case_id
            for case_id, case in self.domain.cases.items()
            if numbers.get(case_id) == case.change_number and tags[case_id] == case.tags
        }
        read = [case_id for case_id in seen if case_id in unmoved]
        assert sorted(read) == sorted(before & unmoved)
        if "sorts" not in query:
            assert len(seen) == len(set(seen))

    @rule(data=st.data())
    def search_items(self, data: st.DataObject) -> None:
        filters = st.one_of(
            st.just({"comment": {}}),
            st.sampled_from(CONTACTS).map(lambda arn: {"contact": {"contactArn": arn}}),
            st.just({"contact": {}}),
            st.sampled_from(["Active", "Overdue"]).map(lambda status: {"sla": {"status": status}}),
            self.filters(of_items=True).map(lambda fields: {"custom": {"fields": fields}}),
        )
        sorts = st.builds(
            lambda by, order: {"sortProperty": by, "sortOrder": order},
            st.sampled_from(["AssociationTime", "CaseId"]),
            st.sampled_from(["Asc", "Desc"]),
        )
        query = data.draw(
            st.fixed_dictionaries(
                {"maxResults": st.integers(1, 4)},
                optional={
                    "filters": st.lists(filters, min_size=1, max_size=2),
                    "sorts": st.lists(sorts, min_size=1, max_size=2),
                },
            )
        )
        expected = [item.related_item_id for item in plain.find_items(self.domain, query, self.now)]

        pages = list(self.pages("search_all_related_items", query))

        found = [item["relatedItemId"] for page in pages for item in page["relatedItems"]]
        assert found == expected

    @rule(contact=st.sampled_from(CONTACTS))
    def list_cases_for_contact(self, contact: str) -> None:
        items = plain.find_items(
            self.domain, {"filters": [{"contact": {"contactArn": contact}}]}, self.now
        )
        items.sort(key=lambda item: item.number)

        query = {"contactArn": contact, "maxResults": 2}
        pages = list(self.pages("list_cases_for_contact", query))

        listed = [case["caseId"] for page in pages for case in page["cases"]]
        assert listed == [item.case_id for item in items]

    def pages(self, operation: str, query: dict[str, Any]) -> Any:
        token: dict[str, str] = {}
        while True:
            page = getattr(self.client, operation)(domainId=self.domain_id, **query, **token)
            yield page
            if not page.get("nextToken"):
                return
            token = {"nextToken": page["nextToken"]}


def title(text: str) -> dict[str, Any]:
    return {"id": "title", "value": {"stringValue": text}}


TestSearches = Searches.TestCase
TestSearches.settings = settings(max_examples=examples(12), stateful_step_count=35)
