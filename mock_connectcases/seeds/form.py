"""The form of a seed: which members each part has, and how a part of it is read or refused."""

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
"""When everything happened of which a seed does not say when."""

NOW: Final = "now"
"""The time of a seed that happens when it is loaded."""

CREATION: Final = "creation"
CONSISTENCY: Final = "consistency"
CHECKS: Final = (CREATION, CONSISTENCY)
"""What a seed is checked for: that the API would create it, or that it could have come about."""

_TIMES = ("createdTime", "lastModifiedTime")
_DEFINED = ("name", "id", "description", "tags", "deleted", *_TIMES)

MEMBERS: Final[Mapping[str, tuple[str, ...]]] = {
    "seed": ("$schema", "version", "account", "region", "time", "checks", "domains"),
    "domain": (
        *("name", "id", "account", "region", "createdTime", "tags", "fields", "layouts"),
        *("caseRules", "templates", "events", "cases", "creation", "merges", "order"),
    ),
    "field": (*_DEFINED, "type", "multiline", "options"),
    "system field": ("name", "options", "tags"),
    "option": ("value", "name", "active"),
    "layout": (*(each for each in _DEFINED if each != "description"), "topPanel", "moreInfo"),
    "panel": ("name", "fields", "sections"),
    "section": ("name", "fields"),
    "case rule": (*_DEFINED, "required", "hidden", "fieldOptions"),
    "condition rule": ("defaultValue", "conditions"),
    "comparison": ("field", "equalTo", "notEqualTo", "result"),
    "compound condition": ("andAll", "orAll"),
    "field options": ("parentField", "childField", "mappings"),
    "mapping": ("parent", "children"),
    "template": (*(*_DEFINED, "status", "layout", "requiredFields", "rules", "tagPropagation"),),
    "rule of a template": ("rule", "field"),
    "events": ("enabled", "includedData"),
    "included data": ("caseData", "relatedItemData"),
    "case data": ("fields", "autoIncludeFields"),
    "related item data": ("includeContent",),
    "case": (
        *("id", "template", "fields", "tags", "performedBy", "relatedItems", "mergedInto"),
        *("history", "order"),
    ),
    "related item": (
        *("id", "comment", "contact", "file", "sla", "connectCase", "custom", "tags"),
        *("performedBy", "lastUpdatedUser", "associationTime", "order"),
    ),
    "comment": ("body", "contentType"),
    "contact": ("contactArn", "channel", "connectedToSystemTime"),
    "file": ("fileArn",),
    "sla": (
        *("name", "type", "fieldId", "targetFieldValues", "targetSlaMinutes"),
        *("targetTime", "completionTime"),
    ),
    "user": ("userArn", "customEntity"),
}
"""The members of each part; docs/seeds.md says what they mean."""

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
    """Return what is exactly of a type; raises InvalidDocumentError."""
    if type(given) is type_:
        return given
    hint = ""
    if type_ is str and type(given) in (bool, int, float):
        hint = "; put it in quotes"
    raise InvalidDocumentError(
        f"must be {_EXPECTED[type_]}, and is {_FOUND[type(given)]}{hint}", *path
    )


def check_members(kind: str, given: Any, *path: str | int) -> dict[str, Any]:
    """Return an object that has only members of a kind; raises InvalidDocumentError."""
    members: dict[str, Any] = expect(given, dict, *path)
    known = MEMBERS[kind]
    for name in members:
        if name not in known:
            raise InvalidDocumentError(
                f"a {kind} has no member {name!r:.100}; {suggestion(name, known)}", *path, name
            )
    return members


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


def moment(given: Any, *path: str | int) -> datetime:
    """Return a time; raises InvalidDocumentError."""
    read = field_value.moment(expect(given, str, *path))
    if read is None:
        raise InvalidDocumentError("must be a time such as '2026-01-31T12:00:00Z'", *path)
    return read


class refusals:  # noqa: N801 - a context manager, in a form that costs next to nothing to enter
    """Tell where something stands that our readers or the rules of the service refuse."""

    __slots__ = ("_path",)

    def __init__(self, *path: str | int) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Let whatever is done inside be refused."""

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        """Put the path before that of a refusal."""
        if isinstance(error, InvalidDocumentError):
            error.within(*self._path)
        elif isinstance(error, ServiceError):
            raise InvalidDocumentError(error.message, *self._path) from None


class Named(Protocol):
    """What can be named by its id or by its name."""

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

    def all(self, given: Any, *path: str | int) -> list[str]:
        """Return the ids of all that a list names."""
        listed = expect(given, list, *path)
        return [self.resolve(each, *path, index) for index, each in enumerate(listed)]

    def shortest(self, key: str) -> str:
        """Return a name for an id if it is found by it, else the id."""
        name = self._resources[key].name
        alone = len(self._by_name[name]) == 1 and name not in self._resources
        return name if alone else key


def union(given: Any, arms: Iterable[str], *path: str | int) -> tuple[str, Any]:
    """Return the one given member of several, with its name; raises InvalidDocumentError."""
    found = [each for each in arms if each in given]
    if len(found) != 1:
        raise InvalidDocumentError(f"must have one of {', '.join(arms)}", *path)
    return found[0], given[found[0]]
