"""The SQLite database of a state file: it locks the file, reads rows and writes rows.

Rule of this file: it knows SQLite, and nothing about resources.
"""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import struct
from contextlib import closing, contextmanager, suppress
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from weakref import WeakSet

from mock_connectcases.compat import python
from mock_connectcases.errors import MockError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

FORMAT: Final = 1
"""The ``user_version`` of the database; grows when the last release could not read it."""

_APPLICATION_ID: Final = int.from_bytes(b"MCCS", "big")
"""Identifies a state file among SQLite databases."""

_LOCK = "PRAGMA locking_mode = EXCLUSIVE"
"""Bars other processes from the file from the first transaction on, until it is closed."""

_MAGIC = b"SQLite format 3\0"
_JOURNAL_MAGIC = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
_HEADER = 100
_IDENTITY = struct.Struct(">60x i 4x i")
"""The ``user_version`` and the ``application_id`` in the header of SQLite's file format."""

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
    (stat.S_ISLNK, "a link"),
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
    """A row to write, or the rows to delete: all with a key that begins with this one."""

    key: tuple[str, ...]
    written: dict[str, Any] | None


class Database:
    """An open state file; one thread at a time may use it."""

    def __init__(self, path: Path, *, mode: str) -> None:
        """Open a database in a mode of SQLite's URIs; raises sqlite3.Error."""
        self._path = path
        self._is_new = False
        self.is_of_parent = False
        """Whether it was opened by another process, of which this one is a fork."""
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=_PATIENCE,
            isolation_level=None,  # transactions begin and end where it says so below
            check_same_thread=False,
        )
        _opened.add(self)
        # A file from elsewhere may have anything in its schema and its pages.
        self._connection.execute("PRAGMA trusted_schema = OFF")
        self._connection.execute("PRAGMA cell_size_check = ON")
        # No page of a save is written before its end, and one sync of each file makes it last.
        self._connection.execute("PRAGMA cache_size = -65536")
        self._connection.execute("PRAGMA synchronous = NORMAL")

    @classmethod
    @contextmanager
    def create(cls, path: Path) -> Generator[Database, None, None]:
        """Open a database where there is no file or an empty one, for its first rows to be written.

        Raises StateFileError, also for anything that is raised meanwhile.
        """
        with naming_file(path), _open(cls(path, mode="rwc")) as made:
            made._is_new = True
            made._execute(_LOCK)
            yield made

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Generator[Database, None, None]:
        """Open and lock a database for its rows to be read, and then for others to be written.

        Raises StateFileError, also for anything that is raised meanwhile.
        """
        with naming_file(path), _open(cls(path, mode="rw")) as opened:
            opened._execute(_LOCK)
            opened._execute("BEGIN EXCLUSIVE")
            opened._check()
            yield opened
            # Writing this proves that all else can be written, and it makes the lock last.
            opened._execute(f"PRAGMA user_version = {FORMAT}")
            opened.commit()
            opened._execute("PRAGMA journal_mode = DELETE")  # another program may have changed it

    @classmethod
    @contextmanager
    def read(cls, path: Path) -> Generator[Database, None, None]:
        """Open a database that stays as it is, until it was read; raises StateFileError."""
        # SQLite opens a file that is write-protected for reading only.
        with naming_file(path), closing(cls(path, mode="rw")) as opened:
            opened._execute("BEGIN")
            opened._check()
            yield opened

    def rows(self) -> Iterator[tuple[Key, Any]]:
        """Yield the keys and texts of all rows in the order in which they were first written."""
        for *key, text in self._execute(_READ):
            yield Key(*key), text

    def begin(self) -> None:
        """Begin a transaction; raises sqlite3.Error."""
        if self._connection.in_transaction:
            self._execute("ROLLBACK")  # that of a disk error may have failed before
        self._execute("BEGIN IMMEDIATE")
        if self._is_new:
            self._execute(_TABLE)
            self._execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            self._execute(f"PRAGMA user_version = {FORMAT}")

    def write(self, changes: Iterable[RowChange]) -> None:
        """Write and delete rows in this order; raises sqlite3.Error.

        A statement has many of them: during each one, threads that answer requests take over.
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
        """Commit a transaction; raises sqlite3.Error."""
        self._execute("COMMIT")
        self._is_new = False

    def roll_back(self) -> None:
        """Undo a transaction, if SQLite has not done so by itself."""
        with suppress(sqlite3.Error):
            self._execute("ROLLBACK")

    def close(self) -> None:
        """Release the file; that of a parent stays as it is."""
        if not self.is_of_parent:
            self._connection.close()

    def leave_to_parent(self) -> None:
        """Never use the connection again: to close it would undo what the parent is writing."""
        self.is_of_parent = True
        python.make_immortal(self._connection)

    def _check(self) -> None:
        """Raise StateFileError for a database that is not of this format, or is damaged."""
        _check_identity(self._number("user_version"), self._number("application_id"))
        found = set(self._execute("SELECT type, name, sql FROM sqlite_master"))
        for type_, name, _ in sorted(found - _SCHEMA, key=str):
            raise StateFileError(f"its {type_} {name!r:.100} is not as this release makes it")
        if found != _SCHEMA:
            raise StateFileError("it lacks the table 'resources'")
        # SQLite reads a page that was cut off as one that ends in zeros.
        if self._path.stat().st_size % self._number("page_size"):
            raise StateFileError("it is damaged: its last page is incomplete")
        ((result,),) = self._execute("PRAGMA integrity_check(1)")
        if result != "ok":
            raise StateFileError(f"it is damaged: {str(result).splitlines()[-1]}")

    def _number(self, pragma: str) -> int:
        ((number,),) = self._execute(f"PRAGMA {pragma}")
        return int(number)

    def _execute(self, statement: str, parameters: Sequence[str] = ()) -> sqlite3.Cursor:
        return self._connection.execute(statement, parameters)


_opened: WeakSet[Database] = WeakSet()
"""The databases of this process and of those that it is a fork of."""


def _leave_to_parent() -> None:
    for each in _opened:
        each.leave_to_parent()


if hasattr(os, "register_at_fork"):  # Windows has no fork
    os.register_at_fork(after_in_child=_leave_to_parent)


@contextmanager
def _open(database: Database) -> Generator[Database, None, None]:
    """Close a database on an error, and else leave it open."""
    try:
        yield database
    except BaseException:
        database.close()
        raise


def has_state(path: Path) -> bool:
    """Return whether there is a state file; an empty one is as good as none.

    What a process that was killed had begun to write is rolled back.  Raises StateFileError for a
    file of another kind, program or format, before SQLite could recover or change it for its owner.
    """
    with naming_file(path):
        journal = Path(f"{os.path.realpath(path)}-journal")
        if os.path.lexists(journal):
            _check_type(journal.lstat(), f"{journal.name} beside it")
        try:
            _check_type(path.stat(), "it")
        except FileNotFoundError:
            if path.is_symlink():
                target = path.readlink()
                raise StateFileError(f"it is a link to {target}, which is not there") from None
            return False
        header = _read_header(path)
        has_journal = _read_header(journal).startswith(_JOURNAL_MAGIC)
        if header.strip(b"\0") or not has_journal:  # the first page may be still unwritten
            _check_header(header)
        if has_journal:
            with closing(Database(path, mode="rw")) as opened:
                opened.begin()
        return path.stat().st_size > 0


def _check_type(found: os.stat_result, name: str) -> None:
    """Raise StateFileError for what is no file: SQLite would wait for what comes out of it."""
    for is_type, words in _OTHER_FILES:
        if is_type(found.st_mode):
            raise StateFileError(f"{name} is {words}, not a file")


def _check_header(header: bytes) -> None:
    """Raise StateFileError for the header of anything but a state file or an empty file."""
    if header.lstrip().startswith(b"{"):
        raise StateFileError(_FORMER_STATE)
    if header and not header.startswith(_MAGIC):
        raise StateFileError("it is not a SQLite database")
    if header:
        _check_identity(*_IDENTITY.unpack_from(header.ljust(_HEADER, b"\0")))


def _check_identity(version: int, application_id: int) -> None:
    if application_id != _APPLICATION_ID:
        raise StateFileError("it is a SQLite database of another program")
    if version != FORMAT:
        raise StateFileError(
            f"its format is {version}, and this release of mock-connectcases reads {FORMAT} only"
        )


def _read_header(path: Path) -> bytes:
    """Return the first bytes of a file, none where there is no file."""
    try:
        with path.open("rb") as file:
            return file.read(_HEADER)
    except FileNotFoundError:
        return b""


@contextmanager
def naming_file(path: Path) -> Generator[None, None, None]:
    """Name the file in every error that says why it cannot be used."""
    try:
        yield
    except (StateFileError, sqlite3.Error, OSError) as error:
        sentence = str(error)
        if isinstance(error, OSError):
            sentence = str(error.strerror)
        elif "is locked" in sentence:
            sentence = _IN_USE
        raise StateFileError(f"cannot use {path}, which is left as it is: {sentence}") from error
