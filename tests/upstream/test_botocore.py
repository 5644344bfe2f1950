"""What the mock leans on in botocore, boto3 and requests; each failure says what to look at."""

from __future__ import annotations

import inspect

import boto3
import botocore.endpoint
import botocore.httpsession
import botocore.loaders
import botocore.session
import requests.adapters
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.hooks import HierarchicalEmitter


def parameters(function: object) -> list[str]:
    assert callable(function)
    return list(inspect.signature(function).parameters)


def test_send_of_botocore_takes_one_request() -> None:
    found = parameters(inspect.unwrap(botocore.httpsession.URLLib3Session.send))

    assert found == ["self", "request"], (
        "URLLib3Session.send has changed: interception/gates.py replaces it."
    )


def test_clients_send_through_the_method_of_the_class() -> None:
    client = boto3.Session("key", "secret").client("connectcases", region_name="us-east-1")

    assert "send" not in vars(client._endpoint.http_session), (
        "A client now holds its own send: the gate on the class in interception/gates.py would"
        " no longer see the requests of clients made before a mock starts."
    )


def test_endpoint_asks_every_before_send_handler() -> None:
    source = inspect.getsource(botocore.endpoint.Endpoint._do_get_response)

    assert "before-send" in source, "The event before-send is gone: see moto_plugin/fast_path.py."
    assert "emit_until_response" not in source, (
        "botocore now stops at the first before-send handler that answers: moto's handler need not"
        " be wrapped any more, see moto_plugin/fast_path.py."
    )


def test_emitter_calls_a_handler_with_the_event_name_and_the_request() -> None:
    seen: list[object] = []
    emitter = HierarchicalEmitter()
    emitter.register("before-send", lambda event_name, **_: seen.append(event_name))

    emitter.emit("before-send.connectcases.GetCase", request=None)

    assert seen == ["before-send.connectcases.GetCase"], (
        "before-send handlers are called differently: see moto_plugin/fast_path.py."
    )


def test_response_keeps_its_content_where_the_dual_response_puts_it() -> None:
    response = AWSResponse("https://example.com", 200, {}, None)
    response._content = b"content"

    assert response.content == b"content", (
        "AWSResponse no longer keeps its content in _content: see DualResponse in"
        " interception/answer.py."
    )


def test_prepared_request_is_made_of_what_the_gate_of_requests_gives() -> None:
    found = parameters(AWSPreparedRequest.__init__)

    assert found[:6] == ["self", "method", "url", "headers", "body", "stream_output"], (
        "AWSPreparedRequest has changed: interception/gates.py makes one for requests."
    )


def test_session_looks_up_its_loader_where_it_is_replaced() -> None:
    source = inspect.getsource(botocore.session.Session._register_data_loader)

    assert "create_loader(" in source, (
        "Sessions make their loader elsewhere: the gate on botocore.session.create_loader in"
        " interception/gates.py has no effect, and each test reads botocore's data again."
    )
    assert parameters(inspect.unwrap(botocore.session.create_loader)) == ["search_path_string"]


def test_send_of_requests_begins_with_the_request() -> None:
    found = parameters(inspect.unwrap(requests.adapters.HTTPAdapter.send))

    assert found[:2] == ["self", "request"], (
        "HTTPAdapter.send has changed: interception/gates.py replaces it."
    )
    assert hasattr(requests.adapters.HTTPAdapter, "build_response")


def test_partitions_have_both_dns_suffixes() -> None:
    partitions = botocore.loaders.Loader().load_data("partitions")["partitions"]

    for partition in partitions:
        assert {"dnsSuffix", "dualStackDnsSuffix"} <= set(partition["outputs"]), (
            f"Partition {partition['id']} lacks a DNS suffix: see connectcases/hosts.py."
        )


def test_default_session_of_boto3_is_a_module_attribute() -> None:
    assert hasattr(boto3, "DEFAULT_SESSION"), "See moto_plugin/surroundings.py."
