"""Parameters to begin a call with."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.validate import ParamValidator

from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.inspector.skeleton import KnownValues, known_values, members_of, skeleton
from mock_connectcases.wire.model import service_model


@pytest.mark.parametrize("operation", service_model().operation_names)
def test_parameters_have_every_required_member_of_its_type(operation: str) -> None:
    shape = service_model().operation_model(operation).input_shape
    assert shape is not None

    report = ParamValidator().validate(skeleton(operation, KnownValues()), shape).generate_report()

    wrong = [each for each in report.splitlines() if "valid min length" not in each]
    assert wrong == []


@pytest.mark.parametrize("operation", service_model().operation_names)
def test_every_parameter_is_among_the_members(operation: str) -> None:
    shape = service_model().operation_model(operation).input_shape
    assert shape is not None

    listed = {each.path.split(".")[0].rstrip("[]") for each in members_of(operation)}

    assert listed == set(shape.members)


def test_members_have_the_bounds_and_values_of_the_model() -> None:
    members = {each.path: each for each in members_of("CreateField")}

    assert members["name"].is_required
    assert members["name"].bounds == "1 to 100"
    assert "SingleSelect" in members["type"].values


def test_choice_is_taken_of_an_enum_and_of_a_union() -> None:
    params = skeleton("CreateRelatedItem", KnownValues(choice="Comment"))

    assert params["type"] == "Comment"
    assert list(params["content"]) == ["comment"]


def test_domain_and_case_fill_in_their_ids_and_values() -> None:
    with mock_connectcases():
        client: Any = boto3.client("connectcases", region_name="us-east-1")
        domain_id = client.create_domain(name="desk")["domainId"]
        template_id = client.create_template(
            domainId=domain_id, name="Any", requiredFields=[{"fieldId": "summary"}]
        )["templateId"]
        store = connectcases_backends.store_of("123456789012", "us-east-1")
        domain = store.domains[domain_id]
        new = skeleton("CreateCase", known_values(domain, None, ""))
        new["fields"][0]["value"] = {"stringValue": "Lamp"}
        case_id = client.create_case(**new)["caseId"]
        case = domain.cases[case_id]
        closing = skeleton("UpdateCase", known_values(domain, case, "closed"))
        tagging = skeleton("TagResource", known_values(domain, case, ""))

    assert new["templateId"] == template_id
    assert [each["id"] for each in new["fields"]] == ["title", "summary"]
    assert closing == {
        "domainId": domain_id,
        "caseId": case_id,
        "fields": [{"id": "status", "value": {"stringValue": "closed"}}],
    }
    assert tagging == {"arn": case.arn, "tags": {}}
