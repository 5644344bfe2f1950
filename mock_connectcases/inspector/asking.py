"""Asks operations for what a page shows, so that it is what a program would get.

Nobody notices: no fault or delay that a test asked for is met, and no call is logged.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from mock_connectcases import clock
from mock_connectcases.connectcases import direct_call
from mock_connectcases.operations import OPERATIONS
from mock_connectcases.service import Service
from mock_connectcases.toolkit.calls import CallLog
from mock_connectcases.toolkit.recorded_call import RecordedCall
from mock_connectcases.toolkit.toolkit import Toolkit
from mock_connectcases.wire.messages import Request
from mock_connectcases.wire.protocol import protocol

if TYPE_CHECKING:
    from mock_connectcases.store import Store


class _NoLog(CallLog):
    """Takes no notice of calls."""

    def add(self, *_: object) -> None:
        """Keep nothing."""


@cache
def _quiet_door() -> Service:
    tools = Toolkit()
    tools.log = _NoLog()
    return Service(OPERATIONS, protocol(), tools)


def repeat(store: Store, call: RecordedCall) -> RecordedCall:
    """Make a call that reads once more, and return it with the answer of now."""
    request = Request(call.method, call.target, call.body, call.headers)
    response = _quiet_door().handle(request, store, principal=lambda: "")
    entry = (call.operation, request, response, call.account_id, call.region, clock.now())
    return RecordedCall(entry, call.number)


def ask(store: Store, operation: str, params: dict[str, Any]) -> dict[str, Any]:
    """Return the members of the answer, times as the wire has them.

    Raises:
        CallRefused: the service refuses the request.
    """
    return direct_call.call(store, operation, params, door=_quiet_door())
