"""Answers requests of clients to Amazon Connect Cases."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSPreparedRequest, AWSResponse, HeadersDict

from mock_connectcases import service
from mock_connectcases.compat import moto
from mock_connectcases.compat.botocore import set_content
from mock_connectcases.connectcases.accounts import account_of, principal_of
from mock_connectcases.connectcases.hosts import cases_region, is_aws
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.toolkit.calls import Sender
from mock_connectcases.toolkit.toolkit import toolkit
from mock_connectcases.wire.messages import (
    LazyHeaders,
    Request,
    body_as_bytes,
    host_and_target,
    scope_of,
)

if TYPE_CHECKING:
    from collections.abc import Generator


class AwaitableBytes(bytes):
    """Bytes that aiobotocore can await, as it does with the content of a response."""

    def __await__(self) -> Generator[None, None, bytes]:
        """Return the bytes at once."""
        yield from ()
        return bytes(self)


class _RawBody(BytesIO):
    """The body as a stream of botocore."""

    def stream(self, **_: Any) -> Generator[bytes, None, None]:
        yield self.read()


class DualResponse(AWSResponse):  # type: ignore[misc]  # botocore has no types
    """A response for clients of both botocore and aiobotocore."""

    def __init__(self, url: str, status: int, headers: Any, body: bytes) -> None:
        super().__init__(url, status, headers, _RawBody(body))
        set_content(self, AwaitableBytes(body))


def answer_hook(request: AWSPreparedRequest, *, mock_aws_is_on: bool) -> DualResponse | None:
    """Answer a request in moto's ``before-send`` handler while any mock is on."""
    if mock_aws_is_on or connectcases_backends.mocks_active:
        return answer(request)
    return None


def answer(request: AWSPreparedRequest) -> DualResponse | None:
    """Answer a request to Amazon Connect Cases; return None for others and for passthrough.

    Raises:
        UnknownRegionError: the service is not offered in the region of the host.
    """
    host, target = host_and_target(request.url)
    region = cases_region(host)
    if region is None:
        return None
    if needs_moto():
        moto_response = moto.process_request(request)
        if moto_response is None:
            return None
        status, headers, content = moto_response
        body = content.encode() if isinstance(content, str) else content
        return DualResponse(request.url, status, headers, body)
    headers = request.headers
    account = account_of(headers, region)
    store = connectcases_backends.store_of(account, region)
    response = service.handle(
        Request(request.method, target, body_as_bytes(request.body), LazyHeaders(lambda: headers)),
        store,
        principal=lambda: principal_of(headers, account, store.partition),
    )
    return DualResponse(request.url, response.status, response.headers, response.body)


def answer_stubbed(request: AWSPreparedRequest) -> DualResponse | None:
    """Answer a request to another service with a stub of the handle; return None without one.

    Raises:
        UnmockedServiceError: the operation has stubs, and none is for this request.
    """
    if not toolkit.stubs.active:
        return None
    host, target = host_and_target(request.url)
    if not is_aws(host):
        return None
    headers = HeadersDict({"Host": host, **request.headers})
    scope = scope_of(headers)
    region = "" if scope is None else scope.region
    read = Request(request.method, target, body_as_bytes(request.body), headers)
    response = toolkit.stubs.answer(read, Sender(account_of(headers, region), region))
    if response is None:
        return None
    return DualResponse(request.url, response.status, response.headers, response.body)


def needs_moto() -> bool:
    """Return whether a setting is in use that only moto's own dispatch honours."""
    core = moto.user_config().get("core") or {}
    passthrough = core.get("passthrough") or {}
    return bool(
        passthrough.get("services")
        or passthrough.get("urls")
        or core.get("service_whitelist") is not None
        or moto.enforces_policies()
        or moto.is_recording()
    )
