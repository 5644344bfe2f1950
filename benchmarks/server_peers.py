"""The servers that ours is measured against, each a program that prints its endpoint.

``python -m benchmarks.server_peers canned FILE`` is the bare HTTP server: it sends the bytes of a
file as every answer.  ``python -m benchmarks.server_peers moto`` is moto's own server.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path


async def serve_canned(file: str) -> None:
    """Answer every request with the same bytes, in the ordinary way of our HTTP server."""
    from aiohttp import web  # noqa: PLC0415 - only this peer needs it

    body = Path(file).read_bytes()
    headers = {
        "Content-Type": "application/json",
        "Date": "Sun, 22 Nov 2026 16:14:53 GMT",
        "x-amzn-RequestId": "6a34ecd5-0b0a-4a6f-9c2f-0d3f0c8f7c11",
    }

    async def answer(request: web.BaseRequest) -> web.Response:
        await request.read()
        return web.Response(body=body, headers=headers)

    server = web.Server(answer, access_log=None)
    listening = await asyncio.get_running_loop().create_server(server, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}", flush=True)
    await listening.serve_forever()


def serve_moto() -> None:
    """Serve all of moto with moto's own server."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415

    import mock_connectcases  # noqa: F401, PLC0415 - it registers with moto

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    print("http://{}:{}".format(*server.get_host_and_port()), flush=True)
    assert server._thread is not None
    server._thread.join()


if __name__ == "__main__":
    if sys.argv[1] == "moto":
        serve_moto()
    else:
        asyncio.run(serve_canned(sys.argv[2]))
