"""The published page is what its results say."""

from __future__ import annotations

import json

import pytest

from benchmarks.effort import FULL, MILLION
from benchmarks.page import FOLDER, RESULTS, page, quantity
from benchmarks.questions import QUESTIONS
from benchmarks.results import Figure, read, series
from benchmarks.targets import MISSED, REASONS, TARGETS
from tests.docs.blocks import ROOT

MEASURED = ROOT / "docs" / FOLDER
DOCUMENT = json.loads((MEASURED / RESULTS).read_text(encoding="utf-8"))


def test_page_is_made_from_the_results_beside_it() -> None:
    assert (ROOT / "docs/measured.md").read_text(encoding="utf-8") == page(DOCUMENT)


def test_results_are_of_a_full_run() -> None:
    missing = {each.figure for each in TARGETS} - set(DOCUMENT["figures"])

    assert (DOCUMENT["effort"], DOCUMENT["cases"]) == (FULL.name, max(FULL.cases))
    assert {name for name in missing if not name.endswith(f"/{MILLION}")} == set()


def test_plots_are_of_the_same_run_and_no_others_are_there() -> None:
    plots = {path.stem: path.read_text(encoding="utf-8") for path in MEASURED.glob("*.svg")}

    assert set(plots) == set(QUESTIONS)
    assert {
        name for name, text in plots.items() if DOCUMENT["machine"]["date"] not in text
    } == set()


def test_page_says_missed_where_the_results_do() -> None:
    figures = {name: dict(each) for name, each in DOCUMENT["figures"].items()}
    figures["call/GetCase"]["value"] = 1.16

    missed = [each for each in TARGETS if each.verdict(read(figures)) == MISSED]

    assert page({**DOCUMENT, "figures": figures}).count(f"**{MISSED}**") == len(missed) >= 1


def test_page_says_why_a_bound_is_missed() -> None:
    missed = [each for each in TARGETS if each.verdict(read(DOCUMENT["figures"])) == MISSED]

    assert [each.figure for each in missed if not each.reason] == []
    text = page(DOCUMENT)
    assert [each.figure for each in missed if f"**{MISSED}**: {each.reason} |" not in text] == []


def test_every_reason_is_of_a_figure() -> None:
    reasons = {each.reason for each in TARGETS if each.reason}

    assert reasons == set(REASONS.values())


@pytest.mark.parametrize(("load", "preliminary"), [(0.1, False), (7.5, True)])
def test_page_says_that_the_machine_was_busy(load: float, *, preliminary: bool) -> None:
    machine = {**DOCUMENT["machine"], "load": load, "cores": 2}

    assert ("preliminary" in page({**DOCUMENT, "machine": machine})) is preliminary


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1.1234, "ratio", "1.12"),
        (0.000_25, "s", "250 µs"),
        (0.0123, "s", "12.3 ms"),
        (179.6, "s", "180 s"),
        (2891.0, "B", "2,891 B"),
        (3.21e9, "B", "3.21 GB"),
        (4321.0, "1/s", "4,321/s"),
    ],
)
def test_quantity_has_its_unit(value: float, unit: str, text: str) -> None:
    assert quantity(Figure(value, unit)) == text


def test_figure_is_the_same_after_writing_and_reading() -> None:
    figure = Figure(1.25, measured=0.0005, reference=0.0004, sides="s")

    assert read(json.loads(json.dumps({"call": figure.document()}))) == {"call": figure}


def test_series_is_in_the_order_of_its_numbers() -> None:
    results = {f"scale/tag/{size}": Figure(size) for size in (10_000, 100, 1_000)}

    assert [*series(results, "scale/tag")] == [100, 1_000, 10_000]
