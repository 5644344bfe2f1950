"""A seed: read once, checked as a whole, and loaded into the stores of its accounts and regions."""

from __future__ import annotations

from contextlib import ExitStack
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from moto.core.models import DEFAULT_ACCOUNT_ID

from mock_connectcases import clock
from mock_connectcases.connectcases.accounts import is_account
from mock_connectcases.errors import InvalidDocumentError, UnknownRegionError
from mock_connectcases.seeds import form
from mock_connectcases.seeds.collector import without_collection
from mock_connectcases.seeds.domains import build_domain
from mock_connectcases.seeds.parts import DOMAIN_PART, SEED
from mock_connectcases.seeds.source import SeedSource, Source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from mock_connectcases.connectcases.models import ConnectCasesBackends
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.seeds.form import SeedEntry
    from mock_connectcases.store import Store

DEFAULT_REGION = "us-east-1"


class Seed:
    """The content of a file or a dictionary, which can be loaded any number of times."""

    def __init__(self, source: SeedSource) -> None:
        """Read a seed.

        Raises:
            SeedError: it cannot be read as JSON or YAML, or is of a newer version.
            TypeError: it is neither a path nor a dictionary, nor a text with its name.
        """
        with without_collection():
            self._source = Source(source)
        try:
            self._given = _head(self._source.document)
        except InvalidDocumentError as error:
            raise self._source.error(error) from None

    def load(
        self, backends: ConnectCasesBackends, *, into: str | None = None, only: str | None = None
    ) -> dict[Store, list[Domain]]:
        """Add the domains of the seed to the stores, and return them by their stores.

        ``into`` is the account of domains that name none; the seed may name no other then.  With
        ``only`` it adds the domains of that account, and leaves others out.

        Raises:
            SeedError: something in it is refused, or a domain is there already; nothing was added.
        """
        try:
            with without_collection(), ExitStack() as locks:
                built = self._build(backends, into, only)
                for each in sorted(built, key=attrgetter("store.place")):
                    locks.enter_context(each.store.lock)
                if not all(each.is_current(backends) for each in built):
                    built = self._build(backends, into, only)
                for each in built:
                    each.add()
        except InvalidDocumentError as error:
            raise self._source.error(error) from None
        return {each.store: each.domains for each in built}

    def _build(
        self, backends: ConnectCasesBackends, into: str | None, only: str | None
    ) -> list[_Addition]:
        """Build all domains in scratch stores; meanwhile requests are answered as before."""
        given = self._given
        now = _time(given.get("time", form.DEFAULT_TIME), into or only)
        checks = given.get("checks", form.CREATION)
        additions: dict[Store, _Addition] = {}
        entries: Iterable[SeedEntry] = form.entries(given.get("domains", {}), "domains", "domain")
        if checks == form.CREATION:
            entries = form.oldest_first(entries, now)
        for entry in entries:
            store = self._store_of(backends, entry, into, only)
            if store is None:
                continue
            if store not in additions:
                additions[store] = _Addition(store)
            with form.errors_at(*entry.path):
                domain = build_domain(additions[store].scratch, entry, now=now, checks=checks)
            additions[store].domains.append(domain)
        return list(additions.values())

    def _store_of(
        self, backends: ConnectCasesBackends, entry: SeedEntry, into: str | None, only: str | None
    ) -> Store | None:
        """Return the store of a domain, by its own account and region or those of the seed.

        It is ``None`` for a domain that is left out.
        """
        named = {"account": into or DEFAULT_ACCOUNT_ID, "region": DEFAULT_REGION}
        paths: dict[str, tuple[str | int, ...]] = {}
        with form.errors_at(*entry.path):
            of_domain = DOMAIN_PART.check(entry.given)
        for around, path in ((self._given, ()), (of_domain, entry.path)):
            for member in named:
                if member in around:
                    paths[member] = (*path, member)
                    named[member] = form.expect(around[member], str, *path, member)
        if not is_account(named["account"]):
            raise InvalidDocumentError("must have twelve digits", *paths["account"])
        if into is not None and named["account"] != into:
            raise InvalidDocumentError(
                f"is {named['account']}, and this seed is loaded into account {into} only",
                *paths["account"],
            )
        if only not in {None, named["account"]}:
            return None
        try:
            return backends.store_of(named["account"], named["region"])
        except UnknownRegionError as error:
            raise InvalidDocumentError(str(error), *paths["region"]) from None


class _Addition:
    """Domains to be added to a store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        with store.lock:
            self.scratch = store.copy()
        self._present = self.scratch.domains.copy()
        self.domains: list[Domain] = []

    def is_current(self, backends: ConnectCasesBackends) -> bool:
        """Return whether the store still has the domains beside which the new ones were built."""
        is_in_use = backends.find(*self.store.place) is self.store
        return is_in_use and self.store.domains.keys() == self._present.keys()

    def add(self) -> None:
        """Add the domains to the store, of which the caller holds the lock."""
        for each in self.domains:
            self.store.add(each)


def _head(document: Any) -> dict[str, Any]:
    """Return the members of a seed; its version is checked first: a newer one has other members."""
    given: dict[str, Any] = form.expect({} if document is None else document, dict)
    version = form.expect(given.get("version", form.VERSION), int, "version")
    if version != form.VERSION:
        raise InvalidDocumentError(
            f"is {version}, and this release of mock-connectcases reads {form.VERSION} only",
            "version",
        )
    SEED.check(given)
    checks = given.get("checks", form.CREATION)
    if checks not in form.CHECKS:
        raise InvalidDocumentError(f"must be {' or '.join(form.CHECKS)}", "checks")
    return given


def _time(given: Any, account_id: str | None) -> datetime:
    return clock.now_of(account_id) if given == form.NOW else form.moment(given, "time")
