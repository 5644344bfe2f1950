"""What faults and the log of calls cost a call that no test looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3

from benchmarks.calls import REGION, bound, cases_calls, name
from benchmarks.measure import interleaved
from benchmarks.results import ratio, seconds
from mock_connectcases import mock_connectcases
from mock_connectcases.toolkit.toolkit import toolkit

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.effort import Effort
    from benchmarks.results import Figure, Results


def measure(effort: Effort) -> Results:
    """Measure calls with the log against the same without, and noting a call by itself."""
    with mock_connectcases():
        client = boto3.client("connectcases", region_name=REGION)
        results = {
            f"toolkit/{name(call)}": logged(bound(client, call), effort)
            for call in cases_calls(client)
        }
        results["toolkit/noting a call"] = noting(client, effort)
    return results


def logged(call: Callable[[], object], effort: Effort) -> Figure:
    """Measure a call against itself with a log that takes no notice."""
    log: Any = toolkit.log

    def unlogged() -> None:
        log.add = nothing
        try:
            call()
        finally:
            del log.add

    def plain() -> None:
        log.other = nothing
        try:
            call()
        finally:
            del log.other

    timings = interleaved(
        {"with": plain, "without": unlogged}, calls=20, repeats=5 * effort.repeats
    )
    return ratio(timings["with"], timings["without"])


def noting(client: Any, effort: Effort) -> Figure:
    """Measure how long it takes to note a call."""
    kept = toolkit.log
    noted: list[Any] = []
    log: Any = kept
    log.add = lambda *call: noted.append(call)
    client.list_domains()
    del log.add
    call = noted[0]
    timings = interleaved({"noting": lambda: kept.add(*call)}, calls=2000, repeats=effort.repeats)
    return seconds(timings["noting"])


def nothing(*_: object) -> None:
    """Take no notice."""
