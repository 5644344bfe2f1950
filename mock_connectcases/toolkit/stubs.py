"""Stubs: canned answers of operations of other AWS services that nobody mocks.

Rule of this file: a stub is checked and its answer is written when it is made, so a request only
has to find it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases import ids
from mock_connectcases.compat import moto
from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.toolkit.injections import LOCK, Injection, Trigger
from mock_connectcases.toolkit.selection import Selection
from mock_connectcases.wire.neighbour import Neighbour, neighbour
from mock_connectcases.wire.possible import check_possible
from mock_connectcases.wording import how_often, pluralize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mock_connectcases.toolkit.calls import CallLog, Sender
    from mock_connectcases.wire.messages import Request, Response

_STATUSES = range(400, 600)
_LONGEST_INPUT = 500
_CASES = "connectcases"


class Answer(NamedTuple):
    """The answer of a stub: an output, or an error with its members."""

    output: Any = None
    error: Any = None
    status: Any = None
    message: Any = None

    def write(self, service: Neighbour, operation: str) -> Response:
        """Write it; raises InvalidDocumentError unless it fits the service model."""
        members = {} if self.output is None else self.output
        if not isinstance(members, Mapping):
            raise InvalidDocumentError(f"must be members by name, not {members!r:.100}", "output")
        if "ResponseMetadata" in members:
            raise InvalidDocumentError("leave ResponseMetadata out: botocore makes it", "output")
        if self.error is None:
            for name in ("status", "message"):
                if getattr(self, name) is not None:
                    raise InvalidDocumentError("is for an error, and none is given", name)
        elif not isinstance(self.error, str) or not self.error:
            raise InvalidDocumentError(f"must be the name of one, not {self.error!r:.100}", "error")
        if self.status is not None and (
            type(self.status) is not int or self.status not in _STATUSES
        ):
            raise InvalidDocumentError(
                f"must be that of an error, from 400 to 599, not {self.status!r:.100}", "status"
            )
        if self.message is not None and not isinstance(self.message, str):
            raise InvalidDocumentError(f"must be text, not {self.message!r:.100}", "message")
        return self._write(service, operation, dict(members))

    def _write(self, service: Neighbour, operation: str, members: dict[str, Any]) -> Response:
        place = "output"
        try:
            if self.error is None:
                return service.write(operation, members)
            name = service.message_member(operation, self.error)
            if name:
                members.setdefault(name, self.message or f"A stub of the mock raised {self.error}.")
            place = "output" if self.output else "error"
            return service.write_error(operation, self.error, members, self.status)
        except InvalidDocumentError as error:
            raise error.within(place) from None


class Stub(Injection):
    """An answer that some requests to another service get; made by the handle's ``stub``."""

    def __init__(
        self,
        service: Neighbour,
        trigger: Trigger,
        discard: Callable[[Injection], None],
        response: Response,
    ) -> None:
        (operation,) = trigger.operations
        super().__init__(operation, trigger, discard)
        self.service = service
        self._response = response

    def answer(self) -> Response:
        """Return the answer to one request."""
        headers = {
            **self._response.headers,
            "Content-Length": str(len(self._response.body)),
            "x-amzn-RequestId": ids.new_request_id(),
        }
        return self._response._replace(headers=headers)

    def clause(self) -> str:
        """Return its operation, condition and count, as a client in any language reads them."""
        when = self.trigger.when
        condition = ""
        if when is not None:
            matching = isinstance(when, Mapping)
            condition = f" when {_as_json(when) if matching else 'a function accepts the input'}"
        count = how_often(self.fired) if self.times is None else f"{self.fired} of {self.times}"
        return f"{self.pattern}{condition}, answered {count}"

    def __repr__(self) -> str:
        limit = "" if self.times is None else f" of {self.times}"
        return f"<Stub: {self.pattern}, answered {self.fired}{limit}>"


def _as_json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_INPUT else f"{text[:_LONGEST_INPUT]}..."


def make_stub(
    service: Any,
    operation: Any,
    answer: Answer,
    *,
    when: Any = None,
    times: Any = None,
    account_id: str | None = None,
    discard: Callable[[Injection], None],
) -> Stub:
    """Make a stub.

    Raises:
        InvalidDocumentError: there is no such service, operation, error or member, a value is of
            another type, or the operation is mocked.
    """
    found = _neighbour(service)
    try:
        model = found.operation(operation)
    except InvalidDocumentError as error:
        raise error.within("operation") from None
    if moto.answers(service, operation):
        raise InvalidDocumentError(
            f"moto answers {operation} of {service}: use mock_aws, which needs no stub", "operation"
        )
    if isinstance(when, Mapping):
        try:
            check_possible(model.input_shape, when)
        except InvalidDocumentError as error:
            raise error.within("when") from None
    elif when is not None and not callable(when):
        raise InvalidDocumentError(
            f"must be members of the input, or a function of it, not {when!r:.100}", "when"
        )
    name = f"{service}.{operation}"
    try:
        named = frozenset({name})
        trigger = Trigger(named, when, times=times, account_id=account_id).checked(
            Selection(name, named, named)
        )
    except ValueError as error:
        raise InvalidDocumentError(str(error).rstrip(".")) from None
    return Stub(found, trigger, discard, answer.write(found, operation))


def _neighbour(service: Any) -> Neighbour:
    if not isinstance(service, str):
        raise InvalidDocumentError(f"must be the name of one, not {service!r:.100}", "service")
    if service == _CASES:
        raise InvalidDocumentError(
            "the mock answers connectcases: use fail and delay, which need no stub", "service"
        )
    try:
        return neighbour(service)
    except InvalidDocumentError as error:
        raise error.within("service") from None


class Stubs:
    """All stubs, the oldest first; the first one that matches a request answers it."""

    def __init__(self, log: CallLog, refusal: Callable[[str], Exception]) -> None:
        self._log = log
        self._refusal = refusal
        self.active: tuple[Stub, ...] = ()
        """Those that have not ended; replaced as a whole and so read without a lock."""

    def add(self, stubs: Iterable[Stub]) -> None:
        """Add stubs behind the others."""
        with LOCK:
            self.active = (*self.active, *stubs)

    def discard(self, stub: Injection) -> None:
        """Remove a stub."""
        with LOCK:
            self.active = tuple(each for each in self.active if each is not stub)

    def clear(self, account_id: str | None = None) -> None:
        """Remove all stubs, or those of an account."""
        with LOCK:
            self.active = tuple(
                each
                for each in self.active
                if account_id is not None and each.trigger.account_id != account_id
            )

    def answer(self, request: Request, sender: Sender) -> Response | None:
        """Answer and log a request; return None for an operation without a stub.

        Raises:
            UnmockedServiceError: the operation has stubs, and none is for this request.
            Exception: any error of a predicate of the test.
        """
        accounts = {None, sender.account_id}
        active = [each for each in self.active if each.trigger.account_id in accounts]
        for service in dict.fromkeys(each.service for each in active):
            operation = service.match(request)
            name = f"{service.name}.{operation}"
            stubs = [each for each in active if name in each.trigger.operations]
            if stubs:
                break
        else:
            return None
        read = cache(lambda: service.read(operation, request))
        for stub in stubs:
            if not stub.matches(read):
                continue
            with LOCK:
                answers = stub.count() and stub.fire()
            if answers:
                response = stub.answer()
                self._log.add(name, request, response, sender)
                return response
        raise self._refusal(
            f"The program called {name}, which has {pluralize(len(stubs), 'stub')}, but none for"
            f" this request: {', '.join(each.clause() for each in stubs)}; the input was"
            f" {_as_json(read())}."
        )
