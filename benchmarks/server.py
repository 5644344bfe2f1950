"""What a request to the server costs, and whether its memory stays flat under a long load.

Speed is measured in turns against moto's own server and against the bare HTTP server that sends
canned bytes, over keep-alive connections on the loopback interface.  The long load is a program of
its own: ``python -m benchmarks.server --minutes 10``.
"""

from __future__ import annotations

import argparse
import itertools
import json
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.http_load import Rates, ask, load, program, request
from benchmarks.isolation import without_aws_configuration
from benchmarks.machine import resident_bytes
from benchmarks.results import PER_SECOND, RATIO, SECONDS, Figure
from mock_connectcases.resources.client_token import REMEMBERED

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.effort import Effort
    from benchmarks.results import Results

SERVE = ("-m", "mock_connectcases", "serve", "--port", "0", "--quiet")
PEERS = ("-m", "benchmarks.server_peers")
FIELDS = [{"id": "title"}, {"id": "status"}, {"id": "created_datetime"}]
CASES_ON_A_PAGE = 25


class Subject(NamedTuple):
    """Something to be measured: requests to one server."""

    name: str
    server: tuple[int, str]
    """Its process id and its endpoint."""
    requests: Callable[[], bytes]


class Shop:
    """A domain on a server, and requests about it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._numbers = itertools.count()
        self.root = f"/domains/{self._ask('/domains', {'name': 'benchmark'})['domainId']}"
        self._template = self._ask(f"{self.root}/templates", {"name": "template"})["templateId"]
        for _ in range(CASES_ON_A_PAGE):
            case = json.loads(ask(url, self.create_case()))["caseId"]
        self._get = request(f"{self.root}/cases/{case}", _body({"fields": FIELDS}))
        page = {"fields": FIELDS, "maxResults": CASES_ON_A_PAGE}
        self._search = request(f"{self.root}/cases-search", _body(page))

    def get_case(self) -> bytes:
        """Return a request for one case with three of its fields."""
        return self._get

    def search_cases(self) -> bytes:
        """Return a request for the 25 cases that were changed last."""
        return self._search

    def create_case(self) -> bytes:
        """Return a request for a case that does not exist yet."""
        new = {
            "templateId": self._template,
            "clientToken": f"token {next(self._numbers)}",
            "fields": [{"id": "title", "value": {"stringValue": "Where is my order?"}}],
        }
        return request(f"{self.root}/cases", _body(new))

    def create_and_delete_case(self) -> None:
        """Make a case and remove it again, which leaves its client token."""
        case = json.loads(ask(self._url, self.create_case()))["caseId"]
        ask(self._url, request(f"{self.root}/cases/{case}", b"", method="DELETE"))

    def _ask(self, target: str, members: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(ask(self._url, request(target, _body(members))))
        return answer


def _body(members: dict[str, Any]) -> bytes:
    return json.dumps(members).encode()


def measure(effort: Effort) -> Results:
    """Measure requests per second beside those of the bare server and of moto's server."""
    results: Results = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours = stack.enter_context(program(*SERVE))
        creating = stack.enter_context(program(*SERVE))
        moto = stack.enter_context(program(*PEERS, "moto"))
        shop, newer = Shop(ours[1]), Shop(creating[1])
        pairs = []
        for name, where, requests in (
            ("GetCase", ours, shop.get_case),
            ("CreateCase", creating, newer.create_case),
            ("SearchCases", ours, shop.search_cases),
        ):
            canned = folder / name
            canned.write_bytes(ask(where[1], requests()))
            bare = stack.enter_context(program(*PEERS, "canned", str(canned)))
            pairs.append((Subject(name, where, requests), Subject("bare", bare, requests)))
        campaigns = request("/campaigns-summary", signed="connect-campaigns")
        reference = Subject("moto", moto, lambda: campaigns)
        for connections in effort.connections:
            rates = measured([reference, *itertools.chain(*pairs)], connections, effort)
            results |= compared(reference, pairs, rates, connections)
    return results


def measured(subjects: list[Subject], connections: int, effort: Effort) -> dict[Subject, Rates]:
    """Measure subjects in turns, so that a busy moment of the machine meets them all."""
    rounds: dict[Subject, list[Rates]] = {subject: [] for subject in subjects}
    for turn in range(effort.server_rounds + 1):
        for subject in subjects:
            found = load(
                *subject.server,
                subject.requests,
                seconds=effort.server_seconds,
                connections=connections,
            )
            if turn > 0:  # the first warms up
                rounds[subject].append(found)
    return {subject: Rates.best(found) for subject, found in rounds.items()}


def compared(
    reference: Subject,
    pairs: list[tuple[Subject, Subject]],
    rates: dict[Subject, Rates],
    connections: int,
) -> Results:
    """Return the figures of a number of connections."""
    slowest = rates[reference].per_second
    results = {f"server/moto_server, ListCampaigns/{connections}": Figure(slowest, PER_SECOND)}
    for subject, floor in pairs:
        own, bare = rates[subject], rates[floor].per_second
        name = f"server/{subject.name}"
        results |= {
            f"{name}/{connections}": Figure(own.per_second, PER_SECOND),
            f"{name}, bare server/{connections}": Figure(bare, PER_SECOND),
            f"{name}, of the bare server/{connections}": Figure(
                own.per_second / bare, RATIO, own.per_second, bare, PER_SECOND
            ),
            f"{name}, times moto_server/{connections}": Figure(
                own.per_second / slowest, RATIO, own.per_second, slowest, PER_SECOND
            ),
            f"{name}, median latency/{connections}": Figure(own.p50 / 1e6, SECONDS),
            f"{name}, processor time/{connections}": Figure(own.processor / 1e6, SECONDS),
        }
    return results


def measure_memory(minutes: float) -> None:
    """Load a server with requests that leave nothing behind, and print its memory as it goes.

    Creations leave their client tokens, until a domain remembers as many as it ever does.
    """
    with program(*SERVE) as (pid, url):
        shop = Shop(url)
        for _ in range(REMEMBERED):
            shop.create_and_delete_case()
        kinds = itertools.cycle([shop.get_case, shop.search_cases, shop.get_case])

        def next_request() -> bytes:
            return next(kinds)()

        started = time.monotonic()
        total, first = 0.0, 0
        print("minutes    requests    resident kB")
        while True:
            rates = load(pid, url, next_request, seconds=10, connections=8)
            total += rates.per_second * 10
            for _ in range(100):
                shop.create_and_delete_case()
            elapsed = (time.monotonic() - started) / 60
            resident = resident_bytes(pid) // 1024
            first = first or resident
            print(f"{elapsed:7.1f}{total:12.0f}{resident:15d}", flush=True)
            if elapsed >= minutes:
                break
        print(f"growth after the first 10 seconds: {resident - first} kB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--minutes", type=float, required=True, help="load for so long and watch the memory"
    )
    without_aws_configuration()
    measure_memory(parser.parse_args().minutes)
