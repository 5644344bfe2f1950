"""``--connectcases-report``: a page for each test that fails, of what it did and what there was."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest

from mock_connectcases import mock_connectcases
from mock_connectcases.inspector import report as report_page
from mock_connectcases.inspector.report import Failure, report
from mock_connectcases.inspector.snapshot import take_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., pytest.RunResult]

STORY = """
import boto3
import pytest
from moto import mock_aws
from mock_connectcases import mock_connectcases

def story(title="Three legs"):
    client = boto3.client("connectcases", region_name="us-east-1")
    domain_id = client.create_domain(name="desk")["domainId"]
    template_id = client.create_template(domainId=domain_id, name="Complaint")["templateId"]
    client.put_case_event_configuration(domainId=domain_id, eventBridge={"enabled": True})
    fields = [{"id": "title", "value": {"stringValue": title}}]
    client.create_case(domainId=domain_id, templateId=template_id, fields=fields)
    client.get_case(domainId=domain_id, caseId="none", fields=[{"id": "title"}])
"""


@pytest.fixture
def pages(run: Run, pytester: pytest.Pytester) -> Callable[..., dict[str, str]]:
    """Return a function that runs a test file and returns the reports that it left, by name."""

    def run_and_read(source: str, *arguments: str, **more: object) -> dict[str, str]:
        run(STORY + source, "--connectcases-report=out", *arguments, **more)
        found = (pytester.path / "out").glob("*.html")
        read = {each.name: each.read_text(encoding="utf-8") for each in found}
        assert "index.html" in read
        return {name: page for name, page in read.items() if name != "index.html"}

    return run_and_read


@pytest.mark.parametrize(
    "source",
    [
        "@mock_connectcases\ndef test_it(): story()",
        "@mock_aws\ndef test_it(): story()",
        "def test_it(connectcases): story()",
        "@pytest.mark.connectcases\ndef test_it(): story()",
        "def test_it():\n    with mock_connectcases(): story()",
        "def test_it():\n    with mock_aws(), mock_connectcases(): story()",
        """
import unittest
class TestDesk(unittest.TestCase):
    def setUp(self):
        self.mock = mock_connectcases()
        self.mock.start()
    def tearDown(self): self.mock.stop()
    def test_it(self): story()
""",
        "@mock_connectcases\nclass TestDesk:\n    def test_it(self): story()",
    ],
    ids=["decorator", "mock_aws", "fixture", "marker", "block", "nested", "unittest", "class"],
)
def test_report_has_calls_state_and_events_however_the_mock_was_on(
    pages: Callable[..., dict[str, str]], source: str
) -> None:
    (page,) = pages(source).values()

    assert "Case &#39;none&#39; does not exist" in page
    assert re.search(r"<summary>5 GetCase", page)
    assert "<bdi>Three legs</bdi>" in page
    assert "CASE.CREATED" in page


def test_report_names_the_rule_that_refused(pages: Callable[..., dict[str, str]]) -> None:
    (page,) = pages("def test_it(connectcases): story()").values()

    failure = page[page.index("<h2>Failure") : page.index("<h2>Calls in order")]

    assert "Case &#39;none&#39; does not exist" in failure
    assert 'This is the outcome of <a href="#call-' in failure
    assert ">documented</span>" in failure
    assert "efused calls" not in failure


def test_path_of_the_report_stands_in_the_summary(run: Run, pytester: pytest.Pytester) -> None:
    source = STORY + "def test_it(connectcases): story()"
    result = run(source, "--connectcases-report", "out/pages")

    (page,) = (pytester.path / "out/pages").glob("test_user.py-test_it-*.html")
    index = pytester.path / "out/pages/index.html"
    result.stdout.fnmatch_lines(["*connectcases reports*", str(index), str(page)])


def test_reports_of_workers_are_named_by_the_controller(
    run: Run, pytester: pytest.Pytester
) -> None:
    source = (
        STORY + "@pytest.mark.parametrize('n', range(4))\ndef test_it(connectcases, n): story()"
    )
    result = run(source, "--connectcases-report=out", "-n2", plugins=("xdist.plugin",))

    paths = list((pytester.path / "out").glob("test_user*.html"))
    index = (pytester.path / "out" / "index.html").read_text(encoding="utf-8")
    assert len(paths) == 4
    for each in paths:
        result.stdout.fnmatch_lines([str(each)])
        assert f'href="{each.name}"' in index
    assert index.count("Case &#39;none&#39; does not exist") == 4


@pytest.mark.parametrize(
    "source",
    [
        "@mock_connectcases\ndef test_it(): pass",
        "def test_it(): assert 0",
        "@pytest.mark.xfail\ndef test_it(connectcases): story()",
        "def test_it(connectcases): pytest.skip()",
    ],
    ids=["passes", "has no mock", "is expected to fail", "skips"],
)
def test_no_report_for_a_test_that(pages: Callable[..., dict[str, str]], source: str) -> None:
    assert pages(source) == {}


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (
            "@mock_connectcases\ndef test_it(): boto3.client('s3').list_buckets()",
            "The program called an AWS service that is not mocked.",
        ),
        (
            "def test_it(connectcases): connectcases.create_domain(nam='desk')",
            "The client itself refused this call",
        ),
        (
            "def test_it(connectcases_mock): connectcases_mock.stub('none', 'GetNone', {})",
            "No call reached the mock: the test failed by itself.",
        ),
        (
            "def test_it():\n    with mock_connectcases(): assert 0",
            "No call reached the mock: the test failed by itself.",
        ),
    ],
    ids=["other service", "wrong parameters", "wrong stub", "no call"],
)
def test_failure_under_a_mock_has_a_report_without_any_call(
    pages: Callable[..., dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    sentence: str,
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    (page,) = pages(source).values()

    assert sentence in failure_in(page)


def test_failing_fixture_has_a_report(pages: Callable[..., dict[str, str]]) -> None:
    source = "@pytest.fixture\ndef made(connectcases): story()\ndef test_it(made): pass"

    assert len(pages(source)) == 1


def test_test_that_fails_twice_has_one_report_of_the_first_time(
    pages: Callable[..., dict[str, str]],
) -> None:
    source = """
@pytest.fixture
def made(connectcases):
    yield
    assert 0, "later"
def test_it(made): story()
"""
    (page,) = pages(source).values()

    assert "Case &#39;none&#39; does not exist" in page
    assert "later" not in page


def test_report_of_one_test_has_nothing_of_another(pages: Callable[..., dict[str, str]]) -> None:
    source = """
@mock_connectcases
def test_first(): story("Lamp")
@mock_connectcases
def test_second(): story("Chair")
def test_third(): assert 0
"""
    first, second = (page for _, page in sorted(pages(source).items()))

    assert "Lamp" in first
    assert "Chair" not in first
    assert "Chair" in second
    assert "Lamp" not in second


def test_guard_s_failure_has_a_report(pages: Callable[..., dict[str, str]]) -> None:
    source = """
def test_it(connectcases):
    connectcases.create_domain(name="desk")
    try:
        boto3.client("s3").list_buckets()
    except Exception:
        pass
"""
    (page,) = pages(source, "--connectcases-guard").values()

    assert "tried to reach AWS" in page


def test_sla_has_the_status_at_the_time_that_the_test_had_frozen(
    pages: Callable[..., dict[str, str]],
) -> None:
    source = """
from freezegun import freeze_time
@freeze_time("2030-01-01 12:00:00")
def test_it(connectcases): story()
"""
    (page,) = pages(source).values()

    assert '<time datetime="2030-01-01T12:00:00Z">' in page[: page.index("<main")]


def test_names_of_tests_make_different_files(pages: Callable[..., dict[str, str]]) -> None:
    source = """
@pytest.mark.parametrize("x", ["a/b", "a-b", "../../up", "\\u202e", "x" * 300, "nul\\0"])
def test_it(connectcases, x): story()
"""
    names = list(pages(source))

    assert len(names) == 6
    assert max(map(len, names)) < 150


def test_what_a_test_sent_is_text_in_its_report(pages: Callable[..., dict[str, str]]) -> None:
    hostile = "</style></title><script>alert(1)</script><!--"
    (page,) = pages(f"def test_it(connectcases): story({hostile!r})").values()

    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_report_needs_nothing_else(pages: Callable[..., dict[str, str]]) -> None:
    (page,) = pages("def test_it(connectcases): story()").values()

    assert re.findall(r'(?:src|href)="(?!#|data:,)[^"]*"', page) == []
    assert "default-src 'none'" in page


def test_report_without_data_is_small() -> None:
    with mock_connectcases():
        assert len(report(take_snapshot(), "test", Failure("")).html.encode()) < 50_000


def test_report_says_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_page, "MOST_CALLS", 3)
    monkeypatch.setattr(report_page, "MOST_CASES", 1)
    with mock_connectcases():
        client = boto3.client("connectcases", region_name="us-east-1")
        domain_id = client.create_domain(name="desk")["domainId"]
        template_id = client.create_template(domainId=domain_id, name="T")["templateId"]
        for title in ("Lamp", "Chair"):
            fields = [{"id": "title", "value": {"stringValue": title}}]
            client.create_case(domainId=domain_id, templateId=template_id, fields=fields)
        page = report(take_snapshot(), "test", Failure("")).html

    assert "1 earlier call left out" in page
    assert "The 1 last changed of 2 cases" in page
    assert "<bdi>Chair</bdi>" in page
    assert "<bdi>Lamp</bdi>" not in page


def test_report_says_why_an_assumption_cannot_be_switched_off() -> None:
    with mock_connectcases():
        client = boto3.client("connectcases", region_name="us-east-1")
        domain_id = client.create_domain(name="desk")["domainId"]
        with pytest.raises(client.exceptions.ValidationException):
            client.search_cases(domainId=domain_id, nextToken="x")
        page = report(take_snapshot(), "test", Failure("")).html

    assert (
        "This assumption cannot be switched off: only a token that was given leads to a page."
        in page
    )


def test_directory_that_cannot_be_made_is_refused_at_once(
    run: Run, pytester: pytest.Pytester
) -> None:
    (pytester.path / "file").write_text("")

    result = run("def test_it(): pass", "--connectcases-report=file/out")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--connectcases-report: cannot make *file/out*"])


def test_run_without_reports_loads_no_inspector(run: Run) -> None:
    source = """
import sys
def test_it(): assert not [each for each in sys.modules if "connectcases.inspector" in each]
"""
    run(source).assert_outcomes(passed=1)


def test_report_that_cannot_be_written_says_so(run: Run, pytester: pytest.Pytester) -> None:
    source = (
        STORY
        + """
import shutil
def test_it(connectcases):
    shutil.rmtree("out")
    story()
"""
    )
    result = run(source, "--connectcases-report=out")

    result.stdout.fnmatch_lines(["*cannot be written: No such file or directory"])
    assert not Path(pytester.path / "out").exists()


def failure_in(page: str) -> str:
    """Return the section about the failure, without markup."""
    section = page[page.index('<section id="failure"') :]
    return html.unescape(
        re.sub("<[^>]*>", "", section[: section.index("</section>\n    <section")])
    )


def test_error_is_whole_and_comes_first(pages: Callable[..., dict[str, str]]) -> None:
    source = (
        "def test_it(connectcases):\n    connectcases.list_domains()\n    assert 0, 'x y ' * 5000"
    )
    (page,) = pages(source).values()

    assert "x y " * 5000 in failure_in(page).partition("Traceback")[0]
    assert page.index("<h2>Failure") == page.index("<h2>")


def test_client_that_refuses_a_call_is_named(pages: Callable[..., dict[str, str]]) -> None:
    source = """
def test_it(connectcases):
    connectcases.list_domains()
    try:
        connectcases.create_domain(name=5)
    except Exception as error:
        raise KeyError("desk") from error
"""
    (page,) = pages(source).values()

    failure = failure_in(page)
    assert "KeyError: 'desk'" in failure
    assert "The client itself refused this call, before it sent it" in failure
    assert "got its result" not in failure


def test_client_without_credentials_is_told_what_to_do(
    pages: Callable[..., dict[str, str]],
) -> None:
    source = """
client = boto3.client("connectcases", region_name="us-east-1")
def test_it(connectcases):
    connectcases.list_domains()
    client.list_domains()
"""
    (page,) = pages(source).values()

    failure = failure_in(page)
    assert "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in conftest.py" in failure
    assert "without credentials it cannot sign a request" in failure


def test_call_of_an_unmocked_service_is_named(pages: Callable[..., dict[str, str]]) -> None:
    source = """
def test_it(connectcases):
    connectcases.list_domains()
    boto3.client("sqs").list_queues()
"""
    (page,) = pages(source).values()

    failure = failure_in(page)
    assert "This program called sqs (ListQueues at " in failure
    assert "The program called an AWS service that is not mocked." in failure
    assert "Refused calls of other services" not in page


@pytest.mark.parametrize(
    ("stub", "sentence"),
    [
        ("", "This program called qconnect (CreateSession at "),
        (
            "connectcases_mock.stub('qconnect', 'CreateSession', {}, when={'name': 'x'})",
            "qconnect.CreateSession, which has 1 stub, but none for this request",
        ),
    ],
    ids=["no stub", "stub of other calls"],
)
def test_refused_call_of_another_service_is_named_though_the_program_hides_it(
    pages: Callable[..., dict[str, str]], stub: str, sentence: str
) -> None:
    source = f"""
def test_it(connectcases, connectcases_mock):
    {stub}
    connectcases.list_domains()
    session = None
    try:
        session = boto3.client("qconnect").create_session(assistantId="a" * 36, name="s")
    except Exception:
        pass
    assert session
"""
    (page,) = pages(source).values()

    assert "got its result" not in failure_in(page)
    section = page[page.index("Refused calls of other services") :]
    assert sentence in section[: section.index("</section>")]


def test_refusal_of_another_mocked_service_is_named(pages: Callable[..., dict[str, str]]) -> None:
    source = """
@mock_aws
def test_it():
    boto3.client("connectcases", region_name="us-east-1").list_domains()
    boto3.client("sqs", region_name="us-east-1").get_queue_url(QueueName="none")
"""
    (page,) = pages(source).values()

    assert "This is the answer of another service to GetQueueUrl" in failure_in(page)


def test_failure_that_no_call_led_to_is_the_test_s_own(
    pages: Callable[..., dict[str, str]],
) -> None:
    source = "def test_it(connectcases):\n    assert connectcases.list_domains()['domains']"
    (page,) = pages(source).values()

    assert "Every call that reached the mock got its result" in failure_in(page)


def test_search_by_the_name_of_an_option_is_explained(
    pages: Callable[..., dict[str, str]],
) -> None:
    source = """
def test_it(connectcases):
    domain_id = connectcases.create_domain(name="desk")["domainId"]
    status = {"id": "status", "value": {"stringValue": "Open"}}
    assert connectcases.search_cases(domainId=domain_id, filter={"field": {"equalTo": status}})[
        "cases"
    ]
"""
    (page,) = pages(source).values()

    assert "Call 2, SearchCases: The condition status equalTo 'Open' matches no option" in (
        failure_in(page)
    )


def test_lost_answer_is_that_of_its_call(pages: Callable[..., dict[str, str]]) -> None:
    source = """
def test_it(connectcases, connectcases_mock):
    connectcases_mock.fail("ListDomains", "ReadTimeoutError", times=9)
    connectcases.list_domains()
"""
    (page,) = pages(source).values()

    assert "This is the outcome of call " in failure_in(page)


@pytest.mark.parametrize("many", [0, 60], ids=["short seed", "long seed"])
def test_copied_test_runs_as_pasted_with_its_seed_beside_it(
    pages: Callable[..., dict[str, str]], run: Run, pytester: pytest.Pytester, many: int
) -> None:
    source = f"""
@mock_connectcases(quotas={{"domains": 1}})
def test_it():
    client = boto3.client("connectcases", region_name="us-east-1")
    domain_id = client.create_domain(name="desk")["domainId"]
    for number in range({many}):
        text = {{"type": "Text", "description": "x" * 250}}
        client.create_field(domainId=domain_id, name=str(number), **text)
    client.create_domain(name="second")
"""
    (page,) = pages(source).values()
    (code,) = re.findall(r'aria-label="Test for pytest"><code>(.*?)</code>', page, re.DOTALL)
    pasted = html.unescape(code)
    for each in (pytester.path / "out").glob("*.seed.json"):
        each.rename(pytester.path / each.name)

    result = run(pasted)

    result.assert_outcomes(passed=1)
    assert "['Error']['Code'] == 'ServiceQuotaExceededException'" in pasted
    assert "The quota for" not in pasted
    assert ("SEED = {" in pasted) == (many == 0)


def test_index_names_the_failing_tests_that_have_no_report(
    pages: Callable[..., dict[str, str]], pytester: pytest.Pytester
) -> None:
    source = "def test_it(connectcases): story()\ndef test_other(): assert 0"
    ((name, _),) = pages(source).items()

    index = (pytester.path / "out" / "index.html").read_text(encoding="utf-8")
    assert f'href="{name}">test_user.py::test_it</a>' in index
    others = index[index.index("1 failing test without a report") :]
    assert "test_user.py::test_other" in others
    assert "test_user.py::test_it" not in others


def test_index_of_a_run_without_failures_says_so(
    pages: Callable[..., dict[str, str]], pytester: pytest.Pytester
) -> None:
    pages("def test_it(connectcases): story()")
    pages("def test_it(connectcases): pass")

    index = (pytester.path / "out" / "index.html").read_text(encoding="utf-8")
    assert "No test failed while Amazon Connect Cases was mocked." in index


def test_index_has_texts_of_tests_as_text(
    pages: Callable[..., dict[str, str]], pytester: pytest.Pytester
) -> None:
    hostile = "</pre><script>alert(1)</script>"
    pages(f"def test_it(connectcases):\n    connectcases.list_domains()\n    assert 0, {hostile!r}")

    index = (pytester.path / "out" / "index.html").read_text(encoding="utf-8")
    assert "<script" not in index
    assert "&lt;script&gt;alert(1)" in index
