"""Watches the ``send`` methods beneath all clients while a ``mock_connectcases`` is on.

They see what no ``before-send`` handler has answered: the requests of clients that are older than
moto's import, those of the ``requests`` library, and those to services nobody mocks.
"""

from __future__ import annotations

import functools
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from botocore.awsrequest import AWSPreparedRequest
from botocore.compat import HTTPHeaders
from urllib3 import HTTPResponse

from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.interception.answer import answer
from mock_connectcases.interception.refusal import refuse_other_services
from mock_connectcases.toolkit.outcomes import CONNECTION_ERRORS
from mock_connectcases.wire.loader import create_shared_loader

if TYPE_CHECKING:
    from collections.abc import Callable


_REPLACED: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
"""What each function of ours has replaced."""


class _Gate:
    """A function of another library that is replaced while a mock is on.

    Others may replace it too, before and after us and in any order: what we put there does nothing
    but call what it replaced as soon as no mock is on, wherever it has got to by then.
    """

    def __init__(
        self, module: str, owner: str, name: str, replace: Callable[[Any], Callable[..., Any]]
    ) -> None:
        self._module = module
        self._owner = owner
        self._name = name
        self._replace = replace
        self._replaced: Any = None
        self._ours: Any = None

    def close(self) -> None:
        """Replace the function, if its library is loaded."""
        owner = self._find_owner()
        current = getattr(owner, self._name, None)
        if current is None:
            return
        if current is not self._replaced:
            current = _without_ours(current)
        if current is not self._replaced:
            self._ours = functools.wraps(current)(self._replace(current))
            self._replaced = _REPLACED[self._ours] = current
        setattr(owner, self._name, self._ours)

    def open_(self) -> None:
        """Put the function back, unless somebody else has replaced ours meanwhile."""
        owner = self._find_owner()
        current = getattr(owner, self._name, None)
        if current is None:
            return
        found = self._replaced if current is self._ours else _without_ours(current)
        if found is not current:
            setattr(owner, self._name, found)

    def _find_owner(self) -> Any:
        module = sys.modules.get(self._module)
        return getattr(module, self._owner, None) if self._owner else module


def _without_ours(function: Any) -> Any:
    """Look through what earlier mocks left when somebody put it back after they had ended."""
    while function in _REPLACED:
        function = _REPLACED[function]
    return function


def _botocore_send(send: Callable[..., Any]) -> Callable[..., Any]:
    def watched_send(self: Any, request: AWSPreparedRequest, *args: Any, **kwargs: Any) -> Any:
        if connectcases_backends.mocks_active:
            response = answer(request)
            if response is not None:
                return response
            refuse_other_services(request)
        return send(self, request, *args, **kwargs)

    return watched_send


def _aiobotocore_send(send: Callable[..., Any]) -> Callable[..., Any]:
    async def watched_send(
        self: Any, request: AWSPreparedRequest, *args: Any, **kwargs: Any
    ) -> Any:
        if connectcases_backends.mocks_active:
            response = answer(request)
            if response is not None:
                return response
            refuse_other_services(request)
        return await send(self, request, *args, **kwargs)

    return watched_send


def _requests_send(send: Callable[..., Any]) -> Callable[..., Any]:
    someone_else_mocks = getattr(send, "__module__", "") == "responses"

    def watched_send(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        if connectcases_backends.mocks_active:
            response = _answer_requests(self, request)
            if response is not None:
                return response
            if not someone_else_mocks:
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


_GATES = (
    _Gate("botocore.httpsession", "URLLib3Session", "send", _botocore_send),
    _Gate("aiobotocore.httpsession", "AIOHTTPSession", "send", _aiobotocore_send),
    _Gate("aiobotocore.httpxsession", "HttpxSession", "send", _aiobotocore_send),
    _Gate("requests.adapters", "HTTPAdapter", "send", _requests_send),
    _Gate("botocore.session", "", "create_loader", _shared_loader),
)


def close() -> None:
    """Watch the clients, and let new ones share what botocore reads."""
    for gate in _GATES:
        gate.close()


def open_() -> None:
    """Leave the clients as they were."""
    for gate in _GATES:
        gate.open_()
