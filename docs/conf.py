"""Makes a site of the pages: those here and at the top of the repository, and generated ones.

Built by ``tox run -e docs``, from the top, so that a link leads to the same file here as there.
"""

from __future__ import annotations

import sys
from importlib.metadata import metadata
from pathlib import Path
from typing import TYPE_CHECKING

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS))

from generators import command_line, operations, python_api  # noqa: E402
from generators.contents import contents  # noqa: E402

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "mock_connectcases"
version = release = metadata("mock-connectcases")["Version"]
root_doc = "docs/index"
include_patterns = ["*.md", "docs/*.md", f"docs/{operations.FOLDER}/*.md"]
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]
myst_heading_anchors = 3  # as code hosts make them
myst_html_meta = {"description": metadata("mock-connectcases")["Summary"]}
copybutton_prompt_text = "$ "
copybutton_copy_empty_lines = False
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
html_theme = "furo"
html_title = f"{project} {release}"
html_extra_path = ["site"]
html_static_path = ["static"]
html_css_files = ["site.css"]
html_favicon = "static/favicon.svg"
html_copy_source = False
html_show_copyright = False
nitpicky = False


def setup(app: Sphinx) -> None:
    """Have the pages generated that are not in the repository, and the others completed."""
    app.connect("builder-inited", lambda _: operations.write_pages(DOCS))
    app.connect("source-read", complete)


def complete(_app: Sphinx, page: str, source: list[str]) -> None:
    """Append to a page what is generated: on a code host a directive would be shown as it is."""
    match page:
        case "docs/index":
            source[0] += contents(source[0])
        case "docs/operations":
            source[0] += operations.finder()
        case "docs/python-api":
            source[0] += python_api.reference(DOCS)
        case "docs/command-line":
            source[0] += command_line.reference()
