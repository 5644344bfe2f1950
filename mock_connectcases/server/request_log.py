"""Holds the latest requests, for people who debug what their program sent."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

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

    @property
    def request_id(self) -> str | None:
        """The id of the answer."""
        return self.response.headers.get("x-amzn-RequestId")

    @property
    def operation(self) -> str | None:
        """The operation, which is looked up only now."""
        match = protocol().route(self.request.method, self.request.target)
        return None if match is None else match.endpoint.name

    def document(self) -> dict[str, Any]:
        """Return the entry as it is shown, without bodies."""
        method, target, _, _ = self.request
        return {
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
            "hint": self.hint,
        }


class RequestLog:
    """The latest requests, the oldest first; threads may add to it."""

    def __init__(self, size: int) -> None:
        self._entries: deque[LoggedRequest] = deque(maxlen=size)
        self.add = self._entries.append

    def entries(self) -> list[LoggedRequest]:
        """Return all entries."""
        return list(self._entries)

    def documents(self) -> list[dict[str, Any]]:
        """Return all entries as they are shown."""
        return [entry.document() for entry in self.entries()]

    def clear(self) -> None:
        """Drop all entries."""
        self._entries.clear()
