"""The commands of docs/http-api.md are answered as the page shows, and it has every route."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest

from mock_connectcases import mock_connectcases
from mock_connectcases.server.api.routes import routes
from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Server
from mock_connectcases.toolkit.outcomes import connection_errors
from tests.docs.blocks import ROOT, blocks_of

PAGE = ROOT / "docs/http-api.md"
TEXT = PAGE.read_text(encoding="utf-8")
ANSWER = re.compile("^# .*\n(?:# .*\n)*", re.MULTILINE)
"""The comment below a command, which is its answer with ``...`` for anything."""
END = r"\036"
"""What separates answers, as bash writes the character; no answer has it."""


@pytest.mark.newest_model
@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_commands_of_the_page_get_the_answers_below_them() -> None:
    blocks = [each.code for each in blocks_of(PAGE) if each.language == "bash"]
    code = "\n".join(blocks)
    shown = [re.sub("\n?# ", " ", each).strip() for each in ANSWER.findall(code)]
    with mock_connectcases(), Server(Options(port=0)) as server:
        done = subprocess.run(
            ["bash", "-euo", "pipefail"],  # noqa: S607
            input=ANSWER.sub(f"printf '{END}'\n", code).replace(
                "http://127.0.0.1:4010", server.url
            ),
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )

    assert done.returncode == 0, done.stdout + done.stderr
    answers = [json.dumps(json.loads(each)) for each in done.stdout.split("\036")[:-1]]
    assert len(shown) == code.count("curl ") > 15
    assert [
        (expected, answer)
        for expected, answer in zip(shown, answers, strict=True)
        if not re.fullmatch(".*".join(map(re.escape, expected.split("..."))), answer)
    ] == []


def test_page_lists_every_route() -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("| `") and "/_mock" in line]

    listed = {
        (method.strip("` "), row.split("/_mock")[1].split("`")[0])
        for row in rows
        for method in row.split("/_mock")[0].strip("| `").split(",")
    }
    assert listed == {(each.method, each.path) for each in routes()}


def test_page_lists_every_error_of_the_connection() -> None:
    (listed,) = re.findall(r"Errors of the connection are (.*?)\. For each", TEXT, re.DOTALL)
    first, last = (set(re.findall(r"`(\w+Error)`", each)) for each in listed.split("which also"))

    assert first | last == set(connection_errors())
    with mock_connectcases() as cases:
        for name in first:
            with pytest.raises(ValueError, match="no answer can be lost"):
                cases.fail("*", name, lost_answer=True)
        for name in last:
            cases.fail("*", name, lost_answer=True)
