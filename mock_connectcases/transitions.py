"""States that move by themselves, steered by moto's state-transition manager.

moto's users know how to slow these down: ``state_manager.set_transition("cases::merge", {...})``.
Unless told otherwise a state moves on as soon as it is looked at.
"""

from __future__ import annotations

from moto.moto_api import state_manager
from moto.moto_api._internal.managed_state_model import ManagedState

DOMAIN_CREATION = "cases::domain"
MERGE = "cases::merge"

for _model in (DOMAIN_CREATION, MERGE):
    state_manager.register_default_transition(_model, {"progression": "immediate"})


class Progress:
    """A state on its way from a first to a last value."""

    __slots__ = ("_managed",)

    def __init__(self, model: str, first: str, last: str) -> None:
        self._managed = ManagedState(model, transitions=[(first, last)])

    @property
    def status(self) -> str:
        """The present value."""
        return str(self._managed.status)

    def advance(self) -> None:
        """Count one look by a client, for transitions that progress by being looked at."""
        self._managed.advance()
