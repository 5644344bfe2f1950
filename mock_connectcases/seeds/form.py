"""The form of a seed: its version and defaults, and how a value of it is read or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from mock_connectcases.errors import InvalidDocumentError, ServiceError
from mock_connectcases.resources import field_value
from mock_connectcases.wording import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

VERSION: Final = 1
"""Grows when a seed of the last release can no longer be read as it is."""

DEFAULT_TIME: Final = "2026-01-01T00:00:00Z"
"""The time of everything that a seed gives no time for."""

NOW: Final = "now"
"""The time of a seed that happens when it is loaded."""

CREATION: Final = "creation"
CONSISTENCY: Final = "consistency"
CHECKS: Final = (CREATION, CONSISTENCY)
"""The standard of the checks: the API would create it, or it could have come about."""

_EXPECTED = {
    str: "a string",
    bool: "true or false",
    int: "an integer",
    list: "a list",
    dict: "an object with named members",
}
_FOUND = {str: "a string", bool: "true or false", int: "a number", float: "a number"}
_FOUND |= {list: "a list", dict: "an object", type(None): "nothing"}


class Entry(NamedTuple):
    """One of several parts: its name where it has one, what it says, and where it stands."""

    name: str
    given: dict[str, Any]
    path: tuple[str | int, ...]


def expect(given: Any, type_: type, *path: str | int) -> Any:
    """Return a value if it is exactly of a type; raises InvalidDocumentError."""
    if type(given) is type_:
        return given
    hint = ""
    if type_ is str and type(given) in (bool, int, float):
        hint = "; put it in quotes"
    raise InvalidDocumentError(
        f"must be {_EXPECTED[type_]}, and is {_FOUND[type(given)]}{hint}", *path
    )


def entries(given: Any, member: str, kind: str) -> Iterator[Entry]:
    """Yield what stands in a list, each with its name, or in an object by names.

    Raises InvalidDocumentError; of what is yielded the members are not checked yet.
    """
    if type(given) is dict:
        for name, each in given.items():
            if type(each) is dict and "name" in each and each["name"] != name:
                raise InvalidDocumentError(f"must be {name!r:.100}", member, name, "name")
            yield Entry(name, {} if each is None else each, (member, name))
        return
    for index, each in enumerate(expect(given, list, member)):
        path = (member, index)
        if type(expect(each, dict, *path).get("name")) is not str:
            raise InvalidDocumentError(f"a {kind} in a list needs a name", *path)
        yield Entry(each["name"], each, path)


def oldest_first(listed: Iterable[Entry], default: datetime) -> list[Entry]:
    """Return parts by the times of their creation, those of the same time as they are listed.

    Lists show them in this order.  A time that is invalid is refused when its part is read.
    """

    def created_time(entry: Entry) -> datetime:
        time = entry.given.get("createdTime") if type(entry.given) is dict else None
        return (field_value.moment(time) if type(time) is str else None) or default

    return sorted(listed, key=created_time)


def moment(given: Any, *path: str | int) -> datetime:
    """Return a time; raises InvalidDocumentError."""
    read = field_value.moment(expect(given, str, *path))
    if read is None:
        raise InvalidDocumentError("must be a time such as '2026-01-31T12:00:00Z'", *path)
    return read


class refusals:  # noqa: N801 - a context manager, in a form that costs next to nothing to enter
    """Add the path of a part of the seed to what its readers or the rules of the service refuse."""

    __slots__ = ("_path",)

    def __init__(self, *path: str | int) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Begin the checks."""

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        """Put the path before that of a refusal."""
        if isinstance(error, InvalidDocumentError):
            error.within(*self._path)
        elif isinstance(error, ServiceError):
            raise InvalidDocumentError(error.message, *self._path) from None


class Named(Protocol):
    """A resource that can be named by its id or by its name."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def deleted(self) -> bool:
        """Whether it is soft-deleted."""


class References:
    """Finds the ids of resources of one kind by id or by name."""

    def __init__(self, kind: str, resources: Mapping[str, Named]) -> None:
        self._kind = kind
        self._resources = resources
        self._by_name: dict[str, list[str]] = {}
        for key, each in resources.items():
            self._by_name.setdefault(each.name, []).append(key)

    def resolve(self, given: Any, *path: str | int) -> str:
        """Return the id of what is named: an id, or a name that only one live resource has.

        A deleted resource is found by its name if no live one has it.  Raises InvalidDocumentError.
        """
        name: str = expect(given, str, *path)
        if name in self._resources:
            return name
        named = self._by_name.get(name, [])
        found = [each for each in named if not self._resources[each].deleted] or named
        if len(found) == 1:
            return found[0]
        if found:
            raise InvalidDocumentError(
                f"{len(found)} {self._kind}s have the name {name!r:.100}: use one of their ids,"
                f" {', '.join(found)}",
                *path,
            )
        known = [*self._by_name, *self._resources]
        raise InvalidDocumentError(
            f"no {self._kind} has the id or the name {name!r:.100}; {suggestion(name, known)}",
            *path,
        )

    def shortest(self, key: str) -> str:
        """Return a name for an id if it is found by it, else the id."""
        name = self._resources[key].name
        alone = len(self._by_name[name]) == 1 and name not in self._resources
        return name if alone else key
