"""Makes HTML of views; the only place that knows the template engine.

Whatever a client sent is text: everything that a template shows is escaped.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from mock_connectcases.inspector.values import distance, length_text

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_JSON = 100_000
"""So many characters of a document are shown."""


def render(template: str, **context: Any) -> str:
    """Make a page of a template; it fails if the template asks for what is not there."""
    return _environment().get_template(template).render(context)


def asset(name: str) -> bytes:
    """Return a file that pages need; raises LookupError if there is none of that name."""
    if name not in ASSETS:
        raise LookupError(name)
    return (files("mock_connectcases.inspector") / "assets" / name).read_bytes()


ASSETS = {
    "inspector.css": "text/css; charset=utf-8",
    "inspector.js": "text/javascript; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
}
"""What pages need, with its content type."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("mock_connectcases.inspector"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        json=_json, moment=_moment, iso=_iso, distance=distance, duration=length_text
    )
    return environment


def _json(value: Any) -> str:
    """Write a document to be read; of one that is very long, the beginning."""
    text = json.dumps(value, indent=2, ensure_ascii=False, default=_plain)
    if len(text) > LONGEST_JSON:
        return f"{text[:LONGEST_JSON]}\n... and {len(text) - LONGEST_JSON:,} more characters"
    return text


def _plain(value: Any) -> str:
    return _iso(value) if hasattr(value, "isoformat") else str(value)


def _iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _moment(moment: datetime) -> str:
    """Write a time for people: to the second, in UTC."""
    return f"{moment:%Y-%m-%d %H:%M:%S}"
