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

    rule: Rule | None = None
    """The rule of the catalogue that the request breaks."""
    sentence: str = ""
    """The sentence of a rule that is not in the catalogue, such as the service model."""
    is_documented: bool = False
    """Whether the sentence is documented, on the page of the operation."""
    names: list[tuple[str, str]] = []  # noqa: RUF012 - nothing changes it
    """Ids in the message, each with its kind and name: ``field “Priority”``."""


def reason(snapshot: Snapshot, call: RecordedCall) -> Reason:
    """Return the reason of a call's error; nothing for a call without one."""
    return Reason() if call.error is None else _reason(snapshot, call, call.error)


def entry_reasons(snapshot: Snapshot, call: RecordedCall) -> list[tuple[CallError, Reason]]:
    """Return the errors of the entries of a batch with their reasons, the first for each rule."""
    first = {each.rule: each for each in reversed(call.entry_errors)}
    return [(each, _reason(snapshot, call, each)) for each in reversed(first.values())]


def _reason(snapshot: Snapshot, call: RecordedCall, error: CallError) -> Reason:
    if not error.rule:
        return Reason()
    names = _names(snapshot, call, error.message)
    sentence = rules.NOT_IN_CATALOGUE.get(error.rule)
    if sentence is not None:
        is_documented = error.rule == rules.SERVICE_MODEL and call.operation != ""
        return Reason(sentence=sentence, is_documented=is_documented, names=names)
    return Reason(rules.find_rule(error.rule), names=names)


def _names(snapshot: Snapshot, call: RecordedCall, message: str) -> list[tuple[str, str]]:
    with snapshot.locked_domain(Place.of_call(call)) as domain:
        found = [] if domain is None else domain.definitions_in(message)
        return [(key, f"{kind} “{name}”") for kind, key, name in found]
