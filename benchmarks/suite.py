"""What a user waits for: pytest with many short unit tests, the whole process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.measure import interleaved
from benchmarks.results import ratio

if TYPE_CHECKING:
    from benchmarks.effort import Effort
    from benchmarks.results import Results

_CALLS = """
    domain = client.create_domain(name="orders")["domainId"]
    client.create_field(domainId=domain, name="order", type="Text")
    client.get_domain(domainId=domain)
    client.list_fields(domainId=domain)
    client.list_domains()
"""
_MOCK = """
import boto3
import pytest
from {module} import {mock}

def make_client():
    return boto3.client("connectcases", region_name="us-east-1")
{before}
@pytest.mark.parametrize("number", range({tests}))
@{mock}
def test_orders(number):
    client = {client}
"""
_CREDENTIALS = """
import os

os.environ.update(AWS_ACCESS_KEY_ID="key", AWS_SECRET_ACCESS_KEY="secret")
"""
_ONE_CLIENT = "CLIENT = make_client()\n"
_ANSWERS = """
import boto3
import pytest
from botocore.stub import Stubber

DOMAIN = {{"domainId": "1", "domainArn": "arn:1", "domainStatus": "Active"}}
FIELD = {{"fieldId": "1", "fieldArn": "arn:1"}}
GOT = {{"domainId": "1", "domainArn": "arn:1", "name": "orders", "createdTime": 0,
       "domainStatus": "Active"}}
ANSWERS = [
    ("create_domain", DOMAIN), ("create_field", FIELD), ("get_domain", GOT),
    ("list_fields", {{"fields": []}}), ("list_domains", {{"domains": []}}),
]

def make_client(module=boto3):
    return module.client("connectcases", region_name="us-east-1")
"""
_STUBBED = """
@pytest.mark.parametrize("number", range({tests}))
def test_orders(number):
    client = {client}
    with Stubber(client) as stubber:
        for operation, answer in ANSWERS:
            stubber.add_response(operation, answer)
"""


def _indented(calls: str) -> str:
    return calls.replace("\n    ", "\n        ")


def measure(effort: Effort) -> Results:
    """Compare the same tests under the mock, with Stubbers and under ``mock_aws``."""
    tests = effort.unit_tests

    def mocked(module: str, mock: str, before: str = "", client: str = "make_client()") -> str:
        values = {"module": module, "mock": mock, "before": before, "client": client}
        return _CREDENTIALS + _MOCK.format(tests=tests, **values) + _CALLS

    def stubbed(client: str, before: str = "") -> str:
        test = _STUBBED.format(tests=tests, client=client)
        return _CREDENTIALS + _ANSWERS.format() + before + test + _indented(_CALLS)

    ours = "mock_connectcases", "mock_connectcases"
    texts = {
        "ours": mocked(*ours),
        "ours, one client": mocked(*ours, before=_ONE_CLIENT, client="CLIENT"),
        "a session with a Stubber": stubbed("make_client(boto3.Session())"),
        "a client with a Stubber": stubbed("make_client()"),
        "one client with a Stubber": stubbed("CLIENT", before=_ONE_CLIENT),
        "mock_aws": "import mock_connectcases\n" + mocked("moto", "mock_aws"),
    }
    with TemporaryDirectory() as folder:
        for name, text in texts.items():
            _file(folder, name).write_text(text, encoding="utf-8")
        timings = interleaved(
            {name: lambda name=name: _run(_file(folder, name)) for name in texts},  # type: ignore[misc]
            calls=1,
            repeats=effort.suite_rounds,
            warm=False,
        )
    fresh, kept = timings.pop("ours"), timings.pop("ours, one client")
    return {
        **{f"suite/over {name}": ratio(fresh, each) for name, each in timings.items()},
        "suite/one client": ratio(kept, timings["one client with a Stubber"]),
    }


def _file(folder: str, name: str) -> Path:
    return Path(folder) / f"test_{name.replace(' ', '_')}.py"


def _run(file: Path) -> None:
    """Run the tests of a file in a process of their own."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(file)]
    subprocess.run(command, check=True, cwd=file.parent, stdout=subprocess.DEVNULL)  # noqa: S603 - ourselves
