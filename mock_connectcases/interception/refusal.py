"""Refuses requests to AWS services without a mock, with a sentence that says what to do."""

from __future__ import annotations

from typing import Any, NoReturn

from botocore.exceptions import NoCredentialsError
from moto.core.config import passthrough_service, passthrough_url

from mock_connectcases.compat import moto
from mock_connectcases.connectcases.hosts import is_aws
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.errors import MockError
from mock_connectcases.interception import guard
from mock_connectcases.toolkit.toolkit import toolkit
from mock_connectcases.wire.messages import header_text, host_and_target
from mock_connectcases.wire.neighbour import client_name

_MOCK_ADVICE = (
    "Mock it: the fixture connectcases or mock_connectcases mocks Amazon Connect Cases, moto's"
    " mock_aws all services."
)


class ClientWithoutCredentialsError(MockError, NoCredentialsError):  # type: ignore[misc]
    """A client cannot sign a request to the mock; unlike botocore's error it says what to do."""

    fmt = (
        f"{NoCredentialsError.fmt}: this client was made when there were none, as at an import"
        " before the mock. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in conftest.py, or make"
        " the client later, while the mock is on."
    )


def refuse_other_services(request: Any) -> None:
    """Refuse a request that would leave the machine for an AWS service without a mock.

    Raises:
        UnmockedServiceError: unless the host is not AWS's or moto lets it through.
            botocore does not retry it.
    """
    found = _service_in_aws(request)
    if found is None:
        return
    name, host = found
    target = f"{name or host.partition('.')[0]} ({_operation_of(request)} at {host})"
    if moto.answers_clients():
        if moto.service_of(request.url) is not None:
            _refuse(
                f"This program called {target} with a client that mock_aws does not know, although"
                " it is on; nothing left the machine. A client made before moto was imported"
                " becomes known by moto.core.patch_client(client)."
            )
        _refuse(
            f"This program called {target}, which moto does not mock; nothing left the machine:"
            f" {_stub_advice(request)}"
        )
    if not connectcases_backends.mocks_active:
        _refuse(
            f"This program called {target} while no mock is on; nothing left the machine."
            f" {_MOCK_ADVICE}"
        )
    others = (
        "To mock the other services as well, add moto's mock_aws, inside or outside"
        " mock_connectcases. An operation that moto lacks:"
    )
    if moto.service_of(request.url) is None:
        others = "moto does not mock it either:"
    _refuse(
        f"This program called {target} while only Amazon Connect Cases is mocked; nothing left the"
        f" machine. {others} {_stub_advice(request)} To let it through to AWS, signed with your"
        f' credentials, pass config={{"core": {{"passthrough": {{"services": ["{name or "..."}"]}},'
        ' "mock_credentials": False}}.'
    )


def refuse_urllib3_request(request: Any) -> None:
    """Refuse a request to AWS that is made with urllib3 itself, which no mock answers.

    Raises:
        UnmockedServiceError: unless the host is not AWS's or moto lets it through.
    """
    found = _service_in_aws(request)
    if found is not None:
        name, host = found
        _refuse(
            f"This program called {name or host.partition('.')[0]} ({_operation_of(request)} at"
            f" {host}) through urllib3, where no mock answers; nothing left the machine. Mocks"
            " answer boto3, aiobotocore and requests."
        )


def record_without_credentials(service: str, operation: str, url: str) -> None:
    """Record a call that would have reached AWS, had there been credentials to sign it."""
    is_mocked = connectcases_backends.mocks_active or moto.answers_clients()
    found = None if is_mocked else _in_aws(url)
    if found is not None:
        guard.record(
            f"This program called {service} ({operation} at {found[1]}) while no mock is on; only"
            f" for want of credentials it was not sent. {_MOCK_ADVICE}"
        )


def _refuse(sentence: str) -> NoReturn:
    guard.record(sentence)
    raise toolkit.refusal(sentence)


def _stub_advice(request: Any) -> str:
    """Return how to answer a request by a stub, with the names of its call if they are known."""
    call = guard.call_of(request)
    names = f'"{client_name(call.service)}", "{call.operation}"' if call else "service, operation"
    return (
        f"answer it by mock.stub({names}, {{...}}), where mock is the pytest fixture"
        " connectcases_mock, or that of `with mock_connectcases() as mock`. `mock-connectcases run`"
        " takes stubs from a file: --stubs FILE."
    )


def _service_in_aws(request: Any) -> tuple[str | None, str] | None:
    """Return the service, if the call or moto shows it, and the host, as ``_in_aws``."""
    found = _in_aws(request.url)
    call = guard.call_of(request)
    return found if found is None or call is None else (client_name(call.service), found[1])


def _in_aws(url: str) -> tuple[str | None, str] | None:
    """Return the service, if moto knows it, and the host; None if the request may be sent."""
    host, _ = host_and_target(url)
    if not is_aws(host):
        return None
    plain_url = url.partition("?")[0]
    name = moto.service_of(plain_url)
    if passthrough_url(plain_url) or (name is not None and passthrough_service(name)):
        return None
    return name, host


def _operation_of(request: Any) -> str:
    """Return the operation where the call or the protocol shows it, else the HTTP method."""
    call = guard.call_of(request)
    if call:
        return call.operation
    target = header_text(request.headers, "X-Amz-Target")
    if target:
        return target.rpartition(".")[2]
    method, body = str(request.method), request.body
    if isinstance(body, dict):
        return str(body.get("Action", method))
    text = body.decode("latin-1") if isinstance(body, bytes) else str(body or "")
    query = dict(pair.partition("=")[::2] for pair in text[:500].split("&"))
    return query.get("Action", method)
