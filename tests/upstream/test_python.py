"""Private names of Python's standard library; each failure names the file that uses them."""

from __future__ import annotations

import argparse
from threading import Lock, RLock, Thread
from typing import Any

import pytest

from mock_connectcases.compat import python


@pytest.mark.parametrize("make", [Lock, RLock])
def test_lock_of_another_thread_can_be_renewed(make: Any) -> None:
    lock = make()
    thread = Thread(target=lock.acquire)
    thread.start()
    thread.join()

    python.reinitialize_after_fork(lock)

    assert lock.acquire(blocking=False), "Locks are renewed differently: see compat/python.py."


def test_subparsers_have_the_class_that_annotations_name() -> None:
    made = argparse.ArgumentParser().add_subparsers()

    assert type(made) is argparse._SubParsersAction, "See SubParsers in compat/python.py."
