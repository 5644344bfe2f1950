"""Private names of Python's standard library."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse
    from typing import TypeAlias

    SubParsers: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]
    """The type of the result of ``ArgumentParser.add_subparsers``."""


def keep_for_ever(of: Any) -> None:
    """Prevent the deallocation of an object, not even when the interpreter ends."""
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(of))


def renew(lock: Any) -> None:
    """Make a lock free again in the child of a fork, whichever thread of the parent held it."""
    lock._at_fork_reinit()
