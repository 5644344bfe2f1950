"""Finds what a client has sent and no operation reads: a sign that it writes requests wrongly."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from mock_connectcases.errors import SerializationException
from mock_connectcases.wire.model import service_model
from mock_connectcases.wire.routing import decoded
from mock_connectcases.wording import fold, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

_OF_AWS: Final = ("x-amz-", "x-amzn-")
_KNOWN_HEADERS: Final = {
    "x-amz-content-sha256",
    "x-amz-date",
    "x-amz-region-set",
    "x-amz-security-token",
    "x-amz-user-agent",
    "x-amzn-trace-id",
}
"""Headers of signatures, of tracing and of SDKs (documented: Signature Version 4, X-Ray)."""
_MOST_NAMED = 5
_LONGEST_NAME = 100


class _Members(NamedTuple):
    """The names of the members of an input."""

    in_query: frozenset[str]
    folded: frozenset[str]
    """Those of all members, without case and joints."""


def unread_parts(operation: str, query: str, headers: Iterable[str]) -> str:
    """Return sentences about query parameters and headers that an operation has not.

    A header counts if it is AWS's, or has the name of a member: others are the business of the
    client.  Parameters of signatures (``X-Amz-Date``) count as read.
    """
    members = _members(operation)
    keys = {_decoded(pair.partition("=")[0]) for pair in query.split("&") if pair}
    unread = [
        ("query parameter", key)
        for key in sorted(keys - members.in_query)
        if not key.lower().startswith(_OF_AWS)
    ]
    unread += [("header", each) for each in headers if _is_unread(each, members)]
    sentences = []
    for kind, name in unread[:_MOST_NAMED]:
        sentence = f"{operation} has no {kind} {name[:_LONGEST_NAME]!r}: it was ignored"
        near = nearest(name.partition(".")[0].partition("[")[0], members.in_query)
        sentences.append(f"{sentence}; did you mean {near!r}?" if near else f"{sentence}.")
    if len(unread) > _MOST_NAMED:
        sentences.append(f"There are {len(unread) - _MOST_NAMED} more.")
    return " ".join(sentences)


def _is_unread(header: str, members: _Members) -> bool:
    name = header.lower()
    if name.startswith(_OF_AWS):
        return name not in _KNOWN_HEADERS
    return fold(name.removeprefix("x-")) in members.folded


@cache
def _members(operation: str) -> _Members:
    shape = service_model().operation_model(operation).input_shape
    members = {} if shape is None else shape.members
    places = [each.serialization for each in members.values()]
    in_query = [each["name"] for each in places if each.get("location") == "querystring"]
    return _Members(frozenset(in_query), frozenset(map(fold, members)))


def _decoded(text: str) -> str:
    try:
        return decoded(text, "query string")
    except SerializationException:
        return text
