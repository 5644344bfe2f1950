"""The cases of a domain in the order of their latest change.

Rule of this file: an entry is appended and never moved; a case that changes again leaves a gap.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.resources.case import Case

_FEW: Final = 32


class ChangeOrder:
    """The cases by the number of their latest change, in ascending order."""

    __slots__ = ("_cases", "_gaps", "_numbers")

    def __init__(self) -> None:
        self._numbers = array("q")
        self._cases: list[Case | None] = []
        self._gaps = 0

    def __len__(self) -> int:
        """Return the length with gaps, which are few or at most as many as the cases."""
        return len(self._cases)

    def append(self, case: Case) -> None:
        """Put a case at the end; its number must be greater than any before."""
        self._numbers.append(case.change_number)
        self._cases.append(case)

    def remove(self, case: Case) -> None:
        """Remove a case, before its number changes."""
        self._cases[bisect_left(self._numbers, case.change_number)] = None
        self._gaps += 1
        if self._gaps > _FEW and self._gaps * 2 > len(self._cases):
            self._close_gaps()

    def latest_first(self, before: int | None = None) -> Iterator[Case]:
        """Yield the cases with a smaller number of their latest change, the greatest first."""
        end = len(self._cases) if before is None else bisect_left(self._numbers, before)
        following = map(self._cases.__getitem__, range(end - 1, -1, -1))
        return (case for case in following if case is not None)

    def _close_gaps(self) -> None:
        cases = [case for case in self._cases if case is not None]
        self._cases = list(cases)
        self._numbers = array("q", [case.change_number for case in cases])
        self._gaps = 0
