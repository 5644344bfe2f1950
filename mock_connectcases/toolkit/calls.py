"""The log of calls: every request that reached the service, and what became of it.

Rule of this file: a request costs one tuple.  Everything that reads it happens when a test looks.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, overload

from mock_connectcases import clock, locks
from mock_connectcases.toolkit import matching
from mock_connectcases.toolkit.recorded_call import CallError, RecordedCall
from mock_connectcases.toolkit.selection import Selection, select
from mock_connectcases.wire.messages import Response

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mock_connectcases.store import Store
    from mock_connectcases.toolkit.recorded_call import Entry
    from mock_connectcases.wire.messages import Request

KEPT_CALLS: Final = 1_000
"""So many calls can be looked at afterwards; ours, it bounds the memory.  All are counted."""


class KeptCalls(NamedTuple):
    """What a log had noted at some time."""

    entries: deque[Entry]
    dropped: Counter[str]

    def __len__(self) -> int:
        return len(self.entries) + sum(self.dropped.values())


class CallLog:
    """The latest calls of all accounts and regions in the order of their answers."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque()
        self._dropped: Counter[str] = Counter()
        """How many calls there were of each operation that are no longer kept."""
        self._lock = locks.new_lock()

    def add(
        self, operation: str, request: Request, outcome: Response | Exception, store: Store
    ) -> None:
        """Note a request and its answer, or the error by which it got none.

        The operation's name is empty if the request is of none.
        """
        answer: Response | CallError
        if isinstance(outcome, Response):
            answer = outcome
        else:
            # Not the error itself: its traceback would keep everything that was at work.
            answer = CallError(type(outcome).__name__, str(outcome), None)
        entries = self._entries
        entries.append((operation, request, answer, store.account_id, store.region, clock.now()))
        if len(entries) > KEPT_CALLS:
            self._drop()

    def _drop(self) -> None:
        """Drop the oldest calls that are too many, and count them."""
        entries = self._entries
        with self._lock:
            while len(entries) > KEPT_CALLS:
                self._dropped[entries.popleft()[0]] += 1

    def clear(self) -> None:
        """Forget all calls."""
        if self._entries:
            with self._lock:
                self._entries.clear()
                self._dropped.clear()

    def keep(self) -> KeptCalls:
        """Return all that is noted, to be put back another time."""
        with self._lock:
            return KeptCalls(self._entries.copy(), Counter(self._dropped))

    def put_back(self, kept: KeptCalls) -> None:
        """Note what was kept, and nothing of what came since."""
        with self._lock:
            self._entries, self._dropped = kept.entries.copy(), Counter(kept.dropped)

    def calls(self) -> Calls:
        """Return the calls as they are now."""
        self._drop()
        with self._lock:
            entries, dropped = self._entries.copy(), Counter(self._dropped)
        first = 1 + sum(dropped.values())
        calls = [RecordedCall(entry, number) for number, entry in enumerate(entries, first)]
        return Calls(calls, dropped)


class Calls(Sequence[RecordedCall]):
    """Calls in the order of their answers, the oldest first.

    What was kept when it was asked for: later calls are not in it.
    """

    def __init__(self, calls: Sequence[RecordedCall], dropped: Mapping[str, int]) -> None:
        self._calls = calls
        self._dropped = dropped

    @overload
    def __getitem__(self, index: int) -> RecordedCall: ...

    @overload
    def __getitem__(self, index: slice) -> Calls: ...

    def __getitem__(self, index: int | slice) -> RecordedCall | Calls:
        if isinstance(index, slice):
            return Calls(self._calls[index], {})
        return self._calls[index]

    def __len__(self) -> int:
        return len(self._calls)

    @property
    def last(self) -> RecordedCall:
        """The latest call; raises LookupError if there is none."""
        if not self._calls:
            raise LookupError("There was no such call.")
        return self._calls[-1]

    @property
    def failed(self) -> Calls:
        """Those that got an error, or no answer."""
        return Calls([each for each in self._calls if each.error is not None], {})

    @property
    def succeeded(self) -> Calls:
        """Those that got a result."""
        return Calls([each for each in self._calls if each.error is None], {})

    @property
    def forgotten(self) -> int:
        """How many older calls of the same kind are no longer kept."""
        return sum(self._dropped.values())

    def of(self, operation: str | Iterable[str], **params: Any) -> Calls:
        """Return the calls of an operation, of several, or of a pattern such as ``Create*``.

        With ``params``, those with at least these parameters: of a structure it is enough to give
        some members.

        Raises:
            ValueError: no operation has that name, or none of these has such a parameter.
        """
        return self.of_selection(select(operation), params)

    def of_selection(self, selection: Selection, params: Mapping[str, Any]) -> Calls:
        """Return the calls of these operations with at least these parameters."""
        selection.check_params(params)
        found = [
            each
            for each in self._calls
            if each.operation in selection.names
            and (not params or matching.contains(each.params, params))
        ]
        dropped = {name: self._dropped[name] for name in selection.names & self._dropped.keys()}
        return Calls(found, dropped)

    def count(self, operation: Any = "*", **params: Any) -> int:
        """Count calls as ``of`` finds them.

        Without ``params`` those are counted too that are no longer kept.

        Raises:
            ValueError: as ``of`` does; or calls with ``params`` cannot be counted, for calls of
                the operation are no longer kept.
        """
        found = self.of(operation, **params)
        if not params:
            return len(found) + found.forgotten
        if found.forgotten:
            raise ValueError(
                f"Calls of {operation} with these parameters cannot be counted: {found.forgotten}"
                f" older calls of it are no longer kept. The log keeps {KEPT_CALLS:,}."
            )
        return len(found)

    def __repr__(self) -> str:
        lines = [f"  {each!r}" for each in self._calls]
        return "\n".join([f"<{len(lines)} calls>", *lines])
