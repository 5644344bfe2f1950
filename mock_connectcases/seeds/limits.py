"""Validates single members of requests against the service model."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.wire.constraints import bounds, text_checks
from mock_connectcases.wire.model import botocore_version, service_model
from mock_connectcases.wire.parsing import ShapeParsers
from mock_connectcases.wire.violations import Violations

if TYPE_CHECKING:
    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.wire.model import Shape
    from mock_connectcases.wire.parsing import Parse


def member_shape(operation: str, *path: str) -> Shape | None:
    """Return the shape of an input member, or of one within it; ``None`` if the model has none.

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
    """Return the parser of a member; raises InvalidDocumentError if botocore does not know it."""
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
    violations = Violations()
    parsed = parser(operation, member)(given, (None, member), violations)
    check(violations)
    return parsed


def check(violations: Violations) -> None:
    """Raise InvalidDocumentError if there is any violation."""
    error = violations.error()
    if error is not None:
        raise InvalidDocumentError(error.message)


@cache
def longest_plain(operation: str, *path: str) -> int:
    """Return the greatest length of a text to which no other rule applies, -1 for all others."""
    shape = member_shape(operation, *path)
    if shape is None or shape.type_name != "string" or text_checks(shape) or bounds(shape)[0] > 0:
        return -1
    return bounds(shape)[1]


@cache
def longest(operation: str, *path: str) -> int:
    """Return the greatest length of a list or a text by the model, 0 without such a member."""
    shape = member_shape(operation, *path)
    return 0 if shape is None else int(bounds(shape)[1])


def id_shape(kind: Kind) -> Shape | None:
    """Return the shape of the ids of a kind, ``None`` for one that botocore does not know."""
    name = f"{kind.type_name}Id"
    return service_model().shape_for(name) if name in service_model().shape_names else None


@cache
def _id_parser(kind: Kind) -> Parse:
    shape = id_shape(kind)
    if shape is None:
        raise InvalidDocumentError(
            f"botocore {botocore_version()} knows no {kind.name}s: a newer one does"
        )
    return ShapeParsers(kind.name).compile(shape)


def read_id(kind: Kind, given: Any) -> str:
    """Read an id that the seed gives; raises InvalidDocumentError.

    A slash is refused, for the resource could not be found by its ARN.
    """
    violations = Violations()
    read_: str = _id_parser(kind)(given, (None, "id"), violations)
    check(violations)
    if "/" in read_:
        raise InvalidDocumentError(
            f"the id {read_!r:.100} must be without a slash: ARNs have those"
        )
    return read_
