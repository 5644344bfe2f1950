"""Queries the service for pages, which show the answers that a program would get.

Queries meet no fault, no delay and no search lag, are not logged, and finish no merge.
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
    """Discards calls."""

    def add(self, *_: object) -> None:
        """Discard a call."""


@cache
def _service() -> Service:
    tools = Toolkit()
    tools.log = _NoLog()
    return Service(OPERATIONS, protocol(), tools, settles=False)


def repeat(store: Store, call: RecordedCall) -> RecordedCall:
    """Repeat a call that reads, and return it with the present answer."""
    request = Request(call.method, call.target, call.body, call.headers)
    response = _service().handle(request, store, principal=lambda: "")
    entry = (call.operation, request, response, call.account_id, call.region, clock.now())
    return RecordedCall(entry, call.number)


def query(store: Store, operation: str, params: dict[str, Any]) -> dict[str, Any]:
    """Return the members of an answer, with times as the wire has them.

    Raises:
        CallRefused: the service refuses the request.
    """
    return direct_call.call(store, operation, params, through=_service())
