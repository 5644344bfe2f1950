"""Prints how many rules of which provenance each operation has.

``python -m tests.ledger`` is about all tests, and those in some paths if it has such arguments.
"""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from io import StringIO

import pytest

from tests.ledger.exercise import declared
from tests.ledger.marks import rules_of
from tests.ledger.page import Ledger


class _Collected:
    """Takes the rules of the collected tests; none of them is run."""

    def __init__(self) -> None:
        self.ledger = Ledger([], [])

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        rules = [rule for item in session.items for rule in rules_of(item)]
        self.ledger = Ledger(rules, declared())


def main(*paths: str) -> int:
    """Collect tests and print the table, or what pytest complains of."""
    collected = _Collected()
    with redirect_stdout(StringIO()) as said:
        status = pytest.main(
            ["--collect-only", "-q", "-p", "no:cacheprovider", *paths], [collected]
        )
    sys.stdout.write(said.getvalue() if status else collected.ledger.counted())
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
