from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import boto3
import pytest
from botocore.stub import Stubber

from mock_connectcases.rules import find_rule
from tests.interpreters import run_warm
from tests.ledger.real_domains import RealDomains

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
KEYS = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}


class Run(NamedTuple):
    """What became of a sample that was put to the stand-in."""

    status: int
    output: str
    report: dict[str, str]
    """Its sections by their titles."""


@pytest.fixture(scope="module")
def stand_in() -> Iterator[str]:
    """Serve our own service over HTTP, and return where."""
    pytest.importorskip("flask", reason="needs the extra mock-connectcases[server-with-moto]")
    from moto.moto_server.threaded_moto_server import ThreadedMotoServer  # noqa: PLC0415

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="module")
def ask(stand_in: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Run]:
    """Return a function that puts a sample, or other tests, to the stand-in."""
    directory = tmp_path_factory.mktemp("run")
    credentials, report = directory / "credentials", directory / "report.md"
    credentials.write_text("\n".join(["[sample]", *(f"{k} = {v}" for k, v in KEYS.items())]))

    def run(tests: str, *options: str) -> Run:
        status, output, errors = run_warm(
            *("-m", "pytest", "-p", "no:cacheprovider"),
            *(f"tests/{tests}.py", "--aws-profile=sample"),
            *(f"--aws-endpoint={stand_in}", f"--aws-report={report}", *options),
            cwd=ROOT,
            mocked=True,
            AWS_SHARED_CREDENTIALS_FILE=str(credentials),
            PYTEST_DISABLE_PLUGIN_AUTOLOAD="1",
        )
        page = report.read_text(encoding="utf-8") if report.exists() else ""
        parts = [part.partition("\n\n") for part in page.split("\n## ")[1:]]
        return Run(
            status,
            output + errors,
            {title: text.strip() for title, _, text in parts},
        )

    return run


def line(name: str) -> str:
    """Return the line of a rule in the report."""
    rule = find_rule(name)
    return f"- {name}, {rule.provenance}: {rule.statement} ({rule.source})"


@pytest.fixture(scope="module")
def true(ask: Callable[..., Run]) -> Run:
    """Return what became of the true sample."""
    return ask("ledger/samples/true")


class TestTrueRules:
    def test_are_agreed_to(self, true: Run) -> None:
        assert true.status == 0, true.output
        assert "3 agreed, 0 differed, 6 not tried (rules)" in true.output
        assert true.report["Differences"] == "None."

    def test_that_were_assumed_can_become_observed(self, true: Run) -> None:
        assert true.report["Assumed rules that can become observed"].splitlines() == [
            line("domain-in-creation-not-deletable"),
            line("list-in-creation-order"),
        ]

    def test_that_were_documented_are_listed_too(self, true: Run) -> None:
        assert true.report["Other rules agreed to"] == line("domain-details-returned")

    def test_leave_nothing_in_the_account(self, true: Run, stand_in: str) -> None:
        client = boto3.client(
            "connectcases", region_name="us-east-1", endpoint_url=stand_in, **KEYS
        )

        assert true.report["Not cleaned up"] == "None."
        assert client.list_domains()["domains"] == []


def test_refusal_can_be_put_to_the_service(ask: Callable[..., Run]) -> None:
    finished = ask("operations/test_case_values", "-k", "test_user_must_be_an_arn")

    assert "1 agreed, 0 differed, 0 not tried (rules)" in finished.output
    assert finished.report["Assumed rules that can become observed"] == line("user-is-arn")


class TestWhatNeedsTheMock:
    @pytest.mark.parametrize(
        ("test", "reason"),
        [
            ("test_marked", "it is an example"),
            ("test_decorated", "it uses freezegun.api, which is part of the mock"),
            ("test_frozen", "it uses freezegun.api, which is part of the mock"),
            ("test_elsewhere", "it uses boto3, which is part of the mock"),
            ("test_patched", "it uses the fixture monkeypatch"),
            ("test_clientless", "it does not use the client fixture"),
        ],
    )
    def test_is_not_tried(self, true: Run, test: str, reason: str) -> None:
        lines = true.report["Not tried"].splitlines()

        assert f"  - tests/ledger/samples/true.py::{test}: {reason}" in lines

    def test_of_no_rule_is_skipped(self, true: Run) -> None:
        assert "it holds to no rule of the service" in true.output


def test_untrue_rule_is_reported_with_the_difference(ask: Callable[..., Run]) -> None:
    finished = ask("ledger/samples/untrue")

    assert finished.status == 1, finished.output
    assert finished.report["Differences"].splitlines() == [
        line("domain-active-at-once"),
        "  - tests/ledger/samples/untrue.py::test_untrue[what AWS likes]: AssertionError:"
        " assert 'sample' == 'what AWS likes' - what AWS likes + sample",
    ]


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ("--aws-profile=nobody", "The service cannot be reached: The config profile (nobody)"),
        ("--ledger=write", "The ledger is about the mock: leave out --aws-profile."),
    ],
)
def test_service_that_cannot_be_reached_ends_the_session(
    ask: Callable[..., Run], option: str, sentence: str
) -> None:
    finished = ask("ledger/samples/true", option)

    assert finished.status == pytest.ExitCode.USAGE_ERROR
    assert sentence in finished.output


def test_domain_is_associated_with_the_instance_while_it_lasts(client: Any) -> None:
    connect = boto3.client("connect", region_name="us-east-1")
    association = {"InstanceId": "instance", "IntegrationAssociationId": "association"}
    with Stubber(connect) as stubber:
        stubber.add_response(
            "create_integration_association", {"IntegrationAssociationId": "association"}
        )
        stubber.add_response("delete_integration_association", {}, association)
        domains = RealDomains(client, suffix=" 1", connect=connect, instance_id="instance")

        domains.client.create_domain(name="Cases")
        domains.delete()

        stubber.assert_no_pending_responses()
        assert client.list_domains()["domains"] == []
