"""Chromium, as it is installed on this machine, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.server.inspector.browser.looker import Looker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """Return the browser of this machine, or skip where there is none.

    It ends with this room: Playwright's event loop runs in the thread of the tests until then, and
    other tests begin one of their own there.
    """
    pytest.importorskip("playwright", reason="a real browser is driven by: tox run -e browser")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - an environment's own

    named = os.environ.get("CHROMIUM")
    path = next(filter(None, map(shutil.which, [named] if named else NAMES)), None)
    if path is None:
        names = f"CHROMIUM={named} is no program" if named else f"none of {', '.join(NAMES)}"
        pytest.skip(f"there is no browser here: {names}")
    with sync_playwright() as playwright:
        # Its sandbox cannot be had by root, nor in most containers.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_browser(chromium: Any, url: str) -> Iterator[Callable[..., Looker]]:
    """Return a function that opens a window with settings of its own, which may reach one host."""
    opened: list[Looker] = []

    def open_window(width: int = 1280, **settings: Any) -> Looker:
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            permissions=["clipboard-read", "clipboard-write"],
            **settings,
        )
        opened.append(Looker(context, url))
        return opened[-1]

    yield open_window
    for each in opened:
        each.context.close()
        assert each.complaints == []


@pytest.fixture
def looker(open_browser: Callable[..., Looker]) -> Looker:
    """Return an ordinary window."""
    return open_browser()
