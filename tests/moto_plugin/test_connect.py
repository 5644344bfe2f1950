"""Integration associations of Amazon Connect: how an instance is given its Cases domain."""

from __future__ import annotations

import importlib.util
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from mock_connectcases.compat import moto_modules
from mock_connectcases.moto_plugin import connect
from tests.interpreters import output_of

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("moto.connect") is None,
    reason="moto has Amazon Connect from 5.1.21 on",
)

TOPIC = "arn:aws:app-integrations:us-east-1:123456789012:event-integration/orders"


class Instance:
    """An instance of Amazon Connect, and short ways to its associations."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.instance_id: str = client.create_instance(
            IdentityManagementType="CONNECT_MANAGED",
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )["Id"]

    def associate(self, arn: str, type_: str = "CASES_DOMAIN", **members: Any) -> str:
        return str(
            self.client.create_integration_association(
                InstanceId=self.instance_id, IntegrationType=type_, IntegrationArn=arn, **members
            )["IntegrationAssociationId"]
        )

    def associations(self, **members: Any) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self.client.list_integration_associations(
            InstanceId=self.instance_id, **members
        )["IntegrationAssociationSummaryList"]
        return listed

    def disassociate(self, association_id: str) -> None:
        self.client.delete_integration_association(
            InstanceId=self.instance_id, IntegrationAssociationId=association_id
        )


@pytest.fixture
def instance(aws: Callable[..., Any]) -> Instance:
    return Instance(aws("connect"))


@pytest.fixture
def domain_arn(cases: Any) -> str:
    return str(cases.create_domain(name="support")["domainArn"])


def code_of(refused: pytest.ExceptionInfo[ClientError]) -> str:
    response = refused.value.response
    return f"{response['Error']['Code']} {response['ResponseMetadata']['HTTPStatusCode']}"


def test_domain_of_an_instance_is_found_by_its_association(
    instance: Instance, domain_arn: str, cases: Any
) -> None:
    instance.associate(domain_arn)

    (found,) = instance.associations(IntegrationType="CASES_DOMAIN")

    domain_id = found["IntegrationArn"].rpartition("/")[2]
    assert cases.get_domain(domainId=domain_id)["name"] == "support"


def test_association_has_an_arn_within_the_instance(instance: Instance, domain_arn: str) -> None:
    association_id = instance.associate(domain_arn)

    (found,) = instance.associations()

    assert found == {
        "IntegrationAssociationId": association_id,
        "IntegrationAssociationArn": (
            f"arn:aws:connect:us-east-1:123456789012:instance/{instance.instance_id}"
            f"/integration-association/{association_id}"
        ),
        "InstanceId": instance.instance_id,
        "IntegrationType": "CASES_DOMAIN",
        "IntegrationArn": domain_arn,
    }


def test_unknown_domain_is_refused(instance: Instance, domain_arn: str) -> None:
    with pytest.raises(ClientError) as refused:
        instance.associate(f"{domain_arn}-other")

    assert code_of(refused) == "ResourceNotFoundException 404"
    assert instance.associations() == []


def test_second_domain_of_an_instance_is_refused(
    instance: Instance, domain_arn: str, cases: Any
) -> None:
    instance.associate(domain_arn)
    other = cases.create_domain(name="returns")["domainArn"]

    with pytest.raises(ClientError) as refused:
        instance.associate(other)

    assert code_of(refused) == "DuplicateResourceException 409"


def test_deleted_domain_holds_its_place_until_it_is_disassociated(
    instance: Instance, domain_arn: str, cases: Any
) -> None:
    association_id = instance.associate(domain_arn)
    cases.delete_domain(domainId=domain_arn.rpartition("/")[2])
    other = cases.create_domain(name="returns")["domainArn"]
    with pytest.raises(ClientError) as refused:
        instance.associate(other)
    assert code_of(refused) == "DuplicateResourceException 409"

    instance.disassociate(association_id)
    instance.associate(other)

    assert [each["IntegrationArn"] for each in instance.associations()] == [other]


def test_domain_can_serve_two_instances(
    instance: Instance, domain_arn: str, aws: Callable[..., Any]
) -> None:
    other = Instance(aws("connect"))
    instance.associate(domain_arn)

    other.associate(domain_arn)

    assert len(other.associations()) == 1


def test_other_types_are_stored_as_given(instance: Instance) -> None:
    instance.associate(TOPIC, "EVENT", SourceApplicationName="shop", SourceType="ZENDESK")

    (found,) = instance.associations(IntegrationType="EVENT")

    assert found["IntegrationArn"] == TOPIC
    assert (found["SourceApplicationName"], found["SourceType"]) == ("shop", "ZENDESK")


def test_same_association_twice_is_refused(instance: Instance) -> None:
    instance.associate(TOPIC, "EVENT")

    with pytest.raises(ClientError) as refused:
        instance.associate(TOPIC, "EVENT")

    assert code_of(refused) == "DuplicateResourceException 409"


def test_list_is_filtered_by_type_and_arn(instance: Instance, domain_arn: str) -> None:
    instance.associate(domain_arn)
    instance.associate(TOPIC, "EVENT")

    by_type = instance.associations(IntegrationType="CASES_DOMAIN")
    by_arn = instance.associations(IntegrationArn=TOPIC)

    assert [each["IntegrationArn"] for each in by_type] == [domain_arn]
    assert [each["IntegrationArn"] for each in by_arn] == [TOPIC]


def test_list_comes_in_pages(instance: Instance) -> None:
    arns = [f"{TOPIC}-{number}" for number in range(5)]
    for arn in arns:
        instance.associate(arn, "EVENT")
    pages = instance.client.get_paginator("list_integration_associations").paginate(
        InstanceId=instance.instance_id, PaginationConfig={"PageSize": 2}
    )

    listed = [page["IntegrationAssociationSummaryList"] for page in pages]

    assert [len(page) for page in listed] == [2, 2, 1]
    assert [each["IntegrationArn"] for page in listed for each in page] == arns


def test_token_that_no_page_gave_is_refused(instance: Instance) -> None:
    with pytest.raises(ClientError) as refused:
        instance.associations(NextToken="later")

    assert code_of(refused) == "InvalidRequestException 400"


def test_unknown_association_cannot_be_deleted(instance: Instance) -> None:
    with pytest.raises(ClientError) as refused:
        instance.disassociate("unknown")

    assert code_of(refused) == "ResourceNotFoundException 404"


@pytest.mark.parametrize("call", ["associate", "associations", "disassociate"])
def test_unknown_instance_is_refused(instance: Instance, call: str) -> None:
    arguments = [] if call == "associations" else [TOPIC]
    instance.instance_id = "unknown"

    with pytest.raises(ClientError) as refused:
        getattr(instance, call)(*arguments)

    assert code_of(refused) == "ResourceNotFoundException 404"


def test_empty_arn_is_refused(instance: Instance) -> None:
    with pytest.raises(ClientError) as refused:
        instance.associate("", "EVENT")

    assert code_of(refused) == "InvalidRequestException 400"


def test_type_that_connect_does_not_have_is_refused(instance: Instance) -> None:
    with pytest.raises(ClientError) as refused:
        instance.associate(TOPIC, "CASES")

    assert code_of(refused) == "InvalidRequestException 400"
    assert "CASES_DOMAIN" in refused.value.response["Error"]["Message"]
    assert instance.associations() == []


def test_tags_are_those_of_the_association(instance: Instance) -> None:
    instance.associate(TOPIC, "EVENT", Tags={"team": "returns"})
    (found,) = instance.associations()

    tags = instance.client.list_tags_for_resource(resourceArn=found["IntegrationAssociationArn"])

    assert tags["tags"] == {"team": "returns"}


def test_associations_end_with_their_instance(instance: Instance, domain_arn: str) -> None:
    instance.associate(domain_arn)
    instance.client.delete_instance(InstanceId=instance.instance_id)

    with pytest.raises(ClientError) as refused:
        instance.associations()

    assert code_of(refused) == "ResourceNotFoundException 404"


def test_operations_of_moto_s_own_are_left_alone() -> None:
    class Native:
        connect_backend = None
        create_integration_association = "moto's"

    urls = SimpleNamespace(ConnectResponse=Native, url_paths={})

    connect.complete(urls)

    assert Native.create_integration_association == "moto's"
    assert urls.url_paths == {}


def test_moto_that_has_moved_is_one_warning_that_names_what_is_gone() -> None:
    with pytest.warns(RuntimeWarning, match="no integration associations.*ConnectResponse") as all_:
        connect.complete(SimpleNamespace(url_paths={}))

    assert len(all_) == 1


def test_loaded_connect_is_completed_when_this_package_comes_later() -> None:
    program = """
import moto.connect.urls
import mock_connectcases
print(hasattr(moto.connect.urls.ConnectResponse, "create_integration_association"))
"""

    assert output_of(program) == "True"


def test_what_the_operations_lean_on_is_in_this_moto() -> None:
    import moto.connect.urls  # noqa: PLC0415 - not every supported moto has it

    assert moto_modules.check_connect(moto.connect.urls) == ""
