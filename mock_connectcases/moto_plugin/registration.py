"""Registers Amazon Connect Cases as a service of moto, whenever moto is imported.

moto finds a service in two places: a list of URL patterns, and the module ``moto.<service>``.  Both
are filled by a finder on ``sys.meta_path`` at the moment the program itself imports moto.

Rule of this file: it must not import moto, boto3 or botocore.
"""

from __future__ import annotations

import functools
import importlib
import os
import sys
import warnings
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING, Any, cast

from mock_connectcases.compat import moto_modules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.abc import Loader
    from types import ModuleType

_SERVICE = "connectcases"
_BACKEND_MODULE = f"moto.{_SERVICE}"

_NEIGHBOURS = {
    moto_modules.CLOUDFORMATION_MODELS: "cloudformation.stacks",
    moto_modules.CLOUDFORMATION_PARSING: "cloudformation.resources",
    moto_modules.CONNECT_URLS: "connect",
    moto_modules.TAGGING_MODELS: "tagging",
}
"""Modules of moto's other services, and the module here that has ``complete`` for each."""


def _prefers_moto() -> bool:
    return os.environ.get("MOCK_CONNECTCASES_PREFER_MOTO", "").lower() in {"1", "true"}


class _Registration:
    """A finder that serves ``moto.connectcases`` and completes some modules of moto's."""

    def __init__(self, at_before_call: str, at_before_send: str) -> None:
        self._at_before_call = at_before_call
        self._at_before_send = at_before_send
        self._stepped_aside = False
        self._searching: set[str] = set()
        self._completions: dict[str, Callable[[ModuleType], None]] = {
            moto_modules.URLS: self._add_urls,
            moto_modules.BEFORE_SEND: self._add_fast_path,
            **{
                name: functools.partial(self._complete_neighbour, module)
                for name, module in _NEIGHBOURS.items()
            },
        }

    def complete_loaded(self) -> None:
        """Complete the modules that were imported before this package."""
        for name, complete in self._completions.items():
            module = sys.modules.get(name)
            if module is not None:
                _complete(module, complete)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find ``moto.connectcases`` here, and moto's own modules where they would be found."""
        if name == _BACKEND_MODULE and not self._stepped_aside:
            return ModuleSpec(name, cast("Loader", _BackendLoader()))
        complete = self._completions.get(name)
        if complete is None or name in self._searching:
            return None
        self._searching.add(name)
        try:
            spec = self._find_elsewhere(name, path, target)
        finally:
            self._searching.discard(name)
        if spec is not None and spec.loader is not None and hasattr(spec.loader, "exec_module"):
            spec.loader = cast("Loader", _CompletingLoader(spec.loader, complete))
        return spec

    def _find_elsewhere(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None
    ) -> ModuleSpec | None:
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                return spec
        return None

    def _add_urls(self, backend_index: Any) -> None:
        """Put our URL pattern first: moto takes the first that matches, should it bring its own."""
        from mock_connectcases.connectcases.hosts import URL_PATTERN  # noqa: PLC0415

        patterns = moto_modules.url_patterns(backend_index)
        if (_SERVICE, URL_PATTERN) in patterns:
            return
        self._stepped_aside = _prefers_moto() and any(name == _SERVICE for name, _ in patterns)
        if not self._stepped_aside:
            patterns.insert(0, (_SERVICE, URL_PATTERN))

    def _add_fast_path(self, botocore_stubber: Any) -> None:
        from mock_connectcases.moto_plugin import fast_path  # noqa: PLC0415

        if not self._stepped_aside:
            fast_path.install(
                botocore_stubber,
                at_before_call=functools.cache(lambda: _load(self._at_before_call)),
                at_before_send=functools.cache(lambda: _load(self._at_before_send)),
            )

    def _complete_neighbour(self, completion: str, module: ModuleType) -> None:
        """Complete a module of another service of moto."""
        if not self._stepped_aside:
            importlib.import_module(f"{__package__}.{completion}").complete(module)


class _CompletingLoader:
    """Runs another loader, completes the module, and leaves no trace in it."""

    def __init__(self, loader: Loader, complete: Callable[[ModuleType], None]) -> None:
        self._loader = loader
        self._complete = complete

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Create the module as the other loader does."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Execute the module as the other loader does, and complete it."""
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        _complete(module, self._complete)


def _complete(module: ModuleType, complete: Callable[[ModuleType], None]) -> None:
    """Complete a module; a moto that cannot be completed works on, with a warning."""
    try:
        complete(module)
    except Exception as error:
        warnings.warn(
            f"mock_connectcases could not add Amazon Connect Cases to {module.__name__} of the"
            f" installed moto: {error!r}. Use a release of mock_connectcases that knows it.",
            RuntimeWarning,
            stacklevel=2,
        )


class _BackendLoader:
    """Makes the module ``moto.connectcases`` with the one name that moto looks up there."""

    def create_module(self, spec: ModuleSpec) -> None:
        """Let the import system create an empty module."""

    def exec_module(self, module: Any) -> None:
        """Put the backends into the module."""
        from mock_connectcases.connectcases.models import connectcases_backends  # noqa: PLC0415

        module.connectcases_backends = connectcases_backends


def _load(name: str) -> Any:
    module, _, function = name.partition(":")
    return getattr(importlib.import_module(module), function)


def register(*, at_before_call: str, at_before_send: str) -> None:
    """Register with moto, loaded or not; the arguments name the functions of the fast path.

    Their form is ``module:function``; they are imported at the first call of the service.
    """
    registration = _Registration(at_before_call, at_before_send)
    sys.meta_path.insert(0, registration)
    registration.complete_loaded()
