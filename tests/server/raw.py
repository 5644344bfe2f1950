"""A client without any SDK, and without any politeness: it sends the bytes it is given."""

from __future__ import annotations

import json
import select
import socket
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from typing_extensions import Self

SIGNED = (
    "AWS4-HMAC-SHA256 Credential=AKID/20261122/us-east-1/cases/aws4_request,"
    " SignedHeaders=host;x-amz-date, Signature=5978471ad167a27a9eef3acffe5d193e"
)


class Answer(NamedTuple):
    """One answer as it came over the wire."""

    status: int
    headers: dict[str, str]
    """By lower-case name."""
    body: bytes

    @property
    def document(self) -> Any:
        """The JSON document of the body."""
        return json.loads(self.body)

    @property
    def error(self) -> str | None:
        """The error code, as SDKs read it."""
        return self.headers.get("x-amzn-errortype")


class Connection:
    """One connection to a server."""

    def __init__(self, url: str) -> None:
        self._address = urlsplit(url)
        self._received = b""
        self._over = False
        self._connect()

    def _connect(self) -> None:
        address = str(self._address.hostname), int(self._address.port or 80)
        self.socket = socket.create_connection(address, timeout=10)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, data: bytes) -> None:
        """Send bytes as they are, over a new connection if the server ended the last one."""
        if self._over:
            self.socket.close()
            self._connect()
            self._over = False
        self.socket.sendall(data)

    def answer(self, *, to: str = "POST") -> Answer:
        """Read one answer; ConnectionError when the server hangs up instead."""
        while b"\r\n\r\n" not in self._received:
            self._receive()
        head, _, self._received = self._received.partition(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        length = 0 if to == "HEAD" else int(headers.get("content-length", 0))
        while len(self._received) < length:
            self._receive()
        body, self._received = self._received[:length], self._received[length:]
        self._over = headers.get("connection") == "close"
        return Answer(int(status.split()[1]), headers, body)

    def has_answer(self, *, within: float) -> bool:
        """Wait some seconds for the server to answer or to hang up, and return whether it does."""
        return bool(self._received or select.select([self.socket], [], [], within)[0])

    def is_closed(self) -> bool:
        """Wait for the server's next word, and return whether it is the last."""
        try:
            return self._received == b"" and self.socket.recv(1) == b""
        except ConnectionError:
            return True

    def _receive(self) -> None:
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError("the server hung up")
        self._received += data


def request(
    method: str = "POST",
    target: str = "/domains-list",
    body: bytes = b"",
    *,
    signed: str | None = SIGNED,
    **headers: str | None,
) -> bytes:
    """Compose a request; underscores in names stand for dashes, and ``None`` leaves one out."""
    given: dict[str, str | None] = {
        "Host": "127.0.0.1",
        "Authorization": signed,
        "Content-Length": str(len(body)),
    }
    given.update({name.replace("_", "-").title(): value for name, value in headers.items()})
    lines = [f"{name}: {value}\r\n" for name, value in given.items() if value is not None]
    return f"{method} {target} HTTP/1.1\r\n{''.join(lines)}\r\n".encode("latin-1") + body


def ask(url: str, *arguments: Any, **options: Any) -> Answer:
    """Send one composed request over a connection of its own and read the answer."""
    with Connection(url) as connection:
        connection.send(request(*arguments, **options))
        return connection.answer(to=arguments[0] if arguments else "POST")
