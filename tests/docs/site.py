"""The site that ``tox run -e docs`` has built: whole, found by search, and from nowhere else.

Not collected by itself: it needs ``docs/_build``.
"""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from botocore import xform_name
from sphinx.search.en import SearchEnglish

import mock_connectcases
from mock_connectcases.cli import make_parser
from mock_connectcases.operations import OPERATIONS
from mock_connectcases.wire.model import service_model
from tests.docs.blocks import ROOT, blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

SITE = ROOT / "docs/_build"
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
COMMANDS = re.findall(r"^    (\w+) ", make_parser().format_help(), re.MULTILINE)
_LOADED = {"link": "href", "script": "src", "img": "src"}
_FROM_ELSEWHERE = re.compile(r"@import|url\(\s*[\"']?(?:https?:)?//")


class SitePage(HTMLParser):
    """The anchors of a page, where it links to, and what a browser loads with it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.anchors = {""}
        self.links: set[str] = set()
        self.loaded: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element is, links to or loads."""
        given = {name: value or "" for name, value in attrs}
        self.anchors.add(given.get("id", ""))
        if tag == "a" and "href" in given:
            self.links.add(given["href"])
        if tag in _LOADED and _LOADED[tag] in given:
            self.loaded.add(given[_LOADED[tag]])


@cache
def page(path: Path) -> SitePage:
    return SitePage(path)


def read(name: str) -> str:
    return (SITE / name).read_text(encoding="utf-8")


def links_to_nothing(name: str) -> Iterator[str]:
    for link in page(SITE / name).links:
        address = urlsplit(link)
        if address.scheme:
            continue
        target = (SITE / name).parent / unquote(address.path) if address.path else SITE / name
        if not target.exists() or (
            target.suffix == ".html" and address.fragment not in page(target.resolve()).anchors
        ):
            yield link


@cache
def search_index() -> Any:
    text = read("searchindex.js")
    return json.loads(text[text.index("{") : text.rindex("}") + 1])


@pytest.mark.parametrize("name", PAGES)
def test_link_leads_to_a_page_and_an_anchor(name: str) -> None:
    assert list(links_to_nothing(name)) == []


@pytest.mark.parametrize("name", PAGES)
def test_page_loads_nothing_from_elsewhere(name: str) -> None:
    assert [each for each in page(SITE / name).loaded if urlsplit(each).netloc] == []


def test_styles_load_nothing_from_elsewhere() -> None:
    styles = list(SITE.rglob("*.css"))

    assert styles
    assert [
        each.name for each in styles if _FROM_ELSEWHERE.search(each.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_operation_is_found_by_its_name(operation: str) -> None:
    places = search_index()["alltitles"][operation]

    names = {search_index()["docnames"][number] for number, _ in places}
    assert names == {f"docs/operations/{operation}", "docs/ledger"}


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_operation_is_found_by_its_name_in_boto3(operation: str) -> None:
    ((number, _, is_main),) = search_index()["indexentries"][xform_name(operation)]

    assert is_main  # or the result stands last
    assert search_index()["docnames"][number] == f"docs/operations/{operation}"


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_page_of_an_operation_has_all_that_the_model_says(operation: str) -> None:
    shown = read(f"docs/operations/{operation}.html")
    model = service_model().operation_model(operation)

    members = [
        *(model.input_shape.members if model.input_shape else ()),
        *(model.output_shape.members if model.output_shape else ()),
    ]
    errors = [each.name for each in model.error_shapes]
    coded = {re.sub(r"<[^>]*>", "", each) for each in re.findall(r"<code.*?</code>", shown)}
    request = f"{model.http['method']} {model.http['requestUri']}"
    assert [each for each in (*members, *errors, request) if each not in coded] == []


def pages_found(phrase: str) -> set[str]:
    """Return the pages that have every word of a phrase, as the search of the site matches them."""
    stem = SearchEnglish({}).stem
    index = search_index()

    def pages_with(word: str) -> set[str]:
        found = [index[each].get(stem(word.lower()), []) for each in ("terms", "titleterms")]
        numbers = [each if isinstance(each, list) else [each] for each in found]
        return {index["docnames"][each] for each in chain(*numbers)}

    return set.intersection(*(pages_with(each) for each in phrase.split()))


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("time travel", "docs/toolkit"),
        ("throttle", "docs/toolkit"),
        ("GitHub Actions", "docs/ci"),
        ("GitLab", "docs/ci"),
        ("TypeScript", "docs/other-languages"),
        ("first test", "docs/first-test"),
    ],
)
def test_question_of_a_user_finds_the_page(phrase: str, name: str) -> None:
    assert name in pages_found(phrase)


def test_every_page_has_a_description_and_an_icon() -> None:
    shown = {each: read(each) for each in PAGES if each.startswith("docs/")}

    assert shown
    described = '<meta content="Amazon Connect Cases'
    assert [each for each, text in shown.items() if described not in text] == []
    assert [each for each, text in shown.items() if "favicon.svg" not in text] == []


def test_python_api_has_every_exported_name() -> None:
    anchors = page(SITE / "docs/python-api.html").anchors

    exported = [each for each in mock_connectcases.__all__ if not each.startswith("_")]
    assert [each for each in exported if f"mock_connectcases.{each}" not in anchors] == []


def test_python_api_has_all_that_the_handle_offers() -> None:
    anchors = page(SITE / "docs/python-api.html").anchors

    offered = [each for each in dir(mock_connectcases.MockConnectCases) if not each.startswith("_")]
    assert "fail" in offered
    handle = "mock_connectcases.MockConnectCases"
    assert [each for each in offered if f"{handle}.{each}" not in anchors] == []


def test_python_api_has_every_name_that_a_page_imports_from_a_module() -> None:
    imports = re.compile(r"^from (mock_connectcases\.[\w.]+) import (\w+)$", re.MULTILINE)
    names = {each for block in blocks("python") for each in imports.findall(block.code)}

    assert names
    anchors = page(SITE / "docs/python-api.html").anchors
    assert {".".join(each) for each in names} - anchors == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_command_line_has_the_help_of_every_command(command: str) -> None:
    assert f"usage: mock_connectcases {command} " in read("docs/command-line.html")


def test_contents_have_a_caption_for_each_section_of_the_index() -> None:
    index = (ROOT / "docs/index.md").read_text(encoding="utf-8")
    captions = re.findall(r'class="caption-text">([^<]*)<', read("docs/index.html"))

    sections = re.findall(r"^## (.*)$", index, re.MULTILINE)
    assert list(dict.fromkeys(captions)) == sections
