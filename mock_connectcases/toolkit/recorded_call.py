"""One call in the log, parsed from the bytes of its request and answer when it is read."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from botocore.awsrequest import HeadersDict
from botocore.parsers import create_parser

from mock_connectcases import rules
from mock_connectcases.compat.python import cached_property
from mock_connectcases.errors import ServiceError
from mock_connectcases.toolkit.formatting import format_members, format_value
from mock_connectcases.wire.model import service_model
from mock_connectcases.wire.neighbour import neighbour
from mock_connectcases.wire.protocol import protocol
from mock_connectcases.wire.unread import unread_parts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mock_connectcases.wire.messages import Request, Response
    from mock_connectcases.wire.model import Shape

Entry = tuple[str, "Request", "Response | CallError", str, str, "datetime"]
"""Operation, request, answer or error in its place, account, region, time of the answer."""


_ERROR_TYPE = "x-amzn-ErrorType"


@lru_cache(maxsize=16)
def _spellings(text: str) -> tuple[set[str], set[bytes]]:
    """Return the forms of a text in a target and in a body; cached, for all calls are searched."""
    return {text, quote(text, safe="")}, {text.encode(), json.dumps(text)[1:-1].encode()}


class CallError(NamedTuple):
    """The error of a call."""

    code: str
    """The error's code; without an answer, the name of botocore's error."""
    message: str
    status: int | None
    """The HTTP status; ``None`` if there was no answer."""
    rule: str = ""
    """The name of the rule that the request breaks; empty if a server refused it before."""
    operation: str = ""
    """The operation that was called."""

    @property
    def reason(self) -> str:
        """The rule and its source in a sentence; empty without a rule."""
        return rules.describe(self.rule, self.operation) if self.rule else ""


class RecordedCall:
    """One request to the service and its outcome; copies, which tests may change freely."""

    def __init__(self, entry: Entry, number: int) -> None:
        self.number = number
        """Its place among all calls since the state was emptied; the first has 1."""
        operation, request, self._outcome, self.account_id, self.region, self.time = entry
        self.operation = operation
        """The operation's name in the service model; empty if the request is of none.

        A call that a stub answered has its service before it: ``qconnect.GetSession``.
        """
        self.request = request
        """The request as the service got it."""
        self.method, self.target, self.body, self._headers = request

    @property
    def is_stubbed(self) -> bool:
        """Whether it is a call of another service, which a stub answered."""
        return "." in self.operation

    @cached_property
    def params(self) -> dict[str, Any]:
        """The parameters as the service read them; empty if they could not be read."""
        if self.is_stubbed:
            service, _, name = self.operation.rpartition(".")
            return neighbour(service).read(name, self.request)
        match = protocol().route(self.method, self.target)
        if match is None:
            return {}
        try:
            return match.endpoint.read(match.labels, match.query, self.body)
        except ServiceError:
            return {}

    @cached_property
    def result(self) -> dict[str, Any] | None:
        """The result as a boto3 client reads it, without metadata; ``None`` if there is none."""
        if self.error is not None:
            return None
        if self.is_stubbed:
            return self._parsed_by_neighbour()
        parsed = self._parsed(service_model().operation_model(self.operation).output_shape)
        del parsed["ResponseMetadata"]
        return parsed

    @cached_property
    def error(self) -> CallError | None:
        """The error; ``None`` if there is a result."""
        outcome = self._outcome
        if isinstance(outcome, CallError):
            return outcome
        code = outcome.headers.get(_ERROR_TYPE)
        if code is None:
            return None
        parsed = self._parsed_by_neighbour() if self.is_stubbed else self._parsed(None)
        message = parsed["Error"]["Message"]
        return CallError(code, message, outcome.status, outcome.rule, self.operation)

    @cached_property
    def entry_errors(self) -> list[CallError]:
        """The errors of the refused entries of a batch, in order; empty for any other call."""
        outcome = self._outcome
        if isinstance(outcome, CallError) or not outcome.entry_rules:
            return []
        refused = [
            entry
            for entries in (self.document or {}).values()
            for entry in entries or ()
            if "errorCode" in entry
        ]
        return [
            CallError(
                entry["errorCode"],
                entry.get("errorMessage") or entry["message"],
                outcome.status,
                rule,
                self.operation,
            )
            for entry, rule in zip(refused, outcome.entry_rules, strict=True)
        ]

    @cached_property
    def headers(self) -> dict[str, str]:
        """The headers of the request, as text: botocore has some of them as bytes."""
        given: Mapping[str, Any] = self._headers
        return {
            name: each.decode("latin-1") if isinstance(each, bytes) else str(each)
            for name, each in given.items()
        }

    @property
    def document(self) -> dict[str, Any] | None:
        """The JSON object of the answer; ``None`` if there was none, or a stub's in bytes."""
        outcome = self._outcome
        body = b"" if isinstance(outcome, CallError) else outcome.body
        try:
            document = json.loads(body) if body else None
        except ValueError:
            return None
        return document if isinstance(document, dict) else None

    @property
    def status(self) -> int | None:
        """The HTTP status of the answer; ``None`` if there was none."""
        outcome = self._outcome
        return None if isinstance(outcome, CallError) else outcome.status

    @property
    def request_id(self) -> str | None:
        """The request id of the answer; ``None`` if there was none."""
        outcome = self._outcome
        return None if isinstance(outcome, CallError) else outcome.headers["x-amzn-RequestId"]

    @cached_property
    def hint(self) -> str:
        """What was sent and no member has read, in sentences; mostly empty."""
        match = None if self.is_stubbed else protocol().route(self.method, self.target)
        return "" if match is None else unread_parts(match.endpoint.name, match.query, self.headers)

    def mentions(self, text: str) -> bool:
        """Return quickly whether a text may be in the request or its answer."""
        outcome = self._outcome
        bodies = [self.body] if isinstance(outcome, CallError) else [self.body, outcome.body]
        in_target, in_body = _spellings(text)
        return any(each in self.target for each in in_target) or any(
            each in body for each in in_body for body in bodies
        )

    def _parsed(self, shape: Shape | None) -> dict[str, Any]:
        """Return the answer as botocore parses it."""
        if isinstance(self._outcome, CallError):
            return {}
        status, headers, body, *_ = self._outcome
        answer = {"status_code": status, "headers": HeadersDict(headers), "body": body}
        parsed: dict[str, Any] = create_parser("rest-json").parse(answer, shape)
        return parsed

    def _parsed_by_neighbour(self) -> dict[str, Any]:
        service, _, name = self.operation.rpartition(".")
        outcome = self._outcome
        return {} if isinstance(outcome, CallError) else neighbour(service).parse(name, outcome)

    def __repr__(self) -> str:
        if not self.operation:
            call = f"{self.method} {format_value(self.target)}"
        else:
            call = f"{self.operation}({format_members(self.params)})"
        if self.error is not None:
            return f"{call} -> {self.error.code}: {self.error.message:.200}"
        return f"{call} -> {format_members(self.result or {}) or 'nothing'}"
