"""What one operation may see of the request beyond its parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.operations import announcements
from mock_connectcases.resources import audit, merge
from mock_connectcases.resources.user import User

if TYPE_CHECKING:
    from collections.abc import Callable

    from mock_connectcases.resources.audit import Author
    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.case_event import CaseEvent
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.store import Store


Params = dict[str, Any]
"""Input of an operation: camelCase keys of the service model, parsed and validated."""

Result = dict[str, Any]
"""Output of an operation before serialization: camelCase keys of the service model."""


class Call(NamedTuple):
    """One request on its way through the backend of one account in one region."""

    operation: str
    """Name of the operation as the service model has it, such as ``CreateCase``."""

    store: Store
    """All resources of the request's account and region."""

    principal: Callable[[], str]
    """Gives the ARN of the IAM principal that made the request; costs something, so ask late."""

    announced: list[CaseEvent]
    """The case events of this request, delivered once it is done."""

    def domain(self, params: Params) -> Domain:
        """Return the domain a request is about, its finished merges carried out.

        Raises ResourceNotFoundException.
        """
        found = self.store.domain(params["domainId"])
        self.settle(found)
        return found

    def settle(self, domain: Domain) -> None:
        """Carry out the merges of a domain that are finished by now, and announce them."""
        if domain.merges:
            for outcome in merge.settle(domain):
                self.store.changes += 1
                announcements.announce_merge(self, domain, outcome)

    def domain_and_case(self, params: Params) -> tuple[Domain, Case]:
        """Return the domain and the case a request is about; raises ResourceNotFoundException."""
        domain = self.domain(params)
        return domain, domain.case(params["caseId"])

    def author(self, params: Params) -> Author:
        """Return who makes the change: the caller, and the user of ``performedBy``.

        Whether that user exists is Amazon Connect's to know; any ARN is taken (assumed).
        """
        given = params.get("performedBy")
        user = given and User(given.get("userArn"), given.get("customEntity"))
        return audit.author(self.principal(), user)
