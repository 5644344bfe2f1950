"""Private and undocumented names of pytest."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def fixture_names(item: pytest.Item) -> list[str] | None:
    """Return the names of the fixtures of a test, in their order; the list can be changed."""
    return getattr(item, "fixturenames", None)


def fixture_scope(item: pytest.Item, name: str) -> str | None:
    """Return the scope of a fixture of a test, if pytest knows the fixture."""
    definitions = getattr(getattr(item, "_fixtureinfo", None), "name2fixturedefs", {})
    return str(definitions[name][-1].scope) if name in definitions else None


def is_worker(config: pytest.Config) -> bool:
    """Return whether this process is a worker of pytest-xdist."""
    return hasattr(config, "workerinput")
