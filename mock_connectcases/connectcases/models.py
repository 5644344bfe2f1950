"""moto's backend for Amazon Connect Cases: one store for each account and region.

Rule of this file: an outer ``mock_connectcases`` owns the state.  A ``mock_aws`` that starts or
stops inside it clears nothing here; an explicit reset always does.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from botocore.loaders import Loader
from moto import settings
from moto.core.base_backend import BackendDict, BaseBackend
from moto.utilities.utils import get_partition

from mock_connectcases import locks
from mock_connectcases.compat import moto
from mock_connectcases.connectcases import eventbridge
from mock_connectcases.connectcases.tagging import TaggableCases
from mock_connectcases.errors import UnknownRegionError
from mock_connectcases.operations.case_events import CaseEventPublisher
from mock_connectcases.store import Store
from mock_connectcases.toolkit.toolkit import toolkit

if TYPE_CHECKING:
    from collections.abc import Callable

    from mock_connectcases.resources.case_event import CaseEvent

REGIONS = (
    "af-south-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-west-2",
    "us-east-1",
    "us-west-2",
)
"""The regions of the service (documented), also for a botocore that knows fewer."""


@lru_cache(maxsize=1)
def _offered_regions() -> frozenset[str]:
    """Return the regions above and those of a botocore that is newer than this list."""
    partitions = Loader().load_data("endpoints")["partitions"]
    installed: set[str] = {
        region
        for partition in partitions
        for region, endpoint in partition["services"].get("cases", {}).get("endpoints", {}).items()
        if not endpoint.get("deprecated")
    }
    return frozenset(installed.union(REGIONS))


def check_offered(region: str) -> None:
    """Raise UnknownRegionError for a region where the service is not offered."""
    if region in REGIONS:  # the table of all endpoints takes long to read
        return
    offered = _offered_regions()
    if region not in offered and not settings.allow_unknown_region():
        raise UnknownRegionError(
            f"Amazon Connect Cases is not offered in {region!r}, only in"
            f" {', '.join(sorted(offered))}. Use one of these, or set"
            " MOTO_ALLOW_NONEXISTENT_REGION=true in the environment to allow any region."
        )


class ConnectCasesBackend(BaseBackend, TaggableCases):
    """moto's backend of one account in one region."""

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.store = Store(
            account_id=account_id,
            region=region_name,
            partition=self.partition,
            deliver=eventbridge.deliver,
            all_stores=connectcases_backends.stores,
        )
        self.store.observers.append(CaseEventPublisher(self.store))

    def reset(self) -> None:
        """Delete everything, unless an inner ``mock_aws`` resets as it starts or stops."""
        if not connectcases_backends.keeps_state:
            connectcases_backends.notify_of_discard()
            super().reset()


class ConnectCasesBackends(BackendDict[ConnectCasesBackend]):
    """The backends of all accounts, under the rule of this file."""

    def __init__(self) -> None:
        super().__init__(
            ConnectCasesBackend,
            "connectcases",
            use_boto3_regions=False,
            additional_regions=list(REGIONS),
        )
        self.mocks_active = 0
        """The number of ``mock_connectcases`` that are on in this process."""
        self.mocks_started = 0
        """The number of ``mock_connectcases`` that have started in this process."""
        self.on_mock_aws_switch: Callable[[], None] = lambda: None
        """Called when a ``mock_aws`` starts or stops and clears every backend.

        It is one function, for one module patches the process: ``interception/switch.py``.
        """
        self.discard_observers: list[Callable[[], None]] = []
        """Called before everything is deleted, or before each part that is deleted alone."""
        self._is_registered = False

    @property
    def keeps_state(self) -> bool:
        """Whether the ``mock_aws`` that starts or stops in this thread clears nothing here."""
        return self.mocks_active > 0 and moto.is_switching()

    def clear(self) -> None:
        """Drop all stores, at each outermost start and stop of moto and at each reset."""
        self._is_registered = False
        if moto.is_switching():
            self.on_mock_aws_switch()
        if not self.keeps_state:
            self.discard()

    def notify_of_discard(self) -> None:
        """Call the observers, while everything is still there."""
        for each in self.discard_observers:
            each()

    def discard(self) -> None:
        """Drop all stores, whichever mocks are on."""
        self.notify_of_discard()
        super().clear()
        toolkit.clear()

    def discard_account(self, account_id: str) -> None:
        """Drop the stores of an account, and what the toolkit limits to it."""
        self.notify_of_discard()
        self.pop(account_id, None)
        toolkit.clear_account(account_id)

    def register_for_reset(self) -> None:
        """Add these backends to the list that moto clears and drops at its next reset."""
        listed = moto.backends_to_reset()
        self._is_registered = True
        for backends in listed:
            if backends is self:
                return
        listed.append(self)

    def find(self, account_id: str, region: str) -> Store | None:
        """Return the store of an account in a region, if there is one."""
        account = self.get(account_id)
        backend = None if account is None else account.get(region)
        return None if backend is None else backend.store

    def store_of(self, account_id: str, region: str, *, is_stored: bool = True) -> Store:
        """Return the store of an account in a region.

        One that does not exist yet is made, and stored unless the request can create nothing in it.

        Raises:
            UnknownRegionError: the service is not offered in the region.
        """
        store = self.find(account_id, region)
        if store is None:
            check_offered(region)
            if not is_stored:
                partition = get_partition(region)
                return Store(
                    account_id=account_id,
                    region=region,
                    partition=partition,
                    all_stores=self.stores,
                )
        if store is None or not self._is_registered:
            store = self._find_or_make(account_id, region)
        return store

    def stores(self) -> list[Store]:
        """Return the stores of all accounts and regions."""
        return [
            backend.store for account in list(self.values()) for backend in list(account.values())
        ]

    def case_events(self) -> list[CaseEvent]:
        """Return the published case events of all accounts and regions, in their order."""
        published: list[CaseEvent] = []
        for store in self.stores():
            with store.lock:
                published += store.case_events
        return sorted(published)

    def _find_or_make(self, account_id: str, region: str) -> Store:
        self.register_for_reset()
        account = self[account_id]
        if region not in account.regions:
            account.regions.append(region)
        return account[region].store


connectcases_backends = ConnectCasesBackends()


class _DomainsOnDashboard:
    """The domains as a model class for moto's dashboard.

    It reads the stores, so a reset has nothing to forget here.
    """

    @property
    def instances_tracked(self) -> list[object]:
        """The domains of all accounts and regions."""
        return [
            domain
            for store in connectcases_backends.stores()
            for domain in list(store.domains.values())
        ]

    @instances_tracked.setter
    def instances_tracked(self, emptied: list[object]) -> None:
        """Let moto empty the list, which is not stored."""

    instances = instances_tracked  # the name in moto 5.1


moto.show_on_dashboard("connectcases", "Domain", _DomainsOnDashboard())

for _lock in moto.locks():
    locks.protect(_lock)
