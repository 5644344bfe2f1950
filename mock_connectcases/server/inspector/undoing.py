"""How each act of the controls is taken back.

Rule of this file: nothing is copied to be kept.  What a reset forgot is whole as long as somebody
holds it, and nobody changes it meanwhile.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from mock_connectcases import clock
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.server.inspector.telling import (
    Counts,
    counted,
    told_domains,
    told_kind,
    told_length,
    told_plan,
)
from mock_connectcases.toolkit.spelling import times
from mock_connectcases.toolkit.toolkit import toolkit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import timedelta

    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.server.request_log import RequestLog
    from mock_connectcases.store import Store
    from mock_connectcases.toolkit.plans import Plan

MOTO_IS_NOT_PUT_BACK = "What moto's other services held does not come back."


class Undo(ABC):
    """What takes one act back, once."""

    def warning(self) -> str:
        """Tell what would be lost by it now; nothing if it loses nothing."""
        return ""

    @abstractmethod
    def do(self) -> str:
        """Take the act back, and return a sentence that tells what was done."""


class OfReset(Undo):
    """Puts back all that there was, as it was: made before the reset."""

    def __init__(self, log: RequestLog, *, with_moto: bool) -> None:
        self._log = log
        self._with_moto = with_moto
        self._stores = connectcases_backends.stores()
        self._tools = toolkit.keep()
        self._requests = log.entries()

    def counts(self) -> Counts:
        """Count what it puts back."""
        return Counts.of(self._stores, self._tools)

    def warning(self) -> str:
        """Tell what came since, and is discarded."""
        since = Counts.of(connectcases_backends.stores(), toolkit.keep())
        return f"What came since the reset is discarded: {since.told()}."

    def put_back(self) -> None:
        """Let everything be as it was, the clock and the logs too."""
        connectcases_backends.put_back(self._stores)
        toolkit.put_back(self._tools)
        self._log.clear()
        for each in self._requests:
            self._log.add(each)

    def do(self) -> str:
        """Put it back."""
        since = Counts.of(connectcases_backends.stores(), toolkit.keep())
        self.put_back()
        told = (
            f"Put back what the reset forgot: {self.counts().told()}."
            f" Discarded what came since: {since.told()}."
        )
        return f"{told} {MOTO_IS_NOT_PUT_BACK}" if self._with_moto else told


class OfLoad(Undo):
    """Takes out the domains that a seed added, whatever became of them."""

    def __init__(self, name: str, added: Mapping[Store, Sequence[Domain]]) -> None:
        self._name = name
        self._added = {store.place: list(domains) for store, domains in added.items()}

    def warning(self) -> str:
        """Tell which domains are taken out as they are now."""
        there = [
            each
            for place, domains in self._added.items()
            for each in domains
            if _holds(connectcases_backends.store_of(*place), each)
        ]
        return f"Takes out {told_domains(there)}, with all that was changed in them since."

    def do(self) -> str:
        """Take them out."""
        gone: list[Domain] = []
        taken: list[Domain] = []
        for place, domains in self._added.items():
            store = connectcases_backends.store_of(*place)
            with store.lock:
                for each in domains:
                    if _holds(store, each):
                        del store.domains[each.domain_id]
                        taken.append(each)
                    else:
                        gone.append(each)
                store.changes += 1
        told = f"Took out what {self._name} had added: {told_domains(taken)}."
        if gone:
            told += f" {counted(len(gone), 'domain')} of it had been deleted before."
        return told


class OfArming(Undo):
    """Takes back a fault or a delay."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def do(self) -> str:
        """Remove it."""
        had_ended = self._plan.has_ended
        self._plan.remove()
        told = f"Took back the {told_kind(self._plan)}: {told_plan(self._plan)}."
        if had_ended:
            told += " It had ended before."
        if self._plan.fired:
            told += f" It has happened {times(self._plan.fired)}: that stays."
        return told


class OfRemoval(Undo):
    """Lets a fault or a delay that was removed happen again."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def do(self) -> str:
        """Renew it."""
        plan = self._plan
        toolkit.faults.renew(plan)
        told = f"Armed the {told_kind(plan)} again: {told_plan(plan)}."
        if plan.times is not None:
            told += f" It has {counted(plan.times - plan.fired, 'turn')} left."
        return told


class OfSearchLag(Undo):
    """Lets the search lag be what it was: made before it is set."""

    def __init__(self) -> None:
        self._before = toolkit.search_lag.length

    def do(self) -> str:
        """Set it."""
        toolkit.search_lag.length = self._before
        return f"The search lag is {told_length(self._before)} again."


class OfClock(Undo):
    """Lets the clock be as far ahead as it was: made before it is moved."""

    def __init__(self) -> None:
        self._before: timedelta = clock.ahead()

    def do(self) -> str:
        """Set it."""
        clock.set_ahead(self._before)
        return f"{told_clock()} again. {TIMES_STAY}"


TIMES_STAY = "What was made in between keeps its times."


def told_clock() -> str:
    """Tell how far the mock's time is ahead, as the beginning of a sentence."""
    ahead = clock.ahead()
    return f"The clock is {told_length(ahead)} ahead" if ahead else "The clock is the process's"


def _holds(store: Store, domain: Domain) -> bool:
    return store.domains.get(domain.domain_id) is domain
