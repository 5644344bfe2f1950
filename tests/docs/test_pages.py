"""The pages hang together: links lead somewhere, commands and help agree with what is there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from mock_connectcases import cli
from mock_connectcases.rules import all_rules
from mock_connectcases.wire.model import service_model
from tests.docs.blocks import PAGES, ROOT, command

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINK = re.compile(r"\]\((?!https?://)([^)#]*)(?:#([^)]*))?\)")
_EXTERNAL = re.compile(r"(?:\]\(|^\[[^]]+\]: )(\w+://[^)\s]*)", re.MULTILINE)
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
_CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


def links() -> Iterator[tuple[str, str, str]]:
    """Yield each page that links, the file it links to, and the anchor there."""
    for page in PAGES:
        for link in _LINK.finditer(prose_of(page)):
            yield page.relative_to(ROOT).as_posix(), link[1], link[2] or ""


def prose_of(page: Path) -> str:
    return _CODE.sub("", page.read_text(encoding="utf-8"))


def leads_somewhere(page: str, target: str, anchor: str) -> bool:
    path = (ROOT / page).parent / target if target else ROOT / page
    return path.exists() and (not anchor or anchor in anchors_of(path))


@cache
def anchors_of(page: Path) -> set[str]:
    """Return the anchors that a code host gives the headings of a page."""
    headings = _HEADING.findall(prose_of(page))
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


def test_links_lead_to_files_and_headings() -> None:
    found = sorted(set(links()))

    assert found
    assert [each for each in found if not leads_somewhere(*each)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_link_to_another_site_is_a_whole_address(page: Path) -> None:
    """``tox run -e linkcheck`` checks that it works, which needs the internet."""
    addresses = [urlsplit(each) for each in _EXTERNAL.findall(prose_of(page))]

    wrong = [each for each in addresses if each.scheme != "https" or "." not in each.netloc]
    assert [each.geturl() for each in wrong] == []


def test_readme_links_from_the_package_index_too() -> None:
    words = (ROOT / "README.md").read_text(encoding="utf-8").partition("\n## Links\n")[0].split()

    assert len(words) <= 500
    assert [each for each in links() if each[0] == "README.md"] == []


def test_picture_says_what_it_shows() -> None:
    pictures = [each for page in PAGES for each in re.findall(r"!\[([^]]*)\]", prose_of(page))]

    assert pictures
    assert [each for each in pictures if len(each) < 40] == []


def test_every_page_is_reached_from_the_index() -> None:
    linked = {target for page, target, _ in links() if page == "docs/index.md"}

    assert {page.name for page in (ROOT / "docs").glob("*.md")} <= {*linked, "index.md"}


@pytest.mark.parametrize("name", ["run", "test"])
def test_command_of_the_readme_is_one_line_that_makes_its_own_environment(name: str) -> None:
    line = command(name)

    assert "\n" not in line
    assert line.startswith("python3 -m venv .venv && .venv/bin/pip install ")


def test_command_of_contributing_is_that_of_the_readme() -> None:
    assert command("test") in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_ci_takes_the_test_command_from_the_readme() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")

    assert "<!-- command: test -->" in script
    assert command("test") not in script
    assert (ROOT / ".ci/run").stat().st_mode & 0o100


@pytest.mark.parametrize(
    ("name", "page"), [("run", "ways-in.md"), ("serve", "server.md"), ("export", "seeds.md")]
)
def test_pages_name_every_option_of_the_command_line(
    name: str, page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        cli.main([name, "--help"])

    documented = (ROOT / "docs" / page).read_text(encoding="utf-8")
    options = set(_OPTION.findall(capsys.readouterr().out)) - {"-h", "--help"}

    assert options
    assert {each for each in options if each not in documented} == set()


def test_table_of_errors_has_every_error_of_the_model() -> None:
    page = (ROOT / "docs/behaviour.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", page, re.MULTILINE))
    modeled = {
        shape.error_code: str(shape.metadata["error"]["httpStatusCode"])
        for name in service_model().operation_names
        for shape in service_model().operation_model(name).error_shapes
    }

    assert modeled
    assert {code: listed.get(code) for code in modeled} == modeled


def test_architecture_names_every_room() -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rooms = {
        f"`{path.name}{'/' if path.is_dir() else ''}`"
        for path in (ROOT / "mock_connectcases").iterdir()
        if not path.name.startswith("__") and path.name != "py.typed"
    }

    assert {room for room in rooms if room not in page} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: Path(page).name)
def test_lines_are_short_enough_to_read(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()

    long = [line for line in lines if len(line) > 130 and not line.startswith(("|", "["))]

    assert [each for each in long if page.name != "ledger.md"] == []


def test_every_rule_that_can_be_switched_off_says_why_it_is_on() -> None:
    page = (ROOT / "docs" / "assumptions.md").read_text(encoding="utf-8")
    section = page.split("## Strict by default", 1)[1].split("\n## ", 1)[0]

    explained = [
        name
        for row in re.findall(r"^\| (`[^|]*`) \|", section, re.MULTILINE)
        for name in re.findall(r"`([^`]+)`", row)
    ]

    assert sorted(explained) == sorted(
        each.name for each in all_rules().values() if each.is_switchable
    )
