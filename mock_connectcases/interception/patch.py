"""Patches a function of another library, and survives the patches of others."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable


_REPLACED: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
"""The function that each replacement of ours has replaced."""


class Patch:
    """A replacement of a function of another library, which can be installed and removed.

    Others may patch the function too, before and after us and in any order.  So the replacement
    that ``replace`` makes only calls the original while no mock needs it, wherever it ends up.
    """

    def __init__(
        self, module: str, owner: str, name: str, replace: Callable[[Any], Callable[..., Any]]
    ) -> None:
        self._module = module
        self._owner = owner
        self._name = name
        self._replace = replace
        self._replaced: Any = None
        self._ours: Any = None

    def install(self) -> None:
        """Replace the function if its library is loaded."""
        owner = self._find_owner()
        current = getattr(owner, self._name, None)
        if current is None:
            return
        if current is not self._replaced:
            current = _without_ours(current)
            if current is not self._replaced:
                self._ours = functools.wraps(current)(self._replace(current))
                self._replaced = _REPLACED[self._ours] = current
        setattr(owner, self._name, self._ours)

    def remove(self) -> None:
        """Restore the function, unless another patch has replaced ours."""
        owner = self._find_owner()
        current = getattr(owner, self._name, None)
        if current is None:
            return
        if current is self._ours:
            setattr(owner, self._name, self._replaced)
        elif (found := _without_ours(current)) is not current:
            setattr(owner, self._name, found)

    def _find_owner(self) -> Any:
        module = sys.modules.get(self._module)
        if module is None or not self._owner:
            return module
        return getattr(module, self._owner, None)


def _without_ours(function: Any) -> Any:
    """Unwrap replacements of ours that were restored after their mock had ended."""
    while function in _REPLACED:
        function = _REPLACED[function]
    return function
