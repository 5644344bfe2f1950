"""CreateDomain, GetDomain, ListDomains, DeleteDomain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases import clock, ids
from mock_connectcases.resources import domain as domains
from mock_connectcases.resources import names, quotas
from mock_connectcases.resources.domain import Domain
from mock_connectcases.resources.system_fields import make_system_fields
from mock_connectcases.search.paging import Pager

if TYPE_CHECKING:
    from collections.abc import Collection
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
    check_room_for(store, params["name"])
    created = make_domain(store, params["name"], ids.new_id(), clock.now())
    created.number = store.next_number()
    store.domains[created.domain_id] = created
    return {
        "domainId": created.domain_id,
        "domainArn": created.arn,
        "domainStatus": domains.CREATION_IN_PROGRESS,
    }


def check_room_for(store: Store, name: str, others: Collection[Domain] = ()) -> None:
    """Raise as CreateDomain does when a store, with others to come, has no room for a domain."""
    known = [*store.domains.values(), *others]
    names.check_free("domain", name, known)
    quotas.check(len(known) + 1, quotas.DOMAINS_PER_ACCOUNT, "domains per account")


def make_domain(store: Store, name: str, domain_id: str, now: datetime) -> Domain:
    """Make a domain with its system fields; it is in no store, and has no place there, yet."""
    arn = store.domain_arn(domain_id)
    return Domain(
        domain_id=domain_id,
        arn=arn,
        name=name,
        number=0,
        created_time=now,
        fields=make_system_fields(arn, now),
    )


def get_domain(call: Call, params: Params) -> Result:
    """Describe a domain; raises ResourceNotFoundException."""
    domain = call.domain(params)
    domain.creation.advance()
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
    page, token = pager.cut((each.number, each) for each in call.store.domains.values())
    summaries = [
        {"domainId": each.domain_id, "domainArn": each.arn, "name": each.name} for each in page
    ]
    return {"domains": summaries, "nextToken": token}


def delete_domain(call: Call, params: Params) -> Result:
    """Delete a domain and everything in it.

    Raises ResourceNotFoundException, ConflictException while the domain is being created.
    """
    domain = call.domain(params)
    domain.check_deletable()
    del call.store.domains[domain.domain_id]
    return {}
