"""Private names of Python's standard library, and what only its newer releases have."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from typing import TypeAlias

    from typing_extensions import Self

    SubParsers: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]
    """The type of the result of ``ArgumentParser.add_subparsers``."""

_Value = TypeVar("_Value")


class cached_property(Generic[_Value]):  # noqa: N801 - the name of what it is
    """A property that is computed once, as ``functools.cached_property`` of Python 3.12 does it.

    Earlier ones have a lock for all objects of a class, which a fork could leave held.
    """

    def __init__(self, compute: Callable[[Any], _Value]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...

    @overload
    def __get__(self, instance: object, owner: type) -> _Value: ...

    def __get__(self, instance: object | None, owner: type) -> Self | _Value:
        if instance is None:
            return self
        value = self._compute(instance)
        vars(instance)[self._name] = value
        return value


def make_immortal(of: Any) -> None:
    """Prevent the deallocation of an object, not even when the interpreter ends."""
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(of))


def reinitialize_after_fork(lock: Any) -> None:
    """Make a lock free again in the child of a fork, whichever thread of the parent held it."""
    lock._at_fork_reinit()
