"""Tracebacks of failing tests have the frames of the test, and none of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    Run = Callable[..., pytest.RunResult]

HEAD = """
import boto3
import pytest
from mock_connectcases import mock_connectcases
"""


def test_no_frame_of_this_package_is_shown(run: Run) -> None:
    result = run(
        HEAD
        + """
@mock_connectcases
def test_decorator(): {}["desk"]

@mock_connectcases
class TestDesk:
    def test_class(self): {}["desk"]

def test_assertion(connectcases_mock): connectcases_mock.assert_called("ListDomains")
def test_fault(connectcases_mock): connectcases_mock.fail("ListDomain", "SSLError")
def test_event(connectcases_mock): connectcases_mock.assert_event("CASE.CREATED")
def test_setting(): mock_connectcases(quotas={"domain": 1})
def test_seed(): mock_connectcases(seed={"domain": 1}).start()
def test_stop(): mock_connectcases().stop()
def test_other_service(connectcases): boto3.client("sqs").list_queues()

@pytest.mark.connectcases(seed={"domain": 1})
def test_fixture(): pass
"""
    )

    result.assert_outcomes(failed=9, errors=1)
    shown = [each for each in result.outlines if "mock_connectcases/" in each.replace("\\", "/")]
    assert shown == []


def test_unforeseen_error_of_ours_shows_where_it_arose(run: Run) -> None:
    source = """
from mock_connectcases.toolkit import assertions

def test_it(connectcases_mock, monkeypatch):
    monkeypatch.setattr(assertions, "_MOST_SHOWN", None)
    connectcases_mock.assert_called("ListDomains")
"""
    result = run(HEAD + source)

    result.stdout.fnmatch_lines(["*mock_connectcases/toolkit/assertions.py:*"])


def test_full_trace_shows_all(run: Run) -> None:
    result = run(HEAD + "@mock_connectcases\ndef test_it(): {}['desk']", "--full-trace")

    result.stdout.fnmatch_lines(["*mock_connectcases/wrapping.py:*"])
