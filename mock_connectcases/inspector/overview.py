"""The accounts and regions in use, and what is in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mock_connectcases.inspector.scene import Place

if TYPE_CHECKING:
    from mock_connectcases.inspector.scene import Scene
    from mock_connectcases.resources.domain import Domain


class DomainSummary(NamedTuple):
    """One domain at a glance; deleted definitions are not counted."""

    place: Place
    name: str
    status: str
    cases: int
    fields: int
    templates: int
    layouts: int
    rules: int


class RegionSummary(NamedTuple):
    """One account in one region."""

    account_id: str
    region: str
    domains: list[DomainSummary]
    events: int
    """How many of its case events are kept."""


def overview(scene: Scene) -> list[RegionSummary]:
    """Describe everything in use, in the order of accounts and regions."""
    described = []
    for store in scene.stores:
        with store.lock:
            domains = [
                summary(Place(store.account_id, store.region, each.domain_id), each)
                for each in store.domains.values()
            ]
            events = len(store.case_events)
        described.append(RegionSummary(store.account_id, store.region, domains, events))
    return described


def summary(place: Place, domain: Domain) -> DomainSummary:
    """Describe one domain at a glance; the caller holds the lock of its store."""
    fields, templates, layouts, rules = (
        sum(not each.deleted for each in resources.values())
        for resources in (domain.fields, domain.templates, domain.layouts, domain.case_rules)
    )
    return DomainSummary(
        place=place,
        name=domain.name,
        status=domain.creation.peek(),
        cases=len(domain.cases),
        fields=fields,
        templates=templates,
        layouts=layouts,
        rules=rules,
    )
