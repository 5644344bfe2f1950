"""One operation on the wire: its input read from a request, its output written as a body."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from mock_connectcases.compat.python import cached_property
from mock_connectcases.errors import SerializationException, UnsupportedModelError
from mock_connectcases.wire.conformance import compile_conforms
from mock_connectcases.wire.constraints import NOT_NULL
from mock_connectcases.wire.document import nesting, read_document
from mock_connectcases.wire.model import released_members, released_required
from mock_connectcases.wire.parsing import (
    MAX_NESTING,
    ShapeParsers,
)
from mock_connectcases.wire.pruning import pruned
from mock_connectcases.wire.query import compile_query
from mock_connectcases.wire.routing import MAX_CACHED, decoded, label_names
from mock_connectcases.wire.serializing import ShapeWriters
from mock_connectcases.wire.violations import Violations

if TYPE_CHECKING:
    from mock_connectcases.wire.model import OperationModel, Shape

Read = Callable[[tuple[str, ...], str, bytes], dict[str, Any]]
"""Takes undecoded labels, undecoded query string and body; returns the input's members."""

WriteAnswer = Callable[[dict[str, Any] | None], bytes]
"""Takes a result; returns the body of the answer."""

_Examine = Callable[[tuple[str, ...], str, bytes, dict[str, Any] | None], dict[str, Any]]
_LOCATIONS = {None, "querystring", "uri"}


class Operation:
    """Reads the input and writes the output of one operation; each is compiled at its first use."""

    def __init__(self, model: OperationModel, *, prunes: bool) -> None:
        self.name: str = model.name
        self.status: int = model.http.get("responseCode", 200)
        self._model = model
        self._prunes = prunes

    @cached_property
    def read(self) -> Read:
        """Reads labels, query string and body into a new dictionary of checked input members.

        It raises SerializationException where the request cannot be read and ValidationException
        where it breaks a constraint of the model.  An operation without members in
        the body ignores it (assumed).
        """
        return _compile_reader(self._model)

    @cached_property
    def write(self) -> WriteAnswer:
        """Writes a result as the body of an answer.

        An output without members is ``{}``, as in the documentation's samples, and an operation
        without output has no body; SDKs read both as nothing.  The last page of a list has
        ``"nextToken":null`` as in those samples.  A result that the shape does not describe raises
        ResultError.
        """
        return _compile_writer(self._model, prunes=self._prunes)


def _compile_reader(model: OperationModel) -> Read:
    operation, shape = model.name, model.input_shape
    if shape is None:
        return lambda _labels, _query, _body: {}
    labels = label_names(model.http["requestUri"])
    located = {name: member.serialization.get("location") for name, member in shape.members.items()}
    if not _LOCATIONS.issuperset(located.values()):
        raise UnsupportedModelError(f"{operation} has input outside of path, query and body.")
    has_body = None in located.values()
    in_body = {
        name: member for name, member in released_members(shape).items() if located[name] is None
    }
    required = released_required(shape)
    needs_query = any(located[name] == "querystring" for name in required)
    conforms = compile_conforms(in_body, in_body.keys() & set(required))
    examine = cache(lambda: _compile_examiner(operation, shape, labels))
    read_labels = _compile_label_reader(operation, shape, labels)

    def read(labels: tuple[str, ...], query: str, body: bytes) -> dict[str, Any]:
        document = None
        try:
            if not query and not needs_query:
                in_path = read_labels(labels)
                document = read_document(body) if body and has_body else {}
                if in_path is not None and conforms(document):
                    return in_path | document
            return examine()(labels, query, body, document)
        except RecursionError:
            # Either the body nests too deep for the interpreter, which is a violation, or the
            # caller has used up the stack, which is none.
            if nesting(body) <= MAX_NESTING:
                raise
        raise SerializationException(
            f"The request body is nested deeper than {MAX_NESTING} levels."
        )

    return read


def _compile_label_reader(
    operation: str, shape: Shape, names: list[str]
) -> Callable[[tuple[str, ...]], dict[str, Any] | None]:
    """Return a reader of the labels of a path, which returns None for invalid ones."""
    parsers = ShapeParsers(operation)
    parses = [(name, parsers.compile(shape.members[name])) for name in names]

    @lru_cache(maxsize=MAX_CACHED)
    def read_labels(labels: tuple[str, ...]) -> dict[str, Any] | None:
        violations = Violations()
        params = {}
        try:
            for (name, parse), text in zip(parses, labels, strict=True):
                params[name] = parse(
                    decoded(text, f"path segment of {name}"), (None, name), violations
                )
        except SerializationException:
            return None
        return params if violations.error() is None else None

    return read_labels


def _compile_examiner(operation: str, shape: Shape, names: list[str]) -> _Examine:
    """Return a reader of any input, which finds all violations of an invalid one.

    Its last argument is the document of the body, if that has been read.
    """
    parsers = ShapeParsers(operation)
    in_path = [(name, parsers.compile(shape.members[name])) for name in names]
    parse_query = compile_query(parsers, shape)
    in_body = parsers.members(shape)
    required = tuple(released_required(shape))

    def examine(
        labels: tuple[str, ...], query: str, body: bytes, document: dict[str, Any] | None
    ) -> dict[str, Any]:
        violations = Violations()
        params: dict[str, Any] = {}
        for (name, parse), text in zip(in_path, labels, strict=True):
            params[name] = parse(decoded(text, f"path segment of {name}"), (None, name), violations)
        if query:
            parse_query(query, params, violations)
        if in_body and body:
            members = read_document(body) if document is None else document
            for name, member in members.items():
                if member is not None and name in in_body:
                    params[name] = in_body[name](member, (None, name), violations)
        for name in required:
            if name not in params:
                violations.add(None, (None, name), NOT_NULL)
        error = violations.error()
        if error is None:
            return params
        try:
            raise error
        finally:
            del error  # in a variable of its own traceback it would hold the request's body

    return examine


def _write_nothing(_result: dict[str, Any] | None) -> bytes:
    return b""


def _compile_writer(model: OperationModel, *, prunes: bool) -> WriteAnswer:
    shape = model.output_shape
    if shape is None:
        return _write_nothing
    write = ShapeWriters(model.name).compile(shape)
    pages = "nextToken" in shape.members

    def write_body(result: dict[str, Any] | None) -> bytes:
        result = {} if result is None else result
        text = write(pruned(shape, result) if prunes else result)
        if pages and result.get("nextToken") is None:
            separator = "," if len(text) > len("{}") else ""
            text = f'{text[:-1]}{separator}"nextToken":null}}'
        return text.encode("utf-8")

    return write_body
