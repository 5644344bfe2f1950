"""A botocore data loader that reads each file of the installed packages once per process.

To make the first client of a session takes about 50 ms, 45 of them for reading JSON.  These loaders
share their data, invisibly: each of them returns copies of its own, so a change through one session
stays in that session.  Clients of Amazon Connect Cases share its model itself, which cannot be
changed; that of some other services botocore itself changes.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from botocore.exceptions import DataNotFoundError
from botocore.loaders import Loader, create_loader

from mock_connectcases.compat.botocore import ENDPOINTS_KEY, set_cache

_pristine: dict[tuple[str, ...], dict[tuple[Any, ...], Any]] = {}
"""The loaded data by search paths and then by botocore's cache key, pickled: nobody changes it.

The table of endpoints is as it was loaded: it is the largest, and botocore itself only reads it.
"""

SERVICE = "connectcases"
_frozen_models: dict[tuple[str, str | None], Any] = {}
"""Data on Amazon Connect Cases, by the type of file and the version of the API."""


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


class ClientLoader(SharedLoader):
    """The loader of a session, for botocore's own use in the clients that it makes."""

    def __init__(self, loader: SharedLoader) -> None:
        self.__dict__.update(loader.__dict__)

    def load_service_model(
        self, service_name: str, type_name: str, api_version: str | None = None
    ) -> Any:
        """Load a model, for Amazon Connect Cases the one that all clients share.

        But not if the session has loaded data of the service, for it may have changed it.
        """
        if (
            service_name == SERVICE
            and self._copies.shared() is not None
            and not self._copies.has_data_of(SERVICE)
        ):
            with suppress(DataNotFoundError):  # raised below, as botocore does
                return load_frozen(type_name, api_version)
        return super().load_service_model(service_name, type_name, api_version=api_version)


def load_frozen(type_name: str, api_version: str | None = None) -> Any:
    """Return data on Amazon Connect Cases of the installed botocore, which nobody can change.

    Raises DataNotFoundError.
    """
    key = (type_name, api_version)
    if key not in _frozen_models:
        model = _InstalledLoader().load_service_model(SERVICE, type_name, api_version)
        _frozen_models.setdefault(key, _frozen(model))
    return _frozen_models[key]


class _InstalledLoader(Loader):  # type: ignore[misc]  # botocore has no types
    """A loader of the service's own data that does not look for all other services."""

    def __init__(self) -> None:
        super().__init__([Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)

    def list_available_services(self, type_name: str) -> list[str]:  # noqa: ARG002
        return [SERVICE]


def _no_change(_self: Any, *_arguments: Any, **_members: Any) -> NoReturn:
    raise TypeError(
        "While mock_connectcases is on, its clients share the model of the service: change a copy"
        " of it, as copy.deepcopy makes one."
    )


class FrozenDict(dict[str, Any]):
    """An object of a model; its copies can be changed."""

    __setitem__ = __delitem__ = __ior__ = _no_change
    clear = pop = popitem = setdefault = update = _no_change

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


class FrozenList(list[Any]):
    """A list of a model; its copies can be changed."""

    __setitem__ = __delitem__ = __iadd__ = __imul__ = _no_change
    append = clear = extend = insert = pop = remove = reverse = sort = _no_change

    def __reduce__(self) -> tuple[Any, ...]:
        return list, (list(self),)


def _frozen(data: Any) -> Any:
    if isinstance(data, dict):
        return FrozenDict({key: _frozen(value) for key, value in data.items()})
    if isinstance(data, list):
        return FrozenList(map(_frozen, data))
    return data


class _Cache(dict[tuple[Any, ...], Any]):
    """The cache of one loader, which copies missing data from that of other loaders."""

    def __init__(self, search_paths: list[str]) -> None:
        super().__init__()
        self._search_paths = search_paths
        self._owned: set[tuple[Any, ...]] = set()

    def __contains__(self, key: Any) -> bool:
        if super().__contains__(key):
            return True
        shared = self.shared()
        if shared is None or key not in shared:
            return False
        super().setdefault(key, shared[key] if key == ENDPOINTS_KEY else _read(shared[key]))
        return True

    def __setitem__(self, key: tuple[Any, ...], loaded: Any) -> None:
        super().__setitem__(key, loaded)
        shared = self.shared()
        if shared is not None:
            shared.setdefault(key, loaded if key == ENDPOINTS_KEY else _write(loaded))

    def own(self, key: tuple[Any, ...]) -> None:
        """Replace shared data by a copy of this cache."""
        if key not in self._owned:
            self._owned.add(key)
            super().__setitem__(key, _read(_write(self[key])))

    def has_data_of(self, service_name: str) -> bool:
        """Return whether anything of a service has been loaded."""
        return any(str(key[1]).partition("/")[0] == service_name for key in self if len(key) > 1)

    def shared(self) -> dict[tuple[Any, ...], Any] | None:
        """Return the data of all loaders, or None if there is other data than the packages'.

        Each time anew, since boto3 adds a search path late.
        """
        packages = _package_paths()
        existing = tuple(filter(os.path.isdir, self._search_paths))
        if not packages.issuperset(existing):
            return None
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
