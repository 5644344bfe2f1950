"""What turning the mock on and off costs, importing it, and a whole unit test."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import boto3
from moto import mock_aws

from benchmarks.measure import interleaved
from benchmarks.results import SECONDS, Figure, ratio
from mock_connectcases import mock_connectcases

ONE_CALL = """
import boto3
from mock_connectcases import mock_connectcases
with mock_connectcases():
    boto3.client("connectcases", region_name="us-east-1").list_domains()
"""

if TYPE_CHECKING:
    from benchmarks.effort import Effort
    from benchmarks.results import Results


def measure(effort: Effort) -> Results:
    """Measure all of them."""
    return {
        "switch/enter and leave": enter_and_leave(effort),
        "switch/unit test": unit_test(effort),
        "switch/import": imported(effort),
        "switch/process": process(effort),
    }


def enter_and_leave(effort: Effort) -> Figure:
    """Compare an empty ``with`` statement; ours is so short that it needs many to be seen."""
    light = interleaved(
        {"ours": lambda: switch(mock_connectcases)}, calls=1000, repeats=effort.repeats
    )
    both = interleaved({"moto": lambda: switch(mock_aws)}, calls=10, repeats=effort.repeats)
    return ratio(light["ours"], both["moto"])


def switch(mock: Any) -> None:
    with mock():
        pass


def unit_test(effort: Effort) -> Figure:
    """Compare a typical unit test; each mock starts with a fresh default session."""
    timings = interleaved(
        {"ours": lambda: test_body(mock_connectcases), "moto": lambda: test_body(mock_aws)},
        calls=3,
        repeats=effort.repeats // 2,
    )
    return ratio(timings["ours"], timings["moto"])


def test_body(mock: Any) -> None:
    """Turn a mock on, make a client, call it five times, turn the mock off."""
    with mock():
        client = boto3.client("connectcases", region_name="us-east-1")
        domain = client.create_domain(name="orders")["domainId"]
        client.create_field(domainId=domain, name="order", type="Text")
        client.get_domain(domainId=domain)
        client.list_fields(domainId=domain)
        client.list_domains()


def imported(effort: Effort) -> Figure:
    """Compare an interpreter that imports the package with an empty one; the difference counts."""
    timings = interleaved(
        {"empty": lambda: interpreter(""), "ours": lambda: interpreter("import mock_connectcases")},
        calls=1,
        repeats=effort.repeats,
    )
    empty, ours = timings["empty"].fastest, timings["ours"].fastest
    return Figure(ours - empty, SECONDS, ours, empty, SECONDS)


def process(effort: Effort) -> Figure:
    """Compare a process with one mock, client and call with one that imports boto3."""
    timings = interleaved(
        {"boto3": lambda: interpreter("import boto3"), "ours": lambda: interpreter(ONE_CALL)},
        calls=1,
        repeats=effort.repeats,
    )
    return ratio(timings["ours"], timings["boto3"])


def interpreter(program: str) -> None:
    """Run a program in an interpreter of its own."""
    subprocess.run([sys.executable, "-c", program], check=True)  # noqa: S603 - ourselves
