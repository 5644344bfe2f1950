"""The handle of the mock that a server serves: controls ask it for what tests ask of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.toolkit.handle import Handle
from mock_connectcases.toolkit.toolkit import toolkit

if TYPE_CHECKING:
    from mock_connectcases.toolkit.toolkit import Toolkit


class ServedMock(Handle):
    """The mock of this process, which is on for as long as it is served."""

    def _toolkit(self, what: str) -> Toolkit:  # noqa: ARG002 - it is always here
        connectcases_backends.enlist()  # so that moto's next reset clears it
        return toolkit

    def _check_process(self, what: str) -> None:
        """Find nothing wrong: a server serves the mock of its own process."""

    def _past(self, what: str) -> Toolkit:  # noqa: ARG002
        return toolkit

    @property
    def events(self) -> list[dict[str, Any]]:
        """The case events that were published, the oldest first."""
        return [each.message() for each in connectcases_backends.case_events()]
