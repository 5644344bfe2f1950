"""What can be measured, each subject in a process of its own."""

from __future__ import annotations

import importlib
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Final

from benchmarks.isolation import without_aws_configuration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.effort import Effort
    from benchmarks.results import Results

SUBJECTS: Final = (
    "suite",
    "calls",
    "switch",
    "wire",
    "state",
    "seeds",
    "toolkit",
    "inspector",
    "server",
    "scale",
)
"""The modules that have a function ``measure``."""
SHORT_SUBJECTS: Final = ("calls", "switch", "inspector", "server", "scale")
"""Those that have targets."""


def measure_all(subjects: Sequence[str], effort: Effort) -> Results:
    """Measure subjects one after the other; none finds the memory or the caches of another."""
    results: Results = {}
    for subject in subjects:
        begin = time.monotonic()
        own = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, own) as processes:
            results |= processes.submit(measure, subject, effort).result()
        print(f"{subject}: {time.monotonic() - begin:.0f} s", flush=True)
    return results


def measure(subject: str, effort: Effort) -> Results:
    """Measure one subject in this process."""
    without_aws_configuration()
    results: Results = importlib.import_module(f"benchmarks.{subject}").measure(effort)
    return results
