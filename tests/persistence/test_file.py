"""The file that follows what exists."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from mock_connectcases.connectcases.models import ConnectCasesBackends
from mock_connectcases.persistence.document import dump
from mock_connectcases.persistence.file import StateFile, StateFileError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


@pytest.fixture
def state(path: Path, backends: ConnectCasesBackends) -> StateFile:
    """Return a file that was opened for the first time."""
    opened = StateFile(path, backends)
    opened.open()
    return opened


def told(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="ascii"))
    return document


def test_file_is_made_when_there_is_none(state: StateFile, path: Path) -> None:
    assert told(path) == {"format": 1, "stores": []}


def test_saving_tells_what_exists(
    state: StateFile, path: Path, backends: ConnectCasesBackends, client: Any
) -> None:
    client.create_domain(name="one")

    state.save()

    assert told(path) == dump(backends)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_opening_brings_back_what_was_saved(
    state: StateFile, path: Path, backends: ConnectCasesBackends, client: Any
) -> None:
    domain_id = client.create_domain(name="one")["domainId"]
    state.save()
    backends.discard()

    StateFile(path, backends).open()

    assert client.get_domain(domainId=domain_id)["name"] == "one"


def test_file_is_not_written_when_nothing_changed(
    state: StateFile, path: Path, client: Any
) -> None:
    client.create_domain(name="one")
    state.save()
    path.unlink()

    client.list_domains()
    state.save()

    assert not path.exists()


def test_file_that_was_just_read_is_not_written(
    path: Path, backends: ConnectCasesBackends, document: dict[str, Any]
) -> None:
    path.write_text(json.dumps(document, indent=8), encoding="ascii")
    text = path.read_bytes()
    state = StateFile(path, backends)

    state.open()
    state.save()

    assert path.read_bytes() == text


def test_forgetting_everything_is_a_change(
    state: StateFile, path: Path, backends: ConnectCasesBackends, client: Any
) -> None:
    client.create_domain(name="one")
    state.save()

    backends.discard()
    state.save()

    assert told(path)["stores"] == []


def test_merge_that_a_read_finishes_is_a_change(
    path: Path, backends: ConnectCasesBackends, document: dict[str, Any], client: Any
) -> None:
    path.write_text(json.dumps(document), encoding="ascii")
    state = StateFile(path, backends)
    state.open()
    (domain_id, *_) = document["stores"][1]["domains"]

    client.search_cases(domainId=domain_id)
    state.save()

    (domain, *_) = told(path)["stores"][1]["domains"].values()
    assert domain["merges"] == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (b"", "must be JSON: "),
        (b'{"format": 1, "sto', "must be JSON: "),
        (b"\xff\xfe", "must be JSON: "),
        (b"[" * 100_000, "must be JSON: "),
        (b'{"format": 1, "stores": [NaN]}', "must be JSON: NaN is not JSON"),
        (b'{"format": 1, "format": 1, "stores": []}', "two members of the same name"),
        (b'{"format": 2, "cases": []}', "$.format is 2, and this release"),
    ],
    ids=["empty", "torn", "no text", "deep", "no number", "twice", "newer"],
)
def test_file_that_cannot_be_read_is_refused_and_left_as_it_is(
    path: Path, backends: ConnectCasesBackends, text: bytes, rule: str
) -> None:
    path.write_bytes(text)
    state = StateFile(path, backends)

    with pytest.raises(StateFileError) as caught:
        state.open()

    assert str(caught.value).startswith(f"cannot use {path}, which is left as it is: $")
    assert rule in str(caught.value)
    assert path.read_bytes() == text


def test_file_in_no_directory_is_refused_at_once(
    tmp_path: Path, backends: ConnectCasesBackends
) -> None:
    path = tmp_path / "none" / "state.json"

    with pytest.raises(StateFileError, match=r"cannot use .*state\.json: No such file"):
        StateFile(path, backends).open()


def test_directory_is_refused(tmp_path: Path, backends: ConnectCasesBackends) -> None:
    with pytest.raises(StateFileError, match="Is a directory"):
        StateFile(tmp_path, backends).open()


def test_failed_write_leaves_the_file_and_is_tried_again(
    state: StateFile,
    path: Path,
    client: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    client.create_domain(name="one")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        state.keep()
        left, is_current = told(path), state.is_current

    assert (left["stores"], is_current) == ([], False)
    assert caplog.messages == [f"cannot write {path}: No space left on device"]
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    state.keep()
    assert state.is_current
    assert told(path)["stores"] != []


def test_written_file_keeps_its_permissions(state: StateFile, path: Path, client: Any) -> None:
    path.chmod(0o640)
    client.create_domain(name="one")

    state.save()

    assert path.stat().st_mode & 0o777 == 0o640


def test_link_goes_on_leading_to_the_file(
    tmp_path: Path, backends: ConnectCasesBackends, client: Any
) -> None:
    (tmp_path / "elsewhere").mkdir()
    path = tmp_path / "elsewhere" / "state.json"
    link = tmp_path / "link.json"
    link.symlink_to(path)
    state = StateFile(link, backends)
    state.open()

    client.create_domain(name="one")
    state.save()

    assert link.is_symlink()
    assert told(path) == dump(backends)
