"""Runs test files of users in a pytest of their own, as strict as one can be."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.interpreters import run_warm

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]

INI = """
[pytest]
addopts = --strict-markers --strict-config -p no:cacheprovider
filterwarnings = error
"""


@pytest.fixture
def run(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., pytest.RunResult]:
    """Return a function that runs pytest on the source of a test file, and returns the result.

    It has no plugins but ours and those named, unless it is to load all that are installed.  Then,
    and if it is to be cold, nothing is imported before; otherwise moto is, if it is to be mocked.
    """
    pytester.makeini(INI)
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))

    def run_file(
        source: str,
        *arguments: str,
        plugins: tuple[str, ...] = (),
        autoload: bool = False,
        cold: bool = False,
        mocked: bool = True,
    ) -> pytest.RunResult:
        pytester.makepyfile(test_user=source)
        loaded: list[str] = []
        if not autoload:
            monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
            for name in ("mock_connectcases.pytest_plugin", *plugins):
                loaded += ["-p", name]
        if autoload or cold:
            return pytester.runpytest_subprocess(*loaded, *arguments)
        started = time.perf_counter()
        status, output, errors = run_warm(
            *("-m", "pytest", f"--basetemp={pytester.path / 'tmp'}", *loaded, *arguments),
            cwd=pytester.path,
            mocked=mocked,
            PYTHONPATH=str(pytester.path),  # and then the root
        )
        seconds = time.perf_counter() - started
        return pytest.RunResult(status, output.splitlines(), errors.splitlines(), seconds)

    return run_file
