"""Holds the latest requests, for people who debug what their program sent."""

from __future__ import annotations

import itertools
import json
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases import locks
from mock_connectcases.wire.protocol import protocol
from mock_connectcases.wire.unread import unread_parts

if TYPE_CHECKING:
    from datetime import datetime

    from mock_connectcases.wire.messages import Request, Response
    from mock_connectcases.wire.operation import Operation
    from mock_connectcases.wire.routing import Match

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
    stubbed: str = ""
    """The operation of another service that has stubs, with the service before it."""

    @property
    def request_id(self) -> str | None:
        """The id of the answer."""
        return self.response.headers.get("x-amzn-RequestId")

    def answer_document(self) -> Any:
        """Return the JSON document of the answer; ``None`` if there was none."""
        return json.loads(self.response.body) if self.response.body else None

    @property
    def operation(self) -> str | None:
        """The operation, which is looked up only now."""
        match = self._match
        return self.stubbed or (None if match is None else match.endpoint.name)

    @property
    def _match(self) -> Match[Operation] | None:
        if self.stubbed:
            return None
        return protocol().route(self.request.method, self.request.target)

    def document(self) -> dict[str, Any]:
        """Return the entry as it is shown, without bodies."""
        method, target, _, headers = self.request
        match = self._match
        unread = "" if match is None else unread_parts(match.endpoint.name, match.query, headers)
        return {
            "number": self.number,
            "time": self.moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "operation": self.operation,
            "method": method,
            "target": target[:_LONGEST_TARGET],
            "status": self.response.status,
            "error": self.response.headers.get("x-amzn-ErrorType"),
            "requestId": self.request_id,
            "account": self.account,
            "region": self.region,
            "milliseconds": round(self.milliseconds, 3),
            "hint": " ".join(filter(None, (self.hint, unread))) or None,
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
