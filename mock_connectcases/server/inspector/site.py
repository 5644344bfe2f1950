"""The inspector of one server: dispatches requests to its pages and controls."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote

from mock_connectcases.server.inspector.call_form import read_call_form, send
from mock_connectcases.server.inspector.controls import ControlError
from mock_connectcases.server.inspector.links import PREFIX
from mock_connectcases.server.inspector.page_context import NotFoundError, PageContext
from mock_connectcases.server.inspector.pages import Pages
from mock_connectcases.server.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from mock_connectcases.server.inspector.controls import Controls
    from mock_connectcases.server.options import Options
    from mock_connectcases.server.request_log import RequestLog
    from mock_connectcases.wire.messages import Request, Response


class Site:
    """All pages of one server."""

    def __init__(
        self,
        requests: RequestLog,
        controls: Controls,
        endpoint: Callable[[], str],
        options: Options,
    ) -> None:
        """Make the pages of a server with these options."""
        self._requests = requests
        self._controls = controls
        self._endpoint = endpoint
        self._options = options

    def answer(self, request: Request) -> Response | None:
        """Answer a request for a page, or of a form.

        Return None if there is no such page, and the client does not accept HTML.

        Raises:
            Refused: its method is another, or the form is not of this server.
        """
        path, _, query = request.target.partition("?")
        segments = [unquote(each) for each in path.removeprefix(PREFIX).split("/") if each]
        wants_html = "text/html" in request.headers.get("Accept", "")
        context = PageContext(self._requests)
        pages = Pages(context, self._controls, self._endpoint(), self._options.region)
        try:
            match segments:
                case ["controls", form] if form in self._controls:
                    return self._submit(form, request, pages)
                case ["try"] if request.method == "POST":
                    return self._try(request, pages)
            return _read(request, pages, segments, query)
        except NotFoundError as error:
            if error.is_address and not wants_html:
                return None
            return pages.not_found(error)
        except Refused as refused:
            if not wants_html:
                raise
            return pages.refused(refused)

    def _submit(self, form: str, request: Request, pages: Pages) -> Response:
        _check_method(request, "POST")
        try:
            return self._controls.submit(form, request)
        except ControlError as error:
            return pages.controls(error)

    def _try(self, request: Request, pages: Pages) -> Response:
        form = read_call_form(self._controls.read(request).fields)
        try:
            sent = send(form, self._endpoint(), self._options.max_body)
        except ValueError as error:
            return pages.call_form(form, refusal=f"Nothing was sent. {error}")
        try:
            return pages.sent(sent.invocation)
        except LookupError:
            answer = "got no answer" if sent.status is None else f"got the status {sent.status}"
            refusal = f"The call was sent and {answer}, but it is not in the log."
            return pages.call_form(form, refusal=refusal)


def _read(request: Request, pages: Pages, segments: list[str], query: str) -> Response:
    """Return a page; an address that has none is not found whatever the method is."""
    response = pages.answer(segments, parse_qs(query, keep_blank_values=True))
    _check_method(request, "GET", "HEAD", *(["POST"] if segments == ["try"] else []))
    return response


def _check_method(request: Request, *allowed: str) -> None:
    if request.method not in allowed:
        raise Refused(
            405,
            "MethodNotAllowedException",
            f"This address is for {allowed[0]}, not for {request.method:.100}.",
            Allow=", ".join(allowed),
        )
