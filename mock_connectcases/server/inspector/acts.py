"""The controls: each does one thing, says what it did, and can be taken back.

Rule of this file: bad input raises ValueError with a sentence for the page, and changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases import clock
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.errors import SeedError
from mock_connectcases.seeds.seed import Seed
from mock_connectcases.seeds.source import SeedText
from mock_connectcases.server.inspector import fields as reading
from mock_connectcases.server.inspector import undoing
from mock_connectcases.server.inspector.handle import ServedMock
from mock_connectcases.server.inspector.history import Act, History
from mock_connectcases.server.inspector.telling import (
    told_domains,
    told_kind,
    told_length,
    told_plan,
)
from mock_connectcases.toolkit.spelling import times
from mock_connectcases.toolkit.toolkit import toolkit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mock_connectcases.server.request_log import RequestLog


class Acts(History):
    """The controls of one server; they act on what every mock of the process shares."""

    def __init__(
        self,
        forget_everything: Callable[[], None],
        log: RequestLog,
        *,
        with_moto: bool = False,
        has_seed: bool = False,
    ) -> None:
        """Make the controls.

        ``forget_everything`` is the server's: with moto it empties other services, and with a seed
        it returns to it.  ``log`` is forgotten with it.
        """
        super().__init__()
        self._forget_everything = forget_everything
        self._log = log
        self._with_moto = with_moto
        self._has_seed = has_seed
        self._handle = ServedMock()

    @property
    def reset_warning(self) -> str:
        """What a reset does and what of it cannot be undone, told beforehand."""
        told = "Forgets everything: domains with their cases, case events, calls, faults, delays,"
        told += " the search lag and the clock's moves"
        told += ", and returns to the seed of the server." if self._has_seed else "."
        if not self._with_moto:
            return f"{told} It can be undone."
        return (
            f"{told} It empties moto's other services too, and what these hold does not come back:"
            " only Amazon Connect Cases can be undone."
        )

    def load_seed(self, name: str, text: str | bytes) -> Act:
        """Add the domains of a seed; its name ends in .json, .yaml or .yml.

        Raises:
            SeedError: something in it is refused, with file, line and rule; nothing was added.
        """
        with self._lock:
            added = Seed(SeedText(name, text)).load(connectcases_backends)
            domains = [each for listed in added.values() for each in listed]
            told = f"Loaded {name}: {told_domains(domains)}."
            return self._record(told, undoing.OfLoad(name, added))

    def reset(self) -> Act:
        """Forget everything, as ``POST /_mock/reset`` does.

        Raises:
            SeedError: the server's own seed can no longer be loaded; nothing was forgotten of
                Amazon Connect Cases.
        """
        with self._lock:
            before = undoing.OfReset(self._log, with_moto=self._with_moto)
            self._notice_resets()
            try:
                self._forget_everything()
            except SeedError:
                before.put_back()
                raise
            finally:
                self._times_emptied = connectcases_backends.times_emptied
            self._log.clear()
            told = f"Forgot everything: {before.counts().told()}."
            if self._has_seed:
                told += " What the seed of the server says is there again."
            if self._with_moto:
                told += f" Emptied moto's other services too. {undoing.MOTO_IS_NOT_PUT_BACK}"
            return self._record(told, before)

    def arm_fault(self, fields: Mapping[str, str]) -> Act:
        """Let requests fail, as the handle's ``fail`` does; see ``fields.FAULT``.

        Several operations stand between commas.  An empty ``times`` is without end.

        Raises:
            ValueError: something of this does not exist or makes no sense.
        """
        with self._lock:
            fault = self._handle.fail(**reading.of_fault(fields))
            return self._record(f"Armed a fault: {told_plan(fault)}.", undoing.OfArming(fault))

    def arm_delay(self, fields: Mapping[str, str]) -> Act:
        """Let requests take time, as the handle's ``delay`` does; see ``fields.DELAY``.

        Raises:
            ValueError: something of this does not exist or makes no sense.
        """
        with self._lock:
            delay = self._handle.delay(**reading.of_delay(fields))
            return self._record(f"Armed a delay: {told_plan(delay)}.", undoing.OfArming(delay))

    def remove_plan(self, number: str) -> Act:
        """Remove the fault or delay that has this number.

        Raises:
            ValueError: there is none in force.
        """
        with self._lock:
            found = [each for each in toolkit.faults.present() if str(each.number) == number]
            if not found:
                raise ValueError(
                    f"There is no fault or delay {number!r:.100}: it was removed, or everything was"
                    " forgotten."
                )
            (plan,) = found
            plan.remove()
            happened = f"It has happened {times(plan.fired)}" if plan.fired else "It never happened"
            told = f"Removed the {told_kind(plan)}: {told_plan(plan)}. {happened}."
            return self._record(told, undoing.OfRemoval(plan))

    def set_search_lag(self, seconds: str) -> Act:
        """Let SearchCases find a case only so long after its creation.

        Raises:
            ValueError: that is no length of time.
        """
        with self._lock:
            before = undoing.OfSearchLag()
            self._handle.search_lag(reading.number("seconds", seconds))
            told = f"The search lag is {told_length(toolkit.search_lag.length)}."
            return self._record(told, before)

    def move_clock(self, fields: Mapping[str, str]) -> Act:
        """Move the mock's clock ahead, as the handle's ``tick`` does; see ``fields.CLOCK``.

        Raises:
            ValueError: it would not move, or backwards, or further than a thousand years ahead.
        """
        with self._lock:
            before = undoing.OfClock()
            moved = self._handle.tick(None, **reading.of_move(fields))
            told = f"Moved the clock to {moved:%Y-%m-%d %H:%M:%S} UTC. {undoing.told_clock()}."
            return self._record(told, before)

    def return_clock(self) -> Act:
        """Take back every move of the clock: the mock's time is the process's again.

        Raises:
            ValueError: it is already.
        """
        with self._lock:
            ahead = clock.ahead()
            if not ahead:
                raise ValueError("The clock is the process's already.")
            before = undoing.OfClock()
            clock.follow_process()
            told = f"The clock is the process's again, {told_length(ahead)} earlier."
            return self._record(f"{told} {undoing.TIMES_STAY}", before)
