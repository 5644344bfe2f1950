"""Reasons of refusals: the rule behind an error, and the names of the ids in its message."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mock_connectcases.inspector import ledger
from mock_connectcases.inspector.snapshot import Place
from mock_connectcases.toolkit.outcomes import default_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.inspector.ledger import Claim
    from mock_connectcases.inspector.snapshot import Snapshot
    from mock_connectcases.toolkit.recorded_call import RecordedCall


class Reason(NamedTuple):
    """The reason of one error."""

    claims: list[Claim]
    """Claims of the ledger, the nearest first."""
    names: list[tuple[str, str]]
    """Ids in the message, each with its kind and name: ``field “Priority”``."""
    is_by_fault: bool = False
    """Whether a fault raised it."""


NO_REASON = Reason([], [])


def reason(snapshot: Snapshot, call: RecordedCall) -> Reason:
    """Return the reason of a call's error; nothing for a call without one."""
    error = call.error
    if error is None:
        return NO_REASON
    if error.message == default_message(error.code):
        return Reason([], [], is_by_fault=True)
    claims = ledger.claims_behind(call.operation, error.code, error.message)
    return Reason(claims, list(_names(snapshot, call, error.message)))


def _names(snapshot: Snapshot, call: RecordedCall, message: str) -> Iterator[tuple[str, str]]:
    place = Place(call.account_id, call.region, str(call.params.get("domainId")))
    try:
        store, domain = snapshot.domain(place)
    except LookupError:
        return
    with store.lock:
        for kind, key, name in domain.definitions_in(message):
            yield key, f"{kind} “{name}”"
