"""Remembers the latest requests, for people who wonder what their program sent."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.wire.protocol import protocol

if TYPE_CHECKING:
    from datetime import datetime

_LONGEST_TARGET = 500


class Entry(NamedTuple):
    """One request that was answered, without its body."""

    moment: datetime
    method: str
    target: str
    status: int
    error: str | None
    request_id: str | None
    account: str | None
    region: str | None
    milliseconds: float
    hint: str | None

    def document(self) -> dict[str, Any]:
        """Return the entry as it is shown; the operation is looked up only now."""
        match = protocol().route(self.method, self.target)
        return {
            "time": self.moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "operation": match and match.endpoint.name,
            "method": self.method,
            "target": self.target[:_LONGEST_TARGET],
            "status": self.status,
            "error": self.error,
            "requestId": self.request_id,
            "account": self.account,
            "region": self.region,
            "milliseconds": round(self.milliseconds, 3),
            "hint": self.hint,
        }


class RequestLog:
    """The latest requests, the oldest first; threads may add to it."""

    def __init__(self, size: int) -> None:
        self._entries: deque[Entry] = deque(maxlen=size)
        self.add = self._entries.append

    def documents(self) -> list[dict[str, Any]]:
        """Return all entries as they are shown."""
        return [entry.document() for entry in list(self._entries)]

    def clear(self) -> None:
        """Forget all entries."""
        self._entries.clear()
