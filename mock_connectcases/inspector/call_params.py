"""Reads the parameters of a recorded call, for a client to send them again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from botocore.exceptions import BotoCoreError
from botocore.serialize import create_serializer
from botocore.validate import ParamValidator

from mock_connectcases.errors import SerializationException
from mock_connectcases.toolkit.selection import select
from mock_connectcases.wire.document import read_document
from mock_connectcases.wire.model import service_model
from mock_connectcases.wire.protocol import protocol
from mock_connectcases.wire.query import from_query
from mock_connectcases.wire.routing import decoded, label_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mock_connectcases.toolkit.recorded_call import RecordedCall
    from mock_connectcases.wire.model import Shape

_GENERATED = re.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
"""A client token that an SDK generated, some in capitals."""


class CannotBeCopiedError(ValueError):
    """A request that a client cannot send; the sentence says why."""


def params_of(call: RecordedCall) -> dict[str, Any]:
    """Return the parameters of a call as the service read them, or as sent if it could not.

    Raises:
        CannotBeCopiedError: the request is of no operation, or its parameters cannot be read.
    """
    if not call.operation or call.is_stubbed:
        raise CannotBeCopiedError(
            "This request is of no operation of Amazon Connect Cases, so no client can repeat it."
        )
    if call.params:
        return call.params
    try:
        return _members(call.method, call.target, call.body)
    except (SerializationException, RecursionError) as error:
        raise CannotBeCopiedError(f"This request cannot be repeated by a client: {error}") from None


def params_to_repeat(operation: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters to repeat a call with.

    Client tokens that an SDK generated are left out, because the service answers a known token
    without executing anything; so are members that are null, which means the same as absent.

    Raises:
        ValueError: there is no such operation, or it has no such parameter.
    """
    select(operation).check_names(params)
    shape = _input_shape(operation)
    if shape is None:
        return {}
    repeated: dict[str, Any] = _without_nulls(shape, params)
    for name, value in params.items():
        is_token = shape.members[name].metadata.get("idempotencyToken")
        if is_token and isinstance(value, str) and _GENERATED.fullmatch(value):
            del repeated[name]
    return repeated


def validation_error(operation: str, params: Mapping[str, Any]) -> str:
    """Return the message with which botocore refuses to send these parameters, or nothing."""
    shape = _input_shape(operation)
    return "" if shape is None else str(ParamValidator().validate(params, shape).generate_report())


def is_sent_unchanged(operation: str, params: Mapping[str, Any]) -> bool:
    """Return whether botocore sends exactly these parameters where it does not validate them."""
    model = service_model().operation_model(operation)
    try:
        sent = create_serializer("rest-json", include_validation=False).serialize_to_request(
            params, model
        )
        query = urlencode(sent["query_string"], doseq=True, quote_via=quote)
        arrived = _members(sent["method"], f"{sent['url_path']}?{query}", sent["body"])
    except (BotoCoreError, AttributeError, LookupError, TypeError, ValueError):
        return False  # botocore raises each of these at some value of a wrong type
    except SerializationException:
        return False
    return arrived == params


def _input_shape(operation: str) -> Shape | None:
    return service_model().operation_model(operation).input_shape


def _without_nulls(shape: Shape, value: Any) -> Any:
    """Return a copy of a value without the members of structures that are null."""
    if shape.type_name == "structure" and isinstance(value, dict):
        return {
            name: _without_nulls(shape.members[name], each) if name in shape.members else each
            for name, each in value.items()
            if each is not None
        }
    if shape.type_name == "list" and isinstance(value, list):
        return [_without_nulls(shape.member, each) for each in value]
    return value


def _members(method: str, target: str, body: bytes) -> dict[str, Any]:
    """Read the members of a request without validation; raises SerializationException."""
    match = protocol().route(method, target)
    if match is None:
        raise SerializationException("its path is that of no operation.")
    model = service_model().operation_model(match.endpoint.name)
    shape = model.input_shape
    if shape is None:
        return {}
    found: dict[str, Any] = {}
    for name, label in zip(label_names(model.http["requestUri"]), match.labels, strict=True):
        found[name] = decoded(label, f"path segment of {name}")
    found |= _in_query(shape, match.query)
    in_body = {
        name for name, member in shape.members.items() if "location" not in member.serialization
    }
    if in_body and body:
        document = read_document(body)
        found |= {name: each for name, each in document.items() if name in in_body}
    return found


def _in_query(shape: Shape, query: str) -> dict[str, Any]:
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    given = [(decoded(key, "query"), decoded(text, "query")) for key, _, text in pairs]
    found = {}
    for name, member in shape.members.items():
        if member.serialization.get("location") == "querystring":
            texts = [text for key, text in given if key == member.serialization["name"]]
            if texts:
                found[name] = from_query(member)(texts)
    return found
