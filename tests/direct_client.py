"""A client without botocore's events, signatures and parsers: it calls the service itself.

A call of it takes a sixth of the time.  It is for what tests read again and again, to compare.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import prepare_request_dict
from botocore.serialize import create_serializer

from mock_connectcases import service
from mock_connectcases.wire.messages import Request
from mock_connectcases.wire.model import service_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from mock_connectcases.store import Store
    from mock_connectcases.wire.messages import Response

_HOST = "https://cases.us-east-1.amazonaws.com"


class DirectClient:
    """Calls operations on a store; its methods have the names that a client of boto3 has."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def call(self, operation: str, members: dict[str, Any]) -> Response:
        """Call an operation with a request as botocore writes it, and return the response."""
        sent = _serializer().serialize_to_request(members, _models()[operation])
        prepare_request_dict(sent, _HOST)
        target = sent["url"].removeprefix(_HOST)
        request = Request(sent["method"], target, sent["body"] or b"", sent["headers"])
        return service.handle(request, self._store, principal=str)

    def __getattr__(self, method: str) -> Callable[..., dict[str, Any]]:
        operation = _operations()[method]

        def call(**members: Any) -> dict[str, Any]:
            response = self.call(operation, members)
            assert not response.rule, response.body
            return dict(json.loads(response.body))

        return call


def method_of(operation: str) -> str:
    """Return the name that a client of boto3 has for an operation."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower()


@cache
def _serializer() -> Any:
    return create_serializer("rest-json", include_validation=False)


@cache
def _models() -> dict[str, Any]:
    model = service_model()
    return {name: model.operation_model(name) for name in model.operation_names}


@cache
def _operations() -> dict[str, str]:
    return {method_of(name): name for name in _models()}
