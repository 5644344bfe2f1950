"""CreateDomain, GetDomain, ListDomains, DeleteDomain, and looking up what does not exist."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore import xform_name
from botocore.exceptions import ClientError
from freezegun import freeze_time
from moto.moto_api import state_manager

from mock_connectcases.wire.model import Shape, service_model
from tests.operations.conftest import read
from tests.provenance import assumed, documented, documented_page, modeled, observed

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


def declared(operation: str) -> pytest.MarkDecorator:
    return modeled(operation, "The operation declares ResourceNotFoundException", at=operation)


def resource_member(operation: str) -> str | None:
    """Return the member of an operation's path that names a resource of a domain."""
    path = service_model().operation_model(operation).http["requestUri"]
    return next((each for each in re.findall(r"{(\w+)}", path) if each in RESOURCE_TYPES), None)


OPERATIONS_OF_A_DOMAIN = [
    pytest.param(name, marks=declared(name))
    for name in service_model().operation_names
    if "domainId" in service_model().operation_model(name).input_shape.members
]
OPERATIONS_OF_A_RESOURCE = [
    pytest.param(name, member, marks=declared(name))
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
    @pytest.mark.parametrize("operation", OPERATIONS_OF_A_DOMAIN)
    def test_unknown_domain_is_not_found(self, client: Any, operation: str) -> None:
        with pytest.raises(client.exceptions.ResourceNotFoundException) as caught:
            call(client, operation, domainId="nowhere")

        assert caught.value.response["resourceType"] == "Domain"
        assert caught.value.response["resourceId"] == "nowhere"

    @pytest.mark.parametrize(("operation", "member"), OPERATIONS_OF_A_RESOURCE)
    def test_unknown_resource_is_not_found(
        self, bench: Workbench, operation: str, member: str
    ) -> None:
        with pytest.raises(bench.client.exceptions.ResourceNotFoundException) as caught:
            call(bench.client, operation, domainId=bench.domain_id, **{member: "nothing"})

        assert caught.value.response["resourceType"] == RESOURCE_TYPES[member]
        assert caught.value.response["resourceId"] == "nothing"

    @pytest.mark.parametrize(
        ("operation", "member"),
        [
            pytest.param("DeleteField", "fieldId", marks=declared("DeleteField")),
            pytest.param("GetLayout", "layoutId", marks=declared("GetLayout")),
            pytest.param("GetTemplate", "templateId", marks=declared("GetTemplate")),
            pytest.param("DeleteCaseRule", "caseRuleId", marks=declared("DeleteCaseRule")),
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

    @pytest.mark.parametrize(
        ("operation", "member"),
        [
            pytest.param(operation, member, marks=modeled(operation, "max 500", at=shape))
            for operation, member, shape in (
                ("DeleteDomain", "domainId", "DomainId"),
                ("GetCaseEventConfiguration", "domainId", "DomainId"),
                ("GetDomain", "domainId", "DomainId"),
                ("GetLayout", "layoutId", "LayoutId"),
                ("GetTemplate", "templateId", "TemplateId"),
            )
        ],
    )
    def test_id_out_of_bounds_is_refused(
        self, bench: Workbench, operation: str, member: str
    ) -> None:
        """An id that is too long is a fault of the request, and nothing is looked up."""
        ids = {"domainId": bench.domain_id, member: "i" * 501}

        with bench.refuses("ValidationException", f"'{member}'", "500"):
            call(bench.client, operation, **ids)

    @documented("GetDomain", "Returns information about a specific domain if it exists.")
    def test_domain_is_unknown_in_another_region(self, bench: Workbench) -> None:
        elsewhere = boto3.client("connectcases", region_name="us-west-2")

        with bench.refuses("ResourceNotFoundException", bench.domain_id):
            elsewhere.get_domain(domainId=bench.domain_id)

    @documented("GetDomain", "Returns information about a specific domain if it exists.")
    def test_domain_is_unknown_in_another_account(
        self, bench: Workbench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MOTO_ACCOUNT_ID", "111122223333")

        with pytest.raises(ClientError, match="ResourceNotFoundException"):
            bench.client.get_domain(domainId=bench.domain_id)

    @assumed(
        "ListFields",
        "The answer to a wrong parameter comes before that to an unknown domain",
        why="AWS services check the shape of a request before they look anything up",
    )
    def test_parameters_are_checked_before_the_domain(self, client: Any) -> None:
        """A fault in the request itself is answered first."""
        with pytest.raises(ClientError, match="ValidationException"):
            client.list_fields(domainId="nowhere", maxResults=101)


class TestCreateDomain:
    @documented_page(
        "CreateDomain",
        "The sample answers domainStatus CreationInProgress",
        page="https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_CreateDomain.html",
    )
    def test_new_domain_is_in_progress(self, client: Any) -> None:
        created = client.create_domain(name="orders")

        assert created["domainStatus"] == "CreationInProgress"

    @documented_page(
        "CreateDomain",
        "arn:{partition}:cases:{region}:{account}:domain/{domainId}",
        page="Service Authorization Reference, list_connectcases",
    )
    @pytest.mark.parametrize("region", ["us-east-1", "eu-west-2"])
    def test_arn_names_region_account_and_id(self, client: Any, region: str) -> None:
        created = boto3.client("connectcases", region_name=region).create_domain(name="orders")

        domain_id = created["domainId"]
        assert created["domainArn"] == f"arn:aws:cases:{region}:123456789012:domain/{domain_id}"

    @observed(
        "CreateDomain",
        "Domain ids are lower-case UUIDs, such as 619daed1-2572-4c78-8ecb-bdf7f27aee94",
        seen_in="the amazon-connect-cases-workshop sample and the SkyConnect demo",
    )
    def test_id_is_a_uuid(self, bench: Workbench) -> None:
        assert re.fullmatch(UUID, bench.domain_id)

    @documented(
        "CreateDomain",
        "It must be unique for your Amazon Web Services account.",
        at="CreateDomainRequest.name",
    )
    def test_name_is_unique(self, bench: Workbench) -> None:
        with bench.refuses("ConflictException", "'workbench'"):
            bench.client.create_domain(name="workbench")

        assert names(bench.client) == ["workbench"]

    @assumed(
        "CreateDomain",
        "Names that differ in letter case are different names",
        why="the model says unique and nothing of case, and AWS names are case-sensitive",
    )
    def test_name_is_case_sensitive(self, bench: Workbench) -> None:
        bench.client.create_domain(name="WORKBENCH")

        assert names(bench.client) == ["workbench", "WORKBENCH"]

    @assumed(
        "CreateDomain",
        "A name is unique, and the quota counts, in each region for itself",
        why="domains are regional resources; the text only says account",
    )
    def test_name_is_free_in_another_region(self, bench: Workbench) -> None:
        elsewhere = boto3.client("connectcases", region_name="us-west-2")

        elsewhere.create_domain(name="workbench")

        assert names(elsewhere) == ["workbench"]

    @documented(
        "CreateDomain",
        "It must be unique for your Amazon Web Services account.",
        at="CreateDomainRequest.name",
    )
    def test_name_is_free_in_another_account(
        self, bench: Workbench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MOTO_ACCOUNT_ID", "111122223333")

        created = bench.client.create_domain(name="workbench")

        assert ":111122223333:" in created["domainArn"]

    @assumed(
        "CreateDomain",
        "A deleted domain gives its name back",
        why="nothing of it is left: domains are deleted for good",
    )
    def test_name_of_a_deleted_domain_is_free(self, bench: Workbench) -> None:
        bench.client.delete_domain(domainId=bench.domain_id)

        again = bench.client.create_domain(name="workbench")

        assert again["domainId"] != bench.domain_id

    @modeled("CreateDomain", "max 100, pattern .*[\\S]", at="DomainName")
    @pytest.mark.parametrize("name", ["x", "n" * 100, "Bestellungen für 東京 🛒", " 1/2 \\ \"'"])
    def test_name_comes_back_as_given(self, client: Any, name: str) -> None:
        """Any text without white space at its end is a name."""
        domain_id = client.create_domain(name=name)["domainId"]

        assert client.get_domain(domainId=domain_id)["name"] == name

    @modeled("CreateDomain", "max 100, pattern .*[\\S]", at="DomainName")
    @pytest.mark.parametrize("name", ["n" * 101, " "])
    def test_name_out_of_bounds_is_refused(self, bench: Workbench, name: str) -> None:
        with bench.refuses("ValidationException", "'name'"):
            bench.client.create_domain(name=name)

        assert names(bench.client) == ["workbench"]

    @documented_page(
        "CreateDomain",
        "Cases domains per account: 5",
        page="https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html",
    )
    def test_account_has_five_domains_at_most(self, bench: Workbench) -> None:
        for number in range(4):
            bench.client.create_domain(name=f"domain {number}")

        with bench.refuses("ServiceQuotaExceededException", "5"):
            bench.client.create_domain(name="one too many")

        assert len(names(bench.client)) == 5

    @assumed(
        "CreateDomain",
        "A deleted domain does not count towards the quota",
        why="nothing of it is left",
    )
    def test_deleted_domain_makes_room(self, bench: Workbench) -> None:
        for number in range(4):
            bench.client.create_domain(name=f"domain {number}")
        bench.client.delete_domain(domainId=bench.domain_id)

        bench.client.create_domain(name="the fifth again")

        assert len(names(bench.client)) == 5

    @assumed(
        "CreateDomain",
        "A conflict of names is answered before a full quota",
        why="AWS services look at the state of resources before they count",
    )
    def test_conflict_comes_before_the_quota(self, bench: Workbench) -> None:
        for number in range(4):
            bench.client.create_domain(name=f"domain {number}")

        with bench.refuses("ConflictException"):
            bench.client.create_domain(name="workbench")

    @assumed(
        "CreateDomain",
        "A new domain has no layouts, templates and case rules",
        why="none is documented, and programs make their own first (observed)",
    )
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
    @documented("GetDomain", "Returns information about a specific domain if it exists.")
    def test_domain_is_described(self, client: Any) -> None:
        with freeze_time("2026-03-04T05:06:07.891Z"):
            created = client.create_domain(name="orders")

        assert read(client.get_domain(domainId=created["domainId"])) == {
            "domainId": created["domainId"],
            "domainArn": created["domainArn"],
            "name": "orders",
            "createdTime": datetime(2026, 3, 4, 5, 6, 7, 891000, tzinfo=timezone.utc),
            "domainStatus": "Active",
            "tags": {},
        }

    @assumed(
        "GetDomain",
        "A domain is Active as soon as it is looked at",
        why="no duration is published; a public script uses a new domain at once (observed)",
    )
    def test_domain_is_active_at_once(self, client: Any) -> None:
        domain_id = client.create_domain(name="orders")["domainId"]

        assert client.get_domain(domainId=domain_id)["domainStatus"] == "Active"

    @assumed(
        "GetDomain",
        "With moto's manual transition a domain becomes Active after that many looks",
        why="moto's state-transition manager works this way for every resource",
    )
    def test_creation_can_be_slowed_down(self, client: Any, slow_creation: None) -> None:
        domain_id = client.create_domain(name="orders")["domainId"]

        looks = [client.get_domain(domainId=domain_id)["domainStatus"] for _ in range(3)]

        assert looks == ["CreationInProgress", "Active", "Active"]


@pytest.fixture
def slow_creation() -> Iterator[None]:
    """Let new domains become active only when GetDomain has looked twice."""
    state_manager.set_transition("cases::domain", {"progression": "manual", "times": 2})
    yield
    state_manager.unset_transition("cases::domain")


class TestListDomains:
    @documented("ListDomains", "Each list item is a condensed summary object of the domain.")
    def test_entry_is_a_summary(self, client: Any) -> None:
        """An entry has the id, the ARN and the name of a domain, and no status."""
        created = client.create_domain(name="orders")

        (entry,) = client.list_domains()["domains"]

        assert entry == {
            "domainId": created["domainId"],
            "domainArn": created["domainArn"],
            "name": "orders",
        }

    @documented("ListDomains", "Lists all cases domains in the Amazon Web Services account.")
    def test_empty_account_has_no_domains(self, client: Any) -> None:
        assert read(client.list_domains()) == {"domains": []}

    @assumed(
        "ListDomains",
        "Domains are listed in the order of their creation",
        why="no order is published; this one is stable while domains come and go",
    )
    def test_oldest_comes_first(self, client: Any) -> None:
        for name in ("b", "c", "a"):
            client.create_domain(name=name)

        assert names(client) == ["b", "c", "a"]

    @documented("ListDomains", "Lists all cases domains in the Amazon Web Services account.")
    def test_other_accounts_are_left_out(
        self, bench: Workbench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MOTO_ACCOUNT_ID", "111122223333")

        assert names(bench.client) == []

    @assumed(
        "ListDomains",
        "Only the domains of the client's region are listed",
        why="the endpoint is regional",
    )
    def test_other_regions_are_left_out(self, bench: Workbench) -> None:
        assert names(boto3.client("connectcases", region_name="us-west-2")) == []

    @observed(
        "ListDomains",
        "A new domain is listed at once",
        seen_in="a script that creates, checks and deletes a domain",
    )
    def test_domain_is_listed_while_in_progress(self, client: Any, slow_creation: None) -> None:
        client.create_domain(name="orders")

        assert names(client) == ["orders"]


class TestDeleteDomain:
    @observed(
        "DeleteDomain",
        "A deleted domain is gone from ListDomains",
        seen_in="a script that creates, checks and deletes a domain",
    )
    def test_deleted_domain_is_not_listed(self, bench: Workbench) -> None:
        answer = bench.client.delete_domain(domainId=bench.domain_id)

        assert read(answer) == {}
        assert names(bench.client) == []

    @assumed(
        "DeleteDomain",
        "A deleted domain is not found by any operation",
        why="there is no deleted or deleting status to show it with",
    )
    @pytest.mark.parametrize("operation", ["GetDomain", "DeleteDomain", "ListFields", "CreateCase"])
    def test_deleted_domain_is_not_found(self, bench: Workbench, operation: str) -> None:
        bench.client.delete_domain(domainId=bench.domain_id)

        with bench.refuses("ResourceNotFoundException", bench.domain_id):
            call(bench.client, operation, domainId=bench.domain_id)

    @observed(
        "DeleteDomain",
        "A domain need not be empty",
        seen_in="aws-nuke, which deletes domains directly",
    )
    def test_domain_with_cases_can_be_deleted(self, bench: Workbench) -> None:
        bench.layout(bench.field())
        bench.comment(bench.case())

        bench.client.delete_domain(domainId=bench.domain_id)

        assert names(bench.client) == []

    @assumed(
        "DeleteDomain",
        "A domain that is still being created cannot be deleted: ConflictException",
        why="the operation declares Conflict, and no other state could contradict it",
    )
    def test_domain_in_progress_cannot_be_deleted(self, client: Any, slow_creation: None) -> None:
        domain_id = client.create_domain(name="orders")["domainId"]

        with pytest.raises(client.exceptions.ConflictException, match="still being created"):
            client.delete_domain(domainId=domain_id)

        assert client.get_domain(domainId=domain_id)["domainStatus"] == "CreationInProgress"

    @assumed(
        "DeleteDomain",
        "Other domains of the account stay as they are",
        why="nothing is shared between domains",
    )
    def test_other_domains_stay(self, bench: Workbench) -> None:
        other = bench.client.create_domain(name="other")["domainId"]

        bench.client.delete_domain(domainId=other)

        assert names(bench.client) == ["workbench"]
