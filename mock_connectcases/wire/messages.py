"""The HTTP request and response of the service: plain values, no framework, no I/O."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_SCOPE_PARTS = 5


class Request(NamedTuple):
    """An HTTP request as it arrived, not decoded."""

    method: str
    target: str
    """Path and query string exactly as sent: percent-escapes are still escapes."""
    body: bytes
    headers: Mapping[str, str]


class ServedRequest(Request):
    """A request to a server, with what the server knows of it once it has answered."""

    log: object = None
    """The log of the server; ``None`` until it has answered."""
    number = 0
    """Its place among all requests to the server."""
    milliseconds = 0.0
    hint: str | None = None


class Scope(NamedTuple):
    """The credential scope of a signature (documented: Signature Version 4)."""

    region: str
    service: str


def scope_of(headers: Mapping[str, Any]) -> Scope | None:
    """Read the credential scope of a request, or nothing where it has no readable one."""
    credential = header_text(headers, "Authorization").partition("Credential=")[2]
    parts = credential.partition(",")[0].split("/")
    return Scope(parts[2], parts[3]) if len(parts) == _SCOPE_PARTS else None


def header_text(headers: Mapping[str, Any], name: str) -> str:
    """Return a header as text, empty if it is missing: botocore has some of them as bytes."""
    value = headers.get(name, "")
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def host_and_target(url: str) -> tuple[str, str]:
    """Split a URL into its host and the undecoded target."""
    host, slash, rest = url.partition("://")[2].partition("/")
    if "?" in host:
        host, _, rest = host.partition("?")
        return host, f"/?{rest}"
    return host, slash + rest or "/"


def body_as_bytes(body: Any) -> bytes:
    """Return a body that a library has as bytes, text, a file or nothing."""
    if hasattr(body, "read"):
        body = body.read()
    if isinstance(body, str):
        return body.encode()
    return bytes(body or b"")


class Response(NamedTuple):
    """An HTTP response ready to be sent."""

    status: int
    headers: dict[str, str]
    body: bytes
    rule: str = ""
    """The name of the rule that refused the request; empty without a refusal.  It is not sent."""
    entry_rules: tuple[str, ...] = ()
    """The names of the rules that refused entries of a batch.  They are not sent."""


class LazyHeaders(Mapping[str, Any]):
    """The headers of a client of this process, which are made or counted when somebody reads them.

    To count their bytes takes longer than to record the whole call.
    """

    SIZE: Final = 1_024
    """The bytes that they are taken for; botocore's are fewer."""

    __slots__ = ("_made",)

    def __init__(self, make: Callable[[], Mapping[str, Any]]) -> None:
        self._made: Mapping[str, Any] | Callable[[], Mapping[str, Any]] = make

    def _headers(self) -> Mapping[str, Any]:
        if callable(self._made):
            self._made = self._made()
        return self._made

    def __getitem__(self, name: str) -> Any:
        return self._headers()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._headers())

    def __len__(self) -> int:
        return len(self._headers())
