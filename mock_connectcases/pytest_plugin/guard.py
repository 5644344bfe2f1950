"""Fails every test that tries to reach AWS, with sentences that name its calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mock_connectcases.interception import guard, patches

if TYPE_CHECKING:
    from collections.abc import Generator

_TITLE = "connectcases guard"
_MESSAGE = pytest.StashKey[str]()
"""The message about the phase of the test that ended last."""


class Guard:
    """Guards one run of pytest; registered as a plugin only where the guard is on."""

    def __init__(self) -> None:
        patches.turn_guard_on()

    def pytest_unconfigure(self) -> None:
        """Turn the guard off."""
        patches.turn_guard_off()

    def pytest_report_header(self) -> str:
        """Add to the header of a run that the guard is on."""
        return f"{_TITLE}: a test that tries to reach AWS fails"

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, None, None]:
        """Guard the fixtures of a test."""
        yield from _guarded(item, "setup")

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        """Guard a test."""
        yield from _guarded(item, "call")

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, None, None]:
        """Guard the teardown of the fixtures of a test."""
        yield from _guarded(item, "teardown")

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Fail a test that tried to reach AWS and then skipped itself."""
        report = yield
        message = item.stash.get(_MESSAGE, "")
        if message and report.skipped and not hasattr(report, "wasxfail"):
            report.outcome = "failed"
            report.longrepr = message
        return report

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Fail the collection of a module that tries to reach AWS when it is imported."""
        patches.install_for_guard()
        report = yield
        attempts = guard.take_attempts()
        if attempts and report.outcome != "failed":
            report.outcome = "failed"
            report.longrepr = _message(f"The import of {collector.nodeid}", attempts)
        return report


def _guarded(item: pytest.Item, phase: str) -> Generator[None, None, None]:
    """Run one phase of a test, and fail it if it tried to reach AWS but did not fail."""
    patches.install_for_guard()
    try:
        yield
    except BaseException:
        message = _take_message(item)
        if message:
            item.add_report_section(phase, _TITLE, message)
        raise
    message = _take_message(item)
    if message:
        pytest.fail(message, pytrace=False)


def _take_message(item: pytest.Item) -> str:
    """Return the message about the phase of a test that has just ended, if there were attempts."""
    attempts = guard.take_attempts()
    item.stash[_MESSAGE] = _message(item.nodeid, attempts) if attempts else ""
    return item.stash[_MESSAGE]


def _message(subject: str, attempts: list[str]) -> str:
    return "\n".join([f"{subject} tried to reach AWS.", *attempts])
