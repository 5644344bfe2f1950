"""One look at the pages, at one moment: which page is at which address, and what it shows.

Rule of this file: pages only show.  ``links`` has the same addresses the other way round.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from mock_connectcases.inspector import events as case_events
from mock_connectcases.inspector import ledger, log, rendering
from mock_connectcases.inspector.case_list import Query, operators, search, sort_orders
from mock_connectcases.inspector.case_view import case_view, slas
from mock_connectcases.inspector.copying import SEED_FILE
from mock_connectcases.inspector.data_model import data_model
from mock_connectcases.inspector.overview import overview, summary
from mock_connectcases.inspector.refusals import reason
from mock_connectcases.inspector.scene import Place
from mock_connectcases.inspector.values import Names
from mock_connectcases.resources import system_fields
from mock_connectcases.server.inspector.copies import copies, search_in_boto3
from mock_connectcases.server.inspector.download import seed_download
from mock_connectcases.server.inspector.pages import answer, page
from mock_connectcases.server.welcome import environment
from mock_connectcases.wire.messages import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from mock_connectcases.inspector.scene import Scene
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.server.inspector.controls import ActRefusedError, Controls
    from mock_connectcases.server.inspector.links import Links
    from mock_connectcases.server.refusals import Refused
    from mock_connectcases.store import Store

Values = dict[str, list[str]]
"""A query string."""

_KEPT = {"Cache-Control": "max-age=31536000, immutable"}
_LATEST_REQUESTS = 10
_MOST_REQUESTS = 200
_MOST_EVENTS = 200


class LostError(LookupError):
    """There is no such page, or no such thing for it to show."""

    is_address = False
    """Whether the address is that of no page, whatever there is."""

    def __init__(self, title: str, sentence: str, back: str, label: str, **shown: Any) -> None:
        super().__init__(sentence)
        self.shown = {
            "title": title,
            "sentence": sentence,
            "back": back,
            "back_label": label,
            "events": [],
            "lines": [],
            **shown,
        }


class Look:
    """The pages as they are at one moment."""

    def __init__(
        self,
        make_scene: Callable[[], Scene],
        links: Links,
        controls: Controls,
        endpoint: str,
        region: str,
    ) -> None:
        self._make_scene = make_scene
        self._links = links
        self._controls = controls
        self._endpoint = endpoint
        self._region = region

    @cached_property
    def _scene(self) -> Scene:
        """What there is: files, forms and downloads show nothing of it."""
        return self._make_scene()

    def answer(self, segments: list[str], query: Values) -> Response:  # noqa: PLR0911 - one a page
        """Answer with the page at an address; raises LostError."""
        match segments:
            case []:
                return self._overview()
            case ["log"]:
                return self._log()
            case ["log", "newer", *key]:
                return self._newer("".join(key))
            case ["log", key]:
                return self._call(key, query)
            case ["events"]:
                shown = case_events.events(self._scene, _MOST_EVENTS)
                return self._page("events.html", here="Events", events=shown)
            case ["controls"]:
                return self.controls()
            case ["ledger", *operation]:
                return self._ledger("/".join(operation))
            case ["clock"]:
                return self._page("clock.html")
            case ["domains", account_id, region, domain_id, *rest]:
                return self._domain(Place(account_id, region, domain_id), rest, query)
            case [name] if name == SEED_FILE:
                return seed_download()
            case ["assets", name]:
                return self._asset(name)
        raise self._no_page()

    def controls(self, refused: ActRefusedError | None = None) -> Response:
        """Answer with the controls, and why one of them did nothing."""
        shown = self._controls.shown() | (refused.shown if refused is not None else {})
        return self._page(
            "controls.html", 200 if refused is None else 400, here="Controls", **shown
        )

    def lost(self, lost: LostError) -> Response:
        """Answer that something is not there, with a way back."""
        return self._page("lost.html", 404, **lost.shown)

    def refused(self, refused: Refused) -> Response:
        """Answer that this server does not take a request, with a way back."""
        sentence = f"Nothing was done. {refused}"
        lost = LostError("Refused", sentence, self._links.controls(), "Controls")
        made = self._page("lost.html", refused.response.status, **lost.shown)
        made.headers.update({k: v for k, v in refused.response.headers.items() if k == "Allow"})
        return made

    def _page(
        self,
        template: str,
        status: int = 200,
        here: str = "",
        **shown: Any,
    ) -> Response:
        html = rendering.render(template, scene=self._scene, links=self._links, here=here, **shown)
        return page(html, status)

    def _no_page(self) -> LostError:
        sentence = "The inspector has no page at this address."
        lost = LostError("No such page", sentence, self._links.home(), "What there is")
        lost.is_address = True
        return lost

    def _overview(self) -> Response:
        return self._page(
            "overview.html",
            here="Overview",
            regions=overview(self._scene),
            lines=log.lines(self._scene)[:_LATEST_REQUESTS],
            environment=environment(self._endpoint, self._region),
        )

    def _log(self) -> Response:
        lines = log.lines(self._scene)[:_MOST_REQUESTS]
        return self._page(
            "log.html",
            here="Requests",
            lines=lines,
            newest=lines[0].key if lines else "",
            forgotten=self._scene.calls.forgotten,
        )

    def _newer(self, key: str) -> Response:
        """Answer with the rows that came since; where all is new, let the page load again."""
        lines = log.newer(self._scene, key)
        if lines is None:
            return page("", headers={"HX-Refresh": "true"})
        if not lines:
            return Response(204, {}, b"")
        return self._page("newer.html", lines=lines, newest=lines[0].key)

    def _call(self, key: str, query: Values) -> Response:
        try:
            line = log.find(self._scene, key)
        except LookupError:
            raise LostError(
                "No such request",
                f"No request {key!r:.100} is kept: only the latest are, and none from before a"
                " reset.",
                self._links.log(),
                "What was asked",
            ) from None
        kind = next(iter(query.get("as", ())), "")
        return self._page(
            "call.html",
            here="Requests",
            line=line,
            reason=reason(self._scene, line.call),
            copies=copies(line.call, kind, self._endpoint) if line.is_call else None,
        )

    def _ledger(self, operation: str) -> Response:
        known = ledger.operations()
        if operation and operation not in known:
            raise LostError(
                "No such operation",
                f"The ledger has no operation {operation!r:.100}.",
                self._links.ledger(""),
                "The ledger",
            )
        claims = ledger.claims_of(operation) if operation else []
        return self._page(
            "ledger.html", here="Ledger", operation=operation, claims=claims, operations=known
        )

    def _domain(self, place: Place, rest: list[str], query: Values) -> Response:
        try:
            store, domain = self._scene.domain(place)
        except LookupError:
            raise LostError(
                "No such domain",
                f"Account {place.account_id:.100} has no domain {place.domain_id!r:.200} in"
                f" {place.region:.100}.",
                self._links.home(),
                "What there is",
            ) from None
        match rest:
            case []:
                with store.lock:
                    model, head = data_model(domain), summary(place, domain)
                return self._page(
                    "domain.html", here="Overview", domain=head, tab="model", model=model
                )
            case ["cases"]:
                return self._cases(place, store, domain, query)
            case ["cases", case_id]:
                return self._case(place, store, domain, case_id)
            case ["cases", case_id, "slas"]:
                return self._slas(store, domain, case_id)
        raise self._no_page()

    def _cases(self, place: Place, store: Store, domain: Domain, query: Values) -> Response:
        asked = Query.read(query)
        found = search(store, domain, asked)
        with store.lock:
            head = summary(place, domain)
            fields = sorted(domain.fields.values(), key=lambda each: (each.is_system, each.name))
        turned = {**query, "token": [found.next_token]}
        return self._page(
            "cases.html",
            400 if found.refusal else 200,
            here="Overview",
            domain=head,
            tab="cases",
            query=asked,
            fields=fields,
            operators=operators(),
            orders=sort_orders(),
            found=found,
            next_page=f"?{urlencode(turned, doseq=True)}" if found.next_token else "",
            boto3=search_in_boto3(found.params),
        )

    def _slas(self, store: Store, domain: Domain, case_id: str) -> Response:
        """Answer with the SLAs of a case alone; one that is gone has none."""
        with store.lock:
            case = domain.cases.get(case_id)
            found = [] if case is None else slas(Names(domain), case, self._scene.now)
        return self._page("slas.html", slas=found)

    def _case(self, place: Place, store: Store, domain: Domain, case_id: str) -> Response:
        with store.lock:
            case = domain.cases.get(case_id)
            if case is not None:
                view = case_view(domain, case, self._scene.now)
                names = {case_id, case.arn, str(case.values[system_fields.REFERENCE_ID])}
        events = case_events.events_of(store, place.domain_id, case_id)
        if case is None:
            raise LostError(
                "No such case",
                f"Domain {domain.name!r} has no case {case_id!r:.200}.",
                self._links.cases(place),
                f"The cases of {domain.name}",
                events=events,
                lines=list(log.naming(self._scene, {case_id})),
            )
        return self._page(
            "case.html",
            here="Overview",
            place=place,
            domain_name=domain.name,
            case=view,
            slas=view.slas,
            events=events,
            events_are_on=domain.event_configuration.enabled,
            lines=list(log.naming(self._scene, names)),
        )

    def _asset(self, name: str) -> Response:
        try:
            body = rendering.asset(name)
        except LookupError:
            raise self._no_page() from None
        return answer(body, rendering.ASSETS[name], headers=_KEPT)
