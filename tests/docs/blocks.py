"""Finds the code blocks of the pages at the top of the repository and in docs/."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
_TOP = ("README", "CONTRIBUTING", "CHANGELOG", "SECURITY")
PAGES = (*(ROOT / f"{each}.md" for each in _TOP), *sorted((ROOT / "docs").glob("*.md")))

_BLOCK = re.compile(
    r"(?:<!-- (?P<what>command|file): (?P<name>[\w.]+) -->\n)?"
    r"^```(?P<language>\w*)\n(?P<code>.*?)^```$",
    re.MULTILINE | re.DOTALL,
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
    file: str | None
    """The file that readers put the block into, after the blocks before it."""

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
        Block(
            page,
            text.count("\n", 0, found.start("code")) + 1,
            found["language"],
            found["code"],
            found["name"] if found["what"] == "command" else None,
            found["name"] if found["what"] == "file" else None,
        )
        for found in _BLOCK.finditer(text)
    ]


def files_as_of(block: Block) -> dict[str, str]:
    """Return the files that a reader of the page has after following it up to a block."""
    files: dict[str, str] = {}
    for each in blocks_of(block.page):
        if each.file and each.line <= block.line:
            files[each.file] = "\n\n".join([*filter(None, [files.get(each.file)]), each.code])
    return files


def command(name: str) -> str:
    """Return a command of the README by its name."""
    (found,) = (each for each in blocks_of(ROOT / "README.md") if each.command == name)
    return found.code.removesuffix("\n")
