"""The requests to a server, for people who debug what their program sent.

Rule of this file: the log of calls holds what became a call, and so decides what is dropped.
"""

from __future__ import annotations

import itertools
from collections import deque
from typing import TYPE_CHECKING

from mock_connectcases import locks
from mock_connectcases.toolkit.calls import MAX_CALLS
from mock_connectcases.toolkit.toolkit import toolkit
from mock_connectcases.wire.messages import ServedRequest

if TYPE_CHECKING:
    from mock_connectcases.toolkit.recorded_call import RecordedCall


class RequestLog:
    """The requests to one server: those in the log of calls, and the latest that it refused."""

    def __init__(self) -> None:
        self._refused: deque[RecordedCall] = deque(maxlen=MAX_CALLS)
        self._lock = locks.new_lock()
        self._next_number = itertools.count().__next__

    def add(
        self,
        request: ServedRequest,
        milliseconds: float,
        hint: str | None = None,
        refused: RecordedCall | None = None,
    ) -> None:
        """Add a request that was answered; one that was not refused is in the log of calls."""
        with self._lock:
            request.milliseconds, request.hint = milliseconds, hint
            request.number, request.log = self._next_number(), self
            if refused is not None:
                self._refused.append(refused)

    def entries(self, account: str | None = None) -> list[tuple[RecordedCall, ServedRequest]]:
        """Return all requests with their answers, or those of an account, the oldest first."""
        found = [
            (each, each.request)
            for each in [*toolkit.log.calls(account), *self.refused(account)]
            if isinstance(each.request, ServedRequest) and each.request.log is self
        ]
        return sorted(found, key=lambda entry: entry[1].number)

    def refused(self, account: str | None = None) -> list[RecordedCall]:
        """Return the latest requests that never became calls, with 0 as their number as calls."""
        with self._lock:
            refused = list(self._refused)
        return [each for each in refused if account in {None, each.account_id}]

    def clear(self, account: str | None = None) -> None:
        """Drop all requests, or those of an account, with all calls."""
        toolkit.log.clear(account)
        with self._lock:
            kept = [each for each in self._refused if account not in {None, each.account_id}]
            self._refused.clear()
            self._refused.extend(kept)
