"""Calls operations for moto's other services: each call is a request to the service.

So every rule, error and message of an operation is the same for all callers.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from mock_connectcases import service
from mock_connectcases.connectcases.accounts import principal_arn
from mock_connectcases.toolkit.outcomes import CONNECTION_ERRORS
from mock_connectcases.wire.messages import Request
from mock_connectcases.wire.model import botocore_version, service_model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mock_connectcases.service import Service
    from mock_connectcases.store import Store

_LABEL = re.compile(r"\{(\w+)\+?\}")


class CallRefused(Exception):  # noqa: N818 - an answer of the service, no fault of ours
    """The service answered with an error."""

    def __init__(self, code: str, message: str, status: int) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.status = status


class CallLost(CallRefused):
    """A fault of a test broke the connection: there is no answer, and so no status."""

    def __init__(self, error: Exception) -> None:
        super().__init__(type(error).__name__, str(error), 0)


def call(
    store: Store, operation: str, params: dict[str, Any], *, through: Service | None = None
) -> dict[str, Any]:
    """Call an operation as the account's root; return the members of its result.

    Members of the path are required.  moto's other services pass no user on: that the caller is the
    root is assumed.  The call goes ``through`` the service of all requests,
    or through another one, with faults and a log of its own.

    Raises:
        CallRefused: the service answered with an error, or, as a CallLost, not at all.
    """
    if operation not in service_model().operation_names:
        message = f"The installed botocore {botocore_version()} has no operation {operation}."
        raise CallRefused("UnknownOperationException", message, 404)
    model = service_model().operation_model(operation)
    request = request_of(operation, params, {})
    try:
        response = (through or service).handle(
            request, store, principal=lambda: principal_arn(store.account_id, store.partition, "")
        )
    except CONNECTION_ERRORS as error:
        raise CallLost(error) from error
    result: dict[str, Any] = json.loads(response.body or "{}")
    if response.status != model.http["responseCode"]:
        raise CallRefused(response.headers["x-amzn-ErrorType"], result["message"], response.status)
    return result


def request_of(operation: str, params: dict[str, Any], headers: Mapping[str, str]) -> Request:
    """Write a call as a request, without validation; members of the path are required."""
    model = service_model().operation_model(operation)
    places = {
        name: member.serialization
        for name, member in (model.input_shape.members if model.input_shape else {}).items()
    }
    target = _LABEL.sub(
        lambda label: quote(str(params[label[1]]), safe=""), model.http["requestUri"]
    )
    in_query = {
        places[name]["name"]: value
        for name, value in params.items()
        if places[name].get("location") == "querystring"
    }
    if in_query:
        target += f"?{urlencode(in_query, doseq=True, quote_via=quote)}"
    in_body = {name: value for name, value in params.items() if "location" not in places[name]}
    return Request(model.http["method"], target, json.dumps(in_body).encode(), headers)
