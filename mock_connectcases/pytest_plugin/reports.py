"""Writes a page for each test that fails: what it called, what there was, which events came.

Rule of this file: loaded only in a run that asks for reports.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from mock_connectcases import clock
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.inspector.report import report
from mock_connectcases.inspector.snapshot import Snapshot, take_snapshot

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_TITLE = "connectcases report"
_LONGEST_NAME = 120


class Reports:
    """Watches one run of pytest; registered as a plugin only where reports are wanted."""

    def __init__(self, directory: Path) -> None:
        """Begin to watch; raises UsageError for a directory that cannot be had."""
        self._directory = directory
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise pytest.UsageError(
                f"--connectcases-report: cannot make {directory}: {error.strerror}"
            ) from None
        self._began = clock.now()
        self._left: Snapshot | None = None
        """What there was when the state was last emptied during this test."""
        self._is_written = False
        connectcases_backends.on_discard = self._keep

    def pytest_unconfigure(self) -> None:
        """Watch no longer."""
        connectcases_backends.on_discard = lambda: None

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self) -> Generator[None, object, object]:
        """Begin with a test."""
        self._left, self._is_written, self._began = None, False, clock.now()
        return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Write the page of a test that has failed, once, if it had to do with the service."""
        told = yield
        if told.failed and not self._is_written:
            snapshot = self._snapshot()
            if snapshot is not None:
                self._is_written = True
                told.sections.append(
                    (_TITLE, self._write(item.nodeid, told.longreprtext, snapshot))
                )
        return told

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say where the pages are; those of workers, too."""
        paths = [
            path
            for outcome in ("failed", "error")
            for told in terminalreporter.getreports(outcome)
            for title, path in told.sections
            if title == _TITLE
        ]
        if paths:
            terminalreporter.section(f"{_TITLE}s")
            for path in paths:
                terminalreporter.line(path)

    def _keep(self) -> None:
        """Keep what is about to be forgotten: a decorator ends before its test is known to fail.

        moto forgets regions one by one, and calls at last: while these are the same, the first
        time has seen most.
        """
        snapshot = self._now()
        if not _has_something(snapshot):
            return
        if self._left is None or _latest(snapshot) != _latest(self._left):
            self._left = snapshot

    def _snapshot(self) -> Snapshot | None:
        snapshot = self._now()
        return snapshot if _has_something(snapshot) else self._left

    def _now(self) -> Snapshot:
        """Return what there is now, with the time that the program saw.

        Where a test freezes time, this may be asked for when it flows again: the latest call tells.
        """
        snapshot = take_snapshot()
        if snapshot.calls and not self._began <= snapshot.calls.last.time <= snapshot.now:
            return snapshot.at(snapshot.calls.last.time)
        return snapshot

    def _write(self, test: str, failure: str, snapshot: Snapshot) -> str:
        """Write a page, and return where it is, or why it is nowhere."""
        path = self._directory / _file_name(test)
        try:
            path.write_text(report(snapshot, test, failure), encoding="utf-8", errors="replace")
        except OSError as error:
            return f"{path} cannot be written: {error.strerror}"
        return str(path)


def _has_something(snapshot: Snapshot) -> bool:
    return bool(snapshot.stores or snapshot.calls)


def _latest(snapshot: Snapshot) -> str | None:
    return snapshot.calls.last.request_id if snapshot.calls else None


def _file_name(test: str) -> str:
    """Return a name for any node id, which may have any characters; no two have the same."""
    readable = re.sub(r"[^\w.\-]+", "-", test).strip("-")[-_LONGEST_NAME:]
    digest = hashlib.sha256(test.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{readable}-{digest[:8]}.html"
