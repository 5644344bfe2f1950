"""Measures everything that docs/measured.md shows, and writes that page: ``tox run -e bench``.

With ``--short`` a minute's worth is measured and nothing written: the exit status is 1 if a figure
is so far beyond its bound that noise does not explain it.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.effort import FULL, MILLION, SHORT, Effort
from benchmarks.machine import describe
from benchmarks.page import FOLDER, RESULTS, bound, page, quantity, what
from benchmarks.results import read
from benchmarks.subjects import SHORT_SUBJECTS, SUBJECTS, measure_all
from benchmarks.targets import NOT_MEASURED, TARGETS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DOCS = Path(__file__).parents[1] / "docs"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, write and print; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--short", action="store_true", help="a check of a change: fail if a figure is far off"
    )
    parser.add_argument(
        "--million", action="store_true", help="also among 1,000,000 cases: 4 GB of memory"
    )
    parser.add_argument(
        "--output", type=Path, default=DOCS, help="folder of the page, by default docs/"
    )
    parser.add_argument(
        "--redraw", action="store_true", help="measure nothing, write the page from its results"
    )
    given = parser.parse_args(arguments)
    if given.redraw:
        text = (given.output / FOLDER / RESULTS).read_text(encoding="utf-8")
        write(json.loads(text), given.output)
        return 0
    effort = SHORT if given.short else FULL
    if given.million:
        effort = effort._replace(cases=(*effort.cases, MILLION))
    document = measured(SHORT_SUBJECTS if given.short else SUBJECTS, effort)
    print_targets(document)
    if given.short:
        return report_far_off(document)
    write(document, given.output)
    return 0


def measured(subjects: Sequence[str], effort: Effort) -> dict[str, Any]:
    """Measure subjects, and return the results and their circumstances as a document."""
    machine = describe()
    results = measure_all(subjects, effort)
    return {
        "machine": machine,
        "effort": effort.name,
        "cases": max(size for size in effort.cases if size < MILLION),
        "page": max(effort.pages),
        "figures": {name: each.document() for name, each in results.items()},
    }


def print_targets(document: Mapping[str, Any]) -> None:
    """Print every target that was measured."""
    results = read(document["figures"])
    for each in TARGETS:
        verdict = each.verdict(results)
        if verdict != NOT_MEASURED:
            print(
                f"{what(each, document):<50}{each.against:<54}{bound(each):>10}"
                f"{quantity(results[each.figure]):>10}  {verdict}"
            )


def report_far_off(document: Mapping[str, Any]) -> int:
    """Print what is far beyond its bound; return the exit status."""
    results = read(document["figures"])
    far_off = [each for each in TARGETS if each.is_far_off(results)]
    for each in far_off:
        print(
            f"FAR OFF: {what(each, document)} is {quantity(results[each.figure])}; its bound is"
            f" {bound(each)}, and beyond {each.alarm:g} it is no noise."
        )
    return 1 if far_off else 0


def write(document: Mapping[str, Any], folder: Path) -> None:
    """Write the results, the plots and the page."""
    from benchmarks.drawing import draw  # noqa: PLC0415 - only here is matplotlib needed

    measured = folder / FOLDER
    measured.mkdir(parents=True, exist_ok=True)
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    (measured / RESULTS).write_text(text, encoding="utf-8")
    draw(document, measured)
    (folder / "measured.md").write_text(page(document), encoding="utf-8")
    print(f"written: {folder / 'measured.md'}")


if __name__ == "__main__":
    sys.exit(main())
