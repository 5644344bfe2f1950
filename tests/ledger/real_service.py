"""Puts the behaviour tests to the real service: ``pytest tests/operations --aws-profile NAME``.

Rule of this file: without that option it does nothing; with it no mock is started.
"""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tests.environment import restore_aws_environment
from tests.ledger.agreement import Agreement
from tests.ledger.marks import rules_of
from tests.ledger.needs_mock import reason_to_skip
from tests.ledger.real_domains import RealDomains

if TYPE_CHECKING:
    from collections.abc import Iterator

_SERVICE = pytest.StashKey["RealService"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of a run against the real service."""
    group = parser.getgroup("real service")
    group.addoption("--aws-profile", help="ask the real service, with this profile of yours")
    group.addoption("--aws-region", default="us-east-1", help="region to ask in")
    group.addoption("--aws-endpoint", help="endpoint to ask instead of AWS's own")
    group.addoption(
        "--connect-instance", help="id of a Connect instance to associate each test's domain with"
    )
    group.addoption("--aws-report", type=Path, help="file to write what the service agreed to")


def pytest_configure(config: pytest.Config) -> None:
    """Prepare a run against the real service, if the options say so."""
    config.addinivalue_line(
        "markers", "mock_only(reason): the test needs the mock itself; never put to the service"
    )
    profile = config.getoption("aws_profile")
    if profile is None:
        return
    if config.getoption("ledger") != "off":
        raise pytest.UsageError("The ledger is about the mock: leave out --aws-profile.")
    restore_aws_environment()
    try:
        service = RealService(profile, config)
        service.reach()
    except (BotoCoreError, ClientError) as error:
        raise pytest.UsageError(f"The service cannot be reached: {error}") from None
    config.stash[_SERVICE] = service
    config.pluginmanager.register(service, "real service")


@pytest.fixture
def real_client(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Return a client of the real service that cleans up after the test, or nothing."""
    service = request.config.stash.get(_SERVICE, None)
    if service is None:
        yield None
        return
    domains = service.domains()
    yield domains.client
    domains.delete()


class RealService:
    """The account that the tests run against, and its answers."""

    def __init__(self, profile: str, config: pytest.Config) -> None:
        self._session = boto3.Session(
            profile_name=profile, region_name=config.getoption("aws_region")
        )
        self._endpoint = config.getoption("aws_endpoint")
        self._instance_id = config.getoption("connect_instance")
        self._report: Path | None = config.getoption("aws_report")
        self._agreement = Agreement()
        self._name = self._endpoint or f"AWS, {self._session.region_name}"

    def reach(self) -> None:
        """Make sure that there is a service, and that it answers this profile."""
        self._client("connectcases").list_domains(maxResults=1)

    def domains(self) -> RealDomains:
        """Return the domains of one test, none yet, with a client that makes them."""
        connect = self._client("connect") if self._instance_id else None
        return RealDomains(
            self._client("connectcases"),
            suffix=f" {uuid.uuid4().hex[:12]}",
            connect=connect,
            instance_id=self._instance_id,
        )

    def _client(self, name: str) -> Any:
        patience = Config(retries={"mode": "standard", "max_attempts": 10})
        return self._session.client(name, endpoint_url=self._endpoint, config=patience)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Skip the tests that cannot be put to the service."""
        for item in items:
            reason = reason_to_skip(item)
            if reason:
                item.add_marker(pytest.mark.skip(reason=reason))
            self._agreement.expect(item.nodeid, rules_of(item))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what the service answered."""
        self._agreement.note(report)

    def pytest_sessionfinish(self) -> None:
        """Write the report."""
        if self._report is not None:
            page = self._agreement.page(self._name)
            self._report.write_text(page, encoding="utf-8")

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print how many rules the service agreed to."""
        terminalreporter.section(f"ran against {self._name}")
        terminalreporter.line(self._agreement.summary())
