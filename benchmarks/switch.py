"""What turning the mock on and off costs, importing it, and a whole unit test.

Run with ``python -m benchmarks.switch``.
"""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median
from typing import Any

import boto3
from moto import mock_aws

from benchmarks.isolation import without_aws_configuration
from benchmarks.measure import Row, Timing, interleaved, print_table
from mock_connectcases import mock_connectcases


def main() -> None:
    without_aws_configuration()
    print_table("Enter and leave, against mock_aws", enter_and_leave())
    print_table("A unit test: enter, client, five calls, leave; against mock_aws", [unit_test()])
    empty, ours = imports()
    print("\nimport mock_connectcases, over an empty interpreter")
    milliseconds = (ours.fastest - empty.fastest) * 1e3
    verdict = "met" if milliseconds <= 30 else "MISSED"
    print(
        f"{milliseconds:.1f} ms (median {(ours.median - empty.median) * 1e3:.1f} ms)"
        f"  <= 30 {verdict}"
    )


def enter_and_leave() -> list[Row]:
    light = interleaved(
        {"mock_connectcases": lambda: switch(mock_connectcases)}, calls=2000, repeats=9
    )
    both = interleaved({"mock_aws": lambda: switch(mock_aws)}, calls=20, repeats=9)
    return [Row("mock_connectcases", light["mock_connectcases"], both["mock_aws"], 0.01)]


def switch(mock: Any) -> None:
    with mock():
        pass


def unit_test() -> Row:
    """Compare a typical unit test; each mock starts with a fresh default session."""

    def body(mock: Any) -> None:
        with mock():
            client = boto3.client("connectcases", region_name="us-east-1")
            domain = client.create_domain(name="orders")["domainId"]
            client.create_field(domainId=domain, name="order", type="Text")
            client.get_domain(domainId=domain)
            client.list_fields(domainId=domain)
            client.list_domains()

    timings = interleaved(
        {"ours": lambda: body(mock_connectcases), "moto": lambda: body(mock_aws)},
        calls=5,
        repeats=9,
    )
    return Row("mock_connectcases", timings["ours"], timings["moto"], 0.4)


def imports() -> tuple[Timing, Timing]:
    """Time an empty interpreter and one that imports the package, in turns."""
    seconds: dict[str, list[float]] = {"": [], "import mock_connectcases": []}
    for _ in range(20):
        for program, times in seconds.items():
            begin = time.perf_counter()
            subprocess.run([sys.executable, "-c", program], check=True)  # noqa: S603 - ourselves
            times.append(time.perf_counter() - begin)
    empty, ours = (Timing(min(times), median(times)) for times in seconds.values())
    return empty, ours


if __name__ == "__main__":
    main()
