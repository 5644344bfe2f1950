"""A process that is forked while it has a state file open leaves the file to its parent."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.interpreters import run_warm
from tests.interpreters.cold import run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")

PROGRAM = """
import os, sys, warnings
from pathlib import Path
import boto3
from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.seeds.writing import dump
from mock_connectcases.state.database import RowChange
from mock_connectcases.state.file import StateFile, load_file

warnings.simplefilter("ignore", DeprecationWarning)  # the mock may have started threads
path, moment, end = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
client = boto3.client(
    "connectcases", "us-east-1", aws_access_key_id="test", aws_secret_access_key="test"
)


def in_child(use):
    child = os.fork()
    if not child:
        use()
        os._exit(0) if end == "at once" else sys.exit()
    assert os.waitpid(child, 0) == (child, 0)


def use():
    client.create_domain(name="of the child")
    state.save_or_log()
    assert not state.is_failing
    state.close()


with mock_connectcases():
    client.create_domain(name="before")
    state = StateFile(path, connectcases_backends)
    state.open()
    client.create_domain(name="after")
    if moment == "between saves":
        before = path.read_bytes()
        in_child(use)
        assert path.read_bytes() == before
    else:
        # What does not fit into the cache of the database stands in the file before its end.
        state._database._connection.execute("PRAGMA cache_size = -1024")
        large = [RowChange((*"abc", "d", str(n)), {"text": "x" * 100_000}) for n in range(100)]
        state._database.begin()
        state._database.write(large)
        assert path.stat().st_size > 1_000_000
        in_child(use)
        state._database.write([RowChange(("a",), None)])
        state._database.commit()
    state.save()
    state.close()
    expected = dump(connectcases_backends)
    connectcases_backends.discard()
    load_file(path, connectcases_backends)
    assert dump(connectcases_backends) == expected
    print(*sorted(expected["domains"]))
"""


@pytest.mark.parametrize("end", ["at once", "as a program"])
@pytest.mark.parametrize("moment", ["between saves", "during a save"])
def test_child_leaves_the_file_to_its_parent(tmp_path: Path, moment: str, end: str) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")

    # Only in a cold interpreter does a program end as it does for users.
    run_program = partial(run_warm, mocked=True) if end == "at once" else run

    outcome = run_program(str(program), str(tmp_path / "state.db"), moment, end)

    assert outcome == (0, "after before\n", "")
