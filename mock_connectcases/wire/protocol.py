"""The whole wire protocol of the service, compiled from the installed service model."""

from __future__ import annotations

from functools import cache, lru_cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from mock_connectcases.wire.model import is_older_than_release, service_model
from mock_connectcases.wire.operation import Operation
from mock_connectcases.wire.routing import MAX_CACHED, Match, Route, Router

if TYPE_CHECKING:
    from collections.abc import Callable

    from mock_connectcases.errors import ServiceError
    from mock_connectcases.wire.model import OperationModel, ServiceModel

_UNMODELED_STATUSES = {"SerializationException": 400, "UnknownOperationException": 404}


class Protocol:
    """The routes, inputs, outputs and errors of all operations of a service model.

    With ``prunes`` results leave out members that the model lacks, without it they raise.
    """

    def __init__(self, model: ServiceModel, *, prunes: bool = False) -> None:
        models = [model.operation_model(name) for name in model.operation_names]
        self.operations = {each.name: Operation(each, prunes=prunes) for each in models}
        """The operations of the model, by name."""
        self._error_shapes = {shape.error_code: shape for shape in model.error_shapes}
        self._router = Router(
            Route(
                each.http["method"],
                each.http["requestUri"],
                self.operations[each.name],
                _arn_label(each),
            )
            for each in models
        )
        self.route: Callable[[str, str], Match[Operation] | None] = lru_cache(MAX_CACHED)(
            self._router.match
        )
        """Returns the operation of a method and an undecoded target, or None."""

    def methods(self, target: str) -> list[str]:
        """Return the methods of a target's path, for a request without a route."""
        return self._router.methods(target)

    def write_error(self, error: ServiceError) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of an error; the status comes from its error shape."""
        members = error.members
        headers = {"x-amzn-ErrorType": error.code}
        shape = self._error_shapes.get(error.code)
        if shape is None:
            return _UNMODELED_STATUSES[error.code], headers, _object(members)
        in_body = {}
        for name, value in members.items():
            place = shape.members[name].serialization
            if place.get("location") == "header":
                headers[place["name"]] = str(value)
            else:
                in_body[name] = value
        return shape.metadata["error"]["httpStatusCode"], headers, _object(in_body)


@cache
def protocol() -> Protocol:
    """Return the protocol of the installed service model; it is made once per process."""
    return Protocol(service_model(), prunes=is_older_than_release())


def _arn_label(model: OperationModel) -> str:
    """Return the name of the label for an ARN, or an empty string."""
    if model.input_shape is None:
        return ""
    for name, member in model.input_shape.members.items():
        if member.name == "Arn" and member.serialization.get("location") == "uri":
            return str(name)
    return ""


def _object(members: dict[str, object]) -> bytes:
    """Write the members of an error, which are all text.

    A message may quote a target that is not UTF-8: JSON escapes half a surrogate.
    """
    parts = [
        f"{encode_basestring(name)}:{encode_basestring(str(text))}"
        for name, text in members.items()
    ]
    return ("{" + ",".join(parts) + "}").encode("utf-8", "backslashreplace")
