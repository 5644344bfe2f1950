"""Runs programs in interpreters of their own, on a machine without any AWS configuration."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*arguments: str, cwd: Path | None = None, **environment: str) -> tuple[int, str, str]:
    """Run python with arguments; return its exit status, output and error output."""
    path = os.pathsep.join([str(ROOT), *environment.pop("PYTHONPATH", "").split(os.pathsep)])
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": path.rstrip(os.pathsep), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


def output_of(program: str, **environment: str) -> str:
    """Run a program that must succeed, and return what it prints."""
    status, output, errors = run("-c", program, cwd=None, **environment)
    assert status == 0, errors
    return output.strip()
