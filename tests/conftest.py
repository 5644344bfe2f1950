"""What every test may use: a client inside a mock, on a machine without any AWS configuration."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from mock_connectcases import mock_connectcases

if TYPE_CHECKING:
    from collections.abc import Iterator

for _name in [name for name in os.environ if name.startswith(("AWS_", "MOTO_"))]:
    del os.environ[_name]
os.environ.update(
    AWS_CONFIG_FILE=os.devnull,
    AWS_SHARED_CREDENTIALS_FILE=os.devnull,
    AWS_EC2_METADATA_DISABLED="true",
)


@pytest.fixture
def client() -> Iterator[Any]:
    """Return a boto3 client of Amazon Connect Cases in us-east-1; only that service is mocked."""
    with mock_connectcases():
        yield boto3.client("connectcases", region_name="us-east-1")
