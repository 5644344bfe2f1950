"""Holds the latest requests, for people who debug what their program sent."""

from __future__ import annotations

import itertools
import json
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases import locks
from mock_connectcases.wire.protocol import protocol

if TYPE_CHECKING:
    from datetime import datetime

    from mock_connectcases.wire.messages import Request, Response

_LONGEST_TARGET = 500


class LoggedRequest(NamedTuple):
    """One request and its answer."""

    moment: datetime
    request: Request
    response: Response
    """The status is 0 where an injected fault discards the response."""
    account: str | None
    region: str | None
    milliseconds: float
    hint: str | None
    reached_service: bool
    """Whether the log of calls has it too: this server may refuse a request before."""
    number: int = 0
    """Its place among all requests to the server; the log sets it."""

    @property
    def request_id(self) -> str | None:
        """The id of the answer."""
        return self.response.headers.get("x-amzn-RequestId")

    def answer_document(self) -> Any:
        """Return the JSON document of the answer; ``None`` if there was none."""
        return json.loads(self.response.body) if self.response.body else None

    def document(self) -> dict[str, Any]:
        """Return the entry as it is shown, without bodies; the operation is looked up only now."""
        method, target, _, _ = self.request
        match = protocol().route(method, target)
        return {
            "number": self.number,
            "time": self.moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "operation": match and match.endpoint.name,
            "method": method,
            "target": target[:_LONGEST_TARGET],
            "status": self.response.status,
            "error": self.response.headers.get("x-amzn-ErrorType"),
            "requestId": self.request_id,
            "account": self.account,
            "region": self.region,
            "milliseconds": round(self.milliseconds, 3),
            "hint": self.hint,
        }


class RequestLog:
    """The latest requests, the oldest first; threads may add to it."""

    def __init__(self, size: int) -> None:
        self._entries: deque[LoggedRequest] = deque(maxlen=size)
        self._lock = locks.new_lock()
        self._next_number = itertools.count().__next__

    def add(self, entry: LoggedRequest) -> None:
        """Add an entry."""
        with self._lock:
            self._entries.append(entry._replace(number=self._next_number()))

    def entries(self, account: str | None = None) -> list[LoggedRequest]:
        """Return all entries, or those of an account."""
        with self._lock:
            return [each for each in self._entries if account in {None, each.account}]

    def clear(self, account: str | None = None) -> None:
        """Drop all entries, or those of an account."""
        with self._lock:
            kept = [x for x in self._entries if account not in {None, x.account}]
            self._entries.clear()
            self._entries.extend(kept)
