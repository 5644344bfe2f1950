"""The file that follows what exists."""

from __future__ import annotations

import itertools
import resource
import sqlite3
import threading
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from mock_connectcases.connectcases.models import ConnectCasesBackends
from mock_connectcases.errors import SeedError
from mock_connectcases.seeds.seed import Seed
from mock_connectcases.seeds.writing import dump
from mock_connectcases.state import tracker
from mock_connectcases.state.database import StateFileError
from mock_connectcases.state.file import StateFile, load_file
from tests.desk import Desk
from tests.state.conftest import EVERYTHING
from tests.state.reading import read_everything

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def saved(state: StateFile, path: Path, backends: ConnectCasesBackends) -> dict[str, Any]:
    """Return what a file holds, which is then what the backends hold too."""
    state.close()
    backends.discard()
    load_file(path, backends)
    return dump(backends)


def rows(
    path: Path, query: str = "SELECT * FROM resources ORDER BY place"
) -> list[tuple[Any, ...]]:
    """Return what is in a file, from a copy: the file itself may be locked."""
    copy = path.with_name("copy.db")
    copy.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(copy)) as connection:
        found = list(connection.execute(query))
    copy.unlink()
    return found


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file of this process become larger than a page."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_file_is_made_when_there_is_none(state: StateFile, path: Path) -> None:
    assert rows(path) == []


def test_empty_file_is_as_good_as_none(
    path: Path, backends: ConnectCasesBackends, client: Any
) -> None:
    path.touch()
    state = StateFile(path, backends)
    state.open()
    Desk(client)

    state.save()

    assert saved(state, path, backends)["domains"].keys() == {"support"}


def test_one_of_everything_answers_the_same_after_it_was_saved_and_opened(
    state: StateFile,
    path: Path,
    backends: ConnectCasesBackends,
    everything: str,
    client: Any,
) -> None:
    client.search_cases(domainId=everything)  # finishes the merge
    state.save()
    before = dump(backends), read_everything(), read_everything("eu-west-2")

    after = saved(state, path, backends), read_everything(), read_everything("eu-west-2")

    assert after == before


def test_running_merge_goes_on(
    state: StateFile, path: Path, backends: ConnectCasesBackends, everything: str, client: Any
) -> None:
    state.save()
    merges = dump(backends)["domains"]["Café"]["merges"]

    assert saved(state, path, backends)["domains"]["Café"]["merges"] == merges
    client.search_cases(domainId=everything)
    assert "merges" not in dump(backends)["domains"]["Café"]


def test_merge_that_a_read_finishes_is_a_change(
    state: StateFile, path: Path, backends: ConnectCasesBackends, everything: str, client: Any
) -> None:
    state.save()

    client.search_cases(domainId=everything)
    state.save()

    assert "merges" not in saved(state, path, backends)["domains"]["Café"]


def test_work_goes_on_where_it_was(
    state: StateFile, path: Path, backends: ConnectCasesBackends, desk: Desk
) -> None:
    second = desk.create_case("second")
    state.save()
    saved(state, path, backends)

    desk.update_case(desk.case_id, title="changed")

    found = desk.client.search_cases(domainId=desk.domain_id)["cases"]
    assert [each["caseId"] for each in found] == [desk.case_id, second]


def test_file_is_not_written_when_nothing_changed(state: StateFile, path: Path, desk: Desk) -> None:
    state.save()
    before = path.stat().st_mtime_ns

    desk.client.list_domains()
    state.save()

    assert path.stat().st_mtime_ns == before


def test_changed_resource_stays_in_its_place(state: StateFile, path: Path, desk: Desk) -> None:
    """Definitions are listed in the order of creation."""
    desk.client.create_template(domainId=desk.domain_id, name="Second")
    state.save()
    desk.client.update_template(
        domainId=desk.domain_id, templateId=desk.template_id, name="Renamed"
    )

    state.save()
    state.close()

    templates = [each[5] for each in rows(path) if each[4] == "template"]
    assert templates[0] == desk.template_id


def test_resources_of_a_domain_of_the_same_name_and_id_elsewhere_are_its_own(
    state: StateFile, path: Path, backends: ConnectCasesBackends, client: Any
) -> None:
    domain = {"id": "same", "cases": [], "fields": {"Note": "Text"}}
    for region in ("us-east-1", "eu-west-2"):
        Seed({"region": region, "domains": {"desk": domain}}).load(backends)
    state.save()
    client.delete_domain(domainId="same")
    state.save()

    after = saved(state, path, backends)

    assert (after["region"], after["domains"].keys()) == ("eu-west-2", {"desk"})


def test_reset_is_a_change(
    state: StateFile, path: Path, backends: ConnectCasesBackends, desk: Desk
) -> None:
    state.save()

    backends.discard()
    state.save()
    state.close()

    assert rows(path) == []


def test_reset_of_an_account_is_a_change(
    state: StateFile, path: Path, backends: ConnectCasesBackends
) -> None:
    one, other = "111111111111", "222222222222"
    Seed({"domains": {"a": {"account": one}, "b": {"account": other}}}).load(backends)
    state.save()

    backends.discard_account(one)
    state.save()

    after = saved(state, path, backends)
    assert (after["account"], after["domains"].keys()) == (other, {"b"})


def test_what_comes_after_a_reset_replaces_what_was_before(
    state: StateFile, path: Path, backends: ConnectCasesBackends, desk: Desk
) -> None:
    state.save()
    backends.discard()
    Seed(EVERYTHING).load(backends)
    before = dump(backends)

    state.save()

    assert saved(state, path, backends) == before


def test_seed_that_is_loaded_meanwhile_is_saved(
    state: StateFile, path: Path, backends: ConnectCasesBackends, desk: Desk
) -> None:
    state.save()
    Seed(EVERYTHING).load(backends)
    before = dump(backends)

    state.save()

    assert saved(state, path, backends) == before


def test_domain_that_is_deleted_and_loaded_again_is_the_new_one(
    state: StateFile, path: Path, backends: ConnectCasesBackends, client: Any
) -> None:
    Seed({"domains": {"desk": {"id": "same", "fields": {"Old": "Text"}}}}).load(backends)
    state.save()
    client.delete_domain(domainId="same")
    Seed({"domains": {"desk": {"id": "same", "fields": {"New": "Text"}}}}).load(backends)

    state.save()

    after = saved(state, path, backends)
    assert after["domains"]["desk"]["fields"].keys() == {"New"}


def test_seed_fills_a_file_that_is_made(path: Path, backends: ConnectCasesBackends) -> None:
    state = StateFile(path, backends)

    state.open(Seed(EVERYTHING))

    before = dump(backends)
    assert saved(state, path, backends) == before


def test_seed_is_left_alone_where_the_file_holds_nothing(
    state: StateFile, path: Path, backends: ConnectCasesBackends
) -> None:
    state.close()
    again = StateFile(path, backends)

    again.open(Seed(EVERYTHING))
    again.close()

    assert dump(backends)["domains"] == {}


def test_refused_seed_makes_no_file(path: Path, backends: ConnectCasesBackends) -> None:
    seed = Seed({"domains": {"desk": {"templates": {"T": {"layout": "none"}}}}})

    with pytest.raises(SeedError, match="no layout has the id or the name"):
        StateFile(path, backends).open(seed)

    assert not path.exists()


def test_full_disk_leaves_the_file_unchanged_is_logged_once_and_passes(
    state: StateFile,
    path: Path,
    backends: ConnectCasesBackends,
    desk: Desk,
    caplog: pytest.LogCaptureFixture,
) -> None:
    state.save()
    content = rows(path)
    for number in range(20):
        desk.create_case(str(number))

    with full_disk():
        state.save_or_log()
        state.save_or_log()

    assert (state.is_failing, rows(path)) == (True, content)
    (message,) = caplog.messages
    assert message.startswith(f"cannot write {path}: ")

    before = dump(backends)
    state.save_or_log()

    assert caplog.messages[1:] == [f"{path} is written again, with all changes"]
    assert not state.is_failing
    assert saved(state, path, backends) == before


def test_file_that_was_removed_is_a_failure(state: StateFile, path: Path, desk: Desk) -> None:
    path.unlink()

    with pytest.raises(StateFileError, match=r"cannot write .*state\.db: "):
        state.save()

    assert not path.exists()


def test_file_that_was_replaced_is_left_alone(state: StateFile, path: Path, desk: Desk) -> None:
    path.rename(path.with_name("mine.db"))
    path.write_bytes(b"another's")

    with pytest.raises(StateFileError, match="another file is in its place"):
        state.save()

    assert path.read_bytes() == b"another's"


def test_link_goes_on_leading_to_the_file(
    tmp_path: Path, backends: ConnectCasesBackends, client: Any
) -> None:
    target = tmp_path / "elsewhere.db"
    target.touch()
    link = tmp_path / "link.db"
    link.symlink_to(target)
    state = StateFile(link, backends)
    state.open()
    Desk(client)

    state.save()

    assert link.is_symlink()
    assert saved(state, target, backends)["domains"].keys() == {"support"}


def test_nothing_is_left_beside_the_file(state: StateFile, path: Path, desk: Desk) -> None:
    state.save()
    state.close()

    assert list(path.parent.iterdir()) == [path]


def interrupt(path: Path, *statements: str) -> None:
    """Leave a file as a process does that is killed while it writes, and return at that moment."""
    copy = path.with_name("killed.db")
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")  # so that pages are written at once
        for each in ("BEGIN", *statements):
            connection.execute(each)
        journal = copy.with_name(f"{copy.name}-journal")
        assert journal.read_bytes()
        path.write_bytes(copy.read_bytes())
        path.with_name(f"{path.name}-journal").write_bytes(journal.read_bytes())


def test_save_that_was_interrupted_is_taken_back(
    state: StateFile, path: Path, backends: ConnectCasesBackends, everything: str
) -> None:
    state.save()
    before = dump(backends)
    state.close()
    backends.discard()
    path.with_name("killed.db").write_bytes(path.read_bytes())
    interrupt(path, "UPDATE resources SET seed = hex(zeroblob(10000))")

    state = StateFile(path, backends)
    state.open()
    state.close()

    assert dump(backends) == before


def test_file_that_was_being_made_is_made_anew_with_the_seed(
    path: Path, backends: ConnectCasesBackends
) -> None:
    interrupt(path, "CREATE TABLE resources (x)", "INSERT INTO resources VALUES (zeroblob(90000))")
    state = StateFile(path, backends)

    state.open(Seed(EVERYTHING))

    before = dump(backends)
    assert saved(state, path, backends) == before


def test_file_that_another_program_has_put_into_another_order_is_read(
    state: StateFile, path: Path, backends: ConnectCasesBackends, everything: str
) -> None:
    state.save()
    before = dump(backends)
    state.close()
    backends.discard()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA journal_mode = WAL")

    again = StateFile(path, backends)
    again.open()

    assert dump(backends) == before
    assert not path.with_name(f"{path.name}-wal").exists()
    again.close()


def test_saved_state_is_that_of_one_moment(
    state: StateFile,
    path: Path,
    backends: ConnectCasesBackends,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A thread renames the first case and then the last, again and again, while all are saved."""
    monkeypatch.setattr(tracker, "_SLICE", 0.0)
    first, *others, last = [desk.create_case("0") for _ in range(20)]
    ended = threading.Event()

    def rename() -> None:
        for number in itertools.count(1):
            for each in (first, last):
                desk.update_case(each, title=str(number))
                if ended.wait(0.003):
                    return

    thread = threading.Thread(target=rename)
    thread.start()
    try:
        for number in range(5):
            state.save()
            assert title(path, first) - title(path, last) in {0, 1}
            for each in (first, *others, last):
                desk.client.tag_resource(
                    arn=f"{desk.domain_arn}/case/{each}", tags={"save": str(number)}
                )
    finally:
        ended.set()
        thread.join()


def title(path: Path, case_id: str) -> int:
    """Return the number that the title of a case in a file is."""
    column = "json_extract(seed, '$.fields.title')"
    ((found,),) = rows(path, f"SELECT {column} FROM resources WHERE id = '{case_id}'")  # noqa: S608
    return int(found)
