"""What ``--durations`` shows is true where a test freezes time."""

from __future__ import annotations

from _pytest.timing import Instant
from freezegun import freeze_time


def test_frozen_time_is_not_in_the_duration_of_a_test() -> None:
    start = Instant()
    with freeze_time("2026-01-31"):
        assert start.elapsed().seconds < 60


def test_duration_of_a_test_does_not_stand_still_while_time_is_frozen() -> None:
    with freeze_time("2026-01-31"):
        start = Instant()
        assert start.elapsed().seconds > 0
