"""Names of botocore, boto3 and requests; each failure names the file that uses them."""

from __future__ import annotations

import inspect
from datetime import datetime, timezone
from typing import Any

import boto3
import botocore.client
import botocore.endpoint
import botocore.history
import botocore.hooks
import botocore.httpsession
import botocore.loaders
import botocore.session
import pytest
import requests.adapters
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSPreparedRequest, AWSRequest, AWSResponse
from botocore.credentials import Credentials
from botocore.hooks import EventAliaser, HierarchicalEmitter
from botocore.model import Shape
from freezegun import freeze_time

from mock_connectcases.compat.botocore import (
    ENDPOINTS_KEY,
    credentials_of,
    emitter_of,
    features,
    handler_cache,
    handlers_of,
    is_recording,
    is_sparse,
    methods_of,
    set_cache,
    share_aliases,
    sign,
    using,
)


def parameters(function: object) -> list[str]:
    assert callable(function)
    return list(inspect.signature(function).parameters)


def test_send_of_botocore_takes_one_request() -> None:
    found = parameters(inspect.unwrap(botocore.httpsession.URLLib3Session.send))

    assert found == ["self", "request"], (
        "URLLib3Session.send has changed: interception/patches.py replaces it."
    )


def test_clients_send_through_the_method_of_the_class() -> None:
    client = boto3.Session("key", "secret").client("connectcases", region_name="us-east-1")

    assert "send" not in vars(client._endpoint.http_session), (
        "A client now holds its own send: the patch of the class in interception/patches.py would"
        " no longer see the requests of clients made before a mock starts."
    )


def test_endpoint_calls_every_before_send_handler() -> None:
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


def test_response_has_its_content_where_the_dual_response_puts_it() -> None:
    response = AWSResponse("https://example.com", 200, {}, None)
    response._content = b"content"

    assert response.content == b"content", (
        "AWSResponse no longer keeps its content in _content: see set_content in"
        " compat/botocore.py."
    )


def test_prepared_request_is_made_with_the_arguments_that_the_patch_of_requests_gives() -> None:
    found = parameters(AWSPreparedRequest.__init__)

    assert found[:6] == ["self", "method", "url", "headers", "body", "stream_output"], (
        "AWSPreparedRequest has changed: interception/patches.py makes one for requests."
    )


def test_session_looks_up_its_loader_where_it_is_replaced() -> None:
    source = inspect.getsource(botocore.session.Session._register_data_loader)

    assert "create_loader(" in source, (
        "Sessions make their loader elsewhere: the patch of botocore.session.create_loader"
        " in interception/patches.py has no effect, and each test reads botocore's data again."
    )
    assert parameters(inspect.unwrap(botocore.session.create_loader)) == ["search_path_string"]


def test_clients_load_their_models_by_the_loader_that_is_given_first() -> None:
    creator = botocore.client.ClientCreator

    assert parameters(inspect.unwrap(creator.__init__))[:2] == ["self", "loader"], (
        "See CREATE_CLIENT_CREATOR in compat/botocore.py."
    )
    assert "self._loader.load_service_model(" in inspect.getsource(creator._load_service_model), (
        "See ClientLoader in wire/loader.py: each client copies the model of its service."
    )


def test_send_of_requests_begins_with_the_request() -> None:
    found = parameters(inspect.unwrap(requests.adapters.HTTPAdapter.send))

    assert found[:2] == ["self", "request"], (
        "HTTPAdapter.send has changed: interception/patches.py replaces it."
    )
    assert hasattr(requests.adapters.HTTPAdapter, "build_response")


def test_partitions_have_both_dns_suffixes() -> None:
    partitions = botocore.loaders.Loader().load_data("partitions")["partitions"]

    for partition in partitions:
        assert {"dnsSuffix", "dualStackDnsSuffix"} <= set(partition["outputs"]), (
            f"Partition {partition['id']} lacks a DNS suffix: see connectcases/hosts.py."
        )


def test_default_session_of_boto3_is_a_module_attribute() -> None:
    assert hasattr(boto3, "DEFAULT_SESSION"), "See moto_plugin/environment.py."


def test_calls_of_clients_go_through_the_patched_method() -> None:
    found = parameters(inspect.unwrap(botocore.client.BaseClient._make_api_call))

    assert found == ["self", "operation_name", "api_params"], (
        "See CALL in compat/botocore.py, and interception/patches.py for the replacement."
    )
    assert "self._make_api_call(" in inspect.getsource(
        botocore.client.ClientCreator._create_api_method
    ), "See CALL in compat/botocore.py."


def test_loader_caches_what_it_has_loaded_by_these_keys() -> None:
    loader = botocore.loaders.Loader()
    cache: dict[tuple[Any, ...], Any] = {}
    set_cache(loader, cache)

    loader.load_data_with_path("endpoints")

    assert ENDPOINTS_KEY in cache, "See set_cache and ENDPOINTS_KEY in compat/botocore.py."


@pytest.mark.parametrize(("traits", "sparse"), [({"sparse": True}, True), ({}, False)])
def test_shape_says_whether_it_is_sparse(traits: dict[str, bool], *, sparse: bool) -> None:
    model = {"type": "list", "member": {"shape": "String"}, **traits}

    assert is_sparse(Shape("Names", model)) is sparse, "See is_sparse in compat/botocore.py."


def client_of_cases() -> Any:
    return boto3.Session("key", "secret").client("connectcases", region_name="us-east-1")


def test_cache_of_handlers_is_replaced_when_a_handler_changes() -> None:
    client = client_of_cases()
    emitter = emitter_of(client._request_signer)
    before = handler_cache(emitter)
    client.meta.events.emit("before-send.other", request=None)
    assert handler_cache(emitter) is before

    def handler(**_: Any) -> None: ...

    changes = []
    for change in (client.meta.events.register_first, client.meta.events.unregister):
        change("before-send.other", handler)
        changes.append(handler_cache(emitter))
        assert (handler in handlers_of(emitter, "before-send.other.Any")) is (len(changes) == 1)

    message = "See handler_cache in compat/botocore.py: a stale entry would hide a new handler."
    assert before is not changes[0], message
    assert changes[0] is not changes[1], message


def test_handlers_run_last_where_they_are_registered_last() -> None:
    client = client_of_cases()
    handlers = handlers_of(emitter_of(client._request_signer), "before-call.connectcases.X")

    assert getattr(handlers[-1], "answers_connectcases", False), (
        "BUILTIN_HANDLERS are registered differently: see handle_last in compat/botocore.py."
    )


def test_before_call_takes_an_answer_in_place_of_a_request() -> None:
    source = inspect.getsource(botocore.client.BaseClient._make_api_call)

    assert "http, parsed_response = event_response" in source, (
        "See answer_call in interception/before_call.py."
    )
    for argument in ("model=", "params=", "request_signer=", "context="):
        assert argument in source.partition("before-call")[2], "answer_call needs it."


def test_requests_are_made_by_the_methods_that_tracing_replaces() -> None:
    assert len(methods_of(botocore.endpoint.Endpoint)) == 4, "See methods_of in compat/botocore.py."
    assert "self.prepare_request(" in inspect.getsource(botocore.endpoint.Endpoint.create_request)


def test_credentials_and_history_are_where_they_are_read() -> None:
    history = botocore.history.HistoryRecorder()
    assert not is_recording(history)
    history.enable()

    assert is_recording(history), "See is_recording in compat/botocore.py."
    assert credentials_of(client_of_cases()._request_signer).access_key == "key"


def test_signer_has_no_credentials_where_the_client_has_none() -> None:
    signer = SigV4Auth(None, "cases", "us-east-1")

    assert signer.credentials is None, "See _add_auth in interception/patches.py."
    assert parameters(inspect.unwrap(SigV4Auth.add_auth)) == ["self", "request"], (
        "SigV4Auth.add_auth has changed: interception/patches.py replaces it."
    )


def test_signature_is_that_of_botocore() -> None:
    signed = []
    credentials = Credentials("key", "secret", "token")
    at = datetime(2026, 2, 3, 4, 5, 6, tzinfo=timezone.utc)
    for add in (
        lambda request: SigV4Auth(credentials, "cases", "us-east-1").add_auth(request),
        lambda request: sign(request, credentials, "cases", "us-east-1", at),
    ):
        request = AWSRequest("POST", "https://cases.us-east-1.amazonaws.com/a?b=c", data=b"{}")
        request.context["client_config"] = None
        with freeze_time(at):
            add(request)
        signed.append(dict(request.headers))

    assert signed[0] == signed[1], "See sign in compat/botocore.py."


def test_features_of_a_call_are_those_of_its_context() -> None:
    pytest.importorskip("botocore.context", reason="botocore is older")
    from botocore.context import start_as_current_context  # noqa: PLC0415 - if it is there
    from botocore.useragent import register_feature_id  # noqa: PLC0415 - likewise

    with start_as_current_context():
        register_feature_id("WAITER")
        found = features()

    with using(found):
        assert features().features == {"B"}, "See features in compat/botocore.py."


def test_emitters_look_up_aliases_where_they_are_shared() -> None:
    names = {"before-call.cases.X": "an-alias"}
    aliaser = EventAliaser(HierarchicalEmitter())
    share_aliases(aliaser, names)
    seen: list[str] = []
    aliaser.register("an-alias", lambda event_name, **_: seen.append(event_name))

    aliaser.emit("before-call.cases.X")
    aliaser.emit("before-call.sqs.X")

    message = "See share_aliases in compat/botocore.py."
    assert seen == ["an-alias"], message
    assert names["before-call.sqs.X"] == "before-call.sqs.X", message
    assert parameters(inspect.unwrap(EventAliaser.__init__)) == [
        "self",
        "event_emitter",
        "event_aliases",
    ], message


def test_emitter_looks_up_whether_a_handler_takes_any_argument_where_it_is_replaced() -> None:
    source = inspect.getsource(botocore.hooks.BaseEventHooks._verify_accept_kwargs)

    assert "accepts_kwargs(func)" in source, "See ACCEPTS_KWARGS in compat/botocore.py."


def test_endpoint_waits_for_what_the_handlers_of_needs_retry_return() -> None:
    source = inspect.getsource(inspect.unwrap(botocore.endpoint.Endpoint._needs_retry))
    message = "See NEEDS_RETRY and RetryingEndpoint in compat/botocore.py."

    assert parameters(inspect.unwrap(botocore.endpoint.Endpoint._needs_retry))[:3] == [
        "self",
        "attempts",
        "operation_model",
    ], message
    assert "self._event_emitter.emit(" in source, message
    assert "endpoint=self" in source, message
    assert "first_non_none_response(responses)" in source, message
    assert "time.sleep(handler_response)" in source, message
    assert "self._needs_retry(" in inspect.getsource(botocore.endpoint.Endpoint._send_request)
