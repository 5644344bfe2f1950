"""The fixtures: their values, and their use beside other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., pytest.RunResult]


def test_client_is_that_of_a_mock_which_each_test_finds_empty(run: Run) -> None:
    result = run("""
        import pytest

        @pytest.mark.parametrize("name", ["orders", "returns"])
        def test_create(connectcases, name):
            connectcases.create_domain(name=name)
            assert [each["name"] for each in connectcases.list_domains()["domains"]] == [name]
    """)

    result.assert_outcomes(passed=2)


def test_handle_is_the_mock_that_the_client_reaches(run: Run) -> None:
    result = run("""
        from mock_connectcases import MockConnectCases

        def test_reset(connectcases, connectcases_mock):
            assert isinstance(connectcases_mock, MockConnectCases)
            connectcases.create_domain(name="orders")
            connectcases_mock.reset()
            assert connectcases.list_domains()["domains"] == []
    """)

    result.assert_outcomes(passed=1)


def test_client_is_closed_and_the_mock_is_off_afterwards(run: Run) -> None:
    result = run("""
        import os
        from mock_connectcases.connectcases.models import connectcases_backends

        made = []

        def test_first(connectcases):
            close = connectcases.close
            connectcases.close = lambda: (made.append("closed"), close())
            assert connectcases_backends.mocks_active == 1
            assert os.environ["AWS_DEFAULT_REGION"] == "us-east-1"

        def test_second():
            assert made == ["closed"]
            assert connectcases_backends.mocks_active == 0
            assert "AWS_DEFAULT_REGION" not in os.environ
    """)

    result.assert_outcomes(passed=2)


def test_mock_is_off_after_a_test_that_fails(run: Run) -> None:
    result = run("""
        from mock_connectcases.connectcases.models import connectcases_backends

        def test_first(connectcases):
            connectcases.get_domain(domainId="none")

        def test_second():
            assert connectcases_backends.mocks_active == 0
    """)

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*ResourceNotFoundException*"])


def test_program_under_test_needs_to_name_no_region(run: Run) -> None:
    result = run("""
        import boto3

        def test_region(connectcases):
            boto3.client("connectcases").create_domain(name="orders")
            assert connectcases.meta.region_name == "us-east-1"
            assert len(connectcases.list_domains()["domains"]) == 1
    """)

    result.assert_outcomes(passed=1)


def test_region_that_is_configured_is_that_of_the_client(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")

    result = run("""
        def test_region(connectcases):
            assert connectcases.meta.region_name == "eu-west-2"
    """)

    result.assert_outcomes(passed=1)


def test_region_of_a_profile_is_that_of_the_client(
    run: Run, monkeypatch: pytest.MonkeyPatch, pytester: pytest.Pytester
) -> None:
    config = pytester.makefile(".ini", config="[default]\nregion = ca-central-1\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))

    result = run("""
        def test_region(connectcases):
            assert connectcases.meta.region_name == "ca-central-1"
    """)

    result.assert_outcomes(passed=1)


def test_region_of_the_marker_wins_over_that_of_a_default_session(run: Run) -> None:
    result = run("""
        import boto3
        import pytest

        KEEP = {"core": {"reset_boto3_session": False}}
        boto3.setup_default_session(region_name="us-west-2")

        @pytest.mark.connectcases(region="eu-west-2", config=KEEP)
        def test_region(connectcases):
            assert connectcases.meta.region_name == "eu-west-2"
    """)

    result.assert_outcomes(passed=1)


BESIDE_MOTO = """
import boto3
import pytest
from moto import mock_aws

@pytest.fixture
def aws():
    with mock_aws():
        yield

def use_both(connectcases):
    connectcases.create_domain(name="orders")
    boto3.client("sqs").create_queue(QueueName="orders")
    assert len(boto3.client("connectcases").list_domains()["domains"]) == 1

@mock_aws
def test_decorator(connectcases):
    use_both(connectcases)

def test_fixture_before(aws, connectcases):
    use_both(connectcases)

def test_fixture_after(connectcases, aws):
    use_both(connectcases)

@pytest.mark.connectcases
@mock_aws
def test_marker():
    use_both(boto3.client("connectcases"))

@mock_aws
class TestClass:
    def test_method(self, connectcases):
        use_both(connectcases)
"""


def test_moto_s_mock_aws_works_beside_the_fixtures(run: Run) -> None:
    run(BESIDE_MOTO).assert_outcomes(passed=5)


def test_unittest_classes_are_mocked_by_the_marker_and_by_fixtures(run: Run) -> None:
    result = run("""
        import unittest
        import boto3
        import pytest

        @pytest.mark.connectcases(region="eu-west-2")
        class TestMarked(unittest.TestCase):
            def setUp(self):
                boto3.client("connectcases").create_domain(name="orders")

            def test_marker(self):
                client = boto3.client("connectcases")
                assert client.meta.region_name == "eu-west-2"
                assert len(client.list_domains()["domains"]) == 1

        class TestWithFixture(unittest.TestCase):
            @pytest.fixture(autouse=True)
            def client(self, connectcases):
                self.cases = connectcases

            def test_first(self):
                self.cases.create_domain(name="orders")
                assert len(self.cases.list_domains()["domains"]) == 1

            def test_second(self):
                assert self.cases.list_domains()["domains"] == []
    """)

    result.assert_outcomes(passed=3)


def test_state_of_a_wider_fixture_stays_where_that_fixture_mocks(run: Run) -> None:
    result = run("""
        import boto3
        import pytest
        from mock_connectcases import mock_connectcases

        @pytest.fixture(scope="module")
        def desk():
            with mock_connectcases():
                client = boto3.client("connectcases", region_name="us-east-1")
                yield client.create_domain(name="desk")["domainId"]

        def test_first(desk, connectcases):
            assert connectcases.get_domain(domainId=desk)["name"] == "desk"

        def test_second(connectcases, desk):
            assert connectcases.get_domain(domainId=desk)["name"] == "desk"
    """)

    result.assert_outcomes(passed=2)


def test_own_fixture_of_a_user_may_stand_on_ours(run: Run) -> None:
    result = run("""
        import pytest

        @pytest.fixture
        def domain_id(connectcases):
            return connectcases.create_domain(name="orders")["domainId"]

        @pytest.fixture
        def connectcases(connectcases):
            connectcases.create_domain(name="always")
            return connectcases

        def test_both(domain_id, connectcases):
            assert len(connectcases.list_domains()["domains"]) == 2
    """)

    result.assert_outcomes(passed=1)


def test_plugin_is_enough_for_plain_mock_aws_to_know_cases(run: Run) -> None:
    """In a process of its own, in which nothing but the plugin imports this package."""
    result = run(
        """
        import boto3
        from moto import mock_aws

        @mock_aws
        def test_aws():
            client = boto3.client("connectcases", region_name="us-east-1")
            assert client.list_domains()["domains"] == []
        """,
        autoload=True,
        mocked=False,
    )

    result.assert_outcomes(passed=1)


UNUSED = """
import sys

def test_nothing_is_loaded():
    assert not {"moto", "boto3", "botocore"} & sys.modules.keys()
"""


def test_plugin_loads_neither_moto_nor_boto3_when_it_is_not_used(run: Run) -> None:
    result = run(UNUSED, warm=False)

    result.assert_outcomes(passed=1)


def test_plugin_can_be_switched_off(run: Run) -> None:
    off = "no:mock_connectcases.pytest_plugin"

    result = run("def test(connectcases): pass", "-p", off, autoload=True)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*fixture 'connectcases' not found*"])


def test_plugin_may_be_named_although_it_is_installed(run: Run) -> None:
    source = "def test(connectcases): pass"
    name = "mock_connectcases.pytest_plugin"

    run(source, "-p", name, autoload=True).assert_outcomes(passed=1)
    run(f"pytest_plugins = [{name!r}]\n{source}", autoload=True).assert_outcomes(passed=1)


def test_fixtures_and_marker_are_described(run: Run) -> None:
    fixtures = run("", "--fixtures").stdout.str()
    markers = run("", "--markers").stdout.str()

    assert "Make a boto3 client of Amazon Connect Cases, which is mocked" in fixtures
    assert "Mock Amazon Connect Cases, as ``with mock_connectcases() as cases`` does" in fixtures
    assert "@pytest.mark.connectcases(seed=..., region=..., config=..., assumptions=" in markers
