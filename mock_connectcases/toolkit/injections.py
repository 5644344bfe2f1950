"""Injections: faults and delays, the requests that they act on, and how often they have fired."""

from __future__ import annotations

import copy
import itertools
import random
from collections.abc import Mapping
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases import locks
from mock_connectcases.toolkit import matching

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Self

    from mock_connectcases.toolkit.selection import Selection

_next_number = itertools.count(1).__next__

LOCK = locks.new_rlock()
"""Guards all counts: each injection counts each request once, whatever the threads do."""


class Trigger(NamedTuple):
    """The requests to some operations at which an injection fires."""

    operations: frozenset[str]
    when: Callable[[dict[str, Any]], object] | Mapping[str, Any] | None = None
    """Returns whether a request with these parameters matches, or parameters that it has."""
    after: int = 0
    times: int | None = None
    probability: float | None = None
    seed: int | None = None
    account_id: str | None = None
    """The account of the requests; ``None`` is every account."""

    def checked(self, selection: Selection) -> Self:
        """Return this trigger if it is valid, with a condition of its own; raises ValueError."""
        trigger = self
        if isinstance(self.when, Mapping):
            selection.check_params(self.when)
            trigger = self._replace(when=copy.deepcopy(self.when))
        elif self.when is not None and not callable(self.when):
            raise ValueError(
                "when is a function that takes a request's parameters and returns whether it"
                f" matches, or a dictionary of parameters that it has, not {self.when!r}."
            )
        elif iscoroutinefunction(self.when):
            raise ValueError(
                f"when is a plain function, not a coroutine function as {self.when!r} is: a"
                " coroutine would count as true whatever it returns."
            )
        _check_count("after", self.after, 0)
        if self.times is not None:
            _check_count("times", self.times, 1)
        _check_probability(self.probability, self.seed)
        return trigger


class Injection:
    """A fault or a delay; it ends when it is removed, and at the end of its ``with`` block."""

    def __init__(
        self, pattern: str, trigger: Trigger, discard: Callable[[Injection], None]
    ) -> None:
        self.number = _next_number()
        """Its place among all injections of this process; the first has 1."""
        self.pattern = pattern
        """The operations as given, such as ``Create*``."""
        self.trigger = trigger
        self._discard = discard
        self.has_ended = False
        """Whether it was removed, or its ``with`` block ended."""
        self.was_removed = False
        """Whether it was removed, so that it does not count as unused."""
        self.failure: Exception | None = None
        """The latest error that its predicate raised."""
        self.fired = 0
        """The number of times that it has fired."""
        self._matched = 0
        self._random = random.Random(trigger.seed or 0)  # noqa: S311 - tests repeat it

    @property
    def times(self) -> int | None:
        """The number of times that it fires; ``None`` is without end."""
        return self.trigger.times

    @property
    def is_spent(self) -> bool:
        """Whether it has fired as often as it can."""
        return self.times is not None and self.fired >= self.times

    def remove(self) -> None:
        """End it, and do not count it as unused; removing it twice is no error."""
        self.was_removed = True
        self._end()

    def __enter__(self) -> Self:
        if self.has_ended:
            raise RuntimeError(f"{self!r} has ended and cannot begin again: make another.")
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        self.has_ended = True
        self._discard(self)

    def matches(self, params: Callable[[], dict[str, Any]]) -> bool:
        """Return whether its predicate accepts a request to its operations; needs no lock.

        Raises:
            Exception: any error of the predicate.
        """
        when = self.trigger.when
        if self.is_spent or when is None:
            return not self.is_spent
        if isinstance(when, Mapping):
            return matching.contains(params(), when)
        try:
            return bool(when(params()))
        except Exception as error:
            self.failure = error
            raise

    def count(self) -> bool:
        """Count a request that matches, under the lock; return whether it is due."""
        self._matched += 1
        return self._matched > self.trigger.after and not self.is_spent

    def fire(self) -> bool:
        """Fire unless chance decides otherwise, under the lock; return whether it fired."""
        probability = self.trigger.probability
        if probability is not None and self._random.random() >= probability:
            return False
        self.fired += 1
        return True


def _check_count(name: str, count: object, least: int) -> None:
    if type(count) is not int or count < least:
        raise ValueError(f"{name} is a whole number of at least {least}, not {count!r}.")


def _check_probability(probability: object, seed: object) -> None:
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
