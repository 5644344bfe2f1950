"""The log of calls: every request that reached the service, and its outcome.

Rule of this file: a request costs one tuple.  It is parsed when a test reads it.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, overload

from mock_connectcases import clock, locks
from mock_connectcases.toolkit import matching
from mock_connectcases.toolkit.recorded_call import CallError, RecordedCall
from mock_connectcases.toolkit.selection import Selection, select
from mock_connectcases.wire.messages import LateHeaders, Response
from mock_connectcases.wording import pluralize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mock_connectcases.store import Store
    from mock_connectcases.toolkit.recorded_call import Entry
    from mock_connectcases.wire.messages import Request

MAX_CALLS: Final = 1_000
"""The number of latest calls in the log; ours, it bounds the memory.  All are counted."""
MAX_BYTES: Final = 64 * 1024 * 1024
"""The bytes of requests and answers that it holds, over all calls; ours likewise."""


class CallLog:
    """The latest calls of all accounts and regions in the order of their answers."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque()
        self._sizes: deque[int] = deque()
        """The bytes of each entry: to count them takes longer than to append it."""
        self._numbers: deque[int] = deque()
        self._latest = 0
        """The number of the latest call."""
        self._bytes = 0
        self._dropped: Counter[tuple[str, str]] = Counter()
        """The number of dropped calls of each operation in each account."""
        self._lock = locks.new_lock()

    def add(
        self, operation: str, request: Request, outcome: Response | Exception, store: Store
    ) -> None:
        """Record a request and its answer, or the error that it got instead.

        The operation's name is empty for a request of no operation.
        """
        answer: Response | CallError
        if isinstance(outcome, Response):
            answer = outcome
        else:
            # Not the error itself: its traceback would hold every frame alive.
            answer = CallError(type(outcome).__name__, str(outcome), None)
        entry = (operation, request, answer, store.account_id, store.region, clock.now())
        size = _size(entry)
        with self._lock:
            self._entries.append(entry)
            self._sizes.append(size)
            self._latest += 1
            self._numbers.append(self._latest)
            self._bytes += size
            while self._bytes > MAX_BYTES or len(self._entries) > MAX_CALLS:
                self._bytes -= self._sizes.popleft()
                self._numbers.popleft()
                operation, _, _, account_id, *_ = self._entries.popleft()
                self._dropped[operation, account_id] += 1

    def clear(self, account_id: str | None = None) -> None:
        """Drop all calls, or those of an account; the others keep their numbers."""
        with self._lock:
            rows = zip(self._entries, self._sizes, self._numbers, strict=True)
            kept = [] if account_id is None else [x for x in rows if x[0][3] != account_id]
            self._entries = deque(entry for entry, _, _ in kept)
            self._sizes = deque(size for _, size, _ in kept)
            self._numbers = deque(number for _, _, number in kept)
            self._bytes = sum(self._sizes)
            for place in [x for x in self._dropped if account_id in {None, x[1]}]:
                del self._dropped[place]
            if account_id is None:
                self._latest = 0

    def calls(self, account_id: str | None = None) -> Calls:
        """Return the calls at this moment, all or those of an account."""
        with self._lock:
            rows = list(zip(self._entries, self._numbers, strict=True))
            counts = list(self._dropped.items())
        dropped: Counter[str] = Counter()
        for (operation, account), count in counts:
            if account_id in {None, account}:
                dropped[operation] += count
        calls = [
            RecordedCall(entry, number) for entry, number in rows if account_id in {None, entry[3]}
        ]
        return Calls(calls, dropped)


def _size(entry: Entry) -> int:
    """Return the bytes that an entry holds: the client's and ours."""
    _, request, answer, *_ = entry
    headers = request.headers
    in_headers = (
        headers.SIZE if isinstance(headers, LateHeaders) else sum(map(len, headers.values()))
    )
    in_answer = len(answer.body if isinstance(answer, Response) else answer.message)
    return len(request.target) + len(request.body) + in_headers + in_answer


class Calls(Sequence[RecordedCall]):
    """Calls in the order of their answers, the oldest first; later calls are not in it."""

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
            raise LookupError(
                f"There is no such call: {self.forgotten_message}."
                if self.forgotten
                else "There was no such call."
            )
        return self._calls[-1]

    @property
    def failed(self) -> Calls:
        """The calls that got an error, or no answer."""
        return Calls([each for each in self._calls if each.error is not None], {})

    @property
    def succeeded(self) -> Calls:
        """The calls that got a result."""
        return Calls([each for each in self._calls if each.error is None], {})

    @property
    def forgotten(self) -> int:
        """The number of older calls of the same operations that the log has dropped."""
        return sum(self._dropped.values())

    @property
    def forgotten_message(self) -> str:
        """A clause about the calls that were dropped."""
        calls = pluralize(self.forgotten, "older call")
        was = "was" if self.forgotten == 1 else "were"
        megabytes = MAX_BYTES // 1024**2
        return (
            f"{calls} {was} dropped from the log, which holds the latest {MAX_CALLS:,} calls and"
            f" at most {megabytes} MiB"
        )

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
        """Count calls as ``of`` finds them; without ``params`` dropped calls count too.

        Raises:
            ValueError: as ``of`` does; or calls with ``params`` cannot be counted, because calls of
                the operation were dropped.
        """
        found = self.of(operation, **params)
        if not params:
            return len(found) + found.forgotten
        if found.forgotten:
            raise ValueError(
                f"Calls of {operation} with these parameters cannot be counted:"
                f" {found.forgotten_message}."
            )
        return len(found)

    def __repr__(self) -> str:
        lines = [f"  {each!r}" for each in self._calls]
        return "\n".join([f"<{pluralize(len(lines), 'call')}>", *lines])
