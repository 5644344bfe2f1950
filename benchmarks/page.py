"""Writes the results as a page: the targets first, the plots, then everything that was measured."""

from __future__ import annotations

from itertools import groupby
from textwrap import fill
from typing import TYPE_CHECKING, Any

from benchmarks import queries
from benchmarks.machine import was_busy
from benchmarks.questions import QUESTIONS
from benchmarks.results import BYTES, PER_SECOND, RATIO, SECONDS, read, series
from benchmarks.targets import MISSED, NOT_MEASURED, TARGETS, Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from benchmarks.results import Figure, Results

FOLDER = "measured"
"""Where, from the page, the plots and the results are."""
RESULTS = "results.json"

_UNITS = {SECONDS: ((1, "s"), (1e-3, "ms"), (1e-6, "µs")), BYTES: ((1e9, "GB"), (1e6, "MB"))}


def page(document: Mapping[str, Any]) -> str:
    """Return the page of some results."""
    results = read(document["figures"])
    parts = [
        "# Measured",
        paragraph(
            f"Written by `tox run -e bench` from [its results]({FOLDER}/{RESULTS}); do not edit."
            " [Performance](performance.md) says what was compared and why."
        ),
        paragraph(machine_sentence(document["machine"])),
        "A ratio compares the fastest rounds of two programs that took turns in one run.",
        *target_sections(document, results),
        "## The questions",
        *(f"![{question}]({FOLDER}/{name}.svg)" for name, question in QUESTIONS.items()),
        "## By the number of cases",
        paragraph(
            "Milliseconds through boto3, repeated, and in parentheses the first search of its kind."
        ),
        size_table(results),
        "## Everything else",
        rest_table(results),
    ]
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def paragraph(text: str) -> str:
    """Return a text in lines that are short enough to read."""
    return fill(text, 108, break_long_words=False, break_on_hyphens=False)


def target_sections(document: Mapping[str, Any], results: Results) -> Iterator[str]:
    """Yield a heading and a table for each group of targets, in the order of the targets."""
    for group, targets in groupby(TARGETS, key=lambda each: each.group):
        yield f"## {group}"
        rows = [
            [
                what(each, document),
                each.against,
                bound(each),
                quantity(results[each.figure]) if each.figure in results else "",
                outcome(each, each.verdict(results)),
            ]
            for each in targets
        ]
        yield table(["what", "against", "bound", "measured", ""], rows)


def outcome(target: Target, verdict: str) -> str:
    """Return a verdict, and why where a bound is missed."""
    if verdict == NOT_MEASURED:
        return verdict
    return f"**{verdict}**: {target.reason}" if verdict == MISSED else f"**{verdict}**"


def what(target: Target, document: Mapping[str, Any]) -> str:
    """Return what a target is about, with the sizes of this run."""
    return target.what.format(cases=document["cases"], page=document["page"])


def bound(target: Target) -> str:
    """Return a bound with its direction."""
    side = "≥" if target.at_least else "≤"
    return f"{side} {quantity_of(target.bound, target.unit)}"


def machine_sentence(machine: dict[str, Any]) -> str:
    """Say where and when the results were measured."""
    text = (
        "{date}, {processor}, {cores} cores, {system}, Python {python}, botocore {botocore},"
        " moto {moto}, aiohttp {aiohttp}, mock_connectcases {mock_connectcases}."
    ).format_map(machine)
    if was_busy(machine):
        text += (
            f" **The machine was busy with other work (load {machine['load']:g}):"
            " these figures are preliminary.**"
        )
    return text


def size_table(results: Results) -> str:
    """Return what each question costs by the number of cases, and its first time in parentheses."""
    sizes = [*series(results, "scale/GetCase")]
    rows = []
    for name in (*queries.BY_KEY, *queries.SEARCHES, queries.CHANGE_AND_SEARCH):
        warm, cold = series(results, f"scale/{name}"), series(results, f"first search/{name}")
        cells = []
        for size in sizes:
            cell = f"{warm[size].value * 1e3:.3g}"
            cells.append(f"{cell} ({cold[size].value * 1e3:.3g})" if size in cold else cell)
        rows.append([name, *cells])
    return table(["", *(f"{size:,}" for size in sizes)], rows)


def rest_table(results: Results) -> str:
    """Return the figures that are not in the table by size."""
    elsewhere = ("scale/", "first search/", "growth/", "scan/")
    rows = [
        [name, quantity(each), *sides(each)]
        for name, each in results.items()
        if not name.startswith(elsewhere)
    ]
    return table(["", "", "measured", "against"], rows)


def sides(figure: Figure) -> Iterator[str]:
    """Return the two sides of a ratio."""
    for side in (figure.measured, figure.reference):
        yield "" if side is None or figure.sides is None else quantity_of(side, figure.sides)


def quantity(figure: Figure) -> str:
    """Return a figure with its unit."""
    return quantity_of(figure.value, figure.unit)


def quantity_of(value: float, unit: str) -> str:
    """Return three digits and a unit that suits them."""
    if unit == RATIO:
        return f"{value:.3g}"
    if unit == PER_SECOND:
        return f"{value:,.0f}/s"
    for size, name in _UNITS[unit]:
        if value >= size:
            return f"{value / size:.3g} {name}"
    return f"{value:,.0f} B" if unit == BYTES else f"{value / size:.2g} {name}"


def table(heads: list[str], rows: Iterable[list[str]]) -> str:
    """Return a table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
