"""The addresses under ``/_mock``: the mock's own API, and the pages of the inspector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases.server.api.api import content_type_of, path_of
from mock_connectcases.server.inspector import links
from mock_connectcases.server.inspector.links import PREFIX
from mock_connectcases.server.refusals import Refused

if TYPE_CHECKING:
    from mock_connectcases.server.api.api import Api
    from mock_connectcases.server.inspector.site import Site
    from mock_connectcases.wire.messages import Request, Response

_HEALTH = f"{PREFIX}/health"
_UPLOADS = {links.control("seed"), links.call_form()}
_FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"}


class MockRoutes:
    """The addresses of one server: those that the API does not have belong to the inspector."""

    def __init__(self, api: Api, site: Site) -> None:
        self._api = api
        self._site = site

    def check(self, request: Request) -> None:
        """Check what can be checked before the body arrives; raises Refused."""
        match = self._api.match(request)
        if match is not None:
            self._api.check(request, match)

    def takes_upload(self, request: Request) -> bool:
        """Return whether a request, which was checked, may have a seed or a call in its body."""
        match = self._api.match(request)
        if match is not None:
            route = match.routes.get(request.method)
            return route is not None and route.body is not None and route.body.is_seed
        return (
            request.method == "POST"
            and path_of(request) in _UPLOADS
            and content_type_of(request) in _FORM_TYPES
        )

    def is_quick(self, request: Request) -> bool:
        """Return whether a request is answered on the event loop."""
        return path_of(request) == _HEALTH

    def answer(self, request: Request) -> Response:
        """Answer a request that was checked; raises Refused."""
        match = self._api.match(request)
        if match is not None:
            return self._api.answer(request, match)
        response = self._site.answer(request)
        if response is None:
            routes = ", ".join(self._api.addresses)
            raise Refused(
                404,
                "UnknownOperationException",
                f"The mock has {routes}, and pages for people from {links.home()} on.",
            )
        return response
