"""Draws the results as plots in SVG, one for each question; nothing else needs matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import matplotlib as mpl
from matplotlib import pyplot
from matplotlib.ticker import FuncFormatter, NullFormatter

from benchmarks import queries
from benchmarks.questions import QUESTIONS
from benchmarks.results import read, series
from benchmarks.targets import MISSED, TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from matplotlib.axes import Axes

    from benchmarks.results import Results

PLAIN, BEYOND, BOUND, QUIET = "#2b6cb0", "#c05621", "#1a202c", "#718096"
LINES = ("#2b6cb0", "#c05621", "#2f855a", "#6b46c1", "#b7791f", "#b83280", "#4a5568", "#319795")
STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",  # words stay words
    "svg.hashsalt": "mock_connectcases",  # the same results make the same file
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 12,
    "figure.facecolor": "white",
}
CLOSEST_LABELS = 0.055
"""Of the height of a plot."""


class Bar(NamedTuple):
    """One line of a bar chart; a bar without bound is there for comparison."""

    label: str
    value: float
    bound: float | None = None
    missed: bool = False


def draw(document: Mapping[str, Any], folder: Path) -> None:
    """Draw all plots into a folder."""
    results = read(document["figures"])
    with mpl.rc_context(STYLE):
        for name, question in QUESTIONS.items():
            _PLOTS[name](results, document)
            pyplot.gcf().suptitle(question, x=0.01, ha="left", fontsize=13)
            pyplot.savefig(
                folder / f"{name}.svg",
                bbox_inches="tight",
                metadata={"Date": None, "Description": document["machine"]["date"]},
            )
            pyplot.close()


def _calls(results: Results, _document: Mapping[str, Any]) -> None:
    bars = [_bar(results, f"call/{name}", name) for name in _names(results, "call/")]
    bars += [
        Bar(f"moto's connectcampaigns, {name}", results[f"call of moto/{name}"].value)
        for name in _names(results, "call of moto/")
    ]
    _draw_bars(_axes(bars), bars, "times botocore alone (1 is free)")


def _switch(results: Results, _document: Mapping[str, Any]) -> None:
    names = {"switch/enter and leave": "on and off", "switch/unit test": "a whole unit test"}
    bars = [_bar(results, name, label) for name, label in names.items()]
    axes = _axes(bars)
    axes.set_xscale("log")
    axes.set_xlim(0.001, 1)
    _draw_bars(axes, bars, "of what mock_aws takes (log scale)")


def _growth(results: Results, document: Mapping[str, Any]) -> None:
    bars = [
        _bar(results, f"growth/{name}", name)
        for name in (*queries.BY_KEY, *queries.SEARCHES, queries.CHANGE_AND_SEARCH)
    ]
    axes = _axes(bars)
    axes.set_xscale("log")
    axes.set_xlim(0.5, max(10, *(each.value * 1.6 for each in bars)))
    _draw_bars(axes, bars, f"cost among {document['cases']:,} cases, times that among 1,000")


def _searches(results: Results, _document: Mapping[str, Any]) -> None:
    names = (*queries.BY_KEY, *queries.FIRST_PAGES, queries.WORD)
    _draw_lines(results, {name: f"scale/{name}" for name in names}, "cases", None)


def _scans(results: Results, _document: Mapping[str, Any]) -> None:
    names = {name: f"scale/{name}" for name in (*queries.SCANS, queries.ITEMS)}
    (bound,) = {each.bound for each in TARGETS if each.figure.startswith("scan/")}
    _draw_lines(results, names, "cases", bound)


def _pages(results: Results, _document: Mapping[str, Any]) -> None:
    (allowed,) = (each.bound for each in TARGETS if each.figure.startswith("pages/"))
    bound = allowed * series(results, "page")[1].value
    axes = _draw_lines(
        results, {"default order": "page"}, "number of the page, 25 cases each", bound
    )
    axes.set_ylim(bottom=0)


def _memory(results: Results, _document: Mapping[str, Any]) -> None:
    (bound,) = (each.bound for each in TARGETS if each.figure == "memory/a case")
    bars = []
    for name, label in (("a case", "stored"), ("a case, once searched", "with all indexes")):
        for size, each in series(results, f"memory/{name}").items():
            bars.append(Bar(f"{label}, {size:,} cases", each.value, bound, each.value > bound))
    _draw_bars(_axes(bars), bars, "bytes for a case with ten short fields, history included")


def _server(results: Results, _document: Mapping[str, Any]) -> None:
    operations = ("GetCase", "CreateCase", "SearchCases")
    sides = {
        "of the bare server": "requests per second,\nof a bare server with the same bytes",
        "times moto_server": "requests per second,\ntimes moto's server listing campaigns",
    }
    figure, both = pyplot.subplots(1, 2, figsize=(10, 2.4), sharey=True)
    figure.subplots_adjust(top=0.8, wspace=0.7)
    for axes, (side, label) in zip(both, sides.items(), strict=True):
        bars = [_bar(results, f"server/{name}, {side}/1", name) for name in operations]
        _draw_bars(axes, bars, label)


_PLOTS: dict[str, Callable[[Results, Mapping[str, Any]], None]] = {
    "calls": _calls,
    "switch": _switch,
    "growth": _growth,
    "searches": _searches,
    "scans": _scans,
    "pages": _pages,
    "memory": _memory,
    "server": _server,
}


def _bar(results: Results, figure: str, label: str) -> Bar:
    target = next((each for each in TARGETS if each.figure == figure), None)
    if target is None:
        return Bar(label, results[figure].value)
    return Bar(label, results[figure].value, target.bound, target.verdict(results) == MISSED)


def _names(results: Results, start: str) -> list[str]:
    return [name.removeprefix(start) for name in results if name.startswith(start)]


def _axes(bars: list[Bar]) -> Axes:
    figure, axes = pyplot.subplots(figsize=(8, 0.9 + 0.36 * len(bars)))
    figure.subplots_adjust(top=1 - 0.5 / (0.9 + 0.36 * len(bars)))
    return axes


def _draw_bars(axes: Axes, bars: list[Bar], label: str) -> None:
    """Draw bars with their values beside them, and each bound as a line across its bar."""
    for place, bar in enumerate(bars):
        color = QUIET if bar.bound is None else BEYOND if bar.missed else PLAIN
        axes.barh(place, bar.value, color=color, height=0.6)
        text = f" {_three_digits(bar.value)}"
        end = bar.value
        if bar.bound is not None:
            axes.plot([bar.bound] * 2, [place - 0.42, place + 0.42], color=BOUND, linewidth=2)
            text += f"  bound {bar.bound:,g}" + ("  missed" if bar.missed else "")
            end = max(end, bar.bound)
        axes.text(end, place, text, va="center", color=BOUND)
    axes.set_yticks(range(len(bars)), [each.label for each in bars])
    axes.tick_params(axis="y", length=0)
    if not axes.yaxis_inverted():
        axes.invert_yaxis()
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_xlabel(label)


def _draw_lines(
    results: Results, names: Mapping[str, str], across: str, bound: float | None
) -> Axes:
    """Draw milliseconds over a number, each line labelled where it ends."""
    figure, axes = pyplot.subplots(figsize=(8, 4.6))
    figure.subplots_adjust(top=0.92)
    ends = {}
    for color, (label, name) in zip(LINES, names.items(), strict=False):
        found = series(results, name)
        times = [each.value * 1e3 for each in found.values()]
        axes.plot([*found], times, marker="o", markersize=4, color=color)
        ends[label] = (max(found), times[-1], color)
    axes.set_xscale("log")
    if len(ends) > 1:
        axes.set_yscale("log")
    if bound is not None:
        axes.axhline(bound * 1e3, color=BOUND, linewidth=1.5, linestyle="--")
        axes.text(min(found), bound * 1e3, f"bound {bound * 1e3:.3g} ms", va="bottom", color=BOUND)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.yaxis.set_minor_formatter(NullFormatter())
    axes.set_xlabel(f"{across} (log scale)")
    axes.set_ylabel("milliseconds through boto3" + (" (log scale)" if len(ends) > 1 else ""))
    axes.grid(axis="y", color="#e2e8f0")
    _label_ends(axes, ends)
    return axes


def _label_ends(axes: Axes, ends: dict[str, tuple[int, float, str]]) -> None:
    """Write each label beside the end of its line, and no two over each other."""
    axes.autoscale_view()  # the heights below are those of the finished plot
    to_plot = axes.transData + axes.transAxes.inverted()
    heights = {
        label: float(to_plot.transform((right, height))[1])
        for label, (right, height, _) in ends.items()
    }
    lowest = -1.0
    for label in _from_below(heights):
        lowest = max(heights[label], lowest + CLOSEST_LABELS)
        right, height, color = ends[label]
        axes.annotate(
            f"{label}, {_three_digits(height)} ms",
            (right, height),
            xytext=(1.02, lowest),
            textcoords="axes fraction",
            color=color,
            va="center",
            arrowprops={"arrowstyle": "-", "color": color, "linewidth": 0.6},
        )


def _three_digits(value: float) -> str:
    return f"{value:.3g}" if value < 1000 else f"{value:,.0f}"


def _from_below(heights: Mapping[str, float]) -> Iterable[str]:
    return sorted(heights, key=heights.__getitem__)
