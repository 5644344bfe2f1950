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
from tests.pytest_plugin.conftest import run_pytest

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


STORIES = """
import unittest
from freezegun import freeze_time

@mock_connectcases
def test_decorator(): story()

@mock_aws
def test_mock_aws(): story()

def test_fixture(connectcases): story()

@pytest.mark.connectcases
def test_marker(): story()

def test_block():
    with mock_connectcases(): story()

def test_nested():
    with mock_aws(), mock_connectcases(): story()

class TestOfUnittest(unittest.TestCase):
    def setUp(self):
        self.mock = mock_connectcases()
        self.mock.start()
    def tearDown(self): self.mock.stop()
    def test_it(self): story()

@mock_connectcases
class TestDecorated:
    def test_it(self): story()

@mock_connectcases
def test_passes(): pass

def test_without_mock(): assert 0

@pytest.mark.xfail
def test_expected_to_fail(connectcases): story()

def test_skips(connectcases): pytest.skip()

@pytest.fixture
def failing(connectcases): story()

def test_failing_fixture(failing): pass

@pytest.fixture
def failing_later(connectcases):
    yield
    pytest.fail("of the teardown")

def test_fails_twice(failing_later): story()

@mock_connectcases
def test_lamp(): story("Lamp")

@mock_connectcases
def test_chair(): story("Chair")

@freeze_time("2030-01-01 12:00:00")
def test_frozen(connectcases): story()

@pytest.mark.parametrize("x", ["a/b", "a-b", "../../up", "\\u202e", "x" * 300, "nul\\0"])
def test_named(connectcases, x): story()

HOSTILE = "</pre></style></title><script>alert(1)</script><!--"

def test_hostile_value(connectcases): story(HOSTILE)

def test_hostile_message(connectcases):
    connectcases.list_domains()
    assert 0, HOSTILE

def test_long_error(connectcases):
    connectcases.list_domains()
    assert 0, "x y " * 5000

def test_refused_by_client(connectcases):
    connectcases.list_domains()
    try:
        connectcases.create_domain(name=5)
    except Exception as error:
        raise KeyError("desk") from error

def test_unmocked_service(connectcases):
    connectcases.list_domains()
    boto3.client("sqs").list_queues()

@mock_aws
def test_other_mocked_service():
    boto3.client("connectcases", region_name="us-east-1").list_domains()
    boto3.client("sqs", region_name="us-east-1").get_queue_url(QueueName="none")

def test_no_call_led_to(connectcases):
    assert connectcases.list_domains()["domains"]

def test_lost_answer(connectcases, connectcases_mock):
    connectcases_mock.fail("ListDomains", "ReadTimeoutError", times=9)
    connectcases.list_domains()

def test_bound_of_the_model(connectcases): connectcases.create_domain(name="x" * 101)

@mock_connectcases
def test_only_other_service(): boto3.client("s3", region_name="us-east-1").list_buckets()

def test_wrong_parameters(connectcases): connectcases.create_domain(nam="desk")

def test_wrong_stub(connectcases_mock): connectcases_mock.stub("none", "GetNone", {})

def test_no_call():
    with mock_connectcases(): assert 0

without_credentials = boto3.client("connectcases", region_name="us-east-1")

def test_client_without_credentials(connectcases):
    connectcases.list_domains()
    without_credentials.list_domains()

def hide_refusal(connectcases):
    connectcases.list_domains()
    session = None
    try:
        session = boto3.client("qconnect").create_session(assistantId="a" * 36, name="s")
    except Exception:
        pass
    assert session

def test_hidden_without_stub(connectcases): hide_refusal(connectcases)

def test_hidden_with_stub_of_other_calls(connectcases, connectcases_mock):
    connectcases_mock.stub("qconnect", "CreateSession", {}, when={"name": "x"})
    hide_refusal(connectcases)

def test_batch(connectcases):
    domain_id = connectcases.create_domain(name="desk")["domainId"]
    assert connectcases.batch_get_field(domainId=domain_id, fields=[{"id": "none"}])["fields"]

def test_search_by_name_of_option(connectcases):
    domain_id = connectcases.create_domain(name="desk")["domainId"]
    status = {"id": "status", "value": {"stringValue": "Open"}}
    assert connectcases.search_cases(domainId=domain_id, filter={"field": {"equalTo": status}})[
        "cases"
    ]
"""


def pages_in(directory: Path) -> dict[str, str]:
    """Return the reports that a run left, by the names of their files."""
    found = {each.name: each.read_text(encoding="utf-8") for each in directory.glob("*.html")}
    assert "index.html" in found
    return found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the reports and the index of one run of all stories."""
    directory = tmp_path_factory.mktemp("stories")
    run_pytest(directory, STORY + STORIES, "--connectcases-report=out")
    return pages_in(directory / "out")


def reports_of(test: str, pages: dict[str, str]) -> list[str]:
    """Return the reports of a test, one for each of its parameters."""
    name = re.compile(rf"(test_user.py-)?{test}-[0-9a-f]{{8}}\.html")
    return [page for each, page in pages.items() if name.fullmatch(each)]


@pytest.mark.parametrize(
    "test",
    [
        *("test_decorator", "test_mock_aws", "test_fixture", "test_marker", "test_block"),
        *("test_nested", "TestOfUnittest-test_it", "TestDecorated-test_it"),
    ],
)
def test_report_has_calls_state_and_events_however_the_mock_was_on(
    pages: dict[str, str], test: str
) -> None:
    (page,) = reports_of(test, pages)

    assert "Case &#39;none&#39; does not exist" in page
    assert re.search(r"<summary>5 GetCase", page)
    assert "<bdi>Three legs</bdi>" in page
    assert "CASE.CREATED" in page


def test_report_names_the_rule_that_refused(pages: dict[str, str]) -> None:
    (page,) = reports_of("test_fixture", pages)

    failure = page[page.index("<h2>Failure") : page.index("<h2>Calls in order")]

    assert "Case &#39;none&#39; does not exist" in failure
    assert 'This is the outcome of <a href="#call-' in failure
    assert ">documented</span>" in failure
    assert "efused calls" not in failure


def test_report_names_the_rules_that_refused_entries_of_a_batch(pages: dict[str, str]) -> None:
    (page,) = reports_of("test_batch", pages)

    refused = page[page.index("<h2>Refused calls") : page.index("<h2>Calls in order")]

    assert "BatchGetField" in refused
    assert "batch-get-unknown-id-error-code" in refused


def test_rule_of_a_refusal_links_the_page_of_its_source(pages: dict[str, str]) -> None:
    (page,) = reports_of("test_fixture", pages)

    address = (
        "https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_GetCase.html"
    )
    failure = page[page.index("<h2>Failure") : page.index("<h2>Calls in order")]
    assert f'<a href="{address}">ResourceNotFoundException</a>' in failure


def test_bound_of_the_service_model_is_documented_on_the_page_of_the_operation(
    pages: dict[str, str],
) -> None:
    (page,) = reports_of("test_bound_of_the_model", pages)

    failure = page[page.index("<h2>Failure") : page.index("<h2>Calls in order")]
    assert ">documented</span> <code>service-model</code>: The service model" in failure
    assert 'API_connect-cases_CreateDomain.html">CreateDomain</a>' in failure


def test_path_of_the_report_stands_in_the_summary(run: Run, pytester: pytest.Pytester) -> None:
    source = STORY + "def test_it(connectcases): story()"
    result = run(source, "--connectcases-report", "out/pages")

    (page,) = (pytester.path / "out/pages").glob("test_user.py-test_it-*.html")
    index = pytester.path / "out/pages/index.html"
    result.stdout.fnmatch_lines(["*connectcases reports*", str(index), str(page)])


@pytest.mark.parametrize("how", ["passes", "without_mock", "expected_to_fail", "skips"])
def test_no_report_for_a_test_that(pages: dict[str, str], how: str) -> None:
    assert reports_of(f"test_{how}", pages) == []


@pytest.mark.parametrize(
    ("test", "sentence"),
    [
        ("test_only_other_service", "The program called an AWS service that is not mocked."),
        ("test_wrong_parameters", "The client itself refused this call"),
        ("test_wrong_stub", "No call reached the mock: the test failed by itself."),
        ("test_no_call", "No call reached the mock: the test failed by itself."),
    ],
)
def test_failure_under_a_mock_has_a_report_without_any_call(
    pages: dict[str, str], test: str, sentence: str
) -> None:
    (page,) = reports_of(test, pages)

    assert sentence in failure_in(page)


def test_failing_fixture_has_a_report(pages: dict[str, str]) -> None:
    assert len(reports_of("test_failing_fixture", pages)) == 1


def test_test_that_fails_twice_has_one_report_of_the_first_time(pages: dict[str, str]) -> None:
    (page,) = reports_of("test_fails_twice", pages)

    assert "Case &#39;none&#39; does not exist" in page
    assert "of the teardown" not in page


def test_report_of_one_test_has_nothing_of_another(pages: dict[str, str]) -> None:
    (lamp,) = reports_of("test_lamp", pages)
    (chair,) = reports_of("test_chair", pages)

    assert "Lamp" in lamp
    assert "Chair" not in lamp
    assert "Chair" in chair
    assert "Lamp" not in chair


def test_pytest_that_a_test_runs_leaves_its_report(run: Run, pytester: pytest.Pytester) -> None:
    source = """
from pathlib import Path
@mock_connectcases
def test_it():
    Path("test_inner.py").write_text("def test_inner(): pass")
    plugin = ["-p", "mock_connectcases.pytest_plugin", "-Wignore"]
    assert pytest.main([*plugin, "--connectcases-report=inner", "test_inner.py"]) == 0
    story()
"""
    run(STORY + source, "--connectcases-report=out")
    (page,) = reports_of("test_it", pages_in(pytester.path / "out"))

    assert "<bdi>Three legs</bdi>" in page


def test_guard_s_failure_has_a_report(run: Run, pytester: pytest.Pytester) -> None:
    source = """
def test_it(connectcases):
    connectcases.create_domain(name="desk")
    try:
        boto3.client("s3").list_buckets()
    except Exception:
        pass
"""
    run(STORY + source, "--connectcases-report=out", "--connectcases-guard")
    (page,) = reports_of("test_it", pages_in(pytester.path / "out"))

    assert "tried to reach AWS" in page


def test_sla_has_the_status_at_the_time_that_the_test_had_frozen(pages: dict[str, str]) -> None:
    (page,) = reports_of("test_frozen", pages)

    assert '<time datetime="2030-01-01T12:00:00Z">' in page[: page.index("<main")]


def test_names_of_tests_make_different_files(pages: dict[str, str]) -> None:
    hrefs = re.findall(r'href="([^"]+)">test_user\.py::test_named', pages["index.html"])

    assert len(set(hrefs)) == 6
    assert set(hrefs) <= pages.keys()
    assert max(map(len, hrefs)) < 150


def test_what_a_test_sent_is_text_in_its_report(pages: dict[str, str]) -> None:
    (page,) = reports_of("test_hostile_value", pages)

    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_report_needs_nothing_else(pages: dict[str, str]) -> None:
    (page,) = reports_of("test_fixture", pages)

    assert re.findall(r'src="[^"]*"|<link[^>]* href="(?!data:,)[^"]*"', page) == []
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
    run(source, mocked=False).assert_outcomes(passed=1)


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


def test_error_is_whole_and_comes_first(pages: dict[str, str]) -> None:
    (page,) = reports_of("test_long_error", pages)

    assert "x y " * 5000 in failure_in(page).partition("Traceback")[0]
    assert page.index("<h2>Failure") == page.index("<h2>")


def test_client_that_refuses_a_call_is_named(pages: dict[str, str]) -> None:
    (page,) = reports_of("test_refused_by_client", pages)

    failure = failure_in(page)
    assert "KeyError: 'desk'" in failure
    assert "The client itself refused this call, before it sent it" in failure
    assert "got its result" not in failure


def test_client_without_credentials_is_told_what_to_do(pages: dict[str, str]) -> None:
    (page,) = reports_of("test_client_without_credentials", pages)

    failure = failure_in(page)
    assert "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in conftest.py" in failure
    assert "without credentials it cannot sign a request" in failure


def test_call_of_an_unmocked_service_is_named(pages: dict[str, str]) -> None:
    (page,) = reports_of("test_unmocked_service", pages)

    failure = failure_in(page)
    assert "This program called sqs (ListQueues at " in failure
    assert "The program called an AWS service that is not mocked." in failure
    assert "Refused calls of other services" not in page


@pytest.mark.parametrize(
    ("test", "sentence"),
    [
        ("test_hidden_without_stub", "This program called qconnect (CreateSession at "),
        (
            "test_hidden_with_stub_of_other_calls",
            "qconnect.CreateSession, which has 1 stub, but none for this request",
        ),
    ],
)
def test_refused_call_of_another_service_is_named_though_the_program_hides_it(
    pages: dict[str, str], test: str, sentence: str
) -> None:
    (page,) = reports_of(test, pages)

    assert "got its result" not in failure_in(page)
    section = page[page.index("Refused calls of other services") :]
    assert sentence in section[: section.index("</section>")]


def test_refusal_of_another_mocked_service_is_named(pages: dict[str, str]) -> None:
    (page,) = reports_of("test_other_mocked_service", pages)

    assert "This is the answer of another service to GetQueueUrl" in failure_in(page)


def test_failure_that_no_call_led_to_is_the_test_s_own(pages: dict[str, str]) -> None:
    (page,) = reports_of("test_no_call_led_to", pages)

    assert "Every call that reached the mock got its result" in failure_in(page)


def test_search_by_the_name_of_an_option_is_explained(pages: dict[str, str]) -> None:
    (page,) = reports_of("test_search_by_name_of_option", pages)

    assert "Call 2, SearchCases: The condition status equalTo 'Open' matches no option" in (
        failure_in(page)
    )


def test_lost_answer_is_that_of_its_call(pages: dict[str, str]) -> None:
    (page,) = reports_of("test_lost_answer", pages)

    assert "This is the outcome of call " in failure_in(page)


@pytest.mark.parametrize("many", [0, 60], ids=["short seed", "long seed"])
def test_copied_test_runs_as_pasted_with_its_seed_beside_it(
    run: Run, pytester: pytest.Pytester, many: int
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
    run(STORY + source, "--connectcases-report=out")
    (page,) = reports_of("test_it", pages_in(pytester.path / "out"))
    (code,) = re.findall(r'aria-label="Test for pytest"><code>(.*?)</code>', page, re.DOTALL)
    pasted = html.unescape(code)
    for each in (pytester.path / "out").glob("*.seed.json"):
        each.rename(pytester.path / each.name)

    result = run(pasted)

    result.assert_outcomes(passed=1)
    assert "['Error']['Code'] == 'ServiceQuotaExceededException'" in pasted
    assert "The quota for" not in pasted
    assert ("SEED = {" in pasted) == (many == 0)


def test_index_names_the_failing_tests_that_have_no_report(pages: dict[str, str]) -> None:
    index = pages["index.html"]

    assert re.search(
        r'href="test_user.py-test_fixture-\w+.html">test_user.py::test_fixture<', index
    )
    others = index[index.index("1 failing test without a report") :]
    assert "test_user.py::test_without_mock" in others
    assert "test_user.py::test_fixture" not in others


def test_index_of_a_run_without_failures_says_so(run: Run, pytester: pytest.Pytester) -> None:
    (pytester.path / "out").mkdir()
    index = pytester.path / "out" / "index.html"
    index.write_text("of an earlier run", encoding="utf-8")

    run("def test_it(connectcases): pass", "--connectcases-report=out")

    text = index.read_text(encoding="utf-8")
    assert "No test failed while Amazon Connect Cases was mocked." in text
    assert "of an earlier run" not in text


def test_pages_of_an_earlier_run_are_deleted(run: Run, pytester: pytest.Pytester) -> None:
    source = """
def test_it(connectcases):
    domain_id = connectcases.create_domain(name="desk")["domainId"]
    for number in range(60):
        text = {"type": "Text", "description": "x" * 250}
        connectcases.create_field(domainId=domain_id, name=str(number), **text)
    connectcases.get_domain(domainId="none")
"""
    run(source, "--connectcases-report=out")
    assert len(list((pytester.path / "out").glob("*.seed.json"))) == 1

    run(STORY + "def test_other(connectcases): story()", "--connectcases-report=out")

    (name,) = pages_in(pytester.path / "out").keys() - {"index.html"}
    assert {each.name for each in (pytester.path / "out").iterdir()} == {"index.html", name}
    assert name.startswith("test_user.py-test_other-")


def test_files_that_no_run_wrote_are_kept(run: Run, pytester: pytest.Pytester) -> None:
    own = pytester.mkdir("out") / "notes-20260101.html"
    own.write_text("<p>mine</p>")

    run(STORY + "def test_it(connectcases): story()", "--connectcases-report=out")

    assert own.read_text() == "<p>mine</p>"


def test_index_has_texts_of_tests_as_text(pages: dict[str, str]) -> None:
    assert "<script" not in pages["index.html"]
    assert "&lt;script&gt;alert(1)" in pages["index.html"]
