"""The requests to a server, for people who debug what their program sent.

Rule of this file: the log of calls holds what became a call, and so decides what is dropped.
"""

from __future__ import annotations

import itertools
import json
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases import clock, locks
from mock_connectcases.toolkit.calls import MAX_CALLS
from mock_connectcases.toolkit.recorded_call import RecordedCall
from mock_connectcases.toolkit.toolkit import toolkit
from mock_connectcases.wire.messages import ServedRequest
from mock_connectcases.wire.protocol import protocol

if TYPE_CHECKING:
    from datetime import datetime

    from mock_connectcases.wire.messages import Response

_LONGEST_TARGET = 500


class Refusal(NamedTuple):
    """The answer of a request that never became a call: this server refused it before."""

    response: Response
    account: str | None
    region: str | None
    moment: datetime


class LoggedRequest(NamedTuple):
    """One request and its answer."""

    call: RecordedCall
    """The call, or what looks like one for a request that the server refused before."""
    request: ServedRequest

    @property
    def is_call(self) -> bool:
        """Whether it reached the service, or a stub."""
        return self.call.number > 0

    @property
    def status(self) -> int:
        """The status of the answer; 0 if there was none."""
        return self.call.status or 0

    def document(self) -> dict[str, Any]:
        """Return the entry as it is shown."""
        call, request = self.call, self.request
        error = call.error
        return {
            "number": request.number,
            "time": clock.to_text(call.time),
            "operation": call.operation or None,
            "method": call.method,
            "target": call.target[:_LONGEST_TARGET],
            "status": self.status,
            "error": None if error is None else error.code,
            "rule": None if error is None else error.rule or None,
            "reason": None if error is None else error.reason or None,
            "requestId": call.request_id,
            "account": call.account_id or None,
            "region": call.region or None,
            "milliseconds": round(request.milliseconds, 3),
            "hint": " ".join(filter(None, (request.hint, call.hint))) or None,
            "parameters": self._parameters() if self.is_call else None,
            "answer": call.document,
        }

    def _parameters(self) -> dict[str, Any]:
        params = self.call.params
        if self.call.is_stubbed:  # botocore has read times and bytes
            params = json.loads(json.dumps(params, default=str))
        return params


class RequestLog:
    """The requests to one server: those in the log of calls, and the latest that it refused."""

    def __init__(self) -> None:
        self._refused: deque[tuple[ServedRequest, Refusal]] = deque(maxlen=MAX_CALLS)
        self._lock = locks.new_lock()
        self._next_number = itertools.count().__next__

    def add(
        self,
        request: ServedRequest,
        milliseconds: float,
        hint: str | None = None,
        refusal: Refusal | None = None,
    ) -> None:
        """Add a request that was answered; one without a refusal is in the log of calls."""
        with self._lock:
            request.milliseconds, request.hint = milliseconds, hint
            request.number, request.log = self._next_number(), self
            if refusal is not None:
                self._refused.append((request, refusal))

    def entries(self, account: str | None = None) -> list[LoggedRequest]:
        """Return all entries, or those of an account, the oldest first."""
        calls = [*toolkit.log.calls(account), *self.refused(account)]
        found = [
            LoggedRequest(each, each.request)
            for each in calls
            if isinstance(each.request, ServedRequest) and each.request.log is self
        ]
        return sorted(found, key=lambda each: each.request.number)

    def refused(self, account: str | None = None) -> list[RecordedCall]:
        """Return the latest requests that the server refused, as calls with the number 0."""
        with self._lock:
            refused = list(self._refused)
        return [_as_call(*each) for each in refused if account in {None, each[1].account}]

    def clear(self, account: str | None = None) -> None:
        """Drop all entries, or those of an account, with all calls."""
        toolkit.log.clear(account)
        with self._lock:
            kept = [x for x in self._refused if account not in {None, x[1].account}]
            self._refused.clear()
            self._refused.extend(kept)


def _as_call(request: ServedRequest, refusal: Refusal) -> RecordedCall:
    match = protocol().route(request.method, request.target)
    operation = "" if match is None else match.endpoint.name
    response, account, region, moment = refusal
    return RecordedCall((operation, request, response, account or "", region or "", moment), 0)
