"""Decides who may speak to the server: no web page may, unless it was allowed.

A browser lets any page send requests to this machine, and a page's own host name can be made to
point here (DNS rebinding).  Browsers tell both: in ``Host``, ``Origin`` and ``Sec-Fetch-Site``.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from mock_connectcases.server.refusals import Refused
from mock_connectcases.wire.messages import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mock_connectcases.server.options import Options

_ANY = "*"
_READABLE_HEADERS = "x-amzn-RequestId, x-amzn-ErrorType, Retry-After"


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address means this machine and nothing else."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Admission:
    """The rules of one server."""

    def __init__(self, options: Options) -> None:
        hosts = {name.lower() for name in options.allowed_hosts}
        self._any_host = not options.is_local or _ANY in hosts
        self._hosts = hosts
        self._known_hosts: set[str] = set()
        self._any_origin = _ANY in options.allowed_origins
        self._origins = frozenset(options.allowed_origins)

    def check(self, headers: Mapping[str, str]) -> None:
        """Let a request in, or raise Refused."""
        host = headers.get("Host", "")
        if host not in self._known_hosts:
            self._check_host(host)
        if "Origin" in headers or "Sec-Fetch-Site" in headers:
            self._check_origin(headers, host)

    def preflight(self, headers: Mapping[str, str]) -> Response:
        """Answer a browser that asks whether a page, which was let in, may send a request."""
        granted = {
            "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE",
            "Access-Control-Allow-Headers": headers.get("Access-Control-Request-Headers", ""),
            "Access-Control-Max-Age": "600",
        }
        return Response(204, granted, b"")

    def share(self, headers: Mapping[str, str], response: Response) -> None:
        """Let the page that sent a request read its answer, if the page was allowed."""
        origin = headers.get("Origin", "")
        if origin and (self._any_origin or origin in self._origins):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Expose-Headers"] = _READABLE_HEADERS
            response.headers["Vary"] = "Origin"

    def _check_host(self, host: str) -> None:
        name = _without_port(host)
        if host and not (self._any_host or is_loopback(name) or name in self._hosts):
            raise Refused(
                421,
                "MisdirectedRequestException",
                f"This server does not answer for the host {name!r:.100}. If that is how you reach"
                f" it, start it with --allow-host {name:.100}.",
            )
        if not self._any_host:
            self._known_hosts.add(host)

    def _check_origin(self, headers: Mapping[str, str], host: str) -> None:
        origin = headers.get("Origin")
        site = headers.get("Sec-Fetch-Site", "none")
        if self._any_origin or origin in self._origins:
            return
        if origin is None and site in {"none", "same-origin"}:
            return
        if origin is not None and host and origin.partition("://")[2] == host:
            return
        raise Refused(
            403,
            "AccessDeniedException",
            f"A web page of {origin or 'another site'!r:.100} sent this request. To let it, start"
            " the server with --allow-origin and the page's origin.",
        )


def _without_port(host: str) -> str:
    """Return the name in a ``Host`` header: ``[::1]:80`` is ``::1``."""
    host = host.lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].rstrip(".")
