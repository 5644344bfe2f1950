"""The HTTP servers that were candidates, each sending the same canned answer.

Run with ``tox -e http-servers``; docs/http-server-choice.md has the figures.  Each server runs in
one process, in the way its documentation advises for speed.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

from benchmarks.http_load import Rates, ask, load, program, request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

BODY = json.dumps(
    {
        "templateId": "6a34ecd5-0b0a-4a6f-9c2f-0d3f0c8f7c11",
        "fields": [{"id": "title", "value": {"stringValue": "Where is my order?"}}],
        "nextToken": None,
        "tags": {},
    }
).encode()
HEADERS = {
    "Content-Type": "application/json",
    "Content-Length": str(len(BODY)),
    "x-amzn-RequestId": "6a34ecd5-0b0a-4a6f-9c2f-0d3f0c8f7c11",
}
MODULE = "benchmarks.http_servers"
ROUNDS = 12
SECONDS = 0.5
CONNECTIONS = 8


def wsgi(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer as a WSGI application."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    environ["wsgi.input"].read(length)
    start_response("200 OK", list(HEADERS.items()))
    return [BODY]


async def asgi(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answer as an ASGI application."""
    if scope["type"] == "lifespan":
        for event in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{event}.complete"})
        return
    while (await receive()).get("more_body"):
        pass
    headers = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": BODY})


def serve_aiohttp(port: int) -> None:
    """Serve with aiohttp."""
    from aiohttp import web  # noqa: PLC0415

    async def answer(incoming: web.BaseRequest) -> web.Response:
        await incoming.read()
        return web.Response(body=BODY, headers=HEADERS)

    async def serve() -> None:
        server = web.Server(answer, access_log=None)
        loop = asyncio.get_running_loop()
        await (await loop.create_server(server, "127.0.0.1", port)).serve_forever()

    asyncio.run(serve())


def serve_uvicorn(port: int, loop: str) -> None:
    """Serve with uvicorn."""
    import uvicorn  # noqa: PLC0415

    uvicorn.run(asgi, port=port, http="httptools", loop=loop, log_level="error", access_log=False)


def serve_hypercorn(port: int) -> None:
    """Serve with hypercorn."""
    from hypercorn.asyncio import serve  # noqa: PLC0415
    from hypercorn.config import Config  # noqa: PLC0415

    config = Config()
    config.bind = [f"127.0.0.1:{port}"]
    config.loglevel = "ERROR"
    asyncio.run(serve(asgi, config))


def serve_granian(port: int, interface: str) -> None:
    """Serve with granian."""
    from granian import Granian  # noqa: PLC0415
    from granian.constants import Interfaces  # noqa: PLC0415

    Granian(
        f"benchmarks.http_servers:{interface}",
        port=port,
        interface=Interfaces(interface),
        log_enabled=False,
    ).serve()


def serve_waitress(port: int) -> None:
    """Serve with waitress."""
    import waitress  # noqa: PLC0415

    waitress.serve(wsgi, host="127.0.0.1", port=port, _quiet=True)


def serve_cheroot(port: int) -> None:
    """Serve with cheroot."""
    from cheroot.wsgi import Server  # noqa: PLC0415

    Server(("127.0.0.1", port), wsgi).start()


def serve_gunicorn(port: int) -> None:
    """Serve with gunicorn."""
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415

    class Application(BaseApplication):  # type: ignore[misc]  # it ships no types
        def load_config(self) -> None:
            self.cfg.set("bind", f"127.0.0.1:{port}")
            self.cfg.set("worker_class", "gthread")
            self.cfg.set("threads", 8)
            self.cfg.set("keepalive", 30)
            self.cfg.set("loglevel", "error")

        def load(self) -> Any:
            return wsgi

    Application().run()


SERVERS: dict[str, Callable[[int], None]] = {
    "aiohttp web.Server": serve_aiohttp,
    "uvicorn, httptools": lambda port: serve_uvicorn(port, "asyncio"),
    "uvicorn, httptools, uvloop": lambda port: serve_uvicorn(port, "uvloop"),
    "hypercorn": serve_hypercorn,
    "granian, ASGI": lambda port: serve_granian(port, "asgi"),
    "granian, WSGI": lambda port: serve_granian(port, "wsgi"),
    "waitress": serve_waitress,
    "cheroot": serve_cheroot,
    "gunicorn, gthread": serve_gunicorn,
}


def main() -> None:
    """Measure all servers in turns, and print one line for each."""
    sent = request("/domains/d/cases/c", b'{"fields":[{"id":"title"}]}')
    rounds: dict[str, list[Rates]] = {name: [] for name in SERVERS}
    with ExitStack() as stack:
        running = {name: stack.enter_context(program("-m", MODULE, name)) for name in SERVERS}
        for _, url in running.values():
            wait_for(url, sent)
        for _ in range(ROUNDS):
            for name, (pid, url) in running.items():
                rounds[name].append(
                    load(pid, url, lambda: sent, seconds=SECONDS, connections=CONNECTIONS)
                )
    print(f"{CONNECTIONS} connections; the best of {ROUNDS} rounds of {SECONDS:g} s")
    print(f"{'':<28}{'rps':>8}{'p50 us':>9}{'p99 us':>9}{'cpu us':>8}{'writes':>8}")
    for name, found in rounds.items():
        best = Rates.best(found)
        print(
            f"{name:<28}{best.per_second:>8.0f}{best.p50:>9.0f}{best.p99:>9.0f}"
            f"{best.processor:>8.0f}{writes_of(name, sent):>8}"
        )


def wait_for(url: str, sent: bytes) -> None:
    """Wait until a server answers."""
    for _ in range(100):
        with suppress(OSError):
            ask(url, sent)
            return
        time.sleep(0.1)


def writes_of(name: str, sent: bytes) -> str:
    """Count the system calls in which one answer leaves."""
    tracer = shutil.which("strace")
    if tracer is None:
        return "?"
    port = free_port()
    with tempfile.NamedTemporaryFile("r") as trace:
        calls = "trace=write,writev,sendto,sendmsg"
        command = [tracer, "-f", "-s", "400", "-e", calls, "-o", trace.name]
        with subprocess.Popen(  # noqa: S603 - ourselves
            [*command, sys.executable, "-m", MODULE, name, str(port)],
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        ) as traced:
            url = f"http://127.0.0.1:{port}"
            wait_for(url, sent)
            before = len(trace.read())
            ask(url, sent)
            time.sleep(0.5)
            trace.seek(before)
            lines = [line for line in trace if "HTTP/1.1 200" in line or "templateId" in line]
            os.killpg(traced.pid, signal.SIGKILL)
    return str(len(lines))


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            main()
        case [name, *given]:
            chosen = int(given[0]) if given else free_port()
            print(f"http://127.0.0.1:{chosen}", flush=True)
            SERVERS[name](chosen)
