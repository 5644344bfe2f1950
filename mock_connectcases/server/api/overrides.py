"""The assumptions and quotas that programs change while a server runs."""

from __future__ import annotations

from typing import Any

from mock_connectcases import settings
from mock_connectcases.settings import Settings
from mock_connectcases.toolkit.configuration import read_settings


class Overrides:
    """Settings on top of those that the server began with; they end with a reset."""

    def __init__(self) -> None:
        self._settings: Settings | None = None

    def change(
        self, assumptions: dict[str, Any] | None = None, quotas: dict[str, Any] | None = None
    ) -> None:
        """Change some settings; ``None`` is their value at the start of the server.

        Raises:
            ValueError: one of them cannot have the value; nothing was changed.
        """
        before = self._settings or Settings()
        changed = read_settings(
            _merged(before.assumptions, assumptions or {}), _merged(before.quotas, quotas or {})
        )
        if self._settings is None:
            settings.add(changed)
        else:
            settings.replace(self._settings, changed)
        self._settings = changed

    def drop(self) -> None:
        """Return to the settings that the server began with."""
        if self._settings is not None:
            settings.remove(self._settings)
            self._settings = None


def _merged(before: Any, changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**before, **changes}.items() if value is not None}
