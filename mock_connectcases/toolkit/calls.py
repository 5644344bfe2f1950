"""The log of calls: every request that reached the service, and its outcome.

Rule of this file: a request costs two tuples.  It is parsed when a test reads it.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, overload

from mock_connectcases import clock, locks, rules
from mock_connectcases.toolkit import matching
from mock_connectcases.toolkit.recorded_call import CallError, RecordedCall
from mock_connectcases.toolkit.selection import Selection, select
from mock_connectcases.wire.messages import LazyHeaders, Response
from mock_connectcases.wording import pluralize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mock_connectcases.store import Store
    from mock_connectcases.toolkit.names import OperationNames
    from mock_connectcases.toolkit.recorded_call import Entry
    from mock_connectcases.wire.messages import Request

MAX_CALLS: Final = 1_000
"""The number of latest calls of each account in the log; ours, so that none displaces another's."""
MAX_IN_ALL: Final = 10_000
"""The number of latest calls of all accounts; ours, it bounds the memory.  All are counted."""
MAX_BYTES: Final = 64 * 1024 * 1024
"""The bytes of requests and answers that it holds, over all calls; ours likewise."""


class Sender(NamedTuple):
    """The account and region of a request to another service."""

    account_id: str
    region: str


class CallLog:
    """The latest calls of all accounts and regions in the order of their answers."""

    def __init__(self) -> None:
        self._rows: OrderedDict[int, tuple[Entry, int]] = OrderedDict()
        """The calls by their numbers, each with its bytes: to count them takes longer."""
        self._of_account: dict[str, deque[int]] = {}
        """The numbers of the calls of each account."""
        self._latest = 0
        """The number of the latest call."""
        self._bytes = 0
        self._dropped: defaultdict[str, Counter[str]] = defaultdict(Counter)
        """The number of dropped calls of each operation, by account."""
        self._lock = locks.new_lock()

    def add(
        self,
        operation: str,
        request: Request,
        outcome: Response | Exception,
        store: Store | Sender,
    ) -> None:
        """Record a request and its answer, or the injected error that it got instead.

        The operation's name is empty for a request of no operation, and has that of another service
        before it: ``qconnect.GetSession``.
        """
        answer: Response | CallError
        if isinstance(outcome, Response):
            answer = outcome
        else:
            # Not the error itself: its traceback would hold every frame alive.
            name = type(outcome).__name__
            answer = CallError(name, str(outcome), None, rules.INJECTED_FAULT, operation)
        account_id = store.account_id
        entry = (operation, request, answer, account_id, store.region, clock.now())
        size = _size(entry)
        with self._lock:
            number = self._latest = self._latest + 1
            self._rows[number] = entry, size
            self._bytes += size
            numbers = self._of_account.get(account_id)
            if numbers is None:
                numbers = self._of_account[account_id] = deque()
            numbers.append(number)
            if len(numbers) > MAX_CALLS:
                self._count_dropped(self._rows.pop(numbers[0]))
            while self._bytes > MAX_BYTES or len(self._rows) > MAX_IN_ALL:
                _, oldest = self._rows.popitem(last=False)
                self._count_dropped(oldest)

    def _count_dropped(self, row: tuple[Entry, int]) -> None:
        """Count a dropped call, which was the oldest of its account, under the lock."""
        (operation, _, _, account_id, *_), size = row
        self._bytes -= size
        numbers = self._of_account[account_id]
        numbers.popleft()
        if not numbers:
            del self._of_account[account_id]
        self._dropped[operation][account_id] += 1

    def clear(self, account_id: str | None = None) -> None:
        """Drop all calls, or those of an account; the others keep their numbers."""
        with self._lock:
            if account_id is None:
                self._rows.clear()
                self._of_account.clear()
                self._dropped.clear()
                self._latest = self._bytes = 0
                return
            for number in self._of_account.pop(account_id, ()):
                _, size = self._rows.pop(number)
                self._bytes -= size
            for counts in self._dropped.values():
                counts.pop(account_id, None)

    def calls(self, account_id: str | None = None) -> Calls:
        """Return the calls at this moment, all or those of an account."""
        with self._lock:
            numbers = list(
                self._rows if account_id is None else self._of_account.get(account_id, ())
            )
            entries = [self._rows[number][0] for number in numbers]
            dropped = {
                (operation, account): counts[account]
                for operation, counts in self._dropped.items()
                for account in (counts if account_id is None else counts.keys() & {account_id})
            }
        return Calls(list(map(RecordedCall, entries, numbers)), dropped)


def _size(entry: Entry) -> int:
    """Return the bytes that an entry holds: the client's and ours."""
    _, request, answer, *_ = entry
    headers = request.headers
    in_headers = (
        headers.SIZE if isinstance(headers, LazyHeaders) else sum(map(len, headers.values()))
    )
    in_answer = len(answer.body if isinstance(answer, Response) else answer.message)
    return len(request.target) + len(request.body) + in_headers + in_answer


class Calls(Sequence[RecordedCall]):
    """Calls in the order of their answers, the oldest first; later calls are not in it."""

    def __init__(
        self, calls: Sequence[RecordedCall], dropped: Mapping[tuple[str, str], int]
    ) -> None:
        self._calls = calls
        self.dropped = dropped
        """The numbers of older calls that the log has dropped, by operation and account."""

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
        return sum(self.dropped.values())

    @property
    def forgotten_message(self) -> str:
        """A clause about the calls that were dropped."""
        calls = pluralize(self.forgotten, "older call")
        was = "was" if self.forgotten == 1 else "were"
        megabytes = MAX_BYTES // 1024**2
        return (
            f"{calls} {was} dropped from the log, which holds the latest {MAX_CALLS:,} calls of"
            f" each account, {MAX_IN_ALL:,} in all and at most {megabytes} MiB"
        )

    def of(self, operation: OperationNames, **params: Any) -> Calls:
        """Return the calls of an operation, of several, or of a pattern such as ``Create*``.

        With ``params``, those with at least these parameters: of a structure it is enough to give
        some members.

        Calls that stubs answered have the service in their names: ``qconnect.GetSession``.

        Raises:
            ValueError: no operation has that name, or none of these has such a parameter.
        """
        return self.of_selection(select(operation, stubbed=True), params)

    def of_selection(self, selection: Selection, params: Mapping[str, Any]) -> Calls:
        """Return the calls of these operations with at least these parameters."""
        selection.check_params(params)
        found = [
            each
            for each in self._calls
            if each.operation in selection.names
            and (not params or matching.contains(each.params, params))
        ]
        dropped = {
            place: count for place, count in self.dropped.items() if place[0] in selection.names
        }
        return Calls(found, dropped)

    def count(self, operation: OperationNames = "*", **params: Any) -> int:
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
