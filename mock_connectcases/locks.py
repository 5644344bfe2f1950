"""Creates locks that survive a fork: a child never waits for a thread that it does not have.

The thread that forks holds every lock meanwhile, so what they guard is whole in the child too.
Rule of this file: every lock of the package is created here.
"""

from __future__ import annotations

import os
import threading
from time import perf_counter
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from mock_connectcases.compat import python

if TYPE_CHECKING:
    from collections.abc import Iterator

FORK_TIMEOUT = 5.0
"""Seconds that a fork waits for other threads.  The child makes locks free that stay held."""

_locks: WeakKeyDictionary[Any, None] = WeakKeyDictionary()
"""All locks, in the order of their creation."""

_forking = threading.local()


def new_lock() -> threading.Lock:
    """Create a lock."""
    lock = threading.Lock()
    protect(lock)
    return lock


def new_rlock() -> threading.RLock:
    """Create a lock that its holder can take again."""
    lock = threading.RLock()
    protect(lock)
    return lock


def protect(lock: Any) -> None:
    """Let a lock of another library survive a fork, too."""
    _locks[lock] = None


def _hold_all() -> None:
    _forking.held, _forking.stuck = [], []
    # Tests freeze time, which must not freeze this: they leave this clock alone.
    deadline = perf_counter() + FORK_TIMEOUT
    for lock in _newest_first():
        taken = lock.acquire(timeout=max(deadline - perf_counter(), 0))
        (_forking.held if taken else _forking.stuck).append(lock)


def _newest_first() -> Iterator[Any]:
    """Yield the locks of stores before those of the package, as operations take them."""
    for reference in reversed(_locks.keyrefs()):
        lock = reference()
        if lock is not None:
            yield lock


def _release_all() -> None:
    for lock in reversed(_forking.held):
        lock.release()
    _forking.held, _forking.stuck = [], []


def _release_in_child() -> None:
    for lock in _forking.stuck:
        python.reinitialize_after_fork(lock)
    _release_all()


if hasattr(os, "register_at_fork"):  # Windows has no fork
    os.register_at_fork(
        before=_hold_all, after_in_parent=_release_all, after_in_child=_release_in_child
    )
