"""moto's settings, while mocks with and without settings of their own come and go."""

from __future__ import annotations

from typing import Any

from moto import mock_aws
from moto.core.config import default_user_config

from mock_connectcases import mock_connectcases


def letting_through(service: str) -> Any:
    return {"core": {"passthrough": {"services": [service]}}}


def let_through() -> list[str]:
    return default_user_config["core"]["passthrough"]["services"]


def test_settings_of_an_inner_mock_end_with_it() -> None:
    with mock_connectcases(config=letting_through("s3")):
        with mock_connectcases(config=letting_through("sqs")):
            assert let_through() == ["sqs"]
        assert let_through() == ["s3"]
    assert let_through() == []


def test_inner_mock_without_settings_has_those_of_the_outer() -> None:
    with mock_connectcases(config=letting_through("s3")), mock_connectcases():
        assert let_through() == ["s3"]


def test_settings_of_a_mock_that_ends_first_end_with_it() -> None:
    first = mock_connectcases(config=letting_through("s3"))
    second = mock_connectcases(config=letting_through("sqs"))

    first.start()
    second.start()
    first.stop()

    assert let_through() == ["sqs"]
    second.stop()
    assert let_through() == []


def test_settings_are_put_back_after_a_mock_aws_that_outlived_the_mock() -> None:
    cases, aws = mock_connectcases(config=letting_through("s3")), mock_aws()

    cases.start()
    aws.start()
    cases.stop()
    aws.stop()

    assert let_through() == []


def test_settings_stay_when_the_mock_outlives_a_mock_aws() -> None:
    aws, cases = mock_aws(), mock_connectcases(config=letting_through("s3"))

    aws.start()
    cases.start()
    aws.stop()

    assert let_through() == ["s3"]
    cases.stop()
    assert let_through() == []
