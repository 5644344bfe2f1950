"""The pages of AWS that state rules."""

from __future__ import annotations

import pytest

from mock_connectcases.inspector.source_links import source_url
from mock_connectcases.rules.catalogue import RULES
from mock_connectcases.rules.rule import DOCUMENTED, reference
from mock_connectcases.wire.model import service_model


@pytest.mark.newest_model
@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("DeleteField", "DeleteField"),
        ("CreateCaseRequest", "CreateCase"),
        ("GetCaseResponse.tags", "GetCase"),
        ("GetFieldResponse.lastModifiedTime", "GetFieldResponse"),
        ("TextAttributes.isMultiline", "TextAttributes"),
        ("FieldValueUnion", "FieldValueUnion"),
        ("FieldName", "UpdateCase"),
        ("RequiredFieldList", "UpdateCase"),
        ("ResourceNotFoundException", "UpdateCase"),
    ],
    ids=[
        "operation",
        "input",
        "member of an output",
        "structure with the name of an output",
        "member of a structure",
        "union",
        "text",
        "list",
        "error",
    ],
)
def test_place_in_the_service_model_has_the_page_of(source: str, page: str) -> None:
    assert source_url(source, "UpdateCase") == (
        f"https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_{page}.html"
    )


def test_page_is_its_own() -> None:
    page = "https://docs.aws.amazon.com/connect/latest/adminguide/case-fields.html"

    assert source_url(page, "CreateField") == page


@pytest.mark.parametrize("source", ["changes of botocore 1.39.2", "the value matches", ""])
def test_other_source_has_none(source: str) -> None:
    assert source_url(source, "CreateField") == ""


@pytest.mark.newest_model
def test_every_place_of_the_catalogue_is_found() -> None:
    places = {
        (rule.source_for(operation), operation)
        for rule in RULES
        if rule.provenance == DOCUMENTED
        for operation in rule.operations
    }
    without = {source for source, operation in places if not source_url(source, operation)}

    assert all(" " in each for each in without)


def test_only_a_structure_or_an_operation_has_a_page_of_its_own() -> None:
    model = service_model()
    named = {
        name for name in model.shape_names if source_url(name, "CreateCase") == reference(name)
    }

    assert {model.shape_for(each).type_name for each in named} == {"structure"}
