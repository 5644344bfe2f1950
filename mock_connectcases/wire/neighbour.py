"""Another AWS service on the wire, by the service model that the installed botocore has of it.

Rule of this file: botocore reads and writes.  Its serializers write inputs and its parsers read
outputs; in the JSON protocols both have one form, so here they do each other's work.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from botocore.awsrequest import HeadersDict
from botocore.exceptions import ParamValidationError, UnknownServiceError
from botocore.model import OperationModel, ServiceModel
from botocore.parsers import ResponseParserError, create_parser
from botocore.serialize import create_serializer
from botocore.utils import EVENT_ALIASES

from mock_connectcases import rules
from mock_connectcases.errors import InvalidDocumentError, UnsupportedModelError
from mock_connectcases.wire.loader import create_shared_loader
from mock_connectcases.wire.messages import Request, Response, header_text, scope_of
from mock_connectcases.wire.possible import check_possible
from mock_connectcases.wire.query import from_query
from mock_connectcases.wire.routing import Route, Router, decoded, label_names
from mock_connectcases.wording import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.wire.model import Shape

PROTOCOLS: Final = ("json", "rest-json")
"""The protocols in which inputs and outputs have one form."""

_OF_REQUESTS: Final = {"x-amz-target", "x-amzn-query-mode"}
"""Headers that only requests have."""

_BAD_REQUEST, _SERVER_ERROR = 400, 500


class Neighbour:
    """One service: finds the operation of a request, reads its input, and writes outputs."""

    def __init__(self, name: str, model: ServiceModel) -> None:
        self.name = name
        """The name that boto3 has for it."""
        self._model = model
        self._protocol = getattr(model, "resolved_protocol", None) or model.metadata["protocol"]
        self._router = Router(
            Route(each.http["method"], each.http["requestUri"].partition("?")[0], each.name)
            for each in map(model.operation_model, model.operation_names)
            if self._protocol != "json"
        )

    def operation(self, name: str) -> OperationModel:
        """Return an operation that can be written; raises InvalidDocumentError."""
        known = self._model.operation_names
        if name not in known:
            raise InvalidDocumentError(
                f"{self.name} has no operation {name!r:.100}; {suggestion(str(name), known)}"
            )
        operation = self._model.operation_model(name)
        if self._protocol not in PROTOCOLS:
            raise InvalidDocumentError(
                f"{self.name} has the protocol {self._protocol}, and stubs are for"
                f" {' and '.join(PROTOCOLS)}"
            )
        if operation.has_event_stream_output or operation.has_event_stream_input:
            raise InvalidDocumentError(f"{name} has a stream of events, which no stub can have")
        return operation

    def match(self, request: Request) -> str:
        """Return the name of the operation of a request; empty if it is not of this service."""
        scope = scope_of(request.headers)
        if scope is None:
            host = header_text(request.headers, "Host").partition(":")[0]
            if self._model.endpoint_prefix not in host.split("."):
                return ""
        elif scope.service != self._model.signing_name:
            return ""
        if self._protocol == "json":
            target = header_text(request.headers, "X-Amz-Target")
            prefix, _, name = target.rpartition(".")
            is_known = name in self._model.operation_names
            return name if is_known and prefix == self._model.metadata["targetPrefix"] else ""
        found = self._router.match(request.method, request.target)
        return "" if found is None else found.endpoint

    def read(self, name: str, request: Request) -> dict[str, Any]:
        """Return the input of a request as botocore reads outputs; empty if it is unreadable."""
        shape = self._model.operation_model(name).input_shape
        if shape is None:
            return {}
        headers = {each: header_text(request.headers, each) for each in request.headers}
        try:
            params = self._parse(shape, Response(200, headers, request.body))
        except ResponseParserError:
            return {}
        if self._protocol != "json":
            params.update(self._in_target(name, shape, request))
        return params

    def write(self, name: str, output: Mapping[str, Any]) -> Response:
        """Write an output; raises InvalidDocumentError unless it is one of the operation."""
        operation = self._model.operation_model(name)
        shape = operation.output_shape
        status = operation.http.get("responseCode", 200)
        if shape is None:
            if output:
                raise InvalidDocumentError(f"{name} has no output")
            return Response(status, {}, b"")
        for member, each in shape.members.items():
            if each.serialization.get("location") == "statusCode":
                status = output.get(member, status)
        headers, body = self._serialize(name, shape, output)
        return Response(status, headers, body)

    def write_error(
        self, name: str, code: str, members: Mapping[str, Any], status: int | None
    ) -> Response:
        """Write an error of an operation; with a status it may be one that the model lacks.

        ``members`` are those beside the message, or with it.  Raises InvalidDocumentError.
        """
        shapes = {each.error_code: each for each in self._model.operation_model(name).error_shapes}
        shape = shapes.get(code)
        headers: dict[str, str] = {}
        body = b"{}"
        if shape is not None:
            headers, body = self._serialize(name, shape, members)
            default = _SERVER_ERROR if shape.metadata.get("fault") else _BAD_REQUEST
            modeled = shape.metadata.get("error", {}).get("httpStatusCode", default)
            status = modeled if status is None else status
        elif status is None:
            raise InvalidDocumentError(
                f"{name} does not raise {code!r:.100} (service model), and an error that the model"
                f" lacks needs a status; {suggestion(code, shapes)}"
            )
        elif members.keys() - {"message"}:
            raise InvalidDocumentError(f"{code} has only a message, for the model lacks it")
        else:
            body = json.dumps(members).encode()
        document = json.dumps({"__type": code, **json.loads(body)}).encode()
        headers |= {"x-amzn-ErrorType": code, "Content-Type": "application/json"}
        return Response(status, headers, document, rules.INJECTED_FAULT)

    def message_member(self, name: str, code: str) -> str:
        """Return the name that an error has for its message."""
        for shape in self._model.operation_model(name).error_shapes:
            if shape.error_code == code:
                return next((each for each in shape.members if each.lower() == "message"), "")
        return "message"

    def parse(self, name: str, response: Response) -> dict[str, Any]:
        """Return an output as botocore reads it; of an error, as a client has it."""
        if response.status >= 300:  # noqa: PLR2004 - as botocore has it
            return self._parse(None, response)
        return self._parse(self._model.operation_model(name).output_shape, response)

    def _in_target(self, name: str, shape: Shape, request: Request) -> Iterator[tuple[str, Any]]:
        """Yield the members that are in the path and the query."""
        found = self._router.match(request.method, request.target)
        if found is None:
            return
        uri = self._model.operation_model(name).http["requestUri"]
        texts = {
            ("uri", label): [decoded(each, "path")]
            for label, each in zip(label_names(uri), found.labels, strict=True)
        }
        for pair in filter(None, found.query.split("&")):
            key, _, value = pair.partition("=")
            in_query = ("querystring", decoded(key, "query"))
            texts.setdefault(in_query, []).append(decoded(value, "query"))
        for member, each in shape.members.items():
            place = each.serialization.get("location"), each.serialization.get("name", member)
            if place in texts:
                yield member, _converted(each, texts[place])

    def _parse(self, shape: Shape | None, response: Response) -> dict[str, Any]:
        answer = {
            "status_code": response.status,
            "headers": HeadersDict(response.headers),
            "body": response.body,
        }
        parsed: dict[str, Any] = create_parser(self._protocol).parse(answer, shape)
        parsed.pop("ResponseMetadata", None)
        return parsed

    def _serialize(
        self, name: str, shape: Shape, members: Mapping[str, Any]
    ) -> tuple[dict[str, str], bytes]:
        """Return the headers and the body of a structure, which botocore validates."""
        check_possible(shape, members, is_whole=True)
        description = {
            "name": name,
            "http": {"method": "POST", "requestUri": "/"},
            "input": {"shape": shape.name},
        }
        operation = OperationModel(description, self._model, name)
        try:
            written = create_serializer(self._protocol).serialize_to_request(members, operation)
        except ParamValidationError as error:
            raise InvalidDocumentError(str(error.kwargs["report"])) from None
        body = written["body"]
        headers = {
            key: str(each)
            for key, each in written["headers"].items()
            if key.lower() not in _OF_REQUESTS
        }
        return headers, body.encode() if isinstance(body, str) else bytes(body)


@cache
def neighbour(name: str) -> Neighbour:
    """Return a service by the name that boto3 has for it; raises InvalidDocumentError."""
    loader = create_shared_loader()
    try:
        return Neighbour(name, ServiceModel(loader.load_service_model(name, "service-2"), name))
    except UnknownServiceError:
        known = loader.list_available_services("service-2")
        raise InvalidDocumentError(
            f"botocore knows no service {name!r:.100}; {suggestion(name, known)}"
        ) from None


@cache
def client_name(service_id: str) -> str:
    """Return boto3's name of the service that has this id in the events of clients."""
    known = create_shared_loader().list_available_services("service-2")
    named = [each for each in known if EVENT_ALIASES.get(each, each) == service_id]
    return str((named or [service_id])[0])


def _converted(shape: Shape, texts: list[str]) -> Any:
    """Return the value of a member of the target; what from_query cannot convert stays text."""
    try:
        return from_query(shape)(texts)
    except UnsupportedModelError:
        return texts[0]
