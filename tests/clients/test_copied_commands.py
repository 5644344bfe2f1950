"""Commands that the inspector writes, as a shell and the AWS CLI understand them."""

from __future__ import annotations

import os
import subprocess
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore import xform_name
from hypothesis import HealthCheck, Phase, given, settings

from mock_connectcases.inspector.call_params import params_of
from mock_connectcases.inspector.command_line import as_cli
from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Server
from mock_connectcases.toolkit.toolkit import toolkit
from mock_connectcases.wire.model import service_model
from tests.clients.command_line import CommandLine, run_aws
from tests.desk import Desk
from tests.inspector.test_python_source import HOSTILE
from tests.strategies import inputs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mock_connectcases.toolkit.recorded_call import RecordedCall

    Send = Callable[[str, dict[str, Any]], list[RecordedCall]]

OPERATIONS = sorted(service_model().operation_names)
FEW = settings(
    max_examples=2,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
TWO_LINES = "a line\nand $(id) `id` it's \u202e another!"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(Options(port=0)) as server:
        yield server


@pytest.fixture(scope="module")
def offered(clients_directory: Path) -> set[str]:
    """Return the operations of this release of the AWS CLI."""
    if find_spec("awscli") is None:
        pytest.skip("the AWS CLI (awscli) is not installed beside this interpreter")
    return CommandLine("http://127.0.0.1:9", home=clients_directory).operations()


@pytest.fixture
def send(offered: set[str], clients_directory: Path, server: Server) -> Send:
    """Return a function that runs the command for a call and returns the calls that came of it.

    A shell runs the command; what it hands to ``aws``, environment and arguments, runs after it.
    """
    program = clients_directory / "aws"
    program.write_text("#!/bin/sh\nenv -0\nprintf '\\0'\nprintf '%s\\0' \"$@\"\n", encoding="utf-8")
    program.chmod(0o755)
    environment = {
        "HOME": str(clients_directory),
        "PATH": os.pathsep.join([str(clients_directory), os.environ["PATH"]]),
        "AWS_MAX_ATTEMPTS": "1",
        "PYTHONUTF8": "1",
    }

    def send_one(operation: str, params: dict[str, Any]) -> list[RecordedCall]:
        if xform_name(operation, "-") not in offered:
            pytest.skip(f"this release of the AWS CLI has no {operation}")
        toolkit.log.clear()
        command = as_cli(operation, params, region="eu-west-2", endpoint=server.url)
        done = subprocess.run(
            ["sh"],  # noqa: S607
            input=command,
            env=environment,
            cwd=clients_directory,
            capture_output=True,
            encoding="utf-8",
            check=True,
            timeout=120,
        )
        variables, _, arguments = done.stdout.partition("\0\0")
        given = dict(each.split("=", 1) for each in variables.split("\0"))
        ran = run_aws(*arguments.split("\0")[:-1], cwd=clients_directory, **given)
        if "Unknown parameter in" in ran.stderr:
            pytest.skip(f"this release of the AWS CLI has other members in {operation}")
        calls = list(toolkit.log.calls())
        assert calls, ran.stderr
        return calls

    return send_one


def check(send: Send, operation: str, params: dict[str, Any]) -> None:
    (call,) = send(operation, params)
    arrived = params_of(call)
    if "clientToken" not in params:
        arrived.pop("clientToken", None)
    assert (call.operation, call.region, arrived) == (operation, "eu-west-2", params)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_command_of_every_operation_sends_its_parameters(send: Send, operation: str) -> None:
    @FEW
    @given(inputs(operation))
    def try_some(params: dict[str, Any]) -> None:
        check(send, operation, params)

    try_some()


@pytest.mark.parametrize(
    "text", [*HOSTILE[:7], "file:///etc/passwd", "http://127.0.0.1:9/x", "-x", "--region", "=ls"]
)
def test_hostile_text_arrives_as_it_is(send: Send, text: str) -> None:
    params = {"domainId": "d", "searchTerm": text, "fields": [{"id": text}], "maxResults": 7}

    check(send, "SearchCases", params)


def test_long_parameters_arrive(send: Send) -> None:
    field = {"id": "title", "value": {"stringValue": (TWO_LINES * 70)[:3_000]}}
    params = {"domainId": "d", "templateId": "t", "fields": [field] * 45}

    check(send, "CreateCase", params)


def test_one_command_requests_one_page(send: Send, server: Server) -> None:
    """The AWS CLI would go on by itself where a page is not the last."""
    client = boto3.client(
        "connectcases",
        endpoint_url=server.url,
        region_name="eu-west-2",
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
    )
    desk = Desk(client)
    domain_id = desk.domain_id
    for _ in range(30):
        desk.create_case()
    client.close()

    (first,) = send("SearchCases", {"domainId": domain_id})
    assert first.result is not None
    assert (len(first.result["cases"]), first.result["totalCount"]) == (25, 30)
    params = {"domainId": domain_id, "nextToken": first.result["nextToken"], "maxResults": 2}
    (second,) = send("SearchCases", params)

    assert params_of(second) == params
    assert second.result is not None
    assert len(second.result["cases"]) == 2
