"""Reads pages as a person without scripts does: text, links, and forms that are sent by hand."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import urljoin

import requests

HTML = {"Accept": "text/html,application/xhtml+xml"}
_WITHIN_WORDS = {"a", "bdi", "code", "del", "ins", "time"}
_UNSHOWN = {"script", "style", "title"}


class Page(NamedTuple):
    """One page."""

    status: int
    headers: Any
    html: str
    text: str
    """What a person reads, its white space joined."""
    links: list[str]
    """Addresses of what can be followed."""
    tags: list[tuple[str, dict[str, str | None]]]
    """Every tag that opens, with its attributes."""

    @property
    def token(self) -> str:
        """The token of the page's forms."""
        return next(
            str(given["value"])
            for tag, given in self.tags
            if tag == "input" and given.get("name") == "token"
        )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _WITHIN_WORDS:
            self.words.append(" ")
        if tag in _UNSHOWN:
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSHOWN and self._within:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.words.append(data)


def visit(url: str, path: str = "/_mock/") -> Page:
    """Load a page of a server."""
    return read_page(requests.get(urljoin(url, path), headers=HTML, timeout=30))


def send(url: str, form: str, fields: dict[str, str], **more: Any) -> Page:
    """Send a form of the controls and follow where it leads."""
    address = f"{url}/_mock/controls/{form}"
    return read_page(requests.post(address, data=fields, headers=HTML, timeout=30, **more))


def do(url: str, form: str, **fields: str) -> Page:
    """Send a form as its page would."""
    return send(url, form, {"token": visit(url, "/_mock/controls").token, **fields})


def read_page(answer: requests.Response) -> Page:
    """Read an answer as a page."""
    reader = _Reader()
    reader.feed(answer.text)
    links = [str(given["href"]) for tag, given in reader.tags if tag == "a" and given.get("href")]
    text = " ".join("".join(reader.words).split())
    return Page(answer.status_code, answer.headers, answer.text, text, links, reader.tags)
