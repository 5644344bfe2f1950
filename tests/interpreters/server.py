"""Forks for each program that a line of standard input describes, and writes its exit status.

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
import sys
import threading
import warnings
from pathlib import Path
from types import ModuleType
from typing import Any

LIBRARIES = (
    *("boto3", "botocore.auth", "botocore.session", "cryptography.x509", "hypothesis", "jinja2"),
    *("pytest", "_pytest.pytester", "requests", "responses", "sortedcontainers", "unittest.mock"),
    *("werkzeug.serving", "werkzeug.test", "xmltodict", "yaml"),
)
"""What programs import; not moto, whose import changes the clients that are made afterwards."""
SECONDS = 120


def main() -> None:
    """Serve until the input ends."""
    del sys.path[0]  # the directory of this file
    for name in LIBRARIES:
        importlib.import_module(name)
    gc.freeze()
    for line in iter(sys.stdin.readline, ""):
        program = json.loads(line)
        fork = os.fork()
        if not fork:
            os._exit(status_of(program))
        _, status = os.waitpid(fork, 0)
        os.write(1, f"{os.waitstatus_to_exitcode(status)}\n".encode())


def status_of(program: dict[str, Any]) -> int:
    """Execute a program to its end and return its exit status."""
    status = 0
    try:
        execute(program)
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


def execute(program: dict[str, Any]) -> None:
    """Become a program."""
    signal.alarm(SECONDS)  # which ends it
    for stream, path in enumerate((os.devnull, program["output"], program["errors"])):
        opened = os.open(path, os.O_RDWR | os.O_CREAT)
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
    main()
