"""What is wrong with a document, and where."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from mock_connectcases.errors import MockError

if TYPE_CHECKING:
    from collections.abc import Generator


class UnfitDocumentError(MockError):
    """A document is not what was written; it says where, and which rule is broken."""

    def __init__(self, rule: str, *path: str | int) -> None:
        super().__init__(rule)
        self.rule = rule
        self.path = list(path)

    def within(self, *path: str | int) -> UnfitDocumentError:
        """Return this error, told from further outside."""
        self.path[:0] = path
        return self

    def __str__(self) -> str:
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path)
        return f"${''.join(steps)} {self.rule}"


@contextmanager
def within(*path: str | int) -> Generator[None, None, None]:
    """Tell errors from further outside."""
    try:
        yield
    except UnfitDocumentError as error:
        raise error.within(*path) from None
