"""The figures that a run brings forth: numbers with units, each under a name of its own.

A name is a path of its subject and what was asked about it: ``call/GetCase``.  What depends on a
number of cases, connections or pages ends in that number: ``scale/tag/100000``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.measure import Timing

RATIO = "ratio"
SECONDS = "s"
BYTES = "B"
PER_SECOND = "1/s"


class Figure(NamedTuple):
    """One number that was measured."""

    value: float
    unit: str = RATIO
    measured: float | None = None
    """Of a ratio: what was measured."""
    reference: float | None = None
    """Of a ratio: what that was compared with."""
    sides: str | None = None
    """The unit of these two."""

    def document(self) -> dict[str, Any]:
        """Return what is written into the results; beyond four digits there is only noise."""
        return {
            name: value if isinstance(value, str) else float(f"{value:.4g}")
            for name, value in self._asdict().items()
            if value is not None
        }


Results = dict[str, Figure]


def ratio(measured: Timing, reference: Timing) -> Figure:
    """Compare the fastest rounds of two things."""
    return Figure(
        measured.fastest / reference.fastest, RATIO, measured.fastest, reference.fastest, SECONDS
    )


def seconds(measured: Timing) -> Figure:
    """Return the fastest round by itself."""
    return Figure(measured.fastest, SECONDS)


def read(document: Mapping[str, Mapping[str, Any]]) -> Results:
    """Read figures back from a document."""
    return {name: Figure(**each) for name, each in document.items()}


def series(results: Mapping[str, Figure], name: str) -> dict[int, Figure]:
    """Return the figures of a name by the number that they end in, the smallest first."""
    found = {}
    for full_name, each in results.items():
        start, _, number = full_name.rpartition("/")
        if start == name and number.isdigit():
            found[int(number)] = each
    return dict(sorted(found.items()))
