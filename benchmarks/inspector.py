"""How long pages of the inspector take over HTTP among many cases, the first of all and others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from benchmarks.filling import ACCOUNT, REGION, add_cases, add_related_items, empty_domain
from benchmarks.http_load import ask, request
from benchmarks.measure import interleaved, timed_once
from benchmarks.results import SECONDS, Figure, seconds
from mock_connectcases import mock_connectcases
from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Server

if TYPE_CHECKING:
    from benchmarks.effort import Effort
    from benchmarks.results import Results

CASES = 10_000
FIRST = "the first view"


def measure(effort: Effort) -> Results:
    """Measure pages of a server that nobody has looked at, and the same once they were seen."""
    with mock_connectcases(), Server(Options(port=0)) as server:
        domain = empty_domain(CASES)
        add_cases(domain)
        add_related_items(domain)
        path = f"/_mock/domains/{ACCOUNT}/{REGION}/{domain.domain_id}"
        case_id = next(iter(domain.case_ids.values()))
        pages = {
            "overview": "/_mock/",
            "data model": path,
            "list of cases": f"{path}/cases?q=lamp",
            "case": f"{path}/cases/{case_id}",
            "requests": "/_mock/log",
        }
        asked = {name: request(page, b"", method="GET") for name, page in pages.items()}
        # No template was read so far: it is the first page that this process makes.
        first = timed_once(lambda: ask(server.url, asked["overview"]))
        results = {f"inspector/{FIRST}": Figure(first, SECONDS)}
        views = {name: partial(ask, server.url, sent) for name, sent in asked.items()}
        timings = interleaved(views, calls=3, repeats=effort.repeats)
        return results | {f"inspector/{name}": seconds(each) for name, each in timings.items()}
