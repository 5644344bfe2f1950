"""The methods of the mock's handle for tests: faults, delays, stubs, calls, assertions, time.

Rule of this file: imported with the package, so it imports nothing that costs.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime, timedelta

    from mock_connectcases.toolkit.calls import Calls
    from mock_connectcases.toolkit.faults import Delay, Fault
    from mock_connectcases.toolkit.injections import Injection
    from mock_connectcases.toolkit.names import ErrorName, EventType, OperationNames
    from mock_connectcases.toolkit.stubs import Stub
    from mock_connectcases.toolkit.toolkit import Toolkit

    Condition = Callable[[dict[str, Any]], object] | Mapping[str, Any]


class Handle(ABC):
    """The methods that every handle of a mock has.

    They act on what belongs to the state: nested mocks share it, and it ends with the state.
    """

    account_id: str | None = None
    """The account that the handle is limited to; ``None`` is all accounts."""

    @abstractmethod
    def _toolkit(self, what: str) -> Toolkit:
        """Return the toolkit of the process, to change it.

        Raises:
            RuntimeError: it is in another process; or no mock is on, and the first one would begin
                without the change.
        """

    @abstractmethod
    def _check_process(self, what: str) -> None:
        """Check that the mock is in this process; raises RuntimeError."""

    @abstractmethod
    def _past(self, what: str) -> Toolkit:
        """Return the toolkit of the process, to read it.

        Raises:
            RuntimeError: it is in another process; or no mock is on and none has left its state
                behind, so that every negative assertion would hold.
        """

    @property
    @abstractmethod
    def events(self) -> list[dict[str, Any]]:
        """The case events that were published."""

    def fail(
        self,
        operation: OperationNames,
        error: ErrorName | type[Exception],
        *,
        times: int | None = 1,
        after: int = 0,
        when: Condition | None = None,
        probability: float | None = None,
        seed: int | None = None,
        message: str | None = None,
        lost_answer: bool = False,
        wait: bool = False,
        **members: Any,
    ) -> Fault:
        """Make valid requests to an operation fail, up to ``times`` times, without any effect.

        ``operation`` is a name, a pattern such as ``"Create*"``, or several; a pattern selects the
        operations that raise the error.  ``error`` is the name of an error of the service model,
        its class of a client, or a connection error of botocore, by class or name.

        ``after`` lets this number of requests pass first.  ``when`` takes the parameters and
        returns whether the request matches, or is a dictionary of parameters that it has: of a
        structure some members are enough.  ``times=None`` is without end.  With ``probability``
        chance decides each time, from ``seed`` (0 by default) in the same way in every run.
        ``members`` are the error's own, such as ``retryAfterSeconds``.  With ``lost_answer`` the
        operation is executed before the error.

        Clients of this process that repeat the call do not sleep before: the mock's clock moves on
        by the time, unless ``wait`` is true.

        Raises:
            ValueError: something of this does not exist or makes no sense.
            RuntimeError: no mock is on, or it is in another process.
        """
        injections = self._toolkit("Faults").injections
        from mock_connectcases.toolkit.faults import Fault  # noqa: PLC0415
        from mock_connectcases.toolkit.injections import Trigger  # noqa: PLC0415
        from mock_connectcases.toolkit.outcomes import (  # noqa: PLC0415
            check_may_follow_effect,
            outcome,
        )
        from mock_connectcases.toolkit.selection import select  # noqa: PLC0415

        flags: dict[str, Any] = {"wait": wait, "lost_answer": lost_answer}
        for name, flag in flags.items():
            if not isinstance(flag, bool):
                raise ValueError(f"{name} is True or False, not {flag!r}.")  # noqa: TRY004 - all bad input alike
        selection = select(operation)
        found = outcome(selection, error, message, members)
        if lost_answer:
            check_may_follow_effect(found)
        trigger = Trigger(
            found.operations, when, after, times, probability, seed, self.account_id
        ).checked(selection)
        discard = injections.discard
        fault = Fault(
            selection.pattern, trigger, discard, found, lost_answer=lost_answer, wait=wait
        )
        injections.add(fault)
        return fault

    def delay(
        self,
        operation: OperationNames,
        seconds: float,
        *,
        times: int | None = None,
        after: int = 0,
        when: Condition | None = None,
        probability: float | None = None,
        seed: int | None = None,
    ) -> Delay:
        """Make valid requests to an operation take time, by the mock's clock: nothing sleeps.

        The operation sees the time at the end of the delay.  The rest is as with :meth:`fail`,
        except that a delay has no end without ``times``.

        Raises:
            ValueError: something of this does not exist or makes no sense.
            RuntimeError: no mock is on, or it is in another process.
        """
        injections = self._toolkit("Delays").injections
        from mock_connectcases.toolkit.faults import Delay, read_seconds  # noqa: PLC0415
        from mock_connectcases.toolkit.injections import Trigger  # noqa: PLC0415
        from mock_connectcases.toolkit.selection import select  # noqa: PLC0415

        selection = select(operation)
        trigger = Trigger(
            selection.names, when, after, times, probability, seed, self.account_id
        ).checked(selection)
        delay = Delay(selection.pattern, trigger, injections.discard, read_seconds(seconds))
        injections.add(delay)
        return delay

    @property
    def faults(self) -> list[Injection]:
        """The active faults and delays, the oldest first; also those that have fired enough.

        Raises:
            RuntimeError: no mock is on, or it is in another process.
        """
        return self._past("Faults").injections.listed(self.account_id)

    def stub(
        self,
        service: str,
        operation: str,
        output: Mapping[str, Any] | None = None,
        *,
        when: Condition | None = None,
        times: int | None = None,
        error: str | None = None,
        status: int | None = None,
        message: str | None = None,
    ) -> Stub:
        """Answer an operation of another service, which moto does not mock, with this output.

        ``service`` is boto3's name of it, such as ``customer-profiles``.  The oldest stub that is
        for a request answers it: ``when`` are members that its input has, or takes the input and
        returns whether it matches, and ``times`` is how often it answers, without end by default.

        With ``error``, the name of an error of the operation, ``output`` are its members.  With a
        ``status`` it may be an error that the service model lacks.

        Raises:
            ValueError: something of this does not exist, is no output of the operation, or moto or
                the mock itself answers it.
            RuntimeError: no mock is on, or it is in another process.
        """
        stubs = self._toolkit("Stubs").stubs
        from mock_connectcases.errors import InvalidDocumentError  # noqa: PLC0415
        from mock_connectcases.toolkit.stubs import Answer, make_stub  # noqa: PLC0415

        answer = Answer(output, error, status, message)
        discard = stubs.discard
        try:
            stub = make_stub(
                service,
                operation,
                answer,
                when=when,
                times=times,
                account_id=self.account_id,
                discard=discard,
            )
        except InvalidDocumentError as unfit:
            raise ValueError(unfit.with_place()) from None
        stubs.add([stub])
        return stub

    def search_lag(self, seconds: float) -> None:
        """Hide new cases from SearchCases for some seconds of the mock's clock.

        Changes and deletions are visible at once.  Zero, the default, hides nothing.

        Raises:
            ValueError: that is no length of time.
            RuntimeError: no mock is on, or it is in another process.
        """
        tools = self._toolkit("Search lag")
        from mock_connectcases.toolkit.faults import read_seconds  # noqa: PLC0415

        tools.set_search_lag(read_seconds(seconds), self.account_id)

    def tick(
        self,
        by: timedelta | None = None,
        *,
        to: datetime | None = None,
        weeks: float = 0,
        days: float = 0,
        hours: float = 0,
        minutes: float = 0,
        seconds: float = 0,
        milliseconds: float = 0,
        microseconds: float = 0,
    ) -> datetime:
        """Move the mock's clock ahead, by a length of time or to a time, and no other.

        It returns its time in UTC.

        Raises:
            ValueError: time would not move, or backwards, or further than a thousand years ahead.
            RuntimeError: no mock is on, or it is in another process.
        """
        self._toolkit("The clock")
        from datetime import datetime, timedelta  # noqa: PLC0415

        from mock_connectcases import clock  # noqa: PLC0415

        if by is not None and not isinstance(by, timedelta):
            raise ValueError(f"tick takes a timedelta or keywords as minutes=90, not {by!r}.")
        parts: dict[str, Any] = {
            "weeks": weeks,
            "days": days,
            "hours": hours,
            "minutes": minutes,
            "seconds": seconds,
            "milliseconds": milliseconds,
            "microseconds": microseconds,
        }
        for name, each in parts.items():
            if not isinstance(each, int | float) or isinstance(each, bool):
                raise ValueError(f"{name} is a number, not {each!r}.")  # noqa: TRY004 - all bad input alike
        try:
            moved = (by or timedelta(0)) + timedelta(**parts)
        except (OverflowError, ValueError):  # infinite, and not a number
            raise ValueError("Time cannot be moved so far.") from None
        if to is not None:
            if moved:
                raise ValueError("tick takes a time to move to, or by, and not both.")
            until: Any = to
            if not isinstance(until, datetime) or until.tzinfo is None:
                raise ValueError(f"tick moves to a datetime with a time zone, not {until!r}.")
            moved = until - self.now
        if not moved:
            raise ValueError("tick needs a time to move by, for example minutes=90.")
        return clock.move(moved, self.account_id)

    @property
    def now(self) -> datetime:
        """The mock's time in UTC.

        Raises:
            RuntimeError: the mock is in another process.
        """
        self._check_process("The clock")
        from mock_connectcases import clock  # noqa: PLC0415

        return clock.now_of(self.account_id)

    @property
    def calls(self) -> Calls:
        """The calls that reached the service, of all accounts and regions, the oldest first.

        They include calls that were refused, that could not be read, or that met a fault.  The
        latest 1,000 of each account are held, in at most 64 MiB; all are counted.

        Raises:
            RuntimeError: no mock is on, or it is in another process.
        """
        return self._past("Calls").log.calls(self.account_id)

    def assert_called(
        self, operation: OperationNames, /, *, times: int | None = None, **params: Any
    ) -> None:
        """Fail unless an operation was called with these parameters, exactly ``times`` if given.

        Of a structure among ``params`` some members are enough.  Calls that failed count too, and
        so does each retry.

        Raises:
            AssertionError: it was not; the message shows the nearest calls.
            ValueError: no operation has that name, or it has no such parameter.
            RuntimeError: no mock is on, or it is in another process.
        """
        from mock_connectcases.toolkit import assertions  # noqa: PLC0415

        assertions.assert_called(self.calls, operation, times, params)

    def assert_not_called(self, operation: OperationNames = "*", /, **params: Any) -> None:
        """Fail if an operation was called with these parameters; raises as ``assert_called``."""
        self.assert_called(operation, times=0, **params)

    def assert_event(
        self, event_type: EventType, /, *, times: int | None = None, **detail: Any
    ) -> None:
        """Fail unless a case event such as ``CASE.CREATED`` was published.

        ``detail`` are members of its detail; of a structure some members are enough.

        Raises:
            AssertionError: it was not; the message shows the nearest events.
            ValueError: there is no such type of case event, or no such member of its detail.
            RuntimeError: no mock is on, or it is in another process.
        """
        from mock_connectcases.toolkit import assertions  # noqa: PLC0415

        assertions.assert_event(self.events, event_type, times, detail)

    def assert_no_event(self, event_type: EventType, /, **detail: Any) -> None:
        """Fail if such a case event was published; raises as ``assert_event``."""
        self.assert_event(event_type, times=0, **detail)

    def assert_all_faults_used(self) -> None:
        """Fail if a fault that was not removed has fired less often than it should.

        A fault without end, or with a probability, should fire once.  One in a ``with`` block
        should fire before the end of the block.

        Raises:
            AssertionError: the message has a sentence about each.
            RuntimeError: no mock is on, or it is in another process.
        """
        unused = self._past("Faults").injections.unused(self.account_id)
        if unused:
            raise AssertionError("\n".join(unused))
