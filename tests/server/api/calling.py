"""Calls the API of the mock as a test in another language does: plain HTTP with JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.server.raw import ask

if TYPE_CHECKING:
    from tests.server.raw import Answer

JSON = "application/json"


def call(
    url: str,
    method: str,
    path: str,
    document: Any = None,
    *,
    account: str | None = None,
    content_type: str = JSON,
) -> Answer:
    """Send a request to an address below ``/_mock``; a document is sent as JSON."""
    body = b"" if document is None else json.dumps(document).encode()
    return send(url, method, path, body, account=account, content_type=content_type)


def send(
    url: str,
    method: str,
    path: str,
    body: bytes,
    *,
    account: str | None = None,
    content_type: str | None = JSON,
) -> Answer:
    """Send a request with a body as it is."""
    return ask(
        url,
        method,
        f"/_mock/{path}",
        body,
        signed=None,
        content_type=content_type if body or method not in {"GET", "DELETE"} else None,
        x_moto_account_id=account,
    )


def read(url: str, path: str, account: str | None = None) -> Any:
    """Return what an address has."""
    answer = call(url, "GET", path, account=account)
    assert answer.status == 200, answer.body
    return answer.document


def everything(url: str) -> Any:
    """Return all that the API shows but time and requests, to see that nothing changed."""
    paths = ("state", "faults", "search-lag", "quotas", "assumptions", "events")
    return [read(url, each) for each in paths], read(url, "clock")["aheadSeconds"]
