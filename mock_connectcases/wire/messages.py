"""The HTTP request and response of the service: plain values, no framework, no I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Request(NamedTuple):
    """An HTTP request as it arrived, not decoded."""

    method: str
    target: str
    """Path and query string exactly as sent: percent-escapes are still escapes."""
    body: bytes
    headers: Mapping[str, str]


class Response(NamedTuple):
    """An HTTP response ready to be sent."""

    status: int
    headers: dict[str, str]
    body: bytes
    rule: str = ""
    """The name of the rule that refused the request; empty without a refusal.  It is not sent."""
