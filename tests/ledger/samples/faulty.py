"""Tests whose rules do not hold with their sources."""

from __future__ import annotations

from tests.provenance import documented


@documented("GetDomain", "Returns information about each domain.")
def test_of_another_sentence() -> None:
    raise AssertionError


@documented("GetEverything", "Returns everything.")
def test_of_no_operation() -> None:
    raise AssertionError
