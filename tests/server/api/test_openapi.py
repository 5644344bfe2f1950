"""openapi.json describes every route: each is exercised from it."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from mock_connectcases import __version__
from mock_connectcases.server.api.openapi import description
from tests.server.api.calling import call, read, send

PATHS = description(__version__)["paths"]
ROUTES = [(method, path) for path, methods in PATHS.items() for method in methods]


def check(document: Any, schema: dict[str, Any], openapi: dict[str, Any]) -> None:
    """Check a document by a schema of the description."""
    jsonschema.Draft202012Validator({**schema, "components": openapi["components"]}).validate(
        document
    )


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_route_answers_its_example_as_described(
    url: str, remote: Any, method: str, path: str
) -> None:
    remote.create_domain(name="a")
    made = call(url, "POST", "faults", {"operation": "*", "delay": 1}).document
    openapi = read(url, "openapi.json")
    operation = openapi["paths"][path][method]
    address = path.removeprefix("/_mock/").replace("{id}", str(made["id"]))
    query = [each for each in operation["parameters"] if each["in"] == "query"]
    if query:
        address += "?" + "&".join(f"{each['name']}={each['example']}" for each in query)
    document = None
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is not None:
        document = content["example"]
        check(document, content["schema"], openapi)

    answer = call(url, method.upper(), address, document)

    assert answer.status in {200, 201}, answer.body
    described = operation["responses"][str(answer.status)]["content"]["application/json"]
    check(answer.document, described["schema"], openapi)


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_refusal_is_as_described(url: str, method: str, path: str) -> None:
    openapi = read(url, "openapi.json")
    address = path.removeprefix("/_mock/").replace("{id}", "0")

    answer = call(url, method.upper(), f"{address}?no=1", {"no": 1})

    described = openapi["paths"][path][method]["responses"][str(answer.status)]
    assert answer.status in {400, 404, 415}
    check(answer.document, described["content"]["application/json"]["schema"], openapi)


def test_routes_that_are_of_the_whole_server_have_no_account() -> None:
    alike = {
        path.rpartition("/")[2]
        for path, methods in PATHS.items()
        for operation in methods.values()
        if all(each["name"] != "x-moto-account-id" for each in operation["parameters"])
    }

    assert alike == {"health", "quotas", "assumptions", "openapi.json"}


def test_description_is_valid_openapi(url: str) -> None:
    validator = pytest.importorskip(
        "openapi_spec_validator", reason="needs openapi-spec-validator, see tox run -e api"
    )

    validator.validate(read(url, "openapi.json"))


def test_seed_of_yaml_is_described(url: str) -> None:
    operation = read(url, "openapi.json")["paths"]["/_mock/seed"]["post"]
    assert list(operation["requestBody"]["content"]) == ["application/json", "application/yaml"]

    answer = send(url, "POST", "seed", b"{}", content_type="application/yaml")

    assert answer.status == 201
