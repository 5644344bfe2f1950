"""Checks who sends a request: no web page may, unless an option allows it.

A browser lets any page send requests to this machine, and a page's own host name can be made to
point here (DNS rebinding).  Browsers send both: in ``Host``, ``Origin`` and ``Sec-Fetch-Site``.

On a loopback address only names of the loopback interface are safe.  On others a container is
reached by its address, by its name in a Docker or Compose network and by AWS's own names, none of
which the owner of a web page can point somewhere.
"""

from __future__ import annotations

import socket
from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING

from mock_connectcases.connectcases.hosts import is_aws
from mock_connectcases.server.options import REMEMBERED_HOSTS, is_loopback
from mock_connectcases.server.refusals import Refused
from mock_connectcases.wire.messages import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mock_connectcases.server.options import Options

_ANY = "*"
_READABLE_HEADERS = "x-amzn-RequestId, x-amzn-ErrorType, Retry-After"


def is_safe(host: str) -> bool:
    """Return whether no web page of the internet can own a host name or address.

    An address cannot be pointed elsewhere, public DNS has no names without a dot, and those of AWS
    belong to AWS.
    """
    try:
        ip_address(host)
    except ValueError:
        return "." not in host or host.endswith(".localhost") or is_aws(host)
    return True


class AccessPolicy:
    """The rules of one server."""

    def __init__(self, options: Options) -> None:
        self._hosts = {name.lower() for name in options.allowed_hosts}
        self._is_safe = is_loopback
        if not options.is_local:
            self._is_safe = is_safe
            self._hosts |= {options.host.lower(), socket.gethostname().lower()}
        self._answers_for = lru_cache(REMEMBERED_HOSTS)(self._is_allowed_host)
        self._any_origin = _ANY in options.allowed_origins
        self._origins = frozenset(options.allowed_origins)

    def check(self, headers: Mapping[str, str]) -> None:
        """Raise Refused for a request that may not be sent."""
        host = headers.get("Host", "")
        if not self._answers_for(host):
            name = host_name(host)
            raise Refused(
                421,
                "MisdirectedRequestException",
                f"This server does not answer for the host {name!r:.100}. If that is how you reach"
                f" it, start it with --allow-host {name:.100}.",
            )
        if "Origin" in headers or "Sec-Fetch-Site" in headers:
            self._check_origin(headers, host)

    def preflight(self, headers: Mapping[str, str]) -> Response:
        """Answer the preflight request of an allowed page."""
        granted = {
            "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
            "Access-Control-Allow-Headers": headers.get("Access-Control-Request-Headers", ""),
            "Access-Control-Max-Age": "600",
        }
        return Response(204, granted, b"")

    def add_cors_headers(self, headers: Mapping[str, str], response: Response) -> None:
        """Add the headers by which an allowed page reads the response."""
        origin = headers.get("Origin", "")
        if origin and (self._any_origin or origin in self._origins):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Expose-Headers"] = _READABLE_HEADERS
            response.headers["Vary"] = "Origin"

    def _is_allowed_host(self, host: str) -> bool:
        name = host_name(host)
        return not host or _ANY in self._hosts or name in self._hosts or self._is_safe(name)

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


def host_name(host: str) -> str:
    """Return the name in a ``Host`` header: ``[::1]:80`` is ``::1``."""
    host = host.lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].rstrip(".")
