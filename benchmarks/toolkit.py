"""What faults and the log of calls cost a call that no test looks at.

Run with ``python -m benchmarks.toolkit``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3

from benchmarks.calls import REGION, bound, cases_calls
from benchmarks.isolation import without_aws_configuration
from benchmarks.measure import Row, interleaved, print_table
from mock_connectcases import mock_connectcases
from mock_connectcases.toolkit.toolkit import toolkit

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 1.03


def main() -> None:
    without_aws_configuration()
    with mock_connectcases() as cases:
        client = boto3.client("connectcases", region_name=REGION)
        calls = cases_calls(client)
        rows = [logged(bound(client, call), call[0]) for call, _ in calls]
        print_table("A call with the log, against the same without", rows)
        cases.fail("DeleteDomain", "ThrottlingException")
        rows = [logged(bound(client, call), call[0]) for call, _ in calls]
        print_table("The same while a fault waits for another operation", rows)
    print_table("Noting one call, against a call of nothing", [noting()])


def logged(call: Callable[[], object], name: str) -> Row:
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

    timings = interleaved({"with": plain, "without": unlogged}, calls=20, repeats=200)
    return Row(f"connectcases.{name}", timings["with"], timings["without"], MOST)


def noting() -> Row:
    """Measure how long it takes to note a call."""
    kept = toolkit.log
    noted: list[Any] = []
    log: Any = kept
    log.add = lambda *call: noted.append(call)
    with mock_connectcases():
        boto3.client("connectcases", region_name=REGION).create_domain(name="d")
        del log.add
        call = noted[0]
        timings = interleaved(
            {"noting": lambda: kept.add(*call), "nothing": lambda: nothing(*call)},
            calls=2000,
            repeats=25,
        )
    return Row("CallLog.add", timings["noting"], timings["nothing"])


def nothing(*_: object) -> None:
    """Take no notice."""


if __name__ == "__main__":
    main()
