"""Leaves no mock behind: a test that did would spoil those after it."""

from __future__ import annotations

import inspect
import os
from typing import TYPE_CHECKING

import boto3
import botocore.httpsession
import botocore.session
import pytest
import requests.adapters
from moto.core.config import default_user_config
from moto.core.models import MockAWS

from mock_connectcases.connectcases.models import connectcases_backends

if TYPE_CHECKING:
    from collections.abc import Iterator


def environment() -> dict[str, object]:
    """Return everything outside our package that a mock changes while it is on."""
    return {
        "environment": {k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"},
        "default session": boto3.DEFAULT_SESSION,
        "moto's settings": dict(default_user_config),
        "botocore's send": botocore.httpsession.URLLib3Session.send,
        "requests' send": inspect.unwrap(requests.adapters.HTTPAdapter.send),
        "botocore's loader": botocore.session.create_loader,
        "mock_aws": MockAWS._nested_count,
        "mock_connectcases": connectcases_backends.mocks_active,
    }


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    before = environment()
    yield
    assert environment() == before
