"""How long an attack is, how long it may take, and the server that is attacked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.doors.programs import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS = 300
"""The longest that one test may take; with ``--short`` a tenth of it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--short", action="store_true", help="attack for two minutes at most")


@pytest.fixture(scope="session")
def times(request: pytest.FixtureRequest) -> Callable[[int], int]:
    """Return a function that says how much of something full there is in this attack."""
    is_short = request.config.getoption("--short")
    return lambda full: max(full // 10, 1) if is_short else full


@pytest.fixture(autouse=True)
def time_limit(times: Callable[[int], int]) -> Iterator[None]:
    """Fail a test that does not come to its end."""

    def stop(*_: Any) -> None:
        raise TimeoutError("the attack has not come to its end in time")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(times(SECONDS))
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


class Victim(NamedTuple):
    """A server in a process of its own."""

    process: subprocess.Popen[str]
    url: str

    def megabytes(self) -> int:
        """Return the resident memory of the process."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        (line,) = (each for each in status.splitlines() if each.startswith("VmRSS"))
        return int(line.split()[1]) // 1024

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def end(self) -> str:
        """End the server in the ordinary way, and return what it wrote to its error output."""
        self.process.terminate()
        _, errors = self.process.communicate(timeout=30)
        return errors


@pytest.fixture
def serve() -> Iterator[Callable[..., Victim]]:
    """Return a function that serves with options of the command in a process of its own."""
    victims: list[Victim] = []

    def start(*options: str) -> Victim:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [
                *(sys.executable, "-m", "mock_connectcases", "serve"),
                *("--port", "0", "--quiet", *options),
            ],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        victims.append(Victim(process, process.stdout.readline().strip()))
        return victims[-1]

    yield start
    for each in victims:
        each.kill()
        each.process.communicate()
