"""The whole API driven at random, against a model of plain dictionaries.

Rule of this file: the model says what a user would expect in the plainest way; it shares nothing
with the code that it is compared to.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
)

from mock_connectcases import mock_connectcases
from mock_connectcases.wire.model import is_older_than_release
from tests.operations.conftest import pairs
from tests.strategies import examples

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(
    is_older_than_release(), reason="an older botocore lacks operations that the machine uses"
)

DOMAINS_PER_ACCOUNT = 5

NAMES = st.sampled_from("abcdefghijkl")
ORDERS = st.sampled_from(["Asc", "Desc"])
WORDS = st.sampled_from(["red", "Red bag", "blue bag", ""])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "Text": WORDS,
    "Number": st.sampled_from([-1.0, 0.0, 2.5]),
    "Boolean": st.booleans(),
    "SingleSelect": st.sampled_from("sml"),
}


def some(ids: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    """Draw a few of the ids that a bundle has, none twice."""
    return st.lists(ids, max_size=3, unique=True)


@cache
def shared_client() -> Any:
    """Return one client for all runs, for making it is the most expensive step of a run."""
    return boto3.client("connectcases", region_name="us-east-1")


@dataclass
class Named:
    """A field, layout or template: what all of them have, and what one kind has alone."""

    name: str
    deleted: bool = False
    type: str = ""
    options: dict[str, bool] = attribute(default_factory=dict)
    field_ids: list[str] = attribute(default_factory=list)
    status: str = "Active"


@dataclass
class Case:
    """A case as its user knows it."""

    template_id: str
    values: dict[str, Any]
    tags: dict[str, str]
    events: int = 1
    is_merged: bool = False


@dataclass
class Item:
    """A related item: a comment with its text, or a link with the case it leads to."""

    case_id: str
    content: dict[str, Any]


class CasesMachine(RuleBasedStateMachine):
    """Does at random what users do; a refusal is expected exactly where the model has a reason."""

    domains = Bundle("domains")
    fields = Bundle("fields")
    layouts = Bundle("layouts")
    templates = Bundle("templates")
    cases = Bundle("cases")
    items = Bundle("items")

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(mock_connectcases())
        self.client = shared_client()
        self.known_domains: dict[str, str] = {}
        self.known_fields: dict[str, Named] = {}
        self.known_layouts: dict[str, Named] = {}
        self.known_templates: dict[str, Named] = {}
        self.known_cases: dict[str, Case] = {}
        self.known_items: dict[str, Item] = {}
        self.created: list[str] = []
        self.domain_id = str(self.client.create_domain(name="main")["domainId"])
        self.known_domains[self.domain_id] = "main"

    def teardown(self) -> None:
        self.stack.close()

    # What is expected of a call

    def attempt(self, operation: str, refusal: str | None = None, **members: Any) -> dict[str, Any]:
        """Call an operation of the domain; with a refusal expect that error and return nothing."""
        call: Callable[..., dict[str, Any]] = getattr(self.client, operation)
        members = {"domainId": self.domain_id, **members}
        if refusal is None:
            return call(**members)
        with pytest.raises(ClientError) as caught:
            call(**members)
        assert caught.value.response["Error"]["Code"] == refusal
        return {}

    def why_not_named(
        self, known: dict[str, Named], name: str, *, renamed: str | None = None
    ) -> str | None:
        """Say why a resource cannot have a name."""
        taken = any(
            each.name == name and not each.deleted and key != renamed for key, each in known.items()
        )
        return "ConflictException" if taken else None

    def why_not_used(self, field_ids: list[str]) -> str | None:
        """Say why a layout or template cannot name these fields."""
        deleted = any(self.known_fields[each].deleted for each in field_ids)
        return "ValidationException" if deleted else None

    def why_not_changed(self, known: dict[str, Named], key: str) -> str | None:
        """Say why a definition cannot be changed or deleted."""
        return "ValidationException" if known[key].deleted else None

    def why_not_found(self, case_id: str) -> str | None:
        """Say why a case cannot be worked on."""
        return None if case_id in self.known_cases else "ResourceNotFoundException"

    def why_not_written(
        self, changes: dict[str, Any], case: Case | None, required: list[str]
    ) -> str | None:
        """Say why a case cannot take values."""
        held = {} if case is None else case.values
        for field_id, value in changes.items():
            of = self.known_fields[field_id]
            is_stale = of.deleted and field_id not in held
            is_choice = of.type == "SingleSelect" and value is not None
            if is_stale or (is_choice and not of.options.get(value)):
                return "ValidationException"
        for field_id in required:
            is_missing = changes.get(field_id, held.get(field_id)) is None
            is_cleared = changes.get(field_id, "kept") is None
            if not self.known_fields[field_id].deleted and (
                is_cleared or (case is None and is_missing)
            ):
                return "ValidationException"
        return None

    def move_to_front(self, case_id: str) -> None:
        """Make a case the one that was changed last."""
        self.known_cases[case_id] = self.known_cases.pop(case_id)

    def draw_values(self, data: st.DataObject, field_ids: list[str]) -> dict[str, Any]:
        """Draw a value, or none, for each field."""
        return {
            each: data.draw(st.none() | VALUES[self.known_fields[each].type]) for each in field_ids
        }

    # Domains and definitions

    @initialize(target=fields)
    def begin_with_fields(self) -> MultipleResults[str]:
        made = [self.attempt("create_field", name=type_, type=type_)["fieldId"] for type_ in VALUES]
        self.known_fields.update(
            {each: Named(type_, type=type_) for each, type_ in zip(made, VALUES, strict=True)}
        )
        self.put_options_on(made[-1], ["l", "m"], active=True)
        return multiple(*made)

    @initialize(target=cases, titles=st.lists(WORDS.filter(bool), min_size=2, max_size=4))
    def begin_with_cases(self, titles: list[str]) -> MultipleResults[str]:
        created = self.attempt("create_template", name="first", requiredFields=[])
        template_id = str(created["templateId"])
        self.known_templates[template_id] = Named("first")
        made = [self.add_case(template_id, {"title": each}, {}) for each in titles]
        for case_id in made:
            self.add_comment(case_id, "first")
        return multiple(*made)

    @rule(target=templates)
    def take_first_template(self) -> str:
        return next(iter(self.known_templates))

    @rule(target=domains, name=NAMES)
    def create_domain(self, name: str) -> str | MultipleResults[str]:
        refusal = None
        if name in self.known_domains.values():
            refusal = "ConflictException"
        elif len(self.known_domains) == DOMAINS_PER_ACCOUNT:
            refusal = "ServiceQuotaExceededException"
        if refusal is not None:
            with pytest.raises(ClientError, match=refusal):
                self.client.create_domain(name=name)
            return multiple()
        domain_id = str(self.client.create_domain(name=name)["domainId"])
        self.known_domains[domain_id] = name
        return domain_id

    @rule(domain_id=domains)
    def delete_domain(self, domain_id: str) -> None:
        gone = self.known_domains.pop(domain_id, None) is None
        self.attempt(
            "delete_domain", "ResourceNotFoundException" if gone else None, domainId=domain_id
        )

    @rule(target=fields, name=NAMES, type_=st.sampled_from(sorted(VALUES)))
    def create_field(self, name: str, type_: str) -> str | MultipleResults[str]:
        refusal = self.why_not_named(self.known_fields, name)
        created = self.attempt("create_field", refusal, name=name, type=type_)
        if refusal is not None:
            return multiple()
        field_id = str(created["fieldId"])
        self.known_fields[field_id] = Named(name, type=type_)
        return field_id

    @rule(field_id=fields, name=NAMES)
    def rename_field(self, field_id: str, name: str) -> None:
        refusal = self.why_not_changed(self.known_fields, field_id) or self.why_not_named(
            self.known_fields, name, renamed=field_id
        )
        self.attempt("update_field", refusal, fieldId=field_id, name=name)
        if refusal is None:
            self.known_fields[field_id].name = name

    @rule(field_id=fields)
    def delete_field(self, field_id: str) -> None:
        refusal = self.why_not_changed(self.known_fields, field_id)
        self.attempt("delete_field", refusal, fieldId=field_id)
        self.known_fields[field_id].deleted = True

    @rule(field_id=fields, values=st.sets(VALUES["SingleSelect"]), active=st.booleans())
    def put_options(self, field_id: str, values: set[str], active: bool) -> None:  # noqa: FBT001
        of = self.known_fields[field_id]
        refusal = "ValidationException" if of.deleted or of.type != "SingleSelect" else None
        self.put_options_on(field_id, sorted(values), active=active, refusal=refusal)

    def put_options_on(
        self, field_id: str, values: list[str], *, active: bool, refusal: str | None = None
    ) -> None:
        """Put options on a field, in the service and in the model."""
        options = [{"name": each, "value": each, "active": active} for each in values]
        self.attempt("batch_put_field_options", refusal, fieldId=field_id, options=options)
        if refusal is None:
            self.known_fields[field_id].options.update(dict.fromkeys(values, active))

    @rule(target=layouts, name=NAMES, field_ids=some(fields))
    def create_layout(self, name: str, field_ids: list[str]) -> str | MultipleResults[str]:
        refusal = self.why_not_used(field_ids) or self.why_not_named(self.known_layouts, name)
        group = {"fieldGroup": {"fields": [{"id": each} for each in field_ids]}}
        content = {"basic": {"moreInfo": {"sections": [group]}}}
        created = self.attempt("create_layout", refusal, name=name, content=content)
        if refusal is not None:
            return multiple()
        layout_id = str(created["layoutId"])
        self.known_layouts[layout_id] = Named(name, field_ids=field_ids)
        return layout_id

    @rule(layout_id=layouts)
    def delete_layout(self, layout_id: str) -> None:
        refusal = self.why_not_changed(self.known_layouts, layout_id)
        self.attempt("delete_layout", refusal, layoutId=layout_id)
        self.known_layouts[layout_id].deleted = True

    @rule(target=templates, name=NAMES, field_ids=some(fields))
    def create_template(self, name: str, field_ids: list[str]) -> str | MultipleResults[str]:
        refusal = self.why_not_used(field_ids) or self.why_not_named(self.known_templates, name)
        required = [{"fieldId": each} for each in field_ids]
        created = self.attempt("create_template", refusal, name=name, requiredFields=required)
        if refusal is not None:
            return multiple()
        template_id = str(created["templateId"])
        self.known_templates[template_id] = Named(name, field_ids=field_ids)
        return template_id

    @rule(template_id=templates, status=st.sampled_from(["Active", "Inactive"]))
    def switch_template(self, template_id: str, status: str) -> None:
        refusal = self.why_not_changed(self.known_templates, template_id)
        self.attempt("update_template", refusal, templateId=template_id, status=status)
        if refusal is None:
            self.known_templates[template_id].status = status

    @rule(template_id=templates)
    def delete_template(self, template_id: str) -> None:
        refusal = self.why_not_changed(self.known_templates, template_id)
        self.attempt("delete_template", refusal, templateId=template_id)
        self.known_templates[template_id].deleted = True

    # Cases

    @rule(
        target=cases,
        template_id=templates,
        title=WORDS.filter(bool),
        field_ids=some(fields),
        tags=st.dictionaries(st.sampled_from("kl"), st.sampled_from("vw")),
        data=st.data(),
    )
    def create_case(
        self,
        template_id: str,
        title: str,
        field_ids: list[str],
        tags: dict[str, str],
        data: st.DataObject,
    ) -> str | MultipleResults[str]:
        template = self.known_templates[template_id]
        given = self.draw_values(data, field_ids)
        refusal = self.why_not_written(given, None, template.field_ids)
        if template.deleted or template.status == "Inactive":
            refusal = "ValidationException"
        case_id = self.add_case(template_id, {"title": title, **given}, tags, refusal)
        return multiple() if refusal is not None else case_id

    def add_case(
        self,
        template_id: str,
        given: dict[str, Any],
        tags: dict[str, str],
        refusal: str | None = None,
    ) -> str:
        """Create a case, in the service and in the model."""
        created = self.attempt(
            "create_case", refusal, templateId=template_id, fields=pairs(given), tags=tags
        )
        if refusal is not None:
            return ""
        case_id = str(created["caseId"])
        present = {key: value for key, value in given.items() if value is not None}
        self.known_cases[case_id] = Case(template_id, {"status": "open", **present}, tags)
        self.created.append(case_id)
        return case_id

    @rule(case_id=cases, field_ids=some(fields), data=st.data())
    def update_case(self, case_id: str, field_ids: list[str], data: st.DataObject) -> None:
        changes = self.draw_values(data, field_ids)
        refusal = self.why_not_found(case_id)
        if refusal is None:
            case = self.known_cases[case_id]
            required = self.known_templates[case.template_id].field_ids
            refusal = self.why_not_written(changes, case, required)
        self.attempt("update_case", refusal, caseId=case_id, fields=pairs(changes))
        if refusal is None and changes:
            self.write(case_id, changes)

    @rule(case_id=cases, status=st.sampled_from(["open", "closed"]))
    def set_status(self, case_id: str, status: str) -> None:
        refusal = self.why_not_found(case_id)
        self.attempt("update_case", refusal, caseId=case_id, fields=pairs({"status": status}))
        if refusal is None:
            self.write(case_id, {"status": status})

    def write(self, case_id: str, changes: dict[str, Any]) -> None:
        """Do what an accepted update does to a case."""
        case = self.known_cases[case_id]
        before = dict(case.values)
        case.values.update(changes)
        case.values = {key: value for key, value in case.values.items() if value is not None}
        case.events += case.values != before
        self.move_to_front(case_id)

    @rule(case_id=cases)
    def delete_case(self, case_id: str) -> None:
        self.attempt("delete_case", self.why_not_found(case_id), caseId=case_id)
        self.known_cases.pop(case_id, None)
        self.known_items = {
            key: item for key, item in self.known_items.items() if item.case_id != case_id
        }

    @rule(case_id=cases, key=st.sampled_from("kl"), value=st.none() | st.sampled_from("vw"))
    def tag_case(self, case_id: str, key: str, value: str | None) -> None:
        arn = f"arn:aws:cases:us-east-1:123456789012:domain/{self.domain_id}/case/{case_id}"
        if case_id not in self.known_cases:
            with pytest.raises(ClientError, match="ResourceNotFoundException"):
                self.client.list_tags_for_resource(arn=arn)
            return
        tags = self.known_cases[case_id].tags
        if value is None:
            self.client.untag_resource(arn=arn, tagKeys=[key])
            tags.pop(key, None)
        else:
            self.client.tag_resource(arn=arn, tags={key: value})
            tags[key] = value

    # Related items and merges

    @rule(target=items, case_id=cases, body=NAMES)
    def create_comment(self, case_id: str, body: str) -> str | MultipleResults[str]:
        refusal = self.why_not_found(case_id)
        item_id = self.add_comment(case_id, body, refusal)
        return multiple() if refusal is not None else item_id

    def add_comment(self, case_id: str, body: str, refusal: str | None = None) -> str:
        """Add a comment to a case, in the service and in the model."""
        content = {"comment": {"body": body, "contentType": "Text/Plain"}}
        created = self.attempt(
            "create_related_item", refusal, caseId=case_id, type="Comment", content=content
        )
        if refusal is not None:
            return ""
        item_id = str(created["relatedItemId"])
        self.known_items[item_id] = Item(case_id, content)
        self.known_cases[case_id].events += 1
        return item_id

    @rule(item_id=items, case_id=cases, body=NAMES)
    def update_comment(self, item_id: str, case_id: str, body: str) -> None:
        item = self.known_items.get(item_id, Item(case_id, {}))
        refusal = None if item_id in self.known_items else "ResourceNotFoundException"
        content = {"comment": {"body": body, "contentType": "Text/Plain"}}
        self.attempt(
            "update_related_item",
            refusal,
            caseId=item.case_id,
            relatedItemId=item_id,
            content=content,
        )
        if refusal is None:
            item.content = content
            self.known_cases[item.case_id].events += 1

    @rule(item_id=items, case_id=cases)
    def delete_item(self, item_id: str, case_id: str) -> None:
        item = self.known_items.pop(item_id, None)
        self.attempt(
            "delete_related_item",
            "ResourceNotFoundException" if item is None else None,
            caseId=case_id if item is None else item.case_id,
            relatedItemId=item_id,
        )
        if item is not None:
            self.known_cases[item.case_id].events += 1

    @rule(primary_id=cases, secondary_id=cases, moves=st.booleans())
    def merge(self, primary_id: str, secondary_id: str, moves: bool) -> None:  # noqa: FBT001
        refusal = self.why_not_found(primary_id) or self.why_not_found(secondary_id)
        if refusal is None:
            both = [self.known_cases[each] for each in (primary_id, secondary_id)]
            if primary_id == secondary_id:
                refusal = "ValidationException"
            elif any(case.is_merged for case in both):
                refusal = "ConflictException"
            elif any(case.values["status"] == "closed" for case in both):
                refusal = "ValidationException"
        self.attempt(
            "start_merge_cases",
            refusal,
            caseId=primary_id,
            secondaryCaseIds=[secondary_id],
            relatedItemsConfiguration={"comment": moves},
        )
        if refusal is None:
            self.finish_merge(primary_id, secondary_id, moves=moves)

    def finish_merge(self, primary_id: str, secondary_id: str, *, moves: bool) -> None:
        """Do what a merge does to both cases and to the items of the second."""
        primary, secondary = self.known_cases[primary_id], self.known_cases[secondary_id]
        moved = [
            item
            for item in self.known_items.values()
            if moves and item.case_id == secondary_id and "comment" in item.content
        ]
        for item in moved:
            item.case_id = primary_id
        self.write(primary_id, {**secondary.values, **primary.values})
        self.write(secondary_id, {"status": "closed"})
        for one, other in ((primary_id, secondary_id), (secondary_id, primary_id)):
            (link,) = self.client.search_related_items(
                domainId=self.domain_id,
                caseId=one,
                filters=[{"connectCase": {"caseId": other}}],
                maxResults=1,
            )["relatedItems"]
            self.known_items[link["relatedItemId"]] = Item(one, {"connectCase": {"caseId": other}})
        for case in (primary, secondary):
            case.events += len(moved) + 2
        secondary.is_merged = True

    # Reads

    @rule(case_id=cases)
    def read_case(self, case_id: str) -> None:
        """Compare a case, its audit history and its items with the model."""
        refusal = self.why_not_found(case_id)
        answer = self.attempt("get_case", refusal, caseId=case_id, fields=self.requested_fields())
        audit = self.attempt("get_case_audit_events", refusal, caseId=case_id, maxResults=25)
        items = self.attempt("search_related_items", refusal, caseId=case_id)
        if refusal is not None:
            return
        case = self.known_cases[case_id]
        assert opened(answer["fields"]) == case.values
        assert len(audit["auditEvents"]) == min(case.events, 25)
        assert [item["relatedItemId"] for item in items["relatedItems"]] == [
            key for key, item in reversed(self.known_items.items()) if item.case_id == case_id
        ]

    @rule(layout_id=layouts)
    def read_layout(self, layout_id: str) -> None:
        """Compare a layout with the model; deleted fields are left out."""
        found = self.attempt("get_layout", layoutId=layout_id)
        layout = self.known_layouts[layout_id]
        (group,) = found["content"]["basic"]["moreInfo"]["sections"]
        assert [each["id"] for each in group["fieldGroup"]["fields"]] == self.live(layout.field_ids)
        assert (found["name"], found["deleted"]) == (layout.name, layout.deleted)

    @rule(template_id=templates)
    def read_template(self, template_id: str) -> None:
        """Compare a template with the model; deleted fields are left out."""
        found = self.attempt("get_template", templateId=template_id)
        template = self.known_templates[template_id]
        required = [each["fieldId"] for each in found["requiredFields"]]
        assert required == self.live(template.field_ids)
        assert (found["status"], found["deleted"]) == (template.status, template.deleted)

    @rule(field_id=fields)
    def read_field(self, field_id: str) -> None:
        """Compare a field and its options with the model, deleted or not."""
        (found,) = self.attempt("batch_get_field", fields=[{"id": field_id}])["fields"]
        known = self.known_fields[field_id]
        assert (found["name"], found["type"], found["deleted"]) == (
            known.name,
            known.type,
            known.deleted,
        )
        options = self.attempt("list_field_options", fieldId=field_id)["options"]
        assert {each["value"]: each["active"] for each in options} == known.options

    @rule(field_id=fields, order=ORDERS, word=WORDS, is_there=st.booleans())
    def search(self, field_id: str, order: str, word: str, is_there: bool) -> None:  # noqa: FBT001
        """Compare filter, quick search, sort and pages with what the model finds naively."""
        empty = {"field": {"equalTo": {"id": field_id, "value": {"emptyValue": {}}}}}
        found = self.client.get_paginator("search_cases").paginate(
            domainId=self.domain_id,
            filter={"not": empty} if is_there else empty,
            searchTerm=word,
            sorts=[{"fieldId": field_id, "sortOrder": order}],
            PaginationConfig={"PageSize": 2},
        )
        wanted = [
            case_id
            for case_id in self.created
            if case_id in self.known_cases
            and (field_id in self.known_cases[case_id].values) is is_there
            and set(word.lower().split()) <= self.words(self.known_cases[case_id])
        ]
        if is_there:
            wanted.sort(
                key=lambda each: folded(self.known_cases[each].values[field_id]),
                reverse=order == "Desc",
            )
            wanted = self.ties_by_age(wanted, field_id)
        pages = list(found)
        assert [case["caseId"] for page in pages for case in page["cases"]] == wanted
        assert {page["totalCount"] for page in pages} == {len(wanted)}

    def ties_by_age(self, case_ids: list[str], field_id: str) -> list[str]:
        """Put cases with the same value in order of creation."""
        keys = [folded(self.known_cases[each].values[field_id]) for each in case_ids]
        distinct = list(dict.fromkeys(keys))
        return sorted(
            case_ids,
            key=lambda each: (
                distinct.index(folded(self.known_cases[each].values[field_id])),
                self.created.index(each),
            ),
        )

    def words(self, case: Case) -> set[str]:
        """Return the words that a quick search can find on a case."""
        texts = [value for value in case.values.values() if isinstance(value, str)]
        return {word for text in texts for word in text.lower().split()}

    def requested_fields(self) -> list[dict[str, str]]:
        return [{"id": each} for each in ("title", "status", *self.known_fields)]

    def live(self, field_ids: list[str]) -> list[str]:
        return [each for each in field_ids if not self.known_fields[each].deleted]

    # What holds after every step

    @invariant()
    def cases_are_as_the_model_has_them(self) -> None:
        page = self.attempt("search_cases", fields=self.requested_fields()[:25], maxResults=100)
        found = [
            (case["caseId"], case["templateId"], opened(case["fields"]), case["tags"])
            for case in page["cases"]
        ]
        assert found == [
            (case_id, case.template_id, case.values, case.tags)
            for case_id, case in reversed(self.known_cases.items())
        ]

    @invariant()
    def related_items_are_as_the_model_has_them(self) -> None:
        page = self.attempt("search_all_related_items")
        found = [
            (item["relatedItemId"], item["caseId"], item["content"])
            for item in page["relatedItems"]
        ]
        expected = [
            (item_id, item.case_id, item.content)
            for item_id, item in reversed(self.known_items.items())
        ]
        assert found == expected[:25]

    @invariant()
    def definitions_are_as_the_model_has_them(self) -> None:
        domains = self.client.list_domains()["domains"]
        assert {each["domainId"]: each["name"] for each in domains} == self.known_domains
        for operation, member, key, known in (
            ("list_fields", "fields", "fieldId", self.known_fields),
            ("list_layouts", "layouts", "layoutId", self.known_layouts),
            ("list_templates", "templates", "templateId", self.known_templates),
        ):
            listed = [
                (each[key], each["name"])
                for each in self.attempt(operation)[member]
                if each.get("namespace") != "System"
            ]
            assert listed == [
                (each_id, each.name) for each_id, each in known.items() if not each.deleted
            ]


def opened(fields: list[dict[str, Any]]) -> dict[str, Any]:
    """Return values by field id, out of their unions."""
    return {each["id"]: next(iter(each["value"].values())) for each in fields}


def folded(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


TestEverything = CasesMachine.TestCase
TestEverything.settings = settings(max_examples=examples(12), stateful_step_count=30)
