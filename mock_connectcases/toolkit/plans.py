"""Something that is to happen at some of the requests: at which, and how often it has."""

from __future__ import annotations

import itertools
import random
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases import locks

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Self

_next_number = itertools.count(1).__next__

COUNTING = locks.new_rlock()
"""One lock for all counts: each request is counted once by each plan, whatever the threads do."""


class Turns(NamedTuple):
    """At which of the requests to the operations it happens."""

    operations: frozenset[str]
    when: Callable[[dict[str, Any]], object] | None = None
    after: int = 0
    times: int | None = None
    probability: float | None = None
    seed: int | None = None

    def checked(self) -> Self:
        """Return this if it makes sense; raises ValueError."""
        if self.when is not None and not callable(self.when):
            raise ValueError(
                "when is a function of the request's parameters that tells whether it is meant,"
                f" not {self.when!r}."
            )
        if iscoroutinefunction(self.when):
            raise ValueError(
                f"when is a plain function, not a coroutine function as {self.when!r} is: a"
                " coroutine would count as true whatever it returns."
            )
        _check_count("after", self.after, 0)
        if self.times is not None:
            _check_count("times", self.times, 1)
        _check_chance(self.probability, self.seed)
        return self


class Plan:
    """Something that is to happen at some of the requests.

    It ends when it is removed, and at the end of its ``with`` block.
    """

    def __init__(self, spelled: str, turns: Turns, withdraw: Callable[[Plan], None]) -> None:
        self.number = _next_number()
        """Its place among all that this process was asked for; the first has 1."""
        self.spelled = spelled
        """The operations as they were asked for."""
        self._turns = turns
        self._withdraw = withdraw
        self.has_ended = False
        """Whether it was removed, or ended with its ``with`` block."""
        self.was_removed = False
        """Whether it was taken back, so that it no longer has to happen."""
        self.failure: Exception | None = None
        """What its predicate raised last."""
        self._met = 0
        self._fired = 0
        self._random = random.Random(turns.seed or 0)  # noqa: S311 - a test's, to be repeated

    @property
    def fired(self) -> int:
        """How often it has happened."""
        return self._fired

    @property
    def times(self) -> int | None:
        """How often it is to happen; ``None`` is without end."""
        return self._turns.times

    @property
    def turns(self) -> Turns:
        """At which requests it happens."""
        return self._turns

    @property
    def is_spent(self) -> bool:
        """Whether it has happened as often as it was to."""
        return self._turns.times is not None and self._fired >= self._turns.times

    @property
    def operations(self) -> frozenset[str]:
        """The operations at whose requests it can happen."""
        return self._turns.operations

    def remove(self) -> None:
        """Let it happen no more, and take it back as if it was never asked for.

        Removing twice is no error.
        """
        self.was_removed = True
        self._end()

    def renew(self) -> None:
        """Take back that it was removed: it has the turns that it had left."""
        self.was_removed = self.has_ended = False

    def __enter__(self) -> Self:
        if self.has_ended:
            raise RuntimeError(f"{self!r} has ended and cannot begin again: ask for another.")
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        self.has_ended = True
        self._withdraw(self)

    def concerns(self, params: Callable[[], dict[str, Any]]) -> bool:
        """Tell whether a request to its operations is meant; asked without the lock.

        Raises:
            Exception: whatever the predicate raises.
        """
        when = self._turns.when
        if self.is_spent or when is None:
            return not self.is_spent
        try:
            return bool(when(params()))
        except Exception as error:
            self.failure = error
            raise

    def count(self) -> bool:
        """Count a request it is about, under the lock; tell whether its turn has come."""
        self._met += 1
        return self._met > self._turns.after and not self.is_spent

    def fire(self) -> bool:
        """Let it happen if chance allows, under the lock; tell whether it does."""
        probability = self._turns.probability
        if probability is not None and self._random.random() >= probability:
            return False
        self._fired += 1
        return True


def _check_count(name: str, count: object, least: int) -> None:
    if type(count) is not int or count < least:
        raise ValueError(f"{name} is a whole number of at least {least}, not {count!r}.")


def _check_chance(probability: object, seed: object) -> None:
    if probability is None:
        if seed is not None:
            raise ValueError("A seed is for a probability, and none was given.")
        return
    if (
        not isinstance(probability, int | float)
        or isinstance(probability, bool)
        or not 0 <= probability <= 1
    ):
        raise ValueError(f"A probability is a number from 0 to 1, not {probability!r}.")
    if seed is not None and type(seed) is not int:
        raise ValueError(f"A seed is a whole number, not {seed!r}.")
