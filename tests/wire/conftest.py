"""What the tests of the wire share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mock_connectcases.wire.protocol import protocol

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def read() -> Callable[..., dict[str, Any]]:
    """Route a request and read its input members."""

    def read_request(method: str, target: str, body: bytes = b"") -> dict[str, Any]:
        match = protocol().route(method, target)
        assert match is not None
        return match.endpoint.read(match.labels, match.query, body)

    return read_request
