"""Files that are no state file, or were changed into one that is none: refused and left alone."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from mock_connectcases.connectcases.models import ConnectCasesBackends
from mock_connectcases.seeds.seed import Seed
from mock_connectcases.seeds.writing import dump
from mock_connectcases.state.database import StateFileError
from mock_connectcases.state.file import StateFile
from tests.state.conftest import EVERYTHING

if TYPE_CHECKING:
    pass


def refusal(path: Path, backends: ConnectCasesBackends) -> str:
    """Return why a file is refused, of which nothing must have been loaded."""
    state = StateFile(path, backends)
    with pytest.raises(StateFileError) as caught:
        state.open()
    assert dump(backends)["domains"] == {}
    before = f"cannot use {path}, which is left as it is: "
    assert str(caught.value).startswith(before)
    return str(caught.value).removeprefix(before)


@pytest.fixture
def full(path: Path, backends: ConnectCasesBackends) -> Path:
    """Return a state file with one of everything."""
    state = StateFile(path, backends)
    state.open(Seed(EVERYTHING))
    state.close()
    backends.discard()
    return path


def check_left_alone(path: Path, backends: ConnectCasesBackends) -> str:
    """Return why a file is refused, which must be as it was and alone."""
    before = path.read_bytes()
    rule = refusal(path, backends)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
    return rule


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"{", "it is JSON, as mock-connectcases 0.1 wrote state files. To keep what it holds, "),
        (b'\n {"format": 1, "stores": []}', "serve it with 0.1, save the answer of GET /_mock/con"),
        (b"no database", "it is not a SQLite database"),
        (b"SQLite format 3\0", "it is a SQLite database of another program"),
        (b"\0" * 5000, "it is not a SQLite database"),
    ],
    ids=["torn JSON", "former format", "text", "torn database", "zeros"],
)
def test_file_of_something_else_is_refused(
    path: Path, backends: ConnectCasesBackends, content: bytes, rule: str
) -> None:
    path.write_bytes(content)

    assert rule in check_left_alone(path, backends)


def test_database_of_another_program_is_refused(path: Path, backends: ConnectCasesBackends) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE resources (anything)")

    assert check_left_alone(path, backends) == "it is a SQLite database of another program"


def test_database_of_another_program_is_not_recovered_for_it(
    path: Path, backends: ConnectCasesBackends
) -> None:
    """Opening it in any other way would put what is in the log beside it into the database."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE theirs (anything)")
        log = path.with_name(f"{path.name}-wal")
        before = path.read_bytes(), log.read_bytes()

        assert refusal(path, backends) == "it is a SQLite database of another program"

        assert (path.read_bytes(), log.read_bytes()) == before


def test_directory_is_refused(tmp_path: Path, backends: ConnectCasesBackends) -> None:
    assert refusal(tmp_path, backends) == "it is a directory, not a file"


def test_named_pipe_is_refused(path: Path, backends: ConnectCasesBackends) -> None:
    os.mkfifo(path)

    assert refusal(path, backends) == "it is a named pipe, not a file"


def test_socket_is_refused(
    tmp_path: Path, backends: ConnectCasesBackends, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # names of sockets are short
    with closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind("state.db")

        assert refusal(Path("state.db"), backends) == "it is a socket, not a file"


def test_device_is_refused(backends: ConnectCasesBackends) -> None:
    assert refusal(Path(os.devnull), backends) == "it is a device, not a file"


def test_link_to_nothing_is_refused(path: Path, backends: ConnectCasesBackends) -> None:
    target = path.with_name("none.db")
    path.symlink_to(target)

    assert refusal(path, backends) == f"it is a link to {target}, which is not there"
    assert not target.exists()


def test_link_to_itself_is_refused(path: Path, backends: ConnectCasesBackends) -> None:
    path.symlink_to(path)

    assert refusal(path, backends) == "Too many levels of symbolic links"


def test_file_in_no_directory_is_refused(tmp_path: Path, backends: ConnectCasesBackends) -> None:
    assert refusal(tmp_path / "none" / "state.db", backends) == "unable to open database file"


def test_link_in_the_place_of_the_journal_is_refused(
    path: Path, backends: ConnectCasesBackends
) -> None:
    target = path.with_name("precious")
    target.write_text("precious")
    path.with_name(f"{path.name}-journal").symlink_to(target)

    assert refusal(path, backends) == "state.db-journal beside it is a link, not a file"
    assert target.read_text() == "precious"


def test_named_pipe_in_the_place_of_the_journal_is_refused(
    full: Path, backends: ConnectCasesBackends
) -> None:
    os.mkfifo(full.with_name(f"{full.name}-journal"))

    assert refusal(full, backends) == "state.db-journal beside it is a named pipe, not a file"


def test_text_with_a_journal_beside_it_is_refused_and_both_are_left_alone(
    path: Path, backends: ConnectCasesBackends
) -> None:
    journal = path.with_name(f"{path.name}-journal")
    path.write_text("Dear diary")
    journal.write_text("Monday")

    assert refusal(path, backends) == "it is not a SQLite database"
    assert (path.read_text(), journal.read_text()) == ("Dear diary", "Monday")


SCHEMAS = {
    "newer": ("PRAGMA user_version = 2", "its format is 2, and this release of mock-connectcases"),
    "table": ("CREATE TABLE more (x)", "its table 'more' is not as this release makes it"),
    "view": ("CREATE VIEW more AS SELECT 1", "its view 'more' is not as"),
    "index": ("CREATE INDEX more ON resources (seed)", "its index 'more' is not as"),
    "trigger": (
        "CREATE TRIGGER more AFTER INSERT ON resources BEGIN DELETE FROM resources; END",
        "its trigger 'more' is not as",
    ),
    "column": ("ALTER TABLE resources ADD COLUMN more", "its table 'resources' is not as"),
    "no table": ("DROP TABLE resources", "it lacks the table 'resources'"),
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_database_with_another_schema_is_refused(
    full: Path, backends: ConnectCasesBackends, name: str
) -> None:
    statement, rule = SCHEMAS[name]
    with closing(sqlite3.connect(full)) as connection:
        connection.execute(statement)

    assert check_left_alone(full, backends).startswith(rule)


ROWS = {
    "torn": ("seed = substr(seed, 1, 20)", "case", "': this is not JSON: "),
    "no number": ("seed = replace(seed, '}', ',\"x\":NaN}')", "domain", "NaN is not JSON"),
    "a name twice": ('seed = \'{"id":1,"id":2}\'', "case", "': an object has two members 'id'"),
    "half a pair": (
        "seed = json_set(seed, '$.fields.title', json('\"\\ud800\"'))",
        "case",
        "': a text has half of a surrogate pair",
    ),
    "nested": (
        "seed = replace(hex(zeroblob(50000)), '0', '[')",
        "case",
        "': this is nested too deep",
    ),
    "binary": ("seed = CAST(seed AS BLOB)", "case", " is no text"),
    "binary account": ("account = x'ff'", "domain", " is no text"),
    "binary region": ("region = x'ff'", "field", " is no text"),
    "binary kind": ("kind = x'ff'", "case", " is no text"),
    "no UTF-8": ("seed = CAST(x'ff' AS TEXT)", "case", "Could not decode to UTF-8"),
    "list": ("seed = '[]'", "case", " is no object"),
    "another id": ("id = 'my ' || id", "case", "' has another id"),
    "unknown kind": ("kind = 'custom'", "template", " is of no kind that this release knows"),
    "no head": ("domain = 'other'", "case", "it lacks the domain 'other', of which it has resou"),
    "head with cases": (
        "seed = json_set(seed, '$.cases', json('[]'))",
        "domain",
        " has more than a domain",
    ),
    "account": ("account = '../../etc/passwd'", "", "account: must have twelve digits"),
    "region": ("region = 'us-moon-1'", "", "not offered in 'us-moon-1'"),
    "unknown member": (
        "seed = json_set(seed, '$.nmae', 1)",
        "field",
        "a field has no member 'nmae'; did you mean 'name'?",
    ),
    "unknown template": (
        "seed = json_set(seed, '$.template', 'none')",
        "case",
        ": template: no template has the id or the name 'none'",
    ),
    "unknown field": (
        "seed = json_set(seed, '$.fields.none', 1)",
        "case",
        ": fields: none: no field has the id or the name 'none'",
    ),
    "value of another type": (
        "seed = json_set(seed, '$.fields.title', json('true'))",
        "case",
        ": fields: title: ",
    ),
    "no status": (
        "seed = json_set(seed, '$.fields.status', NULL)",
        "case",
        ": every case has a status: it cannot be blank",
    ),
    "order": ("seed = json_set(seed, '$.order', json('[1, 1]'))", "case", "a number twice"),
    "history": (
        "seed = json_set(seed, '$.history[0][1]', 'noon')",
        "case",
        ": history: 0: 1: must be a time such as '2026-01-31T12:00:00+00:00'",
    ),
    "history of another type": (
        "seed = json_set(seed, '$.history[0][3]', json('[[\"title\",null,true]]'))",
        "case",
        "have a value that field 'title'",
    ),
    "creation": (
        "seed = json_set(seed, '$.creation', json('[\"x\", 0, \"\"]'))",
        "domain",
        ": creation: 0: must be CreationInProgress or Active, and is 'x'",
    ),
    "merge": ("seed = json_set(seed, '$.merges', json('[{}]'))", "domain", ": merges: 0: must"),
}


@pytest.mark.parametrize("name", ROWS)
def test_database_with_a_row_that_was_changed_is_refused(
    full: Path, backends: ConnectCasesBackends, name: str
) -> None:
    change, kind, rule = ROWS[name]
    with closing(sqlite3.connect(full)) as connection:
        statement = f"UPDATE resources SET {change} WHERE ? IN ('', kind)"  # noqa: S608 - ours
        connection.execute(statement, (kind,))
        connection.commit()

    assert rule in check_left_alone(full, backends)


def test_rule_names_the_row_by_its_ids(full: Path, backends: ConnectCasesBackends) -> None:
    with closing(sqlite3.connect(full)) as connection:
        query = "SELECT domain, id, place FROM resources WHERE kind = 'case' LIMIT 1"
        ((domain_id, case_id, place),) = connection.execute(query)
        change = "UPDATE resources SET seed = json_set(seed, '$.tags', 1) WHERE place = ?"
        connection.execute(change, (place,))
        connection.commit()

    rule = check_left_alone(full, backends)

    assert rule.startswith(f"{domain_id}: cases: {case_id}: tags: ")


def test_file_that_was_cut_within_its_last_page_is_refused(
    full: Path, backends: ConnectCasesBackends
) -> None:
    full.write_bytes(full.read_bytes()[:-1])

    assert check_left_alone(full, backends) == "it is damaged: its last page is incomplete"


def test_index_that_lacks_a_row_is_refused(full: Path, backends: ConnectCasesBackends) -> None:
    """SQLite would let the same resource be written a second time."""
    content = full.read_bytes()
    name = b"123456789012"  # stands in each row, and in each entry of the index
    last = content.rindex(name)
    full.write_bytes(content[:last] + b"123456789019" + content[last + len(name) :])

    line = check_left_alone(full, backends)

    assert line.startswith("it is damaged: ")


def test_damaged_pages_are_refused(full: Path, backends: ConnectCasesBackends) -> None:
    content = bytearray(full.read_bytes())
    content[4096 + 8 : 4096 + 64] = b"\xff" * 56
    full.write_bytes(content)

    (line,) = check_left_alone(full, backends).splitlines()
    assert line.startswith("it is damaged: ")


def test_torn_database_is_refused(full: Path, backends: ConnectCasesBackends) -> None:
    full.write_bytes(full.read_bytes()[:-5000])

    assert check_left_alone(full, backends)


def test_any_byte_may_be_another(full: Path, backends: ConnectCasesBackends) -> None:
    """Such a file is refused, or holds something that this release could have written."""
    content = full.read_bytes()
    generator = Random(1)  # noqa: S311 - a test that is the same each time
    for _ in range(60):
        changed = bytearray(content)
        for _ in range(3):
            changed[generator.randrange(len(content))] = generator.randrange(256)
        full.write_bytes(changed)
        state = StateFile(full, backends)
        try:
            state.open()
        except StateFileError:
            assert full.read_bytes() == changed
        else:
            state.close()
            json.dumps(dump(backends))
        backends.discard()
