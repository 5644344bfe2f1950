"""Tracks which resources of a store changed since they were saved, and writes them as seeds do."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from mock_connectcases.resources.kinds import CASE, DEFINITIONS, DOMAIN, KINDS
from mock_connectcases.seeds.definition_names import DefinitionNames
from mock_connectcases.seeds.definitions import write_definition
from mock_connectcases.seeds.writing import write_case, write_head
from mock_connectcases.state.database import Key, RowChange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.resources.changes import Change
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.store import Store

_SLICE = 0.002
"""Seconds for which a save holds the lock of the store at a time."""


_KINDS = {each.name: each for each in KINDS}


class StoreTracker:
    """An observer of a store that lists the resources that the database lacks."""

    def __init__(self, store: Store, *, is_saved: bool, replaces: bool = False) -> None:
        """Track a store of which the database has all or nothing, or the rows of another one."""
        self.store = store
        self._replaces = replaces
        self._changed: dict[Key, None] = {}
        self._queue: list[Key] = []
        """Changed resources that are being written, the next one last."""
        self._taken: dict[Key, None] = {}
        """Changed resources that are in the transaction."""
        self._names: dict[str, DefinitionNames] = {}
        """By the ids of the domains of which the database has all but the changed resources."""
        self._added: set[str] = set()
        """Ids of those that came with the transaction."""
        with store.lock:
            store.observers.append(self)
            if is_saved:
                self._names = {key: _names(each) for key, each in store.domains.items()}
            else:
                self._changed = dict.fromkeys(map(self._domain_key, store.domains))

    def observe(self, domain: Domain, change: Change) -> None:
        """Note which resource changed."""
        if change.kind is DOMAIN:
            self._changed[self._domain_key(domain.domain_id)] = None
        else:
            self._changed[self._key(domain.domain_id, change.kind, change.resource_id)] = None

    def detach(self) -> None:
        """Stop tracking."""
        with self.store.lock:
            self.store.observers.remove(self)

    @property
    def is_current(self) -> bool:
        """Whether the database has all resources of the store."""
        return not (self._changed or self._replaces)

    @property
    def has_rows(self) -> bool:
        """Whether the database has rows of this store."""
        return bool(self._names)

    def take(self) -> tuple[list[RowChange], bool]:
        """Write changed resources for a short time; return their rows, and whether these are all.

        After the last ones, all rows since ``commit`` are those of this very moment.
        """
        rows: list[RowChange] = []
        with self.store.lock:
            end = perf_counter() + _SLICE
            if self._replaces and not self._taken:
                rows.append(RowChange(self.store.place, None))
            while self._queue or self._changed:
                if not self._queue:
                    self._queue = list(reversed(self._changed))
                    self._changed = {}
                self._write(self._queue.pop(), rows)
                if perf_counter() > end:
                    return rows, False
            # The numbers and the merges of a domain change with its cases.
            touched = {each.domain_id for each in self._taken}
            for domain_id, names in self._names.items():
                if domain_id in touched:
                    rows.append(RowChange(self._domain_key(domain_id), write_head(names)))
        return rows, True

    def commit(self) -> None:
        """Note that the rows that were taken are in the database."""
        self._taken.clear()
        self._added.clear()
        self._replaces = False

    def roll_back(self) -> None:
        """Note that no row that was taken is in the database."""
        with self.store.lock:
            queued = dict.fromkeys(reversed(self._queue))
            self._changed = {**self._taken, **queued, **self._changed}
            for domain_id in self._added:
                self._names.pop(domain_id, None)
        self._queue.clear()
        self._taken.clear()
        self._added.clear()

    def _write(self, key: Key, rows: list[RowChange]) -> None:
        """Write a resource that changed, or a whole domain that was added."""
        self._taken[key] = None
        _, _, domain_id, name, resource_id = key
        kind = _KINDS[name]
        domain = self.store.domains.get(domain_id)
        names = self._names.get(domain_id)
        if names is None or names.domain is not domain:
            if kind is DOMAIN:
                self._replace(domain_id, domain, rows)
            return  # the change of the domain itself is still to come
        written = None
        if kind is CASE and resource_id in names.domain.cases:
            written = write_case(names.domain.cases[resource_id], names)
        elif kind in DEFINITIONS:
            written = write_definition(names, kind, resource_id)
        if kind is not DOMAIN:
            rows.append(RowChange(key, written))

    def _replace(self, domain_id: str, domain: Domain | None, rows: list[RowChange]) -> None:
        """Delete the rows of a domain, and write those of the one that is in its place."""
        rows.append(RowChange((*self.store.place, domain_id), None))
        self._names.pop(domain_id, None)
        if domain is not None:
            self._names[domain_id] = _names(domain)
            self._added.add(domain_id)
            self._queue += reversed(list(self._keys(domain)))

    def _key(self, domain_id: str, kind: Kind, resource_id: str) -> Key:
        return Key(*self.store.place, domain_id, kind.name, resource_id)

    def _domain_key(self, domain_id: str) -> Key:
        return self._key(domain_id, DOMAIN, domain_id)

    def _keys(self, domain: Domain) -> Iterator[Key]:
        """Yield the keys of the resources of a domain, in the order of a seed."""
        for kind in (*DEFINITIONS, CASE):
            for resource_id in domain.collection(kind):
                yield self._key(domain.domain_id, kind, resource_id)


def _names(domain: Domain) -> DefinitionNames:
    """Return names that are ids: renaming a resource changes one row."""
    return DefinitionNames(domain, by_id=True)
