"""The command ``serve`` in a warm interpreter: for tests of what it does, not of its start."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.interpreters import WarmProgram

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def serving(*arguments: str) -> Iterator[tuple[WarmProgram, str]]:
    """Run the command and give its program and the first line that it prints."""
    command = ("-m", "mock_connectcases", "serve", "--port", "0", *arguments)
    with WarmProgram(*command, mocked=True) as program:
        try:
            yield program, program.stdout.readline().strip()
        finally:
            program.kill()
