"""The ledger in the package: which claims stand behind a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from mock_connectcases import mock_connectcases
from mock_connectcases.inspector import ledger
from mock_connectcases.inspector.refusals import reason
from mock_connectcases.inspector.snapshot import take_snapshot
from mock_connectcases.operations import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mock_connectcases.inspector.ledger import Claim


@pytest.fixture
def client() -> Iterator[Any]:
    """Return a client whose refusals can be looked up."""
    with mock_connectcases():
        yield boto3.client("connectcases", region_name="us-east-1")


def claims_behind(call: Callable[[], object]) -> list[Claim]:
    """Make a call that is refused, and return the claims behind that."""
    with pytest.raises(ClientError) as refused:
        call()
    error = refused.value.response["Error"]
    return ledger.claims_behind(refused.value.operation_name, error["Code"], error["Message"])


def test_ledger_has_claims_of_every_operation() -> None:
    assert ledger.operations() == sorted(OPERATIONS)
    for operation in OPERATIONS:
        claims = ledger.claims_of(operation)
        assert claims
        assert len({each.anchor for each in claims}) == len(claims)


def test_every_claim_has_a_provenance_and_a_source() -> None:
    for operation in OPERATIONS:
        for claim in ledger.claims_of(operation):
            assert claim.provenance in {"documented", "observed", "assumed"}
            assert claim.source


def test_name_in_use_is_refused_by_the_claim_that_it_is_unique(client: Any) -> None:
    client.create_domain(name="desk")

    first, *_ = claims_behind(lambda: client.create_domain(name="desk"))

    assert first.operation == "CreateDomain"
    assert first.claim == "It must be unique for your Amazon Web Services account."
    assert (first.provenance, first.verbatim) == ("documented", True)
    assert first in ledger.claims_of("CreateDomain")


def test_assumption_is_told_as_one(client: Any) -> None:
    domain_id = client.create_domain(name="desk")["domainId"]
    field_id = client.create_field(domainId=domain_id, name="Note", type="Text")["fieldId"]
    option = {"name": "A", "value": "a", "active": True}

    (claim,) = claims_behind(
        lambda: client.batch_put_field_options(
            domainId=domain_id, fieldId=field_id, options=[option]
        )
    )

    assert claim.provenance == "assumed"
    assert claim.claim == "A field that is no single-select field: ValidationException"


def test_bound_of_the_service_model_is_documented_by_it(client: Any) -> None:
    (claim,) = claims_behind(lambda: client.create_domain(name="x" * 101))

    assert claim.provenance == "documented"
    assert claim.claim == "Member must have length less than or equal to 100"
    assert claim.source == "service model, CreateDomain: name"
    assert claim.anchor == ""


def test_several_bounds_are_told_each(client: Any) -> None:
    config = Config(parameter_validation=False)
    loose = boto3.client("connectcases", region_name="us-east-1", config=config)

    claims = claims_behind(lambda: loose.create_field(domainId="d" * 501, name="", type="Number"))

    assert {each.source.rpartition(": ")[2] for each in claims} == {"domainId", "name"}


def test_sentence_known_of_another_operation_is_told_by_its_claims() -> None:
    message = "Value 'soon' of field 'due' must be an ISO 8601 time such as '2026-01-02T03:04:05Z'."

    known = ledger.claims_behind("CreateCase", "ValidationException", message)
    found = ledger.claims_behind("BatchUpdateCase", "ValidationException", message)

    assert found == known
    assert [each.operation for each in found] == ["CreateCase"]


def test_values_of_a_message_do_not_matter() -> None:
    keys = {
        ledger.key_of("GetCase", "X", message)
        for message in (
            "Case 'a' has 3 of 'b' in [x, y].",
            "Case \"it's\" has 1,200 of 'it\\'s' in [].",
        )
    }

    assert len(keys) == 1


@pytest.mark.parametrize(
    "message", ["", "Something else.", "'" * 1000, "[" * 1000, "Field '" + "x" * 5000]
)
def test_sentence_of_no_rule_has_no_claims(message: str) -> None:
    assert ledger.claims_behind("GetCase", "ValidationException", message) == []


def test_fault_is_told_as_one(client: Any) -> None:
    with mock_connectcases() as mock:
        mock.fail("ListDomains", "AccessDeniedException")
        with pytest.raises(ClientError):
            client.list_domains()

        found = reason(take_snapshot(), mock.calls.last)

    assert found.is_by_fault
    assert found.claims == []


def test_ids_of_a_message_are_told_by_their_names(client: Any) -> None:
    domain_id = client.create_domain(name="desk")["domainId"]
    field_id = client.create_field(domainId=domain_id, name="Priority", type="Text")["fieldId"]
    template_id = client.create_template(
        domainId=domain_id, name="T", requiredFields=[{"fieldId": field_id}]
    )["templateId"]
    title = [{"id": "title", "value": {"stringValue": "x"}}]
    with pytest.raises(ClientError):
        client.create_case(domainId=domain_id, templateId=template_id, fields=title)

    found = reason(take_snapshot(), mock_connectcases().calls.last)

    assert found.names == [(field_id, "field “Priority”")]
