"""The context of one operation: the parts of the request besides its parameters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from mock_connectcases import clock, ids
from mock_connectcases.operations.users import read_user
from mock_connectcases.resources import audit
from mock_connectcases.resources.domain import Domain

if TYPE_CHECKING:
    from datetime import datetime

    from mock_connectcases.resources.audit import Author
    from mock_connectcases.resources.kinds import Resource
    from mock_connectcases.store import Store


Params = dict[str, Any]
"""Input of an operation: camelCase keys of the service model, parsed and validated."""

Result = dict[str, Any]
"""Output of an operation before serialization: camelCase keys of the service model."""


class RefusedEntry(Result):
    """An entry of a batch in a result, with the name of the rule that refused it."""

    def __init__(self, rule: str, **members: Any) -> None:
        super().__init__(members)
        self.rule = rule


def entry_rules(result: Result) -> tuple[str, ...]:
    """Return the rules that refused entries of a batch, in the order of its result."""
    return tuple(
        entry.rule
        for entries in result.values()
        for entry in entries
        if isinstance(entry, RefusedEntry)
    )


AnyResource = TypeVar("AnyResource", bound="Resource")


class Call(NamedTuple):
    """One request on its way through the backend of one account in one region."""

    operation: str
    """Name of the operation as the service model has it, such as ``CreateCase``."""

    store: Store
    """All resources of the request's account and region."""

    principal: Callable[[], str]
    """Returns the ARN of the IAM principal that made the request; costs time, so call it late."""

    search_lag: timedelta = timedelta(0)
    """How old a case must be before SearchCases finds it."""

    now: Callable[[], datetime] = clock.now
    """Returns the time of this call."""

    new_id: Callable[[], str] = ids.new_id
    """Returns the id of a resource to be created."""

    new_case_id: Callable[[], str] = ids.new_case_id
    """Returns the id of a case to be created."""

    new_reference_number: Callable[[], str] = ids.new_reference_number
    """Returns the reference number of a case to be created."""

    new_reference_id: Callable[[], str] = ids.new_reference_id
    """Returns a reference ID for a case to be created, another one at each call."""

    new_number: Callable[[Domain], int] = Domain.next_number
    """Returns the place of a new case or related item in an order of its domain."""

    def domain(self, params: Params) -> Domain:
        """Return the domain that a request names; raises ResourceNotFoundException."""
        return self.store.domain(params["domainId"])

    def find(self, resource: type[AnyResource], params: Params) -> tuple[Domain, AnyResource]:
        """Return the resource that a request names, with its domain.

        Raises ResourceNotFoundException.
        """
        domain = self.domain(params)
        return domain, domain.find(resource, params[resource.kind.id_member])

    def author(self, params: Params) -> Author:
        """Return the author of the change: the caller, and the user of ``performedBy``.

        Only Amazon Connect knows which users exist; any ARN is accepted (assumed).  Raises
        ValidationException for one that is no ARN (assumed).
        """
        given = params.get("performedBy")
        user = None if given is None else read_user(given)
        return audit.author(self.principal(), user)


OperationFunction = Callable[[Call, Params], Result | None]
"""Implements an operation: takes the call and its input members, returns its output members."""
