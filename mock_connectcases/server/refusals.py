"""Answers of the server itself, in the form of the service's errors."""

from __future__ import annotations

import json
import uuid
from typing import Any

from mock_connectcases.wire.doubles import with_words
from mock_connectcases.wire.messages import Response

_encode = json.JSONEncoder(allow_nan=False, separators=(",", ":"), default=str).encode


def json_response(status: int, document: Any) -> Response:
    """Answer with a JSON document, in ASCII: it may quote bytes of clients that are no text."""
    try:
        text = _encode(document)
    except ValueError:
        text = _encode(with_words(document))
    body = text.encode("ascii")
    return Response(
        status,
        {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "x-amzn-RequestId": str(uuid.uuid4()),
        },
        body,
    )


class Refused(Exception):  # noqa: N818 - not an error of the server
    """The server does not take a request; every SDK reads the answer as an error of AWS.

    The codes of this room are AWS's where AWS has one for the case, else our own (assumed).
    """

    def __init__(
        self, status: int, code: str, message: str, *, more: Any = None, **headers: str
    ) -> None:
        """Refuse; ``more`` are members of the answer beside its message."""
        super().__init__(message)
        self.response = json_response(status, {"message": message, **(more or {})})
        self.response.headers["x-amzn-ErrorType"] = code
        self.response.headers.update(headers)
