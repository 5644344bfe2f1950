"""The accounts and regions in use, and their domains."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mock_connectcases import clock
from mock_connectcases.inspector.snapshot import Place
from mock_connectcases.resources.kinds import DEFINITIONS

if TYPE_CHECKING:
    from mock_connectcases.inspector.snapshot import Snapshot
    from mock_connectcases.resources.domain import Domain


class DomainSummary(NamedTuple):
    """The numbers of a domain; deleted definitions are not counted."""

    place: Place
    name: str
    status: str
    cases: int
    definitions: dict[str, int]
    """The number of definitions by the name of their kind."""


class RegionSummary(NamedTuple):
    """One account in one region."""

    account_id: str
    region: str
    domains: list[DomainSummary]
    events: int
    """The number of its stored case events."""


def overview(snapshot: Snapshot) -> list[RegionSummary]:
    """Summarize the domains and events, in the order of accounts and regions."""
    summaries = []
    for store in snapshot.stores:
        with store.lock:
            domains = [
                summarize_domain(Place(store.account_id, store.region, each.domain_id), each)
                for each in store.domains.values()
            ]
            events = len(store.case_events)
        summaries.append(RegionSummary(store.account_id, store.region, domains, events))
    return summaries


def summarize_domain(place: Place, domain: Domain) -> DomainSummary:
    """Summarize one domain; the caller holds the lock of its store."""
    with clock.of_account(place.account_id):
        status = domain.creation.peek()
    return DomainSummary(
        place=place,
        name=domain.name,
        status=status,
        cases=len(domain.cases),
        definitions={
            kind.name: sum(not each.deleted for each in domain.collection(kind).values())
            for kind in DEFINITIONS
        },
    )
