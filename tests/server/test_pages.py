"""Values that customers wrote stay text on the pages."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest

from tests.desk import Desk
from tests.server.raw import ask

LEADING = {"href", "src", "action", "formaction"}
HARMFUL = [
    "javascript://example.com/%0aalert(1)",
    "JaVaScRiPt://example.com/%0aalert(1)",
    "data://text/html,<script>alert(1)</script>",
    'https://example.com/"><script>alert(1)</script>',
]


class Targets(HTMLParser):
    """What a page leads to or runs."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "link":  # the icon is data
            self.found += [value or "" for name, value in attrs if name in LEADING]
        if tag == "script" and "src" not in dict(attrs):
            self.found.append("a script in the page")


@pytest.mark.parametrize("value", HARMFUL)
def test_value_of_a_url_field_leads_nowhere(url: str, remote: Any, value: str) -> None:
    desk = Desk(remote)
    domain = desk.domain_id
    field = remote.create_field(domainId=domain, name="link", type="Url")["fieldId"]
    case = desk.create_case(value, {field: value})
    root = f"/_mock/domains/123456789012/us-east-1/{domain}"

    for target in ["/_mock/", "/_mock/log", f"{root}/cases", f"{root}/cases/{case}", root]:
        page = ask(url, "GET", target)

        assert page.status == 200
        paths = Targets(page.body.decode()).found
        assert [each for each in paths if not each.startswith(("/_mock", "#", "?"))] == []
