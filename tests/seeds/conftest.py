"""An empty state for each test, and ways to fill it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from mock_connectcases import MockConnectCases, mock_connectcases

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE = Path(__file__).parents[2] / "examples" / "seed.yaml"


@pytest.fixture
def mock() -> Iterator[MockConnectCases]:
    """Return a mock that is on, with nothing in it."""
    with mock_connectcases() as mock:
        yield mock


@pytest.fixture
def client(mock: MockConnectCases) -> Any:
    """Return a client in us-east-1."""
    return boto3.client("connectcases", region_name="us-east-1")


def domain(**members: Any) -> dict[str, Any]:
    """Return a seed of one domain."""
    return {"domains": {"desk": members}}
