"""``serve --state``: what was there is there again."""

from __future__ import annotations

import json
import signal
import sqlite3
import threading
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

pytest.importorskip("aiohttp", reason="the server needs the extra mock-connectcases[server]")

from tests.interpreters import run_command
from tests.server.raw import ask
from tests.server.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

NEVER = "1000000"
ALWAYS = "0.001"


def create(url: str, name: str) -> str:
    """Create a domain and return its ARN."""
    answer = ask(url, "POST", "/domains", json.dumps({"name": name}).encode())
    return str(answer.document["domainArn"])


def names(url: str) -> list[str]:
    return [each["name"] for each in ask(url).document["domains"]]


def test_state_is_written_at_the_end_and_there_at_the_next_start(path: Path) -> None:
    options = ("--quiet", "--state", str(path), "--state-interval", NEVER)
    with serving(*options) as (process, url):
        create(url, "desk")
        process.terminate()
        _, errors = process.communicate(timeout=30)

    with serving(*options) as (_, url):
        assert names(url) == ["desk"]
    assert (process.returncode, errors) == (0, "")


def test_nothing_is_left_beside_the_file_at_the_end(path: Path) -> None:
    with serving("--quiet", "--state", str(path)) as (process, url):
        create(url, "desk")
        process.terminate()
        process.communicate(timeout=30)

    assert list(path.parent.iterdir()) == [path]


def tag(url: str, target: str, number: int) -> None:
    ask(url, "POST", target, b'{"tags": {"number": "%d"}}' % number)


def test_killed_server_has_lost_at_most_what_came_since_the_last_save(path: Path) -> None:
    """The first save comes after the interval, and each later one the interval after the last."""
    options = ("--quiet", "--state", str(path), "--state-interval", ALWAYS)
    domain_arn, number = "", 0
    for _ in range(6):
        with serving(*options) as (process, url):
            target = f"/tags/{quote(domain_arn or create(url, 'desk'), safe='')}"
            if domain_arn:
                assert int(ask(url, "GET", target).document["tags"]["number"]) >= number
            domain_arn = domain_arn or next(
                each["domainArn"] for each in ask(url).document["domains"]
            )
            for number in range(number, number + 50):  # noqa: B020 - it goes on from there
                tag(url, target, number)
            wait_until_saved(path, f'"number":"{number}"')
            killing = threading.Timer(0.02, process.send_signal, [signal.SIGKILL])
            killing.start()
            with suppress(OSError):
                for later in range(number + 1, number + 100_000):
                    tag(url, target, later)
            process.wait(timeout=30)
            killing.join()


def wait_until_saved(path: Path, text: str) -> None:
    """Wait for a text to be in the file; other processes cannot read its rows."""
    while text.encode() not in path.read_bytes():
        pass
    journal = path.with_name(f"{path.name}-journal")
    while journal.read_bytes()[:1] not in (b"", b"\0"):
        pass


def test_file_that_cannot_be_used_is_refused_in_one_line(path: Path) -> None:
    path.write_text('{"format": 1, "stores": []}', encoding="ascii")

    status, output, errors = run_command("serve", "--port", "0", "--state", str(path))

    assert (status, output) == (2, "")
    assert errors.startswith(f"mock_connectcases: cannot use {path}, which is left as it is: it is")
    assert len(errors.splitlines()) == 1
    assert path.read_text(encoding="ascii") == '{"format": 1, "stores": []}'


def test_second_server_on_a_file_is_refused(path: Path) -> None:
    with serving("--quiet", "--state", str(path)) as (_, url):
        status, output, errors = run_command("serve", "--port", "0", "--state", str(path))
        create(url, "desk")

    assert (status, output) == (2, "")
    assert errors == (
        f"mock_connectcases: cannot use {path}, which is left as it is: another server or program"
        " uses it; a server answers GET /_mock/connectcases-seed.json with its state\n"
    )


def test_state_that_cannot_be_written_at_the_end_is_an_error(path: Path) -> None:
    with serving("--quiet", "--state", str(path), "--state-interval", NEVER) as (process, url):
        create(url, "lost")
        path.unlink()
        process.terminate()
        _, errors = process.communicate(timeout=30)

    assert process.returncode == 1
    assert errors == f"cannot write {path}: No such file or directory\n"


@pytest.mark.parametrize("suffix", ["", ".json", ".yaml"])
def test_dump_is_a_seed_that_makes_the_same(path: Path, suffix: str) -> None:
    with serving("--quiet", "--state", str(path)) as (process, url):
        domain_id = create(url, "desk").rpartition("/")[2]
        ask(url, "POST", f"/domains/{domain_id}/fields", b'{"name": "Note", "type": "Text"}')
        seed = ask(url, "GET", "/_mock/connectcases-seed.json").document
        process.terminate()
        process.communicate(timeout=30)
    output = path.with_suffix(suffix)
    before = path.read_bytes()

    status, printed, errors = run_command(
        "dump", str(path), *(("--output", str(output)) if suffix else ())
    )

    assert status == 0
    target = output if suffix else "the standard output"
    assert errors == f"mock_connectcases: wrote 1 domain and 1 field to {target}\n"
    text = output.read_text() if suffix else printed
    if suffix == ".yaml":
        yaml = pytest.importorskip("yaml")
        assert yaml.safe_load(text) == seed
    else:
        assert json.loads(text) == seed
    assert path.read_bytes() == before


def dump(*arguments: str) -> str:
    """Return the error of a dump that is refused."""
    status, output, errors = run_command("dump", *arguments)
    assert (status, output) == (2, "")
    return errors.removeprefix("mock_connectcases: ").removesuffix("\n")


def test_dump_of_a_file_in_use_is_refused(path: Path) -> None:
    with serving("--quiet", "--state", str(path)):
        assert dump(str(path)).endswith(
            "another server or program uses it; a server answers"
            " GET /_mock/connectcases-seed.json with its state"
        )


def test_dump_of_a_killed_server_has_what_was_saved(path: Path) -> None:
    options = ("--quiet", "--state", str(path), "--state-interval", ALWAYS)
    with serving(*options) as (process, url):
        create(url, "desk")
        wait_until_saved(path, '"name":"desk"')
        process.kill()
        process.wait(timeout=30)

    status, output, _ = run_command("dump", str(path))

    assert (status, json.loads(output)["domains"].keys()) == (0, {"desk"})


def test_dump_refuses_a_file_of_another_program(path: Path) -> None:
    sqlite3.connect(path).execute("CREATE TABLE theirs (x)").connection.close()

    assert dump(str(path)) == (
        f"cannot use {path}, which is left as it is: it is a SQLite database of another program"
    )


def test_dump_refuses_no_file(path: Path) -> None:
    assert dump(str(path)) == f"cannot use {path}: there is no state in it"
    assert not path.exists()


def test_dump_refuses_a_name_of_no_seed(path: Path) -> None:
    assert dump(str(path), "--output", "seed.txt").endswith(
        "argument --output: the name of a seed ends in .json, .yaml, .yml: seed.txt"
    )


def test_dump_that_is_refused_leaves_the_output_as_it_was(path: Path) -> None:
    output = path.with_suffix(".json")
    output.write_text("before", encoding="ascii")

    assert dump(str(path), "--output", str(output)).endswith("there is no state in it")

    assert output.read_text(encoding="ascii") == "before"
