"""The inspector of one server: which request is for a page, which for a control."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote

from mock_connectcases.inspector.scene import Scene, Visit, present
from mock_connectcases.server.inspector.controls import ActRefusedError, Controls
from mock_connectcases.server.inspector.links import PREFIX, Links
from mock_connectcases.server.inspector.look import Look, LostError
from mock_connectcases.server.refusals import Refused
from mock_connectcases.toolkit.recorded_call import RecordedCall

if TYPE_CHECKING:
    from collections.abc import Callable

    from mock_connectcases.server.inspector.acts import Acts
    from mock_connectcases.server.request_log import RequestLog
    from mock_connectcases.wire.messages import Request, Response


class NoPageError(LookupError):
    """There is no page at an address, for somebody who wants none."""


class Site:
    """All pages of one server."""

    def __init__(
        self,
        requests: RequestLog,
        links: Links,
        acts: Acts,
        endpoint: Callable[[], str],
        region: str,
    ) -> None:
        """Make the pages; ``region`` is that of requests which are not signed."""
        self._requests = requests
        self._links = links
        self._controls = Controls(acts, links)
        self._endpoint = endpoint
        self._region = region

    def answer(self, request: Request) -> Response:
        """Answer a request for a page, or of a form.

        Raises:
            Refused: it is of another method, or a form of somebody else's.
            NoPageError: there is no such page, and the client does not ask for HTML.
        """
        path, _, query = request.target.partition("?")
        segments = [unquote(each) for each in path.removeprefix(PREFIX).split("/") if each]
        wants_html = "text/html" in request.headers.get("Accept", "")
        look = Look(
            lambda: scene_of(self._requests),
            self._links,
            self._controls,
            self._endpoint(),
            self._region,
        )
        try:
            match segments:
                case ["controls", form] if form in self._controls:
                    return self._act(form, request, look)
            _check_method(request, "GET", "HEAD")
            return look.answer(segments, parse_qs(query, keep_blank_values=True))
        except LostError as lost:
            if lost.is_address and not wants_html:
                raise NoPageError from None
            return look.lost(lost)
        except Refused as refused:
            if not wants_html:
                raise
            return look.refused(refused)

    def _act(self, form: str, request: Request, look: Look) -> Response:
        _check_method(request, "POST")
        try:
            return self._controls.do(form, request)
        except ActRefusedError as refused:
            return look.controls(refused)


def scene_of(requests: RequestLog) -> Scene:
    """Return what there is now, with what a server knows of the requests."""
    visits: dict[str, Visit] = {}
    turned_away = []
    for each in requests.entries():
        if each.request_id is not None:
            visits[each.request_id] = Visit(each.milliseconds, each.hint)
        if not each.reached_service:
            place = (each.account or "", each.region or "")
            entry = ("", each.request, each.response, *place, each.moment)
            turned_away.append(RecordedCall(entry, 0))
    return present(visits, turned_away)


def _check_method(request: Request, *allowed: str) -> None:
    if request.method not in allowed:
        raise Refused(
            405,
            "MethodNotAllowedException",
            f"This address is for {allowed[0]}, not for {request.method:.100}.",
            Allow=", ".join(allowed),
        )
