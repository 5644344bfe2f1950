"""Faults and delays, and how requests meet them."""

from __future__ import annotations

import copy
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from mock_connectcases import clock
from mock_connectcases.errors import ServiceError
from mock_connectcases.toolkit.injections import LOCK, Injection, Trigger
from mock_connectcases.wording import how_often

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mock_connectcases.toolkit.outcomes import Outcome


class Fault(Injection):
    """An error that some requests get; made by the handle's ``fail``."""

    def __init__(
        self,
        pattern: str,
        trigger: Trigger,
        discard: Callable[[Injection], None],
        outcome: Outcome,
        *,
        lost_answer: bool,
        wait: bool,
    ) -> None:
        super().__init__(pattern, trigger, discard)
        self._outcome = outcome
        self.lost_answer = lost_answer
        """Whether the operation is executed, and only its answer is lost."""
        self.wait = wait
        """Whether clients wait before they repeat a call that it met."""

    @property
    def error(self) -> str:
        """The code of the error, or the name of botocore's."""
        return self._outcome.name

    @property
    def members(self) -> dict[str, object]:
        """The members of the error, its message among them."""
        return dict(self._outcome.members)

    def make_error(self, operation: str, params: dict[str, Any], url: str) -> Exception:
        """Return the error for one request."""
        return self._outcome.error(operation, params, url)

    def unused_message(self) -> str:
        """Return a sentence about the times it has not fired; empty if it fired often enough."""
        is_by_chance = self.trigger.probability is not None
        if self.fired and (self.times is None or is_by_chance):
            return ""
        if self.was_removed or self.is_spent:
            return ""
        expected = "" if self.times is None else f" {how_often(self.times)}"
        end = " before its block ended" if self.has_ended else ""
        why = "" if self.failure is None else f" Its predicate raised {self.failure!r}."
        did = f"did so {how_often(self.fired)}" if self.fired else "never did"
        should = f"{self.pattern} should have failed with {self.error}{expected}"
        return f"{should}, but {did}{end}.{why}"

    def __repr__(self) -> str:
        limit = "" if self.times is None else f" of {self.times}"
        return f"<Fault: {self.pattern} gets {self.error}, fired {self.fired}{limit}>"


class Delay(Injection):
    """Time that some requests take; made by the handle's ``delay``."""

    def __init__(
        self, pattern: str, trigger: Trigger, discard: Callable[[Injection], None], by: timedelta
    ) -> None:
        super().__init__(pattern, trigger, discard)
        self.by = by
        """How far each request moves the mock's clock."""

    def __repr__(self) -> str:
        return f"<Delay: {self.pattern} takes {self.by.total_seconds():g} s, fired {self.fired}>"


class Injections:
    """All faults and delays, the oldest first."""

    def __init__(self) -> None:
        self.all: tuple[Injection, ...] = ()
        """The active faults, and those that ended with their blocks without being used."""
        self.active: Mapping[str, Sequence[Injection]] = {}
        """The active ones by operation; replaced as a whole and so read without a lock."""
        self.observers: list[Callable[[], None]] = []
        """Called before an operation with faults or delays is executed."""

    def add(self, injection: Injection) -> None:
        """Activate a fault or a delay."""
        with LOCK:
            self._replace((*self.all, injection))

    def discard(self, injection: Injection) -> None:
        """Deactivate an injection, and drop it unless it counts as unused."""
        is_unused = isinstance(injection, Fault) and injection.unused_message()
        with LOCK:
            self._replace(tuple(x for x in self.all if x is not injection or is_unused))

    def clear(self, account_id: str | None = None) -> None:
        """Drop all faults and delays, or those of an account."""
        if self.all:
            with LOCK:
                dropped = self._of(account_id)
                self._replace(tuple(x for x in self.all if x not in dropped))

    def listed(self, account_id: str | None = None) -> list[Injection]:
        """Return the active faults and delays, all or those of an account, the oldest first."""
        return [each for each in self._of(account_id) if not each.has_ended]

    def _of(self, account_id: str | None) -> Sequence[Injection]:
        """Return all faults and delays, or those that are limited to an account."""
        if account_id is None:
            return self.all
        return [each for each in self.all if each.trigger.account_id == account_id]

    def _replace(self, injections: tuple[Injection, ...]) -> None:
        active: dict[str, list[Injection]] = {}
        for injection in injections:
            for operation in () if injection.has_ended else injection.trigger.operations:
                active.setdefault(operation, []).append(injection)
        self.all, self.active = injections, active

    def accounts_to_move(self, operation: str) -> set[str | None]:
        """Return the accounts whose clock a retry of an operation moves, in place of a wait.

        It is none if the client has to wait; ``None`` is every account.
        """
        faults = [each for each in self.active.get(operation, ()) if isinstance(each, Fault)]
        if any(each.wait for each in faults):
            return set()
        accounts = {each.trigger.account_id for each in faults}
        return {None} if None in accounts else accounts

    def have_raised(self, error: Exception) -> bool:
        """Return whether an error comes from a predicate, and so from the test itself."""
        return any(each.failure is error for each in self.all)

    def unused(self, account_id: str | None = None) -> list[str]:
        """Return a sentence about each fault that has fired less often than it should."""
        faults = [each for each in self._of(account_id) if isinstance(each, Fault)]
        messages = [each.unused_message() for each in faults]
        return [each for each in messages if each]

    @contextmanager
    def around(
        self, operation: str, params: dict[str, Any], url: str, account_id: str
    ) -> Iterator[None]:
        """Execute a valid request inside: delays pass, then the first fault that is due fires.

        A fault that loses the answer fires after the request, in place of the request's own error
        if there is one.
        """
        for observer in self.observers:
            observer()
        fault = self._next_fault(operation, params, account_id)
        if fault is not None and not fault.lost_answer:
            raise fault.make_error(operation, params, url)
        try:
            yield
        except ServiceError:
            if fault is None:
                raise
        if fault is not None:
            raise fault.make_error(operation, params, url)

    def _next_fault(self, operation: str, params: dict[str, Any], account_id: str) -> Fault | None:
        """Count a request, let its delays pass, and return the first fault that is due."""
        # A predicate is the test's own: its changes of the parameters are not the service's.
        copied = cache(lambda: copy.deepcopy(params))
        matching = [
            each
            for each in self.active.get(operation, ())
            if each.trigger.account_id in {None, account_id} and each.matches(copied)
        ]
        due: Fault | None = None
        with LOCK:
            for injection in matching:
                if not injection.count():
                    continue
                if isinstance(injection, Delay):
                    if injection.fire():
                        clock.move(injection.by, injection.trigger.account_id)
                elif isinstance(injection, Fault) and due is None and injection.fire():
                    due = injection
        return due


def read_seconds(seconds: object) -> timedelta:
    """Read the length of a delay or lag; raises ValueError."""
    if not isinstance(seconds, int | float) or isinstance(seconds, bool):
        raise ValueError(f"Seconds are a number, not {seconds!r}.")  # noqa: TRY004 - all bad input alike
    try:
        length = timedelta(seconds=seconds)
    except (ValueError, OverflowError):
        raise ValueError(f"There is no time of {seconds!r} seconds.") from None
    if not timedelta(0) <= length <= clock.MAX_OFFSET:
        raise ValueError(f"Seconds are from 0 to a thousand years, not {seconds!r}.")
    return length
