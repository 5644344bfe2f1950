"""What tests of the handle share: a mock that is on, a desk, and clients that do not retry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from mock_connectcases import mock_connectcases
from tests.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases import MockConnectCases

ONE_ATTEMPT = Config(retries={"total_max_attempts": 1, "mode": "standard"})


def new_client(config: Config = ONE_ATTEMPT, **settings: Any) -> Any:
    """Return a client in us-east-1 by default."""
    return boto3.client(
        "connectcases", **{"region_name": "us-east-1", "config": config, **settings}
    )


def code_of_listing(client: Any) -> str:
    """Return the code of the error that ListDomains gets, or nothing."""
    try:
        client.list_domains()
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return ""


@pytest.fixture
def cases() -> Iterator[MockConnectCases]:
    with mock_connectcases() as handle:
        yield handle


@pytest.fixture
def desk(cases: MockConnectCases) -> Desk:
    return Desk(new_client())
