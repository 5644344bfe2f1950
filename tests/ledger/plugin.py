"""Holds every behaviour test to a rule, and keeps the ledger true.

Rule of this file: hooks of pytest only; what a rule, an exercise or the page is lies beside it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mock_connectcases.rules import find_rule
from mock_connectcases.wire.model import BUILT_AGAINST, botocore_version, is_older_than_release
from tests.ledger.exercise import Exercise, Recorder, complaints, declared
from tests.ledger.marks import faults_of, rules_of
from tests.ledger.page import Ledger
from tests.unexercised import UNEXERCISED

if TYPE_CHECKING:
    from collections.abc import Generator

    from mock_connectcases.rules.rule import Rule

BEHAVIOUR_TESTS = "tests/operations"
PAGE = "docs/ledger.md"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of the ledger."""
    parser.getgroup("ledger").addoption(
        "--ledger",
        choices=("check", "write", "off"),
        default="off",
        help=f"after a green run of all behaviour tests, write or check {PAGE}",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Begin a ledger if the option says so."""
    mode = config.getoption("ledger")
    if mode == "off":
        return
    if is_older_than_release():
        written_with = ".".join(map(str, BUILT_AGAINST))
        raise pytest.UsageError(
            f"The ledger needs botocore {written_with} or newer; {botocore_version()} is installed."
        )
    config.pluginmanager.register(_LedgerSession(config, mode), "ledger session")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse the session when a test has no rule, or one that its source does not state."""
    faults = faults_of(items, config.rootpath / BEHAVIOUR_TESTS)
    if faults:
        raise pytest.UsageError("\n".join(faults))


class _LedgerSession:
    """What one session of pytest adds to the ledger, or finds wrong with it.

    Workers of pytest-xdist run the tests and send what they noted; their session does the rest.
    """

    def __init__(self, config: pytest.Config, mode: str) -> None:
        self._root = config.rootpath
        self._output: dict[str, Any] | None = getattr(config, "workeroutput", None)
        self._writes = mode == "write"
        self._recorder = Recorder()
        self._rules: list[Rule] = []
        self._whole = _names_all(config)
        self._report: list[str] = []

    def pytest_deselected(self) -> None:
        """Notice that some tests are left out."""
        self._whole = False

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Take the rules of all tests."""
        self._rules = [rule for item in session.items for rule in rules_of(item)]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Note what a test of a rule exercises.

        What other tests do in passing, some of them at random, shows nothing and may change.
        """
        drawn_at_random = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        if drawn_at_random or not rules_of(item):
            return (yield)
        with self._recorder.watching():
            result = yield
        return result

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Add what a worker noted."""
        noted = getattr(node, "workeroutput", {}).get("ledger")
        if noted is None:
            self._whole = False
            return
        self._whole &= noted["whole"]
        self._rules = [find_rule(each) for each in noted["rules"]]  # each worker collects all tests
        self._recorder.exercised.update(Exercise(*each) for each in noted["exercised"])
        self._recorder.refusals.update((operation, rule) for operation, rule in noted["refusals"])

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Write or check the page; a session with complaints fails."""
        if self._output is not None:
            self._output["ledger"] = {
                "whole": self._whole,
                "rules": [each.name for each in self._rules],
                "exercised": list(map(tuple, self._recorder.exercised)),
                "refusals": list(self._recorder.refusals),
            }
            return
        if exitstatus != pytest.ExitCode.OK or not self._whole:
            self._report = ["left alone: it takes a green run of all behaviour tests"]
            session.exitstatus = exitstatus or pytest.ExitCode.TESTS_FAILED
            return
        exercised = frozenset(self._recorder.exercised)
        ledger = Ledger(self._rules, declared())
        self._report += self._put(self._root / PAGE, PAGE, ledger.page(exercised, UNEXERCISED))
        if not self._writes:
            self._report += complaints(ledger.declared, exercised, UNEXERCISED)
            self._report += ledger.complaints(self._recorder.refusals)
            if self._report:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _put(self, path: Path, name: str, text: str) -> list[str]:
        """Write a file or check it, and say what became of it."""
        if self._writes:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            return [f"written to {name}"]
        if path.exists() and path.read_text(encoding="utf-8") == text:
            return []
        return [f"{name} is stale: run pytest --ledger=write"]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print what became of the ledger."""
        terminalreporter.section("ledger")
        for line in self._report or ["true"]:
            terminalreporter.line(line)


def _names_all(config: pytest.Config) -> bool:
    """Return whether the command line names all behaviour tests, by themselves or among others."""
    chosen = {Path(each).resolve() for each in config.args}
    configured = {config.rootpath / each for each in config.getini("testpaths")}
    return chosen in (configured, {config.rootpath / BEHAVIOUR_TESTS})
