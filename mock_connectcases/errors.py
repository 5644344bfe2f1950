"""Errors that a client of Amazon Connect Cases can receive, and those that only a developer sees.

Rule of this file: an error carries its name, its sentence and its members.  The HTTP status of a
modeled error comes from the service model, never from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases import rules

if TYPE_CHECKING:
    from collections.abc import Sequence


def with_assumption(message: str, rule: str) -> str:
    """Return the message of a refusal; it names a rule that is assumed, and one that is fixed."""
    if not rules.is_assumed(rule):
        return message
    fixed = "" if rules.find_rule(rule).is_switchable else ", which cannot be switched off"
    return f"{message} (assumed: {rule}{fixed})"


class ServiceError(Exception):
    """Base of every error that is answered to the client as AWS would answer it.

    ``rule`` is the name of the rule that the request breaks; the message says so if it is
    assumed, and whether it can be switched off.
    """

    def __init__(self, message: str, *, rule: str) -> None:
        message = with_assumption(message, rule)
        super().__init__(message)
        self.message = message
        self.rule = rule

    @property
    def code(self) -> str:
        """The error code a client reads: the name of the class."""
        return type(self).__name__

    @property
    def members(self) -> dict[str, object]:
        """Every member of the modeled error shape, by wire name."""
        return {"message": self.message}


class ConflictException(ServiceError):
    """The request contradicts the state of a resource (409)."""


class ResourceNotFoundException(ServiceError):
    """A resource named by the request does not exist (404).

    ``resource_type`` is one of the resource type names of the service authorization reference
    (``Domain``, ``Case``, ``Field``, ``Layout``, ``Template``, ``CaseRule``, ``RelatedItem``).
    That the service uses these words here is assumed: nothing publishes them.  ``instead`` says
    what there is instead, after a blank.
    """

    def __init__(
        self,
        resource_type: str,
        resource_id: str,
        *,
        rule: str,
        message: str = "",
        instead: str = "",
    ) -> None:
        message = message or f"{resource_type} {resource_id!r} does not exist."
        super().__init__(f"{message}{instead}", rule=rule)
        self.resource_type = resource_type
        self.resource_id = resource_id

    @property
    def members(self) -> dict[str, object]:
        """The message, the id and the type of the resource that was not found."""
        return {
            **super().members,
            "resourceId": self.resource_id,
            "resourceType": self.resource_type,
        }


class ServiceQuotaExceededException(ServiceError):
    """The request would go over a service quota (402)."""


class ValidationException(ServiceError):
    """The request has a value that the service does not accept (400)."""


class UnknownOperationException(ServiceError):
    """No operation has this method and path, or this release does not answer it (404)."""

    def __init__(self, message: str, *, rule: str = rules.SERVICE_MODEL) -> None:
        super().__init__(message, rule=rule)


class SerializationException(ServiceError):
    """The request cannot be read at all: broken JSON, or a value of the wrong JSON type (400)."""

    def __init__(self, message: str) -> None:
        super().__init__(message, rule=rules.SERVICE_MODEL)


class MockError(Exception):
    """Base of errors for the developer: raised in the calling program, never sent as an answer."""


class UnsupportedModelError(MockError):
    """The installed botocore describes something that this release cannot put on the wire."""


class UnmockedServiceError(MockError):
    """A program called an AWS service that is not mocked; no request left the machine."""


class InvalidDocumentError(MockError):
    """A part of a document is invalid: ``path`` leads to it, by names and positions."""

    def __init__(self, sentence: str, *path: str | int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.path = list(path)

    def within(self, *path: str | int) -> InvalidDocumentError:
        """Return this error with the path of the part around it put before its own."""
        self.path[:0] = path
        return self

    def with_place(self) -> str:
        """Return ``output.Items[0].Name: must be a list``, and no place for the document itself."""
        place = "".join(map(_step, self.path)).lstrip(".")
        return ": ".join(filter(None, (place, self.sentence)))

    def __str__(self) -> str:
        """Return ``$.domains.support.cases[3] must be a list``."""
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path)
        return f"${''.join(steps)} {self.sentence}"


class SeedError(MockError, ValueError):
    """A seed cannot be loaded, and nothing of it was: it says where, and which rule is broken.

    ``rule`` is the sentence; ``path`` leads to the place within the seed, by names and positions;
    ``source`` is the file and ``line`` the line in it, ``None`` where there is none.
    """

    def __init__(
        self,
        rule: str,
        *,
        path: Sequence[str | int] = (),
        source: str | None = None,
        line: int | None = None,
    ) -> None:
        super().__init__(rule)
        self.rule = rule
        self.path = tuple(path)
        self.source = source
        self.line = line

    def __str__(self) -> str:
        """Return ``seed.yaml:12: domains.support.cases[3].fields: the rule``."""
        steps = "".join(_step(each) for each in self.path).lstrip(".")
        file = self.source or "the seed"
        where = file if self.line is None else f"{file}:{self.line}"
        return ": ".join(filter(None, (where, steps, self.rule)))


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if step.replace("-", "_").isidentifier() else f"[{step!r:.100}]"


class UnknownRegionError(MockError, KeyError):
    """Amazon Connect Cases is not offered in the region of the request."""

    def __str__(self) -> str:
        return str(self.args[0])
