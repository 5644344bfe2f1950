"""Formats domains, faults and delays for the controls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases.inspector.values import duration_parts
from mock_connectcases.toolkit.faults import Delay, Fault
from mock_connectcases.wording import how_often, pluralize

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.toolkit.injections import Injection

_MOST_NAMES = 3


def describe_domains(domains: Sequence[Domain]) -> str:
    """Describe domains: ``2 domains (desk, shop) with 12 cases``."""
    names = [each.name for each in domains[:_MOST_NAMES]]
    more = len(domains) - len(names)
    listed = f" ({', '.join(names)}{f' and {more} more' if more else ''})" if names else ""
    cases = sum(len(each.cases) for each in domains)
    return f"{pluralize(len(domains), 'domain')}{listed} with {pluralize(cases, 'case')}"


def describe_injection(injection: Injection) -> str:
    """Describe a fault or a delay: ``CreateCase gets ThrottlingException once``."""
    trigger = injection.trigger
    effect = injection.pattern
    if isinstance(injection, Fault):
        effect += f" gets {injection.error}"
    elif isinstance(injection, Delay):
        effect += f" takes {format_exact_duration(injection.by)}"
    parts = [effect, "each time" if trigger.times is None else how_often(trigger.times)]
    if trigger.probability is not None:
        parts.append(f"with a probability of {trigger.probability:g}")
    if trigger.after:
        parts.append(f"after {pluralize(trigger.after, 'request')}")
    if isinstance(injection, Fault) and injection.lost_answer:
        parts.append("although it is executed")
    return " ".join(parts)


def describe_use(injection: Injection) -> str:
    """Describe how often a fault or a delay has fired: ``never fired``."""
    return f"fired {how_often(injection.fired)}" if injection.fired else "never fired"


def format_exact_duration(length: timedelta) -> str:
    """Format a length of time by all its units: ``2 d 1 h 30 s``."""
    return " ".join(duration_parts(length))
