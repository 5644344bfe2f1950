"""No block of code escapes: each is in a language that is run or at least parsed."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from configparser import ConfigParser
from typing import TYPE_CHECKING

import pytest
import yaml

from mock_connectcases.cli import make_parser
from tests.docs.blocks import PAGES, ROOT, blocks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.docs.blocks import Block

RUN = {"python"}
"""Languages of the blocks that tests/docs/test_code.py runs."""
EXEMPT = {"text"}
_OURS = re.compile(
    r"^(?:\$ )?(?:python -m mock_connectcases|mock-connectcases) (.*)$", re.MULTILINE
)
_TOX = re.compile(r"\btox (?:run )?-e ([\w.,-]+)")
_INSTRUCTION = re.compile(r"[A-Z]+ \S")


def parse_javascript(code: str) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node here")
    check(code, node, "--input-type=module", "--check", "-")


def find_typescript(code: str) -> None:
    """Check that a block is in a file of the example, which tests/clients compiles and runs."""
    files = (ROOT / "examples/vitest").glob("*.*ts")
    assert any(code in each.read_text(encoding="utf-8") for each in files)


def parse_shell(code: str) -> None:
    check(code, "bash", "-n")


def parse_console(code: str) -> None:
    typed = [line.removeprefix("$ ") for line in code.splitlines() if line.startswith("$ ")]
    assert typed
    parse_shell("\n".join(typed))


def parse_toml(code: str) -> None:
    pytest.importorskip("tomllib", reason="Python 3.10 has none").loads(code)


def parse_dockerfile(code: str) -> None:
    lines = re.sub(r"\\\n", "", code).splitlines()
    assert [each for each in lines if each and not _INSTRUCTION.match(each)] == []


PARSERS: dict[str, Callable[[str], object]] = {
    "bash": parse_shell,
    "console": parse_console,
    "dockerfile": parse_dockerfile,
    "ini": lambda code: ConfigParser().read_string(code),
    "javascript": parse_javascript,
    "json": json.loads,
    "toml": parse_toml,
    "typescript": find_typescript,
    "yaml": yaml.safe_load,
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_fence_belongs_to_a_block_in_a_language_that_is_checked(page: Path) -> None:
    fences = re.findall(r"^\s*(?:```|~~~)", page.read_text(encoding="utf-8"), re.MULTILINE)
    found = [each for each in blocks(*RUN, *EXEMPT, *PARSERS) if each.page == page]

    assert len(fences) == 2 * len(found)


@pytest.mark.parametrize("block", blocks(*PARSERS), ids=str)
def test_block_parses(block: Block) -> None:
    PARSERS[block.language](block.code)


@pytest.mark.parametrize("block", blocks("bash", "console"), ids=str)
def test_commands_of_ours_exist_with_these_options(block: Block) -> None:
    environments = ConfigParser()
    environments.read(ROOT / "tox.ini", encoding="utf-8")
    for named in _TOX.findall(block.code):
        assert {f"testenv:{each}" for each in named.split(",")} <= set(environments)

    assert [each for each in _OURS.findall(block.code) if not is_accepted(each)] == []


def is_accepted(arguments: str) -> bool:
    try:
        make_parser().parse_args(shlex.split(arguments, comments=True))
    except SystemExit as end:
        return end.code == 0  # --help
    return True


def check(code: str, *command: str) -> None:
    done = subprocess.run(  # noqa: S603 - node and bash, which run nothing here
        command, input=code, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
