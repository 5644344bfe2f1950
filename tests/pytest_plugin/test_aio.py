"""The fixtures, the marker and the guard in tests that are coroutines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., pytest.RunResult]

pytest.importorskip("aiobotocore", reason="needs the extra mock-connectcases[aio]")
pytest.importorskip("anyio", reason="runs tests that are coroutines")

CLIENT = """
import pytest
from aiobotocore.session import get_session

@pytest.fixture
def anyio_backend():
    return "asyncio"

def make_client(service, **options):
    return get_session().create_client(service, region_name="us-east-1", **options)
"""


def test_asynchronous_tests_and_fixtures_use_the_mock(run: Run) -> None:
    result = run(
        CLIENT
        + """
from mock_connectcases import mock_connectcases

@pytest.fixture
async def client(connectcases_mock):
    async with make_client("connectcases") as client:
        yield client

@pytest.mark.anyio
@pytest.mark.parametrize("name", ["orders", "returns"])
async def test_fixture(client, connectcases, name):
    await client.create_domain(name=name)
    assert [each["name"] for each in connectcases.list_domains()["domains"]] == [name]

@pytest.mark.anyio
@pytest.mark.connectcases
async def test_marker():
    async with make_client("connectcases") as client:
        assert (await client.list_domains())["domains"] == []

@pytest.mark.anyio
@mock_connectcases
async def test_decorator():
    async with make_client("connectcases") as client:
        assert (await client.list_domains())["domains"] == []
""",
        plugins=("anyio",),
    )

    result.assert_outcomes(passed=4)


def test_guard_notices_calls_of_aiobotocore(run: Run) -> None:
    result = run(
        CLIENT
        + """
@pytest.mark.anyio
@pytest.mark.parametrize("keys", [{}, {"aws_access_key_id": "a", "aws_secret_access_key": "b"}])
async def test_hidden(keys):
    async with make_client("s3", **keys) as client:
        try:
            await client.list_buckets()
        except Exception:
            pass
""",
        "--connectcases-guard",
        plugins=("anyio",),
    )

    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(
        [
            "This program called s3 (ListBuckets at *) while no mock is on; only for want of *",
            "This program called s3 (ListBuckets at *) while no mock is on; nothing left *",
        ]
    )
