"""What the tests of moto's other services share: everything of AWS mocked, in one region."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto import mock_aws

import mock_connectcases as _  # noqa: F401 - makes mock_aws serve Cases
from tests.moto_plugin.stacks import Stacks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REGION = "us-east-1"
DEFAULT_ACCOUNT = "123456789012"


@pytest.fixture
def aws() -> Iterator[Callable[..., Any]]:
    """Return a maker of clients of any service, all of them mocked."""
    with mock_aws():
        yield client


@cache
def client(service: str, **options: Any) -> Any:
    """Return a client of a service, made once for all tests: that takes longer than a test."""
    return boto3.client(service, **{"region_name": REGION, **options})


@pytest.fixture
def cases(aws: Callable[..., Any]) -> Any:
    """Return a client of Amazon Connect Cases."""
    return aws("connectcases")


@pytest.fixture
def stacks(aws: Callable[..., Any]) -> Stacks:
    """Return CloudFormation."""
    return Stacks(aws("cloudformation"))
