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

@pytest.mark.parametrize("number", range({tests}))
@{mock}
def test_orders(number):
    client = boto3.client("connectcases", region_name="us-east-1")
"""
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
    return module.client(
        "connectcases", "us-east-1", aws_access_key_id="key", aws_secret_access_key="secret"
    )
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
    texts = {
        "ours": _MOCK.format(module="mock_connectcases", mock="mock_connectcases", tests=tests)
        + _CALLS,
        "a session with a Stubber": _ANSWERS.format()
        + _STUBBED.format(tests=tests, client="make_client(boto3.Session())")
        + _indented(_CALLS),
        "a client with a Stubber": _ANSWERS.format()
        + _STUBBED.format(tests=tests, client="make_client()")
        + _indented(_CALLS),
        "one client with a Stubber": _ANSWERS.format()
        + "CLIENT = make_client()\n"
        + _STUBBED.format(tests=tests, client="CLIENT")
        + _indented(_CALLS),
        "mock_aws": "import mock_connectcases\n"
        + _MOCK.format(module="moto", mock="mock_aws", tests=tests)
        + _CALLS,
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
    ours = timings.pop("ours")
    return {f"suite/over {name}": ratio(ours, each) for name, each in timings.items()}


def _file(folder: str, name: str) -> Path:
    return Path(folder) / f"test_{name.replace(' ', '_')}.py"


def _run(file: Path) -> None:
    """Run the tests of a file in a process of their own."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(file)]
    subprocess.run(command, check=True, cwd=file.parent, stdout=subprocess.DEVNULL)  # noqa: S603 - ourselves
