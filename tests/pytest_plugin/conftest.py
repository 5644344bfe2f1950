"""Runs test files of users in a pytest of their own, as strict as one can be."""

from __future__ import annotations

import re
import time
from functools import partial
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from tests.interpreters import cold, run_warm

if TYPE_CHECKING:
    from collections.abc import Callable

INI = """
[pytest]
addopts = --strict-markers --strict-config -p no:cacheprovider
filterwarnings = error
"""


def run_pytest(
    directory: Path,
    source: str,
    *arguments: str,
    plugins: tuple[str, ...] = (),
    autoload: bool = False,
    mocked: bool = True,
    warm: bool = True,
) -> pytest.RunResult:
    """Run pytest in a directory on the source of a test file, and return the result.

    It has no plugins but ours and those named, unless it is to load all that are installed.  moto
    is imported before, if it is to be mocked, and nothing, if it is not to be warm.
    """
    (directory / "tox.ini").write_text(INI, encoding="utf-8")
    (directory / "test_user.py").write_text(dedent(source), encoding="utf-8")
    loaded: list[str] = []
    if autoload:  # a warm interpreter has imported hypothesis already
        loaded += ["-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning"]
    else:
        for name in ("mock_connectcases.pytest_plugin", *plugins):
            loaded += ["-p", name]
    run = partial(run_warm, mocked=mocked) if warm else cold.run
    started = time.perf_counter()
    status, output, errors = run(
        *("-m", "pytest", f"--basetemp={directory / 'tmp'}", *loaded, *arguments),
        cwd=directory,
        PYTHONPATH=str(directory),
        PYTEST_ADDOPTS="",
        PYTEST_DISABLE_PLUGIN_AUTOLOAD="" if autoload else "1",
    )
    seconds = time.perf_counter() - started
    return pytest.RunResult(status, output.splitlines(), errors.splitlines(), seconds)


@pytest.fixture
def run(pytester: pytest.Pytester) -> Callable[..., pytest.RunResult]:
    """Return a function that runs pytest in the directory of this test, see ``run_pytest``."""
    return partial(run_pytest, pytester.path)


def outcomes_of(test: str, result: pytest.RunResult) -> list[str]:
    """Return how a test ended, once for each of its parameters, by the summary of ``-rA``."""
    line = rf"^([A-Z]+) test_user\.py::{test}(?![^\s\[])"
    return re.findall(line, result.stdout.str(), re.MULTILINE)
