"""Runs programs in interpreters that begin warm: those libraries imported that most programs need.

Python and the libraries take longer to start than most programs to run.  A server imports the
libraries, once for each process of pytest, and forks for each program.  There are three servers:
programs of one import by themselves what matters in which order, moto and mock_connectcases, those
of another find both imported, and the server of the package, and the third is the AWS CLI's.
Programs about what is imported when, or about Python's own start, run in cold interpreters
(cold.py).
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

ROOT = Path(__file__).parents[2]
SECONDS = 120
_TURN = Lock()


class WarmProgram:
    """A program that runs in a warm interpreter, with what tests use of ``subprocess.Popen``."""

    def __init__(
        self, *arguments: str, cwd: Path | None = None, mocked: bool = False, **environment: str
    ) -> None:
        path = os.pathsep.join(filter(None, [str(ROOT), environment.pop("PYTHONPATH", "")]))
        program = {
            "arguments": arguments,
            "cwd": str(cwd or Path.cwd()),
            "environment": {**os.environ, "PYTHONPATH": path, **environment},
        }
        output, output_end = os.pipe()
        status, status_end = os.pipe()
        self.stdout = os.fdopen(output, encoding="utf-8")
        self._status = os.fdopen(status, "rb", buffering=0)  # since it is selected
        self._errors = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        message = json.dumps(program).encode() + b"\n"
        files = [output_end, self._errors.fileno(), status_end]
        with _TURN:
            if arguments[:2] == ("-m", "awscli"):
                server = _server("awscli")
            else:
                server = _server("mock" if mocked else "libraries")
            sent = socket.send_fds(server, [message], files)
            server.sendall(message[sent:])
        os.close(output_end)
        os.close(status_end)
        self.pid = int(self._status.readline())
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit status, or nothing while the program runs."""
        if self.returncode is None and not select.select([self._status], [], [], 0)[0]:
            return None
        return self.wait()

    def wait(self, timeout: float = SECONDS) -> int:
        """Wait for the end and return the exit status."""
        if self.returncode is None:
            if not select.select([self._status], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(str(self.pid), timeout)
            self.returncode = int(self._status.readline())
        return self.returncode

    def communicate(self, timeout: float = SECONDS) -> tuple[str, str]:
        """Wait for the end and return the output and the error output."""
        output = self.stdout.read()
        self.wait(timeout)
        self._errors.seek(0)
        return output, self._errors.read()

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the program has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):  # it ended, and its status is on its way
                os.kill(self.pid, number)

    def terminate(self) -> None:
        """Send the signal to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the program at once."""
        self.send_signal(signal.SIGKILL)

    def __enter__(self) -> WarmProgram:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.wait()
        for file in (self.stdout, self._errors, self._status):
            file.close()


def run_warm(
    *arguments: str, cwd: Path | None = None, mocked: bool = False, **environment: str
) -> tuple[int, str, str]:
    """Run python with ``-W``, then ``-c``, ``-m`` or a script, and arguments.

    Return its exit status, output and error output.  If it is ``mocked``, moto, mock_connectcases
    and the server are imported before.
    """
    with WarmProgram(*arguments, cwd=cwd, mocked=mocked, **environment) as program:
        output, errors = program.communicate()
        return program.wait(), output, errors


def run_command(*arguments: str, **environment: str) -> tuple[int, str, str]:
    """Run a command of the package; return its exit status, output and error output."""
    return run_warm("-m", "mock_connectcases", *arguments, cwd=None, mocked=True, **environment)


def output_of(program: str, **environment: str) -> str:
    """Run a program that must succeed, nothing of moto imported before, and return its output."""
    status, output, errors = run_warm("-c", program, cwd=None, mocked=False, **environment)
    assert status == 0, errors
    return output.strip()


@cache
def _server(preload: str) -> socket.socket:
    ours, theirs = socket.socketpair()
    server = subprocess.Popen(  # noqa: S603 - our own interpreter
        [
            *(sys.executable, str(Path(__file__).with_name("server.py"))),
            *(str(theirs.fileno()), str(ROOT), preload),
        ],
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
        stdin=subprocess.DEVNULL,
        pass_fds=[theirs.fileno()],
    )
    theirs.close()
    atexit.register(_end, server, ours)
    return ours


def _end(server: subprocess.Popen[bytes], connection: socket.socket) -> None:
    connection.close()  # which ends it
    server.wait()
