"""The pytest plugin: a client and the mock as fixtures, a marker for their settings, and the guard.

Rule of this file: pytest loads it in every run wherever the package is installed, so it imports
moto, boto3 and botocore only for a test that uses it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mock_connectcases import settings
from mock_connectcases.compat.pytest import fixture_names, fixture_scope, hide_frames
from mock_connectcases.errors import MockError
from mock_connectcases.mock import mock_connectcases
from mock_connectcases.pytest_plugin.marker import NAME, arguments_of
from mock_connectcases.toolkit.configuration import read_options

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from types_boto3_connectcases import ConnectCasesClient

    from mock_connectcases.mock import MockConnectCases

_MOCK = "connectcases_mock"
_REGION = "us-east-1"
_WITHOUT_ASSUMPTIONS = "connectcases_without_assumptions"
_QUOTAS = "connectcases_quotas"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch of the guard, and where reports go."""
    group = parser.getgroup(NAME, "Amazon Connect Cases (mock_connectcases)")
    explanation = "fail a test that tries to reach AWS, even if the program hides the error"
    group.addoption("--connectcases-guard", action="store_true", default=False, help=explanation)
    parser.addini("connectcases_guard", explanation, type="bool", default=False)
    parser.addini(
        _WITHOUT_ASSUMPTIONS,
        "assumed rules that are switched off in all tests, one a line",
        type="linelist",
    )
    parser.addini(
        _QUOTAS, "service quotas of all tests, such as domains=100, one a line", type="linelist"
    )
    group.addoption(
        "--connectcases-report",
        metavar="DIR",
        type=Path,
        help="write a page into this directory for each test that fails: its calls, the state and"
        " the events at that moment",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, and the guard and the reports where the options say so."""
    config.addinivalue_line(
        "markers",
        f"{NAME}(seed=..., region=..., config=..., assumptions=..., quotas=...,"
        " all_faults_used=False): run the test with Amazon Connect Cases mocked; seed fills it,"
        " region is that of clients which name none, config is moto's, assumptions and quotas are"
        " settings of the mock, and all_faults_used fails a test that leaves faults unused. On"
        " functions, classes and modules, of which the nearest decides on each argument.",
    )
    try:
        of_all_tests = read_options(config.getini(_WITHOUT_ASSUMPTIONS), config.getini(_QUOTAS))
    except ValueError as error:
        raise pytest.UsageError(str(error)) from None
    settings.add(of_all_tests)
    config.add_cleanup(lambda: settings.remove(of_all_tests))
    if config.getoption("connectcases_guard") or config.getini("connectcases_guard"):
        from mock_connectcases.pytest_plugin.guard import Guard  # noqa: PLC0415 - loads moto

        config.pluginmanager.register(Guard(), "connectcases_guard")
    directory = config.getoption("connectcases_report")
    if directory is not None:
        from mock_connectcases.pytest_plugin.reports import Reports  # noqa: PLC0415 - loads moto

        # After the guard, so that its failures are seen.
        config.pluginmanager.register(Reports(directory.absolute()), "connectcases_report")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mock the service for every test with the marker."""
    for item in items:
        if item.get_closest_marker(NAME) is not None:
            _use_mock(item)


def _use_mock(item: pytest.Item) -> None:
    """Add the mock to the fixtures of a test, before its others of the same scope.

    Those of wider scopes come first, as pytest orders them: what they find must not depend on
    the test for which pytest sets them up.
    """
    names = fixture_names(item)
    if names is None or _MOCK in names:
        return
    wider = (
        index + 1
        for index, name in enumerate(names)
        if fixture_scope(item, name) not in {None, "function"}
    )
    names.insert(max(wider, default=0), _MOCK)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that passed with unused faults, if its marker says so."""
    result = yield
    if _MOCK in (fixture_names(item) or ()) and arguments_of(item).all_faults_used:
        try:
            mock_connectcases().assert_all_faults_used()
        except AssertionError as error:
            pytest.fail(f"{item.nodeid} left faults unused.\n{error}", pytrace=False)
    return result


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> None:
    """Leave the frames of this package out of the traceback of a test that failed."""
    if call.excinfo is not None:
        hide_frames("mock_connectcases", _is_for_users)


def _is_for_users(failure: pytest.ExceptionInfo[BaseException]) -> bool:
    """Return whether an error is of the test: one of ours, unforeseen, shows where it arose."""
    if isinstance(failure.value, AssertionError | ValueError | RuntimeError | MockError):
        return True
    raised_in = failure.traceback[-1].frame.f_globals.get("__name__", "")
    return not raised_in.startswith("mock_connectcases.")


@pytest.fixture
def connectcases_mock(request: pytest.FixtureRequest) -> Iterator[MockConnectCases]:
    """Mock Amazon Connect Cases, as ``with mock_connectcases() as cases`` does.

    The service is empty, unless the marker has a seed or another mock is on around the test.  The
    test and the program under test may make their own clients.  Clients that name no region are in
    that of the marker, else in the configured one, else in us-east-1.
    """
    given = arguments_of(request.node)
    with mock_connectcases(**given.for_the_mock) as mock, pytest.MonkeyPatch.context() as patch:
        region = given.region or _region_where_none_is_configured()
        if region is not None:
            patch.setenv("AWS_DEFAULT_REGION", region)
        yield mock


@pytest.fixture
def connectcases(
    request: pytest.FixtureRequest,
    connectcases_mock: MockConnectCases,  # noqa: ARG001 - it is on for the client
) -> Iterator[ConnectCasesClient]:
    """Make a boto3 client of Amazon Connect Cases, which is mocked; closed after the test.

    Request ``connectcases_mock`` as well to reset the mock or to read its events, and set region
    and seed with ``@pytest.mark.connectcases(region=..., seed=...)``.
    """
    import boto3  # noqa: PLC0415 - only for a test that uses it

    client = boto3.client("connectcases", region_name=arguments_of(request.node).region)
    yield client
    client.close()


def _region_where_none_is_configured() -> str | None:
    """Return a region unless clients find one in the environment or in a profile."""
    if os.environ.get("AWS_DEFAULT_REGION"):
        return None
    import boto3  # noqa: PLC0415 - only for a test that uses it

    if boto3.DEFAULT_SESSION is None:  # the first client would make one: it is the costly part
        boto3.setup_default_session()
    return None if boto3.DEFAULT_SESSION.region_name else _REGION
