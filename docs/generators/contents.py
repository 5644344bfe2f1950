"""Makes the contents of the site from the links of the index page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECTION = re.compile(r"^## (.*)\n", re.MULTILINE)
_PAGE = re.compile(r"\[([^]]+)\]\(([^):]+)\.md\)")


def contents(index: str) -> str:
    """Return a table of contents for each section that links to pages, under its heading."""
    return "\n".join(_toctrees(index))


def _toctrees(index: str) -> Iterator[str]:
    _, *parts = _SECTION.split(index)
    for caption, section in zip(parts[::2], parts[1::2], strict=True):
        pages = [f"{title} <{page}>" for title, page in _PAGE.findall(section)]
        yield "\n".join(["", "```{toctree}", ":hidden:", f":caption: {caption}", "", *pages, "```"])
    yield ""
