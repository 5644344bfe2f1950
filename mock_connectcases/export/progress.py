"""Tells how far an export has come: on a terminal, with tqdm where it is installed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Thing = TypeVar("Thing")


class Progress:
    """Counts what is read, where somebody watches."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._is_watched = self._stream.isatty()

    def over(self, things: Iterable[Thing], what: str, total: int) -> Iterator[Thing]:
        """Yield things, and count them on the terminal."""
        if not self._is_watched:
            yield from things
            return
        try:
            from tqdm import tqdm  # noqa: PLC0415 - an extra
        except ModuleNotFoundError:
            yield from self._counted(things, what, total)
            return
        yield from tqdm(things, desc=what, total=total, file=self._stream, leave=False)

    def _counted(self, things: Iterable[Thing], what: str, total: int) -> Iterator[Thing]:
        for number, each in enumerate(things, 1):
            self._stream.write(f"\r{what} {number} of {total}")
            self._stream.flush()
            yield each
        self._stream.write("\r\033[K")

    def note(self, sentence: str) -> None:
        """Say something that whoever exports should know."""
        self._stream.write(f"mock_connectcases: {sentence}\n")
