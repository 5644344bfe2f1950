"""Amazon Connect Cases for your tests: a faithful in-memory mock for boto3, as a plugin to moto.

Importing this package makes moto serve Amazon Connect Cases as one of its services.  It loads
neither moto nor boto3: they are met when the program imports them, before or after this package.

PYTEST_DONT_REWRITE: there is no assertion to rewrite, and pytest would warn that it is too late for
that where it is itself imported later, as by ``python -m mock_connectcases run -m pytest``.
"""

from __future__ import annotations

from mock_connectcases.errors import (
    MockError,
    SeedError,
    UnknownRegionError,
    UnmockedServiceError,
)
from mock_connectcases.mock import MockConnectCases, mock_connectcases
from mock_connectcases.moto_plugin import registration

__all__ = [
    "MockConnectCases",
    "MockError",
    "SeedError",
    "UnknownRegionError",
    "UnmockedServiceError",
    "__version__",
    "mock_connectcases",
]

__version__ = "0.1.0"

registration.register(
    at_before_call="mock_connectcases.interception.before_call:answer_call",
    at_before_send="mock_connectcases.interception.answer:answer_hook",
)
