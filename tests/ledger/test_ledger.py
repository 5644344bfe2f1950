from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from mock_connectcases.rules import all_rules
from mock_connectcases.rules.rule import assumed, documented, modeled
from mock_connectcases.wire.model import is_older_than_release
from tests.interpreters import run_warm
from tests.ledger.exercise import Exercise
from tests.ledger.page import Ledger

ROOT = Path(__file__).parents[2]
TEST = """\
import boto3
from mock_connectcases import mock_connectcases
from tests.provenance import rule

@rule("list-in-creation-order")
@mock_connectcases
def test_account_begins_empty():
    client = boto3.client("connectcases", region_name="us-east-1")
    assert client.list_domains()["domains"] == []
"""
UNCOUNTED_TESTS = """\
import boto3
from hypothesis import given, settings, strategies
from mock_connectcases import mock_connectcases
from tests.provenance import rule

def create_domain(name):
    with mock_connectcases():
        client = boto3.client("connectcases", region_name="us-east-1")
        client.create_domain(name=name)

def test_without_a_rule():
    create_domain("Cases")

@rule("domain-name-unique")
@settings(max_examples=1, deadline=None, database=None)
@given(strategies.just("Cases"))
def test_at_random(name):
    create_domain(name)
"""

WORKERS = ["-p", "xdist.plugin", "-n", "2"]

Run = tuple[int, str]

needs_current_botocore = pytest.mark.skipif(
    is_older_than_release(), reason="the ledger is about the newest service model"
)


def run(*command: str, where: Path = ROOT) -> Run:
    """Run Python and return its exit status and what it printed."""
    status, output, errors = run_warm(
        *command, cwd=where, mocked=True, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1"
    )
    return status, output + errors


def pytest_in(project: Path, *arguments: str) -> Run:
    """Run the tests of a project that uses the ledger as this one does."""
    plugins = ["-p", "tests.ledger.plugin", "-p", "no:cacheprovider"]
    return run("-m", "pytest", *plugins, *arguments, where=project)


def make_project(directory: Path) -> Path:
    """Make a project of one behaviour test."""
    (directory / "pytest.ini").write_text(
        "[pytest]\ntestpaths = behaviour\nmarkers = rule(rule): a claim\n"
    )
    (directory / "behaviour").mkdir()
    (directory / "behaviour" / "test_domains.py").write_text(TEST)
    return directory


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project of one behaviour test."""
    return make_project(tmp_path)


class TestCollection:
    def test_unknown_rule_is_refused(self) -> None:
        faulty = "tests/ledger/samples/faulty.py"

        status, output = run("-m", "pytest", "-p", "no:cacheprovider", faulty)

        assert status == pytest.ExitCode.USAGE_ERROR
        assert (
            "there is no rule 'domain-name-uniqe'; did you mean 'domain-name-unique'"
            in output.lower()
        )

    def test_behaviour_test_without_a_rule_is_refused(self, project: Path) -> None:
        behaviour_tests = project / "tests" / "operations"
        behaviour_tests.mkdir(parents=True)
        (behaviour_tests / "test_ruleless.py").write_text("def test_ruleless(): pass\n")

        status, output = pytest_in(project, "tests/operations")

        assert status == pytest.ExitCode.USAGE_ERROR
        assert "test_ruleless: it names no rule" in output


class Checked(NamedTuple):
    """A page that was written by one process, and a check of it by two workers."""

    page: str
    status: int
    output: str


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """Write the page of a project and check it at once."""
    project = make_project(tmp_path_factory.mktemp("project"))
    (project / "behaviour" / "test_uncounted.py").write_text(UNCOUNTED_TESTS)
    status, output = pytest_in(project, "--ledger=write")
    assert status == 0, output
    page = (project / "docs" / "ledger.md").read_text(encoding="utf-8")
    return Checked(page, *pytest_in(project, "--ledger=check", *WORKERS))


@needs_current_botocore
class TestPage:
    def test_green_run_writes_it(self, checked: Checked) -> None:
        row = "| [ListDomains](#listdomains) | yes | 0 | 0 | 1 | 0/4 | 0/2 | 1/5 |"
        assert row in checked.page
        assert "- `list-in-creation-order`: Domains, layouts, case rules" in checked.page

    def test_what_other_tests_do_in_passing_does_not_count(self, checked: Checked) -> None:
        row = "| [CreateDomain](#createdomain) | yes | 1 | 0 | 0 | 0/6 | 0/1 | 0/3 |"
        assert row in checked.page

    def test_what_was_never_exercised_fails_the_check(self, checked: Checked) -> None:
        assert checked.status == pytest.ExitCode.TESTS_FAILED
        assert "GetDomain: the input GetDomainRequest.domainId was never exercised." in (
            checked.output
        )

    def test_page_just_written_is_not_stale(self, checked: Checked) -> None:
        assert "2 workers" in checked.output
        assert "is stale" not in checked.output

    def test_stale_page_fails_the_check(self, project: Path) -> None:
        (project / "docs").mkdir()
        (project / "docs" / "ledger.md").write_text("What was true once.")

        status, output = pytest_in(project, "--ledger=check")

        assert status == pytest.ExitCode.TESTS_FAILED
        assert "docs/ledger.md is stale: run pytest --ledger=write" in output

    @pytest.mark.parametrize(
        "arguments", [["-k", "empty"], ["behaviour/test_domains.py"], ["-k", "empty", *WORKERS]]
    )
    def test_part_of_the_tests_does_not_write_it(self, project: Path, arguments: list[str]) -> None:
        (project / "behaviour" / "test_more.py").write_text("def test_more(): pass\n")

        status, output = pytest_in(project, "--ledger=write", *arguments)

        assert status == pytest.ExitCode.TESTS_FAILED
        assert "left alone: it takes a green run of all behaviour tests" in output
        assert not (project / "docs").exists()

    def test_red_run_does_not_write_it(self, project: Path) -> None:
        (project / "behaviour" / "test_red.py").write_text("def test_red(): assert False\n")

        status, _ = pytest_in(project, "--ledger=write")

        assert status == pytest.ExitCode.TESTS_FAILED
        assert not (project / "docs").exists()


class TestLedger:
    RULES = (
        assumed("choice", "GetDomain", "A *choice*", why="a reason", switchable=True),
        documented("sentence", "GetDomain", "A sentence."),
        modeled("bound", "GetDomain", "max 100", at="DomainName"),
        assumed("fixed", "GetDomain", "Another", why="a reason", fixed_because="it must be"),
    )
    GONE = Exercise("GetDomain", "error", "ResourceNotFoundException")
    NAME = Exercise("GetDomain", "output", "GetDomainResponse.name")

    def test_page_does_not_depend_on_order(self) -> None:
        pages = {
            Ledger(rules, [self.GONE, self.NAME]).page(frozenset({self.NAME}), {self.GONE: "why"})
            for rules in (self.RULES, tuple(reversed(self.RULES)) * 2)
        }

        assert len(pages) == 1

    def test_operation_has_its_rules_and_gaps(self) -> None:
        page = Ledger(self.RULES, [self.GONE, self.NAME]).page(frozenset({self.NAME}), {})

        section = page[page.index("## GetDomain") : page.index("## GetLayout")]
        assert section == (
            "## GetDomain\n\n"
            "Implemented. Errors provoked: 0/1; input members read: 0/0;"
            " output members answered: 1/1.\n\n"
            "**Documented**\n\n"
            "- `bound`: max 100 (DomainName)\n"
            '- `sentence`: "A sentence." (service model, GetDomain)\n\n'
            "**Assumed**\n\n"
            "- `choice`: A \\*choice\\* (why: a reason)\n"
            "- `fixed`: Another (why: a reason)\n\n"
            "**Not exercised**\n\n"
            "- Errors never provoked: `ResourceNotFoundException`\n\n"
        )

    def test_switches_and_exceptions_are_listed(self) -> None:
        page = Ledger(self.RULES, [self.GONE]).page(frozenset(), {self.GONE: "no state does it"})

        assert page.endswith(
            "## Assumptions that can be switched off\n\n- `choice`: A \\*choice\\*\n\n"
            "## Assumptions that refuse and cannot be switched off\n\n"
            "- `fixed`: Another (fixed: it must be)\n\n"
            "## Why something is not exercised\n\n"
            "- GetDomain, error `ResourceNotFoundException`: no state does it\n"
        )

    def test_rule_without_a_test_is_a_complaint(self) -> None:
        tested = [each for each in all_rules().values() if each.name != "user-is-arn"]

        assert Ledger(tested, []).complaints([]) == ["user-is-arn: no test names this rule."]

    def test_refusal_of_another_operation_is_a_complaint(self) -> None:
        complaints = Ledger(all_rules().values(), []).complaints([("GetDomain", "user-is-arn")])

        assert complaints == [
            "user-is-arn: it refuses requests of GetDomain, which is not among its operations."
        ]


def test_command_prints_the_table_of_rules() -> None:
    status, output = run("-m", "tests.ledger", "tests/operations/test_domains.py")

    assert status == 0, output
    assert output.startswith("| Operation | documented | observed | assumed |\n")
    assert "| GetDomain | " in output
