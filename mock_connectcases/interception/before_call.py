"""Answers calls at ``before-call``, before botocore builds, signs and prepares an HTTP request.

Rule of this file: ``reason_for_request`` decides.  A call is answered here where no program can see
that there was no request; every other call is answered at ``before-send``.
"""

from __future__ import annotations

import functools
import logging
import sys
import uuid
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from botocore.awsrequest import AWSResponse, HeadersDict, create_request_object
from botocore.endpoint import Endpoint
from botocore.history import get_global_history_recorder
from botocore.parsers import create_parser

from mock_connectcases import clock, service
from mock_connectcases.compat import botocore, moto
from mock_connectcases.connectcases.accounts import account_of, principal_arn
from mock_connectcases.connectcases.hosts import cases_region
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.interception.answer import needs_moto
from mock_connectcases.toolkit.toolkit import toolkit
from mock_connectcases.wire.messages import LazyHeaders, Request, Response, host_and_target
from mock_connectcases.wire.routing import MAX_CACHED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from botocore.signers import RequestSigner

    from mock_connectcases.wire.model import OperationModel

_SKIPPED_EVENTS: Final = (
    "request-created",
    "choose-signer",
    "before-sign",
    "before-send",
    "before-parse",
    "response-received",
    "needs-retry",
    "after-call-error",
)
"""The events that botocore does not emit for a call that is answered at ``before-call``."""
_EMITTED_EVENTS: Final = ("after-call",)
"""The emitted events whose handlers could see that there was no HTTP request."""
_LIBRARIES: Final = ("botocore.", "aiobotocore.")
_RATE_LIMITERS: Final = ("botocore.retries.adaptive", "aiobotocore.retries.adaptive")
_LOGGERS: Final = tuple(
    logging.getLogger(f"botocore.{name}")
    for name in ("auth", "endpoint", "hooks", "retryhandler", "retries.standard")
)
"""The loggers to which botocore writes between ``before-call`` and the answer."""
_HISTORY: Final = get_global_history_recorder()
_OWN_HEADERS: Final = {"Content-Type", "User-Agent", "X-Amzn-Trace-Id"}
"""The headers that botocore gives a call before handlers add any."""
_FIRST_ERROR_STATUS: Final = 300
"""The lowest status of an answer that botocore takes for an error."""


class BeforeCall(NamedTuple):
    """The arguments of the event ``before-call``."""

    model: OperationModel
    params: dict[str, Any]
    signer: RequestSigner
    context: dict[str, Any]


class _Handlers(NamedTuple):
    """What is known of the handlers of a client for one operation."""

    reason: str
    """Why they need a request; empty if they need none."""
    preparing: tuple[Callable[..., Any], ...]
    """Those that add to a request and do not sign it."""
    methods: tuple[Any, ...]
    """The methods of the endpoint, as botocore has them."""


def answer_call(
    model: OperationModel,
    params: dict[str, Any],
    request_signer: RequestSigner,
    context: dict[str, Any],
    **_: Any,
) -> tuple[AWSResponse, dict[str, Any]] | None:
    """Answer a call of the service while any mock is on, unless it needs a request.

    Raises:
        UnknownRegionError: the service is not offered in the region of the host.
    """
    if not connectcases_backends.mocks_active and not moto.answers_clients():
        return None
    call = BeforeCall(model, params, request_signer, context)
    return None if reason_for_request(call) else _answer(call)


def reason_for_request(call: BeforeCall) -> str:  # noqa: PLR0911 - each return is a reason
    """Return why this call needs an HTTP request; empty if no program can miss one."""
    name, params = call.model.name, call.params
    handlers = _handlers(call)
    if handlers.reason:
        return handlers.reason
    if botocore.methods_of(Endpoint) != handlers.methods:
        return "A method of botocore's endpoint was replaced."
    if name in toolkit.injections.active:
        return "A fault or a delay may change the answer, and botocore may retry."
    if needs_moto():
        return "Only moto honours passthrough, the whitelist, its recorder and its IAM."
    if not _region_and_target(params["url"])[0]:
        return "The endpoint is not that of Amazon Connect Cases."
    if not _OWN_HEADERS.issuperset(params["headers"]) or type(params["body"]) is not bytes:
        return "A handler of before-call has changed the headers or the body."
    if (call.context.get("auth_type") or call.signer.signature_version) != "v4":
        return "The signature is none, or of another kind."
    credentials = botocore.credentials_of(call.signer)
    if type(credentials).__name__ not in {"Credentials", "AioCredentials"}:
        return "There are no credentials, or botocore has to fetch them."
    for logger in _LOGGERS:
        if logger.isEnabledFor(logging.DEBUG):
            return "botocore logs the request."
    if botocore.is_recording(_HISTORY) or "awscli" in sys.modules:
        return "The AWS CLI records requests and parses answers in its own way."
    return ""


def _handlers(call: BeforeCall) -> _Handlers:
    """Return what is known of the handlers of a client, cached until one of them changes."""
    emitter = botocore.emitter_of(call.signer)
    cache = botocore.handler_cache(emitter)
    key = (__name__, call.model.name)
    found: _Handlers | None = cache.get(key)
    if found is None:
        found = cache[key] = _examine_handlers(emitter, call)
    return found


def _examine_handlers(emitter: Any, call: BeforeCall) -> _Handlers:
    def needing(reason: str) -> _Handlers:
        return _Handlers(reason, (), ())

    def handlers_of(event: str) -> list[Any]:
        return botocore.handlers_of(emitter, f"{event}.connectcases.{call.model.name}")

    for event in (*_SKIPPED_EVENTS, *_EMITTED_EVENTS):
        for handler in handlers_of(event):
            if not _is_known(handler):
                return needing(f"{handler!r} handles {event}.")
    if not any(map(moto.is_before_send_handler, handlers_of("before-send"))):
        return needing("moto's before-send handler was removed.")
    last = handlers_of("before-call")[-1]
    if not getattr(last, "answers_connectcases", False):
        return needing(f"{last!r} handles before-call after this one.")
    preparing = tuple(
        handler
        for handler in handlers_of("request-created")
        if getattr(handler, "__self__", None) is not call.signer
    )
    methods = botocore.methods_of(Endpoint)
    return _Handlers("", preparing, tuple(filter(_is_of_a_library, methods)))


def _is_known(handler: Any) -> bool:
    """Return whether a handler is botocore's or moto's, which have no visible effect here."""
    if moto.is_before_send_handler(handler):
        return True
    return _is_of_a_library(handler)


def _is_of_a_library(called: Any) -> bool:
    function = getattr(called, "__func__", called)
    if not hasattr(function, "__globals__"):
        function = type(called).__call__
    # The module of the code: a wrapper may have the name of what it wraps.
    module = getattr(function, "__globals__", {}).get("__name__", "")
    return module.startswith(_LIBRARIES) and module not in _RATE_LIMITERS


@functools.lru_cache(maxsize=MAX_CACHED)
def _region_and_target(url: str) -> tuple[str, str]:
    """Return the region and the undecoded target of a URL; the region of another host is empty."""
    host, target = host_and_target(url)
    return cases_region(host) or "", target


def _answer(call: BeforeCall) -> tuple[AWSResponse, dict[str, Any]]:
    params = call.params
    region, target = _region_and_target(params["url"])
    access_key = botocore.credentials_of(call.signer).access_key
    account = account_of({}, region, access_key=access_key)
    store = connectcases_backends.store_of(account, region)
    make = functools.partial(
        _headers, call, _handlers(call).preparing, botocore.features(), clock.process_now()
    )
    response = service.handle(
        Request(params["method"], target, params["body"], LazyHeaders(make)),
        store,
        principal=lambda: principal_arn(account, store.partition, access_key),
    )
    return _bare_response(response.status), _parsed(call.model, response)


@functools.cache
def _bare_response(status: int) -> AWSResponse:
    """Return a response with a status alone: botocore's ``after-call`` handlers read no more."""
    return AWSResponse("", status, {}, None)


def _parsed(model: OperationModel, response: Response) -> dict[str, Any]:
    """Parse the response to a first attempt as botocore does."""
    answer: dict[str, Any] = {
        "headers": {name.lower(): each for name, each in response.headers.items()},
        "status_code": response.status,
        "body": response.body,
        "context": {"operation_name": model.name},
    }
    if response.status < _FIRST_ERROR_STATUS:
        parsed: dict[str, Any] = _parser().parse(answer, model.output_shape)
    else:
        answer["headers"] = HeadersDict(response.headers)  # members may be in headers
        parsed = _parser().parse(answer, model.output_shape)
        shape = model.service_model.shape_for_error_code(parsed["Error"]["Code"])
        if shape is not None:
            parsed.update(_parser().parse(answer, shape))
    parsed["ResponseMetadata"]["RetryAttempts"] = 0
    return parsed


@functools.cache
def _parser() -> Any:
    return create_parser("rest-json")


def _headers(
    call: BeforeCall, preparing: tuple[Callable[..., Any], ...], features: Any, at: datetime
) -> Mapping[str, Any]:
    """Return the headers of the request that botocore would have sent at that time.

    ``features`` are those of botocore that the call used: the user agent lists them.
    """
    retries = {"attempt": 1, "invocation-id": str(uuid.uuid4())}
    context = {**call.context, "retries": retries}
    request = create_request_object({**call.params, "context": context})
    signing = context.get("signing", {})
    with botocore.using(features):
        botocore.sign(
            request,
            botocore.credentials_of(call.signer),
            signing.get("signing_name", call.signer.signing_name),
            signing.get("region", call.signer.region_name),
            at,
        )
        for handler in preparing:
            handler(request=request, operation_name=call.model.name)
    headers: Mapping[str, Any] = request.prepare().headers
    return headers
