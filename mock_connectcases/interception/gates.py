"""Watches the ``send`` methods beneath all clients while a mock or the guard is on.

They see what no ``before-send`` handler has answered: the requests of clients that are older than
moto's import, those of the ``requests`` library, and those to services nobody mocks.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSPreparedRequest
from botocore.compat import HTTPHeaders
from botocore.exceptions import NoCredentialsError
from urllib3 import HTTPResponse

from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.interception import guard
from mock_connectcases.interception.answer import DualResponse, answer
from mock_connectcases.interception.gate import Gate
from mock_connectcases.interception.refusal import (
    note_without_credentials,
    refuse_beneath_clients,
    refuse_other_services,
)
from mock_connectcases.toolkit.outcomes import CONNECTION_ERRORS
from mock_connectcases.wire.loader import create_shared_loader

if TYPE_CHECKING:
    from collections.abc import Callable


_uses = 0
"""How many of those who want the gates closed have not opened them again."""


def _answer_or_refuse(request: AWSPreparedRequest) -> DualResponse | None:
    """Answer or stop a request as the mocks and the guard want it; nothing means to send it."""
    if connectcases_backends.mocks_active:
        response = answer(request)
        if response is None:
            refuse_other_services(request)
        return response
    if guard.is_on():
        refuse_other_services(request)
    return None


def _botocore_send(send: Callable[..., Any]) -> Callable[..., Any]:
    def watched_send(self: Any, request: AWSPreparedRequest, *args: Any, **kwargs: Any) -> Any:
        response = _answer_or_refuse(request)
        return send(self, request, *args, **kwargs) if response is None else response

    return watched_send


def _aiobotocore_send(send: Callable[..., Any]) -> Callable[..., Any]:
    async def watched_send(
        self: Any, request: AWSPreparedRequest, *args: Any, **kwargs: Any
    ) -> Any:
        response = _answer_or_refuse(request)
        return await send(self, request, *args, **kwargs) if response is None else response

    return watched_send


def _requests_send(send: Callable[..., Any]) -> Callable[..., Any]:
    someone_else_mocks = getattr(send, "__module__", "") == "responses"

    def watched_send(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        if connectcases_backends.mocks_active:
            response = _answer_requests(self, request)
            if response is not None:
                return response
        if not someone_else_mocks and (connectcases_backends.mocks_active or guard.is_on()):
            refuse_other_services(request)
        return send(self, request, *args, **kwargs)

    return watched_send


def _answer_requests(adapter: Any, request: Any) -> Any:
    """Answer a request of the ``requests`` library in its own terms."""
    headers = HTTPHeaders.from_pairs(request.headers.items())
    prepared = AWSPreparedRequest(
        request.method, request.url, headers, request.body, stream_output=False
    )
    try:
        answered = answer(prepared)
    except CONNECTION_ERRORS as error:
        raise _as_requests_error(error, request) from error
    if answered is None:
        return None
    raw = HTTPResponse(
        body=BytesIO(answered.content),
        headers=dict(answered.headers.items()),
        status=answered.status_code,
        preload_content=False,
    )
    return adapter.build_response(request, raw)


def _as_requests_error(error: Exception, request: Any) -> Exception:
    """Return what the ``requests`` library raises where botocore raises an error of its own."""
    from requests import exceptions  # noqa: PLC0415 - loaded: it sent the request

    name = {
        "ConnectTimeoutError": "ConnectTimeout",
        "ReadTimeoutError": "ReadTimeout",
        "SSLError": "SSLError",
        "ProxyConnectionError": "ProxyError",
        "ResponseStreamingError": "ChunkedEncodingError",
    }.get(type(error).__name__, "ConnectionError")
    translated: Exception = getattr(exceptions, name)(str(error), request=request)
    return translated


def _shared_loader(create_loader: Callable[..., Any]) -> Callable[..., Any]:
    def create(search_path_string: str | None = None) -> Any:
        if connectcases_backends.mocks_active:
            return create_shared_loader(search_path_string)
        return create_loader(search_path_string)

    return create


def _botocore_call(call: Callable[..., Any]) -> Callable[..., Any]:
    def watched_call(self: Any, operation_name: str, *args: Any, **kwargs: Any) -> Any:
        if not guard.is_on():
            return call(self, operation_name, *args, **kwargs)
        service = self.meta.service_model.service_name
        with guard.calling(service, operation_name):
            try:
                return call(self, operation_name, *args, **kwargs)
            except NoCredentialsError:
                note_without_credentials(service, operation_name, self.meta.endpoint_url)
                raise

    return watched_call


def _aiobotocore_call(call: Callable[..., Any]) -> Callable[..., Any]:
    async def watched_call(self: Any, operation_name: str, *args: Any, **kwargs: Any) -> Any:
        if not guard.is_on():
            return await call(self, operation_name, *args, **kwargs)
        service = self.meta.service_model.service_name
        with guard.calling(service, operation_name):
            try:
                return await call(self, operation_name, *args, **kwargs)
            except NoCredentialsError:
                note_without_credentials(service, operation_name, self.meta.endpoint_url)
                raise

    return watched_call


def _urllib3_open(open_url: Callable[..., Any]) -> Callable[..., Any]:
    def watched_open(
        self: Any, method: str, url: str, body: Any = None, headers: Any = None, **kwargs: Any
    ) -> Any:
        if guard.is_on():
            whole = url if "://" in url else f"{self.scheme}://{self.host}{url}"
            pairs = HTTPHeaders.from_pairs((headers or {}).items())
            refuse_beneath_clients(
                AWSPreparedRequest(method, whole, pairs, body, stream_output=False)
            )
        return open_url(self, method, url, body, headers, **kwargs)

    return watched_open


_GATES = (
    Gate("botocore.httpsession", "URLLib3Session", "send", _botocore_send),
    Gate("aiobotocore.httpsession", "AIOHTTPSession", "send", _aiobotocore_send),
    Gate("aiobotocore.httpxsession", "HttpxSession", "send", _aiobotocore_send),
    Gate("requests.adapters", "HTTPAdapter", "send", _requests_send),
    Gate("botocore.session", "", "create_loader", _shared_loader),
)

_GATES_OF_THE_GUARD = (
    Gate("botocore.client", "BaseClient", "_make_api_call", _botocore_call),
    Gate("aiobotocore.client", "AioBaseClient", "_make_api_call", _aiobotocore_call),
    Gate("urllib3.connectionpool", "HTTPConnectionPool", "urlopen", _urllib3_open),
)


def close() -> None:
    """Watch the clients, and let new ones share what botocore reads, until as many ``open_``."""
    global _uses  # noqa: PLW0603 - they are the process's gates
    _uses += 1
    for gate in _GATES:
        gate.close()


def open_() -> None:
    """Leave the clients as they were, if nobody else needs them watched."""
    global _uses  # noqa: PLW0603 - likewise
    _uses -= 1
    if _uses == 0:
        for gate in _GATES:
            gate.open_()


def turn_guard_on() -> None:
    """Stop whatever would reach AWS, whether or not a mock is on, and let the guard know of it."""
    guard.turn_on()
    close()
    close_for_guard()


def close_for_guard() -> None:
    """Watch for the guard what was loaded, or put back by others, since it was turned on."""
    for gate in (*_GATES, *_GATES_OF_THE_GUARD):
        gate.close()


def turn_guard_off() -> None:
    """Watch no longer for the guard, once it was turned off as often as on."""
    guard.turn_off()
    open_()
    if not guard.is_on():
        for gate in _GATES_OF_THE_GUARD:
            gate.open_()
