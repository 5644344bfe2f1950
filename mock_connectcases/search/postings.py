"""Postings: what stands under each key of an index, and under which keys each thing stands.

Rule of this file: an index knows where it has put a thing, so it needs no old value to move it.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Final, Generic, TypeVar

Posted = TypeVar("Posted", bound=Hashable)

_NOTHING: Final[frozenset[Any]] = frozenset()
_NO_KEYS: Final[tuple[Hashable, ...]] = ()


class _Several(set[Any]):
    """Things that stand under one key."""

    __slots__ = ("key",)

    def __init__(self, key: Hashable, *things: Any) -> None:
        super().__init__(things)
        self.key = key
        """The one object that is kept for what may come as many equal ones."""


class Postings(Generic[Posted]):
    """Things by keys, of which each thing has any number."""

    __slots__ = ("_keys", "_posted")

    def __init__(self) -> None:
        self._posted: dict[Hashable, Posted | _Several] = {}
        """A thing that is alone stands by itself: many keys have one thing only."""
        self._keys: dict[Posted, tuple[Hashable, ...]] = {}

    def post(self, posted: Posted, keys: tuple[Hashable, ...]) -> None:
        """Let a thing stand under these keys, each given once, and under no others."""
        before = self._keys.get(posted, _NO_KEYS)
        if keys == before:
            return
        for key in set(before).difference(keys) if before else ():
            self._take_out(key, posted)
        for key in set(keys).difference(before) if before else keys:
            self._put_in(key, posted)
        if keys:
            self._keys[posted] = tuple(map(self._kept, keys))
        else:
            del self._keys[posted]

    def remove(self, posted: Posted) -> None:
        """Forget a thing, if it is known."""
        for key in self._keys.pop(posted, _NO_KEYS):
            self._take_out(key, posted)

    def under(self, key: Hashable) -> set[Posted] | frozenset[Posted]:
        """Return what stands under a key, to be read before anything changes."""
        found = self._posted.get(key)
        if found is None:
            return _NOTHING
        return found if isinstance(found, _Several) else {found}

    def _kept(self, key: Hashable) -> Hashable:
        found = self._posted[key]
        return found.key if isinstance(found, _Several) else key

    def _put_in(self, key: Hashable, posted: Posted) -> None:
        found = self._posted.get(key)
        if found is None:
            self._posted[key] = posted
        elif isinstance(found, _Several):
            found.add(posted)
        else:
            self._posted[key] = _Several(key, found, posted)

    def _take_out(self, key: Hashable, posted: Posted) -> None:
        found = self._posted[key]
        if not isinstance(found, _Several):
            del self._posted[key]
            return
        found.discard(posted)
        if len(found) == 1:
            (self._posted[key],) = found
