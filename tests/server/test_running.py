"""How a server starts and ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import boto3
import freezegun
import pytest
import time_machine

from mock_connectcases import cli
from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Periodic, Server
from tests.interpreters import run_command, run_warm
from tests.interpreters.cold import ROOT
from tests.server.raw import Connection, ask, request
from tests.server.serving import serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEYS = {"aws_access_key_id": "a", "aws_secret_access_key": "b"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda each: each.name)
def test_command_serves_until_a_signal_and_ends_cleanly(number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "mock_connectcases", "serve", "--port", "0", "--quiet"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        with Connection(url) as idle:
            answered = ask(url).status
            process.send_signal(number)
            _, errors = process.communicate(timeout=30)

            assert answered == 200
            assert (process.returncode, errors) == (0, "")
            assert idle.is_closed()


def test_command_prints_lines_to_copy() -> None:
    with serving("--region", "eu-west-2") as (process, first):
        url = first.rpartition(" ")[2]
        process.terminate()
        lines = process.stdout.read()

    assert f'boto3.client("connectcases", endpoint_url="{url}", region_name="eu-west-2"' in lines
    assert f"aws connectcases list-domains --region eu-west-2 --endpoint-url {url}" in lines
    assert f'new ConnectCasesClient({{ endpoint: "{url}", region: "eu-west-2"' in lines


def test_command_takes_settings() -> None:
    with serving("--quiet", "--quota", "domains=6", "--without-assumption", "tag-bounds") as (
        _,
        url,
    ):
        client = boto3.client("connectcases", region_name="us-east-1", endpoint_url=url, **KEYS)
        arns = [client.create_domain(name=str(number))["domainArn"] for number in range(6)]
        client.tag_resource(arn=arns[0], tags={"aws:team": "a"})

        with pytest.raises(client.exceptions.ServiceQuotaExceededException):
            client.create_domain(name="seven")


def test_command_refuses_unknown_settings() -> None:
    status, output, errors = run_command("serve", "--quota", "domain=6")

    assert (status, output) == (2, "")
    assert errors == ("mock_connectcases: There is no quota 'domain'; did you mean 'domains'?\n")


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ("--port=99999", "port is a number from 0, for any free port, to 65535, not 99999."),
        ("--port=-1", "port is a number from 0, for any free port, to 65535, not -1."),
        ("--max-body=0", "max_body is a whole number from 1, not 0."),
        ("--max-connections=0", "max_connections is a whole number from 1, not 0."),
        ("--state-interval=nan", "state-interval is a number of seconds greater than 0, not nan."),
        ("--state-interval=0", "state-interval is a number of seconds greater than 0, not 0.0."),
        ("--state-interval=inf", "state-interval is a number of seconds greater than 0, not inf."),
        ("--host=", "host is a name or an address of this machine, not ''."),
        ("--region=mars-1", "Amazon Connect Cases is not offered in 'mars-1', only in af-south-1,"),
        ("--seed=nowhere.json", "nowhere.json: cannot be read: No such file or directory"),
        ("--state=/dev/null", "cannot use /dev/null, which is left as it is: it is a device, not"),
    ],
)
def test_command_refuses_wrong_values_in_one_sentence(option: str, sentence: str) -> None:
    status, output, errors = run_command("serve", "--port=0", option)

    assert (status, output) == (2, "")
    assert errors.startswith(f"mock_connectcases: {sentence}")
    assert len(errors.splitlines()) == 1


def test_command_refuses_a_wrong_value_before_it_makes_a_state_file(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"

    status, _, _ = run_command("serve", "--state", str(path), "--region", "mars-1")

    assert status == 2
    assert not path.exists()


def test_command_refuses_a_loop_of_links_as_state(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    path.symlink_to(path)

    status, output, errors = run_command("serve", "--state", str(path))

    assert (status, output) == (2, "")
    assert errors.startswith(f"mock_connectcases: cannot use {path}, which is left as it is: Too")
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize(
    "settings",
    [
        *({"timeout": each} for each in (0, -1.5, float("nan"), float("inf"))),
        {"moto_threads": 0},
        {"host": " "},
    ],
)
def test_options_refuse_what_no_server_can_run_with(settings: dict[str, Any]) -> None:
    (name,) = settings

    with pytest.raises(ValueError, match=f"^{name} is "):
        Options(**settings)


def test_command_says_that_a_port_is_in_use() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        status, output, errors = run_command("serve", "--port", port)

    assert (status, output) == (1, "")
    assert errors.startswith(f"mock_connectcases: cannot listen on 127.0.0.1 port {port}: ")
    assert errors.endswith("; --port 0 takes any free port\n")
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize(
    ("missing", "option", "extra"),
    [("aiohttp", "--quiet", "server"), ("flask", "--with-moto", "server-with-moto")],
)
def test_command_says_what_to_install(missing: str, option: str, extra: str) -> None:
    program = f"""
import sys
sys.modules["{missing}"] = None
from mock_connectcases.cli import main
sys.exit(main(["serve", "--port", "0", "{option}"]))
"""

    status, _, errors = run_warm("-c", program)

    assert status == 1
    assert len(errors.splitlines()) == 1
    assert errors.startswith("mock_connectcases: ")
    assert errors.count(f"needs pip install 'mock-connectcases[{extra}]'") == 1


def test_server_of_a_test_says_what_to_install() -> None:
    program = """
import sys
sys.modules["aiohttp"] = None
from mock_connectcases.server.running import Server
"""

    _, _, errors = run_warm("-c", program)

    last = errors.splitlines()[-1]
    assert last.startswith("ModuleNotFoundError: ")
    assert last.endswith("; the server needs pip install 'mock-connectcases[server]'")


def test_a_port_that_is_taken_is_an_error_where_the_server_was_started() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        server = Server(Options(port=taken.getsockname()[1]))

        with pytest.raises(OSError, match="in use"):
            server.start()


def test_nothing_listens_after_the_end() -> None:
    with Server(Options(port=0)) as server:
        url = server.url

    with pytest.raises(ConnectionRefusedError):
        Connection(url)


def test_periodic_work_is_done_regularly_and_at_the_end() -> None:
    threads: list[str] = []
    twice = threading.Event()

    def save() -> None:
        threads.append(threading.current_thread().name)
        if len(threads) > 1:
            twice.set()

    with Server(Options(port=0), periodic=Periodic(0.001, save)):
        assert twice.wait(10)
        done = len(threads)

    assert len(threads) > done
    assert threads[0] != threads[-1] == "mock-connectcases"


@pytest.mark.parametrize(
    "frozen",
    [freezegun.freeze_time("2030-01-01"), time_machine.travel("2030-01-01", tick=False)],
    ids=["freezegun", "time-machine"],
)
def test_frozen_time_freezes_no_timeouts(
    serve: Callable[..., str], frozen: freezegun.api._freeze_time
) -> None:
    url = serve(timeout=0.05)
    with frozen, Connection(url) as slow:
        slow.send(request(content_length="10"))
        refused = slow.answer()
        answer = ask(url)

    assert refused.status == 408
    assert answer.headers["date"] == "Tue, 01 Jan 2030 00:00:00 GMT"


@pytest.mark.parametrize(
    ("host", "sentence"),
    [
        ("127.0.0.1", "Only programs on this machine can reach it."),
        (
            "0.0.0.0",  # noqa: S104
            "Every program that can reach this port can use it, read it and reset it: there is no",
        ),
    ],
)
def test_command_says_who_can_reach_the_server(host: str, sentence: str) -> None:
    with serving("--host", host) as (process, _):
        process.terminate()
        lines = process.stdout.read()

    assert sentence in lines


def test_page_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["serve", "--help"])

    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}
    page = (ROOT / "docs/server.md").read_text(encoding="utf-8")

    assert options
    assert {each for each in options if f"`{each}" not in page} == set()


def test_tests_of_every_promise_exist() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:tests|attack)/[^`]*)`", page)

    places = [ROOT / re.sub("^attack/", "tests/server/attack/", each) for each in named]
    assert [each for each in places if not each.exists()] == []
