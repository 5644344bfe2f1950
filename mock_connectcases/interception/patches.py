"""Patches the ``send`` methods of all clients while a mock or the guard is on.

These see the requests that no ``before-send`` handler has answered: those of clients made before
moto was imported, of the ``requests`` library, and to services without a mock.
"""

from __future__ import annotations

from functools import partial
from inspect import CO_VARKEYWORDS
from io import BytesIO
from logging import DEBUG, getLogger
from types import FunctionType
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSPreparedRequest
from botocore.compat import HTTPHeaders
from botocore.exceptions import NoCredentialsError
from botocore.utils import EVENT_ALIASES
from urllib3 import HTTPResponse

from mock_connectcases.compat import aiobotocore, botocore, moto
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.interception import guard
from mock_connectcases.interception.answer import DualResponse, answer, answer_stubbed
from mock_connectcases.interception.patch import Patch
from mock_connectcases.interception.refusal import (
    ClientWithoutCredentialsError,
    record_without_credentials,
    refuse_other_services,
    refuse_urllib3_request,
)
from mock_connectcases.toolkit.outcomes import CONNECTION_ERRORS
from mock_connectcases.wire.loader import ClientLoader, SharedLoader, create_shared_loader

if TYPE_CHECKING:
    from collections.abc import Callable


_HOOKS_LOG = getLogger("botocore.hooks")
_names: dict[str, str] = {}
"""The names of events to those without aliases, of all emitters: it is filled by botocore."""

_uses = 0
"""The number of ``install`` calls without a matching ``remove``."""


def _answer_or_refuse(request: AWSPreparedRequest) -> DualResponse | None:
    """Answer or refuse a request by the rules of the mocks and the guard; None is to send it."""
    if connectcases_backends.mocks_active:
        response = answer(request) or answer_stubbed(request)
        if response is None:
            refuse_other_services(request)
        return response
    if guard.is_on():
        refuse_other_services(request)
    return None


def answer_other_service(event_name: str, request: AWSPreparedRequest) -> DualResponse | None:
    """Answer a request to another service before moto does, or record its call for a refusal.

    Raises:
        UnmockedServiceError: it has no stub, and moto, which is on too, has not even the service.
    """
    response = answer_stubbed(request)
    if response is None and (connectcases_backends.mocks_active or guard.is_on()):
        _, service_id, operation = event_name.split(".", 2)
        guard.record_call(request, guard.ClientCall(service_id, operation))
        if moto.answers_clients() and moto.service_of(request.url.partition("?")[0]) is None:
            refuse_other_services(request)
    return response


def _botocore_send(send: Callable[..., Any]) -> Callable[..., Any]:
    def patched_send(self: Any, request: AWSPreparedRequest, *args: Any, **kwargs: Any) -> Any:
        response = _answer_or_refuse(request)
        return send(self, request, *args, **kwargs) if response is None else response

    return patched_send


def _aiobotocore_send(send: Callable[..., Any]) -> Callable[..., Any]:
    async def patched_send(
        self: Any, request: AWSPreparedRequest, *args: Any, **kwargs: Any
    ) -> Any:
        response = _answer_or_refuse(request)
        return await send(self, request, *args, **kwargs) if response is None else response

    return patched_send


def _requests_send(send: Callable[..., Any]) -> Callable[..., Any]:
    is_mocked_by_others = getattr(send, "__module__", "") == "responses"

    def patched_send(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        if connectcases_backends.mocks_active:
            response = _answer_requests(self, request)
            if response is not None:
                return response
        if not is_mocked_by_others and (connectcases_backends.mocks_active or guard.is_on()):
            refuse_other_services(request)
        return send(self, request, *args, **kwargs)

    return patched_send


def _answer_requests(adapter: Any, request: Any) -> Any:
    """Answer a request of the ``requests`` library with its own response."""
    headers = HTTPHeaders.from_pairs(request.headers.items())
    prepared = AWSPreparedRequest(
        request.method, request.url, headers, request.body, stream_output=False
    )
    try:
        answered = answer(prepared) or answer_stubbed(prepared)
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
    """Return the error of the ``requests`` library that corresponds to one of botocore."""
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


def _create_client_creator(create: Callable[..., Any]) -> Callable[..., Any]:
    """Let the clients of a session share the models of their services."""

    def patched_create(self: Any, loader: Any, *args: Any, **kwargs: Any) -> None:
        create(
            self, ClientLoader(loader) if type(loader) is SharedLoader else loader, *args, **kwargs
        )

    return patched_create


def _accepts_kwargs(accepts: Callable[..., Any]) -> Callable[..., Any]:
    """Read the flags of a function's code, which takes less time than its signature."""

    def patched_accepts(func: Any) -> Any:
        function = getattr(func, "__func__", func)
        if not isinstance(function, FunctionType | type | partial):
            function = type(function).__call__
        if type(function) is not FunctionType or hasattr(func, "__signature__"):
            return accepts(func)
        return bool(function.__code__.co_flags & CO_VARKEYWORDS)

    return patched_accepts


def _create_aliaser(create: Callable[..., Any]) -> Callable[..., Any]:
    """Find the alias of a name once for all emitters that have botocore's own aliases."""

    def patched_create(self: Any, event_emitter: Any, event_aliases: Any = None) -> None:
        create(self, event_emitter, event_aliases)
        has_own = event_aliases is None or event_aliases == EVENT_ALIASES
        if has_own and not _HOOKS_LOG.isEnabledFor(DEBUG):  # which says when it finds one
            botocore.share_aliases(self, _names)

    return patched_create


def _add_auth(add: Callable[..., Any]) -> Callable[..., Any]:
    def patched_add(self: Any, request: Any) -> Any:
        if self.credentials is None and connectcases_backends.mocks_active:
            raise ClientWithoutCredentialsError
        return add(self, request)

    return patched_add


def _botocore_call(call: Callable[..., Any]) -> Callable[..., Any]:
    def patched_call(self: Any, operation_name: str, *args: Any, **kwargs: Any) -> Any:
        if not guard.is_on():
            return call(self, operation_name, *args, **kwargs)
        service = self.meta.service_model.service_name
        with guard.calling(service, operation_name):
            try:
                return call(self, operation_name, *args, **kwargs)
            except NoCredentialsError:
                record_without_credentials(service, operation_name, self.meta.endpoint_url)
                raise

    return patched_call


def _aiobotocore_call(call: Callable[..., Any]) -> Callable[..., Any]:
    async def patched_call(self: Any, operation_name: str, *args: Any, **kwargs: Any) -> Any:
        if not guard.is_on():
            return await call(self, operation_name, *args, **kwargs)
        service = self.meta.service_model.service_name
        with guard.calling(service, operation_name):
            try:
                return await call(self, operation_name, *args, **kwargs)
            except NoCredentialsError:
                record_without_credentials(service, operation_name, self.meta.endpoint_url)
                raise

    return patched_call


def _urllib3_open(open_url: Callable[..., Any]) -> Callable[..., Any]:
    def patched_open(
        self: Any, method: str, url: str, body: Any = None, headers: Any = None, **kwargs: Any
    ) -> Any:
        if guard.is_on():
            full_url = url if "://" in url else f"{self.scheme}://{self.host}{url}"
            pairs = HTTPHeaders.from_pairs((headers or {}).items())
            refuse_urllib3_request(
                AWSPreparedRequest(method, full_url, pairs, body, stream_output=False)
            )
        return open_url(self, method, url, body, headers, **kwargs)

    return patched_open


_PATCHES = (
    Patch(*botocore.SEND, _botocore_send),
    Patch(*aiobotocore.SEND, _aiobotocore_send),
    Patch(*aiobotocore.HTTPX_SEND, _aiobotocore_send),
    Patch("requests.adapters", "HTTPAdapter", "send", _requests_send),
    Patch(*botocore.CREATE_LOADER, _shared_loader),
    Patch(*botocore.CREATE_CLIENT_CREATOR, _create_client_creator),
    Patch(*botocore.ACCEPTS_KWARGS, _accepts_kwargs),
    Patch(*botocore.CREATE_ALIASER, _create_aliaser),
    Patch(*botocore.ADD_AUTH, _add_auth),
)

_GUARD_PATCHES = (
    Patch(*botocore.CALL, _botocore_call),
    Patch(*aiobotocore.CALL, _aiobotocore_call),
    Patch("urllib3.connectionpool", "HTTPConnectionPool", "urlopen", _urllib3_open),
)


def install() -> None:
    """Patch the clients, and share the data files that new ones load."""
    global _uses  # noqa: PLW0603 - the patches are the process's
    _uses += 1
    for patch in _PATCHES:
        patch.install()


def remove() -> None:
    """Remove the patches at the last of as many calls as there were of ``install``."""
    global _uses  # noqa: PLW0603 - likewise
    _uses -= 1
    if _uses == 0:
        for patch in _PATCHES:
            patch.remove()


def turn_guard_on() -> None:
    """Refuse and record all requests to AWS, whether or not a mock is on."""
    guard.turn_on()
    install()
    install_for_guard()


def install_for_guard() -> None:
    """Patch for the guard what was loaded, or restored by others, since it was turned on."""
    for patch in (*_PATCHES, *_GUARD_PATCHES):
        patch.install()


def turn_guard_off() -> None:
    """Remove the patches of the guard at the last of as many calls as turned it on."""
    guard.turn_off()
    remove()
    if not guard.is_on():
        for patch in _GUARD_PATCHES:
            patch.remove()
