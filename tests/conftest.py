"""What every test may use: a client inside a mock, on a machine without any AWS configuration."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING, Any

import freezegun
import pytest
from hypothesis import HealthCheck, settings

from mock_connectcases import mock_connectcases
from tests.environment import hide_aws_environment
from tests.service_models import share_service_models
from tests.strategies import QUICK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

hide_aws_environment()
share_service_models()
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # many interpreters import the same package

freezegun.configure(extend_ignore_list=["_pytest.timing"])  # --durations are those of real time

gc.set_threshold(20_000, 20, 20)  # a fifth of the time went into collections that found little

settings.register_profile(  # how fast this machine is now is not what is tested
    "quick", max_examples=QUICK, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=20 * QUICK)
settings.load_profile("quick")

pytest_plugins = ["pytester", "tests.ledger.plugin", "tests.ledger.real_service", "tests.transport"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Let workers take tests from each other: some tests are a hundred times as long as others."""
    from xdist.scheduler import (  # type: ignore[import-untyped]  # noqa: PLC0415 - if it is there
        WorkStealingScheduling,
    )

    return WorkStealingScheduling(config, log)


@pytest.fixture(scope="module", autouse=True)
def older_objects_are_left_out() -> None:
    """Exclude what the modules before this one have left from collections."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def client(
    request: pytest.FixtureRequest,
    real_client: Any,
    transport: str,  # the test runs once for each
) -> Iterator[Any]:
    """Return a boto3 client of Amazon Connect Cases in us-east-1; only that service is mocked.

    With ``--transport`` it may reach the mock in other ways, see tests/transport.py.  With
    ``--aws-profile`` it is a client of the real service, and nothing is mocked.
    """
    if real_client is not None:
        yield real_client
        return
    make_client: Callable[..., Any] = request.getfixturevalue("make_client")
    with mock_connectcases():
        mocked = make_client("connectcases", region_name="us-east-1")
        yield mocked
        mocked.close()
