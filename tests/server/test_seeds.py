"""``serve --seed``: the server begins with the seed and returns to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.interpreters import run_command
from tests.server.raw import ask
from tests.server.serving import serving
from tests.state.test_command import NEVER, create, names

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def seed(tmp_path: Path) -> str:
    path = tmp_path / "seed.json"
    path.write_text('{"domains": {"desk": null}}', encoding="ascii")
    return str(path)


@pytest.mark.parametrize("more", [(), ("--with-moto",)])
def test_reset_returns_to_the_seed(seed: str, more: tuple[str, ...]) -> None:
    with serving("--quiet", "--seed", seed, *more) as (_, url):
        assert names(url) == ["desk"]
        create(url, "more")

        assert ask(url, "POST", "/_mock/reset").status == 200

        assert names(url) == ["desk"]


def test_state_that_is_there_already_comes_before_the_seed(seed: str, tmp_path: Path) -> None:
    state = tmp_path / "state.db"
    options = ("--quiet", "--seed", seed, "--state", str(state), "--state-interval", NEVER)
    with serving(*options) as (process, url):
        assert names(url) == ["desk"]
        assert b"desk" in state.read_bytes()
        create(url, "more")
        process.terminate()
        process.communicate(timeout=30)

    with serving(*options) as (_, url):
        assert names(url) == ["desk", "more"]


def test_bad_seed_is_reported_in_one_line_before_the_server_listens(
    seed: str, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"domain": {}}', encoding="ascii")
    state = tmp_path / "state.db"

    status, output, errors = run_command(
        "serve", "--port", "0", "--state", str(state), "--seed", str(bad)
    )

    assert (status, output) == (2, "")
    assert errors == (
        f"mock_connectcases: {bad}:1: domain: a seed has no member 'domain';"
        " did you mean 'domains'?\n"
    )
    assert not state.exists()
