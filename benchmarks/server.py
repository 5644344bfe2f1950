"""What a request to the server costs, and whether memory stays flat under load.

Run with ``python -m benchmarks.server``, or with ``--minutes 10`` for a long load.  Speed is
measured in turns against moto's own server and against the bare HTTP server that sends canned
bytes, over keep-alive connections on the loopback interface.
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

from benchmarks.http_load import Figures, ask, load, program, request
from benchmarks.isolation import without_aws_configuration
from mock_connectcases.resources.client_token import REMEMBERED

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 20
SECONDS = 0.4
CONNECTIONS = (1, 8)
TIMES_MOTO = 10
OF_FLOOR = 0.6
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


def measure_speed() -> None:
    """Print requests per second and latencies beside those of the floor and of moto's server."""
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
            ("SearchCases, 25 cases", ours, shop.search_cases),
        ):
            canned = folder / name
            canned.write_bytes(ask(where[1], requests()))
            bare = stack.enter_context(program(*PEERS, "canned", str(canned)))
            pairs.append((Subject(name, where, requests), Subject("floor", bare, requests)))
        campaigns = request("/campaigns-summary", signed="connect-campaigns")
        reference = Subject("moto_server, ListCampaigns", moto, lambda: campaigns)
        for connections in CONNECTIONS:
            subjects = [reference, *itertools.chain(*pairs)]
            figures = measured(subjects, connections)
            print_speed(reference, pairs, figures, connections)


def measured(subjects: list[Subject], connections: int) -> dict[Subject, Figures]:
    """Measure subjects in turns, so that a busy moment of the machine meets them all."""
    rounds: dict[Subject, list[Figures]] = {subject: [] for subject in subjects}
    for turn in range(ROUNDS + 1):
        for subject in subjects:
            found = load(
                *subject.server, subject.requests, seconds=SECONDS, connections=connections
            )
            if turn > 0:  # the first warms up
                rounds[subject].append(found)
    return {subject: Figures.best(found) for subject, found in rounds.items()}


def print_speed(
    reference: Subject,
    pairs: list[tuple[Subject, Subject]],
    figures: dict[Subject, Figures],
    connections: int,
) -> None:
    """Print one table."""
    print(f"\n{connections} connection(s); the best of {ROUNDS} rounds of {SECONDS:g} s")
    print(
        f"{'':<28}{'rps':>8}{'p50 us':>9}{'p99 us':>9}{'cpu us':>8}"
        f"{'floor rps':>11}{'of it':>7}{'by cpu':>8}{'x moto':>8}"
    )
    slowest = figures[reference]
    print(
        f"{reference.name:<28}{slowest.per_second:>8.0f}{slowest.p50:>9.0f}{slowest.p99:>9.0f}"
        f"{slowest.processor:>8.0f}"
    )
    for subject, floor in pairs:
        own, bare = figures[subject], figures[floor]
        share, times = own.per_second / bare.per_second, own.per_second / slowest.per_second
        verdict = "met" if share >= OF_FLOOR and times >= TIMES_MOTO else "MISSED"
        print(
            f"{subject.name:<28}{own.per_second:>8.0f}{own.p50:>9.0f}{own.p99:>9.0f}"
            f"{own.processor:>8.0f}{bare.per_second:>11.0f}{share:>7.2f}"
            f"{bare.processor / own.processor:>8.2f}{times:>8.1f}  "
            f">= {OF_FLOOR:g} and >= {TIMES_MOTO:g} {verdict}"
        )


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
            figures = load(pid, url, next_request, seconds=10, connections=8)
            total += figures.per_second * 10
            for _ in range(100):
                shop.create_and_delete_case()
            elapsed = (time.monotonic() - started) / 60
            resident = resident_kilobytes(pid)
            first = first or resident
            print(f"{elapsed:7.1f}{total:12.0f}{resident:15d}", flush=True)
            if elapsed >= minutes:
                break
        print(f"growth after the first 10 seconds: {resident - first} kB")


def resident_kilobytes(pid: int) -> int:
    """Return the resident memory of a process (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, help="load for so long and watch the memory")
    given = parser.parse_args()
    without_aws_configuration()
    if given.minutes:
        measure_memory(given.minutes)
    else:
        measure_speed()
