"""Everything of one account in one region: it holds and finds, it never judges.

Rule of this file: no AWS rule lives here.  Rules live with the resource they protect.
"""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING

from mock_connectcases.errors import ResourceNotFoundException

if TYPE_CHECKING:
    from mock_connectcases.resources.domain import Domain


class Store:
    """All resources of one account in one region, and the lock that makes operations atomic."""

    __slots__ = ("_last_number", "account_id", "domains", "lock", "partition", "region")

    def __init__(self, *, account_id: str, region: str, partition: str) -> None:
        self.account_id = account_id
        self.region = region
        self.partition = partition
        self.domains: dict[str, Domain] = {}
        self.lock = RLock()
        self._last_number = 0

    def next_number(self) -> int:
        """Return the next place in the order in which domains were created."""
        self._last_number += 1
        return self._last_number

    def domain(self, domain_id: str) -> Domain:
        """Return a domain; raises ResourceNotFoundException."""
        found = self.domains.get(domain_id)
        if found is None:
            raise ResourceNotFoundException("Domain", domain_id)
        return found
