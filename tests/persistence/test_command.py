"""``serve --state``: what was there is there again."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

pytest.importorskip("aiohttp", reason="the server needs the extra mock-connectcases[server]")

from tests.doors.programs import run
from tests.server.raw import ask
from tests.server.test_running import serving

if TYPE_CHECKING:
    from pathlib import Path

NEVER = "1000000"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


def create(url: str, name: str) -> str:
    """Create a domain and return its ARN."""
    answer = ask(url, "POST", "/domains", json.dumps({"name": name}).encode())
    return str(answer.document["domainArn"])


def names(url: str) -> list[str]:
    return [each["name"] for each in ask(url).document["domains"]]


def test_state_is_written_at_the_end_and_there_at_the_next_start(path: Path) -> None:
    options = ("--quiet", "--state", str(path), "--state-interval", NEVER)
    with serving(*options) as (process, url):
        create(url, "kept")
        process.terminate()
        _, errors = process.communicate(timeout=30)

    with serving(*options) as (_, url):
        assert names(url) == ["kept"]
    assert (process.returncode, errors) == (0, "")


def test_state_survives_a_kill_at_any_moment(path: Path) -> None:
    options = ("--quiet", "--state", str(path), "--state-interval", "0.001")
    with serving(*options) as (process, url):
        target = f"/tags/{quote(create(url, 'kept'), safe='')}"
        for number in range(200):
            ask(url, "POST", target, b'{"tags": {"number": "%d"}}' % number)
            json.loads(path.read_bytes())
        while b'"number":"199"' not in path.read_bytes():
            assert process.poll() is None
        ask(url, "POST", target, b'{"tags": {"number": "last"}}')
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)

    with serving(*options) as (_, url):
        assert names(url) == ["kept"]


@pytest.mark.parametrize("text", ['{"format": 1, "sto', '{"format": 2, "stores": []}'])
def test_file_that_cannot_be_read_is_refused_in_one_line(path: Path, text: str) -> None:
    path.write_text(text, encoding="ascii")

    status, output, errors = run(
        "-m", "mock_connectcases", "serve", "--port", "0", "--state", str(path)
    )

    assert (status, output) == (1, "")
    assert errors.startswith(f"mock_connectcases: cannot use {path}, which is left as it is: $")
    assert len(errors.splitlines()) == 1
    assert path.read_text(encoding="ascii") == text


def test_state_that_cannot_be_written_at_the_end_is_told(path: Path) -> None:
    path.parent.joinpath("inner").mkdir()
    path = path.parent / "inner" / "state.json"
    with serving("--quiet", "--state", str(path), "--state-interval", NEVER) as (process, url):
        create(url, "lost")
        path.unlink()
        path.parent.rmdir()
        process.terminate()
        _, errors = process.communicate(timeout=30)

    assert process.returncode == 1
    assert errors == f"cannot write {path}: No such file or directory\n"
