"""All resources of one account in one region.

Rule of this file: no AWS rule lives here.  Rules live with the resource they protect.
"""

from __future__ import annotations

import time
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Final

from mock_connectcases import locks
from mock_connectcases.errors import ResourceNotFoundException
from mock_connectcases.resources.changes import DomainChanged
from mock_connectcases.resources.kinds import DOMAIN
from mock_connectcases.resources.missing import describe_missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mock_connectcases.resources.case_event import CaseEvent
    from mock_connectcases.resources.changes import Change
    from mock_connectcases.resources.domain import Domain, Observer
    from mock_connectcases.resources.kinds import Kind

LATEST_EVENTS: Final = 10_000
"""The number of published case events that a store holds; ours, it bounds the memory."""


_MOST_DOMAINS: Final = 1_000
"""The number of domains in which a missing id is sought; ours, it bounds the time."""

_PAUSE: Final = 0.001
_LONG_PAUSE: Final = 0.01
"""Seconds for which the lock is lent: enough for a thread that waits to take it, and more where
several lend it, for each would else take it again before the system runs the one that waits."""


class Store:
    """The domains of one account in one region, and the lock that makes operations atomic.

    It is the first observer of each of its domains, and passes every change on to observers of its
    own.  A domain that was added or removed is passed on as a change of that domain.
    """

    def __init__(
        self,
        *,
        account_id: str,
        region: str,
        partition: str,
        deliver: Callable[[CaseEvent], None] | None = None,
        all_stores: Callable[[], Iterable[Store]] = tuple,
    ) -> None:
        self.account_id = account_id
        self.region = region
        self.partition = partition
        self.domains: dict[str, Domain] = {}
        self.lock = locks.new_rlock()
        self.observers: list[Observer] = []
        self.case_events: deque[CaseEvent] = deque(maxlen=LATEST_EVENTS)
        """The latest published case events, the oldest first."""
        self.last_number = 0
        self._lending = 0
        """How many threads lend the lock."""
        self._deliver = deliver
        self._all_stores = all_stores
        self._undelivered: list[CaseEvent] = []

    @property
    def place(self) -> tuple[str, str]:
        """The account and the region, by which stores are ordered."""
        return self.account_id, self.region

    def domain_arn(self, domain_id: str) -> str:
        """Return the ARN that a domain of this account and region has."""
        service_arn = f"arn:{self.partition}:cases:{self.region}:{self.account_id}"
        return f"{service_arn}:{DOMAIN.arn_segment}/{domain_id}"

    def domain(self, domain_id: str) -> Domain:
        """Return a domain; raises ResourceNotFoundException."""
        found = self.domains.get(domain_id)
        if found is None:
            elsewhere = self._find(domain_id)
            is_domain = elsewhere is not None and elsewhere[2] is DOMAIN
            rule = "domain-of-one-account-and-region" if is_domain else "resource-exists"
            instead = self.instead_of(domain_id)
            raise ResourceNotFoundException(DOMAIN.type_name, domain_id, rule=rule, instead=instead)
        return found

    def instead_of(self, domain_id: str) -> str:
        """Return what there is instead of a missing domain, for a message, after a blank."""
        return describe_missing(
            DOMAIN,
            domain_id,
            self.domains,
            elsewhere=self.locate(domain_id),
            holder=f"Account {self.account_id!r} in region {self.region!r}",
        )

    def locate(self, resource_id: str) -> str:
        """Return a sentence about where an id exists, here or in another store; empty for nowhere.

        It says nothing else of other accounts.
        """
        found = self._find(resource_id)
        if found is None:
            return ""
        store, domain, kind = found
        return f"A {kind.name} {self._place(store, domain, kind)} has this id."

    def _find(self, resource_id: str) -> tuple[Store, Domain, Kind] | None:
        """Find the resource that has an id, here or in another store.

        It takes no lock: a thread may hold that of another store and want this one.
        """
        domains = (
            (store, domain)
            for store in (self, *self._all_stores())
            for domain in list(store.domains.values())
        )
        for store, domain in islice(domains, _MOST_DOMAINS):
            kind = domain.kind_of(resource_id)
            if kind is not None:
                return store, domain, kind
        return None

    def _place(self, store: Store, domain: Domain, kind: Kind) -> str:
        """Return where a resource of a domain is, as this store sees it."""
        if store.place == self.place:
            return "of this account" if kind is DOMAIN else f"of domain {domain.domain_id!r}"
        if store.account_id == self.account_id:
            return f"in region {store.region!r}"
        return f"in account {store.account_id!r}, region {store.region!r},"

    def copy(self) -> Store:
        """Return a store with the same domains and no observers, to build others in."""
        made = Store(
            account_id=self.account_id,
            region=self.region,
            partition=self.partition,
            all_stores=self._all_stores,
        )
        made.domains = dict(self.domains)
        made.last_number = self.last_number
        return made

    def add(self, domain: Domain) -> None:
        """Add a domain, after all others unless it has a number that none of them has."""
        taken = {each.number for each in self.domains.values()}
        if not domain.number or domain.number in taken:
            domain.number = self.last_number + 1
        self.last_number = max(self.last_number, domain.number)
        self.domains[domain.domain_id] = domain
        domain.observers[:] = [self]
        domain.locate = self.locate
        domain.record(DomainChanged())

    def remove(self, domain: Domain) -> None:
        """Remove a domain with all its resources."""
        del self.domains[domain.domain_id]
        domain.record(DomainChanged())

    def observe(self, domain: Domain, change: Change) -> None:
        """Pass a change on to the observers of this store."""
        for each in self.observers:
            each.observe(domain, change)

    def pause(self) -> None:
        """Lend the lock, which the caller holds, to waiting threads."""
        seconds = _LONG_PAUSE if self._lending else _PAUSE
        self._lending += 1
        self.lock.release()
        try:
            time.sleep(seconds)
        finally:
            self.lock.acquire()
            self._lending -= 1

    def publish(self, event: CaseEvent) -> None:
        """Hold a case event until the operation that caused it is done."""
        self.case_events.append(event)
        if self._deliver is not None:
            self._undelivered.append(event)

    def take_undelivered(self) -> list[CaseEvent]:
        """Return the events that were published and not delivered yet, for ``deliver``."""
        events, self._undelivered = self._undelivered, []
        return events

    def deliver(self, events: list[CaseEvent]) -> None:
        """Deliver case events to the event bus."""
        for each in events:
            if self._deliver is not None:
                self._deliver(each)
