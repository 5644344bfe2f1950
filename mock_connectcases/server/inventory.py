"""Shows the existing resources: their counts and their names."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from mock_connectcases.resources import system_fields
from mock_connectcases.resources.kinds import CASE, DEFINITIONS, RELATED_ITEM

if TYPE_CHECKING:
    from mock_connectcases.connectcases.models import ConnectCasesBackends
    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.kinds import Kind

MOST_CASES = 1000
"""The number of cases of a domain that are shown, the latest changed; all are counted."""


def inventory(backends: ConnectCasesBackends, account_id: str | None = None) -> dict[str, Any]:
    """Describe the accounts and regions that have a domain, each as it is at one moment."""
    accounts: dict[str, dict[str, Any]] = {}
    for account, regions in list(backends.items()):
        if account_id not in {None, account}:
            continue
        for region, backend in list(regions.items()):
            with backend.store.lock:
                domains = [_domain(domain) for domain in backend.store.domains.values()]
            if domains:
                accounts.setdefault(account, {})[region] = {"domains": domains}
    shown = [
        domain
        for regions in accounts.values()
        for region in regions.values()
        for domain in region["domains"]
    ]
    counts = {"domains": len(shown)}
    for domain in shown:
        for kind, count in domain["counts"].items():
            counts[kind] = counts.get(kind, 0) + count
    return {"counts": counts, "accounts": accounts}


def _domain(domain: Domain) -> dict[str, Any]:
    cases = domain.cases.values()
    latest = list(islice(domain.change_order.latest_first(), MOST_CASES))
    return {
        "domainId": domain.domain_id,
        "domainArn": domain.arn,
        "name": domain.name,
        "counts": {
            **{kind.member: len(domain.collection(kind)) for kind in (*DEFINITIONS, CASE)},
            RELATED_ITEM.member: sum(len(case.related_items) for case in cases),
        },
        **{kind.member: _definitions(domain, kind) for kind in DEFINITIONS},
        "cases": [_case(case) for case in latest],
        "casesNotShown": len(cases) - len(latest),
    }


def _definitions(domain: Domain, kind: Kind) -> list[dict[str, Any]]:
    return [
        {kind.id_member: each.id, "name": each.name, "deleted": each.deleted}
        for each in domain.collection(kind).values()
    ]


def _case(case: Case) -> dict[str, Any]:
    return {
        "caseId": case.case_id,
        "templateId": case.template_id,
        "title": case.values.get(system_fields.TITLE),
        "status": case.values.get(system_fields.STATUS),
        "relatedItems": len(case.related_items),
    }
