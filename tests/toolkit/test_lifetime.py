"""When faults, delays, lags and ticks begin and end, and where they cannot be set."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from mock_connectcases import mock_connectcases
from tests.desk import Desk
from tests.interpreters import output_of
from tests.toolkit.conftest import new_client

if TYPE_CHECKING:
    from mock_connectcases import MockConnectCases


def set_everything(handle: MockConnectCases) -> None:
    handle.fail("ListDomains", "ThrottlingException", times=None)
    handle.delay("GetDomain", seconds=1)
    handle.search_lag(60)
    handle.tick(days=1)
    with pytest.raises(ClientError):
        new_client().list_domains()


def check_nothing_is_left(handle: MockConnectCases) -> None:
    assert len(handle.calls) == 0
    desk = Desk(new_client())
    desk.client.list_domains()
    desk.create_case()
    assert desk.count() == 1
    assert abs(handle.now - datetime.now(timezone.utc)) < timedelta(hours=1)
    handle.assert_all_faults_used()


def test_everything_ends_with_the_outermost_mock() -> None:
    with mock_connectcases() as outer:
        with mock_connectcases() as inner:
            set_everything(inner)
        assert len(outer.calls) == 1
        with pytest.raises(ClientError):
            new_client().list_domains()
        assert outer.now > datetime.now(timezone.utc) + timedelta(hours=23)

    with mock_connectcases() as later:
        check_nothing_is_left(later)


def test_everything_ends_with_a_reset(cases: MockConnectCases) -> None:
    set_everything(cases)

    cases.reset()

    check_nothing_is_left(cases)


def test_everything_ends_with_mock_aws() -> None:
    handle = mock_connectcases()
    with mock_aws():
        handle.fail("*", "ThrottlingException", times=None)
    with mock_aws():
        check_nothing_is_left(handle)
        set_everything(handle)
    with mock_aws():
        check_nothing_is_left(handle)


def test_mock_aws_that_begins_and_ends_inside_changes_nothing(cases: MockConnectCases) -> None:
    fault = cases.fail("ListDomains", "ThrottlingException", times=2)
    with mock_aws(), pytest.raises(ClientError):
        new_client().list_domains()
    with pytest.raises(ClientError):
        new_client().list_domains()

    assert fault.fired == 2
    assert cases.calls.count("ListDomains") == 2


def test_handle_of_a_decorated_test_is_any_handle() -> None:
    @mock_connectcases
    def test() -> int:
        mock_connectcases().fail("ListDomains", "ThrottlingException")
        with pytest.raises(ClientError):
            new_client().list_domains()
        return mock_connectcases().calls.count("ListDomains")

    assert test() == 1


def test_calls_can_be_read_until_the_state_ends() -> None:
    handle = mock_connectcases()
    handle.start()
    new_client().list_domains()
    handle.stop(remove_data=False)

    assert len(handle.calls) == 1
    handle.start()
    assert len(handle.calls) == 0
    handle.stop()


def test_nothing_can_be_denied_once_the_state_has_ended() -> None:
    with mock_connectcases() as handle:
        handle.fail("CreateDomain", "ThrottlingException")
        new_client().list_domains()

    for ask in (
        lambda: handle.calls,
        lambda: handle.events,
        lambda: handle.assert_called("ListDomains"),
        lambda: handle.assert_not_called("ListDomains"),
        lambda: handle.assert_no_event("CASE.CREATED"),
        handle.assert_all_faults_used,
    ):
        with pytest.raises(
            RuntimeError, match="no mock is on, and the calls and events ended with"
        ):
            ask()


def test_what_is_left_behind_can_be_denied_until_it_is_reset() -> None:
    with mock_connectcases() as handle:
        handle.start()
    handle.stop(remove_data=False)

    handle.assert_not_called()
    assert handle.events == []
    handle.reset()
    with pytest.raises(RuntimeError, match="no mock is on"):
        handle.assert_not_called()


def test_nothing_can_be_injected_before_a_mock_is_on() -> None:
    handle = mock_connectcases()
    for ask in (
        lambda: handle.fail("ListDomains", "ThrottlingException"),
        lambda: handle.delay("ListDomains", seconds=1),
        lambda: handle.search_lag(1),
        lambda: handle.tick(days=1),
    ):
        with pytest.raises(RuntimeError, match="no mock is on"):
            ask()


def test_handle_of_a_server_says_where_everything_is() -> None:
    program = """
from mock_connectcases import mock_connectcases
handle = mock_connectcases()
for ask in (
    lambda: handle.fail("ListDomains", "ThrottlingException"),
    lambda: handle.delay("ListDomains", seconds=1),
    lambda: handle.search_lag(1),
    lambda: handle.tick(days=1),
    lambda: handle.now,
    lambda: handle.calls,
    lambda: handle.assert_called("ListDomains"),
    lambda: handle.assert_not_called("ListDomains"),
    lambda: handle.assert_event("CASE.CREATED"),
    lambda: handle.assert_all_faults_used(),
):
    try:
        ask()
    except RuntimeError as error:
        print("process of moto's server" in str(error))
"""

    assert output_of(program, TEST_SERVER_MODE="true").split() == ["True"] * 10
