"""The rules of the service that this package holds to: find them by name or by operation.

``catalogue`` states each rule once.  A refusal names its rule; tests, pages and settings refer to
it by that name.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from mock_connectcases import settings
from mock_connectcases.wording import suggestion

if TYPE_CHECKING:
    from mock_connectcases.rules.rule import Rule

SERVICE_MODEL: Final = "service-model"
"""The rule of a refusal by the service model itself: its bounds, types, routes and members."""
INJECTED_FAULT: Final = "injected-fault"
"""The rule of an error that a fault of a test raises."""
POLICY: Final = "iam-policy"
"""The rule of a refusal by an IAM policy."""
NEWER_MODEL: Final = "newer-model"
"""The rule of a refusal of what a newer service model has and this release does not answer."""

NOT_IN_CATALOGUE: Final = {
    SERVICE_MODEL: (
        "The service model, which botocore brings, states the members that a request may have,"
        " their types, lengths and values."
    ),
    INJECTED_FAULT: "A fault of the test raises the error.",
    POLICY: "The policies of the caller allow no such call.",
    NEWER_MODEL: "This release of the mock does not answer what a newer service model has.",
}
"""The rules that belong to no subject of the service, each with its sentence."""

CORRECTED: Final[tuple[str, ...]] = ()
"""The names of corrected rules that could be switched off; the next minor version empties it."""


@cache
def all_rules() -> dict[str, Rule]:
    """Return the catalogue by name."""
    from mock_connectcases.rules.catalogue import RULES  # noqa: PLC0415 - only a refusal needs it

    return {each.name: each for each in RULES}


def find_rule(name: str) -> Rule:
    """Return a rule of the catalogue.

    Raises:
        LookupError: there is none of this name; the message has the nearest.
    """
    found = all_rules().get(name)
    if found is None:
        raise LookupError(f"There is no rule {name!r:.100}; {suggestion(name, all_rules())}")
    return found


def rules_of(operation: str) -> list[Rule]:
    """Return the rules of an operation in the order of the catalogue."""
    return [each for each in all_rules().values() if operation in each.operations]


def describe(name: str, operation: str = "") -> str:
    """Return the statement of a rule and its source."""
    sentence = NOT_IN_CATALOGUE.get(name)
    if sentence is not None:
        return sentence
    rule = find_rule(name)
    return rule.describe(operation or rule.operations[0])


def switchable() -> list[str]:
    """Return the names of the rules that can be switched off."""
    return [each.name for each in all_rules().values() if each.is_switchable]


def is_assumed(name: str) -> bool:
    """Return whether no source states a rule."""
    return name not in NOT_IN_CATALOGUE and find_rule(name).is_assumed


def applies(name: str) -> bool:
    """Return whether a rule is on at this moment: all are, but those switched off."""
    return settings.current().assumptions.get(name, True)


def check_switchable(name: str) -> None:
    """Check that a rule can be switched off.

    Raises:
        LookupError: there is no rule of this name.
        ValueError: it cannot be switched off; the message says why.
    """
    sentence = NOT_IN_CATALOGUE.get(name)
    if sentence is not None:
        raise ValueError(f"The rule {name!r} cannot be switched off: {sentence}")
    rule = find_rule(name)
    if rule.is_switchable:
        return
    if not rule.is_assumed:
        reason = f"it is {rule.provenance}: {rule.source_for(rule.operations[0])}"
    else:
        reason = rule.fixed_because or "no refusal has this name; the message of one says its rule"
    raise ValueError(f"The rule {name!r} cannot be switched off: {reason}.")
