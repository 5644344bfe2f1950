"""The pages of the inspector by their addresses, which ``links`` composes.

Rule of this file: pages change nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mock_connectcases import clock, rules
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.inspector import log, rendering
from mock_connectcases.inspector.call_summary import summarize_call
from mock_connectcases.inspector.error_reasons import reasons
from mock_connectcases.inspector.events import events
from mock_connectcases.inspector.log import LogFilter
from mock_connectcases.inspector.overview import overview
from mock_connectcases.inspector.pytest_code import SEED_FILE
from mock_connectcases.inspector.query_string import first
from mock_connectcases.inspector.skeleton import members_of
from mock_connectcases.inspector.snapshot import Place
from mock_connectcases.operations import OPERATIONS
from mock_connectcases.resources.case_event import EVENT_TYPES
from mock_connectcases.seeds import writing
from mock_connectcases.seeds.collector import without_collection
from mock_connectcases.server.inspector import links
from mock_connectcases.server.inspector.call_form import form_of_call, new_form, operations
from mock_connectcases.server.inspector.domain_pages import domain_page
from mock_connectcases.server.inspector.page_context import NotFoundError
from mock_connectcases.server.inspector.request_pages import list_page, newer_rows, request_page
from mock_connectcases.server.inspector.responses import document, see_other
from mock_connectcases.server.welcome import environment
from mock_connectcases.wire.messages import Response

if TYPE_CHECKING:
    from mock_connectcases.inspector.query_string import QueryString
    from mock_connectcases.server.inspector.call_form import CallForm
    from mock_connectcases.server.inspector.controls import ControlError, Controls
    from mock_connectcases.server.inspector.page_context import PageContext
    from mock_connectcases.server.refusals import Refused
    from mock_connectcases.toolkit.recorded_call import RecordedCall

_IMMUTABLE = {"Cache-Control": "max-age=31536000, immutable"}
_LATEST_REQUESTS = 10
_MOST_EVENTS = 200


class Pages:
    """The pages of one request: all show the same snapshot."""

    def __init__(
        self,
        context: PageContext,
        controls: Controls,
        endpoint: str,
        region: str,
    ) -> None:
        self._context = context
        self._controls = controls
        self._endpoint = endpoint
        self._region = region

    def answer(self, segments: list[str], query: QueryString) -> Response:  # noqa: PLR0911 - one a page
        """Return the page at an address; raises NotFoundError."""
        match segments:
            case []:
                return self._overview()
            case ["log"]:
                return list_page(self._context, query)
            case ["log", "newer", *key]:
                return newer_rows(self._context, "".join(key), LogFilter.read(query))
            case ["log", key]:
                return request_page(self._context, key, query, self._endpoint)
            case ["case-events"]:
                return self._events(query)
            case ["try"]:
                return self._try(query)
            case ["controls"]:
                return self.controls()
            case ["rules", *operation]:
                return self._rules("/".join(operation))
            case ["clock-view"]:
                return self._context.render("clock.html")
            case ["domains", account_id, region, domain_id, *rest]:
                with clock.of_account(account_id):
                    place = Place(account_id, region, domain_id)
                    return domain_page(self._context, place, rest, query)
            case [name] if name == SEED_FILE:
                return _seed_download()
            case ["assets", name]:
                return self._asset(name)
        raise self._context.no_page()

    def controls(self, error: ControlError | None = None) -> Response:
        """Return the controls, with the error of a form."""
        context = self._controls.context() | (error.context if error is not None else {})
        status = 200 if error is None else 400
        return self._context.render("controls.html", status, here="Controls", **context)

    def not_found(self, error: NotFoundError, status: int = 404) -> Response:
        """Return a page about an error, with a link back."""
        return self._context.render("not_found.html", status, **error.context)

    def refused(self, refused: Refused) -> Response:
        """Return a page about a request that the server refuses, with a link back."""
        sentence = f"Nothing was changed. {refused}"
        error = NotFoundError("Refused", sentence, links.controls(), "Controls")
        response = self.not_found(error, refused.response.status)
        allowed = refused.response.headers.get("Allow")
        if allowed is not None:
            response.headers["Allow"] = allowed
        return response

    def _overview(self) -> Response:
        return self._context.render(
            "overview.html",
            here="Overview",
            regions=overview(self._context.snapshot),
            rows=self._context.rows(log.requests(self._context.snapshot)[:_LATEST_REQUESTS]),
            environment=environment(self._endpoint, self._region),
        )

    def _events(self, query: QueryString) -> Response:
        type_, text = (first(query, name) for name in ("type", "text"))
        return self._context.render(
            "events.html",
            here="Events",
            events=events(self._context.snapshot, _MOST_EVENTS, type_=type_, text=text),
            types=sorted(EVENT_TYPES),
            type=type_,
            text=text,
        )

    def _try(self, query: QueryString) -> Response:
        """Return the form for a call: empty, or that of a call with its answer."""
        key = first(query, "call")
        if not key:
            try:
                return self.call_form(new_form(self._context.snapshot, query, self._region))
            except ValueError as error:
                title, back = "No such call", links.call_form()
                raise NotFoundError(title, str(error), back, "Try a call") from None
        call = self._context.call(key)
        return self.call_form(form_of_call(call), call)

    def call_form(
        self, form: CallForm, call: RecordedCall | None = None, refusal: str = ""
    ) -> Response:
        """Return the form for a call, with a call that was sent or why it was not."""
        is_known = form.operation in operations()
        return self._context.render(
            "try.html",
            400 if refusal else 200,
            here="Try a call",
            token=self._controls.token,
            form=form,
            operations=operations(),
            members=members_of(form.operation) if is_known else [],
            call=call,
            summary=None if call is None else summarize_call(self._context.snapshot, call),
            reasons=() if call is None else reasons(self._context.snapshot, call),
            refusal=refusal,
        )

    def sent(self, invocation: str) -> Response:
        """Return the redirect to the form of a call that was sent, with its answer."""
        call = log.find_invocation(self._context.snapshot, invocation)
        return see_other(f"{links.call_form(call=log.key_of(call))}#answer")

    def _rules(self, operation: str) -> Response:
        if operation and operation not in OPERATIONS:
            raise NotFoundError(
                "No such operation",
                f"Amazon Connect Cases has no operation {operation!r:.100}.",
                links.rules(""),
                "All rules",
            )
        return self._context.render(
            "rules.html",
            here="Rules",
            operation=operation,
            rules=rules.rules_of(operation),
            operations=sorted(OPERATIONS),
        )

    def _asset(self, name: str) -> Response:
        try:
            body = rendering.asset(name)
        except LookupError:
            raise self._context.no_page() from None
        return document(body, rendering.ASSETS[name], headers=_IMMUTABLE)


def _seed_download() -> Response:
    """Return the state as a seed: JSON in ASCII."""
    with without_collection():
        body = json.dumps(writing.dump(connectcases_backends), indent=1).encode("ascii")
    disposition = {"Content-Disposition": f'attachment; filename="{SEED_FILE}"'}
    return document(body, "application/json", headers=disposition)
