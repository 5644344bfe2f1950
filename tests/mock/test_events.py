"""The handle's ``events``: the case events of the shared state, whoever reads them."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from moto import mock_aws

from mock_connectcases import mock_connectcases
from tests.desk import Desk
from tests.interpreters import output_of


def publish_one() -> Any:
    """Create a case, so that an event is published, and return the client."""
    cases = boto3.client("connectcases", region_name="us-east-1")
    desk = Desk(cases)
    cases.put_case_event_configuration(domainId=desk.domain_id, eventBridge={"enabled": True})
    desk.create_case()
    return cases


def test_events_are_read_by_any_handle() -> None:
    with mock_connectcases() as outer, mock_connectcases() as inner:
        publish_one()

        assert len(outer.events) == 1
        assert inner.events == mock_connectcases().events == outer.events


def test_events_under_mock_aws_are_read_by_a_handle_that_is_off() -> None:
    with mock_aws():
        publish_one()

        assert [each["source"] for each in mock_connectcases().events] == ["aws.cases"]


def test_events_end_with_the_state() -> None:
    with mock_connectcases() as mock:
        publish_one()
        mock.reset()
        after_reset = mock.events
        publish_one()

    assert after_reset == []
    with pytest.raises(RuntimeError, match="no mock is on"):
        _ = mock.events


def test_what_a_reader_does_to_an_event_is_not_seen_by_the_next() -> None:
    with mock_connectcases() as mock:
        publish_one()
        mock.events[0]["detail"]["case"].clear()

        assert mock.events[0]["detail"]["case"]["templateId"]


def test_handle_of_a_server_says_that_it_has_no_events() -> None:
    program = """
from mock_connectcases import mock_connectcases
try:
    mock_connectcases().events
except RuntimeError as error:
    print(error)
"""

    printed = output_of(program, TEST_SERVER_MODE="true")

    assert "process of moto's server" in printed


def test_publishing_loads_nothing_of_eventbridge() -> None:
    program = """
import sys
import boto3
from mock_connectcases import mock_connectcases
from tests.mock.test_events import publish_one
with mock_connectcases() as mock:
    publish_one()
    print(len(mock.events), [each for each in sys.modules if each.startswith("moto.events")])
"""

    printed = output_of(program, AWS_DEFAULT_REGION="us-east-1")

    assert printed == "1 []"


@pytest.mark.parametrize("seeded", [1, 2])
def test_events_are_the_same_after_the_same_seed(seeded: int) -> None:
    def ids() -> list[str]:
        from moto.moto_api._internal import mock_random  # noqa: PLC0415

        mock_random.seed(seeded)
        with mock_connectcases() as mock:
            publish_one()
            return [each["id"] for each in mock.events]

    assert ids() == ids()
