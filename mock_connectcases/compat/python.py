"""Private names of Python's standard library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse
    from typing import TypeAlias

    SubParsers: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]
    """What ``ArgumentParser.add_subparsers`` returns."""


def renew(lock: Any) -> None:
    """Make a lock free again in the child of a fork, whichever thread of the parent held it."""
    lock._at_fork_reinit()
