"""Private names of Python's standard library."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse
    from typing import TypeAlias

    SubParsers: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]
    """What ``ArgumentParser.add_subparsers`` returns."""


def keep_for_ever(of: Any) -> None:
    """Let an object never be deallocated, not even when the interpreter ends."""
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(of))


def renew(lock: Any) -> None:
    """Make a lock free again in the child of a fork, whichever thread of the parent held it."""
    lock._at_fork_reinit()
