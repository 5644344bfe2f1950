"""The routes under ``/_mock``: about the mock, apart from the service's own.

Rule of this file: nothing changes by GET, and nothing by what a form of a web page can send.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.server.inspector.links import PREFIX
from mock_connectcases.server.inspector.site import NoPageError
from mock_connectcases.server.inventory import inventory
from mock_connectcases.server.refusals import Refused, json_response

if TYPE_CHECKING:
    from collections.abc import Callable

    from mock_connectcases.server.inspector.site import Site
    from mock_connectcases.server.request_log import RequestLog
    from mock_connectcases.wire.messages import Request, Response

_HEALTH = f"{PREFIX}/health"
_UPLOADS = {f"{PREFIX}/controls/seed", f"{PREFIX}/try"}
_FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"}


class Control:
    """The routes of one server; requests for other paths go to its inspector."""

    def __init__(self, log: RequestLog, forget_everything: Callable[[], None], site: Site) -> None:
        self._log = log
        self._site = site
        self._forget_everything = forget_everything
        self._routes: dict[str, tuple[str, Callable[[], Any]]] = {
            _HEALTH: ("GET", self._health),
            f"{PREFIX}/state": ("GET", self._state),
            f"{PREFIX}/requests": ("GET", self._requests),
            f"{PREFIX}/reset": ("POST", self._reset),
        }

    def check(self, request: Request) -> None:
        """Check what can be checked before the body arrives; raises Refused."""
        path = _path_of(request)
        if path not in self._routes:
            return
        method, _ = self._routes[path]
        if request.method != method and (request.method, method) != ("HEAD", "GET"):
            raise Refused(
                405, "MethodNotAllowedException", f"{path} is for {method}.", Allow=method
            )
        if method == "POST" and _content_type_of(request) in _FORM_TYPES:
            raise Refused(
                415,
                "UnsupportedMediaTypeException",
                "A web page's form may not do this: leave Content-Type out, or send"
                " application/json.",
            )

    def takes_upload(self, request: Request) -> bool:
        """Return whether a request may have a seed or a call in its body."""
        return (
            request.method == "POST"
            and _path_of(request) in _UPLOADS
            and _content_type_of(request) in _FORM_TYPES
        )

    def is_quick(self, request: Request) -> bool:
        """Return whether a request is answered on the event loop."""
        return _path_of(request) == _HEALTH

    def answer(self, request: Request) -> Response:
        """Answer a request that was checked; raises Refused."""
        path = _path_of(request)
        if path not in self._routes:
            return self._page(request)
        _, do = self._routes[path]
        return json_response(200, do())

    def _page(self, request: Request) -> Response:
        try:
            return self._site.answer(request)
        except NoPageError:
            routes = ", ".join(self._routes)
            raise Refused(
                404,
                "UnknownOperationException",
                f"The mock has {routes}, and pages for people from {PREFIX}/ on.",
            ) from None

    def _health(self) -> dict[str, str]:
        return {"status": "ok", "version": sys.modules["mock_connectcases"].__version__}

    def _state(self) -> dict[str, Any]:
        return inventory(connectcases_backends)

    def _requests(self) -> dict[str, Any]:
        return {"requests": self._log.documents()}

    def _reset(self) -> dict[str, str]:
        self._forget_everything()
        self._log.clear()
        return {"status": "ok"}


def _path_of(request: Request) -> str:
    return request.target.partition("?")[0].rstrip("/")


def _content_type_of(request: Request) -> str:
    return request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
