"""Reasons of refusals: the rule behind an error, and the names of the ids in its message."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mock_connectcases import rules
from mock_connectcases.inspector.call_summary import place_of

if TYPE_CHECKING:
    from mock_connectcases.inspector.snapshot import Snapshot
    from mock_connectcases.rules.rule import Rule
    from mock_connectcases.toolkit.recorded_call import CallError, RecordedCall


class Reason(NamedTuple):
    """The reason of one error."""

    error: CallError
    names: list[tuple[str, str]]
    """Ids in the message, each with its kind and name: ``field “Priority”``."""

    @property
    def rule(self) -> Rule | None:
        """The rule of the catalogue that the request breaks; ``None`` if it is not in there."""
        return rules.all_rules().get(self.error.rule)

    @property
    def is_of_service_model(self) -> bool:
        """Whether the request breaks the service model, documented on the operation's page."""
        return self.error.rule == rules.SERVICE_MODEL and self.error.operation != ""


def reasons(snapshot: Snapshot, call: RecordedCall) -> list[Reason]:
    """Return the reason of the error of a call, or of the first refused entry by each rule."""
    errors = call.entry_errors if call.error is None else [call.error]
    first: dict[str, CallError] = {}
    for each in errors:
        first.setdefault(each.rule, each)
    return [Reason(each, _names(snapshot, call, each.message)) for each in first.values()]


def _names(snapshot: Snapshot, call: RecordedCall, message: str) -> list[tuple[str, str]]:
    with snapshot.locked_domain(place_of(call)) as domain:
        found = [] if domain is None else domain.definitions_in(message)
        return [(key, f"{kind} “{name}”") for kind, key, name in found]
