"""The guard: which tests fail for trying to reach AWS, with which message, and which do not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

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


def reached(test: str, what: str) -> list[str]:
    return [
        f"test_user.py::{test} tried to reach AWS.",
        f"This program called {what} while no mock*",
    ]


def test_call_is_refused_and_named(run: Run) -> None:
    result = run(
        CLIENTS
        + """
def test_orders():
    client("s3").list_buckets()
""",
        GUARD,
    )

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "connectcases guard: a test that tries to reach AWS fails",
            "*UnmockedServiceError: This program called s3 (ListBuckets at s3.amazonaws.com)"
            " while no mock is on; nothing left the machine. Mock it: the fixture connectcases *",
        ]
    )


@pytest.mark.parametrize("mode", ["legacy", "standard", "adaptive"])
def test_call_is_noticed_though_the_program_hides_the_error(run: Run, mode: str) -> None:
    result = run(
        CLIENTS
        + f"""
from botocore.config import Config

def test_orders():
    try:
        client("connectcases", config=Config(retries={{"mode": "{mode}"}})).list_domains()
    except Exception:
        pass
""",
        GUARD,
    )

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        reached("test_orders", "connectcases (ListDomains at cases.us-east-1.amazonaws.com)")
    )


def test_call_is_noticed_though_the_program_raises_another_error(run: Run) -> None:
    result = run(
        CLIENTS
        + """
def test_orders():
    try:
        client("sqs").list_queues()
    except Exception:
        raise ValueError("no queues") from None
""",
        GUARD,
    )

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*ValueError: no queues*",
            "*connectcases guard*",
            *reached("test_orders", "sqs (ListQueues at *sqs*.amazonaws.com*)"),
        ]
    )


def test_call_is_noticed_though_the_test_skips_itself(run: Run) -> None:
    result = run(
        CLIENTS
        + """
import unittest

def test_function():
    try:
        client("sqs").list_queues()
    except Exception:
        pytest.skip("no AWS here")

class TestCase(unittest.TestCase):
    def test_method(self):
        try:
            client("sqs").list_queues()
        except Exception:
            self.skipTest("no AWS here")

    def test_that_is_skipped_for_another_reason(self):
        self.skipTest("not today")
""",
        GUARD,
    )

    result.assert_outcomes(failed=2, skipped=1)
    result.stdout.fnmatch_lines(["test_user.py::test_function tried to reach AWS."])
    result.stdout.fnmatch_lines(["test_user.py::TestCase::test_method tried to reach AWS."])


def test_call_that_only_lacks_credentials_is_noticed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)

    result = run(
        """
import boto3

def test_orders():
    try:
        boto3.client("dynamodb", region_name="us-east-1").list_tables()
    except Exception:
        pass
""",
        GUARD,
    )

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "This program called dynamodb (ListTables at dynamodb.us-east-1.amazonaws.com) while no"
            " mock is on; only for want of credentials it was not sent.*"
        ]
    )


def test_test_that_is_expected_to_reach_is_an_expected_failure(run: Run) -> None:
    result = run(
        CLIENTS
        + """
@pytest.mark.xfail(strict=True)
def test_orders():
    try:
        client("sqs").list_queues()
    except Exception:
        pass
""",
        GUARD,
    )

    result.assert_outcomes(xfailed=1)


def test_fixtures_are_guarded_on_their_way_in_and_out(run: Run) -> None:
    result = run(
        CLIENTS
        + """
def call():
    try:
        client("sqs").list_queues()
    except Exception:
        pass

@pytest.fixture
def way_in():
    call()

@pytest.fixture
def way_out():
    yield
    call()

def test_in(way_in):
    pass

def test_out(way_out):
    pass

def test_after():
    pass
""",
        GUARD,
    )

    result.assert_outcomes(errors=2, passed=2)
    result.stdout.fnmatch_lines(["test_user.py::test_in tried to reach AWS."])
    result.stdout.fnmatch_lines(["test_user.py::test_out tried to reach AWS."])


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


@pytest.mark.parametrize(
    ("call", "what"),
    [
        (
            "requests.get('https://s3.us-east-1.amazonaws.com/', timeout=1)",
            "s3 (GET at s3.us-east-1.*",
        ),
        (
            "urllib3.PoolManager().request('GET', 'https://cases.us-east-1.amazonaws.com/domains')",
            "connectcases (GET at cases.us-east-1.amazonaws.com) through urllib3, *",
        ),
        (
            "client('s3').get_object(Bucket='b', Key='k')",
            "s3 (GetObject at s3.amazonaws.com) while no mock *",
        ),
    ],
    ids=["requests", "urllib3", "boto3"],
)
def test_other_libraries_are_guarded(run: Run, call: str, what: str) -> None:
    result = run(
        CLIENTS
        + f"""
import requests
import urllib3

def test_orders():
    try:
        {call}
    except Exception as error:
        print(error)
""",
        GUARD,
    )

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f"This program called {what}"])


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
    )

    result.assert_outcomes(passed=1, failed=1)


def test_what_a_mock_answers_passes(run: Run) -> None:
    result = run(
        CLIENTS
        + """
from moto import mock_aws
import requests

old = client("connectcases")

@mock_aws
def test_aws():
    client("s3").list_buckets()
    client("connectcases").list_domains()
    requests.get("https://s3.us-east-1.amazonaws.com/", timeout=1)

def test_fixture(connectcases):
    connectcases.list_domains()
    old.list_domains()
""",
        GUARD,
    )

    result.assert_outcomes(passed=2)


def test_refusal_beside_a_mock_is_noticed_though_the_program_hides_it(run: Run) -> None:
    result = run(
        CLIENTS
        + """
def test_orders(connectcases):
    try:
        client("s3").list_buckets()
    except Exception:
        pass
""",
        GUARD,
    )

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["This program called s3 (ListBuckets at s3.amazonaws.com) while only Amazon Connect*"]
    )


ELSEWHERE = (
    CLIENTS
    + """
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from moto.core.config import default_user_config

class Answer(BaseHTTPRequestHandler):
    def do_POST(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"TableNames": []}')

@pytest.fixture
def url():
    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
"""
)


def test_faults_of_the_connection_do_not_count_as_reaching_aws(run: Run) -> None:
    result = run(
        CLIENTS
        + """
import requests
from botocore.config import Config
from botocore.exceptions import ConnectTimeoutError
from mock_connectcases import mock_connectcases

settings = {"config": Config(retries={"total_max_attempts": 2})}
older_than_the_mock = client("connectcases", **settings)

@pytest.mark.connectcases
def test_faults():
    cases = mock_connectcases()
    cases.fail("ListDomains", ConnectTimeoutError, times=None)
    for each in (older_than_the_mock, client("connectcases", **settings)):
        with pytest.raises(ConnectTimeoutError):
            each.list_domains()
    with pytest.raises(requests.exceptions.ConnectTimeout):
        requests.post("https://cases.us-east-1.amazonaws.com/domains-list", timeout=5)
    cases.assert_called("ListDomains", times=5)
""",
        GUARD,
    )

    result.assert_outcomes(passed=1)


def test_other_endpoints_pass(run: Run) -> None:
    result = run(
        ELSEWHERE
        + """
def test_local(url):
    dynamodb = client("dynamodb", endpoint_url=url)
    assert dynamodb.list_tables()["TableNames"] == []
    dynamodb.close()
""",
        GUARD,
    )

    result.assert_outcomes(passed=1)


def test_what_moto_lets_through_passes(run: Run) -> None:
    """Through a proxy of this machine: nothing is sent to AWS."""
    result = run(
        ELSEWHERE
        + """
from botocore.config import Config
from botocore.exceptions import ClientError
from mock_connectcases import mock_connectcases

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

def test_none(url):
    call(url)
""",
        GUARD,
    )

    result.assert_outcomes(passed=1, failed=1)


def test_workers_of_xdist_are_guarded(run: Run) -> None:
    pytest.importorskip("xdist")

    result = run(
        CLIENTS
        + """
@pytest.mark.parametrize("number", range(4))
def test_orders(number):
    try:
        client("s3").list_buckets()
    except Exception:
        pass
""",
        GUARD,
        "-n",
        "2",
        plugins=("xdist",),
    )

    result.assert_outcomes(failed=4)


def test_guard_can_be_configured(run: Run, pytester: pytest.Pytester) -> None:
    source = CLIENTS + "def test(): client('s3', endpoint_url='http://localhost:1')\n"

    with_guard = run(source, "-o", "connectcases_guard=true").stdout.str()
    without_guard = run(source).stdout.str()

    assert "connectcases guard" in with_guard
    assert "connectcases guard" not in without_guard


def test_guard_leaves_botocore_as_it_was(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
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
        pytest.main(
            ["-q", "-p", "mock_connectcases.pytest_plugin", "--connectcases-guard", __file__],
            plugins=[during],
        )
        after = [getattr(*each) for each in FUNCTIONS]
        assert all(one is not other for one, other in zip(before, during.found))
        assert before == after
        print("as it was")
    """)
    (path,) = pytester.path.glob("test_*.py")

    pytester.runpython(path).stdout.fnmatch_lines(["as it was"])
