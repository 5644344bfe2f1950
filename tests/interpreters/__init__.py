"""Runs programs in interpreters that begin warm: those libraries imported that most programs need.

Python and the libraries take longer to start than most programs to run.  A server imports the
libraries, once for each process of pytest, and forks for each program, which imports by itself
what matters in which order: moto and mock_connectcases.  Programs about what is imported when, or
about Python's own start, run in cold interpreters, see tests/interpreters/cold.py.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

ROOT = Path(__file__).parents[2]
_TURN = Lock()


def run_warm(*arguments: str, cwd: Path | None = None, **environment: str) -> tuple[int, str, str]:
    """Run python with ``-W``, then ``-c``, ``-m`` or a script, and arguments.

    Return its exit status, output and error output.
    """
    path = os.pathsep.join(filter(None, [str(ROOT), environment.pop("PYTHONPATH", "")]))
    with TemporaryDirectory() as directory:
        output, errors = Path(directory) / "output", Path(directory) / "errors"
        program = {
            "arguments": arguments,
            "cwd": str(cwd or Path.cwd()),
            "environment": {**os.environ, "PYTHONPATH": path, **environment},
            "output": str(output),
            "errors": str(errors),
        }
        with _TURN:
            server = _server()
            assert server.stdin is not None
            assert server.stdout is not None
            server.stdin.write(json.dumps(program) + "\n")
            server.stdin.flush()
            status = int(server.stdout.readline())
        return status, output.read_text(encoding="utf-8"), errors.read_text(encoding="utf-8")


@cache
def _server() -> subprocess.Popen[str]:
    server = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, str(Path(__file__).with_name("server.py"))],
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(_end, server)
    return server


def _end(server: subprocess.Popen[str]) -> None:
    with server:
        """The end of its input ends it."""
