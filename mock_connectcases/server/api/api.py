"""Dispatches requests to the routes of the API, after the checks that follow from its table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from mock_connectcases.seeds.source import SeedText
from mock_connectcases.server.api.checking import read_body, read_query
from mock_connectcases.server.api.resources import ApiRequest
from mock_connectcases.server.api.routes import YAML, ApiRoute, routes_by_path
from mock_connectcases.server.inspector.links import PREFIX
from mock_connectcases.server.refusals import Refused, json_response
from mock_connectcases.wording import join_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mock_connectcases.server.accounts import Accounts
    from mock_connectcases.server.api.resources import Resources
    from mock_connectcases.wire.messages import Request, Response

_ID = "{id}"


class Address(NamedTuple):
    """An address: its routes by method, and the id in it."""

    routes: Mapping[str, ApiRoute]
    id: str


class Api:
    """The API of one server."""

    def __init__(self, resources: Resources, accounts: Accounts, region: str) -> None:
        self._resources = resources
        self._accounts = accounts
        self._region = region
        self._paths = routes_by_path()

    @property
    def addresses(self) -> list[str]:
        """All addresses."""
        return [f"{PREFIX}{path}" for path in self._paths]

    def match(self, request: Request) -> Address | None:
        """Return the routes of the address of a request; ``None`` if it has none here."""
        path = path_of(request).removeprefix(PREFIX)
        if path in self._paths and _ID not in path:
            return Address(self._paths[path], "")
        parent, _, last = path.rpartition("/")
        found = self._paths.get(f"{parent}/{_ID}")
        return None if found is None else Address(found, unquote(last, errors="replace"))

    def check(self, request: Request, match: Address) -> ApiRoute:
        """Check what can be checked before the body arrives; return the route.

        Raises:
            Refused: the method (405) or the content type (415) is another.
        """
        method = "GET" if request.method == "HEAD" else request.method
        route = match.routes.get(method)
        if route is None:
            allowed = list(match.routes)
            raise Refused(
                405,
                "MethodNotAllowedException",
                f"{path_of(request)} is for {join_words(allowed)}, not for {request.method:.100}.",
                Allow=", ".join(allowed),
            )
        if route.body is not None:
            written = content_type_of(request)
            types = (*route.body.types, *(() if route.body.is_required else ("",)))
            if written not in types:
                raise Refused(
                    415,
                    "UnsupportedMediaTypeException",
                    f"Send this with Content-Type: {join_words(route.body.types, last='or')}, not"
                    f" as {written or 'nothing'!r:.100}.",
                )
        return route

    def answer(self, request: Request, match: Address) -> Response:
        """Answer a request; raises Refused."""
        route = self.check(request, match)
        query = request.target.partition("?")[2]
        given = ApiRequest(
            self._accounts.named(request.headers, self._region),
            match.id,
            read_query(query, [each.name for each in route.query]),
        )
        if route.body is not None and route.body.is_seed:
            suffix = "yaml" if content_type_of(request) == YAML else "json"
            given = given._replace(seed=SeedText(f"seed.{suffix}", request.body))
        elif route.body is not None:
            document = read_body(request.body, route.body.schema, route.body.advice)
            given = given._replace(document=document)
        elif request.body:
            raise Refused(
                400, "ValidationException", f"{request.method} has no body here: leave it out."
            )
        return json_response(route.status, getattr(self._resources, route.name)(given))


def path_of(request: Request) -> str:
    """Return the path of a request without slashes at its end."""
    return request.target.partition("?")[0].rstrip("/")


def content_type_of(request: Request) -> str:
    """Return the content type of a request without its parameters."""
    return request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
