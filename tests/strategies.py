"""Hypothesis strategies for valid members, drawn from the service model and from nothing of ours.

Rule of this file: it knows botocore's shapes, never the wire code that it helps to test.
"""

from __future__ import annotations

import re
from datetime import datetime, timezone
from functools import cache
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from mock_connectcases.wire.model import Shape, service_model

_EXTRA_LENGTH = 12
_INTEGER_BITS = {"integer": 32, "long": 64}
_MILLISECOND = 1000

QUICK = 50
"""The examples of a property in a usual run; ``--hypothesis-profile thorough`` draws more."""

TEXT = st.characters(exclude_categories=["Cs"])
"""Every character that can be sent: all but halves of surrogate pairs."""


def examples(count: int) -> int:
    """Return how many examples a property gets that has this number in a usual run."""
    return count * settings().max_examples // QUICK


def inputs(operation: str) -> st.SearchStrategy[dict[str, Any]]:
    """Draw input members that the model of an operation allows."""
    shape = service_model().operation_model(operation).input_shape
    return st.just({}) if shape is None else members_of(shape)


def outputs(operation: str) -> st.SearchStrategy[dict[str, Any]]:
    """Draw output members that the model of an operation describes."""
    shape = service_model().operation_model(operation).output_shape
    return st.just({}) if shape is None else members_of(shape)


def members_of(shape: Shape) -> st.SearchStrategy[dict[str, Any]]:
    """Draw the members of a structure, or the one member of a union."""
    members = {name: values_of(member) for name, member in shape.members.items()}
    if shape.metadata.get("union"):
        return st.one_of(*(st.fixed_dictionaries({name: m}) for name, m in members.items()))
    required = {name: members.pop(name) for name in shape.required_members}
    return st.fixed_dictionaries(required, optional=members)


def values_of(shape: Shape) -> st.SearchStrategy[Any]:
    """Draw values of any shape; in a query string an empty list does not differ from none."""
    values = _values_by_name(shape.name)
    if shape.type_name == "list" and shape.serialization.get("location") == "querystring":
        return values.filter(bool)
    return values


@cache
def _values_by_name(name: str) -> st.SearchStrategy[Any]:
    shape = service_model().shape_for(name)
    return st.deferred(lambda: _KINDS[shape.type_name](shape))


def _lists(shape: Shape) -> st.SearchStrategy[list[Any]]:
    fewest, most = _length(shape, extra=2)
    return st.lists(values_of(shape.member), min_size=fewest, max_size=most)


def _maps(shape: Shape) -> st.SearchStrategy[dict[str, Any]]:
    fewest, most = _length(shape, extra=2)
    return st.dictionaries(
        values_of(shape.key), values_of(shape.value), min_size=fewest, max_size=most
    )


def _strings(shape: Shape) -> st.SearchStrategy[str]:
    enum, pattern = shape.metadata.get("enum"), shape.metadata.get("pattern")
    if enum:
        return st.sampled_from(enum)
    shortest, longest = _length(shape, extra=_EXTRA_LENGTH)
    if not pattern:
        return st.text(TEXT, min_size=shortest, max_size=longest)
    matching = re.compile(pattern, re.ASCII)
    return st.from_regex(matching, fullmatch=True, alphabet=TEXT).filter(
        lambda text: shortest <= len(text) <= longest and matching.fullmatch(text) is not None
    )


def _integers(shape: Shape) -> st.SearchStrategy[int]:
    limit = 1 << _INTEGER_BITS[shape.type_name] - 1
    return st.integers(shape.metadata.get("min", -limit), shape.metadata.get("max", limit - 1))


def _doubles(_shape: Shape) -> st.SearchStrategy[float]:
    """Draw finite numbers: an old botocore sends the others as bare words, which is not JSON."""
    return st.floats(allow_nan=False, allow_infinity=False)


def _booleans(_shape: Shape) -> st.SearchStrategy[bool]:
    return st.booleans()


def _timestamps(_shape: Shape) -> st.SearchStrategy[datetime]:
    moments = st.datetimes(
        datetime(1970, 1, 1),  # noqa: DTZ001 - the zone is drawn
        datetime(2100, 1, 1),  # noqa: DTZ001
        timezones=st.just(timezone.utc),
    )
    return moments.map(
        lambda moment: moment.replace(microsecond=moment.microsecond // _MILLISECOND * _MILLISECOND)
    )


def _length(shape: Shape, *, extra: int) -> tuple[int, int]:
    shortest = shape.metadata.get("min", 0)
    return shortest, min(shape.metadata.get("max", shortest + extra), shortest + extra)


_KINDS = {
    "structure": members_of,
    "list": _lists,
    "map": _maps,
    "string": _strings,
    "integer": _integers,
    "long": _integers,
    "double": _doubles,
    "boolean": _booleans,
    "timestamp": _timestamps,
}
