"""mypy and pyright understand what users write, and refuse what is wrong.

pyright is run as basedpyright, which needs no Node of the machine.  Both are there in
``tox run -e user-types``.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

RIGHT = Path(__file__).with_name("right_use.py")

WRONG = """
from mock_connectcases import MockConnectCases, mock_connectcases
from types_boto3_connectcases import ConnectCasesClient


def test_wrong(connectcases: ConnectCasesClient, connectcases_mock: MockConnectCases) -> None:
    connectcases.create_domain(nam="orders")  # wrong
    connectcases.create_domian(name="orders")  # wrong
    connectcases.get_domain(domainId=1)  # wrong
    connectcases_mock.rest()  # wrong
    connectcases_mock.start(reset="no")  # wrong
    connectcases_mock.fail("GetCase", "ThrottlingException", times="1")  # wrong
    connectcases_mock.fail("GetCase", 429)  # wrong
    connectcases_mock.fail("GetCse", "ThrottlingException")  # wrong
    connectcases_mock.fail("GetCase", "ThrotlingException")  # wrong
    connectcases_mock.fail("GetCase", "ThrottlingException", wait="no")  # wrong
    connectcases_mock.delay("GetCase", "1")  # wrong
    connectcases_mock.delay("GetCse", 1)  # wrong
    connectcases_mock.assert_called("GetCse")  # wrong
    connectcases_mock.assert_not_called("GetCse")  # wrong
    connectcases_mock.calls.of("GetCse")  # wrong
    connectcases_mock.calls.count("GetCse")  # wrong
    connectcases_mock.assert_event("CASE.CREATE")  # wrong
    connectcases_mock.assert_no_event("CASE.CREATE")  # wrong
    connectcases_mock.stub("qconnect", "GetSession", ["output"])  # wrong
    connectcases_mock.calls.last.operaton  # wrong
    number: int = connectcases_mock.events  # wrong
    print(number)


@mock_connectcases
def decorated(number: int) -> str:
    return str(number)


decorated("one")  # wrong
mock_connectcases(confg={})  # wrong
with mock_connectcases() as mock:
    mock.begin()  # wrong
"""

Lines = set[int]


def lines_mypy_refuses(program: Path) -> Lines:
    cache = program.parent.with_name("mypy_cache")  # both programs import the same
    output = run("mypy", "--strict", f"--cache-dir={cache}", program.name, cwd=program.parent)
    found = re.findall(rf"{program.name}:(\d+): error:", output)
    return {int(line) for line in found}


def lines_pyright_refuses(program: Path) -> Lines:
    (program.parent / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    report = json.loads(
        run(
            "basedpyright",
            "--outputjson",
            "--pythonpath",
            sys.executable,
            program.name,
            cwd=program.parent,
        )
    )
    assert report["summary"]["filesAnalyzed"] == 1
    return {
        each["range"]["start"]["line"] + 1
        for each in report["generalDiagnostics"]
        if each["severity"] == "error"
    }


def run(checker: str, *arguments: str, cwd: Path | None = None) -> str:
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", checker, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


CHECKERS = {"mypy": lines_mypy_refuses, "basedpyright": lines_pyright_refuses}


@pytest.fixture(params=CHECKERS)
def lines_refused(request: pytest.FixtureRequest) -> Callable[[Path], Lines]:
    for name in (request.param, "types-boto3", "types-boto3-connectcases"):
        if not any(metadata.distributions(name=name)):
            pytest.skip(f"{name} is not installed: tox run -e user-types")
    return CHECKERS[request.param]


def test_right_use_is_accepted(lines_refused: Callable[[Path], Lines], tmp_path: Path) -> None:
    program = tmp_path / RIGHT.name
    program.write_text(RIGHT.read_text(encoding="utf-8"), encoding="utf-8")

    assert lines_refused(program) == set()


def test_wrong_use_is_refused_line_by_line(
    lines_refused: Callable[[Path], Lines], tmp_path: Path
) -> None:
    program = tmp_path / "wrong_use.py"
    program.write_text(WRONG, encoding="utf-8")

    assert lines_refused(program) == {
        number for number, line in enumerate(WRONG.splitlines(), 1) if line.endswith("# wrong")
    }
