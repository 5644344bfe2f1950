"""Runs test files of users in a pytest of their own, as strict as one can be."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

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

    It has no plugins but ours and those named, unless it loads all that are installed.
    """
    pytester.makeini(INI)
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))

    def run_file(
        source: str, *arguments: str, plugins: tuple[str, ...] = (), autoload: bool = False
    ) -> pytest.RunResult:
        pytester.makepyfile(test_user=source)
        loaded: list[str] = []
        if not autoload:
            monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
            for name in ("mock_connectcases.pytest_plugin", *plugins):
                loaded += ["-p", name]
        return pytester.runpytest_subprocess(*loaded, *arguments)

    return run_file
