"""What behaviour tests share: a domain to work in, and a check of what a refusal leaves.

Rule of this file: everything is made and read through the API; what a refusal leaves is read
without botocore, since every refusal reads it twice.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from botocore.exceptions import ClientError

from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from tests.direct_client import DirectClient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from time_machine import Traveller

    FindReader = Callable[[str], DirectClient | None]
    SetQuota = Callable[[str, int], object]

STATUS_OF_CODE = {
    "AccessDeniedException": 403,
    "ConflictException": 409,
    "ResourceNotFoundException": 404,
    "SerializationException": 400,
    "ServiceQuotaExceededException": 402,
    "UnknownOperationException": 404,
    "ValidationException": 400,
}


def read(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer without the metadata that differs from call to call."""
    return {key: value for key, value in answer.items() if key != "ResponseMetadata"}


def pairs(values: dict[str, Any]) -> list[dict[str, Any]]:
    """Return field values as the API takes them: each value by the union arm of its Python type."""
    return [{"id": field_id, "value": union(value)} for field_id, value in values.items()]


def union(value: Any) -> dict[str, Any]:
    """Return a value as a union: a dictionary is taken as it is, ``None`` is empty."""
    match value:
        case dict():
            return value
        case None:
            return {"emptyValue": {}}
        case bool():
            return {"booleanValue": value}
        case str():
            return {"stringValue": value}
        case _:
            return {"doubleValue": value}


def entries(client: Any, operation: str, member: str, **members: Any) -> list[dict[str, Any]]:
    """Return the entries of all pages of an operation."""
    call: Callable[..., dict[str, Any]] = getattr(client, operation)
    found: list[dict[str, Any]] = []
    token: dict[str, str] = {}
    while True:
        page = call(**members, **token)
        found += page[member]
        if not page.get("nextToken"):
            return found
        token = {"nextToken": page["nextToken"]}


class Workbench:
    """A domain, and short ways to create resources in it and to read them.

    ``find_reader`` finds the fastest client for a domain; the real service has none.
    """

    def __init__(self, client: Any, find_reader: FindReader | None = None) -> None:
        self.client = client
        self._find_reader = find_reader
        self.domain_id: str = client.create_domain(name="workbench")["domainId"]
        self._made = 0
        self._template_id: str | None = None

    def _name(self, kind: str) -> str:
        self._made += 1
        return f"{kind} {self._made}"

    @property
    def domain_arn(self) -> str:
        """Return the ARN of the domain."""
        return str(self.client.get_domain(domainId=self.domain_id)["domainArn"])

    @property
    def template_id(self) -> str:
        """Return a template that requires nothing, made on first use."""
        if self._template_id is None:
            self._template_id = self.template()
        return self._template_id

    def field(self, type_: str = "Text", **members: Any) -> str:
        """Create a field and return its id."""
        given = {"name": self._name("Field"), "type": type_, **members}
        return str(self.client.create_field(domainId=self.domain_id, **given)["fieldId"])

    def select(self, *values: str) -> str:
        """Create a single-select field with active options and return its id."""
        field_id = self.field("SingleSelect")
        self.options(field_id, *values)
        return field_id

    def options(self, field_id: str, *values: str, active: bool = True) -> None:
        """Put options on a field."""
        self.client.batch_put_field_options(
            domainId=self.domain_id,
            fieldId=field_id,
            options=[{"name": each, "value": each, "active": active} for each in values],
        )

    def layout(self, *field_ids: str, **members: Any) -> str:
        """Create a layout with fields in its top panel and return its id."""
        fields = [{"id": each} for each in field_ids]
        content = {"basic": {"topPanel": {"sections": [{"fieldGroup": {"fields": fields}}]}}}
        given = {"name": self._name("Layout"), "content": content, **members}
        return str(self.client.create_layout(domainId=self.domain_id, **given)["layoutId"])

    def template(self, *required: str, **members: Any) -> str:
        """Create a template that requires fields and return its id."""
        given = {
            "name": self._name("Template"),
            "requiredFields": [{"fieldId": each} for each in required],
            **members,
        }
        return str(self.client.create_template(domainId=self.domain_id, **given)["templateId"])

    def rule(self, rule: dict[str, Any], **members: Any) -> str:
        """Create a case rule and return its id."""
        given = {"name": self._name("Rule"), "rule": rule, **members}
        return str(self.client.create_case_rule(domainId=self.domain_id, **given)["caseRuleId"])

    def case(
        self,
        values: dict[str, Any] | None = None,
        *,
        template_id: str | None = None,
        **members: Any,
    ) -> str:
        """Create a case with a title and these values and return its id."""
        answer = self.client.create_case(
            domainId=self.domain_id,
            templateId=template_id or self.template_id,
            fields=pairs({"title": "A case", **(values or {})}),
            **members,
        )
        return str(answer["caseId"])

    def update(self, case_id: str, values: dict[str, Any], **members: Any) -> None:
        """Update fields of a case."""
        self.client.update_case(
            domainId=self.domain_id, caseId=case_id, fields=pairs(values), **members
        )

    def values(self, case_id: str, *field_ids: str) -> dict[str, Any]:
        """Return the values a case has for these fields, by field id, unions opened."""
        answer = self.client.get_case(
            domainId=self.domain_id, caseId=case_id, fields=[{"id": each} for each in field_ids]
        )
        return {each["id"]: next(iter(each["value"].values())) for each in answer["fields"]}

    def comment(self, case_id: str, body: str = "A comment", **members: Any) -> str:
        """Add a comment to a case and return the id of the related item."""
        content = {"comment": {"body": body, "contentType": "Text/Plain"}}
        return self.item(case_id, "Comment", content, **members)

    def item(self, case_id: str, type_: str, content: dict[str, Any], **members: Any) -> str:
        """Add a related item to a case and return its id."""
        answer = self.client.create_related_item(
            domainId=self.domain_id, caseId=case_id, type=type_, content=content, **members
        )
        return str(answer["relatedItemId"])

    def items(self, case_id: str, **members: Any) -> list[dict[str, Any]]:
        """Return all related items of a case, the newest first."""
        pages = self.client.get_paginator("search_related_items").paginate(
            domainId=self.domain_id, caseId=case_id, **members
        )
        return [item for page in pages for item in page["relatedItems"]]

    def audit(self, case_id: str) -> list[dict[str, Any]]:
        """Return the whole audit history of a case, the latest event first."""
        return self.listed("get_case_audit_events", "auditEvents", caseId=case_id)

    def search(self, **members: Any) -> list[str]:
        """Return the ids of all cases that SearchCases finds, in order."""
        pages = self.client.get_paginator("search_cases").paginate(
            domainId=self.domain_id, **members
        )
        return [case["caseId"] for page in pages for case in page["cases"]]

    def listed(self, operation: str, member: str, **members: Any) -> list[dict[str, Any]]:
        """Return all pages of a list operation, such as ``list_fields``, in one list."""
        return entries(self.client, operation, member, domainId=self.domain_id, **members)

    def snapshot(self) -> dict[str, Any]:
        """Return everything that the API can read of the domain."""
        reader, domain = self._reader(), {"domainId": self.domain_id}
        if self.domain_id not in {each["domainId"] for each in reader.list_domains()["domains"]}:
            return {}

        def listed(operation: str, member: str, **members: Any) -> list[dict[str, Any]]:
            return entries(reader, operation, member, **domain, **members)

        fields = listed("list_fields", "fields")
        wanted = [{"id": each["fieldId"]} for each in fields[:220]]
        cases = {
            case_id: {
                "values": read(reader.get_case(**domain, caseId=case_id, fields=wanted)),
                "items": listed("search_related_items", "relatedItems", caseId=case_id),
                "audit": listed("get_case_audit_events", "auditEvents", caseId=case_id),
            }
            for case_id in (each["caseId"] for each in listed("search_cases", "cases"))
        }
        return {
            "domain": read(reader.get_domain(**domain)),
            "fields": fields,
            "options": [
                listed("list_field_options", "options", fieldId=each["fieldId"])
                for each in fields
                if each["type"] == "SingleSelect"
            ],
            "layouts": [
                read(reader.get_layout(**domain, layoutId=each["layoutId"]))
                for each in listed("list_layouts", "layouts")
            ],
            "templates": [
                read(reader.get_template(**domain, templateId=each["templateId"]))
                for each in listed("list_templates", "templates")
            ],
            "rules": listed("list_case_rules", "caseRules"),
            "events": read(reader.get_case_event_configuration(**domain)),
            "cases": cases,
        }

    def _reader(self) -> Any:
        return (self._find_reader and self._find_reader(self.domain_id)) or self.client

    @contextmanager
    def refuses(self, code: str, *naming: str) -> Iterator[None]:
        """Expect an error: its code and status, words that its message has, and nothing changed."""
        before = self.snapshot()
        with pytest.raises(ClientError) as caught:
            yield
        error = caught.value.response["Error"]
        assert error["Code"] == code, error
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == STATUS_OF_CODE[code]
        if self._find_reader:  # the real service has words of its own
            for word in naming:
                assert word in error["Message"], error["Message"]
        assert self.snapshot() == before


_CLIENTS = pytest.StashKey[dict[str, Any]]()


@pytest.fixture
def client(request: pytest.FixtureRequest, real_client: Any, transport: str) -> Iterator[Any]:
    """Return a client for which nothing exists yet, or that of the real service by an option.

    All behaviour tests share one for each transport: making one takes longer than a test.
    """
    if real_client is not None:
        yield real_client
        return
    make_client: Callable[..., Any] = request.getfixturevalue("make_client")
    clients = request.config.stash.setdefault(_CLIENTS, {})
    with mock_connectcases():
        if transport not in clients:
            clients[transport] = make_client("connectcases", region_name="us-east-1")
            request.session.addfinalizer(clients[transport].close)
        yield clients[transport]


@pytest.fixture
def direct_reader(real_client: Any) -> FindReader | None:
    """Return what finds the store of a domain, to read it without botocore."""
    if real_client is not None:
        return None

    def find(domain_id: str) -> DirectClient | None:
        stores = connectcases_backends.stores()
        return next((DirectClient(each) for each in stores if domain_id in each.domains), None)

    return find


@pytest.fixture
def bench(client: Any, direct_reader: FindReader | None) -> Workbench:
    """Return a workbench: a fresh domain with short ways to fill it."""
    return Workbench(client, direct_reader)


@pytest.fixture
def clock() -> Iterator[Traveller]:
    """Return a clock that stands at noon of 31 January 2026 until it is moved."""
    with time_machine.travel("2026-01-31T12:00:00Z", tick=False) as frozen:
        yield frozen


@pytest.fixture
def set_quota() -> Iterator[SetQuota]:
    """Return a function that sets a service quota for the test."""
    with ExitStack() as mocks:
        yield lambda name, number: mocks.enter_context(mock_connectcases(quotas={name: number}))
