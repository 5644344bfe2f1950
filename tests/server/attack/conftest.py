"""How long an attack is, and how long it may take."""

from __future__ import annotations

import signal
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from tests.server.attack.victim import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.server.attack.victim import Victim

SECONDS = 600
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


@pytest.fixture
def serve() -> Iterator[Callable[..., Victim]]:
    """Return a function that serves as ``serving`` does, until the test is over."""
    with ExitStack() as stack:
        yield lambda *options: stack.enter_context(serving(*options))
