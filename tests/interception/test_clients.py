"""Fresh clients are made faster while a mock is on, and are those of botocore all the same."""

from __future__ import annotations

import functools
import inspect
import logging
from typing import Any

import boto3
import botocore.compat
import botocore.hooks
import pytest
from botocore.hooks import EventAliaser, HierarchicalEmitter

from mock_connectcases import mock_connectcases


def with_kwargs(**_: Any) -> None: ...


def without_kwargs(_event: Any = None) -> None: ...


@functools.wraps(with_kwargs)
def wrapper(_event: Any = None) -> None: ...


class Handlers:
    def method(self, **_: Any) -> None: ...

    def other_method(self, _event: Any) -> None: ...

    def __call__(self, **_: Any) -> None: ...


def signed(_event: Any) -> None: ...


signed.__signature__ = inspect.signature(with_kwargs)  # type: ignore[attr-defined]

HANDLERS: list[Any] = [
    with_kwargs,
    without_kwargs,
    wrapper,
    signed,
    Handlers().method,
    Handlers().other_method,
    Handlers(),
    Handlers,
    functools.partial(with_kwargs),
    functools.partial(without_kwargs),
]


@pytest.mark.parametrize("handler", HANDLERS)
def test_handlers_are_accepted_as_by_botocore(handler: Any) -> None:
    expected = botocore.compat.accepts_kwargs(handler)
    with mock_connectcases():
        assert bool(botocore.hooks.accepts_kwargs(handler)) is bool(expected)


@pytest.mark.parametrize("aliases", [None, {"cases": "shelves"}, {}])
def test_emitters_have_their_own_aliases(aliases: dict[str, str] | None) -> None:
    events = ["before-call.cases.X", "before-call.cloudwatch.X", "before-call.sns.X", "other"]

    def names() -> list[str]:
        emitter = EventAliaser(HierarchicalEmitter(), aliases)
        seen: list[str] = []
        for event in events:
            emitter.register(event, lambda event_name, **_: seen.append(event_name))
            emitter.emit(event)
        return seen

    expected = names()
    with mock_connectcases():
        assert names() == expected
        assert names() == expected


def test_alias_is_logged_as_by_botocore(caplog: pytest.LogCaptureFixture) -> None:
    with mock_connectcases():
        boto3.client("connectcases", region_name="us-east-1")
        with caplog.at_level(logging.DEBUG, "botocore.hooks"):
            boto3.DEFAULT_SESSION = None
            boto3.client("connectcases", region_name="us-east-1")

    assert "Changing event name from" in caplog.text
