"""The commands of docs/http-api.md succeed, one after the other, and the page has every route."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from mock_connectcases import mock_connectcases
from mock_connectcases.server.api.table import table
from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Server
from tests.docs.blocks import ROOT, blocks_of

PAGE = ROOT / "docs/http-api.md"


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_commands_of_the_page_succeed() -> None:
    commands = [each.code for each in blocks_of(PAGE) if each.language == "bash"]
    with mock_connectcases(), Server(Options(port=0)) as server:
        done = subprocess.run(
            ["bash", "-euo", "pipefail"],  # noqa: S607
            input="\n".join(commands).replace("http://127.0.0.1:4010", server.url),
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )

    assert done.returncode == 0, done.stdout + done.stderr
    assert len(commands) > 5


def test_page_lists_every_route() -> None:
    text = PAGE.read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `") and "/_mock" in line]

    listed = {
        (method.strip("` "), row.split("/_mock")[1].split("`")[0])
        for row in rows
        for method in row.split("/_mock")[0].strip("| `").split(",")
    }
    assert listed == {(each.method, each.path) for each in table()}
