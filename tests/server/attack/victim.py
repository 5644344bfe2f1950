"""The server that is attacked."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.interpreters.cold import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator


class Victim(NamedTuple):
    """A server in a process of its own."""

    process: subprocess.Popen[str]
    url: str

    def megabytes(self) -> int:
        """Return the resident memory of the process."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        (line,) = (each for each in status.splitlines() if each.startswith("VmRSS"))
        return int(line.split()[1]) // 1024

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def end(self) -> str:
        """End the server in the ordinary way, and return what it wrote to its error output."""
        self.process.terminate()
        _, errors = self.process.communicate(timeout=30)
        return errors


@contextmanager
def serving(*options: str) -> Iterator[Victim]:
    """Serve with options of the command in a process of its own, and kill it afterwards."""
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        [
            *(sys.executable, "-m", "mock_connectcases", "serve"),
            *("--port", "0", "--quiet", *options),
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield Victim(process, process.stdout.readline().strip())
        finally:
            process.kill()
