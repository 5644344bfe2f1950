"""moto's backend for Amazon Connect Cases: one store for each account and region.

Rule of this file: an outer ``mock_connectcases`` owns the state.  A ``mock_aws`` that starts or
ends inside it clears nothing here; an explicit reset always does.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from botocore.loaders import Loader
from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.model_instances import model_data
from moto.core.models import MockAWS

from mock_connectcases.connectcases import eventbridge
from mock_connectcases.connectcases.tagging import TaggableCases
from mock_connectcases.errors import UnknownRegionError
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
"""Where the service is offered (documented): the same for every botocore, which may know fewer."""


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


class ConnectCasesBackend(BaseBackend, TaggableCases):
    """Everything of one account in one region, as moto wants to hold it."""

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.store = Store(
            account_id=account_id,
            region=region_name,
            partition=self.partition,
            announce=eventbridge.deliver,
        )

    def reset(self) -> None:
        """Forget everything, unless an inner ``mock_aws`` asks for it in passing."""
        if not connectcases_backends.held:
            connectcases_backends.on_discard()
            super().reset()


class ConnectCasesBackends(BackendDict[ConnectCasesBackend]):
    """Every account's backends, guarded by the rule of this file."""

    def __init__(self) -> None:
        super().__init__(
            ConnectCasesBackend,
            "connectcases",
            use_boto3_regions=False,
            additional_regions=list(REGIONS),
        )
        self.mocks_active = 0
        """How many ``mock_connectcases`` are on in this process."""
        self.on_mock_aws_switch: Callable[[], None] = lambda: None
        """Called when a ``mock_aws`` begins or ends and clears every backend."""
        self.on_discard: Callable[[], None] = lambda: None
        """Called before everything is forgotten, and before each part if it goes in parts."""
        self._listed = False

    @property
    def held(self) -> bool:
        """Whether a clearing under way is a ``mock_aws`` switching inside ``mock_connectcases``.

        moto holds its lock exactly while a mock starts or stops: an explicit reset does not.
        """
        return self.mocks_active > 0 and MockAWS._mock_init_lock.locked()

    def clear(self) -> None:
        """Forget every account, as moto asks at each outermost start, stop and explicit reset."""
        self._listed = False
        if MockAWS._mock_init_lock.locked():
            self.on_mock_aws_switch()
        if not self.held:
            self.discard()

    def discard(self) -> None:
        """Forget every account because ``mock_connectcases`` itself says so."""
        self.on_discard()
        super().clear()
        toolkit.clear()

    def enlist(self) -> None:
        """Make sure that moto will ask these backends to clear; it forgets whom it has asked."""
        listed: list[Any] = BackendDict._instances  # type: ignore[misc]
        self._listed = True
        for backends in listed:
            if backends is self:
                return
        listed.append(self)

    def store_of(self, account_id: str, region: str) -> Store:
        """Return the store of an account in a region.

        Raises:
            UnknownRegionError: the service is not offered in the region.
        """
        account = self.get(account_id)
        backend = account.get(region) if account is not None and self._listed else None
        if backend is None:
            backend = self._find_or_make(account_id, region)
        return backend.store

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

    def _find_or_make(self, account_id: str, region: str) -> ConnectCasesBackend:
        self.enlist()
        account = self[account_id]
        try:
            return account[region]
        except KeyError:
            offered = _offered_regions()
            if region not in offered:
                raise UnknownRegionError(
                    f"Amazon Connect Cases is not offered in {region!r}, only in"
                    f" {', '.join(sorted(offered))}. Use one of these, or set"
                    " MOTO_ALLOW_NONEXISTENT_REGION=true in the environment to allow any region."
                ) from None
        account.regions.append(region)
        return account[region]


connectcases_backends = ConnectCasesBackends()


class _DomainsOnDashboard:
    """The domains that exist, as the model class moto's dashboard expects.

    It looks them up when asked: nothing is registered, so nothing has to be forgotten.
    """

    @property
    def instances_tracked(self) -> list[object]:
        """Every domain of every account and region."""
        return [
            domain
            for store in connectcases_backends.stores()
            for domain in list(store.domains.values())
        ]

    @instances_tracked.setter
    def instances_tracked(self, emptied: list[object]) -> None:
        """Let moto empty what it believes to be a list of its own."""

    instances = instances_tracked  # as moto 5.1 calls it


model_data["connectcases"]["Domain"] = _DomainsOnDashboard()
