"""The AWS SDK for JavaScript v3, under Node."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

from tests.clients.conftest import HERE
from tests.interpreters.cold import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def test_every_operation_of_the_javascript_sdk_works(javascript_sdk: Path, endpoint: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own script
        ["node", "--no-warnings", str(HERE / "lifecycle.mjs"), endpoint],  # noqa: S607
        cwd=javascript_sdk,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"\d+ operations", done.stdout.strip())


def test_example_for_vitest_passes_in_parallel_workers(
    clients_directory: Path, javascript_sdk: Path, endpoint: str
) -> None:
    folder = clients_directory / "vitest"
    shutil.copytree(ROOT / "examples/vitest", folder, dirs_exist_ok=True)
    install = ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock"]
    subprocess.run(install, cwd=folder, check=True)  # noqa: S603 - the npm of this machine

    done = subprocess.run(
        ["npm", "test"],  # noqa: S607
        cwd=folder,
        env={**os.environ, "AWS_ENDPOINT_URL_CONNECTCASES": endpoint, "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"Tests +4 passed \(4\)", done.stdout)
