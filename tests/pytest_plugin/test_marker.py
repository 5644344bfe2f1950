"""The marker: what its arguments do, which mark decides, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mock_connectcases.pytest_plugin.marker import arguments_of
from tests.pytest_plugin.conftest import outcomes_of, run_pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., pytest.RunResult]


def test_nearest_mark_decides_on_each_argument(run: Run) -> None:
    result = run("""
        import os
        import pytest

        KEEP = {"core": {"mock_credentials": False}}
        pytestmark = pytest.mark.connectcases(region="eu-west-2", config=KEEP)

        def test_module(connectcases_mock):
            assert os.environ["AWS_DEFAULT_REGION"] == "eu-west-2"
            assert "AWS_ACCESS_KEY_ID" not in os.environ

        @pytest.mark.connectcases(region="ca-central-1")
        class TestClass:
            def test_class(self, connectcases_mock):
                assert os.environ["AWS_DEFAULT_REGION"] == "ca-central-1"
                assert "AWS_ACCESS_KEY_ID" not in os.environ

            @pytest.mark.connectcases(config={"core": {"mock_credentials": True}})
            def test_function(self, connectcases):
                assert connectcases.meta.region_name == "ca-central-1"
                assert os.environ["AWS_ACCESS_KEY_ID"] == "FOOBARKEY"
    """)

    result.assert_outcomes(passed=3)


def test_mark_mocks_the_service_without_any_fixture(run: Run) -> None:
    result = run("""
        import boto3
        import pytest

        @pytest.mark.connectcases
        def test_marked():
            assert boto3.client("connectcases").list_domains()["domains"] == []

        @pytest.mark.connectcases
        @pytest.mark.parametrize("name", ["orders", "returns"])
        def test_each(name):
            client = boto3.client("connectcases")
            client.create_domain(name=name)
            assert len(client.list_domains()["domains"]) == 1
    """)

    result.assert_outcomes(passed=3)


def test_mock_of_a_mark_begins_before_other_fixtures_of_a_test_and_after_wider_ones(
    run: Run,
) -> None:
    result = run("""
        import boto3
        import pytest
        from mock_connectcases.connectcases.models import connectcases_backends

        @pytest.fixture(autouse=True)
        def each():
            return connectcases_backends.mocks_active

        @pytest.fixture(scope="session")
        def once():
            return connectcases_backends.mocks_active

        @pytest.mark.connectcases
        def test_order(once, each):
            assert (once, each) == (0, 1)
    """)

    result.assert_outcomes(passed=1)


MISUSES = {
    "regin='us-east-1'": "has no argument 'regin'; did you mean 'region'?",
    "tenant=1": "has no argument 'tenant'; there are all_faults_used, assumptions, config, quotas,",
    "'us-east-1'": "takes its arguments by name: seed, region, config, assumptions, quotas and",
    "all_faults_used=1": "takes True or False as all_faults_used, not 1",
    "region=1": "takes the name of a region, such as 'us-east-1', not 1",
    "config='core'": "takes moto's dictionary as config, not 'core'",
    "assumptions={'user-is-urn': False}": "is wrong: There is no rule 'user-is-urn'; did you",
    "quotas={'domain': 1}": "is wrong: There is no quota 'domain'; did you mean",
    "seed='desk.json'": "names a seed that does not exist; searched for ",
}


@pytest.fixture(scope="module")
def misused(tmp_path_factory: pytest.TempPathFactory) -> pytest.RunResult:
    """Return the result of a run with a test for each misuse, and another test after each."""
    tests = [
        f"@pytest.mark.connectcases({arguments})\ndef test_{number}(connectcases): pass\n"
        f"def test_after_{number}(connectcases): pass\n"
        for number, arguments in enumerate(MISUSES)
    ]
    source = "\n".join(["import pytest", *tests])
    return run_pytest(tmp_path_factory.mktemp("misused"), source, "-rA")


@pytest.mark.parametrize(("number", "words"), list(enumerate(MISUSES.values())), ids=list(MISUSES))
def test_misuse_fails_its_test_and_no_other(
    misused: pytest.RunResult, number: int, words: str
) -> None:
    assert outcomes_of(f"test_{number}", misused) == ["ERROR"]
    assert outcomes_of(f"test_after_{number}", misused) == ["PASSED"]
    assert f"\ntest_user.py::test_{number}: the marker connectcases {words}" in misused.stdout.str()


def test_misuse_has_no_traceback(misused: pytest.RunResult) -> None:
    assert "Traceback" not in misused.stdout.str()
    assert "marker.py" not in misused.stdout.str()


@pytest.mark.parametrize("place", ["inner", "."])
def test_seed_is_found_beside_the_test_and_in_the_root(
    pytester: pytest.Pytester, place: str
) -> None:
    item = marked_item(pytester)
    seed = pytester.path / place / "desk.json"
    seed.write_text("{}")

    assert arguments_of(item).for_the_mock == {"seed": seed}


def test_seed_beside_the_test_wins(pytester: pytest.Pytester) -> None:
    item = marked_item(pytester)
    for place in (".", "inner"):
        (pytester.path / place / "desk.json").write_text("{}")

    assert arguments_of(item).for_the_mock == {"seed": pytester.path / "inner" / "desk.json"}


def test_mock_is_given_no_argument_that_no_mark_has(pytester: pytest.Pytester) -> None:
    assert arguments_of(pytester.getitem("def test_func(): pass")) == ({}, None, False)


def test_test_begins_with_the_seed_of_its_mark(run: Run, pytester: pytest.Pytester) -> None:
    (pytester.path / "desk.json").write_text('{"version": 1, "domains": {"desk": {"id": "d-1"}}}')

    result = run("""
        import pytest

        @pytest.mark.connectcases(seed="desk.json")
        @pytest.mark.parametrize("turn", [1, 2])
        def test_file(connectcases, turn):
            assert connectcases.get_domain(domainId="d-1")["name"] == "desk"
            connectcases.delete_domain(domainId="d-1")

        @pytest.mark.connectcases(seed={"version": 1, "domains": {"shop": {}}})
        def test_dictionary(connectcases, connectcases_mock):
            connectcases.create_domain(name="another")
            connectcases_mock.reset()
            assert [each["name"] for each in connectcases.list_domains()["domains"]] == ["shop"]
    """)

    result.assert_outcomes(passed=3)


def test_seed_that_is_refused_is_an_error_of_the_test(run: Run) -> None:
    result = run("""
        import pytest

        @pytest.mark.connectcases(seed={"version": 1, "domain": {}})
        def test_it(connectcases):
            pass
    """)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*SeedError*domain*domains*"])


def marked_item(pytester: pytest.Pytester) -> Any:
    pytester.makeini("[pytest]")
    directory: Path = pytester.mkdir("inner")
    source = "import pytest\n@pytest.mark.connectcases(seed='desk.json')\ndef test_func(): pass\n"
    (directory / "test_it.py").write_text(source)
    module = pytester.getpathnode(directory / "test_it.py")
    (item,) = pytester.genitems([module])
    return item


def test_marker_fails_tests_that_leave_faults_unused(run: Run) -> None:
    result = run(
        """
import unittest
import pytest
from mock_connectcases import mock_connectcases

pytestmark = pytest.mark.connectcases(all_faults_used=True, region="us-east-1")

def ask():
    mock_connectcases().fail("ListDomains", "AccessDeniedException")

def test_unused():
    ask()

def test_unused_in_a_block(connectcases_mock):
    with connectcases_mock.fail("ListDomains", "AccessDeniedException"):
        pass

def test_used(connectcases):
    ask()
    with pytest.raises(connectcases.exceptions.AccessDeniedException):
        connectcases.list_domains()

def test_no_fixture():
    pass

@pytest.mark.connectcases(all_faults_used=False)
def test_excepted():
    ask()

def test_failing():
    ask()
    pytest.fail("of itself")

def test_skipped():
    ask()
    pytest.skip("of itself")

@pytest.mark.xfail(strict=True)
def test_expected():
    ask()

class TestOld(unittest.TestCase):
    def test_unused_by_unittest(self):
        ask()
""",
        "-rA",
    )

    result.assert_outcomes(passed=3, failed=4, skipped=1, xfailed=1)
    result.stdout.fnmatch_lines(
        [
            "test_user.py::test_unused left faults unused.",
            "ListDomains should have failed with AccessDeniedException once, but never did.",
            "* should have failed with AccessDeniedException once, but never did before its block"
            " ended.",
            "*of itself*",
            "*test_unused_by_unittest left faults unused.",
        ]
    )


def test_faults_may_be_left_unused_unless_the_marker_says_otherwise(run: Run) -> None:
    run(
        """
import pytest

@pytest.mark.connectcases
def test_marker(connectcases_mock):
    connectcases_mock.fail("ListDomains", "AccessDeniedException")

def test_fixture(connectcases_mock):
    connectcases_mock.fail("ListDomains", "AccessDeniedException")
"""
    ).assert_outcomes(passed=2)
