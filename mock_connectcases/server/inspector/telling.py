"""Tells in sentences what there is, what a fault does and how long a time is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mock_connectcases.inspector.values import length_parts
from mock_connectcases.toolkit.faults import Delay, Fault
from mock_connectcases.toolkit.spelling import joined, times

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import timedelta

    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.store import Store
    from mock_connectcases.toolkit.plans import Plan
    from mock_connectcases.toolkit.toolkit import Kept

_MOST_NAMES = 3


class Counts(NamedTuple):
    """How much there is of everything."""

    domains: int
    cases: int
    events: int
    calls: int
    plans: int

    @classmethod
    def of(cls, stores: Iterable[Store], tools: Kept) -> Counts:
        """Count what stores and a toolkit hold."""
        domains = cases = events = 0
        for store in stores:
            with store.lock:
                domains += len(store.domains)
                cases += sum(len(each.cases) for each in store.domains.values())
                events += len(store.case_events)
        plans = sum(not each.has_ended for each in tools.plans)
        return cls(domains, cases, events, len(tools.calls), plans)

    def told(self) -> str:
        """Tell all that there is: ``2 domains with 12 cases, 40 calls``."""
        parts = [
            f"{counted(self.domains, 'domain')} with {counted(self.cases, 'case')}",
            counted(self.events, "case event"),
            counted(self.calls, "call"),
            counted(self.plans, "fault or delay", "faults or delays"),
        ]
        numbers = (self.domains, self.events, self.calls, self.plans)
        there = [each for number, each in zip(numbers, parts, strict=True) if number]
        return joined(there or ["nothing"])


def counted(number: int, one: str, many: str = "") -> str:
    """Tell how many there are of something."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def told_domains(domains: Sequence[Domain]) -> str:
    """Tell some domains: ``2 domains (desk and shop) with 12 cases``."""
    names = [each.name for each in domains[:_MOST_NAMES]]
    more = len(domains) - len(names)
    listed = f" ({', '.join(names)}{f' and {more} more' if more else ''})" if names else ""
    cases = sum(len(each.cases) for each in domains)
    return f"{counted(len(domains), 'domain')}{listed} with {counted(cases, 'case')}"


def told_plan(plan: Plan) -> str:
    """Tell what a fault or a delay is to do: ``CreateCase gets ThrottlingException once``."""
    turns = plan.turns
    does = plan.spelled
    if isinstance(plan, Fault):
        does += f" gets {plan.error}"
    elif isinstance(plan, Delay):
        does += f" takes {told_length(plan.by)}"
    parts = [does, "each time" if turns.times is None else times(turns.times)]
    if turns.probability is not None:
        parts.append(f"by a chance of {turns.probability:g}")
    if turns.after:
        parts.append(f"after {counted(turns.after, 'request')}")
    if isinstance(plan, Fault) and plan.lost_answer:
        parts.append("though it is carried out")
    return " ".join(parts)


def told_kind(plan: Plan) -> str:
    """Tell which it is, ``fault`` or ``delay``."""
    return "fault" if isinstance(plan, Fault) else "delay"


def told_length(length: timedelta) -> str:
    """Tell a length of time: ``2 d 1 h 30 s``."""
    return " ".join(length_parts(length))
