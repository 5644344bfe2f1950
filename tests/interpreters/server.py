"""Forks for each program that a line of its connection describes, and writes its exit status.

A program begins as under ``python``: it is ``__main__``.  At its end threads end, what it
registered with ``atexit`` runs and what it has written is flushed; what else Python does at the
end, to take modules apart, takes longest and is left out.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import runpy
import signal
import socket
import sys
import threading
import warnings
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

LIBRARIES = (
    *("boto3", "botocore.auth", "botocore.session", "cryptography.x509", "hypothesis", "jinja2"),
    *("pytest", "_pytest.pytester", "requests", "responses", "sortedcontainers", "unittest.mock"),
    *("werkzeug.serving", "werkzeug.test", "xmltodict", "yaml"),
)
"""What programs import; not moto: its import changes the clients that are made afterwards."""
SECONDS = 120


def main(connection: socket.socket, root: str, preload: str) -> None:
    """Import what programs need, then serve until the connection ends."""
    sys.path[0] = root  # instead of the directory of this file
    if preload == "awscli":
        importlib.import_module("awscli.clidriver")  # it brings a botocore of its own
    else:
        import_libraries()
    if preload == "mock":
        import_mock()
    del sys.path[0]
    gc.freeze()
    keepers: set[int] = set()
    while True:
        message, files, _, _ = socket.recv_fds(connection, 1 << 16, 3)
        keepers -= {each for each in keepers if os.waitpid(each, os.WNOHANG)[0]}
        if not message:
            break
        while not message.endswith(b"\n"):
            message += connection.recv(1 << 16)
        keeper = os.fork()
        if not keeper:
            connection.close()
            keep(json.loads(message), *files)
            os._exit(0)
        keepers.add(keeper)
        for file in files:
            os.close(file)
    for each in keepers:
        os.waitpid(each, 0)


def import_libraries() -> None:
    """Import the libraries that are on this machine."""
    for name in LIBRARIES:
        importlib.import_module(name)
    if find_spec("aiohttp"):  # which the extra server brings
        importlib.import_module("aiohttp.web")
    importlib.import_module("tests.service_models").share_service_models()


def import_mock() -> None:
    """Import what mocks and servers need, and let a first client load what clients do."""
    os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")
    boto3 = importlib.import_module("boto3")
    mock = importlib.import_module("mock_connectcases").mock_connectcases
    with mock():
        boto3.client("connectcases", region_name="us-east-1").list_domains()
    if find_spec("aiohttp"):
        importlib.import_module("mock_connectcases.server.running")


def keep(program: dict[str, Any], output: int, errors: int, status: int) -> None:
    """Fork for a program, and write its id and, when it has ended, its exit status."""
    fork = os.fork()
    if not fork:
        os.close(status)
        os._exit(status_of(program, output, errors))
    os.close(output)
    os.close(errors)
    os.write(status, b"%d\n" % fork)
    _, ended = os.waitpid(fork, 0)
    os.write(status, b"%d\n" % os.waitstatus_to_exitcode(ended))


def status_of(program: dict[str, Any], output: int, errors: int) -> int:
    """Execute a program to its end and return its exit status."""
    status = 0
    try:
        execute(program, output, errors)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
        if not isinstance(end.code, int | None):
            print(end.code, file=sys.stderr)  # noqa: T201 - as Python does
    except BaseException:  # as Python itself does
        sys.excepthook(*sys.exc_info())
        status = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    return status


def execute(program: dict[str, Any], output: int, errors: int) -> None:
    """Become a program."""
    signal.alarm(SECONDS)  # which ends it
    for stream, opened in enumerate((os.open(os.devnull, os.O_RDONLY), output, errors)):
        os.dup2(opened, stream)
        os.close(opened)
    os.chdir(program["cwd"])
    os.environ.clear()
    os.environ.update(program["environment"])
    sys.path[:0] = os.environ.get("PYTHONPATH", "").split(os.pathsep)

    arguments: list[str] = program["arguments"]
    while arguments[0] == "-W":
        sys.warnoptions.append(arguments[1])
        warnings.simplefilter(arguments[1])  # type: ignore[arg-type]
        del arguments[:2]
    match arguments:
        case ["-c", code, *rest]:
            sys.argv[:] = ["-c", *rest]
            sys.path.insert(0, "")
            sys.modules["__main__"] = module = ModuleType("__main__")
            exec(compile(code, "<string>", "exec"), vars(module))  # noqa: S102
        case ["-m", name, *rest]:
            sys.argv[:] = ["-m", *rest]
            sys.path.insert(0, str(Path.cwd()))
            runpy.run_module(name, run_name="__main__", alter_sys=True)
        case [path, *rest]:
            sys.argv[:] = [path, *rest]
            sys.path.insert(0, str(Path(path).parent))
            runpy.run_path(path, run_name="__main__")


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])), sys.argv[2], sys.argv[3])
