"""Outcomes of faults: errors of the service model, or of the connection.

Rule of this file: the service model lists the errors of an operation, and botocore those of a
connection.
"""

from __future__ import annotations

import string
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import botocore.exceptions
from botocore.exceptions import ClientError, HTTPClientError

from mock_connectcases import rules
from mock_connectcases.errors import ServiceError
from mock_connectcases.resources import arn
from mock_connectcases.toolkit.selection import check_argument
from mock_connectcases.wire.model import service_model
from mock_connectcases.wording import join_words, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mock_connectcases.toolkit.selection import Selection
    from mock_connectcases.wire.model import Shape

FAIL_ARGUMENTS = ("times", "after", "when", "probability", "seed", "message", "lost_answer", "wait")
"""The arguments of the handle's ``fail`` by name, beside which it takes members of errors."""

CONNECTION_ERRORS = (HTTPClientError, botocore.exceptions.ConnectionError)
"""The base classes of the errors that botocore raises where there is no answer."""

_BEFORE_ANYTHING_IS_SENT = (botocore.exceptions.ConnectionError,)
_SERVER_ERROR = 500


class InjectedError(ServiceError):
    """An error of the service model that a fault raises, by its code."""

    def __init__(self, code: str, members: dict[str, object]) -> None:
        super().__init__(str(members["message"]), rule=rules.INJECTED_FAULT)
        self._code = code
        self._members = members

    @property
    def code(self) -> str:
        """The error code, as the model has it."""
        return self._code

    @property
    def members(self) -> dict[str, object]:
        """The members of the error, its message among them."""
        return self._members


class ModeledOutcome(NamedTuple):
    """The service answers with an error of its model."""

    name: str
    operations: frozenset[str]
    may_follow_effect: bool
    """Whether the operation may have been executed nevertheless."""
    members: dict[str, object]

    def error(self, operation: str, params: dict[str, Any], _url: str) -> Exception:
        """Return the error to raise at a request."""
        members = self.members
        if self.name == "ResourceNotFoundException":
            members = {**_resource_of(operation, params), **members}
        return InjectedError(self.name, members)


class ConnectionOutcome(NamedTuple):
    """There is no answer: the client's connection fails."""

    name: str
    operations: frozenset[str]
    may_follow_effect: bool
    kind: type[Any]
    """botocore's class, which has no types."""
    message: str

    @property
    def members(self) -> dict[str, object]:
        """The message, as errors of the service have it."""
        return {"message": self.message}

    def error(self, _operation: str, _params: dict[str, Any], url: str) -> Exception:
        """Return the error to raise at a request."""
        error: Exception = self.kind(endpoint_url=url, proxy_url=url, error=self.message)
        return error


Outcome = ModeledOutcome | ConnectionOutcome


def outcome(
    selection: Selection, error: object, message: str | None, members: dict[str, object]
) -> Outcome:
    """Find an error by its name, its class of a client, or as one of botocore's.

    Raises:
        ValueError: there is no such error, a named operation does not raise it, or it has no such
            member.
    """
    if message is not None and not isinstance(message, str):
        raise ValueError(f"A message is text, not {message!r}.")
    name = error if isinstance(error, str) else getattr(error, "__name__", None)
    if not isinstance(name, str) or not isinstance(error, str | type):
        raise ValueError(  # noqa: TRY004 - all bad input alike
            f"An error is given by its name or class, not by {error!r}, for example"
            " 'ThrottlingException' or botocore.exceptions.ReadTimeoutError."
        )
    kind = error if isinstance(error, type) else connection_errors().get(name)
    if kind is not None and issubclass(kind, CONNECTION_ERRORS):
        return _connection_outcome(selection, kind, message, members)
    if kind is not None and (kind is ClientError or not issubclass(kind, ClientError)):
        raise ValueError(
            f"Neither the service nor a connection of botocore raises {kind.__module__}.{name};"
            f" {_suggested_error(name)}"
        )
    return _modeled_outcome(selection, name, message, members)


@cache
def connection_errors() -> dict[str, type[Exception]]:
    """Return the errors that botocore raises where there is no answer, by name."""
    return {
        name: each
        for name, each in vars(botocore.exceptions).items()
        if isinstance(each, type) and issubclass(each, CONNECTION_ERRORS)
    }


def error_names() -> set[str]:
    """Return the names of all errors that a fault can have."""
    return {each.error_code for each in service_model().error_shapes}.union(connection_errors())


@cache
def member_types() -> dict[str, str]:
    """Return the members of errors beside their message, with their types."""
    return {
        name: member.type_name
        for shape in service_model().error_shapes
        for name, member in shape.members.items()
        if name != "message"
    }


def _modeled_outcome(
    selection: Selection, name: str, message: str | None, members: dict[str, object]
) -> ModeledOutcome:
    shapes = {each.error_code: each for each in service_model().error_shapes}
    shape = shapes.get(name)
    if shape is None:
        raise ValueError(f"Amazon Connect Cases has no error {name!r}; {_suggested_error(name)}")
    raising = frozenset(each for each in selection.names if name in _errors_of(each))
    others = sorted(selection.named - raising)
    if others or not raising:
        operation = others[0] if others else selection.pattern
        errors = sorted(_errors_of(others[0])) if others else []
        instead = f" It raises {join_words(errors)}." if errors else ""
        raise ValueError(f"{operation} does not raise {name} (service model).{instead}")
    _check_members(name, shape, members)
    members = {"message": message or f"A fault of the mock raised {name}.", **members}
    return ModeledOutcome(name, raising, _is_of_server(shape), members)


def _check_members(name: str, shape: Shape, given: dict[str, object]) -> None:
    known = {each: shape.members[each].type_name for each in shape.members if each != "message"}
    for member, value in given.items():
        if member not in known:
            check_argument("fail", member, FAIL_ARGUMENTS)
            raise ValueError(f"{name} has no member {member!r}; {_suggested_member(member, known)}")
        whole = known[member] == "integer"
        if type(value) is not (int if whole else str) or (isinstance(value, int) and value < 0):
            expected = "a whole number that is not negative" if whole else "text"
            raise ValueError(f"{member} of {name} is {expected}, not {value!r}.")


def _connection_outcome(
    selection: Selection, kind: type[Exception], message: str | None, members: dict[str, object]
) -> ConnectionOutcome:
    name = kind.__name__
    if members:
        check_argument("fail", min(members), FAIL_ARGUMENTS)
        member = min(members)
        raise ValueError(
            f"{name} is an error of the connection and has no member {member!r};"
            f" {_suggested_member(member, ())}"
        )
    words = [each for _, each, _, _ in string.Formatter().parse(getattr(kind, "fmt", "")) if each]
    if message is not None and "error" not in words:
        raise ValueError(f"{name} takes no message: its words are botocore's.")
    text = message or "a fault of the mock"
    return ConnectionOutcome(name, selection.names, _may_follow_effect(kind), kind, text)


def check_may_follow_effect(given: Outcome) -> None:
    """Check that an operation may have been executed before an error; raises ValueError."""
    if not given.may_follow_effect:
        names = [name for name, each in connection_errors().items() if _may_follow_effect(each)]
        names += [each.error_code for each in service_model().error_shapes if _is_of_server(each)]
        raise ValueError(
            f"{given.name} means that nothing was executed, so no answer can be lost: use"
            f" {join_words(sorted(names), last='or')}."
        )


def _may_follow_effect(kind: type[Exception]) -> bool:
    return not issubclass(kind, _BEFORE_ANYTHING_IS_SENT)


def _is_of_server(shape: Shape) -> bool:
    return bool(shape.metadata["error"]["httpStatusCode"] >= _SERVER_ERROR)


def _suggested_member(member: str, known: Iterable[str]) -> str:
    """Return a clause with the errors that have a member, or with the members of an error."""
    shapes = service_model().error_shapes
    having = sorted(each.error_code for each in shapes if member in each.members)
    if having:
        return f"that is a member of {join_words(having)}."
    return suggestion(member, known)


def _suggested_error(name: str) -> str:
    if name in connection_errors():
        return f"did you mean botocore.exceptions.{name}?"
    return suggestion(name, error_names())


def _errors_of(operation: str) -> set[str]:
    return {each.error_code for each in service_model().operation_model(operation).error_shapes}


def _resource_of(operation: str, params: dict[str, Any]) -> dict[str, object]:
    """Return the id and type of the last resource of the path: ``caseId`` is that of a ``Case``."""
    uri = service_model().operation_model(operation).http["requestUri"]
    labels = [each for _, each, _, _ in string.Formatter().parse(uri) if each] or ["domainId"]
    label = labels[-1].rstrip("+")
    if label == "arn":
        return {"resourceId": params[label], "resourceType": arn.type_name(params[label])}
    kind = label.removesuffix("Id")
    return {"resourceId": params[label], "resourceType": kind[:1].upper() + kind[1:]}
