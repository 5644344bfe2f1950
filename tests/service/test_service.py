"""The single entry point: a request in, a response out."""

from __future__ import annotations

import json
import random
import re
import threading
from typing import TYPE_CHECKING, Any

import botocore
import freezegun
import pytest

import mock_connectcases
from mock_connectcases import clock, service
from mock_connectcases.errors import ConflictException
from mock_connectcases.resources.case_event import compose
from mock_connectcases.rules import SERVICE_MODEL
from mock_connectcases.service import Service
from mock_connectcases.store import Store
from mock_connectcases.wire.messages import Request, Response
from mock_connectcases.wire.model import service_model
from mock_connectcases.wire.protocol import Protocol
from mock_connectcases.wire.serializing import ResultError

if TYPE_CHECKING:
    from mock_connectcases.operations.call import Call
    from mock_connectcases.resources.case_event import CaseEvent

ARN = "arn:aws:iam::123456789012:user/ann"
WIRE = Protocol(service_model())
DOMAIN = {"domainId": "d", "domainArn": "a", "domainStatus": "Active"}


@pytest.fixture
def store() -> Store:
    return Store(account_id="123456789012", region="us-east-1", partition="aws")


def answered(store: Store, function: Any, body: bytes = b'{"name":"n"}') -> Response:
    """Answer a CreateDomain with a function made up for the test."""
    request = Request("POST", "/domains", body, {})
    return Service({"CreateDomain": function}, WIRE).handle(request, store, principal=lambda: ARN)


def is_free_for_others(store: Store) -> bool:
    """Return whether another thread could take the store's lock now."""
    free: list[bool] = []

    def take() -> None:
        free.append(store.lock.acquire(blocking=False))

    other = threading.Thread(target=take)
    other.start()
    other.join()
    return free == [True]


def message(response: Response) -> str:
    text = json.loads(response.body)["message"]
    assert isinstance(text, str)
    return text


def test_an_operation_receives_its_call_and_its_input(store: Store) -> None:
    received: list[Any] = []

    def create_domain(call: Call, params: dict[str, Any]) -> dict[str, Any]:
        received.extend([call.operation, call.store, call.principal(), params])
        return DOMAIN

    response = answered(store, create_domain)

    assert received == ["CreateDomain", store, ARN, {"name": "n"}]
    assert response.status == 200
    assert json.loads(response.body) == DOMAIN


def test_an_operation_runs_alone_on_its_store(store: Store) -> None:
    free: list[bool] = []

    def create_domain(_call: Call, _params: dict[str, Any]) -> dict[str, Any]:
        free.append(is_free_for_others(store))
        return DOMAIN

    answered(store, create_domain)

    assert free == [False]


def test_the_lock_is_free_after_an_error(store: Store) -> None:
    def create_domain(_call: Call, _params: dict[str, Any]) -> dict[str, Any]:
        raise ConflictException("taken", rule=SERVICE_MODEL)

    response = answered(store, create_domain)

    assert response.status == 409
    assert response.headers["x-amzn-ErrorType"] == "ConflictException"
    assert json.loads(response.body) == {"message": "taken"}
    assert is_free_for_others(store)


def test_case_events_are_delivered_while_others_may_use_the_store() -> None:
    delivered: list[tuple[CaseEvent, bool]] = []

    def deliver(event: CaseEvent) -> None:
        delivered.append((event, is_free_for_others(observed)))

    observed = Store(
        account_id="123456789012", region="us-east-1", partition="aws", deliver=deliver
    )
    event = compose("id", clock.now(), "123456789012", "us-east-1", (), {})

    def create_domain(call: Call, _params: dict[str, Any]) -> dict[str, Any]:
        call.store.publish(event)
        return DOMAIN

    answered(observed, create_domain)

    assert delivered == [(event, True)]


def test_an_invalid_request_never_reaches_its_operation(store: Store) -> None:
    def create_domain(_call: Call, _params: dict[str, Any]) -> dict[str, Any]:
        pytest.fail("was called")

    response = answered(store, create_domain, b"{}")

    assert response.status == 400
    assert response.headers["x-amzn-ErrorType"] == "ValidationException"
    assert "at 'name'" in message(response)


def test_a_bug_is_loud(store: Store) -> None:
    def create_domain(_call: Call, _params: dict[str, Any]) -> dict[str, Any]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        answered(store, create_domain)


def test_a_result_that_the_model_lacks_is_loud(store: Store) -> None:
    with pytest.raises(ResultError, match=r"CreateDomain.*colour"):
        answered(store, lambda _call, _params: {**DOMAIN, "colour": "red"})


def test_an_operation_that_this_release_lacks_is_named_with_the_versions(store: Store) -> None:
    request = Request("POST", "/domains/d", b"", {})

    response = Service({}, WIRE).handle(request, store, principal=lambda: ARN)

    assert response.status == 404
    assert response.headers["x-amzn-ErrorType"] == "UnknownOperationException"
    for part in ("GetDomain", botocore.__version__, mock_connectcases.__version__):
        assert part in message(response)


@pytest.mark.parametrize(
    ("method", "target", "said"),
    [
        ("POST", "/domains/?x=secret", "no operation for POST /domains/."),
        ("PATCH", "/tags/a", "PATCH /tags/a. This path has DELETE and GET and POST."),
        ("GET", "/nowhere", "no operation for GET /nowhere."),
        ("", "", "no operation for"),
        ("GET", "/\ud800", "no operation for GET /\ud800."),
        ("GET", "/" + "x" * 9000, "x" * 199 + "."),
    ],
)
def test_a_request_of_no_operation_is_refused_with_a_reason(
    store: Store, method: str, target: str, said: str
) -> None:
    request = Request(method, target, b"", {})

    response = Service({}, WIRE).handle(request, store, principal=lambda: ARN)

    assert response.status == 404
    assert response.headers["x-amzn-ErrorType"] == "UnknownOperationException"
    assert said in message(response)
    assert "secret" not in message(response)


@freezegun.freeze_time("2026-11-22T16:14:53.9Z")
def test_every_answer_has_the_headers_of_http_and_of_aws(store: Store) -> None:
    for response in (
        answered(store, lambda _call, _params: {**DOMAIN, "domainId": "ü"}),
        answered(store, lambda _call, _params: DOMAIN, b"broken"),
    ):
        headers = response.headers
        assert headers["Content-Type"] == "application/json"
        assert headers["Content-Length"] == str(len(response.body))
        assert headers["Date"] == "Sun, 22 Nov 2026 16:14:53 GMT"
        assert re.fullmatch(
            "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
            headers["x-amzn-RequestId"],
        )


def test_request_ids_differ_even_after_seeding(store: Store) -> None:
    identifiers = set()
    for _ in range(2):
        random.seed(1)
        response = answered(store, lambda _call, _params: DOMAIN)
        identifiers.add(response.headers["x-amzn-RequestId"])

    assert len(identifiers) == 2


def test_the_entry_point_of_the_package_answers_with_its_own_operations(store: Store) -> None:
    request = Request("POST", "/domains", b'{"name":"n"}', {})

    response = service.handle(request, store, principal=lambda: ARN)

    assert response.status == 200
    assert json.loads(response.body)["domainArn"].startswith(
        "arn:aws:cases:us-east-1:123456789012:"
    )
