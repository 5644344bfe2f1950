"""openapi.json describes every route: each is exercised from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from mock_connectcases.server.api.openapi import description
from mock_connectcases.wire.model import service_model
from tests.desk import Desk
from tests.server.api.calling import call, read, send
from tests.server.raw import ask

if TYPE_CHECKING:
    from collections.abc import Iterator

DESCRIPTION = description()
PATHS = DESCRIPTION["paths"]
ROUTES = [(method, path) for path, methods in PATHS.items() for method in methods]


READABLE = sorted(path for path, of in PATHS.items() if "get" in of and "{" not in path)
DELAY = {"operation": "GetCase", "delay": 1}
FAULTS: list[dict[str, Any]] = [
    {"operation": "CreateCase", "error": "ThrottlingException", "when": {"templateId": "x"}},
    {"operation": ["Get*", "*Case"], "error": "ReadTimeoutError", "lostAnswer": True},
    {"operation": "*", "error": "InternalServerException", "retryAfterSeconds": 3, "times": None},
    {"operation": "GetCase", "error": "ResourceNotFoundException", "resourceId": "r"},
    {"operation": "Search*", "delay": 2.5, "after": 1, "probability": 0.5, "seed": 7},
]


def check(document: Any, schema: dict[str, Any], openapi: dict[str, Any]) -> None:
    """Check a document by a schema of the description."""
    jsonschema.Draft202012Validator({**schema, "components": openapi["components"]}).validate(
        document
    )


def closed(schema: Any) -> Any:
    """Return a schema by which objects have no members but those that it names."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: closed(each) for name, each in schema.items()}
    return {"additionalProperties": False, **inner} if "properties" in schema else inner


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every schema of an object within a description."""
    if isinstance(schema, dict) and "object" in schema.get("type", ()):
        yield schema
    for each in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(each, dict | list):
            yield from objects(each)


def check_as_generated(answer: Any, method: str, path: str) -> None:
    """Check an answer as a type that a generator makes has it: without further members."""
    response = PATHS[path][method]["responses"][str(answer.status)]
    schema = response["content"]["application/json"]["schema"]
    check(answer.document, *closed([schema, DESCRIPTION]))


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


@pytest.mark.parametrize("given", FAULTS, ids=lambda each: each.get("error", "delay"))
def test_answers_about_faults_have_no_member_but_those_described(
    url: str, given: dict[str, Any]
) -> None:
    check(given, DESCRIPTION["components"]["schemas"][kind_of(given)], DESCRIPTION)

    made = call(url, "POST", "faults", given)

    check_as_generated(made, "post", "/_mock/faults")
    one = f"faults/{made.document['id']}"
    check_as_generated(call(url, "GET", one), "get", "/_mock/faults/{id}")
    check_as_generated(call(url, "DELETE", one), "delete", "/_mock/faults/{id}")


def kind_of(given: dict[str, Any]) -> str:
    return "NewDelay" if "delay" in given else "NewFault"


@pytest.mark.parametrize("path", READABLE)
def test_answers_have_no_member_but_those_described(url: str, remote: Any, path: str) -> None:
    desk = Desk(remote)
    remote.put_case_event_configuration(domainId=desk.domain_id, eventBridge={"enabled": True})
    item = desk.comment(desk.case_id)
    desk.close(desk.case_id)
    remote.delete_related_item(domainId=desk.domain_id, caseId=desk.case_id, relatedItemId=item)
    remote.delete_case(domainId=desk.domain_id, caseId=desk.create_case())
    remote.create_field(domainId=desk.domain_id, name="Refund", type="Number")
    ask(url, "GET", "/no/such/operation")
    ask(url, "POST", "/domains", b"{", content_type="application/json")
    for each in FAULTS:
        call(url, "POST", "faults", each)

    check_as_generated(call(url, "GET", path.removeprefix("/_mock/")), "get", path)


def test_refused_seed_has_no_member_but_those_described(url: str) -> None:
    answer = call(url, "POST", "seed", {"domains": {"a": {"templats": {}}}})

    check_as_generated(answer, "post", "/_mock/seed")
    assert answer.status == 400


@pytest.mark.parametrize(
    "given",
    [
        {**DELAY, "operation": "GetCas"},
        {**DELAY, "operation": "Mak*"},
        {**DELAY, "message": "x"},
        {"operation": "GetCase"},
        {"operation": "GetCase", "error": "ThrotlingException"},
        {"operation": "GetCase", "error": "ThrottlingException", "delay": 1},
    ],
    ids=str,
)
def test_schema_refuses_what_the_server_refuses(url: str, given: dict[str, Any]) -> None:
    body = PATHS["/_mock/faults"]["post"]["requestBody"]["content"]["application/json"]

    with pytest.raises(jsonschema.ValidationError):
        check(given, body["schema"], DESCRIPTION)
    assert call(url, "POST", "faults", given).status == 400


def test_names_are_those_of_the_installed_service_model(url: str) -> None:
    schemas = DESCRIPTION["components"]["schemas"]
    model = service_model()

    assert schemas["OperationName"]["enum"] == sorted(model.operation_names)
    assert {each.error_code for each in model.error_shapes} < set(schemas["ErrorName"]["enum"])
    given: list[dict[str, Any]] = [
        *({"operation": each, "delay": 0} for each in schemas["OperationName"]["enum"]),
        *({"operation": each, "delay": 0} for each in schemas["OperationPattern"]["enum"]),
        *({"operation": "*", "error": each} for each in schemas["ErrorName"]["enum"]),
    ]
    assert {call(url, "POST", "faults", each).status for each in given} == {201}


def test_every_object_says_which_members_it_has() -> None:
    """A generator makes a type without members of one that does not."""
    silent = [
        each
        for each in objects(DESCRIPTION)
        if not each.get("properties") and "additionalProperties" not in each
    ]

    assert silent == []
