"""The report of a failing test: its calls, state and events, in one HTML file."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from mock_connectcases.inspector import events as case_events
from mock_connectcases.inspector import log, rendering
from mock_connectcases.inspector.case_view import CaseView, case_view
from mock_connectcases.inspector.data_model import DataModel, data_model
from mock_connectcases.inspector.overview import DomainSummary, summary
from mock_connectcases.inspector.refusals import Reason, reason
from mock_connectcases.inspector.snapshot import Place, Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.inspector.log import Line
    from mock_connectcases.rules.rule import Rule

MOST_CALLS = 200
MOST_CASES = 100
"""Cases of each domain, the last changed."""
MOST_EVENTS = 200
_LONGEST_FAILURE = 100_000


class _DomainReport(NamedTuple):
    head: DomainSummary
    model: DataModel
    cases: list[CaseView]


class _CallReport(NamedTuple):
    line: Line
    reason: Reason
    anchor: str


class _Anchors:
    """The addresses on the page: a case that is left out has none."""

    def __init__(self, domains: list[_DomainReport]) -> None:
        self._cases = {(each.head.place, case.case_id) for each in domains for case in each.cases}

    def case(self, place: Place, case_id: str) -> str:
        return f"#{case_anchor(place, case_id)}" if (place, case_id) in self._cases else ""

    def rule(self, _rule: Rule, _operation: str) -> str:
        return ""


def report(snapshot: Snapshot, test: str, failure: str) -> str:
    """Render the page of a test, by its node id, with the text of its failure."""
    domains = list(_domains(snapshot))
    lines = log.lines(snapshot)
    calls = [
        _CallReport(each, reason(snapshot, each.call), f"call-{each.key}")
        for each in reversed(lines[:MOST_CALLS])
    ]
    return rendering.render(
        "report.html",
        snapshot=snapshot,
        test=test,
        failure=failure[-_LONGEST_FAILURE:],
        calls=calls,
        refused=[each for each in reversed(calls) if each.line.call.error is not None],
        earlier=len(lines) - len(calls) + snapshot.calls.forgotten,
        domains=domains,
        events=case_events.events(snapshot, MOST_EVENTS),
        injections=[repr(each).strip("<>") for each in snapshot.injections],
        links=_Anchors(domains),
        case_anchor=case_anchor,
        style=rendering.asset("inspector.css").decode(),
    )


def case_anchor(place: Place, case_id: str) -> str:
    """Return the anchor of a case."""
    return quote(f"case-{'-'.join(place)}-{case_id}", safe="")


def _domains(snapshot: Snapshot) -> Iterator[_DomainReport]:
    for store in snapshot.stores:
        with store.lock:
            for domain in store.domains.values():
                place = Place(store.account_id, store.region, domain.domain_id)
                cases = islice(domain.change_order.latest_first(), MOST_CASES)
                yield _DomainReport(
                    summary(place, domain),
                    data_model(domain),
                    [case_view(domain, each, snapshot.now) for each in cases],
                )
