"""Snapshots of the mock at one moment, of which the pages are made."""

from __future__ import annotations

from contextlib import contextmanager
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from mock_connectcases import clock, settings
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.toolkit.toolkit import toolkit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, timedelta

    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.settings import Settings
    from mock_connectcases.store import Store
    from mock_connectcases.toolkit.calls import Calls
    from mock_connectcases.toolkit.injections import Injection
    from mock_connectcases.toolkit.recorded_call import RecordedCall


class Place(NamedTuple):
    """The account, region and id of a domain."""

    account_id: str
    region: str
    domain_id: str


class Snapshot(NamedTuple):
    """The mock at one moment; only the stores go on changing."""

    stores: Sequence[Store]
    """The stores with a domain or published events, by account and region."""
    calls: Calls
    now: datetime
    """The mock's time."""
    ahead: timedelta
    """The offset of the mock's time from that of the process."""
    injections: Sequence[Injection]
    """The active faults and delays."""
    settings: Settings
    """The quotas and assumptions of the mocks that were on."""
    refusal_messages: Sequence[str]
    """The messages of the latest calls of other services that were refused."""
    refused_requests: Sequence[RecordedCall] = ()
    """Requests that a server refused before they became calls; they have the number 0."""

    @contextmanager
    def locked_domain(self, place: Place) -> Iterator[Domain | None]:
        """Hold the lock of a domain's store meanwhile; ``None`` if there is no such domain."""
        try:
            store, domain = self.domain(place)
        except LookupError:
            yield None
            return
        with store.lock:
            yield domain

    def domain(self, place: Place) -> tuple[Store, Domain]:
        """Return a domain and its store; raises LookupError if there is none."""
        for store in self.stores:
            if store.place == place[:2]:
                found = store.domains.get(place.domain_id)
                if found is not None:
                    return store, found
        raise LookupError(place)


def take_snapshot(refused_requests: Sequence[RecordedCall] = ()) -> Snapshot:
    """Return a snapshot of this process; a server adds the requests that it refused."""
    stores = [each for each in connectcases_backends.stores() if each.domains or each.case_events]
    return Snapshot(
        stores=sorted(stores, key=attrgetter("place")),
        calls=toolkit.log.calls(),
        now=clock.now(),
        ahead=clock.ahead(),
        injections=toolkit.injections.listed(),
        settings=settings.current(),
        refusal_messages=tuple(toolkit.refusal_messages),
        refused_requests=refused_requests,
    )
