"""Shows the existing resources: their counts and their names."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.resources import system_fields
from mock_connectcases.resources.kinds import CASE, DEFINITIONS, RELATED_ITEM

if TYPE_CHECKING:
    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.kinds import Kind

MOST_CASES = 1000
"""The number of cases of a domain that are shown, the latest changed; all are counted."""


def inventory(account_id: str | None = None) -> dict[str, Any]:
    """Describe the accounts and regions that have a domain, each as it is at one moment."""
    accounts: dict[str, dict[str, Any]] = {}
    counts = Counter(domains=0)
    for store in connectcases_backends.stores():
        if account_id not in {None, store.account_id}:
            continue
        with store.lock:
            domains = [_domain(domain) for domain in store.domains.values()]
        if domains:
            accounts.setdefault(store.account_id, {})[store.region] = {"domains": domains}
        for each in domains:
            counts.update(each["counts"], domains=1)
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
