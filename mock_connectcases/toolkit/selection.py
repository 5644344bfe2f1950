"""Which operations somebody means: by name, by pattern, or several."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.toolkit.spelling import nearest
from mock_connectcases.wire.model import (
    BUILT_AGAINST,
    botocore_version,
    is_older_than_release,
    service_model,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WILDCARDS = frozenset("*?[")
_NO_NAME = "An operation is asked for by its name, not by {!r}."


class Selection(NamedTuple):
    """Operations of the installed service model."""

    spelled: str
    """As they were asked for."""
    names: frozenset[str]
    named: frozenset[str]
    """Those that were named one by one rather than by a pattern."""

    def check_params(self, params: Mapping[str, Any]) -> None:
        """Check that these are input members of the operations; raises ValueError."""
        known: set[str] = set()
        for name in self.names:
            shape = service_model().operation_model(name).input_shape
            known.update(shape.members if shape is not None else ())
        for each in params:
            if each not in known:
                raise ValueError(
                    f"{self.spelled} has no parameter {each!r}. {nearest(each, known)}"
                )


def select(asked: str | Iterable[str]) -> Selection:
    """Find the operations that are asked for by names and patterns such as ``Create*``.

    Raises:
        ValueError: there is no such operation, or nothing was asked for.
    """
    each_asked: list[object] = [asked]
    if not isinstance(asked, str | bytes):
        try:
            each_asked = list(asked)
        except TypeError:
            raise ValueError(_NO_NAME.format(asked)) from None
    if not each_asked:
        raise ValueError("No operation was named: name one, several, or '*' for all.")
    names: set[str] = set()
    named: set[str] = set()
    for each in each_asked:
        if isinstance(each, str) and _WILDCARDS.isdisjoint(each):
            named.add(_checked(each))
        else:
            names.update(_matching(each))
    spelled = " or ".join(map(str, each_asked))
    return Selection(spelled, frozenset(names | named), frozenset(named))


def _checked(name: str) -> str:
    known = service_model().operation_names
    if name in known:
        return name
    if is_older_than_release():
        newest = ".".join(map(str, BUILT_AGAINST))
        raise ValueError(
            f"The installed botocore {botocore_version()} has no operation {name!r} of Amazon"
            f" Connect Cases; {newest}, which this release was made for, has more."
            f" {nearest(name, known)}"
        )
    raise ValueError(f"Amazon Connect Cases has no operation {name!r}. {nearest(name, known)}")


def _matching(pattern: object) -> list[str]:
    if not isinstance(pattern, str):
        raise ValueError(_NO_NAME.format(pattern))  # noqa: TRY004 - all bad input alike
    known: list[str] = service_model().operation_names
    found = [name for name in known if fnmatchcase(name, pattern)]
    if not found:
        raise ValueError(f"No operation of Amazon Connect Cases is like {pattern!r}.")
    return found
