"""Measures things against each other in one run, and prints the ratios as a table."""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Timing(NamedTuple):
    """Seconds for one call, over all repeats."""

    fastest: float
    median: float


class Row(NamedTuple):
    """One line of a table: something, what it is compared with, and the bound of the ratio."""

    name: str
    measured: Timing
    reference: Timing
    target: float | None = None


def interleaved(
    functions: dict[str, Callable[[], object]], *, calls: int, repeats: int
) -> dict[str, Timing]:
    """Time functions in turns, so that a busy moment of the machine meets them all."""
    seconds: dict[str, list[float]] = {name: [] for name in functions}
    for function in functions.values():
        for _ in range(max(3, calls // 10)):
            function()
    gc.collect()
    gc.disable()
    try:
        for _ in range(repeats):
            for name, function in functions.items():
                begin = time.perf_counter()
                for _ in range(calls):
                    function()
                seconds[name].append((time.perf_counter() - begin) / calls)
    finally:
        gc.enable()
    return {name: Timing(min(each), statistics.median(each)) for name, each in seconds.items()}


def print_table(title: str, rows: list[Row]) -> None:
    """Print times in microseconds, the ratios of the fastest and of the medians, and the target."""
    print(f"\n{title}")
    print(f"{'':<42}{'us':>10}{'against':>10}{'ratio':>9}{'median':>9}  target")
    for name, measured, reference, target in rows:
        ratio = measured.fastest / reference.fastest
        median = measured.median / reference.median
        verdict = ""
        if target is not None:
            verdict = f"<= {target:g} {'met' if ratio <= target else 'MISSED'}"
        print(
            f"{name:<42}{measured.fastest * 1e6:>10.1f}{reference.fastest * 1e6:>10.1f}"
            f"{ratio:>9.3f}{median:>9.3f}  {verdict}"
        )
