"""Renders views as HTML; the only module that knows the template engine.

Everything that a template shows is escaped, so no text of a client becomes markup.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from mock_connectcases.inspector.log import caller_of, key_of, served_request
from mock_connectcases.inspector.source_links import source_url
from mock_connectcases.inspector.values import format_distance, format_duration, in_words
from mock_connectcases.wording import pluralize

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_JSON = 100_000
"""Characters of a document that a page shows."""


def render(template: str, **context: Any) -> str:
    """Render a template; fails if the template uses a name that is not given."""
    return _environment().get_template(template).render(context)


def asset(name: str) -> bytes:
    """Return an asset of the pages; raises LookupError if there is none of that name."""
    if name not in ASSETS:
        raise LookupError(name)
    return (files("mock_connectcases.inspector") / "assets" / name).read_bytes()


ASSETS = {
    "inspector.css": "text/css; charset=utf-8",
    "inspector.js": "text/javascript; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
}
"""The assets of the pages, with their content types."""


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
        caller=caller_of,
        json=_json,
        key=key_of,
        served=served_request,
        moment=_moment,
        iso=_iso,
        distance=format_distance,
        duration=format_duration,
        source_url=source_url,
        plural=pluralize,
        words=in_words,
    )
    return environment


def _json(value: Any) -> str:
    """Format a document for reading; of a very long one, the beginning."""
    text = json.dumps(value, indent=2, ensure_ascii=False, default=_plain)
    if len(text) > LONGEST_JSON:
        return f"{text[:LONGEST_JSON]}\n... and {len(text) - LONGEST_JSON:,} more characters"
    return text


def _plain(value: Any) -> str:
    return _iso(value) if hasattr(value, "isoformat") else str(value)


def _iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _moment(moment: datetime) -> str:
    """Format a time to the second, in UTC."""
    return f"{moment:%Y-%m-%d %H:%M:%S}"
