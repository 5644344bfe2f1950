"""Fails every test that reached for AWS itself, with sentences that say what it called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mock_connectcases.interception import gates, guard

if TYPE_CHECKING:
    from collections.abc import Generator

_TITLE = "connectcases guard"
_WRONG = pytest.StashKey[str]()
"""What is wrong with the phase of a test that ended last."""


class Guard:
    """Watches one run of pytest; registered as a plugin only where the guard is wanted."""

    def __init__(self) -> None:
        gates.turn_guard_on()

    def pytest_unconfigure(self) -> None:
        """Watch no longer."""
        gates.turn_guard_off()

    def pytest_report_header(self) -> str:
        """Tell that the guard is on, where the reader of a log looks for what was on."""
        return f"{_TITLE}: a test that reaches for AWS itself fails"

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, None, None]:
        """Watch the fixtures of a test."""
        yield from _watching(item, "setup")

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        """Watch a test."""
        yield from _watching(item, "call")

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, None, None]:
        """Watch the end of the fixtures of a test."""
        yield from _watching(item, "teardown")

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Fail a test that reached for AWS and then skipped itself, perhaps because it failed."""
        report = yield
        sentences = item.stash.get(_WRONG, "")
        if sentences and report.skipped and not hasattr(report, "wasxfail"):
            report.outcome = "failed"
            report.longrepr = sentences
        return report

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Fail the collection of a module that reaches for AWS when it is imported."""
        gates.close_for_guard()
        report = yield
        reached = guard.take_reached()
        if reached and report.outcome != "failed":
            report.outcome = "failed"
            report.longrepr = _sentences(f"The import of {collector.nodeid}", reached)
        return report


def _watching(item: pytest.Item, phase: str) -> Generator[None, None, None]:
    """Run one phase of a test, and fail it if it reached for AWS and did not fail for that."""
    gates.close_for_guard()
    try:
        yield
    except BaseException:
        sentences = _take_sentences(item)
        if sentences:
            item.add_report_section(phase, _TITLE, sentences)
        raise
    sentences = _take_sentences(item)
    if sentences:
        pytest.fail(sentences, pytrace=False)


def _take_sentences(item: pytest.Item) -> str:
    """Return what is wrong with the phase of a test that has just ended; nothing if it is not."""
    reached = guard.take_reached()
    item.stash[_WRONG] = _sentences(item.nodeid, reached) if reached else ""
    return item.stash[_WRONG]


def _sentences(whose: str, reached: list[str]) -> str:
    return "\n".join([f"{whose} reached for AWS.", *reached])
