"""Makes a site of the pages: those of this folder and those at the top of the repository.

Built by ``tox run -e docs``, from the top, so that a link leads to the same file here as there.
"""

from __future__ import annotations

import re
from importlib.metadata import version as version_of
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "mock_connectcases"
version = release = version_of("mock-connectcases")
root_doc = "docs/index"
include_patterns = ["*.md", "docs/*.md"]
extensions = ["myst_parser"]
myst_heading_anchors = 3  # as code hosts make them
html_theme = "furo"
html_title = f"{project} {release}"
html_extra_path = ["site"]
html_copy_source = False
nitpicky = False


def setup(app: Sphinx) -> None:
    """Have the index read with a table of contents, see :func:`add_contents`."""
    app.connect("source-read", add_contents)


def add_contents(_app: Sphinx, page: str, source: list[str]) -> None:
    """Make the links of the index the contents: on a code host a directive would be shown."""
    if page == root_doc:
        pages = re.findall(r"\]\(([^):]+)\.md\)", source[0])
        source[0] += "\n".join(["", "```{toctree}", ":hidden:", "", *pages, "```", ""])
