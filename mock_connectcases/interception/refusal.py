"""Stops requests to AWS services that nobody mocks, with a sentence that says what to do."""

from __future__ import annotations

from typing import Any

from moto.core.config import passthrough_service, passthrough_url
from moto.core.models import botocore_stubber

from mock_connectcases.connectcases.hosts import is_aws
from mock_connectcases.errors import UnmockedServiceError
from mock_connectcases.interception.answer import host_and_target


def refuse_other_services(request: Any) -> None:
    """Stop a request that would leave the machine for an AWS service nobody mocks.

    Raises:
        UnmockedServiceError: always, unless the host is not AWS's or moto lets it through.
            botocore does not retry it.
    """
    host, _ = host_and_target(request.url)
    if not is_aws(host):
        return
    from moto.backends import get_service_from_url  # noqa: PLC0415 - costly, and rarely needed

    plain_url = request.url.partition("?")[0]
    name = get_service_from_url(plain_url)
    if passthrough_url(plain_url) or (name is not None and passthrough_service(name)):
        return
    what = f"{name or host.partition('.')[0]} ({_operation_of(request)} at {host})"
    if botocore_stubber.enabled:
        raise UnmockedServiceError(
            f"This program called {what} with a client that mock_aws does not know, although it is"
            " on; nothing left the machine. A client made before moto was imported becomes known"
            " by moto.core.patch_client(client)."
        )
    raise UnmockedServiceError(
        f"This program called {what} while only Amazon Connect Cases is mocked; nothing left the"
        " machine. To mock the other services as well, add moto's mock_aws, inside or outside"
        " mock_connectcases. To let this one through to AWS, pass"
        f' config={{"core": {{"passthrough": {{"services": ["{name or "..."}"]}}}}}}.'
    )


def _operation_of(request: Any) -> str:
    """Name the operation where the protocol shows it, else the HTTP method."""
    target = request.headers.get("X-Amz-Target")
    if target:
        text = target.decode("latin-1") if isinstance(target, bytes) else str(target)
        return text.rpartition(".")[2]
    method, body = str(request.method), request.body
    if isinstance(body, dict):
        return str(body.get("Action", method))
    text = body.decode("latin-1") if isinstance(body, bytes) else str(body or "")
    query = dict(pair.partition("=")[::2] for pair in text[:500].split("&"))
    return query.get("Action", method)
