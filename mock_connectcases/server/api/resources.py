"""What each route of the API does: it calls the handle and the toolkit, and writes their answers.

Rule of this file: bad input is refused before anything changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases import __version__, clock, rules
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.errors import SeedError
from mock_connectcases.resources.quotas import QUOTAS
from mock_connectcases.seeds import writing
from mock_connectcases.seeds.collector import without_collection
from mock_connectcases.seeds.seed import Seed
from mock_connectcases.seeds.source import SeedText
from mock_connectcases.server.accounts import ACCOUNT_HEADER
from mock_connectcases.server.api.checking import invalid, read_since, read_time
from mock_connectcases.server.api.descriptions import describe_injection, describe_request
from mock_connectcases.server.api.inventory import inventory
from mock_connectcases.server.api.openapi import description
from mock_connectcases.server.api.schemas import TRIGGER_MEMBERS
from mock_connectcases.server.refusals import Refused
from mock_connectcases.server.served_mock import ServedMock
from mock_connectcases.toolkit.selection import select
from mock_connectcases.toolkit.toolkit import toolkit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mock_connectcases.server.request_log import RequestLog
    from mock_connectcases.toolkit.injections import Injection
    from mock_connectcases.toolkit.selection import Selection

_NAMES_IN_PYTHON = {"lostAnswer": "lost_answer", "delay": "seconds"}
_STATUSES = range(600)
_MOST_DIGITS = 18


class ApiRequest(NamedTuple):
    """A request to the API that was checked."""

    account_id: str | None
    """The account that it is limited to."""
    id: str = ""
    """The id in its path."""
    query: Mapping[str, str] = {}
    document: Mapping[str, Any] = {}
    """The JSON object of its body."""
    seed: SeedText | None = None

    @property
    def handle(self) -> ServedMock:
        """The mock's handle, limited to the account."""
        return ServedMock(self.account_id)


class Resources:
    """The resources of one server."""

    def __init__(self, log: RequestLog, reset: Callable[[str | None], None]) -> None:
        """Make them; ``reset`` empties the server, or an account, and loads its seed again."""
        self._log = log
        self._reset = reset

    def health(self, _: ApiRequest) -> Any:
        """Return the version."""
        return {"status": "ok", "version": __version__}

    def openapi(self, _: ApiRequest) -> Any:
        """Return the description of this API."""
        return description()

    def state(self, given: ApiRequest) -> Any:
        """Return counts, and the names of what exists."""
        return inventory(given.account_id)

    def reset(self, given: ApiRequest) -> Any:
        """Delete everything, or what an account has."""
        try:
            self._reset(given.account_id)
        except SeedError as error:
            raise Refused(
                409,
                "ConflictException",
                f"All is forgotten, but the seed of the server is not loaded again: {error}",
            ) from None
        finally:
            self._log.clear(given.account_id)
        return {"status": "ok"}

    def seed(self, given: ApiRequest) -> Any:
        """Return the state as a seed."""
        with without_collection():
            return writing.dump(connectcases_backends, given.account_id)

    def load_seed(self, given: ApiRequest) -> Any:
        """Add a seed; raises Refused with the file, the line and the rule."""
        assert given.seed is not None  # noqa: S101 - the route has a seed as its body
        try:
            added = Seed(given.seed).load(connectcases_backends, into=given.account_id)
        except SeedError as error:
            more = {
                "file": error.source,
                "line": error.line,
                "path": error.path,
                "rule": error.rule,
            }
            raise Refused(400, "ValidationException", str(error), more=more) from None
        return {
            "domains": [
                {
                    "account": store.account_id,
                    "region": store.region,
                    "domainId": each.domain_id,
                    "name": each.name,
                    "cases": len(each.cases),
                }
                for store, domains in added.items()
                for each in domains
            ]
        }

    def faults(self, given: ApiRequest) -> Any:
        """Return the active faults and delays, and a sentence about each unused fault."""
        return {
            "faults": [describe_injection(each) for each in given.handle.faults],
            "unused": toolkit.injections.unused(given.account_id),
        }

    def add_fault(self, given: ApiRequest) -> Any:
        """Add a fault or a delay; raises Refused if it makes no sense."""
        document = given.document
        if ("error" in document) == ("delay" in document):
            raise invalid("A fault has an error, and a delay has a delay: give one of the two.")
        arguments = {_NAMES_IN_PYTHON.get(name, name): each for name, each in document.items()}
        try:
            if "error" in document:
                return describe_injection(given.handle.fail(**arguments))
            others = sorted(document.keys() - {"operation", "delay", *TRIGGER_MEMBERS})
            if others:
                raise invalid(f"A delay has no {others[0]}: that is for an error.")
            return describe_injection(given.handle.delay(**arguments))
        except ValueError as error:
            raise invalid(str(error)) from None

    def remove_faults(self, given: ApiRequest) -> Any:
        """Remove all faults and delays."""
        removed = given.handle.faults
        for each in removed:
            each.remove()
        return {"removed": len(removed)}

    def fault(self, given: ApiRequest) -> Any:
        """Return one fault or delay; raises Refused if there is none."""
        return describe_injection(_find(given))

    def remove_fault(self, given: ApiRequest) -> Any:
        """Remove one fault or delay, and return it; raises Refused if there is none."""
        found = _find(given)
        described = describe_injection(found)
        found.remove()
        return described

    def clock(self, given: ApiRequest) -> Any:
        """Return the mock's time."""
        with clock.of_account(given.account_id):
            now, ahead = clock.now(), clock.ahead()
        return {"now": clock.to_text(now), "aheadSeconds": ahead.total_seconds()}

    def move_clock(self, given: ApiRequest) -> Any:
        """Move the mock's time ahead; raises Refused if it cannot be moved so."""
        document = given.document
        if len(document) != 1:
            raise invalid("The clock moves by a tick or to a time: give one of the two.")
        moves = dict(document.get("tick", {}))
        if "to" in document:
            moves["to"] = read_time("to", document["to"])
        try:
            given.handle.tick(**moves)
        except ValueError as error:
            raise invalid(str(error)) from None
        return self.clock(given)

    def search_lag(self, given: ApiRequest) -> Any:
        """Return the time for which searches do not find a new case."""
        return {"seconds": toolkit.search_lag_of(given.account_id).total_seconds()}

    def set_search_lag(self, given: ApiRequest) -> Any:
        """Set that time; raises Refused if it is no length of time."""
        try:
            given.handle.search_lag(given.document["seconds"])
        except ValueError as error:
            raise invalid(str(error)) from None
        return self.search_lag(given)

    def events(self, given: ApiRequest) -> Any:
        """Return the published case events."""
        published = given.handle.case_events()
        shown, following = _since(given, [(each.number, each.time) for each in published])
        return {"events": [published[at].message() for at in shown], "next": following}

    def requests(self, given: ApiRequest) -> Any:
        """Return the requests in the log, with their parameters and answers."""
        wanted = _selection(given.query.get("operation"))
        status = _status(given.query.get("status"))
        entries = self._log.entries(given.account_id)
        places = [(request.number, call.time) for call, request in entries]
        shown, following = _since(given, places)
        found = [
            describe_request(call, request)
            for call, request in (entries[at] for at in shown)
            if (wanted is None or call.operation in wanted.names)
            and status in {None, call.status or 0}
        ]
        # The oldest calls of an account are dropped: none since an older one that is still here.
        older = (entries[at][0] for at in set(range(len(entries))).difference(shown))
        complete = {call.account_id for call in older if call.number}
        calls = toolkit.log.calls(given.account_id)
        of_operations = calls if wanted is None else calls.of_selection(wanted, {})
        dropped = [
            count
            for (_, account), count in of_operations.dropped.items()
            if account not in complete
        ]
        return {"requests": found, "next": following, "dropped": sum(dropped)}

    def quotas(self, _: ApiRequest) -> Any:
        """Return all quotas."""
        return {name: each.limit for name, each in QUOTAS.items()}

    def change_quotas(self, given: ApiRequest) -> Any:
        """Change quotas; raises Refused for a value that none can have."""
        self._change(given, quotas=dict(given.document))
        return self.quotas(given)

    def assumptions(self, _: ApiRequest) -> Any:
        """Return which assumptions apply, of those that can be switched off."""
        return {name: rules.applies(name) for name in rules.switchable()}

    def change_assumptions(self, given: ApiRequest) -> Any:
        """Switch assumptions on or off."""
        self._change(given, assumptions=dict(given.document))
        return self.assumptions(given)

    def _change(self, given: ApiRequest, **changes: dict[str, Any]) -> None:
        if given.account_id is not None:
            raise invalid(
                "Quotas and assumptions are those of the server, and no account has its own: leave"
                f" {ACCOUNT_HEADER} and a signature out."
            )
        try:
            toolkit.overrides.change(**changes)
        except ValueError as error:
            raise invalid(str(error)) from None


def _find(given: ApiRequest) -> Injection:
    try:
        return given.handle.find(given.id)
    except ValueError as error:
        raise Refused(404, "ResourceNotFoundException", str(error)) from None


def _since(given: ApiRequest, places: Sequence[tuple[int, datetime]]) -> tuple[list[int], int]:
    """Return the positions of what is wanted, and the value of ``since`` for what follows."""
    following = places[-1][0] + 1 if places else 0
    text = given.query.get("since")
    if text is None:
        return list(range(len(places))), following
    since = read_since(text)
    if isinstance(since, datetime):
        return [at for at, (_, moment) in enumerate(places) if moment >= since], following
    shown = [at for at, (number, _) in enumerate(places) if number >= since]
    return shown, max(following, since)


def _selection(pattern: str | None) -> Selection | None:
    if pattern is None:
        return None
    try:
        return select(pattern.replace(",", " ").split(), stubbed=True)
    except ValueError as error:
        raise invalid(str(error)) from None


def _status(text: str | None) -> int | None:
    if text is None:
        return None
    if text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS and int(text) in _STATUSES:
        return int(text)
    raise invalid(f"status is a number such as 429, and 0 for no answer, not {text!r:.100}.")
