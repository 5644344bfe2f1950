"""Keeps everything that exists in a file, which is whole at every moment, whatever happens."""

from __future__ import annotations

import gc
import json
import logging
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NoReturn

from mock_connectcases import locks
from mock_connectcases.errors import MockError
from mock_connectcases.persistence import document
from mock_connectcases.persistence.unfit import UnfitDocumentError

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from mock_connectcases.connectcases.models import ConnectCasesBackends
    from mock_connectcases.store import Store

_LOGGER = logging.getLogger("mock_connectcases.persistence")


class StateFileError(MockError):
    """A state file cannot be used; it has been left as it is."""


class StateFile:
    """A file that follows what exists; no other process may follow in the same file."""

    def __init__(self, path: Path, backends: ConnectCasesBackends) -> None:
        self._named = path
        self._path = path.resolve()  # a link goes on leading to it
        self._backends = backends
        self._written: dict[Store, int] | None = None
        """The changes of each store of which the file tells."""
        self._saving = locks.new_lock()

    def open(self) -> None:
        """Hold what the file tells, or make it if there is none.

        Raises:
            StateFileError: there is a file, which is none of this format or cannot be read, or it
                could not be written later.
        """
        try:
            if self._path.exists():
                self._load()
                _check_writable(self._path)
            else:
                self.save()
        except OSError as error:
            raise StateFileError(f"cannot use {self._named}: {error.strerror}") from error

    def save(self) -> None:
        """Write the file if anything may have changed since it was read or written.

        The file tells either all of before or all of now, even if the process or the machine dies
        meanwhile.  Raises OSError; the next call tries again.
        """
        with self._saving:
            changes = self._changes()
            if changes != self._written:
                with without_collection():
                    everything = document.dump(self._backends)
                    text = json.dumps(everything, separators=(",", ":"), allow_nan=False)
                _replace(self._path, text.encode("ascii"))
                self._written = changes

    def keep(self) -> None:
        """Save as above, but tell a failure in the log and leave it to the next call."""
        try:
            self.save()
        except OSError as error:
            _LOGGER.error("cannot write %s: %s", self._named, error.strerror)  # noqa: TRY400

    @property
    def is_current(self) -> bool:
        """Whether the file tells all that exists."""
        return self._changes() == self._written

    def _load(self) -> None:
        try:
            with without_collection():
                document.load(self._backends, _parsed(self._path.read_bytes()))
        except UnfitDocumentError as error:
            raise StateFileError(
                f"cannot use {self._named}, which is left as it is: {error}"
            ) from error
        self._written = self._changes()

    def _changes(self) -> dict[Store, int]:
        """Return how far each store has come, before looking at what it holds."""
        return {
            backend.store: backend.store.changes
            for regions in list(self._backends.values())
            for backend in list(regions.values())
            if backend.store.changes
        }


@contextmanager
def without_collection() -> Generator[None, None, None]:
    """Keep the garbage collector from searching what is being made: that takes half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _parsed(text: bytes) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_without_repetition, parse_constant=_refuse)
    except UnfitDocumentError:
        raise
    except (ValueError, RecursionError) as error:
        raise UnfitDocumentError(f"must be JSON: {error}") from None


def _without_repetition(members: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(members)
    if len(made) != len(members):
        raise UnfitDocumentError("has an object with two members of the same name")
    return made


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


def _check_writable(path: Path) -> None:
    """Raise OSError now if the file could not be replaced later."""
    beside = _beside(path)
    beside.touch()
    beside.unlink()


def _replace(path: Path, text: bytes) -> None:
    """Replace a file as a whole, keeping its permissions."""
    beside = _beside(path)
    try:
        with beside.open("wb") as file:
            with suppress(FileNotFoundError):
                beside.chmod(path.stat().st_mode)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    _sync_directory(path.parent)


def _beside(path: Path) -> Path:
    """Return where the next version of a file is written: in the same file system."""
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")


def _sync_directory(directory: Path) -> None:
    """Make a new name last; Windows has no such call, and does without."""
    with suppress(PermissionError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
