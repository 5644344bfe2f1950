"""A process forked while threads use the mock: the child goes on with all that the parent had."""

from __future__ import annotations

import ast
import itertools
import multiprocessing
import os
import time
import traceback
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import boto3
import pytest

import mock_connectcases as package
from mock_connectcases import locks, mock_connectcases
from mock_connectcases.compat.python import cached_property
from mock_connectcases.connectcases.models import connectcases_backends
from tests.interpreters import run_warm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]

PATIENCE = 30


@pytest.fixture
def client() -> Iterator[Any]:
    with mock_connectcases():
        yield boto3.client("connectcases", region_name="us-east-1")


@pytest.fixture
def busy(client: Any) -> Iterator[None]:
    """Create and delete domains, list them and inject faults in four threads."""
    stopped = Event()
    cases = mock_connectcases()

    def use(name: str) -> None:
        domain_id = client.create_domain(name=name)["domainId"]
        client.list_domains()
        cases.fail("GetDomain", "ThrottlingException").remove()
        client.delete_domain(domainId=domain_id)

    def work(number: int) -> None:
        for round_ in itertools.takewhile(lambda _: not stopped.is_set(), itertools.count()):
            use(f"domain {number} {round_}")

    # Imports and all else that is done once: Python itself cannot go on with an import in a child.
    use("first")
    with mock_connectcases():
        pass
    threads = [Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    yield
    stopped.set()
    for thread in threads:
        thread.join()


def status_of(child: Callable[[], None]) -> int | None:
    """Fork, run a function in the child and return its exit status; none if it hangs."""
    process_id = os.fork()
    if process_id == 0:
        try:
            child()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    for _ in range(PATIENCE * 100):
        ended, status = os.waitpid(process_id, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(process_id, 9)
    os.waitpid(process_id, 0)
    return None


@pytest.mark.usefixtures("busy")
def test_children_of_multiprocessing_use_the_mock_while_threads_of_the_parent_do(
    client: Any,
) -> None:
    def use() -> None:
        domain_id = client.create_domain(name="of the child")["domainId"]
        assert client.get_domain(domainId=domain_id)["name"] == "of the child"
        mock_connectcases().reset()
        with mock_connectcases():
            assert client.list_domains()["domains"] == []

    context = multiprocessing.get_context("fork")
    for _ in range(8):
        process = context.Process(target=use)
        process.start()
        process.join(PATIENCE)
        hangs = process.is_alive()
        process.kill()
        process.join()

        assert not hangs
        assert process.exitcode == 0


@pytest.mark.usefixtures("busy")
def test_children_of_os_fork_use_the_mock_while_threads_of_the_parent_do(client: Any) -> None:
    def use() -> None:
        domain_id = client.create_domain(name="of the child")["domainId"]
        client.get_domain(domainId=domain_id)

    assert [status_of(use) for _ in range(8)] == [0] * 8


SUITE = """
import threading
import time

import boto3
import pytest

from mock_connectcases import mock_connectcases

mock = mock_connectcases().start()
client = boto3.client("connectcases", region_name="us-east-1")
client.create_domain(name="of the parent")


def use():
    while True:
        client.list_domains()
        time.sleep(0.001)


for _ in range(4):
    threading.Thread(target=use, daemon=True).start()


@pytest.mark.parametrize("number", range(8))
def test_domain(number):
    client.create_domain(name="of a child")
    assert len(client.list_domains()["domains"]) == 2
"""


FORKING = """
import os


def pytest_pyfunc_call(pyfuncitem):
    child = os.fork()
    if not child:
        status = 1
        try:
            pyfuncitem.obj(number=pyfuncitem.funcargs["number"])
            status = 0
        finally:
            os._exit(status)
    assert os.waitpid(child, 0) == (child, 0)
    return True
"""
"""Runs each test in a child, as pytest-forked does, which does not run with pytest 9."""


@pytest.mark.parametrize("workers", [(), ("-p", "xdist", "-n", "1")], ids=["alone", "xdist"])
def test_tests_in_children_of_pytest_use_the_mock_while_threads_do(
    tmp_path: Path, workers: tuple[str, ...]
) -> None:
    (tmp_path / "conftest.py").write_text(FORKING, encoding="utf-8")
    (tmp_path / "test_suite.py").write_text(SUITE, encoding="utf-8")

    status, output, errors = run_warm(
        *("-m", "pytest", "-p", "no:cacheprovider", *workers),
        cwd=tmp_path,
        mocked=True,
        PYTEST_DISABLE_PLUGIN_AUTOLOAD="1",
    )

    assert status == 0, output + errors
    assert "8 passed" in output


def test_child_has_the_state_of_its_parent_and_leaves_it_alone(client: Any) -> None:
    client.create_domain(name="of the parent")

    def use() -> None:
        assert [each["name"] for each in client.list_domains()["domains"]] == ["of the parent"]
        client.create_domain(name="of the child")

    assert status_of(use) == 0
    assert [each["name"] for each in client.list_domains()["domains"]] == ["of the parent"]


def test_fork_waits_for_the_operation_that_is_under_way(client: Any) -> None:
    client.create_domain(name="orders")
    [store] = connectcases_backends.stores()
    entered = Event()
    steps = ["begun"]

    def operate() -> None:
        with store.lock:
            entered.set()
            time.sleep(0.2)
            steps.append("done")

    thread = Thread(target=operate)
    thread.start()
    entered.wait()

    def check() -> None:
        assert steps == ["begun", "done"]
        client.list_domains()

    assert status_of(check) == 0
    thread.join()


def test_thread_that_forks_may_be_within_an_operation(client: Any) -> None:
    client.create_domain(name="orders")
    [store] = connectcases_backends.stores()

    with store.lock:
        assert status_of(client.list_domains) == 0

    assert client.list_domains()["domains"]


@pytest.mark.parametrize("make", [locks.new_lock, locks.new_rlock])
def test_child_can_take_a_lock_that_no_thread_gave_back(
    make: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "FORK_TIMEOUT", 0.1)
    lock, entered, finished = make(), Event(), Event()

    def hold() -> None:
        with lock:
            entered.set()
            finished.wait()

    thread = Thread(target=hold)
    thread.start()
    entered.wait()

    def take() -> None:
        assert lock.acquire(timeout=0)

    assert status_of(take) == 0
    finished.set()
    thread.join()
    assert lock.acquire(timeout=0)


class _Slow:
    """An object with a property that one thread computes for ever."""

    def __init__(self, entered: Event, finished: Event) -> None:
        self._entered, self._finished = entered, finished

    @cached_property
    def answer(self) -> int:
        self._entered.set()
        self._finished.wait()
        return 42


def test_child_reads_a_cached_property_that_another_thread_was_computing() -> None:
    entered, finished = Event(), Event()
    thread = Thread(target=lambda: _Slow(entered, finished).answer)
    thread.start()
    entered.wait()

    def read() -> None:
        over = Event()
        over.set()
        other = _Slow(Event(), over)
        assert other.answer == 42
        assert other.answer == 42

    assert status_of(read) == 0
    finished.set()
    thread.join()


def test_locks_are_as_before_in_the_parent(client: Any) -> None:
    client.create_domain(name="orders")
    [store] = connectcases_backends.stores()

    status_of(lambda: None)

    taken: list[bool] = []
    thread = Thread(target=lambda: taken.append(store.lock.acquire(timeout=1)))
    thread.start()
    thread.join()
    assert taken == [True]


def test_every_lock_of_the_package_survives_a_fork() -> None:
    root = Path(package.__file__).parent
    primitives = {"Condition", "Lock", "RLock", "Semaphore"}
    unprotected = {
        f"{path.relative_to(root)}:{node.lineno}"
        for path in root.rglob("*.py")
        if path.name != "locks.py"
        if "threading" in (source := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(source))
        if (
            isinstance(node, ast.ImportFrom)
            and node.module == "threading"
            and primitives.intersection(alias.name for alias in node.names)
        )
        or (
            isinstance(node, ast.Attribute)
            and ast.unparse(node.value) == "threading"
            and node.attr in primitives
        )
    }

    assert unprotected == set(), "Create these locks with mock_connectcases.locks."
