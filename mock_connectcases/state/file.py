"""The state file: begins with what it holds, and saves what has changed since."""

from __future__ import annotations

import errno
import logging
import sqlite3
import time
from typing import TYPE_CHECKING

from mock_connectcases.locks import new_lock
from mock_connectcases.state.database import (
    Database,
    RowChange,
    StateFileError,
    has_state,
)
from mock_connectcases.state.loading import load
from mock_connectcases.state.tracker import StoreTracker

if TYPE_CHECKING:
    from pathlib import Path

    from mock_connectcases.connectcases.models import ConnectCasesBackends
    from mock_connectcases.seeds.seed import Seed
    from mock_connectcases.store import Store

_LOGGER = logging.getLogger("mock_connectcases.state")

_PAUSE = 0.001
"""Seconds between two slices of a save, for requests that wait."""


def load_file(path: Path, backends: ConnectCasesBackends) -> None:
    """Load what a state file holds, and leave it as it is; raises StateFileError."""
    if not has_state(path):
        raise StateFileError(f"cannot use {path}: there is no state in it")
    with Database.read(path) as database:
        load(database, backends)


class StateFile:
    """A file that holds what the stores hold; it belongs to one process, and to no fork of it."""

    def __init__(self, path: Path, backends: ConnectCasesBackends) -> None:
        self._path = path
        self._backends = backends
        self._database: Database
        self._inode = (0, 0)
        self._trackers: dict[Store, StoreTracker] = {}
        self._places: set[tuple[str, str]] = set()
        """Accounts and regions of which the file has rows."""
        self._saving = new_lock()
        self.is_failing = False
        """Whether the last attempt to save has failed."""

    def open(self, seed: Seed | None = None) -> None:
        """Load what the file holds; where there is no file, load a seed and make the file.

        Raises:
            StateFileError: the file is no state file, cannot be read or written, or is in use.
            SeedError: the seed is refused, and no file was made.
        """
        if has_state(self._path):
            with Database.open(self._path) as self._database:
                load(self._database, self._backends)
            for store in self._backends.stores():
                self._trackers[store] = StoreTracker(store, is_saved=True)
            self._places = {each.place for each in self._trackers}
        else:
            if seed is not None:
                seed.load(self._backends)
            with Database.create(self._path) as self._database:
                self._write(self._follow_stores())
        self._inode = self._look_up()

    def save(self) -> None:
        """Write what has changed since it was written last, and nothing else.

        The file has the state of one moment of each store, either that of before or the present
        one, even if the process or the machine dies meanwhile.

        In a fork of the process that opened the file this does nothing.

        Raises:
            StateFileError: it could not be written; the next call tries again.
        """
        with self._saving:
            if self._database.is_of_parent:
                return
            gone = self._follow_stores()
            if gone or not all(each.is_current for each in self._trackers.values()):
                try:
                    self._check_path()
                    self._write(gone)
                except BaseException as error:
                    self._database.roll_back()
                    for each in self._trackers.values():
                        each.roll_back()
                    if isinstance(error, (OSError, sqlite3.Error)):
                        reason = error.strerror if isinstance(error, OSError) else error
                        raise StateFileError(f"cannot write {self._path}: {reason}") from error
                    raise

    def save_or_log(self) -> None:
        """Save, or log the first failure in a row and leave it to the next call."""
        try:
            self.save()
        except StateFileError as error:
            if not self.is_failing:
                _LOGGER.error("%s", error)  # noqa: TRY400 - the sentence is all there is to say
            self.is_failing = True
        else:
            if self.is_failing:
                _LOGGER.warning("%s is written again, with all changes", self._path)
            self.is_failing = False

    def close(self) -> None:
        """Release the file."""
        with self._saving:
            self._database.close()

    def _follow_stores(self) -> set[tuple[str, str]]:
        """Track the stores that there are; return the places of which the rows have no store."""
        present = set(self._backends.stores())
        for store in self._trackers.keys() - present:
            self._trackers.pop(store).detach()
        for store in present - self._trackers.keys():
            if store.domains:
                self._trackers[store] = StoreTracker(
                    store, is_saved=False, replaces=store.place in self._places
                )
        return self._places - {each.place for each in self._trackers}

    def _write(self, gone: set[tuple[str, str]]) -> None:
        """Write all changes in one transaction; raises sqlite3.Error."""
        database = self._database
        database.begin()
        database.write(RowChange(place, None) for place in gone)
        for tracker in self._trackers.values():
            is_complete = False
            while not is_complete:
                rows, is_complete = tracker.take()
                database.write(rows)
                time.sleep(0 if is_complete else _PAUSE)
        database.commit()
        for tracker in self._trackers.values():
            tracker.commit()
        self._places = {each.store.place for each in self._trackers.values() if each.has_rows}

    def _check_path(self) -> None:
        """Raise OSError when the file was removed or replaced: what is written would be lost."""
        if self._look_up() != self._inode:
            raise OSError(errno.ESTALE, "another file is in its place")

    def _look_up(self) -> tuple[int, int]:
        found = self._path.stat()
        return found.st_dev, found.st_ino
