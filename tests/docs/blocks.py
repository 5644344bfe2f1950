"""Finds the code blocks of README.md, CONTRIBUTING.md and docs/."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))

_BLOCK = re.compile(
    r"(?:<!-- command: (\w+) -->\n)?^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL
)


class Block(NamedTuple):
    """One code block of a page."""

    page: Path
    line: int
    """Number of the first line of code."""
    language: str
    code: str
    command: str | None
    """What .ci/run and the tests call the block, if they need to find it."""

    def __str__(self) -> str:
        """Return where it is."""
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(*languages: str) -> list[Block]:
    """Return the code blocks in some languages, of all pages in their order."""
    return [each for page in PAGES for each in blocks_of(page) if each.language in languages]


def blocks_of(page: Path) -> list[Block]:
    """Return all code blocks of a page."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(page, text.count("\n", 0, found.start(3)) + 1, found[2], found[3], found[1])
        for found in _BLOCK.finditer(text)
    ]


def command(name: str) -> str:
    """Return a command of the README by its name."""
    (found,) = (each for each in blocks_of(ROOT / "README.md") if each.command == name)
    return found.code.removesuffix("\n")
