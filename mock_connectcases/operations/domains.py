"""CreateDomain, GetDomain, ListDomains, DeleteDomain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases.resources import quotas
from mock_connectcases.resources.changes import DomainChanged
from mock_connectcases.resources.definition import check_name
from mock_connectcases.resources.domain import CREATION_IN_PROGRESS, Domain
from mock_connectcases.resources.kinds import DOMAIN
from mock_connectcases.resources.system_fields import make_system_fields
from mock_connectcases.search.paging import Pager

if TYPE_CHECKING:
    from datetime import datetime

    from mock_connectcases.operations.call import Call, Params, Result
    from mock_connectcases.store import Store


def create_domain(call: Call, params: Params) -> Result:
    """Create a domain with its system fields and nothing else.

    The answer says ``CreationInProgress`` (documented sample); from then on the status follows
    moto's state-transition manager under ``cases::domain``, Active at once by default (assumed).
    Raises ConflictException for a name in use, ServiceQuotaExceededException.
    """
    store = call.store
    check_name(DOMAIN, params["name"], store.domains.values())
    quotas.DOMAINS.check(len(store.domains) + 1)
    created = make_domain(store, params["name"], call.new_id(), call.now())
    store.add(created)
    return {
        "domainId": created.domain_id,
        "domainArn": created.arn,
        "domainStatus": CREATION_IN_PROGRESS,
    }


def make_domain(store: Store, name: str, domain_id: str, now: datetime) -> Domain:
    """Make a domain with its system fields; it is in no store yet."""
    arn = store.domain_arn(domain_id)
    fields = make_system_fields(arn, now)
    return Domain(domain_id=domain_id, arn=arn, name=name, created_time=now, fields=fields)


def get_domain(call: Call, params: Params) -> Result:
    """Describe a domain; raises ResourceNotFoundException."""
    domain = call.domain(params)
    if domain.creation.advance():
        domain.record(DomainChanged())
    return {
        "domainId": domain.domain_id,
        "domainArn": domain.arn,
        "name": domain.name,
        "createdTime": domain.created_time,
        "domainStatus": domain.creation.status,
        "tags": domain.tags,
    }


def list_domains(call: Call, params: Params) -> Result:
    """List the domains of the account and region, the oldest first (assumed)."""
    pager: Pager[Domain] = Pager(call.operation, params)
    page, token = pager.page((each.number, each) for each in call.store.domains.values())
    summaries = [
        {"domainId": each.domain_id, "domainArn": each.arn, "name": each.name} for each in page
    ]
    return {"domains": summaries, "nextToken": token}


def delete_domain(call: Call, params: Params) -> Result:
    """Delete a domain and all its resources.

    Raises ResourceNotFoundException, ConflictException while the domain is being created.
    """
    domain = call.domain(params)
    domain.check_deletable()
    call.store.remove(domain)
    return {}
