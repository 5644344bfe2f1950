"""The toolkit of this process: it begins and ends with the state."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from typing import Final

from mock_connectcases import clock
from mock_connectcases.errors import UnmockedServiceError
from mock_connectcases.toolkit.calls import CallLog
from mock_connectcases.toolkit.configuration import Overrides
from mock_connectcases.toolkit.faults import Injections
from mock_connectcases.toolkit.stubs import Stubs

_NO_LAG = timedelta(0)

_MOST_REFUSED: Final = 200
"""The number of these messages that are held; ours, it bounds the memory."""


class Toolkit:
    """The faults, delays, stubs, search lag, calls and settings of all accounts and regions."""

    def __init__(self) -> None:
        self.injections = Injections()
        self.log = CallLog()
        self.overrides = Overrides()
        self.stubs = Stubs(self.log, self.refusal)
        self.refusal_messages: deque[str] = deque(maxlen=_MOST_REFUSED)
        """The messages of the latest calls of other services that were refused."""
        self.search_lag = _NO_LAG
        """The time for which SearchCases does not find a new case."""
        self.search_lags: dict[str, timedelta] = {}
        """The same for the accounts that have one of their own."""
        self.state_outlives_mocks = False
        """Whether the mocks have ended with ``stop(remove_data=False)``."""

    def refusal(self, sentence: str) -> UnmockedServiceError:
        """Record the refusal of a call of another service, and return the error to raise."""
        self.refusal_messages.append(sentence)
        return UnmockedServiceError(sentence)

    def search_lag_of(self, account_id: str | None) -> timedelta:
        """Return the search lag of an account."""
        return self.search_lags.get(account_id or "", self.search_lag)

    def set_search_lag(self, lag: timedelta, account_id: str | None) -> None:
        """Set the search lag of an account, or of all."""
        if account_id is None:
            self.search_lag, self.search_lags = lag, {}
        else:
            self.search_lags = {**self.search_lags, account_id: lag}

    def clear_account(self, account_id: str) -> None:
        """Drop what is limited to an account: faults, delays, stubs, lag, calls, ticks."""
        self.injections.clear(account_id)
        self.stubs.clear(account_id)
        self.log.clear(account_id)
        self.search_lags = {k: lag for k, lag in self.search_lags.items() if k != account_id}
        clock.follow_process(account_id)

    def clear(self) -> None:
        """Drop faults, delays, stubs, lag, calls, refusals, changes of settings, and ticks."""
        self.overrides.drop()
        self.injections.clear()
        self.stubs.clear()
        self.log.clear()
        self.refusal_messages.clear()
        self.set_search_lag(_NO_LAG, None)
        self.state_outlives_mocks = False
        clock.follow_process()


toolkit = Toolkit()
"""The toolkit of this process: its mocks share it as they share the state."""
