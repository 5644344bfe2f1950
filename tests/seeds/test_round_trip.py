"""A dump is a seed that is loaded as exactly that; tests/state/test_round_trip.py has histories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest

from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.seeds.seed import Seed
from mock_connectcases.seeds.writing import dump
from mock_connectcases.seeds.yaml_text import write_yaml
from mock_connectcases.wire.model import is_older_than_release
from tests.desk import Desk
from tests.state.conftest import EVERYTHING

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    is_older_than_release(), reason="an older botocore lacks operations that the history uses"
)


def test_one_of_everything_survives_a_file_of_yaml(tmp_path: Path) -> None:
    path = tmp_path / "seed.yaml"
    with mock_connectcases():
        Seed(EVERYTHING).load(connectcases_backends)
        before = dump(connectcases_backends)
        path.write_text(write_yaml(before), encoding="utf-8")
        connectcases_backends.discard()

        Seed(path).load(connectcases_backends)

        assert dump(connectcases_backends) == before


def test_field_that_a_case_was_created_with_as_empty_survives() -> None:
    """A merge clears the field of the primary case after loading as before."""
    values: tuple[dict[str, Any], ...] = ({"stringValue": "mine"}, {"emptyValue": {}})
    with mock_connectcases() as mock:
        client = boto3.client("connectcases", region_name="us-east-1")
        domain = {"domainId": client.create_domain(name="desk")["domainId"]}
        field_id = client.create_field(**domain, name="Note", type="Text")["fieldId"]
        template_id = client.create_template(**domain, name="Any")["templateId"]
        primary, secondary = (
            client.create_case(
                **domain,
                templateId=template_id,
                fields=[
                    {"id": "title", "value": {"stringValue": "A case"}},
                    {"id": field_id, "value": value},
                ],
            )["caseId"]
            for value in values
        )
        before = mock.dump()

        mock.reset()
        mock.load(before)

        assert mock.dump() == before
        selected = {"sourceCaseId": secondary, "fieldIds": [{"id": field_id}]}
        client.start_merge_cases(
            **domain,
            caseId=primary,
            secondaryCaseIds=[secondary],
            fieldsConfiguration=[selected],
        )
        read = client.get_case(**domain, caseId=primary, fields=[{"id": field_id}])
        assert read["fields"] == []


def test_custom_item_with_a_number_that_json_lacks_survives() -> None:
    seed = {
        "domains": {
            "desk": {
                "fields": {"Score": "Number"},
                "templates": {"T": None},
                "cases": [
                    {
                        "template": "T",
                        "fields": {"title": "A"},
                        "relatedItems": [{"custom": {"Score": {"doubleValue": "NaN"}}}],
                    }
                ],
            }
        }
    }
    with mock_connectcases() as mock:
        mock.load(seed)
        before = mock.dump()

        mock.reset()
        mock.load(before)

        assert mock.dump() == before
    (case,) = before["domains"]["desk"]["cases"]
    assert case["relatedItems"][0]["custom"] == {"Score": {"doubleValue": "NaN"}}


def test_lookups_and_orders_of_a_loaded_dump_are_those_of_the_changes() -> None:
    contact = "arn:aws:connect:us-east-1:123456789012:instance/i/contact/c"
    with mock_connectcases() as mock:
        client = boto3.client("connectcases", region_name="us-east-1")
        desk = Desk(client)
        first, second = desk.case_id, desk.create_case()
        for case_id in (second, first):
            client.create_related_item(
                domainId=desk.domain_id,
                caseId=case_id,
                type="Contact",
                content={"contact": {"contactArn": contact}},
            )
        title = {"id": "title", "value": {"stringValue": "Later"}}
        client.update_case(domainId=desk.domain_id, caseId=first, fields=[title])
        before, dumped = derived(desk.domain_id), mock.dump()

        mock.reset()
        mock.load(dumped)

        assert derived(desk.domain_id) == before


def derived(domain_id: str) -> tuple[Any, ...]:
    """Return what a domain derives from its changes."""
    domain = connectcases_backends.store_of("123456789012", "us-east-1").domains[domain_id]
    return (
        domain.cases_by_contact,
        domain.cases_by_reference,
        [case.case_id for case in domain.change_order.latest_first()],
        list(domain.cases),
        domain.last_number,
    )
