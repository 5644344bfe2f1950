"""Verdicts are computed from the one table of targets."""

from __future__ import annotations

import pytest

from benchmarks.__main__ import report_far_off
from benchmarks.results import Figure
from benchmarks.targets import MET, MISSED, NOT_MEASURED, TARGETS, Target

AT_MOST = Target("One call", "GetCase", "call", "a floor", 1.15, base=1)
AT_LEAST = Target("The server", "GetCase", "rate", "a floor", 0.6, at_least=True)


@pytest.mark.parametrize(
    ("target", "value", "verdict"),
    [
        (AT_MOST, 1.15, MET),
        (AT_MOST, 1.151, MISSED),
        (AT_LEAST, 0.6, MET),
        (AT_LEAST, 0.599, MISSED),
    ],
)
def test_bound_itself_is_met(target: Target, value: float, verdict: str) -> None:
    assert target.verdict({target.figure: Figure(value)}) == verdict


def test_figure_that_is_not_there_is_neither_met_nor_missed() -> None:
    assert AT_MOST.verdict({}) == NOT_MEASURED
    assert not AT_MOST.is_far_off({})


@pytest.mark.parametrize(
    ("target", "value", "far_off"),
    [
        (AT_MOST, 1.44, False),
        (AT_MOST, 1.46, True),
        (AT_LEAST, 0.21, False),
        (AT_LEAST, 0.19, True),
    ],
)
def test_alarm_leaves_room_for_noise(target: Target, value: float, *, far_off: bool) -> None:
    assert target.is_far_off({target.figure: Figure(value)}) is far_off


def test_short_run_fails_for_what_is_far_off(capsys: pytest.CaptureFixture[str]) -> None:
    document = {"figures": {"call/GetCase": Figure(1.9).document()}, "cases": 10, "page": 1}

    assert report_far_off(document) == 1
    assert "GetCase is 1.9; its bound is ≤ 0.6" in capsys.readouterr().out


def test_short_run_passes_what_is_missed_by_a_little(capsys: pytest.CaptureFixture[str]) -> None:
    document = {"figures": {"call/GetCase": Figure(1.3).document()}, "cases": 10, "page": 1}

    assert report_far_off(document) == 0
    assert capsys.readouterr().out == ""


def test_no_figure_has_two_targets() -> None:
    assert len({each.figure for each in TARGETS}) == len(TARGETS)
