"""A document with one of everything, and an empty state for each test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import ConnectCasesBackends, connectcases_backends

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT = Path(__file__).with_name("format_1.json")
"""Written when the format was made.  It has every kind of resource, content, rule and value, and a
running merge; it must be readable for as long as its format is."""


@pytest.fixture
def document() -> dict[str, Any]:
    """Return the kept document, for a test to change as it likes."""
    kept: dict[str, Any] = json.loads(KEPT.read_text(encoding="ascii"))
    return kept


@pytest.fixture
def backends() -> Iterator[ConnectCasesBackends]:
    """Return the backends, with nothing in them."""
    with mock_connectcases():
        yield connectcases_backends


@pytest.fixture
def client(backends: ConnectCasesBackends) -> Any:
    """Return a client for which nothing exists yet."""
    return boto3.client("connectcases", region_name="us-east-1")
