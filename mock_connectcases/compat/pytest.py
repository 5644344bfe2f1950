"""Private and undocumented names of pytest."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest


def fixture_names(item: pytest.Item) -> list[str] | None:
    """Return the names of the fixtures of a test, in their order; the list can be changed."""
    return getattr(item, "fixturenames", None)


def fixture_scope(item: pytest.Item, name: str) -> str | None:
    """Return the scope of a fixture of a test, if pytest knows the fixture."""
    definitions = getattr(getattr(item, "_fixtureinfo", None), "name2fixturedefs", {})
    return str(definitions[name][-1].scope) if name in definitions else None


def hide_frames(
    package: str, are_hidden: Callable[[pytest.ExceptionInfo[BaseException]], bool]
) -> None:
    """Let pytest ask a function whether tracebacks leave out the frames of a package.

    It reads the name ``__tracebackhide__`` in the namespace of each frame and of its module.
    """
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{package}."):
            vars(module)["__tracebackhide__"] = are_hidden
