"""Reasons of refusals: the rule behind an error, and the names of the ids in its message."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mock_connectcases import rules
from mock_connectcases.inspector.snapshot import Place

if TYPE_CHECKING:
    from mock_connectcases.inspector.snapshot import Snapshot
    from mock_connectcases.rules.rule import Rule
    from mock_connectcases.toolkit.recorded_call import CallError, RecordedCall


class Reason(NamedTuple):
    """The reason of one error."""

    error: CallError
    rule: Rule | None = None
    """The rule of the catalogue that the request breaks."""
    sentence: str = ""
    """The sentence of a rule that is not in the catalogue, such as the service model."""
    is_documented: bool = False
    """Whether the sentence is documented, on the page of the operation."""
    names: list[tuple[str, str]] = []  # noqa: RUF012 - nothing changes it
    """Ids in the message, each with its kind and name: ``field “Priority”``."""


def reasons(snapshot: Snapshot, call: RecordedCall) -> list[Reason]:
    """Return the reason of the error of a call, or of the first refused entry by each rule."""
    errors = call.entry_errors if call.error is None else [call.error]
    first: dict[str, CallError] = {}
    for each in errors:
        first.setdefault(each.rule, each)
    return [_reason(snapshot, call, each) for each in first.values()]


def _reason(snapshot: Snapshot, call: RecordedCall, error: CallError) -> Reason:
    if not error.rule:
        return Reason(error)
    names = _names(snapshot, call, error.message)
    sentence = rules.NOT_IN_CATALOGUE.get(error.rule)
    if sentence is not None:
        is_documented = error.rule == rules.SERVICE_MODEL and call.operation != ""
        return Reason(error, None, sentence, is_documented, names)
    return Reason(error, rules.find_rule(error.rule), names=names)


def _names(snapshot: Snapshot, call: RecordedCall, message: str) -> list[tuple[str, str]]:
    with snapshot.locked_domain(Place.of_call(call)) as domain:
        found = [] if domain is None else domain.definitions_in(message)
        return [(key, f"{kind} “{name}”") for kind, key, name in found]
