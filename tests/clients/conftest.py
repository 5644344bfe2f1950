"""A server of its own process, and the clients that are installed for these tests alone.

Rule of this room: real clients take long to fetch and a minute to run, so they run where they are
requested: by ``tox run -e clients``, which names the directory that they go to.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.clients.command_line import CommandLine
from tests.interpreters.cold import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def clients_directory() -> Path:
    """Return the directory that clients are installed in; skip the tests where there is none."""
    given = os.environ.get("REAL_CLIENTS")
    if not given:
        pytest.skip("real clients run only by request: tox run -e clients")
    directory = Path(given)
    directory.mkdir(parents=True, exist_ok=True)
    return directory


@pytest.fixture
def endpoint() -> Iterator[str]:
    """Serve Amazon Connect Cases in a process of its own and return the endpoint."""
    with subprocess.Popen(
        [sys.executable, "-m", "mock_connectcases", "serve", "--port", "0", "--quiet"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def javascript_sdk(clients_directory: Path) -> Path:
    """Install the AWS SDK for JavaScript and return the directory it can be imported from."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("the AWS SDK for JavaScript needs node and npm on the PATH")
    shutil.copy(HERE / "package.json", clients_directory)
    subprocess.run(  # noqa: S603 - the npm of this machine
        [npm, "install", "--no-audit", "--no-fund", "--no-package-lock"],
        cwd=clients_directory,
        check=True,
    )
    return clients_directory


@pytest.fixture
def aws(clients_directory: Path, endpoint: str) -> CommandLine:
    """Return the AWS CLI beside this interpreter, set up for a server."""
    if find_spec("awscli") is None:
        pytest.skip("the AWS CLI (awscli) is not installed beside this interpreter")
    return CommandLine(endpoint, home=clients_directory)
