"""Everything of the toolkit that this process has: it begins and ends with the state."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mock_connectcases import clock
from mock_connectcases.toolkit.calls import CallLog, KeptCalls
from mock_connectcases.toolkit.faults import Faults
from mock_connectcases.toolkit.search_lag import NO_LAG, SearchLag

if TYPE_CHECKING:
    from datetime import timedelta

    from mock_connectcases.toolkit.plans import Plan


class Kept(NamedTuple):
    """All that a toolkit had at some time."""

    plans: tuple[Plan, ...]
    calls: KeptCalls
    search_lag: timedelta
    ahead: timedelta
    is_left_behind: bool


class Toolkit:
    """What requests meet and where they are noted, for all accounts and regions."""

    def __init__(self) -> None:
        self.faults = Faults()
        self.log = CallLog()
        self.search_lag = SearchLag()
        self.is_left_behind = False
        """Whether the mocks have ended and this was kept, as ``stop(remove_data=False)`` asks."""

    def clear(self) -> None:
        """Let everything be as if no test had asked for anything, the clock too."""
        self.faults.clear()
        self.log.clear()
        self.search_lag.length = NO_LAG
        self.is_left_behind = False
        clock.follow_process()

    def keep(self) -> Kept:
        """Return everything, to be put back after it was cleared."""
        return Kept(
            self.faults.asked,
            self.log.keep(),
            self.search_lag.length,
            clock.ahead(),
            self.is_left_behind,
        )

    def put_back(self, kept: Kept) -> None:
        """Have what was kept, the clock too, and nothing of what came since."""
        self.faults.hold(kept.plans)
        self.log.put_back(kept.calls)
        self.search_lag.length = kept.search_lag
        clock.set_ahead(kept.ahead)
        self.is_left_behind = kept.is_left_behind


toolkit = Toolkit()
"""The one of this process: its mocks share it as they share the state."""
