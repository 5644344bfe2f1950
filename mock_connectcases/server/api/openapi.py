"""Describes the routes of the API in the form of OpenAPI 3.1."""

from __future__ import annotations

from functools import cache
from typing import Any

from mock_connectcases import __version__
from mock_connectcases.server.accounts import ACCOUNT_HEADER
from mock_connectcases.server.api import schemas
from mock_connectcases.server.api.routes import JSON, ApiRoute, routes_by_path
from mock_connectcases.server.api.schemas import ref
from mock_connectcases.server.inspector.links import PREFIX

_MEANINGS = {
    400: "A value is wrong; nothing was changed",
    404: "There is none of this id",
    409: "What exists contradicts the seed of the server",
    405: "The address has another method",
    413: "The body is too large",
    415: "The content type is another",
}
_ABOUT_ONE_FAULT = ("fault", "remove_fault")


@cache
def description() -> dict[str, Any]:
    """Return the description of all routes."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "mock_connectcases",
            "version": __version__,
            "description": "The API of the mock itself, beside that of Amazon Connect Cases.",
        },
        "paths": {
            f"{PREFIX}{path}": {method.lower(): _operation(each) for method, each in of.items()}
            for path, of in routes_by_path().items()
        },
        "components": {"schemas": schemas.components()},
    }


def _operation(route: ApiRoute) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.summary,
        "parameters": _parameters(route),
        "responses": _responses(route),
    }
    if route.body is not None:
        content = {
            each: {"schema": route.body.schema, "example": route.body.example}
            for each in route.body.types
        }
        described["requestBody"] = {"content": content, "required": route.body.is_required}
    return described


def _parameters(route: ApiRoute) -> list[dict[str, Any]]:
    described: list[dict[str, Any]] = [
        {
            "name": each.name,
            "in": "query",
            "description": each.meaning,
            "schema": schemas.TEXT,
            "example": each.example,
        }
        for each in route.query
    ]
    if "{id}" in route.path:
        described.append(
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
        )
    if route.is_by_account:
        described.append(
            {
                "name": ACCOUNT_HEADER,
                "in": "header",
                "description": "The account to which the request is limited",
                "schema": schemas.ACCOUNT,
            }
        )
    return described


def _responses(route: ApiRoute) -> dict[str, Any]:
    own = set() if route.refusal is None else {route.refusal}
    statuses = own | {400, 405} | ({413, 415} if route.body else set())
    refusal = ref("SeedRefusal" if route.body is not None and route.body.is_seed else "Refusal")
    answers = {
        str(each): {"description": _MEANINGS[each], "content": {JSON: {"schema": refusal}}}
        for each in sorted(statuses)
    }
    done: dict[str, Any] = {"description": "Done", "content": {JSON: {"schema": route.answer}}}
    if route.name == "add_fault":
        to_id = {"parameters": {"id": "$response.body#/id"}}
        done["links"] = {each: {"operationId": each, **to_id} for each in _ABOUT_ONE_FAULT}
    return {str(route.status): done, **answers}
