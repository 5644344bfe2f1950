"""Why a request was refused: the rule behind the error, and the names of what it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mock_connectcases.inspector import ledger
from mock_connectcases.inspector.scene import Place
from mock_connectcases.toolkit.outcomes import told_unless_given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.inspector.ledger import Claim
    from mock_connectcases.inspector.scene import Scene
    from mock_connectcases.toolkit.recorded_call import RecordedCall


class Reason(NamedTuple):
    """What stands behind one error."""

    claims: list[Claim]
    """Claims of the ledger, the best first."""
    names: list[tuple[str, str]]
    """Ids that the message has, each with what it is: a field, its name in quotes."""
    was_asked_for: bool = False
    """Whether it is an error that a fault gives."""


NO_REASON = Reason([], [])


def reason(scene: Scene, call: RecordedCall) -> Reason:
    """Return why a call got its error; nothing for one that got none."""
    error = call.error
    if error is None:
        return NO_REASON
    if error.message == told_unless_given(error.code):
        return Reason([], [], was_asked_for=True)
    claims = ledger.claims_behind(call.operation, error.code, error.message)
    return Reason(claims, list(_names(scene, call, error.message)))


def _names(scene: Scene, call: RecordedCall, message: str) -> Iterator[tuple[str, str]]:
    place = Place(call.account_id, call.region, str(call.params.get("domainId")))
    try:
        store, domain = scene.domain(place)
    except LookupError:
        return
    with store.lock:
        for kind, key, name in domain.definitions_in(message):
            yield key, f"{kind} “{name}”"
