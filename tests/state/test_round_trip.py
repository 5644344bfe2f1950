"""Whatever was done and saved at any time, everything reads the same after it is loaded again.

Every history is loaded from a state file and from a dump, see tests/seeds/test_round_trip.py.
"""

from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from botocore.exceptions import ClientError, ParamValidationError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    multiple,
    rule,
)
from moto.moto_api import state_manager
from moto.moto_api._internal import mock_random

from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.seeds.seed import Seed
from mock_connectcases.seeds.writing import dump
from mock_connectcases.state.file import StateFile
from mock_connectcases.wire.model import is_older_than_release
from tests.machine.test_state_machine import shared_client
from tests.state.reading import read_everything
from tests.strategies import examples

if TYPE_CHECKING:
    from mock_connectcases.connectcases.models import ConnectCasesBackends

pytestmark = pytest.mark.skipif(
    is_older_than_release(), reason="an older botocore lacks operations that the history uses"
)

NAMES = st.sampled_from("abcdefgh") | st.text(min_size=1, max_size=5)
TEXTS = st.sampled_from(["", "red", "ünïcode \U0001f600", '"\\\n\u2028'])
TAGS = st.dictionaries(st.sampled_from("kl"), TEXTS, max_size=2)
DOUBLES = st.sampled_from([0.0, -0.0, 2.0, 1e300, 0.1]) | st.floats()
USERS = st.none() | st.fixed_dictionaries(
    {"userArn": st.just("arn:aws:connect:us-east-1:123456789012:instance/i/agent/a")}
)
VALUES: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "Text": TEXTS.map(lambda text: {"stringValue": text}),
    "Number": DOUBLES.map(lambda number: {"doubleValue": number}),
    "Boolean": st.booleans().map(lambda value: {"booleanValue": value}),
    "DateTime": st.just({"stringValue": "2026-01-31T12:00:00Z"}),
    "SingleSelect": st.sampled_from("sm").map(lambda value: {"stringValue": value}),
    "User": st.just({"userArnValue": "arn:aws:connect:us-east-1:123456789012:agent/a"}),
}
TYPES = st.sampled_from(sorted(VALUES))
CONTACT = "arn:aws:connect:us-east-1:123456789012:instance/i/contact/c"
FILE = "arn:aws:connect:us-east-1:123456789012:instance/i/case/c/file/f"

SLA = {
    "name": "Close it",
    "type": "CaseField",
    "fieldId": "status",
    "targetFieldValues": [{"stringValue": "closed"}],
    "targetSlaMinutes": 5,
}
CONTENTS: dict[str, Any] = {
    "Comment": {"comment": {"body": "A comment", "contentType": "Text/Plain"}},
    "Contact": {"contact": {"contactArn": CONTACT}},
    "File": {"file": {"fileArn": FILE}},
    "Sla": {"sla": {"slaInputConfiguration": SLA}},
}


class History(RuleBasedStateMachine):
    """Does at random what the API allows, and a lot that it refuses."""

    fields = Bundle("fields")
    templates = Bundle("templates")
    rules_ = Bundle("rules_")
    cases = Bundle("cases")
    items = Bundle("items")

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.path = Path(self.stack.enter_context(tempfile.TemporaryDirectory()), "state.db")
        self.stack.enter_context(mock_connectcases())
        self.state = StateFile(self.path, connectcases_backends)
        self.state.open()
        for model in ("cases::merge", "cases::domain"):
            state_manager.set_transition(model, {"progression": "manual", "times": 3})
            self.stack.callback(state_manager.unset_transition, model)
        self.client = shared_client()
        created = self.client.create_domain(name="main")
        self.domain_id, self.arn = created["domainId"], created["domainArn"]
        for _ in range(3):
            self.client.get_domain(domainId=self.domain_id)

    def teardown(self) -> None:
        try:
            self.restart()
        finally:
            self.stack.close()
            self.state.close()

    def attempt(self, operation: str, **members: Any) -> dict[str, Any]:
        """Call an operation and return its answer, nothing if it is refused."""
        given = {key: value for key, value in members.items() if value is not None}
        if "domainId" not in members:
            given["domainId"] = self.domain_id
        try:
            answer: dict[str, Any] = getattr(self.client, operation)(**given)
        except (ClientError, ParamValidationError):
            return {}
        return answer

    def values_of(self, data: st.DataObject, field_ids: list[str]) -> list[dict[str, Any]]:
        found = self.attempt("batch_get_field", fields=[{"id": each} for each in field_ids])
        empty: st.SearchStrategy[dict[str, Any]] = st.just({"emptyValue": {}})
        return [
            {"id": each["fieldId"], "value": data.draw(VALUES[each["type"]] | empty)}
            for each in found.get("fields", ())
        ]

    # Definitions

    @initialize(target=fields)
    def begin_with_fields(self) -> MultipleResults[str]:
        made = [self.attempt("create_field", name=type_, type=type_) for type_ in VALUES]
        return multiple(*(each["fieldId"] for each in made))

    @initialize(target=templates)
    def begin_with_template(self) -> str:
        return str(self.attempt("create_template", name="first")["templateId"])

    @initialize(target=cases)
    def begin_with_cases(self) -> MultipleResults[str]:
        listed = self.attempt("list_templates")["templates"] or [
            self.attempt("create_template", name="second")
        ]
        title = [{"id": "title", "value": {"stringValue": "A case"}}]
        template_id = listed[0]["templateId"]
        made = [self.attempt("create_case", templateId=template_id, fields=title) for _ in range(3)]
        for each in made[:2]:
            for type_, content in CONTENTS.items():
                self.attempt(
                    "create_related_item", caseId=each["caseId"], type=type_, content=content
                )
        case_ids = [each["caseId"] for each in made]
        self.merge(case_ids[-1], case_ids[0])
        return multiple(*case_ids)

    @rule(target=fields, name=NAMES, type_=TYPES, description=st.none() | TEXTS)
    def create_field(
        self, name: str, type_: str, description: str | None
    ) -> str | MultipleResults[str]:
        made = self.attempt("create_field", name=name, type=type_, description=description)
        if type_ == "SingleSelect" and made:
            options = [{"name": each, "value": each, "active": True} for each in "sm"]
            self.attempt("batch_put_field_options", fieldId=made["fieldId"], options=options)
        return made.get("fieldId") or multiple()

    @rule(field_id=fields, name=NAMES, multiline=st.none() | st.booleans())
    def update_field(self, field_id: str, name: str, multiline: bool | None) -> None:  # noqa: FBT001
        attributes = None if multiline is None else {"text": {"isMultiline": multiline}}
        self.attempt("update_field", fieldId=field_id, name=name, attributes=attributes)

    @rule(field_id=fields)
    def delete_field(self, field_id: str) -> None:
        self.attempt("delete_field", fieldId=field_id)

    @rule(field_ids=st.lists(fields, max_size=3), name=NAMES, heading=st.none() | NAMES)
    def create_layout(self, field_ids: list[str], name: str, heading: str | None) -> None:
        group: dict[str, Any] = {"fields": [{"id": each} for each in field_ids]}
        if heading is not None:
            group["name"] = heading
        content = {"basic": {"topPanel": {"sections": [{"fieldGroup": group}]}, "moreInfo": {}}}
        self.attempt("create_layout", name=name, content=content)

    @rule(
        target=templates,
        name=NAMES,
        required=st.lists(fields, max_size=2, unique=True),
        rule_ids=st.lists(rules_, max_size=2, unique=True),
        field_id=fields,
        tags=st.none() | TAGS,
    )
    def create_template(
        self,
        name: str,
        required: list[str],
        rule_ids: list[str],
        field_id: str,
        tags: dict[str, str] | None,
    ) -> str | MultipleResults[str]:
        made = self.attempt(
            "create_template",
            name=name,
            requiredFields=[{"fieldId": each} for each in required],
            rules=[{"caseRuleId": each, "fieldId": field_id} for each in rule_ids],
            tagPropagationConfigurations=[{"resourceType": "Cases", "tagMap": tags}]
            if tags
            else None,
        )
        return made.get("templateId") or multiple()

    @rule(template_id=templates, status=st.none() | st.sampled_from(["Active", "Inactive"]))
    def change_template(self, template_id: str, status: str | None) -> None:
        if status is None:
            self.attempt("delete_template", templateId=template_id)
        else:
            self.attempt("update_template", templateId=template_id, status=status)

    @rule(
        target=rules_,
        name=NAMES,
        field_ids=st.lists(fields, min_size=1, max_size=3),
        kind=st.sampled_from(["required", "hidden", "fieldOptions"]),
        data=st.data(),
    )
    def create_rule(
        self, name: str, field_ids: list[str], kind: str, data: st.DataObject
    ) -> str | MultipleResults[str]:
        if kind == "fieldOptions":
            mapping = {"parentFieldOptionValue": "s", "childFieldOptionValues": ["m", ""]}
            details: dict[str, Any] = {
                "parentFieldId": field_ids[0],
                "childFieldId": field_ids[-1],
                "parentChildFieldOptionsMappings": [mapping],
            }
        else:
            leaves = [
                {
                    "notEqualTo": {
                        "operandOne": {"fieldId": each["id"]},
                        "operandTwo": each["value"],
                        "result": True,
                    }
                }
                for each in self.values_of(data, field_ids)
            ]
            conditions = [*leaves[1:], {"orAll": {"conditions": leaves[:1]}}]
            details = {"defaultValue": data.draw(st.booleans()), "conditions": conditions}
        made = self.attempt("create_case_rule", name=name, rule={kind: details})
        return made.get("caseRuleId") or multiple()

    @rule(field_ids=st.lists(fields, max_size=2, unique=True), whole=st.booleans())
    def configure_events(self, field_ids: list[str], whole: bool) -> None:  # noqa: FBT001
        included = {
            "caseData": {"fields": [{"id": each} for each in field_ids]},
            "relatedItemData": {"includeContent": True},
        }
        events = {"enabled": True, "includedData": included} if whole else {"enabled": False}
        self.attempt("put_case_event_configuration", eventBridge=events)

    @rule(name=NAMES)
    def create_domain(self, name: str) -> None:
        self.attempt("create_domain", domainId=None, name=name)

    # Cases

    @rule(
        target=cases,
        template_id=templates,
        title=TEXTS.filter(bool),
        field_ids=st.lists(fields, max_size=3, unique=True),
        tags=TAGS,
        user=USERS,
        data=st.data(),
    )
    def create_case(
        self,
        template_id: str,
        title: str,
        field_ids: list[str],
        tags: dict[str, str],
        user: dict[str, str] | None,
        data: st.DataObject,
    ) -> str | MultipleResults[str]:
        values = [
            {"id": "title", "value": {"stringValue": title}},
            *self.values_of(data, field_ids),
        ]
        made = self.attempt(
            "create_case", templateId=template_id, fields=values, tags=tags, performedBy=user
        )
        return made.get("caseId") or multiple()

    @rule(
        case_id=cases,
        field_ids=st.lists(fields, min_size=1, max_size=3, unique=True),
        data=st.data(),
    )
    def update_case(self, case_id: str, field_ids: list[str], data: st.DataObject) -> None:
        self.attempt("update_case", caseId=case_id, fields=self.values_of(data, field_ids))

    @rule(case_id=cases, status=st.sampled_from(["open", "closed"]))
    def set_status(self, case_id: str, status: str) -> None:
        value = {"stringValue": status}
        self.attempt("update_case", caseId=case_id, fields=[{"id": "status", "value": value}])

    @rule(case_id=cases)
    def delete_case(self, case_id: str) -> None:
        self.attempt("delete_case", caseId=case_id)

    @rule(case_id=cases, tags=TAGS)
    def tag_case(self, case_id: str, tags: dict[str, str]) -> None:
        self.attempt("tag_resource", domainId=None, arn=f"{self.arn}/case/{case_id}", tags=tags)

    @rule(primary_id=cases, secondary_id=cases)
    def merge(self, primary_id: str, secondary_id: str) -> None:
        self.attempt(
            "start_merge_cases",
            caseId=primary_id,
            secondaryCaseIds=[secondary_id],
            relatedItemsConfiguration={"comment": True, "contact": True},
        )

    @rule(case_id=cases)
    def look_at_merge(self, case_id: str) -> None:
        self.attempt("get_merge_cases_status", caseId=case_id)

    # Related items

    @rule(
        target=items,
        case_id=cases,
        other_id=cases,
        kind=st.sampled_from(["Comment", "Contact", "File", "Sla", "ConnectCase", "Custom"]),
        text=TEXTS.filter(bool),
        field_id=fields,
        user=USERS,
        data=st.data(),
    )
    def create_item(
        self,
        case_id: str,
        other_id: str,
        kind: str,
        text: str,
        field_id: str,
        user: dict[str, str] | None,
        data: st.DataObject,
    ) -> tuple[str, str] | MultipleResults[tuple[str, str]]:
        values = self.values_of(data, [field_id])
        content = {
            **CONTENTS,
            "Comment": {"comment": {"body": text, "contentType": "Text/Plain"}},
            "ConnectCase": {"connectCase": {"caseId": other_id}},
            "Custom": {"custom": {"fields": values}},
        }[kind]
        made = self.attempt(
            "create_related_item", caseId=case_id, type=kind, content=content, performedBy=user
        )
        return (case_id, made["relatedItemId"]) if made else multiple()

    @rule(item=items, text=TEXTS.filter(bool))
    def update_item(self, item: tuple[str, str], text: str) -> None:
        content = {"comment": {"body": text, "contentType": "Text/Plain"}}
        self.attempt("update_related_item", caseId=item[0], relatedItemId=item[1], content=content)

    @rule(item=items)
    def delete_item(self, item: tuple[str, str]) -> None:
        self.attempt("delete_related_item", caseId=item[0], relatedItemId=item[1])

    # What is true

    @rule()
    def save(self) -> None:
        self.state.save()

    @rule()
    def restart(self) -> None:
        """Compare what exists, and what every operation reads, before and after it is loaded."""
        with time_machine.travel(datetime.now(timezone.utc), tick=False):
            # Reading may finish a merge, which takes the time and makes identifiers.
            document = dump(connectcases_backends)
            seed = json.loads(json.dumps(document, allow_nan=False))
            self.save()
            randomness = mock_random.getstate()
            before = read_everything()
            for load in (self.load_state_file, Seed(seed).load):
                mock_random.setstate(randomness)
                connectcases_backends.discard()

                load(connectcases_backends)

                assert dump(connectcases_backends) == document
                assert mock_random.getstate() == randomness
                assert read_everything() == before

    def load_state_file(self, backends: ConnectCasesBackends) -> None:
        self.state.close()
        self.state = StateFile(self.path, backends)
        self.state.open()


TestHistory = History.TestCase
TestHistory.settings = settings(
    max_examples=examples(6),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
