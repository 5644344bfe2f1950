"""The handle of the mock that a server serves; controls and API use it as tests use theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.toolkit.handle import Handle
from mock_connectcases.toolkit.toolkit import toolkit

if TYPE_CHECKING:
    from mock_connectcases.resources.case_event import CaseEvent
    from mock_connectcases.toolkit.injections import Injection
    from mock_connectcases.toolkit.toolkit import Toolkit


class ServedMock(Handle):
    """The mock of this process, which is on while the server runs, or one account of it."""

    def __init__(self, account_id: str | None = None) -> None:
        self.account_id = account_id

    def _toolkit(self, what: str) -> Toolkit:  # noqa: ARG002 - it is always here
        connectcases_backends.register_for_reset()  # so that moto's next reset clears it
        return toolkit

    def _check_process(self, what: str) -> None:
        """Accept: a server serves the mock of its own process."""

    def _past(self, what: str) -> Toolkit:  # noqa: ARG002
        return toolkit

    def find(self, number: str) -> Injection:
        """Return an active fault or delay by its number; raises ValueError."""
        for each in self.faults:
            if str(each.number) == number:
                return each
        where = "" if self.account_id is None else f" of account {self.account_id}"
        raise ValueError(
            f"There is no fault or delay {number!r:.100}{where}: it was removed, or the mock was"
            " reset."
        )

    @property
    def events(self) -> list[dict[str, Any]]:
        """The case events that were published, the oldest first."""
        return [each.message() for each in self.case_events()]

    def case_events(self) -> list[CaseEvent]:
        """Return the case events with their places in the order of publication."""
        published = connectcases_backends.case_events()
        return [each for each in published if self.account_id in {None, each.account_id}]
