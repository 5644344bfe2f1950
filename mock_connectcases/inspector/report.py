"""The report of a failing test, its calls, state and events in one HTML file, and their index."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from botocore.exceptions import ClientError, NoCredentialsError, ParamValidationError

from mock_connectcases.errors import UnmockedServiceError
from mock_connectcases.inspector import log, rendering
from mock_connectcases.inspector.call_params import CannotBeCopiedError
from mock_connectcases.inspector.case_view import CaseView, case_view
from mock_connectcases.inspector.conditions import conditions_without_option
from mock_connectcases.inspector.data_model import DataModel, data_model
from mock_connectcases.inspector.error_reasons import Reason, reasons
from mock_connectcases.inspector.events import events
from mock_connectcases.inspector.overview import DomainSummary, summarize_domain
from mock_connectcases.inspector.pytest_code import SEED_FILE, as_pytest
from mock_connectcases.inspector.snapshot import Place, Snapshot
from mock_connectcases.operations import OPERATIONS
from mock_connectcases.seeds.writing import dump_stores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mock_connectcases.rules.rule import Rule
    from mock_connectcases.toolkit.recorded_call import RecordedCall

MOST_CALLS = 200
MOST_CASES = 100
"""Cases of each domain, the last changed."""
MOST_EVENTS = 200
_LONGEST_FAILURE = 100_000

_NOT_SENT = (
    "The client itself refused this call, before it sent it: {}. The mock never saw the call, so it"
    " is not among the calls below."
)
_WRONG_PARAMETERS = _NOT_SENT.format("botocore compares parameters with the service model")
_NO_CREDENTIALS = _NOT_SENT.format("without credentials it cannot sign a request")
_OTHER_SERVICE = (
    "The program called an AWS service that is not mocked. Amazon Connect Cases had no part in it."
)
_MOCKED_SERVICE = (
    "This is the answer of another service to {}: Amazon Connect Cases had no part in it, so it is"
    " not among the calls below."
)
_NOT_REFUSED = "Every call that reached the mock got its result: the test failed by itself."
_NO_CALL = "No call reached the mock: the test failed by itself."


class Failure(NamedTuple):
    """The failure of a test."""

    traceback: str
    error: BaseException | None = None
    """What was raised; ``None`` where nothing was."""
    message: str = ""
    """The error in words, all of them; the traceback has all where there is none."""


class IndexEntry(NamedTuple):
    """A failing test in the index."""

    test: str
    file: str
    """The name of its report; empty if there is none."""
    message: str


class Report(NamedTuple):
    """The page of a test, and the seed that belongs beside it."""

    html: str
    seed: dict[str, Any] | None


class _DomainReport(NamedTuple):
    head: DomainSummary
    model: DataModel
    cases: list[CaseView]


class _CallReport(NamedTuple):
    call: RecordedCall
    reasons: list[Reason]
    advice: list[str]
    """What may explain an answer that has fewer cases than expected."""
    anchor: str


class _Explanation(NamedTuple):
    """The part of the mock in a failure."""

    sentence: str = ""
    call: _CallReport | None = None
    """The call whose error it is."""


class _Anchors:
    """The addresses on the page: a case that is left out has none."""

    def __init__(self, domains: list[_DomainReport]) -> None:
        self._cases = {(each.head.place, case.case_id) for each in domains for case in each.cases}

    def case(self, place: Place, case_id: str) -> str:
        return f"#{case_anchor(place, case_id)}" if (place, case_id) in self._cases else ""

    def rule(self, _rule: Rule, _operation: str) -> str:
        return ""


def report(
    snapshot: Snapshot, test: str, failure: Failure, *, seed_file: str = SEED_FILE
) -> Report:
    """Render the page of a test, by its node id.

    The seed of the test that the page offers to copy is a file beside it if it is long.
    """
    domains = list(_domains(snapshot))
    requests = log.requests(snapshot)
    calls = [
        _CallReport(
            each,
            reasons(snapshot, each),
            conditions_without_option(snapshot, each),
            f"call-{log.key_of(each)}",
        )
        for each in reversed(requests[:MOST_CALLS])
    ]
    refused = [each for each in reversed(calls) if each.call.error is not None]
    raised = {str(each) for each in _chain(failure.error)}
    of_others = [
        each for each in dict.fromkeys(reversed(snapshot.refusal_messages)) if each not in raised
    ]
    explanation = _explain(failure.error, calls, refused)
    if explanation is None:
        own = _NOT_REFUSED if calls else _NO_CALL
        explained = of_others or any(each.call.error or each.reasons for each in calls)
        explanation = _Explanation("" if explained else own)
    copied = explanation.call or next(iter(refused), None)
    seed = dump_stores(snapshot.stores) if copied else {}
    code = _as_pytest(copied.call, seed, snapshot, seed_file) if copied else ""
    html = rendering.render(
        "report.html",
        snapshot=snapshot,
        test=test,
        message=(failure.message or failure.traceback)[:_LONGEST_FAILURE],
        traceback=failure.traceback[-_LONGEST_FAILURE:],
        explanation=explanation,
        copied=copied,
        code=code,
        calls=calls,
        refused=[each for each in reversed(calls) if each.reasons and each is not explanation.call],
        refused_of_others=of_others,
        earlier=len(requests) - len(calls) + snapshot.calls.forgotten,
        domains=domains,
        events=events(snapshot, MOST_EVENTS),
        injections=[repr(each).strip("<>") for each in snapshot.injections],
        links=_Anchors(domains),
        case_anchor=case_anchor,
        style=rendering.asset("inspector.css").decode(),
    )
    return Report(html, seed if f"seed={seed_file!r}" in code else None)


def index(entries: Sequence[IndexEntry]) -> str:
    """Render the index of the failing tests of a run."""
    return rendering.render(
        "report_index.html",
        entries=[each for each in entries if each.file],
        others=[each for each in entries if not each.file],
        style=rendering.asset("inspector.css").decode(),
    )


def _explain(
    error: BaseException | None, calls: list[_CallReport], refused: list[_CallReport]
) -> _Explanation | None:
    """Say what the mock had to do with an error, or with those that led to it; None for nothing."""
    for each in _chain(error):
        if isinstance(each, ParamValidationError):
            return _Explanation(_WRONG_PARAMETERS)
        if isinstance(each, NoCredentialsError):
            return _Explanation(_NO_CREDENTIALS)
        if isinstance(each, UnmockedServiceError):
            return _Explanation(_OTHER_SERVICE)
        if isinstance(each, ClientError):
            return _explain_answer(each, calls)
        for call in refused:
            failed = call.call.error
            if failed and failed.status is None and failed.code == type(each).__name__:
                return _Explanation("", call)
    return None


def _explain_answer(error: ClientError, calls: list[_CallReport]) -> _Explanation:
    request_id = error.response.get("ResponseMetadata", {}).get("RequestId")
    for call in calls:
        if request_id is not None and call.call.request_id == request_id:
            return _Explanation("", call)
    if error.operation_name in OPERATIONS:
        return _Explanation()
    return _Explanation(_MOCKED_SERVICE.format(error.operation_name))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, and those that led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _as_pytest(call: RecordedCall, seed: dict[str, Any], snapshot: Snapshot, seed_file: str) -> str:
    try:
        return as_pytest(call, seed, settings=snapshot.settings, seed_file=seed_file)
    except CannotBeCopiedError:
        return ""


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
                    summarize_domain(place, domain),
                    data_model(domain),
                    [case_view(domain, each, snapshot.now) for each in cases],
                )
