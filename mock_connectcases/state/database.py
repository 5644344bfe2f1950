"""The SQLite database of a state file: it locks the file, reads rows and writes rows.

Rule of this file: it knows SQLite, and nothing about resources.
"""

from __future__ import annotations

import json
import sqlite3
import stat
from contextlib import contextmanager, suppress
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mock_connectcases.errors import MockError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from pathlib import Path

FORMAT: Final = 1
"""The ``user_version`` of the database; grows when the last release could not read it."""

_APPLICATION_ID: Final = int.from_bytes(b"MCCS", "big")
"""Identifies a state file among SQLite databases."""

_MAGIC = b"SQLite format 3\0"

_KEY = ("account", "region", "domain", "kind", "id")
_TABLE = (
    "CREATE TABLE resources (place INTEGER PRIMARY KEY,"
    f" {', '.join(f'{each} TEXT NOT NULL' for each in _KEY)}, seed TEXT NOT NULL,"
    f" UNIQUE ({', '.join(_KEY)}))"
)
_SCHEMA = {("table", "resources", _TABLE), ("index", "sqlite_autoindex_resources_1", None)}
_READ = f"SELECT {', '.join(_KEY)}, seed FROM resources ORDER BY place"  # noqa: S608

_BATCH = 100
"""Rows of one statement; SQLite has at least 999 parameters for them."""

_PATIENCE = 1.0
"""Seconds that a server which is ending has to release its file."""

_OTHER_FILES = (
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)

_DOWNLOAD = "GET /_mock/connectcases-seed.json"

_FORMER_STATE = (
    "it is JSON, as mock-connectcases 0.1 wrote state files. To keep what it holds, serve it with"
    f" 0.1, save the answer of {_DOWNLOAD} as a seed, and start this release with"
    " --seed and a new file for --state"
)
_IN_USE = f"another server or program uses it; a server answers {_DOWNLOAD} with its state"


class StateFileError(MockError):
    """A state file cannot be used; it is left as it is."""


class Key(NamedTuple):
    """Identifies a row: account, region, domain, and kind and id of the resource."""

    account: str
    region: str
    domain_id: str
    kind: str
    resource_id: str


class RowChange(NamedTuple):
    """A row to write, or all rows to delete of which the keys begin so."""

    key: tuple[str, ...]
    written: dict[str, Any] | None


class Database:
    """An open state file; one thread at a time may use it."""

    def __init__(self, path: Path, *, mode: str) -> None:
        """Open a database in a mode of SQLite's URIs; raises sqlite3.Error."""
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=_PATIENCE,
            isolation_level=None,  # transactions begin and end where it says so below
            check_same_thread=False,
        )
        # A file from elsewhere may have anything in its schema and its pages.
        self._connection.execute("PRAGMA trusted_schema = OFF")
        self._connection.execute("PRAGMA cell_size_check = ON")
        # No page of a save is written before its end, and one sync of each file makes it last.
        self._connection.execute("PRAGMA cache_size = -65536")
        self._connection.execute("PRAGMA synchronous = NORMAL")

    @classmethod
    def create(cls, path: Path) -> Database:
        """Make and lock a database where there is no file or an empty one.

        Raises StateFileError.
        """
        with _refusals(path), _closing_on_error(cls(path, mode="rwc")) as made:
            made._lock()
            made._execute(_TABLE)
            made._execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            made._execute(f"PRAGMA user_version = {FORMAT}")
            made.commit()
            return made

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Generator[Database, None, None]:
        """Open and lock a database for its rows to be read, and then for others to be written.

        Raises StateFileError, also for anything that is raised meanwhile.
        """
        with _refusals(path), _closing_on_error(cls(path, mode="rw")) as opened:
            opened._lock()
            opened._check()
            yield opened
            # Writing this proves that all else can be written, and it makes the lock last.
            opened._execute(f"PRAGMA user_version = {FORMAT}")
            opened.commit()

    @classmethod
    @contextmanager
    def read(cls, path: Path) -> Generator[Database, None, None]:
        """Open a database that stays as it is; raises StateFileError."""
        with _refusals(path):
            opened = cls(path, mode="rw")  # read-only where it must be; it may need recovery
            try:
                opened._execute("BEGIN")
                opened._check()
                yield opened
            finally:
                opened.close()

    def rows(self) -> Iterator[tuple[Key, Any]]:
        """Yield the keys and texts of all rows in the order in which they were first written."""
        for *key, text in self._execute(_READ):
            yield Key(*key), text

    def begin(self) -> None:
        """Begin a transaction; raises sqlite3.Error."""
        if self._connection.in_transaction:
            self._execute("ROLLBACK")  # that of a disk error may have failed before
        self._execute("BEGIN IMMEDIATE")

    def write(self, changes: Iterable[RowChange]) -> None:
        """Write and delete rows; raises sqlite3.Error.

        Many at a time: after each statement this thread waits for those that answer requests.
        """
        for is_put, run in groupby(changes, lambda each: each.written is not None):
            listed = list(run)
            for start in range(0, len(listed), _BATCH):
                batch = listed[start : start + _BATCH]
                if is_put:
                    self._put(batch)
                else:
                    self._delete([each.key for each in batch])

    def _put(self, rows: list[RowChange]) -> None:
        values = []
        for key, written in rows:
            values += [*key, json.dumps(written, separators=(",", ":"), allow_nan=False)]
        listed = ", ".join(["(?, ?, ?, ?, ?, ?)"] * len(rows))
        columns = ", ".join(_KEY)
        self._execute(
            f"INSERT INTO resources ({columns}, seed) VALUES {listed}"  # noqa: S608
            f" ON CONFLICT ({columns}) DO UPDATE SET seed = excluded.seed",
            values,
        )

    def _delete(self, beginnings: list[tuple[str, ...]]) -> None:
        conditions = [
            f"({' AND '.join(f'{column} = ?' for column in _KEY[: len(each)])})"
            for each in beginnings
        ]
        values = list(chain.from_iterable(beginnings))
        self._execute(f"DELETE FROM resources WHERE {' OR '.join(conditions)}", values)  # noqa: S608

    def commit(self) -> None:
        """Make all of a transaction last; raises sqlite3.Error."""
        self._execute("COMMIT")

    def roll_back(self) -> None:
        """Take back all of a transaction, if SQLite has not done so by itself."""
        with suppress(sqlite3.Error):
            self._execute("ROLLBACK")

    def close(self) -> None:
        """Release the file."""
        self._connection.close()

    def check_identity(self) -> None:
        """Raise StateFileError for a database of another program or format."""
        if self._number("application_id") != _APPLICATION_ID:
            raise StateFileError("it is a SQLite database of another program")
        version = self._number("user_version")
        if version != FORMAT:
            raise StateFileError(
                f"its format is {version}, and this release of mock-connectcases reads {FORMAT}"
                " only"
            )

    def _lock(self) -> None:
        """Keep every other process from the file, for as long as this is open."""
        self._execute("PRAGMA locking_mode = EXCLUSIVE")
        self._execute("BEGIN EXCLUSIVE")

    def _check(self) -> None:
        """Raise StateFileError for a database that is not of this format, or is damaged."""
        self.check_identity()
        found = set(self._execute("SELECT type, name, sql FROM sqlite_master"))
        for type_, name, _ in sorted(found - _SCHEMA, key=str):
            raise StateFileError(f"its {type_} {name!r:.100} is not as this release makes it")
        if found != _SCHEMA:
            raise StateFileError("it lacks the table 'resources'")
        ((result,),) = self._execute("PRAGMA quick_check(1)")
        if result != "ok":
            raise StateFileError(f"it is damaged: {result}")

    def _number(self, pragma: str) -> int:
        ((number,),) = self._execute(f"PRAGMA {pragma}")
        return int(number)

    def _execute(self, statement: str, parameters: Sequence[str] = ()) -> sqlite3.Cursor:
        return self._connection.execute(statement, parameters)


def has_state(path: Path) -> bool:
    """Return whether there is a state file; an empty one is as good as none.

    Raises StateFileError for a file that is anything else, which it only looks at.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            raise _refusal(path, f"it is a link to {path.readlink()}, which is not there") from None
        return False
    except OSError as error:
        raise _refusal(path, f"{error.strerror}") from None
    for is_type, name in _OTHER_FILES:
        if is_type(found.st_mode):
            raise _refusal(path, f"it is {name}, not a file")
    if found.st_size == 0:
        return False
    with _refusals(path):
        _inspect(path)
        if _has_journal(path):
            _recover(path)
    return path.stat().st_size > 0


def _has_journal(path: Path) -> bool:
    return path.with_name(f"{path.name}-journal").exists()


def _recover(path: Path) -> None:
    """Roll back what a process that was killed had begun to write."""
    opened = Database(path, mode="rw")
    try:
        opened.begin()
    finally:
        opened.close()


def _inspect(path: Path) -> None:
    """Refuse a file of something else before SQLite could recover or change it for its owner."""
    try:
        # Immutable: without a lock, a journal or any file beside it.
        opened = Database(path, mode="ro&immutable=1")
        try:
            opened.check_identity()
        finally:
            opened.close()
    except (StateFileError, sqlite3.DatabaseError) as error:
        # It is not opened in any other way above: closing it would release locks of this process.
        with path.open("rb") as file:
            beginning = file.read(64)
        if beginning.startswith(_MAGIC):
            if isinstance(error, StateFileError) or not _has_journal(path):
                raise
        elif beginning.lstrip().startswith(b"{"):
            raise StateFileError(_FORMER_STATE) from None
        else:
            raise StateFileError("it is not a SQLite database") from None


@contextmanager
def _closing_on_error(opened: Database) -> Generator[Database, None, None]:
    try:
        yield opened
    except BaseException:
        opened.close()
        raise


@contextmanager
def _refusals(path: Path) -> Generator[None, None, None]:
    """Name the file in every error that says why it cannot be used."""
    try:
        yield
    except (StateFileError, sqlite3.Error) as error:
        rule = _IN_USE if "is locked" in str(error) else str(error)
        raise _refusal(path, rule) from error


def _refusal(path: Path, rule: str) -> StateFileError:
    return StateFileError(f"cannot use {path}, which is left as it is: {rule}")
