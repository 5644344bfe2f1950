"""The parts of the service model that a test session exercises, noted at the entry point.

Rule of this file: it knows routes, JSON and the service model, and nothing of any operation.  A
member counts as sent only in a request that was answered: one that is refused shows nothing of it.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from urllib.parse import parse_qs

import pytest

from mock_connectcases import service
from mock_connectcases.wire.model import service_model
from mock_connectcases.wire.protocol import protocol
from mock_connectcases.wire.routing import label_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mock_connectcases.wire.messages import Request, Response
    from mock_connectcases.wire.model import OperationModel, Shape

Kind = Literal["error", "input", "output"]

EVERY_OPERATION = "*"


class Exercise(NamedTuple):
    """One part of the service model that a test can exercise."""

    operation: str
    kind: Kind
    name: str
    """The code of an error, or a member as ``Shape.member``."""


def declared() -> frozenset[Exercise]:
    """Return everything that the installed service model declares of its operations."""
    model = service_model()
    operations = [model.operation_model(name) for name in model.operation_names]
    return frozenset(each for operation in operations for each in _declared_of(operation))


def complaints(
    declared: frozenset[Exercise],
    exercised: frozenset[Exercise],
    listed: Mapping[Exercise, str],
) -> list[str]:
    """Say what was never exercised and is not listed, and what is listed for no reason."""
    missing = declared - exercised
    excused = {each for each in missing if _entry_for(each, listed)}
    used = {_entry_for(each, listed) for each in missing}
    return [
        *(
            f"{each.operation}: the {each.kind} {each.name} was never exercised."
            for each in sorted(missing - excused)
        ),
        *(
            f"{each.operation}: tests/unexercised.py lists the {each.kind} {each.name}, which is"
            " exercised, or not declared."
            for each in sorted(set(listed) - used)
        ),
        *(
            f"{each.operation}: the {each.kind} {each.name} was answered but is not declared."
            for each in sorted(exercised - declared)
        ),
    ]


def _entry_for(exercise: Exercise, listed: Mapping[Exercise, str]) -> Exercise | None:
    """Find the entry that lists an exercise: its own, or the one for every operation."""
    for entry in (exercise, exercise._replace(operation=EVERY_OPERATION)):
        if entry in listed:
            return entry
    return None


class Recorder:
    """Notes the requests to the entry point while it watches."""

    def __init__(self) -> None:
        self.exercised: set[Exercise] = set()
        self.refusals: set[tuple[str, str]] = set()
        """The operations that refused a request, each with the name of the rule."""

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch the entry point; the functions behind it are unchanged."""
        handle = service.handle

        def watched_handle(request: Request, *args: Any, **kwargs: Any) -> Response:
            response = handle(request, *args, **kwargs)
            self.note(request, response)
            return response

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(service, "handle", watched_handle)
            yield

    def note(self, request: Request, response: Response) -> None:
        """Note the members of an answered request and its answer, or the error code."""
        match = protocol().route(request.method, request.target)
        if match is None:
            return
        model = service_model().operation_model(match.endpoint.name)
        if response.status >= 400:
            code = response.headers["x-amzn-ErrorType"]
            self.refusals.add((model.name, response.rule))
            if code != "SerializationException":  # the protocol's, declared by no operation
                self.exercised.add(Exercise(model.name, "error", code))
            return
        self.refusals.update((model.name, rule) for rule in response.entry_rules)
        sent = _sent(model, match.query, request.body)
        self._add(model.name, "input", model.input_shape, sent)
        self._add(model.name, "output", model.output_shape, json.loads(response.body or b"{}"))

    def _add(self, operation: str, kind: Kind, shape: Shape | None, value: Any) -> None:
        if shape is not None:
            self.exercised.update(Exercise(operation, kind, each) for each in _given(shape, value))


def _declared_of(operation: OperationModel) -> Iterator[Exercise]:
    for shape in operation.error_shapes:
        yield Exercise(operation.name, "error", shape.error_code)
    kinds: tuple[tuple[Kind, Shape | None], ...] = (
        ("input", operation.input_shape),
        ("output", operation.output_shape),
    )
    for kind, shape in kinds:
        if shape is not None:
            for member in _members(shape, set()):
                yield Exercise(operation.name, kind, member)


def _members(shape: Shape, seen: set[str]) -> Iterator[str]:
    """Name all members below a shape; a shape that holds itself is entered once."""
    match shape.type_name:
        case "structure" if shape.name not in seen:
            seen.add(shape.name)
            for name, member in shape.members.items():
                yield f"{shape.name}.{name}"
                yield from _members(member, seen)
        case "list":
            yield from _members(shape.member, seen)
        case "map":
            yield from _members(shape.value, seen)


def _given(shape: Shape, value: Any) -> Iterator[str]:
    """Name all members that a value has."""
    match shape.type_name, value:
        case "structure", dict():
            for name, member in shape.members.items():
                if value.get(name) is not None:
                    yield f"{shape.name}.{name}"
                    yield from _given(member, value[name])
        case "list", list():
            for each in value:
                yield from _given(shape.member, each)
        case "map", dict():
            for each in value.values():
                yield from _given(shape.value, each)


def _sent(model: OperationModel, query: str, body: bytes) -> dict[str, Any]:
    """Gather the members of an input from path, query and body; labels only by name."""
    if model.input_shape is None:
        return {}
    in_query = parse_qs(query, keep_blank_values=True)
    sent: dict[str, Any] = json.loads(body or b"{}")
    sent.update(dict.fromkeys(label_names(model.http["requestUri"]), ""))
    for name, member in model.input_shape.members.items():
        place = member.serialization
        if place.get("location") == "querystring" and place["name"] in in_query:
            sent[name] = in_query[place["name"]]
    return sent
