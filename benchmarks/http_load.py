"""A client that loads a server over keep-alive connections, and knows when it is disappointed."""

from __future__ import annotations

import os
import selectors
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SIGNED = (
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/{}/aws4_request,"
    " SignedHeaders=content-type;host;x-amz-date,"
    " Signature=5978471ad167a27a9eef3acffe5d193e89763e23a2898cb59600975d4449f61f"
)
_HEADERS = """\
Host: 127.0.0.1\r
Accept-Encoding: identity\r
Content-Type: application/json\r
User-Agent: Boto3/1.44.5 md/Botocore#1.44.5 ua/2.1 os/linux lang/python cfg/retry-mode#legacy\r
X-Amz-Date: 20261122T045703Z\r
amz-sdk-invocation-id: 6a34ecd5-0b0a-4a6f-9c2f-0d3f0c8f7c11\r
amz-sdk-request: attempt=1\r
"""
_END_OF_HEAD = b"\r\n\r\n"


class Rates(NamedTuple):
    """What a server did in one round."""

    per_second: float
    p50: float
    """Microseconds."""
    p99: float
    processor: float
    """Microseconds of the server's own processor time for each request (Linux)."""

    @classmethod
    def best(cls, rounds: list[Rates]) -> Rates:
        """Return the best of several rounds: other programs only ever make one slower."""
        return cls(
            max(each.per_second for each in rounds),
            min(each.p50 for each in rounds),
            min(each.p99 for each in rounds),
            min(each.processor for each in rounds),
        )


def request(
    target: str, body: bytes = b"{}", *, method: str = "POST", signed: str = "cases"
) -> bytes:
    """Compose a request as boto3 sends it."""
    head = (
        f"{method} {target} HTTP/1.1\r\n{_HEADERS}Authorization: {_SIGNED.format(signed)}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def ask(url: str, sent: bytes) -> bytes:
    """Send one request and return the body of its answer."""
    with _connection(url) as connection:
        connection.sendall(sent)
        received = b""
        while not _is_complete(received):
            received += connection.recv(65536)
    head, _, body = received.partition(_END_OF_HEAD)
    if b" 200 " not in head[:20]:
        raise RuntimeError(received.decode())
    return body


def load(
    pid: int, url: str, requests: Callable[[], bytes], *, seconds: float, connections: int
) -> Rates:
    """Keep each connection busy with one request at a time; every answer must be a 200.

    A server whose first answer takes longer than ``seconds`` is measured by that answer.
    """
    selector = selectors.DefaultSelector()
    latencies: list[float] = []
    begun: dict[socket.socket, float] = {}
    received: dict[socket.socket, bytes] = {}

    def send(connection: socket.socket) -> None:
        received[connection] = b""
        begun[connection] = time.perf_counter()
        connection.sendall(requests())

    def open_() -> None:
        connection = _connection(url)
        selector.register(connection, selectors.EVENT_READ)
        send(connection)

    for _ in range(connections):
        open_()
    start, used = time.perf_counter(), _processor_time(pid)
    while not latencies or time.perf_counter() < start + seconds:
        for key, _ in selector.select():
            connection = key.fileobj
            assert isinstance(connection, socket.socket)
            data = connection.recv(1 << 18)
            received[connection] += data
            answer = received[connection]
            if not (data and not _is_complete(answer)):
                if b" 200 " not in answer[:20]:
                    raise RuntimeError(answer.decode())
                latencies.append(time.perf_counter() - begun[connection])
                if data and b"onnection: close" not in answer:
                    send(connection)
                else:
                    selector.unregister(connection)
                    connection.close()
                    open_()
    elapsed, used = time.perf_counter() - start, _processor_time(pid) - used
    for key in list(selector.get_map().values()):
        assert isinstance(key.fileobj, socket.socket)
        key.fileobj.close()
    latencies.sort()
    rank = len(latencies) // 100
    return Rates(
        len(latencies) / elapsed,
        statistics.median(latencies) * 1e6,
        latencies[-1 - rank] * 1e6,
        used / len(latencies) * 1e6,
    )


@contextmanager
def program(*arguments: str) -> Iterator[tuple[int, str]]:
    """Run a Python program that prints its endpoint; give its process id and that endpoint."""
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, *arguments], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process.pid, process.stdout.readline().split()[-1]
        finally:
            process.terminate()


def _processor_time(pid: int) -> float:
    """Return the seconds that a process and its children have computed (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = sum(map(int, fields[11:13]))
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return ticks / os.sysconf("SC_CLK_TCK") + sum(map(_processor_time, map(int, children)))


def _connection(url: str) -> socket.socket:
    address = urlsplit(url)
    connection = socket.create_connection((str(address.hostname), int(address.port or 80)))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _is_complete(answer: bytes) -> bool:
    head, end, body = answer.partition(_END_OF_HEAD)
    if not end:
        return False
    length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
    return len(body) >= int(length) if length else body.endswith(b"0\r\n\r\n")
