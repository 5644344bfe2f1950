"""Errors and delays that a test asks for, and how requests meet them."""

from __future__ import annotations

import copy
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from mock_connectcases import clock
from mock_connectcases.errors import ServiceError
from mock_connectcases.toolkit.plans import COUNTING, Plan, Turns
from mock_connectcases.toolkit.spelling import times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mock_connectcases.toolkit.outcomes import Outcome


class Fault(Plan):
    """An error that some requests get; made by the handle's ``fail``."""

    def __init__(
        self,
        spelled: str,
        turns: Turns,
        withdraw: Callable[[Plan], None],
        outcome: Outcome,
        *,
        lost_answer: bool,
    ) -> None:
        super().__init__(spelled, turns, withdraw)
        self._outcome = outcome
        self.lost_answer = lost_answer
        """Whether the operation is carried out, and only its answer is lost."""

    @property
    def error(self) -> str:
        """The code of the error, or the name of botocore's."""
        return self._outcome.name

    def to_raise(self, operation: str, params: dict[str, Any], url: str) -> Exception:
        """Return the error for one request."""
        return self._outcome.error(operation, params, url)

    def told_unused(self) -> str:
        """Say what it was to do and has not done; nothing if it has done all."""
        is_by_chance = self._turns.probability is not None
        if self.fired and (self.times is None or is_by_chance):
            return ""
        if self.was_removed or self.is_spent:
            return ""
        aim = "" if self.times is None else f" {times(self.times)}"
        done = f"did so {times(self.fired)}" if self.fired else "never did"
        end = " before its block ended" if self.has_ended else ""
        why = "" if self.failure is None else f" Its predicate raised {self.failure!r}."
        return f"{self.error} was to meet {self.spelled}{aim}, and {done}{end}.{why}"

    def __repr__(self) -> str:
        aim = "" if self.times is None else f" of {self.times}"
        return f"<Fault: {self.spelled} gets {self.error}, fired {self.fired}{aim}>"


class Delay(Plan):
    """Time that some requests take; made by the handle's ``delay``."""

    def __init__(
        self, spelled: str, turns: Turns, withdraw: Callable[[Plan], None], by: timedelta
    ) -> None:
        super().__init__(spelled, turns, withdraw)
        self.by = by
        """How far each of them moves the mock's clock."""

    def __repr__(self) -> str:
        return f"<Delay: {self.spelled} takes {self.by.total_seconds():g} s, fired {self.fired}>"


class Faults:
    """All that was asked for, in the order in which it was."""

    def __init__(self) -> None:
        self._asked: tuple[Plan, ...] = ()
        """All that count, also faults that ended with their blocks without having been used."""
        self.armed: Mapping[str, Sequence[Plan]] = {}
        """What requests can meet, by operation; replaced as a whole and so read without a lock."""

    def add(self, plan: Plan) -> None:
        """Let requests meet a fault or a delay from now on."""
        with COUNTING:
            self._keep((*self._asked, plan))

    def withdraw(self, plan: Plan) -> None:
        """Let no request meet it any longer, and forget it unless it counts as unused."""
        is_missed = isinstance(plan, Fault) and plan.told_unused()
        with COUNTING:
            self._keep(tuple(each for each in self._asked if each is not plan or is_missed))

    def renew(self, plan: Plan) -> None:
        """Let requests meet a plan again that was removed, in its place among the others."""
        with COUNTING:
            plan.renew()
            others = (each for each in self._asked if each is not plan)
            self._keep(tuple(sorted((*others, plan), key=attrgetter("number"))))

    def clear(self) -> None:
        """Withdraw everything."""
        if self._asked:
            self.hold(())

    def hold(self, plans: tuple[Plan, ...]) -> None:
        """Have exactly what was ``asked`` for at another time; none has to have been removed."""
        with COUNTING:
            self._keep(plans)

    @property
    def asked(self) -> tuple[Plan, ...]:
        """All that counts, also faults that ended with their blocks without having been used."""
        return self._asked

    def present(self) -> list[Plan]:
        """Return the faults and delays that are in force, in the order in which they were asked."""
        return [each for each in self._asked if not each.has_ended]

    def _keep(self, plans: tuple[Plan, ...]) -> None:
        armed: dict[str, list[Plan]] = {}
        for plan in plans:
            for operation in () if plan.has_ended else plan.operations:
                armed.setdefault(operation, []).append(plan)
        self._asked, self.armed = plans, armed

    def have_raised(self, error: Exception) -> bool:
        """Tell whether an error comes from a predicate, and so from the test itself."""
        return any(each.failure is error for each in self._asked)

    def unused(self) -> list[str]:
        """Return a sentence about each fault that has not happened as often as it was to."""
        told = [each.told_unused() for each in self._asked if isinstance(each, Fault)]
        return [each for each in told if each]

    @contextmanager
    def around(self, operation: str, params: dict[str, Any], url: str) -> Iterator[None]:
        """Carry out a valid request inside: the delays it meets pass, then a fault it meets fires.

        A fault that loses the answer lets the request be carried out and raises afterwards, in
        place of the request's own error if there is one.
        """
        fault = self._meet(operation, params)
        if fault is not None and not fault.lost_answer:
            raise fault.to_raise(operation, params, url)
        try:
            yield
        except ServiceError:
            if fault is None:
                raise
        if fault is not None:
            raise fault.to_raise(operation, params, url)

    def _meet(self, operation: str, params: dict[str, Any]) -> Fault | None:
        """Count a request, let its delays pass, and return the first fault whose turn it is."""
        # A predicate is the test's own: what it does to the parameters is not the service's.
        copied = cache(lambda: copy.deepcopy(params))
        armed = self.armed.get(operation, ())
        concerned = [each for each in armed if each.concerns(copied)]
        met: Fault | None = None
        with COUNTING:
            for plan in concerned:
                if not plan.count():
                    continue
                if isinstance(plan, Delay):
                    if plan.fire():
                        clock.move(plan.by)
                elif isinstance(plan, Fault) and met is None and plan.fire():
                    met = plan
        return met


def delay_of(seconds: object) -> timedelta:
    """Read how long a delay or lag is; raises ValueError."""
    if not isinstance(seconds, int | float) or isinstance(seconds, bool):
        raise ValueError(f"Seconds are a number, not {seconds!r}.")  # noqa: TRY004 - all bad input alike
    try:
        length = timedelta(seconds=seconds)
    except (ValueError, OverflowError):
        raise ValueError(f"There is no time of {seconds!r} seconds.") from None
    if not timedelta(0) <= length <= clock.FARTHEST:
        raise ValueError(f"Seconds are from 0 to a thousand years, not {seconds!r}.")
    return length
