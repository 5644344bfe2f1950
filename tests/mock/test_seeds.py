"""Each way in begins with a seed, and returns to it."""

from __future__ import annotations

import json
import unittest
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto import mock_aws

from mock_connectcases import MockConnectCases, SeedError, mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from tests.interpreters import cold, output_of, run_command

if TYPE_CHECKING:
    from pathlib import Path

SEED: dict[str, Any] = {"domains": {"desk": None}}
BAD: dict[str, Any] = {"domains": {"desk": {"feilds": {}}}}


def client() -> Any:
    return boto3.client("connectcases", region_name="us-east-1")


def names() -> list[str]:
    return [each["name"] for each in client().list_domains()["domains"]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file with the seed."""
    path = tmp_path / "seed.json"
    path.write_text(json.dumps(SEED), encoding="utf-8")
    return path


def test_each_start_begins_with_the_seed() -> None:
    mock = mock_connectcases(seed=SEED)

    for _ in range(2):
        with mock:
            assert names() == ["desk"]
            client().create_domain(name="more")

    with mock_connectcases():
        assert names() == []


def test_decorated_function_begins_with_the_seed_each_time() -> None:
    @mock_connectcases(seed=SEED)
    def add() -> list[str]:
        client().create_domain(name="more")
        return names()

    assert add() == add() == ["desk", "more"]


@mock_connectcases(seed=SEED)
class TestClass:
    """Each test begins with the seed."""

    @pytest.mark.parametrize("_", range(2))
    def test_state_is_the_seed(self, _: int) -> None:
        assert names() == ["desk"]
        client().create_domain(name="more")


@mock_connectcases(seed=SEED)
class TestClassWithSetup(unittest.TestCase):
    """The seed is loaded before the setup, and not again before the test."""

    def setUp(self) -> None:
        client().create_domain(name="more")

    def test_state_is_the_seed_and_the_setup(self) -> None:
        assert names() == ["desk", "more"]

    def test_state_is_so_for_each_test(self) -> None:
        assert names() == ["desk", "more"]


def test_reset_returns_to_the_seed() -> None:
    with mock_connectcases(seed=SEED) as mock:
        client().create_domain(name="more")

        mock.reset()

        assert names() == ["desk"]


def test_reset_removes_faults_before_it_loads_the_seed() -> None:
    now: dict[str, Any] = {"time": "now", **SEED}
    with mock_connectcases(seed=now) as mock:
        mock.fail("*", "ThrottlingException", times=None)
        mock.tick(days=2)

        mock.reset()

        assert len(mock.calls) == 0
        domain_id = client().list_domains()["domains"][0]["domainId"]
        assert client().get_domain(domainId=domain_id)["createdTime"] <= mock.now


def test_reset_of_another_handle_loads_no_seed() -> None:
    desk = mock_connectcases(seed=SEED)

    @desk
    def reset_twice() -> tuple[list[str], list[str]]:
        mock_connectcases().reset()
        emptied = names()
        desk.reset()
        return emptied, names()

    assert reset_twice() == ([], ["desk"])


def test_dump_after_a_tick_can_be_loaded_where_the_clock_has_not_moved() -> None:
    with mock_connectcases(seed=SEED) as mock:
        mock.tick(days=2)
        client().create_domain(name="later")
        dumped = mock.dump()

    with mock_connectcases(seed=dumped) as mock:
        assert names() == ["desk", "later"]
        assert mock.dump() == dumped


def test_nested_start_of_the_same_mock_loads_nothing_again() -> None:
    mock = mock_connectcases(seed=SEED)
    with mock:
        client().create_domain(name="more")
        with mock:
            assert names() == ["desk", "more"]


def test_inner_mock_adds_its_seed_to_the_shared_state() -> None:
    with mock_connectcases() as outer:
        client().create_domain(name="first")
        with mock_connectcases(seed=SEED):
            assert names() == ["first", "desk"]
        assert names() == ["first", "desk"]
        outer.reset()
        assert names() == []


def test_seed_is_loaded_beside_moto() -> None:
    with mock_aws(), mock_connectcases(seed=SEED):
        assert names() == ["desk"]


def test_bad_seed_leaves_the_mock_off() -> None:
    mock = mock_connectcases(seed=BAD)

    for _ in range(2):
        with pytest.raises(SeedError, match="did you mean 'fields'"):
            mock.start()

    assert connectcases_backends.mocks_active == 0
    with pytest.raises(RuntimeError, match="Called stop"):
        mock.stop()


def test_seed_that_cannot_be_added_leaves_the_mock_off() -> None:
    with mock_connectcases(seed=SEED):
        with pytest.raises(SeedError, match="already exists"):
            mock_connectcases(seed=SEED).start()
        assert connectcases_backends.mocks_active == 1
        assert names() == ["desk"]


@pytest.mark.parametrize("do", [MockConnectCases.dump, lambda mock: mock.load(SEED)])
def test_without_a_mock_there_is_no_state(do: Any) -> None:
    with pytest.raises(RuntimeError, match="No mock is on"):
        do(mock_connectcases())


def test_moto_s_server_mode_has_no_state_here() -> None:
    program = """
from mock_connectcases import mock_connectcases

plain = mock_connectcases()
seeded = mock_connectcases(seed={"domains": {"desk": None}})
for do in (plain.dump, lambda: plain.load({}), seeded.start):
    try:
        do()
    except RuntimeError as error:
        print(str(error)[:57])
"""
    printed = output_of(program, TEST_SERVER_MODE="true")

    assert printed.splitlines() == [
        "The state is in the process of moto's server: this one ca"
    ] * 2 + ["The state is in the process of moto's server: a seed cann"]


def test_seed_may_be_loaded_first_while_time_is_frozen() -> None:
    program = """
from freezegun import freeze_time
from mock_connectcases import mock_connectcases

with freeze_time("2024-02-29"), mock_connectcases(seed="examples/seed.yaml") as mock:
    dumped = mock.dump()
with mock_connectcases() as mock:
    mock.load(dumped)
    print(mock.dump() == dumped)
"""
    assert cold.output_of(program) == "True"


def test_run_begins_with_the_seed(path: Path, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import boto3\nprint(boto3.client('connectcases').list_domains()['domains'][0]['name'])\n"
    )

    status, output, errors = run_command("run", "--seed", str(path), str(program))

    assert (status, output) == (0, "desk\n"), errors


def test_run_refuses_a_bad_seed_before_the_program(path: Path, tmp_path: Path) -> None:
    path.write_text(json.dumps(BAD), encoding="utf-8")
    program = tmp_path / "program.py"
    program.write_text("print('ran')")

    status, output, errors = run_command("run", "--seed", str(path), str(program))

    assert (status, output) == (2, "")
    assert errors == (
        f"mock_connectcases: {path}:1: domains.desk.feilds: a domain has no member 'feilds';"
        " did you mean 'fields'?\n"
    )
