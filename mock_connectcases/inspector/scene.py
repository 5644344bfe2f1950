"""What the pages show: what there is and what happened, as of one moment."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from mock_connectcases import clock
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.toolkit.toolkit import toolkit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, timedelta

    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.store import Store
    from mock_connectcases.toolkit.calls import Calls
    from mock_connectcases.toolkit.plans import Plan
    from mock_connectcases.toolkit.recorded_call import RecordedCall


class Place(NamedTuple):
    """Where a domain is."""

    account_id: str
    region: str
    domain_id: str


class Visit(NamedTuple):
    """What a server knows of a request beside the call that it became."""

    milliseconds: float
    hint: str | None


@dataclass(frozen=True, slots=True)
class Scene:
    """The stores as they are when a page is made, and the rest as it was when this was."""

    stores: Sequence[Store]
    """Those that hold a domain or have published events, by account and region."""
    calls: Calls
    now: datetime
    """The mock's time."""
    ahead: timedelta
    """How far it is ahead of the process's."""
    search_lag: timedelta
    plans: Sequence[Plan]
    """The faults and delays that requests can meet."""
    visits: Mapping[str, Visit] = field(default_factory=dict)
    """By the ids of their answers the requests that a server took in."""
    turned_away: Sequence[RecordedCall] = ()
    """Requests that a server refused before they became calls; they have the number 0."""

    def at(self, now: datetime) -> Scene:
        """Return this with another time as the mock's."""
        return replace(self, now=now)

    def domain(self, place: Place) -> tuple[Store, Domain]:
        """Return a domain and its store; raises LookupError if there is none."""
        for store in self.stores:
            if store.place == place[:2]:
                found = store.domains.get(place.domain_id)
                if found is not None:
                    return store, found
        raise LookupError(place)


def present(
    visits: Mapping[str, Visit] | None = None, turned_away: Sequence[RecordedCall] = ()
) -> Scene:
    """Return what there is now in this process; a server adds what only it knows."""
    stores = [each for each in connectcases_backends.stores() if each.domains or each.case_events]
    return Scene(
        stores=sorted(stores, key=attrgetter("place")),
        calls=toolkit.log.calls(),
        now=clock.now(),
        ahead=clock.ahead(),
        search_lag=toolkit.search_lag.length,
        plans=toolkit.faults.present(),
        visits=visits or {},
        turned_away=turned_away,
    )
