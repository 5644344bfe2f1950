"""Pages of lists: tokens, page sizes, and lists that change while they are read."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.provenance import rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.operations.conftest import Workbench

CONTACT = "arn:aws:connect:us-east-1:123456789012:instance/i/contact/c"
_numbers = count()


class List(NamedTuple):
    """One list operation: how it is called, what makes an entry and what takes it away."""

    operation: str
    """Name of the operation in the service model."""
    method: str
    member: str
    key: str
    make: Callable[[Workbench], str]
    members: dict[str, Any]
    remove: str = ""
    """The client's method that takes an entry away, if there is one."""

    def page(self, bench: Workbench, **members: Any) -> dict[str, Any]:
        """Return one page."""
        given = {**self.members, **members}
        if self.operation != "ListDomains":
            given = {"domainId": bench.domain_id, **given}
        return dict(getattr(bench.client, self.method)(**given))

    def keys(self, page: dict[str, Any]) -> list[str]:
        return [each[self.key] for each in page[self.member]]

    def rest(self, bench: Workbench, page: dict[str, Any], **members: Any) -> list[str]:
        """Return the keys of all pages that follow a page."""
        keys: list[str] = []
        while token := page.get("nextToken"):
            page = self.page(bench, nextToken=token, **members)
            assert page.get("nextToken") != token, "a page leads to itself"
            keys += self.keys(page)
        return keys

    def delete(self, bench: Workbench, key: str) -> None:
        given = {} if self.operation == "ListDomains" else {"domainId": bench.domain_id}
        getattr(bench.client, self.remove)(**{**given, self.key: key})


def make_domain(bench: Workbench) -> str:
    return str(bench.client.create_domain(name=f"domain {next(_numbers)}")["domainId"])


def make_option(bench: Workbench) -> str:
    value = str(next(_numbers))
    bench.options("case_reason", value)
    return value


def make_rule(bench: Workbench) -> str:
    return bench.rule({"required": {"defaultValue": True, "conditions": []}})


def make_case_of_contact(bench: Workbench) -> str:
    case_id = bench.case()
    bench.item(case_id, "Contact", {"contact": {"contactArn": CONTACT}})
    return case_id


DOMAINS = List(
    "ListDomains", "list_domains", "domains", "domainId", make_domain, {}, "delete_domain"
)
FIELDS = List(
    "ListFields",
    "list_fields",
    "fields",
    "fieldId",
    lambda bench: bench.field(),
    {},
    "delete_field",
)
OPTIONS = List(
    "ListFieldOptions",
    "list_field_options",
    "options",
    "value",
    make_option,
    {"fieldId": "case_reason"},
)
LAYOUTS = List(
    "ListLayouts",
    "list_layouts",
    "layouts",
    "layoutId",
    lambda bench: bench.layout(),
    {},
    "delete_layout",
)
TEMPLATES = List(
    "ListTemplates",
    "list_templates",
    "templates",
    "templateId",
    lambda bench: bench.template(),
    {},
    "delete_template",
)
RULES = List(
    "ListCaseRules",
    "list_case_rules",
    "caseRules",
    "caseRuleId",
    make_rule,
    {},
    "delete_case_rule",
)
CASES = List(
    "ListCasesForContact",
    "list_cases_for_contact",
    "cases",
    "caseId",
    make_case_of_contact,
    {"contactArn": CONTACT},
    "delete_case",
)
ALL = [DOMAINS, FIELDS, OPTIONS, LAYOUTS, TEMPLATES, RULES, CASES]


def of_each(lists: list[List] = ALL) -> pytest.MarkDecorator:
    """Run a test for each list."""
    return pytest.mark.parametrize("of", lists, ids=lambda each: each.operation)


class TestPages:
    @rule("page-token-continues-list")
    @of_each()
    @pytest.mark.parametrize("size", [1, 2, 3])
    def test_pages_together_are_the_list(self, bench: Workbench, of: List, size: int) -> None:
        for _ in range(4):
            of.make(bench)
        whole = of.keys(of.page(bench))

        first = of.page(bench, maxResults=size)

        assert of.keys(first) + of.rest(bench, first, maxResults=size) == whole

    @rule("page-at-most-max-results")
    @of_each()
    def test_page_is_no_longer_than_requested(self, bench: Workbench, of: List) -> None:
        """A page has as many entries as were requested, if there are as many."""
        for _ in range(3):
            of.make(bench)

        page = of.page(bench, maxResults=2)

        assert len(of.keys(page)) == 2

    @rule("contact-cases-last-page-without-token")
    @of_each()
    def test_exact_page_is_the_last(self, bench: Workbench, of: List) -> None:
        """A list that just fits its page has no token: no empty page follows."""
        of.make(bench)
        of.make(bench)
        whole = of.keys(of.page(bench))

        page = of.page(bench, maxResults=len(whole))

        assert of.keys(page) == whole
        assert "nextToken" not in page

    @rule("contact-cases-last-page-without-token")
    @of_each()
    def test_last_page_has_no_token(self, bench: Workbench, of: List) -> None:
        of.make(bench)
        of.make(bench)
        size = len(of.keys(of.page(bench))) - 1
        first = of.page(bench, maxResults=size)

        last = of.page(bench, maxResults=size, nextToken=first["nextToken"])

        assert len(of.keys(last)) == 1
        assert "nextToken" not in last

    @rule("page-default-is-model-maximum")
    @of_each([FIELDS, OPTIONS, RULES])
    def test_page_has_a_hundred_entries_by_default(self, bench: Workbench, of: List) -> None:
        missing = 101 - len(of.keys(of.page(bench)))
        for _ in range(missing):
            of.make(bench)

        page = of.page(bench)

        assert len(of.keys(page)) == 100
        assert len(of.rest(bench, page)) == 1

    @rule("page-default-is-model-maximum")
    @of_each([CASES])
    def test_page_of_cases_has_ten_entries_by_default(self, bench: Workbench, of: List) -> None:
        """The eleventh case of a contact is on the second page."""
        for _ in range(11):
            of.make(bench)

        page = of.page(bench)

        assert len(of.keys(page)) == 10
        assert len(of.rest(bench, page)) == 1

    @rule("page-size-may-change")
    @of_each()
    def test_page_size_may_change(self, bench: Workbench, of: List) -> None:
        for _ in range(4):
            of.make(bench)
        whole = of.keys(of.page(bench))

        first = of.page(bench, maxResults=1)

        assert of.keys(of.page(bench, nextToken=first["nextToken"])) == whole[1:]

    @rule("page-token-reusable")
    @of_each()
    def test_token_can_be_used_again(self, bench: Workbench, of: List) -> None:
        """The same token leads to the same page."""
        for _ in range(3):
            of.make(bench)
        token = of.page(bench, maxResults=1)["nextToken"]

        pages = [of.keys(of.page(bench, maxResults=1, nextToken=token)) for _ in range(2)]

        assert pages[0] == pages[1]

    @rule("page-token-empty-means-first-page")
    @of_each()
    def test_empty_token_is_the_beginning(self, bench: Workbench, of: List) -> None:
        of.make(bench)

        assert of.keys(of.page(bench, nextToken="")) == of.keys(of.page(bench))

    @rule("paginator-reads-whole-list")
    def test_botocore_s_paginator_reads_the_whole_list(self, bench: Workbench) -> None:
        made = [make_rule(bench) for _ in range(5)]

        pages = bench.client.get_paginator("list_case_rules").paginate(
            domainId=bench.domain_id, PaginationConfig={"PageSize": 2}
        )

        assert [each["caseRuleId"] for page in pages for each in page["caseRules"]] == made

    @rule("list-filter-before-paging")
    def test_filtered_list_has_full_pages(self, bench: Workbench) -> None:
        """Entries that a filter leaves out take no room on a page."""
        wanted = []
        for _ in range(3):
            bench.template(status="Inactive")
            wanted.append(bench.template(status="Active"))

        page = TEMPLATES.page(bench, maxResults=2, status=["Active"])

        assert TEMPLATES.keys(page) == wanted[:2]
        assert TEMPLATES.rest(bench, page, maxResults=2, status=["Active"]) == wanted[2:]


class TestChangingLists:
    @rule("page-token-continues-after-last-entry")
    @of_each()
    def test_new_entry_is_on_a_later_page(self, bench: Workbench, of: List) -> None:
        """What is made between two pages comes at the end, and nothing is repeated."""
        for _ in range(3):
            of.make(bench)
        whole = of.keys(of.page(bench))
        first = of.page(bench, maxResults=2)

        new = of.make(bench)

        assert of.keys(first) + of.rest(bench, first, maxResults=2) == [*whole, new]

    @rule("page-token-continues-after-last-entry")
    @of_each([each for each in ALL if each.remove])
    @pytest.mark.parametrize("gone", [-3, -2])
    def test_deleted_entry_hides_no_other(self, bench: Workbench, of: List, gone: int) -> None:
        """What is deleted between two pages, also where the page ended, makes no gap."""
        for _ in range(4):
            of.make(bench)
        whole = of.keys(of.page(bench))
        first = of.page(bench, maxResults=len(whole) - 2)

        of.delete(bench, whole[gone])

        expected = [each for each in whole[-2:] if each != whole[gone]]
        assert of.rest(bench, first, maxResults=1) == expected

    @rule("page-token-continues-after-last-entry")
    @of_each([each for each in ALL if each.remove])
    def test_everything_that_remained_may_be_gone(self, bench: Workbench, of: List) -> None:
        """A token leads to an empty page when all that was left is deleted."""
        of.make(bench)
        last = of.make(bench)
        first = of.page(bench, maxResults=len(of.keys(of.page(bench))) - 1)

        of.delete(bench, last)

        page = of.page(bench, nextToken=first["nextToken"])
        assert of.keys(page) == []
        assert "nextToken" not in page

    @rule("option-update-keeps-position")
    def test_updated_option_stays_in_place(self, bench: Workbench) -> None:
        """An option of the first page that is put again is not repeated."""
        made = [make_option(bench) for _ in range(3)]
        first = OPTIONS.page(bench, maxResults=1)

        bench.options("case_reason", made[0], active=False)

        assert OPTIONS.rest(bench, first) == made[1:]

    @rule("list-entry-no-longer-matching-omitted")
    def test_filter_is_applied_to_each_page_as_it_is_read(self, bench: Workbench) -> None:
        """A template that became inactive is not on the next page of active ones."""
        made = [bench.template() for _ in range(3)]
        first = TEMPLATES.page(bench, maxResults=1, status=["Active"])

        bench.client.update_template(
            domainId=bench.domain_id, templateId=made[1], status="Inactive"
        )

        assert TEMPLATES.rest(bench, first, status=["Active"]) == made[2:]


class TestTokens:
    @rule("page-token-known")
    @of_each()
    def test_made_up_token_is_refused(self, bench: Workbench, of: List) -> None:
        """What the operation never gave is not a token."""
        with bench.refuses("ValidationException", "nextToken", of.operation):
            of.page(bench, nextToken="nonsense")

    @rule("page-token-known")
    @pytest.mark.parametrize(
        "token", ["é", "e30=", "W10=", "bnVsbA==", "MQ==", "WyJhIiwxXQ==", "a" * 9000, " "]
    )
    def test_lookalike_of_a_token_is_refused(self, client: Any, token: str) -> None:
        """A forged token is refused, whatever is inside."""
        domain_id = client.create_domain(name="orders")["domainId"]

        with pytest.raises(client.exceptions.ValidationException, match="nextToken"):
            client.list_fields(domainId=domain_id, nextToken=token)

    @rule("page-token-known")
    @of_each()
    def test_altered_token_is_refused(self, bench: Workbench, of: List) -> None:
        """A token with a character too much is not a token."""
        of.make(bench)
        of.make(bench)
        token = of.page(bench, maxResults=1)["nextToken"]

        with bench.refuses("ValidationException", "nextToken"):
            of.page(bench, nextToken=f"!{token}")

    @rule("page-token-known")
    @pytest.mark.parametrize("position", [None, True, "1", 1.5, [], [1], {}])
    def test_forged_position_is_refused(self, bench: Workbench, position: Any) -> None:
        bench.layout()
        bench.layout()
        token = LAYOUTS.page(bench, maxResults=1)["nextToken"]
        fingerprint, _ = json.loads(urlsafe_b64decode(token))
        forged = urlsafe_b64encode(json.dumps([fingerprint, position]).encode()).decode()

        with bench.refuses("ValidationException", "nextToken"):
            LAYOUTS.page(bench, nextToken=forged)

    @rule("page-token-known")
    @of_each()
    def test_token_of_another_operation_is_refused(self, bench: Workbench, of: List) -> None:
        other = LAYOUTS if of is not LAYOUTS else TEMPLATES
        other.make(bench)
        other.make(bench)
        token = other.page(bench, maxResults=1)["nextToken"]

        with bench.refuses("ValidationException", of.operation):
            of.page(bench, nextToken=token)

    @rule("page-token-known")
    @of_each([each for each in ALL if each is not DOMAINS])
    def test_token_of_another_domain_is_refused(self, bench: Workbench, of: List) -> None:
        of.make(bench)
        of.make(bench)
        token = of.page(bench, maxResults=1)["nextToken"]
        other = bench.client.create_domain(name="other")["domainId"]

        with bench.refuses("ValidationException", "nextToken"):
            of.page(bench, nextToken=token, domainId=other)

    @pytest.mark.parametrize(
        ("of", "params", "changed"),
        [
            pytest.param(TEMPLATES, {"status": ["Active"]}, {}, id="filter left out"),
            pytest.param(TEMPLATES, {}, {"status": ["Active"]}, id="filter added"),
            pytest.param(OPTIONS, {}, {"values": ["x"]}, id="value added"),
            pytest.param(OPTIONS, {}, {"fieldId": "status"}, id="other field"),
            pytest.param(CASES, {}, {"contactArn": f"{CONTACT}2"}, id="other contact"),
        ],
    )
    @rule("page-token-known")
    def test_token_of_other_parameters_is_refused(
        self, bench: Workbench, of: List, params: dict[str, Any], changed: dict[str, Any]
    ) -> None:
        of.make(bench)
        of.make(bench)
        token = of.page(bench, maxResults=1, **params)["nextToken"]

        with bench.refuses("ValidationException", "nextToken"):
            of.page(bench, nextToken=token, **changed)
