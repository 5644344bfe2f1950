"""How much a run measures: all that is published, or what a check of a change has time for."""

from __future__ import annotations

from typing import NamedTuple


class Effort(NamedTuple):
    """Sizes and numbers of repeats."""

    name: str
    repeats: int
    """Rounds of which the fastest counts."""
    cases: tuple[int, ...]
    """Numbers of cases in the domains that are searched."""
    pages: tuple[int, ...]
    """Pages of a listing that are fetched."""
    round_seconds: float
    """For one round of a search."""
    unit_tests: int
    """In the file that pytest runs."""
    suite_rounds: int
    server_rounds: int
    server_seconds: float
    connections: tuple[int, ...]
    beside_moto: bool
    """Measure calls under ``mock_aws`` and of moto's services as well."""


FULL = Effort(
    name="full",
    repeats=25,
    cases=(100, 1_000, 10_000, 100_000),
    pages=(1, 10, 100, 1_000),
    round_seconds=0.03,
    unit_tests=300,
    suite_rounds=3,
    server_rounds=20,
    server_seconds=0.4,
    connections=(1, 8),
    beside_moto=True,
)
SHORT = Effort(
    name="short",
    repeats=5,
    cases=(1_000, 10_000),
    pages=(1, 100),
    round_seconds=0.01,
    unit_tests=30,
    suite_rounds=1,
    server_rounds=3,
    server_seconds=0.25,
    connections=(1,),
    beside_moto=False,
)
MILLION = 1_000_000
