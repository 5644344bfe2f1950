"""HTTP responses of the inspector, with the headers that protect its pages from others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases.wire.messages import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

HTML = "text/html; charset=utf-8"

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:;"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",  # without any, forms would come from no origin
    "Cross-Origin-Opener-Policy": "same-origin",
}


def page(html: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return a page, which no other page may frame and no browser stores."""
    body = html.encode("utf-8", "replace")
    return document(body, HTML, status, {**_HEADERS, **(headers or {})})


def document(
    body: bytes, content_type: str, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Return a document of any type."""
    described = {
        "Content-Type": content_type,
        "Content-Length": str(len(body)),
        "X-Content-Type-Options": "nosniff",
    }
    return Response(status, {**described, **(headers or {})}, body)


def see_other(address: str) -> Response:
    """Redirect a browser to a page."""
    return document(b"", HTML, 303, {"Location": address})
