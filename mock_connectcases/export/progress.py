"""Reports the progress of an export: on a terminal, with tqdm where it is installed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Item = TypeVar("Item")


class ProgressReporter:
    """Counts the resources read, on a terminal."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._is_watched = self._stream.isatty()

    def over(self, items: Iterable[Item], what: str, total: int) -> Iterator[Item]:
        """Yield items, and count them on the terminal."""
        if not self._is_watched:
            yield from items
            return
        try:
            from tqdm import tqdm  # noqa: PLC0415 - an extra
        except ModuleNotFoundError:
            yield from self._counted(items, what, total)
            return
        yield from tqdm(items, desc=what, total=total, file=self._stream, leave=False)

    def _counted(self, items: Iterable[Item], what: str, total: int) -> Iterator[Item]:
        for number, each in enumerate(items, 1):
            self._stream.write(f"\r{what} {number} of {total}")
            self._stream.flush()
            yield each
        self._stream.write("\r\033[K")

    def note(self, sentence: str) -> None:
        """Print a notice for the user."""
        self._stream.write(f"mock_connectcases: {sentence}\n")
