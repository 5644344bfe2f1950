"""What every test may use: a client inside a mock, on a machine without any AWS configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest

from mock_connectcases import mock_connectcases
from tests.environment import hide_aws_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

hide_aws_environment()

pytest_plugins = ["tests.ledger.plugin", "tests.ledger.real_service"]


@pytest.fixture
def client(real_client: Any) -> Iterator[Any]:
    """Return a boto3 client of Amazon Connect Cases in us-east-1; only that service is mocked.

    With ``--aws-profile`` it is a client of the real service, and nothing is mocked.
    """
    if real_client is not None:
        yield real_client
        return
    with mock_connectcases():
        yield boto3.client("connectcases", region_name="us-east-1")
