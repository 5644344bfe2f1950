"""Everything of the toolkit that this process has: it begins and ends with the state."""

from __future__ import annotations

from mock_connectcases import clock
from mock_connectcases.toolkit.calls import CallLog
from mock_connectcases.toolkit.faults import Faults
from mock_connectcases.toolkit.search_lag import NO_LAG, SearchLag


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


toolkit = Toolkit()
"""The one of this process: its mocks share it as they share the state."""
