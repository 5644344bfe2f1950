"""One state for both kinds of mocks, whoever begins and ends first."""

from __future__ import annotations

import itertools
import os
from threading import Event, Thread, current_thread
from typing import Any

import boto3
import pytest
import requests
from moto import mock_aws
from moto.core.base_backend import BackendDict

from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends

MOCKS: dict[str, Any] = {"cases": mock_connectcases, "aws": mock_aws}
FOUND = {"AWS_ACCESS_KEY_ID": "AKIAREALREALREALREAL", "AWS_SECRET_ACCESS_KEY": "real"}
FAKE = {"AWS_ACCESS_KEY_ID": "FOOBARKEY", "AWS_SECRET_ACCESS_KEY": "FOOBARSECRET"}


def make_client() -> Any:
    return boto3.client("connectcases", region_name="us-east-1")


@pytest.fixture(scope="module")
def shared_client() -> Any:
    """Return a client of a session that no mock replaces: each mock_aws makes one anew."""
    return boto3.Session("key", "secret").client("connectcases", region_name="us-east-1")


def create(name: str = "orders", client: Any = None) -> None:
    (client or make_client()).create_domain(name=name)


def count(client: Any = None) -> int:
    return len((client or make_client()).list_domains()["domains"])


def credentials() -> dict[str, str | None]:
    return {name: os.environ.get(name) for name in FOUND}


ORDERS = [
    (kinds, ends)
    for depth in (2, 3)
    for kinds in itertools.product(MOCKS, repeat=depth)
    for ends in itertools.permutations(range(depth))
]
# Two mock_aws that end out of order spoil each other's credentials without any help of ours.
RIGHT_CREDENTIALS = [
    (kinds, ends)
    for kinds, ends in ORDERS
    if [i for i in ends if kinds[i] == "aws"]
    == sorted((i for i in ends if kinds[i] == "aws"), reverse=True)
]


def named(value: object) -> str:
    return "-".join(map(str, value)) if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize(("kinds", "ends"), RIGHT_CREDENTIALS, ids=named)
def test_state_lasts_until_the_last_mock_ends_in_any_order(
    shared_client: Any, kinds: tuple[str, ...], ends: tuple[int, ...]
) -> None:
    mocks = [MOCKS[kind]() for kind in kinds]

    for number, mock in enumerate(mocks):
        mock.start()
        create(f"domain {number}", shared_client)
    for left, number in zip(range(len(mocks), 0, -1), ends, strict=True):
        assert count(shared_client) == len(mocks), f"{left} mocks left"
        mocks[number].stop()

    for mock in MOCKS.values():
        with mock():
            assert count(shared_client) == 0


@pytest.mark.parametrize(("kinds", "ends"), RIGHT_CREDENTIALS, ids=named)
def test_credentials_are_fake_while_any_mock_is_on_and_then_as_before(
    kinds: tuple[str, ...], ends: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in FOUND.items():
        monkeypatch.setenv(name, value)
    session = boto3.DEFAULT_SESSION
    mocks = [MOCKS[kind]() for kind in kinds]

    for mock in mocks:
        mock.start()
        assert credentials() == FAKE
    for number in ends:
        assert credentials() == FAKE
        assert boto3.DEFAULT_SESSION is not session or session is None
        mocks[number].stop()

    assert credentials() == FOUND
    assert boto3.DEFAULT_SESSION is session


@pytest.mark.parametrize("outer", MOCKS)
@pytest.mark.parametrize("inner", MOCKS)
def test_session_of_the_program_comes_back_in_any_nesting(
    outer: str, inner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", boto3.DEFAULT_SESSION)
    boto3.setup_default_session(region_name="eu-west-2")
    session = boto3.DEFAULT_SESSION

    with MOCKS[outer](), MOCKS[inner]():
        assert boto3.DEFAULT_SESSION is not session

    assert boto3.DEFAULT_SESSION is session


def test_inner_mock_aws_that_ends_leaves_the_state_alone() -> None:
    with mock_connectcases():
        create()
        with mock_aws():
            boto3.client("sqs", region_name="us-east-1").create_queue(QueueName="q")
        assert count() == 1


def test_mock_beginning_again_inside_a_mock_aws_that_outlives_it_gives_back_the_originals(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in FOUND.items():
        monkeypatch.setenv(name, value)
    first, aws, second = mock_connectcases(), mock_aws(), mock_connectcases()

    first.start()
    aws.start()
    first.stop()
    second.start()
    aws.stop()

    assert credentials() == FAKE
    second.stop()
    assert credentials() == FOUND


@pytest.mark.parametrize("outer", MOCKS)
def test_explicit_reset_empties_the_state_whoever_owns_it(outer: str) -> None:
    with MOCKS[outer](), mock_aws():
        create()

        requests.post("http://motoapi.amazonaws.com/moto-api/reset", timeout=5)

        assert count() == 0


@pytest.mark.parametrize("switch", ["start", "stop"])
def test_explicit_reset_empties_the_state_while_another_thread_starts_or_stops_a_mock_aws(
    switch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered, finished = Event(), Event()
    inner = mock_aws()

    def wait() -> None:
        if current_thread() is thread:
            entered.set()
            finished.wait()

    with mock_connectcases():
        if switch == "stop":
            inner.start()
        create()
        monkeypatch.setattr(inner, "_mock_env_variables", wait)
        monkeypatch.setattr(inner, "_unmock_env_variables", wait)
        thread = Thread(target=getattr(inner, switch))
        thread.start()
        entered.wait()

        BackendDict.reset()
        left = sum(len(store.domains) for store in connectcases_backends.stores())

        finished.set()
        thread.join()
        monkeypatch.undo()
        if switch == "start":
            inner.stop()
    assert left == 0


def test_reset_of_an_inner_mock_aws_handle_empties_the_state() -> None:
    with mock_connectcases(), mock_aws() as inner:
        create()

        inner.reset()

        assert count() == 0


def test_mock_is_on_in_every_thread() -> None:
    with mock_connectcases():
        client = make_client()
        threads = [
            Thread(target=lambda number=number: client.create_domain(name=f"domain {number}"))
            for number in range(4)
        ]

        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert count() == 4


def test_a_thousand_mocks_leave_nothing_behind() -> None:
    with mock_connectcases():
        client = make_client()

    for _ in range(1000):
        with mock_connectcases():
            client.create_domain(name="orders")

    assert not connectcases_backends
