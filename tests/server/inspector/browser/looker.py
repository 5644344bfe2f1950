"""A window of a browser, and what somebody sees in it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urldefrag, urljoin


class Looker:
    """One window, with a list of the complaints and the foreign requests of its pages."""

    def __init__(self, context: Any, url: str) -> None:
        self.context = context
        self.url = url
        self.complaints: list[str] = []
        self.page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", self._note_message)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("dialog", self._note_dialog)
        context.route("**/*", self._let_through)

    def go(self, path: str = "/_mock/") -> int:
        """Load a page, and return its status."""
        answer = self.page.goto(urljoin(self.url, path))
        return int(answer.status)

    def read(self) -> str:
        """Return the words of the page."""
        return " ".join(self.page.inner_text("body").split())

    def links(self) -> set[str]:
        """Return the addresses of the inspector that the page leads to."""
        found = self.page.eval_on_selector_all("a[href]", "all => all.map(each => each.href)")
        within = f"{self.url}/_mock/"
        return {urldefrag(each)[0] for each in found if each.startswith(within)}

    def open_details(self) -> None:
        """Open everything that can be opened."""
        self.page.eval_on_selector_all("details", "all => all.map(each => each.open = true)")

    def is_wider_than_its_window(self) -> bool:
        """Return whether the page as a whole scrolls sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))

    def _note_message(self, message: Any) -> None:
        # A page that is not there, or refused, is what some tests ask for.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.complaints.append(f"{message.type}: {message.text}")

    def _note_dialog(self, dialog: Any) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _let_through(self, route: Any) -> None:
        address = route.request.url
        if address.startswith((self.url, "data:", "file:", "about:")):
            route.continue_()
        else:
            self.complaints.append(f"reached for {address}")
            route.abort()
