"""Checks single members against the service model, as a request that carried them would be."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.wire.constraints import bounds
from mock_connectcases.wire.faults import RequestFaults
from mock_connectcases.wire.model import botocore_version, service_model
from mock_connectcases.wire.parsing import ShapeParsers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.wire.model import Shape
    from mock_connectcases.wire.parsing import Parse


def member_shape(operation: str, *path: str) -> Shape | None:
    """Return the shape of an input member, or of one within it; nothing if the model has none.

    A list stands for its entries in a path.
    """
    if operation not in service_model().operation_names:
        return None
    shape = service_model().operation_model(operation).input_shape
    for name in path:
        while shape is not None and shape.type_name == "list":
            shape = shape.member
        shape = None if shape is None else shape.members.get(name)
    return shape


@cache
def parser(operation: str, *path: str) -> Parse:
    """Return what reads a member; raises InvalidDocumentError if botocore does not know it."""
    shape = member_shape(operation, *path)
    if shape is None:
        raise InvalidDocumentError(
            f"botocore {botocore_version()} does not know {path[-1]!r} of {operation}:"
            " a newer one does"
        )
    parse: Parse = ShapeParsers(operation).compile(shape)
    return parse


def read(operation: str, member: str, given: Any) -> Any:
    """Read a member as a request has it; raises InvalidDocumentError with the words of the API."""
    faults = RequestFaults()
    parsed = parser(operation, member)(given, (None, member), faults)
    check(faults)
    return parsed


def check(faults: RequestFaults) -> None:
    """Raise InvalidDocumentError if there is any fault."""
    error = faults.error()
    if error is not None:
        raise InvalidDocumentError(error.message)


def longest(operation: str, *path: str) -> int:
    """Return how much of a list or a text the model allows."""
    shape = member_shape(operation, *path)
    return 0 if shape is None else int(bounds(shape)[1])


_ID_SHAPES = {
    "domain": "DomainId",
    "field": "FieldId",
    "layout": "LayoutId",
    "case rule": "CaseRuleId",
    "template": "TemplateId",
    "case": "CaseId",
    "related item": "RelatedItemId",
}


def id_shapes() -> Iterator[tuple[str, Shape | None]]:
    """Yield the shapes of the ids of all kinds, nothing for those that botocore does not know."""
    known = service_model().shape_names
    for kind, name in _ID_SHAPES.items():
        yield kind, service_model().shape_for(name) if name in known else None


@cache
def _id_parser(kind: str) -> Parse:
    shape = dict(id_shapes())[kind]
    if shape is None:
        raise InvalidDocumentError(
            f"botocore {botocore_version()} knows no {kind}s: a newer one does"
        )
    return ShapeParsers(kind).compile(shape)


def read_id(kind: str, given: Any) -> str:
    """Read an id that the author gives; raises InvalidDocumentError.

    A slash would make it unfindable by its ARN.
    """
    faults = RequestFaults()
    read_: str = _id_parser(kind)(given, (None, "id"), faults)
    check(faults)
    if "/" in read_:
        raise InvalidDocumentError(
            f"the id {read_!r:.100} must be without a slash: ARNs have those"
        )
    return read_
