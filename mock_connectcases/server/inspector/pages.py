"""The pages of the inspector by their addresses, which ``links`` composes.

Rule of this file: pages change nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from mock_connectcases import clock, rules
from mock_connectcases.compat.python import cached_property
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.inspector import events as case_events
from mock_connectcases.inspector import log, rendering
from mock_connectcases.inspector.case_list import (
    OTHER_COLUMNS,
    Query,
    operators,
    search,
    sort_orders,
)
from mock_connectcases.inspector.case_view import case_view, slas
from mock_connectcases.inspector.conditions import conditions_without_option
from mock_connectcases.inspector.copying import copies, search_in_boto3
from mock_connectcases.inspector.data_model import data_model
from mock_connectcases.inspector.log import Filter
from mock_connectcases.inspector.overview import overview, summary
from mock_connectcases.inspector.pytest_code import SEED_FILE
from mock_connectcases.inspector.refusals import entry_reasons, reason
from mock_connectcases.inspector.skeleton import members_of
from mock_connectcases.inspector.snapshot import Place
from mock_connectcases.inspector.subjects import about
from mock_connectcases.inspector.values import Names
from mock_connectcases.operations import OPERATIONS
from mock_connectcases.resources import system_fields
from mock_connectcases.resources.case_event import EVENT_TYPES
from mock_connectcases.resources.related_item import COMMENT, CONTACT
from mock_connectcases.seeds import writing
from mock_connectcases.seeds.collector import without_collection
from mock_connectcases.server.inspector.responses import document, page, see_other
from mock_connectcases.server.inspector.trying import operations, trial_of, trial_of_call
from mock_connectcases.server.welcome import environment
from mock_connectcases.wire.messages import Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mock_connectcases.inspector.log import Line
    from mock_connectcases.inspector.snapshot import Snapshot
    from mock_connectcases.inspector.subjects import About
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.server.inspector.controls import ControlError, Controls
    from mock_connectcases.server.inspector.links import Links
    from mock_connectcases.server.inspector.trying import Trial
    from mock_connectcases.server.refusals import Refused
    from mock_connectcases.store import Store

Values = dict[str, list[str]]
"""A query string."""

_IMMUTABLE = {"Cache-Control": "max-age=31536000, immutable"}
_LATEST_REQUESTS = 10
_MOST_REQUESTS = 200
_MOST_EVENTS = 200


class NotFoundError(LookupError):
    """There is no page at an address, or no resource for it."""

    is_address = False
    """Return whether no page has this form of address."""

    def __init__(self, title: str, sentence: str, back: str, label: str, **shown: Any) -> None:
        super().__init__(sentence)
        self.context = {
            "title": title,
            "sentence": sentence,
            "back": back,
            "back_label": label,
            "events": [],
            "rows": [],
            **shown,
        }


class Pages:
    """The pages of one request: all show the same snapshot."""

    def __init__(
        self,
        take_snapshot: Callable[[], Snapshot],
        links: Links,
        controls: Controls,
        endpoint: str,
        region: str,
    ) -> None:
        self._take_snapshot = take_snapshot
        self._links = links
        self._controls = controls
        self._endpoint = endpoint
        self._region = region

    @cached_property
    def _snapshot(self) -> Snapshot:
        """Taken when a page needs it: assets, forms and downloads do not."""
        return self._take_snapshot()

    def answer(self, segments: list[str], query: Values) -> Response:  # noqa: PLR0911 - one a page
        """Return the page at an address; raises NotFoundError."""
        match segments:
            case []:
                return self._overview()
            case ["log"]:
                return self._log(query)
            case ["log", "newer", *key]:
                return self._newer("".join(key), Filter.read(query))
            case ["log", key]:
                return self._call(key, query)
            case ["case-events"]:
                return self._events(query)
            case ["try"]:
                return self._try(query)
            case ["controls"]:
                return self.controls()
            case ["rules", *operation]:
                return self._rules("/".join(operation))
            case ["clock-view"]:
                return self._page("clock.html")
            case ["domains", account_id, region, domain_id, *rest]:
                with clock.of_account(account_id):
                    return self._domain(Place(account_id, region, domain_id), rest, query)
            case [name] if name == SEED_FILE:
                return _seed_download()
            case ["assets", name]:
                return self._asset(name)
        raise self._no_page()

    def controls(self, error: ControlError | None = None) -> Response:
        """Return the controls, with the error of a form."""
        context = self._controls.context() | (error.context if error is not None else {})
        status = 200 if error is None else 400
        return self._page("controls.html", status, here="Controls", **context)

    def not_found(self, error: NotFoundError, status: int = 404) -> Response:
        """Return a page about an error, with a link back."""
        return self._page("not_found.html", status, **error.context)

    def refused(self, refused: Refused) -> Response:
        """Return a page about a request that the server refuses, with a link back."""
        sentence = f"Nothing was changed. {refused}"
        error = NotFoundError("Refused", sentence, self._links.controls(), "Controls")
        response = self.not_found(error, refused.response.status)
        allowed = refused.response.headers.get("Allow")
        if allowed is not None:
            response.headers["Allow"] = allowed
        return response

    def _page(self, template: str, status: int = 200, here: str = "", **context: Any) -> Response:
        context |= {"snapshot": self._snapshot, "links": self._links, "here": here}
        return page(rendering.render(template, **context), status)

    def _no_page(self) -> NotFoundError:
        sentence = "The inspector has no page at this address."
        error = NotFoundError("No such page", sentence, self._links.home(), "Overview")
        error.is_address = True
        return error

    def _overview(self) -> Response:
        return self._page(
            "overview.html",
            here="Overview",
            regions=overview(self._snapshot),
            rows=self._rows(log.lines(self._snapshot)[:_LATEST_REQUESTS]),
            environment=environment(self._endpoint, self._region),
        )

    def _rows(self, lines: Iterable[Line]) -> list[tuple[Line, About]]:
        """Return requests for a table, each with what it is about."""
        return [(line, about(self._snapshot, line.call)) for line in lines]

    def _log(self, query: Values) -> Response:
        lines, calls = log.lines(self._snapshot), self._snapshot.calls
        wanted = Filter.read(query)
        found = wanted.select(lines)
        after = next(iter(query.get("before", ())), "")
        older = found
        if after:
            keys = [line.key for line in lines]
            older = wanted.select(lines[keys.index(self._line(after).key) + 1 :])
        shown = older[:_MOST_REQUESTS]
        return self._page(
            "log.html",
            here="Requests",
            wanted=wanted,
            rows=self._rows(shown),
            count=len(found),
            newest="" if after else (lines[0].key if lines else ""),
            is_live=not after,
            older=f"{wanted.query}&before={shown[-1].key}" if len(older) > len(shown) else "",
            operations=sorted({line.call.operation for line in lines if line.call.operation}),
            statuses=sorted({log.status_of(line.call) for line in lines}),
            forgotten=calls.forgotten_message if calls.forgotten else "",
        )

    def _newer(self, key: str, wanted: Filter) -> Response:
        """Return the newer rows; where all are new, make the page load again."""
        lines = log.newer(self._snapshot, key)
        if lines is None:
            return page("", headers={"HX-Refresh": "true"})
        if not lines:
            return Response(204, {}, b"")
        return self._page(
            "newer.html",
            wanted=wanted,
            rows=self._rows(wanted.select(lines)),
            newest=lines[0].key,
        )

    def _call(self, key: str, query: Values) -> Response:
        line, wanted = self._line(key), Filter.read(query)
        before, after = log.neighbours(line, wanted.select(log.lines(self._snapshot)))
        kind = next(iter(query.get("as", ())), "")
        return self._page(
            "call.html",
            here="Requests",
            line=line,
            about=about(self._snapshot, line.call),
            before=before,
            after=after,
            wanted=wanted,
            reason=reason(self._snapshot, line.call),
            entry_reasons=entry_reasons(self._snapshot, line.call),
            hints=conditions_without_option(self._snapshot, line.call),
            copies=copies(line.call, kind, self._endpoint) if line.is_call else None,
        )

    def _line(self, key: str) -> Line:
        try:
            return log.find(self._snapshot, key)
        except LookupError:
            raise NotFoundError(
                "No such request",
                f"There is no request {key!r:.100} in the log, which holds the latest since the"
                " last reset.",
                self._links.log(),
                "Requests",
            ) from None

    def _events(self, query: Values) -> Response:
        type_, text = (next(iter(query.get(name, ())), "").strip() for name in ("type", "text"))
        return self._page(
            "events.html",
            here="Events",
            events=case_events.events(self._snapshot, _MOST_EVENTS, type_=type_, text=text),
            types=sorted(EVENT_TYPES),
            type=type_,
            text=text,
        )

    def _try(self, query: Values) -> Response:
        """Return the form for a call: empty, or that of a call with its answer."""
        key = next(iter(query.get("call", ())), "")
        if not key:
            try:
                return self.trial(trial_of(self._snapshot, query, self._region))
            except ValueError as error:
                title, back = "No such call", self._links.trial()
                raise NotFoundError(title, str(error), back, "Try a call") from None
        line = self._line(key)
        return self.trial(trial_of_call(line), line)

    def trial(self, trial: Trial, line: Line | None = None, refusal: str = "") -> Response:
        """Return the form for a call, with a call that was sent or why it was not."""
        is_known = trial.operation in operations()
        return self._page(
            "try.html",
            400 if refusal else 200,
            here="Try a call",
            token=self._controls.token,
            trial=trial,
            operations=operations(),
            members=members_of(trial.operation) if is_known else [],
            line=line,
            about=None if line is None else about(self._snapshot, line.call),
            reason=None if line is None else reason(self._snapshot, line.call),
            entry_reasons=() if line is None else entry_reasons(self._snapshot, line.call),
            refusal=refusal,
        )

    def sent(self, invocation: str) -> Response:
        """Return the redirect to the form of a call that was sent, with its answer."""
        line = log.find_invocation(self._snapshot, invocation)
        return see_other(f"{self._links.trial(call=line.key)}#answer")

    def _rules(self, operation: str) -> Response:
        if operation and operation not in OPERATIONS:
            raise NotFoundError(
                "No such operation",
                f"Amazon Connect Cases has no operation {operation!r:.100}.",
                self._links.rules(""),
                "All rules",
            )
        return self._page(
            "rules.html",
            here="Rules",
            operation=operation,
            rules=rules.rules_of(operation),
            operations=sorted(OPERATIONS),
        )

    def _domain(self, place: Place, rest: list[str], query: Values) -> Response:
        try:
            store, domain = self._snapshot.domain(place)
        except LookupError:
            raise NotFoundError(
                "No such domain",
                f"Account {place.account_id:.100} has no domain {place.domain_id!r:.200} in"
                f" {place.region:.100}.",
                self._links.home(),
                "Overview",
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
        form = Query.read(query)
        found = search(store, domain, form, self._snapshot.now)
        with store.lock:
            head = summary(place, domain)
            fields = sorted(domain.fields.values(), key=lambda each: (each.is_system, each.name))
        return self._page(
            "cases.html",
            400 if found.refusal else 200,
            here="Overview",
            domain=head,
            tab="cases",
            query=form,
            fields=fields,
            operators=operators(),
            orders=sort_orders(),
            others=OTHER_COLUMNS,
            found=found,
            sorting={
                each.key: _query(query, sort=each.key, order=each.next_order, token="")
                for each in found.columns
                if each.next_order
            },
            next_page=_query(query, token=found.next_token) if found.next_token else "",
            boto3=search_in_boto3(found.params),
        )

    def _slas(self, store: Store, domain: Domain, case_id: str) -> Response:
        """Return the SLAs of a case alone; a deleted case has none."""
        with store.lock:
            case = domain.cases.get(case_id)
            found = [] if case is None else slas(Names(domain), case, self._snapshot.now)
        return self._page("slas.html", slas=found)

    def _case(self, place: Place, store: Store, domain: Domain, case_id: str) -> Response:
        with store.lock:
            case = domain.cases.get(case_id)
            if case is not None:
                view = case_view(domain, case, self._snapshot.now)
                names = {case_id, str(case.values.get(system_fields.REFERENCE_ID))}
                other_status = system_fields.OPEN if case.is_closed else system_fields.CLOSED
        events = case_events.events_of(self._snapshot, place, case_id)
        if case is None:
            raise NotFoundError(
                "No such case",
                f"Domain {domain.name!r} has no case {case_id!r:.200}.",
                self._links.cases(place),
                f"The cases of {domain.name}",
                events=events,
                rows=self._rows(log.naming(self._snapshot, {case_id})),
            )
        return self._page(
            "case.html",
            here="Overview",
            place=place,
            domain_name=domain.name,
            case=view,
            slas=view.slas,
            actions=[
                ("Comment", "CreateRelatedItem", COMMENT),
                ("Add a contact", "CreateRelatedItem", CONTACT),
                ("Update", "UpdateCase", ""),
                (
                    "Reopen" if other_status == system_fields.OPEN else "Close",
                    "UpdateCase",
                    other_status,
                ),
                ("Any other call", "GetCase", ""),
            ],
            events=events,
            events_are_on=domain.event_configuration.enabled,
            rows=self._rows(log.naming(self._snapshot, names)[:_MOST_REQUESTS]),
        )

    def _asset(self, name: str) -> Response:
        try:
            body = rendering.asset(name)
        except LookupError:
            raise self._no_page() from None
        return document(body, rendering.ASSETS[name], headers=_IMMUTABLE)


def _query(query: Values, **changes: str) -> str:
    """Return a query string with other values; an empty one is left out."""
    changed = {name: [each] for name, each in changes.items() if each}
    others = {name: each for name, each in query.items() if name not in changes}
    return f"?{urlencode(others | changed, doseq=True)}"


def _seed_download() -> Response:
    """Return the state as a seed: JSON in ASCII."""
    with without_collection():
        body = json.dumps(writing.dump(connectcases_backends), indent=1).encode("ascii")
    disposition = {"Content-Disposition": f'attachment; filename="{SEED_FILE}"'}
    return document(body, "application/json", headers=disposition)
