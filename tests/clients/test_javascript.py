"""The AWS SDK for JavaScript v3, under Node."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

from tests.clients.conftest import HERE

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
