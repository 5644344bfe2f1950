"""A seed: read once, checked as a whole, and loaded into the stores of its accounts and regions."""

from __future__ import annotations

from contextlib import ExitStack
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from moto.core.models import DEFAULT_ACCOUNT_ID

from mock_connectcases import clock
from mock_connectcases.errors import InvalidDocumentError, UnknownRegionError
from mock_connectcases.seeds import consistency, form
from mock_connectcases.seeds.collector import without_collection
from mock_connectcases.seeds.domains import build_domain
from mock_connectcases.seeds.source import SeedSource, Source

if TYPE_CHECKING:
    from datetime import datetime

    from mock_connectcases.connectcases.models import ConnectCasesBackends
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.seeds.form import Entry
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

    def load(self, backends: ConnectCasesBackends) -> dict[Store, list[Domain]]:
        """Add the domains of the seed to the stores, and return them by their stores.

        Raises:
            SeedError: something in it is refused, or a domain is there already; nothing was added.
        """
        built: dict[Store, list[Domain]] = {}
        try:
            with without_collection(), ExitStack() as locks:
                for store, domain in self._build(backends, locks):
                    built.setdefault(store, []).append(domain)
                for store, domains in built.items():
                    for each in domains:
                        store.add(each)
        except InvalidDocumentError as error:
            raise self._source.error(error) from None
        return built

    def _build(
        self, backends: ConnectCasesBackends, locks: ExitStack
    ) -> list[tuple[Store, Domain]]:
        """Build all domains in scratch stores, while the stores they are for are locked."""
        given = self._given
        now = _time(given.get("time", form.DEFAULT_TIME))
        checks = given.get("checks", form.CREATION)
        entries = list(form.entries(given.get("domains", {}), "domains", "domain"))
        if checks == form.CREATION:
            entries = form.oldest_first(entries, now)
        stores = [self._store_of(backends, entry) for entry in entries]
        for store in sorted(set(stores), key=attrgetter("place")):
            locks.enter_context(store.lock)
        scratch = {store: store.copy() for store in set(stores)}
        built: list[tuple[Store, Domain]] = []
        for store, entry in zip(stores, entries, strict=True):
            with form.refusals(*entry.path):
                domain = build_domain(scratch[store], entry, now=now, checks=checks)
            built.append((store, domain))
        return built

    def _store_of(self, backends: ConnectCasesBackends, entry: Entry) -> Store:
        """Return the store of a domain, by its own account and region or those of the seed."""
        named: dict[str, str] = {"account": DEFAULT_ACCOUNT_ID, "region": DEFAULT_REGION}
        paths: dict[str, tuple[str | int, ...]] = {}
        with form.refusals(*entry.path):
            of_domain = form.check_members("domain", entry.given)
        for around, path in ((self._given, ()), (of_domain, entry.path)):
            for member in named:
                if member in around:
                    paths[member] = (*path, member)
                    named[member] = form.expect(around[member], str, *path, member)
        if not consistency.is_account(named["account"]):
            raise InvalidDocumentError("must have twelve digits", *paths["account"])
        try:
            return backends.store_of(named["account"], named["region"])
        except UnknownRegionError as error:
            raise InvalidDocumentError(str(error), *paths["region"]) from None


def _head(document: Any) -> dict[str, Any]:
    """Return the members of a seed; its version is checked first: a newer one has other members."""
    given: dict[str, Any] = form.expect({} if document is None else document, dict)
    version = form.expect(given.get("version", form.VERSION), int, "version")
    if version != form.VERSION:
        raise InvalidDocumentError(
            f"is {version}, and this release of mock-connectcases reads {form.VERSION} only",
            "version",
        )
    form.check_members("seed", given)
    checks = given.get("checks", form.CREATION)
    if checks not in form.CHECKS:
        raise InvalidDocumentError(f"must be {' or '.join(form.CHECKS)}", "checks")
    return given


def _time(given: Any) -> datetime:
    return clock.now() if given == form.NOW else form.moment(given, "time")
