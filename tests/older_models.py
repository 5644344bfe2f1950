"""A pytest plugin for an older botocore: skips what its client has no words for.

The tests speak of the newest service model.  Where the installed one lacks an operation or a
member, the client refuses to send it before the mock is reached, so there is nothing to test.  A
test that fails in any other way still fails; one that needs a bound or an output of the newest
model says so itself, by the mark ``newest_model``.  Used by ``tox run -e oldest``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ParamValidationError

from mock_connectcases.errors import SeedError
from mock_connectcases.operations.table import OPERATIONS
from mock_connectcases.state.database import StateFileError
from mock_connectcases.wire.model import botocore_version, service_model
from tests.direct_client import method_of

if TYPE_CHECKING:
    from collections.abc import Generator

_UNKNOWN = OPERATIONS.keys() - set(service_model().operation_names)
_METHODS = {*_UNKNOWN, *map(method_of, _UNKNOWN)}
"""The operations that the model lacks, as the API and as a client names them."""
_SEED = re.compile(r"botocore [\d.]+ (does not know .*|knows no .*): a newer one does")
_MEMBER = re.compile(r'Unknown parameter in .*?: "(\w+)"')


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """Skip a test that says so, or that has fixtures that need what the model lacks."""
    if item.get_closest_marker("newest_model"):
        pytest.skip(f"botocore {botocore_version()} has other bounds or outputs")
    yield from _skipping()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None]:
    """Skip a test that needs what the model lacks."""
    yield from _skipping()


def _skipping() -> Generator[None]:
    try:
        return (yield)
    except (AttributeError, KeyError) as error:
        name = error.name if isinstance(error, AttributeError) else error.args[0]
        if name not in _METHODS:
            raise
        pytest.skip(f"botocore {botocore_version()} has no {name}")
    except ParamValidationError as error:
        if not (unknown := _MEMBER.search(str(error))):
            raise
        pytest.skip(f"botocore {botocore_version()} has no member {unknown[1]}")
    except (SeedError, StateFileError) as error:
        if not (unknown := _SEED.search(str(error))):
            raise
        pytest.skip(f"botocore {botocore_version()} {unknown[1]}")
