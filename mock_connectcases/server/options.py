"""What a server can be told."""

from __future__ import annotations

from dataclasses import dataclass

from mock_connectcases.server.admission import is_loopback


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Settings of one server; every bound has a default that a test suite does not meet."""

    host: str = "127.0.0.1"
    port: int = 4010
    """0 takes any free port."""
    region: str = "us-east-1"
    """Where a request belongs that is not signed."""
    with_moto: bool = False
    """Serve all of moto's services on the same port."""
    allowed_hosts: tuple[str, ...] = ()
    """Names in a ``Host`` header that are served beside those of the loopback interface."""
    allowed_origins: tuple[str, ...] = ()
    """Origins of web pages that may call the server; ``*`` is all of them."""
    max_body: int = 1 << 20
    """Bytes of a request body, before and after it is inflated."""
    max_moto_body: int = 256 << 20
    """The same for moto's other services: they take functions and files."""
    max_upload: int = 64 << 20
    """The same for what is about the mock itself: a seed may be uploaded."""
    max_connections: int = 512
    moto_threads: int = 16
    timeout: float = 30.0
    """Seconds for a body to arrive, and for an answer to be taken."""
    idle_timeout: float = 75.0
    """Seconds for the head of a request to arrive on an open connection."""
    logged_requests: int = 1000

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the server."""
        return is_loopback(self.host)
