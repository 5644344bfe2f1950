"""The settings of the mocks of this process: assumed rules that are switched off, and quotas.

Rule of this file: mocks share one state, so their settings add up; those of the latest decide.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from mock_connectcases import locks

if TYPE_CHECKING:
    from collections.abc import Mapping


class Settings(NamedTuple):
    """The settings of one mock."""

    assumptions: Mapping[str, bool] = MappingProxyType({})
    """Whether an assumed rule applies, by name; those that are not here apply."""
    quotas: Mapping[str, int] = MappingProxyType({})
    """The quotas that differ from the defaults, by name."""


_active: list[Settings] = []
_lock = locks.new_lock()
_current = Settings()


def current() -> Settings:
    """Return the settings of this moment."""
    return _current


def add(settings: Settings) -> None:
    """Add the settings of a mock that starts."""
    with _lock:
        _active.append(settings)
        _refresh()


def remove(settings: Settings) -> None:
    """Remove the settings of a mock that stops."""
    with _lock:
        latest = max(at for at, each in enumerate(_active) if each is settings)
        del _active[latest]
        _refresh()


def replace(old: Settings, new: Settings) -> None:
    """Replace the settings of a mock that is on."""
    with _lock:
        at = max(at for at, each in enumerate(_active) if each is old)
        _active[at] = new
        _refresh()


def _refresh() -> None:
    global _current  # noqa: PLW0603 - one assignment, so calls see either settings whole
    assumptions: dict[str, bool] = {}
    quotas: dict[str, int] = {}
    for each in _active:
        assumptions.update(each.assumptions)
        quotas.update(each.quotas)
    _current = Settings(assumptions, quotas)
