"""The routes of the API: dispatch, checks and openapi.json follow from this table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mock_connectcases.server.api import schemas
from mock_connectcases.server.api.schemas import COUNT, list_of, open_object, ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mock_connectcases.server.api.schemas import Schema

JSON: Final = "application/json"
YAML: Final = "application/yaml"


class Parameter(NamedTuple):
    """A parameter of the query."""

    name: str
    meaning: str
    example: str


class Body(NamedTuple):
    """The body of a request."""

    schema: Schema
    example: Any
    is_required: bool = True
    is_seed: bool = False
    advice: Mapping[str, str] = {}
    """A sentence for each member that it lacks and a client may look for."""

    @property
    def types(self) -> tuple[str, ...]:
        """The content types that it may have."""
        return (JSON, YAML) if self.is_seed else (JSON,)


class ApiRoute(NamedTuple):
    """One method of one address."""

    method: str
    path: str
    """The address below ``/_mock``."""
    name: str
    """The name of the method of ``Resources`` that answers, and of the operation."""
    summary: str
    answer: Schema
    body: Body | None = None
    query: tuple[Parameter, ...] = ()
    status: int = 200
    is_by_account: bool = True
    """Whether it can be limited to an account."""
    refusal: int | None = None
    """The status of a refusal of its own, besides those of every route."""


_SINCE = Parameter("since", "the `next` of an earlier answer, or a time of the mock's clock", "0")
_NO_BODY = Body(schemas.EMPTY_OBJECT, {}, is_required=False)


def routes() -> list[ApiRoute]:
    """Return all routes."""
    return [
        ApiRoute(
            "GET",
            "/health",
            "health",
            "Return the version of a server that answers",
            open_object(status={"const": "ok"}, version=schemas.TEXT),
            is_by_account=False,
        ),
        ApiRoute("GET", "/state", "state", "Count and list what exists", schemas.STATE),
        ApiRoute(
            "POST",
            "/reset",
            "reset",
            "Forget everything, and return to the seed of the server",
            schemas.STATUS,
            _NO_BODY,
            refusal=409,
        ),
        ApiRoute("GET", "/seed", "seed", "Return the state as a seed", ref("Seed")),
        ApiRoute(
            "POST",
            "/seed",
            "load_seed",
            "Add the domains of a seed",
            schemas.LOADED,
            Body(
                schemas.SEED, {"domains": {"desk": {"templates": {"complaint": {}}}}}, is_seed=True
            ),
            status=201,
        ),
        ApiRoute(
            "GET",
            "/faults",
            "faults",
            "List the faults and delays, and what is left unused",
            open_object(faults=list_of(ref("Fault")), unused=list_of(schemas.TEXT)),
        ),
        ApiRoute(
            "POST",
            "/faults",
            "add_fault",
            "Let requests fail, or take time",
            ref("Fault"),
            Body(
                schemas.NEW_FAULT,
                {"operation": "CreateCase", "error": "ThrottlingException", "times": 2},
                advice={
                    "seconds": "`delay` is the seconds of a delay.",
                    "wait": "the mock never waits before a retry, the client does. Configure its"
                    " retries.",
                },
            ),
            status=201,
        ),
        ApiRoute(
            "DELETE",
            "/faults",
            "remove_faults",
            "Remove all faults and delays",
            open_object(removed=COUNT),
            _NO_BODY,
        ),
        ApiRoute(
            "GET",
            "/faults/{id}",
            "fault",
            "Return a fault or a delay",
            ref("Fault"),
            refusal=404,
        ),
        ApiRoute(
            "DELETE",
            "/faults/{id}",
            "remove_fault",
            "Remove a fault or a delay",
            ref("Fault"),
            _NO_BODY,
            refusal=404,
        ),
        ApiRoute("GET", "/clock", "clock", "Return the mock's time", schemas.CLOCK),
        ApiRoute(
            "POST",
            "/clock",
            "move_clock",
            "Move the mock's time ahead",
            schemas.CLOCK,
            Body(schemas.CLOCK_MOVE, {"tick": {"minutes": 90}}),
        ),
        ApiRoute("GET", "/search-lag", "search_lag", "Return the search lag", schemas.SEARCH_LAG),
        ApiRoute(
            "PUT",
            "/search-lag",
            "set_search_lag",
            "Hide new cases from searches for some seconds",
            schemas.SEARCH_LAG,
            Body(schemas.SEARCH_LAG, {"seconds": 5}),
        ),
        ApiRoute(
            "GET",
            "/events",
            "events",
            "List the published case events as EventBridge delivers them",
            open_object(events=list_of(ref("CaseEvent")), next=COUNT),
            query=(_SINCE,),
        ),
        ApiRoute(
            "GET",
            "/requests",
            "requests",
            "List the requests to the service",
            open_object(requests=list_of(ref("Request")), next=COUNT, dropped=COUNT),
            query=(
                Parameter("operation", "names or patterns, with commas between them", "Create*"),
                Parameter("status", "the HTTP status; 0 is no answer", "429"),
                _SINCE,
            ),
        ),
        ApiRoute(
            "GET",
            "/quotas",
            "quotas",
            "Return all quotas",
            schemas.quota_values(may_be_null=False),
            is_by_account=False,
        ),
        ApiRoute(
            "PATCH",
            "/quotas",
            "change_quotas",
            "Change quotas; null is the value at the start",
            schemas.quota_values(may_be_null=False),
            Body(schemas.quota_values(may_be_null=True), {"domains": 100}),
            is_by_account=False,
        ),
        ApiRoute(
            "GET",
            "/assumptions",
            "assumptions",
            "Return which assumed rules apply",
            schemas.assumption_values(),
            is_by_account=False,
        ),
        ApiRoute(
            "PATCH",
            "/assumptions",
            "change_assumptions",
            "Switch assumed rules off and on; null is the value at the start",
            schemas.assumption_values(),
            Body(schemas.assumption_changes(), {"user-is-arn": False}),
            is_by_account=False,
        ),
        ApiRoute(
            "GET",
            "/openapi.json",
            "openapi",
            "Return the description of this API",
            schemas.ANY_OBJECT,
            is_by_account=False,
        ),
    ]


def routes_by_path() -> Mapping[str, Mapping[str, ApiRoute]]:
    """Return all routes by path and method."""
    found: dict[str, dict[str, ApiRoute]] = {}
    for each in routes():
        found.setdefault(each.path, {})[each.method] = each
    return found
