"""Selects operations by name, by pattern, or several of both."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.wire.model import (
    BUILT_AGAINST,
    botocore_version,
    is_older_than_release,
    service_model,
)
from mock_connectcases.wire.neighbour import neighbour
from mock_connectcases.wire.possible import check_possible
from mock_connectcases.wording import nearest, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mock_connectcases.wire.model import OperationModel, Shape

_VERB = re.compile("(Batch)?[A-Z][a-z]+")
_WILDCARDS = frozenset("*?[")
_NO_NAME = "An operation is given by its name, not by {!r}."


class Selection(NamedTuple):
    """Operations of the installed service model."""

    pattern: str
    """The names and patterns as given."""
    names: frozenset[str]
    named: frozenset[str]
    """The operations that were given by name rather than by a pattern."""

    def check_params(self, params: Mapping[str, Any]) -> None:
        """Check that a request to one of the operations can have these; raises ValueError."""
        self.check_names(params)
        for name, each in params.items():
            self._check_param(name, each)

    def check_names(self, params: Mapping[str, Any]) -> None:
        """Check that these are input members of the operations; raises ValueError."""
        for each in self.unknown(params):
            raise ValueError(
                f"{self.pattern} has no parameter {each!r}; {suggestion(each, self._known())}"
            )

    def _check_param(self, name: str, value: Any) -> None:
        refusal = None
        for each in self._shapes():
            if name not in each.members:
                continue
            try:
                check_possible(each.members[name], value)
            except InvalidDocumentError as error:
                refusal = refusal or error.within(name)
            else:
                return
        if refusal is not None:
            sentence = refusal.with_place().removesuffix(".")
            stop = "" if sentence.endswith("?") else "."
            raise ValueError(f"No request to {self.pattern} matches: {sentence}{stop}")

    def unknown(self, params: Mapping[str, Any]) -> list[str]:
        """Return those that are no input members of the operations."""
        known = self._known() if params else set()
        return [each for each in params if each not in known]

    def _known(self) -> set[str]:
        return {member for shape in self._shapes() for member in shape.members}

    def _shapes(self) -> list[Shape]:
        shapes = [_model_of(name).input_shape for name in sorted(self.names)]
        return [each for each in shapes if each is not None]


def check_argument(function: str, name: str, arguments: Sequence[str]) -> None:
    """Raise ValueError for an unknown member with nearly the name of an argument."""
    argument = nearest(name, arguments)
    if argument is not None:
        raise ValueError(f"{function} has no argument {name!r}: its name is {argument!r}.")


def select(given: str | Iterable[str], *, stubbed: bool = False) -> Selection:
    """Select the operations with these names or patterns such as ``Create*``.

    With ``stubbed`` a name may be that of an operation of another service, with the service before
    it: ``qconnect.GetSession``.

    Raises:
        ValueError: there is no such operation, or nothing is given.
    """
    patterns: list[object] = [given]
    if not isinstance(given, str | bytes):
        try:
            patterns = list(given)
        except TypeError:
            raise ValueError(_NO_NAME.format(given)) from None
    if not patterns:
        raise ValueError("No operation was named: name one, several, or '*' for all.")
    names: set[str] = set()
    named: set[str] = set()
    for each in patterns:
        if isinstance(each, str) and stubbed and "." in each:
            named.add(_checked_stubbed(each))
        elif isinstance(each, str) and _WILDCARDS.isdisjoint(each):
            named.add(_checked(each))
        else:
            names.update(_matching(each))
    pattern = " or ".join(map(str, patterns))
    return Selection(pattern, frozenset(names | named), frozenset(named))


def verb_patterns() -> set[str]:
    """Return a pattern for each verb that an operation begins with, and that of all operations."""
    verbs = map(_VERB.match, service_model().operation_names)
    return {f"{each}*" for verb in verbs if verb for each in (verb[0], verb[1] or "")}


def _checked(name: str) -> str:
    known = service_model().operation_names
    if name in known:
        return name
    if is_older_than_release():
        newest = ".".join(map(str, BUILT_AGAINST))
        raise ValueError(
            f"The installed botocore {botocore_version()} has no operation {name!r} of Amazon"
            f" Connect Cases, and {newest}, which this release was made for, has more;"
            f" {suggestion(name, known)}"
        )
    raise ValueError(f"Amazon Connect Cases has no operation {name!r}; {suggestion(name, known)}")


def _checked_stubbed(name: str) -> str:
    try:
        _model_of(name)
    except InvalidDocumentError as error:
        raise ValueError(f"There is no operation {name!r}: {error.sentence}") from None
    return name


def _model_of(name: str) -> OperationModel:
    service, _, operation = name.rpartition(".")
    if service:
        return neighbour(service).operation(operation)
    return service_model().operation_model(operation)


def _matching(pattern: object) -> list[str]:
    if not isinstance(pattern, str):
        raise ValueError(_NO_NAME.format(pattern))  # noqa: TRY004 - all bad input alike
    known: list[str] = service_model().operation_names
    found = [name for name in known if fnmatchcase(name, pattern)]
    if not found:
        raise ValueError(f"No operation of Amazon Connect Cases matches {pattern!r}.")
    return found
