"""The toolkit of this process: it begins and ends with the state."""

from __future__ import annotations

from datetime import timedelta

from mock_connectcases import clock
from mock_connectcases.toolkit.calls import CallLog
from mock_connectcases.toolkit.faults import Injections

_NO_LAG = timedelta(0)


class Toolkit:
    """The faults, delays, search lag and log of calls of all accounts and regions."""

    def __init__(self) -> None:
        self.injections = Injections()
        self.log = CallLog()
        self.search_lag = _NO_LAG
        """The time for which SearchCases does not find a new case."""
        self.is_left_behind = False
        """Whether the mocks have ended with ``stop(remove_data=False)``."""

    def clear(self) -> None:
        """Drop faults, delays, lag and calls, and return the clock to the time of the process."""
        self.injections.clear()
        self.log.clear()
        self.search_lag = _NO_LAG
        self.is_left_behind = False
        clock.follow_process()


toolkit = Toolkit()
"""The toolkit of this process: its mocks share it as they share the state."""
