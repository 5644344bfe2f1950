"""Everything of one account in one region: it holds and finds, it never judges.

Rule of this file: no AWS rule lives here.  Rules live with the resource they protect.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from mock_connectcases import locks
from mock_connectcases.errors import ResourceNotFoundException

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mock_connectcases.resources.case_event import CaseEvent
    from mock_connectcases.resources.domain import Domain

KEPT_EVENTS: Final = 10_000
"""So many published case events can be looked at afterwards; ours, it bounds the memory."""


class Store:
    """All resources of one account in one region, and the lock that makes operations atomic."""

    __slots__ = (
        "account_id",
        "announce",
        "case_events",
        "changes",
        "domains",
        "last_number",
        "lock",
        "partition",
        "region",
    )

    def __init__(
        self,
        *,
        account_id: str,
        region: str,
        partition: str,
        announce: Callable[[CaseEvent], None] | None = None,
    ) -> None:
        self.account_id = account_id
        self.region = region
        self.partition = partition
        self.domains: dict[str, Domain] = {}
        self.lock = locks.new_rlock()
        self.case_events: deque[CaseEvent] = deque(maxlen=KEPT_EVENTS)
        """The latest case events that were published, the oldest first."""
        self.announce = announce
        """Takes each case event to the event bus, if there is one."""
        self.last_number = 0
        self.changes = 0
        """Grows with everything that may have changed; whoever keeps a copy compares it."""

    @property
    def place(self) -> tuple[str, str]:
        """The account and the region: stores in their order stand by these."""
        return self.account_id, self.region

    def next_number(self) -> int:
        """Return the next place in the order in which domains were created."""
        self.last_number += 1
        return self.last_number

    def replace(self, domains: dict[str, Domain], last_number: int) -> None:
        """Hold these domains from now on, and nothing of what was held before."""
        with self.lock:
            self.domains = domains
            self.last_number = last_number
            self.case_events.clear()
            self.changes += 1

    def deliver(self, case_events: Iterable[CaseEvent]) -> None:
        """Take case events that were published to the event bus, if there is one."""
        if self.announce is not None:
            for each in case_events:
                self.announce(each)

    def domain_arn(self, domain_id: str) -> str:
        """Return the ARN that a domain of this account and region has."""
        return f"arn:{self.partition}:cases:{self.region}:{self.account_id}:domain/{domain_id}"

    def domain(self, domain_id: str) -> Domain:
        """Return a domain; raises ResourceNotFoundException."""
        found = self.domains.get(domain_id)
        if found is None:
            raise ResourceNotFoundException("Domain", domain_id)
        return found
