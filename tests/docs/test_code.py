"""Every piece of code in the documentation runs, and does what the page says."""

from __future__ import annotations

import re
import shlex
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from tests.docs.blocks import ROOT, Block, blocks, blocks_of, command, files_as_of
from tests.interpreters import run_warm

if TYPE_CHECKING:
    from pathlib import Path

    from _pytest.mark.structures import ParameterSet

PLUGINS = ("-p", "mock_connectcases.pytest_plugin")
OURS = "python -m mock_connectcases "
_NEEDS_AIO = pytest.mark.skipif(
    find_spec("aiobotocore") is None, reason="needs the extra mock-connectcases[aio]"
)
COMMANDS = [
    (str(block), line)
    for block in blocks("bash", "console")
    for line in block.code.splitlines()
    if line.startswith(OURS)
]


FIRST_TEST = ROOT / "docs/first-test.md"
ALONE = [each for each in blocks("python") if not each.file]
IN_FILES = [each for each in blocks("python") if each.file and each.page != FIRST_TEST]


def has_tests(block: Block) -> bool:
    return re.search(r"^(async )?def test_|^class Test", block.code, re.MULTILINE) is not None


def examples(*, are_tests: bool) -> list[ParameterSet]:
    """Return the blocks to run; those about an extra that is not installed are skipped."""
    return [
        pytest.param(each, id=str(each), marks=_NEEDS_AIO if "aiobotocore" in each.code else ())
        for each in ALONE
        if has_tests(each) is are_tests
    ]


@pytest.mark.parametrize("block", examples(are_tests=False))
def test_example_runs(block: Block) -> None:
    status, _, errors = run_warm("-W", "error", "-c", block.code, mocked=True)

    assert status == 0, errors


@pytest.mark.parametrize("block", examples(are_tests=True))
def test_example_tests_pass(block: Block, tmp_path: Path) -> None:
    (tmp_path / "test_example.py").write_text(block.code, encoding="utf-8")

    async_plugin = ("-p", "anyio") if "pytest.mark.anyio" in block.code else ()
    run_tests(tmp_path, "test_example.py", *async_plugin)


@pytest.mark.newest_model  # a page that goes far meets newer operations
@pytest.mark.parametrize("block", [each for each in IN_FILES if has_tests(each)], ids=str)
def test_file_passes_as_far_as_the_page_has_come(block: Block, tmp_path: Path) -> None:
    for name, content in files_as_of(block).items():
        (tmp_path / name).write_text(content, encoding="utf-8")

    run_tests(tmp_path, str(block.file))


def test_program_that_a_page_builds_is_tested_there_to_its_end() -> None:
    last = {each.page: each for each in IN_FILES}

    assert [str(each) for each in last.values() if not has_tests(each)] == []


def test_first_test_fails_as_its_page_shows_and_passes_with_the_correction(tmp_path: Path) -> None:
    (shown,) = (each.code for each in blocks_of(FIRST_TEST) if each.language == "text")
    program, test, corrected = (each for each in blocks_of(FIRST_TEST) if each.file)
    assert (program.file, test.file) == (corrected.file, "test_desk.py")
    (tmp_path / "test_desk.py").write_text(test.code, encoding="utf-8")

    (tmp_path / "desk.py").write_text(program.code, encoding="utf-8")
    status, output, _ = run_pytest(tmp_path, "test_desk.py", "--connectcases-report", "report")
    assert status == 1
    assert " ".join(shown.split()) in " ".join(output.split())
    assert list((tmp_path / "report").glob("*.html"))

    (tmp_path / "desk.py").write_text(corrected.code, encoding="utf-8")
    run_tests(tmp_path, "test_desk.py")


def run_tests(folder: Path, program: str, *plugins: str) -> None:
    status, output, errors = run_pytest(folder, *plugins, program)

    assert status == 0, output + errors
    assert "passed" in output


def run_pytest(folder: Path, *arguments: str) -> tuple[int, str, str]:
    return run_warm(
        *("-m", "pytest", "-q", "-W", "error", *PLUGINS, *arguments),
        cwd=folder,
        mocked=True,
        PYTHONPATH=str(folder),
        PYTEST_DISABLE_PLUGIN_AUTOLOAD="1",  # they take longer than the example
    )


@pytest.mark.parametrize(
    "line", [line for _, line in COMMANDS], ids=[where for where, _ in COMMANDS]
)
def test_command_succeeds(line: str) -> None:
    status, output, errors = run_warm(*shlex.split(line)[1:], cwd=ROOT, mocked=True)

    assert status == 0, errors
    assert output


def test_quickstart_prints_what_the_readme_shows() -> None:
    (shown,) = (each.code for each in blocks_of(ROOT / "README.md") if each.language == "text")

    _, program = command("run").split(".venv/bin/python ")
    status, output, errors = run_warm(*shlex.split(program), cwd=ROOT, mocked=True)

    assert (status, errors) == (0, "")
    assert output.strip() == shown.strip()


def test_unit_test_of_the_readme_is_the_example() -> None:
    first = next(each for each in blocks("python") if each.page.name == "README.md")

    assert first.code == (ROOT / "examples/test_unit.py").read_text(encoding="utf-8")
    assert len(first.code.split("\n\n\n", 1)[1].splitlines()) <= 10
