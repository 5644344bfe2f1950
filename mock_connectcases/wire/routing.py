"""Finds the operation of a request by method and undecoded path."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar
from urllib.parse import unquote, unquote_to_bytes

from mock_connectcases.errors import SerializationException

if TYPE_CHECKING:
    from collections.abc import Iterable

Endpoint = TypeVar("Endpoint")

MAX_CACHED: Final = 64
"""The number of paths with a cached route: a program uses few at a time."""

_BROKEN_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")
_LABEL = re.compile(r"\{(\w+)(\+?)\}")


@dataclass(slots=True)
class Route(Generic[Endpoint]):
    """One method and request URI of the service model, with its endpoint."""

    method: str
    uri: str
    endpoint: Endpoint
    arn_label: str = ""
    """Name of the label for an ARN: its slashes may also arrive unencoded."""


@dataclass(slots=True, frozen=True)
class Match(Generic[Endpoint]):
    """The endpoint of a request, with its undecoded labels and query."""

    endpoint: Endpoint
    labels: tuple[str, ...]
    query: str


class _Node(Generic[Endpoint]):
    """One segment of the tree of paths."""

    __slots__ = ("endpoints", "endpoints_with_slash", "label", "literals", "takes_rest")

    def __init__(self) -> None:
        self.literals: dict[str, _Node[Endpoint]] = {}
        self.label: _Node[Endpoint] | None = None
        self.takes_rest = False
        self.endpoints: dict[str, Endpoint] = {}
        """By method."""
        self.endpoints_with_slash: dict[str, Endpoint] = {}
        """By method, where the request URI of the model ends with a slash."""


class Router(Generic[Endpoint]):
    """The tree of all request URIs.

    A literal segment wins over a label.  ``%2F`` inside a label does not split it.  A path that
    ends with a slash in the model matches with and without it (clients normalise paths); no other
    path gains one, and an empty segment is never a label: a client that forgot an id must not reach
    another operation.
    """

    def __init__(self, routes: Iterable[Route[Endpoint]]) -> None:
        self._root: _Node[Endpoint] = _Node()
        for route in routes:
            self._add(route)

    def match(self, method: str, target: str) -> Match[Endpoint] | None:
        """Return the match of a method and target, or None."""
        path, _, query = target.partition("?")
        found = self._find(path)
        if found is None:
            return None
        endpoints, labels = found
        endpoint = endpoints.get(method)
        return None if endpoint is None else Match(endpoint, tuple(labels), query)

    def methods(self, target: str) -> list[str]:
        """Return the methods of a target's path."""
        found = self._find(target.partition("?")[0])
        return sorted(found[0]) if found else []

    def _find(self, path: str) -> tuple[dict[str, Endpoint], list[str]] | None:
        segments = path.split("/")
        if segments.pop(0):
            return None
        ends_with_slash = segments[-1:] == [""]
        node = self._root
        labels: list[str] = []
        for depth, segment in enumerate(segments):
            child = node.literals.get(segment)
            if child is None and "%" in segment:
                child = node.literals.get(unquote(segment))
            if child is None:
                if not segment:
                    break
                child = node.label
                if child is None:
                    return None
                if child.takes_rest:
                    labels.append("/".join(segments[depth:]))
                    return child.endpoints, labels
                labels.append(segment)
            node = child
        else:
            return node.endpoints, labels
        if depth < len(segments) - 1 or not ends_with_slash:
            return None
        return node.endpoints_with_slash, labels

    def _add(self, route: Route[Endpoint]) -> None:
        node = self._root
        for segment in route.uri.strip("/").split("/"):
            label = _LABEL.fullmatch(segment)
            if label is None:
                node = node.literals.setdefault(segment, _Node())
                continue
            if node.label is None:
                node.label = _Node()
            node = node.label
            node.takes_rest = bool(label[2]) or label[1] == route.arn_label
        node.endpoints[route.method] = route.endpoint
        if route.uri.endswith("/"):
            node.endpoints_with_slash[route.method] = route.endpoint


def label_names(uri: str) -> list[str]:
    """Return the names of the labels of a request URI, in their order."""
    return [name for name, _ in _LABEL.findall(uri.partition("?")[0])]


def decoded(text: str, place: str) -> str:
    """Decode percent-escapes as UTF-8; ``+`` stays a plus.

    Assumed, after RFC 3986 and the recorded SDKs, which all send ``%20`` for a blank.

    Raises:
        SerializationException: an escape is broken, or the bytes are not UTF-8.
    """
    if "%" not in text and text.isascii():
        return text
    if _BROKEN_ESCAPE.search(text):
        raise SerializationException(f"The {place} has a broken percent-escape.")
    try:
        return unquote_to_bytes(text).decode("utf-8")
    except UnicodeError:
        raise SerializationException(f"The {place} is not UTF-8 text.") from None
