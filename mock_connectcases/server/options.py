"""The settings of a server, and all its bounds with their reasons.

Rule of this file: a bound of the server that is nowhere else decided stands here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from ipaddress import ip_address
from typing import Final

LONGEST_LINE: Final = 32 * 1024
"""Bytes of a request line: a page token may be 9,000 characters, and is percent-encoded there."""
LONGEST_HEADER: Final = 16 * 1024
LONGEST_HEAD: Final = 64 * 1024
"""Bytes of all headers: the log of refused requests holds those of 1,000."""
MOST_HEADERS: Final = 100
REMEMBERED_HOSTS: Final = 256
"""Names in ``Host`` headers for which the server caches whether it answers them."""
LONGEST_LOGGED_BODY: Final = 16 * 1024
"""Bytes that are logged of the body of a request that never became a call."""
LINGERING: Final = 2.0
"""Seconds in which the rest of a refused body is read, so that the client sees the answer."""
GRACE: Final = 2.0
"""Seconds that answers under way have when a server stops."""
BACKLOG: Final = 1024
"""Connections that wait to be accepted."""
SHORT_WORK: Final = 100_000
"""Bytes of a body, for a search times the cases of the largest domain, that are answered at once.

What is more may take longer than a few milliseconds, and is answered in a thread so that other
connections are served meanwhile.  To go there takes as long as half a GetCase.
"""
LONG_CALLS: Final = 8
"""Calls of more work that are answered by turns; another one waits for the first of them."""

LAST_PORT: Final = 65535


def is_loopback(host: str) -> bool:
    """Return whether a host name or address is of the loopback interface."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def check_seconds(name: str, seconds: float) -> None:
    """Raise ValueError for a number of seconds that nothing can wait."""
    if not (seconds > 0 and math.isfinite(seconds)):
        raise ValueError(f"{name} is a number of seconds greater than 0, not {seconds}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Settings of one server; a test suite stays below the default of every bound."""

    host: str = "127.0.0.1"
    port: int = 4010
    """0 takes any free port."""
    region: str = "us-east-1"
    """The region of requests that are not signed."""
    with_moto: bool = False
    """Serve all of moto's services on the same port."""
    allowed_hosts: tuple[str, ...] = ()
    """Names in a ``Host`` header that are served beside the safe ones; ``*`` is every name."""
    allowed_origins: tuple[str, ...] = ()
    """Origins of web pages that may call the server; ``*`` is all of them."""
    max_body: int = 1 << 20
    """Bytes of a request body, before and after it is inflated."""
    max_moto_body: int = 256 << 20
    """The same for moto's other services: they take functions and files."""
    max_control_body: int = 64 << 10
    """The same for the routes about the mock itself."""
    max_upload: int = 16 << 20
    """The same for the seed of the inspector's form; one is taken at a time.

    Python reads a long text without a break, and nobody else is served meanwhile.
    """
    max_connections: int = 512
    moto_threads: int = 16
    timeout: float = 30.0
    """Seconds for a whole body to arrive, and for an answer to be taken."""
    idle_timeout: float = 75.0
    """Seconds for the head of a request to arrive on an open connection."""

    def __post_init__(self) -> None:
        """Raise ValueError for a value with which no server can run."""
        if not self.host.strip():
            raise ValueError(f"host is a name or an address of this machine, not {self.host!r}.")
        if not 0 <= self.port <= LAST_PORT:
            raise ValueError(
                f"port is a number from 0, for any free port, to {LAST_PORT}, not {self.port}."
            )
        for each in fields(self):
            value = getattr(self, each.name)
            if each.type == "int" and each.name != "port" and value < 1:
                raise ValueError(f"{each.name} is a whole number from 1, not {value}.")
            if each.type == "float":
                check_seconds(each.name, value)

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the server."""
        return is_loopback(self.host)
