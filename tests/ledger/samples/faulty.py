"""Tests with wrong rules."""

from __future__ import annotations

from tests.provenance import rule


@rule("domain-name-uniqe")
def test_of_an_unknown_rule() -> None:
    raise AssertionError
