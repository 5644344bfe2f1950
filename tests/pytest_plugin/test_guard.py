"""The guard: which tests fail for trying to reach AWS, with which message, and which do not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.interpreters import run_warm
from tests.pytest_plugin.conftest import outcomes_of, run_pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., pytest.RunResult]

GUARD = "--connectcases-guard"


@pytest.fixture
def run(run: Run) -> Run:
    """Return a function that runs tests in interpreters in which nothing has changed botocore."""
    return partial(run, mocked=False)


CLIENTS = """
import boto3
import pytest

def client(service, **options):
    keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
    return boto3.client(service, **{"region_name": "us-east-1", **keys, **options})
"""


REACHING = (
    CLIENTS
    + """
import unittest
import requests
import urllib3
from botocore.config import Config

def hide(call):
    try:
        call()
    except Exception:
        pass

def list_queues():
    client("sqs").list_queues()

def test_nothing_hidden():
    client("s3").list_buckets()

@pytest.mark.parametrize("mode", ["legacy", "standard", "adaptive"])
def test_error_hidden(mode):
    hide(client("connectcases", config=Config(retries={"mode": mode})).list_domains)

def test_another_error():
    hide(list_queues)
    raise ValueError("no queues")

def test_skip():
    hide(list_queues)
    pytest.skip("no AWS here")

class TestCase(unittest.TestCase):
    def test_skip_of_unittest(self):
        hide(list_queues)
        self.skipTest("no AWS here")

    def test_other_skip_of_unittest(self):
        self.skipTest("not today")

def test_no_credentials():
    hide(boto3.client("dynamodb", region_name="us-east-1").list_tables)

@pytest.mark.xfail(strict=True)
def test_expected_failure():
    hide(list_queues)

@pytest.fixture
def way_in():
    hide(list_queues)

@pytest.fixture
def way_out():
    yield
    hide(list_queues)

def test_way_in(way_in):
    pass

def test_way_out(way_out):
    pass

def test_after():
    pass

def test_requests():
    hide(lambda: requests.get("https://s3.us-east-1.amazonaws.com/", timeout=1))

def test_urllib3():
    url = "https://cases.us-east-1.amazonaws.com/domains"
    hide(lambda: urllib3.PoolManager().request("GET", url))

def test_boto3():
    hide(lambda: client("s3").get_object(Bucket="b", Key="k"))

def test_beside_a_mock(connectcases):
    hide(client("s3").list_buckets)
"""
)


@pytest.fixture(scope="module")
def reaching(tmp_path_factory: pytest.TempPathFactory) -> pytest.RunResult:
    """Return the result of a run whose tests reach AWS, each in its own way."""
    directory = tmp_path_factory.mktemp("reaching")
    return run_pytest(directory, REACHING, GUARD, "-rA", mocked=False)


def reached(test: str, what: str) -> list[str]:
    return [
        f"test_user.py::{test} tried to reach AWS.",
        f"This program called {what}",
    ]


def test_call_is_refused_and_named(reaching: pytest.RunResult) -> None:
    assert outcomes_of("test_nothing_hidden", reaching) == ["FAILED"]
    reaching.stdout.fnmatch_lines(
        [
            "connectcases guard: a test that tries to reach AWS fails",
            "*UnmockedServiceError: This program called s3 (ListBuckets at s3.amazonaws.com)"
            " while no mock is on; nothing left the machine. Mock it: the fixture connectcases *",
        ]
    )


@pytest.mark.parametrize("mode", ["legacy", "standard", "adaptive"])
def test_call_is_noticed_though_the_program_hides_the_error(
    reaching: pytest.RunResult, mode: str
) -> None:
    assert outcomes_of(rf"test_error_hidden\[{mode}\]", reaching) == ["FAILED"]
    what = "connectcases (ListDomains at cases.us-east-1.amazonaws.com) while no mock*"
    reaching.stdout.fnmatch_lines(reached(f"test_error_hidden[[]{mode}]", what))


def test_call_is_noticed_though_the_program_raises_another_error(
    reaching: pytest.RunResult,
) -> None:
    assert outcomes_of("test_another_error", reaching) == ["FAILED"]
    reaching.stdout.fnmatch_lines(
        [
            "*ValueError: no queues*",
            "*connectcases guard*",
            *reached("test_another_error", "sqs (ListQueues at *sqs*.amazonaws.com*) while no *"),
        ]
    )


@pytest.mark.parametrize("test", ["test_skip", "TestCase::test_skip_of_unittest"])
def test_call_is_noticed_though_the_test_skips_itself(
    reaching: pytest.RunResult, test: str
) -> None:
    assert outcomes_of(test, reaching) == ["FAILED"]
    reaching.stdout.fnmatch_lines([f"test_user.py::{test} tried to reach AWS."])


def test_test_that_skips_itself_for_another_reason_is_skipped(reaching: pytest.RunResult) -> None:
    reaching.stdout.fnmatch_lines(["SKIPPED [[]1] *: not today"])


def test_call_that_only_lacks_credentials_is_noticed(reaching: pytest.RunResult) -> None:
    assert outcomes_of("test_no_credentials", reaching) == ["FAILED"]
    reaching.stdout.fnmatch_lines(
        [
            "This program called dynamodb (ListTables at dynamodb.us-east-1.amazonaws.com) while no"
            " mock is on; only for want of credentials it was not sent.*"
        ]
    )


def test_test_that_is_expected_to_reach_is_an_expected_failure(reaching: pytest.RunResult) -> None:
    assert outcomes_of("test_expected_failure", reaching) == ["XFAIL"]


@pytest.mark.parametrize(
    ("way", "outcomes"), [("in", ["ERROR"]), ("out", ["PASSED", "ERROR"])], ids=["in", "out"]
)
def test_fixtures_are_guarded_on_their_way(
    reaching: pytest.RunResult, way: str, outcomes: list[str]
) -> None:
    assert outcomes_of(f"test_way_{way}", reaching) == outcomes
    reaching.stdout.fnmatch_lines([f"test_user.py::test_way_{way} tried to reach AWS."])


def test_test_after_one_that_reached_passes(reaching: pytest.RunResult) -> None:
    assert outcomes_of("test_after", reaching) == ["PASSED"]


@pytest.mark.parametrize(
    ("library", "what"),
    [
        ("requests", "s3 (GET at s3.us-east-1.*"),
        ("urllib3", "connectcases (GET at cases.us-east-1.amazonaws.com) through urllib3, *"),
        ("boto3", "s3 (GetObject at s3.amazonaws.com) while no mock *"),
    ],
    ids=["requests", "urllib3", "boto3"],
)
def test_other_libraries_are_guarded(reaching: pytest.RunResult, library: str, what: str) -> None:
    assert outcomes_of(f"test_{library}", reaching) == ["FAILED"]
    reaching.stdout.fnmatch_lines(reached(f"test_{library}", what))


def test_refusal_beside_a_mock_is_noticed_though_the_program_hides_it(
    reaching: pytest.RunResult,
) -> None:
    assert outcomes_of("test_beside_a_mock", reaching) == ["FAILED"]
    what = "s3 (ListBuckets at s3.amazonaws.com) while only Amazon Connect*"
    reaching.stdout.fnmatch_lines(reached("test_beside_a_mock", what))


def test_import_of_a_test_file_is_guarded(run: Run) -> None:
    result = run(
        CLIENTS
        + """
try:
    client("sqs").list_queues()
except Exception:
    pass

def test_orders():
    pass
""",
        GUARD,
    )

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["The import of test_user.py tried to reach AWS."])


def test_library_that_is_first_imported_by_a_test_is_guarded(run: Run) -> None:
    result = run(
        """
def test_first():
    import requests

def test_second():
    import requests
    try:
        requests.get("https://sqs.us-east-1.amazonaws.com/", timeout=1)
    except Exception:
        pass
""",
        GUARD,
        warm=False,
    )

    result.assert_outcomes(passed=1, failed=1)


MOCKED = (
    CLIENTS
    + """
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import requests
from botocore.config import Config
from botocore.exceptions import ConnectTimeoutError
from moto import mock_aws
from mock_connectcases import mock_connectcases

TWICE = {"config": Config(retries={"total_max_attempts": 2})}
older_than_the_mock = client("connectcases", **TWICE)

@mock_aws
def test_mock_aws():
    client("s3").list_buckets()
    client("connectcases").list_domains()
    requests.get("https://s3.us-east-1.amazonaws.com/", timeout=1)

def test_fixture(connectcases):
    connectcases.list_domains()
    older_than_the_mock.list_domains()

@pytest.mark.connectcases
def test_faults():
    cases = mock_connectcases()
    cases.fail("ListDomains", ConnectTimeoutError, times=None)
    for each in (older_than_the_mock, client("connectcases", **TWICE)):
        with pytest.raises(ConnectTimeoutError):
            each.list_domains()
    with pytest.raises(requests.exceptions.ConnectTimeout):
        requests.post("https://cases.us-east-1.amazonaws.com/domains-list", timeout=5)
    cases.assert_called("ListDomains", times=5)

class Answer(BaseHTTPRequestHandler):
    def do_POST(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"TableNames": []}')

@pytest.fixture
def url():
    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()

def test_local(url):
    dynamodb = client("dynamodb", endpoint_url=url)
    assert dynamodb.list_tables()["TableNames"] == []
    dynamodb.close()

def call(url):
    proxied = Config(proxies={"http": url}, retries={"total_max_attempts": 1})
    dynamodb = client(
        "dynamodb", endpoint_url="http://dynamodb.us-east-1.amazonaws.com", config=proxied
    )
    assert dynamodb.list_tables()["TableNames"] == []
    dynamodb.close()

def test_passthrough(url):
    with mock_connectcases(config={"core": {"passthrough": {"services": ["dynamodb"]}}}):
        call(url)

def test_no_passthrough(url):
    call(url)
"""
)


@pytest.fixture(scope="module")
def mocked(tmp_path_factory: pytest.TempPathFactory) -> pytest.RunResult:
    """Return the result of a run whose tests reach mocks and servers of their own."""
    return run_pytest(tmp_path_factory.mktemp("mocked"), MOCKED, GUARD, "-rA", mocked=False)


@pytest.mark.parametrize("test", ["test_mock_aws", "test_fixture"])
def test_what_a_mock_answers_passes(mocked: pytest.RunResult, test: str) -> None:
    assert outcomes_of(test, mocked) == ["PASSED"]


def test_faults_of_the_connection_do_not_count_as_reaching_aws(mocked: pytest.RunResult) -> None:
    assert outcomes_of("test_faults", mocked) == ["PASSED"]


def test_other_endpoints_pass(mocked: pytest.RunResult) -> None:
    assert outcomes_of("test_local", mocked) == ["PASSED"]


def test_what_moto_lets_through_passes(mocked: pytest.RunResult) -> None:
    """Through a proxy of this machine: nothing is sent to AWS."""
    assert outcomes_of("test_passthrough", mocked) == ["PASSED"]
    assert outcomes_of("test_no_passthrough", mocked) == ["FAILED"]


def test_guard_can_be_configured(run: Run) -> None:
    source = "def test(): pass"

    with_guard = run(source, "-o", "connectcases_guard=true").stdout.str()
    without_guard = run(source).stdout.str()

    assert "connectcases guard" in with_guard
    assert "connectcases guard" not in without_guard


def test_guard_leaves_botocore_as_it_was(tmp_path: Path) -> None:
    program = """
import botocore.client, botocore.httpsession, requests.adapters, urllib3.connectionpool
import pytest

FUNCTIONS = [
    (botocore.client.BaseClient, "_make_api_call"),
    (botocore.httpsession.URLLib3Session, "send"),
    (requests.adapters.HTTPAdapter, "send"),
    (urllib3.connectionpool.HTTPConnectionPool, "urlopen"),
]

class During:
    def pytest_collection_finish(self):
        self.found = [getattr(*each) for each in FUNCTIONS]

before, during = [getattr(*each) for each in FUNCTIONS], During()
pytest.main(["-p", "mock_connectcases.pytest_plugin", "--connectcases-guard"], plugins=[during])
after = [getattr(*each) for each in FUNCTIONS]
assert all(one is not other for one, other in zip(before, during.found))
assert before == after
print("as it was")
"""

    status, output, errors = run_warm(
        "-c", program, cwd=tmp_path, mocked=False, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1"
    )

    assert status == 0, errors
    assert output.splitlines()[-1] == "as it was"
