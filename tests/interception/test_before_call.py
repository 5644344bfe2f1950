"""Calls are answered at ``before-call`` where no program sees it, at ``before-send`` elsewhere."""

from __future__ import annotations

import contextlib
import functools
import logging
import random
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.credentials import RefreshableCredentials
from botocore.endpoint import Endpoint
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError
from botocore.history import get_global_history_recorder
from botocore.stub import Stubber
from freezegun import freeze_time
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from moto import mock_aws
from moto.core import set_initial_no_auth_action_count
from moto.core.models import botocore_stubber
from moto.moto_api import recorder
from moto.moto_api._internal import mock_random

from mock_connectcases import UnknownRegionError, mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.interception import before_call
from mock_connectcases.wire.model import service_model
from tests.strategies import examples, inputs
from tests.transport import make_requests, refuse_requests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MOCKS: dict[str, Any] = {"cases": mock_connectcases, "aws": mock_aws}
KEYS = {"aws_access_key_id": "AKIDEXAMPLE", "aws_secret_access_key": "secret"}
WAYS = (make_requests, refuse_requests)
RETRY_CODES = {"ThrottlingException", "InternalServerException"}
"""The errors after which botocore sends a request again."""


@pytest.fixture(params=MOCKS)
def mock(request: pytest.FixtureRequest) -> Iterator[Any]:
    with MOCKS[request.param]() as mock:
        yield mock


@pytest.fixture
def cases() -> Iterator[Any]:
    with mock_connectcases() as mock:
        yield mock


def make_client(**options: Any) -> Any:
    return boto3.client("connectcases", **{"region_name": "us-east-1", **options})


def reason(client: Any) -> str:
    """Call an operation, which succeeds, and return why it needs a request."""
    reasons: list[str] = []

    def note(model: Any, params: Any, request_signer: Any, context: Any, **_: Any) -> None:
        call = before_call.BeforeCall(model, params, request_signer, context)
        reasons.append(before_call.reason_for_request(call))

    client.meta.events.register("before-call.connectcases", note)
    with contextlib.suppress(BotoCoreError):
        client.list_domains()
    client.meta.events.unregister("before-call.connectcases", note)
    return reasons[0]


def makes_requests(client: Any) -> bool:
    """Call an operation; return whether the client makes a request of it."""
    made: list[Any] = []
    make_request = client._endpoint.make_request

    def note(*args: Any) -> Any:
        made.append(args)
        return make_request(*args)

    client._endpoint.make_request = note
    with contextlib.suppress(BotoCoreError):
        client.list_domains()
    del client._endpoint.make_request
    return bool(made)


def names() -> list[str]:
    """Return the name of every domain of every account."""
    return [
        domain.name for store in connectcases_backends.stores() for domain in store.domains.values()
    ]


@pytest.mark.usefixtures("mock")
def test_call_makes_no_request() -> None:
    client = make_client()

    assert not makes_requests(client)
    assert reason(client) == ""


@pytest.mark.usefixtures("mock")
@pytest.mark.parametrize(
    "event",
    [
        "*",
        "request-created",
        "choose-signer.connectcases",
        "before-sign.connectcases.ListDomains",
        "before-send.connectcases",
        "before-parse",
        "response-received",
        "needs-retry.*.ListDomains",
        "after-call",
        "after-call-error",
    ],
)
def test_handler_of_a_skipped_event_needs_a_request(event: str) -> None:
    seen: list[str] = []
    client = make_client()

    def see(event_name: str, **_: Any) -> None:
        seen.append(event_name)

    assert not makes_requests(client)
    client.meta.events.register(event, see)
    assert makes_requests(client)
    assert "see" in reason(client)
    assert event in {"after-call-error", "*"} or seen
    client.meta.events.unregister(event, see)
    assert not makes_requests(client)


@pytest.mark.usefixtures("cases")
def test_handler_of_another_operation_needs_no_request() -> None:
    client = make_client()
    client.meta.events.register("before-send.connectcases.GetDomain", lambda **_: None)

    assert not makes_requests(client)


@pytest.mark.usefixtures("mock")
def test_handlers_of_before_call_run_and_see_the_call() -> None:
    client = make_client()
    seen: list[str] = []
    for event in ("before-call", "before-call.connectcases", "before-call.connectcases.GetDomain"):
        client.meta.events.register(event, lambda params, **_: seen.append(params["url_path"]))

    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.get_domain(domainId="none")

    assert seen == ["/domains/none"] * 3


@pytest.mark.usefixtures("cases")
def test_last_handler_of_before_call_may_see_every_call() -> None:
    client = make_client()
    client.meta.events.register_last("before-call", lambda **_: None)

    assert makes_requests(client)
    assert "after this one" in reason(client)


@pytest.mark.usefixtures("mock")
def test_handler_that_changes_the_call_is_obeyed() -> None:
    client = make_client()

    def rename(params: dict[str, Any], **_: Any) -> None:
        params["body"] = b'{"name": "renamed"}'

    client.meta.events.register("before-call.connectcases.CreateDomain", rename)
    client.create_domain(name="orders")

    assert names() == ["renamed"]


@pytest.mark.usefixtures("mock")
def test_header_of_a_handler_needs_a_request() -> None:
    client = make_client()

    def choose_account(params: dict[str, Any], **_: Any) -> None:
        params["headers"]["X-Moto-Account-Id"] = "111122223333"

    client.meta.events.register("before-call", choose_account)

    assert makes_requests(client)
    assert "111122223333" in client.create_domain(name="orders")["domainArn"]


@pytest.mark.usefixtures("mock")
def test_stubber_answers_and_the_operation_is_not_run() -> None:
    client = make_client()
    with Stubber(client) as stubber:
        answer = {"domainId": "1", "domainArn": "arn", "domainStatus": "Active"}
        stubber.add_response("create_domain", answer)
        assert client.create_domain(name="stubbed")["domainId"] == "1"
        stubber.assert_no_pending_responses()
    client.create_domain(name="orders")

    assert names() == ["orders"]


@pytest.mark.parametrize("outer", MOCKS)
@pytest.mark.parametrize("inner", MOCKS)
@pytest.mark.parametrize("prepare", [make_requests, refuse_requests])
def test_operation_runs_once(outer: str, inner: str, prepare: Callable[[Any], None]) -> None:
    with MOCKS[outer](), MOCKS[inner]():
        client = make_client()
        prepare(client)
        client.create_domain(name="orders")

        assert names() == ["orders"]


def test_fault_of_the_operation_needs_a_request(cases: Any) -> None:
    client = make_client(config=Config(retries={"mode": "standard", "max_attempts": 2}))
    with cases.fail("ListDomains", "ThrottlingException", times=1):
        answer = client.list_domains()

    assert answer["ResponseMetadata"]["RetryAttempts"] == 1
    assert not makes_requests(client)


def test_delay_of_the_operation_needs_a_request(cases: Any) -> None:
    client = make_client()
    with cases.delay("ListDomains", 0):
        assert makes_requests(client)
        assert "delay" in reason(client)


def test_fault_of_another_operation_needs_no_request(cases: Any) -> None:
    with cases.fail("GetDomain", "ThrottlingException"):
        assert not makes_requests(make_client())


def test_only_errors_of_faults_are_sent_again(cases: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The short way makes one attempt: no error of an operation may be one that needs another."""
    monkeypatch.setattr("time.sleep", lambda _: None)
    for mode in ("legacy", "standard"):
        client = make_client(config=Config(retries={"mode": mode}))
        for shape in service_model().error_shapes:
            with contextlib.suppress(ValueError), cases.fail("*", shape.error_code):
                before = len(cases.calls)
                with pytest.raises(ClientError):
                    client.get_domain(domainId="none")
                attempts = len(cases.calls) - before
                assert attempts == 1 or shape.error_code in RETRY_CODES


def test_recorder_of_moto_needs_a_request(
    cases: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where the recording is written
    client = make_client()
    recorder.start_recording()
    try:
        assert "recorder" in reason(client)
    finally:
        recorder.stop_recording()
    assert reason(client) == ""


@pytest.mark.parametrize(
    "core",
    [
        {"passthrough": {"services": ["sqs"]}},
        {"passthrough": {"urls": ["https://example.com"]}},
        {"service_whitelist": ["connectcases"]},
    ],
)
def test_settings_of_moto_need_a_request(core: Any) -> None:
    with mock_connectcases(config={"core": core}):
        assert "whitelist" in reason(make_client())


def test_enforced_policies_need_a_request() -> None:
    with mock_aws():
        client = make_client()
        assert reason(client) == ""

        @set_initial_no_auth_action_count(5)
        def enforced() -> str:
            return reason(client)

        assert "IAM" in enforced()


@pytest.mark.usefixtures("cases")
def test_custom_endpoint_needs_a_request() -> None:
    config = Config(retries={"total_max_attempts": 1})
    client = make_client(endpoint_url="http://127.0.0.1:1", config=config)

    assert "endpoint" in reason(client)


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize(
    "name", ["botocore", "botocore.auth", "botocore.hooks", "botocore.endpoint"]
)
def test_debug_log_of_botocore_needs_a_request(name: str, caplog: pytest.LogCaptureFixture) -> None:
    client = make_client()
    with caplog.at_level(logging.DEBUG, name):
        assert "logs" in reason(client)
    assert reason(client) == ""


@pytest.mark.usefixtures("cases")
def test_history_of_botocore_needs_a_request() -> None:
    client = make_client()
    history = get_global_history_recorder()
    history.enable()
    try:
        assert "AWS CLI" in reason(client)
    finally:
        history.disable()
    assert reason(client) == ""


@pytest.mark.usefixtures("cases")
def test_adaptive_retries_need_a_request() -> None:
    client = make_client(config=Config(retries={"mode": "adaptive"}))

    assert "ClientRateLimiter" in reason(client)


@pytest.mark.usefixtures("cases")
def test_unsigned_call_needs_a_request() -> None:
    assert "signature" in reason(make_client(config=Config(signature_version=UNSIGNED)))


@pytest.mark.usefixtures("cases")
def test_credentials_that_botocore_fetches_need_a_request() -> None:
    client = make_client()
    client._request_signer._credentials = RefreshableCredentials(
        "key", "secret", "token", expiry_time=None, refresh_using=None, method="test"
    )

    assert "credentials" in reason(client)


def test_call_without_credentials_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID", raising=False)
    config: Any = {"core": {"mock_credentials": False}}
    with mock_connectcases(config=config) as cases:
        with pytest.raises(NoCredentialsError):
            make_client().create_domain(name="orders")

        assert len(cases.calls) == 0


@pytest.mark.usefixtures("cases")
def test_method_of_the_endpoint_that_was_replaced_is_called(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prepared: list[Any] = []
    prepare = Endpoint.prepare_request

    def trace(self: Any, request: Any) -> Any:
        prepared.append(request)
        return prepare(self, request)

    client = make_client()
    client.list_domains()
    monkeypatch.setattr(Endpoint, "prepare_request", trace)
    client.list_domains()

    assert len(prepared) == 1
    assert "endpoint was replaced" in reason(client)


@pytest.mark.usefixtures("cases")
def test_client_without_the_handler_of_moto_needs_a_request() -> None:
    client = make_client()
    client.meta.events.unregister("before-send", botocore_stubber)

    assert "moto's" in reason(client)
    assert client.list_domains()["domains"] == []


@pytest.mark.usefixtures("mock")
def test_region_without_the_service_is_the_same_error() -> None:
    with pytest.raises(UnknownRegionError, match="eu-north-1"):
        make_client(region_name="eu-north-1").list_domains()


def test_nothing_is_answered_while_no_mock_is_on() -> None:
    with mock_connectcases():
        client = make_client(**KEYS)
        client.list_domains()

    refuse_requests(client)
    with pytest.raises(AssertionError, match="a request was made"):
        client.list_domains()


@pytest.mark.parametrize("options", [KEYS, {**KEYS, "aws_session_token": "token"}, {}])
@pytest.mark.parametrize("mode", ["legacy", "standard"])
def test_log_has_the_headers_that_botocore_sends(
    cases: Any, mode: str, options: dict[str, str]
) -> None:
    seen = []
    for prepare in WAYS:
        with freeze_time("2026-02-03T04:05:06Z"):
            client = boto3.Session(region_name="us-east-1").client(
                "connectcases", **options, config=Config(retries={"mode": mode})
            )
            prepare(client)
            client.create_domain(name="a name")
            client.list_domains(maxResults=5)
        seen.append([headers_of(call) for call in cases.calls])
        cases.reset()

    assert seen[0] == seen[1]
    assert seen[1][0]["X-Amz-Date"] == "20260203T040506Z"


def headers_of(call: Any) -> dict[str, Any]:
    """Return the headers of a call, without what is different in each."""
    headers = dict(call.headers)
    assert headers.pop("amz-sdk-invocation-id")
    product, _, features = headers.pop("User-Agent").partition(" m/")
    features, _, rest = features.partition(" ")
    return {**headers, "agent": product, "features": set(features.split(",")), "rest": rest}


Outcome = tuple[Any, ...]


@pytest.fixture
def standing_clock() -> Iterator[None]:
    with freeze_time("2026-02-03T04:05:06Z"):
        yield


@pytest.mark.usefixtures("standing_clock")
@pytest.mark.parametrize("operation", service_model().operation_names)
@given(data=st.data())
@settings(
    max_examples=examples(3),
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_both_ways_have_the_same_outcome(operation: str, data: st.DataObject) -> None:
    drawn = data.draw(inputs(operation))
    known = data.draw(st.booleans())

    outcomes = [played(operation, drawn, prepare, known=known) for prepare in WAYS]

    assert outcomes[0] == outcomes[1]


def played(
    operation: str,
    drawn: dict[str, Any],
    prepare: Callable[[Any], None],
    known: bool,  # noqa: FBT001
) -> list[Outcome]:
    """Call an operation after some others, and return everything that a program can see of it."""
    mock_random.seed(0)
    with mock_connectcases() as cases:
        client = client_of(prepare)
        domain = client.create_domain(name="orders")
        ids = {"domainId": domain["domainId"], "arn": domain["domainArn"]}
        scope = {"domainId": ids["domainId"]}
        ids["fieldId"] = client.create_field(**scope, name="order", type="Text")["fieldId"]
        ids["templateId"] = client.create_template(**scope, name="order")["templateId"]
        ids["caseId"] = client.create_case(
            **scope,
            templateId=ids["templateId"],
            clientToken="token",
            fields=[{"id": "title", "value": {"stringValue": "late"}}],
        )["caseId"]
        params = {name: ids.get(name, each) if known else each for name, each in drawn.items()}
        if "clientToken" in members_of(operation):
            params.setdefault("clientToken", "another token")
        method = getattr(client, NAMES[operation])
        outcome = outcome_of(lambda: method(**params))
        return [outcome, *(seen(call) for call in cases.calls), tuple(cases.dump().items())]


NAMES = {
    name: python_name
    for python_name, name in boto3.client(
        "connectcases", region_name="us-east-1", **KEYS
    ).meta.method_to_api_mapping.items()
}


@functools.cache
def client_of(prepare: Callable[[Any], None]) -> Any:
    client = make_client(**KEYS)
    prepare(client)
    return client


def members_of(operation: str) -> dict[str, Any]:
    shape = service_model().operation_model(operation).input_shape
    return {} if shape is None else dict(shape.members)


def outcome_of(call: Callable[[], dict[str, Any]]) -> Outcome:
    try:
        answer = call()
        kind = ""
    except ClientError as error:
        answer, kind = error.response, f"{type(error).__name__}: {error} {error.operation_name}"
    except BotoCoreError as error:
        return (type(error).__name__, str(error))
    metadata = answer["ResponseMetadata"]
    assert metadata["HTTPHeaders"].pop("x-amzn-requestid") == metadata.pop("RequestId")
    return (kind, answer, list(metadata), list(metadata["HTTPHeaders"]))


def seen(call: Any) -> Outcome:
    """Return what the log has of a call."""
    error = call.error
    place = (call.account_id, call.region, call.time, call.number)
    return (call.operation, call.target, call.params, call.body, call.result, error, place)


@pytest.mark.usefixtures("standing_clock")
def test_drawn_calls_are_different() -> None:
    """A check of the comparison: outcomes of unequal calls are unequal."""
    random_name = f"name {random.random()}"  # noqa: S311 - any name

    assert played("CreateDomain", {"name": random_name}, WAYS[0], known=True) != played(
        "CreateDomain", {"name": "another"}, WAYS[1], known=True
    )
