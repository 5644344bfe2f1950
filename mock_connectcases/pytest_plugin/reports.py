"""Writes a page for each test that fails, its calls, the state and the events, and an index.

Rule of this file: loaded only in a run with ``--connectcases-report``.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mock_connectcases import clock
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.inspector.report import Failure, IndexEntry, index, report
from mock_connectcases.inspector.snapshot import Snapshot, take_snapshot

if TYPE_CHECKING:
    from collections.abc import Container, Generator

_TITLE = "connectcases report"
_LONGEST_NAME = 120
_INDEX = "index.html"
_SEED = ".seed.json"
_PAGES = "*-????????.html"
_MARK = b'<meta name="generator" content="mock_connectcases">'
_HEAD = 500
"""Bytes of a page that have the mark."""


class Reports:
    """Reports on one run of pytest; registered as a plugin only with the option."""

    def __init__(self, directory: Path) -> None:
        """Start to observe; raises UsageError if the directory cannot be made."""
        self._directory = directory
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise pytest.UsageError(
                f"--connectcases-report: cannot make {directory}: {error.strerror}"
            ) from None
        self._began = clock.now()
        self._mocks_before = 0
        """The number of mocks that had started before this test."""
        self._left: Snapshot | None = None
        """The state before it was last emptied during this test."""
        self._is_written = False
        connectcases_backends.discard_observers.append(self._save)

    def pytest_unconfigure(self) -> None:
        """Stop to observe."""
        connectcases_backends.discard_observers.remove(self._save)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self) -> Generator[None, object, object]:
        """Start a test."""
        self._left, self._is_written, self._began = None, False, clock.now()
        self._mocks_before = connectcases_backends.mocks_started
        return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Write the page of a test that failed, once, if it had a mock on."""
        test_report = yield
        if test_report.failed and not self._is_written:
            snapshot = self._snapshot()
            if snapshot is not None:
                self._is_written = True
                failure = Failure(test_report.longreprtext)
                if call.excinfo is not None:
                    failure = Failure(
                        failure.traceback, call.excinfo.value, call.excinfo.exconly(tryshort=True)
                    )
                written = self._write(item.nodeid, failure, snapshot)
                test_report.sections.append((_TITLE, written))
        return test_report

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Write the index of the pages, those of workers too, and list their paths.

        Pages of earlier runs are deleted.
        """
        if hasattr(
            terminalreporter.config, "workerinput"
        ):  # a worker of xdist knows its tests only
            return
        lines: list[str] = []
        entries: dict[str, IndexEntry] = {}
        for outcome in ("failed", "error"):
            for test_report in terminalreporter.getreports(outcome):
                written = [line for title, line in test_report.sections if title == _TITLE]
                lines += written
                test, message = test_report.nodeid, _message_of(test_report)
                if written or test not in entries:
                    entries[test] = IndexEntry(test, self._file_of(written), message)
        self._delete_others({each.file for each in entries.values()})
        written_index = _write(self._directory / _INDEX, index(list(entries.values())))
        if lines:
            terminalreporter.section(f"{_TITLE}s")
            for line in (written_index, *lines):
                terminalreporter.line(line)

    def _file_of(self, written: list[str]) -> str:
        """Return the name of a page; empty if there is none, or it could not be written."""
        name = Path(written[0]).name if written else ""
        return name if name and (self._directory / name).is_file() else ""

    def _delete_others(self, kept: Container[str]) -> None:
        for path in self._directory.glob(_PAGES):
            if path.name not in kept and _is_page(path):
                path.unlink(missing_ok=True)
                path.with_suffix(_SEED).unlink(missing_ok=True)

    def _save(self) -> None:
        """Save the state before a reset: a decorator ends before pytest knows that its test fails.

        moto resets regions one by one, and calls last: while these are the same, the first state
        has most.
        """
        snapshot = self._now()
        if not _has_something(snapshot):
            return
        if self._left is None or _latest(snapshot) != _latest(self._left):
            self._left = snapshot

    def _snapshot(self) -> Snapshot | None:
        snapshot = self._now()
        if _has_something(snapshot):
            return snapshot
        had_mock = connectcases_backends.mocks_started > self._mocks_before
        if self._left is None and (had_mock or connectcases_backends.mocks_active):
            return snapshot
        return self._left

    def _now(self) -> Snapshot:
        """Return the present state, with the time of the program.

        Frozen time may flow again by now: then it is the time of the latest call.
        """
        snapshot = take_snapshot()
        if snapshot.calls and not self._began <= snapshot.calls.last.time <= snapshot.now:
            return snapshot._replace(now=snapshot.calls.last.time)
        return snapshot

    def _write(self, test: str, failure: Failure, snapshot: Snapshot) -> str:
        """Write a page and its seed; return its path, or the reason why it could not be written."""
        path = self._directory / _file_name(test)
        seed_path = path.with_suffix(_SEED)
        made = report(snapshot, test, failure, seed_file=seed_path.name)
        if made.seed is not None:
            _write(seed_path, json.dumps(made.seed, indent=1))
        return _write(path, made.html)


def _write(path: Path, text: str) -> str:
    """Write a file; return its path, or the reason why it could not be written."""
    try:
        path.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        return f"{path} cannot be written: {error.strerror}"
    return str(path)


def _is_page(path: Path) -> bool:
    """Return whether a file is a page of a test, which a run has written."""
    with path.open("rb") as file:
        return _MARK in file.read(_HEAD)


def _message_of(test_report: pytest.TestReport) -> str:
    """Return the error of a test, in a worker too."""
    crash = getattr(test_report.longrepr, "reprcrash", None)
    return crash.message if crash is not None else test_report.longreprtext


def _has_something(snapshot: Snapshot) -> bool:
    return bool(snapshot.stores or snapshot.calls or snapshot.refusal_messages)


def _latest(snapshot: Snapshot) -> str | None:
    return snapshot.calls.last.request_id if snapshot.calls else None


def _file_name(test: str) -> str:
    """Return a unique file name for a node id, which may have any characters."""
    readable = re.sub(r"[^\w.\-]+", "-", test).strip("-")[-_LONGEST_NAME:]
    digest = hashlib.sha256(test.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{readable}-{digest[:8]}.html"
