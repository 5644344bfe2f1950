"""Measures things against each other in one run."""

from __future__ import annotations

import gc
import statistics
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


class Timing(NamedTuple):
    """Seconds for one call, over all repeats."""

    fastest: float
    median: float


def interleaved(
    functions: Mapping[str, Callable[[], object]], *, calls: int, repeats: int, warm: bool = True
) -> dict[str, Timing]:
    """Time functions in turns, so that a busy moment of the machine meets them all.

    They are called before that unless each call is a process, which nothing warms.
    """
    for function in functions.values():
        for _ in range(max(3, calls // 10) if warm else 0):
            function()
    return _timed({name: (each, calls) for name, each in functions.items()}, repeats)


def paced(
    functions: Mapping[str, Callable[[], object]], *, seconds: float, repeats: int
) -> dict[str, Timing]:
    """Time functions in turns, each called as often as fits into some seconds, or once."""
    turns = {}
    for name, function in functions.items():
        function()
        begin = time.perf_counter()
        function()
        once = time.perf_counter() - begin
        turns[name] = (function, max(1, min(100, int(seconds / once))))
    return _timed(turns, repeats)


def timed_once(function: Callable[[], object]) -> float:
    """Return the seconds that a single call takes, without warming up."""
    with collector_off():
        begin = time.perf_counter()
        function()
        return time.perf_counter() - begin


@contextmanager
def collector_off() -> Iterator[None]:
    """Keep the search for cyclic garbage out of what is timed."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _timed(
    turns: Mapping[str, tuple[Callable[[], object], int]], repeats: int
) -> dict[str, Timing]:
    seconds: dict[str, list[float]] = {name: [] for name in turns}
    with collector_off():
        for _ in range(repeats):
            for name, (function, calls) in turns.items():
                begin = time.perf_counter()
                for _ in range(calls):
                    function()
                seconds[name].append((time.perf_counter() - begin) / calls)
    return {name: Timing(min(each), statistics.median(each)) for name, each in seconds.items()}
