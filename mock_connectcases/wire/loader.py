"""A botocore data loader that reads each file of the installed packages once per process.

To make the first client of a session takes about 50 ms, 45 of them for reading JSON.  These loaders
share their data, invisibly: each of them returns copies of its own, so a change through one session
stays in that session.
"""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path
from typing import Any

from botocore.loaders import Loader, create_loader

from mock_connectcases.compat.botocore import ENDPOINTS_KEY, set_cache

_pristine: dict[tuple[str, ...], dict[tuple[Any, ...], Any]] = {}
"""The loaded data by search paths and then by botocore's cache key, pickled: nobody changes it.

The table of endpoints is as it was loaded: it is the largest, and botocore itself only reads it.
"""


def create_shared_loader(search_path_string: str | None = None) -> SharedLoader:
    """Make a loader, with the signature and semantics of ``botocore.loaders.create_loader``."""
    return SharedLoader(create_loader(search_path_string).search_paths)


class SharedLoader(Loader):  # type: ignore[misc]  # botocore has no types
    """A loader to register as a session's ``data_loader``.

    It shares only the data of botocore and boto3 themselves.  If one of its search paths has other
    data (``AWS_DATA_PATH``, ``~/.aws/models``), it reads like any loader: those files may change
    while the process runs.
    """

    def __init__(self, search_paths: list[str]) -> None:
        super().__init__(search_paths, include_default_search_paths=False)
        self._copies = _Cache(search_paths)
        set_cache(self, self._copies)

    def load_data(self, name: str) -> Any:
        """Load data as botocore does; the caller may change it, even the table of endpoints."""
        if name == "endpoints":
            self.load_data_with_path(name)
            self._copies.own(ENDPOINTS_KEY)
        return super().load_data(name)


class _Cache(dict[tuple[Any, ...], Any]):
    """The cache of one loader, which copies missing data from that of other loaders."""

    def __init__(self, search_paths: list[str]) -> None:
        super().__init__()
        self._search_paths = search_paths
        self._owned: set[tuple[Any, ...]] = set()

    def __contains__(self, key: Any) -> bool:
        if super().__contains__(key):
            return True
        shared = self._shared()
        if key not in shared:
            return False
        super().setdefault(key, shared[key] if key == ENDPOINTS_KEY else _read(shared[key]))
        return True

    def __setitem__(self, key: tuple[Any, ...], loaded: Any) -> None:
        super().__setitem__(key, loaded)
        self._shared().setdefault(key, loaded if key == ENDPOINTS_KEY else _write(loaded))

    def own(self, key: tuple[Any, ...]) -> None:
        """Replace shared data by a copy of this cache."""
        if key not in self._owned:
            self._owned.add(key)
            super().__setitem__(key, _read(_write(self[key])))

    def _shared(self) -> dict[tuple[Any, ...], Any]:
        """Return the data of other loaders; each time anew, as boto3 adds a search path late."""
        packages = _package_paths()
        existing = tuple(filter(os.path.isdir, self._search_paths))
        if not packages.issuperset(existing):
            return {}
        return _pristine.setdefault(existing, {})


def _package_paths() -> set[str]:
    """Return the data directories of the installed packages: they do not change while we run."""
    paths = {Loader.BUILTIN_DATA_PATH}
    boto3 = sys.modules.get("boto3")
    if boto3 is not None and boto3.__file__:
        paths.add(str(Path(boto3.__file__).parent / "data"))
    return paths


def _write(data: Any) -> bytes:
    return pickle.dumps(data, protocol=pickle.HIGHEST_PROTOCOL)


def _read(written: bytes) -> Any:
    """Return a copy, which Python's own function makes in half the time that a loop takes."""
    return pickle.loads(written)  # noqa: S301 - written by this module
