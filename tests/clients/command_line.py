"""Calls the AWS CLI as a user's shell does."""

from __future__ import annotations

import json
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.interpreters import run_warm

_BOUNDARY = re.compile("(?<=[a-z])(?=[A-Z])")


class CommandLine:
    """The AWS CLI, set up for one server; it lists the operations that were called."""

    def __init__(self, endpoint: str, home: Path) -> None:
        self._endpoint = endpoint
        self._environment = {
            "HOME": str(home),
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-west-2",
            "AWS_MAX_ATTEMPTS": "1",
            "AWS_PAGER": "",
            "PYTHONUTF8": "1",
        }
        self.called: set[str] = set()

    def __call__(self, operation: str, *options: str, **members: Any) -> dict[str, Any]:
        """Return what an operation prints: ``aws("get-domain", domainId=...)``."""
        done = self._run(operation, options, members)
        assert done.returncode == 0, done.stderr
        printed: dict[str, Any] = json.loads(done.stdout or "{}")
        return printed

    def refused(self, operation: str, **members: Any) -> str:
        """Return what is said of an operation that is refused."""
        done = self._run(operation, (), members)
        assert done.returncode != 0, done.stdout
        return done.stderr

    def operations(self) -> set[str]:
        """Return every operation that this release of the AWS CLI has."""
        offered = self._run("no-such-operation", (), {}).stderr.partition("valid choices are:")[2]
        self.called.discard("no-such-operation")
        operations = set(re.findall("[a-z]+(?:-[a-z]+)+", offered))
        assert operations
        return operations

    def _run(
        self, operation: str, options: tuple[str, ...], members: dict[str, Any]
    ) -> subprocess.CompletedProcess[str]:
        self.called.add(operation)
        given = [*options]
        for name, value in members.items():
            option = f"--{_BOUNDARY.sub('-', name).lower()}"
            given += [option, value if isinstance(value, str) else json.dumps(value)]
        command = ["--endpoint-url", self._endpoint, "connectcases", operation, *given]
        return run_aws(*command, cwd=None, **self._environment)


def run_aws(
    *arguments: str, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the AWS CLI beside this interpreter; its own start takes longer than most commands."""
    awscli = find_spec("awscli")
    assert awscli is not None
    environment["AWS_DATA_PATH"] = str(Path(awscli.origin or "").with_name("data"))  # on import
    status, output, errors = run_warm(
        "-m", "awscli", *arguments, cwd=cwd, mocked=False, **environment
    )
    return subprocess.CompletedProcess(arguments, status, output, errors)
