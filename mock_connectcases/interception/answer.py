"""Answers a request to Amazon Connect Cases, from whichever client it comes."""

from __future__ import annotations

from io import BytesIO
from math import isinf
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from moto import settings
from moto.core.config import default_user_config
from moto.core.models import botocore_stubber
from moto.moto_api import recorder

from mock_connectcases import service
from mock_connectcases.connectcases.accounts import account_of, principal_of
from mock_connectcases.connectcases.hosts import cases_region
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.wire.messages import Request

if TYPE_CHECKING:
    from collections.abc import Generator


class AwaitableBytes(bytes):
    """Bytes for botocore, and for aiobotocore, which awaits the content of a response."""

    def __await__(self) -> Generator[None, None, bytes]:
        """Return the bytes at once."""
        yield from ()
        return bytes(self)


class _Raw(BytesIO):
    """The body as a stream, as far as botocore asks for one."""

    def stream(self, **_: Any) -> Generator[bytes, None, None]:
        yield self.read()


class DualResponse(AWSResponse):  # type: ignore[misc]  # botocore has no types
    """A response for a client of botocore as well as of aiobotocore."""

    def __init__(self, url: str, status: int, headers: Any, body: bytes) -> None:
        super().__init__(url, status, headers, _Raw(body))
        self._content = AwaitableBytes(body)


def answer_hook(request: AWSPreparedRequest, *, mock_aws_is_on: bool) -> DualResponse | None:
    """Answer for moto's ``before-send`` handler while any mock is on."""
    if mock_aws_is_on or connectcases_backends.mocks_active:
        return answer(request)
    return None


def answer(request: AWSPreparedRequest) -> DualResponse | None:
    """Answer a request to Amazon Connect Cases; other hosts, and what passes through, get nothing.

    Raises:
        UnknownRegionError: the service is not offered in the region of the host.
    """
    host, target = host_and_target(request.url)
    region = cases_region(host)
    if region is None:
        return None
    if _needs_moto():
        moto_response = botocore_stubber.process_request(request)
        if moto_response is None:
            return None
        status, headers, content = moto_response
        body = content.encode() if isinstance(content, str) else content
        return DualResponse(request.url, status, headers, body)
    headers = request.headers
    account = account_of(headers, region)
    store = connectcases_backends.store_of(account, region)
    response = service.handle(
        Request(request.method, target, _body_of(request), headers),
        store,
        principal=lambda: principal_of(headers, account, store.partition),
    )
    return DualResponse(request.url, response.status, response.headers, response.body)


def _needs_moto() -> bool:
    """Tell whether something is configured that only moto's own way honours."""
    core = default_user_config.get("core") or {}
    passthrough = core.get("passthrough") or {}
    return bool(
        passthrough.get("services")
        or passthrough.get("urls")
        or core.get("service_whitelist") is not None
        or not isinf(settings.INITIAL_NO_AUTH_ACTION_COUNT)
        or recorder._user_enabled
    )


def host_and_target(url: str) -> tuple[str, str]:
    """Split a URL into its host and the undecoded rest."""
    host, slash, rest = url.partition("://")[2].partition("/")
    if "?" in host:
        host, _, rest = host.partition("?")
        return host, f"/?{rest}"
    return host, slash + rest or "/"


def _body_of(request: AWSPreparedRequest) -> bytes:
    body = request.body
    if hasattr(body, "read"):
        body = body.read()
    if isinstance(body, str):
        return body.encode()
    return bytes(body or b"")
