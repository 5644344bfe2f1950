"""CreateDomain, GetDomain, ListDomains, DeleteDomain, and requests for what does not exist."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import boto3
import pytest
import time_machine
from botocore import xform_name
from botocore.exceptions import ClientError
from moto.moto_api import state_manager

from mock_connectcases.wire.model import Shape, service_model
from tests.operations.conftest import read
from tests.provenance import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.operations.conftest import Workbench

UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
RESOURCE_TYPES = {
    "caseId": "Case",
    "caseRuleId": "CaseRule",
    "fieldId": "Field",
    "layoutId": "Layout",
    "templateId": "Template",
}


def least(shape: Shape) -> Any:
    """Return the least that a shape allows: only required members, the shortest texts and lists."""
    metadata = shape.metadata
    if shape.type_name == "structure":
        names = list(shape.members)[:1] if metadata.get("union") else shape.required_members
        return {name: least(shape.members[name]) for name in names}
    if shape.type_name == "list":
        return [least(shape.member)] * metadata.get("min", 0)
    if shape.type_name == "string":
        return metadata["enum"][0] if "enum" in metadata else "a" * metadata.get("min", 0)
    return {"map": {}, "boolean": False}[shape.type_name]


def resource_member(operation: str) -> str | None:
    """Return the member of an operation's path that names a resource of a domain."""
    path = service_model().operation_model(operation).http["requestUri"]
    return next((each for each in re.findall(r"{(\w+)}", path) if each in RESOURCE_TYPES), None)


OPERATIONS_OF_A_DOMAIN = [
    (name)
    for name in service_model().operation_names
    if "domainId" in service_model().operation_model(name).input_shape.members
]
OPERATIONS_OF_A_RESOURCE = [
    (name, member)
    for name in service_model().operation_names
    if (member := resource_member(name)) is not None
]


def call(client: Any, operation: str, **members: str) -> Any:
    """Make a call with the least members that the operation takes, and these."""
    given = least(service_model().operation_model(operation).input_shape)
    return getattr(client, xform_name(operation))(**{**given, **members})


def names(client: Any) -> list[str]:
    return [each["name"] for each in client.list_domains()["domains"]]


class TestLookup:
    @rule("resource-exists")
    @pytest.mark.parametrize("operation", OPERATIONS_OF_A_DOMAIN)
    def test_unknown_domain_is_not_found(self, client: Any, operation: str) -> None:
        with pytest.raises(client.exceptions.ResourceNotFoundException) as caught:
            call(client, operation, domainId="nowhere")

        assert caught.value.response["resourceType"] == "Domain"
        assert caught.value.response["resourceId"] == "nowhere"

    @rule("resource-exists")
    @pytest.mark.parametrize(("operation", "member"), OPERATIONS_OF_A_RESOURCE)
    def test_unknown_resource_is_not_found(
        self, bench: Workbench, operation: str, member: str
    ) -> None:
        with pytest.raises(bench.client.exceptions.ResourceNotFoundException) as caught:
            call(bench.client, operation, domainId=bench.domain_id, **{member: "nothing"})

        assert caught.value.response["resourceType"] == RESOURCE_TYPES[member]
        assert caught.value.response["resourceId"] == "nothing"

    @rule("resource-exists")
    @pytest.mark.parametrize(
        ("operation", "member"),
        [
            ("DeleteField", "fieldId"),
            ("GetLayout", "layoutId"),
            ("GetTemplate", "templateId"),
            ("DeleteCaseRule", "caseRuleId"),
        ],
    )
    def test_resource_of_another_domain_is_not_found(
        self, bench: Workbench, operation: str, member: str
    ) -> None:
        field_id = bench.field()
        condition = {"required": {"defaultValue": True, "conditions": []}}
        made = {
            "fieldId": field_id,
            "layoutId": bench.layout(),
            "templateId": bench.template(),
            "caseRuleId": bench.rule(condition),
        }
        other = bench.client.create_domain(name="other")["domainId"]

        with bench.refuses("ResourceNotFoundException", made[member]):
            call(bench.client, operation, domainId=other, **{member: made[member]})

    @rule("ids-at-most-500-characters")
    @pytest.mark.parametrize(
        ("operation", "member"),
        [
            ("DeleteDomain", "domainId"),
            ("GetCaseEventConfiguration", "domainId"),
            ("GetDomain", "domainId"),
            ("GetLayout", "layoutId"),
            ("GetTemplate", "templateId"),
        ],
    )
    def test_id_out_of_bounds_is_refused(
        self, bench: Workbench, operation: str, member: str
    ) -> None:
        """An id that is too long is a fault of the request, and no domain is read."""
        ids = {"domainId": bench.domain_id, member: "i" * 501}

        with bench.refuses("ValidationException", f"'{member}'", "500"):
            call(bench.client, operation, **ids)

    @rule("domain-of-one-account-and-region")
    def test_domain_is_unknown_in_another_region(self, bench: Workbench) -> None:
        elsewhere = boto3.client("connectcases", region_name="us-west-2")

        with bench.refuses("ResourceNotFoundException", bench.domain_id):
            elsewhere.get_domain(domainId=bench.domain_id)

    @rule("domain-of-one-account-and-region")
    def test_domain_is_unknown_in_another_account(
        self, bench: Workbench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MOTO_ACCOUNT_ID", "111122223333")

        with pytest.raises(ClientError, match="ResourceNotFoundException"):
            bench.client.get_domain(domainId=bench.domain_id)

    @rule("parameters-checked-before-domain")
    def test_parameters_are_checked_before_the_domain(self, client: Any) -> None:
        """A fault in the request itself is answered first."""
        with pytest.raises(ClientError, match="ValidationException"):
            client.list_fields(domainId="nowhere", maxResults=101)


class TestCreateDomain:
    @rule("domain-creation-answers-in-progress")
    def test_new_domain_is_in_progress(self, client: Any) -> None:
        created = client.create_domain(name="orders")

        assert created["domainStatus"] == "CreationInProgress"

    @rule("arn-formats")
    @pytest.mark.parametrize("region", ["us-east-1", "eu-west-2"])
    def test_arn_names_region_account_and_id(self, client: Any, region: str) -> None:
        created = boto3.client("connectcases", region_name=region).create_domain(name="orders")

        domain_id = created["domainId"]
        assert created["domainArn"] == f"arn:aws:cases:{region}:123456789012:domain/{domain_id}"

    @rule("domain-id-is-uuid")
    def test_id_is_a_uuid(self, bench: Workbench) -> None:
        assert re.fullmatch(UUID, bench.domain_id)

    @rule("domain-name-unique")
    def test_name_is_unique(self, bench: Workbench) -> None:
        with bench.refuses("ConflictException", "'workbench'"):
            bench.client.create_domain(name="workbench")

        assert names(bench.client) == ["workbench"]

    @rule("domain-name-case-sensitive")
    def test_name_is_case_sensitive(self, bench: Workbench) -> None:
        bench.client.create_domain(name="WORKBENCH")

        assert names(bench.client) == ["workbench", "WORKBENCH"]

    @rule("domain-name-and-quota-per-region")
    def test_name_is_free_in_another_region(self, bench: Workbench) -> None:
        elsewhere = boto3.client("connectcases", region_name="us-west-2")

        elsewhere.create_domain(name="workbench")

        assert names(elsewhere) == ["workbench"]

    @rule("domain-name-unique")
    def test_name_is_free_in_another_account(
        self, bench: Workbench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MOTO_ACCOUNT_ID", "111122223333")

        created = bench.client.create_domain(name="workbench")

        assert ":111122223333:" in created["domainArn"]

    @rule("name-free-after-deletion")
    def test_name_of_a_deleted_domain_is_free(self, bench: Workbench) -> None:
        bench.client.delete_domain(domainId=bench.domain_id)

        again = bench.client.create_domain(name="workbench")

        assert again["domainId"] != bench.domain_id

    @rule("domain-name-at-most-100-characters")
    @pytest.mark.parametrize("name", ["x", "n" * 100, "Bestellungen für 東京 🛒", " 1/2 \\ \"'"])
    def test_name_comes_back_as_given(self, client: Any, name: str) -> None:
        """Any text without white space at its end is a name."""
        domain_id = client.create_domain(name=name)["domainId"]

        assert client.get_domain(domainId=domain_id)["name"] == name

    @rule("domain-name-at-most-100-characters", "name-ends-without-white-space")
    @pytest.mark.parametrize("name", ["n" * 101, " ", "desk ", "desk\n"])
    def test_name_out_of_bounds_is_refused(self, bench: Workbench, name: str) -> None:
        with bench.refuses("ValidationException", "'name'"):
            bench.client.create_domain(name=name)

        assert names(bench.client) == ["workbench"]

    @rule("account-at-most-5-domains")
    def test_account_has_five_domains_at_most(self, bench: Workbench) -> None:
        for number in range(4):
            bench.client.create_domain(name=f"domain {number}")

        with bench.refuses("ServiceQuotaExceededException", "5"):
            bench.client.create_domain(name="one too many")

        assert len(names(bench.client)) == 5

    @rule("deleted-resources-free-quota")
    def test_deleted_domain_makes_room(self, bench: Workbench) -> None:
        for number in range(4):
            bench.client.create_domain(name=f"domain {number}")
        bench.client.delete_domain(domainId=bench.domain_id)

        bench.client.create_domain(name="the fifth again")

        assert len(names(bench.client)) == 5

    @rule("domain-name-conflict-before-quota")
    def test_conflict_comes_before_the_quota(self, bench: Workbench) -> None:
        for number in range(4):
            bench.client.create_domain(name=f"domain {number}")

        with bench.refuses("ConflictException"):
            bench.client.create_domain(name="workbench")

    @rule("new-domain-empty")
    @pytest.mark.parametrize(
        ("operation", "member"),
        [
            ("list_layouts", "layouts"),
            ("list_templates", "templates"),
            ("list_case_rules", "caseRules"),
        ],
    )
    def test_new_domain_is_empty(self, bench: Workbench, operation: str, member: str) -> None:
        """A new domain brings system fields and nothing else."""
        assert bench.listed(operation, member) == []


class TestGetDomain:
    @rule("domain-details-returned")
    def test_domain_is_described(self, client: Any) -> None:
        with time_machine.travel("2026-03-04T05:06:07.891Z", tick=False):
            created = client.create_domain(name="orders")

        assert read(client.get_domain(domainId=created["domainId"])) == {
            "domainId": created["domainId"],
            "domainArn": created["domainArn"],
            "name": "orders",
            "createdTime": datetime(2026, 3, 4, 5, 6, 7, 891000, tzinfo=timezone.utc),
            "domainStatus": "Active",
            "tags": {},
        }

    @rule("domain-active-at-once")
    def test_domain_is_active_at_once(self, client: Any) -> None:
        domain_id = client.create_domain(name="orders")["domainId"]

        assert client.get_domain(domainId=domain_id)["domainStatus"] == "Active"

    @rule("domain-creation-lasts-as-set")
    def test_creation_can_be_slowed_down(self, client: Any, slow_creation: None) -> None:
        domain_id = client.create_domain(name="orders")["domainId"]

        reads = [client.get_domain(domainId=domain_id)["domainStatus"] for _ in range(3)]

        assert reads == ["CreationInProgress", "Active", "Active"]


@pytest.fixture
def slow_creation() -> Iterator[None]:
    """Let new domains become active only after two calls of GetDomain."""
    state_manager.set_transition("cases::domain", {"progression": "manual", "times": 2})
    yield
    state_manager.unset_transition("cases::domain")


class TestListDomains:
    @rule("domain-list-entry-summary")
    def test_entry_is_a_summary(self, client: Any) -> None:
        """An entry has the id, the ARN and the name of a domain, and no status."""
        created = client.create_domain(name="orders")

        (entry,) = client.list_domains()["domains"]

        assert entry == {
            "domainId": created["domainId"],
            "domainArn": created["domainArn"],
            "name": "orders",
        }

    @rule("domain-list-whole-account")
    def test_empty_account_has_no_domains(self, client: Any) -> None:
        assert read(client.list_domains()) == {"domains": []}

    @rule("list-in-creation-order")
    def test_oldest_comes_first(self, client: Any) -> None:
        for name in ("b", "c", "a"):
            client.create_domain(name=name)

        assert names(client) == ["b", "c", "a"]

    @rule("domain-list-whole-account")
    def test_other_accounts_are_left_out(
        self, bench: Workbench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MOTO_ACCOUNT_ID", "111122223333")

        assert names(bench.client) == []

    @rule("domain-list-own-region-only")
    def test_other_regions_are_left_out(self, bench: Workbench) -> None:
        assert names(boto3.client("connectcases", region_name="us-west-2")) == []

    @rule("domain-listed-while-in-progress")
    def test_domain_is_listed_while_in_progress(self, client: Any, slow_creation: None) -> None:
        client.create_domain(name="orders")

        assert names(client) == ["orders"]


class TestDeleteDomain:
    @rule("deleted-domain-not-listed")
    def test_deleted_domain_is_not_listed(self, bench: Workbench) -> None:
        answer = bench.client.delete_domain(domainId=bench.domain_id)

        assert read(answer) == {}
        assert names(bench.client) == []

    @rule("deleted-domain-not-found")
    @pytest.mark.parametrize("operation", ["GetDomain", "DeleteDomain", "ListFields", "CreateCase"])
    def test_deleted_domain_is_not_found(self, bench: Workbench, operation: str) -> None:
        bench.client.delete_domain(domainId=bench.domain_id)

        with bench.refuses("ResourceNotFoundException", bench.domain_id):
            call(bench.client, operation, domainId=bench.domain_id)

    @rule("domain-with-cases-deletable")
    def test_domain_with_cases_can_be_deleted(self, bench: Workbench) -> None:
        bench.layout(bench.field())
        bench.comment(bench.case())

        bench.client.delete_domain(domainId=bench.domain_id)

        assert names(bench.client) == []

    @rule("domain-in-creation-not-deletable")
    def test_domain_in_progress_cannot_be_deleted(self, client: Any, slow_creation: None) -> None:
        domain_id = client.create_domain(name="orders")["domainId"]

        with pytest.raises(client.exceptions.ConflictException, match="still being created"):
            client.delete_domain(domainId=domain_id)

        assert client.get_domain(domainId=domain_id)["domainStatus"] == "CreationInProgress"

    @rule("domain-deletion-leaves-others")
    def test_other_domains_stay(self, bench: Workbench) -> None:
        other = bench.client.create_domain(name="other")["domainId"]

        bench.client.delete_domain(domainId=other)

        assert names(bench.client) == ["workbench"]
