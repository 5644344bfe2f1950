"""Each kind of resource is known wherever kinds are listed; a failure names the place."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from mock_connectcases.connectcases import permissions
from mock_connectcases.inspector import data_model
from mock_connectcases.inspector.data_model import DataModel
from mock_connectcases.moto_plugin.cloudformation.resource_types import RESOURCE_TYPES
from mock_connectcases.operations.table import MAKERS, OPERATIONS, WRITERS
from mock_connectcases.resources import arn
from mock_connectcases.resources.case import Case
from mock_connectcases.resources.domain import Domain
from mock_connectcases.resources.kinds import (
    CASE,
    DEFINITIONS,
    DOMAIN,
    KINDS,
    RELATED_ITEM,
    Kind,
)
from mock_connectcases.seeds import parts
from mock_connectcases.seeds.definition_parts import DEFINITION
from mock_connectcases.store import Store
from mock_connectcases.wire.model import service_model

NAMES = [pytest.param(each, id=each.name) for each in KINDS]
DEFINED = [pytest.param(each, id=each.name) for each in DEFINITIONS]
PARTS = Path(data_model.__file__).parent / "templates" / "parts.html"
PARENTS: dict[Kind, Any] = {DOMAIN: Domain, CASE: Case}


@pytest.mark.parametrize("kind", NAMES)
def test_members_of_the_service_model_follow_from_the_name(kind: Kind) -> None:
    name = f"Create{kind.type_name}"
    if name not in service_model().operation_names:
        pytest.skip(f"this botocore has no {name}")
    output = service_model().operation_model(name).output_shape.members

    assert {kind.id_member, kind.arn_member} <= output.keys(), "see resources/kinds.py"


@pytest.mark.parametrize("kind", NAMES)
def test_kind_can_be_created_and_deleted(kind: Kind) -> None:
    for verb in ("Create", "Delete"):
        assert f"{verb}{kind.type_name}" in OPERATIONS, "see operations/table.py"


@pytest.mark.parametrize("kind", [each for each in KINDS if each.parent is not None])
def test_parent_holds_resources_of_the_kind(kind: Kind) -> None:
    assert kind.parent is not None
    parent = PARENTS[kind.parent]

    assert kind.collection in {each.name for each in fields(parent)}, f"see {parent.__name__}"


@pytest.mark.parametrize("kind", DEFINED)
def test_definition_can_be_made_from_its_members(kind: Kind) -> None:
    assert kind in MAKERS, "see MAKERS in operations/table.py"


@pytest.mark.parametrize("kind", DEFINED)
def test_members_of_a_definition_can_be_written(kind: Kind) -> None:
    assert kind in WRITERS, "see WRITERS in operations/table.py"


@pytest.mark.parametrize("kind", DEFINED)
def test_seed_describes_definitions_of_the_kind(kind: Kind) -> None:
    assert kind in DEFINITION, "see DEFINITION in seeds/definition_parts.py"


@pytest.mark.parametrize("kind", NAMES)
def test_seed_has_a_part_for_the_kind(kind: Kind) -> None:
    assert kind.name in {each.name for each in parts.PARTS}, "see seeds/parts.py"


@pytest.mark.parametrize("kind", [each for each in KINDS if each.parent is DOMAIN])
def test_seed_lists_the_kind_in_its_domain(kind: Kind) -> None:
    assert kind.member in parts.DOMAIN_PART.members, "see DOMAIN_PART in seeds/parts.py"


@pytest.mark.parametrize("kind", NAMES)
def test_arn_names_the_kind(kind: Kind) -> None:
    domain_arn = "arn:aws:cases:us-east-1:123456789012:domain/d"
    text = domain_arn
    if kind is RELATED_ITEM:
        text = RELATED_ITEM.arn(CASE.arn(domain_arn, "c"), "i")
    elif kind is not DOMAIN:
        text = kind.arn(domain_arn, "r")

    assert arn.type_name(text) == kind.type_name, "see resources/arn.py"


@pytest.mark.parametrize("kind", NAMES)
def test_permission_is_needed_on_the_resource_that_a_request_names(kind: Kind) -> None:
    store = Store(account_id="123456789012", region="us-east-1", partition="aws")

    needed = permissions.needed(f"Delete{kind.type_name}", {"domainId": "d"}, store)

    assert any(arn.type_name(each.resource) == kind.type_name for each in needed), (
        "see connectcases/permissions.py"
    )


@pytest.mark.parametrize("kind", NAMES)
def test_cloudformation_has_a_type_for_the_kind(kind: Kind) -> None:
    names = [each.name for each in RESOURCE_TYPES]

    assert kind.type_name in names, "see moto_plugin/cloudformation/resource_types.py"


@pytest.mark.parametrize("kind", DEFINED)
def test_inspector_shows_definitions_of_the_kind(kind: Kind) -> None:
    assert kind.collection in DataModel._fields, "see inspector/data_model.py"
    assert f"in model.{kind.collection}" in PARTS.read_text(), "see inspector/templates/parts.html"
