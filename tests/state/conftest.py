"""A seed with one of everything, an empty state, and a state file for each test."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import ConnectCasesBackends, connectcases_backends
from mock_connectcases.seeds.seed import Seed
from mock_connectcases.state.file import StateFile
from tests.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERYTHING = Path(__file__).with_name("everything.json")
"""A dump that has every kind of resource, content, rule and value, and a running merge; it must be
readable for as long as the version of seeds is the same."""


@pytest.fixture
def backends() -> Iterator[ConnectCasesBackends]:
    """Return the backends, with nothing in them."""
    with mock_connectcases():
        yield connectcases_backends


@pytest.fixture
def client(backends: ConnectCasesBackends) -> Any:
    """Return a client for which nothing exists yet."""
    return boto3.client("connectcases", region_name="us-east-1")


@pytest.fixture
def everything(backends: ConnectCasesBackends) -> str:
    """Load one of everything, and return the id of the domain that has it."""
    loaded = Seed(EVERYTHING).load(backends)
    domains = [each for listed in loaded.values() for each in listed]
    return max(domains, key=lambda each: len(each.cases)).domain_id


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.db"


@pytest.fixture
def state(path: Path, backends: ConnectCasesBackends) -> Iterator[StateFile]:
    """Return a state file that was opened for the first time."""
    opened = StateFile(path, backends)
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def desk(client: Any) -> Desk:
    """Return a desk that has a case."""
    desk = Desk(client)
    assert desk.case_id
    return desk
