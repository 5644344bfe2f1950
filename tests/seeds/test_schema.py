"""The schema that the package ships is that of the form and the model, and takes what we take."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mock_connectcases import MockConnectCases
from mock_connectcases.seeds import form, schema
from mock_connectcases.seeds.yaml_text import parse_yaml
from tests.seeds.conftest import EXAMPLE
from tests.seeds.test_refusals import DESK
from tests.state.conftest import EVERYTHING

SHIPPED: dict[str, Any] = json.loads(form.SCHEMA.read_text(encoding="utf-8"))


@pytest.mark.newest_model
def test_shipped_schema_is_current() -> None:
    hint = "python -m mock_connectcases.seeds.schema > mock_connectcases/seeds/seed.schema.json"

    assert form.SCHEMA.read_text(encoding="utf-8") == schema.text(), hint


def test_schema_is_one() -> None:
    Draft202012Validator.check_schema(SHIPPED)


def test_schema_takes_the_example() -> None:
    given = parse_yaml(EXAMPLE.read_text(encoding="utf-8"))

    assert list(Draft202012Validator(SHIPPED).iter_errors(given)) == []


@pytest.mark.newest_model
def test_schema_takes_what_is_dumped(mock: MockConnectCases) -> None:
    mock.load(EVERYTHING)

    assert list(Draft202012Validator(SHIPPED).iter_errors(mock.dump())) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("cases:", "casse:"),
        ("Score: Number", "Score: Numbr"),
        ("[low, high]", "[low, yes]"),
        ("template: Complaint", "template: 1"),
        ("domains:", "version: 2\ndomains:"),
        ("domains:", "account: '12'\ndomains:"),
    ],
)
def test_schema_refuses_what_we_refuse(old: str, new: str) -> None:
    given = parse_yaml(DESK.replace(old, new, 1))

    assert not Draft202012Validator(SHIPPED).is_valid(given)
